//! The faults that are planted: one in a report, each of a known rule at a known place.

use report::Report;
use report::form::Form;
use serde::Serialize;

use crate::Dice;

/// A planted fault: the rule that must find it, and the cell, section or field where it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Planted {
    /// The id of the rule.
    pub rule: &'static str,
    /// The place, written as [`report::Finding::at`] is.
    pub at: String,
}

/// A kind of fault.
pub struct Fault {
    rule: &'static str,
    /// Plants the fault and gives its place; `None` if this report has no place for it.
    change: fn(&mut Report, &mut Dice) -> Option<String>,
    /// Whether it is a contradiction between this report and last year's.
    over_years: bool,
}

impl Fault {
    pub fn plant(&self, report: &mut Report, dice: &mut Dice) -> Option<Planted> {
        (self.change)(report, dice).map(|at| Planted { rule: self.rule, at })
    }
}

/// Last year's cells from which this year's figures continue; a fault over two years is planted
/// here.
pub fn before(last: &Report, fault: Option<&'static Fault>) -> crate::figures::Cells {
    let mut cells = last.cells.clone();
    for id in ["3.carried_out.person", "3.carried_out.total"] {
        if let Some(n) = cells.get(id).and_then(|n| n.parse::<u64>().ok())
            && fault.is_some_and(|fault| fault.over_years)
        {
            cells.insert(id.into(), (n + 2).to_string());
        }
    }
    cells
}

/// One of the faults that a report on this form can have, of a rule that applies to it.
pub fn choose(form: &'static Form, last: Option<&Report>, dice: &mut Dice) -> &'static Fault {
    let rules = report::checks::catalogue(form);
    let carried = last.is_some_and(|last| last.form.position("3.carried_out.person").is_some());
    let over_years = carried && dice.chance(40);
    let fits = |f: &&Fault| {
        let applies = rules.iter().any(|line| line.id == f.rule);
        applies && (carried || !f.over_years) && (f.over_years || !over_years)
    };
    let fitting: Vec<&Fault> = FAULTS.iter().filter(fits).collect();
    fitting[dice.roll(fitting.len())]
}

type Change = fn(&mut Report, &mut Dice) -> Option<String>;

const fn fault(rule: &'static str, change: Change) -> Fault {
    Fault { rule, change, over_years: false }
}

#[rustfmt::skip]
static FAULTS: &[Fault] = &[
    fault("A-01", |r, d| raise(r, d, "3.1.2")),
    fault("A-02", |r, d| raise(r, d, "3.2.2")),
    fault("A-03", |r, d| raise(r, d, "3.3.7")),
    fault("A-04", |r, d| raise(r, d, "3.3.4d")),
    fault("A-05", |r, d| raise(r, d, "4.3")),
    fault("A-06", |r, d| raise(r, d, "8.3")),
    fault("A-07", |r, d| { let n = number(r, "1.2.2") - 1 - d.roll(9) as i64; set(r, "1.1", n) }),
    fault("A-08", |r, d| { let n = number(r, "1.1") + 1 + d.roll(9) as i64; set(r, "1.1a", n) }),
    fault("A-10", |r, d| { let n = number(r, "2.2.1") + 1 + d.roll(3) as i64; set(r, "2.2.1a", n) }),
    fault("A-16", |r, d| miscount(r, d, 1, "主动公开政府信息")),
    fault("A-16", |r, d| miscount(r, d, 4, "行政诉讼")),
    fault("C-01", |r, d| { let row = "3.carried_out"; raise(r, d, &format!("{row}.total"))?; raise_same(r, row) }),
    fault("C-02", |r, d| { raise(r, d, "3.granted.company")?; set_total(r, "3.granted") }),
    fault("C-03", |r, d| raise(r, d, "3.received.legal")),
    fault("C-03", |r, d| raise(r, d, "3.refused.internal.total")),
    fault("C-04", |r, d| raise(r, d, "4.review.upheld")),
    fault("C-04", |r, d| raise(r, d, "4.after.total")),
    fault("C-07", |r, d| { let n = number(r, "2.normative.in_force") + number(r, "2.normative.repealed") + 1 + d.roll(5) as i64; set(r, "2.normative.made", n) }),
    fault("B-01", |r, d| { let n = number(r, "2.normative.open") + 1 + d.roll(5) as i64; set(r, "2.normative.published", n) }),
    fault("B-03", |r, d| { let n = -number(r, "2.licence.last_year") - 1 - d.roll(5) as i64; set(r, "2.licence.change", n) }),
    fault("B-04", |r, _| { r.cells.insert("2.procurement.amount".into(), "0".into()); set(r, "2.procurement.items", 7) }),
    Fault { over_years: true, ..fault("C-05", |_, _| Some("3.carried_in.person".into())) },
    fault("C-12", |r, d| miscount(r, d, 0, "政府信息公开申请")),
    fault("C-15", |r, d| miscount(r, d, 3, "行政复议")),
    fault("C-17", |r, _| rewrite(r, 5, |_| "没有其他需要报告的事项。".into())),
    fault("C-22", |r, _| { let i = problems(r)?; rewrite(r, i, |_| "存在的问题将在下一步工作中改进。".into()) }),
    fault("V-01", |r, d| { let id = any_cell(r, d); let unit = r.form.cell(&id)?.row.unit; r.cells.insert(id.clone(), format!("3{unit}")); Some(id) }),
    fault("V-02", |r, d| { let id = any_cell(r, d); r.cells.insert(id.clone(), "/".into()); Some(id) }),
    fault("V-03", |r, _| { let i = problems(r)?; rewrite(r, i, |_| String::new()) }),
    fault("V-04", |r, _| { r.sections[3].heading = r.sections[3].heading.replace("四、", "五、"); Some("section:4".into()) }),
    fault("V-06", |r, _| { r.title = r.title.replace("政府信息公开工作年度报告", "信息公开工作报告"); Some("title".into()) }),
    fault("V-07", |r, _| { r.preface = r.preface.replace("12月31日止", "11月30日止"); Some("preface".into()) }),
    fault("V-08", |r, _| { let y = r.year?; rewrite(r, r.sections.len() - 2, |t| format!("{}年，各项任务按计划完成。\n{t}", y - 4)) }),
    fault("V-09", |r, _| { rewrite(r, r.sections.len() - 2, |t| t.replacen("二是", "三是", 1)) }),
    fault("V-10", |r, _| { let y = r.year?; r.preface.insert_str(0, &format!("《示例州粮食局{y}年政府信息公开工作年度报告》现予公布。")); Some("preface".into()) }),
    fault("V-11", |r, d| { r.published = format!("{}-{:02}-{:02}", r.year? + 1, 5 + d.roll(7), 1 + d.roll(28)); Some("published".into()) }),
    fault("V-13", |r, d| { let a = 12 + d.roll(9); rewrite(r, 0, |t| format!("{t}编发工作简报{}期，其中综合类{a}期，专题类9期。", a + 11)) }),
    fault("V-16", |r, _| rewrite(r, 0, |t| format!("{t}（文字描述）"))),
    fault("V-19", |r, _| { r.preface = r.preface.replace("@example.gov.cn", "@example"); Some("preface".into()) }),
];

fn number(report: &Report, id: &str) -> i64 {
    report.cell(id).parse().unwrap_or(0)
}

fn set(report: &mut Report, id: &str, n: i64) -> Option<String> {
    report.cells.insert(id.into(), n.to_string());
    Some(id.into())
}

fn raise(report: &mut Report, dice: &mut Dice, id: &str) -> Option<String> {
    let n = number(report, id) + 1 + dice.roll(6) as i64;
    set(report, id, n)
}

/// Adds to 自然人 the amount by which the total of a row exceeds the sum of its columns.
fn raise_same(report: &mut Report, row: &str) -> Option<String> {
    let columns = ["person", "company", "research", "charity", "legal", "other_org"];
    let sum: i64 = columns.iter().map(|c| number(report, &format!("{row}.{c}"))).sum();
    let id = format!("{row}.person");
    let n = number(report, &id) + number(report, &format!("{row}.total")) - sum;
    set(report, &id, n)
}

/// Sets the total of a row to its sum, so that only its columns are wrong; gives the column's cell.
fn set_total(report: &mut Report, row: &str) -> Option<String> {
    let columns = ["person", "company", "research", "charity", "legal", "other_org"];
    let sum: i64 = columns.iter().map(|c| number(report, &format!("{row}.{c}"))).sum();
    set(report, &format!("{row}.total"), sum)?;
    Some(format!("{row}.company"))
}

fn any_cell(report: &Report, dice: &mut Dice) -> String {
    let counts: Vec<_> =
        report.form.cells().iter().filter(|c| c.kind() == report::form::Kind::Count).collect();
    counts[dice.roll(counts.len())].id.clone()
}

/// The section on problems, which must differ from last year's.
fn problems(report: &Report) -> Option<usize> {
    let section = |id: &str| report.form.section(id).is_some_and(|s| s.alike.is_some());
    report.sections.iter().position(|s| s.id.as_deref().is_some_and(section))
}

fn rewrite(report: &mut Report, index: usize, change: impl Fn(&str) -> String) -> Option<String> {
    let section = &mut report.sections[index];
    let changed = change(&section.text);
    if changed == section.text {
        return None;
    }
    section.text = changed;
    Some(format!("section:{}", section.id.as_deref()?))
}

/// Changes the number that follows these words in a section, if one does.
fn miscount(report: &mut Report, dice: &mut Dice, index: usize, words: &str) -> Option<String> {
    // “收到” may also mean the requests received and carried over together, so the number exceeds
    // both.
    let more = number(report, "3.carried_in.total") as u64 + 1 + dice.roll(9) as u64;
    rewrite(report, index, |text| {
        let Some(at) = text.find(words).map(|at| at + words.len()) else { return text.into() };
        let digits: String = text[at..].chars().take_while(char::is_ascii_digit).collect();
        let Ok(n) = digits.parse::<u64>() else { return text.into() };
        format!("{}{}{}", &text[..at], n + more, &text[at + digits.len()..])
    })
}
