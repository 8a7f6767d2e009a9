//! JSON: every value that crosses the wasm boundary is a JSON text, read by one reader.

use js_sys::JsString;
use report::Report;
use report::draft::Error;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::error::error;

#[wasm_bindgen(module = "/www/json.js")]
extern "C" {
    /// The JSON text of a value; undefined if it has none, for instance a function.
    #[wasm_bindgen(js_name = jsonOf, catch)]
    fn json_of(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// A report from the public JSON object.
///
/// # Errors
/// An Error with code `form` where the form is unknown, `damaged` where the object is no report.
pub fn from_js(value: &JsValue) -> Result<Report, JsValue> {
    report::draft::parse(&text_of(value)).map_err(|e| match e {
        Error::Form(form) => error("form", &format!("不认识的报告格式“{form}”")),
        Error::Damaged(why) => error("damaged", &format!("年报数据已损坏：{why}")),
    })
}

/// The report as the public JSON object.
///
/// # Errors
/// Whatever the browser's own parser throws; our own JSON gives it no reason to.
pub fn to_js(report: &Report) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&report::draft::print(report))
}

/// The report's JSON as a string of the browser, outside the program's memory.
pub fn draft_json(report: &Report) -> JsString {
    report::draft::print(report).into()
}

/// A value of a script as a type of ours; `None` if it does not fit.
pub fn parse<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    report::json::read(&text_of(value)).ok()
}

/// The JSON text of a value; empty if it has none.
fn text_of(value: &JsValue) -> String {
    json_of(value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
