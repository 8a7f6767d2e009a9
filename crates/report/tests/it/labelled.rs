//! The labelled reports of `tests/truth/open` (see the README there), read from their lines and
//! checked: whose they are, their form and sections are as labelled, and a rule finds something where
//! a label says so and nothing where none does.
//!
//! `crates/files/tests/truth` reads the same reports as files and judges the words of each finding.

use std::collections::BTreeMap;
use std::fs;

use report::Report;
use report::checks::check;
use report::document::{Document, Role};
use report::recognize::locate;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/truth/open");

/// A report and its labels.
struct Labelled {
    name: String,
    /// Agency, year, form, sections, previous, refused.
    head: BTreeMap<String, String>,
    /// Of each fault the rules that may find it.
    faults: Vec<Vec<String>>,
    /// Rules about which nothing is said.
    debatable: Vec<String>,
    text: String,
}

fn labelled() -> Vec<Labelled> {
    let files = fs::read_dir(FOLDER).unwrap().map(|f| f.unwrap().path());
    let numbered = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
    let named = files.map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), p));
    let mut all: Vec<Labelled> = named
        .filter(|(name, _)| numbered(name))
        .map(|(name, path)| parsed(name, &fs::read_to_string(path).unwrap()))
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn parsed(name: String, file: &str) -> Labelled {
    let (labels, text) = file.split_once("\n---\n").unwrap();
    let (mut head, mut faults, mut debatable) = (BTreeMap::new(), Vec::new(), Vec::new());
    for line in labels.lines() {
        let mut words = line.splitn(3, ' ');
        let (sign, word) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let rules = || word.split('/').map(String::from);
        match sign {
            "=" => {
                head.insert(word.into(), words.next().unwrap_or_default().trim().into());
            }
            "+" => faults.push(rules().collect()),
            "?" => debatable.extend(rules()),
            _ => panic!("{name}: {line}"),
        }
    }
    Labelled { name, head, faults, debatable, text: text.replace(['{', '}'], "") }
}

impl Labelled {
    /// The report in the lines of the text, or what the text is instead.
    fn read(&self) -> Result<Report, String> {
        let mut document = Document::default();
        for line in self.text.lines().filter(|l| !l.trim().is_empty()) {
            document.push(Role::Body, line);
        }
        let found = locate(&document);
        match found.other {
            Some(other) => Err(other),
            None => Ok(found.report),
        }
    }

    /// The labels of the head that the report does not have.
    fn misread(&self, report: &Report) -> Vec<String> {
        let sections: Vec<String> = report.sections.iter().filter_map(|s| s.id.clone()).collect();
        let year = report.year.map_or(String::new(), |year| year.to_string());
        let read = [
            ("agency", report.agency.clone()),
            ("year", year),
            ("form", report.form.id.to_string()),
            ("sections", sections.join(" ")),
        ];
        let differs = |(name, read): &(&str, String)| {
            self.head.get(*name).is_some_and(|labelled| labelled != read)
        };
        let misread = read.into_iter().filter(differs);
        misread.map(|(name, read)| format!("{} {name}: {read}", self.name)).collect()
    }
}

#[test]
fn labelled_reports_are_what_their_labels_say() {
    let all = labelled();
    let mut heads = Vec::new();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for of in &all {
        let report = match of.read() {
            Ok(report) => report,
            Err(_) if of.head.contains_key("refused") => continue,
            Err(other) => {
                heads.push(format!("{} refused: {other}", of.name));
                continue;
            }
        };
        if of.head.contains_key("refused") {
            heads.push(format!("{} is taken for a report", of.name));
            continue;
        }
        heads.extend(of.misread(&report));
        let last = of.head.get("previous").and_then(|name| all.iter().find(|o| o.name == *name));
        let last = last.and_then(|last| last.read().ok());
        let findings = check(&report, last.as_ref()).findings;
        let found = |rule: &String| findings.iter().any(|f| f.rule == **rule);
        for rules in of.faults.iter().filter(|rules| !rules.iter().any(found)) {
            missed.push(format!("{} {}", of.name, rules.join("/")));
        }
        // Blank cells are progress, which is counted apart from what is wrong.
        let known = |rule: &str| {
            rule == "V-02" || of.faults.iter().flatten().chain(&of.debatable).any(|r| r == rule)
        };
        for finding in findings.iter().filter(|f| !known(&f.rule)) {
            wrong.push(format!("{} {} {}", of.name, finding.rule, finding.message));
        }
    }
    assert!(all.len() >= 58, "the set was cut");
    assert!(heads.is_empty(), "{}", heads.join("\n"));
    println!("missed:\n{}\nfalse:\n{}", missed.join("\n"), wrong.join("\n"));
    assert!(missed.len() <= MISSED && wrong.is_empty(), "{}, {}", missed.len(), wrong.len());
}

/// Labelled faults whose rules find nothing in the report, and findings that no label asks for: as many
/// as there are today, so that each one more is seen.
const MISSED: usize = 14;
