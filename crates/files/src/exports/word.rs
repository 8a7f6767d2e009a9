//! The functions that our own page calls for Word files with the look of an office's template (单位模板), and
//! for their pages on the screen. A report is a JSON text; so is a [`crate::look::Look`], empty for our own.

use crate::look::Look;
use crate::write::docx;
use report::compose::compose;
use wasm_bindgen::prelude::*;

use super::desk::{parse, print};
use super::thrown;

/// The look of the parts of a report in a docx.
#[wasm_bindgen(js_name = readTemplate)]
pub fn read_template(bytes: &[u8]) -> Result<String, JsValue> {
    let look = crate::limits::within(bytes.len(), || crate::read_template(bytes));
    Ok(print(&look.map_err(thrown)?))
}

/// A report as a docx with this look.
#[wasm_bindgen(js_name = writeWord)]
pub fn write_word(report: &str, look: &str) -> Result<Vec<u8>, JsValue> {
    let look: Look = parse(look)?;
    Ok(docx::write_like(&compose(&super::parse(report)?), &look))
}

/// The pages of that file, as [`crate::pages::Pages`].
#[wasm_bindgen(js_name = pagesOf)]
pub fn pages_of(report: &str, look: &str) -> Result<String, JsValue> {
    let look: Look = parse(look)?;
    Ok(print(&crate::pages::pages(&super::parse(report)?, &look).map_err(thrown)?))
}
