//! Prose compared with the table, measured over labelled sentences (`tests/prose`, see its README):
//! does a rule find something where text and table differ, and nothing where they agree?
//!
//! Each sentence is put into reports whose tables agree with it, with all other cells 0 or some
//! other number: any finding is a false alarm. Then one stated cell after the other is changed: no
//! finding is a miss.

use std::fs;

use report::amount::Amount;
use report::checks::check;
use report::report::Section;
use report::{Finding, Form, Report};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/prose");
/// The rules that compare prose with the table.
const RULES: [&str; 7] = ["A-16", "A-17", "C-12", "C-13", "C-14", "C-15", "C-16"];
const ORGANISATIONS: [&str; 5] = ["company", "research", "charity", "legal", "other_org"];

/// A line of the labelled set.
struct Labelled {
    form: &'static Form,
    year: u16,
    agency: String,
    heading: String,
    sentence: String,
    claims: Vec<Claim>,
    held_out: bool,
}

/// The cells add up to the sum of the figures; if `exact` is false, to more than 0.
struct Claim {
    cells: Vec<String>,
    figures: Vec<Amount>,
}

impl Claim {
    fn sum(&self) -> Amount {
        self.figures.iter().copied().sum()
    }
}

fn labelled() -> Vec<Labelled> {
    let mut lines = Vec::new();
    for form in report::FORMS {
        let file = format!("{FOLDER}/{}.txt", form.id);
        let text = fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!(
                "form {} has no labelled sentences, write {file} (see README.md there): {error}",
                form.id
            )
        });
        let of = text.lines().next().and_then(|l| l.strip_prefix("// ")?.split_once(' '));
        let (year, agency) = of
            .unwrap_or_else(|| panic!("{file} does not begin with `// YEAR AGENCY` of its report"));
        let (year, agency) = (year.parse().unwrap(), agency.to_string());
        let (mut heading, mut held_out) = (String::new(), false);
        for line in text.lines().filter(|l| !l.is_empty()) {
            if line.starts_with("//") {
                held_out |= line == "// held out";
                continue;
            }
            if let Some(words) = line.strip_prefix("# ") {
                heading = words.to_string();
                continue;
            }
            let (sentence, claims) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}"));
            let claims = claims.split_whitespace().filter(|c| *c != "-");
            let claims = claims.map(|c| claim(form, c)).collect();
            let (heading, sentence) = (heading.clone(), sentence.to_string());
            let agency = agency.clone();
            lines.push(Labelled { form, year, agency, heading, sentence, claims, held_out });
        }
    }
    lines
}

fn claim(form: &'static Form, words: &str) -> Claim {
    let (cells, figures) = words
        .strip_suffix(">0")
        .map(|cells| (cells, "1"))
        .or_else(|| words.split_once('='))
        .unwrap_or_else(|| panic!("{words}"));
    let figures = figures.split('+').map(|f| Amount::parse(f).unwrap()).collect();
    Claim { cells: cells.split('+').flat_map(|id| expand(form, id)).collect(), figures }
}

/// The cells that a label of the set means (see the README).
fn expand(form: &'static Form, id: &str) -> Vec<String> {
    if form.cells().iter().any(|c| c.id == id) {
        return vec![id.to_string()];
    }
    let (row, column) = id.rsplit_once('.').unwrap_or_else(|| panic!("{id}"));
    let columns = if column == "org" { &ORGANISATIONS[..] } else { &[column] };
    let stands = |id: &str| {
        let (its_row, its_column) = id.rsplit_once('.').unwrap();
        columns.contains(&its_column)
            && (its_row == row || its_row.strip_prefix(row).is_some_and(|r| r.starts_with('.')))
    };
    let found: Vec<String> =
        form.cells().iter().map(|c| c.id.clone()).filter(|c| stands(c)).collect();
    assert!(!found.is_empty(), "{id}");
    found
}

impl Labelled {
    /// A report with the sentence, whose table agrees with it; all other cells have the value that
    /// `others` gives.
    fn report(&self, others: fn(u64) -> u64) -> Report {
        let mut report = Report::new(self.form, Some(self.year), &self.agency);
        let (heading, text) = (self.heading.clone(), self.sentence.clone());
        report.sections = vec![Section { id: None, heading, text }];
        let mut claims: Vec<&Claim> = self.claims.iter().collect();
        claims.sort_by_key(|c| c.cells.len());
        for claim in claims {
            let (known, free): (Vec<&String>, Vec<&String>) =
                claim.cells.iter().partition(|id| report.cells.contains_key(*id));
            let known: Amount = known.iter().map(|id| value(&report, id)).sum();
            for (i, id) in free.into_iter().cloned().collect::<Vec<_>>().into_iter().enumerate() {
                let rest = if i == 0 { claim.sum() - known } else { Amount::ZERO };
                report.cells.insert(id, rest.to_string());
            }
            let sum: Amount = claim.cells.iter().map(|id| value(&report, id)).sum();
            assert_eq!(sum, claim.sum(), "the claims contradict each other: {}", self.sentence);
        }
        for (i, cell) in self.form.cells().iter().enumerate() {
            let other = || others(i as u64).to_string();
            report.cells.entry(cell.id.clone()).or_insert_with(other);
        }
        report
    }

    /// The false alarms, and for each claim whether its contradiction is found.
    fn measure(&self) -> (Vec<Finding>, Vec<bool>) {
        let other: [fn(u64) -> u64; 2] = [|_| 0, |i| 100_003 + 1_009 * i];
        let mut alarms: Vec<Finding> = Vec::new();
        for finding in other.iter().flat_map(|o| findings(&self.report(*o))) {
            let same = |f: &Finding| f.rule == finding.rule && f.quote == finding.quote;
            if !alarms.iter().any(same) {
                alarms.push(finding);
            }
        }
        let found = self.claims.iter().map(|claim| {
            let mut report = self.report(other[1]);
            let id = &claim.cells[0];
            // The difference must exceed what is carried over in any of the sentences, and the last place
            // of a number in 万 or 亿.
            let by = if self.sentence.contains(['万', '亿']) { 1500 } else { 3 };
            let changed = match value(&report, id) {
                Amount::ZERO => Amount::whole(1),
                n => (n - Amount::whole(by)).max(Amount::ZERO),
            };
            report.cells.insert(id.clone(), changed.to_string());
            findings(&report).iter().any(|f| {
                let figure = claim.figures.iter().any(|n| f.stated == Some(n.to_string()));
                figure && f.cells.iter().any(|c| c.id == *id)
            })
        });
        let found = found.collect();
        (alarms, found)
    }
}

fn value(report: &Report, id: &str) -> Amount {
    Amount::parse(report.cell(id)).unwrap()
}

fn findings(report: &Report) -> Vec<Finding> {
    let all = check(report, None).findings;
    all.into_iter().filter(|f| RULES.contains(&&*f.rule)).collect()
}

#[derive(Default)]
struct Counts {
    sentences: usize,
    found: usize,
    missed: usize,
    alarms: usize,
}

impl Counts {
    fn precision(&self) -> f64 {
        self.found as f64 / (self.found + self.alarms) as f64
    }

    fn recall(&self) -> f64 {
        self.found as f64 / (self.found + self.missed) as f64
    }
}

#[test]
fn prose_against_table() {
    // Sentences with which the words were tuned prove less than others. The part held out is
    // counted separately and its errors are not shown, unless NIANBAO_HELD_OUT is set.
    let show = std::env::var_os("NIANBAO_HELD_OUT").is_some();
    let mut counts = [Counts::default(), Counts::default()];
    for line in labelled() {
        let held_out = line.held_out;
        let (alarms, found) = line.measure();
        let count = &mut counts[usize::from(held_out)];
        count.sentences += 1;
        count.alarms += alarms.len();
        count.found += found.iter().filter(|f| **f).count();
        count.missed += found.iter().filter(|f| !**f).count();
        if held_out && !show {
            continue;
        }
        for alarm in alarms {
            println!("{} false: {} {}", line.form.id, line.sentence, alarm.message);
        }
        for (claim, _) in line.claims.iter().zip(found).filter(|(_, f)| !f) {
            let cells = claim.cells.join("+");
            println!("{} missed: {} {cells}={}", line.form.id, line.sentence, claim.sum());
        }
    }
    for (name, count) in ["prose", "prose held out"].iter().zip(&counts) {
        let Counts { sentences, found, missed, alarms } = count;
        println!("truth\t{name}\tfigures of {sentences} sentences\t{found}\t{missed}\t{alarms}\t–");
    }
    let [tuning, held_out] = &counts;
    let all = Counts {
        sentences: tuning.sentences + held_out.sentences,
        found: tuning.found + held_out.found,
        missed: tuning.missed + held_out.missed,
        alarms: tuning.alarms + held_out.alarms,
    };
    assert!(all.sentences >= 180);
    // What is reached today, without a sentence to spare.
    assert!(all.precision() >= 0.981, "precision {:.4}", all.precision());
    assert!(all.recall() >= 0.989, "recall {:.4}", all.recall());
}
