//! Find and replace over the whole prose. It opens by key only where the focus is in the report, so
//! that the browser's own search stays within reach.

use std::rc::Rc;

use report::session::{Change, find};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::icon::{Shape, icon};
use super::press;
use crate::app::{Msg, Search, Write};
use crate::browser;
use crate::target::Target;
use crate::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub search: Rc<Search>,
    pub readonly: bool,
}

#[component]
pub fn SearchBar(props: &Props) -> Html {
    let Props { send, view, search, readonly } = props;
    let with = use_state(String::new);
    let bar = use_node_ref();
    let hits = find(&view.report, &search.words);
    let at = search.at.min(hits.len().saturating_sub(1));
    let current = hits.get(at).copied();
    use_effect_with((search.clone(), at), {
        let bar = bar.clone();
        move |_| show(&bar)
    });
    let go = |at: usize| Search { at, ..(**search).clone() };
    let step = |at: usize| {
        let next = go(at);
        send.reform(move |_: MouseEvent| Msg::Write(Write::Search(Some(next.clone()))))
    };
    let count = hits.len().max(1);
    let (before, after) = ((at + count - 1) % count, (at + 1) % count);
    let onkeydown = {
        let (send, moves) = (send.clone(), (go(before), go(after)));
        let back = current.map(|(field, start)| {
            Target::field(&view.report, field, start..start + search.words.len())
        });
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if event.is_composing() => {}
            "Enter" | "F3" => {
                event.prevent_default();
                let next = if event.shift_key() { &moves.0 } else { &moves.1 };
                send.emit(Msg::Write(Write::Search(Some(next.clone()))));
            }
            "Escape" => {
                event.stop_propagation();
                send.emit(Msg::Write(Write::Search(None)));
                let paper = || Target::at("paper");
                send.emit(Msg::Jump(back.clone().unwrap_or_else(paper)));
            }
            _ => {}
        })
    };
    let typed = |event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value();
    let looked_for =
        send.reform(move |e| Msg::Write(Write::Search(Some(Search { words: typed(e), at: 0 }))));
    let put = {
        let with = with.clone();
        Callback::from(move |e| with.set(typed(e)))
    };
    let one = current.map(|(field, start)| {
        let mut text = field.text(&view.report).to_string();
        text.replace_range(start..start + search.words.len(), &with);
        Change::Named(format!("替换“{}”", search.words), vec![field.set(text)])
    });
    let replace_one = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(change) = one.clone() {
                send.emit(Msg::Change(change));
            }
        })
    };
    let replace_all = {
        let (send, view, words, with) =
            (send.clone(), view.clone(), search.words.clone(), with.clone());
        let count = hits.len();
        Callback::from(move |_: MouseEvent| {
            if let Some(change) = Change::replace_all(&view.report, &words, &with) {
                send.emit(Msg::Tell(Box::new(change), format!("已替换 {count} 处。")));
            }
        })
    };
    let none = hits.is_empty();
    html! {
        <div ref={bar} class="search" role="search" aria-label="查找和替换" {onkeydown}>
            <input data-search="" data-place="search" data-own="" value={search.words.clone()} oninput={looked_for}
                placeholder="在正文中查找" aria-label="查找" autocomplete="off" />
            <span class="hits" role="status">{ match (search.words.is_empty(), hits.len()) {
                (true, _) => String::new(),
                (_, 0) => "没有找到".into(),
                (_, n) => format!("{} / {n} 处", at + 1),
            } }</span>
            <button class="quiet up" aria-label="上一处" disabled={none}
                onclick={step(before)}>{ icon(Shape::Down) }</button>
            <button class="quiet" aria-label="下一处" disabled={none}
                onclick={step(after)}>{ icon(Shape::Down) }</button>
            <span class="put" hidden={*readonly}>
                <input data-replace="" data-own="" value={(*with).clone()} oninput={put}
                    placeholder="替换为" aria-label="替换为" autocomplete="off" />
                <button class="quiet" data-replace-one="" disabled={none} onclick={replace_one}>{ "替换" }</button>
                <button class="quiet" data-replace-all="" disabled={none} onclick={replace_all}>{ "全部替换" }</button>
            </span>
            <button class="quiet" aria-label="关闭查找" onclick={press(send, || Msg::Write(Write::Search(None)))}>
                { icon(Shape::Close) }
            </button>
        </div>
    }
}

/// Brings what is looked at to the middle of the screen.
fn show(bar: &NodeRef) {
    let editor = bar.cast::<Element>().and_then(|bar| bar.closest(".editor-scroll").ok().flatten());
    if let Some(mark) = editor.and_then(|editor| editor.query_selector("mark.now").ok().flatten()) {
        browser::reveal(&mark);
    }
}
