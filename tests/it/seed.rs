//! A real report of 2017, where it is at hand: every cell, and exactly the findings it deserves.
//!
//! The report is not part of the project; without it beside the checkout the test says so.

use report::checks::check;
use report::document::{Document, Role};
use report::recognize::recognize;
use report::{Report, Severity};

const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");

fn text(text: &str) -> Document {
    let mut document = Document::default();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        document.push(Role::Body, line);
    }
    document
}

/// The outcome the rule catalogue gives for this report.
fn assert_is_seed(report: &Report) {
    let expected = std::fs::read_to_string(format!("{REPORTS}/expected/seed_2017_jinfeng.json"));
    let expected: serde_json::Value = serde_json::from_str(&expected.unwrap()).unwrap();
    let cells: serde_json::Value = serde_json::to_value(&report.cells).unwrap();
    assert_eq!(cells, expected["cells"]);
    assert_eq!(report.agency, expected["agency"].as_str().unwrap());
    assert_eq!(report.year, Some(2017));
    let found: Vec<(&str, Severity, String)> =
        check(report, None).findings.into_iter().map(|f| (f.rule, f.severity, f.at)).collect();
    use Severity::{Hint, Warning};
    let at = |rule, severity, place: &str| (rule, severity, place.to_string());
    let should = vec![
        at("A-16", Warning, "section:1"),
        at("V-04", Warning, "section:2"),
        at("A-17", Warning, "section:2"),
        at("A-15", Warning, "section:4"),
        at("A-07", Warning, "1.1"),
        at("V-02", Warning, "1.2.1"),
        at("V-02", Warning, "8.1"),
        at("V-02", Warning, "8.2"),
        at("A-13", Hint, "9.3"),
    ];
    assert_eq!(found, should);
}

#[test]
fn seed_as_text() {
    let Ok(words) = std::fs::read_to_string(format!("{REPORTS}/seed_2017_jinfeng.txt")) else {
        println!("skipped: no real reports beside the checkout");
        return;
    };
    let (report, notes) = recognize(&text(&words));
    assert_eq!(notes, []);
    assert_is_seed(&report);
}
