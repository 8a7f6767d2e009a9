//! The functions that JavaScript may call to put findings into files as comments.

use js_sys::{Array, Uint8Array};
use report::checks::check;
use report::desk::Row;
use report::finding::Finding;
use wasm_bindgen::prelude::*;

use super::{parse as report_of, thrown};

/// A docx or xlsx with a comment for each of these findings about the report in it; without a list,
/// for each that the rules have. All but the bytes are JSON texts; `previous` is last year's report.
#[wasm_bindgen]
pub fn annotate(
    bytes: &[u8],
    report: &str,
    findings: Option<String>,
    previous: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let report = report_of(report)?;
    let findings: Vec<Finding> = match findings {
        Some(findings) => crate::annotate::at_words(&report, super::desk::parse(&findings)?),
        None => {
            let previous = previous.as_deref().map(report_of).transpose()?;
            super::judged(&report, || check(&report, previous.as_ref()).findings)?
        }
    };
    crate::annotate(bytes, &report, &findings).map_err(thrown)
}

/// A file, or each file of a zip, with the findings of its `rows` (a list of [`Row`]) as comments:
/// for each `[name, bytes, message]`; the bytes are null where the message says why there are none.
#[wasm_bindgen(js_name = annotateFile)]
pub fn annotate_file(bytes: &[u8], name: &str, rows: &str) -> Result<Array, JsValue> {
    let rows: Vec<Row> = super::desk::parse(rows)?;
    let made = crate::desk::annotated(bytes, name, &rows).into_iter().map(|(name, made)| {
        let (bytes, message) = match made {
            Ok(bytes) => (Uint8Array::from(&bytes[..]).into(), JsValue::NULL),
            Err(error) => (JsValue::NULL, JsValue::from_str(&error.message)),
        };
        JsValue::from(Array::of3(&name.into(), &bytes, &message))
    });
    Ok(made.collect())
}

/// A zip of these files.
#[wasm_bindgen(js_name = packFiles)]
pub fn pack_files(names: Vec<String>, files: Vec<Uint8Array>) -> Vec<u8> {
    let files: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
    let parts: Vec<(&str, &Vec<u8>)> = names.iter().map(String::as_str).zip(&files).collect();
    crate::pack(&parts)
}
