//! What the program says about a file: one sentence if it could not be opened, otherwise a list of
//! what was left out or guessed.

use report::document::{Note, NoteLevel};
use yew::prelude::*;

use super::icon::close_button;
use super::press;
use crate::model::msg::{Early, Msg};
use crate::model::state::Other;

/// The sentence about the last error.
pub fn fault(early: &Callback<Early>, fault: &Option<AttrValue>) -> Html {
    html! {
        <div class="notice error" role="alert" hidden={fault.is_none()}>
            <p>{ fault.clone().unwrap_or_default() }</p>
            { close_button("关闭", press(early, || Early::DismissFault)) }
        </div>
    }
}

/// A note that another window shows the same report.
pub fn elsewhere(send: &Callback<Msg>, other: &Option<Other>) -> Html {
    let words = match other {
        Some(Other { changed: true, both: false, .. }) => {
            "这份报告刚在另一个窗口里改过，这里不是最新内容；在这里再改，会另存为一份草稿。"
        }
        Some(Other { changed: true, .. }) => {
            "另一个窗口也在改这份报告：两边各存为一份草稿，都在首页的“接着写”里，都不会丢。"
        }
        _ => "这份报告在另一个窗口里也打开着；两边都改，会各存为一份草稿。",
    };
    let newer = other.as_ref().filter(|o| o.changed && !o.both).map(|o| o.draft.clone());
    html! {
        <div class="notice" role="status" hidden={other.is_none()} data-elsewhere="">
            <p>{ words }</p>
            <button hidden={newer.is_none()} onclick={send.reform(move |_| {
                Msg::Resume(newer.clone().unwrap_or_default())
            })}>{ "换成最新内容" }</button>
        </div>
    }
}

/// The offer to begin the report of the year `next` from the open one.
pub fn earlier(send: &Callback<Msg>, next: Option<u16>) -> Html {
    let year = next.unwrap_or_default();
    html! {
        <div class="notice" role="status" hidden={next.is_none()} data-earlier="">
            <p>{ format!("这是{}年度的报告。", year.saturating_sub(1)) }</p>
            <button data-begin="" onclick={press(send, || Msg::BeginNext)}>
                { format!("用它开始{year}年的") }
            </button>
            { close_button("关闭", press(send, || Msg::StayInYear)) }
        </div>
    }
}

/// The name of the opened file, and what was left out or guessed.
pub fn notes(send: &Callback<Msg>, opened: Option<&(String, Vec<Note>)>) -> Html {
    let (name, notes) = opened.map_or(("", &[][..]), |(name, notes)| (name, notes));
    let count = |level, words: &str| match notes.iter().filter(|n| n.level == level).count() {
        0 => None,
        n => Some(format!("{n} 处{words}")),
    };
    let all = [
        count(NoteLevel::Lost, "没有放进报告"),
        count(NoteLevel::Guessed, "是推测的，请核对"),
        count(NoteLevel::Info, "说明"),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    html! {
        <section class="notice" aria-label="读入说明" hidden={opened.is_none()} data-notes="">
            <details open={true}>
                <summary>{ format!("已打开 {name}：{}", all.join("，")) }</summary>
                // It scrolls where it is long, by keys as well.
                <ul tabindex="0" aria-label="读入说明">{ for notes.iter().enumerate().map(|(i, note)| html! {
                    <li key={i}>
                        <b class={class(note.level)}>{ word(note.level) }</b>
                        <span>{ &note.message }</span>
                        <small>{ note.place.clone().unwrap_or_default() }</small>
                    </li>
                }) }</ul>
            </details>
            { close_button("关闭", press(send, || Msg::DismissNotes)) }
        </section>
    }
}

fn word(level: NoteLevel) -> &'static str {
    match level {
        NoteLevel::Lost => "未放入",
        NoteLevel::Guessed => "推测",
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
