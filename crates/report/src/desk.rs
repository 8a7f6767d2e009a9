//! The self-check desk: what is kept of each of many reports, and what is computed from several.
//!
//! A [`Row`] holds findings and samples for comparing texts; it holds the report only on request,
//! so that a desk of thousands stays small. A report that is needed again is read again from its
//! file. Reading files and drawing the desk are deliberately absent.

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

/// The id of the rule on blank cells.
pub(crate) const BLANK: &str = "V-02";

/// One of many reports, or a file in which no report could be read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// The file's name; for a file in a zip the zip's name, `/` and the name in the zip.
    pub file: String,
    /// The name of the report within a file that has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Why there is no report; all other fields are empty then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
    /// The agency's name; empty if there is no report.
    pub agency: String,
    /// The year that is reported on.
    pub year: Option<u16>,
    /// The form's id.
    pub form: String,
    /// The agency's level, if it was chosen.
    pub level: Option<Level>,
    /// The report's title.
    pub title: String,
    /// The findings that were requested.
    pub findings: Vec<Finding>,
    /// The number of rules by outcome.
    pub rules: Tally,
    /// How many cells of its tables are filled in.
    pub progress: Progress,
    /// Whether it was compared with last year's report.
    pub paired: bool,
    /// What reading the file left out or guessed.
    pub notes: Vec<Note>,
    /// Samples of the texts, if they were requested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prints: Vec<Prints>,
    /// The report, if it was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// Why a file gives no report: a code of the public interface, and a Chinese sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Failure {
    /// The code, such as `damaged`.
    pub code: String,
    /// The sentence for the user.
    pub message: String,
}

/// What is requested for each report.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Only findings of these rules; of all rules if empty.
    pub rules: Vec<String>,
    /// Only findings of this severity or a graver one.
    pub severity: Option<Severity>,
    /// Include the sample for [`crate::likeness::alike`].
    pub prints: bool,
    /// Include the report itself.
    pub report: bool,
    /// Reports among which last year's may be.
    pub previous: Vec<Report>,
}

impl Row {
    /// The row of a file that could not be read.
    pub fn failed(file: &str, code: &str, message: &str) -> Row {
        let error = Some(Failure { code: code.into(), message: message.into() });
        Row { file: file.into(), error, ..Row::default() }
    }

    /// The row of a report, checked by all rules. It is compared with `last` if that is the
    /// agency's report for the year before, otherwise with the one among [`Wanted::previous`] that
    /// is.
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

    /// The agency and year by which the row's report is paired with other years.
    pub fn unit(&self) -> Unit {
        Unit { agency: self.agency.clone(), year: self.year }
    }

    /// The name of the row's report: its agency, or else its name within the file, or the file's
    /// name.
    pub fn called(&self) -> &str {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let names = [self.agency.trim(), self.part.as_deref().unwrap_or_default(), file];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// Whether cells are blank, other than single ones that the agency has explained.
    pub fn is_unfilled(&self) -> bool {
        let explained = |f: &Finding| f.rule == BLANK && f.explained.is_some();
        let settled = self.progress.lacks_few() && self.findings.iter().any(explained);
        !self.progress.is_whole() && !settled
    }

    /// Whether `report` is still the report of this row: of the same agency and year.
    pub fn tells_of(&self, report: &Report) -> bool {
        self.error.is_none() && self.agency == report.agency && self.year == report.year
    }
}

/// The note that the kind of body, on which deadlines and powers depend, is a guess.
fn guessed_kind(report: &Report) -> Option<Note> {
    let kind = report.guessed_kind()?;
    let agency = report.agency.trim();
    let message = format!("机关类别按名称“{agency}”推测为{kind}，发布期限等按此判断，请核对");
    Some(Note::new(NoteLevel::Guessed, message).at("机关类别"))
}

/// Adds the place of a finding in words.
fn place(finding: &mut Finding, report: &Report, places: &BTreeMap<String, String>) {
    finding.place = Some(report.place_in_words(&finding.at));
    let mut cells = finding.cells.iter().map(|cell| &cell.id);
    let spot = places.get(&finding.at).or_else(|| cells.find_map(|id| places.get(id)));
    finding.spot = spot.cloned();
}

fn unit_of(report: &Report) -> Unit {
    Unit { agency: report.agency.clone(), year: report.year }
}

/// Whether `last` is the report of the same agency for the year before.
pub fn is_last_year_of(report: &Report, last: &Report) -> bool {
    pairs(&[unit_of(last), unit_of(report)])[1] == Some(0) && is_year_before(last, report)
}

fn last_year_among<'a>(report: &Report, among: &'a [Report]) -> Option<&'a Report> {
    let mut units: Vec<Unit> = among.iter().map(unit_of).collect();
    units.push(unit_of(report));
    let found = pairs(&units).pop().flatten()?;
    among.get(found).filter(|last| is_year_before(last, report))
}

/// A report of the desk, opened for editing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The report.
    pub report: Report,
    /// Last year's report of the agency, if the desk has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Report>,
    /// What reading the file left out or guessed.
    pub notes: Vec<Note>,
    /// Where each cell was in the file, in Chinese words, by cell id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, String>,
}

impl Opened {
    /// Makes it from a report that was read again and from last year's report as the desk paired
    /// it. `last` is `None` if the desk has none, and an error sentence if it can no longer be
    /// read.
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

/// The result of reading a file again, because some of its rows are to be added up.
#[derive(Serialize, Deserialize)]
pub struct Reread {
    /// The rows to be added up, each with its position in the file.
    pub rows: Vec<(usize, Row)>,
    /// The reports that the file contains now, by position; `None` where there is none.
    #[serde(default)]
    pub reports: Vec<Option<Report>>,
    /// Why the file could not be read.
    #[serde(default)]
    pub error: Option<Failure>,
}

impl Reread {
    /// The report of each row, or why it is not available.
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

/// The message for a report that is no longer at its position.
pub const REPLACED: &str = "文件在检查之后已经更换，里面不再是这份报告；请重新添加这个文件。";

/// A report of the desk that is missing from a sum.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unread {
    /// Its name in a sentence.
    pub name: String,
    /// The agency's name.
    pub agency: String,
    /// The file's name.
    pub file: String,
    /// The reason, one Chinese sentence.
    pub why: String,
}

/// The sum over reports of the desk.
#[derive(Serialize, Deserialize)]
pub struct Sum {
    /// The sum. Positions in [`RollUp::repeated`] count the reports that were requested, in their
    /// order.
    pub rolled: RollUp,
    /// Reports that could not be read again and are missing from the sum.
    pub unread: Vec<Unread>,
}

/// Why there is no sum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoSum {
    /// The reports cannot be added up.
    Combine(combine::Error),
    /// The report to compare with cannot be read again.
    Upper(Unread),
    /// No report can be read again.
    Unread(Unread),
}

/// Adds up reports of the desk that were read again, in the order of the files; `upper` is the file
/// of the report to compare with. Reports that cannot be read are listed with the sum, and R-01
/// then does not take the units as complete.
///
/// # Errors
/// No report can be read, the forms differ, or the report to compare with cannot be read.
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
    // A unit whose report can no longer be read has reported all the same.
    let agencies = rolled.missing.iter().chain(unread.iter().map(|one| &one.agency));
    let names = full_names(agencies.map(String::as_str));
    let (missing, handed_in) = names.split_at(rolled.missing.len());
    let mut missing = missing.iter().map(|name| !handed_in.contains(name));
    rolled.missing.retain(|_| missing.next() == Some(true));
    Ok(Sum { rolled, unread })
}

/// The pairs of rows whose texts are suspiciously alike; each row is given by its file and its
/// position there.
pub fn alike_rows(files: &[Vec<Row>]) -> Vec<Alike<At>> {
    let rows = files.iter().enumerate();
    let (at, prints): (Vec<At>, Vec<Vec<Prints>>) = rows
        .flat_map(|(file, rows)| rows.iter().enumerate().map(move |(i, row)| ((file, i), row)))
        .map(|(at, row)| (at, row.prints.clone()))
        .unzip();
    alike(&prints).into_iter().map(|pair| pair.with(|i| at[i])).collect()
}

/// The texts of two reports at each of these places, in shared and unshared pieces. A report
/// without such a place has an empty text there.
pub fn side_by_side(a: &Report, b: &Report, places: &[String]) -> Vec<TwoTexts> {
    let text = |report: &Report, place: &str| {
        report.prose().find(|(at, ..)| at == place).map_or(String::new(), |(.., t)| t.to_string())
    };
    places.iter().map(|place| shared_words(&text(a, place), &text(b, place))).collect()
}
