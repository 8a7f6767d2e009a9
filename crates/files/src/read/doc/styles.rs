//! Styles and lists of a binary Word file, in the form that [`super::super::styles`] and
//! [`super::super::numbering`] have for docx.

use std::collections::HashMap;

use super::file::{File, table};
use super::properties::{Characters, Paragraph};
use crate::compound::{u16_at, u32_at};
use crate::read::numbering::{LEVELS, Level, List, Numbering};
use crate::read::styles::{Style, Styles};

/// The style number that means “no style”.
const NONE: u16 = 0xfff;

/// The styles by number, and what each makes of its text, by number.
pub fn styles(file: &File) -> (Styles, HashMap<u16, Characters>) {
    let sheet = file.table(table::STYLES);
    let header = usize::from(u16_at(sheet, 0).unwrap_or(0));
    let base = usize::from(u16_at(sheet, 4).unwrap_or(0));
    let (mut all, mut looks) = (Vec::new(), HashMap::new());
    let mut at = 2 + header;
    for number in 0..NONE {
        let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
        let entry = sheet.get(at + 2..at + 2 + length).unwrap_or_default();
        if let Some((style, look)) = style(file, entry, base) {
            all.push((number.to_string(), style));
            looks.insert(number, look);
        }
        at += 2 + length + length % 2;
    }
    (Styles::new(all), looks)
}

fn style(file: &File, entry: &[u8], base: usize) -> Option<(Style, Characters)> {
    let known = u16_at(entry, 0)? & 0xfff;
    let (kind, parent) = (u16_at(entry, 2)? & 0xf, u16_at(entry, 2)? >> 4);
    let length = usize::from(u16_at(entry, base)?);
    let units = (0..length).filter_map(|i| u16_at(entry, base + 2 + i * 2));
    let name = String::from_utf16_lossy(&units.collect::<Vec<u16>>());
    let mut style = Style::based_on((parent != NONE).then(|| parent.to_string()));
    style.name(&match known {
        1..=9 => format!("heading {known}"),
        19..=27 => format!("toc {}", known - 18),
        62 => "title".to_string(),
        _ => name,
    });
    let mut at = base + (length + 2) * 2;
    let mut next = || {
        let length = usize::from(u16_at(entry, at)?);
        let list = entry.get(at + 2..at + 2 + length)?;
        at += 2 + length + length % 2;
        Some(list)
    };
    let mut characters = Characters::default();
    if kind == 1 {
        let mut paragraph = Paragraph::default();
        paragraph.apply(file, next().and_then(|list| list.get(2..)).unwrap_or_default());
        style.set_level(paragraph.outline.map(usize::from));
        style.list = paragraph.list.map(|l| l.to_string());
        style.list_level = paragraph.list_level.map(usize::from);
    }
    characters.apply(next().unwrap_or_default(), |_| Characters::default());
    Some((style, characters))
}

/// The lists, by the number that paragraphs refer to.
pub fn numbering(file: &File) -> Numbering {
    let mut numbering = Numbering::default();
    let Some((table, mut rest)) = file.table_and_rest(table::LISTS) else { return numbering };
    let count = usize::from(u16_at(table, 0).unwrap_or(0));
    for entry in table.get(2..).unwrap_or_default().chunks_exact(28).take(count) {
        let mut list = List::default();
        let levels = if entry[26] & 1 != 0 { 1 } else { LEVELS };
        for level in list.iter_mut().take(levels) {
            match self::level(&mut rest) {
                Some(read) => *level = read,
                None => return numbering,
            }
        }
        numbering.lists.insert(u32_at(entry, 0).unwrap_or(0).to_string(), list);
    }
    uses(file, &mut numbering);
    numbering
}

/// Takes a level off the beginning of the bytes.
fn level(bytes: &mut &[u8]) -> Option<Level> {
    let head = bytes.get(..28)?;
    let start = u32_at(head, 0)?;
    let text_at = 28 + usize::from(head[24]) + usize::from(head[25]);
    let length = usize::from(u16_at(bytes, text_at)?);
    let mut pattern = String::new();
    for i in 0..length {
        match u16_at(bytes, text_at + 2 + i * 2)? {
            n @ 0..=8 => pattern.push_str(&format!("%{}", n + 1)),
            unit => pattern.push(char::from_u32(unit.into()).unwrap_or(' ')),
        }
    }
    *bytes = bytes.get(text_at + 2 + length * 2..)?;
    Some(Level { start, format: format(head[4]).into(), pattern })
}

/// Reads which list each number refers to, and where it restarts.
fn uses(file: &File, numbering: &mut Numbering) {
    let table = file.table(table::LIST_USES);
    let count = (u32_at(table, 0).unwrap_or(0) as usize).min(table.len() / 16);
    let mut at = 4 + count * 16;
    for i in 0..count {
        let entry = 4 + i * 16;
        let list = u32_at(table, entry).unwrap_or(0).to_string();
        let mut starts = [None; LEVELS];
        at += 4;
        for _ in 0..table.get(entry + 12).copied().unwrap_or(0) {
            let (start, flags) = (u32_at(table, at), u32_at(table, at + 4).unwrap_or(0));
            at += 8;
            if flags & 0x10 != 0 {
                starts[(flags as usize & 0xf).min(LEVELS - 1)] = start;
            }
            if flags & 0x20 != 0 {
                let mut rest = table.get(at..).unwrap_or_default();
                let before = rest.len();
                if level(&mut rest).is_none() {
                    return;
                }
                at += before - rest.len();
            }
        }
        numbering.uses.insert((i + 1).to_string(), (list, starts));
    }
}

/// The docx name of a number format.
fn format(number: u8) -> &'static str {
    match number {
        0 | 15 => "decimal",
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 11 | 33 | 35 | 37 | 39 => "chineseCounting",
        14 | 19 => "decimalFullWidth",
        18 | 28 => "decimalEnclosedCircle",
        22 => "decimalZero",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        29 => "ideographEnclosedCircle",
        23 | 255 => "none",
        _ => "unknown",
    }
}

/// The names of the fonts by number.
pub fn fonts(file: &File) -> Vec<String> {
    let names = file.table(table::FONTS);
    let mut fonts = Vec::new();
    let mut at = 4;
    while let Some(length) = names.get(at).map(|n| usize::from(*n)) {
        let entry = names.get(at + 1..at + 1 + length).unwrap_or_default();
        let units = (39..).step_by(2).map_while(|i| u16_at(entry, i)).take_while(|u| *u != 0);
        fonts.push(String::from_utf16_lossy(&units.collect::<Vec<u16>>()));
        at += 1 + length;
    }
    fonts
}
