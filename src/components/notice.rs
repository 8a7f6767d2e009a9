//! What the program has to say about a file: one sentence if it could not be opened, a quiet list
//! of what could not be placed if it could.

use report::document::{Note, NoteLevel};
use yew::prelude::*;

use super::icon::{icon, Shape};
use crate::app::Msg;

#[derive(Properties, PartialEq)]
pub struct FaultProps {
    pub send: Callback<Msg>,
    pub fault: Option<AttrValue>,
}

#[component]
pub fn Fault(props: &FaultProps) -> Html {
    html! {
        <div class="notice error" role="alert" hidden={props.fault.is_none()}>
            <p>{ props.fault.clone().unwrap_or_default() }</p>
            <button class="quiet" aria-label="关闭" onclick={props.send.reform(|_| Msg::DismissFault)}>
                { icon(Shape::Close) }
            </button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct NotesProps {
    pub send: Callback<Msg>,
    pub notes: Option<(String, Vec<Note>)>,
}

#[component]
pub fn Notes(props: &NotesProps) -> Html {
    let (name, notes) = props.notes.clone().unwrap_or_default();
    let count = |level, words: &str| match notes.iter().filter(|n| n.level == level).count() {
        0 => None,
        n => Some(format!("{n} 处{words}")),
    };
    let all = [
        count(NoteLevel::Lost, "没有放进报告"),
        count(NoteLevel::Guessed, "是推断的，请核对"),
        count(NoteLevel::Info, "说明"),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    html! {
        <section class="notice" aria-label="读入说明" hidden={props.notes.is_none()} data-notes="">
            <details open={true}>
                <summary>{ format!("已打开 {name}：{}", all.join("，")) }</summary>
                <ul>{ for notes.iter().enumerate().map(|(i, note)| html! {
                    <li key={i}>
                        <b class={class(note.level)}>{ word(note.level) }</b>
                        <span>{ &note.message }</span>
                        <small>{ note.place.clone().unwrap_or_default() }</small>
                    </li>
                }) }</ul>
            </details>
            <button class="quiet" aria-label="关闭" onclick={props.send.reform(|_| Msg::DismissNotes)}>
                { icon(Shape::Close) }
            </button>
        </section>
    }
}

fn word(level: NoteLevel) -> &'static str {
    match level {
        NoteLevel::Lost => "未放入",
        NoteLevel::Guessed => "推断",
        NoteLevel::Info => "说明",
    }
}

fn class(level: NoteLevel) -> &'static str {
    match level {
        NoteLevel::Lost => "error",
        NoteLevel::Guessed => "warning",
        NoteLevel::Info => "hint",
    }
}
