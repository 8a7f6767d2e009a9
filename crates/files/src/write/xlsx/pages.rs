//! The sheets that are the report: its text, and each official table with its totals as formulas.

use std::collections::BTreeMap;

use report::Report;
use report::amount::{Amount, Entry};
use report::document::{Block, CellRole, Document, Grid, GridCell, Paragraph, Role};
use report::form::{Cell as FormCell, Kind, PlacedRelation};
use report::text::chinese_numeral;

use super::checks::{Judgement, message_at};
use super::formula::Places;
use super::sheet::{Allowed, Cell, Condition, Row, Sheet, Shown, Style, height, reference, text};
use super::sheet::{LONGEST_TEXT, Validation, Value, formula, pieces};

pub const TEXT: &str = "报告";
/// Width of a table in digits of the normal font.
const TABLE_WIDTH: usize = 96;
/// Excel keeps 15 digits: longer numbers are written as text, not rounded, and its formulas take
/// them for text.
const MOST_DIGITS: usize = 15;

/// The sheets of a document without values, the text first, and where each cell is.
pub fn pages(report: &Report, document: &Document) -> (Vec<Page>, Cells) {
    let mut text =
        Sheet { name: TEXT.into(), widths: vec![78, 12], printed: 1, ..Sheet::default() };
    let (mut pages, mut cells) = (Vec::new(), BTreeMap::new());
    let mut above: Vec<&Paragraph> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) if matches!(p.role, Role::Annex | Role::TableTitle) => {
                above.push(p)
            }
            Block::Paragraph(p) => push_paragraph(&mut text, p),
            Block::Grid(grid) => {
                let page = page(report, grid, std::mem::take(&mut above), pages.len());
                page.place(&mut cells);
                lead_to(&mut text, &page.sheet.name);
                pages.push(page);
            }
        }
    }
    pages.insert(0, Page { sheet: text, grid: None, top: 0 });
    (pages, cells)
}

/// By cell id: sheet name, row and column.
pub type Cells = BTreeMap<String, (String, usize, usize)>;

/// A sheet that is part of the report.
pub struct Page {
    pub sheet: Sheet,
    grid: Option<Grid>,
    /// The row in which the grid begins, counted from 0.
    top: usize,
}

fn push_paragraph(sheet: &mut Sheet, paragraph: &Paragraph) {
    let style = match paragraph.role {
        Role::Title => Style::Title,
        Role::Heading => Style::Heading,
        Role::Subheading => Style::Subheading,
        Role::Body | Role::Addressee => Style::Body,
        Role::Signature => Style::Signature,
        Role::Annex => Style::Annex,
        Role::TableTitle => Style::TableTitle,
    };
    // A text too long for one cell continues in the next row.
    for part in pieces(&paragraph.text, LONGEST_TEXT) {
        sheet.push([text(style, part)]);
    }
}

/// Appends, beside the last paragraph, a link to the sheet of the table that follows it.
fn lead_to(sheet: &mut Sheet, table: &str) {
    let last = sheet.rows.len().checked_sub(1);
    let Some((r, row)) = last.zip(sheet.rows.last_mut()) else { return };
    let column = row.cells.len();
    row.cells.push((column, text(Style::Link, format!("见{table}"))));
    sheet.links.push((reference(r, column), format!("{}!A1", super::sheet::quoted(table))));
}

/// The sheet of a table without its values; `above` are the paragraphs before the table.
fn page(report: &Report, grid: &Grid, above: Vec<&Paragraph>, number: usize) -> Page {
    let columns = grid.cover().iter().map(Vec::len).max().unwrap_or(0).max(1);
    let total: usize = grid.widths.iter().copied().map(usize::from).sum::<usize>().max(1);
    let width = |i: usize| {
        let share = grid.widths.get(i).map_or(total / columns, |w| usize::from(*w));
        (share * TABLE_WIDTH / total).max(5) as u16
    };
    let mut sheet = Sheet {
        name: sheet_name(report, grid, number),
        widths: (0..columns).map(width).chain([2, 60]).collect(),
        printed: columns,
        ..Sheet::default()
    };
    for paragraph in above {
        push_paragraph(&mut sheet, paragraph);
        let last = sheet.rows.len() - 1;
        sheet.merges.push(format!("{}:{}", reference(last, 0), reference(last, columns - 1)));
    }
    let top = sheet.rows.len();
    sheet.heads = if grid.head_rows > 0 { top + grid.head_rows } else { 0 };
    Page { sheet, grid: Some(grid.clone()), top }
}

/// `表三` for a table of the third section, `统计表` for an annex.
fn sheet_name(report: &Report, grid: &Grid, number: usize) -> String {
    let ids = grid.rows.iter().flatten().filter_map(|c| c.cell.as_deref());
    let table = ids.filter_map(|id| report.form.cell(id)).map(|c| c.table).next();
    let table = table.map(|t| &report.form.tables[t]);
    let section = table.and_then(|t| t.section);
    let place = section.and_then(|id| report.form.sections.iter().position(|s| s.id == id));
    match (place, number) {
        (Some(place), _) => format!("表{}", chinese_numeral(place + 1)),
        (None, 0) => "统计表".into(),
        (None, n) => format!("统计表{}", n + 1),
    }
}

impl Page {
    /// How many rows are above the table.
    pub fn top(&self) -> usize {
        if self.grid.is_some() { self.top } else { self.sheet.rows.len() }
    }

    /// Adds the position of each of the table's cells.
    fn place(&self, cells: &mut Cells) {
        for (r, _, column, cell) in self.begun() {
            if let Some(id) = &cell.cell {
                cells.insert(id.clone(), (self.sheet.name.clone(), self.top + r, column));
            }
        }
    }

    /// The cells of the grid with row, index in the row, and column.
    fn begun(&self) -> Vec<(usize, usize, usize, &GridCell)> {
        let Some(grid) = &self.grid else { return Vec::new() };
        let mut begun = Vec::new();
        for (r, row) in grid.cover().iter().enumerate() {
            for (column, covered) in row.iter().enumerate() {
                if let Some(c) = covered.filter(|c| c.begins) {
                    begun.push((r, c.index, column, &grid.rows[r][c.index]));
                }
            }
        }
        begun
    }

    /// Fills the sheet: heads, labels, values, totals, marks of broken relations, and what may be
    /// typed.
    pub fn fill(&mut self, report: &Report, places: &Places, judgement: &Judgement) {
        let Some(grid) = self.grid.clone() else { return };
        let heights = self.heights();
        for (r, (covers, height)) in grid.cover().into_iter().zip(&heights).enumerate() {
            let mut row = Row { height: *height, fixed: true, cells: Vec::new() };
            for (column, covered) in covers.into_iter().enumerate() {
                let Some(c) = covered else { continue };
                let cell = &grid.rows[c.row][c.index];
                // Every part of a merged cell needs the style, for its borders; only the first one
                // has the value.
                let value = if c.begins { self.value(cell, report, places) } else { Value::Blank };
                let total = matches!(value, Value::Formula(..));
                let style = if total { Style::Total } else { style(cell) };
                row.cells.push((column, Cell { style, value }));
                let (bottom, right) = (r + cell.rows.max(1) - 1, column + cell.columns.max(1) - 1);
                if c.begins && (bottom, right) != (r, column) {
                    let last = reference(self.top + bottom.min(heights.len() - 1), right);
                    self.sheet.merges.push(format!("{}:{last}", reference(self.top + r, column)));
                }
            }
            self.sheet.rows.push(row);
        }
        self.messages(places, judgement);
        self.conditions(places, judgement);
        self.validations(report);
    }

    /// The value of a cell of the grid.
    fn value(&self, cell: &GridCell, report: &Report, places: &Places) -> Value {
        match cell.cell.as_deref().and_then(|id| report.form.position(id)) {
            Some(i) => value(report, places, i, &self.sheet.name),
            None if cell.text.is_empty() => Value::Blank,
            None => Value::Text(cell.text.clone()),
        }
    }

    /// The heights of the grid's rows in points, enough to show every text.
    fn heights(&self) -> Vec<u16> {
        let rows = self.grid.as_ref().map_or(0, |g| g.rows.len());
        let mut heights = vec![20; rows];
        let mut begun = self.begun();
        begun.sort_by_key(|(.., cell)| cell.rows);
        for (r, _, column, cell) in begun {
            let end = (column + cell.columns.max(1)).min(self.sheet.widths.len());
            let room: u16 = self.sheet.widths[column..end].iter().sum();
            let needed = height(&cell.text, room, 11);
            let bottom = (r + cell.rows.max(1)).min(rows);
            let there: u16 = heights[r..bottom].iter().sum();
            heights[bottom - 1] += needed.saturating_sub(there);
        }
        heights
    }

    /// Adds, next to each row, the messages of relations broken there.
    fn messages(&mut self, places: &Places, judgement: &Judgement) {
        let column = self.sheet.printed + 1;
        if let Some(row) = self.sheet.rows.get_mut(self.top) {
            row.cells
                .push((column, text(Style::ListHead, "核对（自动计算；空白为没有问题或未填全）")));
        }
        let mut lines: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (line, placed) in judgement.lines.iter().enumerate() {
            let place = places.cells[placed.left[0]].as_ref();
            if let Some((_, row, _)) = place.filter(|(sheet, ..)| *sheet == self.sheet.name) {
                lines.entry(*row).or_default().push(line);
            }
        }
        for (row, lines) in lines {
            let (parts, shown): (Vec<String>, Vec<&str>) =
                lines.iter().map(|&l| (message_at(l), judgement.messages[l].as_str())).unzip();
            let cell = formula(Style::Message, parts.join("&"), Shown::Text(shown.concat()));
            self.sheet.rows[row].cells.push((column, cell));
        }
    }

    /// Adds the conditional formats that mark the cells on the left of a broken relation.
    fn conditions(&mut self, places: &Places, judgement: &Judgement) {
        for placed in &judgement.lines {
            let cells: Vec<String> = placed
                .left
                .iter()
                .filter_map(|&i| places.cells[i].as_ref())
                .filter(|(sheet, ..)| *sheet == self.sheet.name)
                .map(|(_, row, column)| reference(*row, *column))
                .collect();
            if !cells.is_empty() {
                let formula = places.broken(placed, &self.sheet.name);
                self.sheet.conditions.push(Condition { cells: cells.join(" "), formula });
            }
        }
    }

    /// Adds the rules on what may be typed, one for each row.
    fn validations(&mut self, report: &Report) {
        let mut rows: Vec<(&FormCell, Allowed, Vec<String>)> = Vec::new();
        for (r, _, column, cell) in self.begun() {
            let Some(known) = cell.cell.as_deref().and_then(|id| report.form.cell(id)) else {
                continue;
            };
            let kind = match known.kind() {
                Kind::Count => Allowed::Count,
                Kind::Change => Allowed::Change,
                Kind::Amount => Allowed::Amount,
                Kind::Money | Kind::Heading => Allowed::Anything,
            };
            let place = reference(self.top + r, column);
            match rows.last_mut() {
                Some((first, k, places)) if first.row.id == known.row.id && *k == kind => {
                    places.push(place);
                }
                _ => rows.push((known, kind, vec![place])),
            }
        }
        let validations = rows.into_iter().map(|(cell, kind, places)| Validation {
            cells: places.join(" "),
            kind,
            prompt: (report_label(cell), cell.row.help.to_string()),
        });
        self.sheet.validations = validations.collect();
    }
}

fn report_label(cell: &FormCell) -> String {
    match cell.row.label {
        "" => "填写说明".into(),
        label => label.to_string(),
    }
}

fn style(cell: &GridCell) -> Style {
    match (cell.role, cell.level) {
        (CellRole::ColumnHead, _) => Style::ColumnHead,
        (CellRole::RowHead, _) if cell.rows > 1 => Style::Group,
        (CellRole::RowHead, 0) => Style::Label,
        (CellRole::RowHead, 1) => Style::Label1,
        (CellRole::RowHead, 2) => Style::Label2,
        (CellRole::RowHead, _) => Style::Label3,
        (CellRole::Note, _) => Style::Unit,
        (CellRole::Value, _) => Style::Value,
    }
}

/// The value of a report's cell: a number, text as it was typed, or for a total a formula wherever
/// the formula gives what the report states.
fn value(report: &Report, places: &Places, cell: usize, home: &str) -> Value {
    let typed = report.cell(&report.form.all_cells()[cell].id).trim();
    let sum = |j: &PlacedRelation| places.sum(&j.right);
    let equation = places.equation(cell);
    let total = |shown| equation.map(|j| Value::Formula(places.total(&j.right, home), shown));
    match Entry::parse(typed) {
        Entry::Number(n) if is_exact(n) => {
            let agrees = equation.and_then(sum) == Some(n);
            let number = n.to_string();
            total(Shown::Number(number.clone())).filter(|_| agrees).unwrap_or(Value::Number(number))
        }
        _ if typed.is_empty() => {
            let waits = equation.is_some_and(|j| sum(j).is_none());
            total(Shown::Text(String::new())).filter(|_| waits).unwrap_or(Value::Blank)
        }
        _ => Value::Text(typed.to_string()),
    }
}

/// An entry as a number; blank where it is none.
pub fn number(entry: Entry) -> Value {
    match entry.number() {
        Some(n) => Value::Number(n.to_string()),
        None => Value::Blank,
    }
}

/// The entry as a workbook's formulas take it: no number if it cannot be one in a cell.
pub fn calculable(entry: Entry) -> Entry {
    match entry {
        Entry::Number(n) if !is_exact(n) => Entry::Unreadable,
        entry => entry,
    }
}

fn is_exact(number: Amount) -> bool {
    number.to_string().bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS
}
