//! The start page: a new report, a file, or a draft found on this computer.

use std::rc::Rc;

use report::form::Level;
use report::Report;
use web_sys::{HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::prelude::*;

use super::frame::State;
use super::notice::Fault;
use super::toolbar::{OpenButton, READABLE};
use crate::app::Msg;
use crate::{browser, drafts};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub state: Rc<State>,
}

#[component]
pub fn Start(props: &Props) -> Html {
    let Props { send, state } = props;
    html! {
        <main class="start">
            <div class="start-column">
                <header>
                    <h1>{ "年报" }</h1>
                    <p>{ "政府信息公开工作年度报告的填写、检查和排版" }</p>
                </header>
                <Fault send={send.clone()} fault={state.fault.clone()} />
                <Drafts send={send.clone()} drafts={state.drafts.clone()} />
                <div class="choices">
                    <New send={send.clone()} />
                    <section class="card" aria-labelledby="open-title">
                        <h2 id="open-title">{ "打开" }</h2>
                        <p>{ "已有的报告，接着改或者检查。" }</p>
                        <div class="zone">
                            <p>{ "把文件拖到这里" }</p>
                            <OpenButton send={send.clone()} word="选择文件" />
                            <p class="muted">{ READABLE }</p>
                        </div>
                    </section>
                </div>
                <footer>{ "所有内容只在这台电脑上处理，不会上传。" }</footer>
            </div>
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct NewProps {
    send: Callback<Msg>,
}

#[component]
fn New(props: &NewProps) -> Html {
    let (year, agency, level) =
        (use_state(|| browser::last_year().to_string()), use_node_ref(), use_node_ref());
    let number = year.trim().parse::<u16>().ok().filter(|y| (2008..=2100).contains(y));
    let oninput = {
        let year = year.clone();
        Callback::from(move |e: InputEvent| {
            year.set(e.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let (send, agency, level) = (props.send.clone(), agency.clone(), level.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(year) = number else { return };
            let agency = agency.cast::<HtmlInputElement>().map_or(String::new(), |i| i.value());
            let form = report::form_for_year(year);
            let mut report = Report::new(form, Some(year), agency.trim());
            let chosen = level.cast::<HtmlSelectElement>().map(|s| s.value());
            report.level = chosen.and_then(|w| Level::ALL.into_iter().find(|l| l.word() == w));
            send.emit(Msg::Create(Box::new(report)));
        })
    };
    let note = match number.map(report::form_for_year) {
        Some(form) => format!("使用 {} 年格式（{}）", form.id, form.issued_by),
        None => "请填写四位数的年度".to_string(),
    };
    html! {
        <form class="card" aria-labelledby="new-title" {onsubmit}>
            <h2 id="new-title">{ "新建" }</h2>
            <div class="pair">
                <label class="field year">
                    <span>{ "年度" }</span>
                    <input data-new="year" inputmode="numeric" maxlength="4" autocomplete="off"
                        value={(*year).clone()} {oninput} aria-describedby="new-note"
                        aria-invalid={number.is_none().then_some("true")} />
                </label>
                <label class="field">
                    <span>{ "机关类别" }</span>
                    <select data-new="level" ref={level}>
                        <option value="" selected=true>{ "以后再选" }</option>
                        { for Level::ALL.iter().map(|l| html! {
                            <option key={l.word()} value={l.word()}>{ l.word() }</option>
                        }) }
                    </select>
                </label>
            </div>
            <label class="field">
                <span>{ "机关名称" }</span>
                <input data-new="agency" ref={agency} autocomplete="organization"
                    placeholder="例如：示例市民政局" />
            </label>
            <p class="muted" id="new-note" aria-live="polite">{ note }</p>
            <button type="submit" class="primary wide" data-new="create" disabled={number.is_none()}>
                { "开始填写" }
            </button>
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct DraftsProps {
    send: Callback<Msg>,
    drafts: Vec<drafts::Entry>,
}

#[component]
fn Drafts(props: &DraftsProps) -> Html {
    let first = use_node_ref();
    use_effect_with((), {
        let first = first.clone();
        move |_| {
            if let Some(button) = first.cast::<web_sys::HtmlElement>() {
                let _ = button.focus();
            }
        }
    });
    html! {
        <section class="drafts" aria-labelledby="drafts-title" hidden={props.drafts.is_empty()}>
            <h2 id="drafts-title">{ "接着写" }</h2>
            <ul>
                { for props.drafts.iter().enumerate().map(|(i, entry)| html! {
                    <Draft key={entry.id.clone()} send={props.send.clone()} entry={entry.clone()}
                        button={if i == 0 { first.clone() } else { NodeRef::default() }} />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DraftProps {
    send: Callback<Msg>,
    entry: drafts::Entry,
    button: NodeRef,
}

/// One draft; deleting asks once, in place.
#[component]
fn Draft(props: &DraftProps) -> Html {
    let asking = use_state(|| false);
    let ask = |value: bool| {
        let asking = asking.clone();
        Callback::from(move |_| asking.set(value))
    };
    let entry = &props.entry;
    let name = match (entry.agency.trim(), entry.title.trim()) {
        ("", "") => "未命名的年度报告",
        ("", title) => title,
        (agency, _) => agency,
    };
    let resume = entry.clone();
    let id = entry.id.clone();
    html! {
        <li class="draft" data-draft={entry.id.clone()}>
            <div class="what">
                <b>{ name }</b>
                <span>
                    { entry.year.map_or("年度未填".to_string(), |y| format!("{y} 年度报告")) }
                    { format!(" · 保存于 {}", browser::clock(entry.time)) }
                </span>
            </div>
            <div class="acts">
                <button class="quiet" hidden={*asking} onclick={ask(true)}
                    aria-label={format!("删除草稿 {name}")}>{ "删除" }</button>
                <button class="danger" hidden={!*asking}
                    onclick={props.send.reform(move |_| Msg::Forget(id.clone()))}>{ "确定删除" }</button>
                <button class="quiet" hidden={!*asking} onclick={ask(false)}>{ "不删" }</button>
                <button class="primary" ref={props.button.clone()} data-resume={entry.id.clone()}
                    onclick={props.send.reform(move |_| Msg::Resume(resume.clone()))}>{ "继续" }</button>
            </div>
        </li>
    }
}
