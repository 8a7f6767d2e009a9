//! Readers: one file a kind, one table. A reader makes a [`Document`] of bytes and notes what it
//! could not take over; what the paragraphs mean is for [`report::recognize`].

use report::compose::compose;
use report::document::{Document, Note};

use crate::error::Error;
use crate::kind::{unsupported, Kind};

mod beside;
pub mod charset;
mod doc;
mod docx;
mod flow;
mod html;
mod numbering;
mod styles;
mod symbols;
mod txt;
mod xml;

type Reader = fn(&[u8], &mut Vec<Note>) -> Result<Document, Error>;

/// Every kind with its reader.
const READERS: [(Kind, Reader); 5] = [
    (Kind::Docx, docx::read),
    (Kind::Doc, doc::read),
    (Kind::Html, html::read),
    (Kind::Json, json),
    (Kind::Text, txt::read),
];

/// The document in bytes of this kind.
pub fn document(kind: Kind, bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let (_, read) =
        READERS.iter().find(|(k, _)| *k == kind).ok_or_else(|| unsupported(kind.name()))?;
    read(bytes, notes)
}

/// The report's own JSON: the document is the one the report is printed as.
fn json(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let text = charset::decode(bytes, None, notes);
    Ok(compose(&report::draft::parse(&text)?))
}
