//! What we write is valid by the book, whatever the report contains: by independent validators and
//! an independent parser of formulas, where LibreOffice and browsers are patient.

use std::path::Path;
use std::process::Command;

use corpus::random::consistent;
use files::desk::check_file;
use files::write::{notices, overview};
use report::Report;
use report::desk::{Row, Wanted};
use report::expected::Expected;
use report::form::Kind;
use report::formats;
use report::notice::Letter;
use report::report::{Explanation, ExtraRow, Section};

/// Characters that XML, HTML or a workbook cannot hold as they are, that turn the direction of
/// text, or that look like markup, a formula or an escape.
const ODD: &str = "\u{0}\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{9f}\r\n\t\u{202e}左\u{202c}\u{200f}\u{feff}\
     \u{fffe}\u{ffff}\u{fffd}𠀀<b>&amp;]]></script><!-- -->“'\"_x0041__x0000_ =1+2 {title}";

/// Reports of every form, and what each is called: a blank one, a filled one with last year's, one
/// with odd texts everywhere; and one with a text longer than a cell of a workbook may hold.
fn reports() -> Vec<(String, Report, Option<Report>)> {
    let mut reports = Vec::new();
    for (i, form) in report::FORMS.into_iter().enumerate() {
        let full = consistent(form, 40 + i as u64);
        let last = Report { year: full.year.map(|year| year - 1), ..consistent(form, 9) };
        reports.push((format!("{}-blank", form.id), Report::blank(form), None));
        reports.push((format!("{}-odd", form.id), odd(&full, ODD), Some(odd(&last, ODD))));
        reports.push((format!("{}-full", form.id), full, Some(last)));
    }
    reports.push(("long".into(), long(), None));
    reports
}

/// A report with a text and a cell that are longer than a cell of a workbook may hold.
fn long() -> Report {
    let text: String = "长𠀀a".chars().cycle().take(37_000).collect();
    let mut report =
        Report { preface: text.clone(), ..Report::blank(report::form("2021").unwrap()) };
    report.cells.insert("1.1.made".into(), text);
    report
}

/// The report with this text wherever it may have one, in cells too.
fn odd(report: &Report, text: &str) -> Report {
    let mut odd = report.clone();
    let text = || text.to_string();
    (odd.agency, odd.title, odd.preface, odd.published) = (text(), text(), text(), text());
    odd.sections.push(Section { id: None, heading: text(), text: text() });
    odd.sections.iter_mut().for_each(|section| section.text.push_str(&text()));
    odd.extra_rows.push(ExtraRow { label: text(), unit: text(), values: vec![text()] });
    let found = report::checks::check(&odd, None).findings;
    let explained = found.iter().map(|found| Explanation {
        rule: found.rule.to_string(),
        at: found.at.clone(),
        reason: text(),
        about: None,
    });
    odd.explanations = explained.collect();
    let kind = |id: &str| report.form.cell(id).map(|cell| cell.kind());
    for (i, (id, value)) in odd.cells.iter_mut().enumerate() {
        if kind(id) == Some(Kind::Money) {
            *value = "7.5万元".into();
            continue;
        }
        match i % 5 {
            0 => *value = text(),
            1 => *value = "=1+2".into(),
            2 => *value = "12345678901234567890".into(),
            _ => {}
        }
    }
    odd
}

/// Writes every report in these formats, and what the desk writes of all of them, into a folder.
fn written(folder: &Path, wanted: &[&str]) {
    let put = |name: String, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes).unwrap();
    let mut rows: Vec<Row> = Vec::new();
    for (name, report, last) in reports() {
        for format in formats::written().filter(|format| wanted.contains(&format.id)) {
            let bytes = files::write(&report, last.as_ref(), format.id).unwrap();
            put(format!("{name}-{}.{}", format.id, format.extensions[0]), bytes);
        }
        let json = files::write(&report, None, "json").unwrap();
        rows.extend(check_file(&json, &name, &Wanted::default()));
    }
    rows.extend(check_file(b"PK\x03\x04", ODD, &Wanted::default()));
    if wanted.contains(&"xlsx") {
        let expected = Expected { names: vec![ODD.into()], year: None };
        put("desk.xlsx".into(), overview::write(&rows, &[], &expected, "xlsx").unwrap());
        put(
            "nothing.xlsx".into(),
            overview::write(&[], &[], &Expected::default(), "xlsx").unwrap(),
        );
    }
    if wanted.contains(&"docx") {
        let [office, due, date] = [ODD; 3].map(String::from);
        let letter = Letter { office, due, date, ..Letter::default() };
        for (i, row) in rows.iter().enumerate() {
            if let Ok(bytes) = notices::one(row, &letter) {
                put(format!("notice-{i}.docx"), bytes);
            }
        }
    }
}

/// Runs a script of `tests/valid` on a folder; `more` are its other arguments.
fn ask(script: &str, folder: &Path, more: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/valid").join(script);
    let told = Command::new("node").arg(script).arg(folder).args(more).output();
    let told = told.unwrap_or_else(|error| panic!("node does not start: {error}"));
    let out = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success(), "{out}{}", String::from_utf8_lossy(&told.stderr));
    println!("{out}");
}

/// By Microsoft's own validator. The first Office that has every element of ours is 2010.
#[test]
#[ignore = "needs Node and the packages of tests/valid"]
fn office_files_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), &["docx", "xlsx"]);
    crate::annotate::others::annotated(folder.path());
    ask("office.mjs", folder.path(), &["Office2010"]);
}

/// Every formula of a workbook is one to a parser with the grammar of Excel, and comes to what the
/// workbook says it comes to.
#[test]
#[ignore = "needs Node and the packages of tests/valid"]
fn formulas_are_formulas() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), &["xlsx"]);
    ask("formulas.mjs", folder.path(), &[]);
}

/// By the W3C's own validator; every report with the figures of last year beside its own.
#[test]
#[ignore = "needs Java and the packages of tests/valid"]
fn web_pages_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), &["html", "sheet"]);
    let vnu = "../../tests/valid/node_modules/vnu-jar/build/dist/vnu.jar";
    let vnu = Path::new(env!("CARGO_MANIFEST_DIR")).join(vnu);
    let told =
        Command::new("java").arg("-jar").arg(vnu).arg("--stdout").arg(folder.path()).output();
    let told = told.unwrap_or_else(|error| panic!("java does not start: {error}"));
    let (out, errors) =
        (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success(), "{out}{errors}");
}

/// A text too long for a cell is in several, and comes back as one.
#[test]
fn long_texts_come_back_from_a_workbook() {
    let report = Report { cells: Default::default(), ..long() };
    let (read, notes) = files::read_report(&files::write(&report, None, "xlsx").unwrap()).unwrap();
    assert!(read == report, "{notes:?}");
}
