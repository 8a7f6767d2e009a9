//! The keys of a spreadsheet: moving, taking back, accepting what is offered, pasting a block.

use report::session::Change;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, EventTarget, HtmlInputElement};
use yew::prelude::*;

use crate::app::Msg;
use crate::lattice::{Lattice, Step};

pub fn on_key(event: &KeyboardEvent, send: &Callback<Msg>, lattice: &Lattice) {
    let Some(input) = cell_input(event.target()) else { return };
    if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let untouched = input.get_attribute("data-was").is_some_and(|was| was == input.value());
    let offer = input.get_attribute("data-offer").filter(|_| untouched);
    let length = input.value().encode_utf16().count() as u32;
    let start = input.selection_start().ok().flatten().unwrap_or(0);
    let end = input.selection_end().ok().flatten().unwrap_or(length);
    let step = match (event.key().as_str(), offer) {
        ("Enter", Some(value)) if !event.shift_key() => {
            event.prevent_default();
            return accept(send, &id(&input), value);
        }
        ("Enter", _) if event.shift_key() => Step::Up,
        ("Enter" | "ArrowDown", _) => Step::Down,
        ("ArrowUp", _) => Step::Up,
        ("ArrowLeft", _) if start == 0 && (end == 0 || end == length) && !event.shift_key() => {
            Step::Left
        }
        ("ArrowRight", _)
            if end == length && (start == end || start == 0) && !event.shift_key() =>
        {
            Step::Right
        }
        ("Escape", _) => {
            if let Some(was) = input.get_attribute("data-was") {
                send.emit(Msg::Change(Change::Cell(id(&input), was)));
            }
            event.prevent_default();
            return;
        }
        _ => return,
    };
    let Some(next) = lattice.step(&id(&input), step) else {
        // At the edge Left and Right still move the caret.
        if matches!(step, Step::Up | Step::Down) {
            event.prevent_default();
        }
        return;
    };
    event.prevent_default();
    let table = input.closest("table").ok().flatten();
    let next =
        table.and_then(|t| t.query_selector(&format!("[data-cell=\"{next}\"]")).ok().flatten());
    if let Some(next) = next.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) {
        let _ = next.focus();
        next.select();
    }
}

/// Fills in what is offered.
pub fn accept(send: &Callback<Msg>, cell: &str, value: String) {
    let words = format!("已填入 {value}。");
    send.emit(Msg::Accept(vec![(cell.to_string(), value)], words));
}

pub fn on_paste(event: &Event, send: &Callback<Msg>, lattice: &Lattice) {
    let (Some(input), Some(clip)) = (cell_input(event.target()), event.dyn_ref::<ClipboardEvent>())
    else {
        return;
    };
    let text = clip.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let placed = lattice.paste(&id(&input), &text.unwrap_or_default());
    if input.read_only() || placed.is_empty() {
        return;
    }
    event.prevent_default();
    let changes = placed.into_iter().map(|(id, value)| Change::Cell(id, value));
    send.emit(Msg::Change(Change::Together(changes.collect())));
    send.emit(Msg::Pause);
}

pub fn cell_input(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    let input = target?.dyn_into::<HtmlInputElement>().ok()?;
    input.has_attribute("data-cell").then_some(input)
}

pub fn id(input: &HtmlInputElement) -> String {
    input.get_attribute("data-cell").unwrap_or_default()
}
