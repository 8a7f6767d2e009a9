//! Measures how right the checker is on labelled reports (`crates/report/tests/truth`, see the
//! README there).
//!
//! The part `open` may be read by those who tune the rules. Of `unseen` only figures are shown,
//! unless `NIANBAO_UNSEEN=show`. `cargo xtask bench truth` makes a table of the lines that begin
//! with `truth`.

mod judge;
mod labels;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use judge::{Outcome, judge};
use labels::{Labelled, reports};

/// The counts of one family: found, missed, false, silent.
#[derive(Clone, Copy, Default)]
struct Counts {
    found: usize,
    missed: usize,
    wrong: usize,
    silent: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.found += other.found;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.silent += other.silent;
    }

    /// Whether precision and recall, in per cent, are at least these.
    fn reaches(&self, precision: usize, recall: usize) -> bool {
        self.found * 100 >= (self.found + self.wrong) * precision
            && self.found * 100 >= (self.found + self.missed) * recall
    }
}

/// Families of rules, as a reader would group faults.
#[rustfmt::skip]
const FAMILIES: &[(&str, &[&str])] = &[
    ("text against table", &["A-16", "A-17", "C-12", "C-13", "C-14", "C-15", "C-16", "C-18"]),
    ("text against itself", &["V-13", "V-14", "V-15", "V-18", "C-27"]),
    ("against last year", &["A-14", "C-05", "C-06", "C-23", "C-26", "V-17"]),
    ("table", &[
        "A-01", "A-02", "A-03", "A-04", "A-05", "A-06", "A-07", "A-08", "A-09", "A-10", "A-11", "A-12",
        "A-13", "B-01", "B-02", "B-03", "B-04", "C-01", "C-02", "C-03", "C-04", "C-07", "C-08", "C-11",
        "C-24", "C-25", "V-01", "V-02",
    ]),
    // Heads, sections, lists, dates, words.
    ("make", &[]),
];

fn family(rule: &str) -> &'static str {
    let named = FAMILIES.iter().find(|(_, rules)| rules.contains(&rule));
    named.or(FAMILIES.last()).map_or("", |(name, _)| name)
}

/// Counts by kind (`report`, `rules`, `head`, `changed`) and name.
type Table = BTreeMap<(&'static str, String), Counts>;

fn measure(part: &str, show: bool) -> Table {
    let all = reports(part);
    let last = |name: &String| all.iter().find(|other| other.name == *name);
    let outcome = |labelled: &Labelled| judge(labelled, labelled.previous.as_ref().and_then(last));
    let mut table = Table::new();
    for (labelled, outcome) in all.iter().zip(on_all_cores(&all, outcome)) {
        count(&mut table, labelled, &outcome);
        if show {
            tell(labelled, &outcome);
        }
    }
    table
}

/// The outcomes of the reports, in their order. Each core takes the next report as soon as it is free.
fn on_all_cores(all: &[Labelled], outcome: impl Fn(&Labelled) -> Outcome + Sync) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let work = || {
        let indices = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        let mine = indices.map_while(|i| Some((i, outcome(all.get(i)?))));
        mine.collect::<Vec<_>>()
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut outcomes: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no report panics")).collect()
    });
    outcomes.sort_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn count(table: &mut Table, labelled: &Labelled, outcome: &Outcome) {
    let mut note = |kind: &'static str, name: &str, counts: Counts| {
        table.entry((kind, name.to_string())).or_default().add(counts);
    };
    let one = |right: bool| Counts {
        found: usize::from(right),
        missed: usize::from(!right),
        ..Counts::default()
    };
    if labelled.refused {
        return note("head", "refused", one(outcome.refused.is_some()));
    }
    note("head", "taken", one(outcome.refused.is_none()));
    for (head, misread) in &outcome.heads {
        note("head", head, one(misread.is_none()));
    }
    for (label, found) in labelled.faults.iter().zip(&outcome.found) {
        note("report", &labelled.family, one(*found));
        note("rules", family(&label.rules[0]), one(*found));
    }
    for finding in &outcome.wrong {
        let wrong = Counts { wrong: 1, ..Counts::default() };
        note("report", &labelled.family, wrong);
        note("rules", family(&finding.rule), wrong);
    }
    if outcome.wrong.is_empty() {
        note("report", &labelled.family, Counts { silent: 1, ..Counts::default() });
    }
    for (_, seen) in &outcome.seen {
        note("changed", outcome.form, one(*seen));
    }
}

/// Prints what went wrong.
fn tell(labelled: &Labelled, outcome: &Outcome) {
    let name = &labelled.name;
    if labelled.refused != outcome.refused.is_some() {
        println!("{name} refused: {:?}", outcome.refused);
    }
    for (head, misread) in &outcome.heads {
        if let Some(misread) = misread {
            println!("{name} {head}: {misread}");
        }
    }
    for (label, _) in labelled.faults.iter().zip(&outcome.found).filter(|(_, found)| !**found) {
        println!("{name} missed: {} {}", label.rules.join("/"), label.words);
    }
    for finding in &outcome.wrong {
        let quote = finding.quote.as_deref().unwrap_or_default();
        println!("{name} false: {} {} {} ({quote})", finding.rule, finding.at, finding.message);
    }
    for (words, _) in outcome.seen.iter().filter(|(_, seen)| !seen) {
        println!("{name} changed unseen: {words}");
    }
}

/// What each part must hold, and reach: reports, precision and recall of all faults, heads, changed
/// figures, in shares of a hundred.
const FLOORS: [(&str, usize, [usize; 4]); 2] =
    [("open", 239, [98, 94, 99, 92]), ("unseen", 34, [94, 86, 97, 80])];

#[test]
fn labelled_reports() {
    let mut short = Vec::new();
    for (part, least, [precision, recall, heads, changed]) in FLOORS {
        let show = part == "open" || std::env::var("NIANBAO_UNSEEN").is_ok_and(|v| v == "show");
        let table = measure(part, show);
        for ((kind, name), c) in &table {
            println!(
                "truth\t{part}\t{kind} {name}\t{}\t{}\t{}\t{}",
                c.found, c.missed, c.wrong, c.silent
            );
        }
        let sum = |of: &str, name: Option<&str>| {
            let mut sum = Counts::default();
            let mine = |k: &(&str, String)| k.0 == of && name.is_none_or(|n| k.1 == n);
            table.iter().filter(|(k, _)| mine(k)).for_each(|(_, c)| sum.add(*c));
            sum
        };
        let taken = sum("head", Some("taken"));
        let reached = [
            (taken.found + taken.missed >= least, "reports, the set was cut"),
            (sum("report", None).reaches(precision, recall), "faults"),
            (sum("head", None).reaches(0, heads), "heads"),
            (sum("changed", None).reaches(0, changed), "changed figures"),
        ];
        short.extend(reached.iter().filter(|(enough, _)| !enough).map(|(_, of)| (part, *of)));
    }
    assert!(short.is_empty(), "below the floor: {short:?}");
}
