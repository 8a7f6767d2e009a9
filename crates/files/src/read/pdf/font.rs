//! Fonts: the codes in a string, the text each stands for, and how far it moves the pen.
//!
//! Glyphs are not read, with one exception: an embedded TrueType font whose codes are its own glyph
//! numbers may say which characters these are. The tables from Adobe's CIDs to Unicode are
//! deliberately absent, because they are larger than this whole reader; a font that needs them is
//! reported as unreadable.

use std::cell::RefCell;
use std::collections::HashMap;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use report::steps;

use super::cmap::CMap;
use super::guard::Budget;
use super::{encoding, truetype};
use crate::read::charset;

pub struct Font {
    coding: Coding,
    to_unicode: Option<CMap>,
    /// Widths in ems, by code in simple fonts and by CID in others.
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// Characters of GB18030 codes found so far: each is decoded by the host only once.
    known: RefCell<HashMap<u32, Option<char>>>,
}

/// Steps for a font, besides its widths.
const FONT: usize = 500;

enum Coding {
    /// One byte for a code.
    Simple(Box<[Option<char>; 256]>),
    /// Two bytes for a code, which is the CID; the map has the characters that the embedded font
    /// tells.
    Cids(HashMap<u32, char>),
    /// The codes are UTF-16.
    Unicode,
    /// The codes are GBK or GB18030, one to four bytes.
    Gbk,
    /// The codes that the file's own CMap defines.
    Own(CMap),
}

/// One code of a string.
pub struct Code {
    /// The text it stands for; `None` if the file does not say it.
    pub text: Option<String>,
    pub width: f32,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub is_space: bool,
}

impl Font {
    pub fn read(dict: &Dict, budget: &mut Budget) -> Font {
        let to_unicode = dict.get::<Stream>("ToUnicode").and_then(|s| budget.decode(&s));
        let to_unicode = to_unicode.map(|data| CMap::parse(&data));
        let subtype = dict.get::<Name>("Subtype");
        let composite = subtype.as_deref() == Some(&b"Type0"[..]);
        let mut font = Font {
            coding: Coding::Unicode,
            to_unicode,
            widths: HashMap::new(),
            default_width: 0.5,
            known: RefCell::default(),
        };
        if composite {
            font.read_composite(dict, budget);
        } else {
            font.read_simple(dict, subtype.as_deref() == Some(&b"Type3"[..]));
        }
        steps::take(FONT + font.widths.len());
        font
    }

    fn read_simple(&mut self, dict: &Dict, type3: bool) {
        let mut table: [Option<char>; 256] = std::array::from_fn(|b| encoding::latin(b as u8));
        if let Some(encoding) = dict.get::<Dict>("Encoding") {
            let mut at = 0;
            for item in encoding.get::<Array>("Differences").iter().flat_map(|a| a.iter::<Object>())
            {
                match item {
                    Object::Number(n) => at = n.as_i64().clamp(0, 256) as usize,
                    Object::Name(name) if at < 256 => {
                        table[at] = encoding::named(name.as_str());
                        at += 1;
                    }
                    _ => {}
                }
            }
        }
        self.coding = Coding::Simple(Box::new(table));
        // A Type 3 font has its own units for glyph widths.
        let matrix = dict.get::<Array>("FontMatrix").filter(|_| type3);
        let unit = matrix.and_then(|m| m.iter::<Number>().next()).map_or(0.001, |n| n.as_f32());
        if let Some(missing) = dict
            .get::<Dict>("FontDescriptor")
            .and_then(|d| d.get::<Number>("MissingWidth"))
            .filter(|w| w.as_f32() > 0.0)
        {
            self.default_width = missing.as_f32() * unit;
        }
        let first = dict.get::<Number>("FirstChar").map_or(0, |n| n.as_i64()) as u32;
        let widths = dict.get::<Array>("Widths");
        for (i, width) in widths.iter().flat_map(|w| w.iter::<Number>()).take(256).enumerate() {
            self.widths.insert(first.wrapping_add(i as u32), width.as_f32() * unit);
        }
    }

    fn read_composite(&mut self, dict: &Dict, budget: &mut Budget) {
        let below = dict.get::<Array>("DescendantFonts").and_then(|a| a.iter::<Dict>().next());
        let below = below.unwrap_or_default();
        let name = dict.get::<Name>("Encoding").map(|n| n.as_str().to_string());
        let own = || dict.get::<Stream>("Encoding");
        self.coding = match name.as_deref().unwrap_or_default() {
            n if n.contains("UCS2") || n.contains("UTF16") => Coding::Unicode,
            n if n.starts_with("GB") => Coding::Gbk,
            "" if own().is_some() => {
                let data = own().and_then(|s| budget.decode(&s)).unwrap_or_default();
                Coding::Own(CMap::parse(&data))
            }
            _ if self.to_unicode.is_some() => Coding::Cids(HashMap::new()),
            _ => Coding::Cids(glyph_characters(&below, budget).unwrap_or_default()),
        };
        self.default_width = below.get::<Number>("DW").map_or(1.0, |n| n.as_f32() / 1000.0);
        self.read_widths(&below);
    }

    /// Reads the widths of CIDs, given as lists and as ranges.
    fn read_widths(&mut self, below: &Dict) {
        // Ranges may overlap, so the number of CIDs is limited to what a font can have.
        let mut left = 0x1_0000;
        let mut items = below.get::<Array>("W").map(|w| w.iter::<Object>());
        let mut next = || items.as_mut().and_then(Iterator::next);
        while let (Some(Object::Number(first)), Some(second)) = (next(), next()) {
            let first = first.as_i64().clamp(0, 0xffff) as u32;
            match second {
                Object::Array(widths) => {
                    for (cid, width) in (first..).zip(widths.iter::<Number>()).take(left) {
                        left -= 1;
                        self.widths.insert(cid, width.as_f32() / 1000.0);
                    }
                }
                Object::Number(last) => {
                    let Some(Object::Number(width)) = next() else { break };
                    let last = last.as_i64().clamp(0, 0xffff) as u32;
                    for cid in (first..=last).take(left) {
                        left -= 1;
                        self.widths.insert(cid, width.as_f32() / 1000.0);
                    }
                }
                _ => break,
            }
        }
    }

    /// Calls `each` for every code of a string.
    pub fn codes(&self, bytes: &[u8], mut each: impl FnMut(Code)) {
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (code, length) = self.next_code(rest);
            at += length.max(1);
            let told = self.to_unicode.as_ref().and_then(|map| map.text(code));
            let text = told.or_else(|| self.character(code, &rest[..length]).map(String::from));
            let width = self.widths.get(&self.cid(code)).copied().unwrap_or(self.default_width);
            each(Code { text, width, is_space: length == 1 && code == 32 });
        }
    }

    fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let length = match &self.coding {
            Coding::Own(map) => return map.next_code(bytes),
            Coding::Simple(_) => 1,
            Coding::Cids(_) => 2,
            Coding::Unicode if matches!(bytes[0], 0xd8..=0xdb) => 4,
            Coding::Unicode => 2,
            Coding::Gbk if bytes[0] <= 0x80 || bytes[0] == 0xff => 1,
            Coding::Gbk if bytes.get(1).is_some_and(u8::is_ascii_digit) => 4,
            Coding::Gbk => 2,
        };
        let length = length.min(bytes.len());
        (super::cmap::number(&bytes[..length]), length)
    }

    fn character(&self, code: u32, bytes: &[u8]) -> Option<char> {
        match &self.coding {
            Coding::Simple(table) => table[(code & 0xff) as usize],
            Coding::Cids(characters) => characters.get(&code).copied(),
            Coding::Own(map) => char::from_u32(map.cid(code).is_none().then_some(code)?),
            Coding::Unicode => {
                let units = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
                char::decode_utf16(units).next()?.ok()
            }
            Coding::Gbk if code < 0x80 => char::from_u32(code),
            Coding::Gbk => {
                let decode = || charset::gb18030(bytes).chars().next().filter(|c| *c != '\u{fffd}');
                *self.known.borrow_mut().entry(code).or_insert_with(decode)
            }
        }
    }

    /// The CID under which a code's width is stored. In Adobe's collections the CIDs of ASCII begin
    /// at 1, and those of the half-width forms in GBK at 814; other characters have the default
    /// width.
    fn cid(&self, code: u32) -> u32 {
        match &self.coding {
            Coding::Simple(_) | Coding::Cids(_) => code,
            Coding::Own(map) => map.cid(code).unwrap_or(code),
            Coding::Unicode if (0x20..0x7f).contains(&code) => code - 0x1f,
            Coding::Gbk if (0x20..0x7f).contains(&code) => {
                let half = 814 + code - 0x20;
                if self.widths.contains_key(&half) { half } else { code - 0x1f }
            }
            Coding::Unicode | Coding::Gbk => u32::MAX,
        }
    }
}

/// The characters of an embedded TrueType font by glyph number.
fn glyph_characters(below: &Dict, budget: &mut Budget) -> Option<HashMap<u32, char>> {
    let descriptor = below.get::<Dict>("FontDescriptor")?;
    let file = descriptor.get::<Stream>("FontFile2").or_else(|| descriptor.get("FontFile3"))?;
    // Where CIDs are not glyph numbers a table maps them; that table is not read.
    if below.get::<Stream>("CIDToGIDMap").is_some() {
        return None;
    }
    Some(truetype::characters(&budget.decode(&file)?))
}
