//! Find and replace over all texts. Its key works only while the focus is in the report, so that
//! the browser's own search remains available.

use std::ops::Range;
use std::rc::Rc;

use report::session::{Change, Field, find};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::icon::{Shape, close_button, icon};
use super::press;
use crate::browser;
use crate::browser::chunk::in_chunk;
use crate::model::msg::{Msg, Write};
use crate::model::state::Search;
use crate::model::target::Target;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub search: Rc<Search>,
    pub readonly: bool,
}

/// Where the words were found, and which of these places is the current one.
struct Found {
    /// Field and first byte of every hit.
    all: Vec<(Field, usize)>,
    at: usize,
    /// Number of bytes of a hit.
    length: usize,
}

impl Found {
    fn new(view: &View, search: &Search) -> Found {
        let all = find(&view.report, &search.words);
        let at = search.at.min(all.len().saturating_sub(1));
        Found { all, at, length: search.words.len() }
    }

    /// Field and bytes of the current hit.
    fn current(&self) -> Option<(Field, Range<usize>)> {
        self.all.get(self.at).map(|&(field, start)| (field, start..start + self.length))
    }

    /// The positions of the hits before and behind the current one, round the ends.
    fn neighbours(&self) -> [usize; 2] {
        let count = self.all.len().max(1);
        [(self.at + count - 1) % count, (self.at + 1) % count]
    }

    fn words(&self) -> String {
        match (self.length, self.all.len()) {
            (0, _) => String::new(),
            (_, 0) => "没有找到".into(),
            (_, n) => format!("{} / {n} 处", self.at + 1),
        }
    }
}

/// The message that searches for these words, with the hit at `at` as the current one.
fn search_for(words: String, at: usize) -> Msg {
    Msg::Write(Write::Search(Some(Search { words, at })))
}

in_chunk! { "extras"
    pub fn search_bar(
        send: &Callback<Msg>,
        view: &Rc<View>,
        search: &Rc<Search>,
        readonly: bool,
    ) -> Html {
        html! {
            <SearchBar send={send.clone()} view={view.clone()} search={search.clone()} {readonly} />
        }
    }
}

#[component]
fn SearchBar(props: &Props) -> Html {
    let Props { send, view, search, readonly } = props;
    let (with, bar) = (use_state(String::new), use_node_ref());
    let found = Found::new(view, search);
    use_effect_with((search.clone(), found.at), {
        let bar = bar.clone();
        move |_| show(&bar)
    });
    let onkeydown = keys(props, &found);
    let step = |at: usize| {
        let words = search.words.clone();
        send.reform(move |_: MouseEvent| search_for(words.clone(), at))
    };
    let [before, after] = found.neighbours();
    let typed = |event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value();
    let looked_for = send.reform(move |e| search_for(typed(e), 0));
    let put = {
        let with = with.clone();
        Callback::from(move |e| with.set(typed(e)))
    };
    let none = found.all.is_empty();
    html! {
        <div ref={bar} class="search" role="search" aria-label="查找和替换" {onkeydown}>
            <input data-search="" data-place="search" data-own="" value={search.words.clone()} oninput={looked_for}
                placeholder="在正文中查找" aria-label="查找" autocomplete="off" />
            <span class="hits" role="status">{ found.words() }</span>
            <button class="quiet up" aria-label="上一处" disabled={none}
                onclick={step(before)}>{ icon(Shape::Down) }</button>
            <button class="quiet" aria-label="下一处" disabled={none}
                onclick={step(after)}>{ icon(Shape::Down) }</button>
            <span class="put" hidden={*readonly}>
                <input data-replace="" data-own="" value={(*with).clone()} oninput={put}
                    placeholder="替换为" aria-label="替换为" autocomplete="off" />
                <button class="quiet" data-replace-one="" disabled={none}
                    onclick={replace_one(props, &found, &with)}>{ "替换" }</button>
                <button class="quiet" data-replace-all="" disabled={none}
                    onclick={replace_all(props, &found, &with)}>{ "全部替换" }</button>
            </span>
            { close_button("关闭查找", press(send, || Msg::Write(Write::Search(None)))) }
        </div>
    }
}

/// Enter and F3 go to the next hit, with Shift to the one before; Escape goes to the current one in
/// the report.
fn keys(props: &Props, found: &Found) -> Callback<KeyboardEvent> {
    let Props { send, view, search, .. } = props;
    let (send, words, [before, after]) = (send.clone(), search.words.clone(), found.neighbours());
    let back = found.current().map(|(field, range)| Target::field(&view.report, field, range));
    Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.is_composing() => {}
        "Enter" | "F3" => {
            event.prevent_default();
            let next = if event.shift_key() { before } else { after };
            send.emit(search_for(words.clone(), next));
        }
        "Escape" => {
            event.stop_propagation();
            send.emit(Msg::Write(Write::Search(None)));
            send.emit(Msg::Jump(back.clone().unwrap_or_else(|| Target::at("paper"))));
        }
        _ => {}
    })
}

/// Replaces the current hit by `with`.
fn replace_one(props: &Props, found: &Found, with: &str) -> Callback<MouseEvent> {
    let Props { send, view, search, .. } = props;
    let send = send.clone();
    let change = found.current().map(|(field, range)| {
        let mut text = field.text(&view.report).to_string();
        text.replace_range(range, with);
        Change::Named(format!("替换“{}”", search.words), vec![field.set(text)])
    });
    Callback::from(move |_| {
        if let Some(change) = change.clone() {
            send.emit(Msg::Change(change));
        }
    })
}

/// Replaces all hits by `with`, in one step.
fn replace_all(props: &Props, found: &Found, with: &str) -> Callback<MouseEvent> {
    let Props { send, view, search, .. } = props;
    let (send, view, words) = (send.clone(), view.clone(), search.words.clone());
    let (with, count) = (with.to_string(), found.all.len());
    Callback::from(move |_| {
        if let Some(change) = Change::replace_all(&view.report, &words, &with) {
            send.emit(Msg::Tell(Box::new(change), format!("已替换 {count} 处。")));
        }
    })
}

/// Scrolls the current hit to the middle of the screen.
fn show(bar: &NodeRef) {
    let editor = bar.cast::<Element>().and_then(|bar| bar.closest(".editor-scroll").ok().flatten());
    if let Some(mark) = editor.and_then(|editor| editor.query_selector("mark.now").ok().flatten()) {
        browser::reveal(&mark);
    }
}
