//! How the outcome of rules is printed: only a broken rule of severity error contradicts the form.

use report::finding::RuleOutcome;
use report::{Report, Severity, form};

use crate::write::outcome::Outcome;

/// The self-check sheet of a report.
fn sheet(report: &Report) -> String {
    String::from_utf8(crate::write(report, None, "sheet").unwrap()).unwrap()
}

/// The word at the end of a rule's line.
fn outcome(sheet: &str, rule: &str) -> String {
    let line = sheet.split("<tr class=").find(|l| l.contains(&format!(">{rule}</th>"))).unwrap();
    let end = line.find("</td><td class=\"tick\"").unwrap();
    line[..end].rsplit("<td>").next().unwrap().to_string()
}

fn report() -> Report {
    let mut report = Report::new(form("2021").unwrap(), Some(2024), "示例县水务局");
    for cell in report.form.cells() {
        report.cells.insert(cell.id.clone(), "0".into());
    }
    report
}

#[test]
fn only_errors_are_against_the_form() {
    let mut report = report();
    for (id, value) in
        [("4.review.total", "7"), ("3.processed.total", "60"), ("2.fee.amount", "800000")]
    {
        report.cells.insert(id.into(), value.into());
    }
    report.sections[5].text = "联系人手机13812345678。".into();
    let result = report::checks::check(&report, None);
    let of = |rule: &str| result.findings.iter().find(|f| f.rule == rule).unwrap();
    let page = sheet(&report);
    for (rule, severity, word) in [
        ("C-04", Severity::Error, "不符合"),
        ("C-17", Severity::Warning, "待核对"),
        ("V-20", Severity::Hint, "供参考"),
    ] {
        assert_eq!(of(rule).severity, severity, "{rule}");
        assert_eq!(outcome(&page, rule), word, "{rule}");
    }
    assert!(!page.contains("不合格"), "nothing is unfit");
    assert!(page.contains("已填 200/200 格"));
    // A warning with a reason counts as explained, and the reason is printed.
    report.explanations.push(report::report::Explanation {
        rule: "C-17".into(),
        at: of("C-17").at.clone(),
        reason: "没有收取，不再另写".into(),
        about: None,
    });
    let page = sheet(&report);
    assert_eq!(outcome(&page, "C-17"), "已说明");
    assert!(page.contains("没有收取，不再另写"));
}

#[test]
fn blank_tables_are_told_as_progress() {
    let mut report = report();
    report.cells.retain(|id, _| id.starts_with("2.") || id.starts_with("3.received."));
    let page = sheet(&report);
    assert!(page.contains("已填 17/200 格："), "of all tables");
    assert!(
        page.contains("”已填 7/175") && page.contains("”已填 0/15"),
        "of each that is not whole"
    );
    assert!(!page.contains("未填写；没有发生的请填"), "no line for each blank cell");
    assert_eq!(outcome(&page, "C-04"), "待填");
}

#[test]
fn a_rule_is_as_bad_as_the_worst_it_found() {
    let mut finding = report::checks::check(&report(), None).findings.remove(0);
    finding.severity = Severity::Hint;
    let mut worse = finding.clone();
    worse.severity = Severity::Warning;
    let both = [finding.clone(), worse.clone()];
    assert!(Outcome::of(RuleOutcome::Broken, &both) == Outcome::Unsure);
    worse.explained = Some("属实".into());
    let one_left = [worse.clone(), finding];
    assert!(Outcome::of(RuleOutcome::Broken, &one_left) == Outcome::Hint);
    assert!(Outcome::of(RuleOutcome::Broken, [&worse]) == Outcome::Explained);
}
