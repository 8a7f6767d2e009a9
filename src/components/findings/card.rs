//! One finding: what is wrong, with its numbers and legal basis, the fixes, and the user's reason
//! for keeping a warning.

use std::rc::Rc;

use report::finding::Suspect;
use report::{Finding, Severity};
use web_sys::{HtmlElement, HtmlTextAreaElement, MouseEvent};
use yew::prelude::*;

use crate::components::head::use_form;
use crate::components::severity::class;
use crate::model::checked::{Fix, edits};
use crate::model::msg::{Msg, Write};
use crate::model::target::{Target, dom_id};
use crate::model::view::View;

/// One finding. A `brief` one is listed below another that has the same fix. `key` is Yew's key,
/// unique among the cards.
pub fn card(
    send: &Callback<Msg>,
    view: &Rc<View>,
    finding: &Rc<Finding>,
    readonly: bool,
    brief: bool,
    key: String,
) -> Html {
    let explained = finding.explained.as_ref().map(|_| "explained");
    let offer = view.offer(&finding.at).filter(|_| finding.suspects.is_empty());
    let form = view.right_form().filter(|right| {
        let id = |word: &Option<String>, id| word.as_deref() == Some(id);
        id(&finding.computed, right.id) && id(&finding.stated, view.report.form.id)
    });
    html! {
        <article {key} class={classes!("finding", class(finding.severity), explained, brief.then_some("brief"))}>
            { jump(send, finding, html! {
                <>
                    <span class="kind">
                        <b>{ finding.severity.word() }</b>
                        <span>{ view.place_word(finding) }</span>
                        <small>{ &*finding.rule }</small>
                    </span>
                    <span class="message">{ &finding.message }</span>
                    <span class="quoted">{ sentence(finding) }</span>
                    <span class="numbers">{ numbers(finding) }</span>
                </>
            }) }
            <small class="basis" hidden={brief}>{ finding.basis.as_ref().map(|b| format!("依据：{b}")).unwrap_or_default() }</small>
            <div class="acts">
                { for fixes(send, view, finding).filter(|_| !readonly && !brief) }
                { for finding.mend.as_ref().filter(|_| !readonly).map(|mend| {
                    let place = finding.clone();
                    html! {
                        <button data-fix={finding.at.clone()} data-mends="words" onclick={
                            send.reform(move |_: MouseEvent| Msg::Write(Write::Put(place.clone())))
                        }>{ format!("改为 {mend}") }</button>
                    }
                }) }
                { for offer.filter(|_| !readonly).map(|offer| {
                    let (send, cell, value) =
                        (send.clone(), finding.at.clone(), offer.value.to_string());
                    html! {
                        <button data-fix={cell.clone()} onclick={move |_: MouseEvent| {
                            send.emit(Msg::fill_in(&cell, value.clone()));
                            // The button disappears with the finding.
                            send.emit(Msg::Jump(Target::at(&cell)));
                        }}>
                            { format!("填入 {}（{}）", offer.value, offer.why) }
                        </button>
                    }
                }) }
                { for form.filter(|_| !readonly).map(|form| use_form(send, form)) }
            </div>
            <Explain send={send.clone()} view={view.clone()} finding={finding.clone()}
                hidden={readonly || finding.severity == Severity::Error} />
        </article>
    }
}

/// The button that goes to the place of a finding.
pub fn jump(send: &Callback<Msg>, finding: &Rc<Finding>, words: Html) -> Html {
    let place = finding.clone();
    let onclick = send.reform(move |_: MouseEvent| Msg::Jump(Target::from(&*place)));
    html! {
        <button class="jump" data-finding={finding.rule.to_string()} data-at={finding.at.clone()}
            id={dom_id(finding)} {onclick}>{ words }</button>
    }
}

/// Most fixes that are offered.
const MOST_FIXES: usize = 3;

/// The fixes of a finding, the likeliest first.
fn fixes<'a>(
    send: &'a Callback<Msg>,
    view: &'a View,
    finding: &'a Finding,
) -> impl Iterator<Item = Html> + 'a {
    // A pair of cells is suggested once for each of the two.
    let same = |a: &Suspect, b: &Suspect| {
        !a.with.is_empty() && a.with.iter().any(|e| e.cell == b.cell && e.value == b.value)
    };
    let all = &finding.suspects;
    let once: Vec<&Suspect> = (0..all.len())
        .filter(|&i| !all[..i].iter().any(|earlier| same(earlier, &all[i])))
        .map(|i| &all[i])
        .collect();
    let more = once.len().saturating_sub(MOST_FIXES);
    let shown = once.into_iter().take(MOST_FIXES).enumerate();
    let shown = shown.map(|(i, suspect)| fix(send, view, suspect, i == 0));
    let rest = (more > 0).then(|| {
        html! {
            <div class="fix" key="more">
                <span>{ format!("另有 {more} 格改正后也能相符，请对照原始资料。") }</span>
            </div>
        }
    });
    shown.chain(rest)
}

/// The cells that are probably wrong, and the button that corrects them.
fn fix(send: &Callback<Msg>, view: &View, suspect: &Suspect, first: bool) -> Html {
    let fix = edits(suspect);
    let word = |(cell, value): &(String, String)| {
        let label = view.report.form.cell(cell).map_or(cell.as_str(), |c| &c.name);
        format!("“{label}”改为 {value}")
    };
    let words: Vec<String> = match &suspect.words {
        Some(words) => vec![words.clone()],
        None => fix.iter().map(word).collect(),
    };
    let when = if first { "若" } else { "或者若" };
    let holds = match suspect.resolves.as_slice() {
        _ if words.len() > 1 => "各项即可相符".to_string(),
        [one] => format!("即符合规则 {one}"),
        many => format!("即同时符合规则 {}", many.join("、")),
    };
    let button =
        if fix.len() > 1 { "一并改正".into() } else { format!("改为 {}", suspect.value) };
    let slip = suspect.words.as_deref().filter(|_| suspect.slip.is_some());
    let (said, told) = match slip {
        Some(slip) => (format!("{slip}；改正后{holds}"), format!("已改正：{slip}。")),
        None => {
            let words = words.join("、");
            (format!("{when}{words}，{holds}"), format!("已将{words}。"))
        }
    };
    let changes = changes(view, suspect, &fix);
    let (send, target) = (send.clone(), Target::at(&suspect.cell));
    let onclick = move |_: MouseEvent| {
        send.emit(Msg::Accept(fix.clone(), told.clone()));
        // The button disappears with the finding.
        send.emit(Msg::Jump(target.clone()));
    };
    html! {
        <div class="fix" key={format!("{} {}", suspect.cell, suspect.value)}>
            <span>{ said }</span>
            <span class="changes" hidden={slip.is_none()}>{ for changes }</span>
            <button class={first.then_some("primary")} data-fix={suspect.cell.clone()} {onclick}>
                { button }
            </button>
        </div>
    }
}

/// Most cells of an operation that are listed.
const MOST_CHANGES: usize = 8;

/// The cells that a slip changed, before and after.
fn changes(view: &View, suspect: &Suspect, fix: &Fix) -> Vec<Html> {
    if suspect.slip.is_none() {
        return Vec::new();
    }
    let change = |(cell, value): &(String, String)| {
        let label = view.report.form.cell(cell).map_or(cell.as_str(), |c| &c.name);
        let before = match view.report.cell(cell).trim() {
            "" => "空",
            typed => typed,
        };
        html! {
            <span key={cell.clone()}>
                <small>{ label }</small>
                { format!(" {before} → {value}") }
            </span>
        }
    };
    let mut all: Vec<Html> = fix.iter().take(MOST_CHANGES).map(change).collect();
    if fix.len() > MOST_CHANGES {
        all.push(html! { <span key="more">{ format!("等 {} 格", fix.len()) }</span> });
    }
    all
}

/// The sentence in which the words of a finding stand, if there is more of it than these.
fn sentence(finding: &Finding) -> String {
    let words = finding.range.as_ref().map_or(0, |range| range.len());
    let quote = finding.quote.as_ref().filter(|quote| words > 0 && quote.len() > words);
    quote.map_or(String::new(), |quote| format!("“{}…”", quote.trim()))
}

/// The figures of a finding, unless its message has them already.
fn numbers(finding: &Finding) -> String {
    // A hint compares values and does not say which is right.
    if finding.severity == Severity::Hint {
        return String::new();
    }
    let told = |n: &String| finding.message.contains(n.as_str());
    let (here, there) = match finding.section {
        Some(_) if !finding.cells.is_empty() => ("正文", "表中"),
        _ => ("现为", "应为"),
    };
    let difference = finding.difference.as_ref().map(|d| d.trim_start_matches('-').to_string());
    let all = [(here, &finding.stated), (there, &finding.computed), ("相差", &difference)];
    // A limit is no figure that should be reached; how far a text is above it says nothing more.
    let needed = if here == "现为" { 2 } else { 3 };
    if all.iter().take(needed).all(|(_, n)| n.as_ref().is_none_or(told)) {
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
        self.send == other.send
            && self.finding == other.finding
            && self.hidden == other.hidden
            && self.view.report.explanations == other.view.report.explanations
    }
}

/// The reason that stands for a hint that was only looked at.
const LOOKED_AT: &str = "已核对";

/// The button that says so, of a hint without a reason.
fn looked_at(props: &ExplainProps) -> Html {
    let finding = props.finding.clone();
    let asks = finding.severity == Severity::Hint && finding.explained.is_none();
    let onclick =
        props.send.reform(move |_: MouseEvent| Msg::Explain(finding.clone(), LOOKED_AT.into()));
    html! { <button class="link" hidden={!asks} {onclick} data-looked-at="">{ LOOKED_AT }</button> }
}

fn in_words(reason: &str) -> String {
    if reason == LOOKED_AT { LOOKED_AT.into() } else { format!("已核实：{reason}") }
}

/// The user's reason for keeping a warning: asked for in place, stored in the report. A hint needs no more
/// than a press.
#[component]
fn Explain(props: &ExplainProps) -> Html {
    let open = use_state(|| false);
    let (area, button) = (use_node_ref(), use_node_ref());
    let was_open = use_mut_ref(|| false);
    // The text field gets the focus when it opens; when it closes, the focus returns.
    use_effect_with(*open, {
        let (area, button) = (area.clone(), button.clone());
        move |open| {
            let closed = was_open.replace(*open) && !*open;
            let place = if *open { Some(area) } else { Some(button).filter(|_| closed) };
            if let Some(place) = place.and_then(|p| p.cast::<HtmlElement>()) {
                let _ = place.focus();
            }
        }
    });
    let set_open = |value: bool| {
        let open = open.clone();
        Callback::from(move |_| open.set(value))
    };
    let tell = |typed: bool| {
        let (open, area, send) = (open.clone(), area.clone(), props.send.clone());
        let finding = props.finding.clone();
        Callback::from(move |_| {
            let area = area.cast::<HtmlTextAreaElement>().filter(|_| typed);
            let reason = area.map_or(String::new(), |a| a.value());
            open.set(false);
            send.emit(Msg::Explain(finding.clone(), reason));
        })
    };
    if props.hidden {
        return html! { <div class="explain" hidden=true></div> };
    }
    let reason = props.finding.explained.clone();
    html! {
        <div class={classes!("explain", open.then_some("open"))}>
            <p hidden={reason.is_none() || *open}>{
                for reason.iter().map(|reason| in_words(reason))
            }</p>
            <div class="acts" hidden={*open}>
                { looked_at(props) }
                <button class="link" ref={button.clone()} onclick={set_open(true)}
                    data-explain={dom_id(&props.finding)}>
                    { if reason.is_some() { "修改" } else { "说明原因" } }
                </button>
                <button class="link" hidden={reason.is_none()} onclick={tell(false)}>{ "取消说明" }</button>
            </div>
            <div class="reason" hidden={!*open}>{ for open.then(|| html! { <>
                <textarea ref={area.clone()} data-own="" rows="2" aria-label="说明原因"
                    value={reason.clone().unwrap_or_default()}
                    placeholder="例如：已与台账核对无误" />
                <div class="acts">
                    <button class="primary" onclick={tell(true)}>{ "确定" }</button>
                    <button onclick={set_open(false)}>{ "取消" }</button>
                </div>
            </> }) }</div>
        </div>
    }
}
