//! A line of the matrix: a report, or a unit without one.

use std::rc::Rc;

use report::Severity;
use yew::prelude::*;

use super::shown::Shown;
use crate::browser::desk::{DeskController, Panel};
use crate::components::severity;
use crate::model::desk::{At, Column, Entry, Mark};

/// Columns before those of the rules: agency, year, and a count for each severity.
pub(super) const OWN: usize = 5;
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<DeskController>,
    pub shown: Rc<Shown>,
    pub i: usize,
    pub at: At,
    pub entry: Option<Entry>,
    pub mark: Option<Mark>,
    /// The focused column.
    pub active: Option<usize>,
    /// The panel shows this report.
    pub open: bool,
    /// Printing: the page has no room for a column for every rule.
    pub whole: bool,
}

#[component]
pub fn Line(props: &Props) -> Html {
    let Props { desk, shown, i, at, entry, mark, active, open, whole } = props;
    let Some(entry) = entry else { return html! { <tr></tr> } };
    let tab = |x: usize| if *active == Some(x) { "0" } else { "-1" };
    let spot = |x: usize| format!("{}-{x}", i + 1);
    let at = *at;
    let line = i + 1;
    let onclick = desk.on(move |ui| (ui.panel, ui.active) = (Panel::Report(at), (line, 0)));
    let count = |(x, severity): (usize, Severity)| {
        let n = entry.counts[severity as usize];
        html! {
            <td key={severity.word()} class={classes!("few", (n > 0).then(|| severity::class(severity)))}
                tabindex={tab(2 + x)} data-spot={spot(2 + x)}>{ if entry.error.is_some() { String::new() } else { n.to_string() } }</td>
        }
    };
    let rule = |(x, column): (usize, &Column)| {
        let places = entry.found.get(&column.rule);
        html! {
            <td key={column.rule.clone()} class={classes!("tally", places.map(|_| severity::class(column.severity)))}
                tabindex={tab(OWN + x)} data-spot={spot(OWN + x)}>{ places.map(|n| n.to_string()).unwrap_or_default() }</td>
        }
    };
    let rest = match &entry.error {
        Some(why) => {
            html! { <td class="why" title={why.clone()} colspan={span(shown.columns.len(), *whole)}>{ why }</td> }
        }
        None => html! { <>{ for shown.columns.iter().enumerate().map(rule) }</> },
    };
    // The name of an unread file stands in place of the unit's.
    let path = entry.file.strip_suffix(&entry.unit).unwrap_or(&entry.file).to_string();
    let passed_over = mark.as_ref().is_some_and(|mark| mark.taken != at);
    html! {
        <tr class={classes!(open.then_some("open"), entry.error.as_ref().map(|_| "unread"), passed_over.then_some("passed"))}
            aria-rowindex={(i + 2).to_string()} onclick={onclick.clone()}>
            <th scope="row" class="unit">
                <button class="quiet" tabindex={tab(0)} data-spot={spot(0)} data-unit={entry.unit.clone()}
                    title={entry.file.clone()}>
                    <span><bdi>{ &entry.unit }</bdi></span>
                    <small class="beneath">{ asides(desk, at, entry, mark.as_ref()) }<bdi class="file">{ path }</bdi></small>
                </button>
            </th>
            <td class="few" tabindex={tab(1)} data-spot={spot(1)}>
                { entry.year.map(|y| y.to_string()).unwrap_or_else(|| "—".into()) }
            </td>
            { for SEVERITIES.into_iter().enumerate().map(count) }
            { rest }
            { for (*whole && entry.error.is_none()).then(|| html! { <td class="listed">{ listed(desk, entry) }</td> }) }
        </tr>
    }
}

/// How many columns the cell beside the own ones takes: on paper there is only one, for the rules.
pub(super) fn span(columns: usize, whole: bool) -> String {
    if whole { 1 } else { columns.max(1) }.to_string()
}

/// The marks under an agency's name: guessed heads, how far the tables are filled in, whether this file
/// counts for its report, and whether the unit was expected.
fn asides(desk: &DeskController, at: At, entry: &Entry, mark: Option<&Mark>) -> Html {
    let mut marks: Vec<(&str, String, String)> = Vec::new();
    if !entry.guessed.is_empty() {
        let heads = entry.guessed.join("、");
        marks.push(("doubt", "推测".into(), format!("{heads}是推测的，请核对")));
    }
    if entry.key.version.corrected {
        let why = "统计、汇总、通知和下载都按修改后的；点开可以恢复为文件原来的内容";
        marks.push(("taken", "已在本页修改".into(), why.into()));
    }
    if let Some(blank) = &entry.blank {
        marks.push(("", blank.clone(), "统计表没有填完".into()));
    }
    if let Some(mark) = mark.filter(|mark| mark.files > 1) {
        let taken = desk.with_list(|list| list.get(mark.taken).map(|e| e.file.clone()));
        let taken = taken.unwrap_or_default();
        if mark.taken == at {
            let why = format!("同一报告有 {} 个文件，汇总、通知、雷同按这个文件", mark.files);
            marks.push(("taken", format!("采用（共 {} 份）", mark.files), why));
        } else {
            let differs =
                if mark.differs { "；读出的数字与它不同，请核对" } else { "" };
            let why = format!("同一报告已有更好的文件：{taken}{differs}");
            marks.push(("", "不另计".into(), why.clone()));
            if mark.differs {
                marks.push(("doubt", "数字不同".into(), why));
            }
        }
    }
    if mark.is_some_and(|mark| mark.unlisted) {
        marks.push(("doubt", "名单外".into(), "这个单位不在应报送名单里".into()));
    }
    if let Some(name) = mark.and_then(|mark| mark.listed_as.as_ref()) {
        let (words, why) = match entry.error {
            Some(_) => (format!("认作{name}的文件"), "按文件名里的单位名称，请核对".into()),
            None => ("名称待核".into(), format!("认作名单上的“{name}”，请核对")),
        };
        marks.push(("doubt", words, why));
    }
    let mark = |(class, words, why): (&'static str, String, String)| {
        html! { <span key={words.clone()} class={class} title={why}>{ words }</span> }
    };
    marks.into_iter().map(mark).collect()
}

/// A unit of the list without a report for the year.
pub fn absent_line(
    i: usize,
    absent: &str,
    year: Option<u16>,
    active: Option<usize>,
    span: String,
) -> Html {
    let tab = |x: usize| if active == Some(x) { "0" } else { "-1" };
    let spot = |x: usize| format!("{}-{x}", i + 1);
    let year = year.map(|year| year.to_string());
    let few = |x: usize| {
        let words = year.clone().filter(|_| x == 1);
        html! { <td key={x} class="few" tabindex={tab(x)} data-spot={spot(x)}>{ words }</td> }
    };
    html! {
        <tr key={format!("absent-{absent}")} class="absent" aria-rowindex={(i + 2).to_string()}>
            <th scope="row" class="unit">
                <div class="name">
                    <span tabindex={tab(0)} data-spot={spot(0)} data-absent={absent.to_string()}>{ absent }</span>
                    <small class="beneath">{ "未报送" }</small>
                </div>
            </th>
            { for (1..OWN).map(few) }
            <td class="why" colspan={span}></td>
        </tr>
    }
}

/// The rules that a report breaks, with the number of places.
fn listed(desk: &DeskController, entry: &Entry) -> String {
    let words = |rule: &str| match desk.rule(rule) {
        Some(line) => format!("{rule} {}", line.title),
        None => rule.to_string(),
    };
    let times = |(rule, n): (&String, &usize)| match n {
        1 => words(rule),
        n => format!("{}（{n}）", words(rule)),
    };
    entry.found.iter().map(times).collect::<Vec<_>>().join("；")
}
