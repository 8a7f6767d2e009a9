//! The labelled reports of `tests/truth/open` (see the README there), read from their lines and
//! checked: whose they are, their form and sections are as labelled, and a rule finds something where
//! a label says so and nothing where none does.
//!
//! `crates/files/tests/truth` reads the same reports as files and judges the words of each finding.
//!
//! All that is read and found in every second one, right or not, is in `tests/expected/labelled.txt`:
//! `BLESS=1` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::{LazyLock, OnceLock};

use corpus::written::assert_written;
use report::Report;
use report::checks::check_with_claims;
use report::claims::{Claim, Truth};
use report::document::{Document, Role};
use report::finding::{CheckResult, Finding};
use report::links::links;
use report::next::next;
use report::recognize::{Recognized, locate};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/truth/open");

/// All labelled reports, which are read and checked once for all tests.
static ALL: LazyLock<Vec<Labelled>> = LazyLock::new(labelled);

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
    recognized: OnceLock<Recognized>,
    checked: OnceLock<(CheckResult, Vec<Claim>)>,
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
    let text = text.replace(['{', '}'], "");
    let (recognized, checked) = (OnceLock::new(), OnceLock::new());
    Labelled { name, head, faults, debatable, text, recognized, checked }
}

impl Labelled {
    /// What is recognized in the lines of the text.
    fn recognized(&self) -> &Recognized {
        self.recognized.get_or_init(|| {
            let mut document = Document::default();
            for line in self.text.lines().filter(|l| !l.trim().is_empty()) {
                document.push(Role::Body, line);
            }
            locate(&document)
        })
    }

    /// The report in the lines of the text, or what the text is instead.
    fn read(&self) -> Result<&Report, &str> {
        let found = self.recognized();
        match &found.other {
            Some(other) => Err(other),
            None => Ok(&found.report),
        }
    }

    /// What the rules say of the report, and what its prose states; last year's report is the one that
    /// a label names.
    fn checked(&self) -> &(CheckResult, Vec<Claim>) {
        self.checked.get_or_init(|| {
            let last = self.head.get("previous");
            let last = last.and_then(|name| ALL.iter().find(|of| of.name == *name));
            check_with_claims(&self.recognized().report, last.and_then(|last| last.read().ok()))
        })
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
    let all = &*ALL;
    let mut heads = Vec::new();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for of in all {
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
        heads.extend(of.misread(report));
        let findings = &of.checked().0.findings;
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
    println!("missed:\n{}\nfalse:\n{}", missed.join("\n"), wrong.join("\n"));
    assert!(heads.is_empty(), "{}", heads.join("\n"));
    assert!(missed.len() <= MISSED && wrong.is_empty(), "{}, {}", missed.len(), wrong.len());
}

/// Labelled faults whose rules find nothing in the report, and findings that no label asks for: as many
/// as there are today, so that each one more is seen.
const MISSED: usize = 24;

/// What was read: the head, the sections with the number of their characters, the values of each table
/// with `-` for a blank, rows of its own, the notes.
fn told_of_reading(read: &Recognized, text: &mut String) {
    let Recognized { report, notes, places, other } = read;
    if let Some(other) = other {
        let _ = writeln!(text, "other {other}");
    }
    let year = report.year.map_or("-".into(), |year| year.to_string());
    let Report { form, agency, title, published, .. } = report;
    let _ = writeln!(text, "{} {year} {agency} {title} {published}", form.id);
    let _ = write!(text, "preface {}", report.preface.chars().count());
    for section in &report.sections {
        let id = section.id.as_deref().unwrap_or("-");
        let _ = write!(text, ", {id} {} {}", section.heading, section.text.chars().count());
    }
    let mut table = "";
    for cell in form.cells() {
        let of = cell.id.split('.').next().unwrap_or_default();
        if table != of {
            table = of;
            let _ = write!(text, "\ncells {table}:");
        }
        let value = report.cells.get(&cell.id).map_or("-", |value| value);
        let _ = write!(text, " {value}");
    }
    let _ = writeln!(text, "\n{} places", places.len());
    for row in &report.extra_rows {
        let _ = writeln!(text, "row {} ({}): {}", row.label, row.unit, row.values.join(", "));
    }
    for note in notes {
        let place = note.place.as_deref().unwrap_or("-");
        let _ = writeln!(text, "{:?} {place}: {}", note.level, note.message.replace('\n', "\\n"));
    }
}

/// What the prose states of the table: on one line what surely agrees, the rest on a line each.
fn told_of_claims(report: &Report, claims: &[Claim], text: &mut String) {
    let mut agree = Vec::new();
    for (claim, link) in claims.iter().zip(links(report, claims)) {
        let (rule, place, cells) = (claim.rule, &claim.section, claim.cells.join("+"));
        let (from, to) = (claim.range.start, claim.range.end);
        let told = format!("{place}@{from}-{to} {cells}={}", claim.stated);
        if claim.truth == Truth::Agrees && claim.certain {
            agree.push(told);
            continue;
        }
        let sure = if claim.certain { "" } else { " uncertain" };
        let _ = writeln!(text, "= {told} {rule} {:?}{sure}, {}", claim.truth, link.breaks);
    }
    let _ = writeln!(text, "= {}", agree.join(", "));
}

/// A finding with all that can be known of it.
fn told_of_finding(finding: &Finding, text: &mut String) {
    let Finding { rule, severity, at, .. } = finding;
    let _ = write!(text, "{rule} {} {at}", severity.word());
    if let Some(range) = &finding.range {
        let _ = write!(text, "@{}-{}", range.start, range.end);
    }
    let parts = [
        ("“", &finding.quote),
        ("", &finding.stated),
        ("→ ", &finding.computed),
        ("± ", &finding.difference),
        ("⇒ ", &finding.mend),
    ];
    for (mark, part) in parts {
        let _ = part.as_ref().map_or(Ok(()), |part| write!(text, " {mark}{part}"));
    }
    let cells: Vec<&str> = finding.cells.iter().map(|c| c.id.as_str()).collect();
    let _ = write!(text, " [{}] {}", cells.join(" "), finding.message);
    for suspect in &finding.suspects {
        let with: Vec<String> =
            suspect.with.iter().map(|w| format!("{}={}", w.cell, w.value)).collect();
        let _ = write!(text, " | {}={} {}", suspect.cell, suspect.value, with.join(" "));
        let _ = write!(text, " {}", suspect.words.as_deref().unwrap_or_default());
    }
}

#[test]
fn labelled_reports_are_as_written() {
    let mut text = String::new();
    for of in ALL.iter().step_by(2) {
        let _ = writeln!(text, "# {}", of.name);
        let read = of.recognized();
        told_of_reading(read, &mut text);
        if read.other.is_none() {
            let (result, claims) = of.checked();
            told_of_claims(&read.report, claims, &mut text);
            let CheckResult { rules, progress, kind, .. } = result;
            let kind = kind.as_deref().unwrap_or("-");
            let next = next(&read.report).map_or(0, |next| next.carried.len());
            let _ = writeln!(
                text,
                "{} rules hold, {} wait; {}; {kind}; {next} figures to look at next year",
                rules.held,
                rules.waiting,
                progress.words()
            );
            for finding in &result.findings {
                let mut line = String::new();
                told_of_finding(finding, &mut line);
                let _ = writeln!(text, "{}", line.replace('\n', "\\n").trim_end());
            }
        }
        text.push('\n');
    }
    assert_written("crates/report/tests/expected/labelled.txt", &text);
}
