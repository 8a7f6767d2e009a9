//! The tables of a document as lines of cells by column: worksheets, a csv, or the tables of a text
//! file, each with the line numbers that the user sees.

use report::document::{Block, Document, Grid, Place};
use report::text::key;

use crate::applicant::is_person;
use crate::blank::is_blank;
use crate::contents::is_tick;
use crate::field::{Field, meant};
use crate::period::year_of_number;
use crate::privacy;
use crate::words::has;

/// A worksheet, or a table of a text file.
#[derive(Default)]
pub struct Sheet<'a> {
    /// The worksheet's name; `csv`; or the number of the table, counted from 1.
    pub name: String,
    /// The name by which it may be shown: another one if its own may be that of a person.
    pub shown: String,
    /// The paragraph above it; empty on a worksheet.
    pub above: &'a str,
    /// The lines with any text, from the top.
    pub lines: Vec<Line<'a>>,
    /// The columns that the file hides.
    pub hidden: Vec<usize>,
}

/// A line of a sheet.
pub struct Line<'a> {
    /// Its number in the file, counted from 1.
    pub number: usize,
    /// Whether the file hides it.
    pub hidden: bool,
    /// The cells by column of the sheet; `None` where there is no cell or no text.
    pub cells: Vec<Option<Cell<'a>>>,
}

/// A cell, or the part of a merged cell that lies on this line and column.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    /// The text without white space around it, never empty.
    pub text: &'a str,
    /// Whether the text stands for a blank.
    pub blank: bool,
    /// Whether the cell begins on this line.
    pub top: bool,
    /// Whether the cell begins in this column.
    pub left: bool,
    /// Number of rows that the cell spans.
    pub rows: usize,
}

impl<'a> Line<'a> {
    /// The cell at a column, a merged one at all its places.
    pub fn cell(&self, column: usize) -> Option<Cell<'a>> {
        self.cells.get(column).copied().flatten()
    }

    /// The text at a column.
    pub fn text(&self, column: usize) -> Option<&'a str> {
        self.cell(column).map(|cell| cell.text)
    }

    /// The text of a cell that begins on this line.
    pub fn own(&self, column: usize) -> Option<&'a str> {
        self.cell(column).filter(|cell| cell.top).map(|cell| cell.text)
    }

    /// The cells that begin on this line, each once, with their columns.
    pub fn begun(&self) -> impl Iterator<Item = (usize, Cell<'a>)> {
        let cells = self.cells.iter().enumerate();
        cells.filter_map(|(c, cell)| cell.filter(|cell| cell.top && cell.left).map(|x| (c, x)))
    }
}

/// All sheets of a document in order. Grids of one worksheet, which long gaps separate, are one
/// sheet.
pub fn sheets(document: &Document) -> Vec<Sheet<'_>> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut above, mut n) = ("", 0);
    for block in &document.blocks {
        let grid = match block {
            Block::Paragraph(paragraph) if paragraph.text.trim().is_empty() => continue,
            Block::Paragraph(paragraph) => {
                above = paragraph.text.trim();
                continue;
            }
            Block::Grid(grid) => grid,
        };
        let (name, top, left) = match &grid.place {
            Some(Place::Sheet { name, row, column }) => (name.clone(), *row, *column),
            Some(Place::Rows { row, column }) => ("csv".to_string(), *row, *column),
            _ => ((n + 1).to_string(), 0, 0),
        };
        if sheets.last().is_none_or(|last| last.name != name) {
            let above = std::mem::take(&mut above);
            sheets.push(Sheet { name, above, ..Sheet::default() });
        }
        n += 1;
        let last = sheets.len() - 1;
        sheets[last].lines.extend(lines(grid, top, left));
        sheets[last].hidden.extend(grid.hidden.columns.iter().map(|column| left + column));
    }
    let mut sheets: Vec<Sheet> = sheets.into_iter().flat_map(halves).collect();
    let shown: Vec<String> = (0..sheets.len()).map(|n| shown(&sheets, n)).collect();
    for (sheet, shown) in sheets.iter_mut().zip(shown) {
        sheet.shown = shown;
    }
    sheets
}

/// A sheet on which two lists stand side by side, with the same heads, as two sheets; each other sheet
/// as it is.
fn halves(mut sheet: Sheet) -> Vec<Sheet> {
    let Some(from) = sheet.lines.iter().take(20).find_map(repeats) else { return vec![sheet] };
    let whole = std::mem::take(&mut sheet.lines);
    let mut right = Sheet { name: sheet.name.clone(), ..Sheet::default() };
    (right.above, right.hidden) = (sheet.above, sheet.hidden.clone());
    let mut left = sheet;
    for line in whole {
        let half =
            |n: usize, cell: &Option<Cell<'_>>, of: bool| cell.is_some() && (n >= from) == of;
        for (side, of) in [(&mut left, false), (&mut right, true)] {
            let cells = line.cells.iter().enumerate();
            let cells: Vec<_> = cells.map(|(n, cell)| cell.filter(|_| half(n, cell, of))).collect();
            if cells.iter().any(Option::is_some) {
                side.lines.push(Line { cells, ..line });
            }
        }
    }
    vec![left, right]
}

/// The normalised words of a head, and what they mean.
type Head = (String, Option<Field>);

/// The column at which the heads begin again: both parts have an applicant, a day and a result, most
/// heads of the shorter part stand in the other in the same order, and each part is a list of its own.
fn repeats(line: &Line) -> Option<usize> {
    let texts: Vec<(usize, &str)> = line.begun().map(|(at, cell)| (at, cell.text)).collect();
    let number = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    if texts.len() < 8 || texts.iter().any(|(_, text)| number(text) || is_tick(text)) {
        return None;
    }
    let heads: Vec<Head> =
        texts.iter().map(|(_, text)| key(text)).map(|k| (k.clone(), meant(&[k]))).collect();
    let is_list = |part: &[Head]| {
        let any = |list: &[Field]| part.iter().any(|(_, f)| f.is_some_and(|f| list.contains(&f)));
        any(&[Field::Applicant, Field::Kind])
            && any(&[Field::Result, Field::Detail, Field::Status])
            && any(&[Field::Received, Field::Registered, Field::Filed, Field::Date, Field::Number])
    };
    let fits = |at: &usize| {
        let (left, right) = heads.split_at(*at);
        let less = left.len().min(right.len());
        let same = |(a, b): &(&Head, &Head)| {
            a.0 == b.0 || a.1.is_some_and(|field| field != Field::Other && b.1 == Some(field))
        };
        let equal = left.iter().zip(right).filter(same).count();
        let words = left.iter().zip(right).filter(|(a, b)| a.0 == b.0).count();
        left.len().abs_diff(right.len()) <= 1
            && equal >= 3
            && equal * 10 >= less * 6
            && (is_list(left) && is_list(right) || words >= 3 && words * 10 >= less * 6)
    };
    (4..=heads.len() - 4).find(fits).map(|at| texts[at].0)
}

/// The name of a sheet, or its number where the name may be that of a person: it is like one and has
/// no word of a register, or has a long number or a name that stands in a cell.
fn shown(sheets: &[Sheet], n: usize) -> String {
    const WORDS: &str = "账|表|月|季|年|度|件|结|议|讼|诉|码|明细|单|录|总|报|公开|申请|登记|数据|说明|上|下|页|代|的|封面|安排|计划";
    let name = &sheets[n].name;
    let inside = |text: &str| name.contains(text) && is_person(text) && !has(text, WORDS);
    let mut cells = sheets.iter().flat_map(|s| &s.lines).flat_map(|l| l.cells.iter().flatten());
    // 2024.12 is a month and no one's number.
    let dated =
        year_of_number(name).is_some() && name.chars().filter(char::is_ascii_digit).count() <= 8;
    let personal = inside(name)
        || privacy::coded(name) && !dated
        || cells.any(|cell| cell.text.len() <= name.len().min(12) && inside(cell.text));
    if personal { format!("工作表{}", n + 1) } else { name.clone() }
}

/// Most columns of a list.
pub const COLUMNS: usize = 64;

fn lines(grid: &Grid, top: usize, left: usize) -> Vec<Line<'_>> {
    let cover = grid.cover_to(COLUMNS);
    let mut lines = Vec::with_capacity(cover.len());
    for (r, covered) in cover.iter().enumerate() {
        let mut cells: Vec<Option<Cell>> = vec![None; left + covered.len()];
        let mut last = None;
        for (c, place) in covered.iter().enumerate() {
            let Some(place) = place else { continue };
            let cell = &grid.rows[place.row][place.index];
            let text = cell.text.trim();
            let first = last != Some((place.row, place.index));
            last = Some((place.row, place.index));
            if !text.is_empty() {
                let (top, rows) = (place.row == r, cell.rows.max(1));
                let blank = is_blank(text);
                cells[left + c] = Some(Cell { text, blank, top, left: first, rows });
            }
        }
        if cells.iter().any(Option::is_some) {
            let hidden = grid.hidden.rows.binary_search(&r).is_ok();
            lines.push(Line { number: top + r + 1, hidden, cells });
        }
    }
    lines
}
