//! The register of applications in a file, see [`mod@::register`].

use ::register::{Answer, Refusal, Register};

use crate::error::{Code, Error};
use crate::limits;

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
    limits::within(bytes.len(), || {
        ::register::count(&file.document, year, answers).map_err(|refusal| match refusal {
            Refusal::NoRegister(words) => Error::new(Code::Unsupported, words),
            Refusal::TooLarge => limits::too_large(),
        })
    })
}
