//! The shell: the Yew app and the wasm boundary; all that knows a browser.
//!
//! One door leads in: [`start`] defines the custom element, whose every instance is driven through
//! an [`editor::Editor`]. Rules and file formats are deliberately absent: they are a second module
//! behind `www/check.js` and `www/files.js`, so that this one stays small and starts at once.

mod app;
mod browser;
mod components;
mod drafts;
mod editor;
mod lattice;
mod target;
mod view;

use report::draft::{Draft, Error};
use report::Report;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Defines the element where there is a page; does nothing else.
pub fn start() {
    std::panic::set_hook(Box::new(|info| browser::panicked(&info.to_string())));
    let custom_elements = js_sys::Reflect::get(&js_sys::global(), &"customElements".into());
    if custom_elements.is_ok_and(|c| !c.is_undefined()) {
        browser::define_element();
    }
}

/// A report from the JSON object of the contract.
pub(crate) fn from_js(value: JsValue) -> Result<Report, JsValue> {
    let draft: Draft = serde_wasm_bindgen::from_value(value)
        .map_err(|e| error("damaged", &format!("不是年报的数据：{e}")))?;
    draft.into_report().map_err(|e| match e {
        Error::Form(form) => error("form", &format!("不认识的报告格式“{form}”")),
        Error::Damaged(why) => error("damaged", &format!("年报数据已损坏：{why}")),
    })
}

/// Plain objects and arrays, as JSON would have them.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|e| error("damaged", &e.to_string()))
}

/// An Error of the contract: a message to show and a code to decide by.
pub(crate) fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a member of an object made in the line above cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
