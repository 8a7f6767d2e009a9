//! The register of applications in a file, see [`mod@::register`].

use ::register::{Answer, Refusal, Register};
use report::document::Note;

use crate::error::{Code, Error};
use crate::limits;
use crate::read::book::{HIDDEN_SHEET, UNSOLVED};
use crate::read::omitted::UNSEEN;

/// Reads and counts the register in a file's bytes, for this year or the one with most
/// applications.
///
/// # Errors
/// Those of [`crate::read()`], and where the file has no register: one sentence says what it seems to
/// be.
pub fn read_register(
    bytes: &[u8],
    year: Option<u16>,
    answers: &[Answer],
) -> Result<Register, Error> {
    let file = crate::read(bytes)?;
    let mut register = limits::within(bytes.len(), || {
        ::register::count(&file.document, year, answers).map_err(|refusal| match refusal {
            Refusal::NoRegister(words) => Error::new(Code::Unsupported, words),
            Refusal::TooLarge => limits::too_large(),
        })
    })?;
    register.notes.extend(left_out(&file.notes));
    Ok(register)
}

/// What the reader left out of the file, in words of which none is the file's: names of sheets and what
/// stands in cells may be of persons.
fn left_out(notes: &[Note]) -> Vec<String> {
    let count = |end: &str| notes.iter().filter(|note| note.message.ends_with(end)).count();
    let mut told = Vec::new();
    let mut tell = |n: usize, words: String| told.extend((n > 0).then_some(words));
    let sheets = count(HIDDEN_SHEET);
    tell(sheets, format!("有 {sheets} 张隐藏的工作表没有读入；要统计的，请先取消隐藏。"));
    let formulas = count(UNSOLVED);
    tell(formulas, format!("有单元格的{UNSOLVED}；请用 WPS 或 Excel 打开并保存后再试。"));
    let unseen = count(UNSEEN);
    tell(unseen, format!("表格里有隐藏的行或单元格，{UNSEEN}"));
    told
}
