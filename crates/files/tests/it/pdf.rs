//! Our PDF files: what our own reader takes back, and the checklists of PDF/A-3a and PDF/UA-1 by pikepdf,
//! pypdf and poppler (`pdf.py`).

use std::path::Path;
use std::process::Command;

use corpus::hostile::any_report;
use corpus::random::consistent;
use pdf::{Given, Made};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use report::compose::compose;
use report::report::Section;
use report::{FORMS, Report};

/// A font of Debian's package fonts-arphic-gbsn00lp.
const FONT: &str = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";

fn font() -> Vec<u8> {
    std::fs::read(FONT).unwrap_or_else(|error| panic!("{FONT}: {error}"))
}

fn made(report: &Report, font: &[u8]) -> Made {
    let given = [Given { bytes: font, name: "" }];
    pdf::write(&compose(report), &given).unwrap_or_else(|error| panic!("{}", error.message))
}

fn read(bytes: &[u8]) -> Report {
    files::read_report(bytes).unwrap_or_else(|error| panic!("{}", error.message)).0
}

/// A report with texts of this many characters in all.
fn long(characters: usize) -> Report {
    let mut report = consistent(FORMS[FORMS.len() - 1], 3);
    let sentence = "全年主动公开政府信息（含政策解读）1234条，其中“一网通办”类占23.5%；";
    let paragraph = format!("{}。\n", sentence.repeat(12));
    let each = characters / report.sections.len() / paragraph.chars().count() + 1;
    report.sections.iter_mut().for_each(|section| section.text = paragraph.repeat(each));
    report
}

/// A report with all that a page cannot simply show.
fn hostile() -> Report {
    let mut report = consistent(FORMS[FORMS.len() - 1], 5);
    report.title = "𠮷野\u{202e}市\u{7}人民政府2024年政府信息公开工作年度报告 <&>".into();
    let text = "控制\u{1}\u{b}字符；שלום، مرحبا；👨‍👩‍👧\u{feff}；𠀋𪚥；\u{e000}\u{2f00}一⼀；é e\u{301}。\n\
                （《「『“‘$￥#（《「『“‘$￥#\nabcdefghijklmnopqrstuvwxyz0123456789";
    let word = "x".repeat(400);
    report.preface = format!("{text}{word}");
    report.sections.push(Section { id: None, heading: "，、。".repeat(40), text: text.into() });
    let wide = "很长的单元格".repeat(300);
    report.cells.values_mut().take(1).for_each(|cell| *cell = wide.clone());
    report
}

fn samples() -> Vec<(String, Report)> {
    let mut all = vec![("long".into(), long(100_000)), ("hostile".to_string(), hostile())];
    for form in FORMS {
        all.push((format!("blank-{}", form.id), Report::blank(form)));
        all.push((format!("full-{}", form.id), consistent(form, 7)));
    }
    for name in ["shili_2017", "shili_2023", "shili_2024"] {
        let path = format!("{}/../../tests/reports/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let json = std::fs::read_to_string(path).expect("a sample report");
        all.push((name.into(), report::draft::parse(&json).expect("a sample report")));
    }
    all
}

/// Runs pdf.py on a folder, with the Python on PATH.
fn check(folder: &Path) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/pdf.py");
    let output = Command::new("python3").arg(script).arg(folder).output();
    let output = output.unwrap_or_else(|error| panic!("python3 does not start: {error}"));
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    println!("{told}");
}

#[test]
#[ignore = "needs fonts-arphic-gbsn00lp"]
fn a_report_comes_back_whole_from_its_pdf() {
    let font = font();
    for (name, report) in samples() {
        let made = made(&report, &font);
        assert!(read(&made.bytes) == report, "{name}");
        assert_eq!(made.bytes, self::made(&report, &font).bytes, "{name}");
        if !matches!(name.as_str(), "long" | "hostile") {
            assert!(made.bytes.len() < 150_000, "{name}: {} bytes", made.bytes.len());
            assert!(made.missing.is_empty(), "{name}: {:?}", made.missing);
        }
    }
    let mut runner =
        TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    let any = runner.run(&any_report(), |report| {
        prop_assert_eq!(&read(&made(&report, &font).bytes), &report);
        Ok(())
    });
    any.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
#[ignore = "needs fonts-arphic-gbsn00lp"]
fn the_attached_report_is_not_taken_if_the_pages_show_another() {
    let font = font();
    let (shown, mut other) = (consistent(FORMS[2], 7), consistent(FORMS[2], 7));
    let cell = shown.cells.keys().next().expect("a cell").clone();
    other.cells.insert(cell.clone(), "987".into());
    let mut document = compose(&shown);
    document.data = compose(&other).data;
    let given = [Given { bytes: &font, name: "" }];
    let bytes = pdf::write(&document, &given).unwrap_or_else(|e| panic!("{}", e.message)).bytes;
    let (read, notes) = files::read_report(&bytes).unwrap_or_else(|e| panic!("{}", e.message));
    assert_eq!(read.cells, shown.cells, "{notes:?}");
}

/// Without the attachment, the pages alone give every cell and word.
#[test]
#[ignore = "needs fonts-arphic-gbsn00lp"]
fn the_pages_alone_give_every_cell_and_word() {
    let font = font();
    for form in FORMS {
        let report = Report { extra_rows: Vec::new(), ..consistent(form, 7) };
        let document = report::document::Document { data: None, ..compose(&report) };
        let given = [Given { bytes: &font, name: "" }];
        let bytes = pdf::write(&document, &given).unwrap_or_else(|e| panic!("{}", e.message)).bytes;
        let (read, notes) = files::read_report(&bytes).unwrap_or_else(|e| panic!("{}", e.message));
        assert_eq!(read.cells, report.cells, "{} {notes:?}", form.id);
        assert_eq!(read.sections, report.sections, "{} {notes:?}", form.id);
        assert_eq!((&read.title, &read.agency), (&report.title, &report.agency), "{}", form.id);
    }
}

#[test]
#[ignore = "needs fonts-arphic-gbsn00lp"]
fn what_no_font_has_is_told_and_fonts_that_may_not_be_embedded_are_refused() {
    let mut font = font();
    let told = made(&hostile(), &font).missing;
    assert!(['𠮷', '👨', 'ש'].iter().all(|c| told.contains(c)), "{told:?}");
    let given = [Given { bytes: b"no font", name: "" }];
    let error = pdf::write(&compose(&hostile()), &given).err().expect("no font");
    assert!(error.message.contains("不是可用的字体"), "{}", error.message);
    // The field fsType of the table OS/2: bit 1 forbids embedding.
    let at = (12..).step_by(16).find(|at| &font[*at..at + 4] == b"OS/2").expect("OS/2");
    let table = u32::from_be_bytes(font[at + 8..at + 12].try_into().expect("4 bytes")) as usize;
    font[table + 8..table + 10].copy_from_slice(&[0, 2]);
    let given = [Given { bytes: &font, name: "" }];
    let error = pdf::write(&compose(&hostile()), &given).err().expect("a restricted font");
    assert_eq!(error.code, "unsupported");
    assert!(error.message.contains("的许可不允许嵌入文件"), "{}", error.message);
}

#[test]
#[ignore = "needs fonts-arphic-gbsn00lp, poppler, pikepdf and pypdf"]
fn files_keep_to_the_checklists_of_pdf_a_3a_and_pdf_ua_1() {
    let folder = tempfile::tempdir().unwrap();
    let font = font();
    for (name, report) in samples() {
        let write = |ending: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(format!("{name}.{ending}")), bytes).unwrap();
        };
        let document = compose(&report);
        write("json", document.data.clone().unwrap_or_default().as_bytes());
        write("txt", words(&document).as_bytes());
        write("pdf", &made(&report, &font).bytes);
    }
    check(folder.path());
}

/// The words in reading order, as they have to be in the tags.
fn words(document: &report::document::Document) -> String {
    use report::document::Block;
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(p) => vec![p.text.as_str()],
        Block::Grid(grid) => grid.rows.iter().flatten().map(|cell| cell.text.as_str()).collect(),
    });
    texts.flat_map(str::chars).filter_map(report::compose::as_drawn).collect()
}
