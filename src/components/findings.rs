//! The findings at the right: errors, then warnings, then hints; a click goes to the place.

mod card;
mod groups;

use std::rc::Rc;

use report::Severity;
use yew::prelude::*;

use super::frame::State;
use super::icon::{icon, Shape};
use super::toolbar::open_button;
use crate::app::{last_year_name, Msg, Purpose, Sheet};
use crate::view::View;
use groups::{groups, GroupView};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub state: Rc<State>,
}

#[component]
pub fn Findings(props: &Props) -> Html {
    let Props { send, view, state } = props;
    let filter = use_state(|| None::<Severity>);
    let result = &view.result;
    let tab = |severity: Option<Severity>| {
        let word = match severity {
            None => "全部",
            Some(severity) => severity.word(),
        };
        let open = result.findings.iter().filter(|f| f.explained.is_none());
        let count = open.filter(|f| severity.is_none_or(|s| s == f.severity)).count();
        let setter = filter.clone();
        let on = *filter == severity;
        html! {
            <button key={word} class="tab" aria-pressed={on.to_string()}
                onclick={Callback::from(move |_| setter.set(severity))}>
                { word }<em>{ count }</em>
            </button>
        }
    };
    html! {
        <aside class="findings" part="findings" aria-label="检查结果">
            <header>
                <h2 tabindex="-1" data-place="findings">{ "检查结果" }</h2>
                <button class="link" data-rules="" onclick={send.reform(|_| Msg::Sheet(Some(Sheet::Rules)))}>
                    { "规则" }
                </button>
                <button class="quiet close" aria-label="关闭"
                    onclick={send.reform(|_| Msg::Sheet(None::<Sheet>))}>{ icon(Shape::Close) }</button>
            </header>
            { verdict(send, view, state.unjudged) }
            { last_year(send, view) }
            <div class="tabs" role="group" aria-label="筛选" hidden={result.findings.is_empty()}>
                { tab(None) }
                { for [Severity::Error, Severity::Warning, Severity::Hint].into_iter().map(|s| tab(Some(s))) }
            </div>
            <ol>{ for groups(view, *filter).into_iter().map(|group| {
                let key = group.key.clone();
                html! {
                    <GroupView {key} send={send.clone()} view={view.clone()} {group}
                        readonly={state.readonly} />
                }
            }) }</ol>
        </aside>
    }
}

/// One sentence on the whole.
fn verdict(send: &Callback<Msg>, view: &View, unjudged: bool) -> Html {
    let rules = view.result.rules;
    let judged = rules.held + rules.broken;
    let errors = view.result.count(Severity::Error);
    let (class, shape, words) = match errors {
        _ if unjudged => ("verdict", Shape::Alert, "检查暂时没有完成".to_string()),
        _ if !view.begun() => ("verdict", Shape::List, "还没有开始填写".to_string()),
        _ if !view.judged.done() => ("verdict", Shape::List, "正在检查…".to_string()),
        0 => ("verdict clean", Shape::Check, format!("已检查 {judged} 条规则，0 个错误")),
        n => ("verdict faulty", Shape::Alert, format!("已检查 {judged} 条规则，{n} 个错误")),
    };
    let waiting = match rules.waiting {
        _ if unjudged => html! { "填写、保存和下载照常可用；改动后会再检查一次。" },
        _ if !view.begun() => html! { "填一格、查一格，问题随时列在这里。" },
        0 => Html::default(),
        n => html! {
            <>
                { format!("另有 {n} 条待查，见") }
                <button class="link" onclick={send.reform(|_| Msg::Sheet(Some(Sheet::Rules)))}>
                    { "规则" }
                </button>
            </>
        },
    };
    html! {
        <p {class} data-verdict="">
            { icon(shape) }<span><b>{ words }</b><small>{ waiting }</small></span>
        </p>
    }
}

/// Which report of last year is compared with, or the button that loads one.
fn last_year(send: &Callback<Msg>, view: &View) -> Html {
    let words = view.previous.as_ref().map(|last| format!("已对照{}", last_year_name(last)));
    html! {
        <div class="previous">
            <p hidden={words.is_none()} data-previous="">
                { icon(Shape::History) }<span>{ words.clone() }</span>
                <button class="link" onclick={send.reform(|_| Msg::ForgetPrevious)}>{ "移除" }</button>
            </p>
            <div class="narrow-only" hidden={words.is_some()}>
                { open_button(send, Purpose::Previous, "载入上年", "") }
            </div>
        </div>
    }
}

/// The class that gives a severity its colour and shape.
pub fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}
