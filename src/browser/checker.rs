//! Requests to the rules, which run in a worker behind `www/check.js`.

use js_sys::{JsString, Promise};
use report::drafting::Prose;
use report::finding::{CheckMessage, RuleLine};
use report::{CheckResult, Report};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::error::error;
use super::host::Host;
use super::json::{draft_json, parse};
use crate::model::ranges::Changed;

#[wasm_bindgen(module = "/www/check.js")]
extern "C" {
    /// Loads the rules once the page has been painted.
    pub fn warm();
    /// Requests a check of a report, given last year's if there is one, both as JSON; see
    /// [`check`].
    #[wasm_bindgen(js_name = check)]
    pub fn ask(host: &Host, report: &JsString, previous: Option<&JsString>) -> Promise;
    #[wasm_bindgen(js_name = compare)]
    fn compare_texts(place: &str, old: &str, now: &str) -> Promise;
    #[wasm_bindgen(js_name = rules)]
    fn rules_of(form: &str) -> Promise;
    #[wasm_bindgen(js_name = pictures)]
    fn pictures_of(report: &JsString, previous: Option<&JsString>) -> Promise;
    #[wasm_bindgen(js_name = poster)]
    fn poster_of(report: &JsString, previous: Option<&JsString>, titles: Vec<String>) -> Promise;
    #[wasm_bindgen(js_name = fragment)]
    fn fragment_of(report: &JsString) -> Promise;
    #[wasm_bindgen(js_name = sample)]
    fn sample_texts() -> Promise;
    /// Puts charts into an element; returns how many there are.
    pub fn draw(place: &Element, charts: &JsValue) -> u32;
}

/// Only seen if the two wasm modules come from different builds.
const UNREAD: &str = "检查结果读不出来，请刷新页面后再试。";

/// The check result, what the rules know of the prose, and the public part of the result for the
/// page. `None` if a newer request of the same element replaced this one.
pub async fn check(asked: Promise) -> Result<Option<(CheckResult, Prose, JsValue)>, JsValue> {
    let told = JsFuture::from(asked).await?;
    if told.is_undefined() {
        return Ok(None);
    }
    let texts = js_sys::Array::from(&told);
    let text = |i| texts.get(i).as_string().unwrap_or_default();
    let (result, prose) = (text(0), Prose::parse(&text(1)));
    let public = js_sys::Reflect::get(&js_sys::JSON::parse(&result)?, &"result".into())?;
    let result = CheckMessage::parse(&result).ok_or_else(|| error("check", UNREAD))?;
    Ok(Some((result.into(), prose, public)))
}

/// What changed from one text to another; `None` if the comparison failed or a newer request
/// replaced it.
pub async fn compare(place: &str, old: &str, new: &str) -> Option<Vec<Changed>> {
    let answer = JsFuture::from(compare_texts(place, old, new)).await.ok()?;
    let ends = answer.dyn_into::<js_sys::Uint32Array>().ok()?.to_vec();
    let range = |ends: &[u32]| ends[0] as usize..ends[1] as usize;
    let change = |ends: &[u32]| Changed { old: range(&ends[..2]), new: range(&ends[2..]) };
    Some(ends.chunks_exact(4).map(change).collect())
}

/// Every rule that applies to a form, given by its id.
pub async fn rules(form: &str) -> Result<Vec<RuleLine>, JsValue> {
    Ok(parse(&JsFuture::from(rules_of(form)).await?).unwrap_or_default())
}

/// The charts of a report, for [`draw`]. Only the newest of several requests is answered.
pub async fn pictures(report: &Report, previous: Option<&Report>) -> Result<JsValue, JsValue> {
    let drawn = pictures_of(&draft_json(report), previous.map(draft_json).as_ref());
    let drawn = JsFuture::from(drawn).await?;
    if drawn.is_undefined() {
        return Err(drawn);
    }
    Ok(drawn)
}

/// The charts with these titles as one picture, an SVG text; empty if none has a figure.
///
/// # Errors
/// An Error with a Chinese sentence, where the files module fails.
pub async fn poster(
    report: &Report,
    previous: Option<&Report>,
    titles: Vec<String>,
) -> Result<String, JsValue> {
    let previous = previous.map(draft_json);
    let drawn = JsFuture::from(poster_of(&draft_json(report), previous.as_ref(), titles)).await?;
    Ok(drawn.as_string().unwrap_or_default())
}

/// The content of a report's page for a portal's editor: as HTML, and as plain text.
///
/// # Errors
/// An Error with a Chinese sentence, where the files module fails.
pub async fn fragment(report: &Report) -> Result<[String; 2], JsValue> {
    let texts = js_sys::Array::from(&JsFuture::from(fragment_of(&draft_json(report))).await?);
    Ok([0, 1].map(|i| texts.get(i).as_string().unwrap_or_default()))
}

/// The sample report and that of the year before.
pub async fn sample() -> Result<[Report; 2], JsValue> {
    let texts = js_sys::Array::from(&JsFuture::from(sample_texts()).await?);
    let report = |i| {
        let text = texts.get(i).as_string().unwrap_or_default();
        report::draft::parse(&text).map_err(|e| error("damaged", &format!("{e:?}")))
    };
    Ok([report(0)?, report(1)?])
}
