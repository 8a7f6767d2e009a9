//! Whether figures are plausible for the reporting body, for the year, and compared with last
//! year's.

use super::{Check, Context, Outcome, finding};
use crate::amount::{Amount, Entry};
use crate::diagnose::leaps;
use crate::finding::Severity::{Error, Hint, Warning};
use crate::finding::{Edit, Finding, Suspect};
use crate::form::{Block, Kind, Level, Row, Share, cell_id};
use crate::tables::RUNNING_TOTAL;

/// The rules of this file.
pub(super) const CHECKS: &[Check] =
    &[RUNNING_TOTALS, RESERVED, FORM, ROWS, MUCH_CLOSED, CHANGES, UNIT];

const RESERVED: Check = Check::new("C-08", Warning, "没有规章制定权的机关，规章填0", reserved);

/// C-08: cells that only some kinds of bodies may fill are 0 for all others.
pub(super) fn reserved(context: &Context, check: &Check) -> Outcome {
    let mine = context.report.levels();
    if mine.is_empty() && !crate::body::is_institution(&context.report.agency) {
        return Outcome::Waits;
    }
    let mut found = Vec::new();
    for (cells, levels) in context.form.reserved {
        let positions = cells.iter().filter_map(|id| context.form.position(id));
        let above = |i: &usize| context.entries[*i].number().is_some_and(|n| n > Amount::ZERO);
        let filled: Vec<usize> = positions.filter(above).collect();
        if let Some(&first) = filled.first().filter(|_| !levels.iter().any(|l| mine.contains(l))) {
            let cell = &context.form.all_cells()[first];
            let message = format!(
                "“{}”为 {}，{}一般没有制定规章的权限，请核对。",
                cell.label,
                context.report.cell(&cell.id),
                named(context.report)
            );
            found.push(Finding {
                cells: filled.iter().map(|&i| context.cell(i)).collect(),
                ..finding(check, &cell.id, message)
            });
        }
    }
    Outcome::Found(found)
}

/// How a finding names the reporting body: by its kind if that is known, else by its name.
fn named(report: &crate::Report) -> String {
    match report.level {
        Some(level) => level.word().to_string(),
        None => {
            let kind = report.guessed_kind().map(|kind| format!("（按名称推测为{kind}）"));
            format!("“{}”{}", report.agency.trim(), kind.unwrap_or_default())
        }
    }
}

const FORM: Check = Check::new("C-09", Warning, "所用格式与报告年度相符", form);

/// C-09: the report is on the form of its year.
pub(super) fn form(context: &Context, check: &Check) -> Outcome {
    let Some(year) = context.report.year else { return Outcome::Waits };
    let right = crate::form_for_year(year);
    if right == context.form {
        return Outcome::Found(Vec::new());
    }
    let message = format!(
        "{year}年的报告应使用{}规定的格式，现用的是{}的格式。",
        right.issued_by, context.form.issued_by
    );
    Outcome::Found(vec![Finding {
        stated: Some(context.form.id.to_string()),
        computed: Some(right.id.to_string()),
        basis: Some(right.issued_by.into()),
        ..finding(check, "report", message)
    }])
}

const ROWS: Check = Check::new("C-10", Warning, "表格的行、列与规定格式一致", rows);

/// C-10: no row of the form was replaced by another, and none was added.
pub(super) fn rows(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let blocks = context.form.tables.iter().flat_map(|t| t.blocks);
    for (block, variant) in blocks.flat_map(|b| b.variants.iter().map(move |v| (b, v))) {
        let used =
            context.form.all_cells().iter().enumerate().find(|(i, c)| {
                c.variant && c.row == variant && context.entries[*i] != Entry::Absent
            });
        if let Some((_, cell)) = used {
            let message = format!(
                "“{}”没有按规定分为{}行填写。",
                crate::text::without_numeral(variant.label),
                block.replaced_by(variant).count()
            );
            let suspects = into_last(context, check, block, variant).into_iter().collect();
            found.push(Finding { suspects, ..finding(check, &cell.id, message) });
        }
    }
    let labels: Vec<&str> = context.report.extra_rows.iter().map(|r| r.label.as_str()).collect();
    let message = match labels.as_slice() {
        [] => return Outcome::Found(found),
        [one] => format!("“{one}”一行不在规定格式内。"),
        many => format!("有{}行不在规定格式内：“{}”。", many.len(), many.join("”“")),
    };
    found.push(finding(check, "report", message));
    Outcome::Found(found)
}

/// The change that moves the figures of a row which replaces several rows into the last of these,
/// the form's own row for the rest, and puts 0 into the others. `None` if one of these has a value
/// too.
fn into_last(context: &Context, check: &Check, block: &Block, variant: &Row) -> Option<Suspect> {
    let report = context.report;
    let rows: Vec<&Row> = block.replaced_by(variant).collect();
    let (last, others) = rows.split_last()?;
    let all = context.form.all_cells();
    let mine = all.iter().filter(|c| c.variant && c.row == variant);
    let mut edits = Vec::new();
    for cell in mine.filter(|c| !report.cell(&c.id).trim().is_empty()) {
        let beside = |row: &Row| cell_id(row.id, cell.column.id);
        let value = report.cell(&cell.id).to_string();
        edits.push(Edit { cell: beside(last), value });
        edits.extend(others.iter().map(|row| Edit { cell: beside(row), value: "0".into() }));
        edits.push(Edit { cell: cell.id.clone(), value: String::new() });
    }
    let own = |edit: &Edit| edit.value.is_empty();
    let free = |edit: &Edit| own(edit) || report.cell(&edit.cell).trim().is_empty();
    if edits.is_empty() || !edits.iter().all(free) {
        return None;
    }
    let words = format!(
        "“{}”一行的数放进“{}”、其余 {} 行填 0",
        crate::text::without_numeral(variant.label),
        last.label,
        others.len()
    );
    let Edit { cell, value } = edits.remove(0);
    let resolves = vec![check.id.to_string()];
    Some(Suspect { cell, value, resolves, with: edits, words: Some(words), slip: None })
}

const MUCH_CLOSED: Check = Check::new("C-11", Warning, "“其他处理”占比不偏大", shares);

/// C-11 and its like: no part is suspiciously large, or 0, in relation to its total.
pub(super) fn shares(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for share in context.form.shares.iter().filter(|s| s.rule == check.id) {
        match judge(context, check, share) {
            None => return Outcome::Waits,
            Some(finding) => found.extend(finding),
        }
    }
    Outcome::Found(found)
}

/// Checks one share; `None` if a cell is blank.
fn judge(context: &Context, check: &Check, share: &Share) -> Option<Option<Finding>> {
    let form = context.form;
    let parts: Vec<usize> = share
        .parts
        .iter()
        .flat_map(|id| form.named(id))
        .map(|id| form.position(&id))
        .collect::<Option<_>>()?;
    let whole_at = form.position(share.whole)?;
    let whole = context.entries[whole_at].counted()?;
    let part: Amount =
        parts.iter().map(|&i| context.entries[i].counted()).sum::<Option<Amount>>()?;
    let limit = whole.times(share.percent)?;
    let large = part.times(100).is_some_and(|p| p > limit);
    let broken = if share.percent == 0 { part == Amount::ZERO } else { large };
    if whole < Amount::whole(share.least) || !broken {
        return Some(None);
    }
    Some(Some(Finding {
        cells: parts.into_iter().chain([whole_at]).map(|i| context.cell(i)).collect(),
        stated: Some(part.to_string()),
        computed: Some(whole.to_string()),
        basis: share.basis.map(Into::into),
        ..finding(
            check,
            share.whole,
            format!("{}：{part} 件，办理结果总计 {whole} 件。", share.words),
        )
    }))
}

const CHANGES: Check = Check::new("C-23", Hint, "数字没有异常的变化", changes);

/// C-23: no cell is five times last year's value or a fifth of it, small figures aside; and the
/// form's shares under this rule hold.
pub(super) fn changes(context: &Context, check: &Check) -> Outcome {
    let mut found = match shares(context, check) {
        Outcome::Found(found) => found,
        Outcome::Waits => Vec::new(),
    };
    let all = context.form.all_cells();
    for (i, cell) in all.iter().enumerate().filter(|(_, c)| c.kind() != Kind::Change) {
        let (now, last) = (context.entries[i].number(), context.entries[i + all.len()].number());
        let (Some(now), Some(last)) = (now, last) else { continue };
        if leaps(now, last) {
            let message =
                format!("“{}”上年为 {last}，本年为 {now}，变化较大，请核对。", cell.label);
            found.push(Finding {
                cells: vec![context.cell(i), context.cell(i + all.len())],
                stated: Some(now.to_string()),
                computed: Some(last.to_string()),
                difference: Some((now - last).to_string()),
                ..finding(check, &cell.id, message)
            });
        }
    }
    Outcome::Found(found)
}

const UNIT: Check = Check::new("C-24", Hint, "金额的单位没有用错", unit);

/// C-24: an amount in 万元 that is enormous for the body was probably entered in 元.
pub(super) fn unit(context: &Context, check: &Check) -> Outcome {
    const LARGEST: u64 = 10_000_000;
    let amounts = |c: &&crate::form::Cell| c.kind() == Kind::Amount;
    let of_level = |level: &Level| match level {
        Level::Township => 10_000,
        Level::Department | Level::County => 500_000,
        _ => LARGEST,
    };
    let limit = context.report.levels().iter().map(of_level).max().unwrap_or(LARGEST);
    let mut found = Vec::new();
    for (i, cell) in context.form.cells().iter().enumerate().filter(|(_, c)| amounts(c)) {
        let Some(n) = context.entries[i].number().filter(|n| *n >= Amount::whole(limit)) else {
            continue;
        };
        let message = format!("“{}”为 {n} 万元，单位疑为元，请核对。", cell.label);
        found.push(Finding {
            cells: vec![context.cell(i)],
            stated: Some(n.to_string()),
            ..finding(check, &cell.id, message)
        });
    }
    Outcome::Found(found)
}

const RUNNING_TOTALS: Check =
    Check::new("A-14", Error, "历年累计等于上年累计加本年数", running_totals);

/// in a local table, a running total is last year's total plus this year's figure.
pub(super) fn running_totals(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for row in &context.report.extra_rows {
        let Some(label) = row.label.strip_suffix(RUNNING_TOTAL) else { continue };
        let Some(last) = context.previous else { return Outcome::Waits };
        let number = |row: &crate::report::ExtraRow| Entry::parse(row.values.first()?).number();
        let before = last.extra_rows.iter().find(|r| r.label == row.label).and_then(number);
        let cell = context.form.cells().iter().position(|c| c.label == label);
        // A row of a local table is stored with another extra row for this year's figure.
        let beside = context.report.extra_rows.iter().find(|r| r.label == label).and_then(number);
        let own = cell.and_then(|i| context.entries[i].number()).or(beside);
        let (Some(stated), Some(before), Some(own)) = (number(row), before, own) else { continue };
        let at = cell.map_or("report", |i| &context.form.cells()[i].id);
        if stated != before + own {
            let computed = before + own;
            let message = format!(
                "“{label}”历年累计 {stated}，应等于上年累计 {before}＋本年 {own}＝{computed}，相差 {}。",
                (stated - computed).abs()
            );
            found.push(Finding {
                cells: cell.map(|i| context.cell(i)).into_iter().collect(),
                stated: Some(stated.to_string()),
                computed: Some(computed.to_string()),
                difference: Some((stated - computed).abs().to_string()),
                ..finding(check, at, message)
            });
        }
    }
    Outcome::Found(found)
}
