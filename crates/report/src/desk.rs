//! The self-check desk: what is kept of each of many reports, and which is whose last year's.
//!
//! A [`Row`] holds findings and likeness, and the report itself only where it is asked for, so that
//! a desk of thousands stays small. Reading files is for others, and so is drawing the desk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::checks::{check, is_year_before};
use crate::document::Note;
use crate::finding::{Finding, Severity, Tally};
use crate::form::Level;
use crate::likeness::{Prints, prints};
use crate::recognize::Recognized;
use crate::report::Report;
use crate::units::{Unit, pairs};

/// One report of many, or a file in which none could be read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// The file's name as it was given; within a zip behind that of the zip and a `/`.
    pub file: String,
    /// How the report is called, in a file that has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Why there is none; all the rest is empty then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
    pub agency: String,
    pub year: Option<u16>,
    /// The form's id.
    pub form: String,
    pub level: Option<Level>,
    pub title: String,
    pub findings: Vec<Finding>,
    pub rules: Tally,
    /// Whether it was judged beside last year's report.
    pub paired: bool,
    pub notes: Vec<Note>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prints: Vec<Prints>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// Why a file gives no report: a code of the public contract, and a Chinese sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Failure {
    pub code: String,
    pub message: String,
}

/// What is wanted of each report.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Only findings of these rules; of all if empty.
    pub rules: Vec<String>,
    /// Only findings at least so severe.
    pub severity: Option<Severity>,
    /// With the sample for [`crate::likeness::alike`].
    pub prints: bool,
    /// With the report itself.
    pub report: bool,
    /// Reports among which last year's may be.
    pub previous: Vec<Report>,
}

impl Row {
    /// A file that could not be read.
    pub fn failed(file: &str, code: &str, message: &str) -> Row {
        let error = Some(Failure { code: code.into(), message: message.into() });
        Row { file: file.into(), error, ..Row::default() }
    }

    /// A report that was read, judged by all rules, with last year's if it is among the wanted ones'.
    pub fn judged(file: &str, part: Option<String>, read: Recognized, wanted: &Wanted) -> Row {
        let Recognized { report, notes, places, .. } = read;
        let previous = last_year_of(&report, &wanted.previous);
        let result = check(&report, previous);
        let kept = |f: &Finding| {
            wanted.severity.is_none_or(|least| f.severity <= least)
                && (wanted.rules.is_empty() || wanted.rules.iter().any(|rule| *rule == f.rule))
        };
        let mut findings: Vec<Finding> = result.findings.into_iter().filter(kept).collect();
        findings.iter_mut().for_each(|finding| place(finding, &report, &places));
        Row {
            file: file.into(),
            part,
            error: None,
            agency: report.agency.clone(),
            year: report.year,
            form: report.form.id.into(),
            level: report.level,
            title: report.title.clone(),
            findings,
            rules: result.rules,
            paired: previous.is_some(),
            notes,
            prints: if wanted.prints { prints(&report) } else { Vec::new() },
            report: wanted.report.then_some(report),
        }
    }

    /// What [`pairs`] compares.
    pub fn unit(&self) -> Unit {
        Unit { agency: self.agency.clone(), year: self.year }
    }
}

/// Says in words where a finding is.
fn place(finding: &mut Finding, report: &Report, places: &BTreeMap<String, String>) {
    finding.place = Some(report.place_in_words(&finding.at));
    let mut cells = finding.cells.iter().map(|cell| &cell.id);
    let spot = places.get(&finding.at).or_else(|| cells.find_map(|id| places.get(id)));
    finding.spot = spot.cloned();
}

fn last_year_of<'a>(report: &Report, among: &'a [Report]) -> Option<&'a Report> {
    let unit = |r: &Report| Unit { agency: r.agency.clone(), year: r.year };
    let mut units: Vec<Unit> = among.iter().map(unit).collect();
    units.push(unit(report));
    let found = pairs(&units).pop().flatten()?;
    among.get(found).filter(|last| is_year_before(last, report))
}
