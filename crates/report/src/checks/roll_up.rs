//! Compares an upper agency's report with the sum over the agencies below it.

use super::{Check, finding};
use crate::amount::{Amount, Entry};
use crate::finding::{CellValue, Finding, Severity};
use crate::form::Cell;
use crate::report::Report;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[ROLL_UP];

const ROLL_UP: Check = Check {
    id: "R-01",
    severity: Severity::Warning,
    title: "汇总报告的每一项不小于所属各单位之和；单位齐全的，等于各单位之和",
    run: None,
    elsewhere: None,
};

/// each cell of the upper report is at least the sum over the units, and equal to it if the
/// units are complete (`whole`). A blank cell of the upper report is skipped. Both reports must be
/// on the same form.
pub fn roll_up(upper: &Report, sum: &Report, whole: bool) -> Vec<Finding> {
    let (stated, computed) = (upper.entries(), sum.entries());
    let mut found = Vec::new();
    for (i, cell) in upper.form.cells().iter().enumerate() {
        let (Entry::Number(stated), Entry::Number(computed)) = (stated[i], computed[i]) else {
            continue;
        };
        if stated < computed || whole && stated > computed {
            found.push(disagreement(cell, upper, stated, computed));
        }
    }
    found
}

fn disagreement(cell: &Cell, upper: &Report, stated: Amount, computed: Amount) -> Finding {
    let unit = cell.row.unit;
    let difference = (stated - computed).abs();
    let (compared, should) = match stated < computed {
        true => ("少", "应不小于各单位之和"),
        false => ("多", "各单位均已汇总，应等于各单位之和"),
    };
    let message = format!(
        "{}：本报告 {stated} {unit}，各单位合计 {computed} {unit}，{compared} {difference} {unit}；{should}。",
        cell.name
    );
    let value = upper.cell(&cell.id).to_string();
    let shown = CellValue { id: cell.id.clone(), label: cell.label.clone(), value };
    Finding {
        place: Some(cell.label.clone()),
        cells: vec![shown],
        stated: Some(stated.to_string()),
        computed: Some(computed.to_string()),
        difference: Some(difference.to_string()),
        basis: ROLL_UP.basis(upper.form).map(Into::into),
        ..finding(&ROLL_UP, cell.id.as_str(), message)
    }
}
