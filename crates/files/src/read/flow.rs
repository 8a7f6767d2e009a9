//! What the readers of marked-up text share. Paragraphs and nested tables arrive piece by piece and
//! become the blocks of a [`report::document::Document`].
//!
//! A report has no tables within tables, but web pages and some Word files use an outer table for
//! layout. Such a table is dissolved, and its content becomes part of the text ([`is_layout`]).
//! Nothing here recurses, and everything counts against a limit.

mod cell;
mod table;

use report::document::{AsideKind, Block, CellRole, Grid, GridCell, Paragraph, Role};
use report::text::{Numeral, split_numeral};

use self::cell::{finished, is_one_line, lifted, tidy_lines};
use self::table::{drop_empty_rows, is_layout, join_across, join_merged};
use super::asides;
use crate::error::Error;
use crate::limits;

/// Vertical merging of a cell in a Word table. HTML uses row spans instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Merge {
    #[default]
    None,
    Begin,
    Continue,
}

/// The layout of a cell, which some formats only give when the table ends.
#[derive(Clone, Copy, Default)]
pub struct Shape {
    pub columns: usize,
    pub merge: Merge,
    /// The cell is merged with the cell to its left.
    pub joined: bool,
    /// There is no such cell in the file: the row begins further to the right.
    pub blank: bool,
}

/// The blocks read so far, and the paragraph and tables that are still open.
#[derive(Default)]
pub struct Flow {
    blocks: Vec<Block>,
    tables: Vec<Table>,
    /// The paragraph being read.
    pub text: String,
    pub role: Option<Role>,
    /// Footnotes of the open paragraph or table; they follow it.
    footnotes: Vec<String>,
    paragraphs: usize,
    cells: usize,
    /// Repeated cells, and their characters.
    copies: usize,
    letters: usize,
    /// The open text boxes, each with the number of tables around it.
    boxes: Vec<usize>,
}

#[derive(Default)]
struct Table {
    /// Captions, and content wrongly placed between rows, which a browser shows above the table.
    before: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    open: bool,
    heads: usize,
}

#[derive(Clone)]
struct Cell {
    cell: GridCell,
    merge: Merge,
    /// The cell is merged with the cell to its left.
    joined: bool,
    blocks: Vec<Block>,
    /// Where the cell begins in the file, in bytes; 0 where nobody asked.
    source: usize,
}

impl Flow {
    /// Whether text now belongs to a cell.
    pub fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|t| t.open)
    }

    pub fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Appends text to the paragraph, without control characters.
    pub fn push(&mut self, text: &str) {
        let means = |c: &char| (!c.is_control() || *c == '\t') && !asides::is_mark(*c);
        self.text.extend(text.chars().filter(means));
    }

    /// Appends a paragraph's automatic number. In a cell a figure does not run into what follows.
    pub fn push_number(&mut self, number: &str) {
        self.push(number);
        if self.in_cell() && number.ends_with(|c: char| c.is_ascii_digit()) {
            self.push(" ");
        }
    }

    /// Appends words that may not be part of the paragraph's plain text.
    pub fn push_aside(&mut self, kind: AsideKind, text: &str) {
        let means = |c: &char| !c.is_control() && !asides::is_mark(*c);
        let words: String = text.chars().filter(means).collect();
        if !words.is_empty() || kind == AsideKind::CutOff {
            self.text.push_str(&asides::marked(kind, &words));
        }
    }

    /// Begins or ends a text box. If it is anchored in a cell, its content covers the cell.
    pub fn begin_box(&mut self) {
        self.boxes.push(self.tables.len());
    }

    pub fn end_box(&mut self) {
        self.boxes.pop();
    }

    /// A line break: a new line in a cell, a new paragraph in the text. A heading on two lines
    /// remains one heading.
    pub fn line_break(&mut self) -> Result<(), Error> {
        if self.in_cell() {
            self.text.push('\n');
            return Ok(());
        }
        if self.role.is_some_and(is_one_line) {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if latin(self.text.chars().last()) {
                self.text.push(' ');
            }
            return Ok(());
        }
        let role = self.role;
        self.end_paragraph()?;
        self.role = role;
        Ok(())
    }

    /// Ends the paragraph; blank ones are dropped.
    pub fn end_paragraph(&mut self) -> Result<(), Error> {
        let role = self.role.take().unwrap_or(Role::Body);
        let text = std::mem::take(&mut self.text);
        let in_cell = self.in_cell();
        let text = match in_cell {
            true if self.boxes.last() == Some(&self.tables.len()) => {
                let text = tidy_lines(&asides::plain(&text));
                let boxed = |text| asides::marked(AsideKind::Boxed, text);
                if text.is_empty() { text } else { boxed(&text) }
            }
            true => tidy_lines(&text),
            false => asides::plain(&text).trim().to_string(),
        };
        if !text.is_empty() {
            self.add(role, text)?;
        }
        self.put_footnotes()
    }

    fn add(&mut self, role: Role, text: String) -> Result<(), Error> {
        self.paragraphs += 1;
        if self.paragraphs > limits::PARAGRAPHS {
            return Err(limits::too_large());
        }
        self.sink().push(Block::Paragraph(Paragraph { role, text }));
        Ok(())
    }

    /// Inserts the blocks of another document.
    pub fn insert(&mut self, mut blocks: Vec<Block>) {
        self.sink().append(&mut blocks);
    }

    /// Keeps a footnote until the paragraph or the table ends.
    pub fn footnote(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.footnotes.push(format!("注：{}", text.trim_start_matches("注：")));
        }
    }

    fn put_footnotes(&mut self) -> Result<(), Error> {
        if self.footnotes.is_empty() || self.in_table() {
            return Ok(());
        }
        let texts = std::mem::take(&mut self.footnotes);
        texts.into_iter().try_for_each(|text| self.add(Role::Body, text))
    }

    fn sink(&mut self) -> &mut Vec<Block> {
        match self.tables.last_mut() {
            None => &mut self.blocks,
            Some(Table { open: true, rows, before, .. }) => {
                rows.last_mut().and_then(|r| r.last_mut()).map_or(before, |c| &mut c.blocks)
            }
            Some(table) => &mut table.before,
        }
    }

    pub fn begin_table(&mut self) -> Result<(), Error> {
        self.end_paragraph()?;
        if self.tables.len() == limits::TABLE_DEPTH {
            return Err(limits::too_large());
        }
        self.tables.push(Table::default());
        Ok(())
    }

    /// Begins a row; `head` says whether it is repeated on each page as a head.
    pub fn begin_row(&mut self, head: bool) -> Result<(), Error> {
        self.end_cell()?;
        self.cells += 1;
        if self.cells > limits::CELLS {
            return Err(limits::too_large());
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.rows.push(Vec::new());
        if head {
            self.mark_head_row();
        }
        Ok(())
    }

    /// Makes the current row a head if all rows above it are heads.
    pub fn mark_head_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if table.heads + 1 == table.rows.len() {
            table.heads += 1;
        }
    }

    /// Removes the current row.
    pub fn drop_row(&mut self) -> Result<(), Error> {
        self.end_cell()?;
        if let Some(table) = self.tables.last_mut() {
            table.rows.pop();
            table.heads = table.heads.min(table.rows.len());
        }
        Ok(())
    }

    pub fn begin_cell(&mut self, mut cell: GridCell, merge: Merge) -> Result<(), Error> {
        self.end_cell()?;
        self.cells += 1;
        if self.cells > limits::CELLS {
            return Err(limits::too_large());
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        cell.columns = cell.columns.clamp(1, limits::SPAN);
        cell.rows = cell.rows.clamp(1, limits::ROW_SPAN);
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(Cell::new(cell, merge));
            table.open = true;
        }
        Ok(())
    }

    /// Sets the layout of the cell that was begun last.
    pub fn shape_cell(&mut self, shape: Shape) {
        let table = self.tables.last_mut().filter(|t| t.open);
        if let Some(cell) = table.and_then(|t| t.rows.last_mut()).and_then(|r| r.last_mut()) {
            cell.shape(shape);
        }
    }

    /// Sets the layout of all cells of the table that is about to end, row by row.
    pub fn shape_table(&mut self, shapes: Vec<Vec<Shape>>) -> Result<(), Error> {
        self.end_cell()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        for (row, shapes) in table.rows.iter_mut().zip(shapes) {
            let mut cells = std::mem::take(row).into_iter();
            for shape in shapes {
                let blank = || Cell::new(GridCell::new(CellRole::Value, ""), Merge::None);
                let cell = if shape.blank { Some(blank()) } else { cells.next() };
                let Some(mut cell) = cell else { break };
                cell.shape(shape);
                row.push(cell);
            }
            row.extend(cells);
        }
        Ok(())
    }

    pub fn end_cell(&mut self) -> Result<(), Error> {
        self.end_paragraph()?;
        if let Some(table) = self.tables.last_mut() {
            table.open = false;
        }
        Ok(())
    }

    /// Repeats the last cell so that it is there `count` times.
    pub fn repeat_cell(&mut self, count: usize) -> Result<(), Error> {
        let Some(row) = self.tables.last().and_then(|t| t.rows.last()) else { return Ok(()) };
        let Some(cell) = row.last().cloned() else { return Ok(()) };
        let count = count.clamp(1, limits::SPAN) - 1;
        self.repeated(count, std::slice::from_ref(&cell))?;
        if let Some(row) = self.tables.last_mut().and_then(|t| t.rows.last_mut()) {
            row.extend(std::iter::repeat_n(cell, count));
        }
        Ok(())
    }

    /// Repeats the last row so that it is there `count` times. Blank rows are not repeated, since
    /// spreadsheets fill their sheets with them.
    pub fn repeat_row(&mut self, count: usize) -> Result<(), Error> {
        let row = self.tables.last().and_then(|t| t.rows.last()).filter(|_| count > 1);
        let Some(row) = row.filter(|r| r.iter().any(|c| !c.blocks.is_empty())).cloned() else {
            return Ok(());
        };
        self.repeated(count - 1, &row)?;
        if let Some(table) = self.tables.last_mut() {
            table.rows.extend(std::iter::repeat_n(row, count - 1));
        }
        Ok(())
    }

    /// Counts the cells of `count` repetitions, and their text, against the limits: a short file
    /// could stand for a very long one.
    fn repeated(&mut self, count: usize, cells: &[Cell]) -> Result<(), Error> {
        let blocks = cells.iter().flat_map(|c| &c.blocks);
        let letters: usize = blocks.map(table::letters).sum();
        let copies = count.saturating_mul(cells.len());
        self.cells = self.cells.saturating_add(copies);
        self.copies = self.copies.saturating_add(copies);
        self.letters = self.letters.saturating_add(count.saturating_mul(letters));
        let many = self.cells > limits::CELLS || self.copies > limits::COPIES;
        match many || self.letters > limits::TEXT {
            true => Err(limits::too_large()),
            false => Ok(()),
        }
    }

    pub fn end_table(&mut self) -> Result<(), Error> {
        self.end_cell()?;
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        table.rows.iter_mut().for_each(join_across);
        join_merged(&mut table.rows);
        drop_empty_rows(&mut table);
        let layout = is_layout(&table.rows);
        let sink = self.sink();
        sink.append(&mut table.before);
        if layout {
            sink.extend(table.rows.into_iter().flatten().flat_map(|c| c.blocks).flat_map(lifted));
            return self.put_footnotes();
        }
        let heads = table.heads;
        let sources = cell::sources(&table.rows);
        let rows: Vec<Vec<GridCell>> =
            table.rows.into_iter().map(|r| r.into_iter().map(finished).collect()).collect();
        if rows.iter().flatten().any(|c| !c.text.is_empty()) {
            sink.push(Block::Grid(Grid { rows, head_rows: heads, sources, ..Grid::default() }));
        }
        Ok(())
    }

    /// Handles a file that ends within a table, where the last cell may be incomplete. Gives
    /// whether a cell was open.
    pub fn cut_off(&mut self) -> bool {
        if self.in_cell() {
            self.push_aside(AsideKind::CutOff, "");
        }
        self.in_table()
    }

    /// Closes the open tables and the paragraph, and gives the blocks.
    pub fn finish(mut self) -> Result<Vec<Block>, Error> {
        while self.in_table() {
            self.end_table()?;
        }
        self.end_paragraph()?;
        Ok(self.blocks)
    }
}

/// Lifts headings by one level where the report's title is a heading of level 1 and its sections
/// are of level 2. Only a title contains 年度报告 and has no number.
pub fn lift_title(blocks: &mut [Block]) {
    let headings = || [Role::Heading, Role::Subheading];
    let mut found = blocks.iter_mut().filter_map(|b| match b {
        Block::Paragraph(p) if headings().contains(&p.role) => Some(p),
        _ => None,
    });
    let Some(title) = found.next() else { return };
    let rest: Vec<_> = found.collect();
    let is_title = title.role == Role::Heading
        && title.text.contains("年度报告")
        && split_numeral(&title.text).is_none();
    if is_title && rest.iter().all(|p| p.role == Role::Subheading) {
        title.role = Role::Title;
        let section = |text: &str| matches!(split_numeral(text), Some((Numeral::Section(_), _)));
        rest.into_iter().filter(|p| section(&p.text)).for_each(|p| p.role = Role::Heading);
    }
}
