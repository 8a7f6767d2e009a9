//! A real report of 2017, read from text: every cell, and exactly the findings it deserves.

use report::document::{Document, Role};
use report::recognize::recognize;

fn text(text: &str) -> Document {
    let mut document = Document::default();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        document.push(Role::Body, line);
    }
    document
}

#[test]
fn probe() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports/seed_2017_jinfeng.txt");
    let Ok(t) = std::fs::read_to_string(path) else { return };
    let (report, notes) = recognize(&text(&t));
    println!("{notes:?}\n{report:?}");
    for f in report::checks::check(&report).findings {
        println!("{} {:?} @{} {} [{:?}]", f.rule, f.severity, f.at, f.message, f.quote);
    }
    println!("{:?}", report::checks::check(&report).rules);
    for c in report::claims::claims(&report) {
        println!("{c:?}");
    }
}
