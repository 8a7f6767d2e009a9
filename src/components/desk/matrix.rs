//! The matrix of reports and rules, as a grid for keyboard and screen reader. Only visible rows are
//! drawn, so that ten thousand rows scroll as smoothly as ten.

use std::rc::Rc;

use report::Severity;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::shown::Shown;
use crate::browser;
use crate::browser::desk::{DeskController, Panel, Ui};
use crate::components::severity;
use crate::model::desk::{At, Column, Entry, Filter, Sort, StateFilter};

/// Columns before those of the rules: agency, year, and a count for each severity.
const OWN: usize = 5;
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];
/// A row's height in CSS pixels; `www/look/matrix.css` has it too.
const ROW: f64 = 36.0;
/// Rows drawn above and below the visible ones.
const SPARE: usize = 6;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<DeskController>,
    pub shown: Rc<Shown>,
    pub ui: Rc<Ui>,
    pub large: bool,
}

#[component]
pub fn Matrix(props: &Props) -> Html {
    let Props { desk, shown, ui, large } = props;
    let height = if *large { ROW * 1.25 } else { ROW };
    let pane = use_node_ref();
    let look = {
        let (desk, pane) = (desk.clone(), pane.clone());
        move || {
            let Some(pane) = pane.cast::<Element>() else { return };
            let top = (f64::from(pane.scroll_top()) / height) as usize;
            let room = (f64::from(pane.client_height()) / height) as usize;
            let ui = desk.ui();
            if (ui.top, ui.room) != (top, room) {
                desk.update(|ui| (ui.top, ui.room) = (top, room));
            }
        }
    };
    let onscroll = Callback::from({
        let look = look.clone();
        move |_: Event| look()
    });
    use_effect(look);
    let (from, to) = match ui.whole {
        true => (0, shown.rows.len()),
        false => {
            let from = ui.top.saturating_sub(SPARE).min(shown.rows.len());
            (from, (ui.top + ui.room.max(20) + SPARE).min(shown.rows.len()))
        }
    };
    let row = |i: usize| {
        let at = shown.rows[i];
        let entry = desk.with_list(|list| list.get(at).cloned());
        let active = (ui.active.0 == i + 1).then_some(ui.active.1);
        let open = ui.panel == Panel::Report(at);
        html! {
            <Line key={format!("{}-{}", at.0, at.1)} desk={desk.clone()} shown={shown.clone()} {i} {at}
                {entry} {active} {open} whole={ui.whole} />
        }
    };
    let spacer = |rows: usize| {
        html! { <tr class="spacer" aria-hidden="true" style={format!("height:{}px", rows as f64 * height)}></tr> }
    };
    html! {
        <div class="matrix">
            { filters(desk, ui) }
            <div class="pane" ref={pane.clone()} {onscroll} onkeydown={keys(desk, shown, &pane, height)}>
                <table role="grid" aria-label="单位和规则" aria-rowcount={(shown.rows.len() + 1).to_string()}
                    aria-colcount={(OWN + shown.columns.len()).to_string()}>
                    <thead>{ heads(desk, shown, ui) }</thead>
                    <tbody>
                        { spacer(from) }
                        { for (from..to).map(row) }
                        { spacer(shown.rows.len() - to) }
                    </tbody>
                </table>
                <p class="none" hidden={!shown.rows.is_empty()}>{ "没有符合条件的报告。" }</p>
            </div>
        </div>
    }
}

/// The heads: names, and for every rule how many reports break it.
fn heads(desk: &Rc<DeskController>, shown: &Shown, ui: &Ui) -> Html {
    let own = ["单位", "年度", "错误", "提醒", "提示"].into_iter().enumerate();
    let tab = |x: usize| if ui.active == (0, x) { "0" } else { "-1" };
    let group = |severity: Severity| {
        let count = shown.columns.iter().filter(|c| c.severity == severity).count();
        html! {
            <th key={severity.word()} scope="colgroup" colspan={count.to_string()} hidden={count == 0}
                class={classes!("group", severity::class(severity))}>{ format!("{}的规则", severity.word()) }</th>
        }
    };
    let rule = |(x, column): (usize, &Column)| {
        let name = column.rule.clone();
        html! {
            <th key={column.rule.clone()} scope="col" class={classes!("rule", severity::class(column.severity))}>
                <button class="quiet" tabindex={tab(OWN + x)} data-spot={format!("0-{}", OWN + x)}
                    data-rule={column.rule.clone()}
                    onclick={desk.on(move |ui| ui.panel = Panel::Rule(name.clone()))}>
                    { &column.rule }<small>{ column.reports }<span class="unseen">{ "份报告有问题" }</span></small>
                </button>
            </th>
        }
    };
    html! {
        <>
            <tr class="groups">
                { for own.map(|(x, word)| html! {
                    <th key={word} scope="col" rowspan="2" class={if x == 0 { "unit" } else { "few" }}>
                        <span tabindex={tab(x)} data-spot={format!("0-{x}")}>{ word }<small>{ total(desk, shown, x) }</small></span>
                    </th>
                }) }
                { for SEVERITIES.into_iter().map(group) }
                { for ui.whole.then(|| html! { <th key="listed" class="listed" rowspan="2">{ "有问题的规则" }</th> }) }
            </tr>
            <tr>{ for shown.columns.iter().enumerate().map(rule) }</tr>
        </>
    }
}

/// The number below a column's name: how many reports there are, or how many findings of a
/// severity.
fn total(desk: &DeskController, shown: &Shown, column: usize) -> String {
    let places = |i: usize| {
        let counts =
            shown.rows.iter().filter_map(|at| desk.with_list(|l| Some(l.get(*at)?.counts[i])));
        counts.sum::<usize>().to_string()
    };
    match column {
        0 => format!("{} 份", shown.rows.len()),
        1 => String::new(),
        severity => places(severity - 2),
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    desk: Rc<DeskController>,
    shown: Rc<Shown>,
    i: usize,
    at: At,
    entry: Option<Entry>,
    /// The focused column.
    active: Option<usize>,
    /// The panel shows this report.
    open: bool,
    /// Printing: the page has no room for a column for every rule.
    whole: bool,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let LineProps { desk, shown, i, at, entry, active, open, whole } = props;
    let Some(entry) = entry else { return html! { <tr></tr> } };
    let tab = |x: usize| if *active == Some(x) { "0" } else { "-1" };
    let spot = |x: usize| format!("{}-{x}", i + 1);
    let at = *at;
    let onclick = desk.on(move |ui| ui.panel = Panel::Report(at));
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
            html! { <td class="why" colspan={shown.columns.len().max(1).to_string()}>{ why }</td> }
        }
        None => html! { <>{ for shown.columns.iter().enumerate().map(rule) }</> },
    };
    html! {
        <tr class={classes!(open.then_some("open"), entry.error.as_ref().map(|_| "unread"))}
            aria-rowindex={(i + 2).to_string()} onclick={onclick.clone()}>
            <th scope="row" class="unit">
                <button class="quiet" tabindex={tab(0)} data-spot={spot(0)} data-unit={entry.unit.clone()}
                    title={entry.file.clone()}><span>{ &entry.unit }</span>{ asides(entry) }</button>
            </th>
            <td class="few" tabindex={tab(1)} data-spot={spot(1)}>
                { entry.year.map(|y| y.to_string()).unwrap_or_else(|| "—".into()) }
            </td>
            { for SEVERITIES.into_iter().enumerate().map(count) }
            { rest }
            { for (*whole && entry.error.is_none()).then(|| html! { <td class="listed">{ listed(entry) }</td> }) }
        </tr>
    }
}

/// The marks after an agency's name: guessed heads, and how far the tables are filled in.
fn asides(entry: &Entry) -> Html {
    let heads = entry.guessed.join("、");
    html! {
        <>
            <small class="guess" hidden={heads.is_empty()} title={format!("{heads}是推测的，请核对")}>
                { "推测" }
            </small>
            <small hidden={entry.blank.is_none()}>{ entry.blank.clone() }</small>
        </>
    }
}

/// The rules that a report breaks, with the number of places.
fn listed(entry: &Entry) -> String {
    let times = |(rule, n): (&String, &usize)| match n {
        1 => rule.clone(),
        n => format!("{rule}（{n}）"),
    };
    entry.found.iter().map(times).collect::<Vec<_>>().join("、")
}

/// The controls that choose which reports are shown, and in which order.
fn filters(desk: &Rc<DeskController>, ui: &Ui) -> Html {
    let Filter { words, state, rule, form, year } = &ui.filter;
    let (forms, years) = desk.with_list(|list| (list.forms(), list.years()));
    let tab = |name: &'static str, word: &'static str, of: StateFilter| {
        let count = desk.with_list(|list| list.count(of));
        let pressed = (*state == of).to_string();
        html! {
            <button key={word} class="tab" aria-pressed={pressed} data-standing={name}
                hidden={of == StateFilter::Blank && count == 0}
                onclick={desk.on(move |ui| { ui.filter.state = of; ui.top = 0; })}>
                { word }<span class="count">{ count }</span>
            </button>
        }
    };
    let oninput = desk.on_value::<InputEvent>(|ui, words| ui.filter.words = words);
    let select = |label: &'static str,
                  options: Vec<(String, String)>,
                  chosen: String,
                  set: fn(&mut Ui, String)| {
        let onchange = desk.on_value::<Event>(set);
        html! {
            <select aria-label={label} data-select={label} {onchange}>
                { for options.into_iter().map(|(value, word)| html! {
                    <option key={value.clone()} selected={value == chosen} value={value.clone()}>{ word }</option>
                }) }
            </select>
        }
    };
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
            { tab("any", "全部", StateFilter::Any) }
            { tab("error", "有错误", StateFilter::Has(Severity::Error)) }
            { tab("warning", "有提醒", StateFilter::Has(Severity::Warning)) }
            { tab("blank", "没填完", StateFilter::Blank) }
            { tab("clean", "没有问题", StateFilter::Clean) }
            { tab("unread", "读不了", StateFilter::Unread) }
            <button class="tab" hidden={rule.is_none()} aria-pressed="true" title="不再只看这条规则"
                onclick={desk.on(|ui| ui.filter.rule = None)}>{ format!("{} ×", rule.clone().unwrap_or_default()) }</button>
            <input type="search" placeholder="找单位或文件" aria-label="找单位或文件" data-own=""
                data-field-search="" value={words.clone()} {oninput} />
            { select("格式", forms.collect(), form.clone().unwrap_or_default(),
                |ui, value| ui.filter.form = Some(value).filter(|v| !v.is_empty())) }
            { select("年度", years.collect(), year.map(|y| y.to_string()).unwrap_or_default(),
                |ui, value| ui.filter.year = value.parse().ok()) }
            { select("排序", sorts, place(ui.sort), |ui, value| {
                ui.sort = value.parse().ok().and_then(|i: usize| Sort::ALL.get(i)).map_or(ui.sort, |s| s.0);
            }) }
        </div>
    }
}

/// Arrow keys move the focus from place to place; an invisible row is scrolled into view first.
fn keys(
    desk: &Rc<DeskController>,
    shown: &Rc<Shown>,
    pane: &NodeRef,
    height: f64,
) -> Callback<KeyboardEvent> {
    let (desk, shown, pane) = (desk.clone(), shown.clone(), pane.clone());
    Callback::from(move |event: KeyboardEvent| {
        let ui = desk.ui();
        let ((y, x), page) = (ui.active, ui.room.max(2) - 1);
        let (rows, columns) = (shown.rows.len(), OWN + shown.columns.len() - 1);
        let next = match event.key().as_str() {
            "ArrowDown" => (y + 1, x),
            "ArrowUp" => (y.saturating_sub(1), x),
            "PageDown" => (y + page, x),
            "PageUp" => (y.saturating_sub(page), x),
            "ArrowRight" => (y, x + 1),
            "ArrowLeft" => (y, x.saturating_sub(1)),
            "Home" if event.ctrl_key() => (1, 0),
            "End" if event.ctrl_key() => (rows, 0),
            "Home" => (y, 0),
            "End" => (y, columns),
            "Enter" | " " if y > 0 => {
                event.prevent_default();
                if let Some(at) = shown.rows.get(y - 1) {
                    desk.update(|ui| ui.panel = Panel::Report(*at));
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let (y, x) = (next.0.min(rows), next.1.min(columns));
        let Some(pane) = pane.cast::<HtmlElement>() else { return };
        if let Some(row) = y.checked_sub(1) {
            // The heads stay at the top of the pane and cover the rows behind them.
            let heads = browser::find(&pane, &["thead".into()]).map_or(0, |h| h.offset_height());
            let (above, sight) = (row as f64 * height, f64::from(pane.client_height() - heads));
            let top = f64::from(pane.scroll_top());
            if above < top {
                pane.set_scroll_top(above as i32);
            } else if above + height > top + sight {
                pane.set_scroll_top((above + height - sight).ceil() as i32);
            }
            let top = (f64::from(pane.scroll_top()) / height) as usize;
            desk.update(|ui| (ui.active, ui.top) = ((y, x), top));
        } else {
            desk.update(|ui| ui.active = (y, x));
        }
        if let Some(spot) = browser::find(&pane, &[format!("[data-spot=\"{y}-{x}\"]")]) {
            let _ = spot.focus();
        }
    })
}
