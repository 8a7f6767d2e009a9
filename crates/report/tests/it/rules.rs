//! Every rule of the catalogue: a change to a clean report that breaks it, and one that looks
//! similar and must not.

use std::collections::{BTreeMap, BTreeSet};

use report::carried::Carried;
use report::checks::{catalogue, check};
use report::{Finding, Report, Severity, all_forms};

use crate::rules_2019;

/// A complete report of a small bureau on form 2014, without any finding.
fn clean() -> Report {
    let mut report = Report::new(report::form("2014").unwrap(), Some(2018), "示例市档案局");
    report.published = "2019-03-20".into();
    report.preface = "根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为2018年1月1日至2018年12月31日。\n\
        联系电话：0571-8700000，邮编：310000，电子邮箱：da@example.gov.cn。"
        .into();
    let texts = [
        "2018年，我局推进信息公开。一是健全制度；二是加强解读。",
        "全年主动公开政府信息100条，其中通过政府网站公开60条，占60%，政务微信公开40条。",
        "全年收到依申请公开申请10件，已全部办结10件。",
        "依申请公开没有收取费用。",
        "没有因政府信息公开发生行政复议、行政诉讼，未收到举报投诉。",
        "建议提案均已按时公开。",
        "存在的问题：公开不够及时。改进措施：健全机制。",
        "无。",
    ];
    for (section, text) in report.sections.iter_mut().zip(texts) {
        section.text = text.into();
    }
    for cell in report.form.cells() {
        report.cells.insert(cell.id.clone(), "0".into());
    }
    let values = [
        ("1.1", "100"),
        ("1.2.2", "60"),
        ("1.2.4", "40"),
        ("1.1b", "3"),
        ("1.1a", "2"),
        ("3.1", "10"),
        ("3.1.3", "10"),
        ("3.2", "10"),
        ("3.2.1", "10"),
        ("3.3", "10"),
        ("3.3.2", "10"),
        ("8.3", "2"),
        ("8.3.1", "1"),
        ("8.3.2", "1"),
        ("9.1", "1"),
        ("9.2", "1"),
        ("9.3", "20"),
    ];
    for (id, value) in values {
        report.cells.insert(id.into(), value.into());
    }
    report
}

type Edit = fn(&mut Report);

fn set(report: &mut Report, cells: &[(&str, &str)]) {
    for (id, value) in cells {
        assert!(report.form.position(id).is_some(), "{id}");
        report.cells.insert(id.to_string(), value.to_string());
    }
}

fn text(report: &mut Report, section: usize, text: &str) {
    report.sections[section].text = text.into();
}

/// Rule, an edit that breaks it, a similar one that does not.
#[rustfmt::skip]
const CASES: &[(&str, Edit, Edit)] = &[
    ("A-01", |r| set(r, &[("3.1", "11")]), |r| set(r, &[("3.1.3", "9"), ("3.1.1", "1")])),
    ("A-02", |r| set(r, &[("3.2.1", "9")]), |r| set(r, &[("3.2.1", "9"), ("3.2.2", "1")])),
    ("A-03", |r| set(r, &[("3.3.2", "9")]), |r| set(r, &[("3.3.2", "9"), ("3.3.8", "1")])),
    ("A-04", |r| set(r, &[("3.3.2", "9"), ("3.3.4", "1")]), |r| set(r, &[("3.3.2", "9"), ("3.3.4", "1"), ("3.3.4f", "1")])),
    ("A-05", |r| set(r, &[("5.1", "1")]), |r| set(r, &[("5.1", "")])),
    ("A-06", |r| set(r, &[("8.3", "3")]), |r| set(r, &[("8.3", "３"), ("8.3.1", "2")])),
    ("A-07", |r| set(r, &[("1.1", "59")]), |r| set(r, &[("1.1", "60")])),
    ("A-08", |r| set(r, &[("1.1a", "101"), ("1.1b", "101")]), |r| set(r, &[("1.1a", "100"), ("1.1b", "100")])),
    ("A-09", |r| set(r, &[("1.1a", "4")]), |r| set(r, &[("1.1a", "3")])),
    ("A-10", |r| set(r, &[("2.2.2a", "1")]), |r| set(r, &[("2.2.2a", "1"), ("2.2.2", "1")])),
    ("A-11", |r| set(r, &[("3.2", "9"), ("3.2.1", "9")]), |r| set(r, &[("3.2.1", "5"), ("3.2.2", "5")])),
    ("A-12", |r| set(r, &[("7", "0.5"), ("3.1", "0")]), |r| set(r, &[("7", "0.5")])),
    ("A-13", |r| set(r, &[("9.2", "0")]), |r| set(r, &[("9.2", "0"), ("9.3", "0")])),
    ("A-15", |r| { r.sections.remove(3); }, |r| { r.sections.remove(3); text(r, 2, "全年收到依申请公开申请10件。\n（二）收费及减免情况\n没有收费。") }),
    ("A-16", |r| text(r, 1, "通过政府网站公开信息61条。"), |r| text(r, 1, "2017年通过政府网站公开信息61条，2018年共建设网站61个。")),
    ("A-17", |r| { set(r, &[("1.2.5", "30")]); text(r, 1, "今日头条发布30条，电视台播发、公开栏公开12条。") },
             |r| { set(r, &[("1.2.5", "42")]); text(r, 1, "今日头条发布30条，电视台播发、公开栏公开12条。") }),
    ("V-01", |r| set(r, &[("6", "3件")]), |r| set(r, &[("1.1b", "1,036")])),
    ("V-02", |r| set(r, &[("8.1", "/")]), |r| set(r, &[("8.1", "０")])),
    ("V-03", |r| text(r, 6, " "), |r| text(r, 5, "")),
    ("V-04", |r| r.sections[1].heading = "三、政府信息主动公开情况".into(), |r| r.sections[1].heading = "二．主动公开情况".into()),
    ("V-06", |r| r.title = "示例市档案局2017年政府信息公开工作年度报告".into(), |r| r.title = "示例市档案局 ２０１８年政府信息公开工作年度报告".into()),
    ("V-07", |r| r.preface = "统计期限为2018年1月1日至202018年12月31日。".into(), |r| r.preface = "统计期限自2018年1月1日起，至12月31日止。".into()),
    ("V-08", |r| text(r, 0, "2015年，我局推进信息公开。"), |r| text(r, 0, "2015年以来，我局推进信息公开。2019年，将继续努力。")),
    ("V-09", |r| text(r, 0, "一是健全制度；三是加强解读。"), |r| text(r, 0, "一是健全制度；二是加强解读。下一步，一是培训。")),
    ("V-10", |r| r.preface = "《示例市水利局2018年政府信息公开工作年度报告》现予公布。".into(), |r| r.preface = "《市档案局2018年政府信息公开工作年度报告》现予公布。".into()),
    ("V-11", |r| r.published = "2019-04-01".into(), |r| r.published = "2019年3月31日".into()),
    ("V-12", |r| r.preface = "本报告共7个部分。".into(), |r| r.preface = "本报告由八部分和附件组成，第一部分为概述，大部分数字见附件。".into()),
    ("V-13", |r| text(r, 4, "编发信息50篇，其中要闻20篇，动态29篇。"), |r| text(r, 4, "编发信息50篇，其中要闻20篇。")),
    ("V-14", |r| text(r, 4, "编发信息50篇，其中要闻20篇，占41%。"), |r| text(r, 4, "编发信息30篇，其中要闻20篇，占66.6%。")),
    ("V-16", |r| text(r, 7, "（文字描述）"), |r| text(r, 7, "运行XXL系统平稳。")),
    ("V-18", |r| text(r, 7, "全年工作平稳。。"), |r| text(r, 7, "（1）全年工作平稳；2）发布文件、证件。")),
    ("V-19", |r| r.preface = "邮箱：da@example。".into(), |r| r.preface = "电话：（0571）87000000，邮箱：a.b@x.gov.cn。".into()),
    ("V-23", |r| { text(r, 7, "全年办理25件。"); r.carried = carried(); }, |r| { text(r, 7, "全年办理36件。"); r.carried = carried(); }),
    ("V-21", |r| text(r, 0, "按照国办公开办函〔2015〕12的要求编制。"), |r| text(r, 0, "按照国务院令第492号和示政办〔2015〕12号的要求编制。")),
    ("V-20", |r| text(r, 7, "联系人手机13812345678。"), |r| text(r, 7, "文号201812345678。")),
];

/// The mark of the figure in 全年办理25件。, taken over from last year's last section.
fn carried() -> Vec<Carried> {
    vec![Carried::new("8", "全年办理25件。", 12..17)]
}

/// What is found in a clean report that was edited, each finding in a line: rule, place, words.
fn findings(edit: Edit) -> Vec<Finding> {
    let mut report = clean();
    edit(&mut report);
    check(&report, None).findings
}

/// The cases that break their rules and those that do not, with all that is found in each.
pub fn cases() -> impl Iterator<Item = (String, Vec<Finding>)> {
    let both = |(rule, bad, good): &(&str, Edit, Edit)| {
        [(format!("{rule} broken"), findings(*bad)), (format!("{rule} kept"), findings(*good))]
    };
    CASES.iter().flat_map(both)
}

fn found(edit: Edit) -> Vec<String> {
    findings(edit).iter().map(|f| format!("{} at {}: {}", f.rule, f.at, f.message)).collect()
}

#[test]
fn a_clean_report_has_no_finding() {
    let result = check(&clean(), None);
    assert_eq!(result.findings, []);
    // Only the three rules over two years wait, for last year's report.
    assert_eq!(result.rules.held, result.rules.checked - 3);
}

#[test]
fn every_rule_is_broken_by_its_case_and_not_by_the_similar_one() {
    for (rule, bad, good) in CASES {
        let of_rule =
            |found: &[String]| found.iter().any(|line| line.split(' ').next() == Some(rule));
        let (bad, good) = (found(*bad), found(*good));
        assert!(of_rule(&bad), "{rule} is not broken by its case, but found was: {bad:#?}");
        assert!(!of_rule(&good), "{rule} is broken by the similar case: {good:#?}");
    }
}

/// Every rule of the catalogue has a case here or, with the report of a form of 2019 or later, in
/// `rules_2019`; and every case has a rule.
#[test]
fn the_cases_cover_the_catalogue() {
    let catalogue = all_forms().flat_map(catalogue);
    let ids: BTreeSet<String> = catalogue.map(|rule| rule.id.to_string()).collect();
    // These compare several reports, tables of the agency's own, or a register, and have tests of
    // their own.
    let apart = ["A-14", "V-17", "R-01", "C-28"];
    let here = CASES.iter().map(|(rule, ..)| *rule);
    let there = rules_2019::CASES.iter().map(|(_, rule, ..)| *rule);
    let cases: BTreeSet<String> = here.chain(there).chain(apart).map(String::from).collect();
    let without: Vec<_> = ids.difference(&cases).collect();
    assert!(
        without.is_empty(),
        "{without:?}: add a line for each to `CASES`, here or in rules_2019.rs"
    );
    let unknown: Vec<_> = cases.difference(&ids).collect();
    assert!(unknown.is_empty(), "{unknown:?}: no form has these rules, but they have cases");
}

/// V-03 and A-15 rely on headings: a text without headings may mention everything, in years before
/// the table as well as after.
#[test]
fn no_section_is_missed_in_a_text_without_headings() {
    for (form, year) in [("2008", 2011), ("2014", 2016)] {
        let form = report::form(form).unwrap();
        let mut report = Report::new(form, Some(year), "示例市档案局");
        for section in &mut report.sections {
            section.text = "已按规定办理。".into();
        }
        let missed = |report: &Report| {
            let findings = check(report, None).findings;
            findings.into_iter().filter(|f| matches!(&*f.rule, "V-03" | "A-15")).count()
        };
        assert_eq!(missed(&report), 0, "all there on form {}", form.id);
        report.sections.retain(|s| !matches!(s.id.as_deref(), Some("4" | "7")));
        assert_eq!(missed(&report), 2, "two parts less on form {}", form.id);
        report.sections.clear();
        report.preface = "本年主动公开政府信息3条，没有收到申请。".into();
        assert_eq!(missed(&report), 0, "no heading on form {}", form.id);
        report.preface.clear();
        assert!(missed(&report) > 2, "nothing written on form {}", form.id);
    }
}

/// A-14 needs last year's report and a local table with running totals.
#[test]
fn running_totals_go_on_from_last_year() {
    let (mut report, mut last_year) = (clean(), clean());
    last_year.year = Some(2017);
    let total = |values: &str| report::report::ExtraRow {
        label: "收到申请数·历年累计".into(),
        unit: "件".into(),
        values: vec![values.into()],
    };
    last_year.extra_rows.push(total("30"));
    report.extra_rows.push(total("40"));
    let broken =
        |report: &Report| check(report, Some(&last_year)).findings.iter().any(|f| f.rule == "A-14");
    assert!(!broken(&report));
    report.extra_rows[0] = total("41");
    assert!(broken(&report));
    // A row of the agency's own table has this year's figure in a row beside it.
    let row = |label: &str, value: &str| report::report::ExtraRow {
        label: label.into(),
        unit: "条".into(),
        values: vec![value.into()],
    };
    last_year.extra_rows = vec![row("图解·历年累计", "100")];
    report.extra_rows = vec![row("视频", "7"), row("图解", "12"), row("图解·历年累计", "112")];
    let broken =
        |report: &Report| check(report, Some(&last_year)).findings.iter().any(|f| f.rule == "A-14");
    assert!(!broken(&report));
    report.extra_rows[2] = row("图解·历年累计", "107");
    assert!(broken(&report));
}

/// A-16 for a row of the agency's own: words that begin like its label and leave some of it out.
#[test]
fn figures_of_own_rows_are_compared_with_these() {
    let mut report = clean();
    report.extra_rows = vec![report::report::ExtraRow {
        label: "受理依申请公开信息总数".into(),
        unit: "件".into(),
        values: vec!["9".into()],
    }];
    for (said, wrong) in
        [("受理申请12件。", true), ("受理申请9件。", false), ("受理投诉12件。", false)]
    {
        report.sections[0].text = said.into();
        let found = check(&report, None).findings;
        let found = found.iter().any(|f| f.rule == "A-16" && f.stated.as_deref() == Some("12"));
        assert_eq!(found, wrong, "{said}");
    }
}

/// V-17 needs last year's report, so it has its cases here.
#[test]
fn text_taken_over_from_last_year_is_noticed() {
    let mut report = clean();
    let mut last_year = clean();
    last_year.year = Some(2017);
    let sentences: String =
        (0..60).map(|i| format!("第{i}项工作按照年初的安排如期完成。")).collect();
    text(&mut report, 0, &sentences);
    text(&mut last_year, 0, &sentences);
    let alike = |report: &Report, last: &Report| {
        check(report, Some(last)).findings.iter().any(|f| f.rule == "V-17")
    };
    assert!(alike(&report, &last_year));
    let anew: String =
        (0..90).map(|i| format!("今年另行开展了{i}号专题调研并形成报告。")).collect();
    text(&mut report, 0, &anew);
    assert!(!alike(&report, &last_year));
    // The report of any other year is not compared.
    text(&mut report, 0, &sentences);
    last_year.year = Some(2014);
    assert!(!alike(&report, &last_year));
}

/// Words of a template in the title are told at the title, which has no ranges.
#[test]
fn a_title_with_a_gap_is_told_at_the_title() {
    let mut report = clean();
    report.title = "XX县教育局2023年政府信息公开工作年度报告".into();
    let findings = check(&report, None).findings;
    let found: Vec<_> = findings.iter().filter(|f| f.message.contains("模板文字")).collect();
    assert_eq!(found.len(), 1, "{findings:?}");
    assert_eq!((found[0].at.as_str(), &found[0].range), ("title", &None));
}

/// Where a strange row stands for one of the form's own, its blank cells are not asked for once more.
#[test]
fn the_cells_of_a_replaced_row_are_not_asked_for() {
    let mut report = crate::small::report("示例县教育局", 2020);
    let blank = |report: &Report| {
        let findings = check(report, None).findings;
        findings.iter().filter(|f| f.rule == "V-02").map(|f| f.at.clone()).collect::<Vec<_>>()
    };
    assert!(blank(&report).is_empty());
    let (cells, mut rows) = (report.form.cells(), BTreeMap::<_, Vec<String>>::new());
    cells.iter().for_each(|c| rows.entry((c.table, c.row.id)).or_default().push(c.id.clone()));
    let few = |table| cells.iter().filter(|c| c.table == table).count() / 5;
    let row = rows.iter().find(|((table, _), ids)| (2..=few(*table).min(5)).contains(&ids.len()));
    let ids = row.expect("no row can be blank in a table that is else filled in").1.clone();
    ids.iter().for_each(|id| drop(report.cells.insert(id.clone(), String::new())));
    assert_eq!(blank(&report), ids);
    report.extra_rows.push(report::report::ExtraRow {
        label: "予以提供".into(),
        values: ids.iter().map(|_| "1".into()).collect(),
        ..Default::default()
    });
    assert!(blank(&report).is_empty(), "{:?}", blank(&report));
}

#[test]
fn a_whole_of_nothing_with_parts_is_an_error() {
    let mut report = clean();
    set(&mut report, &[("1.1", "0"), ("1.1a", "0")]);
    let result = check(&report, None);
    let finding = result.findings.iter().find(|f| f.rule == "A-07").unwrap();
    assert_eq!(finding.severity, Severity::Error);
}

/// The parts may add up to the whole while one is above it; then that one is named.
#[test]
fn a_part_above_its_whole_is_named() {
    let mut report = clean();
    set(&mut report, &[("1.1", "60"), ("1.2.2", "61"), ("1.2.4", "-1")]);
    let findings = check(&report, None).findings;
    let finding = findings.iter().find(|f| f.rule == "A-07").unwrap();
    assert!(finding.message.contains("小于") && finding.message.contains("61"), "{finding:?}");
}

#[test]
fn pending_cases_soften_the_sum_of_outcomes() {
    let mut report = clean();
    set(&mut report, &[("5", "1")]);
    text(&mut report, 4, "发生行政诉讼1件，尚未审结。");
    let result = check(&report, None);
    let finding = result.findings.iter().find(|f| f.rule == "A-05").unwrap();
    assert_eq!(finding.severity, Severity::Warning);
}

/// A reason is for the finding at that time; other figures need another look.
#[test]
fn an_explained_warning_stays_and_carries_its_reason() {
    let mut report = clean();
    set(&mut report, &[("1.1", "59")]);
    let of_rule = |report: &Report| {
        check(report, None).findings.into_iter().find(|f| f.rule == "A-07").unwrap()
    };
    let finding = of_rule(&report);
    let mut session = report::session::Session::new(report);
    let change = report::session::Change::explain(session.report(), &finding, "口径不同");
    session.apply(change);
    assert_eq!(of_rule(session.report()).explained.as_deref(), Some("口径不同"));
    session.apply(report::session::Change::Cell("1.1".into(), "58".into()));
    assert_eq!(of_rule(session.report()).explained, None);
}
