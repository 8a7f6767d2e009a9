//! Findings of the arithmetic rules: the stated value, the computed value, the difference.

use std::collections::BTreeMap;

use super::{Context, RuleOutcome, note};
use crate::amount::Amount;
use crate::finding::{Finding, Severity};
use crate::form::{Order, PlacedRelation, Shape};
use crate::rules::{Broken, Verdict, verdicts};

/// Checks every relation of the form.
pub(super) fn run(
    context: &Context,
    findings: &mut Vec<Finding>,
    outcomes: &mut BTreeMap<&'static str, RuleOutcome>,
) {
    for (placed, verdict) in verdicts(context.form, &context.entries) {
        let rule = placed.relation.rule;
        match verdict {
            Verdict::Holds => note(outcomes, rule, RuleOutcome::Held),
            Verdict::Waits(_) => note(outcomes, rule, RuleOutcome::Waiting),
            // A relation with last year's cells waits for last year's report, even if this year's
            // figures break it.
            Verdict::Broken(_) if context.previous.is_none() && is_over_years(context, placed) => {
                note(outcomes, rule, RuleOutcome::Waiting);
            }
            Verdict::Broken(broken) => {
                note(outcomes, rule, RuleOutcome::Broken);
                findings.push(finding(context, placed, &broken));
            }
        }
    }
}

/// Whether a relation has cells of last year.
fn is_over_years(context: &Context, placed: &PlacedRelation) -> bool {
    placed.cells().any(|i| i >= context.form.all_cells().len())
}

fn finding(context: &Context, placed: &PlacedRelation, broken: &Broken) -> Finding {
    let relation = placed.relation;
    let unit = unit_of(context, placed.left[0]);
    let difference = (broken.left - broken.right).abs();
    let least = if broken.partial { "至少" } else { "" };
    let numbers = match relation.shape {
        Shape::Needs(..) => format!(
            "{}，{}",
            expression(context, &placed.left, unit),
            expression(context, &placed.right, unit_of(context, placed.right[0]))
        ),
        Shape::Distinct(..) => distinct(context, placed, broken, unit),
        Shape::Sum(_, order, _) => {
            let should = match order {
                Order::Equal => "应等于",
                Order::AtMost => "应不大于",
                Order::AtLeast => "应不小于",
            };
            let left = expression(context, &placed.left, unit);
            let right = expression(context, &placed.right, unit);
            format!("{left}，{should}{right}，相差{least} {difference} {unit}")
        }
    };
    let at = &context.form.all_cells()[placed.left[0]].id;
    Finding {
        cells: placed.cells().map(|i| context.cell(i)).collect(),
        stated: Some(broken.left.to_string()),
        computed: Some(broken.right.to_string()),
        difference: Some(difference.to_string()),
        basis: Some(relation.basis.into()),
        ..Finding::new(
            relation.rule,
            severity(context, placed, broken),
            at,
            format!("{}：{numbers}。", relation.words),
        )
    }
}

fn unit_of(context: &Context, position: usize) -> &'static str {
    let all = context.form.all_cells();
    all[position % all.len()].row.unit
}

/// The severity of a broken relation. It is that of the relation, with two exceptions: what the
/// prose explains is only a warning, and a total of 0 with parts above 0 is always an error.
fn severity(context: &Context, placed: &PlacedRelation, broken: &Broken) -> Severity {
    let relation = placed.relation;
    let says = |w: &str| context.prose.iter().any(|(_, _, text)| text.contains(w));
    if relation.softened_by.iter().any(|w| says(w)) {
        return Severity::Warning;
    }
    match relation.shape {
        Shape::Distinct(..) if broken.left == Amount::ZERO => Severity::Error,
        _ => relation.severity,
    }
}

/// A sum in words: `“收到申请数”5 件`, `“当面申请数”1 件＋“传真申请数”2 件＝3 件`, or only the
/// result if there are many cells. A beginning that all labels share is left out.
fn expression(context: &Context, cells: &[usize], unit: &str) -> String {
    let labels: Vec<String> = cells.iter().map(|&i| context.name(i)).collect();
    let cell = |k: usize, label: &str| {
        let number = context.entries[cells[k]].number();
        let parts = context.bounds[cells[k]].least;
        let blank = match parts > Amount::ZERO {
            true => format!("未填（已填各项合计 {parts} {unit}）"),
            false => "未填".to_string(),
        };
        format!("“{label}”{}", number.map_or(blank, |n| format!("{n} {unit}")))
    };
    let sum: Amount = cells.iter().map(|&i| context.bounds[i].least).sum();
    match labels.as_slice() {
        [] => format!(" {sum} "),
        [label] => cell(0, label),
        labels if labels.len() <= 4 => {
            let shared = shared_start(labels);
            let terms: Vec<String> =
                labels.iter().enumerate().map(|(k, l)| cell(k, &l[shared..])).collect();
            format!("{}＝{sum} {unit}", terms.join("＋"))
        }
        _ => format!("各项之和 {sum} {unit}"),
    }
}

/// Length in bytes of the groups with which all labels begin, such as `行政复议·`.
fn shared_start(labels: &[String]) -> usize {
    let mut ends = labels[0].rmatch_indices('·').map(|(at, dot)| at + dot.len());
    ends.find(|&end| labels.iter().all(|l| l.starts_with(&labels[0][..end]))).unwrap_or(0)
}

fn distinct(context: &Context, placed: &PlacedRelation, broken: &Broken, unit: &str) -> String {
    let whole = expression(context, &placed.left, unit);
    if broken.left > broken.right {
        return format!("{whole}，大于各渠道之和 {} {unit}", broken.right);
    }
    let above = placed.right.iter().filter_map(|&i| {
        let n = context.entries[i].number().filter(|n| *n > broken.left)?;
        Some(format!("“{}”{n} {unit}", context.name(i)))
    });
    format!("{whole}，小于{}", above.collect::<Vec<_>>().join("、"))
}
