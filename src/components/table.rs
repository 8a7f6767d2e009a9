//! An official table: the form's layout with a field in every cell, used like a spreadsheet. Rows
//! of the opened file that the form does not have are listed below it.

mod input;
pub mod layout;
mod row;

use std::collections::BTreeMap;
use std::rc::Rc;

use report::Cell;
use report::form::Table;
use report::report::ExtraRow;
use report::session::Change;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::cell::against_last;
use super::register::behind;
use super::{press, severity};
use crate::model::msg::Msg;
use crate::model::register::Register;
use crate::model::state::Sheet;
use crate::model::table_grid::paste::Plan;
use crate::model::view::{View, table_title};
use input::{Selection, TableInput};
use layout::{Layout, variants};
use row::Row;

#[derive(Properties)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    /// Position in the form's tables.
    pub table: usize,
    /// Where each cell was found in the opened file, in words, by cell id.
    pub places: Rc<BTreeMap<String, String>>,
    /// The register from which the report was filled in.
    pub register: Option<Rc<Register>>,
    pub readonly: bool,
}

/// A table is drawn again only if its rows, or what is above and below them, look different.
impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        self.send == other.send
            && self.table == other.table
            && self.places == other.places
            && self.register == other.register
            && self.readonly == other.readonly
            && self.view.same_table(&other.view, self.table)
    }
}

#[component]
pub fn TableView(props: &Props) -> Html {
    let Props { send, view, table: number, places, register, readonly } = props;
    let table = &view.report.form.tables[*number];
    let (selection, figure) = (use_mut_ref(Selection::default), use_node_ref());
    let shown = use_mut_ref(|| None::<&'static Cell>);
    let layout =
        use_memo(variant_rows(view, table, *shown.borrow()), |also| Layout::new(table, also));
    let input = Rc::new(TableInput {
        send: send.clone(),
        view: view.clone(),
        layout: layout.clone(),
        readonly: *readonly,
        figure: figure.clone(),
        selection: selection.clone(),
        redraw: use_force_update(),
    });
    let drawn = input.clone();
    use_effect(move || drawn.drawn());
    let (spot, plan) = (selection.borrow().here, selection.borrow().plan.clone());
    let here = spot.and_then(|spot| view.report.form.cell(layout.table_grid.id(spot)?));
    *shown.borrow_mut() = here;
    let progress = view.progress(*number);
    // The table that a register of applications fills.
    let counts = view.report.form.cell("3.received.total").is_some_and(|c| c.table == *number);
    html! {
        <figure class="table" ref={figure} onkeydown={input.on(TableInput::key)}
            oninput={input.on(TableInput::input)}
            onfocusin={input.on(TableInput::focus_in)} onfocusout={input.on(TableInput::focus_out)}
            onmousedown={input.on(TableInput::down)} onmouseover={input.on(TableInput::over)}
            onclick={input.on(TableInput::click)} oncopy={input.on(TableInput::copy)}
            oncut={input.on(TableInput::cut)} onpaste={input.on(TableInput::paste)}>
            <figcaption tabindex="-1" data-place={format!("table:{}", table.id)}>
                { table_title(&view.report, table) }
            </figcaption>
            <p class="blanks" hidden={(progress.is_whole() && !counts) || *readonly}>
                <button class="link" data-count={counts.then_some("")} hidden={!counts} title="按登记的每件申请统计表三、表四"
                    onclick={press(send, || Msg::Sheet(Some(Sheet::Register)))}>{ "从台账填写" }</button>
                { fill_doubtful(send, &view.doubtful(Some(*number)), *number) }
                <span>{ progress.words() }</span>
                { fill(send, view, *number, *readonly) }
            </p>
            <div class="scroll">{ grid(props, &input) }</div>
            <ul class="extra">{ for extra_rows(props) }</ul>
            <div class="help" tabindex="-1" hidden={here.is_none() || plan.is_some()}>
                { for here.iter().map(|cell| help(view, send, cell, places.get(&cell.id), *readonly)) }
                { for here.iter().zip(register).map(|(cell, register)| behind(register, &view.report, &cell.id)) }
                <span class="sum" role="status">{ input.sum() }</span>
            </div>
            <div class="help paste" role="status" hidden={plan.is_none()}>
                { for plan.iter().map(|plan| preview(&input, plan)) }
            </div>
        </figure>
    }
}

/// The button that fills the rest of a table, while there are cells that it fills.
pub fn fill(send: &Callback<Msg>, view: &View, table: usize, readonly: bool) -> Html {
    let none = view.progress(table).is_whole() || !view.doubtful(Some(table)).is_empty();
    html! {
        <button class="link" data-fill="" title="没有发生的填 0；可以撤销" hidden={readonly || none}
            onclick={send.reform(move |_: MouseEvent| Msg::Fill(Some(table)))}>{ "其余填 0" }</button>
    }
}

/// The button that fills the last blank cells of a table, which were more than 0 last year. It stands
/// apart from the other one, so that a second click on that does not fill them.
pub fn fill_doubtful(send: &Callback<Msg>, doubtful: &[&Cell], table: usize) -> Html {
    html! {
        <button class="link" data-fill-all="" hidden={doubtful.is_empty()}
            onclick={send.reform(move |_: MouseEvent| Msg::Fill(Some(table)))}>
            { format!("上年不是 0 的 {} 格也填 0", doubtful.len()) }
        </button>
    }
}

/// Ids of the rows that the form only accepts: those with a value, and the one with the focus.
fn variant_rows(view: &View, table: &'static Table, focused: Option<&Cell>) -> Vec<&'static str> {
    let report = &view.report;
    let shown = |row: &&str| {
        let mut cells = report.form.all_cells().iter().filter(|c| c.variant && c.row.id == *row);
        cells.any(|c| !report.cell(&c.id).is_empty() || focused.is_some_and(|f| f.id == c.id))
    };
    variants(table).map(|(_, variant)| variant.id).filter(shown).collect()
}

/// The rows and columns.
fn grid(props: &Props, input: &TableInput) -> Html {
    let Props { send, view, table, readonly, .. } = props;
    let layout = &input.layout;
    let (spot, plan, block) = {
        let selection = input.selection.borrow();
        (selection.here, selection.plan.clone(), selection.block)
    };
    let heads = spot.map(|spot| layout.table_grid.heads(spot)).unwrap_or_default();
    let row = |y: usize| {
        html! {
            <Row key={y} send={send.clone()} view={view.clone()} layout={layout.clone()} row={y}
                readonly={*readonly}
                lit={heads.iter().filter(|head| head.0 == y).map(|head| head.1).collect::<Vec<_>>()}
                picked={block.map(|b| b.columns(y)).unwrap_or_default()}
                plan={plan.clone().filter(|plan| plan.cells.iter().any(|(spot, _)| spot.0 == y))} />
        }
    };
    let grid = layout.grid();
    let many = grid.widths.len() > 5;
    html! {
        <table class={classes!(many.then_some("many"), (layout.labels > 0).then_some("labelled"))}
            aria-label={view.table_name(*table)}>
            <colgroup>{ for grid.widths.iter().enumerate().map(|(x, w)| html! {
                <col class={(x < layout.labels).then(|| format!("label-{x}"))}
                    width={format!("{}.{}%", w / 10, w % 10)} />
            }) }</colgroup>
            <thead>{ for (0..grid.head_rows).map(row) }</thead>
            <tbody>{ for (grid.head_rows..layout.own).map(row) }</tbody>
            <tbody class="also">{ for (layout.own..grid.rows.len()).map(row) }</tbody>
        </table>
    }
}

/// Below the last table: rows of the file for which the form has no place.
fn extra_rows(props: &Props) -> impl Iterator<Item = Html> {
    let Props { send, view, table, readonly, .. } = props;
    let report = &view.report;
    let last = report.form.tables.len() == table + 1;
    report.extra_rows.iter().enumerate().filter(move |_| last).map(move |(i, row)| {
        html! {
            <li key={i}>
                <b>{ "表中另有：" }</b>
                <span>{ format!("{}　{} {}", row.label, row.values.join("  "), row.unit) }</span>
                <button class="link" hidden={*readonly} aria-label={format!("移除“{}”", row.label)}
                    onclick={remove(&report.extra_rows, send, i)}>{ "移除" }</button>
            </li>
        }
    })
}

/// What a paste would do, and the buttons that accept or cancel it.
fn preview(input: &Rc<TableInput>, plan: &Plan) -> Html {
    let (report, table_grid) = (&input.view.report, &input.layout.table_grid);
    let other = |(spot, value): &&((usize, usize), String)| {
        let old = table_grid.id(*spot).map_or("", |id| report.cell(id)).trim();
        !old.is_empty() && old != value
    };
    let changed = match plan.cells.iter().filter(other).count() {
        0 => String::new(),
        n => format!("，其中 {n} 格原有的内容会改变"),
    };
    let left = match plan.left.len() {
        0 => String::new(),
        n => {
            let few: Vec<String> = plan.left.iter().take(5).map(|t| format!("“{t}”")).collect();
            format!("没有对应位置、不会填入的有 {n} 处：{}", few.join(""))
        }
    };
    let said = plan.said.iter().take(5).cloned().collect::<Vec<_>>().join("；");
    let more = match plan.said.len() {
        n if n > 5 => format!("……共 {n} 处"),
        _ => String::new(),
    };
    let take = input.clone();
    html! {
        <>
            <b>{ "粘贴预览" }</b>
            <span>
                { format!("将填入表中标出的 {} 格{changed}。", plan.cells.len()) }
                <span class="fault warning">{ left }{ said }{ more }</span>
            </span>
            <button class="primary" data-paste="take" onmousedown={stay} onclick={move |_| { take.take(); }}>
                { "填入" }<kbd>{ "Enter" }</kbd>
            </button>
            <button data-paste="leave" onmousedown={stay} onclick={input.on(TableInput::drop_plan)}>
                { "取消" }<kbd>{ "Esc" }</kbd>
            </button>
        </>
    }
}

/// Keeps the focus where it is when a button is clicked.
fn stay(event: MouseEvent) {
    event.prevent_default();
}

fn remove(rows: &[ExtraRow], send: &Callback<Msg>, index: usize) -> Callback<MouseEvent> {
    let mut rest = rows.to_vec();
    let words = format!("已移除“{}”。", rest.remove(index).label);
    send.reform(move |_| Msg::Tell(Box::new(Change::ExtraRows(rest.clone())), words.clone()))
}

/// What is known of the focused cell; its button is for devices without an Enter key.
fn help(
    view: &View,
    send: &Callback<Msg>,
    cell: &'static Cell,
    from: Option<&String>,
    readonly: bool,
) -> Html {
    let mark = view.mark(&cell.id).filter(|m| !m.quiet);
    let offer = view.offer(&cell.id).filter(|_| !readonly);
    html! {
        <>
            <b>{ &cell.label }</b>
            <span>
                { cell.row.help }
                <span class="then">{ against_last(view, cell) }</span>
                <span class="then">{ for from.map(|place| format!("读自{place}")) }</span>
                <span class={classes!("fault", mark.map(|m| severity::class(m.severity)))}>
                    { mark.map(|m| m.message.clone()).unwrap_or_default() }
                    { offer.map(|o| format!("　{}", o.why)).unwrap_or_default() }
                </span>
            </span>
            { for offer.map(|offer| {
                let (send, value) = (send.clone(), offer.value.to_string());
                html! {
                    <button title={offer.why.clone()} onmousedown={stay}
                        onclick={move |_| send.emit(Msg::fill_in(&cell.id, value.clone()))}>
                        { format!("填入 {}", offer.value) }
                        { for offer.sure.then(|| html! { <kbd>{ "Enter" }</kbd> }) }
                    </button>
                }
            }) }
        </>
    }
}
