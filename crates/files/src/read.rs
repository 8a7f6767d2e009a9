//! Readers: one file for each kind. A reader has a function `fits`, which says whether a content is
//! of its kind, and a function `read`, which turns bytes into a [`Document`] and notes what it left
//! out; [`report::recognize`] decides what the paragraphs mean.

use report::document::{Document, Note};

use crate::error::Error;
use crate::kind::{Content, Fit};

mod asides;
pub(crate) mod book;
pub mod charset;
mod colours;
mod csv;
mod doc;
pub mod docx;
mod flow;
pub(crate) mod html;
mod json;
mod mht;
mod number;
mod numbering;
mod ods;
mod odt;
pub(crate) mod omitted;
mod pdf;
mod styles;
mod symbols;
mod txt;
mod xls;
pub mod xlsx;
pub mod xml;
pub mod zip;

/// A reader of one kind of files.
pub struct Reader {
    /// The format's id in [`report::formats::FORMATS`].
    pub id: &'static str,
    /// How well a content fits the reader.
    pub fits: fn(&Content) -> Fit,
    /// Reads the document in bytes of this kind; what was left out is appended to the notes.
    pub read: fn(&[u8], &mut Vec<Note>) -> Result<Document, Error>,
}

macro_rules! readers {
    ($($id:ident $about:tt $(read $read_as:tt)? $(write $write:tt)? $(page $page:tt)?;)*) => {
        &[$($(readers!($id, $read_as),)?)*]
    };
    ($id:ident, $read_as:tt) => {
        Reader { id: stringify!($id), fits: $id::fits, read: $id::read }
    };
}

/// The reader of every format that can be read.
pub const READERS: &[Reader] = report::formats!(readers);
