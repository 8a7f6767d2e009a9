//! Elements on the page: finding them, focus, selection, scrolling; and printing.

use std::ops::Range;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

#[wasm_bindgen(module = "/www/trusted.js")]
extern "C" {
    /// A text parsed as a document of this media type that is not shown: nothing in it is loaded or
    /// run.
    #[wasm_bindgen(js_name = parseMarkup, catch)]
    pub fn parse_markup(text: &str, kind: &str) -> Result<Document, JsValue>;
}

/// Asks the browser to print the page; the print styles show only the report.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A host page may forbid printing; then nothing is left to do.
        let _ = window.print();
    }
}

/// The first element under `root` that one of the selectors names, tried in order.
pub fn find(root: &Element, selectors: &[String]) -> Option<HtmlElement> {
    selectors
        .iter()
        .find_map(|s| root.query_selector(s).ok().flatten())
        .and_then(|e| e.dyn_into().ok())
}

/// Moves the focus to an element and scrolls it to the middle of the screen. In a text, the words
/// that `words` finds are selected.
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
            // A text may be taller than the screen; the marked copy behind it shows where the words
            // are.
            let mark = format!("mark[data-from=\"{start}\"]");
            let twin =
                element.parent_element().and_then(|p| p.query_selector(&mark).ok().flatten());
            place = twin.unwrap_or(place);
        }
    }
    if let Some(desk) = element.parent_element().filter(|_| element.matches(".paper") == Ok(true)) {
        // The notes on an opened file are above the paper.
        return desk.set_scroll_top(0);
    }
    let options = web_sys::ScrollIntoViewOptions::new();
    let field = element.matches("input, textarea, button").unwrap_or(false);
    options.set_block(match field {
        true => web_sys::ScrollLogicalPosition::Center,
        false => web_sys::ScrollLogicalPosition::Start,
    });
    place.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The position of the caret in a text, in bytes.
pub fn caret(area: &HtmlTextAreaElement) -> usize {
    bytes_of(&area.value(), area.selection_start())
}

/// The words selected in a text.
pub fn chosen(area: &HtmlTextAreaElement) -> String {
    let text = area.value();
    let ends = [area.selection_start(), area.selection_end()].map(|end| bytes_of(&text, end));
    text.get(ends[0]..ends[1]).unwrap_or_default().to_string()
}

/// The byte position for one that a script counts in UTF-16 units.
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
