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
    /// The name on the list that was taken for its unit, though it is only similar; or the unit whose
    /// file it seems to be, if it could not be read.
    pub listed_as: Option<String>,
}

/// A file that could not be read, of a unit that has no other report of the year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    pub at: At,
    pub unit: String,
}

/// The marks of all reports, and what came of the list of expected units.
#[derive(Default)]
pub struct Marks {
    of: BTreeMap<At, Mark>,
    /// The year for which units are expected.
    pub year: Option<u16>,
    /// How many units the list has.
    pub expected: usize,
    /// Those of them that have sent nothing, in the order of the list.
    pub absent: Vec<String>,
    /// How many of them have sent a file that could not be read.
    pub listed_unread: usize,
    /// All units of which that is known.
    pub unread: Vec<Unread>,
}

impl Marks {
    /// Compares all entries with each other and, if they are complete, with the list of expected units.
    pub fn of<'a>(
        entries: impl Iterator<Item = (At, &'a Entry)>,
        expected: Option<&Expected>,
    ) -> Marks {
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
        let mut of_list = Marks::default();
        if let Some(expected) = expected {
            let seen: Vec<Seen> = all.iter().map(|(_, entry)| entry.seen()).collect();
            let called = call(expected, &seen);
            (of_list.year, of_list.expected) = (called.year, expected.names.len());
            if of_list.expected > 0 {
                called.unlisted.iter().for_each(|i| marks[*i].unlisted = true);
            }
            for one in called.listed {
                match one.state {
                    Reported::Yes(_) => {}
                    Reported::Perhaps(i) => marks[i].listed_as = Some(one.name),
                    Reported::Unread(_) => of_list.listed_unread += 1,
                    Reported::No => of_list.absent.push(one.name),
                }
            }
            for (i, unit) in called.unread {
                marks[i].listed_as = Some(unit.clone());
                of_list.unread.push(Unread { at: all[i].0, unit });
            }
        }
        Marks { of: all.iter().map(|(at, _)| *at).zip(marks).collect(), ..of_list }
    }

    /// How many of those expected have reported, in words; empty if there is no list.
    pub fn summary(&self) -> String {
        if self.expected == 0 {
            return String::new();
        }
        let (absent, unread) = (self.absent.len(), self.listed_unread);
        let year = self.year.map_or(String::new(), |year| format!("{year}年度"));
        format!(
            "{year}应报送 {} 个单位：已报送 {} 个，未报送 {absent} 个，文件读不了 {unread} 个",
            self.expected,
            self.expected - absent - unread,
        )
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
