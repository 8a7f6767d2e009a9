//! The data of the self-check desk's screen: a small [`Entry`] for each report, which of them are
//! shown in which order, and which rules have a column. The rows themselves are held by the script
//! that checks the files (`www/desk.js`); a row is requested when it is shown.

mod marks;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use report::Severity;
use report::desk::Row;
use report::document::{NoteLevel, is_head};
use report::expected::{Expected, Seen};
pub use report::units::At;
use report::units::Unit;

pub use self::marks::{Mark, Marks, Unread};

/// How many findings of each severity there are, errors first.
pub type Counts = [usize; 3];

/// What the list shows of a report, or of a file without one.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The file's name, and the report's name within a file that has several.
    pub file: String,
    /// By what the same report is recognised in other files.
    pub key: Unit,
    /// The reporting agency; the file's name if the agency is not known.
    pub unit: String,
    pub year: Option<u16>,
    pub form: String,
    /// Why the file has no report.
    pub error: Option<String>,
    pub counts: Counts,
    /// The progress of its tables in words, while cells are blank.
    pub blank: Option<String>,
    /// The names of its guessed heads.
    pub guessed: Vec<String>,
    /// Number of findings by rule.
    pub found: BTreeMap<String, usize>,
}

/// A column of the matrix: a rule, and how many places in how many of the shown reports break it.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    pub rule: String,
    pub severity: Severity,
    pub places: usize,
    pub reports: usize,
}

/// Which reports are shown.
#[derive(Clone, PartialEq, Default)]
pub struct Filter {
    /// Words in the name of the agency or the file.
    pub words: String,
    pub state: StateFilter,
    pub rule: Option<String>,
    pub form: Option<String>,
    pub year: Option<u16>,
}

/// The state of a report by which the list is filtered.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum StateFilter {
    #[default]
    Any,
    /// It has findings of this severity.
    Has(Severity),
    /// It has neither errors nor warnings, and its tables are filled in.
    Clean,
    /// Some cells of its tables are blank.
    Blank,
    /// It could not be read.
    Unread,
    /// Other files hold the same report.
    Repeated,
    /// Its unit is not on the list of those expected.
    Unlisted,
    /// Not the reports, but the listed units without one.
    Absent,
}

/// The order of the list.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Sort {
    /// The most errors first, then the most warnings, then the most hints.
    #[default]
    Worst,
    Unit,
    Year,
    /// The order in which the files were added.
    File,
}

impl Sort {
    /// Every order with its name.
    pub const ALL: [(Sort, &'static str); 4] = [
        (Sort::Worst, "问题多的在前"),
        (Sort::Unit, "按单位"),
        (Sort::Year, "按年度"),
        (Sort::File, "按文件"),
    ];
}

/// The list of all reports on the desk.
#[derive(Default)]
pub struct Desk {
    files: Vec<Vec<Entry>>,
    severities: BTreeMap<String, Severity>,
    marks: Marks,
    /// The file with the corrected report, by the row that it replaces.
    corrected: Vec<(At, usize)>,
}

impl Entry {
    fn of(row: Row, severities: &mut BTreeMap<String, Severity>) -> Entry {
        let (unit, key, file) = (row.called().to_string(), row.unit(), row.place());
        let blank = row.is_unfilled().then(|| row.progress.words());
        let (mut counts, mut found) = ([0; 3], BTreeMap::new());
        // A finding that the agency has explained needs no correction.
        for one in row.findings.into_iter().filter(|f| f.explained.is_none()) {
            counts[one.severity as usize] += 1;
            severities.entry(one.rule.to_string()).or_insert(one.severity);
            *found.entry(one.rule.into_owned()).or_insert(0) += 1;
        }
        let guessed = row.notes.into_iter().filter(|note| note.level == NoteLevel::Guessed);
        Entry {
            file,
            key,
            unit,
            year: row.year,
            form: row.form,
            error: row.error.map(|e| e.message),
            counts,
            blank,
            guessed: guessed.filter_map(|note| note.place).filter(|place| is_head(place)).collect(),
            found,
        }
    }

    fn seen(&self) -> Seen<'_> {
        let is_read = self.error.is_none();
        Seen { agency: &self.key.agency, year: self.year, file: &self.file, is_read }
    }

    /// Whether a notice is written about it.
    pub fn is_faulty(&self) -> bool {
        self.error.is_none() && (self.counts[..2] != [0, 0] || self.blank.is_some())
    }

    /// Whether it is in this state. What a report lacks is told by the file that counts.
    fn is(&self, state: StateFilter, at: At, mark: Option<&Mark>) -> bool {
        let counts = mark.is_none_or(|mark| mark.taken == at);
        match state {
            StateFilter::Any => true,
            StateFilter::Has(severity) => counts && self.counts[severity as usize] > 0,
            StateFilter::Clean => counts && self.error.is_none() && !self.is_faulty(),
            StateFilter::Blank => counts && self.blank.is_some(),
            StateFilter::Unread => self.error.is_some(),
            StateFilter::Repeated => mark.is_some_and(|mark| mark.files > 1),
            StateFilter::Unlisted => mark.is_some_and(|mark| mark.unlisted),
            StateFilter::Absent => false,
        }
    }
}

impl Filter {
    fn admits(&self, entry: &Entry, at: At, mark: Option<&Mark>) -> bool {
        let named = |words: &str| entry.unit.contains(words) || entry.file.contains(words);
        // Of which year and form a file is that could not be read, nobody knows.
        let unread = entry.error.is_some();
        entry.is(self.state, at, mark)
            && self.rule.as_ref().is_none_or(|rule| entry.found.contains_key(rule))
            && self.form.as_ref().is_none_or(|form| unread || entry.form == *form)
            && self.year.is_none_or(|year| unread || entry.year == Some(year))
            && self.words.split_whitespace().all(named)
    }

    /// Whether a unit without a report is listed; `year` is the one for which it is expected.
    fn admits_absent(&self, absent: &str, year: Option<u16>) -> bool {
        matches!(self.state, StateFilter::Any | StateFilter::Absent)
            && self.rule.is_none()
            && self.form.is_none()
            && (self.year.is_none() || self.year == year)
            && self.words.split_whitespace().all(|words| absent.contains(words))
    }
}

/// The message for a text that is no row. Only seen if two versions of the program meet.
const UNKNOWN: &str = "检查的结果读不出来，请刷新页面后重新添加文件。";

impl Desk {
    /// Takes the result of a file, the JSON texts of its rows, in place of a former result. A text
    /// that is no row becomes an entry that says so.
    pub fn take(&mut self, file: usize, rows: impl IntoIterator<Item = String>) {
        if self.files.len() <= file {
            self.files.resize(file + 1, Vec::new());
        }
        let unknown = |_| Row::failed(&format!("第 {} 个文件", file + 1), "damaged", UNKNOWN);
        let rows = rows.into_iter().map(|text| report::json::read(&text).unwrap_or_else(unknown));
        self.files[file] = rows.map(|row| Entry::of(row, &mut self.severities)).collect();
        // Files are compared once all are there: until then a unit is not said to be missing.
        self.marks = Marks::default();
    }

    /// Puts the report of a file in the place of a row that it corrects.
    pub fn correct(&mut self, at: At, file: usize) {
        self.corrected.push((at, file));
    }

    /// Forgets the corrected report in a file; returns the row that stands again.
    pub fn restore(&mut self, file: usize) -> Option<At> {
        let at = self.corrects(file)?;
        self.corrected.retain(|(_, own)| *own != file);
        self.take(file, []);
        Some(at)
    }

    /// The row that the report of a file corrects.
    pub fn corrects(&self, file: usize) -> Option<At> {
        self.corrected.iter().find(|(_, own)| *own == file).map(|(at, _)| *at)
    }

    /// Whether some report of a file has been corrected.
    pub fn has_corrections(&self, file: usize) -> bool {
        self.corrected.iter().any(|(at, own)| at.0 == file || *own == file)
    }

    /// Whether a corrected report stands in the place of this row.
    fn is_replaced(&self, at: &At) -> bool {
        self.corrected.iter().any(|(of, file)| of == at && self.get((*file, 0)).is_some())
    }

    /// Compares the files with each other and, if all are read, with the units that are expected.
    pub fn compare(&mut self, expected: Option<&Expected>) {
        self.marks = Marks::of(self.all(), expected);
    }

    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The reports that are in these files, each by the file that counts; without unread files.
    pub fn reports(&self, some: &[At]) -> Vec<At> {
        let taken: BTreeSet<At> = some.iter().map(|at| self.marks.taken(*at)).collect();
        let read = |at: &At| self.get(*at).is_some_and(|entry| entry.error.is_none());
        taken.into_iter().filter(read).collect()
    }

    /// The listed units without a report that pass the filter.
    pub fn absent(&self, filter: &Filter) -> Vec<String> {
        let all = self.marks.absent.iter();
        all.filter(|one| filter.admits_absent(one, self.marks.year)).cloned().collect()
    }

    pub fn get(&self, (file, part): At) -> Option<&Entry> {
        self.files.get(file)?.get(part)
    }

    pub fn all(&self) -> impl Iterator<Item = (At, &Entry)> {
        let entries = |(file, rows): (usize, &'_ Vec<Entry>)| (file, rows.len());
        let sizes = self.files.iter().enumerate().map(entries);
        sizes
            .flat_map(|(file, rows)| (0..rows).map(move |part| (file, part)))
            .filter(|at| !self.is_replaced(at))
            .filter_map(|at| Some((at, self.get(at)?)))
    }

    fn admitted<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = (At, &'a Entry)> {
        self.all().filter(|(at, entry)| filter.admits(entry, *at, self.marks.get(*at)))
    }

    /// The files that pass the filter, in this order. The other files of a report stand behind the one
    /// that counts, and files without a report come last.
    pub fn shown(&self, filter: &Filter, sort: Sort) -> Vec<At> {
        let mut shown: Vec<(At, &Entry)> = self.admitted(filter).collect();
        let name = |e: &Entry| (e.unit.clone(), e.year);
        // A corrected report stands where the one before did.
        let place = |at: At| self.corrects(at.0).unwrap_or(at);
        shown.sort_by_cached_key(|(at, entry)| {
            let taken = self.marks.taken(*at);
            let first = self.get(taken).unwrap_or(entry);
            let order = match sort {
                Sort::Worst => (Reverse(first.counts), None, None),
                Sort::Unit => (Reverse([0; 3]), None, Some(name(first))),
                Sort::Year => (Reverse([0; 3]), Some(Reverse(first.year)), Some(name(first))),
                Sort::File => (Reverse([0; 3]), None, None),
            };
            (entry.error.is_some(), order, place(taken), *at != taken, place(*at))
        });
        shown.into_iter().map(|(at, _)| at).collect()
    }

    /// A column for every rule that the shown reports break, the severest and most broken first. A
    /// report in several files counts once.
    pub fn columns(&self, shown: &[At]) -> Vec<Column> {
        let mut sums = BTreeMap::<&str, (usize, usize)>::new();
        let mut counted = BTreeSet::new();
        for (at, entry) in shown.iter().filter_map(|at| Some((*at, self.get(*at)?))) {
            for (rule, places) in &entry.found {
                let sum = sums.entry(rule).or_default();
                sum.0 += places;
                sum.1 += usize::from(counted.insert((rule, self.marks.taken(at))));
            }
        }
        let column = |(rule, (places, reports)): (&str, (usize, usize))| Column {
            rule: rule.to_string(),
            severity: self.severities.get(rule).copied().unwrap_or(Severity::Hint),
            places,
            reports,
        };
        let mut columns: Vec<Column> = sums.into_iter().map(column).collect();
        columns.sort_by_key(|c| (c.severity as usize, Reverse((c.reports, c.places))));
        columns
    }

    /// The number of reports in this state that otherwise pass the filter; a report in several files
    /// counts once. Of those that are not read or absent, the number of files or units.
    pub fn count(&self, state: StateFilter, filter: &Filter) -> usize {
        let filter = Filter { state, ..filter.clone() };
        if state == StateFilter::Absent {
            return self.absent(&filter).len();
        }
        let reports = self.admitted(&filter).map(|(at, _)| self.marks.taken(at));
        reports.collect::<BTreeSet<At>>().len()
    }

    /// The forms and years of the reports.
    pub fn forms(&self) -> Vec<String> {
        let forms = self.all().map(|(_, e)| e.form.clone()).filter(|f| !f.is_empty());
        forms.collect::<BTreeSet<_>>().into_iter().collect()
    }

    pub fn years(&self) -> Vec<u16> {
        let years = self.all().filter_map(|(_, e)| e.year);
        years.collect::<BTreeSet<_>>().into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests;
