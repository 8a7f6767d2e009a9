//! The faults that are planted: one in a report, each of a known rule at a known place.

use report::Report;
use report::form::Form;
use serde::Serialize;

use crate::Dice;

/// A fault that was planted: the rule that must find it, and the cell, section or field where.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Planted {
    pub rule: &'static str,
    pub at: String,
}

/// A kind of fault.
pub struct Fault {
    rule: &'static str,
    forms: &'static [&'static str],
    /// Tells where, or nothing where this report has no room for the fault.
    change: fn(&mut Report, &mut Dice) -> Option<String>,
    /// Whether it lies between this report and last year's.
    over_years: bool,
}

impl Fault {
    pub fn plant(&self, report: &mut Report, dice: &mut Dice) -> Option<Planted> {
        (self.change)(report, dice).map(|at| Planted { rule: self.rule, at })
    }
}

/// Last year's cells as this year's figures go on from them, which is where a fault over years lies.
pub fn before(last: &Report, fault: Option<&'static Fault>) -> super::Cells {
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

/// One of the faults that a report on this form can have.
pub fn choose(form: &Form, last: Option<&Report>, dice: &mut Dice) -> &'static Fault {
    // 2014 has no table whose figures are carried over.
    let carried = last.is_some_and(|last| last.form.id != "2014");
    let fits = |f: &&Fault| f.forms.contains(&form.id) && (carried || !f.over_years);
    let over_years = carried && dice.chance(40);
    let fits = |f: &&Fault| fits(f) && (f.over_years || !over_years);
    let fitting: Vec<&Fault> = FAULTS.iter().filter(fits).collect();
    fitting[dice.roll(fitting.len())]
}

const ALL: &[&str] = &["2014", "2019", "2021"];
const OLD: &[&str] = &["2014"];
const NEW: &[&str] = &["2019", "2021"];

type Change = fn(&mut Report, &mut Dice) -> Option<String>;

const fn fault(rule: &'static str, forms: &'static [&'static str], change: Change) -> Fault {
    Fault { rule, forms, change, over_years: false }
}

#[rustfmt::skip]
static FAULTS: &[Fault] = &[
    fault("A-01", OLD, |r, d| raise(r, d, "3.1.2")),
    fault("A-02", OLD, |r, d| raise(r, d, "3.2.2")),
    fault("A-03", OLD, |r, d| raise(r, d, "3.3.7")),
    fault("A-04", OLD, |r, d| raise(r, d, "3.3.4d")),
    fault("A-05", OLD, |r, d| raise(r, d, "4.3")),
    fault("A-06", OLD, |r, d| raise(r, d, "8.3")),
    fault("A-07", OLD, |r, d| { let n = number(r, "1.2.2") - 1 - d.roll(9) as i64; set(r, "1.1", n) }),
    fault("A-08", OLD, |r, d| { let n = number(r, "1.1") + 1 + d.roll(9) as i64; set(r, "1.1a", n) }),
    fault("A-10", OLD, |r, d| { let n = number(r, "2.2.1") + 1 + d.roll(3) as i64; set(r, "2.2.1a", n) }),
    fault("A-16", OLD, |r, d| miscount(r, d, 1, "主动公开政府信息")),
    fault("A-16", OLD, |r, d| miscount(r, d, 4, "行政诉讼")),
    fault("C-01", NEW, |r, d| { let row = "3.carried_out"; raise(r, d, &format!("{row}.total"))?; raise_same(r, row) }),
    fault("C-02", NEW, |r, d| { raise(r, d, "3.granted.company")?; set_total(r, "3.granted") }),
    fault("C-03", NEW, |r, d| raise(r, d, "3.received.legal")),
    fault("C-03", NEW, |r, d| raise(r, d, "3.refused.internal.total")),
    fault("C-04", NEW, |r, d| raise(r, d, "4.review.upheld")),
    fault("C-04", NEW, |r, d| raise(r, d, "4.after.total")),
    fault("C-07", &["2021"], |r, d| { let n = number(r, "2.normative.in_force") + number(r, "2.normative.repealed") + 1 + d.roll(5) as i64; set(r, "2.normative.made", n) }),
    fault("B-01", &["2019"], |r, d| { let n = number(r, "2.normative.open") + 1 + d.roll(5) as i64; set(r, "2.normative.published", n) }),
    fault("B-03", &["2019"], |r, d| { let n = -number(r, "2.licence.last_year") - 1 - d.roll(5) as i64; set(r, "2.licence.change", n) }),
    fault("B-04", &["2019"], |r, _| { r.cells.insert("2.procurement.amount".into(), "0".into()); set(r, "2.procurement.items", 7) }),
    Fault { over_years: true, ..fault("C-05", NEW, |_, _| Some("3.carried_in.person".into())) },
    fault("C-12", NEW, |r, d| miscount(r, d, 0, "政府信息公开申请")),
    fault("C-15", NEW, |r, d| miscount(r, d, 3, "行政复议")),
    fault("C-17", &["2021"], |r, _| rewrite(r, 5, |_| "没有其他需要报告的事项。".into())),
    fault("C-22", NEW, |r, _| rewrite(r, 4, |_| "存在的问题将在下一步工作中改进。".into())),
    fault("V-01", ALL, |r, d| { let id = any_cell(r, d); let unit = r.form.cell(&id)?.row.unit; r.cells.insert(id.clone(), format!("3{unit}")); Some(id) }),
    fault("V-02", ALL, |r, d| { let id = any_cell(r, d); r.cells.insert(id.clone(), "/".into()); Some(id) }),
    fault("V-03", OLD, |r, _| { r.sections[6].text.clear(); Some("section:7".into()) }),
    fault("V-03", NEW, |r, _| { r.sections[4].text.clear(); Some("section:5".into()) }),
    fault("V-04", ALL, |r, _| { r.sections[3].heading = r.sections[3].heading.replace("四、", "五、"); Some("section:4".into()) }),
    fault("V-06", ALL, |r, _| { r.title = r.title.replace("政府信息公开工作年度报告", "信息公开工作报告"); Some("title".into()) }),
    fault("V-07", ALL, |r, _| { r.preface = r.preface.replace("12月31日止", "11月30日止"); Some("preface".into()) }),
    fault("V-08", ALL, |r, _| { let y = r.year?; rewrite(r, r.sections.len() - 2, |t| format!("{}年，各项任务按计划完成。\n{t}", y - 4)) }),
    fault("V-09", ALL, |r, _| { rewrite(r, r.sections.len() - 2, |t| t.replacen("二是", "三是", 1)) }),
    fault("V-10", ALL, |r, _| { let y = r.year?; r.preface.insert_str(0, &format!("《示例州粮食局{y}年政府信息公开工作年度报告》现予公布。")); Some("preface".into()) }),
    fault("V-11", ALL, |r, d| { r.published = format!("{}-{:02}-{:02}", r.year? + 1, 5 + d.roll(7), 1 + d.roll(28)); Some("published".into()) }),
    fault("V-13", ALL, |r, d| { let a = 12 + d.roll(9); rewrite(r, 0, |t| format!("{t}编发工作简报{}期，其中综合类{a}期，专题类9期。", a + 11)) }),
    fault("V-16", ALL, |r, _| rewrite(r, 0, |t| format!("{t}（文字描述）"))),
    fault("V-19", ALL, |r, _| { r.preface = r.preface.replace("@example.gov.cn", "@example"); Some("preface".into()) }),
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

/// Adds to 自然人 what the total of a row is above the sum of its columns.
fn raise_same(report: &mut Report, row: &str) -> Option<String> {
    let columns = ["person", "company", "research", "charity", "legal", "other_org"];
    let sum: i64 = columns.iter().map(|c| number(report, &format!("{row}.{c}"))).sum();
    let id = format!("{row}.person");
    let n = number(report, &id) + number(report, &format!("{row}.total")) - sum;
    set(report, &id, n)
}

/// Makes the total of a row its sum, so that only its columns are wrong; tells the column's cell.
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

fn rewrite(report: &mut Report, index: usize, change: impl Fn(&str) -> String) -> Option<String> {
    let section = &mut report.sections[index];
    let changed = change(&section.text);
    if changed == section.text {
        return None;
    }
    section.text = changed;
    Some(format!("section:{}", section.id.as_deref()?))
}

/// Changes the number that follows these words in a section, where one does.
fn miscount(report: &mut Report, dice: &mut Dice, index: usize, words: &str) -> Option<String> {
    // Received and carried over together would be understood as well.
    let more = number(report, "3.carried_in.total") as u64 + 1 + dice.roll(9) as u64;
    rewrite(report, index, |text| {
        let Some(at) = text.find(words).map(|at| at + words.len()) else { return text.into() };
        let digits: String = text[at..].chars().take_while(char::is_ascii_digit).collect();
        let Ok(n) = digits.parse::<u64>() else { return text.into() };
        format!("{}{}{}", &text[..at], n + more, &text[at + digits.len()..])
    })
}
