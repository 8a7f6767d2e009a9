//! Random reports: consistent tables and ordinary prose.

use report::Report;
use report::amount::Amount;
use report::form::{Form, Level, Order, Shape};
use report::report::ExtraRow;

use crate::Dice;

/// All cells of a form filled so that every `=` relation holds.
///
/// Parts are random; then whichever side of an equation is smaller is raised until all agree.
pub fn consistent_cells(form: &'static Form, seed: u64) -> Vec<u64> {
    let mut dice = Dice::new(seed);
    let own = form.cells().len();
    // Equations of this year's own cells; variants stay unused.
    let equations: Vec<(Vec<usize>, Vec<usize>)> = form
        .placed_relations()
        .iter()
        .filter(|j| matches!(j.relation.shape, Shape::Sum(_, Order::Equal, _)))
        .map(|j| (j.left.clone(), j.right.clone()))
        .filter(|(l, r)| l.iter().chain(r).all(|&i| i < form.all_cells().len()))
        .map(|(mut l, mut r)| {
            l.retain(|&i| i < own);
            r.retain(|&i| i < own);
            (l, r)
        })
        .collect();
    let totals: Vec<usize> =
        equations.iter().filter(|(l, _)| l.len() == 1).map(|(l, _)| l[0]).collect();
    let mut cells: Vec<u64> =
        (0..own).map(|i| if totals.contains(&i) { 0 } else { dice.roll(9) as u64 }).collect();
    for _ in 0..10_000 {
        let mut settled = true;
        for (left, right) in &equations {
            let sum = |side: &[usize]| side.iter().map(|&i| cells[i]).sum::<u64>();
            let (l, r) = (sum(left), sum(right));
            if l != r {
                let (side, gap) = if l < r { (left, r - l) } else { (right, l - r) };
                cells[side[dice.roll(side.len())]] += gap;
                settled = false;
            }
        }
        if settled {
            return cells;
        }
    }
    panic!("form {} has no consistent table for seed {seed}", form.id);
}

/// A consistent report with ordinary prose.
pub fn consistent(form: &'static Form, seed: u64) -> Report {
    let mut dice = Dice::new(seed);
    let (first, last) = report::forms::years(form);
    let year = first + dice.roll(usize::from(last - first) + 1) as u16;
    let agencies = ["示例市教育局", "样本县人民政府", "测试区司法局", "青山镇人民政府"];
    let mut report = Report::new(form, Some(year), agencies[dice.roll(agencies.len())]);
    report.level = Some(Level::ALL[dice.roll(5)]);
    report.preface = "根据规定编制本报告。\n欢迎查阅。".into();
    for section in &mut report.sections {
        let paragraphs =
            ["（一）健全机制。明确专人负责。", "全年工作平稳有序。", "做到及时、准确。"];
        section.text = paragraphs[..1 + dice.roll(3)].join("\n");
    }
    if dice.roll(2) == 0 {
        report.published = format!("{}-03-{:02}", year + 1, 1 + dice.roll(28));
    }
    if dice.roll(3) == 0 {
        let values = vec![dice.roll(100).to_string()];
        report.extra_rows.push(ExtraRow {
            label: "省定补充指标数".into(),
            unit: "件".into(),
            values,
        });
    }
    for (cell, n) in form.cells().iter().zip(consistent_cells(form, seed)) {
        report.cells.insert(cell.id.clone(), Amount::whole(n).to_string());
    }
    report
}
