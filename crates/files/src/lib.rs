//! File formats: bytes to a report and back. A second wasm module, run in a disposable worker, so
//! that a parser that fails costs one file and never the report on the screen.
//!
//! Readers make a [`Document`], writers print one; what it means is for [`report::recognize`] and
//! [`report::compose`]. Kinds are told by content ([`kind`]), sizes are limited ([`limits`]).

use std::collections::BTreeMap;

use report::document::{Document, Note};
use report::draft::Draft;
use report::recognize::{locate, Recognized};
use report::Report;
use serde::Serialize;
use wasm_bindgen::prelude::*;

mod archive;
pub mod compare;
mod compound;
pub mod error;
pub mod kind;
pub mod limits;
mod read;
#[cfg(test)]
mod tests;
pub mod write;

pub use error::{Code, Error};
pub use kind::Kind;
pub use write::write;

/// Names the report's JSON inside a Word file.
const NAMESPACE: &str = "urn:nianbao:report:1";

/// A file as it was read.
#[derive(Debug)]
pub struct Read {
    pub kind: Kind,
    pub document: Document,
    pub notes: Vec<Note>,
}

/// The document in a file's bytes.
pub fn read(bytes: &[u8]) -> Result<Read, Error> {
    if bytes.len() > limits::BYTES {
        return Err(limits::too_large());
    }
    let kind = kind::kind_of(bytes)?;
    let mut notes = Vec::new();
    let document = read::document(kind, bytes, &mut notes)?;
    Ok(Read { kind, document, notes })
}

/// The report in a file's bytes, with notes on what was not taken over or had to be guessed.
pub fn read_report(bytes: &[u8]) -> Result<(Report, Vec<Note>), Error> {
    locate_report(bytes).map(|found| (found.report, found.notes))
}

/// The same, with the place each cell came from.
pub fn locate_report(bytes: &[u8]) -> Result<Recognized, Error> {
    let file = read(bytes)?;
    let Recognized { report, notes, places } = locate(&file.document);
    let nothing = report.title.is_empty() && report.sections.is_empty() && report.cells.is_empty();
    if nothing && file.document.data.is_none() {
        return Err(Error::new(
            Code::Unsupported,
            "文件里没有年度报告的标题、章节或表格；请确认选对了文件。",
        ));
    }
    let notes = file.notes.into_iter().chain(notes).collect();
    Ok(Recognized { report, notes, places })
}

/// The result of [`read_report_js`]: `ReadResult` of the public contract.
#[derive(Serialize)]
struct ReadResult {
    report: Draft,
    notes: Vec<Note>,
    /// Where each cell stood in the file, in words, by cell id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    places: BTreeMap<String, String>,
}

/// `readReport(bytes, name)` of the module. The name is not used: the content says what a file is.
#[wasm_bindgen(js_name = readReport)]
pub fn read_report_js(bytes: &[u8], _name: &str) -> Result<JsValue, JsValue> {
    let Recognized { report, notes, places } = locate_report(bytes).map_err(thrown)?;
    let result = ReadResult { report: Draft::from(&report), notes, places };
    // Plain objects, since callers are to see the JSON of the contract and no `Map`.
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    result.serialize(&plain).map_err(JsValue::from)
}

/// `writeReport(report, format, previous?)` of the module.
#[wasm_bindgen(js_name = writeReport)]
pub fn write_report_js(
    report: JsValue,
    format: &str,
    previous: JsValue,
) -> Result<Vec<u8>, JsValue> {
    let report = report_from(report)?;
    let none = previous.is_undefined() || previous.is_null();
    let previous = if none { None } else { Some(report_from(previous)?) };
    write(&report, previous.as_ref(), format).map_err(thrown)
}

/// A report as JavaScript hands it over.
fn report_from(value: JsValue) -> Result<Report, JsValue> {
    let draft: Draft = serde_wasm_bindgen::from_value(value)
        .map_err(|e| thrown(report::draft::Error::Damaged(e.to_string()).into()))?;
    draft.into_report().map_err(|e| thrown(e.into()))
}

/// A JavaScript `Error` with the code of the contract.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message);
    let _ = js_sys::Reflect::set(&js, &"code".into(), &error.code.name().into());
    js.into()
}
