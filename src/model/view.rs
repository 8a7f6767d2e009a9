//! What the screen derives from a report and its findings, once for each change: the marks of
//! cells, offered values, the state of each part in the outline, and findings as they are shown.
//! The findings are those of [`CheckedReport`], which may be of the report before the last change.

mod outline;
pub mod prose;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use report::amount::Amount;
use report::finding::Progress;
use report::form::Table;
use report::progress::{self, Filled};
use report::session::Change;
use report::{Cell, CheckResult, Finding, Form, Report, Severity};

use super::checked::{CheckedReport, Mark, text_place};
use super::offers::Offer;
use super::part::Part;
use super::ranges::{moved, words_in};

/// A report after a change, and the last check result. A view equals only itself, which makes
/// comparing cheap.
pub struct View {
    pub report: Rc<Report>,
    /// Last year's report, where one is loaded.
    pub previous: Option<Rc<Report>>,
    /// What the rules said of this report, or of an earlier one.
    pub checked: Rc<CheckedReport>,
    /// The check result in `checked`.
    pub result: Rc<CheckResult>,
    /// The progress of each table.
    tables: Rc<Vec<Filled>>,
    /// The outline; computed when it is first needed.
    parts: OnceCell<Rc<[Part]>>,
}

impl PartialEq for View {
    fn eq(&self, other: &View) -> bool {
        std::ptr::eq(self, other)
    }
}

impl View {
    /// Derives what is shown.
    pub fn new(
        report: Rc<Report>,
        previous: Option<Rc<Report>>,
        checked: Rc<CheckedReport>,
    ) -> Rc<View> {
        let tables = Rc::new(progress::tables(report.form, &report.entries()));
        let result = checked.result.clone();
        Rc::new(View { report, previous, checked, result, tables, parts: OnceCell::new() })
    }

    /// The same report with a new check result.
    pub fn with(&self, checked: Rc<CheckedReport>) -> Rc<View> {
        let (report, previous) = (self.report.clone(), self.previous.clone());
        let (result, tables) = (checked.result.clone(), self.tables.clone());
        Rc::new(View { report, previous, checked, result, tables, parts: OnceCell::new() })
    }

    /// Whether the check result is that of this very report.
    pub fn is_fresh(&self) -> bool {
        let last = same(&self.previous, &self.checked.previous);
        self.checked.done() && last && Rc::ptr_eq(&self.report, &self.checked.report)
    }

    /// The result in a few words, for a screen reader and the narrow screen.
    pub fn summary(&self) -> String {
        let found = &self.result.findings;
        let open = |severity: &Severity| {
            found.iter().filter(|f| f.severity == *severity && f.explained.is_none()).count()
        };
        let told = |n: usize, words: &str| (n > 0).then(|| format!("{n} {words}"));
        let count = |severity: Severity| told(open(&severity), &format!("条{}", severity.word()));
        let all = [Severity::Error, Severity::Warning, Severity::Hint].map(count);
        let mut words: Vec<String> = all.into_iter().flatten().collect();
        if words.is_empty() {
            words.push("没有发现问题".into());
        }
        words.extend(told(found.iter().filter(|f| f.explained.is_some()).count(), "条已说明"));
        words.extend(told(self.blank(), "格没有填"));
        words.join("，")
    }

    /// Number of findings that are more than a reminder of a blank cell.
    pub fn loud(&self) -> usize {
        let loud = |f: &&Finding| f.explained.is_none() && !self.checked.is_about_blank(f);
        self.result.findings.iter().filter(loud).count()
    }

    pub fn mark(&self, cell: &str) -> Option<&Mark> {
        self.checked.mark(cell)
    }

    /// The value that one key fills in at a cell.
    pub fn offer(&self, cell: &str) -> Option<&Offer> {
        self.checked.offer(cell)
    }

    /// What a cell held last year, if it held something.
    pub fn last(&self, cell: &str) -> Option<&str> {
        self.previous.as_ref().map(|p| p.cell(cell).trim()).filter(|v| !v.is_empty())
    }

    /// The word for last year next to its values: 上年, or the year if it is not the one before.
    pub fn last_word(&self) -> String {
        let years = self.previous.as_ref().and_then(|last| last.year).zip(self.report.year);
        match years {
            Some((last, year)) if last + 1 != year => format!("{last}年"),
            _ => "上年".into(),
        }
    }

    /// Whether the findings are the same in both views: those of one check, with the same report of
    /// last year, and both begun or not.
    pub fn same_findings(&self, other: &View) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked)
            && same(&self.previous, &other.previous)
            && self.begun() == other.begun()
    }

    /// Whether a cell looks the same in both views.
    pub fn same_cell(&self, other: &View, cell: &str) -> bool {
        let same_text = Rc::ptr_eq(&self.report, &other.report)
            || self.report.cell(cell) == other.report.cell(cell);
        let same_check = Rc::ptr_eq(&self.checked, &other.checked)
            || self.mark(cell) == other.mark(cell) && self.offer(cell) == other.offer(cell);
        let same_year = self.report.year == other.report.year;
        let same_last = same(&self.previous, &other.previous) && same_year
            || self.last(cell) == other.last(cell)
                && (self.last(cell).is_none() || self.last_word() == other.last_word());
        same_text && same_check && same_last
    }

    /// Whether a table looks the same in both views.
    pub fn same_table(&self, other: &View, table: usize) -> bool {
        let (one, two) = (&self.report, &other.report);
        let mut cells = one.form.all_cells().iter().filter(|c| c.table == table);
        one.form == two.form
            && one.extra_rows == two.extra_rows
            && self.table_name(table) == other.table_name(table)
            && cells.all(|c| self.same_cell(other, &c.id))
    }

    /// The progress of a table.
    pub fn progress(&self, table: usize) -> Progress {
        self.tables[table].progress
    }

    /// Number of blank cells.
    pub fn blank(&self) -> usize {
        self.tables.iter().map(|table| table.blank.len()).sum()
    }

    /// The blank cells of a table, or of all tables.
    fn blanks(&self, table: Option<usize>) -> Vec<&'static Cell> {
        let tables = self.tables.iter().enumerate();
        let tables = tables.filter(|(i, _)| table.is_none_or(|table| table == *i));
        let cells = self.report.form.cells();
        tables.flat_map(|(_, table)| &table.blank).map(|&i| &cells[i]).collect()
    }

    /// The blank cells that were more than 0 last year, once only these are left of a table, or of all
    /// tables, so that filling the rest means them.
    pub fn doubtful(&self, table: Option<usize>) -> Vec<&'static Cell> {
        if self.previous.is_none() {
            return Vec::new();
        }
        let entries = self.report.entries_with_last(self.previous.as_deref());
        let blanks = progress::divide(self.report.form, &entries, &self.blanks(table));
        if blanks.likely.is_empty() { blanks.doubtful } else { Vec::new() }
    }

    /// What filling the rest of a table, or of all tables, means: values for its blank cells (see
    /// [`progress::rest`]), and the cells left out because they were more than 0 last year. If all are
    /// such cells, none is left out.
    pub fn rest(&self, table: Option<usize>) -> Rest {
        let blanks = self.blanks(table);
        let entries = self.report.entries_with_last(self.previous.as_deref());
        let apart = progress::divide(self.report.form, &entries, &blanks);
        let (filled, left) = match apart.likely.is_empty() {
            true => (blanks, Vec::new()),
            false => (apart.likely, apart.doubtful),
        };
        let values = progress::rest(&self.report, entries, &filled);
        Rest { values: filled.into_iter().zip(values).collect(), left }
    }

    /// Whether anything has been filled in or written yet; what last year's report fills in by itself
    /// does not count.
    pub fn begun(&self) -> bool {
        let report = &self.report;
        let mut cells = report.cells.iter().filter(|(_, value)| !value.trim().is_empty());
        let came = || {
            let last = self.previous.as_ref()?;
            match Change::from_last_year(&Report::blank(report.form), last)? {
                Change::Together(all) => Some(all),
                _ => None,
            }
        };
        if report.prose().any(|(_, _, text)| !text.trim().is_empty()) {
            return true;
        }
        let came = came().unwrap_or_default();
        cells.any(|(id, value)| !came.contains(&Change::Cell(id.clone(), value.clone())))
    }

    /// The form that the report's year requires, if the report has another one.
    pub fn right_form(&self) -> Option<&'static Form> {
        let right = report::form_for_year(self.report.year?);
        (right != self.report.form).then_some(right)
    }

    /// Findings about one text.
    pub fn about(&self, place: &str) -> impl Iterator<Item = &Finding> {
        self.checked.about(place)
    }

    /// Where the words quoted by a finding are now in a text, in bytes.
    pub fn words(&self, finding: &Finding, place: &str, text: &str) -> Option<Range<usize>> {
        let checked = self.checked.text(place);
        let found = words_in(checked, finding.range.as_ref(), finding.quote.as_deref())?;
        moved(checked, text, found)
    }

    /// The tables printed under the section at `index`.
    pub fn tables(&self, index: usize) -> Vec<usize> {
        let id = self.report.sections[index].id.as_deref();
        let first = id.is_some() && Some(self.report.place(index).as_str()) == id;
        let tables = self.report.form.tables.iter().enumerate();
        tables.filter(|(_, t)| first && t.section == id).map(|(i, _)| i).collect()
    }

    /// The tables printed after the last section.
    pub fn annexes(&self) -> Vec<usize> {
        let has = |id: &str| self.report.sections.iter().any(|s| s.id.as_deref() == Some(id));
        let tables = self.report.form.tables.iter().enumerate();
        tables.filter(|(_, t)| !t.section.is_some_and(has)).map(|(i, _)| i).collect()
    }

    /// Whether a finding only says that a section has no text yet.
    pub fn is_about_empty(&self, finding: &Finding) -> bool {
        let report = &self.checked.report;
        let place = report.at_place(text_place(finding));
        // A finding about an empty table says nothing about a section's text.
        finding.section.is_some()
            && finding.quote.is_none()
            && place.is_some_and(|i| report.sections[i].text.trim().is_empty())
    }

    /// The name of a table: its title, or the heading it is printed under.
    pub fn table_name(&self, table: usize) -> String {
        report::compose::table_name(&self.report, &self.report.form.tables[table])
    }

    /// The place of a finding, in words for the user.
    pub fn place_word(&self, finding: &Finding) -> String {
        self.report.place_in_words(&finding.at)
    }
}

/// What filling the rest of a table means.
pub struct Rest {
    /// Cells and their values.
    pub values: Vec<(&'static Cell, Amount)>,
    /// Cells that stay blank.
    pub left: Vec<&'static Cell>,
}

/// Whether both are the same report object, or both none.
fn same(one: &Option<Rc<Report>>, other: &Option<Rc<Report>>) -> bool {
    one.as_ref().map(Rc::as_ptr) == other.as_ref().map(Rc::as_ptr)
}

/// The title printed above a table, without what is not known yet.
pub fn table_title(report: &Report, table: &Table) -> String {
    report::compose::table_title(report, table)
}

/// Title and year of last year's report, for a sentence.
pub fn last_year_name(last: &Report) -> String {
    let year = last.year.map_or_else(String::new, |year| year.to_string());
    match (last.title.trim(), last.agency.trim()) {
        ("", "") => format!("{year}年度报告"),
        ("", agency) => format!("{agency}{year}年度报告"),
        (title, _) => format!("《{title}》"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::session::Field;

    /// A view of a report after one change, with the check result of `checked`.
    fn view(
        report: &Report,
        checked: &Rc<CheckedReport>,
        change: impl FnOnce(&mut Report),
    ) -> Rc<View> {
        let mut report = report.clone();
        change(&mut report);
        View::new(Rc::new(report), None, checked.clone())
    }

    #[test]
    fn a_changed_cell_is_seen_in_its_own_table_and_in_no_other() {
        for form in report::FORMS {
            let report = Report::blank(form);
            let checked = Rc::new(CheckedReport::none(Rc::new(report.clone())));
            let before = view(&report, &checked, |_| {});
            for cell in form.all_cells() {
                let after = view(&report, &checked, |report| {
                    report.cells.insert(cell.id.clone(), "7".into());
                });
                assert!(!before.same_cell(&after, &cell.id), "{}", cell.id);
                for table in 0..form.tables.len() {
                    let same = before.same_table(&after, table);
                    assert_eq!(same, table != cell.table, "{} in table {table}", cell.id);
                }
            }
        }
    }

    #[test]
    fn a_changed_text_is_seen_in_itself_and_in_no_other() {
        for form in report::FORMS {
            let report = Report::blank(form);
            let checked = Rc::new(CheckedReport::none(Rc::new(report.clone())));
            let before = view(&report, &checked, |_| {});
            let texts = 0..report.sections.len();
            for changed in texts.clone() {
                let after = view(&report, &checked, |report| {
                    report.sections[changed].text = "本年没有。".into();
                });
                for i in texts.clone() {
                    let same = before.same_text(&after, Field::Text(i), &report.place(i));
                    assert_eq!(same, i != changed, "text {i} of the form {}", form.id);
                }
            }
        }
    }

    #[test]
    fn another_check_or_another_last_year_is_another_list_of_findings() {
        let report = Rc::new(Report::blank(report::FORMS[0]));
        let checked = || Rc::new(CheckedReport::none(report.clone()));
        let one = View::new(report.clone(), None, checked());
        assert!(one.same_findings(&View::new(report.clone(), None, one.checked.clone())));
        assert!(!one.same_findings(&View::new(report.clone(), None, checked())));
        let last = Some(report.clone());
        assert!(!one.same_findings(&View::new(report.clone(), last, one.checked.clone())));
        let begun = view(&report, &one.checked, |report| report.preface = "本报告".into());
        assert!(!one.same_findings(&begun));
    }
}
