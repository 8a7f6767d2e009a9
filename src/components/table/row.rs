//! A row of a table.

use std::ops::Range;
use std::rc::Rc;

use report::document::{CellRole, GridCell};
use report::session::Change;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::layout::Layout;
use crate::components::cell::{Look, cell};
use crate::components::icon::{Shape, icon};
use crate::model::msg::Msg;
use crate::model::table_grid::paste::Plan;
use crate::model::view::View;

#[derive(Properties)]
pub struct RowProps {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub layout: Rc<Layout>,
    pub row: usize,
    pub readonly: bool,
    /// The positions of the heads of the focused cell.
    pub lit: Vec<usize>,
    /// Columns of the selected block.
    pub picked: Range<usize>,
    pub plan: Option<Rc<Plan>>,
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

/// The row at `props.row` of the grid.
#[component]
pub fn Row(props: &RowProps) -> Html {
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
