//! The start page: a new report, a file, or a draft found on this computer.

mod drafts;
mod new;

use report::formats::READABLE;
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::notice::fault;
use super::paste::Paste;
use super::press;
use super::toolbar::open_button;
use crate::browser;
use crate::model::collation::Collate;
use crate::model::msg::{Count, Early, Msg, Purpose};
use crate::model::state::State;
use drafts::Drafts;
use new::New;

/// The three choices.
pub fn start(early: &Callback<Early>, send: &Callback<Msg>, state: &State) -> Html {
    html! {
        <main class="start" key="start">
            <div class="start-column">
                <header>
                    <h1>{ "年报" }</h1>
                    <p>{ "政府信息公开工作年度报告的填写、检查和排版" }</p>
                </header>
                { fault(early, &state.fault) }
                { missing(early, state) }
                <Drafts send={send.clone()} drafts={state.drafts.clone()} compared={state.compared.clone()} />
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
                        <button data-desk="" onclick={press(send, || Msg::Many(JsValue::UNDEFINED))}>{ match state.left {
                            0 => "打开自检台".to_string(),
                            reports => format!("继续自检（{reports} 份）"),
                        } }</button>
                    </div>
                </section>
                { copies_card(send) }
                <footer>
                    <p>{ "所有内容只在这台电脑上处理，不会上传。" }</p>
                    <button class="link" data-sample="" onclick={press(send, || Msg::Sample)}>{ "看示例" }</button>
                    <button class="link" data-template=""
                        onclick={press(send, || Msg::Count(Count::Template))}>{ "台账模板" }</button>
                    <button class="link" data-large="" aria-pressed={state.large.to_string()}
                        onclick={press(early, || Early::Enlarge)}>{ "大字" }</button>
                    <p class="offline" hidden={!browser::offers("page")}>
                        <a href="nianbao.html" download="年报（离线填写）.html">{ "下载离线程序" }</a>
                        { "（一个文件，存在电脑或 U 盘里，双击用浏览器打开，不用联网）" }
                    </p>
                </footer>
            </div>
        </main>
    }
}

/// The way to the page on which files of one report are compared.
fn copies_card(send: &Callback<Msg>) -> Html {
    html! {
        <section class="card many" aria-labelledby="copies-title">
            <div>
                <h2 id="copies-title">{ "核对多份" }</h2>
                <p>{ "一份报告的 Word、网页、PDF 是不是一致：发布前最后一眼，发布后再核对。" }</p>
            </div>
            <div class="acts">
                <button data-collate=""
                    onclick={press(send, || Msg::Collate(Collate::Add(JsValue::UNDEFINED)))}>{ "核对多份" }</button>
            </div>
        </section>
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

/// Shown until the requested report is loaded.
pub fn opening(early: &Callback<Early>, state: &State) -> Html {
    html! {
        <main class="start" key="opening">
            <div class="start-column">
                { missing(early, state) }
                <p class="muted" hidden={state.missing}>{ "正在打开…" }</p>
            </div>
        </main>
    }
}

/// The message that the editor could not be loaded.
fn missing(early: &Callback<Early>, state: &State) -> Html {
    html! {
        <div class="notice error" role="alert" hidden={!state.missing} data-missing="">
            <p>{ "没有取到填写用的程序，请检查网络后再试；已保存的内容不受影响。" }</p>
            <button onclick={press(early, || Early::Fetch)}>{ "再试一次" }</button>
        </div>
    }
}
