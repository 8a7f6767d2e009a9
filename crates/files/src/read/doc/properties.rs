//! Properties of characters and paragraphs. Pages of 512 bytes in the main stream hold runs of text
//! with their property lists. A property is a number, which also determines the length of its
//! value, and the value.

use report::document::AsideKind;

use super::file::{File, Plc, table};
use crate::compound::{u16_at, u32_at};
use crate::read::colours::{Colour, WHITE, alike, is_light};
use crate::read::styles::SMALL;

/// Longest property list in bytes that is read; the list of a row with 64 cells has 2 KB.
const LONGEST: usize = 16 << 10;
/// Most runs of a file.
const MOST_RUNS: usize = 2_000_000;

/// Calls `visit` with number and value of each property in a list.
pub fn each(mut list: &[u8], mut visit: impl FnMut(u16, &[u8])) {
    while let Some(number) = u16_at(list, 0) {
        let rest = &list[2..];
        let (skip, length) = match (number >> 13, number) {
            // The definition of a table has its length in two bytes, too large by one.
            (6, 0xd608 | 0xd606) => {
                (2, usize::from(u16_at(rest, 0).unwrap_or(1)).saturating_sub(1))
            }
            (6, _) => (1, usize::from(rest.first().copied().unwrap_or(0))),
            (0 | 1, _) => (0, 1),
            (2 | 4 | 5, _) => (0, 2),
            (3, _) => (0, 4),
            _ => (0, 3),
        };
        let Some(value) = rest.get(skip..skip + length) else { return };
        visit(number, value);
        list = &rest[skip + length..];
    }
}

/// The property list in the data stream that a value points to.
fn in_data<'a>(file: &'a File, value: &[u8]) -> &'a [u8] {
    let list = || {
        let at = u32_at(value, 0)? as usize;
        let length = usize::from(u16_at(&file.data, at)?).min(LONGEST);
        file.data.get(at + 2..)?.get(..length)
    };
    list().unwrap_or_default()
}

/// The properties of a run of characters that are used.
#[derive(Clone, Copy, Default)]
pub struct Characters {
    pub deleted: bool,
    pub inserted: bool,
    pub hidden: bool,
    pub struck: bool,
    /// Superscript or subscript.
    pub raised: bool,
    pub small: bool,
    /// Moved, or pressed together.
    pub moved: bool,
    /// The number of the font of its digits.
    pub font: Option<u16>,
    paper: Option<Colour>,
    ink: Option<Colour>,
    pub picture: bool,
    /// A character of a symbol font such as Wingdings: the font's number and the character's code.
    pub symbol: Option<(u16, u16)>,
}

impl Characters {
    /// What the text is, if it is not plain text.
    pub fn look(&self) -> Option<AsideKind> {
        let is = |holds: bool, kind| holds.then_some(kind);
        is(self.hidden, AsideKind::Hidden)
            .or(is(self.struck, AsideKind::Struck))
            .or(is(self.raised, AsideKind::Raised))
            .or(is(self.is_faint() || self.moved, AsideKind::Unlike))
            .or(is(self.small, AsideKind::Small))
    }

    /// Whether the text has the colour of the paper, or a light one on paper whose colour is not known.
    fn is_faint(&self) -> bool {
        self.ink.is_some_and(|ink| match self.paper {
            Some(paper) => alike(ink, paper),
            None => is_light(ink),
        })
    }

    /// Applies a property list. `looks` says what a style, given by its
    /// number, makes of its text.
    pub fn apply(&mut self, list: &[u8], looks: impl Fn(u16) -> Characters) {
        let mut of_style = false;
        each(list, |number, value| {
            let on = value.first().is_some_and(|v| v & 1 != 0);
            match number {
                0x0800 => self.deleted = on,
                0x0801 => self.inserted = on,
                0x083c => {
                    self.hidden = match value.first() {
                        Some(0x80) => of_style,
                        Some(0x81) => !of_style,
                        _ => on,
                    }
                }
                0x4a30 => {
                    let look = u16_at(value, 0).map(&looks).unwrap_or_default();
                    of_style = look.hidden;
                    self.hidden |= look.hidden;
                    self.struck |= look.struck;
                    self.raised |= look.raised;
                    self.ink = self.ink.or(look.ink);
                }
                0x6870 => self.ink = colour_of(value),
                // 1 is black, 8 is white; the others are seen.
                0x2a42 => {
                    self.ink = match value.first() {
                        Some(1) => Some([0; 3]),
                        Some(8) => Some(WHITE),
                        _ => None,
                    }
                }
                0x4a4f => self.font = u16_at(value, 0),
                0xca71 => self.paper = colour_of(value.get(4..).unwrap_or_default()),
                0x2a0c if value.first() == Some(&1) => self.paper = Some([0; 3]),
                // Spacing in twentieths of a point, scale in per cent, position in half points.
                0x8840 => self.moved |= signed(value) <= -50,
                0x4852 => self.moved |= (1..=30).contains(&signed(value)),
                0x4845 => self.moved |= signed(value) > 0 || signed(value) <= -6,
                0x0837 | 0x2a53 => self.struck = on,
                0x2a48 => self.raised = value.first().is_some_and(|v| matches!(v, 1 | 2)),
                // The size is in half points.
                0x4a43 => {
                    self.small = u16_at(value, 0).is_some_and(|n| f32::from(n) <= SMALL * 2.0)
                }
                0x6a03 => self.picture = true,
                0x0806 | 0x080a => self.picture &= !on,
                0x6a09 => self.symbol = u16_at(value, 0).zip(u16_at(value, 2)),
                _ => {}
            }
        });
    }
}

fn signed(value: &[u8]) -> i16 {
    u16_at(value, 0).unwrap_or(0) as i16
}

/// A colour of four bytes, the last of which says that it is chosen by the program.
fn colour_of(value: &[u8]) -> Option<Colour> {
    match *value {
        [red, green, blue, 0, ..] => Some([red, green, blue]),
        _ => None,
    }
}

/// The properties of a paragraph that are used.
#[derive(Clone, Default)]
pub struct Paragraph {
    pub style: u16,
    pub outline: Option<u8>,
    pub list: Option<u16>,
    pub list_level: Option<u8>,
    /// The number of tables around the paragraph. The two flags below say that its mark ends a row,
    /// or a cell of an inner table.
    pub depth: usize,
    pub ends_row: bool,
    pub ends_inner_cell: bool,
}

impl Paragraph {
    pub fn apply(&mut self, file: &File, list: &[u8]) {
        each(list, |number, value| match number {
            0x6645 | 0x6646 | 0x646b => {
                each(in_data(file, value), |number, value| self.set(number, value));
            }
            _ => self.set(number, value),
        });
    }

    fn set(&mut self, number: u16, value: &[u8]) {
        let byte = value.first().copied().unwrap_or(0);
        let on = byte != 0;
        match number {
            0x4600 => self.style = u16_at(value, 0).unwrap_or(0),
            0x2416 => self.depth = if on { self.depth.max(1) } else { 0 },
            0x6649 => self.depth = u32_at(value, 0).unwrap_or(0) as usize,
            0x2417 | 0x244c => self.ends_row |= on,
            0x244b => self.ends_inner_cell = on,
            0x2640 => self.outline = Some(byte),
            0x460b => self.list = u16_at(value, 0),
            0x260a => self.list_level = Some(byte),
            _ => {}
        }
    }
}

/// Calls `visit` for each property of a list, and of the list in the data stream to which it
/// points.
pub fn each_of_row(file: &File, list: &[u8], mut visit: impl FnMut(u16, &[u8])) {
    each(list, |number, value| match number {
        0x6645 | 0x6646 | 0x646b => each(in_data(file, value), &mut visit),
        _ => visit(number, value),
    });
}

/// Runs of the main stream with their property lists, sorted by place.
pub struct Runs(Vec<Run>);

struct Run {
    from: usize,
    to: usize,
    list: (usize, usize),
}

impl Runs {
    pub fn characters(file: &File) -> Runs {
        Runs::read(file, table::CHARACTERS, 1, |page, at| {
            let length = usize::from(*page.get(at)?);
            Some((at + 1, length))
        })
    }

    /// The runs that are paragraphs; each list begins with the number of the paragraph's style.
    pub fn paragraphs(file: &File) -> Runs {
        Runs::read(file, table::PARAGRAPHS, 13, |page, at| match page.get(at)? {
            0 => Some((at + 2, usize::from(*page.get(at + 1)?) * 2)),
            half => Some((at + 1, usize::from(*half) * 2 - 1)),
        })
    }

    fn read(
        file: &File,
        number: usize,
        size: usize,
        list: impl Fn(&[u8], usize) -> Option<(usize, usize)>,
    ) -> Runs {
        let pages = Plc::new(file.table(number), 4);
        let mut runs = Vec::new();
        // No file has more pages than its main stream has room for.
        for i in 0..pages.len().min(file.main.len() / 512) {
            let start = (u32_at(pages.item(i), 0).unwrap_or(0) & 0x3f_ffff) as usize * 512;
            let Some(page) = file.main.get(start..start + 512) else { continue };
            let count = usize::from(page[511]);
            if runs.len() > MOST_RUNS {
                break;
            }
            if (count + 1) * 4 + count * size > 511 {
                continue;
            }
            for run in 0..count {
                let place = |i: usize| u32_at(page, i * 4).unwrap_or(0) as usize;
                let at = usize::from(page[(count + 1) * 4 + run * size]) * 2;
                let list = (at > 0).then(|| list(page, at)).flatten();
                let list = list.filter(|(at, length)| at + length <= 511).unwrap_or((0, 0));
                let list = (start + list.0, list.1);
                runs.push(Run { from: place(run), to: place(run + 1), list });
            }
        }
        runs.sort_by_key(|r| r.from);
        Runs(runs)
    }

    /// The property list for the text at a place of the main stream, and the end of its run.
    pub fn at<'a>(&self, file: &'a File, place: usize) -> (&'a [u8], usize) {
        let i = self.0.partition_point(|r| r.from <= place);
        let next = self.0.get(i).map_or(usize::MAX, |r| r.from);
        match i.checked_sub(1).map(|i| &self.0[i]).filter(|r| place < r.to) {
            Some(run) => {
                let (at, length) = run.list;
                (&file.main[at..at + length], run.to.min(next))
            }
            None => (&[], next),
        }
    }
}
