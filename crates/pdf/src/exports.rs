//! What JavaScript sees of this module.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::{Error, Given, write};

/// A report (a JSON text) as a PDF: an object with the `bytes`, the characters `missing` in the fonts, the
/// `notes` about fonts that were not used, and the number of `pages`. `names` has for each of the fonts the
/// name of the wanted one of a collection, or an empty text.
#[wasm_bindgen(js_name = writePdf)]
pub fn write_pdf(
    report: &str,
    fonts: Vec<Uint8Array>,
    names: Vec<String>,
) -> Result<Object, JsValue> {
    let report = report::draft::parse(report).map_err(|error| thrown(damaged(&error)))?;
    let fonts: Vec<Vec<u8>> = fonts.iter().map(Uint8Array::to_vec).collect();
    let name = |at: usize| names.get(at).map_or("", String::as_str);
    let given: Vec<Given> =
        fonts.iter().enumerate().map(|(at, bytes)| Given { bytes, name: name(at) }).collect();
    let made = write(&report::compose::compose(&report), &given).map_err(thrown)?;
    let notes: Array = made.refused.iter().map(|note| JsValue::from(note.as_str())).collect();
    let object = Object::new();
    for (key, value) in [
        ("bytes", JsValue::from(Uint8Array::from(&made.bytes[..]))),
        ("missing", JsValue::from(made.missing.iter().collect::<String>())),
        ("notes", notes.into()),
        ("pages", JsValue::from(made.pages as u32)),
    ] {
        // Setting a member of the object made above cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    Ok(object)
}

fn damaged(error: &report::draft::Error) -> Error {
    use report::draft::Error as Draft;
    let (code, message) = match error {
        Draft::Damaged(_) => ("damaged", "报告的数据不完整，不能写成 PDF。".to_string()),
        _ => ("form", "报告的格式不认识，不能写成 PDF。".to_string()),
    };
    Error { code, message }
}

/// A JavaScript `Error` with the error's public `code`.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message);
    let _ = Reflect::set(&js, &"code".into(), &error.code.into());
    js.into()
}
