//! Plain text for Notepad: UTF-8 with a byte order mark, Windows line ends, and tabs between the
//! cells of a table, so that it pastes into a spreadsheet.

use report::Report;
use report::compose::compose;
use report::document::{Block, Covered, Document, Grid, Role};

use super::With;

/// The report as a file.
pub fn file(report: &Report, _: With) -> Vec<u8> {
    write(&compose(report)).into_bytes()
}

/// The document as plain text.
pub fn write(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) if p.role == Role::Body => lines.push(format!("　　{}", p.text)),
            Block::Paragraph(p) => lines.push(p.text.clone()),
            Block::Grid(grid) => lines.extend(rows(grid).map(|row| row.join("\t"))),
        }
    }
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
    format!("\u{feff}{text}")
}

/// The rows of a table as texts. A merged cell's text is in the first row and column it covers; the
/// others are empty.
pub(super) fn rows(grid: &Grid) -> impl Iterator<Item = Vec<String>> + '_ {
    let text = |covered: &Option<Covered>| match covered {
        Some(c) if c.begins => grid.rows[c.row][c.index].text.replace(['\n', '\t'], " "),
        _ => String::new(),
    };
    grid.cover().into_iter().map(move |row| row.iter().map(text).collect())
}
