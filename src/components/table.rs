//! An official table: the form's own layout with an input in every cell, and the keys of a
//! spreadsheet.

use std::rc::Rc;

use report::document::{CellRole, Grid, GridCell};
use report::form::Table;
use report::session::Change;
use report::{Cell, Report};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, EventTarget, FocusEvent, HtmlInputElement};
use yew::prelude::*;

use super::cell::CellInput;
use crate::app::Msg;
use crate::lattice::{tidy, Lattice, Step};
use crate::target::Target;
use crate::view::{table_title, CellRef, View};

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
    let Props { send, view, table, readonly } = props;
    let report = &view.report;
    let table = &report.form.tables[*table];
    let layout = use_memo(table.id, |_| {
        let grid = report::compose::grid(table);
        let lattice = Lattice::new(&grid);
        (grid, lattice)
    });
    let keys =
        use_callback((send.clone(), layout.clone()), |event: KeyboardEvent, (send, layout)| {
            on_key(&event, send, &layout.1);
        });
    let paste = use_callback((send.clone(), layout.clone()), |event: Event, (send, layout)| {
        on_paste(&event, send, &layout.1);
    });
    let here = use_state(|| None::<CellRef>);
    let form = report.form;
    let focus = use_callback((), {
        let here = here.setter();
        move |event: FocusEvent, ()| {
            if let Some(input) = cell_input(event.target()) {
                let _ = input.set_attribute("data-was", &input.value());
                here.set(form.cell(&id(&input)).map(CellRef));
            }
        }
    });
    let hide = here.setter();
    let leave = use_callback(send.clone(), move |event: FocusEvent, send| {
        if cell_input(event.related_target()).is_none() {
            hide.set(None);
        }
        let Some(input) = cell_input(event.target()) else { return };
        let (typed, tidied) = (input.value(), tidy(&input.value()));
        if typed != tidied {
            send.emit(Msg::Change(Change::Cell(id(&input), tidied)));
        }
    });
    let blank = blank_cells(report, table);
    let fill = {
        let (send, zeros) = (send.clone(), blank.clone());
        let caption = format!("table:{}", table.id);
        Callback::from(move |_| {
            let zero = |id: &String| Change::Cell(id.clone(), "0".into());
            send.emit(Msg::Change(Change::Together(zeros.iter().map(zero).collect())));
            // The button is gone with the last blank cell.
            send.emit(Msg::Jump(Target::at(&caption)));
        })
    };
    let grid = &layout.0;
    let title = table_title(report, table);
    let many = grid.widths.len() > 5;
    let last = report.form.tables.last().is_some_and(|t| t.id == table.id);
    html! {
        <figure class="table" onkeydown={keys} onpaste={paste} onfocusin={focus} onfocusout={leave}>
            <figcaption tabindex="-1" data-place={format!("table:{}", table.id)}>{ &title }</figcaption>
            <p class="blanks" hidden={blank.is_empty() || *readonly}>
                <span>{ format!("还有 {} 格未填", blank.len()) }</span>
                <button class="link" data-fill="" title="没有发生的填 0；可以撤销" onclick={fill}>
                    { "其余填 0" }
                </button>
            </p>
            <div class="scroll">
                <table class={many.then_some("many")} aria-label={title.clone()}>
                    <colgroup>{ for grid.widths.iter().map(|w| html! {
                        <col width={format!("{:.1}%", f32::from(*w) / 10.0)} />
                    }) }</colgroup>
                    <thead>{ for grid.rows[..grid.head_rows].iter().map(|row| html! {
                        <tr>{ for row.iter().map(head_cell) }</tr>
                    }) }</thead>
                    <tbody>
                        { for grid.rows[grid.head_rows..].iter().map(|row| html! {
                            <tr>{ for row.iter().map(|c| body_cell(c, view, send, *readonly)) }</tr>
                        }) }
                    </tbody>
                    <tbody class="extra" hidden={!last}>
                        { for report.extra_rows.iter().map(|row| extra_row(row, grid)) }
                    </tbody>
                </table>
            </div>
            <p class="help" hidden={here.is_none()}>
                <b>{ here.map(|c| c.0.label.as_str()) }</b>
                <span>{ here.map(|c| c.0.row.help) }</span>
            </p>
        </figure>
    }
}

/// Ids of the table's cells in which nothing stands.
fn blank_cells(report: &Report, table: &Table) -> Vec<String> {
    let here = |c: &&Cell| report.form.tables[c.table].id == table.id;
    let cells = report.form.cells().iter().filter(here);
    cells.filter(|c| report.cell(&c.id).trim().is_empty()).map(|c| c.id.clone()).collect()
}

fn head_cell(cell: &GridCell) -> Html {
    let (columns, rows) = (cell.columns.to_string(), cell.rows.to_string());
    html! { <th scope="col" colspan={columns} rowspan={rows}>{ &cell.text }</th> }
}

fn body_cell(cell: &GridCell, view: &View, send: &Callback<Msg>, readonly: bool) -> Html {
    let (columns, rows) = (cell.columns.to_string(), cell.rows.to_string());
    let known = cell.cell.as_deref().and_then(|id| view.report.form.cell(id));
    match (cell.role, known) {
        (_, Some(known)) => html! {
            <CellInput send={send.clone()} cell={CellRef(known)} {readonly}
                value={view.report.cell(&known.id).to_string()} mark={view.mark(&known.id)}
                columns={cell.columns} />
        },
        (CellRole::ColumnHead, _) => head_cell(cell),
        (CellRole::RowHead, _) => html! {
            <th scope={if cell.rows > 1 { "rowgroup" } else { "row" }} colspan={columns}
                rowspan={rows} class={classes!("label", format!("level-{}", cell.level))}>
                { &cell.text }
            </th>
        },
        _ => html! { <td class="note" colspan={columns} rowspan={rows}>{ &cell.text }</td> },
    }
}

/// A row of the opened file that the form does not know: kept as it was.
fn extra_row(row: &report::report::ExtraRow, grid: &Grid) -> Html {
    let rest = grid.widths.len().saturating_sub(1).max(1);
    html! {
        <tr>
            <th scope="row" class="label" title="表中没有这一行，已按原样保留">{ &row.label }</th>
            <td class="note" colspan={rest.to_string()}>
                { format!("{} {}", row.values.join("  "), row.unit) }
            </td>
        </tr>
    }
}

fn on_key(event: &KeyboardEvent, send: &Callback<Msg>, lattice: &Lattice) {
    let Some(input) = cell_input(event.target()) else { return };
    if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let length = input.value().encode_utf16().count() as u32;
    let start = input.selection_start().ok().flatten().unwrap_or(0);
    let end = input.selection_end().ok().flatten().unwrap_or(length);
    let step = match event.key().as_str() {
        "Enter" if event.shift_key() => Step::Up,
        "Enter" | "ArrowDown" => Step::Down,
        "ArrowUp" => Step::Up,
        "ArrowLeft" if start == 0 && (end == 0 || end == length) && !event.shift_key() => {
            Step::Left
        }
        "ArrowRight" if end == length && (start == end || start == 0) && !event.shift_key() => {
            Step::Right
        }
        "Escape" => {
            if let Some(was) = input.get_attribute("data-was") {
                send.emit(Msg::Change(Change::Cell(id(&input), was)));
            }
            event.prevent_default();
            return;
        }
        _ => return,
    };
    let Some(next) = lattice.step(&id(&input), step) else {
        // At the edge Left and Right still move the caret.
        if matches!(step, Step::Up | Step::Down) {
            event.prevent_default();
        }
        return;
    };
    event.prevent_default();
    let table = input.closest("table").ok().flatten();
    let next =
        table.and_then(|t| t.query_selector(&format!("[data-cell=\"{next}\"]")).ok().flatten());
    if let Some(next) = next.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) {
        let _ = next.focus();
        next.select();
    }
}

fn on_paste(event: &Event, send: &Callback<Msg>, lattice: &Lattice) {
    let (Some(input), Some(clip)) = (cell_input(event.target()), event.dyn_ref::<ClipboardEvent>())
    else {
        return;
    };
    let text = clip.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let placed = lattice.paste(&id(&input), &text.unwrap_or_default());
    if input.read_only() || placed.is_empty() {
        return;
    }
    event.prevent_default();
    let changes = placed.into_iter().map(|(id, value)| Change::Cell(id, value));
    send.emit(Msg::Change(Change::Together(changes.collect())));
    send.emit(Msg::Pause);
}

fn cell_input(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    let input = target?.dyn_into::<HtmlInputElement>().ok()?;
    input.has_attribute("data-cell").then_some(input)
}

fn id(input: &HtmlInputElement) -> String {
    input.get_attribute("data-cell").unwrap_or_default()
}
