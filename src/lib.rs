//! The shell: the Yew app and the wasm boundary; all that knows a browser.
//!
//! One door leads in: [`start`] defines the custom element, whose every instance is driven through
//! an [`editor::Editor`]. Rules and file formats are deliberately absent: they are a second module
//! behind `www/check.js` and `www/files.js`, so that this one stays small and starts at once.

mod app;
mod browser;
mod chunk;
mod components;
mod desk;
mod drafts;
mod editor;
mod lattice;
mod target;
mod view;

use report::Report;
use report::draft::Error;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// Defines the element where there is a page; does nothing else. A panic traps at once and without
/// words, which would weigh a twentieth of the program: `www/element.js` sees the trap.
pub fn start() {
    let custom_elements = js_sys::Reflect::get(&js_sys::global(), &"customElements".into());
    if custom_elements.is_ok_and(|c| !c.is_undefined()) {
        browser::define_element();
    }
}

/// A report from the JSON object of the contract.
pub(crate) fn from_js(value: &JsValue) -> Result<Report, JsValue> {
    report::draft::parse(&text_of(value)).map_err(|e| match e {
        Error::Form(form) => error("form", &format!("不认识的报告格式“{form}”")),
        Error::Damaged(why) => error("damaged", &format!("年报数据已损坏：{why}")),
    })
}

/// The report as the JSON object of the contract.
pub(crate) fn to_js(report: &Report) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&report::draft::print(report))
}

/// What a script tells. It comes as JSON text: one call, and one reader for everything.
pub(crate) fn told<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&text_of(value)).ok()
}

/// The JSON text of a value; empty if it has none.
fn text_of(value: &JsValue) -> String {
    let text = js_sys::JSON::stringify(value).ok();
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// An Error of the contract: a message to show and a code to decide by.
pub(crate) fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a member of an object made in the line above cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
