//! The rows of the desk: what is kept of a report, and beside which report it is judged.

use std::collections::BTreeMap;

use report::desk::{Row, Wanted, is_last_year_of};
use report::recognize::Recognized;
use report::{Report, Severity, newest_form};

fn of(agency: &str, year: u16) -> Report {
    Report::new(newest_form(), Some(year), agency)
}

fn read(report: Report) -> Recognized {
    Recognized { report, notes: Vec::new(), places: BTreeMap::new(), other: None }
}

fn judged(report: &Report, wanted: &Wanted, last: Option<&Report>) -> Row {
    Row::judged("甲.docx", None, read(report.clone()), wanted, last)
}

#[test]
fn last_year_is_of_the_same_unit_and_the_year_before() {
    let report = of("示例县教育局", 2024);
    assert!(is_last_year_of(&report, &of("示例县教育局", 2023)));
    for other in [of("示例县民政局", 2023), of("示例县教育局", 2022), of("示例县教育局", 2024)]
    {
        assert!(!is_last_year_of(&report, &other), "{} {:?}", other.agency, other.year);
    }
}

#[test]
fn a_report_is_judged_beside_its_own_last_year() {
    let (report, last) = (of("示例县教育局", 2024), of("示例县教育局", 2023));
    let among = |previous| Wanted { previous, ..Wanted::default() };
    let strangers = vec![of("示例县民政局", 2023), of("示例县教育局", 2022)];
    assert!(judged(&report, &Wanted::default(), Some(&last)).paired);
    assert!(judged(&report, &among(vec![strangers[0].clone(), last]), None).paired);
    assert!(!judged(&report, &among(strangers.clone()), Some(&strangers[0])).paired);
}

#[test]
fn a_row_keeps_what_is_wanted() {
    let mut report = of("示例县教育局", 2024);
    report.title = "报告".into();
    let all = judged(&report, &Wanted::default(), None);
    let rules = |row: &Row| row.findings.iter().map(|f| f.rule.to_string()).collect::<Vec<_>>();
    let one = rules(&all).into_iter().next().expect("a blank report has findings");
    let wanted = Wanted { rules: vec![one.clone()], ..Wanted::default() };
    let kept = rules(&judged(&report, &wanted, None));
    assert!(!kept.is_empty() && kept.iter().all(|rule| *rule == one), "{kept:?}");
    assert!(rules(&all).iter().any(|rule| *rule != one), "else there is nothing to leave out");
    let severe = Wanted { severity: Some(Severity::Warning), ..Wanted::default() };
    let severe = judged(&report, &severe, None);
    let count = all.findings.iter().filter(|f| f.severity <= Severity::Warning).count();
    assert!(severe.findings.iter().all(|f| f.severity <= Severity::Warning));
    assert_eq!(severe.findings.len(), count);
    assert_eq!((all.prints.is_empty(), all.report.is_none()), (true, true));
}

#[test]
fn every_finding_says_in_words_where_it_is() {
    let row = judged(&of("示例县教育局", 2024), &Wanted::default(), None);
    assert!(row.findings.iter().all(|f| f.place.as_ref().is_some_and(|p| !p.is_empty())));
}

#[test]
fn a_row_tells_of_its_unit_and_year() {
    let report = of("示例县教育局", 2024);
    let row = judged(&report, &Wanted::default(), None);
    assert!(row.tells_of(&report));
    assert!(!row.tells_of(&of("示例县民政局", 2024)));
    assert!(!row.tells_of(&of("示例县教育局", 2023)));
    assert!(!Row { error: None, ..Row::failed("乙.docx", "damaged", "") }.tells_of(&report));
    assert!(!Row { error: Row::failed("", "damaged", "").error, ..row.clone() }.tells_of(&report));
    assert_eq!(row.called(), "示例县教育局");
    let nameless = |part: Option<&str>| Row {
        agency: " ".into(),
        part: part.map(String::from),
        file: "包.zip/乙.docx".into(),
        ..Row::default()
    };
    assert_eq!(nameless(Some("表一")).called(), "表一");
    assert_eq!(nameless(None).called(), "乙.docx");
}

#[test]
fn a_row_of_a_file_that_cannot_be_read_says_which_and_why() {
    let row = Row::failed("甲.docx", "damaged", "文件已损坏。");
    let error = row.error.unwrap();
    let told = [row.file.as_str(), error.code.as_str(), error.message.as_str()];
    assert_eq!(told, ["甲.docx", "damaged", "文件已损坏。"]);
}
