//! Word files of 1997 to 2003 (doc; WPS writes wps the same way), as Word shows them with all
//! changes accepted. The counterpart of [`super::docx`], with the same notes.
//!
//! The text is one long array of UTF-16 units, in which control characters end paragraphs and
//! cells; properties stored elsewhere ([`properties`]) say what each end means. Deliberately
//! absent: everything about appearance, and files of Word 95 and older.

mod anchors;
mod fields;
mod file;
mod properties;
mod styles;
mod table;

use std::collections::HashMap;
use std::ops::Range;

use report::document::{AsideKind, CellRole, Document, GridCell, Note, Role};

use self::anchors::{Anchored, anchored};
use self::fields::{Drawn, silent};
use self::file::{File, Part, Plc, table as tables};
use self::properties::{Characters, Paragraph, Runs};
use self::table::Row;
use super::flow::{Flow, Merge, lift_title};
use super::numbering::Counters;
use super::omitted::Omitted;
use super::styles::{Style, Styles, is_of_signs};
use super::symbols;
use crate::compound::u16_at;
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;

/// Control characters with a meaning in the text.
mod mark {
    pub const PICTURE: u16 = 0x01;
    pub const CELL: u16 = 0x07;
    pub const DRAWING: u16 = 0x08;
    pub const TAB: u16 = 0x09;
    pub const LINE: u16 = 0x0b;
    pub const PAGE: u16 = 0x0c;
    pub const PARAGRAPH: u16 = 0x0d;
    pub const COLUMN: u16 = 0x0e;
    pub const FIELD: u16 = 0x13;
    pub const RESULT: u16 = 0x14;
    pub const FIELD_END: u16 = 0x15;
    pub const HYPHEN: u16 = 0x1e;
    pub const SOFT_HYPHEN: u16 = 0x1f;
    pub const SYMBOL: u16 = 0x28;
}

pub fn fits(content: &Content) -> Fit {
    Fit::sure_if(content.has_stream("WordDocument"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let file = File::open(bytes)?;
    let (styles, looks) = styles::styles(&file);
    let mut body = Body {
        characters: Runs::characters(&file),
        paragraphs: Runs::paragraphs(&file),
        silent: silent(&file.units),
        fonts: styles::fonts(&file),
        anchored: anchored(&file),
        counters: Counters::new(styles::numbering(&file)),
        flow: Flow::default(),
        omitted: Omitted::default(),
        levels: Vec::new(),
        carried: String::new(),
        count: 0,
        file: &file,
        styles,
        looks,
    };
    body.part(file.part(Part::Main))?;
    body.left_boxes()?;
    body.margins();
    body.omitted.comments = Plc::new(file.table(tables::COMMENT_MARKS), 30).len();
    body.omitted.numbers = body.counters.unknown;
    body.omitted.tell(notes);
    let mut blocks = body.flow.finish()?;
    lift_title(&mut blocks);
    Ok(Document { blocks, title: None, data: None })
}

struct Body<'a> {
    file: &'a File,
    characters: Runs,
    paragraphs: Runs,
    /// For each unit whether it belongs to a field's code, which is not shown.
    silent: Vec<bool>,
    styles: Styles,
    /// What styles make of their text, by their numbers.
    looks: HashMap<u16, Characters>,
    fonts: Vec<String>,
    anchored: Anchored,
    counters: Counters,
    flow: Flow,
    omitted: Omitted,
    /// The open tables, outermost first.
    levels: Vec<Level>,
    /// Text of a paragraph whose end mark is deleted; the next paragraph continues it.
    carried: String,
    /// Number of paragraphs read, blank ones included.
    count: usize,
}

/// A table being read.
#[derive(Default)]
struct Level {
    in_row: bool,
    in_cell: bool,
    rows: Vec<Row>,
}

impl Body<'_> {
    /// Reads a part of the text, paragraph by paragraph.
    fn part(&mut self, range: Range<usize>) -> Result<(), Error> {
        let outer = std::mem::take(&mut self.levels);
        let mut first = range.start;
        for at in range.clone() {
            if matches!(self.file.units[at], mark::PARAGRAPH | mark::CELL | mark::PAGE) {
                self.paragraph(first..at, at)?;
                first = at + 1;
            }
        }
        if first < range.end {
            self.paragraph(first..range.end, range.end - 1)?;
        }
        self.close_tables(0)?;
        self.levels = outer;
        self.flow.text = std::mem::take(&mut self.carried);
        self.flow.end_paragraph()
    }

    /// Reads a paragraph whose mark is at `end`.
    fn paragraph(&mut self, range: Range<usize>, end: usize) -> Result<(), Error> {
        limits::step(8 + range.len())?;
        self.count += 1;
        if self.count > limits::PARAGRAPHS {
            return Err(limits::too_large());
        }
        let (paragraph, list) = self.properties(end);
        self.open_tables(paragraph.depth)?;
        if paragraph.ends_row {
            return self.end_row(&list, end);
        }
        self.open_cell()?;
        self.boxes(range.clone())?;
        let style = self.styles.get(&paragraph.style.to_string()).unwrap_or(&Style::PLAIN);
        let (role, contents) = (style.role, style.contents);
        self.flow.text = std::mem::take(&mut self.carried);
        self.flow.role = match paragraph.outline {
            Some(0) => Some(Role::Heading),
            Some(1..=8) => Some(Role::Subheading),
            _ => role,
        };
        let list = paragraph.list.map(|l| l.to_string()).or_else(|| style.list.clone());
        let level = paragraph.list_level.map(usize::from).or(style.list_level).unwrap_or(0);
        if let Some(list) = list.filter(|_| !range.is_empty() || self.flow.in_cell()) {
            self.flow.push_number(&self.counters.next(&list, level));
        }
        self.text(range)?;
        if contents {
            self.flow.text.clear();
        }
        let unit = self.file.units[end];
        if unit == mark::PARAGRAPH && self.run(end).0.deleted && !paragraph.ends_inner_cell {
            self.omitted.changed = true;
            self.carried = std::mem::take(&mut self.flow.text);
            return Ok(());
        }
        self.flow.end_paragraph()?;
        let ends_cell = unit == mark::CELL || paragraph.ends_inner_cell;
        match self.levels.last_mut().filter(|_| ends_cell) {
            Some(level) => {
                level.in_cell = false;
                self.flow.end_cell()
            }
            None => Ok(()),
        }
    }

    /// The properties of the paragraph whose mark is at `end`, and the property list that they are
    /// from.
    fn properties(&self, end: usize) -> (Paragraph, Vec<u8>) {
        let (place, change) = self.file.place(end);
        let (list, _) = self.paragraphs.at(self.file, place);
        let mut paragraph =
            Paragraph { style: u16_at(list, 0).unwrap_or(0), ..Paragraph::default() };
        let mut list = list.get(2..).unwrap_or_default().to_vec();
        list.extend(self.file.change(change));
        paragraph.apply(self.file, &list);
        // A cell mark outside of tables is invalid; it ends a paragraph all the same.
        (paragraph, list)
    }

    /// Opens and closes tables until `depth` of them are open.
    fn open_tables(&mut self, depth: usize) -> Result<(), Error> {
        self.close_tables(depth)?;
        while self.levels.len() < depth {
            self.open_cell()?;
            self.flow.begin_table()?;
            self.levels.push(Level::default());
        }
        Ok(())
    }

    fn close_tables(&mut self, depth: usize) -> Result<(), Error> {
        while self.levels.len() > depth {
            let level = self.levels.pop().unwrap_or_default();
            self.flow.shape_table(table::shapes(&level.rows))?;
            self.flow.end_table()?;
        }
        Ok(())
    }

    fn open_cell(&mut self) -> Result<(), Error> {
        let Some(level) = self.levels.last_mut() else { return Ok(()) };
        if !std::mem::replace(&mut level.in_row, true) {
            self.flow.begin_row(false)?;
        }
        if !std::mem::replace(&mut level.in_cell, true) {
            self.flow.begin_cell(GridCell::new(CellRole::Value, ""), Merge::None)?;
        }
        Ok(())
    }

    fn end_row(&mut self, list: &[u8], end: usize) -> Result<(), Error> {
        let deleted = self.run(end).0.deleted;
        let Some(level) = self.levels.last_mut() else { return Ok(()) };
        level.in_cell = false;
        if !std::mem::take(&mut level.in_row) {
            self.flow.begin_row(false)?;
        }
        if deleted {
            self.omitted.changed = true;
            return self.flow.drop_row();
        }
        let row = Row::read(self.file, list);
        if row.unseen {
            self.omitted.unseen += 1;
            return self.flow.drop_row();
        }
        if row.head {
            self.flow.mark_head_row();
        }
        level.rows.push(row);
        Ok(())
    }

    /// The properties of the characters at a unit, and the unit after the last one that has them
    /// too.
    fn run(&self, at: usize) -> (Characters, usize) {
        let (place, change) = self.file.place(at);
        let (list, until) = self.characters.at(self.file, place);
        let mut run = Characters::default();
        let of_style = |style: u16| self.looks.get(&style).copied().unwrap_or_default();
        run.apply(list, of_style);
        run.apply(&self.file.change(change), of_style);
        let font = run.font.and_then(|font| self.fonts.get(usize::from(font)));
        run.moved |= font.is_some_and(|name| is_of_signs(name));
        // A run may continue in the next piece of the text, where it is looked up again.
        let units = (until - place).div_ceil(2).max(1);
        (run, at.saturating_add(units))
    }

    /// Appends the units that are shown.
    fn text(&mut self, range: Range<usize>) -> Result<(), Error> {
        let mut plain: Vec<u16> = Vec::new();
        let (mut run, mut until) = (Characters::default(), range.start);
        let mut look = None;
        for at in range {
            if at >= until {
                (run, until) = self.run(at);
                if run.look() != look {
                    self.push(&mut plain, look);
                    look = run.look();
                }
            }
            self.omitted.changed |= run.deleted || run.inserted;
            let unit = self.file.units[at];
            if run.deleted || self.silent[at] {
                continue;
            }
            self.omitted.hidden |= run.hidden && unit > 0x20;
            self.omitted.struck |= look == Some(AsideKind::Struck) && unit > 0x20;
            if run.hidden && unit < 0x20 {
                continue;
            }
            if unit >= 0x20 && !(unit == mark::SYMBOL && run.symbol.is_some()) {
                plain.push(unit);
                continue;
            }
            self.push(&mut plain, look);
            self.sign(unit, at, run)?;
        }
        self.push(&mut plain, look);
        Ok(())
    }

    fn push(&mut self, units: &mut Vec<u16>, look: Option<AsideKind>) {
        let text = String::from_utf16_lossy(&std::mem::take(units));
        match look {
            Some(look) => self.flow.push_aside(look, &text),
            None => self.flow.push(&text),
        }
    }

    /// Reads a control character or another unit that is not a letter.
    fn sign(&mut self, unit: u16, at: usize, run: Characters) -> Result<(), Error> {
        match unit {
            mark::TAB => self.flow.push("\t"),
            mark::LINE | mark::COLUMN => self.flow.line_break()?,
            mark::HYPHEN => self.flow.push("-"),
            mark::SOFT_HYPHEN => {}
            mark::PICTURE if run.picture => {
                self.omitted.pictures += 1;
                if self.flow.in_cell() {
                    self.flow.push_aside(AsideKind::Drawn, "图片");
                }
            }
            mark::PICTURE => {}
            mark::DRAWING => {
                let known = self.anchored.contains_key(&at);
                self.omitted.drawings += usize::from(!known);
                if !known && self.flow.in_cell() {
                    self.flow.push_aside(AsideKind::Doubt, "图形");
                }
            }
            mark::SYMBOL => {
                let (font, sign) = run.symbol.unwrap_or_default();
                let font = self.fonts.get(usize::from(font)).map_or("", String::as_str);
                let known = symbols::symbol(font, sign.into());
                self.omitted.signs += usize::from(known.is_none());
                self.flow.push(known.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
            }
            mark::FIELD_END => match self.drawn_field(at) {
                Some(Drawn::Text(text)) => self.flow.push(&text),
                Some(Drawn::Choice) => self.flow.push_aside(AsideKind::Prompt, "下拉列表"),
                None => {}
            },
            _ => {}
        }
        if let Some((_, range)) = self.anchored.get(&at).and_then(|a| a.first().cloned())
            && !matches!(unit, mark::DRAWING)
        {
            let text = self.shown(range);
            self.omitted.footnotes += usize::from(!text.trim().is_empty());
            self.flow.footnote(&text);
        }
        Ok(())
    }

    /// The text of a footnote or a page header, in one line.
    fn shown(&self, range: Range<usize>) -> String {
        let letters = |at: &usize| !self.silent[*at] && self.file.units[*at] >= 0x20;
        let units: Vec<u16> = range.filter(letters).map(|at| self.file.units[at]).collect();
        String::from_utf16_lossy(&units)
    }

    /// Reads the text boxes anchored in a paragraph.
    fn boxes(&mut self, range: Range<usize>) -> Result<(), Error> {
        for at in range {
            if self.file.units[at] != mark::DRAWING || self.silent[at] || self.run(at).0.deleted {
                continue;
            }
            for (_, text) in self.anchored.get(&at).cloned().unwrap_or_default() {
                self.flow.begin_box();
                self.part(text)?;
                self.flow.end_box();
            }
        }
        Ok(())
    }

    /// Reads the text boxes without an anchor.
    fn left_boxes(&mut self) -> Result<(), Error> {
        for (_, range) in self.anchored.remove(&usize::MAX).unwrap_or_default() {
            self.omitted.unplaced += usize::from(!self.shown(range.clone()).trim().is_empty());
            self.part(range)?;
        }
        Ok(())
    }

    fn margins(&mut self) {
        let all = self.file.part(Part::Headers);
        for (first, end) in Plc::new(self.file.table(tables::HEADERS), 0).ranges().take(1000) {
            let range = (all.start + first).min(all.end)..(all.start + end).min(all.end);
            let text = self.shown(range);
            self.omitted.margins.push(text);
        }
    }
}
