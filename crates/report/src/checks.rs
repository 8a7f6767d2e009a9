//! Every rule over one report, and the catalogue of rules.
//!
//! Arithmetic comes from the form ([`crate::rules`]); every other rule is one line in [`CHECKS`].
//! All rules run each time; there is no incremental machinery.

mod arithmetic;
mod body;
mod cells;
mod contact;
mod identity;
mod likeness;
mod quantities;
mod sections;
mod standing;
mod wording;

use std::collections::BTreeMap;

use crate::amount::Entry;
use crate::diagnose::{diagnose, suspects};
use crate::figures::{Figure, figures};
use crate::finding::{CellValue, CheckResult, Finding, RuleLine, Severity, Standing, Tally};
use crate::form::Form;
use crate::report::Report;
use Severity::{Error, Hint, Warning};

/// A rule that is not arithmetic.
pub struct Check {
    pub id: &'static str,
    pub severity: Severity,
    /// What must hold, in a sentence for the list of rules.
    pub title: &'static str,
    pub basis: &'static str,
    run: fn(&Context) -> Outcome,
}

const fn check_line(
    id: &'static str,
    severity: Severity,
    title: &'static str,
    basis: &'static str,
    run: fn(&Context) -> Outcome,
) -> Check {
    Check { id, severity, title, basis, run }
}

const LAW: &str = "《条例》关于年度报告内容的规定";
const HABIT: &str = "年度报告编制惯例";
const FORM: &str = "年度报告规定格式";

/// All rules that are not arithmetic, in the order of the catalogue.
#[rustfmt::skip]
pub const CHECKS: &[Check] = &[
    check_line("V-01", Error, "统计数填写非负整数，金额填写非负小数（最多六位）", FORM, cells::unreadable),
    check_line("V-02", Warning, "每一项统计数都已填写；没有发生的填0", HABIT, cells::blank),
    check_line("V-03", Error, "规定的部分齐全，且不为空", LAW, |c| sections::missing(c, "V-03", Error)),
    check_line("V-04", Warning, "章节序号连续", HABIT, sections::numerals),
    check_line("V-05", Warning, "章节标题与规定标题一致", FORM, sections::headings),
    check_line("V-06", Error, "标题写明机关、年度和“政府信息公开工作年度报告”", FORM, identity::title),
    check_line("V-07", Error, "统计期限为本年度1月1日至12月31日", LAW, identity::period),
    check_line("V-08", Warning, "正文没有未更新的年份", HABIT, wording::stale_year),
    check_line("V-09", Warning, "列举序号连续", HABIT, wording::ordinals),
    check_line("V-10", Warning, "标题、前言、落款的机关名称一致", HABIT, identity::agency),
    check_line("V-11", Warning, "在规定期限内发布", "《条例》关于公布期限的规定", identity::deadline),
    check_line("V-12", Hint, "前言所称部分数与实际一致", HABIT, sections::count),
    check_line("V-13", Warning, "正文分项之和等于总数", HABIT, quantities::parts),
    check_line("V-14", Warning, "正文所占比例与数字相符", HABIT, quantities::shares),
    check_line("V-15", Warning, "正文同比与上年度报告相符", HABIT, quantities::growth),
    check_line("V-16", Warning, "没有未删除的模板文字", HABIT, wording::template),
    check_line("V-17", Warning, "正文不与上年度报告雷同", "国办对年度报告内容的要求", likeness::with_last_year),
    check_line("V-18", Hint, "没有重复、缺漏的文字和标点", HABIT, wording::slips),
    check_line("V-19", Warning, "电子邮箱、电话、邮编格式正确", HABIT, contact::malformed),
    check_line("V-20", Hint, "正文不含个人身份证号、手机号码", "《条例》关于个人隐私的规定", contact::personal),
    check_line("A-14", Error, "历年累计等于上年累计加本年数", FORM, standing::running_totals),
    check_line("A-15", Warning, "有收费及减免情况的部分", "《条例》（2007）第三十二条（三）", |c| sections::missing(c, "A-15", Warning)),
    check_line("A-16", Warning, "正文中的数字与统计表一致", HABIT, |c| quantities::claims(c, "A-16")),
    check_line("A-17", Warning, "正文中各种其他方式的数字已计入“其他方式”", HABIT, |c| quantities::claims(c, "A-17")),
    check_line("B-04", Warning, "采购总金额写明单位，且与项目数量同为0或同不为0", FORM, cells::unitless),
    check_line("C-08", Warning, "没有规章制定权的机关，规章填0", "《立法法》", standing::reserved),
    check_line("C-09", Warning, "所用格式与报告年度相符", "国办公开办函〔2021〕30号", standing::form),
    check_line("C-10", Warning, "表格的行、列与规定格式一致", "国办公开办函〔2021〕30号", standing::rows),
    check_line("C-11", Warning, "“其他处理”占比不偏大", "国办公开办函〔2019〕60号（三）", |c| standing::shares(c, "C-11")),
    check_line("C-12", Warning, "正文中收到申请的数字与表三一致", HABIT, |c| quantities::claims(c, "C-12")),
    check_line("C-13", Warning, "正文中办结、结转的数字与表三一致", HABIT, |c| quantities::claims(c, "C-13")),
    check_line("C-14", Warning, "正文中各种办理结果的数字与表三一致", HABIT, |c| quantities::claims(c, "C-14")),
    check_line("C-15", Warning, "正文中复议、诉讼的数字与表四一致", HABIT, |c| quantities::claims(c, "C-15")),
    check_line("C-16", Warning, "正文中规章、规范性文件、许可、处罚、强制、收费的数字与表二一致", HABIT, |c| quantities::claims(c, "C-16")),
    check_line("C-17", Warning, "其他事项中写明信息处理费的情况", "国办公开办函〔2021〕30号（六）", |c| body::topics(c, "C-17")),
    check_line("C-18", Warning, "正文中信息处理费的明细与合计相符", HABIT, quantities::fees),
    check_line("C-19", Warning, "总体情况不超过1000字", "国办公开办函〔2021〕30号（一）", body::length),
    check_line("C-20", Warning, "总体情况写到五个方面", "国办公开办函〔2021〕30号（一）", |c| body::topics(c, "C-20")),
    check_line("C-21", Warning, "政府的报告写到工作考核、社会评议、责任追究", "《条例》第五十条（四）", body::government),
    check_line("C-22", Warning, "问题和改进都有具体内容", "国办公开办函〔2021〕30号（五）", body::problems),
    check_line("C-23", Hint, "数字没有异常的变化", HABIT, standing::changes),
    check_line("C-24", Hint, "金额的单位没有用错", FORM, standing::unit),
];

/// What one rule makes of a report.
enum Outcome {
    /// The form has nothing the rule could look at.
    Idle,
    /// Empty if the rule holds.
    Found(Vec<Finding>),
    /// It cannot decide before these cells are filled in.
    Waits,
}

/// What all rules look at.
struct Context<'a> {
    report: &'a Report,
    previous: Option<&'a Report>,
    form: &'static Form,
    entries: Vec<Entry>,
    /// Place, heading and text of preface and sections.
    prose: Vec<(String, &'a str, &'a str)>,
    /// Their paragraphs that hold figures.
    paragraphs: Vec<Paragraph<'a>>,
    claims: Vec<crate::claims::Claim>,
}

/// A paragraph with the figures in it.
struct Paragraph<'a> {
    place: String,
    /// Where it begins in its section's text, in bytes.
    start: usize,
    line: &'a str,
    figures: Vec<Figure>,
}

fn paragraphs(report: &Report) -> Vec<Paragraph<'_>> {
    let mut all = Vec::new();
    for (place, _, text) in report.prose() {
        let mut start = 0;
        for line in text.split('\n') {
            let figures = figures(line);
            if !figures.is_empty() {
                all.push(Paragraph { place: place.clone(), start, line, figures });
            }
            start += line.len() + 1;
        }
    }
    all
}

impl<'a> Context<'a> {
    fn new(report: &'a Report, previous: Option<&'a Report>) -> Context<'a> {
        let previous = previous.filter(|last| is_year_before(last, report));
        Context {
            report,
            previous,
            form: report.form,
            entries: report.entries_with_last(previous),
            prose: report.prose().collect(),
            paragraphs: paragraphs(report),
            claims: crate::claims::claims(report),
        }
    }

    /// What sentences call a cell, last year's as such.
    fn name(&self, position: usize) -> String {
        let all = self.form.all_cells();
        match position.checked_sub(all.len()) {
            None => all[position].name.clone(),
            Some(last) => format!("上年度{}", all[last].name),
        }
    }

    /// Label and text of a cell for a finding.
    fn cell(&self, position: usize) -> CellValue {
        let all = self.form.all_cells();
        match position.checked_sub(all.len()) {
            None => {
                let cell = &all[position];
                let value = self.report.cell(&cell.id).to_string();
                CellValue { id: cell.id.clone(), label: cell.label.clone(), value }
            }
            Some(last) => {
                let cell = &all[last];
                let value = self.previous.map_or("", |p| p.cell(&cell.id)).to_string();
                CellValue { id: cell.id.clone(), label: self.name(position), value }
            }
        }
    }
}

/// A finding with nothing but rule, place, words and basis.
fn finding(
    rule: &'static str,
    severity: Severity,
    at: impl Into<String>,
    message: String,
) -> Finding {
    let basis = CHECKS.iter().find(|c| c.id == rule).map(|c| c.basis.into());
    Finding { basis, ..Finding::new(rule, severity, at, message) }
}

/// A finding about words in the preface or a section.
fn in_prose(
    rule: &'static str,
    severity: Severity,
    place: &str,
    quote: &str,
    message: String,
) -> Finding {
    Finding {
        section: Some(place.to_string()),
        quote: Some(quote.trim().to_string()),
        ..finding(rule, severity, at_section(place), message)
    }
}

/// The public name of a section as a place of findings.
fn at_section(place: &str) -> String {
    match place {
        "preface" => place.to_string(),
        place => format!("section:{place}"),
    }
}

/// Whether a report is last year's of the other; it is taken for it while a year is unknown.
pub fn is_year_before(last: &Report, report: &Report) -> bool {
    last.year.zip(report.year).is_none_or(|(last, year)| last.checked_add(1) == Some(year))
}

/// Checks a report against every rule that applies to its form. `previous` is last year's report;
/// the rules over two years wait without it, or if it is of another year.
pub fn check(report: &Report, previous: Option<&Report>) -> CheckResult {
    check_with_claims(report, previous).0
}

/// The same with what the prose says of cells, which has to be read for it.
pub fn check_with_claims(
    report: &Report,
    previous: Option<&Report>,
) -> (CheckResult, Vec<crate::claims::Claim>) {
    let context = Context::new(report, previous);
    let mut findings = Vec::new();
    let mut outcomes: BTreeMap<&'static str, Standing> = BTreeMap::new();
    arithmetic::run(&context, &mut findings, &mut outcomes);
    let repairs = diagnose(report, &context.entries, &context.claims);
    for finding in findings.iter_mut().filter(|f| f.severity == Error) {
        finding.suspects = suspects(report.form, &repairs, &finding.rule, &finding.at);
    }
    for check in CHECKS {
        match (check.run)(&context) {
            Outcome::Idle => {}
            Outcome::Waits => note(&mut outcomes, check.id, Standing::Waiting),
            Outcome::Found(found) => {
                let standing = if found.is_empty() { Standing::Held } else { Standing::Broken };
                note(&mut outcomes, check.id, standing);
                findings.extend(found);
            }
        }
    }
    for finding in &mut findings {
        let mine = report.explanations.iter().find(|e| e.explains(finding));
        if finding.severity != Error {
            finding.explained = mine.map(|e| e.reason.clone());
        }
    }
    findings.sort_by_cached_key(|f| (f.severity, order(&context, &f.at)));
    let rules = tally(&outcomes);
    let standings = outcomes.into_iter().map(|(rule, standing)| (rule.into(), standing)).collect();
    (CheckResult { findings, rules, standings }, context.claims)
}

fn note(outcomes: &mut BTreeMap<&'static str, Standing>, rule: &'static str, standing: Standing) {
    let slot = outcomes.entry(rule).or_insert(standing);
    *slot = standing.max(*slot);
}

fn tally(outcomes: &BTreeMap<&str, Standing>) -> Tally {
    let count = |s| outcomes.values().filter(|v| **v == s).count();
    Tally {
        checked: outcomes.len(),
        held: count(Standing::Held),
        broken: count(Standing::Broken),
        waiting: count(Standing::Waiting),
    }
}

/// Places in the order of the document: fields, preface, sections, cells.
fn order(context: &Context, at: &str) -> usize {
    const SECTIONS: usize = 10;
    const CELLS: usize = 10_000;
    if let Some(place) = at.strip_prefix("section:") {
        // A section that is missing comes after those that are there.
        let missing = context.report.sections.len();
        return SECTIONS + context.report.at_place(place).unwrap_or(missing);
    }
    match at {
        "title" => 0,
        "agency" => 1,
        "published" => 2,
        "preface" => 3,
        "report" => 4,
        id => CELLS + context.form.position(id).unwrap_or(0),
    }
}

/// Every rule that applies to a form, arithmetic first, each once.
pub fn catalogue(form: &'static Form) -> Vec<RuleLine> {
    let mut lines: Vec<RuleLine> = Vec::new();
    let listed = |id: &str| CHECKS.iter().any(|c| c.id == id);
    for r in form.relations.iter().copied().flatten().filter(|r| !listed(r.rule)) {
        if !lines.iter().any(|line| line.id == r.rule) {
            lines.push(rule_line(r.rule, r.severity, r.words, r.basis));
        }
    }
    let blank = Report::blank(form);
    let context = Context::new(&blank, None);
    for c in CHECKS.iter().filter(|c| !matches!((c.run)(&context), Outcome::Idle)) {
        lines.push(rule_line(c.id, c.severity, c.title, c.basis));
    }
    lines
}

fn rule_line(
    id: &'static str,
    severity: Severity,
    title: &'static str,
    basis: &'static str,
) -> RuleLine {
    RuleLine { id: id.into(), severity, title: title.into(), basis: basis.into() }
}
