//! The toolbar at the top (the open report, whether it is saved, the actions) and the bar at the
//! bottom of a narrow screen.

use report::Severity;
use report::formats::READABLE;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::download::Download;
use super::icon::{Shape, icon};
use super::press;
use crate::browser;
use crate::model::draft::Refusal;
use crate::model::msg::{Msg, Purpose};
use crate::model::state::{InFile, Saved, Sheet, State};
use crate::model::view::View;

/// The bar on top.
pub fn toolbar(send: &Callback<Msg>, view: &View, state: &State, from_desk: bool) -> Html {
    let report = &view.report;
    let title = match report.title.trim() {
        "" => "未命名的年度报告",
        title => title,
    };
    let (kind, saved, more, hint) = save_words(state.saved);
    let (name, back) = match from_desk {
        true => ("年报 返回自检台", "返回自检台（草稿已保留）"),
        false => ("年报 返回首页", "返回首页（草稿已保留）"),
    };
    // Of a report that is not begun everything is still to be filled in, and nothing is wrong.
    let left = match view.begun() {
        true => (view.result.count(Severity::Error), view.blank()),
        false => (0, 0),
    };
    let last_year = if view.previous.is_some() { "换上年" } else { "载入上年" };
    html! {
        <header class="toolbar" part="toolbar">
            <button class="quiet" data-place="toolbar" onclick={press(send, || Msg::Home)} title={back}
                aria-label={name}>
                { icon(Shape::Back) }<span class="brand wide-only">{ "年报" }</span>
            </button>
            <button class="quiet pair-only" aria-pressed={(state.sheet == Some(Sheet::Outline)).to_string()}
                onclick={open(send, state, Sheet::Outline)}>
                { icon(Shape::List) }<span>{ "章节" }</span>
            </button>
            <div class="doc">
                <b title={title.to_string()}>{ title }</b>
                <small>
                    <span class="issue">{ format!("{}年格式（{}）", report.form.id, report.form.issued_by) }</span>
                    <span class={classes!("save-state", kind)} data-save-state={kind} title={hint}>
                        { saved }<span class="wide-only">{ more }</span>
                    </span>
                    <button class="link" data-save="json" hidden={kind != "refused"}
                        onclick={press(send, || Msg::Download("json"))}>{ "另存为文件" }</button>
                    <button class="link" data-save="file" hidden={!behind(state.saved)}
                        onclick={press(send, || Msg::SaveCopy)}>{ "存入文件" }</button>
                </small>
            </div>
            <div class="tools wide-only">
                { steps(send, state) }
                { open_button(send, Purpose::Report, "打开", "") }
                { open_button(send, Purpose::Previous, last_year, "") }
                <button onclick={press(send, || Msg::SelfCheck)}>
                    { icon(Shape::Check) }<span>{ "自检" }</span>
                </button>
            </div>
            <Download send={send.clone()} {left} original={state.original.is_some()} />
        </header>
    }
}

/// The save status: a CSS class, the words, additional words where there is room, and an
/// explanation.
fn save_words(saved: Saved) -> (&'static str, String, &'static str, &'static str) {
    match saved {
        Saved::Untouched => ("idle", "修改后自动保存在本机".into(), "", ""),
        Saved::Pending => ("pending", "正在保存…".into(), "", ""),
        Saved::At(time, places, file) => {
            let file = match file {
                InFile::None => "",
                InFile::Behind => "，尚未存入文件",
                InFile::Kept => "，并已写入文件",
            };
            let hint = match places {
                2 => "已存入浏览器两处并读回核对",
                _ => "只有一处浏览器存储可用；已读回核对",
            };
            let words = format!("已保存 {}（本机 {places} 处）", browser::clock(time));
            ("saved", words, file, hint)
        }
        Saved::Refused(why) => {
            let why = match why {
                Refusal::Blocked => "：浏览器不允许本机存储",
                Refusal::Full => "：本机存储已满",
                Refusal::Differs => "：存入后读回的内容不一致",
            };
            ("refused", "未能保存".into(), why, "内容只在这个窗口里，请另存为文件")
        }
        Saved::Off => ("idle", "本页不保存草稿，请及时下载".into(), "", ""),
    }
}

/// Whether the file of this page is older than the draft in the browser.
fn behind(saved: Saved) -> bool {
    matches!(saved, Saved::At(_, _, InFile::Behind))
}

/// Undo and redo.
fn steps(send: &Callback<Msg>, state: &State) -> Html {
    let words = |what: &str, keys: &str, step: &Option<AttrValue>| match step {
        Some(step) => format!("{what}：{step}（{keys}）"),
        None => format!("没有可以{what}的步骤"),
    };
    html! {
        <span class="steps">
            <button class="quiet" aria-label="撤销" title={words("撤销", "Ctrl+Z", &state.undo)}
                disabled={state.undo.is_none() || state.readonly}
                onclick={press(send, || Msg::Undo)}>{ icon(Shape::Undo) }<span class="word">{ "撤销" }</span></button>
            <button class="quiet" aria-label="重做" title={words("重做", "Ctrl+Y", &state.redo)}
                disabled={state.redo.is_none() || state.readonly}
                onclick={press(send, || Msg::Redo)}>{ icon(Shape::Redo) }<span class="word">{ "重做" }</span></button>
        </span>
    }
}

/// A file input in the shape of a button.
pub fn open_button(
    send: &Callback<Msg>,
    purpose: Purpose,
    word: &'static str,
    class: &'static str,
) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            send.emit(Msg::Choose(file, purpose));
        }
        // The same file may be chosen again.
        input.set_value("");
    });
    let (hook, shape, hint) = match purpose {
        Purpose::Report => ("report", Shape::Open, READABLE),
        Purpose::Next => {
            ("next", Shape::History, "年度加一，文字沿用为初稿，上年的数字和日期逐处标出")
        }
        Purpose::Template => {
            ("template", Shape::Open, "只取字体、字号、行距和页边距；docx，空模板或去年的年报都行")
        }
        Purpose::Register => ("register", Shape::List, "按登记的每件申请统计表三、表四"),
        Purpose::Previous => {
            ("previous", Shape::History, "填入上年结转，逐格对照，检查两年是否衔接")
        }
    };
    html! {
        <label class={classes!("button", class)} title={hint}>
            <input type="file" data-open={hook} class="unseen" aria-label={word} {onchange} />
            { icon(shape) }<span>{ word }</span>
        </label>
    }
}

/// Opens a sheet, or closes it if it is open.
fn open(send: &Callback<Msg>, state: &State, sheet: Sheet) -> Callback<MouseEvent> {
    let next = (state.sheet != Some(sheet)).then_some(sheet);
    send.reform(move |_| Msg::Sheet(next))
}

/// The bottom bar of a narrow screen.
pub fn bar(send: &Callback<Msg>, view: &View, state: &State) -> Html {
    let open = |sheet| open(send, state, sheet);
    let pressed = |sheet| (state.sheet == Some(sheet)).to_string();
    let errors = view.result.count(Severity::Error);
    let count = if errors > 0 { errors } else { view.loud() };
    html! {
        <footer class="bar">
            <button class="quiet" aria-pressed={pressed(Sheet::Outline)} onclick={open(Sheet::Outline)}>
                { icon(Shape::List) }<span>{ "章节" }</span>
            </button>
            <button class="quiet" aria-pressed={pressed(Sheet::Findings)} onclick={open(Sheet::Findings)}>
                { icon(Shape::Check) }
                <span>{ "检查" }<em class={if errors > 0 { "count error" } else { "count" }}>{ count }</em></span>
            </button>
            { steps(send, state) }
            { open_button(send, Purpose::Report, "打开", "quiet") }
        </footer>
    }
}
