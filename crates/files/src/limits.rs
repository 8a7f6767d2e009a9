//! How much of a file is looked at. Everything here comes from outside, so everything has an end;
//! the figures are far above any real report (the largest seen has 200 KB and 700 cells).

use crate::error::{Code, Error};

/// Bytes of a file.
pub const BYTES: usize = 64 << 20;
/// Bytes of all parts of a container together, counted while they are inflated.
pub const INFLATED: usize = 128 << 20;
/// Bytes of all files in a zip of many reports, which are looked at one by one.
pub const PACKED: usize = 1 << 30;
/// Parts of a container.
pub const PARTS: usize = 10_000;
/// Paragraphs, and lines of cells.
pub const PARAGRAPHS: usize = 200_000;
/// Paragraphs and tables of a document, which are looked at more closely than lines of cells.
pub const BLOCKS: usize = 20_000;
/// Bytes of one paragraph.
pub const PARAGRAPH: usize = 100_000;
/// Characters of a text.
pub const TEXT: usize = 8 << 20;
/// Cells of all tables together.
pub const CELLS: usize = 1_000_000;
/// Columns of a table, and rows and columns that one cell spans.
pub const SPAN: usize = 64;
/// Rows that one cell spans.
pub const ROW_SPAN: usize = 10_000;
/// Tables within tables.
pub const TABLE_DEPTH: usize = 32;
/// Elements within elements.
pub const DEPTH: usize = 2_000;

/// The error for a file beyond a limit.
pub fn too_large() -> Error {
    Error::new(Code::TooLarge, "文件太大或内容太多，无法打开；请只保留年度报告本身后再试。")
}
