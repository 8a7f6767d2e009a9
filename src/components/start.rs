//! The start page: a new report, a file, or a draft found on this computer.

use report::form::Level;
use report::formats::READABLE;
use report::{Form, Report};
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::prelude::*;

use super::frame::State;
use super::notice::fault;
use super::paste::Paste;
use super::press;
use super::toolbar::open_button;
use crate::app::{Msg, Purpose};
use crate::{browser, drafts};

/// The three choices.
pub fn start(send: &Callback<Msg>, state: &State) -> Html {
    html! {
        <main class="start" key="start">
            <div class="start-column">
                <header>
                    <h1>{ "年报" }</h1>
                    <p>{ "政府信息公开工作年度报告的填写、检查和排版" }</p>
                </header>
                { fault(send, &state.fault) }
                { missing(send, state) }
                <Drafts send={send.clone()} drafts={state.drafts.clone()} />
                <div class="choices">
                    <New send={send.clone()} />
                    <section class="card" aria-labelledby="open-title">
                        <h2 id="open-title">{ "打开" }</h2>
                        <p>{ "已有的报告，接着改或者检查。" }</p>
                        <div class="zone">
                            <p>{ "把文件拖到这里" }</p>
                            { open_button(send, Purpose::Report, "选择文件", "") }
                            <p class="muted">{ READABLE }</p>
                            <Paste send={send.clone()} />
                        </div>
                    </section>
                </div>
                <section class="card many" aria-labelledby="many-title">
                    <div>
                        <h2 id="many-title">{ "自检多份" }</h2>
                        <p>{ "一次检查许多单位的报告：看谁有什么问题，写整改通知，汇总数字。" }</p>
                    </div>
                    <div class="acts">
                        { many_button(send) }
                        <button data-desk="" onclick={press(send, || Msg::Many(JsValue::UNDEFINED))}>{ "打开自检台" }</button>
                    </div>
                </section>
                <footer>
                    <p>{ "所有内容只在这台电脑上处理，不会上传。" }</p>
                    <button class="link" data-sample="" onclick={press(send, || Msg::Sample)}>{ "看示例" }</button>
                    <button class="link" data-large="" aria-pressed={state.large.to_string()}
                        onclick={press(send, || Msg::Enlarge)}>{ "大字" }</button>
                    <p class="offline" hidden={!browser::offers("page")}>
                        <a href="nianbao.html" download="年报（离线填写）.html">{ "下载离线程序" }</a>
                        { "（一个文件，存在电脑或 U 盘里，双击用浏览器打开，不用联网）" }
                    </p>
                </footer>
            </div>
        </main>
    }
}

/// A file input in the shape of a button, for many files.
fn many_button(send: &Callback<Msg>) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        if let Some(files) = input.files().filter(|files| files.length() > 0) {
            send.emit(Msg::Many(files.into()));
        }
    });
    html! {
        <label class="button primary">
            <input type="file" multiple=true data-open="many" class="unseen" aria-label="选择多个文件" {onchange} />
            { "选择多个文件" }
        </label>
    }
}

/// What stands here until the report is there that the page asks for.
pub fn opening(send: &Callback<Msg>, state: &State) -> Html {
    html! {
        <main class="start" key="opening">
            <div class="start-column">
                { missing(send, state) }
                <p class="muted" hidden={state.missing}>{ "正在打开…" }</p>
            </div>
        </main>
    }
}

/// The editor could not be fetched.
fn missing(send: &Callback<Msg>, state: &State) -> Html {
    html! {
        <div class="notice error" role="alert" hidden={!state.missing} data-missing="">
            <p>{ "没有取到填写用的程序，请检查网络后再试；已保存的内容不受影响。" }</p>
            <button onclick={press(send, || Msg::Fetch)}>{ "再试一次" }</button>
        </div>
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
    let chosen = use_state(|| None::<&'static Form>);
    let number = year.trim().parse::<u16>().ok().filter(|y| (2008..=2100).contains(y));
    let oninput = {
        let year = year.clone();
        Callback::from(move |e: InputEvent| {
            year.set(e.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let (send, agency, level) = (props.send.clone(), agency.clone(), level.clone());
        let chosen = *chosen;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(year) = number else { return };
            let agency = agency.cast::<HtmlInputElement>().map_or(String::new(), |i| i.value());
            let form = chosen.unwrap_or_else(|| report::form_for_year(year));
            let mut report = Report::new(form, Some(year), agency.trim());
            let chosen = level.cast::<HtmlSelectElement>().map(|s| s.value());
            report.level = chosen.and_then(|w| Level::ALL.into_iter().find(|l| l.word() == w));
            send.emit(Msg::Create(Box::new(report)));
        })
    };
    let right = number.map(report::form_for_year);
    let form = (*chosen).or(right);
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |e: Event| {
            chosen.set(report::form(&e.target_unchecked_into::<HtmlSelectElement>().value()));
        })
    };
    let note = match (right, form) {
        (Some(right), Some(form)) if right != form => {
            format!("{}年度的报告应使用{}年格式（{}）", *year, right.id, right.issued_by)
        }
        (Some(_), Some(form)) => format!("依据{}", form.issued_by),
        _ => "请填写四位数的年度".to_string(),
    };
    html! {
        <form class="card" aria-labelledby="new-title" {onsubmit}>
            <h2 id="new-title">{ "新建" }</h2>
            <label class="field">
                <span>{ "机关名称" }</span>
                <input data-new="agency" ref={agency} autocomplete="organization"
                    placeholder="例如：示例市民政局" />
            </label>
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
                <span>{ "格式" }</span>
                <select data-new="form" {onchange} aria-describedby="new-note">
                    <option value="" selected={chosen.is_none()}>
                        { match right {
                            Some(form) => format!("按年度选用：{}年格式", form.id),
                            None => "按年度选用".to_string(),
                        } }
                    </option>
                    { for report::FORMS.iter().map(|f| html! {
                        <option key={f.id} value={f.id} selected={*chosen == Some(*f)}>
                            { format!("{}年格式", f.id) }
                        </option>
                    }) }
                </select>
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
            <details>
                <summary>{ "草稿存在哪里，怎样删除" }</summary>
                <p>{ "每份草稿存在这台电脑的这个浏览器里，共两处（IndexedDB 和 localStorage），不会上传；\
                    换一个浏览器或另一台电脑就看不到。点“删除”，两处一并删去；清除浏览器的网站数据，\
                    会删去全部草稿。要带走或长期保存，请在填写时下载“数据文件”或“离线程序”。" }</p>
            </details>
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
        _ if entry.damaged => "读不出来的草稿",
        ("", "") => "未命名的年度报告",
        ("", title) => title,
        (agency, _) => agency,
    };
    let id = || entry.id.clone();
    let send = |msg: fn(String) -> Msg| {
        let id = id();
        props.send.reform(move |_| msg(id.clone()))
    };
    html! {
        <li class="draft" data-draft={id()}>
            <div class="what">
                <b>{ name }</b>
                <span>{ for about(entry).into_iter().map(|words| html! {
                    <span class="piece" key={words.clone()}>{ words }</span>
                }) }</span>
            </div>
            <div class="acts">
                <button class="quiet" hidden={*asking || entry.in_file} onclick={ask(true)}
                    aria-label={format!("删除草稿 {name}")}>{ "删除" }</button>
                <button class="danger" hidden={!*asking} onclick={send(Msg::Forget)}>
                    { "确定删除" }
                </button>
                <button class="quiet" hidden={!*asking} onclick={ask(false)}>{ "不删" }</button>
                <button hidden={!entry.damaged} onclick={send(Msg::Rescue)}>{ "另存为文件" }</button>
                <button class="primary" ref={props.button.clone()} data-resume={id()}
                    hidden={entry.damaged} aria-label={format!("继续填写 {name}")}
                    onclick={send(Msg::Resume)}>{ "继续" }</button>
            </div>
        </li>
    }
}

/// Year, completeness and time of a draft, and what is peculiar about it.
fn about(entry: &drafts::Entry) -> Vec<String> {
    if entry.damaged {
        return vec!["内容不完整，或由更新的程序保存".into()];
    }
    let year = entry.year.map_or("年度未填".to_string(), |y| format!("{y} 年度报告"));
    let all = report::form(&entry.form).map_or(0, |form| form.cells().len());
    let mut pieces = vec![year, format!("已填 {}/{all} 格", entry.filled.min(all))];
    if entry.time > 0.0 {
        let verb = if entry.places > 0 || entry.in_file { "保存" } else { "改" };
        pieces.push(format!("{verb}于 {}", browser::clock(entry.time)));
    }
    if entry.places == 0 && !entry.in_file {
        pieces.push("没有存下来，只在这个窗口里".into());
    }
    if entry.in_file {
        pieces.push("在这个文件里".into());
    }
    if entry.sibling {
        pieces.push("同一份报告的另一份草稿".into());
    }
    pieces
}
