//! Many files: every report in a file as a row of the self-check desk, and as a report again when it is
//! needed. A file that cannot be read, and a file in a zip that cannot, is a row that says why.

use report::Report;
use report::desk::{Opened, REPLACED, Row, Wanted, side_by_side};
use report::likeness::TwoTexts;
use report::recognize::{Recognized, parts};
use report::units::At;

use crate::kind::{Kind, kind_of};
use crate::read::zip::each_member;
use crate::{Code, Error, is_nothing, no_report, nothing, read};

/// What stands at one position of a file: a report, or why there is none.
struct Found {
    /// The file's name; within a zip behind that of the zip and a `/`.
    file: String,
    /// How the report is called, in a file that has several.
    part: Option<String>,
    read: Result<Recognized, Error>,
}

/// Last year's reports of the reports in a file.
#[derive(Default)]
pub struct Last {
    /// The files in which they are: by position what there is, `None` where there is no report.
    pub files: Vec<Vec<Option<Report>>>,
    /// For each report of the file the place of last year's in `files`.
    pub of: Vec<Option<At>>,
}

impl Last {
    fn get(&self, position: usize) -> Option<&Report> {
        let (file, part) = self.of.get(position).copied().flatten()?;
        self.files.get(file)?.get(part)?.as_ref()
    }
}

/// The reports in a file's bytes, judged: one as a rule, more from a workbook or a zip.
pub fn check_file(bytes: &[u8], name: &str, wanted: &Wanted) -> Vec<Row> {
    check_beside(bytes, name, wanted, &Last::default())
}

/// The same, each report beside last year's where that is known.
pub fn check_beside(bytes: &[u8], name: &str, wanted: &Wanted, last: &Last) -> Vec<Row> {
    let mut rows = Vec::new();
    each_report(bytes, name, &mut |Found { file, part, read }| {
        rows.push(match read {
            Ok(read) => Row::judged(&file, part, read, wanted, last.get(rows.len())),
            Err(error) => Row::failed(&file, error.code.name(), &error.message),
        });
    });
    rows
}

/// The reports in a file's bytes, each at the position of its row.
pub fn reports(bytes: &[u8]) -> Vec<Option<Report>> {
    let mut reports = Vec::new();
    each_report(bytes, "", &mut |found| reports.push(found.read.ok().map(|read| read.report)));
    reports
}

/// A report of the desk, to be worked on: what stands at the position of `row` in the bytes of its
/// file now. `last` are the bytes of the file in which last year's is, and its position there; `None`
/// for bytes that cannot be had.
///
/// # Errors
/// Where the file cannot be read, or holds another report there by now.
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

/// The texts of two reports of the desk at each of these places, see [`side_by_side`]; each report by
/// its row, the bytes of its file, and its position there.
///
/// # Errors
/// As those of [`open`].
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

/// Hands out what stands in a file, in the order of its rows; always something.
fn each_report(bytes: &[u8], name: &str, take: &mut dyn FnMut(Found)) {
    let done = match kind_of(bytes) {
        Ok(Kind::Zip) => in_zip(bytes, name, take),
        _ => in_file(bytes, name, take),
    };
    if let Err(error) = done {
        take(Found { file: name.into(), part: None, read: Err(error) });
    }
}

/// A single file in a zip goes by the zip's name: what calls here may have packed it so. Errs only
/// where nothing was handed out.
fn in_zip(bytes: &[u8], name: &str, take: &mut dyn FnMut(Found)) -> Result<(), Error> {
    let mut members = Vec::new();
    each_member(bytes, |inner, member| members.push((inner.to_string(), member)))?;
    if members.is_empty() {
        return Err(nothing());
    }
    let single = members.len() == 1;
    for (inner, member) in members {
        let name = if single { name.to_string() } else { format!("{name}/{inner}") };
        if let Err(error) = member.and_then(|bytes| in_file(&bytes, &name, take)) {
            take(Found { file: name, part: None, read: Err(error) });
        }
    }
    Ok(())
}

/// Errs only where nothing was handed out.
fn in_file(bytes: &[u8], name: &str, take: &mut dyn FnMut(Found)) -> Result<(), Error> {
    let file = read(bytes)?;
    let parts = parts(&file.document);
    let several = parts.len() > 1;
    let mut any = false;
    for part in parts {
        let called = several.then(|| part.name());
        let mut found = part.recognize();
        let read = match found.other.take() {
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
    }
    if any { Ok(()) } else { Err(nothing()) }
}
