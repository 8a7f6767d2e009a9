//! The self-check desk's files: every report in a file becomes a row of the desk, and is read again
//! when the report itself is needed. A file that cannot be read becomes a row that says why; so
//! does such a file in a zip.

use report::Report;
use report::desk::{Opened, REPLACED, Row, Wanted, side_by_side};
use report::likeness::TwoTexts;
use report::recognize::{Recognized, parts};
use report::steps;
use report::units::At;

use crate::annotate::{annotate, at_words};
use crate::limits;
use crate::read::zip::{each_member, is_zip};
use crate::{Code, Error, is_nothing, no_report, nothing, read};

/// One position of a file: a report, or why there is none.
pub(crate) struct Found {
    /// The file's name; for a file in a zip the zip's name, `/` and the name in the zip.
    pub file: String,
    /// The name of the report within a file that has several, such as the title of its sheet.
    pub part: Option<String>,
    pub read: Result<Recognized, Error>,
}

/// Last year's reports for the reports in one file.
#[derive(Default)]
pub struct Last {
    /// The reports of each file that was read for this, by position; `None` where a position has no
    /// report.
    pub files: Vec<Vec<Option<Report>>>,
    /// For each report of the file, the index in `files` and the position there of last year's
    /// report.
    pub of: Vec<Option<At>>,
}

impl Last {
    fn get(&self, position: usize) -> Option<&Report> {
        let (file, part) = self.of.get(position).copied().flatten()?;
        self.files.get(file)?.get(part)?.as_ref()
    }
}

/// Reads and checks the reports in a file's bytes: one row each. A workbook or a zip may have
/// several.
pub fn check_file(bytes: &[u8], name: &str, wanted: &Wanted) -> Vec<Row> {
    check_with_last(bytes, name, wanted, &Last::default())
}

/// Like [`check_file`]; each report is also compared with last year's where `last` has it.
pub fn check_with_last(bytes: &[u8], name: &str, wanted: &Wanted, last: &Last) -> Vec<Row> {
    let mut rows = Vec::new();
    each_report(bytes, name, &mut |Found { file, part, read }| {
        let judged = read.and_then(|read| {
            let row = Row::judged(&file, part, read, wanted, last.get(rows.len()));
            if steps::is_spent() { Err(limits::too_large()) } else { Ok(row) }
        });
        let failed = |error: Error| Row::failed(&file, error.code.name(), &error.message);
        rows.push(judged.unwrap_or_else(failed));
    });
    rows
}

/// The reports in a file's bytes by position, which is that of their rows; `None` where there is no
/// report.
pub fn reports(bytes: &[u8]) -> Vec<Option<Report>> {
    let mut reports = Vec::new();
    each_report(bytes, "", &mut |found| reports.push(found.read.ok().map(|read| read.report)));
    reports
}

/// Reads a report of the desk again, to be worked on: the one at the position of `row` in the bytes
/// of its file. `last` has the bytes of the file with last year's report and its position there;
/// `None` stands for bytes that cannot be had.
///
/// # Errors
/// The file cannot be read, or another report is at that position now.
pub fn open(
    row: &Row,
    bytes: &[u8],
    position: usize,
    last: Option<(Option<&[u8]>, usize)>,
) -> Result<Opened, Error> {
    let read = read_again(row, bytes, position)?;
    let last = last.map(|(bytes, position)| {
        let bytes = bytes.ok_or("读不到它的文件，可能已被移动或删除。")?;
        let found = at(bytes, position).unwrap_or_else(|| Err(replaced()));
        found.map(|read| read.report).map_err(|error| error.message.into_owned())
    });
    Ok(Opened::new(read, last))
}

/// The texts of two reports of the desk at each of these places, as [`side_by_side`] gives them.
/// Each report is given by its row, the bytes of its file, and its position there.
///
/// # Errors
/// Those of [`open`].
pub fn compare(
    a: (&Row, &[u8], usize),
    b: (&Row, &[u8], usize),
    places: &[String],
) -> Result<Vec<TwoTexts>, Error> {
    let [a, b] = [a, b].map(|(row, bytes, position)| read_again(row, bytes, position));
    Ok(side_by_side(&a?.report, &b?.report, places))
}

fn read_again(row: &Row, bytes: &[u8], position: usize) -> Result<Recognized, Error> {
    let read = at(bytes, position).unwrap_or_else(|| Err(replaced()))?;
    if row.tells_of(&read.report) { Ok(read) } else { Err(replaced()) }
}

fn replaced() -> Error {
    Error::new(Code::Damaged, REPLACED)
}

/// A file, or each file of a zip, with the findings of its rows as comments; under the names of the
/// rows. Files without findings are left out.
pub fn annotated(bytes: &[u8], name: &str, rows: &[Row]) -> Vec<(String, Result<Vec<u8>, Error>)> {
    let mut made = Vec::new();
    let mut one = |name: &str, member: Result<Vec<u8>, Error>| {
        let of_file = || rows.iter().filter(|row| row.file == name && !row.findings.is_empty());
        if of_file().next().is_some() {
            // A workbook may have several reports: one is annotated after the other.
            let done = of_file().fold(member, |bytes, row| {
                let bytes = bytes?;
                let report = reports(&bytes).into_iter().flatten().find(|r| row.tells_of(r));
                let report = report.ok_or_else(replaced)?;
                annotate(&bytes, &report, &at_words(&report, row.findings.clone()))
            });
            made.push((name.to_string(), done));
        }
    };
    let whole = rows.iter().any(|row| row.file == name);
    match is_zip(bytes) {
        true => {
            let done = each_member(bytes, |inner, member| match whole {
                true => one(name, member),
                false => one(&format!("{name}/{inner}"), member),
            });
            if let Err(error) = done {
                made.push((name.to_string(), Err(error)));
            }
        }
        false => one(name, Ok(bytes.to_vec())),
    }
    made
}

fn at(bytes: &[u8], position: usize) -> Option<Result<Recognized, Error>> {
    let (mut found, mut i) = (None, 0);
    each_report(bytes, "", &mut |one| {
        if i == position {
            found = Some(one.read);
        }
        i += 1;
    });
    found
}

/// Calls `take` for every position of a file in the order of its rows, at least once.
pub(crate) fn each_report(bytes: &[u8], name: &str, take: &mut dyn FnMut(Found)) {
    let done = match is_zip(bytes) {
        true => {
            let all = steps::budget(bytes.len() * TIMES);
            within(all, take, |take| in_zip(bytes, name, take))
        }
        false => within(limits::budget(bytes.len()), take, |take| in_file(bytes, name, take)),
    };
    if let Err(error) = done {
        take(Found { file: name.into(), part: None, read: Err(error) });
    }
}

/// Reports in a zip are counted as if it had so many times its bytes.
const TIMES: usize = 6;

/// Does work within so many steps. An error is returned only if the work has not called
/// `take`: what it took stays.
fn within(
    budget: u64,
    take: &mut dyn FnMut(Found),
    work: impl FnOnce(&mut dyn FnMut(Found)) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut any = false;
    let done = steps::within(budget, || {
        work(&mut |found| {
            any = true;
            take(found);
        })
    });
    if any { Ok(()) } else { done.unwrap_or_else(|| Err(limits::too_large())) }
}

/// A zip with a single file is shown under the zip's name, since a program may have packed the file
/// only to send it.
fn in_zip(bytes: &[u8], name: &str, take: &mut dyn FnMut(Found)) -> Result<(), Error> {
    let mut one = |name: String, member: Result<Vec<u8>, Error>| {
        let done = limits::step(1).and(member).and_then(|bytes| {
            let budget = limits::budget(bytes.len());
            within(budget, take, |take| in_file(&bytes, &name, take))
        });
        if let Err(error) = done {
            take(Found { file: name, part: None, read: Err(error) });
        }
    };
    // One file waits until it is known whether another one follows; all together may be large.
    let (mut waiting, mut several) = (None, false);
    each_member(bytes, |inner, member| {
        if let Some((before, member)) = waiting.replace((inner.to_string(), member)) {
            several = true;
            one(format!("{name}/{before}"), member);
        }
    })?;
    let (inner, member) = waiting.ok_or_else(nothing)?;
    one(if several { format!("{name}/{inner}") } else { name.to_string() }, member);
    Ok(())
}

/// Takes the reports of a file that is no zip.
fn in_file(bytes: &[u8], name: &str, take: &mut dyn FnMut(Found)) -> Result<(), Error> {
    let file = read(bytes)?;
    let parts = parts(&file.document);
    let several = parts.len() > 1;
    let mut any = false;
    for part in parts {
        let called = several.then(|| part.name());
        let mut found = part.recognize();
        let read = match found.other.take() {
            _ if steps::is_spent() => Err(limits::too_large()),
            Some(what) => Err(no_report(&what)),
            None if is_nothing(&found.report) && (several || file.document.data.is_none()) => {
                continue;
            }
            None => {
                found.notes.splice(0..0, file.notes.iter().cloned());
                Ok(found)
            }
        };
        take(Found { file: name.into(), part: called, read });
        any = true;
        if steps::is_spent() {
            break;
        }
    }
    if any { Ok(()) } else { Err(nothing()) }
}
