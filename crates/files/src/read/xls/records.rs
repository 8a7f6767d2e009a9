//! The records of a binary workbook's stream, and the parts of them that all readers of records
//! need.

use report::document::AsideKind;

use crate::compound::{u16_at, u32_at};
use crate::error::Error;
use crate::limits;
use crate::read::asides;

const CONTINUE: u16 = 0x3c;

/// Reads the records of a stream, beginning at some position.
pub(super) struct Records<'a> {
    pub stream: &'a [u8],
    pub at: usize,
    /// Number of records that may still be read.
    pub left: usize,
}

/// A record together with the records that continue it.
pub(super) struct Record<'a> {
    pub id: u16,
    pub parts: Vec<&'a [u8]>,
}

impl<'a> Records<'a> {
    /// The next record; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Error> {
        let Some((id, first)) = self.take()? else { return Ok(None) };
        let mut parts = vec![first];
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            match self.take()? {
                Some((_, part)) => parts.push(part),
                None => break,
            }
        }
        Ok(Some(Record { id, parts }))
    }

    pub(super) fn take(&mut self) -> Result<Option<(u16, &'a [u8])>, Error> {
        limits::step(4)?;
        self.left = self.left.checked_sub(1).ok_or_else(limits::too_large)?;
        let (Some(id), Some(size)) =
            (u16_at(self.stream, self.at), u16_at(self.stream, self.at + 2))
        else {
            return Ok(None);
        };
        let from = self.at + 4;
        self.at = from + usize::from(size);
        let part = self.stream.get(from..self.at).ok_or_else(Error::damaged)?;
        Ok(Some((id, part)))
    }
}

impl<'a> Record<'a> {
    pub(super) fn u16(&self, at: usize) -> Result<usize, Error> {
        u16_at(self.parts[0], at).map(usize::from).ok_or_else(Error::damaged)
    }

    pub(super) fn u32(&self, at: usize) -> Result<u32, Error> {
        u32_at(self.parts[0], at).ok_or_else(Error::damaged)
    }

    pub(super) fn f64(&self, at: usize) -> Result<f64, Error> {
        let bits = u64::from(self.u32(at)?) | u64::from(self.u32(at + 4)?) << 32;
        Ok(f64::from_bits(bits))
    }

    pub(super) fn byte(&self, at: usize) -> Result<u8, Error> {
        self.parts[0].get(at).copied().ok_or_else(Error::damaged)
    }

    /// A reader of the record's bytes, beginning at some position.
    pub(super) fn bytes(&self, at: usize) -> Bytes<'a, '_> {
        Bytes { parts: &self.parts, part: 0, at }
    }
}

/// A reader of bytes that may continue in further records.
pub(super) struct Bytes<'a, 'r> {
    parts: &'r [&'a [u8]],
    part: usize,
    at: usize,
}

impl Bytes<'_, '_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        self.at += 1;
        self.parts[self.part].get(self.at - 1).copied()
    }

    pub(super) fn number(&mut self, size: u32) -> Option<usize> {
        (0..size).try_fold(0, |n, i| Some(n | usize::from(self.byte()?) << (8 * i)))
    }

    pub(super) fn skip(&mut self, mut count: usize) {
        while let Some(part) = self.parts.get(self.part).filter(|_| count > 0) {
            let here = count.min(part.len().saturating_sub(self.at));
            (count, self.at) = (count - here, self.at + here);
            if count > 0 {
                (self.part, self.at) = (self.part + 1, 0);
            }
        }
    }

    /// Reads a text of `length` characters, preceded by its flags. Where the text continues in another
    /// record, the width of its characters may change.
    pub(super) fn text(&mut self, length: usize, fonts: &[Option<AsideKind>]) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.at >= self.parts.get(self.part)?.len() {
                (self.part, self.at) = (self.part + 1, 0);
                wide = self.byte()? & 1 != 0;
                continue;
            }
            units.push(self.number(if wide { 2 } else { 1 })? as u16);
        }
        let mut text = String::new();
        let (mut from, mut look) = (0, None);
        for _ in 0..runs {
            let (at, font) = (self.number(2)?.clamp(from, units.len()), self.number(2)?);
            push_run(&mut text, &units[from..at], look);
            // There is no font of number 4.
            let place = if font > 4 { font - 1 } else { font };
            (from, look) = (at, fonts.get(place).copied().flatten());
        }
        push_run(&mut text, &units[from..], look);
        self.skip(extra);
        Some(text)
    }
}

/// Appends a run to a text, between marks if it is not plain text.
fn push_run(text: &mut String, units: &[u16], look: Option<AsideKind>) {
    let words = String::from_utf16_lossy(units);
    match look.filter(|_| !words.is_empty()) {
        Some(look) => text.push_str(&asides::marked(look, &words)),
        None => text.push_str(&words),
    }
}
