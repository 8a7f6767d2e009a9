//! Plain text: a line is a paragraph. Tabs between the cells of a line are kept, because a table
//! copied from a spreadsheet is recognised by them.

use report::document::{Document, Note, Role};

use super::{charset, csv};
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;

pub fn fits(content: &Content) -> Fit {
    if matches!(content, Content::Text(..)) { Fit::Rest } else { Fit::No }
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    read_as(bytes, None, notes)
}

/// Like [`read`]; `charset` is the one that a mail declares.
pub fn read_as(
    bytes: &[u8],
    charset: Option<&str>,
    notes: &mut Vec<Note>,
) -> Result<Document, Error> {
    limits::step(bytes.len())?;
    let text = charset::decode(bytes, charset, notes);
    if let Some(table) = csv::table(&text, notes)? {
        return Ok(table);
    }
    let mut document = Document::default();
    for line in text.split(['\n', '\r', '\u{c}', '\u{2028}']) {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        if document.blocks.len() == limits::PARAGRAPHS {
            return Err(limits::too_large());
        }
        let cells = line.trim_matches(|c: char| c.is_whitespace() && c != '\t');
        document.push(Role::Body, if bare.contains('\t') { cells } else { bare });
    }
    Ok(document)
}
