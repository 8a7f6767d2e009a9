//! The self-check desk: what is kept of each of many reports, and what is made of several of them.
//!
//! A [`Row`] holds findings and likeness, and the report itself only where it is asked for, so that
//! a desk of thousands stays small; a report that is needed again is read again. Reading files is for
//! others, and so is drawing the desk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::checks::{check, is_year_before};
use crate::combine::{self, RollUp, roll_up_some};
use crate::document::{Note, NoteLevel};
use crate::finding::{Finding, Progress, Severity, Tally};
use crate::form::Level;
use crate::likeness::{Alike, Prints, TwoTexts, alike, prints, shared_words};
use crate::recognize::Recognized;
use crate::report::Report;
use crate::units::{At, Unit, full_names, pairs};

/// The rule on blank cells.
pub(crate) const BLANK: &str = "V-02";

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
    /// How far its tables are filled in.
    pub progress: Progress,
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
#[derive(Default, Serialize, Deserialize)]
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

    /// A report that was read, judged by all rules. It is judged beside `last` if that is its unit's
    /// report for the year before, or else beside the one among the wanted reports that is.
    pub fn judged(
        file: &str,
        part: Option<String>,
        read: Recognized,
        wanted: &Wanted,
        last: Option<&Report>,
    ) -> Row {
        let Recognized { report, mut notes, places, .. } = read;
        notes.extend(guessed_kind(&report));
        let previous = last
            .filter(|last| is_last_year_of(&report, last))
            .or_else(|| last_year_among(&report, &wanted.previous));
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
            progress: result.progress,
            paired: previous.is_some(),
            notes,
            prints: if wanted.prints { prints(&report) } else { Vec::new() },
            report: wanted.report.then_some(report),
        }
    }

    /// What the row's report is compared by with those of other years.
    pub fn unit(&self) -> Unit {
        Unit { agency: self.agency.clone(), year: self.year }
    }

    /// What the row's report is called: by its agency, or else by its name in the file, or the file's.
    pub fn called(&self) -> &str {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let names = [self.agency.trim(), self.part.as_deref().unwrap_or_default(), file];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// Whether cells are blank, and not only single ones that the agency has explained.
    pub fn is_unfilled(&self) -> bool {
        let explained = |f: &Finding| f.rule == BLANK && f.explained.is_some();
        let settled = self.progress.lacks_few() && self.findings.iter().any(explained);
        !self.progress.is_whole() && !settled
    }

    /// Whether this is still the report that the row tells of: that of the same unit and year.
    pub fn tells_of(&self, report: &Report) -> bool {
        self.error.is_none() && self.agency == report.agency && self.year == report.year
    }
}

/// That the kind of body is a guess, on which deadlines and powers rest.
fn guessed_kind(report: &Report) -> Option<Note> {
    let kind = report.guessed_kind()?;
    let agency = report.agency.trim();
    let message = format!("机关类别按名称“{agency}”推测为{kind}，发布期限等按此判断，请核对");
    Some(Note::new(NoteLevel::Guessed, message).at("机关类别"))
}

/// Says in words where a finding is.
fn place(finding: &mut Finding, report: &Report, places: &BTreeMap<String, String>) {
    finding.place = Some(report.place_in_words(&finding.at));
    let mut cells = finding.cells.iter().map(|cell| &cell.id);
    let spot = places.get(&finding.at).or_else(|| cells.find_map(|id| places.get(id)));
    finding.spot = spot.cloned();
}

fn unit_of(report: &Report) -> Unit {
    Unit { agency: report.agency.clone(), year: report.year }
}

/// Whether `last` is the report of the same unit for the year before.
pub fn is_last_year_of(report: &Report, last: &Report) -> bool {
    pairs(&[unit_of(last), unit_of(report)])[1] == Some(0) && is_year_before(last, report)
}

fn last_year_among<'a>(report: &Report, among: &'a [Report]) -> Option<&'a Report> {
    let mut units: Vec<Unit> = among.iter().map(unit_of).collect();
    units.push(unit_of(report));
    let found = pairs(&units).pop().flatten()?;
    among.get(found).filter(|last| is_year_before(last, report))
}

/// A report of the desk that is to be worked on.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub report: Report,
    /// Last year's report of the unit, where the desk has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Report>,
    pub notes: Vec<Note>,
    /// Where each cell stood in the file, in words, by cell id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, String>,
}

impl Opened {
    /// A report that was read again, with what the desk found to be last year's. `last` is `None`
    /// where the desk found none, and an error where that can no longer be read.
    pub fn new(read: Recognized, last: Option<Result<Report, String>>) -> Opened {
        let Recognized { report, mut notes, places, .. } = read;
        let previous = match last {
            None => None,
            Some(Ok(last)) if is_last_year_of(&report, &last) => Some(last),
            Some(other) => {
                let why = other.err().unwrap_or_else(|| REPLACED.into());
                let message = format!("上年的报告现在读不出来，没有对照：{why}");
                notes.push(Note::new(NoteLevel::Info, message));
                None
            }
        };
        Opened { report, previous, notes, places }
    }
}

/// What became of one file that was read again, because rows of it are to be added up.
#[derive(Serialize, Deserialize)]
pub struct Reread {
    /// The rows to be added up, each with its position in the file.
    pub rows: Vec<(usize, Row)>,
    /// What the file holds now, by position; `None` where there is no report.
    #[serde(default)]
    pub reports: Vec<Option<Report>>,
    /// Why the file could not be read.
    #[serde(default)]
    pub error: Option<Failure>,
}

impl Reread {
    /// The report of each row, or why it cannot be had.
    fn reports(self) -> impl Iterator<Item = Result<Report, Unread>> {
        let Reread { rows, mut reports, error } = self;
        rows.into_iter().map(move |(part, row)| {
            let found = reports.get_mut(part).and_then(Option::take);
            found.filter(|report| row.tells_of(report)).ok_or_else(|| Unread {
                name: row.called().into(),
                agency: row.agency,
                file: row.file,
                why: error.as_ref().map_or(REPLACED.into(), |error| error.message.clone()),
            })
        })
    }
}

/// What is said of a report that is no longer where it was.
pub const REPLACED: &str = "文件在检查之后已经更换，里面不再是这份报告；请重新添加这个文件。";

/// A report that was on the desk and is not in a sum.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unread {
    /// What it is called in a sentence.
    pub name: String,
    pub agency: String,
    pub file: String,
    /// A Chinese sentence.
    pub why: String,
}

/// The sum of reports of the desk.
#[derive(Serialize, Deserialize)]
pub struct Sum {
    /// Positions in [`RollUp::repeated`] count the reports that were to be added up, in their order.
    pub rolled: RollUp,
    /// Reports that could not be read again, and are not in the sum.
    pub unread: Vec<Unread>,
}

/// Why there is no sum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoSum {
    Combine(combine::Error),
    /// The report to be compared with cannot be read again.
    Upper(Unread),
    /// No report can be read again.
    Unread(Unread),
}

/// Adds up reports of the desk that were read again, in the order of the files; `upper` is the file of
/// the one they are compared with. What cannot be read is told with the sum, and R-01 does not take the
/// units for complete then.
///
/// # Errors
/// Where nothing can be read, the forms differ, or the report to be compared with cannot be read.
pub fn sum(
    files: Vec<Reread>,
    mut wanted: combine::Wanted,
    upper: Option<Reread>,
) -> Result<Sum, NoSum> {
    if let Some(upper) = upper.and_then(|upper| upper.reports().next()) {
        wanted.upper = Some(upper.map_err(NoSum::Upper)?);
    }
    let (mut reports, mut positions, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for (i, report) in files.into_iter().flat_map(Reread::reports).enumerate() {
        match report {
            Ok(report) => {
                reports.push(report);
                positions.push(i);
            }
            Err(one) => unread.push(one),
        }
    }
    if let (true, Some(first)) = (reports.is_empty(), unread.first()) {
        return Err(NoSum::Unread(first.clone()));
    }
    let mut rolled = roll_up_some(&reports, &wanted, unread.is_empty()).map_err(NoSum::Combine)?;
    rolled.repeated.iter_mut().for_each(|i| *i = positions[*i]);
    // A unit whose report cannot be read now has handed one in.
    let agencies = rolled.missing.iter().chain(unread.iter().map(|one| &one.agency));
    let names = full_names(agencies.map(String::as_str));
    let (missing, handed_in) = names.split_at(rolled.missing.len());
    let mut missing = missing.iter().map(|name| !handed_in.contains(name));
    rolled.missing.retain(|_| missing.next() == Some(true));
    Ok(Sum { rolled, unread })
}

/// The pairs of rows that are suspiciously alike, each row by its file and its position there.
pub fn alike_rows(files: &[Vec<Row>]) -> Vec<Alike<At>> {
    let rows = files.iter().enumerate();
    let (at, prints): (Vec<At>, Vec<Vec<Prints>>) = rows
        .flat_map(|(file, rows)| rows.iter().enumerate().map(move |(i, row)| ((file, i), row)))
        .map(|(at, row)| (at, row.prints.clone()))
        .unzip();
    alike(&prints).into_iter().map(|pair| pair.with(|i| at[i])).collect()
}

/// The texts of two reports at each of these places, in pieces that are shared or not. A report that
/// has no such place has no text there.
pub fn side_by_side(a: &Report, b: &Report, places: &[String]) -> Vec<TwoTexts> {
    let text = |report: &Report, place: &str| {
        report.prose().find(|(at, ..)| at == place).map_or(String::new(), |(.., t)| t.to_string())
    };
    places.iter().map(|place| shared_words(&text(a, place), &text(b, place))).collect()
}
