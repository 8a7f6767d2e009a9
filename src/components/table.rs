//! An official table: the form's own layout with an input in every cell, and the keys of a
//! spreadsheet. What the report has beside the form's rows stands below it, so nothing is hidden.

mod keys;
mod layout;

use std::rc::Rc;

use report::document::{CellRole, GridCell};
use report::report::ExtraRow;
use report::session::Change;
use report::Cell;
use web_sys::{FocusEvent, HtmlInputElement, MouseEvent};
use yew::prelude::*;

use super::cell::{against_last, cell};
use super::findings;
use super::icon::{icon, Shape};
use crate::app::Msg;
use crate::lattice::tidy;
use crate::view::View;
pub use keys::accept;
use keys::{cell_input, id, on_key, on_paste};
use layout::{variants, Layout};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    /// Position in the form's tables.
    pub table: usize,
    pub readonly: bool,
}

#[component]
pub fn TableView(props: &Props) -> Html {
    let Props { send, view, table: number, readonly } = props;
    let report = &view.report;
    let form = report.form;
    let table = &form.tables[*number];
    let here = use_state(|| None::<&'static Cell>);
    let filled = |row: &str| {
        let mut cells = form.all_cells().iter().filter(|c| c.variant && c.row.id == row);
        cells.any(|c| !report.cell(&c.id).is_empty() || here.is_some_and(|h| h.id == c.id))
    };
    let also: Vec<&str> = variants(table).map(|(_, v)| v.row.id).filter(|r| filled(r)).collect();
    let layout = use_memo(also, |also| Layout::new(table, also));
    let key = (send.clone(), layout.clone());
    let onkeydown = use_callback(key.clone(), |event: KeyboardEvent, (send, layout)| {
        on_key(&event, send, &layout.lattice);
    });
    let onpaste = use_callback(key, |event: Event, (send, layout)| {
        on_paste(&event, send, &layout.lattice);
    });
    let oninput = use_callback(send.clone(), |event: InputEvent, send| {
        if let Some(input) = cell_input(event.target()) {
            send.emit(Msg::Change(Change::Cell(id(&input), input.value())));
        }
    });
    let setter = here.setter();
    let onfocusin = use_callback((), move |event: FocusEvent, ()| {
        if let Some(input) = cell_input(event.target()) {
            let _ = input.set_attribute("data-was", &input.value());
            setter.set(form.cell(&id(&input)));
        }
    });
    let setter = here.setter();
    let onfocusout = use_callback(send.clone(), move |event: FocusEvent, send| {
        let table = |input: Option<HtmlInputElement>| input?.closest("figure").ok().flatten();
        let next = table(cell_input(event.related_target()));
        if next.is_none() || next != table(cell_input(event.target())) {
            setter.set(None);
        }
        let Some(input) = cell_input(event.target()) else { return };
        let (typed, tidied) = (input.value(), tidy(&input.value()));
        if typed != tidied {
            send.emit(Msg::Change(Change::Cell(id(&input), tidied)));
        }
    });
    let blank = view.blanks(*number).count();
    let grid = &layout.grid;
    let title = crate::view::table_title(report, table);
    let many = grid.widths.len() > 5;
    let last = form.tables.len() == number + 1;
    let row = |y: usize| {
        html! {
            <Row key={y} send={send.clone()} view={view.clone()} layout={layout.clone()} row={y}
                readonly={*readonly} />
        }
    };
    html! {
        <figure class="table" {onkeydown} {onpaste} {oninput} {onfocusin} {onfocusout}>
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
            <div class="help" hidden={here.is_none()}>
                { for here.iter().map(|cell| help(view, send, cell, *readonly)) }
            </div>
        </figure>
    }
}

fn remove(rows: &[ExtraRow], send: &Callback<Msg>, index: usize) -> Callback<MouseEvent> {
    let mut rest = rows.to_vec();
    let words = format!("已移除“{}”。", rest.remove(index).label);
    send.reform(move |_| Msg::Tell(Box::new(Change::ExtraRows(rest.clone())), words.clone()))
}

/// What is known of the cell in focus; the button is for those without an Enter key.
fn help(view: &View, send: &Callback<Msg>, cell: &'static Cell, readonly: bool) -> Html {
    let mark = view.mark(&cell.id).filter(|m| !m.quiet);
    let offer = view.offer(&cell.id).filter(|_| !readonly);
    html! {
        <>
            <b>{ &cell.label }</b>
            <span>
                { cell.row.help }
                <span class="then">{ against_last(view, cell) }</span>
                <span class={classes!("fault", mark.map(|m| findings::class(m.severity)))}>
                    { mark.map(|m| m.message.clone()).unwrap_or_default() }
                    { offer.map(|o| format!("　{}", o.why)).unwrap_or_default() }
                </span>
            </span>
            { for offer.map(|offer| {
                let (send, value) = (send.clone(), offer.value.to_string());
                html! {
                    <button title={offer.why.clone()} onmousedown={|e: MouseEvent| e.prevent_default()}
                        onclick={move |_| accept(&send, &cell.id, value.clone())}>
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
}

impl RowProps {
    fn cells(&self) -> impl Iterator<Item = &GridCell> {
        self.layout.grid.rows[self.row].iter()
    }
}

/// A row is drawn again only if one of its cells looks different.
impl PartialEq for RowProps {
    fn eq(&self, other: &RowProps) -> bool {
        let mut ids = self.cells().filter_map(|c| c.cell.as_deref());
        Rc::ptr_eq(&self.layout, &other.layout)
            && self.row == other.row
            && self.readonly == other.readonly
            && ids.all(|id| self.view.same_cell(&other.view, id))
    }
}

#[component]
fn Row(props: &RowProps) -> Html {
    let starts = &props.layout.starts[props.row];
    let heads = props.cells().all(|c| c.cell.is_none()).then_some("heads");
    html! { <tr class={classes!(heads)}>{ for props.cells().zip(starts).map(|(c, x)| grid_cell(props, c, *x)) }</tr> }
}

fn grid_cell(props: &RowProps, c: &GridCell, start: usize) -> Html {
    let RowProps { view, layout, row, readonly, .. } = props;
    let (columns, rows) = (c.columns.to_string(), c.rows.to_string());
    if let Some(known) = c.cell.as_deref().and_then(|id| view.report.form.cell(id)) {
        return cell(view, known, c.columns, *readonly);
    }
    let sticky = (start < layout.labels).then(|| format!("stay stay-{start}"));
    match c.role {
        CellRole::ColumnHead => html! {
            <th scope="col" colspan={columns} rowspan={rows} class={classes!(sticky)}>{ &c.text }</th>
        },
        CellRole::RowHead => html! {
            <th scope={if c.rows > 1 { "rowgroup" } else { "row" }} colspan={columns} rowspan={rows}
                class={classes!("label", format!("level-{}", c.level), sticky)}>
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
