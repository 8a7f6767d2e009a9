//! PDF: the fonts of the computer, where the browser gives them to pages, and the module that writes
//! (`www/files.js`).

use js_sys::{Array, Function, JsString, Promise, Reflect, Uint8Array};
use report::Report;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::json::draft_json;
use crate::model::pdf::{Font, Why, Written};

#[wasm_bindgen(module = "/www/files.js")]
extern "C" {
    /// Whether there is a module that writes PDF.
    #[wasm_bindgen(js_name = writesPdf)]
    pub fn writes_pdf() -> bool;
    #[wasm_bindgen(catch, js_name = writePdf)]
    async fn write(report: &JsString, fonts: Array, names: Array) -> Result<JsValue, JsValue>;
}

/// Most bytes of a file that is taken for a font; the largest fonts of today have a third of it.
const LARGEST: f64 = 200e6;

/// Whether the browser gives the computer's fonts to pages, at least if it is asked just after a click.
pub fn gives_fonts() -> bool {
    query().is_some()
}

/// The browser's function that gives the computer's fonts, and the window to call it on.
fn query() -> Option<(JsValue, Function)> {
    let window = JsValue::from(web_sys::window()?);
    let query = Reflect::get(&window, &"queryLocalFonts".into()).ok()?.dyn_into().ok()?;
    Some((window, query))
}

/// The fonts of this computer that fit a report. The browser may ask the user first; it does so only
/// just after a click or a key.
///
/// # Errors
/// Why there are none.
pub async fn local_fonts() -> Result<Vec<Font>, Why> {
    let (window, query) = query().ok_or(Why::Unable)?;
    let refused = |error: JsValue| match text(&error, "name").as_str() {
        // The page around does not allow it, or the click was too long ago.
        "SecurityError" => Why::Unable,
        _ => Why::Refused,
    };
    let told = query.call0(&window).and_then(|asked| asked.dyn_into::<Promise>());
    let all = JsFuture::from(told.map_err(refused)?).await.map_err(refused)?;
    // Some versions give an empty list where the user refuses.
    let all = all.dyn_into::<Array>().ok().filter(|all| all.length() > 0).ok_or(Why::Refused)?;
    let mut names = Vec::new();
    for at in 0..all.length() {
        let mut lines = String::new();
        for key in ["family", "fullName", "postscriptName", "style"] {
            lines.push_str(&text(&all.get(at), key));
            lines.push('\n');
        }
        lines.make_ascii_lowercase();
        names.push(lines);
    }
    let mut fonts = Vec::new();
    for at in report::typefaces::fitting(&names).into_iter().flatten() {
        let font = all.get(at as u32);
        // A font may have been removed since the browser read the list.
        if let Ok(bytes) = bytes(&font).await {
            fonts.push(Font {
                name: text(&font, "family"),
                face: text(&font, "postscriptName"),
                bytes,
            });
        }
    }
    if fonts.is_empty() { Err(Why::Unfitting) } else { Ok(fonts) }
}

fn text(object: &JsValue, key: &str) -> String {
    Reflect::get(object, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// The bytes of a font of the computer.
async fn bytes(font: &JsValue) -> Result<JsValue, JsValue> {
    let get: Function = Reflect::get(font, &"blob".into())?.dyn_into()?;
    let blob: Blob = JsFuture::from(get.call0(font)?.dyn_into::<Promise>()?).await?.dyn_into()?;
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).into())
}

/// The name of a file.
pub fn name_of(file: &File) -> String {
    text(file, "name")
}

/// Files that the user chose, as fonts.
///
/// # Errors
/// A code and a Chinese sentence, where a file is too large or no longer there.
pub async fn fonts_of(files: &[File]) -> Result<Vec<Font>, (&'static str, String)> {
    let mut fonts = Vec::new();
    for file in files {
        let name = name_of(file);
        if file.size() > LARGEST {
            let words = format!("“{name}”太大，不像字体文件；请选择 ttf、otf 或 ttc 文件。");
            return Err(("too-large", words));
        }
        let gone = |_| ("damaged", format!("“{name}”读不出来，请重新选择。"));
        let bytes = JsFuture::from(file.array_buffer()).await.map_err(gone)?;
        fonts.push(Font { name, face: String::new(), bytes: Uint8Array::new(&bytes).into() });
    }
    Ok(fonts)
}

/// The report as a PDF in these fonts, written in a worker.
///
/// # Errors
/// An Error with a Chinese sentence: no font can be used, or the module cannot be had.
pub async fn write_pdf(report: &Report, fonts: &[Font]) -> Result<Written, JsValue> {
    let bytes: Array = fonts.iter().map(|font| font.bytes.clone()).collect();
    let names: Array = fonts.iter().map(|font| JsValue::from(&font.face)).collect();
    let made = write(&draft_json(report), bytes, names).await?;
    let listed = Reflect::get(&made, &"notes".into())?.dyn_into::<Array>().unwrap_or_default();
    let mut notes = String::new();
    for at in 0..listed.length() {
        notes.push_str(&listed.get(at).as_string().unwrap_or_default());
    }
    Ok(Written {
        bytes: Reflect::get(&made, &"bytes".into())?,
        missing: text(&made, "missing"),
        notes,
    })
}
