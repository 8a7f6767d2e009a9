//! The findings at the right: errors, then warnings, then hints; a click goes to the place. Many of
//! one rule fold under the first.

use std::rc::Rc;

use report::session::Change;
use report::{Finding, Severity};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::frame::State;
use super::icon::{icon, Shape};
use super::toolbar::OpenButton;
use crate::app::{Msg, Purpose, Sheet};
use crate::target::Target;
use crate::view::{dom_id, View};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub state: Rc<State>,
}

/// From so many findings of one rule on, all but the first are folded; errors never.
const FOLD: usize = 4;

#[component]
pub fn Findings(props: &Props) -> Html {
    let Props { send, view, state } = props;
    let filter = use_state(|| None::<Severity>);
    let result = &view.result;
    let tab = |severity: Option<Severity>| {
        let (word, count) = match severity {
            None => ("全部", result.findings.len()),
            Some(severity) => (severity.word(), result.count(severity)),
        };
        let setter = filter.clone();
        let on = *filter == severity;
        html! {
            <button key={word} class="tab" aria-pressed={on.to_string()}
                onclick={Callback::from(move |_| setter.set(severity))}>
                { word }<em>{ count }</em>
            </button>
        }
    };
    let groups = groups(view, *filter);
    html! {
        <aside class="findings" part="findings" aria-label="检查结果">
            <header>
                <h2 tabindex="-1" data-place="findings">{ "检查结果" }</h2>
                <button class="quiet close" aria-label="关闭"
                    onclick={send.reform(|_| Msg::Sheet(None::<Sheet>))}>{ icon(Shape::Close) }</button>
            </header>
            { verdict(view) }
            <div class="narrow-only" hidden={state.previous.is_some()}>
                <OpenButton send={send.clone()} word="载入上年" purpose={Purpose::Previous} />
            </div>
            <p class="previous" hidden={state.previous.is_none()}>
                <span>{ format!("已对照：{}", state.previous.clone().unwrap_or_default()) }</span>
                <button class="link" onclick={send.reform(|_| Msg::ForgetPrevious)}>{ "不再对照" }</button>
            </p>
            <div class="tabs" role="group" aria-label="筛选" hidden={result.findings.is_empty()}>
                { tab(None) }
                { for [Severity::Error, Severity::Warning, Severity::Hint].into_iter().map(|s| tab(Some(s))) }
            </div>
            <ol>{ for groups.into_iter().map(|group| {
                let key = group[0].1.clone();
                html! { <Group {key} send={send.clone()} view={view.clone()} {group} readonly={state.readonly} /> }
            }) }</ol>
        </aside>
    }
}

/// One sentence on the whole.
fn verdict(view: &View) -> Html {
    let rules = view.result.rules;
    let errors = view.result.count(Severity::Error);
    let waiting = match rules.waiting {
        0 => String::new(),
        n => format!("另有 {n} 条规则等相关内容填完后再查。"),
    };
    let class = if errors == 0 { "verdict clean" } else { "verdict" };
    html! {
        <p class={class} data-verdict="">
            { icon(if errors == 0 { Shape::Check } else { Shape::Alert }) }
            <span>
                <b>{ format!("已检查 {} 条规则，{errors} 个错误", rules.checked) }</b>
                <small>{ waiting }</small>
            </span>
        </p>
    }
}

/// A finding with a key of its own and where it stands, in words.
type Item = (Rc<Finding>, String, String);

/// Findings in the order they are shown, those of one rule that come too often together.
fn groups(view: &View, filter: Option<Severity>) -> Vec<Vec<Item>> {
    let mut groups: Vec<Vec<Item>> = Vec::new();
    let mut seen = std::collections::HashMap::<String, usize>::new();
    let shown = view.result.findings.iter().filter(|f| filter.is_none_or(|s| s == f.severity));
    let shown: Vec<&Finding> = shown.collect();
    for finding in &shown {
        let again = seen.entry(dom_id(finding)).and_modify(|n| *n += 1).or_insert(0);
        let key = format!("{}-{again}", dom_id(finding));
        let item = (Rc::new((*finding).clone()), key, view.place_word(finding));
        let of_rule = shown.iter().filter(|f| f.rule == finding.rule).count();
        let many = of_rule >= FOLD && finding.severity != Severity::Error;
        let same = groups.iter_mut().find(|g| many && g[0].0.rule == finding.rule);
        match same {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    send: Callback<Msg>,
    view: Rc<View>,
    group: Vec<Item>,
    readonly: bool,
}

#[component]
fn Group(props: &GroupProps) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let card = |item: &Item| {
        html! {
            <Card key={item.1.clone()} send={props.send.clone()} view={props.view.clone()}
                finding={item.0.clone()} place={item.2.clone()} readonly={props.readonly} />
        }
    };
    let rest = &props.group[1..];
    html! {
        <li>
            { card(&props.group[0]) }
            <button class="quiet fold" hidden={rest.is_empty()} aria-expanded={open.to_string()} onclick={toggle}>
                { format!("还有 {} 处同类", rest.len()) }{ icon(Shape::Down) }
            </button>
            <div class="folded" hidden={!*open}>{ for rest.iter().map(card) }</div>
        </li>
    }
}

#[derive(Properties)]
struct CardProps {
    send: Callback<Msg>,
    /// Not compared: only what an explanation is made from.
    view: Rc<View>,
    finding: Rc<Finding>,
    place: AttrValue,
    readonly: bool,
}

impl PartialEq for CardProps {
    fn eq(&self, other: &CardProps) -> bool {
        self.finding == other.finding
            && self.place == other.place
            && self.readonly == other.readonly
            && self.view.report.explanations == other.view.report.explanations
    }
}

#[component]
fn Card(props: &CardProps) -> Html {
    let finding = &props.finding;
    let target = Target::from(&**finding);
    let fixes = finding.suspects.iter().filter(|_| !props.readonly).map(|suspect| {
        let change = Change::Cell(suspect.cell.clone(), suspect.value.clone());
        let label = props.view.report.form.cell(&suspect.cell).map_or("", |c| &c.label);
        html! {
            <button key={suspect.cell.clone()} data-fix={suspect.cell.clone()}
                onclick={props.send.reform(move |_| Msg::Change(change.clone()))}>
                { format!("“{label}”改为 {}", suspect.value) }
            </button>
        }
    });
    let class = classes!(
        "finding",
        class(finding.severity),
        finding.explained.as_ref().map(|_| "explained")
    );
    html! {
        <article {class}>
            <button class="jump" data-finding={finding.rule} data-at={finding.at.clone()}
                id={dom_id(finding)} onclick={props.send.reform(move |_| Msg::Jump(target.clone()))}>
                <span class="kind">
                    <b>{ finding.severity.word() }</b>
                    <span>{ props.place.clone() }</span>
                    <small>{ finding.rule }</small>
                </span>
                <span class="message">{ &finding.message }</span>
                <span class="numbers">{ numbers(finding) }</span>
            </button>
            <small class="basis">{ finding.basis.map(|b| format!("依据：{b}")).unwrap_or_default() }</small>
            <div class="acts">{ for fixes }</div>
            <Explain send={props.send.clone()} view={props.view.clone()} finding={finding.clone()}
                hidden={props.readonly || finding.severity == Severity::Error} />
        </article>
    }
}

/// The figures of a finding that its message does not already tell.
fn numbers(finding: &Finding) -> String {
    let told = |n: &String| finding.message.contains(n.as_str());
    let all =
        [("现为", &finding.stated), ("应为", &finding.computed), ("相差", &finding.difference)];
    if all.iter().all(|(_, n)| n.as_ref().is_none_or(told)) {
        return String::new();
    }
    let words = all.iter().filter_map(|(w, n)| n.as_ref().map(|n| format!("{w} {n}")));
    words.collect::<Vec<_>>().join("，")
}

#[derive(Properties)]
struct ExplainProps {
    send: Callback<Msg>,
    view: Rc<View>,
    finding: Rc<Finding>,
    hidden: bool,
}

impl PartialEq for ExplainProps {
    fn eq(&self, other: &ExplainProps) -> bool {
        self.finding == other.finding
            && self.hidden == other.hidden
            && self.view.report.explanations == other.view.report.explanations
    }
}

/// Why a warning may stand: asked for in place, kept with the report.
#[component]
fn Explain(props: &ExplainProps) -> Html {
    let open = use_state(|| false);
    let area = use_node_ref();
    let set_open = |value: bool| {
        let open = open.clone();
        Callback::from(move |_| open.set(value))
    };
    let tell = |reason: Option<String>| {
        let (open, area, send) = (open.clone(), area.clone(), props.send.clone());
        let (view, finding) = (props.view.clone(), props.finding.clone());
        Callback::from(move |_| {
            let typed = || area.cast::<HtmlTextAreaElement>().map_or(String::new(), |a| a.value());
            let reason = reason.clone().unwrap_or_else(typed);
            open.set(false);
            let change = Change::explain(&view.report, finding.rule, &finding.at, &reason);
            send.emit(Msg::Change(change));
        })
    };
    let (confirm, withdraw) = (tell(None), tell(Some(String::new())));
    let reason = props.finding.explained.clone();
    html! {
        <div class={classes!("explain", open.then_some("open"))} hidden={props.hidden}>
            <p hidden={reason.is_none()}>{ format!("已核实：{}", reason.clone().unwrap_or_default()) }</p>
            <div hidden={*open}>
                <button class="link" hidden={reason.is_some()} onclick={set_open(true)}>{ "说明原因" }</button>
                <button class="link" hidden={reason.is_none()} onclick={withdraw}>{ "取消说明" }</button>
            </div>
            <div class="reason" hidden={!*open}>
                <textarea ref={area.clone()} data-own="" rows="2" aria-label="说明原因"
                    placeholder="例如：已与台账核对无误" />
                <div class="acts">
                    <button class="primary" onclick={confirm}>{ "确定" }</button>
                    <button onclick={set_open(false)}>{ "取消" }</button>
                </div>
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
