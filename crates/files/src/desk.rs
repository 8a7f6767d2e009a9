//! Many files: every report in a file as a row of the self-check desk. A file that cannot be read,
//! and a file in a zip that cannot, is a row that says why.

use report::Report;
use report::desk::{Row, Wanted};
use report::recognize::parts;

use crate::kind::{Kind, kind_of};
use crate::read::zip::each_member;
use crate::{Error, is_nothing, no_report, nothing, read};

/// The reports in a file's bytes, judged: one as a rule, more from a workbook or a zip.
pub fn check_file(bytes: &[u8], name: &str, wanted: &Wanted) -> Vec<Row> {
    let checked = match kind_of(bytes) {
        Ok(Kind::Zip) => check_zip(bytes, name, wanted),
        _ => check_plain(bytes, name, wanted),
    };
    checked.unwrap_or_else(|error| vec![failed(name, &error)])
}

/// The reports in a file's bytes; none if it cannot be read.
pub fn reports(bytes: &[u8]) -> Vec<Report> {
    let wanted = Wanted { report: true, ..Wanted::default() };
    check_file(bytes, "", &wanted).into_iter().filter_map(|row| row.report).collect()
}

fn failed(name: &str, error: &Error) -> Row {
    Row::failed(name, error.code.name(), &error.message)
}

/// A single file in a zip goes by the zip's name: what calls here may have packed it so.
fn check_zip(bytes: &[u8], name: &str, wanted: &Wanted) -> Result<Vec<Row>, Error> {
    let mut members = Vec::new();
    each_member(bytes, |inner, member| members.push((inner.to_string(), member)))?;
    let single = members.len() == 1;
    let mut rows = Vec::new();
    for (inner, member) in members {
        let name = if single { name.to_string() } else { format!("{name}/{inner}") };
        match member.and_then(|bytes| check_plain(&bytes, &name, wanted)) {
            Ok(found) => rows.extend(found),
            Err(error) => rows.push(failed(&name, &error)),
        }
    }
    if rows.is_empty() {
        return Err(nothing());
    }
    Ok(rows)
}

fn check_plain(bytes: &[u8], name: &str, wanted: &Wanted) -> Result<Vec<Row>, Error> {
    let file = read(bytes)?;
    let parts = parts(&file.document);
    let several = parts.len() > 1;
    let mut rows = Vec::new();
    for part in parts {
        let called = several.then(|| part.name());
        let mut found = part.recognize();
        if let Some(what) = found.other.take() {
            rows.push(Row { part: called, ..failed(name, &no_report(&what)) });
            continue;
        }
        if is_nothing(&found.report) && (several || file.document.data.is_none()) {
            continue;
        }
        found.notes.splice(0..0, file.notes.iter().cloned());
        rows.push(Row::judged(name, called, found, wanted));
    }
    if rows.is_empty() {
        return Err(nothing());
    }
    Ok(rows)
}
