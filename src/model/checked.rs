//! A report with its check result, and what the screen derives from it: the marks of cells and the
//! values offered for them. The rules run in a worker, so the report on the screen may be newer
//! than the one checked; until the next result arrives, this one is shown.

use std::collections::HashMap;
use std::rc::Rc;

use report::amount::Entry;
use report::drafting::Prose;
use report::finding::Suspect;
use report::session::Change;
use report::{CheckResult, Finding, Report, Severity};
use wasm_bindgen::JsValue;
use yew::AttrValue;

use super::offers::{self, Offer};
use super::target::dom_id;

/// A report with the outcome of all rules.
pub struct CheckedReport {
    pub report: Rc<Report>,
    pub previous: Option<Rc<Report>>,
    pub result: Rc<CheckResult>,
    /// The figures of the prose tied to cells, and the sentences that could be drafted.
    pub(super) prose: Prose,
    /// The result as the public JSON object; null if there is none yet.
    pub public: JsValue,
    /// What is shown at each place: a cell by its id, a text by its place.
    notes: HashMap<String, PlaceNotes>,
}

/// What the rules come to at one place.
#[derive(Default)]
struct PlaceNotes {
    mark: Option<Mark>,
    offer: Option<Offer>,
    /// Positions of the findings about this text.
    findings: Vec<usize>,
}

/// The worst finding about a cell.
#[derive(Clone, PartialEq)]
pub struct Mark {
    pub severity: Severity,
    /// It only says that the cell is blank; it is shown without alarm, since every report begins
    /// blank.
    pub quiet: bool,
    pub message: AttrValue,
    /// Id of the finding on the page.
    pub id: AttrValue,
}

impl CheckedReport {
    /// A report that has not been checked.
    pub fn none(report: Rc<Report>) -> CheckedReport {
        CheckedReport {
            report,
            previous: None,
            result: Rc::default(),
            prose: Prose::default(),
            public: JsValue::NULL,
            notes: HashMap::new(),
        }
    }

    pub fn new(
        report: Rc<Report>,
        previous: Option<Rc<Report>>,
        result: CheckResult,
        prose: Prose,
        public: JsValue,
    ) -> CheckedReport {
        let entries = report.entries_with_last(previous.as_deref());
        let mut notes: HashMap<String, PlaceNotes> = HashMap::new();
        for (cell, offer) in offers::offers(&report, &result, &entries) {
            notes.entry(cell).or_default().offer = Some(offer);
        }
        for (i, finding) in result.findings.iter().enumerate() {
            if finding.explained.is_some() {
                continue;
            }
            notes.entry(text_place(finding).to_string()).or_default().findings.push(i);
            let mark = mark(&report, finding);
            for cell in marked(&report, finding) {
                // The first finding is the worst.
                notes.entry(cell.clone()).or_default().mark.get_or_insert_with(|| mark.clone());
            }
        }
        CheckedReport { notes, result: Rc::new(result), prose, report, previous, public }
    }

    /// The worst finding about a cell.
    pub(super) fn mark(&self, cell: &str) -> Option<&Mark> {
        self.notes.get(cell)?.mark.as_ref()
    }

    /// The value offered for a cell.
    pub(super) fn offer(&self, cell: &str) -> Option<&Offer> {
        self.notes.get(cell)?.offer.as_ref()
    }

    /// Findings about one text.
    pub(super) fn about(&self, place: &str) -> impl Iterator<Item = &Finding> {
        let own = self.notes.get(place).map_or(&[][..], |notes| &notes.findings);
        own.iter().map(|&i| &self.result.findings[i])
    }

    /// A section's text, or the preface, at the time of the check.
    pub fn text(&self, place: &str) -> &str {
        let report = &self.report;
        report.at_place(place).map_or(&report.preface, |i| &report.sections[i].text)
    }

    /// Whether the rules have answered.
    pub fn done(&self) -> bool {
        !self.public.is_null()
    }

    /// The change that a fix makes, if the rules offer it.
    pub fn offered(&self, fix: &Fix) -> Option<Change> {
        let at_cell = |(cell, value): &(String, String)| {
            self.offer(cell).is_some_and(|o| o.value == value.as_str())
        };
        let mut suspects = self.result.findings.iter().flat_map(|f| &f.suspects);
        let known = matches!(&fix[..], [one] if at_cell(one)) || suspects.any(|s| edits(s) == *fix);
        let changes = fix.iter().map(|(cell, value)| Change::Cell(cell.clone(), value.clone()));
        known.then(|| Change::Together(changes.collect()))
    }

    /// Whether a finding only says that a cell is still blank.
    pub(super) fn is_about_blank(&self, finding: &Finding) -> bool {
        is_about_blank(&self.report, finding)
    }
}

/// Cells and the values that would settle a finding.
pub type Fix = Vec<(String, String)>;

/// The changes that a suspect stands for: its own cell first.
pub fn edits(suspect: &Suspect) -> Fix {
    let own = (suspect.cell.clone(), suspect.value.clone());
    let others = suspect.with.iter().map(|e| (e.cell.clone(), e.value.clone()));
    std::iter::once(own).chain(others).collect()
}

fn mark(report: &Report, finding: &Finding) -> Mark {
    Mark {
        severity: finding.severity,
        quiet: is_about_blank(report, finding),
        message: finding.message.clone().into(),
        id: dom_id(finding).into(),
    }
}

/// The cells that a finding marks: the one it is about, or those of its row.
fn marked<'a>(report: &Report, finding: &'a Finding) -> Vec<&'a String> {
    match report.form.cell(&finding.at) {
        Some(_) => vec![&finding.at],
        None if is_row(finding) => finding.cells.iter().map(|c| &c.id).collect(),
        None => Vec::new(),
    }
}

fn is_row(finding: &Finding) -> bool {
    let in_row = |id: &str| id.strip_prefix(&*finding.at).is_some_and(|rest| rest.starts_with('.'));
    !finding.cells.is_empty() && finding.cells.iter().all(|c| in_row(&c.id))
}

fn is_about_blank(report: &Report, finding: &Finding) -> bool {
    finding.severity != Severity::Error
        && report.form.position(&finding.at).is_some()
        && Entry::parse(report.cell(&finding.at)) == Entry::Blank
        && finding.cells.len() <= 1
        && finding.section.is_none()
}

/// The section (or `preface`) whose words a finding is about; empty if it is about none.
pub(super) fn text_place(finding: &Finding) -> &str {
    match (&finding.section, finding.at.strip_prefix("section:")) {
        (Some(section), _) => section,
        (None, Some(place)) => place,
        (None, None) if finding.at == "preface" => "preface",
        _ => "",
    }
}
