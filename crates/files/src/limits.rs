//! Limits on what is read of a file. Every file comes from outside, so every quantity has a limit,
//! far above any real report (the largest seen has 200 KB and 700 cells).

use report::steps;

use crate::error::{Code, Error};

/// Size of a file in bytes.
pub const BYTES: usize = 64 << 20;
/// Inflated bytes of all parts of a container together, counted while they are inflated.
pub const INFLATED: usize = 128 << 20;
/// Inflated bytes of all files in a zip of many reports, which are read one at a time.
pub const PACKED: usize = 1 << 30;
/// Number of parts of a container.
pub const PARTS: usize = 10_000;
/// Number of paragraphs in a document; each line of a cell counts as one.
pub const PARAGRAPHS: usize = 200_000;
/// Number of paragraphs and tables in a document; each takes more work than a line of a cell.
pub const BLOCKS: usize = 20_000;
/// Length of one paragraph in bytes.
pub const PARAGRAPH: usize = 100_000;
/// Bytes of text in a document.
pub const TEXT: usize = 8 << 20;
/// Number of cells of all tables together.
pub const CELLS: usize = 1_000_000;
/// Number of cells for which a few bytes stand that repeat one.
pub const COPIES: usize = CELLS / 4;
/// Columns of a table, and columns that one cell may span.
pub const SPAN: usize = 64;
/// Most columns of a grid of fewer than [`SPAN`] rows.
pub const WIDE: usize = 1_024;
/// Rows that one cell may span.
pub const ROW_SPAN: usize = 10_000;
/// Nesting depth of tables within tables.
pub const TABLE_DEPTH: usize = 32;
/// Nesting depth of elements of markup.
pub const DEPTH: usize = 2_000;

/// The bytes of one file for which work is done: a longer one is mostly pictures.
const WORKED: usize = 4 << 20;

/// The budget in steps for a file of so many bytes; some seconds of work at the most.
pub fn budget(bytes: usize) -> u64 {
    steps::budget(bytes.min(WORKED))
}

/// Does work on one file of so many bytes within its budget of steps.
///
/// # Errors
/// Those of the work, and `too-large` if it needs more steps.
pub fn within<T>(bytes: usize, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    steps::within(budget(bytes), work).unwrap_or_else(|| Err(too_large()))
}

/// Takes so many steps; one is about as much work as reading a byte of markup.
///
/// # Errors
/// `too-large` if the budget is spent.
pub fn step(count: usize) -> Result<(), Error> {
    if steps::take(count) { Ok(()) } else { Err(too_large()) }
}

/// The error for a file beyond one of these limits.
pub fn too_large() -> Error {
    Error::new(Code::TooLarge, "文件太大或内容太多，无法打开；请只保留年度报告本身后再试。")
}
