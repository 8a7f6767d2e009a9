//! The pages of a Word file on the screen. The browser breaks the text into columns as high as a page's text;
//! each page shows one of these columns of a text of its own.

use report::Report;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

use super::dom::parse_markup;
use super::json::draft_json;
use crate::model::look::{Pages, Paper, paper, style};

#[wasm_bindgen(module = "/www/check.js")]
extern "C" {
    #[wasm_bindgen(js_name = pages)]
    fn pages_of(report: &js_sys::JsString, look: &str) -> js_sys::Promise;
}

/// Most pages that are shown.
const MOST: u32 = 60;
/// Between two columns, in twips; a pixel is 15.
const GAP: i32 = 600;
const PX: i32 = 15;
/// Tables with more columns have smaller type, those with more rows lower rows (`write/docx.rs` of the files).
const NARROW: usize = 8;
const LONG: u32 = 40;
/// Which elements have the look of a part; a later one takes precedence.
const PARTS: [(&str, &str); 10] = [
    ("p", "body"),
    ("h1", "title"),
    ("h2", "heading"),
    ("h3", "subheading"),
    ("p.signature", "signature"),
    ("p.annex", "annex"),
    ("p.table-title, caption", "caption"),
    ("table", "table"),
    ("table.small", "small"),
    ("thead th", "head"),
];

/// The pages of a report's Word file, with a template's look as JSON; `{}` for none. Only the newest of
/// several requests is answered; the others get none.
///
/// # Errors
/// An Error with a Chinese sentence, where the files module fails.
pub async fn pages(report: &Report, look: &str) -> Result<Option<Pages>, JsValue> {
    let told = JsFuture::from(pages_of(&draft_json(report), look)).await?;
    Ok(told.as_string().and_then(|text| report::json::read(&text).ok()))
}

/// Shows the pages in an element in place of its content; returns how many there are. More than [`MOST`]
/// are counted and not shown.
///
/// # Errors
/// Whatever the browser throws; our own markup gives it no reason to.
pub fn lay(place: &HtmlElement, pages: &Pages) -> Result<u32, JsValue> {
    let text = parse_markup(&pages.text, "text/html")?.body().ok_or(JsValue::NULL)?;
    prepare(&text)?;
    let paper = paper(&pages.look);
    place.set_inner_html("");
    let first = sheet(place, &text, pages, &paper, 0)?;
    let step = (paper.width - paper.margins[1] - paper.margins[3] + GAP).max(1);
    let count = ((first.scroll_width() * PX + GAP + step / 2) / step).max(1) as u32;
    for i in 1..count.min(MOST) {
        sheet(place, &text, pages, &paper, i)?;
    }
    fit(place, &paper);
    Ok(count)
}

/// Makes the pages as wide as there is room, at most as wide as on paper.
pub fn fit(place: &HtmlElement, paper: &Paper) {
    let most = paper.width / PX;
    let room = place.client_width().clamp(1, most);
    let scale = format!(
        "scale({})",
        if room == most { "1".into() } else { format!(".{:03}", room * 1000 / most) }
    );
    for sheet in all(place, ".sheet") {
        set(&sheet, "width", format!("{room}px"));
        set(&sheet, "height", format!("{}px", paper.height * room / paper.width));
        let page = sheet.first_element_child().and_then(|page| page.dyn_into::<HtmlElement>().ok());
        page.iter().for_each(|page| set(page, "transform", scale.clone()));
    }
}

/// Takes from the text what only a page by itself needs, and marks its tables.
fn prepare(text: &HtmlElement) -> Result<(), JsValue> {
    for element in all(text, "[id], [headers], .scroll, col") {
        for name in ["id", "headers", "tabindex", "role", "aria-labelledby", "aria-label"] {
            element.remove_attribute(name)?;
        }
        // A policy of the page around may refuse attributes with styles.
        let style = element.get_attribute("style").unwrap_or_default();
        if let Some(width) = style.strip_prefix("width:") {
            element.set_attribute("width", width)?;
            element.remove_attribute("style")?;
        }
    }
    for table in all(text, "table") {
        let columns = all(&table, "col").count();
        let rows = table.query_selector_all("tr")?.length();
        let class = |name: &str, on| table.class_list().toggle_with_force(name, on);
        class("small", columns > NARROW)?;
        class("long", rows > LONG)?;
    }
    Ok(())
}

/// Adds a page; returns the element with all of the text, of which it shows one column.
fn sheet(
    place: &HtmlElement,
    text: &Element,
    pages: &Pages,
    paper: &Paper,
    i: u32,
) -> Result<HtmlElement, JsValue> {
    let Paper { width, height, margins: [top, right, bottom, left], foot } = *paper;
    let (wide, high) = (width - left - right, height - top - bottom);
    let sheet = add(place, "sheet")?;
    let page = add(&sheet, "sheet-page")?;
    set(&page, "width", px(width));
    set(&page, "height", px(height));
    let window = add(&page, "sheet-text")?;
    for (name, value) in [("left", left), ("top", top), ("width", wide), ("height", high)] {
        set(&window, name, px(value));
    }
    let flow = add(&window, "flow")?;
    let columns = [("width", wide), ("height", high), ("column-width", wide), ("column-gap", GAP)];
    for (name, value) in columns.into_iter().chain([("left", -(i as i32) * (wide + GAP))]) {
        set(&flow, name, px(value));
    }
    let copy = text.clone_node_with_deep(true)?;
    while let Some(node) = copy.first_child() {
        flow.append_child(&node)?;
    }
    for (selector, part) in PARTS {
        let style = style(&pages.look, part);
        for element in all(&flow, selector) {
            style.iter().for_each(|(name, value)| set(&element, name, value.clone()));
        }
    }
    let number = add(&page, "sheet-number")?;
    number.set_text_content(Some(&format!("— {} —", i + 1)));
    set(&number, "bottom", px(foot));
    // On the outer side of a page that is printed on both.
    let (side, margin) = if i.is_multiple_of(2) { ("right", right) } else { ("left", left) };
    set(&number, side, px(margin + 280));
    Ok(flow)
}

fn add(place: &HtmlElement, class: &str) -> Result<HtmlElement, JsValue> {
    let document = place.owner_document().ok_or(JsValue::NULL)?;
    let element: HtmlElement = document.create_element("div")?.unchecked_into();
    element.set_class_name(class);
    place.append_child(&element)?;
    Ok(element)
}

fn all(place: &HtmlElement, selector: &str) -> impl Iterator<Item = HtmlElement> + use<> {
    let found = place.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |i| found.as_ref()?.get(i)?.dyn_into().ok())
}

fn set(element: &HtmlElement, name: &str, value: String) {
    // It fails only for an element that is read-only, which those of a page are not.
    let _ = element.style().set_property(name, &value);
}

fn px(twips: i32) -> String {
    format!("calc({twips}px / {PX})")
}
