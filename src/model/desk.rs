//! The data of the self-check desk's screen: a small [`Entry`] for each report, which of them are
//! shown in which order, and which rules have a column. The rows themselves are held by the script
//! that checks the files (`www/desk.js`); a row is requested when it is shown.

use std::collections::BTreeMap;

use report::Severity;
use report::desk::Row;
use report::document::{NoteLevel, is_head};
pub use report::units::At;

/// How many findings of each severity there are, errors first.
pub type Counts = [usize; 3];

/// What the list shows of a report, or of a file without one.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub file: String,
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
}

impl Entry {
    fn of(row: Row, severities: &mut BTreeMap<String, Severity>) -> Entry {
        let unit = row.called().to_string();
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
            file: row.file,
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

    fn is(&self, state: StateFilter) -> bool {
        match state {
            StateFilter::Any => true,
            StateFilter::Has(severity) => self.counts[severity as usize] > 0,
            StateFilter::Clean => {
                self.error.is_none() && self.counts[..2] == [0, 0] && self.blank.is_none()
            }
            StateFilter::Blank => self.blank.is_some(),
            StateFilter::Unread => self.error.is_some(),
        }
    }
}

impl Filter {
    fn admits(&self, entry: &Entry) -> bool {
        let named = |words: &str| entry.unit.contains(words) || entry.file.contains(words);
        entry.is(self.state)
            && self.rule.as_ref().is_none_or(|rule| entry.found.contains_key(rule))
            && self.form.as_ref().is_none_or(|form| entry.form == *form)
            && self.year.is_none_or(|year| entry.year == Some(year))
            && self.words.split_whitespace().all(named)
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
        let rows = rows.into_iter().map(|text| serde_json::from_str(&text).unwrap_or_else(unknown));
        self.files[file] = rows.map(|row| Entry::of(row, &mut self.severities)).collect();
    }

    pub fn get(&self, (file, part): At) -> Option<&Entry> {
        self.files.get(file)?.get(part)
    }

    pub fn all(&self) -> impl Iterator<Item = (At, &Entry)> {
        let entries = |(file, rows): (usize, &'_ Vec<Entry>)| (file, rows.len());
        let sizes = self.files.iter().enumerate().map(entries);
        sizes
            .flat_map(|(file, rows)| (0..rows).map(move |part| (file, part)))
            .filter_map(|at| Some((at, self.get(at)?)))
    }

    /// The reports that pass the filter, in this order; files without a report come last.
    pub fn shown(&self, filter: &Filter, sort: Sort) -> Vec<At> {
        let mut shown: Vec<(At, &Entry)> = self.all().filter(|(_, e)| filter.admits(e)).collect();
        let name = |e: &Entry| (e.unit.clone(), e.year);
        match sort {
            Sort::Worst => shown.sort_by_key(|(_, e)| std::cmp::Reverse(e.counts)),
            Sort::Unit => shown.sort_by_cached_key(|(_, e)| name(e)),
            Sort::Year => shown.sort_by_cached_key(|(_, e)| (std::cmp::Reverse(e.year), name(e))),
            Sort::File => {}
        }
        shown.sort_by_key(|(_, e)| e.error.is_some());
        shown.into_iter().map(|(at, _)| at).collect()
    }

    /// A column for every rule that the shown reports break, the severest and most broken first.
    pub fn columns(&self, shown: &[At]) -> Vec<Column> {
        let mut sums = BTreeMap::<&str, (usize, usize)>::new();
        for (rule, places) in shown.iter().filter_map(|at| self.get(*at)).flat_map(|e| &e.found) {
            let sum = sums.entry(rule).or_default();
            *sum = (sum.0 + places, sum.1 + 1);
        }
        let column = |(rule, (places, reports)): (&str, (usize, usize))| Column {
            rule: rule.to_string(),
            severity: self.severities.get(rule).copied().unwrap_or(Severity::Hint),
            places,
            reports,
        };
        let mut columns: Vec<Column> = sums.into_iter().map(column).collect();
        columns.sort_by_key(|c| (c.severity as usize, std::cmp::Reverse((c.reports, c.places))));
        columns
    }

    /// The number of reports in this state.
    pub fn count(&self, state: StateFilter) -> usize {
        self.all().filter(|(_, e)| e.is(state)).count()
    }

    /// The forms and years of the reports.
    pub fn forms(&self) -> Vec<String> {
        let forms = self.all().map(|(_, e)| e.form.clone()).filter(|f| !f.is_empty());
        forms.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    pub fn years(&self) -> Vec<u16> {
        let years = self.all().filter_map(|(_, e)| e.year);
        years.collect::<std::collections::BTreeSet<_>>().into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(agency: &str, year: u16, findings: &[(&str, &str)]) -> String {
        let findings: Vec<String> = findings
            .iter()
            .map(|(rule, severity)| {
                format!(r#"{{"rule":"{rule}","severity":"{severity}","at":"x","message":"","cells":[]}}"#)
            })
            .collect();
        format!(
            r#"{{"file":"区/{agency}.docx","agency":"{agency}","year":{year},"form":"2021","findings":[{}]}}"#,
            findings.join(",")
        )
    }

    fn desk() -> Desk {
        let mut desk = Desk::default();
        desk.take(0, [row("甲局", 2024, &[("E-01", "warning"), ("C-01", "error")])]);
        desk.take(2, [row("乙局", 2023, &[("C-01", "error"), ("C-01", "error")])]);
        desk.take(1, [row("丙局", 2024, &[("H-01", "hint")])]);
        let failed = r#"{"file":"坏.docx","error":{"code":"damaged","message":"读不出来"},
            "agency":"","year":null,"form":"","findings":[]}"#;
        desk.take(3, [failed.to_string()]);
        desk
    }

    #[test]
    fn the_worst_stands_first_and_what_could_not_be_read_last() {
        let desk = desk();
        let shown = desk.shown(&Filter::default(), Sort::Worst);
        assert_eq!(shown, [(2, 0), (0, 0), (1, 0), (3, 0)]);
        assert_eq!(desk.get((3, 0)).map(|e| e.unit.as_str()), Some("坏.docx"));
        let years = desk.shown(&Filter::default(), Sort::Year);
        assert_eq!(years[2..], [(2, 0), (3, 0)]);
    }

    #[test]
    fn columns_are_the_broken_rules_of_what_is_shown() {
        let desk = desk();
        let all = desk.shown(&Filter::default(), Sort::File);
        let columns = desk.columns(&all);
        let names: Vec<&str> = columns.iter().map(|c| c.rule.as_str()).collect();
        assert_eq!(names, ["C-01", "E-01", "H-01"]);
        assert_eq!((columns[0].places, columns[0].reports), (3, 2));
        let filter = Filter { year: Some(2023), ..Filter::default() };
        assert_eq!(desk.columns(&desk.shown(&filter, Sort::File)).len(), 1);
    }

    #[test]
    fn a_report_with_blank_cells_is_not_clean_and_guessed_heads_are_named() {
        let mut desk = desk();
        let more = r#""progress":{"filled":7,"cells":200},"notes":[
            {"level":"guessed","message":"","where":"年度"},
            {"level":"guessed","message":"","where":"机关类别"},
            {"level":"lost","message":"","where":"标题"}],"findings""#;
        desk.take(4, [row("丁局", 2024, &[]).replace("\"findings\"", more)]);
        let entry = desk.get((4, 0)).unwrap();
        assert_eq!(entry.guessed, ["年度"]);
        assert_eq!(entry.blank.as_deref(), Some("已填 7/200"));
        assert_eq!((desk.count(StateFilter::Blank), desk.count(StateFilter::Clean)), (1, 1));
    }

    #[test]
    fn filters_are_held_together() {
        let desk = desk();
        let shown = |filter: Filter| desk.shown(&filter, Sort::File);
        let clean = Filter { state: StateFilter::Clean, ..Filter::default() };
        assert_eq!(shown(clean), [(1, 0)]);
        let words = Filter { words: "区 局".into(), ..Filter::default() };
        assert_eq!(shown(words).len(), 3);
        let both = Filter { words: "甲".into(), rule: Some("H-01".into()), ..Filter::default() };
        assert_eq!(shown(both), []);
        assert_eq!(desk.count(StateFilter::Unread), 1);
        assert_eq!(desk.count(StateFilter::Has(Severity::Error)), 2);
    }

    /// A row that cannot be understood is not left out.
    #[test]
    fn a_text_that_is_no_row_is_shown_as_unread() {
        let mut desk = desk();
        let other = row("丁局", 2024, &[]).replace("2024", "\"二〇二四\"");
        desk.take(4, [row("甲局", 2023, &[]), other, String::new()]);
        let entries: Vec<&Entry> = (0..3).filter_map(|part| desk.get((4, part))).collect();
        let unread: Vec<bool> = entries.iter().map(|e| e.error.is_some()).collect();
        assert_eq!(unread, [false, true, true]);
        assert_eq!(entries[1].unit, "第 5 个文件");
        assert_eq!(desk.count(StateFilter::Unread), 3);
    }

    #[test]
    fn a_file_checked_again_takes_the_place_of_what_was_there() {
        let mut desk = desk();
        desk.take(0, [row("甲局", 2024, &[])]);
        assert_eq!(desk.count(StateFilter::Clean), 2);
        assert_eq!(desk.all().count(), 4);
    }
}
