//! The findings at the right: errors, then warnings, then hints, then explained ones, each sorted
//! by place in the report; a click moves the focus there.

mod card;
mod groups;

use std::rc::Rc;

use report::Severity;
use web_sys::{HtmlSelectElement, MouseEvent};
use yew::prelude::*;

use super::icon::{Shape, close_button, icon};
use super::press;
use super::table::{fill, fill_doubtful};
use super::toolbar::open_button;
use crate::model::msg::{Msg, Purpose};
use crate::model::part::Part;
use crate::model::state::Sheet;
use crate::model::target::Target;
use crate::model::view::{View, last_year_name};
use groups::{Group, GroupView, Rank, groups, rank};

#[derive(Properties)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub readonly: bool,
    /// The last check failed.
    pub check_failed: bool,
}

/// Draws again only when the rules have answered, so that typing does not redraw the list.
impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        self.send == other.send
            && self.view.same_findings(&other.view)
            && self.readonly == other.readonly
            && self.check_failed == other.check_failed
    }
}

/// Which findings are shown: those of one rank, or of one part of the report.
struct Filter {
    rank: Option<Rank>,
    /// The place of the part in the outline.
    part: Option<String>,
}

const RANKS: [Rank; 4] =
    [Some(Severity::Error), Some(Severity::Warning), Some(Severity::Hint), None];

#[component]
pub fn Findings(props: &Props) -> Html {
    let Props { send, view, readonly, check_failed } = props;
    let (rank, part) = (use_state(|| None::<Rank>), use_state(String::new));
    // Whether cells were blank when the pointer came over the list.
    let begun = use_state(|| false);
    let onmouseenter = {
        let (begun, blank) = (begun.clone(), view.blank() > 0);
        Callback::from(move |_: MouseEvent| begun.set(blank))
    };
    let all = groups(view);
    let outline = view.outline();
    let has_findings = |part: &&Part| all.iter().any(|group| group.part.1 == part.at);
    let parts: Vec<&Part> = outline.iter().filter(has_findings).collect();
    // If all findings of the filter are settled, the list would be empty.
    let filter = Filter {
        rank: rank.filter(|rank| view.result.findings.iter().any(|f| self::rank(f) == *rank)),
        part: Some((*part).clone()).filter(|at| parts.iter().any(|part| part.at == *at)),
    };
    let shown = all.iter().filter(|g| filter.rank.is_none_or(|rank| rank == g.rank));
    let shown = shown.filter(|g| filter.part.as_ref().is_none_or(|at| *at == g.part.1));
    let shown: Vec<&Group> = shown.collect();
    html! {
        <aside class="findings" part="findings" aria-label="检查结果" {onmouseenter}>
            <header>
                <h2 tabindex="-1" data-place="findings">{ "检查结果" }</h2>
                <button class="link" data-rules="" onclick={press(send, || Msg::Sheet(Some(Sheet::Rules)))}>
                    { "规则" }
                </button>
                { close_button("关闭", press(send, || Msg::Sheet(None))) }
            </header>
            { verdict(send, view, *check_failed) }
            { blanks(send, view, *readonly, *begun) }
            { last_year(send, view) }
            { tabs(view, &filter, &parts, &rank, &part) }
            <div class="ranks">{ for RANKS.into_iter().map(|rank| {
                let groups: Vec<&Group> = shown.iter().copied().filter(|g| g.rank == rank).collect();
                html! {
                    <section key={word(rank)} hidden={groups.is_empty()}>
                        <h3 class="unseen">{ word(rank) }</h3>
                        <ol>{ for list(send, view, *readonly, &groups) }</ol>
                    </section>
                }
            }) }</div>
        </aside>
    }
}

/// What the list can be narrowed to: a rank, or a part of the report.
fn tabs(
    view: &View,
    filter: &Filter,
    parts: &[&Part],
    rank: &UseStateHandle<Option<Rank>>,
    part: &UseStateHandle<String>,
) -> Html {
    let found = &view.result.findings;
    let tab = |word: &'static str, choice: Option<Rank>| {
        let count = match choice {
            None => found.iter().filter(|f| f.explained.is_none()).count(),
            Some(rank) => found.iter().filter(|f| self::rank(f) == rank).count(),
        };
        let rank = rank.clone();
        html! {
            <button key={word} class="tab" aria-pressed={(filter.rank == choice).to_string()}
                hidden={count == 0 && choice == Some(None)} onclick={move |_| rank.set(choice)}>
                { word }<em>{ count }</em>
            </button>
        }
    };
    let part = part.clone();
    let chosen =
        move |event: Event| part.set(event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <div class="tabs" role="group" aria-label="筛选" hidden={found.is_empty() || !view.begun()}>
            { tab("全部", None) }
            { for RANKS.into_iter().map(|rank| tab(word(rank), Some(rank))) }
            <select aria-label="只看一个部分" data-within="" hidden={parts.len() < 2} onchange={chosen}>
                <option value="" selected={filter.part.is_none()}>{ "所有部分" }</option>
                { for parts.iter().map(|part| html! {
                    <option key={part.at.clone()} value={part.at.clone()}
                        selected={filter.part.as_ref() == Some(&part.at)}>{ &part.label }</option>
                }) }
            </select>
        </div>
    }
}

/// Findings of one rank, with the name of a part above the first of each part.
fn list(send: &Callback<Msg>, view: &Rc<View>, readonly: bool, groups: &[&Group]) -> Vec<Html> {
    let named = |i: usize| i == 0 || groups[i - 1].part != groups[i].part;
    let both = |(i, group): (usize, &&Group)| {
        [
            html! {
                <li key={format!("part {}", group.key)} class="part-name" hidden={!named(i)}>
                    { &group.part.2 }
                </li>
            },
            html! {
                <GroupView key={group.key.clone()} send={send.clone()} view={view.clone()}
                    group={Group::clone(group)} {readonly} />
            },
        ]
    };
    groups.iter().enumerate().flat_map(both).collect()
}

fn word(rank: Rank) -> &'static str {
    rank.map_or("已说明", Severity::word)
}

/// One sentence on the whole result.
fn verdict(send: &Callback<Msg>, view: &View, check_failed: bool) -> Html {
    let rules = view.result.rules;
    let checked = rules.held + rules.broken;
    let (errors, blank) = (view.result.count(Severity::Error), view.blank());
    let (class, shape, words) = match errors {
        _ if check_failed => ("verdict", Shape::Alert, "检查暂时没有完成".to_string()),
        _ if !view.begun() => ("verdict", Shape::List, "还没有开始填写".to_string()),
        _ if !view.checked.done() => ("verdict", Shape::List, "正在检查…".to_string()),
        0 if blank > 0 => {
            let words = format!("还有 {blank} 格没有填；已检查 {checked} 条规则，0 个错误");
            ("verdict", Shape::List, words)
        }
        0 => ("verdict clean", Shape::Check, format!("已检查 {checked} 条规则，0 个错误")),
        n => {
            let blank = if blank > 0 { format!("，{blank} 格没有填") } else { String::new() };
            let words = format!("已检查 {checked} 条规则，{n} 个错误{blank}");
            ("verdict faulty", Shape::Alert, words)
        }
    };
    let waiting = match rules.waiting {
        _ if check_failed => html! { "填写、保存和下载照常可用；改动后会再检查一次。" },
        _ if !view.begun() => html! { "填一格、查一格，问题随时列在这里。" },
        0 => Html::default(),
        n => html! {
            <>
                { format!("另有 {n} 条待查，见") }
                <button class="link" onclick={press(send, || Msg::Sheet(Some(Sheet::Rules)))}>
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

/// How many cells of the tables are filled in, apart from the findings, and a button that fills the
/// rest. If the blanks are probably zeros, it asks once.
fn blanks(send: &Callback<Msg>, view: &View, readonly: bool, begun: bool) -> Html {
    let whole = view.blank() == 0;
    let ask = view.result.may_be_zeros && !readonly && !whole;
    html! {
        // Tables that become full under the pointer keep their lines until it leaves (`look/progress.css`):
        // the next click must not meet another button.
        <div class={classes!("progress", whole.then_some("whole"), begun.then_some("begun"))} data-filled="">
            <ul>{ for (0..view.report.form.tables.len()).map(|i| table_line(send, view, i, readonly)) }</ul>
            <p data-zeros="" hidden={!ask}>
                <span>{ "空格都是 0 吗？" }</span>
                <button class="primary" onclick={send.reform(|_: MouseEvent| Msg::Fill(None))}>{ "都是 0，填上" }</button>
            </p>
        </div>
    }
}

/// Most cells of a table that are named without a click; more would push the findings out of sight.
const NAMED: usize = 3;

/// How far a table is filled in; once only cells are blank that were more than 0 last year, which.
fn table_line(send: &Callback<Msg>, view: &View, table: usize, readonly: bool) -> Html {
    let go = |target: Target| send.reform(move |_: MouseEvent| Msg::Jump(target.clone()));
    let (progress, doubtful) = (view.progress(table), view.doubtful(Some(table)));
    html! {
        <li key={table}>
            <button class="link" onclick={go(Target::table(&view.report, table))}>
                { view.table_name(table) }
            </button>
            <span>{ progress.words() }</span>
            { fill(send, view, table, readonly) }
            <details class="doubtful" hidden={doubtful.is_empty()} open={doubtful.len() <= NAMED}>
                <summary>{ format!("{}不是 0 的 {} 格没有填", view.last_word(), doubtful.len()) }</summary>
                { for doubtful.iter().map(|cell| html! {
                    <button class="link" key={cell.id.clone()} onclick={go(Target::at(&cell.id))}>
                        { format!("{}（{}）", cell.label, view.last(&cell.id).unwrap_or_default()) }
                    </button>
                }) }
                { fill_doubtful(send, if readonly { &[] } else { &doubtful }, table) }
            </details>
        </li>
    }
}

/// The name of the report of last year that is compared with, or the button that loads one.
fn last_year(send: &Callback<Msg>, view: &View) -> Html {
    let words = view.previous.as_ref().map(|last| format!("已对照{}", last_year_name(last)));
    html! {
        <div class="previous">
            <p hidden={words.is_none()} data-previous="">
                { icon(Shape::History) }<span>{ words.clone() }</span>
                <button class="link" onclick={press(send, || Msg::ForgetPrevious)}>{ "移除" }</button>
            </p>
            <div class="narrow-only" hidden={words.is_some()}>
                { open_button(send, Purpose::Previous, "载入上年", "") }
            </div>
        </div>
    }
}
