//! A text of the report: a textarea as tall as its content, laid exactly over a copy (the twin)
//! that shows the marks and is printed. The textarea itself never contains marks, so they do not
//! disturb an input method.

use gloo::timers::callback::Timeout;
use report::session::Field;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser;
use crate::model::msg::{Arrange, Msg, Write};

/// How long typing must pause to end a step of undo, in milliseconds.
const PAUSE_MS: u32 = 1_500;

/// Marked words, as byte offsets; marks may overlap.
#[derive(Clone, PartialEq)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub class: &'static str,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub field: Field,
    /// The public name of a section's text, or `preface`.
    #[prop_or_default]
    pub place: Option<AttrValue>,
    pub text: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub placeholder: AttrValue,
    #[prop_or_default]
    pub marks: Vec<Mark>,
    /// Ids of the elements that describe it, such as findings about it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    #[prop_or_default]
    pub invalid: bool,
    pub readonly: bool,
    /// Called when the caret moves, with its position in bytes.
    #[prop_or_default]
    pub oncaret: Option<Callback<usize>>,
}

#[component]
pub fn Grow(props: &Props) -> Html {
    let field = props.field;
    let pause = use_pause(&props.send);
    let oninput = on_input(props, pause.clone());
    let onkeydown = on_key(props.field, props.send.clone());
    let oncaret = props.oncaret.clone().map(|tell| {
        Callback::from(move |event: Event| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                tell.emit(browser::caret(&area));
            }
        })
    });
    let of_key = oncaret.clone();
    let onkeyup = Callback::from(move |event: KeyboardEvent| {
        // The last input of an input method still counts as composing; the key that ended it does not.
        pause.emit(event.is_composing());
        if let Some(tell) = &of_key {
            tell.emit(event.into());
        }
    });
    let of_click = oncaret.clone().map(|c| c.reform(|e: MouseEvent| e.into()));
    // An empty text is as tall as the guidance it shows.
    let shown = if props.text.is_empty() { &props.placeholder } else { &props.text };
    html! {
        <div class="grow">
            <div class={classes!("twin", props.text.is_empty().then_some("ghost"))} aria-hidden="true">
                { for shown.split('\n').scan(0, |start, line| {
                    let from = *start;
                    *start += line.len() + 1;
                    Some(twin_line(line, from, &props.marks))
                }) }
            </div>
            <textarea rows="1" value={props.text.clone()} {oninput} {onkeydown} {onkeyup}
                onclick={of_click} onselect={oncaret}
                data-section={props.place.clone()}
                data-field={(field == Field::Title).then_some("title")}
                data-heading={if let Field::Heading(i) = field { Some(i.to_string()) } else { None }}
                aria-label={props.label.clone()} placeholder={props.placeholder.clone()}
                aria-describedby={props.described.clone()}
                aria-invalid={props.invalid.then_some("true")}
                readonly={props.readonly} spellcheck="false" autocomplete="off" />
        </div>
    }
}

/// Whether a text is one line.
fn is_one_line(field: Field) -> bool {
    matches!(field, Field::Title | Field::Heading(_))
}

/// Returns what changes the report after each input; `pause` is that of [`use_pause`].
fn on_input(props: &Props, pause: Callback<bool>) -> Callback<InputEvent> {
    let (field, send) = (props.field, props.send.clone());
    Callback::from(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        let text = if is_one_line(field) { text.replace('\n', "") } else { text };
        let kind = event.input_type();
        let whole = is_whole(&kind);
        // A new paragraph begins a step, too.
        if whole || kind == "insertLineBreak" {
            send.emit(Msg::Pause);
        }
        send.emit(Msg::Change(field.set(text)));
        if whole {
            send.emit(Msg::Pause);
        }
        pause.emit(event.is_composing());
    })
}

/// Returns what keys do: Alt with an arrow moves the part of a heading, as code editors move lines, and
/// Enter leaves a text of one line.
fn on_key(field: Field, send: Callback<Msg>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if let (Field::Heading(i), true) = (field, event.alt_key()) {
            let down = event.key() == "ArrowDown";
            if down || event.key() == "ArrowUp" {
                event.prevent_default();
                send.emit(Msg::Write(Write::Arrange(Arrange::Shift(i, down))));
            }
        }
        if is_one_line(field) && event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            next_text(&event);
        }
    })
}

/// Whether an input is a step of undo by itself: words pasted, dropped, cut or replaced. The types are
/// those of the standard “Input Events”.
fn is_whole(input_type: &str) -> bool {
    ["insertFrom", "deleteBy", "insertReplacement"].iter().any(|w| input_type.starts_with(w))
}

/// Returns what to call after each input and key, with whether an input method is composing: when typing
/// pauses, the step of undo ends. While words are being composed it never ends, or undo would bring
/// back their spelling.
#[hook]
fn use_pause(send: &Callback<Msg>) -> Callback<bool> {
    let timer = use_mut_ref(|| None::<Timeout>);
    use_callback(send.clone(), move |composing: bool, send| {
        let send = send.clone();
        let new = || Timeout::new(PAUSE_MS, move || send.emit(Msg::Pause));
        *timer.borrow_mut() = (!composing).then(new);
    })
}

/// A line of the twin with its marks. `from` is the position of the line in the text, in bytes.
pub fn twin_line(line: &str, from: usize, marks: &[Mark]) -> Html {
    let end = from + line.len();
    let here: Vec<&Mark> = marks.iter().filter(|m| m.start < end && m.end > from).collect();
    if here.is_empty() {
        // A zero-width space gives an empty line its height.
        return html! { <p>{ if line.is_empty() { "\u{200b}" } else { line } }</p> };
    }
    let mut cuts: Vec<usize> =
        here.iter().flat_map(|m| [m.start.max(from), m.end.min(end)]).collect();
    cuts.extend([from, end]);
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|cut| {
        let (start, end) = (cut[0], cut[1]);
        let words = line.get(start - from..end - from).unwrap_or_default();
        let over = here.iter().filter(|m| m.start <= start && m.end >= end).map(|m| m.class);
        match over.collect::<Vec<_>>() {
            over if over.is_empty() => html! { <>{ words }</> },
            over => html! {
                <mark class={over.join(" ")} data-from={start.to_string()}>{ words }</mark>
            },
        }
    });
    html! { <p>{ for pieces }</p> }
}

/// Enter in a heading moves the focus to the text below it.
fn next_text(event: &KeyboardEvent) {
    let here = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
    let part = here.and_then(|e| e.closest(".part, .title").ok().flatten());
    let text = part.and_then(|p| match p.query_selector("textarea[data-section]") {
        Ok(Some(text)) => Some(text),
        _ => p.next_element_sibling()?.query_selector("textarea").ok().flatten(),
    });
    if let Some(text) = text.and_then(|t| t.dyn_into::<HtmlElement>().ok()) {
        let _ = text.focus();
    }
}
