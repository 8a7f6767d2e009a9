//! Our files in other programs: LibreOffice, openpyxl, python-docx.

use std::path::Path;
use std::process::Command;

use report::Report;

use corpus::Dice;
use corpus::random::consistent;

/// Runs a command of readers.py on a folder, with the Python on PATH.
fn ask(command: &str, folder: &Path) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/readers.py");
    let output = Command::new("python3").args([script, command]).arg(folder).output();
    let output = output.unwrap_or_else(|error| panic!("python3 does not start: {error}"));
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    println!("{told}");
}

/// A table with faults: some cells are changed, blank, unreadable or in words, and sometimes one
/// row replaces several.
fn faulty(seed: u64) -> Report {
    let form = report::FORMS[seed as usize % report::FORMS.len()];
    let mut report = consistent(form, seed * 77 + 5);
    let mut dice = Dice::new(seed * 9 + 1);
    let all: Vec<String> = form.cells().iter().map(|c| c.id.clone()).collect();
    const TYPED: &[&str] = &["", "/", "——", "几件", "1,036", "０", "2.5", "-3", "7.5万元", "0"];
    for _ in 0..dice.roll(12) {
        let id = &all[dice.roll(all.len())];
        let typed = match dice.roll(3) {
            0 => TYPED[dice.roll(TYPED.len())].to_string(),
            _ => dice.roll(40).to_string(),
        };
        report.cells.insert(id.clone(), typed);
    }
    if dice.roll(4) == 0 {
        for cell in form.all_cells().iter().filter(|c| c.variant) {
            report.cells.insert(cell.id.clone(), dice.roll(5).to_string());
        }
        if dice.roll(2) == 0 {
            report.cells.retain(|id, _| {
                !id.starts_with("3.closed.u") && !id.starts_with("3.closed.other.")
            });
        }
    }
    report.cells.retain(|_, typed| !typed.is_empty());
    report
}

/// The formulas of a workbook, calculated by LibreOffice, give the outcome of the rules. A variable
/// sets how many tables are tried.
#[test]
#[ignore = "needs LibreOffice, python-docx and openpyxl"]
fn a_workbook_judges_itself_as_the_rules_do() {
    let folder = tempfile::tempdir().unwrap();
    let count = std::env::var("NIANBAO_TABLES").map_or(12, |n| n.parse().unwrap());
    for seed in 0..count {
        let report = faulty(seed);
        let mut last = consistent(report.form, seed);
        last.year = report.year.map(|year| year - 1);
        let last = (seed % 2 == 0).then_some(last);
        let bytes = files::write(&report, last.as_ref(), "xlsx").unwrap();
        std::fs::write(folder.path().join(format!("{seed}.xlsx")), bytes).unwrap();
    }
    ask("recalculate", folder.path());
}

/// Other programs open files of every form and find the right content.
#[test]
#[ignore = "needs LibreOffice, python-docx and openpyxl"]
fn others_open_our_files() {
    let folder = tempfile::tempdir().unwrap();
    for (i, form) in report::FORMS.iter().enumerate() {
        let report = consistent(form, 40 + i as u64);
        for format in ["docx", "xlsx"] {
            let bytes = files::write(&report, None, format).unwrap();
            std::fs::write(folder.path().join(format!("{}-{format}.{format}", form.id)), bytes)
                .unwrap();
        }
    }
    crate::annotate::others::annotated(folder.path());
    ask("open", folder.path());
}
