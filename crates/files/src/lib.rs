//! File formats: bytes to a report and back. This is the main part of the second wasm module, which
//! also holds the rules and runs in workers; JavaScript sees of it what `exports` declares. A
//! reader that crashes costs one file, never the report on the screen.
//!
//! Readers turn bytes into a [`Document`], writers turn a `Document` or a report into bytes.
//! [`report::recognize`] and [`report::compose`] translate between document and report. [`kind`]
//! recognises what a file is, [`limits`] bounds how much of it is read.

#![warn(missing_docs)]

use report::Report;
use report::document::{Block, Document, Note};
use report::recognize::{Recognized, locate};

pub mod annotate;
mod archive;
pub mod compare;
mod compound;
pub mod copies;
pub mod desk;
pub mod error;
mod exports;
pub mod kind;
pub mod limits;
pub mod look;
pub mod pages;
mod read;
pub mod register;
#[cfg(test)]
mod tests;
pub mod write;

pub use self::annotate::annotate;
pub use archive::pack;
pub use error::{Code, Error};
pub use read::docx::template::read as read_template;
pub use read::zip::{Member, members};
pub use write::{Charts, With, write, write_with};

/// The XML namespace of the report's JSON inside a Word file.
const NAMESPACE: &str = "urn:nianbao:report:1";

/// The result of reading a file.
#[derive(Debug)]
pub struct Read {
    /// The id of the format that the file was recognised as.
    pub kind: &'static str,
    /// Its text and tables.
    pub document: Document,
    /// What was left out or guessed.
    pub notes: Vec<Note>,
}

/// Reads the document in a file's bytes.
///
/// # Errors
/// The kind cannot be read, or the file is damaged, encrypted or beyond a limit.
pub fn read(bytes: &[u8]) -> Result<Read, Error> {
    if bytes.len() > limits::BYTES {
        return Err(limits::too_large());
    }
    limits::within(bytes.len(), || read_within(bytes))
}

fn read_within(bytes: &[u8]) -> Result<Read, Error> {
    let kind = kind::kind_of(bytes)?;
    let mut notes = Vec::new();
    let document = (kind.read)(bytes, &mut notes)?;
    if document.blocks.len() > limits::BLOCKS {
        return Err(limits::too_large());
    }
    let (mut longest, mut all) = (0, 0);
    let mut count = |text: &str| (longest, all) = (text.len().max(longest), all + text.len());
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => count(&p.text),
            Block::Grid(grid) => grid.rows.iter().flatten().for_each(|c| count(&c.text)),
        }
    }
    if longest > limits::PARAGRAPH || all > limits::TEXT {
        return Err(limits::too_large());
    }
    Ok(Read { kind: kind.id, document, notes })
}

/// Reads the report in a file's bytes, with notes on what was left out or guessed.
///
/// # Errors
/// Those of [`read()`], and where the file has no report.
pub fn read_report(bytes: &[u8]) -> Result<(Report, Vec<Note>), Error> {
    locate_report(bytes).map(|found| (found.report, found.notes))
}

/// Like [`read_report`], with the place in the file that each cell came from.
///
/// # Errors
/// Those of [`read_report`].
pub fn locate_report(bytes: &[u8]) -> Result<Recognized, Error> {
    limits::within(bytes.len(), || locate_within(bytes))
}

fn locate_within(bytes: &[u8]) -> Result<Recognized, Error> {
    let file = read(bytes)?;
    if ::register::is_long_list(&file.document) {
        return Err(no_report("依申请公开台账"));
    }
    let mut found = locate(&file.document);
    if let Some(what) = &found.other {
        return Err(no_report(what));
    }
    if is_nothing(&found.report) && file.document.data.is_none() {
        return Err(nothing());
    }
    found.notes.splice(0..0, file.notes);
    Ok(found)
}

fn is_nothing(report: &Report) -> bool {
    report.title.is_empty() && report.sections.is_empty() && report.cells.is_empty()
}

/// The error for a file that seems to be something other than a report; `what` names it.
fn no_report(what: &str) -> Error {
    let message = format!("这个文件似乎是{what}，不是政府信息公开年度报告；请确认选对了文件。");
    Error::new(Code::Unsupported, message)
}

/// The error for a file in which no report is found.
fn nothing() -> Error {
    let message = "文件里没有年度报告的标题、章节或表格；请确认选对了文件。";
    Error::new(Code::Unsupported, message)
}
