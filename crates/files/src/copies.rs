//! Files that are copies of one report (核对多份), and where they differ.

use report::Report;
use report::apart::{Comparison, Value, compare};
use report::copies::{Copies, Copy};
use report::document::NoteLevel;
use report::steps;
use sha2::{Digest, Sha256};

use crate::compare::changes;
use crate::desk::{Found, each_report};
use crate::read::zip::{each_member, is_zip};
use crate::{Error, limits};

/// A file to compare: its name, its bytes, and the position of the report in it; `None` for all of
/// its reports.
pub type Given<'a> = (String, &'a [u8], Option<usize>);

/// Where reports differ that should be one.
pub fn compare_reports(reports: &[Report]) -> Comparison {
    compare(reports, changes)
}

/// Reads files that should be copies of one report, and compares them.
pub fn compare_files(files: &[Given]) -> Copies {
    let (mut copies, mut reports, mut at) = (Vec::new(), Vec::new(), Vec::new());
    for (name, bytes, position) in files {
        let mut i = 0;
        each_copy(bytes, name, &mut |copy, report| {
            i += 1;
            if position.is_some_and(|position| position + 1 != i) {
                return;
            }
            if let Some(report) = report {
                reports.push(report);
                at.push(copies.len());
            }
            copies.push(copy);
        });
    }
    let Comparison { same, mut differences } = compare_reports(&reports);
    for difference in &mut differences {
        let mut values: Vec<Option<Value>> = vec![None; copies.len()];
        for (value, i) in difference.values.drain(..).zip(&at) {
            values[*i] = value.map(|value| Value { like: at[value.like], ..value });
        }
        difference.values = values;
    }
    Copies { files: copies, same, differences }
}

/// Calls `take` for every report in a file, and for a file in which there is none.
fn each_copy(bytes: &[u8], name: &str, take: &mut dyn FnMut(Copy, Option<Report>)) {
    if !is_zip(bytes) {
        return in_file(bytes, name, take);
    }
    // A zip of one file goes by its own name, as on the desk.
    let mut members: Vec<(String, Result<Vec<u8>, Error>)> = Vec::new();
    let mut gather = || each_member(bytes, |inner, member| members.push((inner.into(), member)));
    let done = steps::within(limits::budget(bytes.len()), &mut gather);
    let single = members.len() == 1;
    for (inner, member) in members {
        let name = if single { name.to_string() } else { format!("{name}/{inner}") };
        match member {
            Ok(bytes) => in_file(&bytes, &name, take),
            Err(error) => take(failed(&name, bytes, &error), None),
        }
    }
    if let Err(error) = done.unwrap_or_else(|| Err(limits::too_large())) {
        take(failed(name, bytes, &error), None);
    }
}

fn in_file(bytes: &[u8], name: &str, take: &mut dyn FnMut(Copy, Option<Report>)) {
    let sha256 = fingerprint(bytes);
    each_report(bytes, name, &mut |Found { file, part, read }| match read {
        Ok(found) => {
            let (report, told) = (found.report, found.notes.into_iter());
            let copy = Copy {
                file,
                part,
                sha256: sha256.clone(),
                agency: report.agency.trim().into(),
                year: report.year,
                published: report.published.trim().into(),
                notes: told.filter(|n| n.level != NoteLevel::Info).map(|n| n.message).collect(),
                error: None,
            };
            take(copy, Some(report));
        }
        Err(error) => take(failed(&file, bytes, &error), None),
    });
}

fn failed(name: &str, bytes: &[u8], error: &Error) -> Copy {
    let (file, sha256) = (name.to_string(), fingerprint(bytes));
    Copy { file, sha256, error: Some(error.message.to_string()), ..Copy::default() }
}

/// SHA-256 in hex digits.
fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
