//! Our files in the programs of others: LibreOffice, openpyxl, python-docx. Where they are not
//! installed, the tests say so and pass; `cargo xtask test` installs them.

use std::path::{Path, PathBuf};
use std::process::Command;

use report::Report;

use corpus::Dice;
use corpus::random::consistent;

/// A new folder for a test's files.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("nianbao-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command of readers.py; `None` where what it needs is not installed.
fn ask(command: &str, folder: &Path) -> Option<String> {
    let ready = |program: &str, argument: &[&str]| {
        Command::new(program).args(argument).output().is_ok_and(|o| o.status.success())
    };
    if !ready("python", &["-c", "import docx, openpyxl"]) || !ready("soffice", &["--version"]) {
        eprintln!("LibreOffice, python-docx or openpyxl is not installed: {command} is not tested");
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/readers.py");
    let output = Command::new("python").args([script, command]).arg(folder).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    eprint!("{told}");
    let _ = std::fs::remove_dir_all(folder);
    Some(told)
}

/// A table with faults: some cells changed, blank, unreadable or in other words, and sometimes a
/// row in place of several.
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

/// What the formulas of a workbook come to in LibreOffice is what the rules say. How many tables
/// are tried may be set from outside.
#[test]
fn a_workbook_judges_itself_as_the_rules_do() {
    let folder = folder("recalculate");
    let count = std::env::var("NIANBAO_TABLES").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    for seed in 0..count {
        let report = faulty(seed);
        let mut last = consistent(report.form, seed);
        last.year = report.year.map(|year| year - 1);
        let last = (seed % 2 == 0).then_some(last);
        let bytes = files::write(&report, last.as_ref(), "xlsx").unwrap();
        std::fs::write(folder.join(format!("{seed}.xlsx")), bytes).unwrap();
    }
    ask("recalculate", &folder);
}

/// Files of every form open elsewhere and have what belongs in them.
#[test]
fn others_open_our_files() {
    let folder = folder("open");
    for (i, form) in report::FORMS.iter().enumerate() {
        let report = consistent(form, 40 + i as u64);
        for format in ["docx", "xlsx"] {
            let bytes = files::write(&report, None, format).unwrap();
            std::fs::write(folder.join(format!("{}-{format}.{format}", form.id)), bytes).unwrap();
        }
    }
    ask("open", &folder);
}

/// The validator of web pages finds no error in a page of ours, whatever the report says.
#[test]
fn web_pages_are_valid() {
    let folder = folder("pages");
    let mut paths = Vec::new();
    for seed in 0..12 {
        let mut report = faulty(seed);
        report.preface = "<b>&amp;\u{1}</script>“'\"\n=1+2".into();
        report.agency = "示例<i>局".into();
        let mut last = consistent(report.form, seed);
        last.year = report.year.map(|year| year - 1);
        for format in ["html", "sheet"] {
            let path = folder.join(format!("{seed}-{format}.html"));
            std::fs::write(&path, files::write(&report, Some(&last), format).unwrap()).unwrap();
            paths.push(path);
        }
    }
    let vnu = concat!(env!("CARGO_MANIFEST_DIR"), "/xtask/node_modules/vnu-jar/build/dist/vnu.jar");
    let java = Command::new("java").arg("-version").output();
    if !java.is_ok_and(|o| o.status.success()) || !Path::new(vnu).exists() {
        return eprintln!("java or vnu-jar is not installed: web pages are not validated");
    }
    let told = Command::new("java").args(["-jar", vnu, "--stdout"]).args(paths).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
    let _ = std::fs::remove_dir_all(folder);
}
