//! The functions that JavaScript may call for comparing copies of one report.

use js_sys::Uint8Array;
use report::Report;
use report::copies::Copies;
use wasm_bindgen::prelude::*;

use super::desk::{parse, print};
use super::thrown;
use crate::copies;
use crate::write::receipt;

/// Where reports differ that should be one, each a JSON text: a [`report::apart::Comparison`].
#[wasm_bindgen(js_name = compareReports)]
pub fn compare_reports(reports: Vec<String>) -> Result<String, JsValue> {
    let reports: Vec<Report> =
        reports.iter().map(|text| super::parse(text)).collect::<Result<_, _>>()?;
    Ok(print(&copies::compare_reports(&reports)))
}

/// Compares files that should be copies of one report; the answer is a [`Copies`]. `names` has
/// for each file its name and the position of its report, `null` for all of its reports. The first
/// file's bytes are `bytes`, those of the others are in `beside`.
#[wasm_bindgen(js_name = compareFiles)]
pub fn compare_files(
    bytes: &[u8],
    _name: &str,
    names: &str,
    beside: Vec<Uint8Array>,
) -> Result<String, JsValue> {
    let names: Vec<(String, Option<usize>)> = parse(names)?;
    let beside: Vec<Vec<u8>> = beside.iter().map(Uint8Array::to_vec).collect();
    let all = std::iter::once(bytes).chain(beside.iter().map(Vec::as_slice));
    let files: Vec<copies::Given> =
        names.into_iter().zip(all).map(|((name, at), bytes)| (name, bytes, at)).collect();
    Ok(print(&copies::compare_files(&files)))
}

/// The receipt of comparisons, a list of [`Copies`]: `docx`, `html` or `txt`. `when` is the time of the
/// comparison in words.
#[wasm_bindgen(js_name = writeReceipt)]
pub fn write_receipt(all: &str, format: &str, when: Option<String>) -> Result<Vec<u8>, JsValue> {
    let all: Vec<Copies> = parse(all)?;
    receipt::write(&all, format, when.as_deref().unwrap_or_default()).map_err(thrown)
}
