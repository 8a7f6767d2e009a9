//! A document as a PDF: tagged, with subset fonts embedded, laid out by GB/T 9704 as the Word file is.
//! It is a wasm module of its own, which is loaded when a PDF is asked for; `exports` is what JavaScript
//! sees of it.
//!
//! `pdf-writer` writes the objects, `subsetter` cuts the fonts, `ttf-parser` reads them. `flow` and
//! `table` fill the pages of a `book`, `file` writes it. Deliberately absent: shaping (Chinese text and
//! figures need none, and right-to-left text is drawn in the order in which it is stored), pictures,
//! dates and names of programs, so that equal reports give equal files.

#![warn(missing_docs)]

use report::document::{Block, Document, Role};

mod book;
mod embed;
mod exports;
mod file;
mod flow;
mod fonts;
mod lines;
mod table;

pub use fonts::Given;

/// Why there is no file.
#[derive(Debug)]
pub struct Error {
    /// The public code: `unsupported` or `damaged`.
    pub code: &'static str,
    /// One Chinese sentence.
    pub message: String,
}

/// A file, and what is to be said of it.
pub struct Made {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The characters that no font has, in the order in which they occur. A box is drawn for each.
    pub missing: Vec<char>,
    /// A Chinese sentence about each font that was given but not used.
    pub refused: Vec<String>,
    /// Number of pages.
    pub pages: usize,
}

/// The document as a PDF, set in the given fonts: each part in the one whose name fits best (小标宋,
/// 仿宋, 黑体, 楷体, 宋体), everything in one if only one is given.
///
/// # Errors
/// `unsupported`: no font was given, or none may be embedded; `damaged`: a font is not whole.
pub fn write(document: &Document, given: &[Given]) -> Result<Made, Error> {
    let mut fonts = fonts::Fonts::new(given)?;
    let book = flow::pages(document, &mut fonts);
    let about = file::About { title: title(document), data: document.data.as_deref() };
    let bytes = file::write(&book, &fonts, &about)?;
    let missing = fonts.missing();
    Ok(Made { bytes, missing, refused: fonts.refused, pages: book.pages.len() })
}

/// The document's title; PDF/UA asks for one.
fn title(document: &Document) -> &str {
    let mut titles = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(p) if p.role == Role::Title => Some(p.text.as_str()),
        _ => None,
    });
    titles.next().unwrap_or("政府信息公开工作年度报告")
}
