//! Every rule of the form: what it asks, its source, and whether the report satisfies it.

use std::rc::Rc;

use report::Severity;
use report::finding::{RuleLine, RuleOutcome};
use wasm_bindgen_futures::spawn_local;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::page::page;
use crate::browser;
use crate::model::msg::Msg;
use crate::model::state::Sheet;
use crate::model::target::Target;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
}

#[component]
pub fn Rules(props: &Props) -> Html {
    let Props { send, view } = props;
    let lines = use_state(Vec::new);
    use_effect_with(view.report.form.id, {
        let lines = lines.setter();
        move |form| {
            let form = *form;
            spawn_local(async move {
                // If the rules cannot be loaded, the list of findings says so.
                lines.set(browser::rules(form).await.unwrap_or_default());
            });
        }
    });
    let outcome = |line: &&RuleLine| view.result.outcomes.get(&line.id).copied();
    let part = |title: &str, dot: &'static str, wanted: Option<RuleOutcome>| {
        let lines: Vec<_> = lines.iter().filter(|line| outcome(line) == wanted).collect();
        html! {
            <section hidden={lines.is_empty()}>
                <h2>{ format!("{title}（{}）", lines.len()) }</h2>
                <ul>{ for lines.into_iter().map(|line| rule(send, view, line, dot)) }</ul>
            </section>
        }
    };
    let heading = format!("检查规则（{}年格式，共 {} 条）", view.report.form.id, lines.len());
    let content = html! {
        <>
            { part("有问题", "errors", Some(RuleOutcome::Broken)) }
            { part("等填写或载入上年后再查", "begun", Some(RuleOutcome::Waiting)) }
            { part("符合", "done", Some(RuleOutcome::Held)) }
            { part("与本报告无关", "missing", None) }
        </>
    };
    page(send, Sheet::Rules, "rules", heading, content)
}

fn rule(send: &Callback<Msg>, view: &View, line: &RuleLine, dot: &'static str) -> Html {
    let found: Vec<_> = view.result.findings.iter().filter(|f| f.rule == line.id).collect();
    let dot = match (found.first(), line.severity) {
        (None, _) => dot,
        (_, Severity::Error) => "errors",
        (_, Severity::Warning) => "warnings",
        (_, Severity::Hint) => "begun",
    };
    let target = found.first().map(|f| Target::from(*f));
    html! {
        <li key={&*line.id} data-rule={line.id.to_string()}>
            <i class={classes!("dot", dot)} aria-hidden="true"></i>
            <p>
                { &*line.title }
                <small>{ format!("{} · {} · 依据：{}", line.id, line.severity.word(), line.basis) }</small>
            </p>
            { for target.map(|target| html! {
                <button class="link" onclick={send.reform(move |_: MouseEvent| Msg::Jump(target.clone()))}>
                    { format!("查看（{} 处）", found.len()) }
                </button>
            }) }
        </li>
    }
}
