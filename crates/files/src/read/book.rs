//! What the readers of workbooks share. Cells given by row and column become grids, sheet after
//! sheet, and notes say what a print would not show.
//!
//! This code does not know what a table means: [`report::recognize`] separates a sheet's title, its
//! remarks and several tables on one sheet. A grid keeps the rows and columns of its sheet, so that
//! each cell can be found again.

mod area;
mod hidden;
mod ours;

use std::collections::BTreeMap;

use report::document::{
    AsideKind, Block, CellRole, Document, Grid, GridCell, Note, NoteLevel, Place,
};

pub use self::area::Area;
use super::asides;
use super::number::{Format, Shown, unseen};
use crate::error::Error;
use crate::limits;

/// Number of blank rows in succession that end a grid.
const GAP: usize = 20;

/// The end of the note about a hidden sheet that was not read.
pub const HIDDEN_SHEET: &str = "是隐藏的，没有读入";

/// The end of the note about a formula without a result.
pub const UNSOLVED: &str = "公式没有计算结果，按空白读入";

/// A workbook being read.
#[derive(Default)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    /// Whether dates count days from 1904 instead of 1900.
    pub since_1904: bool,
    cells: usize,
    /// Bytes of all cells' texts.
    text: usize,
    /// Formulas without a result.
    unsolved: usize,
    /// What the next cell's text is as a whole, if it is not plain text.
    pub look: Option<AsideKind>,
}

#[derive(Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Cells that hold zero are shown blank.
    pub hides_zeros: bool,
    pub hidden_rows: Vec<usize>,
    /// The first and the last column of each hidden range.
    pub hidden_columns: Vec<(usize, usize)>,
    pub merged: Vec<Area>,
    /// The texts by row and column.
    pub cells: BTreeMap<(usize, usize), String>,
    notes: Vec<Note>,
}

/// Most notes of one sort for a sheet.
const NOTES: usize = 20;

impl Book {
    /// Begins a sheet, which then is [`Book::sheet`].
    pub fn begin(&mut self, name: impl Into<String>, hidden: bool) -> Result<(), Error> {
        if self.sheets.len() == limits::PARTS {
            return Err(limits::too_large());
        }
        self.sheets.push(Sheet { name: name.into(), hidden, ..Sheet::default() });
        Ok(())
    }

    /// The sheet that was begun last.
    pub fn sheet(&mut self) -> &mut Sheet {
        if self.sheets.is_empty() {
            self.sheets.push(Sheet::default());
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// Puts a text into the sheet that was begun last; row and column are counted from 0.
    pub fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), Error> {
        let look = self.look.take();
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        limits::step(8 + text.len())?;
        self.cells += 1;
        self.text += text.len();
        // Cells may share a text, so a small file could stand for an enormous one.
        if self.cells > limits::CELLS || self.text > limits::BYTES {
            return Err(limits::too_large());
        }
        let mut text = match text.contains(char::is_control) {
            true => lines(text),
            false => text.to_string(),
        };
        if let Some(look) = look {
            text = asides::marked(look, &asides::plain(&text));
        }
        self.sheet().cells.insert((row, column), text);
        Ok(())
    }

    /// Puts a number into the sheet that was begun last, as `format` shows it.
    pub fn put_number(
        &mut self,
        row: usize,
        column: usize,
        value: f64,
        format: &Format,
    ) -> Result<(), Error> {
        let mut shown = format.show(value, self.since_1904);
        if value == 0.0 && self.sheet().hides_zeros {
            shown = unseen(value);
        }
        self.put_shown(row, column, &shown)
    }

    /// Puts a number into the sheet that was begun last, given what the file shows for it.
    pub fn put_shown(&mut self, row: usize, column: usize, shown: &Shown) -> Result<(), Error> {
        if let Some(stored) = &shown.stored {
            let (level, message) = match shown.text.as_str() {
                "" => (NoteLevel::Lost, format!("单元格里存的是 {stored}，但不显示，按空白读入")),
                text => {
                    let message = format!("单元格里存的是 {stored}，显示为 {text}，按显示的读入");
                    (NoteLevel::Guessed, message)
                }
            };
            self.sheet().note(level, message, row, column);
        }
        self.put(row, column, &shown.text)
    }

    /// Notes an error value such as `#DIV/0!` in place of a cell's value.
    pub fn put_fault(&mut self, row: usize, column: usize, fault: &str) -> Result<(), Error> {
        let message = format!("公式出错，单元格显示为 {fault}");
        self.sheet().note(NoteLevel::Lost, message, row, column);
        self.put(row, column, fault)
    }

    /// Notes a formula without a result, whose cell is blank.
    pub fn note_unsolved(&mut self, row: usize, column: usize) {
        self.unsolved += 1;
        let message = format!("单元格里的{UNSOLVED}");
        self.sheet().note(NoteLevel::Lost, message, row, column);
    }

    /// Makes the document: all sheets in order, the hidden ones only if there are no others.
    pub fn document(self, notes: &mut Vec<Note>) -> Result<Document, Error> {
        let mut document = Document::default();
        let mut sheets: Vec<Sheet> =
            self.sheets.into_iter().filter(|s| !s.cells.is_empty()).collect();
        if let Some(document) = ours::document(&mut sheets, notes)? {
            return Ok(document);
        }
        let visible = sheets.iter().any(|s| !s.hidden);
        if visible {
            for sheet in sheets.iter().filter(|s| s.hidden) {
                let message = format!("工作表“{}”{HIDDEN_SHEET}", sheet.name);
                notes.push(Note::new(NoteLevel::Lost, message));
            }
            sheets.retain(|s| !s.hidden);
        } else if !sheets.is_empty() {
            let message = "工作表都是隐藏的，仍按其内容读入";
            notes.push(Note::new(NoteLevel::Guessed, message));
        }
        if self.unsolved > 0 {
            let message = format!(
                "有 {} 个公式没有保存计算结果，按空白读入；请用 WPS 或 Excel 打开并保存后再试",
                self.unsolved
            );
            notes.push(Note::new(NoteLevel::Lost, message));
        }
        let mut size = Size::default();
        for sheet in sheets {
            sheet.grids(&mut document.blocks, &mut size, notes)?;
        }
        Ok(document)
    }
}

/// The lines of a text that are not blank, without control characters.
fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n").replace('\t', " ").replace(|c: char| c.is_control() && c != '\n', "")
}

/// Number of rows and cells of all grids together.
#[derive(Default)]
struct Size {
    rows: usize,
    cells: usize,
}

impl Sheet {
    pub fn note(&mut self, level: NoteLevel, message: String, row: usize, column: usize) {
        if self.notes.len() < NOTES {
            let place = Place::Sheet { name: self.name.clone(), row, column };
            self.notes.push(Note::new(level, message).at(place.spot(0, 0, 0)));
        }
    }

    /// The sheet's cells as grids; a run of [`GAP`] blank rows separates two grids.
    fn grids(
        mut self,
        blocks: &mut Vec<Block>,
        size: &mut Size,
        notes: &mut Vec<Note>,
    ) -> Result<(), Error> {
        self.tell_hidden();
        notes.append(&mut self.notes);
        self.merged.retain(|a| (a.top, a.left) < (a.bottom, a.right));
        self.merged.sort_unstable();
        let mut cells = std::mem::take(&mut self.cells).into_iter().peekable();
        while let Some(((top, left), text)) = cells.next() {
            let mut part = vec![((top, left), text)];
            let (mut bottom, mut left, mut right) = (top, left, left);
            while let Some(((row, column), text)) =
                cells.next_if(|((row, _), _)| *row <= bottom + GAP)
            {
                (bottom, left, right) = (row, left.min(column), right.max(column));
                part.push(((row, column), text));
            }
            let mut part = BTreeMap::from_iter(part);
            if right - left >= limits::SPAN {
                let end = left + limits::SPAN;
                let lost = part.keys().filter(|(_, column)| *column >= end).count();
                let message = format!("第 {} 列以后的 {lost} 个单元格没有读入", limits::SPAN);
                let place = Place::Sheet { name: self.name.clone(), row: top, column: end };
                notes.push(Note::new(NoteLevel::Lost, message).at(place.spot(0, 0, 0)));
                // No report has more, but a few long rows may be a register on its side.
                let long = bottom - top < limits::SPAN;
                right = right.min(left + if long { limits::WIDE } else { limits::SPAN } - 1);
            }
            let used = Area { top, left, bottom, right };
            size.rows += bottom - top + 1;
            size.cells += (bottom - top + 1) * (right - left + 1);
            if size.rows > limits::PARAGRAPHS || size.cells > limits::CELLS {
                return Err(limits::too_large());
            }
            let place = Place::Sheet { name: self.name.clone(), row: top, column: left };
            let rows = rows(&mut part, used, &self.merged);
            let under = part.keys().filter(|(_, column)| *column <= right).count();
            if under > 0 {
                let message = format!("有 {under} 个单元格被合并单元格盖住，里面的内容没有读入");
                notes.push(Note::new(NoteLevel::Lost, message).at(place.spot(0, 0, 0)));
            }
            let hidden = self.hidden_within(used);
            blocks.push(Block::Grid(Grid { rows, place: Some(place), hidden, ..Grid::default() }));
        }
        Ok(())
    }
}

/// The rows of a grid. Every place of the used range has a cell, unless a merged cell covers it or
/// its row is blank.
fn rows(
    cells: &mut BTreeMap<(usize, usize), String>,
    used: Area,
    merged: &[Area],
) -> Vec<Vec<GridCell>> {
    let width = used.right - used.left + 1;
    let spans = Spans::of(used, merged);
    let mut rows: Vec<Vec<GridCell>> = Vec::with_capacity(used.bottom - used.top + 1);
    // The row below the last one into which a merged cell reaches.
    let mut reach = 0;
    for row in used.top..=used.bottom {
        let blank = cells.range((row, used.left)..=(row, used.right)).next().is_none();
        let mut line = Vec::new();
        for x in 0..width {
            let (covered, down, right) = spans.at(row - used.top, x);
            if blank && row >= reach || covered {
                continue;
            }
            let text = cells.remove(&(row, used.left + x)).unwrap_or_default();
            let mut cell = GridCell::new(CellRole::Value, "");
            cell.text = asides::part(text, &mut cell).trim().to_string();
            line.push(GridCell { columns: right, rows: down, ..cell });
            reach = reach.max(row + down);
        }
        rows.push(line);
    }
    rows
}

/// The places of a range that merged cells cover, and the size of each merged cell.
struct Spans {
    width: usize,
    covered: Vec<bool>,
    /// Height and width in cells of each merged cell, by the place of its upper left corner.
    begun: BTreeMap<usize, (usize, usize)>,
}

impl Spans {
    /// Merged ranges are cut to the range in use; where two overlap, the second is cut.
    fn of(used: Area, merged: &[Area]) -> Spans {
        let width = used.right - used.left + 1;
        let height = used.bottom - used.top + 1;
        let mut spans =
            Spans { width, covered: vec![false; width * height], begun: BTreeMap::new() };
        let inside = |a: &&Area| {
            (used.top..=used.bottom).contains(&a.top) && (used.left..=used.right).contains(&a.left)
        };
        // They are in the order of their tops.
        let first = merged.partition_point(|a| a.top < used.top);
        let end = merged.partition_point(|a| a.top <= used.bottom);
        for area in merged[first..end].iter().filter(inside) {
            let (top, left) = (area.top - used.top, area.left - used.left);
            let mut right = (area.right.min(used.right) - used.left).min(left + limits::SPAN - 1);
            let bottom = area.bottom.min(used.bottom) - used.top;
            let mut down = 0;
            for y in top..=bottom {
                let taken = (left..=right).find(|x| spans.covered[y * width + x]);
                match taken {
                    Some(x) if y == top && x > left => right = x - 1,
                    Some(_) => break,
                    None => {}
                }
                spans.covered[y * width + left..=y * width + right].fill(true);
                down += 1;
            }
            if down > 0 {
                spans.begun.insert(top * width + left, (down, right - left + 1));
            }
        }
        spans
    }

    /// Whether a merged cell that begins elsewhere covers this place, and else how many rows and
    /// columns the cell here spans.
    fn at(&self, row: usize, column: usize) -> (bool, usize, usize) {
        let place = row * self.width + column;
        match self.begun.get(&place) {
            Some((down, right)) => (false, *down, *right),
            None => (self.covered[place], 1, 1),
        }
    }
}
