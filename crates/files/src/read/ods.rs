//! OpenDocument workbooks (ods): cells as they are shown; for formulas the stored result.
//!
//! Comments, shapes and charts are deliberately not read.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use report::document::{AsideKind, Document, Note};

use super::asides;
use super::book::{Area, Book};
use super::number;
use super::odt::{Looks, look};
use super::xml::{Xml, attribute, data, each_start, number as count, push_text, skip};
use crate::archive::Archive;
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;

pub fn fits(content: &Content) -> Fit {
    Fit::sure_if(content.open_document().contains("spreadsheet"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let archive = Archive::open(bytes)?;
    let part = |name: &str| archive.text(name).map(Option::unwrap_or_default);
    if part("META-INF/manifest.xml")?.contains("encryption-data") {
        return Err(Error::encrypted());
    }
    let content = archive.text("content.xml")?.ok_or_else(Error::damaged)?;
    let mut book = Book::default();
    let mut hidden = BTreeSet::new();
    let mut looks = Looks::new();
    let mut style = String::new();
    let mut at = At::default();
    each_start(&content, |xml, e| {
        match e.local_name().as_ref() {
            "style" => style = attribute(e, "name").unwrap_or_default(),
            "table-properties" if attribute(e, "display").as_deref() == Some("false") => {
                hidden.insert(style.clone());
            }
            "table" => {
                let is_hidden = attribute(e, "style-name").is_some_and(|s| hidden.contains(&s));
                book.begin(attribute(e, "name").unwrap_or_default(), is_hidden)?;
                at = At::default();
            }
            "table-column" => at.column(e, &mut book),
            "text-properties" => {
                if let Some(look) = look("text-properties", e) {
                    looks.insert(style.clone(), look);
                }
            }
            "table-row" => at.row(xml, e, &looks, &mut book)?,
            "shapes" | "tracked-changes" | "forms" => skip(xml, e)?,
            _ => {}
        }
        Ok(())
    })?;
    let mut document = book.document(notes)?;
    document.title = super::xml::title(&part("meta.xml")?)?;
    document.data = data(&archive)?;
    Ok(document)
}

/// The position of the next row and cell.
#[derive(Default)]
struct At {
    row: usize,
    column: usize,
}

/// A cell of a row that is being read.
struct Cell {
    /// The first and the last column with this cell.
    column: usize,
    columns: usize,
    text: Text,
    /// Struck out as a whole.
    look: Option<AsideKind>,
}

enum Text {
    Words(String),
    Number(number::Shown),
    Fault(String),
}

/// Largest row number of a sheet.
const MOST_ROWS: usize = 1 << 24;

impl At {
    fn column(&mut self, e: &BytesStart, book: &mut Book) {
        let columns = repeated(e, "number-columns-repeated");
        if is_hidden(e) {
            book.sheet().hidden_columns.push((self.column, self.column + columns - 1));
        }
        self.column = (self.column + columns).min(MOST_ROWS);
    }

    /// Reads a row whose element has just begun.
    fn row(
        &mut self,
        xml: &mut Xml,
        e: &BytesStart,
        looks: &Looks,
        book: &mut Book,
    ) -> Result<(), Error> {
        let rows = repeated(e, "number-rows-repeated");
        if is_hidden(e) {
            book.sheet().hidden_rows.push(self.row);
        }
        let mut cells = Vec::new();
        let mut column = 0;
        loop {
            match xml.read_event().map_err(|_| Error::damaged())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-cell" => {
                        self.cell(xml, (&e, looks), &mut column, &mut cells, book)?;
                    }
                    "covered-table-cell" => {
                        column += repeated(&e, "number-columns-repeated");
                        skip(xml, &e)?;
                    }
                    _ => skip(xml, &e)?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(Error::damaged()),
                _ => {}
            }
            column = column.min(MOST_ROWS);
        }
        if !cells.is_empty() {
            for row in self.row..self.row + rows {
                cells.iter().try_for_each(|cell| cell.put(row, book))?;
            }
        }
        self.row = (self.row + rows).min(MOST_ROWS);
        Ok(())
    }

    fn cell(
        &self,
        xml: &mut Xml,
        (e, looks): (&BytesStart, &Looks),
        column: &mut usize,
        cells: &mut Vec<Cell>,
        book: &mut Book,
    ) -> Result<(), Error> {
        let columns = repeated(e, "number-columns-repeated");
        let span = |name| count(e, name).unwrap_or(1).clamp(1, MOST_ROWS) - 1;
        let (right, down) = (span("number-columns-spanned"), span("number-rows-spanned"));
        if right + down > 0 {
            let merged = &mut book.sheet().merged;
            merged.push(Area {
                top: self.row,
                left: *column,
                bottom: self.row + down,
                right: *column + right,
            });
            if merged.len() > limits::CELLS {
                return Err(limits::too_large());
            }
        }
        let style = attribute(e, "style-name").unwrap_or_default();
        let whole = |kind: &AsideKind| matches!(kind, AsideKind::Struck | AsideKind::Unlike);
        let look = looks.get(&style).copied().filter(whole);
        let (shown, written) = paragraphs(xml, looks)?;
        if let Some(text) = value(e, shown, written) {
            cells.push(Cell { column: *column, columns, text, look });
        } else if attribute(e, "formula").is_some() {
            book.note_unsolved(self.row, *column);
        }
        *column += columns;
        Ok(())
    }
}

impl Cell {
    fn put(&self, row: usize, book: &mut Book) -> Result<(), Error> {
        let mut columns = self.column..self.column + self.columns;
        columns.try_for_each(|column| {
            book.look = self.look;
            match &self.text {
                Text::Words(words) => book.put(row, column, words),
                Text::Number(shown) => book.put_shown(row, column, shown),
                Text::Fault(fault) => book.put_fault(row, column, fault),
            }
        })
    }
}

fn repeated(e: &BytesStart, name: &str) -> usize {
    count(e, name).unwrap_or(1).clamp(1, MOST_ROWS)
}

fn is_hidden(e: &BytesStart) -> bool {
    matches!(attribute(e, "visibility").as_deref(), Some("collapse" | "filter"))
}

/// The value of a cell for which the file shows `shown`; `None` if it is blank. `written` says whether
/// the file tells what is shown.
fn value(e: &BytesStart, shown: String, written: bool) -> Option<Text> {
    let kind = attribute(e, "value-type").unwrap_or_default();
    let stored = || attribute(e, "value").and_then(|v| v.trim().parse::<f64>().ok());
    if matches!(shown.trim(), "Err:502" | "#DIV/0!" | "#N/A" | "#VALUE!" | "#REF!" | "#NAME?") {
        return Some(Text::Fault(shown.trim().to_string()));
    }
    match (kind.as_str(), stored()) {
        ("float" | "currency" | "percentage", Some(value))
            if written && shown.trim().is_empty() =>
        {
            Some(Text::Number(number::unseen(value)))
        }
        ("float" | "currency", Some(value)) => Some(Text::Number(number::agreed(value, &shown))),
        ("percentage", Some(value)) => Some(Text::Words(number::percent(value))),
        ("date", _) if !shown.contains('年') => {
            let date = attribute(e, "date-value").unwrap_or(shown);
            Some(Text::Words(date.trim_end_matches("T00:00:00").replace('T', " ")))
        }
        ("string", _) if shown.trim().is_empty() => attribute(e, "string-value").map(Text::Words),
        _ => Some(shown).filter(|s| !s.trim().is_empty()).map(Text::Words),
    }
}

/// The paragraphs of the cell just begun, one for each line, and whether there are any.
fn paragraphs(xml: &mut Xml, looks: &Looks) -> Result<(String, bool), Error> {
    let mut text = String::new();
    let (mut depth, mut paragraphs, mut inside) = (1, 0, 0);
    while depth > 0 {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => {
                match e.local_name().as_ref() {
                    name @ ("annotation" | "frame" | "custom-shape" | "ruby-text") => {
                        if name == "frame" {
                            text.push_str(&asides::marked(AsideKind::Drawn, "图片"));
                        }
                        skip(xml, &e)?;
                        continue;
                    }
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        inside = depth;
                    }
                    "span" => {
                        let style = attribute(&e, "style-name").unwrap_or_default();
                        if let Some(look) = looks.get(&style) {
                            let words = super::xml::texts(xml, |_| true, true)?;
                            text.push_str(&asides::marked(*look, &words));
                            continue;
                        }
                    }
                    "s" => text.extend((0..count(&e, "c").unwrap_or(1).min(100)).map(|_| ' ')),
                    "tab" => text.push(' '),
                    "line-break" => text.push('\n'),
                    _ => {}
                }
                depth += 1;
                if depth > limits::DEPTH {
                    return Err(limits::too_large());
                }
            }
            Event::End(_) => {
                depth -= 1;
                if depth <= inside {
                    inside = 0;
                }
            }
            Event::Eof => return Err(Error::damaged()),
            event if inside > 0 => push_text(&event, &mut |piece| text.push_str(piece)),
            _ => {}
        }
    }
    Ok((text, paragraphs > 0))
}
