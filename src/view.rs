//! What the screen derives from a report and its findings, once for each change: the marks of the
//! cells, what could be filled in, the state of each part in the outline, and findings in the shape
//! they are shown in.

mod offers;
mod outline;

use std::collections::HashMap;
use std::rc::Rc;

use report::amount::{Amount, Entry};
use report::form::Table;
use report::{Cell, CheckResult, Finding, Form, Report, Severity};
use yew::AttrValue;

pub use offers::Offer;
pub use outline::{Part, State};

/// A report as it stands after a change. Equal only to itself, so comparing costs nothing.
pub struct View {
    pub report: Report,
    pub result: CheckResult,
    /// Last year's report, where one is loaded.
    pub previous: Option<Rc<Report>>,
    marks: HashMap<String, Mark>,
    offers: HashMap<String, Offer>,
    /// The form's blank cells.
    blank: Vec<&'static Cell>,
}

impl PartialEq for View {
    fn eq(&self, other: &View) -> bool {
        std::ptr::eq(self, other)
    }
}

/// The worst finding about a cell.
#[derive(Clone, PartialEq)]
pub struct Mark {
    pub severity: Severity,
    /// A reminder that the cell is blank: shown without alarm, for every report begins so.
    pub quiet: bool,
    pub message: AttrValue,
    /// Id of the finding on the page.
    pub id: AttrValue,
}

impl View {
    /// Checks the report and derives what is shown.
    pub fn new(report: Report, previous: Option<Rc<Report>>) -> Rc<View> {
        let result = report::checks::check(&report, previous.as_deref());
        let entries = report.entries_with_last(previous.as_deref());
        let mut marks: HashMap<String, Mark> = HashMap::new();
        for finding in result.findings.iter().filter(|f| f.explained.is_none()) {
            let mark = Mark {
                severity: finding.severity,
                quiet: is_about_blank(&report, finding),
                message: finding.message.clone().into(),
                id: dom_id(finding).into(),
            };
            let known = report.form.cell(&finding.at).is_some();
            let row = finding.cells.iter().map(|c| &c.id);
            let places: Vec<&String> = if known {
                vec![&finding.at]
            } else {
                row.take(if is_row(finding) { 64 } else { 0 }).collect()
            };
            for place in places {
                marks.entry(place.clone()).or_insert_with(|| mark.clone());
            }
        }
        let own = report.form.cells().iter().zip(&entries);
        let blank = own.filter(|(_, e)| **e == Entry::Blank).map(|(c, _)| c).collect();
        let offers = offers::offers(&report, &result, &entries);
        Rc::new(View { report, result, previous, marks, offers, blank })
    }

    /// The result in a few words, for a screen reader and the narrow screen.
    pub fn summary(&self) -> String {
        let count = |severity: Severity| match self.result.count(severity) {
            0 => None,
            n => Some(format!("{n} 条{}", severity.word())),
        };
        let all = [Severity::Error, Severity::Warning, Severity::Hint].map(count);
        let words: Vec<String> = all.into_iter().flatten().collect();
        if words.is_empty() {
            "没有发现问题".into()
        } else {
            words.join("，")
        }
    }

    /// Number of findings that ask for more than filling in a blank cell.
    pub fn loud(&self) -> usize {
        let loud = |f: &&Finding| f.explained.is_none() && !is_about_blank(&self.report, f);
        self.result.findings.iter().filter(loud).count()
    }

    pub fn mark(&self, cell: &str) -> Option<&Mark> {
        self.marks.get(cell)
    }

    /// What could be filled in at a cell by one key.
    pub fn offer(&self, cell: &str) -> Option<&Offer> {
        self.offers.get(cell)
    }

    /// What a cell held last year, if it held something.
    pub fn last(&self, cell: &str) -> Option<&str> {
        self.previous.as_ref().map(|p| p.cell(cell).trim()).filter(|v| !v.is_empty())
    }

    /// What the report compared with is called beside its figures.
    pub fn last_word(&self) -> String {
        let years = self.previous.as_ref().and_then(|last| last.year).zip(self.report.year);
        match years {
            Some((last, year)) if last + 1 != year => format!("{last}年"),
            _ => "上年".into(),
        }
    }

    /// Whether a cell looks the same in both views.
    pub fn same_cell(&self, other: &View, cell: &str) -> bool {
        self.report.cell(cell) == other.report.cell(cell)
            && self.mark(cell) == other.mark(cell)
            && self.offer(cell) == other.offer(cell)
            && self.last(cell) == other.last(cell)
            && (self.last(cell).is_none() || self.last_word() == other.last_word())
    }

    /// The blank cells of a table.
    pub fn blanks(&self, table: usize) -> impl Iterator<Item = &'static Cell> + '_ {
        self.blank.iter().copied().filter(move |c| c.table == table)
    }

    /// The blank cells of a table, and what they hold once nothing else is to be told.
    pub fn rest(&self, table: usize) -> Vec<(&'static Cell, Amount)> {
        let blanks: Vec<&'static Cell> = self.blanks(table).collect();
        let entries = self.report.entries_with_last(self.previous.as_deref());
        let values = offers::rest(&self.report, entries, &blanks);
        blanks.into_iter().zip(values).collect()
    }

    /// Whether anything was filled in or written yet.
    pub fn begun(&self) -> bool {
        let report = &self.report;
        let written = report.sections.iter().any(|s| !s.text.trim().is_empty());
        written || report.cells.values().any(|v| !v.trim().is_empty())
    }

    /// The form the report's year asks for, where it is another one.
    pub fn right_form(&self) -> Option<&'static Form> {
        let right = report::form_for_year(self.report.year?);
        (right != self.report.form).then_some(right)
    }

    /// Findings about one text.
    pub fn about<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.result.findings.iter().filter(move |f| f.explained.is_none() && text_place(f) == place)
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

    /// The table whose blank cell a finding speaks of, if it says nothing else.
    pub fn blank_of(&self, finding: &Finding) -> Option<usize> {
        let form = self.report.form;
        is_about_blank(&self.report, finding)
            .then(|| form.cell(&finding.at).map(|c| c.table))
            .flatten()
    }

    /// Whether a finding only says that a section has no words yet.
    pub fn is_about_empty(&self, finding: &Finding) -> bool {
        let place = self.report.at_place(text_place(finding));
        finding.quote.is_none()
            && place.is_some_and(|i| self.report.sections[i].text.trim().is_empty())
    }

    /// What a table is called: its title, or the heading it stands under.
    pub fn table_name(&self, table: usize) -> String {
        let table = &self.report.form.tables[table];
        let heading = || table.section.and_then(|id| self.report.form.section(id));
        match table_title(&self.report, table) {
            title if title.is_empty() => heading().map_or("", |s| s.heading).to_string(),
            title => title,
        }
    }

    /// Where a finding stands, in words.
    pub fn place_word(&self, finding: &Finding) -> String {
        let report = &self.report;
        if let Some(cell) = report.form.cell(&finding.at) {
            return cell.label.clone();
        }
        if let Some(cell) = report.form.cells().iter().find(|c| c.row.id == finding.at) {
            return report::text::without_numeral(cell.row.label).to_string();
        }
        match finding.at.as_str() {
            "title" => return "标题".into(),
            "agency" => return "机关名称".into(),
            "published" => return "发布日期".into(),
            _ => {}
        }
        match text_place(finding) {
            "" => "整篇报告".into(),
            "preface" => "前言".into(),
            place => match report.at_place(place) {
                Some(i) => report.sections[i].heading.clone(),
                None => report.form.section(place).map_or("", |s| s.heading).to_string(),
            },
        }
    }
}

/// The section (or `preface`) whose words a finding is about; empty if it is about none.
fn text_place(finding: &Finding) -> &str {
    match (&finding.section, finding.at.strip_prefix("section:")) {
        (Some(section), _) => section,
        (None, Some(place)) => place,
        (None, None) if finding.at == "preface" => "preface",
        _ => "",
    }
}

fn is_row(finding: &Finding) -> bool {
    let prefix = format!("{}.", finding.at);
    !finding.cells.is_empty() && finding.cells.iter().all(|c| c.id.starts_with(&prefix))
}

fn is_blank(report: &Report, cell: &str) -> bool {
    Entry::parse(report.cell(cell)) == Entry::Blank
}

/// Whether a finding only says that a cell is still blank.
fn is_about_blank(report: &Report, finding: &Finding) -> bool {
    finding.severity != Severity::Error
        && report.form.position(&finding.at).is_some()
        && is_blank(report, &finding.at)
        && finding.cells.len() <= 1
        && finding.section.is_none()
}

/// The title printed above a table, without what is not known yet.
pub fn table_title(report: &Report, table: &Table) -> String {
    report::compose::table_title(report, table)
}

/// The id of a finding's element; the same for two findings of one rule at one place.
pub fn dom_id(finding: &Finding) -> String {
    format!("f-{}-{}", finding.rule, finding.at)
}
