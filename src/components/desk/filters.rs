//! The controls above the matrix: which reports are shown, and in which order.

use std::rc::Rc;

use report::Severity;
use yew::prelude::*;

use super::shown::{STATES, Shown};
use crate::browser::desk::{DeskController, Ui};
use crate::model::desk::{Filter, Sort, StateFilter};

/// States that are offered though no report is in them.
const ALWAYS: [StateFilter; 5] = [
    StateFilter::Any,
    StateFilter::Has(Severity::Error),
    StateFilter::Has(Severity::Warning),
    StateFilter::Clean,
    StateFilter::Unread,
];

/// The controls that choose which reports are shown, and in which order.
pub fn filters(desk: &Rc<DeskController>, shown: &Shown, ui: &Ui) -> Html {
    let Filter { words, state, rule, form, year } = &ui.filter;
    let (forms, years) = desk.with_list(|list| (list.forms(), list.years()));
    let tab = |((name, word, of), count): ((&'static str, &'static str, StateFilter), usize)| {
        let pressed = (*state == of).to_string();
        html! {
            <button key={word} class="tab" aria-pressed={pressed} data-standing={name}
                hidden={count == 0 && !ALWAYS.contains(&of) && *state != of}
                onclick={desk.on(move |ui| { ui.filter.state = of; ui.top = 0; })}>
                { word }<span class="count">{ count }</span>
            </button>
        }
    };
    let oninput = desk.on_value::<InputEvent>(|ui, words| ui.filter.words = words);
    let only = rule.as_ref().map_or(String::new(), |rule| match desk.rule(rule) {
        Some(line) => format!("{rule} {}", line.title),
        None => rule.clone(),
    });
    let all = |word: &str| vec![(String::new(), word.to_string())];
    let forms = all("所有格式")
        .into_iter()
        .chain(forms.into_iter().map(|f| (f.clone(), format!("{f}年格式"))));
    let years = all("所有年度")
        .into_iter()
        .chain(years.into_iter().map(|y| (y.to_string(), format!("{y}年度"))));
    let place =
        |sort: Sort| Sort::ALL.iter().position(|(one, _)| *one == sort).unwrap_or(0).to_string();
    let sorts = Sort::ALL.map(|(sort, word)| (place(sort), word.to_string())).to_vec();
    html! {
        <div class="filters" role="group" aria-label="显示哪些">
            <div class="chips">
                { for STATES.into_iter().zip(shown.counts).map(tab) }
            <button class="tab" hidden={rule.is_none()} aria-pressed="true" title="不再只看这条规则"
                onclick={desk.on(|ui| ui.filter.rule = None)}>{ format!("{only} ×") }</button>
            </div>
            <input type="search" placeholder="找单位或文件" aria-label="找单位或文件" data-own=""
                data-field-search="" value={words.clone()} {oninput} />
            { select(desk, "格式", forms.collect(), form.clone().unwrap_or_default(),
                |ui, value| ui.filter.form = Some(value).filter(|v| !v.is_empty())) }
            { select(desk, "年度", years.collect(), year.map(|y| y.to_string()).unwrap_or_default(),
                |ui, value| ui.filter.year = value.parse().ok()) }
            { select(desk, "排序", sorts, place(ui.sort), |ui, value| {
                ui.sort = value.parse().ok().and_then(|i: usize| Sort::ALL.get(i)).map_or(ui.sort, |s| s.0);
            }) }
        </div>
    }
}

/// Which reports are listed and in which order, in words for the printed page.
pub fn printed(desk: &DeskController, ui: &Ui) -> String {
    let Filter { words, state, rule, form, year } = &ui.filter;
    let state = STATES.iter().find(|(.., of)| of == state && *of != StateFilter::Any);
    let pieces = [
        state.map(|(_, word, _)| word.to_string()),
        rule.clone(),
        form.as_ref().map(|form| format!("{form}年格式")),
        year.map(|year| format!("{year}年度")),
        Some(words.trim())
            .filter(|words| !words.is_empty())
            .map(|words| format!("名称有“{words}”")),
    ];
    let only: Vec<String> = pieces.into_iter().flatten().collect();
    let only =
        if only.is_empty() { "全部".into() } else { format!("只列{}的", only.join("、")) };
    let sort = Sort::ALL.iter().find(|(sort, _)| *sort == ui.sort).map_or("", |(_, word)| word);
    let by = if desk.progress().is_running() { "；还没有检查完" } else { "" };
    format!("{only}，{sort}{by}。")
}

/// A select with these options, values with their words; `set` takes the chosen value.
fn select(
    desk: &Rc<DeskController>,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
    set: fn(&mut Ui, String),
) -> Html {
    let onchange = desk.on_value::<Event>(set);
    html! {
        <select aria-label={label} data-select={label} {onchange}>
            { for options.into_iter().map(|(value, word)| html! {
                <option key={value.clone()} selected={value == chosen} value={value.clone()}>{ word }</option>
            }) }
        </select>
    }
}
