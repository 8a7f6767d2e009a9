//! The matrix of reports and rules, as a grid for keyboard and screen reader. Only visible rows are
//! drawn, so that ten thousand rows scroll as smoothly as ten.

use std::rc::Rc;

use report::Severity;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::filters::filters;
use super::line::{Line, OWN, SEVERITIES, absent_line, span};
use super::shown::Shown;
use crate::browser;
use crate::browser::desk::{DeskController, Panel, Ui};
use crate::components::severity;
use crate::components::style::use_style;
use crate::model::desk::{At, Column};

/// A row's height in CSS pixels; `www/look/matrix.css` has it too.
const ROW: f64 = 48.0;
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
    use_effect({
        let (desk, shown, pane) = (desk.clone(), shown.clone(), pane.clone());
        move || match desk.ui().back {
            Some(at) => go_back(&desk, &shown, &pane, height, at),
            None => look(),
        }
    });
    let (from, to) = match ui.whole {
        true => (0, shown.lines()),
        false => {
            let from = ui.top.saturating_sub(SPARE).min(shown.lines());
            (from, (ui.top + ui.room.max(20) + SPARE).min(shown.lines()))
        }
    };
    let spacer = |rows: usize| {
        html! { <Spacer height={rows as f64 * height} /> }
    };
    html! {
        <div class="matrix">
            { filters(desk, shown, ui) }
            <div class="pane" ref={pane.clone()} {onscroll} onkeydown={keys(desk, shown, &pane, height)}>
                <table role="grid" aria-label="单位和规则" aria-rowcount={(shown.lines() + 1).to_string()}
                    aria-colcount={(OWN + shown.columns.len()).to_string()}>
                    <thead>{ heads(desk, shown, ui) }</thead>
                    <tbody>
                        { spacer(from) }
                        { for (from..to).map(|i| row(desk, shown, ui, i)) }
                        { spacer(shown.lines() - to) }
                    </tbody>
                </table>
                <p class="none" hidden={shown.lines() > 0}>{ "没有符合条件的报告。" }</p>
            </div>
        </div>
    }
}

/// A line by its number from the top: a file, or below the files a unit without a report.
fn row(desk: &Rc<DeskController>, shown: &Rc<Shown>, ui: &Ui, i: usize) -> Html {
    let active = (ui.active.0 == i + 1).then_some(ui.active.1);
    let Some(at) = shown.rows.get(i).copied() else {
        let (absent, year) =
            (&shown.absent[i - shown.rows.len()], desk.with_list(|l| l.marks().year));
        return absent_line(i, absent, year, active, span(shown.columns.len(), ui.whole));
    };
    let (entry, mark) =
        desk.with_list(|list| (list.get(at).cloned(), list.marks().get(at).cloned()));
    let open = ui.panel == Panel::Report(at);
    html! {
        <Line key={format!("{}-{}", at.0, at.1)} desk={desk.clone()} shown={shown.clone()} {i} {at}
            {entry} {mark} {active} {open} whole={ui.whole} />
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
        let asks = desk.rule(&name).map(|line| line.title.to_string());
        html! {
            <th key={column.rule.clone()} scope="col" class={classes!("rule", severity::class(column.severity))}>
                <button class="quiet" tabindex={tab(OWN + x)} data-spot={format!("0-{}", OWN + x)}
                    data-rule={column.rule.clone()} title={asks.clone()}
                    onclick={desk.on(move |ui| ui.panel = Panel::Rule(name.clone()))}>
                    <span class="asks">{ asks }</span>
                    <small>{ &column.rule }<b>{ column.reports }<span class="unseen">{ "份报告有问题" }</span></b></small>
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
            shown.reports.iter().filter_map(|at| desk.with_list(|l| Some(l.get(*at)?.counts[i])));
        counts.sum::<usize>().to_string()
    };
    match column {
        0 => format!("{} 份", shown.reports.len()),
        1 => String::new(),
        severity => places(severity - 2),
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
        let (rows, columns) = (shown.lines(), OWN + shown.columns.len() - 1);
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
            let top = reveal(&pane, row, height);
            desk.update(|ui| (ui.active, ui.top) = ((y, x), top));
        } else {
            desk.update(|ui| ui.active = (y, x));
        }
        if let Some(spot) = browser::find(&pane, &[format!("[data-spot=\"{y}-{x}\"]")]) {
            let _ = spot.focus();
        }
    })
}

/// Scrolls a row into view; returns the first visible one.
fn reveal(pane: &HtmlElement, row: usize, height: f64) -> usize {
    // The heads stay at the top of the pane and cover the rows behind them.
    let heads = browser::find(pane, &["thead".into()]).map_or(0, |h| h.offset_height());
    let (above, sight) = (row as f64 * height, f64::from(pane.client_height() - heads));
    let top = f64::from(pane.scroll_top());
    if above < top {
        pane.set_scroll_top(above as i32);
    } else if above + height > top + sight {
        pane.set_scroll_top((above + height - sight).ceil() as i32);
    }
    (f64::from(pane.scroll_top()) / height) as usize
}

/// Moves the focus to the line of a report, as soon as it is there; or to the first head, if the filter
/// no longer shows it.
fn go_back(desk: &Rc<DeskController>, shown: &Shown, pane: &NodeRef, height: f64, at: At) {
    let Some(pane) = pane.cast::<HtmlElement>() else { return };
    let line = shown.rows.iter().position(|row| *row == at);
    if line.is_none() && desk.with_list(|list| list.get(at).is_none()) {
        return;
    }
    let top = line.map_or(0, |row| reveal(&pane, row, height));
    let y = line.map_or(0, |row| row + 1);
    match browser::find(&pane, &[format!("[data-spot=\"{y}-0\"]")]) {
        Some(spot) => {
            let _ = spot.focus();
            desk.update(|ui| (ui.back, ui.active, ui.top) = (None, (y, 0), top));
        }
        // The line is drawn first.
        None => desk.update(|ui| ui.top = top),
    }
}

#[derive(Properties, PartialEq)]
struct SpacerProps {
    height: f64,
}

/// Takes the room, in pixels, of lines that are out of sight.
#[component]
fn Spacer(props: &SpacerProps) -> Html {
    let line = use_node_ref();
    use_style(&line, [("height", format!("{}px", props.height))]);
    html! { <tr class="spacer" aria-hidden="true" ref={line}></tr> }
}
