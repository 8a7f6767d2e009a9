//! An official table: the form's own layout with an input in every cell, and the table_input of a
//! spreadsheet. What the report has beside the form's rows stands below it, so nothing is hidden.

mod input;
mod layout;

use std::collections::BTreeMap;
use std::rc::Rc;

use report::Cell;
use report::document::{CellRole, GridCell};
use report::report::ExtraRow;
use report::session::Change;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::cell::{Look, against_last, cell};
use super::icon::{Shape, icon};
use super::severity;
use crate::model::msg::Msg;
use crate::model::table_grid::paste::Plan;
use crate::model::view::View;
use input::{Selection, TableInput};
use layout::{Layout, variants};

#[derive(Properties)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    /// Position in the form's tables.
    pub table: usize,
    /// Where each cell stood in the file that was read.
    pub places: Rc<BTreeMap<String, String>>,
    pub readonly: bool,
}

/// A table is drawn again only if it looks different: its rows, or what stands above and below them.
impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        self.send == other.send
            && self.table == other.table
            && self.places == other.places
            && self.readonly == other.readonly
            && self.view.same_table(&other.view, self.table)
    }
}

#[component]
pub fn TableView(props: &Props) -> Html {
    let Props { send, view, table: number, places, readonly } = props;
    let report = &view.report;
    let form = report.form;
    let table = &form.tables[*number];
    let (selection, figure) = (use_mut_ref(Selection::default), use_node_ref());
    let shown = use_mut_ref(|| None::<&'static Cell>);
    let filled = |row: &str| {
        let mut cells = form.all_cells().iter().filter(|c| c.variant && c.row.id == row);
        cells
            .any(|c| !report.cell(&c.id).is_empty() || shown.borrow().is_some_and(|h| h.id == c.id))
    };
    let also: Vec<&str> = variants(table).map(|(_, v)| v.row.id).filter(|r| filled(r)).collect();
    let layout = use_memo(also, |also| Layout::new(table, also));
    let table_input = Rc::new(TableInput {
        send: send.clone(),
        view: view.clone(),
        layout: layout.clone(),
        readonly: *readonly,
        figure: figure.clone(),
        selection: selection.clone(),
        redraw: use_force_update(),
    });
    let (spot, plan, block) = {
        let selection = selection.borrow();
        (selection.here, selection.plan.clone(), selection.block)
    };
    let table_grid = &layout.table_grid;
    let here = spot.and_then(|spot| form.cell(table_grid.id(spot)?));
    *shown.borrow_mut() = here;
    let heads = spot.map(|spot| table_grid.heads(spot)).unwrap_or_default();
    let sum = table_input.sum();
    let drawn = table_input.clone();
    use_effect(move || drawn.drawn());
    let blank = view.blanks(*number).count();
    let grid = layout.grid();
    let title = crate::model::view::table_title(report, table);
    let many = grid.widths.len() > 5;
    let last = form.tables.len() == number + 1;
    let row = |y: usize| {
        html! {
            <Row key={y} send={send.clone()} view={view.clone()} layout={layout.clone()} row={y}
                readonly={*readonly}
                lit={heads.iter().filter(|head| head.0 == y).map(|head| head.1).collect::<Vec<_>>()}
                picked={block.map(|b| b.columns(y)).unwrap_or_default()}
                plan={plan.clone().filter(|plan| plan.cells.iter().any(|(spot, _)| spot.0 == y))} />
        }
    };
    html! {
        <figure class="table" ref={figure} onkeydown={table_input.on(TableInput::key)} oninput={table_input.on(TableInput::input)}
            onfocusin={table_input.on(TableInput::focus_in)} onfocusout={table_input.on(TableInput::focus_out)}
            onmousedown={table_input.on(TableInput::down)} onmouseover={table_input.on(TableInput::over)}
            onclick={table_input.on(TableInput::click)} oncopy={table_input.on(TableInput::copy)}
            oncut={table_input.on(TableInput::cut)} onpaste={table_input.on(TableInput::paste)}>
            <figcaption tabindex="-1" data-place={format!("table:{}", table.id)}>{ title }</figcaption>
            <p class="blanks" hidden={blank == 0 || *readonly}>
                <span>{ format!("还有 {blank} 格未填") }</span>
                <button class="link" data-fill="" title="没有发生的填 0；可以撤销"
                    onclick={send.reform({ let table = *number; move |_: MouseEvent| Msg::Fill(table) })}>{ "其余填 0" }</button>
            </p>
            <div class="scroll">
                <table class={classes!(many.then_some("many"), (layout.labels > 0).then_some("labelled"))}
                    aria-label={view.table_name(*number)}>
                    <colgroup>{ for grid.widths.iter().enumerate().map(|(x, w)| html! {
                        <col class={(x < layout.labels).then(|| format!("label-{x}"))}
                            width={format!("{}.{}%", w / 10, w % 10)} />
                    }) }</colgroup>
                    <thead>{ for (0..grid.head_rows).map(row) }</thead>
                    <tbody>{ for (grid.head_rows..layout.own).map(row) }</tbody>
                    <tbody class="also">{ for (layout.own..grid.rows.len()).map(row) }</tbody>
                </table>
            </div>
            <ul class="extra">
                { for report.extra_rows.iter().enumerate().filter(|_| last).map(|(i, row)| html! {
                    <li key={i}>
                        <b>{ "表中另有：" }</b>
                        <span>{ format!("{}　{} {}", row.label, row.values.join("  "), row.unit) }</span>
                        <button class="link" hidden={*readonly} aria-label={format!("移除“{}”", row.label)}
                            onclick={remove(&report.extra_rows, send, i)}>{ "移除" }</button>
                    </li>
                }) }
            </ul>
            <div class="help" tabindex="-1" hidden={here.is_none() || plan.is_some()}>
                { for here.iter().map(|cell| help(view, send, cell, places.get(&cell.id), *readonly)) }
                <span class="sum" role="status">{ sum }</span>
            </div>
            <div class="help paste" role="status" hidden={plan.is_none()}>
                { for plan.iter().map(|plan| preview(&table_input, plan)) }
            </div>
        </figure>
    }
}

/// What a paste would do, and the buttons that take it or leave it.
fn preview(table_input: &Rc<TableInput>, plan: &Plan) -> Html {
    let (report, table_grid) = (&table_input.view.report, &table_input.layout.table_grid);
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
    let take = table_input.clone();
    html! {
        <>
            <b>{ "粘贴预览" }</b>
            <span>
                { format!("将填入表中标出的 {} 格{changed}。", plan.cells.len()) }
                <span class="fault warning">{ left }</span>
            </span>
            <button class="primary" data-paste="take" onmousedown={stay} onclick={move |_| { take.take(); }}>
                { "填入" }<kbd>{ "Enter" }</kbd>
            </button>
            <button data-paste="leave" onmousedown={stay} onclick={table_input.on(TableInput::drop_plan)}>
                { "取消" }<kbd>{ "Esc" }</kbd>
            </button>
        </>
    }
}

/// A button that leaves the focus where it is.
fn stay(event: MouseEvent) {
    event.prevent_default();
}

fn remove(rows: &[ExtraRow], send: &Callback<Msg>, index: usize) -> Callback<MouseEvent> {
    let mut rest = rows.to_vec();
    let words = format!("已移除“{}”。", rest.remove(index).label);
    send.reform(move |_| Msg::Tell(Box::new(Change::ExtraRows(rest.clone())), words.clone()))
}

/// What is known of the cell in focus; the button is for those without an Enter key.
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

#[derive(Properties)]
struct RowProps {
    send: Callback<Msg>,
    view: Rc<View>,
    layout: Rc<Layout>,
    row: usize,
    readonly: bool,
    /// Positions of the heads of the cell with the focus.
    lit: Vec<usize>,
    /// Columns of the chosen block.
    picked: std::ops::Range<usize>,
    plan: Option<Rc<Plan>>,
}

impl RowProps {
    fn cells(&self) -> impl Iterator<Item = &GridCell> {
        self.layout.grid().rows[self.row].iter()
    }
}

/// A row is drawn again only if one of its cells looks different.
impl PartialEq for RowProps {
    fn eq(&self, other: &RowProps) -> bool {
        let mut ids = self.cells().filter_map(|c| c.cell.as_deref());
        self.send == other.send
            && Rc::ptr_eq(&self.layout, &other.layout)
            && self.row == other.row
            && self.readonly == other.readonly
            && self.lit == other.lit
            && self.picked == other.picked
            && self.plan == other.plan
            && ids.all(|id| self.view.same_cell(&other.view, id))
    }
}

#[component]
fn Row(props: &RowProps) -> Html {
    let starts = &props.layout.starts[props.row];
    let heads = props.cells().all(|c| c.cell.is_none()).then_some("heads");
    let all = props.cells().zip(starts).enumerate();
    html! { <tr class={classes!(heads)}>{ for all.map(|(i, (c, x))| grid_cell(props, c, i, *x)) }</tr> }
}

fn grid_cell(props: &RowProps, c: &GridCell, index: usize, start: usize) -> Html {
    let RowProps { view, layout, row, readonly, .. } = props;
    let (columns, rows) = (c.columns.to_string(), c.rows.to_string());
    if let Some(known) = c.cell.as_deref().and_then(|id| view.report.form.cell(id)) {
        let coming = props.plan.iter().flat_map(|plan| &plan.cells);
        let coming =
            coming.filter(|(spot, _)| *spot == (*row, start)).map(|(_, value)| value).next();
        let look = Look { picked: props.picked.contains(&start), coming, readonly: *readonly };
        return cell(view, known, c.columns, look);
    }
    let sticky = (start < layout.labels).then(|| format!("stay stay-{start}"));
    let lit = props.lit.contains(&index).then_some("lit");
    match c.role {
        CellRole::ColumnHead => html! {
            <th scope="col" colspan={columns} rowspan={rows} class={classes!(sticky, lit)}>{ &c.text }</th>
        },
        CellRole::RowHead => html! {
            <th scope={if c.rows > 1 { "rowgroup" } else { "row" }} colspan={columns} rowspan={rows}
                class={classes!("label", format!("level-{}", c.level), sticky, lit)}>
                { for (*row >= layout.own).then(|| html! { <em>{ "表中另有：" }</em> }) }
                { &c.text }
                { for (*row >= layout.own && !readonly).then(|| clear(props)) }
            </th>
        },
        _ => html! { <td class="note" colspan={columns} rowspan={rows}>{ &c.text }</td> },
    }
}

/// The button that empties a row the form does not have.
fn clear(props: &RowProps) -> Html {
    let cells = props.cells().filter_map(|c| c.cell.clone());
    let blank = Change::Together(cells.map(|id| Change::Cell(id, String::new())).collect());
    let onclick = props.send.reform(move |_: MouseEvent| {
        Msg::Tell(Box::new(blank.clone()), "已清空表中另有的一行。".into())
    });
    html! {
        <button class="quiet clear" title="清空这一行（可以撤销）" aria-label="清空这一行" {onclick}>
            { icon(Shape::Close) }
        </button>
    }
}
