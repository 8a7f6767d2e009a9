//! A workbook that our own writer ([`crate::write::xlsx`]) made: which of its sheets are the
//! report, and the JSON in it. The sheets next to the report (checks, findings, last year) are
//! skipped.

use report::document::{Block, Document, Note, Role};

use super::{Sheet, Size};
use crate::NAMESPACE;
use crate::error::Error;
use crate::write::xlsx::sheet::fills_cell;

/// A sheet that is part of the report.
struct Page {
    sheet: Sheet,
    /// How many rows are above its table.
    top: usize,
}

/// The document of a workbook of ours. `None` if our writer did not make it, or some of its sheets
/// are missing.
pub fn document(sheets: &mut Vec<Sheet>, notes: &mut Vec<Note>) -> Result<Option<Document>, Error> {
    let Some((data, pages)) = pages(sheets) else { return Ok(None) };
    let mut document = Document { data: Some(data), ..Document::default() };
    let mut size = Size::default();
    for Page { mut sheet, top } in pages {
        let table = sheet.cells.split_off(&(top, 0));
        let mut goes_on = false;
        for text in std::mem::replace(&mut sheet.cells, table).into_values() {
            let next = text.replace('\n', "");
            match document.blocks.last_mut() {
                Some(Block::Paragraph(before)) if goes_on => before.text.push_str(&next),
                _ => document.push(Role::Body, next),
            }
            goes_on = fills_cell(&text);
        }
        sheet.grids(&mut document.blocks, &mut size, notes)?;
    }
    Ok(Some(document))
}

/// The report's JSON, and the sheets of the report in order, each cut to the report's own columns.
fn pages(sheets: &mut Vec<Sheet>) -> Option<(String, Vec<Page>)> {
    let first = |s: &Sheet| s.cells.get(&(0, 0)).is_some_and(|text| text == NAMESPACE);
    let list = &sheets.iter().find(|s| first(s))?.cells;
    let text = |row: usize, column: usize| list.get(&(row, column)).map(String::as_str);
    let number = |row, column| text(row, column)?.parse::<usize>().ok();
    let data = (1..).map_while(|row| text(row, 0)).collect();
    let mut named: Vec<(String, usize, usize)> = Vec::new();
    for (row, name) in (0..).map_while(|row| Some((row, text(row, 1)?))) {
        let (columns, top) = (number(row, 2)?, number(row, 3)?);
        // Somebody may have added text below the last paragraph; its column holds nothing else.
        named.push((name.to_string(), columns, if columns == 1 { usize::MAX } else { top }));
    }
    if !named.iter().all(|(name, ..)| sheets.iter().any(|s| s.name == *name)) {
        return None;
    }
    let mut pages = Vec::new();
    for (name, columns, top) in named {
        let at = sheets.iter().position(|s| s.name == name)?;
        let mut sheet = sheets.swap_remove(at);
        sheet.cells.retain(|(_, column), _| *column < columns);
        pages.push(Page { sheet, top });
    }
    Some((data, pages))
}
