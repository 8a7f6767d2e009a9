//! Elements on the page: finding them, focus, selection, scrolling; and printing.

use std::ops::Range;

use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, EventTarget, FocusEvent, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    MouseEvent, Node,
};

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
        // A selection left from before is not what the next key should replace.
        let _ = area.set_selection_end(area.selection_start().ok().flatten());
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

/// The first text or cell of the report behind an element.
pub fn field_behind(element: &Element) -> Option<HtmlElement> {
    let report = element.closest(".editor-scroll").ok().flatten()?;
    let fields = report.query_selector_all("input[data-cell], textarea[data-section]").ok()?;
    let behind = |node: &Node| {
        element.compare_document_position(node) & Node::DOCUMENT_POSITION_FOLLOWING != 0
            && !element.contains(Some(node))
    };
    (0..fields.length()).filter_map(|i| fields.get(i)).find(behind)?.dyn_into().ok()
}

/// Scrolls to a text or a cell unless it is in sight; returns whether it was not. `line` is the paragraph
/// of the text. The focus stays where it is.
pub fn bring(element: &HtmlElement, line: usize) -> bool {
    let line = format!(".twin > p:nth-child({})", line + 1);
    let line = element.parent_element().and_then(|p| p.query_selector(&line).ok().flatten());
    let place = line.unwrap_or_else(|| element.clone().into());
    let hidden = !is_in_sight(&place);
    if hidden {
        reveal(&place);
    }
    hidden
}

/// Whether an element is on the screen, inside the part of the report that scrolls and clear of the bar at
/// the bottom.
fn is_in_sight(element: &Element) -> bool {
    const BAR: f64 = 60.0;
    let Ok(Some(report)) = element.closest(".editor-scroll") else { return true };
    let (place, frame) = (element.get_bounding_client_rect(), report.get_bounding_client_rect());
    place.bottom() > frame.top() && place.top() < frame.bottom() - BAR
}

/// Makes room at the bottom of the report for the bar about the text or the table that has the focus,
/// and takes it back when the focus leaves; called when the focus comes and goes.
pub fn dock(event: &FocusEvent) {
    const WITH_BAR: &str = ".part textarea, .prose textarea, .table input, .aid *, .help *";
    let element = |target: Option<EventTarget>| target?.dyn_into::<Element>().ok();
    let from = element(event.target());
    let to =
        if event.type_() == "focusin" { from.clone() } else { element(event.related_target()) };
    // Not for another button: the bar would come under the pointer that presses it.
    let has_bar = to.is_some_and(|to| to.matches(WITH_BAR) == Ok(true));
    if let Some(Ok(Some(report))) = from.map(|from| from.closest(".editor-scroll")) {
        let _ = report.class_list().toggle_with_force("docked", has_bar);
    }
}

/// Scrolls the report a little if a click into a text or a cell was so low that the bar at the bottom
/// now covers the place. The bar came under the pointer while it was pressed, so the click is one of
/// what has both, not of the field.
pub fn keep_clear(event: &MouseEvent) {
    const LINE: f64 = 40.0;
    let Some(place) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
    let on_bar = place.closest(".aid, .help").is_ok_and(|bar| bar.is_some());
    let report = place.closest(".docked").ok().flatten().filter(|_| !on_bar);
    let Some(report) = report else { return };
    let low = f64::from(event.client_y()) + LINE - report.get_bounding_client_rect().bottom();
    if low > 0.0 {
        report.scroll_by_with_x_and_y(0.0, low);
    }
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
