//! Notices (通知书) as Word files: a single one, or a zip with one for each agency that has
//! something to correct.

use std::collections::BTreeSet;

use report::desk::Row;
use report::notice::{Letter, notice};

use super::docx;
use crate::archive::pack;
use crate::error::{Code, Error};

/// The notice to the agency of a row, as the bytes of a docx.
///
/// # Errors
/// The row has nothing to correct.
pub fn one(row: &Row, letter: &Letter) -> Result<Vec<u8>, Error> {
    notice(row, letter).map(|document| docx::write(&document)).ok_or_else(nothing)
}

/// The notices to all agencies that have something to correct, as the bytes of a zip.
///
/// # Errors
/// No row has anything to correct.
pub fn all(rows: &[Row], letter: &Letter) -> Result<Vec<u8>, Error> {
    let mut taken = BTreeSet::new();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for row in rows {
        let Some(document) = notice(row, letter) else { continue };
        parts.push((free_name(row, &mut taken), docx::write(&document)));
    }
    if parts.is_empty() {
        return Err(nothing());
    }
    let parts: Vec<(&str, &Vec<u8>)> = parts.iter().map(|(name, b)| (name.as_str(), b)).collect();
    Ok(pack(&parts))
}

fn nothing() -> Error {
    Error::new(Code::Form, "没有需要整改的问题，不用发通知。")
}

/// A file name that no other notice has, without characters that file systems forbid.
fn free_name(row: &Row, taken: &mut BTreeSet<String>) -> String {
    const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|', '.'];
    let kept = |c: &char| !c.is_control() && !c.is_whitespace() && !FORBIDDEN.contains(c);
    let agency: String = row.agency.chars().filter(kept).take(60).collect();
    let agency = if agency.is_empty() { "未写明机关" } else { &agency };
    let year = row.year.map_or(String::new(), |year| format!("{year}年"));
    let mut name = format!("{agency}{year}整改通知.docx");
    for n in 2.. {
        if taken.insert(name.clone()) {
            break;
        }
        name = format!("{agency}{year}整改通知（{n}）.docx");
    }
    name
}
