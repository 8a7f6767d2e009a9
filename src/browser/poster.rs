//! Pictures of charts: an SVG text drawn by the browser as PNG.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::error::error;

const UNDRAWN: &str = "浏览器没有画出图片，请改存 SVG。";

/// A picture as PNG, so many pixels wide.
///
/// # Errors
/// An Error with a Chinese sentence, where the page around forbids pictures, or there is no memory for one.
pub async fn png(svg: &str, width: u32) -> Result<Blob, JsValue> {
    draw(svg, width).await.map_err(|_| error("write", UNDRAWN))
}

async fn draw(svg: &str, width: u32) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let address = String::from(js_sys::encode_uri_component(svg));
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{address}"));
    JsFuture::from(image.decode()).await?;
    let scale = f64::from(width) / f64::from(image.natural_width().max(1));
    let height = (f64::from(image.natural_height()) * scale).round();
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        f64::from(width),
        height,
    )?;
    let made = Promise::new(&mut |resolve, reject| {
        let told = Closure::once_into_js(move |blob: JsValue| {
            let _ = if blob.is_null() { &reject } else { &resolve }.call1(&JsValue::NULL, &blob);
        });
        // An error leaves the promise open only if the canvas has none of the methods of today.
        let _ = canvas.to_blob(told.unchecked_ref());
    });
    Ok(JsFuture::from(made).await?.unchecked_into())
}
