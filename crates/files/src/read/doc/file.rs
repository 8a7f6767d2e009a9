//! The streams of a binary Word file: the header, the tables it points to, and the text. The text
//! is stored in pieces, each with one or two bytes for a character.

use std::ops::Range;

use crate::compound::{Compound, u16_at, u32_at};
use crate::error::{Code, Error};
use crate::limits;

/// Indices into the header's list of tables.
pub mod table {
    pub const STYLES: usize = 1;
    pub const FOOTNOTE_MARKS: usize = 2;
    pub const FOOTNOTES: usize = 3;
    pub const COMMENT_MARKS: usize = 4;
    pub const HEADERS: usize = 11;
    pub const CHARACTERS: usize = 12;
    pub const PARAGRAPHS: usize = 13;
    pub const FONTS: usize = 15;
    pub const PIECES: usize = 33;
    pub const SHAPES: usize = 40;
    pub const ENDNOTE_MARKS: usize = 46;
    pub const ENDNOTES: usize = 47;
    pub const TEXT_BOXES: usize = 56;
    pub const LISTS: usize = 73;
    pub const LIST_USES: usize = 74;
}

/// The parts of the text in their order; between them are also macros and comments, which are not
/// read.
#[derive(Clone, Copy)]
pub enum Part {
    Main = 0,
    Footnotes = 1,
    Headers = 2,
    Endnotes = 5,
    TextBoxes = 6,
}

/// The characters of the bytes 0x80 to 0x9f in a piece with one byte for a character.
const LATIN: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];

/// An opened file.
pub struct File {
    pub main: Vec<u8>,
    table: Vec<u8>,
    pub data: Vec<u8>,
    /// The place of the header's list of tables, and the number of its entries.
    tables: (usize, usize),
    lengths: [usize; 7],
    pieces: Vec<Piece>,
    /// Property lists that a quick save added to whole pieces.
    changes: Vec<Vec<u8>>,
    /// The whole text in UTF-16.
    pub units: Vec<u16>,
}

/// A piece of text, stored contiguously in the main stream.
struct Piece {
    /// The first unit of the text.
    first: usize,
    /// Its place in the main stream, and how many bytes a character has.
    at: usize,
    width: usize,
    change: u16,
}

impl File {
    pub fn open(bytes: &[u8]) -> Result<File, Error> {
        let container = Compound::open(bytes)?;
        let main = container.stream("WordDocument")?.ok_or_else(Error::damaged)?;
        let word = |at: usize| u16_at(&main, at).ok_or_else(Error::damaged);
        let (magic, version, flags) = (word(0)?, word(2)?, word(10)?);
        if magic == 0xa5ec && flags & 0x0100 != 0 {
            return Err(Error::encrypted());
        }
        if magic != 0xa5ec || version < 0x00c1 {
            return Err(Error::new(
                Code::Unsupported,
                "这是 Word 95 或更早的文件，暂不能读取；请用 Word 或 WPS 打开报告，另存为 docx 后再打开。",
            ));
        }
        let name = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        let table = container.stream(name)?.ok_or_else(Error::damaged)?;
        // A damaged stream of pictures does not affect the text.
        let data = container.stream("Data").ok().flatten().unwrap_or_default();
        let longs = 34 + usize::from(word(32)?) * 2;
        let tables = longs + 2 + usize::from(word(longs)?) * 4;
        let count = usize::from(word(tables)?);
        let length = |i: usize| u32_at(&main, longs + 2 + i * 4).unwrap_or(0) as usize;
        let lengths = [3, 4, 5, 6, 7, 8, 9].map(length);
        let mut file = File {
            tables: (tables + 2, count),
            main,
            table,
            data,
            lengths,
            pieces: Vec::new(),
            changes: Vec::new(),
            units: Vec::new(),
        };
        file.read_pieces()?;
        if file.units.len() < file.lengths[0] {
            return Err(Error::damaged());
        }
        Ok(file)
    }

    /// One of the tables that the header points to; empty if it is absent.
    pub fn table(&self, number: usize) -> &[u8] {
        self.table_and_rest(number).map_or(&[], |(table, _)| table)
    }

    /// A table and the bytes after it: the tables of lists continue there.
    pub fn table_and_rest(&self, number: usize) -> Option<(&[u8], &[u8])> {
        let at = self.tables.0 + number * 8;
        let (from, length) = (u32_at(&self.main, at)? as usize, u32_at(&self.main, at + 4)?);
        let rest = self.table.get(from..).filter(|_| number < self.tables.1 && length > 0)?;
        rest.split_at_checked(length as usize)
    }

    /// The units of a part of the text.
    pub fn part(&self, part: Part) -> Range<usize> {
        let lengths = &self.lengths[..=part as usize];
        let end = lengths.iter().fold(0_usize, |sum, n| sum.saturating_add(*n));
        let first = end.saturating_sub(lengths[part as usize]).min(self.units.len());
        first..end.min(self.units.len())
    }

    fn read_pieces(&mut self) -> Result<(), Error> {
        let (list, _) = self.table_and_rest(table::PIECES).ok_or_else(Error::damaged)?;
        let list = list.to_vec();
        let mut at = 0;
        while list.get(at) == Some(&1) {
            let length = usize::from(u16_at(&list, at + 1).ok_or_else(Error::damaged)?);
            let change = list.get(at + 3..at + 3 + length).ok_or_else(Error::damaged)?;
            self.changes.push(change.to_vec());
            at += 3 + length;
        }
        let plc =
            list.get(at + 5..).filter(|_| list.get(at) == Some(&2)).ok_or_else(Error::damaged)?;
        let length = u32_at(&list, at + 1).unwrap_or(0) as usize;
        let plc = Plc::new(plc.get(..length).ok_or_else(Error::damaged)?, 8);
        let mut units = Vec::new();
        for (i, (first, end)) in plc.ranges().enumerate() {
            let piece = plc.item(i);
            let place = u32_at(piece, 2).unwrap_or(0);
            let (at, width) = match place & 0x4000_0000 {
                0 => ((place & 0x3fff_ffff) as usize, 2),
                _ => ((place & 0x3fff_ffff) as usize / 2, 1),
            };
            let count = end.checked_sub(first).filter(|_| first == units.len());
            let count = count.ok_or_else(Error::damaged)?;
            if units.len().saturating_add(count) > limits::TEXT {
                return Err(limits::too_large());
            }
            let bytes =
                count.checked_mul(width).and_then(|n| self.main.get(at..at.checked_add(n)?));
            push_units(&mut units, bytes.ok_or_else(Error::damaged)?, width);
            let change = u16_at(piece, 6).unwrap_or(0);
            self.pieces.push(Piece { first, at, width, change });
        }
        self.units = units;
        Ok(())
    }

    /// The place of a unit in the main stream, and the change that a quick save applied to its
    /// piece.
    pub fn place(&self, unit: usize) -> (usize, u16) {
        let i = self.pieces.partition_point(|p| p.first <= unit);
        let Some(piece) = i.checked_sub(1).map(|i| &self.pieces[i]) else { return (0, 0) };
        (piece.at + (unit - piece.first) * piece.width, piece.change)
    }

    /// The property list of a change.
    pub fn change(&self, change: u16) -> Vec<u8> {
        if change & 1 != 0 {
            return self.changes.get(usize::from(change >> 1)).cloned().unwrap_or_default();
        }
        // A change with a single property in short form; only those that matter here are known.
        let property: u16 = match (change >> 1) & 0x7f {
            0x18 => 0x2416,
            0x19 => 0x2417,
            0x41 => 0x0800,
            0x42 => 0x0801,
            0x5c => 0x083c,
            _ => return Vec::new(),
        };
        [&property.to_le_bytes()[..], &[(change >> 8) as u8]].concat()
    }

    /// Units as text.
    pub fn words(&self, range: Range<usize>) -> String {
        String::from_utf16_lossy(self.units.get(range).unwrap_or_default())
    }
}

fn push_units(units: &mut Vec<u16>, bytes: &[u8], width: usize) {
    if width == 2 {
        units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
    } else {
        units.extend(bytes.iter().map(|b| match b {
            0x80..=0x9f => LATIN[usize::from(b - 0x80)],
            b => u16::from(*b),
        }));
    }
}

/// A table of positions followed by items; there is one position more than items.
#[derive(Clone, Copy)]
pub struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    pub fn new(bytes: &'a [u8], size: usize) -> Plc<'a> {
        let count = bytes.len().saturating_sub(4) / (size + 4);
        Plc { bytes, size, count }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn position(&self, i: usize) -> usize {
        u32_at(self.bytes, i * 4).unwrap_or(0) as usize
    }

    pub fn item(&self, i: usize) -> &'a [u8] {
        let at = (self.count + 1) * 4 + i * self.size;
        self.bytes.get(at..at + self.size).unwrap_or_default()
    }

    /// The ranges between successive positions, up to the first that does not grow: otherwise the
    /// same text would be read again and again.
    pub fn ranges(self) -> impl Iterator<Item = (usize, usize)> + 'a {
        let range = move |i| (self.position(i), self.position(i + 1));
        (0..self.count).map(range).take_while(|(first, end)| first <= end)
    }
}
