//! What is printed of a report, to the last cell: its paragraphs and tables, the prose drafted from its
//! figures, the letter about its findings and the pictures of its figures, for each form, with the
//! size of its tables, which must be that of the notice: `tests/expected/printed.txt`. `BLESS=1`
//! rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write;

use corpus::random::consistent;
use corpus::written::assert_written;
use report::claims::claims;
use report::compose::compose;
use report::desk::{Row, Wanted};
use report::document::{Block, Document};
use report::drafting::drafts;
use report::notice::{Letter, notice};
use report::picture::pictures;
use report::recognize::Recognized;
use report::report::ExtraRow;
use report::{Report, Severity, all_forms};

/// A document in lines: the role of a paragraph and its words, a row of a table with the width and
/// height of its cells.
fn lines(document: &Document, text: &mut String) {
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => {
                let _ = writeln!(text, "{:?} {}", p.role, p.text);
            }
            Block::Grid(grid) => {
                let _ = writeln!(text, "table {:?} {}", grid.widths, grid.head_rows);
                for row in &grid.rows {
                    for cell in row {
                        let id = cell.cell.as_deref().unwrap_or_default();
                        let _ = write!(text, "|{}^{}<{} {id}", cell.text, cell.rows, cell.columns);
                    }
                    text.push_str("|\n");
                }
            }
        }
    }
}

/// A report and last year's.
fn reports(form: &'static report::Form) -> (Report, Report) {
    let (mut report, mut last) = (consistent(form, 5), consistent(form, 6));
    last.year = report.year.map(|year| year - 1);
    report.published = "2024-01-20".into();
    let values = vec!["12".into(), "3".into()];
    report.extra_rows = vec![ExtraRow { label: "自设指标".into(), unit: "件".into(), values }];
    report.sections[0].text =
        "（一）主动公开\n公开信息12条。\n（二）依申请公开。收到申请3件。".into();
    (report, last)
}

#[test]
fn reports_are_printed_as_written() {
    let mut text = String::new();
    for form in all_forms() {
        let (report, last) = reports(form);
        let rows = |t: &report::form::Table| t.blocks.iter().map(|b| b.rows.len()).sum::<usize>();
        let rows: Vec<usize> = form.tables.iter().map(rows).collect();
        let _ = writeln!(
            text,
            "# {}, rows of its tables {rows:?}, {} cells",
            form.id,
            form.cells().len()
        );
        lines(&compose(&report), &mut text);
        let mut bare = report.clone();
        bare.sections.iter_mut().for_each(|section| section.text.clear());
        bare.preface.clear();
        for drafted in drafts(&bare, Some(&last), &claims(&bare)) {
            let _ = writeln!(text, "draft {} {}", drafted.place, drafted.text.replace('\n', "\\n"));
        }
        for picture in pictures(&report, Some(&last)) {
            let _ = writeln!(text, "picture {picture:?}");
        }
        // A cell is wrong and one is blank.
        let mut wrong = report.clone();
        let ids: Vec<String> = wrong.cells.keys().take(2).cloned().collect();
        if let [first, second] = &ids[..] {
            wrong.cells.insert(first.clone(), "99999".into());
            wrong.cells.remove(second);
        }
        let read =
            Recognized { report: wrong, notes: Vec::new(), places: BTreeMap::new(), other: None };
        let row = Row::judged("甲.docx", None, read, &Wanted::default(), Some(&last));
        let letter = Letter {
            office: "青川县人民政府办公室".into(),
            due: "2024-02-28".into(),
            severity: Some(Severity::Hint),
            ..Letter::default()
        };
        if let Some(letter) = notice(&row, &letter) {
            lines(&letter, &mut text);
        }
    }
    assert_written("crates/report/tests/expected/printed.txt", &text);
}

/// A day that does not exist is not written into a letter, and a deadline not before its day.
#[test]
fn the_days_of_a_letter_exist() {
    let fault = |due: &str, date: &str| {
        report::notice::fault(&Letter { due: due.into(), date: date.into(), ..Letter::default() })
    };
    for good in ["", "2024-02-29", "2025年2月28日前", "2月29日", "收到通知后10日内", "2025年2月底"]
    {
        assert_eq!(fault(good, ""), None, "{good}");
    }
    for bad in ["2025-02-30", "2025年2月29日", "2月30日", "2025.13.1", "二〇二五年四月三十一日"]
    {
        assert!(
            fault(bad, "").is_some_and(|f| f.contains("改正期限") && f.contains("没有这一天")),
            "{bad}"
        );
        assert!(fault(&format!("{bad}前"), "").is_some());
        assert!(fault("", bad).is_some_and(|f| f.contains("发文日期")), "{bad}");
    }
    assert!(fault("2025-02-10", "2025年2月11日").is_some_and(|f| f.contains("早于")));
    assert_eq!(fault("2025-02-28", "2025-02-10"), None);
}

/// A letter of the office's own words, with brackets that are no fields.
#[test]
fn a_letter_is_filled_in_where_it_says_so() {
    let report = Report::new(report::newest_form(), Some(2024), "青川县财政局");
    let read = Recognized { report, notes: Vec::new(), places: BTreeMap::new(), other: None };
    let row = Row::judged("甲.docx", None, read, &Wanted::default(), None);
    let template = "通知\n{机关}：\n{年}年{别的}，{期限}前{\n{问题}\n \n{发文机关}\n{日期}";
    let letter = Letter {
        template: Some(template.into()),
        office: " 县政府办 ".into(),
        due: "月底".into(),
        ..Letter::default()
    };
    let mut text = String::new();
    let mut document = notice(&row, &letter).unwrap();
    document.blocks.retain(|block| !matches!(block, Block::Paragraph(p) if p.text.contains('“')));
    lines(&document, &mut text);
    for line in [
        "Title 通知",
        "Addressee 青川县财政局：",
        "Body 2024年{别的}，月底前{",
        "Signature 县政府办",
        "Signature 　　年　　月　　日",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
    }
    let blank = Letter { template: Some(" \n".into()), ..letter };
    assert!(notice(&row, &blank).unwrap().blocks.len() > 5, "the usual words");
}
