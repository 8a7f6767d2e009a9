//! What the screen derives from a report and its findings, once for each change: the marks of the
//! cells, the state of each part in the outline, and findings in the shape they are shown in.

use std::collections::HashMap;
use std::rc::Rc;

use report::amount::Entry;
use report::form::Table;
use report::{CheckResult, Finding, Report, Severity};
use yew::AttrValue;

/// A report as it stands after a change. Equal only to itself, so comparing costs nothing.
pub struct View {
    pub report: Report,
    pub result: CheckResult,
    marks: HashMap<String, Mark>,
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

/// A cell of a form; equal if it is the same one.
#[derive(Clone, Copy, Debug)]
pub struct CellRef(pub &'static report::Cell);

impl PartialEq for CellRef {
    fn eq(&self, other: &CellRef) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A part of the report in the outline.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// Where a click goes, in the words of [`Finding::at`].
    pub at: String,
    pub label: String,
    pub state: State,
    pub errors: usize,
    pub warnings: usize,
    /// Blank cells of its tables.
    pub blank: usize,
}

#[derive(Clone, Copy, PartialEq)]
pub enum State {
    /// The form has it, the report does not.
    Missing,
    Empty,
    /// Begun: some cells are blank.
    Begun,
    Errors,
    Warnings,
    Done,
}

/// Errors and warnings by part.
type Counts = HashMap<String, (usize, usize)>;

/// The part that holds title, preface and what stands above them.
const HEAD: &str = "preface";

impl View {
    /// `previous` is last year's report, where there is one.
    pub fn new(report: Report, previous: Option<&Report>) -> Rc<View> {
        let result = report::checks::check(&report, previous);
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
        Rc::new(View { report, result, marks })
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

    pub fn mark(&self, cell: &str) -> Option<Mark> {
        self.marks.get(cell).cloned()
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

    /// The outline: what stands before the sections, the sections, the annexes, and what the form
    /// has but the report lacks.
    pub fn outline(&self) -> Vec<Part> {
        let report = &self.report;
        let counts = &self.counts();
        let mut parts = vec![self.part(
            counts,
            HEAD.into(),
            "标题和前言".into(),
            !report.preface.is_empty(),
            &[],
        )];
        for (i, section) in report.sections.iter().enumerate() {
            let at = format!("section:{}", report.place(i));
            let label = match section.heading.trim() {
                "" => "（没有标题）".to_string(),
                heading => heading.to_string(),
            };
            parts.push(self.part(
                counts,
                at,
                label,
                !section.text.trim().is_empty(),
                &self.tables(i),
            ));
        }
        for i in self.annexes() {
            let table = &report.form.tables[i];
            let label = table_title(&Report::blank(report.form), table);
            let label = label.trim_start_matches("年度").to_string();
            parts.push(self.part(counts, format!("table:{}", table.id), label, false, &[i]));
        }
        for section in report.form.sections.iter().filter(|s| s.required.is_some()) {
            if !report.sections.iter().any(|s| s.id.as_deref() == Some(section.id)) {
                let at = format!("section:{}", section.id);
                let mut part = self.part(counts, at, section.heading.into(), false, &[]);
                part.state = State::Missing;
                parts.push(part);
            }
        }
        parts
    }

    /// Loud findings by the part of the outline they belong to.
    fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for finding in self.result.findings.iter().filter(|f| f.explained.is_none()) {
            if is_about_blank(&self.report, finding) {
                continue;
            }
            let (errors, warnings) = counts.entry(self.part_of(finding)).or_default();
            match finding.severity {
                Severity::Error => *errors += 1,
                Severity::Warning => *warnings += 1,
                Severity::Hint => {}
            }
        }
        counts
    }

    fn part(
        &self,
        counts: &Counts,
        at: String,
        label: String,
        written: bool,
        tables: &[usize],
    ) -> Part {
        let form = self.report.form;
        let cells = form.cells().iter().filter(|c| tables.contains(&c.table));
        let (mut all, mut blank) = (0, 0);
        for cell in cells {
            all += 1;
            blank += usize::from(is_blank(&self.report, &cell.id));
        }
        let (errors, warnings) = counts.get(&at).copied().unwrap_or_default();
        let state = match () {
            _ if !written && blank == all && at != HEAD => State::Empty,
            _ if errors > 0 => State::Errors,
            _ if blank > 0 => State::Begun,
            _ if warnings > 0 => State::Warnings,
            _ if !written && all == 0 => State::Empty,
            _ => State::Done,
        };
        Part { at, label, state, errors, warnings, blank: if blank < all { blank } else { 0 } }
    }

    /// The part of the outline a finding belongs to.
    fn part_of(&self, finding: &Finding) -> String {
        let report = &self.report;
        if let Some(table) = self.table_of(&finding.at) {
            let place = table.section.filter(|id| report.at_place(id).is_some());
            return place
                .map_or_else(|| format!("table:{}", table.id), |id| format!("section:{id}"));
        }
        match text_place(finding) {
            "" | "preface" => HEAD.into(),
            place => format!("section:{place}"),
        }
    }

    /// The table that holds a cell or a row.
    fn table_of(&self, at: &str) -> Option<&'static Table> {
        let form = self.report.form;
        let cell = form.cell(at).or_else(|| form.cells().iter().find(|c| c.row.id == at))?;
        Some(&form.tables[cell.table])
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
