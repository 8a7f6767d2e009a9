//! The bar at the top of the desk: the way back, the progress of the checking, and the downloads.

use std::rc::Rc;

use report::formats::ROW_FORMATS;
use yew::prelude::*;

use super::pick::pick;
use crate::browser;
use crate::browser::desk::{DeskController, Panel, Ui};
use crate::components::icon::{Shape, icon};
use crate::components::press;
use crate::components::style::use_style;
use crate::model::checking::{Checking, Stage};
use crate::model::desk::{At, Desk, Entry, Filter, StateFilter};
use crate::model::msg::Msg;

pub fn bar(send: &Callback<Msg>, desk: &Rc<DeskController>) -> Html {
    let progress = desk.progress();
    let ui = desk.ui();
    let any = desk.with_list(|list| list.all().next().is_some());
    let act = |act: fn(&DeskController)| {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| act(&desk))
    };
    let panel = |panel: Panel, word: &'static str, hint: &'static str| {
        let pressed = ui.panel == panel;
        let next = if pressed { Panel::None } else { panel };
        html! {
            <button aria-pressed={pressed.to_string()} disabled={!any} title={hint}
                onclick={desk.on(move |ui| ui.panel = next.clone())}>{ word }</button>
        }
    };
    let file = |format: &'static str, word: &'static str| {
        let desk = desk.clone();
        html! {
            <button key={format} data-download={format} disabled={!any} title="下载全部结果"
                onclick={move |_: MouseEvent| desk.download(format)}>{ word }</button>
        }
    };
    let paused = progress.state == Stage::Paused;
    html! {
        <header class="toolbar desk-bar" part="toolbar">
            <button class="quiet" data-place="toolbar" onclick={press(send, || Msg::LeaveDesk)}
                title="返回首页（结果留着，可以继续）" aria-label="年报 返回首页">
                { icon(Shape::Back) }<span class="brand wide-only">{ "年报" }</span>
            </button>
            <div class="doc">
                <h1>{ "自检多份" }</h1>
                <small data-progress={progress.state.name()}>{ words(desk, &progress) }</small>
            </div>
            <div class="tools">
                <button hidden={!progress.is_running()} data-pause="" onclick={act(if paused { DeskController::resume } else { DeskController::pause })}>
                    { if paused { "继续" } else { "暂停" } }
                </button>
                <button hidden={!progress.is_running()} data-cancel="" onclick={act(DeskController::cancel)}>{ "取消" }</button>
                { pick(desk, false, "添加文件") }
                { pick(desk, true, "添加文件夹") }
            </div>
            <Meter shown={progress.is_running()} done={progress.done} total={progress.total} />
            <div class="desk-tools" role="group" aria-label="结果的用处" hidden={!any}>
                { panel(Panel::Alike, "雷同", "找出文字雷同的报告") }
                { panel(Panel::Copies, "核对", "核对同一份报告的几个文件：Word、网页、PDF 是不是一致") }
                { panel(Panel::Sum, "汇总", "把各单位的数字相加成一份报告") }
                { panel(Panel::Notices, "整改通知", "给每个有问题的单位写一份通知") }
                { panel(Panel::Expected, "应报送名单", "看哪些单位还没有报送") }
                <span class="gap"></span>
                <span class="muted saves">{ "下载全部结果" }</span>
                { for ROW_FORMATS.iter().map(|(format, word)| file(format, word)) }
                { annotated(desk, any) }
                <button disabled={!any} data-print="desk" onclick={print(desk)}>{ "打印" }</button>
            </div>
            { tidings(&ui, progress.state == Stage::Done, act(DeskController::put_back)) }
        </header>
    }
}

/// The button for all files with their findings as comments.
fn annotated(desk: &Rc<DeskController>, any: bool) -> Html {
    let desk = desk.clone();
    html! {
        <button disabled={!any} data-download="zip" title="每份 docx、xlsx 原样不动，问题写成批注，打成一个压缩包"
            onclick={move |_: MouseEvent| desk.annotated()}>{ "带批注的原文件" }</button>
    }
}

/// What went wrong, what is being done, and what was done last, with the way back from a removal.
fn tidings(ui: &Ui, done: bool, put_back: Callback<MouseEvent>) -> Html {
    let said = ui.said.as_ref();
    html! {
        <>
            <p class="fault" role="alert" hidden={ui.fault.is_none()}>{ ui.fault.clone() }</p>
            <p class="busy" role="status">{ ui.busy }</p>
            <p class="unseen" role="status">{ done.then_some("检查完毕。") }</p>
            <p class={classes!("said", said.map(|_| "any"))} role="status">
                { for said.iter().map(|(words, _)| html! { <span key={words.clone()}>{ words }</span> }) }
                <button class="link" data-put-back="" hidden={!said.is_some_and(|said| said.1)}
                    onclick={put_back}>{ "放回" }</button>
            </p>
        </>
    }
}

/// The progress in words, and how many reports have errors or warnings.
fn words(desk: &DeskController, progress: &Checking) -> String {
    let Checking { done, total, .. } = progress;
    let left = match progress.seconds {
        Some(s) if s >= 90.0 => format!("，约余 {} 分钟", (s / 60.0).ceil()),
        Some(s) if s >= 1.0 => format!("，约余 {} 秒", s.ceil()),
        _ => String::new(),
    };
    match progress.state {
        Stage::Idle => "把年报拖进来即可".into(),
        Stage::Listing => "正在清点文件…".into(),
        Stage::Checking => format!("已检查 {done} / {total} 个文件{left}"),
        Stage::Pairing => format!("正在与上年对照 {done} / {total}{left}"),
        Stage::Paused => format!("已暂停，已检查 {done} / {total} 个文件"),
        Stage::Failed => progress.message.clone().unwrap_or_default(),
        Stage::Done | Stage::Cancelled => {
            let words = desk.with_list(tally);
            if progress.state == Stage::Cancelled { format!("已取消。{words}") } else { words }
        }
    }
}

/// How many reports there are of each kind; a report in several files counts once.
fn tally(list: &Desk) -> String {
    let all: Vec<At> = list.all().map(|(at, _)| at).collect();
    let reports = list.reports(&all);
    let count =
        |is: fn(&Entry) -> bool| reports.iter().filter(|at| list.get(**at).is_some_and(is)).count();
    let unread = list.count(StateFilter::Unread, &Filter::default());
    let more = |n: usize, words: String| if n > 0 { words } else { String::new() };
    let blank = count(|e| e.blank.is_some());
    let again = all.len() - unread - reports.len();
    let marks = list.marks();
    format!(
        "{} 份：{} 份有错误，{} 份只有提醒，{} 份没有问题，{unread} 个文件读不了{}{}{}",
        reports.len() + unread,
        count(|e| e.counts[0] > 0),
        count(|e| e.counts[0] == 0 && e.counts[1] > 0),
        count(|e| !e.is_faulty()),
        more(blank, format!("；没填完的 {blank} 份")),
        more(again, format!("；另有 {again} 个文件是同一报告，不重复计")),
        more(marks.expected, format!("；{}", marks.summary())),
    )
}

/// Prints the matrix with all its rows.
fn print(desk: &Rc<DeskController>) -> Callback<MouseEvent> {
    let desk = desk.clone();
    Callback::from(move |_| {
        desk.update(|ui| ui.whole = true);
        browser::print();
        desk.update(|ui| ui.whole = false);
    })
}

#[derive(Properties, PartialEq)]
struct MeterProps {
    shown: bool,
    done: usize,
    total: usize,
}

/// How much of the files is checked.
#[component]
fn Meter(props: &MeterProps) -> Html {
    let MeterProps { shown, done, total } = *props;
    let meter = use_node_ref();
    use_style(&meter, [("width", format!("{}%", 100 * done / total.max(1)))]);
    html! {
        <div class="meter" role="progressbar" aria-label="检查进度" hidden={!shown || total == 0}
            aria-valuemax={total.to_string()} aria-valuenow={done.to_string()} ref={meter}></div>
    }
}
