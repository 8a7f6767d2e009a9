//! Readers: one file a kind, one table. A reader makes a [`Document`] of bytes and notes what it
//! could not take over; what the paragraphs mean is for [`report::recognize`].

use report::compose::compose;
use report::document::{Document, Note};

use crate::error::Error;
use crate::kind::{Kind, unsupported};

mod beside;
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
mod pdf;
mod styles;
mod symbols;
mod txt;
mod xls;
mod xlsx;
mod xml;
pub mod zip;

type Reader = fn(&[u8], &mut Vec<Note>) -> Result<Document, Error>;

/// Every kind with its reader.
const READERS: &[(Kind, Reader)] = &[
    (Kind::Docx, docx::read),
    (Kind::Doc, doc::read),
    (Kind::Odt, odt::read),
    (Kind::Html, html::read),
    (Kind::Mht, mht::read),
    (Kind::Json, json),
    (Kind::Pdf, pdf::read),
    (Kind::Text, txt::read),
    (Kind::Xlsx, xlsx::read),
    (Kind::Ods, ods::read),
    (Kind::Zip, zip::read),
    (Kind::Xls, xls::read),
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
