//! The only browser IO: the element's script, files in and out, the clock, focus and selection.

use std::collections::BTreeMap;
use std::ops::Range;

use js_sys::{JsString, Promise};
use report::drafting::Prose;
use report::finding::{RuleLine, Told};
use report::{CheckResult, Report};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, File, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::editor::Editor;

#[wasm_bindgen(module = "/www/element.js")]
extern "C" {
    fn define(mount: &JsValue, css: &JsString);
    /// Another report is shown, or none: it is kept where a crash cannot reach it, and stored under
    /// an id of its own with last year's, `beside`, once it changes. `from` is the draft it goes on
    /// with.
    pub fn hold(
        host: &HtmlElement,
        json: Option<&JsString>,
        beside: Option<&JsString>,
        from: Option<&str>,
        changed: bool,
    );
    /// The report has changed.
    pub fn change(host: &HtmlElement, json: &JsString);
    /// Another report of last year lies beside it, or none.
    pub fn beside(host: &HtmlElement, json: Option<&JsString>);
    /// Stores the draft at once.
    pub fn flush(host: &HtmlElement);
    /// Tells that the program still answers.
    pub fn alive(host: &HtmlElement);
    /// Saves a copy of the program with the report inside: "written", "downloaded" or "".
    #[wasm_bindgen(catch, js_name = saveCopy)]
    pub async fn save_copy(host: &HtmlElement, name: &str) -> Result<JsValue, JsValue>;
    /// Switches large type on or off, for this and the next time; tells whether it is on now.
    pub fn enlarge(host: &HtmlElement) -> bool;
    /// Whether large type is on.
    #[wasm_bindgen(js_name = isLarge)]
    pub fn is_large(host: &HtmlElement) -> bool;
    /// Dispatches an event of the element, once the program is at rest.
    pub fn emit(host: &HtmlElement, kind: &str, detail: &JsValue);
    /// Tells the page of a failure.
    pub fn failed(host: &HtmlElement, code: &str, message: &str);
    /// Tells that the editor is there, and has done what the page asked for.
    pub fn ready(host: &HtmlElement);
}

#[wasm_bindgen(module = "/www/hosting.js")]
extern "C" {
    #[wasm_bindgen(js_name = saveFile)]
    fn save_bytes(bytes: &[u8], name: &str, kind: &str);
}

#[wasm_bindgen(module = "/www/settings.js")]
extern "C" {
    /// Whether somebody has said here before that this is known: `tour`.
    pub fn known(what: &str) -> bool;
    /// Says so.
    #[wasm_bindgen(js_name = setKnown)]
    pub fn set_known(what: &str);
}

#[wasm_bindgen(module = "/www/copy.js")]
extern "C" {
    /// Whether there is a program to be copied (`copy`), or a one-file page beside this one (`page`).
    // One function for both: of two that take nothing and give a number, wasm-bindgen would name the
    // module twice in one object.
    pub fn offers(what: &str) -> bool;
}

#[wasm_bindgen(module = "/www/files.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readReport)]
    async fn read_report(bytes: js_sys::Uint8Array, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = writeReport)]
    async fn write_report(
        report: JsValue,
        format: &str,
        previous: JsValue,
    ) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/www/desk-controller.js")]
extern "C" {
    /// What checks many files and keeps their rows; see the script. What it gives is JSON text or bytes.
    #[wasm_bindgen(js_name = DeskController)]
    pub type DeskScript;
    /// What was dropped, if it is more than one file, or a folder, or `any` will do: it can be asked
    /// for only at once.
    pub fn many(dropped: &web_sys::DataTransfer, any: bool) -> Option<JsValue>;
    #[wasm_bindgen(constructor, js_class = "DeskController")]
    pub fn new(tell: &js_sys::Function) -> DeskScript;
    #[wasm_bindgen(method)]
    pub fn add(this: &DeskScript, things: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    pub fn pause(this: &DeskScript);
    #[wasm_bindgen(method)]
    pub fn resume(this: &DeskScript);
    #[wasm_bindgen(method)]
    pub fn cancel(this: &DeskScript);
    #[wasm_bindgen(method)]
    pub fn row(this: &DeskScript, file: u32, part: u32) -> String;
    #[wasm_bindgen(method)]
    pub fn open(this: &DeskScript, file: u32, part: u32) -> Promise;
    #[wasm_bindgen(method)]
    pub fn write(this: &DeskScript, format: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notice(this: &DeskScript, file: u32, part: u32, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notices(this: &DeskScript, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn template(this: &DeskScript) -> Promise;
    #[wasm_bindgen(method)]
    pub fn alike(this: &DeskScript) -> Promise;
    #[wasm_bindgen(method)]
    pub fn compare(this: &DeskScript, a: &JsValue, b: &JsValue, places: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn sum(
        this: &DeskScript,
        reports: &js_sys::Array,
        wanted: &str,
        upper: &JsValue,
    ) -> Promise;
}

// Scripts that others import; named here so that the build takes them along.
#[wasm_bindgen(module = "/www/desk.js")]
extern "C" {
    #[allow(dead_code)]
    pub type Desk;
}
#[wasm_bindgen(module = "/www/pool.js")]
extern "C" {
    #[allow(dead_code)]
    type Run;
}
#[wasm_bindgen(module = "/www/gather.js")]
extern "C" {
    #[allow(dead_code)]
    type Source;
}

#[wasm_bindgen(module = "/www/check.js")]
extern "C" {
    /// Gets the rules ready once the page has been painted.
    pub fn warm();
    /// Lets the rules look at a report, and last year's, both as JSON; see [`check`].
    #[wasm_bindgen(js_name = check)]
    pub fn ask(host: &HtmlElement, report: &JsString, previous: Option<&JsString>) -> Promise;
    #[wasm_bindgen(js_name = compare)]
    fn compare_texts(place: &str, old: &str, now: &str) -> Promise;
    #[wasm_bindgen(js_name = rules)]
    fn rules_of(form: &str) -> Promise;
    #[wasm_bindgen(js_name = pictures)]
    fn pictures_of(report: &JsString, previous: Option<&JsString>) -> Promise;
    #[wasm_bindgen(js_name = sample)]
    fn sample_texts() -> Promise;
    /// Shows charts in this place; gives their number.
    pub fn draw(place: &Element, charts: &JsValue) -> u32;
}

/// No copy of the rules but our own answers, so this is never seen unless the two modules differ.
const UNREAD: &str = "检查结果读不出来，请刷新页面后再试。";

/// What the rules say of a report, and the public part of it for the page; `None` if a newer one of
/// the same element was asked about before they came to it.
pub async fn check(asked: Promise) -> Result<Option<(CheckResult, Prose, JsValue)>, JsValue> {
    let told = JsFuture::from(asked).await?;
    if told.is_undefined() {
        return Ok(None);
    }
    let texts = js_sys::Array::from(&told);
    let text = |i| texts.get(i).as_string().unwrap_or_default();
    let (result, prose) = (text(0), Prose::parse(&text(1)));
    let public = js_sys::Reflect::get(&js_sys::JSON::parse(&result)?, &"result".into())?;
    let result = Told::parse(&result).ok_or_else(|| crate::error("check", UNREAD))?;
    Ok(Some((result.into(), prose, public)))
}

/// Where a text differs from an older one, in bytes of each.
#[derive(Clone, PartialEq)]
pub struct Changed {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// What changed from one text to another; `None` if that could not be found out, or is asked anew.
pub async fn compare(place: &str, old: &str, new: &str) -> Option<Vec<Changed>> {
    let answer = JsFuture::from(compare_texts(place, old, new)).await.ok()?;
    let ends = answer.dyn_into::<js_sys::Uint32Array>().ok()?.to_vec();
    let range = |ends: &[u32]| ends[0] as usize..ends[1] as usize;
    let change = |ends: &[u32]| Changed { old: range(&ends[..2]), new: range(&ends[2..]) };
    Some(ends.chunks_exact(4).map(change).collect())
}

/// A report as JSON, outside the program.
pub fn json(report: &Report) -> JsString {
    report::draft::print(report).into()
}

/// Every rule that applies to a form.
pub async fn rules(form: &str) -> Result<Vec<RuleLine>, JsValue> {
    Ok(crate::told(&JsFuture::from(rules_of(form)).await?).unwrap_or_default())
}

/// The charts of a report, to be shown by [`draw`]. Only the newest of several requests is answered.
pub async fn pictures(report: &Report, previous: Option<&Report>) -> Result<JsValue, JsValue> {
    let drawn = pictures_of(&json(report), previous.map(json).as_ref());
    let drawn = JsFuture::from(drawn).await?;
    if drawn.is_undefined() {
        return Err(drawn);
    }
    Ok(drawn)
}

/// The sample report and that of the year before.
pub async fn sample() -> Result<[Report; 2], JsValue> {
    let texts = js_sys::Array::from(&JsFuture::from(sample_texts()).await?);
    let report = |i| {
        let text = texts.get(i).as_string().unwrap_or_default();
        report::draft::parse(&text).map_err(|e| crate::error("damaged", &format!("{e:?}")))
    };
    Ok([report(0)?, report(1)?])
}

// The style sheet, which the build script makes of www/look.
#[wasm_bindgen(module = "/www/look.js")]
extern "C" {
    fn look() -> JsString;
}

/// Defines `<nianbao-report>`; each instance mounts an app of its own.
pub fn define_element() {
    let mount = Closure::<dyn Fn(HtmlElement, Element) -> Editor>::new(Editor::mount);
    define(mount.as_ref(), &look());
    // The page defines the element once and for as long as it lives.
    mount.forget();
}

/// What a file holds: a report, and notes on what could not be placed.
pub async fn read(bytes: js_sys::Uint8Array, name: &str) -> Result<Read, JsValue> {
    let answer = read_report(bytes, name).await?;
    let member = |key: &str| js_sys::Reflect::get(&answer, &key.into());
    let report = crate::from_js(&member("report")?)?;
    let notes = crate::told(&member("notes")?).unwrap_or_default();
    let places = crate::told(&member("places")?).unwrap_or_default();
    Ok(Read { report, notes, places, name: name.to_string() })
}

/// See [`read`].
#[derive(Clone)]
pub struct Read {
    pub report: Report,
    pub notes: Vec<report::document::Note>,
    /// Where each cell stood in the file, in words, by cell id.
    pub places: BTreeMap<String, String>,
    /// The file's name.
    pub name: String,
}

/// The bytes of a file the user chose.
pub async fn bytes(file: &File) -> Result<js_sys::Uint8Array, JsValue> {
    Ok(js_sys::Uint8Array::new(&JsFuture::from(file.array_buffer()).await?))
}

/// The report as a file of this format; some show last year's beside it.
pub async fn write(
    report: &Report,
    previous: Option<&Report>,
    format: &str,
) -> Result<js_sys::Uint8Array, JsValue> {
    if format == "json" {
        // Our own JSON needs no library, so it can be had whatever became of the second module.
        return Ok(js_sys::Uint8Array::from(report::draft::print(report).as_bytes()));
    }
    let draft = |report| crate::to_js(report);
    let previous = previous.map_or(Ok(JsValue::UNDEFINED), draft)?;
    Ok(write_report(draft(report)?, format, previous).await?.unchecked_into())
}

/// Asks the browser to print the page; its styles leave only the paper.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused where a host forbids it, and then nothing is to be done.
        let _ = window.print();
    }
}

/// A file's name without what it may not hold.
pub fn safe_name(name: &str) -> String {
    name.replace(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c), "")
}

/// Lets the browser save a file.
pub fn save(bytes: &js_sys::Uint8Array, name: &str) {
    save_bytes(&bytes.to_vec(), name, report::formats::mime_of(name));
}

/// The sentence and the code in whatever was thrown.
pub fn words(error: &JsValue) -> (String, String) {
    let member = |key: &str| js_sys::Reflect::get(error, &key.into()).ok()?.as_string();
    let code = member("code").unwrap_or_else(|| "damaged".into());
    let message = member("message").or_else(|| error.as_string());
    (code, message.unwrap_or_else(|| "无法完成这一步，请再试一次。".into()))
}

/// The year before this one: reports are written in January.
pub fn last_year() -> u16 {
    js_sys::Date::new_0().get_full_year() as u16 - 1
}

/// `14:32` for today, `1月3日 14:32` for other days.
pub fn clock(ms: f64) -> String {
    let (then, today) = (js_sys::Date::new(&ms.into()), js_sys::Date::new_0());
    let time = format!("{:02}:{:02}", then.get_hours(), then.get_minutes());
    let day = |d: &js_sys::Date| (d.get_full_year(), d.get_month(), d.get_date());
    match day(&then) == day(&today) {
        true => time,
        false if then.get_full_year() == today.get_full_year() => {
            format!("{}月{}日 {time}", then.get_month() + 1, then.get_date())
        }
        false => format!(
            "{}年{}月{}日 {time}",
            then.get_full_year(),
            then.get_month() + 1,
            then.get_date()
        ),
    }
}

/// The first element under `root` that one of the selectors names, tried in order.
pub fn find(root: &Element, selectors: &[String]) -> Option<HtmlElement> {
    selectors
        .iter()
        .find_map(|s| root.query_selector(s).ok().flatten())
        .and_then(|e| e.dyn_into().ok())
}

/// Moves the focus and brings the place to the middle of the screen. In a text the words that `words`
/// finds are selected.
pub fn go_to(element: &HtmlElement, words: impl FnOnce(&str) -> Option<Range<usize>>) {
    let mut place: Element = element.clone().into();
    let _ = element.focus();
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        let text = area.value();
        if let Some(Range { start, end }) = words(&text) {
            let utf16 = |end: usize| text[..end].encode_utf16().count() as u32;
            let _ = area.set_selection_range(utf16(start), utf16(end));
            // A text may be longer than the screen; its marked twin knows where the words stand.
            let mark = format!("mark[data-from=\"{start}\"]");
            let twin =
                element.parent_element().and_then(|p| p.query_selector(&mark).ok().flatten());
            place = twin.unwrap_or(place);
        }
    }
    if let Some(editor) = element.parent_element().filter(|_| element.matches(".paper") == Ok(true))
    {
        // What there is to say of an opened file stands above the paper.
        return editor.set_scroll_top(0);
    }
    let options = web_sys::ScrollIntoViewOptions::new();
    let field = element.matches("input, textarea, button").unwrap_or(false);
    options.set_block(match field {
        true => web_sys::ScrollLogicalPosition::Center,
        false => web_sys::ScrollLogicalPosition::Start,
    });
    place.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Where the caret stands in a text, in bytes.
pub fn caret(area: &HtmlTextAreaElement) -> usize {
    bytes_of(&area.value(), area.selection_start())
}

/// The words selected in a text.
pub fn chosen(area: &HtmlTextAreaElement) -> String {
    let text = area.value();
    let ends = [area.selection_start(), area.selection_end()].map(|end| bytes_of(&text, end));
    text.get(ends[0]..ends[1]).unwrap_or_default().to_string()
}

/// The place in a text that a script counts in UTF-16.
fn bytes_of(text: &str, units: Result<Option<u32>, JsValue>) -> usize {
    let units = units.ok().flatten().unwrap_or(0) as usize;
    let mut at = 0;
    let before = text.chars().take_while(|c| {
        let here = at;
        at += c.len_utf16();
        here < units
    });
    before.map(char::len_utf8).sum()
}

/// Brings an element to the middle of the screen.
pub fn reveal(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
