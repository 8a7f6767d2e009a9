//! What single cells hold.

use super::{Context, Outcome, finding};
use crate::amount::{Amount, Entry};
use crate::finding::{Finding, Severity};
use crate::form::Kind;

/// V-01: a count is a non-negative integer, an amount a non-negative decimal with at most six
/// places, a change an integer.
pub(super) fn unreadable(context: &Context) -> Outcome {
    let mut found = Vec::new();
    for (i, cell) in context.form.all_cells().iter().enumerate() {
        let fits = |n: Amount| match cell.kind() {
            Kind::Count => n.is_integer() && !n.is_negative(),
            Kind::Amount | Kind::Money => !n.is_negative(),
            Kind::Change => n.is_integer(),
            Kind::Heading => true,
        };
        let bad = match context.entries[i] {
            Entry::Blank | Entry::Absent => false,
            Entry::Number(n) => !fits(n),
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
                ..finding("V-01", Severity::Error, &cell.id, message)
            });
        }
    }
    Outcome::Found(found)
}

/// V-02: no cell is blank.
pub(super) fn blank(context: &Context) -> Outcome {
    let blank = |i: &usize| context.entries[*i] == Entry::Blank;
    let found = (0..context.form.cells().len()).filter(blank).map(|i| {
        let cell = &context.form.cells()[i];
        let message = format!("“{}”未填写；没有发生的请填 0。", cell.label);
        Finding {
            cells: vec![context.cell(i)],
            ..finding("V-02", Severity::Warning, &cell.id, message)
        }
    });
    Outcome::Found(found.collect())
}

/// B-04 and its kind: an amount of money names its unit, since the form does not.
pub(super) fn unitless(context: &Context) -> Outcome {
    let cells = || context.form.cells().iter().enumerate().filter(|(_, c)| c.kind() == Kind::Money);
    if cells().next().is_none() {
        return Outcome::Idle;
    }
    let bare = |i: usize, typed: &str| {
        let number = context.entries[i].number().filter(|n| *n > Amount::ZERO);
        number.is_some() && !typed.trim_end().ends_with('元')
    };
    let found = cells().filter(|(i, c)| bare(*i, context.report.cell(&c.id))).map(|(i, cell)| {
        let value = context.report.cell(&cell.id);
        let message = format!("“{}”为“{value}”，请写明单位（元或万元）。", cell.label);
        let cells = vec![context.cell(i)];
        Finding { cells, ..finding("B-04", Severity::Warning, &cell.id, message) }
    });
    Outcome::Found(found.collect())
}
