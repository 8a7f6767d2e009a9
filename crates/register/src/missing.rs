//! What no head says, found by the contents of columns.

use crate::applicant;
use crate::contents::{Reader, mostly, says_kind, tells};
use crate::dates::written;
use crate::field::Field;
use crate::grid::Line;
use crate::head::{Column, Table};
use crate::outcome::{Signs, says_result};
use crate::sentence;

/// Finds what no head says, first among the columns without a known head, then among those whose
/// head means something that is not used.
pub fn find_missing(table: &mut Table, lines: &[Line], samples: &[Vec<&str>], reader: &mut Reader) {
    find_days(table, lines, samples);
    if !table.has(Field::Contents)
        && let Some(n) = longest(table, samples, reader)
    {
        table.columns[n].field = Some(Field::Contents);
    }
    find_results(table, samples, reader);
    find_applicants(table, samples, reader);
}

fn dated(values: &[&str]) -> bool {
    mostly(values, 70, |text| written(text).is_some())
}

fn find_days(table: &mut Table, lines: &[Line], samples: &[Vec<&str>]) {
    let days = [Field::Received, Field::Registered, Field::Filed];
    if !days.iter().any(|f| table.has(*f))
        && let Some(n) = unknown(table, samples, dated)
    {
        table.columns[n].field = Some(Field::Received);
    }
    if !table.has(Field::Answered) {
        let from = table.columns.iter().find(|c| c.field.is_some_and(|f| days.contains(&f)));
        let from = from.map(|c| c.at);
        let found = (0..table.columns.len()).find(|n| {
            let column = &table.columns[*n];
            column.field.is_none()
                && dated(&samples[*n])
                && from.is_some_and(|from| follows(lines, from, column.at))
        });
        if let Some(n) = found {
            table.columns[n].field = Some(Field::Answered);
        }
    }
}

/// What is asked for is the longest text without a known head, if it is no name and no result.
fn longest(table: &Table, samples: &[Vec<&str>], reader: &mut Reader) -> Option<usize> {
    let length = |n: usize| {
        let all: usize = samples[n].iter().map(|text| text.chars().count()).sum();
        all / samples[n].len().max(1)
    };
    let free = (0..samples.len()).filter(|n| table.columns[*n].field.is_none());
    let long = free.filter(|n| length(*n) >= 6 && !dated(&samples[*n]));
    long.max_by_key(|n| length(*n)).filter(|n| {
        let mut other = |text: &str| tells(&reader.signs(text)) || applicant::named(text).is_some();
        !mostly(&samples[*n], 40, &mut other)
    })
}

fn find_results(table: &mut Table, samples: &[Vec<&str>], reader: &mut Reader) {
    let mut tell = |values: &[&str]| {
        let says = |s: &Signs| s.reasons | s.groups | s.articles != 0 || s.granted || s.partial;
        mostly(values, 60, |text| says(&reader.signs(text)))
    };
    if !table.has(Field::Result) && !table.has(Field::Detail) {
        let found =
            unknown(table, samples, &mut tell).or_else(|| unused(table, samples, &mut tell));
        if let Some(n) = found {
            table.columns[n].field = Some(Field::Result);
        }
    }
    // The day of the answer may stand in one column with the result.
    if !table.has(Field::Result)
        && !table.has(Field::Detail)
        && let Some(n) = table.columns.iter().position(|c| c.field == Some(Field::Answered))
        && tell(&samples[n])
    {
        table.columns[n].field = Some(Field::Result);
    }
    // So may the whole result among the remarks.
    if !table.has(Field::Result)
        && !table.has(Field::Detail)
        && let Some(n) = table.columns.iter().position(|c| c.field == Some(Field::Note))
        && tell(&samples[n])
    {
        table.columns[n].field = Some(Field::Result);
    }
    // Reasons may stand in a further column; not in one whose own head is a reason, such as 投诉举报,
    // which says what came of the answer.
    let of_reason = |c: &Column| !c.ticks && c.field.is_none() && says_result(c.leaf());
    table.columns.iter_mut().filter(|c| of_reason(c)).for_each(|c| c.field = Some(Field::Other));
    if !table.has(Field::Detail) {
        let found =
            unknown(table, samples, &mut tell).or_else(|| unused(table, samples, &mut tell));
        if let Some(n) = found {
            table.columns[n].field = Some(Field::Detail);
        }
    }
}

fn find_applicants(table: &mut Table, samples: &[Vec<&str>], reader: &Reader) {
    if !table.has(Field::Kind) {
        let kinds = |values: &[&str]| mostly(values, 80, |text| says_kind(text, reader));
        if let Some(n) = unknown(table, samples, kinds) {
            table.columns[n].field = Some(Field::Kind);
        }
    }
    if !table.has(Field::Applicant) {
        let names = |values: &[&str]| mostly(values, 80, |text| applicant::named(text).is_some());
        let found = unknown(table, samples, names);
        let who = table.has(Field::Kind);
        if let Some(n) = found.or_else(|| unused(table, samples, names).filter(|_| !who)) {
            table.columns[n].field = Some(Field::Applicant);
        }
    }
    if !table.has(Field::Applicant) {
        let tell = |values: &[&str]| mostly(values, 60, |text| sentence::applicant(text).is_some());
        let found = (0..samples.len()).find(|n| samples[*n].len() > 2 && tell(&samples[*n]));
        if let Some(n) = found {
            let mut column = table.columns[n].clone();
            column.path.push("申请人".into());
            (column.field, column.headed, column.told) = (Some(Field::Applicant), None, true);
            table.columns.push(column);
        }
    }
}

/// Whether the days of a column follow those of another within about a year.
fn follows(lines: &[Line], from: usize, at: usize) -> bool {
    let (mut all, mut good) = (0, 0);
    for line in lines {
        let day = |at: usize| line.text(at).and_then(written);
        let (Some(first), Some(second)) = (day(from), day(at)) else { continue };
        if first.year.is_some() != second.year.is_some() {
            continue;
        }
        let Some(first) = first.within(Some(2000), Some(1)) else { continue };
        let days = second.from(first).map(|second| second.number() - first.number());
        all += 1;
        good += usize::from(days.is_some_and(|days| (0..=400).contains(&days)));
    }
    all > 0 && good * 10 >= all * 9
}

/// The first column whose head means something else that is not used, and which passes.
fn unused(
    table: &Table,
    samples: &[Vec<&str>],
    mut test: impl FnMut(&[&str]) -> bool,
) -> Option<usize> {
    let free = |n: &usize| {
        let column = &table.columns[*n];
        let unused = matches!(column.field, Some(Field::Other | Field::Contents));
        unused && !says_result(column.leaf())
    };
    (0..table.columns.len()).filter(free).find(|n| samples[*n].len() > 2 && test(&samples[*n]))
}

/// The first column without a known head that passes.
fn unknown(
    table: &Table,
    samples: &[Vec<&str>],
    mut test: impl FnMut(&[&str]) -> bool,
) -> Option<usize> {
    let free = |n: &usize| matches!(table.columns[*n].field, None | Some(Field::Vague));
    (0..table.columns.len()).filter(free).find(|n| test(&samples[*n]))
}
