//! Rules about the value of single cells.

use super::{Check, Context, Outcome, finding};
use crate::amount::{Amount, Entry};
use crate::finding::Finding;
use crate::finding::Severity::{Error, Warning};
use crate::form::Kind;

pub(super) const UNREADABLE: Check =
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

pub(super) const BLANK: Check =
    Check::new("V-02", Warning, "每一项统计数都已填写；没有发生的填0", blank);

/// V-02: no cell is blank.
pub(super) fn blank(context: &Context, check: &Check) -> Outcome {
    let blank = |i: &usize| context.entries[*i] == Entry::Blank;
    let found = (0..context.form.cells().len()).filter(blank).map(|i| {
        let cell = &context.form.cells()[i];
        let message = format!("“{}”未填写；没有发生的请填 0。", cell.label);
        Finding { cells: vec![context.cell(i)], ..finding(check, &cell.id, message) }
    });
    Outcome::Found(found.collect())
}

pub(super) const UNITLESS: Check =
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
