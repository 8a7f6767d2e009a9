//! Tables 3 and 4 as the register fills them, beside what the report has now.

use report::Report;
use report::document::{CellRole, GridCell};
use yew::prelude::*;

use crate::components::table::layout::Layout;
use crate::model::register::Register;
use crate::model::view::View;

/// The tables of the report's form of which the register has cells.
pub fn figures(view: &View, register: &Register) -> Html {
    let report = &*view.report;
    let known = |n: &usize| {
        let ids = report.form.cells().iter().filter(|cell| cell.table == *n);
        ids.into_iter().any(|cell| register.counts.cells.contains_key(&cell.id))
    };
    let tables = (0..report.form.tables.len()).filter(known);
    html! {
        <section data-register="figures">
            <h2>{ "填入的数（与报告现有的数不同的标出）" }</h2>
            { for tables.map(|n| table(view, register, n)) }
        </section>
    }
}

fn table(view: &View, register: &Register, number: usize) -> Html {
    let report = &*view.report;
    let table = &report.form.tables[number];
    let layout = Layout::new(table, &[]);
    let grid = layout.grid();
    let row = |y: usize| {
        let cells = grid.rows[y].iter().zip(&layout.starts[y]).enumerate();
        html! {
            <tr key={y}>{ for cells.map(|(x, (c, start))| {
                let stay = (*start < layout.labels).then(|| format!("stay stay-{start}"));
                cell(report, register, c, x, stay)
            }) }</tr>
        }
    };
    html! {
        <figure class="table" key={table.id}>
            <div class="scroll" tabindex="0" role="region" aria-label={view.table_name(number)}>
                <table class={classes!((grid.widths.len() > 5).then_some("many"), (layout.labels > 0).then_some("labelled"))}>
                    <colgroup>{ for grid.widths.iter().enumerate().map(|(x, w)| html! {
                        <col key={x} class={(x < layout.labels).then(|| format!("label-{x}"))}
                            width={format!("{}.{}%", w / 10, w % 10)} />
                    }) }</colgroup>
                    <thead>{ for (0..grid.head_rows).map(row) }</thead>
                    <tbody>{ for (grid.head_rows..grid.rows.len()).map(row) }</tbody>
                </table>
            </div>
        </figure>
    }
}

fn cell(
    report: &Report,
    register: &Register,
    c: &GridCell,
    x: usize,
    stay: Option<String>,
) -> Html {
    let (columns, rows) = (c.columns.to_string(), c.rows.to_string());
    let Some(id) = &c.cell else {
        return match c.role {
            CellRole::ColumnHead => html! {
                <th key={x} scope="col" colspan={columns} rowspan={rows} class={classes!(stay)}>{ &c.text }</th>
            },
            _ => html! {
                <th key={x} scope={if c.rows > 1 { "rowgroup" } else { "row" }} colspan={columns} rowspan={rows}
                    class={classes!("label", format!("level-{}", c.level), stay)}>{ &c.text }</th>
            },
        };
    };
    let (now, new) = (report.cell(id).trim(), register.counts.cells.get(id));
    let new = new.map_or("", String::as_str);
    let differs = !now.is_empty() && now != new;
    html! {
        <td key={x} class={classes!("will", differs.then_some("differs"), (new == "0").then_some("zero"))}
            data-will={id.clone()} colspan={columns} rowspan={rows}>
            { new }
            { for differs.then(|| html! { <small>{ format!("现 {now}") }</small> }) }
        </td>
    }
}
