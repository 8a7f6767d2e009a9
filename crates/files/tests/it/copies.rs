//! Copies of one report in all formats: equal ones do not differ, and a planted difference is found in
//! its place, alone.

mod others;

use std::time::Instant;

use corpus::{LAYOUTS, corpus};
use files::copies::{compare_files, compare_reports};
use report::Report;
use report::apart::{Difference, Kind};
use report::copies::Copies;
use report::report::Section;

/// A made-up report on each form with tables.
fn reports() -> Vec<Report> {
    let made: Vec<Report> = corpus(60, 7, false).filter_map(|made| made.report).collect();
    let has_prose = |report: &Report| {
        report.sections.iter().filter(|s| s.text.chars().count() > 60).count() > 1
    };
    let of = |form: &str| made.iter().find(|r| r.form.id == form && has_prose(r)).cloned();
    ["2014", "2019", "2021"].into_iter().map(|form| of(form).unwrap()).collect()
}

/// What was found apart from heads that some copies do not state: kinds and places.
fn found(all: &[Difference]) -> Vec<(Kind, &str)> {
    let real = all.iter().filter(|one| one.kind != Kind::Stated);
    real.map(|one| (one.kind, one.at.as_str())).collect()
}

/// What was found, a line for each place and what is said there.
fn told(all: &[Difference]) -> String {
    let line = |one: &Difference| {
        let said = one.said().into_iter().map(|(copies, value)| {
            let words = value.pieces.iter().map(|piece| match piece.shared {
                true => piece.text.clone(),
                false => format!("【{}】", piece.text),
            });
            format!("\n  {copies:?} {}", words.collect::<String>())
        });
        format!("{:?} {}{}", one.kind, one.at, said.collect::<String>())
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn compared(files: &[(&str, Vec<u8>)]) -> Copies {
    let given: Vec<_> = files.iter().map(|(n, b)| (n.to_string(), b.as_slice(), None)).collect();
    compare_files(&given)
}

#[test]
fn equal_reports_in_all_layouts_do_not_differ() {
    for report in reports() {
        let files: Vec<_> =
            LAYOUTS.iter().map(|(name, _, write)| (*name, write(&report))).collect();
        let copies = compared(&files);
        let words = told(&copies.differences);
        assert_eq!(copies.files.len(), LAYOUTS.len());
        assert!(copies.agree(), "{words}");
    }
}

/// The report as a layout gives it back.
fn through(layout: usize, report: &Report) -> Report {
    let (name, _, write) = LAYOUTS[layout % LAYOUTS.len()];
    files::read_report(&write(report)).unwrap_or_else(|e| panic!("{name}: {}", e.message)).0
}

#[test]
fn a_changed_cell_is_found_in_every_format() {
    for (r, report) in reports().into_iter().enumerate() {
        // The newest form in full, the others in part.
        let step = if report.form.id == "2021" { 1 } else { 4 };
        let bases: Vec<Report> = (0..LAYOUTS.len()).map(|i| through(i, &report)).collect();
        let mut planted = 0;
        for (i, cell) in report.form.all_cells().iter().enumerate().step_by(step) {
            let Ok(number) = report.cell(&cell.id).parse::<u64>() else { continue };
            let mut other = report.clone();
            other.cells.insert(cell.id.clone(), (number + 1).to_string());
            // Each cell in one layout, each layout for many cells; the other copy is in another one.
            let comparison =
                compare_reports(&[bases[(i + 3) % bases.len()].clone(), through(i + r, &other)]);
            let layout = LAYOUTS[(i + r) % LAYOUTS.len()].0;
            assert_eq!(
                found(&comparison.differences),
                [(Kind::Cell, cell.id.as_str())],
                "{layout}"
            );
            let values: Vec<String> = comparison
                .differences
                .iter()
                .filter(|d| d.kind == Kind::Cell)
                .flat_map(|d| d.values.iter().flatten().map(|v| v.text()))
                .collect();
            assert_eq!(values, [number.to_string(), (number + 1).to_string()], "{layout}");
            planted += 1;
        }
        assert!(planted > 10, "{}: {planted}", report.form.id);
    }
}

/// A report with one difference in its words, and what should be found: the kind, and words of both
/// copies that differ (all that differs, if only one copy has them).
type Planted = (&'static str, Report, Kind, [String; 2]);

fn planted(report: &Report) -> Vec<Planted> {
    let long = |from: usize| {
        let is_long = |i: &usize| report.sections[*i].text.chars().count() > 60;
        (from..report.sections.len()).find(is_long).unwrap()
    };
    let with = |change: &dyn Fn(&mut Report)| {
        let mut other = report.clone();
        change(&mut other);
        other
    };
    let (at, last) = (long(0), long(long(0) + 1));
    let text = &report.sections[last].text;
    let figure = text.char_indices().find(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i);
    let words = |a: &str, b: &str| [a.to_string(), b.to_string()];
    let mut all = vec![
        (
            "heading",
            with(&|r| r.sections[0].heading.push_str("及说明")),
            Kind::Heading,
            words("", "及说明"),
        ),
        (
            "sentence",
            with(&|r| r.sections[at].text = r.sections[at].text.replacen("。", "，成效明显。", 1)),
            Kind::Text,
            words("", "，成效明显"),
        ),
        (
            "added sentence",
            with(&|r| r.sections[at].text.push_str("群众满意率稳步提升。")),
            Kind::Text,
            words("", "群众满意率稳步提升。"),
        ),
        (
            "part",
            with(&|r| {
                let (heading, text) = ("七、附带说明".into(), "本单位机构有调整。".into());
                r.sections.push(Section { id: None, heading, text });
            }),
            Kind::Text,
            words("", "附带说明"),
        ),
    ];
    if let Some(figure) = figure {
        let end = text[figure..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap() + figure;
        let number = text[figure..end].to_string();
        let other = format!("{number}7");
        let changed = format!("{}{other}{}", &text[..figure], &text[end..]);
        all.push((
            "figure",
            with(&|r| r.sections[last].text = changed.clone()),
            Kind::Text,
            [number, other],
        ));
    }
    all
}

#[test]
fn changed_words_are_found_in_every_format() {
    let mut count = 0;
    for report in reports() {
        for (what, other, kind, [old, new]) in planted(&report) {
            for (i, (layout, ..)) in LAYOUTS.iter().enumerate() {
                let comparison = compare_reports(&[through(i + 1, &report), through(i, &other)]);
                let words = told(&comparison.differences);
                let found = found(&comparison.differences);
                assert_eq!(found.len(), 1, "{what} in {layout}: {words}");
                assert!(found[0].0 == kind || what == "part", "{what} in {layout}: {words}");
                let one = comparison.differences.iter().find(|d| d.kind == found[0].0).unwrap();
                let marked: Vec<String> = one
                    .values
                    .iter()
                    .flatten()
                    .map(|value| {
                        value.pieces.iter().filter(|p| !p.shared).map(|p| p.text.as_str()).collect()
                    })
                    .collect();
                let plain = |text: &str| text.replace('　', "");
                assert!(
                    plain(&marked[0]).contains(&old) && plain(&marked[1]).contains(&new),
                    "{what} in {layout}: {words}"
                );
                assert!(marked[0].chars().count() <= 12, "{what} in {layout}: {words}");
                count += 1;
            }
        }
    }
    assert!(count >= 11 * 4 * 3, "{count}");
}

/// Four files of a report are compared in less than a second, even by a program that is not optimised.
#[test]
fn four_files_are_compared_in_a_second() {
    let report = reports().remove(2);
    let files: Vec<_> = ["docx", "html", "xlsx", "txt"]
        .map(|format| (format, files::write(&report, None, format).unwrap()))
        .into();
    let start = Instant::now();
    assert!(compared(&files).agree());
    let took = start.elapsed();
    let most = if cfg!(debug_assertions) { 20 } else { 1 };
    assert!(took.as_secs() < most, "{took:?}");
}

#[test]
fn a_receipt_names_files_hashes_and_differences() {
    let report = reports().remove(2);
    let mut other = report.clone();
    other.cells.insert("3.received.person".into(), "98765".into());
    other.published = "2031-02-03".into();
    let files = vec![
        ("a.docx", LAYOUTS[0].2(&report)),
        ("b.html", LAYOUTS[2].2(&other)),
        ("c.pdf", b"%PDF-1".to_vec()),
    ];
    let copies = compared(&files);
    assert!(!copies.agree());
    for format in ["html", "docx"] {
        let receipt = files::write::receipt::write(
            std::slice::from_ref(&copies),
            format,
            "2031年2月4日 09:30",
        )
        .unwrap();
        let document = files::read(&receipt).unwrap().document;
        let text = format!("{document:?}");
        for words in [
            "核对单",
            "2031年2月4日 09:30",
            "a.docx",
            "b.html",
            "98765",
            "第 1 份：",
            "没有读出",
            "核对人",
        ] {
            assert!(text.contains(words), "{format}: {words}");
        }
        for copy in &copies.files {
            assert_eq!(copy.sha256.len(), 64);
            assert!(text.contains(&copy.sha256[..16]), "{format}");
        }
        let again = files::write::receipt::write(
            std::slice::from_ref(&copies),
            format,
            "2031年2月4日 09:30",
        )
        .unwrap();
        assert_eq!(receipt, again);
    }
    let empty = compared(&[("e", Vec::new())]);
    assert_eq!(
        empty.files[0].sha256,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

/// A small report with these sections, a heading and a text each.
fn small(sections: &[(&str, &str)]) -> Report {
    let mut report = Report::new(report::newest_form(), Some(2024), "示例市财政局");
    report.sections = sections
        .iter()
        .map(|(heading, text)| Section {
            id: None,
            heading: heading.to_string(),
            text: text.to_string(),
        })
        .collect();
    report.cells.insert("3.received.person".into(), "1,234".into());
    report
}

#[test]
fn what_is_only_layout_is_no_difference() {
    let one = small(&[
        ("一、总体情况", "收到申请 1,234 件——\n办结１２００件。\n1.主动公开\n“一网通办”。"),
        ("二、问题", "人员不足。"),
    ]);
    // The second heading is in the text, numbers are written in another way, a page number is left.
    let mut two = small(&[(
        "（一）总体情况",
        "收到申请1234件—办结1200件。\n— 2 —\n（1）主动公开\"一网通办\"。\n二、问题\n人员不足。",
    )]);
    two.cells.insert("3.received.person".into(), "１２３４.0".into());
    let comparison = compare_reports(&[one, two]);
    assert!(comparison.same, "{}", told(&comparison.differences));
}

/// A printed copy has the title at the head of its pages, another kind of marks, and the agency and day below
/// its text; a figure that differs beside them is found.
#[test]
fn heads_of_pages_and_signatures_are_no_difference() {
    let text =
        "印发办法（示财办〔2024〕5号）……\n改进：①健全机制制度；②充实人员力量。\n“一网通办”。";
    let mut one = small(&[("一、总体情况", text)]);
    one.published = "2025-01-20".into();
    let mut two = one.clone();
    two.sections[0].text = format!(
        "印发办法（示财办[2024]5号）...\n{}\n改进：（1）健全机制制度；（2）充实人员力量。\n· 3 ·\n\
         『一网通办』。\n示例市财政局\n2025年1月20日",
        one.title
    );
    let comparison = compare_reports(&[one.clone(), two.clone()]);
    assert!(!one.title.is_empty() && comparison.same, "{}", told(&comparison.differences));
    two.sections[0].text = two.sections[0].text.replace("1月20日", "1月21日").replace("5号", "6号");
    let comparison = compare_reports(&[one, two]);
    assert_eq!(comparison.differences.len(), 2, "{}", told(&comparison.differences));
}

#[test]
fn copies_that_say_the_same_are_told_together() {
    let one = small(&[("一、总体情况", "收到申请12件。办结12件。"), ("二、问题", "人员不足。")]);
    let mut two = one.clone();
    two.sections[0].text = "收到申请13件。办结12件。另有3件结转。".into();
    two.cells.clear();
    two.published = "2025-01-20".into();
    let comparison = compare_reports(&[one.clone(), two.clone(), one.clone(), two]);
    let found: Vec<_> = comparison.differences.iter().map(|d| (d.kind, d.at.as_str())).collect();
    let expected = [
        (Kind::Stated, "published"),
        (Kind::Text, "section:x1"),
        (Kind::Text, "section:x1"),
        (Kind::Part, "tables"),
    ];
    assert_eq!(found, expected, "{}", told(&comparison.differences));
    for one in &comparison.differences {
        let copies: Vec<Vec<usize>> = one.said().into_iter().map(|(copies, _)| copies).collect();
        assert_eq!(copies, [[0, 2], [1, 3]]);
    }
    assert_eq!(told(&comparison.differences).matches("【另有3件结转。】").count(), 1);
}

#[test]
fn rows_of_an_offices_own_tables_may_stand_in_another_order() {
    use report::report::ExtraRow;
    let row = |label: &str, value: &str| ExtraRow {
        label: label.into(),
        unit: String::new(),
        values: vec![value.into()],
    };
    let (mut one, mut two) = (small(&[]), small(&[]));
    one.extra_rows = vec![row("收到", "5"), row("办结", "5"), row("收到", "7")];
    two.extra_rows = vec![row("收到", "7"), row("收到", "5.0"), row("办结", "5")];
    assert!(compare_reports(&[one.clone(), two.clone()]).same);
    two.extra_rows[0] = row("收到", "8");
    let comparison = compare_reports(&[one, two]);
    assert_eq!(found(&comparison.differences), [(Kind::Row, "row")]);
    assert_eq!(told(&comparison.differences), "Row row\n  [0] 【7】\n  [1] 【8】");
}

#[test]
fn a_changed_day_and_a_changed_title_are_found_in_every_format() {
    let report = Report { published: "2025-01-20".into(), ..reports().remove(2) };
    let later = Report { published: "2025-01-21".into(), ..report.clone() };
    let title = report.title.replace("年度报告", "报告");
    let retitled = Report { title, ..report.clone() };
    for (i, (layout, ..)) in LAYOUTS.iter().enumerate() {
        let base = through(i + 2, &report);
        let day = compare_reports(&[base.clone(), through(i, &later)]);
        assert_eq!(found(&day.differences), [(Kind::Head, "published")], "{layout}");
        let title = compare_reports(&[base, through(i, &retitled)]);
        assert_eq!(found(&title.differences), [(Kind::Head, "title")], "{layout}");
    }
}
