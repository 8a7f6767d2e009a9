//! Rules about the value of single cells.

use super::{Check, Context, Outcome, at_section, finding};
use crate::amount::{Amount, Entry};
use crate::compose;
use crate::finding::Finding;
use crate::finding::Severity::{Error, Warning};
use crate::form::Kind;
use crate::forms::PRACTICE;
use crate::progress::{self, Filled};

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[UNREADABLE, BLANK, UNITLESS];

const UNREADABLE: Check =
    Check::new("V-01", Error, "统计数填写非负整数，金额填写非负小数（最多六位）", unreadable);

/// V-01: a count is a non-negative integer, an amount a non-negative decimal with at most six
/// places, a change an integer.
pub(super) fn unreadable(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (i, cell) in context.form.all_cells().iter().enumerate() {
        let bad = match context.entries[i] {
            Entry::Blank | Entry::Absent => false,
            Entry::Number(n) => !cell.kind().admits(n),
            Entry::Unreadable => true,
        };
        if bad {
            let should = match cell.kind() {
                Kind::Amount => "非负数，最多六位小数",
                Kind::Money => "金额（写明单位）",
                Kind::Change => "整数",
                _ => "非负整数",
            };
            let value = context.report.cell(&cell.id);
            let message = format!("“{}”应填写{should}，现为“{value}”。", cell.label);
            found.push(Finding {
                cells: vec![context.cell(i)],
                stated: Some(value.to_string()),
                ..finding(check, &cell.id, message)
            });
        }
    }
    Outcome::Found(found)
}

const BLANK: Check = Check::new("V-02", Warning, "每一项统计数都已填写；没有发生的填0", blank)
    .wherever(PRACTICE, |form, _| !form.tables.is_empty());

/// V-02: no single cell among filled ones is blank, and no table is without figures. Further blanks
/// are work in progress, counted by [`crate::progress`]; the rule waits for them. Where a row that
/// the form does not have stands for one of its own, C-10 says so.
pub(super) fn blank(context: &Context, check: &Check) -> Outcome {
    let tables = progress::tables(context.form, &context.entries);
    let mut found = empty_tables(context, check, &tables);
    let replaced = replaced_rows(context);
    for table in tables.iter().filter(|table| table.progress.lacks_few()) {
        let mine = |i: &&usize| !replaced.contains(&context.form.cells()[**i].row.id);
        found.extend(table.blank.iter().filter(mine).map(|&i| {
            let cell = &context.form.cells()[i];
            let message = format!("“{}”未填写；没有发生的请填 0。", cell.label);
            Finding { cells: vec![context.cell(i)], ..finding(check, &cell.id, message) }
        }));
    }
    match found.is_empty() && !tables.iter().all(|table| table.blank.is_empty()) {
        true => Outcome::Waits,
        false => Outcome::Found(found),
    }
}

/// The form's rows without any figure for which strange rows with as many figures stand, in order.
fn replaced_rows(context: &Context) -> Vec<&'static str> {
    let cells = context.form.cells().iter().enumerate();
    let mut blank: Vec<(&str, usize)> = Vec::new();
    let mut filled: Vec<&str> = Vec::new();
    for (i, cell) in cells.filter(|(i, _)| context.entries[*i] != Entry::Absent) {
        match blank.last_mut().filter(|(row, _)| *row == cell.row.id) {
            Some((_, count)) => *count += 1,
            None => blank.push((cell.row.id, 1)),
        }
        if context.entries[i] != Entry::Blank {
            filled.push(cell.row.id);
        }
    }
    blank.retain(|(row, count)| *count > 1 && !filled.contains(row));
    let mut replaced = Vec::new();
    for strange in context.report.extra_rows.iter().map(|r| r.values.len()) {
        if let Some(at) = blank.iter().position(|(_, count)| *count == strange) {
            replaced.push(blank.remove(at).0);
        }
    }
    replaced
}

/// One finding for each table without figures, or a single one if no table has any. There is none
/// before anything is written, or for a table whose section is missing (V-03 finds that).
fn empty_tables(context: &Context, check: &Check, tables: &[Filled]) -> Vec<Finding> {
    let report = context.report;
    let begun = context.prose.iter().any(|(.., text)| !text.trim().is_empty())
        || tables.iter().any(|table| table.progress.filled > 0);
    let section = |i: usize| context.form.tables[i].section;
    let there = |i: &usize| section(*i).is_none_or(|id| report.at_place(id).is_some());
    let none = |i: &usize| tables[*i].progress.filled == 0 && tables[*i].progress.cells > 0;
    let empty: Vec<usize> = (0..tables.len()).filter(none).filter(there).collect();
    let say = |i: usize, name: String, cells: usize| {
        let message = format!("{name}一格也没有填写（已填 0/{cells}）；没有发生的请填 0。");
        finding(check, section(i).map_or("report".into(), at_section), message)
    };
    match empty.first() {
        Some(&first) if begun && empty.len() == tables.len() => {
            let cells = tables.iter().map(|table| table.progress.cells).sum();
            vec![say(first, "统计表".into(), cells)]
        }
        Some(_) if begun => {
            let named = |&i: &usize| {
                let name =
                    format!("“{}”的表", compose::table_name(report, &context.form.tables[i]));
                say(i, name, tables[i].progress.cells)
            };
            empty.iter().map(named).collect()
        }
        _ => Vec::new(),
    }
}

const UNITLESS: Check =
    Check::new("B-04", Warning, "采购总金额写明单位，且与项目数量同为0或同不为0", unitless);

/// B-04 and its like: an amount of money has a unit, since the form prints none.
pub(super) fn unitless(context: &Context, check: &Check) -> Outcome {
    let cells = context.form.cells().iter().enumerate().filter(|(_, c)| c.kind() == Kind::Money);
    let bare = |i: usize, typed: &str| {
        let number = context.entries[i].number().filter(|n| *n > Amount::ZERO);
        number.is_some() && !typed.trim_end().ends_with('元')
    };
    let found = cells.filter(|(i, c)| bare(*i, context.report.cell(&c.id))).map(|(i, cell)| {
        let value = context.report.cell(&cell.id);
        let message = format!("“{}”为“{value}”，请写明单位（元或万元）。", cell.label);
        let cells = vec![context.cell(i)];
        Finding { cells, ..finding(check, &cell.id, message) }
    });
    Outcome::Found(found.collect())
}
