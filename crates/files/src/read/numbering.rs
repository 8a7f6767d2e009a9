//! Word's automatic numbers. Many offices let Word number their headings, so that the 一、 is not in
//! the text; without it no heading would be known. Bullets and unknown formats give nothing.

use std::collections::HashMap;

use quick_xml::events::Event;
use report::text::chinese_numeral;

use super::xml::{attribute, each, number, open};
use crate::error::Error;

/// Levels of a list.
pub const LEVELS: usize = 9;

#[derive(Clone, Default)]
pub struct Level {
    pub start: u32,
    /// As docx calls it.
    pub format: String,
    /// `（%1）`: the number of each level by its place.
    pub pattern: String,
}

pub type List = [Level; LEVELS];

/// A document's lists.
#[derive(Default)]
pub struct Numbering {
    pub lists: HashMap<String, List>,
    /// Which list a paragraph's number id means, and where it starts anew.
    pub uses: HashMap<String, (String, [Option<u32>; LEVELS])>,
}

impl Numbering {
    pub fn read(text: &str) -> Result<Numbering, Error> {
        let mut numbering = Numbering::default();
        let mut xml = open(text);
        loop {
            match xml.read_event().map_err(|_| Error::damaged())? {
                Event::Start(e) if e.local_name().as_ref() == "abstractNum" => {
                    let id = attribute(&e, "abstractNumId").unwrap_or_default();
                    let mut list = List::default();
                    let mut at = 0;
                    each(&mut xml, |name, e| {
                        let value = || attribute(e, "val").unwrap_or_default();
                        match name {
                            "lvl" => {
                                at = number(e, "ilvl").unwrap_or(0).min(LEVELS - 1);
                                list[at] = Level { start: 1, ..Level::default() };
                            }
                            "start" => list[at].start = value().parse().unwrap_or(1),
                            "numFmt" => list[at].format = value(),
                            "lvlText" => list[at].pattern = value(),
                            _ => {}
                        }
                    })?;
                    numbering.lists.insert(id, list);
                }
                Event::Start(e) if e.local_name().as_ref() == "num" => {
                    let id = attribute(&e, "numId").unwrap_or_default();
                    let (mut list, mut starts, mut at) = (String::new(), [None; LEVELS], 0);
                    each(&mut xml, |name, e| match name {
                        "abstractNumId" => list = attribute(e, "val").unwrap_or_default(),
                        "lvlOverride" => at = number(e, "ilvl").unwrap_or(0).min(LEVELS - 1),
                        "startOverride" => {
                            starts[at] = number(e, "val").and_then(|n| n.try_into().ok());
                        }
                        _ => {}
                    })?;
                    numbering.uses.insert(id, (list, starts));
                }
                Event::Eof => return Ok(numbering),
                _ => {}
            }
        }
    }
}

/// Numbers given out so far, by list.
#[derive(Default)]
pub struct Counters {
    numbering: Numbering,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Ids whose own starts have been used.
    begun: Vec<String>,
    /// How many numbers were of an unknown kind.
    pub unknown: usize,
}

impl Counters {
    pub fn new(numbering: Numbering) -> Counters {
        Counters { numbering, ..Counters::default() }
    }

    /// Adds a list that paragraphs name by its own name.
    pub fn add(&mut self, name: &str, list: List) {
        self.numbering.lists.insert(name.to_string(), list);
        self.numbering.uses.insert(name.to_string(), (name.to_string(), [None; LEVELS]));
    }

    /// Lets a list begin anew.
    pub fn restart(&mut self, name: &str) {
        self.counts.remove(name);
    }

    /// Lets the next number of a level be this one.
    pub fn set(&mut self, name: &str, level: usize, number: usize) {
        let counts = self.counts.entry(name.to_string()).or_default();
        if let Some(count) = counts.get_mut(level) {
            *count = u32::try_from(number).ok().and_then(|n| n.checked_sub(1));
        }
    }

    /// The number of the next paragraph of a list; empty if it shows none.
    pub fn next(&mut self, id: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some((name, starts)) = self.numbering.uses.get(id) else { return String::new() };
        let Some(list) = self.numbering.lists.get(name) else { return String::new() };
        let counts = self.counts.entry(name.clone()).or_default();
        if !self.begun.iter().any(|b| b == id) {
            self.begun.push(id.to_string());
            for (count, start) in counts.iter_mut().zip(starts) {
                *count = start.map_or(*count, |n| n.checked_sub(1));
            }
        }
        counts[level] = Some(counts[level].map_or(list[level].start, |n| n.saturating_add(1)));
        counts[level + 1..].fill(None);
        // A pattern is a few characters long.
        let mut text: String = list[level].pattern.chars().take(60).collect();
        for (i, at) in list.iter().enumerate().take(level + 1) {
            let n = counts[i].unwrap_or(at.start);
            let Some(word) = in_format(&at.format, n) else {
                self.unknown += usize::from(!matches!(at.format.as_str(), "" | "none" | "bullet"));
                return String::new();
            };
            text = text.replace(&format!("%{}", i + 1), &word);
        }
        text
    }
}

/// A number in one of Word's formats that Chinese documents use.
fn in_format(format: &str, n: u32) -> Option<String> {
    // Signs that stand one after the other, from 1 to `last`.
    let sign = |first: u32, last: u32| {
        let known = (1..=last).contains(&n);
        known.then(|| char::from_u32(first + n - 1)).flatten().map(String::from)
    };
    match format {
        "decimal" | "decimalHalfWidth" => Some(n.to_string()),
        "decimalZero" => Some(format!("{n:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |b: u8| char::from_u32(0xfee0 + u32::from(b));
            Some(n.to_string().bytes().filter_map(wide).collect())
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Some(chinese_numeral(n.min(99) as usize)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => sign(0x2460, 20),
        "decimalEnclosedParen" => sign(0x2474, 20),
        "decimalEnclosedFullstop" => sign(0x2488, 20),
        "ideographEnclosedCircle" => sign(0x3220, 10),
        "lowerLetter" => sign(0x61, 26),
        "upperLetter" => sign(0x41, 26),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).map(|r| r.to_ascii_lowercase()),
        _ => None,
    }
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = Some(n).filter(|n| (1..=200).contains(n))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        text.push_str(&sign.repeat((left / value) as usize));
        left %= value;
    }
    Some(text)
}
