//! The self-check desk: what is kept of each of many reports, and what is computed from several.
//!
//! A [`Row`] holds findings and samples for comparing texts; it holds the report only on request,
//! so that a desk of thousands stays small. A report that is needed again is read again from its
//! file. Reading files and drawing the desk are deliberately absent.

mod sum;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::sum::{Copies, NoSum, REPLACED, Reread, Sum, Unread, sum};
use crate::amount::Entry;
use crate::checks::{check, is_year_before};
use crate::document::{Note, NoteLevel};
use crate::finding::{CheckResult, Finding, Progress, Severity, Tally};
use crate::form::Level;
use crate::formats::derived;
use crate::likeness::{Alike, Prints, TwoTexts, alike, prints, shared_words};
use crate::recognize::Recognized;
use crate::report::Report;
use crate::text;
use crate::units::{At, Unit, Version, full_names, pairs, taken};

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
    /// How good this file is, compared with others of the same report.
    pub version: Version,
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
    /// The file is a report that was read from another file and then corrected.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
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
        let version =
            Version { corrected: wanted.corrected, ..version(file, &report, &result, &notes) };
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
            version,
            notes,
            prints: if wanted.prints { prints(&report) } else { Vec::new() },
            report: wanted.report.then_some(report),
        }
    }

    /// The agency and year by which the row's report is paired with other years.
    pub fn unit(&self) -> Unit {
        Unit { agency: self.agency.clone(), year: self.year, version: self.version }
    }

    /// The name of the row's report: its agency, or else its name within the file, or the file's
    /// name.
    pub fn called(&self) -> &str {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let names = [self.agency.trim(), self.part.as_deref().unwrap_or_default(), file];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// Where the report is: its file's name, and its name within a file that has several.
    pub fn place(&self) -> String {
        let part = self.part.as_ref().map_or(String::new(), |part| format!("：{part}"));
        format!("{}{part}", self.file)
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

/// What is known of this file of a report.
fn version(file: &str, report: &Report, result: &CheckResult, notes: &[Note]) -> Version {
    let grave = |f: &&Finding| f.severity < Severity::Hint && f.explained.is_none();
    let doubt = |note: &&Note| note.level != NoteLevel::Info;
    let doubts = result.findings.iter().filter(grave).count() + notes.iter().filter(doubt).count();
    Version {
        blank: (result.progress.cells - result.progress.filled) as u32,
        doubts: doubts as u32,
        derived: derived(file),
        figures: figures(report),
        ..Version::default()
    }
}

/// A hash (FNV-1a) of the numbers in the tables.
fn figures(report: &Report) -> u32 {
    let add = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    report.cells.iter().fold(0x811c_9dc5, |hash, (id, typed)| {
        let value = match Entry::parse_money(typed) {
            Entry::Blank | Entry::Absent => return hash,
            Entry::Number(number) => number.to_string(),
            Entry::Unreadable => text::key(typed),
        };
        id.bytes().chain([0]).chain(value.bytes()).chain([0]).fold(hash, add)
    })
}

fn unit_of(report: &Report) -> Unit {
    Unit { agency: report.agency.clone(), year: report.year, ..Unit::default() }
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

/// The pairs of rows whose texts are suspiciously alike, by their positions. Of several files of the
/// same report only the one is compared that [`taken`] takes, and a unit's report is not compared with
/// its own of another year.
pub fn alike_among(rows: &[&Row]) -> Vec<Alike> {
    let units: Vec<Unit> = rows.iter().map(|row| row.unit()).collect();
    let names = full_names(units.iter().map(|unit| unit.agency.as_str()));
    let kept: Vec<usize> =
        taken(&units).into_iter().enumerate().filter(|(i, at)| i == at).map(|(i, _)| i).collect();
    let prints: Vec<Vec<Prints>> = kept.iter().map(|i| rows[*i].prints.clone()).collect();
    let pairs = alike(&prints).into_iter().map(|pair| pair.with(|i| kept[i]));
    let others = |pair: &Alike| names[pair.a].is_empty() || names[pair.a] != names[pair.b];
    pairs.filter(others).collect()
}

/// Like [`alike_among`]; each row is given by its file and its position there.
pub fn alike_rows(files: &[Vec<Row>]) -> Vec<Alike<At>> {
    let rows = files.iter().enumerate();
    let (at, rows): (Vec<At>, Vec<&Row>) = rows
        .flat_map(|(file, rows)| rows.iter().enumerate().map(move |(i, row)| ((file, i), row)))
        .unzip();
    alike_among(&rows).into_iter().map(|pair| pair.with(|i| at[i])).collect()
}

/// The texts of two reports at each of these places, in shared and unshared pieces. A report
/// without such a place has an empty text there.
pub fn side_by_side(a: &Report, b: &Report, places: &[String]) -> Vec<TwoTexts> {
    let text = |report: &Report, place: &str| {
        report.prose().find(|(at, ..)| at == place).map_or(String::new(), |(.., t)| t.to_string())
    };
    places.iter().map(|place| shared_words(&text(a, place), &text(b, place))).collect()
}
