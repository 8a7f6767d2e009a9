//! Published reports: every cell of every file, and the findings of the rules. They are not part of
//! the project; `NIANBAO_REPORTS` names a folder with
//!
//! - `NAME.txt` and `files/NAME….docx` and so on: a report saved by several programs; files with
//!   `.tables.` in their names lack its text;
//! - `expected/NAME.json`: its form, its year and its cells.

use std::fs;
use std::path::PathBuf;

use report::checks::check;
use report::finding::RuleText;
use report::{Report, Severity};

/// Extensions of files that can be read.
const READABLE: &[&str] = &[".txt", ".html", ".docx", ".doc", ".xlsx", ".ods", ".xls", ".pdf"];
/// Part of the names of files with tables only.
pub const TABLES: &str = ".tables.";
/// Rules that compare the text with the table.
const PROSE: &[&str] = &["A-16", "A-17", "C-12", "C-13", "C-14", "C-15", "C-16", "V-13", "V-14"];

/// The folder of the reports.
///
/// # Panics
/// No folder is named.
pub fn reports() -> PathBuf {
    std::env::var_os("NIANBAO_REPORTS").expect("NIANBAO_REPORTS names no folder of reports").into()
}

/// All readable files of a report, as text and as saved by office programs, with their names.
fn files_of(name: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in [reports(), reports().join("files")] {
        let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let entry = entry.unwrap();
            let file = entry.file_name().into_string().unwrap();
            if file.starts_with(name) && READABLE.iter().any(|e| file.ends_with(e)) {
                files.push((file, fs::read(entry.path()).unwrap()));
            }
        }
    }
    assert!(!files.is_empty(), "{} has no file of {name}", reports().display());
    files
}

/// Reads every file of a report, compares its cells with the correct ones, and calls `look`.
fn each_file(name: &str, look: impl Fn(&str, &Report)) {
    let path = reports().join(format!("expected/{name}.json"));
    let expected = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    let stem = name.trim_end_matches(".html");
    for (file, bytes) in files_of(stem) {
        let (report, notes) = files::read_report(&bytes).unwrap();
        assert_eq!(report.form.id, expected["form"].as_str().unwrap(), "{file}");
        assert_eq!(report.year.map(u64::from), expected["year"].as_u64(), "{file}");
        let cells = serde_json::to_value(&report.cells).unwrap();
        if !report.cells.is_empty() {
            assert_eq!(cells, expected["cells"], "{file}");
        }
        // Workbooks have only the tables, and a note says so.
        if file.contains(TABLES) {
            assert_eq!(cells, expected["cells"], "{file}");
            assert_eq!(notes.len(), 1, "{file}: {notes:?}");
            assert!(notes[0].message.contains("文字部分"), "{file}: {notes:?}");
        } else {
            look(&file, &report);
        }
    }
}

/// The rules of the findings for which `keep` is true.
fn rules(report: &Report, keep: impl Fn(&report::Finding) -> bool) -> Vec<RuleText> {
    check(report, None).findings.iter().filter(|f| keep(f)).map(|f| f.rule.clone()).collect()
}

fn errors(report: &Report) -> Vec<RuleText> {
    rules(report, |f| f.severity == Severity::Error)
}

fn prose(report: &Report) -> Vec<RuleText> {
    rules(report, |f| PROSE.contains(&&*f.rule))
}

fn has(report: &Report, rule: &str) -> bool {
    check(report, None).findings.iter().any(|f| f.rule == rule)
}

/// Exactly the findings that are correct for this report.
#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn a_bureau_of_2017() {
    use Severity::{Hint, Warning};
    let should = [
        ("A-16", Warning, "section:1"),
        ("V-04", Warning, "section:2"),
        ("A-17", Warning, "section:2"),
        ("A-15", Warning, "section:4"),
        ("A-07", Warning, "1.1"),
        ("V-02", Warning, "1.2.1"),
        ("V-02", Warning, "8.1"),
        ("V-02", Warning, "8.2"),
        ("A-13", Hint, "9.3"),
    ];
    each_file("seed_2017_jinfeng", |file, report| {
        assert_eq!(report.cells.len(), 55, "{file}");
        assert_eq!(report.agency, "金凤区司法局", "{file}");
        let findings = check(report, None).findings;
        let found: Vec<_> = findings.iter().map(|f| (&*f.rule, f.severity, &*f.at)).collect();
        assert_eq!(found, should, "{file}");
    });
}

/// What the findings say of a slip, without blanks that are 0.
fn slips(report: &Report) -> Vec<String> {
    let suspects = check(report, None).findings.into_iter().flat_map(|f| f.suspects);
    let slips = suspects.filter(|s| s.slip.as_deref().is_some_and(|slip| slip != "blank"));
    let mut told: Vec<String> = slips.filter_map(|s| s.words).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// A row of table 3 that stands one column to the right is named, and nothing is where all is right.
#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn a_row_pasted_one_column_off_is_named() {
    const COLUMNS: [&str; 7] =
        ["person", "company", "research", "charity", "legal", "other_org", "total"];
    for name in ["C_2024_jiangsu_huaian_city", "C_2023_jiangsu_suqian_city"] {
        each_file(name, |file, report| {
            assert_eq!(slips(report), [""; 0], "{file}");
            if report.cells.is_empty() {
                return;
            }
            let mut shifted = report.clone();
            let id = |column: &str| format!("3.granted.{column}");
            for pair in COLUMNS.windows(2) {
                shifted.cells.insert(id(pair[1]), report.cell(&id(pair[0])).to_string());
            }
            shifted.cells.insert(id("person"), "0".into());
            assert_eq!(slips(&shifted), ["“予以公开”一行像是整体右移了一列"], "{file}");
        });
    }
}

#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn two_cities_without_a_fault() {
    for name in ["C_2024_jiangsu_huaian_city", "C_2023_jiangsu_suqian_city"] {
        each_file(name, |file, report| {
            assert_eq!(report.cells.len(), 200, "{file}");
            assert_eq!(errors(report), [""; 0], "{file}");
            assert_eq!(prose(report), [""; 0], "{file}");
            assert!(has(report, "C-19"), "{file}");
            let kinds = rules(report, |f| f.severity != Severity::Hint);
            assert!(
                kinds.iter().all(|r| ["C-19", "C-20", "C-21"].contains(&&**r)),
                "{file}: {kinds:?}"
            );
        });
    }
}

#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn a_district_with_totals_left_at_nothing() {
    each_file("C_2023_jiangsu_hongze_district", |file, report| {
        assert_eq!(errors(report), ["C-04", "C-04"], "{file}");
        assert!(has(report, "C-10") && has(report, "V-10"), "{file}");
        assert_eq!(prose(report), [""; 0], "{file}");
    });
}

#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn a_page_whose_cells_run_together_is_not_guessed() {
    each_file("B_2019_fujian_pingtan", |file, report| {
        assert!(report.cells.is_empty(), "{file}");
        assert!(has(report, "V-13") && has(report, "V-18"), "{file}");
        assert_eq!(report.sections.len(), 6, "{file}");
    });
}

#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn a_web_page_with_merged_cells() {
    each_file("C_2025_fixture_hangzhou_style", |file, report| {
        assert_eq!(report.cells.len(), 200, "{file}");
        assert_eq!(errors(report), [""; 0], "{file}");
        assert_eq!(prose(report), [""; 0], "{file}");
    });
}

/// Workbooks cut short anywhere are either read or refused with a sentence.
#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn truncated_workbooks_are_damaged_or_read() {
    let mut files = files_of("C_2024");
    files.retain(|(file, _)| file.contains(TABLES));
    assert!(!files.is_empty(), "no workbooks of 2024");
    for (file, bytes) in files {
        for percent in 0..100 {
            let cut = &bytes[..bytes.len() * percent / 100];
            if let Err(error) = files::read_report(cut) {
                assert!(error.message.ends_with('。'), "{file}, {percent} %: {error}");
            }
        }
    }
}
