//! Comparing copies of one report, by the files module.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use report::Report;
use report::apart::Comparison;
use report::copies::Copies;
use wasm_bindgen::prelude::*;
use web_sys::{DataTransfer, File, FileList};

use super::clock::now_in_words;
use super::error::error;
use super::files::{safe_name, save};

#[wasm_bindgen(module = "/www/copies.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = compareFiles)]
    async fn compare_files(files: Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = compareDrafts)]
    async fn compare_drafts(reports: Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = writeReceipt)]
    async fn write_receipt(copies: &str, format: &str, when: &str) -> Result<JsValue, JsValue>;
}

/// Only seen if the two wasm modules come from different builds.
const UNREAD: &str = "核对结果读不出来，请刷新页面后再试。";

fn parse<T: serde::de::DeserializeOwned>(answer: &JsValue) -> Result<T, JsValue> {
    let text = answer.as_string().unwrap_or_default();
    report::json::read(&text).map_err(|_| error("files", UNREAD))
}

/// The files in a FileList, or in what was dropped.
pub fn listed(things: &JsValue) -> Vec<File> {
    let dropped = things.dyn_ref::<DataTransfer>().and_then(DataTransfer::files);
    let Some(files) = dropped.or_else(|| things.dyn_ref::<FileList>().cloned()) else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|i| files.get(i)).collect()
}

/// Where files differ that should be copies of one report.
///
/// # Errors
/// An Error with a Chinese sentence, where a file is no longer there or the module fails.
pub async fn compare(files: &[File]) -> Result<Rc<Copies>, JsValue> {
    let files: Array = files.iter().collect();
    parse(&compare_files(files).await?).map(Rc::new)
}

/// Where two reports differ.
///
/// # Errors
/// An Error with a Chinese sentence, where the module fails.
pub async fn compare_reports(reports: [&Report; 2]) -> Result<Comparison, JsValue> {
    let texts: Array = reports.iter().map(|r| JsValue::from(report::draft::print(r))).collect();
    parse(&compare_drafts(texts).await?)
}

/// Saves the receipt of a comparison as a file; resolves to the file's name.
///
/// # Errors
/// An Error with a Chinese sentence, where the file cannot be made.
pub async fn save_receipt(copies: &Copies, format: &str) -> Result<String, JsValue> {
    let all = serde_json::to_string(&[copies]).unwrap_or_default();
    let bytes = write_receipt(&all, format, &now_in_words()).await?;
    let name = safe_name(&format!("{}核对单.{format}", copies.name()));
    save(&bytes.unchecked_into::<Uint8Array>(), &name);
    Ok(name)
}
