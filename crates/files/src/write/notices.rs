//! Notices (通知书) as Word files: a single one, or a zip with one for each agency that has something to
//! correct, that has not reported, or whose file could not be read.

use std::collections::BTreeSet;

use report::desk::Row;
use report::notice::{Letter, Missing, fault, notice, reminder, resend};
use report::units::{Unit, taken};

use super::docx;
use crate::archive::pack;
use crate::error::{Code, Error};

/// The notice to the agency of a row, as the bytes of a docx.
///
/// # Errors
/// The row has nothing to correct, or a date of the letter is none.
pub fn one(row: &Row, letter: &Letter) -> Result<Vec<u8>, Error> {
    days_exist(letter)?;
    notice(row, letter).map(|document| docx::write(&document)).ok_or_else(nothing)
}

/// The notices to all agencies that have something to correct, and letters to the units that have no
/// report, as the bytes of a zip. A report in several files has one notice, about the file that
/// [`taken`] takes.
///
/// # Errors
/// No row has anything to correct, and no unit is missing; or a date of the letter is none.
pub fn all(rows: &[Row], letter: &Letter, missing: &Missing) -> Result<Vec<u8>, Error> {
    days_exist(letter)?;
    let mut names = BTreeSet::new();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let units: Vec<Unit> = rows.iter().map(Row::unit).collect();
    for (i, at) in taken(&units).into_iter().enumerate() {
        let Some(document) = notice(&rows[i], letter).filter(|_| i == at) else { continue };
        let name = free_name(&rows[i].agency, rows[i].year, "整改通知", &mut names);
        parts.push((name, docx::write(&document)));
    }
    let year = missing.year;
    for unit in &missing.names {
        let name = free_name(unit, year, "催报通知", &mut names);
        parts.push((name, docx::write(&reminder(unit, year, letter))));
    }
    for file in &missing.unread {
        let name = free_name(&file.unit, year, "重新报送通知", &mut names);
        parts.push((name, docx::write(&resend(file, year, letter))));
    }
    if parts.is_empty() {
        return Err(nothing());
    }
    let parts: Vec<(&str, &Vec<u8>)> = parts.iter().map(|(name, b)| (name.as_str(), b)).collect();
    Ok(pack(&parts))
}

fn days_exist(letter: &Letter) -> Result<(), Error> {
    fault(letter).map_or(Ok(()), |words| Err(Error::new(Code::Form, words)))
}

fn nothing() -> Error {
    Error::new(Code::Form, "没有需要整改的问题，不用发通知。")
}

/// A file name that no other notice has, without characters that file systems forbid.
fn free_name(unit: &str, year: Option<u16>, kind: &str, taken: &mut BTreeSet<String>) -> String {
    const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|', '.'];
    let kept = |c: &char| !c.is_control() && !c.is_whitespace() && !FORBIDDEN.contains(c);
    let unit: String = unit.chars().filter(kept).take(60).collect();
    let unit = if unit.is_empty() { "未写明机关" } else { &unit };
    let year = year.map_or(String::new(), |year| format!("{year}年"));
    let mut name = format!("{unit}{year}{kind}.docx");
    for n in 2.. {
        if taken.insert(name.clone()) {
            break;
        }
        name = format!("{unit}{year}{kind}（{n}）.docx");
    }
    name
}
