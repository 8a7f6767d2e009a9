//! Readers: one file for each kind, and one table of them. A reader turns bytes into a [`Document`]
//! and notes what it left out; [`report::recognize`] decides what the paragraphs mean.

use report::compose::compose;
use report::document::{Document, Note};

use crate::error::Error;
use crate::kind::{Kind, unsupported};

mod asides;
mod book;
pub mod charset;
mod csv;
mod doc;
mod docx;
mod flow;
mod html;
mod mht;
mod number;
mod numbering;
mod ods;
mod odt;
mod omitted;
mod pdf;
mod styles;
mod symbols;
mod txt;
mod xls;
mod xlsx;
mod xml;
pub mod zip;

type Reader = fn(&[u8], &mut Vec<Note>) -> Result<Document, Error>;

/// The reader of every format in [`report::formats::FORMATS`] that can be read. The reader of plain
/// text also recognises csv.
const READERS: &[(&str, Reader)] = &[
    ("docx", docx::read),
    ("doc", doc::read),
    ("odt", odt::read),
    ("html", html::read),
    ("mht", mht::read),
    ("json", json),
    ("pdf", pdf::read),
    ("txt", txt::read),
    ("xlsx", xlsx::read),
    ("ods", ods::read),
    ("zip", zip::read),
    ("xls", xls::read),
];

/// Reads the document in bytes of this kind; what was left out is appended to `notes`.
pub fn document(kind: Kind, bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let (_, read) =
        READERS.iter().find(|(id, _)| *id == kind.id()).ok_or_else(|| unsupported(kind.id()))?;
    read(bytes, notes)
}

/// Reads the report's own JSON: the document is the one that the report is printed as.
fn json(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let text = charset::decode(bytes, None, notes);
    Ok(compose(&report::draft::parse(&text)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_that_can_be_read_has_its_reader() {
        let ours: BTreeSet<&str> = READERS.iter().map(|(id, _)| *id).chain(["csv"]).collect();
        let known = report::formats::FORMATS.iter().filter(|f| f.reads());
        assert_eq!(ours, known.map(|f| f.id).collect());
    }
}
