//! Files that are compared on the page 核对多份. Only the files themselves are held, not what is in them.

use std::rc::Rc;

use report::copies::Copies;
use web_sys::File;

/// Files that should be copies of one report, and where they differ.
#[derive(Clone, PartialEq, Default)]
pub struct Collation {
    pub files: Vec<File>,
    /// Where they differ; none until that is known, or while there is only one.
    pub copies: Option<Rc<Copies>>,
    /// Number of changes so far: answers about an older state are stale.
    pub version: u32,
    /// They are being compared.
    pub running: bool,
}

/// What happens on the page 核对多份.
pub enum Collate {
    /// Add files: a FileList or what was dropped; undefined only opens the page.
    Add(wasm_bindgen::JsValue),
    /// Take this file away.
    Remove(usize),
    /// Compare the others with this file.
    Lead(usize),
    /// The files of this version were compared, or that failed.
    Compared(u32, Result<Rc<Copies>, wasm_bindgen::JsValue>),
    /// Save the receipt in this format.
    Save(&'static str),
    /// Go back to the start page.
    Close,
}
