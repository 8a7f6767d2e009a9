//! Files in and out: `www/files.js` reads and writes them in workers, `www/hosting.js` saves them.

use js_sys::{JsString, Uint8Array};
use report::Report;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::json::{draft_json, from_js, parse, to_js};
use crate::model::read::Read;

#[wasm_bindgen(module = "/www/hosting.js")]
extern "C" {
    #[wasm_bindgen(js_name = saveFile)]
    fn save_bytes(bytes: &[u8], name: &str, kind: &str);
}

#[wasm_bindgen(module = "/www/copy.js")]
extern "C" {
    /// Whether there is a program to be copied (`copy`), or a one-file page next to this one
    /// (`page`), or whether the licences of others' work are in this page (`licences`). It is one
    /// function for all: for two functions with the same signature, wasm-bindgen would write the
    /// same key twice into an object.
    pub fn offers(what: &str) -> bool;
    #[wasm_bindgen(catch, js_name = readLicences)]
    async fn read_licences() -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/www/files.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readReport)]
    async fn read_report(bytes: Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = writeReport)]
    async fn write_report(
        report: JsValue,
        format: &str,
        previous: JsValue,
        options: JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = annotate)]
    async fn annotate_original(
        original: JsValue,
        report: JsString,
        previous: Option<JsString>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = readTemplate)]
    async fn template_of(bytes: Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = writeWord)]
    async fn write_word(report: &JsString, look: &str) -> Result<JsValue, JsValue>;
}

/// Reads a file, in a worker.
///
/// # Errors
/// An Error with a Chinese sentence that says what to do, where the file cannot be read.
pub async fn read(bytes: Uint8Array, name: &str) -> Result<Read, JsValue> {
    let original = bytes.clone().into();
    let answer = read_report(bytes).await?;
    let member = |key: &str| js_sys::Reflect::get(&answer, &key.into());
    let report = from_js(&member("report")?)?;
    let notes = parse(&member("notes")?).unwrap_or_default();
    let places = parse(&member("places")?).unwrap_or_default();
    Ok(Read { report, notes, places, name: name.to_string(), original })
}

/// The bytes of a file the user chose.
pub async fn bytes(file: &File) -> Result<Uint8Array, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(file.array_buffer()).await?))
}

/// The report as a file of this format, for some with last year's values and the charts of these titles.
///
/// # Errors
/// An Error with a Chinese sentence, where the file cannot be made.
pub async fn write(
    report: &Report,
    previous: Option<&Report>,
    format: &str,
    charts: &[String],
) -> Result<Uint8Array, JsValue> {
    if format == "json" {
        // Our own JSON needs no library, so it can be saved even if the second module is missing.
        return Ok(Uint8Array::from(report::draft::print(report).as_bytes()));
    }
    let draft = |report| to_js(report);
    let previous = previous.map_or(Ok(JsValue::UNDEFINED), draft)?;
    let options = js_sys::Object::new();
    let charts: js_sys::Array = charts.iter().map(JsValue::from).collect();
    js_sys::Reflect::set(&options, &"charts".into(), &charts)?;
    let written = write_report(draft(report)?, format, previous, options.into());
    Ok(written.await?.unchecked_into())
}

/// The file that was opened, with what the rules find in its report as comments.
///
/// # Errors
/// An Error with a Chinese sentence, where the file cannot have comments.
pub async fn annotate(
    original: JsValue,
    report: &Report,
    previous: Option<&Report>,
) -> Result<Uint8Array, JsValue> {
    let made = annotate_original(original, draft_json(report), previous.map(draft_json));
    Ok(made.await?.unchecked_into())
}

/// The look that a Word file gives as a template, as JSON.
///
/// # Errors
/// An Error with a Chinese sentence, where the file cannot be read.
pub async fn read_template(bytes: Uint8Array) -> Result<String, JsValue> {
    Ok(template_of(bytes).await?.as_string().unwrap_or_default())
}

/// The report as a Word file with the look of a template.
///
/// # Errors
/// An Error with a Chinese sentence, where the file cannot be made.
pub async fn write_like(report: &Report, look: &str) -> Result<Uint8Array, JsValue> {
    Ok(write_word(&draft_json(report), look).await?.unchecked_into())
}

/// A file's name without characters that file names must not have.
pub fn safe_name(name: &str) -> String {
    name.replace(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c), "")
}

/// Lets the browser save the licences of others' work in this page; calls `failed` if they cannot be
/// unpacked.
pub fn save_licences(failed: impl Fn(JsValue) + 'static) {
    spawn_local(async move {
        match read_licences().await {
            Ok(text) => save(&text.unchecked_into(), "第三方软件许可.txt"),
            Err(error) => failed(error),
        }
    });
}

/// Lets the browser save a file.
pub fn save(bytes: &Uint8Array, name: &str) {
    save_bytes(&bytes.to_vec(), name, report::formats::mime_of(name));
}
