//! Heads of tables: which lines are heads, and the columns below them.

use report::text::key;

use crate::applicant::{Said, said};
use crate::dates::written;
use crate::field::{Field, meant};
use crate::grid::{Line, Sheet};
use crate::outcome::says_result;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its position on the sheet, from 0.
    pub at: usize,
    /// The heads above it from the top down, normalised, each once.
    pub path: Vec<String>,
    /// What it means; `None` if nothing says it.
    pub field: Option<Field>,
    /// Whether its cells hold only ticks, so that [`Column::words`] are their text.
    pub ticks: bool,
    /// The column's own head with that of its group.
    pub words: String,
}

impl Column {
    /// The column's own head.
    pub fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// All heads in one text, for the screen.
    pub fn head(&self) -> String {
        self.path.join("/")
    }
}

/// A table of a sheet: its columns, and the positions of its lines in the sheet.
pub struct Table {
    /// The position of the sheet.
    pub sheet: usize,
    /// The texts above the head, from the one before.
    pub title: String,
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// The lines below the head, up to the next head.
    pub lines: std::ops::Range<usize>,
}

impl Table {
    /// The columns with this meaning.
    pub fn with(&self, field: Field) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |c| c.field == Some(field))
    }

    /// Whether a column has this meaning.
    #[inline(never)]
    pub fn has(&self, field: Field) -> bool {
        self.with(field).next().is_some()
    }
}

/// All tables of all sheets. A sheet without a head continues the table before it if it has as many
/// columns: tables in Word are cut over pages.
pub fn tables(sheets: &[Sheet]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for (n, sheet) in sheets.iter().enumerate() {
        let first = tables.len();
        let mut title = String::new();
        let mut at = 0;
        while at < sheet.lines.len() {
            if let Some((columns, height)) = head(&sheet.lines[at..]) {
                if let Some(last) = tables[first..].last_mut() {
                    last.lines.end = at;
                }
                at += height;
                let lines = at..sheet.lines.len();
                tables.push(Table { sheet: n, title: std::mem::take(&mut title), columns, lines });
            } else {
                let line = &sheet.lines[at];
                // What stands over a second table on the same sheet is a line of the first.
                if line.begun().count() <= 3 {
                    title = line.begun().map(|(_, c)| c.text).collect::<Vec<_>>().join(" ");
                } else {
                    title.clear();
                }
                at += 1;
            }
        }
        let width = |lines: &[Line]| lines.iter().map(|l| l.cells.len()).max().unwrap_or(0);
        if tables.len() == first
            && let Some(before) = tables.last().filter(|t| t.sheet + 1 == n)
        {
            let wide = before.columns.last().map_or(0, |c| c.at + 1);
            if width(&sheet.lines) == wide && sheet.name.chars().all(|c| c.is_ascii_digit()) {
                let (title, columns) = (before.title.clone(), before.columns.clone());
                tables.push(Table { sheet: n, title, columns, lines: 0..sheet.lines.len() });
            }
        }
    }
    tables
}

/// The columns of the head that begins with the first line, and its height in lines.
fn head(lines: &[Line]) -> Option<(Vec<Column>, usize)> {
    let line = lines.first()?;
    if !could_be_head(line) {
        return None;
    }
    let tall = line.begun().map(|(_, cell)| cell.rows).max().unwrap_or(1);
    let mut height = tall.min(lines.len()).min(4);
    while height < 4 && lines.get(height).is_some_and(|next| continues(&lines[..height], next)) {
        height += 1;
    }
    let columns = columns(&lines[..height]);
    let fields: Vec<Field> = columns.iter().filter_map(|c| c.field).collect();
    let mut kinds: Vec<Field> = Vec::new();
    for field in fields.iter().filter(|field| **field != Field::Other) {
        if !kinds.contains(field) {
            kinds.push(*field);
        }
    }
    let legend = kinds.contains(&Field::Code) && columns.len() >= 2;
    // Columns of results and of kinds of applicant, to be ticked, are known as well.
    let ticked = |column: &&Column| {
        let leaf = column.leaf();
        column.field.is_none() && (says_result(leaf) || said(leaf) != Said::Nothing)
    };
    let known = || fields.len() + columns.iter().filter(ticked).count();
    let enough = fields.len() * 3 >= columns.len() || known() * 2 >= columns.len();
    (legend || kinds.len() >= 3 && enough).then_some((columns, height))
}

/// Whether a line has several short words and no figures.
fn could_be_head(line: &Line) -> bool {
    let mut cells = 0;
    for (_, cell) in line.begun() {
        let digits = cell.text.chars().filter(char::is_ascii_digit).count();
        if cell.text.chars().count() > 60 || digits > 4 || written(cell.text).is_some() {
            return false;
        }
        cells += 1;
    }
    cells >= 2
}

/// Whether a line goes on with a head that has no merged cells: words below the groups, and nothing
/// below the other columns.
fn continues(head: &[Line], next: &Line) -> bool {
    let above = &head[head.len() - 1];
    if !could_be_head(next) || next.begun().count() < 2 {
        return false;
    }
    let first = next.begun().next().map_or(0, |(at, _)| at);
    let known = next.begun().filter(|(_, c)| meant(&[key(c.text)]).is_some()).count();
    // The first column, the running number, has its head above.
    let grouped = first > 0 && above.own(0).is_some() && next.own(0).is_none();
    grouped
        && (known >= 2
            || next.begun().all(|(_, c)| c.text.chars().count() <= 30)
                && known * 2 >= next.begun().count())
}

fn columns(head: &[Line]) -> Vec<Column> {
    let width = head.iter().map(|l| l.cells.len()).max().unwrap_or(0);
    let mut columns = Vec::new();
    for at in 0..width {
        let mut path: Vec<String> = Vec::new();
        for (r, line) in head.iter().enumerate() {
            let text = line.text(at).or_else(|| group_left(head, r, at));
            if let Some(text) = text.map(key).filter(|t| !t.is_empty() && path.last() != Some(t)) {
                path.push(text);
            }
        }
        if !path.is_empty() {
            let words = path[path.len().saturating_sub(2)..].join("—");
            columns.push(Column { at, field: meant(&path), path, ticks: false, words });
        }
    }
    columns
}

/// The text of the nearest cell on the left, where groups are not merged: nothing stands here, but
/// something on the line below, and the cell on the left has something below it, too.
fn group_left<'a>(head: &[Line<'a>], r: usize, at: usize) -> Option<&'a str> {
    let below = head.get(r + 1)?;
    below.own(at)?;
    let left = (0..at).rev().find(|left| head[r].text(*left).is_some())?;
    below.own(left)?;
    head[r].own(left)
}
