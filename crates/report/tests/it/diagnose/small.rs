//! What is suspected in reports with a few figures.

use report::checks::check;
use report::claims::claims;
use report::diagnose::diagnose;
use report::{Finding, Report};

use super::is_arithmetic;

/// The findings of arithmetic in a report with these cells, every other one 0, and this text in its
/// second section.
fn edited(form: &str, cells: &[(&str, &str)], text: &str) -> Vec<Finding> {
    let mut report = Report::new(report::form(form).unwrap(), None, "示例市档案局");
    for cell in report.form.cells() {
        report.cells.insert(cell.id.clone(), "0".into());
    }
    for (id, value) in cells {
        assert!(report.form.position(id).is_some(), "{id}");
        report.cells.insert(id.to_string(), value.to_string());
    }
    report.sections[1].text = text.into();
    let form = report.form;
    check(&report, None).findings.into_iter().filter(|f| is_arithmetic(&f, form)).collect()
}

/// The suspects of a finding, each with the rules that its change would mend.
fn named(finding: &Finding) -> Vec<String> {
    finding.suspects.iter().map(|s| format!("{}={} {:?}", s.cell, s.value, s.resolves)).collect()
}

/// A part above its total does not show which number is right; the text may.
#[test]
fn an_inequality_needs_words() {
    let cells = [("1.1", "90"), ("1.1a", "100"), ("1.1b", "100"), ("1.2.2", "90")];
    let silent = edited("2014", &cells, "");
    assert_eq!(named(&silent[0]), [""; 0]);
    let told = edited("2014", &cells, "全年主动公开政府信息190条。");
    assert_eq!(named(&told[0]), [r#"1.1=190 ["A-08"]"#]);
}

/// More than two faults, but in places without a common rule.
#[test]
fn faults_far_apart_are_explained_one_by_one() {
    let cells = [
        ("4.review.upheld", "10"),
        ("4.review.corrected", "1"),
        ("4.direct.upheld", "5"),
        ("4.after.other", "3"),
    ];
    let findings = edited("2021", &cells, "");
    let named: Vec<_> = findings.iter().map(named).collect();
    let total = |id: &str, n: usize| format!(r#"4.{id}.total={n} ["C-04"]"#);
    assert_eq!(named[0], [total("review", 11)]);
    assert_eq!(named[1], [total("direct", 5), "4.direct.upheld=0 [\"C-04\"]".to_string()]);
    assert_eq!(named[2], [total("after", 3), "4.after.other=0 [\"C-04\"]".to_string()]);
}

/// A difference that the text excuses is not to be corrected.
#[test]
fn pending_cases_have_no_suspect() {
    let mut report = Report::new(report::form("2014").unwrap(), None, "示例市档案局");
    report.cells = ["5.1", "5.2", "5.3"].map(|id| (id.to_string(), "0".to_string())).into();
    report.cells.insert("5".into(), "1".into());
    let repairs =
        |report: &Report| diagnose(report, &report.entries_with_last(None), &claims(report)).len();
    assert_eq!(repairs(&report), 4, "the sum or any of its three parts");
    report.sections[4].text = "发生行政诉讼1件，尚未审结。".into();
    assert_eq!(repairs(&report), 0);
}

/// The parts exceed their total while one part is blank: the total is wrong by an unknown amount.
#[test]
fn a_blank_part_leaves_the_total_open() {
    let parts = [("3.1", "3"), ("3.1.1", "4"), ("3.1.2", "1")];
    let open = edited("2014", &[&parts[..], &[("3.1.3", "")]].concat(), "");
    assert_eq!((open.len(), named(&open[0])), (1, vec![]));
    let closed = edited("2014", &parts, "");
    assert_eq!(named(&closed[0]), [r#"3.1=5 ["A-01"]"#, r#"3.1.1=2 ["A-01"]"#]);
}

/// Two totals in one column hold only if both change; two faults without a common rule are
/// independent.
#[test]
fn cells_that_must_change_together_name_each_other() {
    let column = [
        ("3.received.person", "5"),
        ("3.received.total", "5"),
        ("3.granted.person", "3"),
        ("3.granted.total", "4"),
        ("3.partial.person", "2"),
        ("3.partial.total", "4"),
        ("3.processed.person", "5"),
        ("3.processed.total", "5"),
    ];
    let with = |findings: &[Finding], at: &str| -> Vec<String> {
        let of = findings.iter().filter(|f| f.at == at).flat_map(|f| &f.suspects);
        of.flat_map(|s| s.with.iter().map(|e| format!("{}={}", e.cell, e.value))).collect()
    };
    let findings = edited("2021", &column, "");
    assert_eq!(with(&findings, "3.granted.total"), ["3.partial.total=2"]);
    let apart = [("4.review.upheld", "10"), ("4.after.other", "3")];
    let findings = edited("2021", &apart, "");
    assert_eq!(with(&findings, "4.review.total"), [""; 0]);
}

/// What the findings of a report with these cells say of a slip.
fn words(cells: &[(&str, &str)]) -> Vec<String> {
    const SOUND: [(&str, &str); 8] = [
        ("3.received.person", "822"),
        ("3.received.total", "822"),
        ("3.granted.person", "804"),
        ("3.granted.total", "804"),
        ("3.refused.secret.person", "18"),
        ("3.refused.secret.total", "18"),
        ("3.processed.person", "822"),
        ("3.processed.total", "822"),
    ];
    let findings = edited("2021", &[&SOUND[..], cells].concat(), "");
    let mut told: Vec<String> =
        findings.iter().filter_map(|f| f.slip()).map(String::from).collect();
    assert!(told.is_empty() || told.len() == findings.len(), "every finding says it: {findings:?}");
    told.dedup();
    told
}

#[test]
fn a_slip_is_told_in_words() {
    assert_eq!(words(&[]), [""; 0]);
    let dropped = words(&[("3.granted.person", "84")]);
    assert_eq!(dropped, ["“予以公开·自然人”的 84 像是漏了一位的 804"]);
    let moved = [("3.granted.person", "0"), ("3.granted.company", "804"), ("3.granted.total", "0")];
    assert_eq!(words(&moved), ["“予以公开”一行像是整体右移了一列"]);
    let split = [("3.granted.person", "80"), ("3.granted.company", "4")];
    assert_eq!(
        words(&split),
        ["“予以公开”一行“自然人”的 80 与“商业企业”的 4 像是同一个数拆在了两格"]
    );
    let swapped = [
        ("3.processed.person", "0"),
        ("3.processed.total", "0"),
        ("3.carried_out.person", "822"),
        ("3.carried_out.total", "822"),
    ];
    assert_eq!(words(&swapped), ["“办结”与“结转下年”两行像是填反了"]);
    // Either the total or its part may be wrong: cells are named, and no slip.
    assert_eq!(words(&[("4.review.total", "3"), ("4.review.upheld", "2")]), [""; 0]);
}
