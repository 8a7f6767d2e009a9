//! A text on the paper: a textarea as tall as its words, laid exactly over a twin that carries the
//! marks of findings and is what gets printed.

use report::session::Change;
use report::Severity;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Msg;

/// Whose words these are.
#[derive(Clone, PartialEq)]
pub enum Slot {
    Title,
    Preface,
    Heading(usize),
    /// Position and place of a section.
    Text(usize, AttrValue),
}

/// Words that a finding is about, as byte offsets.
#[derive(Clone, PartialEq)]
pub struct Quoted {
    pub start: usize,
    pub end: usize,
    pub severity: Severity,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub slot: Slot,
    pub text: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub placeholder: AttrValue,
    #[prop_or_default]
    pub quoted: Vec<Quoted>,
    /// Ids of the findings about it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    #[prop_or_default]
    pub invalid: bool,
    pub readonly: bool,
}

#[component]
pub fn Grow(props: &Props) -> Html {
    let slot = &props.slot;
    let one_line = matches!(slot, Slot::Title | Slot::Heading(_));
    let oninput = {
        let (send, slot) = (props.send.clone(), slot.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            let text = if one_line { text.replace('\n', "") } else { text };
            send.emit(Msg::Change(match slot {
                Slot::Title => Change::Title(text),
                Slot::Preface => Change::Preface(text),
                Slot::Heading(i) => Change::Heading(i, text),
                Slot::Text(i, _) => Change::Text(i, text),
            }));
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if one_line && event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            next_text(&event);
        }
    });
    let place = match slot {
        Slot::Preface => Some(AttrValue::from("preface")),
        Slot::Text(_, place) => Some(place.clone()),
        _ => None,
    };
    // An empty text is as tall as the guidance that stands in it.
    let shown = if props.text.is_empty() { &props.placeholder } else { &props.text };
    html! {
        <div class="grow">
            <div class={classes!("twin", props.text.is_empty().then_some("ghost"))} aria-hidden="true">
                { for shown.split('\n').scan(0, |start, line| {
                    let from = *start;
                    *start += line.len() + 1;
                    Some(twin_line(line, from, &props.quoted))
                }) }
            </div>
            <textarea rows="1" value={props.text.clone()} {oninput} {onkeydown}
                data-section={place}
                data-field={(*slot == Slot::Title).then_some("title")}
                data-heading={if let Slot::Heading(i) = slot { Some(i.to_string()) } else { None }}
                aria-label={props.label.clone()} placeholder={props.placeholder.clone()}
                aria-describedby={props.described.clone()}
                aria-invalid={props.invalid.then_some("true")}
                readonly={props.readonly} spellcheck="false" autocomplete="off" />
        </div>
    }
}

/// A line of the twin, with the marked words in it. `from` is where the line begins in the text.
fn twin_line(line: &str, from: usize, quoted: &[Quoted]) -> Html {
    let mut pieces = Vec::new();
    let mut done = 0;
    for mark in quoted {
        let within = |offset: usize| offset.checked_sub(from).filter(|&o| o <= line.len());
        let (Some(start), Some(end)) = (within(mark.start), within(mark.end)) else { continue };
        if start < done || start >= end {
            continue;
        }
        pieces.push(html! { <>{ &line[done..start] }</> });
        pieces.push(html! {
            <mark class={super::findings::class(mark.severity)} data-from={mark.start.to_string()}>{ &line[start..end] }</mark>
        });
        done = end;
    }
    // A zero-width space gives an empty line its height.
    let rest = if line.is_empty() { "\u{200b}" } else { &line[done..] };
    html! { <p>{ for pieces }{ rest }</p> }
}

/// Enter in a heading goes on to the text below it.
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
