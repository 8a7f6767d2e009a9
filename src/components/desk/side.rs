//! The panel next to the matrix: details of a report, of a rule, or of all reports.

use std::rc::Rc;

use report::Finding;
use report::desk::Row;
use report::document::NoteLevel;
use report::finding::RuleLine;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::shown::Shown;
use super::{alike, copies, expected, notices, sum};
use crate::browser::desk::{DeskController, Panel};
use crate::components::icon::{Shape, icon};
use crate::components::severity;
use crate::model::desk::{At, Mark};
use crate::model::msg::{Count, Msg};

/// Most places of a rule that are listed; the workbook has all of them.
const LISTED: usize = 300;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub desk: Rc<DeskController>,
    pub shown: Rc<Shown>,
    pub panel: Panel,
    /// `version` and `stamp` grow with every change that must be drawn.
    pub version: u32,
    pub stamp: u32,
}

#[component]
pub fn Side(props: &Props) -> Html {
    let Props { send, desk, shown, panel, .. } = props;
    let (title, body) = match panel {
        Panel::None => (String::new(), Html::default()),
        Panel::Report(at) => report(send, desk, *at),
        Panel::Rule(rule) => {
            let body = html! { <Rule key={rule.clone()} desk={desk.clone()} shown={shown.clone()} rule={rule.clone()}
            line={desk.rule(rule)} /> };
            (format!("规则 {rule}"), body)
        }
        Panel::Alike => ("雷同".into(), alike::panel(desk)),
        Panel::Copies => ("核对多份".into(), copies::panel(desk)),
        Panel::Sum => ("汇总".into(), sum::panel(send, desk, shown)),
        Panel::Notices => ("整改通知".into(), notices::panel(desk, shown)),
        Panel::Expected => ("应报送名单".into(), expected::panel(desk)),
    };
    let heading = use_node_ref();
    use_effect_with((panel.clone(), title.clone()), {
        let heading = heading.clone();
        move |(panel, _)| {
            let Some(heading) = heading.cast::<HtmlElement>() else { return };
            // When a report is opened, the focus stays in the matrix, unless the panel covers that.
            let left = |of: &str| within_desk(&heading, of).map(|found| found.offset_left());
            let moves = match panel {
                Panel::None => false,
                Panel::Report(_) => left(".side") == left(".desk-main"),
                _ => true,
            };
            if moves {
                let _ = heading.focus();
            }
        }
    });
    // Two texts next to each other need a wide panel.
    let wide =
        *panel == Panel::Copies || *panel == Panel::Alike && desk.ui().side_by_side.is_some();
    let close = {
        let (desk, heading) = (desk.clone(), heading.clone());
        Callback::from(move |()| close(&desk, &heading))
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(());
            }
        })
    };
    html! {
        <aside class={classes!("side", wide.then_some("wide"))} aria-label={title.clone()} hidden={*panel == Panel::None} {onkeydown}>
            <header>
                <h2 tabindex="-1" ref={heading}>{ title }</h2>
                <button class="quiet" aria-label="关闭" data-close="side"
                    onclick={close.reform(|_: MouseEvent| ())}>{ icon(Shape::Close) }</button>
            </header>
            <div class="side-body">{ body }</div>
        </aside>
    }
}

/// Closes the panel. The focus goes back to the line of its report, or to the button that opened it.
fn close(desk: &DeskController, heading: &NodeRef) {
    let line = match desk.ui().panel {
        Panel::Report(at) => Some(at),
        _ => None,
    };
    let heading = heading.cast::<HtmlElement>().filter(|_| line.is_none());
    let button = heading.and_then(|h| within_desk(&h, ".desk-tools [aria-pressed=true]"));
    if let Some(button) = button {
        let _ = button.focus();
    }
    desk.update(|ui| (ui.panel, ui.back) = (Panel::None, line));
}

/// The first such element of the desk around `inside`.
fn within_desk(inside: &HtmlElement, selector: &str) -> Option<HtmlElement> {
    let desk = inside.closest(".desk").ok()??;
    desk.query_selector(selector).ok()??.dyn_into().ok()
}

/// One report with its findings.
fn report(send: &Callback<Msg>, desk: &Rc<DeskController>, at: At) -> (String, Html) {
    let Some(row) = desk.row(at) else { return Default::default() };
    let name = desk.with_list(|list| list.get(at).map(|e| e.unit.clone())).unwrap_or_default();
    if let Some(error) = &row.error {
        let body = html! {
            <>
                <p class="file">{ &row.file }</p>
                <p class="fault">{ &error.message }</p>
                <MayBeRegister key={format!("{}-{}", at.0, at.1)} send={send.clone()} desk={desk.clone()} {at} name={row.file.clone()} />
                <div class="acts">{ remove(desk, at) }</div>
            </>
        };
        return (name, body);
    }
    let open = {
        let (desk, send) = (desk.clone(), send.clone());
        Callback::from(move |_: MouseEvent| desk.open(at, &send))
    };
    let notice = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.notice(at))
    };
    let open_finding = |f: &Finding| f.severity < report::Severity::Hint && f.explained.is_none();
    let mend = row.findings.iter().any(open_finding) || row.is_unfilled();
    let body = html! {
        <>
            <p class="file">{ row.place() }</p>
            { same_report(desk, at) }
            <p class="muted">{ about(&row) }</p>
            <div class="acts">
                <button class="primary" data-open-row="" onclick={open}>{ "打开修改" }</button>
                <button hidden={!mend} data-notice="one" onclick={notice}>{ "整改通知" }</button>
                { remove(desk, at) }
            </div>
            { for row.version.corrected.then(|| corrected(desk, at)) }
            { for row.notes.iter().map(|note| html! {
                <p class="note">
                    { for (note.level == NoteLevel::Guessed).then(|| html! { <b>{ "推测：" }</b> }) }
                    { &note.message }{ for note.place.iter().map(|w| format!("（{w}）")) }
                </p>
            }) }
            <ul class="findings-list">{ for row.findings.iter().map(|f| finding(f, true)) }</ul>
            <p class="clean" hidden={!row.findings.is_empty()}>{ "没有发现问题。" }</p>
        </>
    };
    (name, body)
}

/// Says that the report was corrected, with the way back to what its file has.
fn corrected(desk: &Rc<DeskController>, at: At) -> Html {
    let restore = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.restore(at.0))
    };
    html! {
        <div class="same" data-corrected="">
            <p>{ "已在本页修改：下面的问题，以及汇总、通知和下载的结果，都按修改后的。文件本身没有改动。" }</p>
            <button class="link" data-restore="" onclick={restore}>{ "恢复为文件原来的内容" }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct MayBeRegisterProps {
    send: Callback<Msg>,
    desk: Rc<DeskController>,
    at: At,
    name: String,
}

/// Says of a file without a report that it is a register of applications, if it is one, and offers to
/// fill a report in from it.
#[component]
fn MayBeRegister(props: &MayBeRegisterProps) -> Html {
    let found = use_state(|| None::<JsValue>);
    use_effect_with((props.at.0, props.name.clone()), {
        let (found, desk) = (found.setter(), props.desk.clone());
        move |(file, name)| {
            let (file, name) = (*file, name.clone());
            spawn_local(async move { found.set(desk.register(file, &name).await) });
        }
    });
    let onclick = {
        let (send, name, found) = (props.send.clone(), props.name.clone(), found.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(bytes) = &*found {
                send.emit(Msg::Count(Count::Open(bytes.clone(), name.clone(), None)));
            }
        })
    };
    html! {
        <div class="note" hidden={found.is_none()} data-may-count="">
            <p>{ "这是一份依申请公开台账，可以用它填写报告的表三、表四。" }</p>
            <button {onclick}>{ "用它填写报告" }</button>
        </div>
    }
}

/// Takes the file off the desk, once all files are checked. One with corrections is restored first.
fn remove(desk: &Rc<DeskController>, at: At) -> Html {
    let running = desk.progress().is_running() || desk.with_list(|l| l.has_corrections(at.0));
    let desk = desk.clone();
    let onclick = Callback::from(move |_: MouseEvent| desk.remove(at.0));
    html! {
        <button hidden={running} data-remove="" {onclick} title="只从这里移走，不会删除文件">{ "移走这个文件" }</button>
    }
}

/// The files that hold the same report, the one that counts first.
fn same_report(desk: &Rc<DeskController>, at: At) -> Html {
    let files = desk.with_list(|list| {
        let all = list.marks().whole(&[at]);
        let of = |at: &At| Some((*at, list.get(*at)?.file.clone(), list.marks().get(*at)?.clone()));
        let mut files: Vec<_> = all.iter().filter_map(of).collect();
        files.sort_by_key(|(at, _, mark)| *at != mark.taken);
        // A report in one file needs no list.
        if files.len() > 1 { files } else { Vec::new() }
    });
    let line = |(other, file, mark): (At, String, Mark)| {
        let counts = match (other == mark.taken, mark.differs) {
            (true, _) => "采用：",
            (false, true) => "不另计，数字不同：",
            (false, false) => "不另计：",
        };
        let show = desk.on(move |ui| ui.panel = Panel::Report(other));
        html! {
            <li key={format!("{}-{}", other.0, other.1)}>
                { counts }
                { if other == at { html! { <span>{ file }</span> } } else {
                    html! { <button class="link" onclick={show}>{ file }</button> }
                } }
            </li>
        }
    };
    html! {
        <div class="same" data-same="" hidden={files.is_empty()}>
            <p>{ format!("同一单位同一年度的报告有 {} 个文件：", files.len()) }</p>
            <ul>{ for files.into_iter().map(line) }</ul>
            <p class="muted">{ "采用较完整、疑点较少、较接近原稿的；不对的，请移走不用的文件。" }</p>
        </div>
    }
}

fn about(row: &Row) -> String {
    let year = row.year.map_or("年度不明".into(), |y| format!("{y}年度"));
    let checked = row.rules.held + row.rules.broken;
    let last = if row.paired { "，已与上年对照" } else { "" };
    let blank = match row.progress.is_whole() {
        true => String::new(),
        false => format!("统计表{}，", row.progress.words()),
    };
    format!("{year}，{}年格式，{blank}已检查 {checked} 条规则{last}", row.form)
}

fn finding(f: &Finding, named: bool) -> Html {
    let place = f.place.clone().unwrap_or_default();
    let spot = f.spot.as_ref().map(|s| format!("（{s}）")).unwrap_or_default();
    html! {
        <li class={classes!("finding", severity::class(f.severity), f.explained.as_ref().map(|_| "explained"))}
            data-finding={f.rule.to_string()}>
            <p class="where">
                { for named.then(|| html! { <b>{ f.severity.word() }</b> }) }
                <span>{ place }{ spot }</span>
                { for named.then(|| html! { <small>{ &*f.rule }</small> }) }
            </p>
            <p>{ &f.message }</p>
            { for f.basis.iter().map(|b| html! { <small>{ format!("依据：{b}") }</small> }) }
            { for f.explained.iter().map(|why| html! { <small>{ format!("单位说明：{why}") }</small> }) }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct RuleProps {
    desk: Rc<DeskController>,
    shown: Rc<Shown>,
    rule: String,
    line: Option<RuleLine>,
}

/// What a rule asks, and every place that breaks it.
#[component]
fn Rule(props: &RuleProps) -> Html {
    let RuleProps { desk, shown, rule, line } = props;
    let broken =
        |at: &&At| desk.with_list(|l| l.get(**at).is_some_and(|e| e.found.contains_key(rule)));
    let all: Vec<At> = shown.rows.iter().filter(broken).copied().collect();
    let mut left = LISTED;
    let mut units = Vec::new();
    for at in &all {
        let Some(row) = desk.row(*at).filter(|_| left > 0) else { break };
        let found: Vec<&Finding> =
            row.findings.iter().filter(|f| f.rule == *rule).take(left).collect();
        left -= found.len();
        let name = desk.with_list(|list| list.get(*at).map(|e| e.unit.clone()));
        let (at, file) = (*at, row.place());
        units.push(html! {
            <li key={format!("{}-{}", at.0, at.1)}>
                <button class="link" onclick={desk.on(move |ui| ui.panel = Panel::Report(at))}>{ name }</button>
                <small class="muted">{ file }</small>
                <ul class="findings-list">{ for found.into_iter().map(|f| finding(f, false)) }</ul>
            </li>
        });
    }
    let only = rule.clone();
    let filtered = desk.ui().filter.rule.as_ref() == Some(rule);
    html! {
        <div>
            { for line.iter().map(|line| html! {
                <>
                    <p>{ &*line.title }</p>
                    <p class="muted">{ format!("{}，依据：{}", line.severity.word(), line.basis) }</p>
                </>
            }) }
            <div class="acts">
                <button data-only-rule="" disabled={filtered} onclick={desk.on(move |ui| ui.filter.rule = Some(only.clone()))}>
                    { format!("只看这 {} 份报告", all.len()) }
                </button>
            </div>
            <ul class="units">{ for units }</ul>
            <p class="muted" hidden={left > 0}>{ format!("只列出前 {LISTED} 处；全部见下载的工作簿。") }</p>
        </div>
    }
}
