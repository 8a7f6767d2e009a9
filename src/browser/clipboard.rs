//! The clipboard, written by a button: the content of a page, and a picture.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, HtmlDocument};

use super::error::error;

#[wasm_bindgen]
extern "C" {
    type ClipboardItem;
    #[wasm_bindgen(constructor, catch)]
    fn new(contents: &Object) -> Result<ClipboardItem, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = write)]
    fn write_items(items: &Array) -> Result<Promise, JsValue>;
}

const REFUSED: &str = "浏览器不让程序写剪贴板，请改用下载。";

/// Whether the browser takes pictures into the clipboard; in pages without https it does not.
pub fn takes_pictures() -> bool {
    Reflect::has(&js_sys::global(), &"ClipboardItem".into()).unwrap_or(false)
        && Reflect::get(&js_sys::global(), &"isSecureContext".into()).is_ok_and(|v| v.is_truthy())
}

/// Puts a picture into the clipboard.
///
/// # Errors
/// An Error with a Chinese sentence, where the browser or the page around forbids it.
pub async fn copy_picture(picture: &Blob) -> Result<(), JsValue> {
    write(&[("image/png", picture)]).await.map_err(|_| error("write", REFUSED))
}

/// Puts the content of a page into the clipboard, as HTML and as plain text. Where it works, this takes the way of
/// Ctrl+C, which needs neither https nor a permission.
///
/// # Errors
/// An Error with a Chinese sentence, where the browser or the page around forbids it.
pub async fn copy_page(html: &str, text: &str) -> Result<(), JsValue> {
    if copy_at_once(html, text).unwrap_or(false) {
        return Ok(());
    }
    let blob = |text: &str, kind: &str| {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(kind);
        Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
    };
    let (html, text) = (blob(html, "text/html")?, blob(text, "text/plain")?);
    let written = write(&[("text/html", &html), ("text/plain", &text)]).await;
    written.map_err(|_| error("write", REFUSED))
}

/// Answers the event of a copy with these contents; whether there was one.
fn copy_at_once(html: &str, text: &str) -> Result<bool, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document: HtmlDocument = window.document().ok_or(JsValue::NULL)?.unchecked_into();
    let contents = [("text/html", html.to_string()), ("text/plain", text.to_string())];
    let answer = Closure::<dyn Fn(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        for (kind, content) in &contents {
            let _ = data.set_data(kind, content);
        }
        event.prevent_default();
        event.stop_immediate_propagation();
    });
    // Before the tables of the report, which answer the event with the cells that are selected.
    let listener = answer.as_ref().unchecked_ref();
    window.add_event_listener_with_callback_and_bool("copy", listener, true)?;
    let copied = document.exec_command("copy");
    window.remove_event_listener_with_callback_and_bool("copy", listener, true)?;
    copied
}

async fn write(contents: &[(&str, &Blob)]) -> Result<(), JsValue> {
    let object = Object::new();
    for (kind, content) in contents {
        Reflect::set(&object, &(*kind).into(), content)?;
    }
    let item = ClipboardItem::new(&object)?;
    JsFuture::from(write_items(&Array::of1(&item))?).await?;
    Ok(())
}
