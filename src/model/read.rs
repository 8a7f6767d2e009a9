//! The result of reading a file.

use std::collections::BTreeMap;

use report::Report;
use report::document::Note;
use wasm_bindgen::JsValue;

/// The report of a file, and the notes about reading it.
#[derive(Clone)]
pub struct Read {
    pub report: Report,
    /// What was left out or guessed.
    pub notes: Vec<Note>,
    /// Where each cell was found in the file, in words for the user, by cell id.
    pub places: BTreeMap<String, String>,
    /// The file's name.
    pub name: String,
    /// The file itself: a `Uint8Array`, or a function that resolves to one.
    pub original: JsValue,
}
