//! Workbooks of Excel and WPS (xlsx): cells as they are shown; for formulas the stored result.
//!
//! Macros, comments, charts and appearance are deliberately not read. Elements are known by their
//! local names, so that the strict dialect reads as well.

mod looks;

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use report::document::{AsideKind, Document, Note};

use self::looks::{changed, changes, looks};
use super::asides;
use super::book::{Area, Book};
use super::number::Format;
use super::styles::Run;
use super::xml::{Xml, attribute, each, each_start, number, skip, texts, title};
use crate::archive::Archive;
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;

pub fn fits(content: &Content) -> Fit {
    Fit::sure_if(content.has_part("xl/workbook.xml"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let archive = Archive::open(bytes)?;
    let mut document = book(&archive)?.0.document(notes)?;
    document.title = title(&archive.text("docProps/core.xml")?.unwrap_or_default())?;
    Ok(document)
}

/// The book, and the part of each worksheet by its name.
fn book(archive: &Archive) -> Result<(Book, BTreeMap<String, String>), Error> {
    let part = |name: &str| archive.text(name).map(Option::unwrap_or_default);
    let workbook = part("xl/workbook.xml")?;
    let targets = targets(&part("xl/_rels/workbook.xml.rels")?)?;
    let look = Look {
        strings: strings(&part("xl/sharedStrings.xml")?)?,
        formats: formats(&part("xl/styles.xml")?)?,
        looks: looks(&part("xl/styles.xml")?)?,
        changes: changes(&part("xl/styles.xml")?)?,
    };
    let (mut book, mut parts) = (Book::default(), BTreeMap::new());
    each_start(&workbook, |_, e| {
        match e.local_name().as_ref() {
            "workbookPr" => book.since_1904 = is_on(attribute(e, "date1904")),
            "sheet" => {
                let state = attribute(e, "state").unwrap_or_default();
                let id = attribute(e, "id").unwrap_or_default();
                // Sheets that are charts or macros have no cells.
                let Some(target) = targets.get(&id).filter(|t| t.contains("worksheets")) else {
                    return Ok(());
                };
                let hidden = state.to_ascii_lowercase().contains("hidden");
                let name = attribute(e, "name").unwrap_or_default();
                parts.insert(name.clone(), target.clone());
                book.begin(name, hidden)?;
                if let Some(text) = archive.text(target)? {
                    sheet(&text, &look, &mut book)?;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok((book, parts))
}

/// A cell of a worksheet with its text; row and column are counted from 0.
pub struct Placed {
    pub sheet: String,
    pub row: usize,
    pub column: usize,
    pub text: String,
}

/// The cells with text, those of hidden worksheets last, and the part of each worksheet by its name.
pub fn cells(bytes: &[u8]) -> Result<(Vec<Placed>, BTreeMap<String, String>), Error> {
    let (book, parts) = book(&Archive::open(bytes)?)?;
    let (hidden, shown): (Vec<_>, Vec<_>) = book.sheets.into_iter().partition(|s| s.hidden);
    let cells = shown.into_iter().chain(hidden).flat_map(|sheet| {
        sheet.cells.into_iter().map(move |((row, column), text)| Placed {
            sheet: sheet.name.clone(),
            row,
            column,
            text,
        })
    });
    Ok((cells.collect(), parts))
}

/// What the cells of all sheets refer to.
struct Look {
    strings: Vec<String>,
    formats: Vec<Format>,
    /// What each cell style makes of its text.
    looks: Vec<Option<AsideKind>>,
    /// For each conditional format whether it may hide its text or show another one.
    changes: Vec<bool>,
}

fn is_on(value: Option<String>) -> bool {
    matches!(value.as_deref(), Some("1" | "true" | "on"))
}

/// The parts that the workbook refers to, by relation id.
fn targets(text: &str) -> Result<BTreeMap<String, String>, Error> {
    let mut targets = BTreeMap::new();
    each_start(text, |_, e| {
        if let (Some(id), Some(target)) = (attribute(e, "Id"), attribute(e, "Target")) {
            let target = target.replace('\\', "/");
            let target = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_string(),
                None => format!("xl/{}", target.trim_start_matches("./")),
            };
            targets.insert(id, target);
        }
        Ok(())
    })?;
    Ok(targets)
}

/// Replaces `_x000A_` by the character with this number, which XML cannot hold.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let c = code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        match c {
            Some(c) => plain.push(c),
            None => plain.push_str("_x"),
        }
        rest = &rest[at + if c.is_some() { 7 } else { 2 }..];
    }
    plain + rest
}

/// The texts that cells share.
fn strings(text: &str) -> Result<Vec<String>, Error> {
    let mut strings = Vec::new();
    each_start(text, |xml, e| {
        if e.local_name().as_ref() == "si" {
            strings.push(rich(xml)?);
        }
        Ok(())
    })?;
    Ok(strings)
}

/// A text that may consist of runs with different fonts, up to the end of the element just begun.
fn rich(xml: &mut Xml) -> Result<String, Error> {
    let mut text = String::new();
    let mut look = None;
    let mut depth = 1;
    while depth > 0 {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => match e.local_name().as_ref() {
                "rPh" => skip(xml, &e)?,
                "rPr" => {
                    let mut run = Run::default();
                    each(xml, |name, e| run.take(name, e))?;
                    look = run.or(None);
                }
                "t" => {
                    let words = unescaped(&texts(xml, |_| false, true)?);
                    match look {
                        Some(look) => text.push_str(&asides::marked(look, &words)),
                        None => text.push_str(&words),
                    }
                }
                _ => depth += 1,
            },
            Event::End(e) => {
                depth -= 1;
                if e.local_name().as_ref() == "r" {
                    look = None;
                }
            }
            Event::Eof => return Err(Error::damaged()),
            _ => {}
        }
        if depth > limits::DEPTH {
            return Err(limits::too_large());
        }
    }
    Ok(text)
}

/// The number format of each cell style.
fn formats(text: &str) -> Result<Vec<Format>, Error> {
    let mut own: BTreeMap<usize, Format> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    each_start(text, |_, e| {
        match e.local_name().as_ref() {
            "numFmt" => {
                let code = attribute(e, "formatCode").unwrap_or_default();
                own.insert(number(e, "numFmtId").unwrap_or(0), Format::of(&code));
            }
            "cellXfs" => in_cells = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => in_cells = false,
            "xf" if in_cells => {
                let id = number(e, "numFmtId").unwrap_or(0);
                let format = own.get(&id).cloned();
                formats.push(format.unwrap_or_else(|| Format::builtin(id)));
            }
            _ => {}
        }
        if own.len() + formats.len() > limits::PARAGRAPHS {
            return Err(limits::too_large());
        }
        Ok(())
    })?;
    Ok(formats)
}

/// Reads a sheet's part into the sheet of the book that was begun last.
fn sheet(text: &str, look: &Look, book: &mut Book) -> Result<(), Error> {
    // Rows and cells may omit their position; then they follow the one before.
    let (mut row, mut column) = (0, 0);
    each_start(text, |xml, e| {
        match e.local_name().as_ref() {
            "sheetView" if attribute(e, "showZeros").is_some_and(|on| !is_on(Some(on))) => {
                book.sheet().hides_zeros = true;
            }
            "col" if is_on(attribute(e, "hidden")) => {
                let bound = |name| number(e, name).unwrap_or(1).max(1) - 1;
                let columns = (bound("min"), bound("max"));
                book.sheet().hidden_columns.push(columns);
            }
            "row" => {
                row = number(e, "r").unwrap_or(row + 1);
                column = 0;
                let height = attribute(e, "ht").and_then(|ht| ht.parse::<f64>().ok());
                if is_on(attribute(e, "hidden")) || height.is_some_and(|height| height < 1.0) {
                    book.sheet().hidden_rows.push(row.saturating_sub(1));
                }
            }
            "c" => {
                if let Some((r, c)) = attribute(e, "r").as_deref().and_then(place) {
                    (row, column) = (r + 1, c);
                }
                cell(xml, e, (row.saturating_sub(1), column), look, book)?;
                column += 1;
            }
            "conditionalFormatting" => {
                let range = attribute(e, "sqref").unwrap_or_default();
                changed(xml, &range, look, book)?;
            }
            "mergeCell" => {
                let merged = &mut book.sheet().merged;
                if let Some(area) = attribute(e, "ref").as_deref().and_then(area) {
                    merged.push(area);
                }
                if merged.len() > limits::CELLS {
                    return Err(limits::too_large());
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// Reads a cell whose element has just begun.
fn cell(
    xml: &mut Xml,
    e: &BytesStart,
    (row, column): (usize, usize),
    look: &Look,
    book: &mut Book,
) -> Result<(), Error> {
    let kind = attribute(e, "t").unwrap_or_default();
    let style = number(e, "s").unwrap_or(0);
    let mut value = None;
    let mut formula = false;
    let mut depth = 1;
    while depth > 0 {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => match e.local_name().as_ref() {
                "v" => value = Some(unescaped(&texts(xml, |_| false, true)?)),
                "is" => value = Some(rich(xml)?),
                "f" => {
                    formula = true;
                    skip(xml, &e)?;
                }
                _ => depth += 1,
            },
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Error::damaged()),
            _ => {}
        }
    }
    let Some(value) = value.filter(|v| !v.is_empty() || kind == "str") else {
        if formula {
            book.note_unsolved(row, column);
        }
        return Ok(());
    };
    book.look = look.looks.get(style).copied().flatten();
    match kind.as_str() {
        "s" => {
            let text = value.trim().parse().ok().and_then(|i: usize| look.strings.get(i));
            book.put(row, column, text.ok_or_else(Error::damaged)?)
        }
        "str" | "inlineStr" => book.put(row, column, &value),
        "b" => book.put(row, column, if value.trim() == "1" { "TRUE" } else { "FALSE" }),
        "e" => book.put_fault(row, column, &value),
        "d" => book.put(row, column, value.trim_end_matches("T00:00:00")),
        _ => match value.trim().parse() {
            Ok(n) => {
                let general = Format::default();
                book.put_number(row, column, n, look.formats.get(style).unwrap_or(&general))
            }
            Err(_) => book.put(row, column, &value),
        },
    }
}

/// Row and column of a reference such as `C7`, counted from 0.
pub fn place(name: &str) -> Option<(usize, usize)> {
    let name = name.trim().replace('$', "");
    let at = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(at);
    let mut column = 0;
    for letter in letters.bytes().map(|b| b.to_ascii_uppercase()) {
        if !letter.is_ascii_uppercase() || column > 20_000 {
            return None;
        }
        column = column * 26 + usize::from(letter - b'A') + 1;
    }
    let row: usize = digits.parse().ok().filter(|r| (1..=1 << 24).contains(r))?;
    Some((row - 1, column.checked_sub(1)?))
}

/// The range of a reference such as `B2:C7`.
fn area(name: &str) -> Option<Area> {
    let (from, to) = name.split_once(':')?;
    let ((a, b), (c, d)) = (place(from)?, place(to)?);
    Some(Area { top: a.min(c), left: b.min(d), bottom: a.max(c), right: b.max(d) })
}
