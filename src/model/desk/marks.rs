//! What the list of the desk says of several files together: which of them hold the same report, and
//! which of the expected units have reported.

use std::collections::{BTreeMap, BTreeSet};

use report::expected::{Expected, Reported, Seen, call};
use report::units::{Unit, taken};

use super::{At, Entry};

/// What is known of a report from the other files.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mark {
    /// The file that counts for this report, and how many files the report has.
    pub taken: At,
    pub files: usize,
    /// Its numbers are not those of the file that counts.
    pub differs: bool,
    /// Its unit is not on the list of those expected.
    pub unlisted: bool,
    /// The name on the list that was taken for its unit, though it is only similar.
    pub listed_as: Option<String>,
}

/// A unit of the list without a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
    pub unit: String,
    /// The file with its name that could not be read, or names no agency.
    pub file: Option<String>,
}

/// The marks of all reports, and what came of the list of expected units.
#[derive(Default)]
pub struct Marks {
    of: BTreeMap<At, Mark>,
    /// The year for which units are expected.
    pub year: Option<u16>,
    /// How many units the list has.
    pub expected: usize,
    /// Those of them that have no report, in the order of the list.
    pub absent: Vec<Absent>,
}

impl Marks {
    /// Compares all entries with each other and with the list of expected units.
    pub fn of<'a>(entries: impl Iterator<Item = (At, &'a Entry)>, expected: &Expected) -> Marks {
        let all: Vec<(At, &Entry)> = entries.collect();
        let units: Vec<Unit> = all.iter().map(|(_, entry)| entry.key.clone()).collect();
        let taken = taken(&units);
        let mut files = vec![0; all.len()];
        taken.iter().for_each(|at| files[*at] += 1);
        let mark = |(i, at): (usize, &usize)| Mark {
            taken: all[*at].0,
            files: files[*at],
            differs: units[i].version.figures != units[*at].version.figures,
            ..Mark::default()
        };
        let mut marks: Vec<Mark> = taken.iter().enumerate().map(mark).collect();
        let mut absent = Vec::new();
        let mut year = None;
        if !expected.names.is_empty() {
            let seen: Vec<Seen> = all.iter().map(|(_, entry)| entry.seen()).collect();
            let called = call(expected, &seen);
            year = called.year;
            called.unlisted.iter().for_each(|i| marks[*i].unlisted = true);
            for one in called.listed {
                let file = match one.state {
                    Reported::Yes(_) => continue,
                    Reported::Perhaps(i) => {
                        marks[i].listed_as = Some(one.name);
                        continue;
                    }
                    Reported::Unread(i) => Some(all[i].1.file.clone()),
                    Reported::No => None,
                };
                absent.push(Absent { unit: one.name, file });
            }
        }
        let of = all.iter().map(|(at, _)| *at).zip(marks).collect();
        Marks { of, year, expected: expected.names.len(), absent }
    }

    /// The mark of a report; `None` until the files are compared.
    pub fn get(&self, at: At) -> Option<&Mark> {
        self.of.get(&at)
    }

    /// The file that counts for a report.
    pub fn taken(&self, at: At) -> At {
        self.get(at).map_or(at, |mark| mark.taken)
    }

    /// All files of the same reports as these.
    pub fn whole(&self, some: &[At]) -> Vec<At> {
        let reports: BTreeSet<At> = some.iter().map(|at| self.taken(*at)).collect();
        let others = self.of.iter().filter(|(_, mark)| reports.contains(&mark.taken));
        let all: BTreeSet<At> = some.iter().copied().chain(others.map(|(at, _)| *at)).collect();
        all.into_iter().collect()
    }
}
