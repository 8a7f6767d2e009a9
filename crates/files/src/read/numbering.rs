//! Word's automatic numbers. In many reports Word numbers the headings, so that the 一、 is not
//! part of the text; without it no heading would be recognised. Bullets and unknown formats give no
//! number.

use std::collections::{HashMap, HashSet};

use quick_xml::events::Event;
use report::text::chinese_numeral;

use super::xml::{attribute, each, number, open};
use crate::error::Error;

/// Number of levels of a list.
pub const LEVELS: usize = 9;

#[derive(Clone, Default)]
pub struct Level {
    pub start: u32,
    /// The number format, by its docx name.
    pub format: String,
    /// Such as `（%1）`: `%1` stands for the number of level 1.
    pub pattern: String,
}

pub type List = [Level; LEVELS];

/// A document's lists.
#[derive(Default)]
pub struct Numbering {
    pub lists: HashMap<String, List>,
    /// For each list id that paragraphs use: the list it refers to, and for each level the number
    /// at which it restarts.
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

/// The numbers given so far, by list.
#[derive(Default)]
pub struct Counters {
    numbering: Numbering,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Ids whose restarts have been applied.
    begun: HashSet<String>,
    /// Number of paragraphs whose number format is unknown.
    pub unknown: usize,
}

impl Counters {
    pub fn new(numbering: Numbering) -> Counters {
        Counters { numbering, ..Counters::default() }
    }

    /// Adds a list that paragraphs refer to by its own name.
    pub fn add(&mut self, name: &str, list: List) {
        self.numbering.lists.insert(name.to_string(), list);
        self.numbering.uses.insert(name.to_string(), (name.to_string(), [None; LEVELS]));
    }

    /// Restarts a list.
    pub fn restart(&mut self, name: &str) {
        self.counts.remove(name);
    }

    /// Sets the next number of a level.
    pub fn set(&mut self, name: &str, level: usize, number: usize) {
        let counts = self.counts.entry(name.to_string()).or_default();
        if let Some(count) = counts.get_mut(level) {
            *count = u32::try_from(number).ok().and_then(|n| n.checked_sub(1));
        }
    }

    /// The number of the next paragraph of a list as text; empty if it shows none.
    pub fn next(&mut self, id: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some((name, starts)) = self.numbering.uses.get(id) else { return String::new() };
        let Some(list) = self.numbering.lists.get(name) else { return String::new() };
        let counts = self.counts.entry(name.clone()).or_default();
        if self.begun.insert(id.to_string()) {
            for (count, start) in counts.iter_mut().zip(starts) {
                *count = start.map_or(*count, |n| n.checked_sub(1));
            }
        }
        counts[level] = Some(counts[level].map_or(list[level].start, |n| n.saturating_add(1)));
        counts[level + 1..].fill(None);
        // Real patterns have a few characters.
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

/// A number in one of the formats that Chinese documents use; `None` for other formats.
fn in_format(format: &str, n: u32) -> Option<String> {
    // Consecutive Unicode characters for the numbers from 1 to `last`.
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
