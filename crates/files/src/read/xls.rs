//! Binary workbooks (xls of Excel 95 to 2003, et of WPS): cells as they are shown; for formulas the
//! stored result. Older Excel with one sheet for a file is deliberately absent.
//!
//! The stream is a series of records; only those that hold cells, or the formats of cells, are
//! read.

mod records;

use std::collections::BTreeMap;

use report::document::{AsideKind, Document, Note};

use self::records::{Record, Records};
use super::book::{Area, Book};
use super::charset;
use super::colours::{Colour, WHITE, alike};
use super::number::Format;
use super::styles::SMALL;
use crate::compound::Compound;
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;

pub fn fits(content: &Content) -> Fit {
    Fit::sure_if(content.has_stream("Workbook") || content.has_stream("Book"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let file = Compound::open(bytes)?;
    let stream = match file.stream("Workbook")? {
        Some(stream) => stream,
        None => file.stream("Book")?.ok_or_else(Error::damaged)?,
    };
    let mut globals = Globals::read(&stream)?;
    let mut book = Book::default();
    book.since_1904 = globals.since_1904;
    for (at, name, hidden) in std::mem::take(&mut globals.sheets) {
        book.begin(name, hidden)?;
        globals.sheet(&stream, at, &mut book)?;
    }
    book.document(notes)
}

/// The number of the colour that the program chooses: black on white.
const AUTOMATIC: usize = 0x7fff;
/// The first colours of a workbook without own ones.
const PALETTE: [Colour; 8] = [
    [0, 0, 0],
    WHITE,
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 0],
    [255, 0, 255],
    [0, 255, 255],
];

const BOF: u16 = 0x809;
const EOF: u16 = 0x0a;

/// What applies to the whole workbook.
#[derive(Default)]
struct Globals {
    /// The file is of Excel 95: texts are bytes in the charset of the machine.
    old: bool,
    since_1904: bool,
    strings: Vec<String>,
    formats: BTreeMap<usize, Format>,
    /// The number format of each cell style.
    styles: Vec<Format>,
    /// What fonts make of their text, and the font of each cell style with the colour behind it.
    fonts: Vec<Option<AsideKind>>,
    faces: Vec<(usize, Option<usize>)>,
    /// The colour's number of each font, and the workbook's own colours.
    inks: Vec<usize>,
    palette: Vec<Colour>,
    /// For each sheet its place in the stream, its name, and whether it is hidden.
    sheets: Vec<(usize, String, bool)>,
    /// How many records may still be read.
    left: usize,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Globals, Error> {
        let mut globals = Globals::default();
        let mut records = Records { stream, at: 0, left: limits::CELLS * 2 };
        let first = records.next()?.filter(|r| r.id == BOF).ok_or_else(Error::damaged)?;
        globals.old = first.u16(0)? != 0x600;
        while let Some(record) = records.next()? {
            match record.id {
                0x2f => return Err(Error::encrypted()),
                0x22 => globals.since_1904 = record.u16(0)? == 1,
                0x85 => globals.sheet_name(&record)?,
                0xfc => {
                    globals.find_faint();
                    globals.shared(&record)?;
                }
                0x41e => {
                    let (id, length) = (record.u16(0)?, if globals.old { 1 } else { 2 });
                    let code = globals.text(&record, 2, length)?;
                    globals.formats.insert(id, Format::of(&code));
                }
                0x31 => {
                    let bits = |at| record.u16(at).unwrap_or(0);
                    let (flags, place) = (bits(2), bits(8));
                    let raised = (place & 3 != 0).then_some(AsideKind::Raised);
                    // The height is in twentieths of a point.
                    let small = (1..=(SMALL * 20.0) as usize).contains(&bits(0));
                    let small = small.then_some(AsideKind::Small);
                    let struck = (flags & 8 != 0).then_some(AsideKind::Struck);
                    globals.fonts.push(struck.or(raised).or(small));
                    globals.inks.push(bits(4));
                }
                0xe0 => {
                    globals.faces.push((record.u16(0)?, globals.paper(&record)));
                    globals.style(record.u16(2)?);
                }
                0x92 => {
                    let count = record.u16(0)?.min(56);
                    let part = |at| record.byte(at);
                    let colour =
                        |i: usize| Ok([part(2 + i * 4)?, part(3 + i * 4)?, part(4 + i * 4)?]);
                    globals.palette = (0..count).map(colour).collect::<Result<_, Error>>()?;
                }
                EOF => break,
                _ => {}
            }
        }
        globals.left = records.left;
        Ok(globals)
    }

    /// Finds the fonts in white, which parts of a cell may have.
    fn find_faint(&mut self) {
        for (font, ink) in self.fonts.iter_mut().zip(&self.inks) {
            let white =
                self.palette.get(ink.wrapping_sub(8)).map_or(*ink == 9, |c| alike(*c, WHITE));
            if white && font.is_none() {
                *font = Some(AsideKind::Unlike);
            }
        }
    }

    /// The number of the colour behind a cell style's text; `None` if it is not one colour.
    fn paper(&self, record: &Record) -> Option<usize> {
        let pattern = record.u32(14).unwrap_or(0) >> 26 & 63;
        match (self.old, pattern) {
            (true, _) => None,
            (_, 0) => Some(65),
            (_, 1) => record.u16(18).ok().map(|colours| colours & 0x7f),
            _ => None,
        }
    }

    /// A text that follows its length, a number of `size` bytes.
    fn text(&self, record: &Record, at: usize, size: u32) -> Result<String, Error> {
        let mut bytes = record.bytes(at);
        let length = bytes.number(size).ok_or_else(Error::damaged)?;
        if !self.old {
            return bytes.text(length, &self.fonts).ok_or_else(Error::damaged);
        }
        let text: Option<Vec<u8>> = (0..length).map(|_| bytes.byte()).collect();
        let text = text.ok_or_else(Error::damaged)?;
        Ok(charset::decode(&text, Some("gbk"), &mut Vec::new()))
    }

    fn sheet_name(&mut self, record: &Record) -> Result<(), Error> {
        let name = self.text(record, 6, 1)?;
        // Charts and macros are no sheets of cells.
        if record.byte(5)? == 0 {
            let hidden = record.byte(4)? & 3 != 0;
            self.sheets.push((record.u32(0)? as usize, name, hidden));
        }
        Ok(())
    }

    /// Reads the texts that cells share.
    fn shared(&mut self, record: &Record) -> Result<(), Error> {
        let mut bytes = record.bytes(4);
        let count = bytes.number(4).ok_or_else(Error::damaged)?;
        while self.strings.len() < count {
            let text = bytes.number(2).and_then(|length| bytes.text(length, &self.fonts));
            // Some programs announce more texts than they write.
            let Some(text) = text else { break };
            self.strings.push(text);
        }
        Ok(())
    }

    fn style(&mut self, format: usize) {
        let own = self.formats.get(&format).cloned();
        self.styles.push(own.unwrap_or_else(|| Format::builtin(format)));
    }

    /// Reads the sheet at a place of the stream into the sheet of the book that was begun last.
    fn sheet(&mut self, stream: &[u8], at: usize, book: &mut Book) -> Result<(), Error> {
        let mut records = Records { stream, at, left: self.left };
        records.next()?.filter(|r| r.id == BOF).ok_or_else(Error::damaged)?;
        // Charts on the sheet are streams nested in it.
        let mut depth = 1;
        // The cell of a formula whose text follows in the next record.
        let mut awaited = None;
        while let Some(record) = records.next()? {
            match record.id {
                BOF => depth += 1,
                EOF if depth == 1 => break,
                EOF => depth -= 1,
                0x207 => {
                    if let Some((row, column)) = awaited.take() {
                        book.put(row, column, &self.text(&record, 0, 2)?)?;
                    }
                }
                _ if depth == 1 => awaited = self.cells(&record, book)?.or(awaited),
                _ => {}
            }
        }
        self.left = records.left;
        Ok(())
    }

    /// Reads a record of a sheet. Gives the cell of a formula whose text follows in another record.
    fn cells(&self, record: &Record, book: &mut Book) -> Result<Option<(usize, usize)>, Error> {
        let place = || -> Result<(usize, usize, usize), Error> {
            Ok((record.u16(0)?, record.u16(2)?, record.u16(4)?))
        };
        match record.id {
            0x23e => book.sheet().hides_zeros = record.u16(0)? & 0x10 == 0,
            0x203 => {
                let (row, column, style) = place()?;
                self.number(book, row, column, style, record.f64(6)?)?;
            }
            0x27e => {
                let (row, column, style) = place()?;
                self.number(book, row, column, style, packed(record.u32(6)?))?;
            }
            0xbd => {
                let (row, first) = (record.u16(0)?, record.u16(2)?);
                for i in 0..record.parts[0].len().saturating_sub(6) / 6 {
                    let (style, value) = (record.u16(4 + i * 6)?, record.u32(6 + i * 6)?);
                    self.number(book, row, first + i, style, packed(value))?;
                }
            }
            0xfd => {
                let (row, column, style) = place()?;
                book.look = self.look(style);
                let text = self.strings.get(record.u32(6)? as usize);
                book.put(row, column, text.map_or("", String::as_str))?;
            }
            0x204 | 0xd6 => {
                let (row, column, style) = place()?;
                book.look = self.look(style);
                book.put(row, column, &self.text(record, 6, 2)?)?;
            }
            0x205 => {
                let (row, column, _) = place()?;
                let (value, fault) = (record.byte(6)?, record.byte(7)? != 0);
                truth(book, row, column, value, fault)?;
            }
            0x06 | 0x406 => return self.formula(record, place()?, book),
            0xe5 => merged(record, book)?,
            // Lower than a point; the height is in twentieths of one.
            0x208 if record.u32(12)? & 0x20 != 0 || record.u16(6)? & 0x7fff < 20 => {
                book.sheet().hidden_rows.push(record.u16(0)?);
            }
            0x7d if record.u16(8)? & 1 != 0 => {
                book.sheet().hidden_columns.push((record.u16(0)?, record.u16(2)?));
            }
            _ => {}
        }
        Ok(None)
    }

    fn number(
        &self,
        book: &mut Book,
        row: usize,
        column: usize,
        style: usize,
        value: f64,
    ) -> Result<(), Error> {
        let general = Format::default();
        book.look = self.look(style);
        book.put_number(row, column, value, self.styles.get(style).unwrap_or(&general))
    }

    /// What a cell style makes of its text: its font strikes it out, or has the colour of the cell.
    fn look(&self, style: usize) -> Option<AsideKind> {
        let (font, paper) = self.faces.get(style).copied().unwrap_or_default();
        let place = if font > 4 { font - 1 } else { font };
        let struck = self.fonts.get(place) == Some(&Some(AsideKind::Struck));
        let ink = self.inks.get(place).copied().unwrap_or(AUTOMATIC);
        let colour = |index: usize| match index {
            AUTOMATIC => Some([0; 3]),
            65 => Some(WHITE),
            0..8 => Some(PALETTE[index]),
            8..=63 => self.palette.get(index - 8).copied().or(PALETTE.get(index - 8).copied()),
            _ => None,
        };
        let faint = colour(ink).zip(paper.and_then(colour));
        let faint = faint.is_some_and(|(ink, paper)| alike(ink, paper));
        struck.then_some(AsideKind::Struck).or(faint.then_some(AsideKind::Unlike))
    }

    /// Reads a formula's result.
    fn formula(
        &self,
        record: &Record,
        (row, column, style): (usize, usize, usize),
        book: &mut Book,
    ) -> Result<Option<(usize, usize)>, Error> {
        if record.u16(12)? != 0xffff {
            self.number(book, row, column, style, record.f64(6)?)?;
            return Ok(None);
        }
        match record.byte(6)? {
            0 => return Ok(Some((row, column))),
            kind @ (1 | 2) => truth(book, row, column, record.byte(8)?, kind == 2)?,
            _ => {}
        }
        Ok(None)
    }
}

fn merged(record: &Record, book: &mut Book) -> Result<(), Error> {
    let merged = &mut book.sheet().merged;
    for i in 0..record.u16(0)? {
        let bound = |k: usize| record.u16(2 + i * 8 + k * 2);
        let area = Area { top: bound(0)?, bottom: bound(1)?, left: bound(2)?, right: bound(3)? };
        if area.top <= area.bottom && area.left <= area.right {
            merged.push(area);
        }
    }
    if merged.len() > limits::CELLS {
        return Err(limits::too_large());
    }
    Ok(())
}

/// Reads a boolean, or the code of an error value.
fn truth(book: &mut Book, row: usize, column: usize, value: u8, fault: bool) -> Result<(), Error> {
    let text = match (fault, value) {
        (false, 0) => return book.put(row, column, "FALSE"),
        (false, _) => return book.put(row, column, "TRUE"),
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, 0x2a) => "#N/A",
        (true, _) => "#VALUE!",
    };
    book.put_fault(row, column, text)
}

/// A number in 30 bits: an integer or the upper half of a float, perhaps times 100.
fn packed(bits: u32) -> f64 {
    let value = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits as i32 >> 2),
    };
    if bits & 1 != 0 { value / 100.0 } else { value }
}
