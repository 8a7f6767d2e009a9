//! Every rule of the forms under the law of 2019: a change to a clean report that breaks it, and one
//! that looks similar and must not.

use report::checks::check;
use report::form::Level;
use report::{FORMS, Finding, Report};

/// Sets the cells of a row: these columns and their total; all others are 0.
fn row(report: &mut Report, row: &str, values: &[(&str, u32)]) {
    for cell in report.form.cells() {
        if cell.row.id == row {
            report.cells.insert(cell.id.clone(), "0".into());
        }
    }
    let total: u32 = values.iter().map(|(_, n)| n).sum();
    for (column, n) in values.iter().chain([&("total", total)]) {
        set(report, &[(&format!("{row}.{column}"), &n.to_string())]);
    }
}

fn set(report: &mut Report, cells: &[(&str, &str)]) {
    for (id, value) in cells {
        assert!(report.form.position(id).is_some(), "{id}");
        report.cells.insert(id.to_string(), value.to_string());
    }
}

fn text(report: &mut Report, section: usize, text: &str) {
    report.sections[section].text = text.into();
}

/// This year's and last year's report of a city on a form, without any finding.
fn clean(form: &str) -> (Report, Report) {
    let form = report::form(form).unwrap();
    let mut report = Report::new(form, Some(form.since + 1), "示例市人民政府");
    let year = report.year.unwrap();
    report.level = Some(Level::Municipality);
    report.published = format!("{}-02-20", year + 1);
    report.preface = format!("统计期限为{year}年1月1日至{year}年12月31日。");
    text(
        &mut report,
        0,
        "主动公开方面，政府网站及时更新。依申请公开方面，全市共收到政府信息公开申请20件，\
        答复18件，结转下年度继续办理3件，其中予以公开12件。政府信息管理方面，规范发布。平台建设方面，网站运行平稳。\
        监督保障方面，开展工作考核和社会评议，没有发生责任追究。因政府信息公开被申请行政复议2件，均维持。",
    );
    text(
        &mut report,
        4,
        "存在的主要问题：一是主动公开不够及时，部分栏目更新慢；二是答复的规范性有待提高。改进情况：\
        一是完善制度，明确更新时限；二是加强培训和指导，统一答复文书。",
    );
    text(&mut report, 5, "全年没有收取信息处理费。");
    for cell in form.cells() {
        report.cells.insert(cell.id.clone(), "0".into());
    }
    row(&mut report, "3.received", &[("person", 18), ("company", 2)]);
    row(&mut report, "3.carried_in", &[("person", 1)]);
    row(&mut report, "3.granted", &[("person", 10), ("company", 2)]);
    row(&mut report, "3.partial", &[("person", 3)]);
    row(&mut report, "3.refused.law", &[("person", 1)]);
    row(&mut report, "3.unavailable.not_held", &[("person", 2)]);
    row(&mut report, "3.processed", &[("person", 16), ("company", 2)]);
    row(&mut report, "3.carried_out", &[("person", 3)]);
    set(&mut report, &[("4.review.upheld", "2"), ("4.review.total", "2")]);
    let mut last = report.clone();
    last.year = Some(year - 1);
    last.sections.iter_mut().for_each(|s| s.text.clear());
    row(&mut last, "3.carried_out", &[("person", 1)]);
    if form.position("2.normative.made").is_some() {
        set(
            &mut report,
            &[
                ("2.normative.made", "4"),
                ("2.normative.repealed", "1"),
                ("2.normative.in_force", "33"),
            ],
        );
        set(&mut last, &[("2.normative.in_force", "30")]);
    } else {
        set(
            &mut report,
            &[("2.normative.new", "4"), ("2.normative.published", "4"), ("2.normative.open", "34")],
        );
        set(&mut last, &[("2.normative.open", "30")]);
        set(&mut report, &[("2.licence.last_year", "12"), ("2.licence.change", "-2")]);
        set(&mut last, &[("2.licence.last_year", "10"), ("2.licence.change", "+2")]);
        set(&mut report, &[("2.procurement.items", "3"), ("2.procurement.amount", "251000元")]);
    }
    (report, last)
}

/// Moves the two reports to 2024 and 2023.
fn later(report: &mut Report, last: &mut Report) {
    (report.year, last.year) = (Some(2024), Some(2023));
}

/// Turns every result of table 3 that is no grant into a refusal.
fn only_refusals(report: &mut Report) {
    row(report, "3.partial", &[]);
    row(report, "3.unavailable.not_held", &[]);
    row(report, "3.refused.law", &[("person", 6)]);
}

type Edit = fn(&mut Report, &mut Report);

/// Form, rule, an edit that breaks it, a similar one that does not.
#[rustfmt::skip]
pub const CASES: &[(&str, &str, Edit, Edit)] = &[
    ("2021", "C-01", |r, _| row(r, "3.received", &[("person", 19), ("company", 2)]), |r, _| { row(r, "3.received", &[("person", 19), ("company", 2)]); row(r, "3.carried_out", &[("person", 4)]) }),
    ("2021", "C-02", |r, _| row(r, "3.granted", &[("person", 9), ("company", 2)]), |r, _| { row(r, "3.granted", &[("person", 9), ("company", 2)]); row(r, "3.closed.other", &[("person", 1)]) }),
    ("2021", "C-03", |r, _| set(r, &[("3.partial.total", "4")]), |r, _| set(r, &[("3.partial.total", "")])),
    ("2021", "C-04", |r, _| set(r, &[("4.after.pending", "1")]), |r, _| set(r, &[("4.after.pending", "1"), ("4.after.total", "1")])),
    ("2021", "C-05", |_, l| row(l, "3.carried_out", &[("company", 1)]), |_, l| row(l, "3.carried_in", &[("person", 7)])),
    ("2021", "C-06", |_, l| set(l, &[("2.normative.in_force", "31")]), |r, l| { set(l, &[("2.normative.in_force", "31")]); set(r, &[("2.normative.repealed", "2")]) }),
    ("2021", "C-06", |r, l| { set(l, &[("2.normative.in_force", "33")]); text(r, 1, "宣布失效行政规范性文件2件。") }, |r, l| { set(l, &[("2.normative.in_force", "33")]); text(r, 1, "宣布失效行政规范性文件3件。") }),
    ("2021", "C-06", |r, l| { set(l, &[("2.normative.in_force", "33")]); text(r, 1, "规章失效3件。") }, |r, l| { set(l, &[("2.normative.in_force", "33")]); text(r, 1, "清理行政规范性文件，废止和失效4件。") }),
    ("2021", "C-07", |r, _| set(r, &[("2.normative.made", "35")]), |r, _| set(r, &[("2.normative.made", "34")])),
    ("2021", "C-08", |r, _| { r.level = Some(Level::County); set(r, &[("2.regulation.in_force", "1")]) }, |r, _| set(r, &[("2.regulation.in_force", "1")])),
    ("2021", "C-09", |r, _| r.year = Some(2020), |r, _| r.year = Some(2025)),
    ("2021", "C-10", |r, _| row(r, "3.closed", &[("person", 0)]), |r, _| row(r, "3.closed.other", &[("person", 0)])),
    ("2021", "C-11", |r, _| { row(r, "3.granted", &[("person", 6), ("company", 2)]); row(r, "3.closed.other", &[("person", 4)]) }, |r, _| { row(r, "3.granted", &[("person", 7), ("company", 2)]); row(r, "3.closed.other", &[("person", 3)]) }),
    ("2021", "C-12", |r, _| text(r, 1, "全年收到政府信息公开申请22件。"), |r, _| text(r, 1, "全年收到政府信息公开申请21件，其中自然人申请19件。")),
    ("2021", "C-13", |r, _| text(r, 1, "全年收到公开申请20件，答复19件。"), |r, _| text(r, 1, "全年收到公开申请20件，办结建议提案19件。")),
    ("2021", "C-14", |r, _| text(r, 1, "收到公开申请20件，其中不予公开2件。"), |r, _| text(r, 1, "收到公开申请20件，其中予以公开和部分公开15件。")),
    ("2021", "C-15", |r, _| text(r, 3, "行政复议3件。"), |r, _| text(r, 3, "行政复议2件，结果维持2件；没有发生行政诉讼。")),
    ("2021", "C-15", |r, _| { set(r, &[("4.review.corrected", "1"), ("4.review.total", "3")]); text(r, 0, "行政复议均维持。") }, |r, _| text(r, 3, "指导办理其他行政案件3件。")),
    ("2021", "C-16", |r, _| text(r, 1, "全年制发行政规范性文件5件。"), |r, _| text(r, 1, "全年制发行政规范性文件4件，废止行政规范性文件1件。")),
    ("2021", "C-17", |r, _| text(r, 5, "无。"), |r, _| text(r, 5, "未收取任何处理费。")),
    ("2021", "C-18", |r, _| text(r, 5, "收取信息处理费300元。其中，甲局收取100元，乙局收取100元。"), |r, _| text(r, 5, "收取信息处理费300元。其中，甲局收取100元，乙局收取200元。")),
    ("2021", "C-19", |r, _| { let t = r.sections[0].text.clone() + &"工作平稳有序地推进。".repeat(100); text(r, 0, &t) }, |r, _| { let t = r.sections[0].text.clone() + &" ".repeat(1000); text(r, 0, &t) }),
    ("2021", "C-20", |r, _| { let t = r.sections[0].text.replace("平台建设方面，网站", "系统").replace("政府网站", ""); text(r, 0, &t) }, |r, _| { let t = r.sections[0].text.replace("平台建设", "新媒体"); text(r, 0, &t) }),
    ("2021", "C-21", |r, _| { let t = r.sections[0].text.replace("社会评议", "评估"); text(r, 0, &t) }, |r, _| { let t = r.sections[0].text.replace("社会评议", "评估"); text(r, 0, &t); r.agency = "示例市教育局".into(); r.title = r.standard_title() }),
    ("2021", "C-22", |r, _| text(r, 4, "问题：更新不及时。改进：加强培训。"), |r, _| { let t = r.sections[4].text.replace("问题", "不足"); text(r, 4, &t) }),
    ("2021", "C-23", |r, l| { set(r, &[("2.penalty.decisions", "600")]); set(l, &[("2.penalty.decisions", "100")]) }, |r, l| { set(r, &[("2.penalty.decisions", "30")]); set(l, &[("2.penalty.decisions", "3")]) }),
    ("2021", "C-24", |r, _| { r.level = Some(Level::Township); set(r, &[("2.fee.amount", "52000")]) }, |r, _| set(r, &[("2.fee.amount", "52000")])),
    ("2021", "C-25", |r, l| { later(r, l); only_refusals(r); set(r, &[("4.direct.upheld", "1"), ("4.direct.total", "1")]) }, |r, l| { later(r, l); set(r, &[("4.direct.upheld", "1"), ("4.direct.total", "1")]) }),
    ("2021", "C-25", |r, l| { later(r, l); only_refusals(r); set(r, &[("4.direct.pending", "1"), ("4.direct.total", "1")]) }, |r, _| { only_refusals(r); set(r, &[("4.direct.upheld", "1"), ("4.direct.total", "1")]) }),
    ("2021", "C-26", |r, l| { set(r, &[("4.after.upheld", "3"), ("4.after.total", "3")]); set(l, &[("4.review.total", "0")]) }, |r, l| { set(r, &[("4.after.upheld", "3"), ("4.after.total", "3")]); set(l, &[("4.review.total", "1")]) }),
    ("2021", "C-27", |r, _| text(r, 5, "收取信息处理费305元。"), |r, _| text(r, 5, "收取信息处理费310元，另收邮寄费15元。")),
    ("2021", "V-05", |r, _| r.sections[4].heading = "五、存在问题".into(), |r, _| r.sections[4].heading = "五、政府信息公开工作存在的主要问题及改进情况".into()),
    ("2021", "V-15", |r, l| { row(l, "3.received", &[("person", 10)]); text(r, 1, "收到公开申请20件，同比增长90%。") }, |r, l| { row(l, "3.received", &[("person", 10)]); text(r, 1, "收到公开申请20件，同比增长100%。") }),
    ("2021", "V-22", |_, l| l.agency = "示例市水利局".into(), |r, l| l.agency = format!("{}办公室", r.agency)),
    ("2019", "B-01", |r, _| set(r, &[("2.regulation.published", "1")]), |r, _| set(r, &[("2.regulation.new", "1")])),
    ("2019", "B-01", |_, l| set(l, &[("2.normative.open", "31")]), |_, l| set(l, &[("2.normative.new", "31")])),
    ("2019", "B-02", |r, _| set(r, &[("2.licence.last_year", "13")]), |_, l| set(l, &[("2.licence.last_year", "14"), ("2.licence.change", "-2")])),
    ("2019", "B-03", |r, _| set(r, &[("2.licence.change", "-13")]), |r, _| set(r, &[("2.licence.change", "-12")])),
    ("2019", "B-04", |r, _| set(r, &[("2.procurement.amount", "0")]), |r, _| set(r, &[("2.procurement.amount", "0"), ("2.procurement.items", "0")])),
    ("2019", "B-04", |r, _| set(r, &[("2.procurement.amount", "251000")]), |r, _| set(r, &[("2.procurement.amount", "25.1万元")])),
];

#[test]
fn a_clean_report_has_no_finding() {
    let under_the_law = FORMS.iter().filter(|f| f.position("3.received.total").is_some());
    for form in under_the_law.map(|f| f.id) {
        let (report, last) = clean(form);
        let result = check(&report, Some(&last));
        assert_eq!(result.findings, [], "form {form}: the report that `clean` makes");
        assert_eq!(result.rules.held, result.rules.checked, "form {form}");
    }
}

/// A list of results whose sum happens to be near the total is not wrong: each is compared with its
/// own cells.
#[test]
fn results_tied_to_cells_need_not_add_up() {
    let (mut report, last) = clean("2021");
    text(&mut report, 1, "收到公开申请20件，其中予以公开12件，部分公开3件，无法提供2件。");
    assert_eq!(check(&report, Some(&last)).findings, []);
    text(&mut report, 1, "收到公开申请20件，其中来自本市12件，来自外地7件。");
    assert!(check(&report, Some(&last)).findings.iter().any(|f| f.rule == "V-13"));
}

/// 收到N件 may mean two things; the finding names the nearer value.
#[test]
fn the_nearer_reading_is_named() {
    let (mut report, last) = clean("2021");
    text(&mut report, 1, "全市收到政府信息公开申请22件。");
    let findings = check(&report, Some(&last)).findings;
    assert_eq!(findings[0].computed.as_deref(), Some("21"));
    assert_eq!(findings[0].difference.as_deref(), Some("1"));
}

#[test]
fn an_office_that_acts_for_the_whole_is_another_scope() {
    let (mut report, last) = clean("2021");
    text(&mut report, 1, "市政府办公室代表市政府受理政府信息公开申请12件。");
    let findings = check(&report, Some(&last)).findings;
    assert_eq!(findings.len(), 1);
    assert!(findings[0].rule == "C-12" && findings[0].message.contains("口径不同"));
    text(&mut report, 1, "市教育局受理政府信息公开申请12件。");
    assert_eq!(check(&report, Some(&last)).findings, []);
}

/// A body told of beside others has a share of the table's figure, and 分别 alone tells no years apart.
#[test]
fn a_share_is_not_held_against_the_whole() {
    let (mut report, last) = clean("2021");
    let mut rules = |words: &str| {
        text(&mut report, 1, words);
        let findings = check(&report, Some(&last)).findings;
        findings.into_iter().map(|f| f.rule.to_string()).collect::<Vec<_>>()
    };
    let shares = "市政府收到政府信息公开申请12件，市教育局收到政府信息公开申请8件。";
    assert_eq!(rules(shares), [""; 0]);
    assert_eq!(rules("市政府收到政府信息公开申请12件。"), ["C-12"]);
    assert_eq!(rules("各级分别收到政府信息公开申请22件。"), ["C-12"]);
}

/// Rows that only another form has are one finding that names them all.
#[test]
fn a_section_that_is_there_twice_is_one_finding() {
    let (mut report, last) = clean("2021");
    let mut again = report.sections[4].clone();
    again.id = None;
    report.sections.insert(5, again);
    let rules: Vec<_> = check(&report, Some(&last)).findings.into_iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["V-04"]);
}

#[test]
fn rows_left_over_from_another_form_are_one_finding() {
    let (report, _) = clean("2019");
    let moved = report.on_form(report::form("2021").unwrap());
    assert!(moved.extra_rows.len() > 10);
    let found = check(&moved, None).findings;
    let rows: Vec<_> = found.iter().filter(|f| f.rule == "C-10" && f.at == "report").collect();
    assert_eq!(rows.len(), 1);
    for row in &moved.extra_rows {
        assert!(rows[0].message.contains(&format!("“{}”", row.label)), "{}", row.label);
    }
}

fn findings(form: &str, edit: Edit) -> Vec<Finding> {
    let (mut report, mut last) = clean(form);
    edit(&mut report, &mut last);
    check(&report, Some(&last)).findings
}

/// The cases that break their rules and those that do not, with all that is found in each.
pub fn cases() -> impl Iterator<Item = (String, Vec<Finding>)> {
    let both = |(form, rule, bad, good): &(&str, &str, Edit, Edit)| {
        let name = |how: &str| format!("{form} {rule} {how}");
        [(name("broken"), findings(form, *bad)), (name("kept"), findings(form, *good))]
    };
    CASES.iter().flat_map(both)
}

/// What is found in clean reports that were edited, each finding in a line: rule, place, words.
fn found(form: &str, edit: Edit) -> Vec<String> {
    findings(form, edit).iter().map(|f| format!("{} at {}: {}", f.rule, f.at, f.message)).collect()
}

#[test]
fn every_rule_is_broken_by_its_case_and_not_by_the_similar_one() {
    for (form, rule, bad, good) in CASES {
        let of_rule =
            |found: &[String]| found.iter().any(|line| line.split(' ').next() == Some(rule));
        let (bad, good) = (found(form, *bad), found(form, *good));
        assert!(
            of_rule(&bad),
            "{rule} is not broken by its case on {form}, but found was: {bad:#?}"
        );
        assert!(!of_rule(&good), "{rule} is broken by the similar case on {form}: {good:#?}");
    }
}
