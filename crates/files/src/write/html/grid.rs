//! Tables with real heads: each value names the heads of its row and column.

use std::fmt::Write;

use report::document::{CellRole, Covered, Grid, GridCell};

use super::is_short;
use crate::write::escape;

/// Tables with more columns scroll sideways on a phone.
const FEW: usize = 6;

/// The class of a table that scrolls sideways on a phone: its labels stay, in one column or in three.
pub(super) fn width_class(grid: &Grid) -> &'static str {
    let columns = grid.cover().first().map_or(0, Vec::len);
    match labels(grid) {
        _ if columns <= FEW => "scroll",
        0 => "scroll wide",
        1 => "scroll wide labelled",
        _ => "scroll wide grouped",
    }
}

/// The number of columns with labels of rows.
fn labels(grid: &Grid) -> usize {
    let is_label = |c: &Option<Covered>| {
        c.is_some_and(|c| grid.rows[c.row][c.index].role == CellRole::RowHead)
    };
    let cover = grid.cover();
    cover.iter().map(|row| row.iter().take_while(|c| is_label(c)).count()).max().unwrap_or(0)
}

/// Appends a table, the `number`th of the page.
pub(super) fn push_grid(page: &mut String, grid: &Grid, number: usize, caption: Option<String>) {
    let short = if is_short(grid) { " class=\"short\"" } else { "" };
    let _ = writeln!(page, "<table{short}>");
    if let Some(caption) = caption {
        let _ = writeln!(page, "<caption>{caption}</caption>");
    }
    if !grid.widths.is_empty() {
        page.push_str("<colgroup>");
        for width in &grid.widths {
            let _ = write!(page, "<col style=\"width:{}.{}%\">", width / 10, width % 10);
        }
        page.push_str("</colgroup>\n");
    }
    // Rows of heads count only as far as no cell reaches from them into the rows below.
    let heads = grid.head_rows.min(grid.rows.len());
    let reaches_out = |(r, row): (usize, &Vec<GridCell>)| row.iter().any(|c| r + c.rows > heads);
    let heads = if grid.rows[..heads].iter().enumerate().any(reaches_out) { 0 } else { heads };
    let names = Names::of(grid, number);
    for (tag, rows) in [("thead", 0..heads), ("tbody", heads..grid.rows.len())] {
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(page, "<{tag}>");
        for r in rows {
            page.push_str("<tr>");
            for (i, cell) in grid.rows[r].iter().enumerate() {
                push_cell(page, cell, names.column(r, i), &names.of_cell(r, i, cell));
            }
            page.push_str("</tr>\n");
        }
        let _ = writeln!(page, "</{tag}>");
    }
    page.push_str("</table>\n");
}

/// The ids of the heads that each value refers to. Where heads are merged, the attribute `scope`
/// alone does not say it.
struct Names<'a> {
    grid: &'a Grid,
    cover: Vec<Vec<Option<Covered>>>,
    /// The table's number on the page; `None` where `scope` is enough.
    number: Option<usize>,
}

impl Names<'_> {
    fn of(grid: &Grid, number: usize) -> Names<'_> {
        let merged = |c: &GridCell| {
            is_head(c) && (c.columns > 1 || c.rows > 1 && c.role == CellRole::RowHead)
        };
        let number = grid.rows.iter().flatten().any(merged).then_some(number);
        Names { grid, cover: grid.cover(), number }
    }

    /// The first column of a cell.
    fn column(&self, row: usize, index: usize) -> usize {
        let here = |c: &Option<Covered>| c.is_some_and(|c| (c.row, c.index) == (row, index));
        self.cover[row].iter().position(here).unwrap_or(0)
    }

    /// The attribute with a head's id, or with the ids of a value's heads.
    fn of_cell(&self, row: usize, index: usize, cell: &GridCell) -> String {
        let Some(number) = self.number else { return String::new() };
        if is_head(cell) {
            return format!(" id=\"t{number}-{row}-{index}\"");
        }
        let column = self.column(row, index);
        let at = |y: usize, x: usize| self.cover[y].get(x).copied().flatten();
        let head = |c: &Covered, role| self.grid.rows[c.row][c.index].role == role;
        // From the cell upwards, all rows of column heads.
        let above = (0..row).rev().map(|y| at(y, column).filter(|c| head(c, CellRole::ColumnHead)));
        let above = above.skip_while(Option::is_none).map_while(|c| c);
        let before = (0..column).filter_map(|x| at(row, x)).filter(|c| head(c, CellRole::RowHead));
        let mut ids: Vec<String> = Vec::new();
        for c in before.chain(above) {
            let id = format!("t{number}-{}-{}", c.row, c.index);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.is_empty() || cell.role != CellRole::Value {
            return String::new();
        }
        format!(" headers=\"{}\"", ids.join(" "))
    }
}

fn is_head(cell: &GridCell) -> bool {
    matches!(cell.role, CellRole::ColumnHead | CellRole::RowHead)
}

fn push_cell(page: &mut String, cell: &GridCell, column: usize, names: &str) {
    let wide = cell.columns > 1;
    let tall = cell.rows > 1;
    let (tag, mut attributes) = match cell.role {
        CellRole::ColumnHead if wide => ("th", " scope=\"colgroup\"".to_string()),
        CellRole::ColumnHead => ("th", " scope=\"col\"".to_string()),
        CellRole::RowHead if tall => ("th", " scope=\"rowgroup\"".to_string()),
        CellRole::RowHead => ("th", " scope=\"row\"".to_string()),
        // A remark of several lines is read from the left.
        CellRole::Note if cell.text.contains('\n') => ("td", " class=\"lines\"".to_string()),
        CellRole::Note => ("td", " class=\"note\"".to_string()),
        CellRole::Value => ("td", String::new()),
    };
    // Where on a phone such a label stays, beside those before it.
    match (cell.role, column) {
        (CellRole::RowHead, 1) => attributes.push_str(" class=\"second\""),
        (CellRole::RowHead, 2) => attributes.push_str(" class=\"third\""),
        _ => {}
    }
    if wide {
        let _ = write!(attributes, " colspan=\"{}\"", cell.columns);
    }
    if tall {
        let _ = write!(attributes, " rowspan=\"{}\"", cell.rows);
    }
    if cell.level > 0 {
        let _ = write!(attributes, " data-level=\"{}\"", cell.level);
    }
    if let Some(id) = &cell.cell {
        let _ = write!(attributes, " data-cell=\"{}\"", escape(id));
    }
    let text = escape(&cell.text).replace('\n', "<br>");
    let _ = write!(page, "<{tag}{names}{attributes}>{text}</{tag}>");
}
