//! Compares tables 3 and 4 with the register of applications.

use std::collections::BTreeMap;

use super::{Check, finding};
use crate::amount::{Amount, Entry};
use crate::finding::{CellValue, Finding, Severity};
use crate::report::Report;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[REGISTER];

const REGISTER: Check = Check {
    id: "C-28",
    severity: Severity::Warning,
    title: "表三、表四的数字与依申请公开台账一致",
    run: None,
    elsewhere: None,
};

/// C-28: each cell of the report for which the register has a count equals it. `cells` are those of
/// a register by the ids of the newest form; a row that the report's form does not divide is
/// compared with the sum of its parts. A blank cell of the report is skipped.
pub fn register(report: &Report, cells: &BTreeMap<String, String>) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(basis) = REGISTER.basis(report.form) else { return found };
    for cell in report.form.all_cells() {
        let text = report.cell(&cell.id);
        let (Some(counted), Entry::Number(stated)) = (counted(&cell.id, cells), Entry::parse(text))
        else {
            continue;
        };
        if stated == counted {
            continue;
        }
        let (unit, difference) = (cell.row.unit, (stated - counted).abs());
        let message = format!(
            "{}：表中 {stated} {unit}，台账 {counted} {unit}，相差 {difference} {unit}。",
            cell.name
        );
        let value = text.to_string();
        found.push(Finding {
            cells: vec![CellValue { id: cell.id.clone(), label: cell.label.clone(), value }],
            stated: Some(stated.to_string()),
            computed: Some(counted.to_string()),
            difference: Some(difference.to_string()),
            basis: Some(basis.into()),
            ..finding(&REGISTER, cell.id.as_str(), message)
        });
    }
    found
}

/// The register's count for a cell, or for the parts of its row.
fn counted(id: &str, cells: &BTreeMap<String, String>) -> Option<Amount> {
    let number = |text: &String| Entry::parse(text).number();
    if let Some(text) = cells.get(id) {
        return number(text);
    }
    let (row, column) = id.rsplit_once('.')?;
    let part = |other: &&String| {
        let inner = other.strip_prefix(row).and_then(|rest| rest.strip_prefix('.'));
        inner.and_then(|rest| rest.strip_suffix(column)).is_some_and(|rest| rest.ends_with('.'))
    };
    let parts: Vec<&String> = cells.keys().filter(part).collect();
    (!parts.is_empty()).then(|| parts.iter().filter_map(|id| number(&cells[*id])).sum())
}
