//! Findings as comments in the file that was checked: a Word document or a workbook of Excel stays
//! as it is, byte for byte, but for comments at the words and cells that the findings are about.
//!
//! The same file and findings always give the same bytes: comments have an author and no date.

mod book;
mod marks;
mod markup;
mod package;
mod source;
mod word;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use report::Report;
use report::checks::check;
use report::document::{Block, Document};
use report::finding::Finding;
use report::recognize::{self, Part, Recognized};
use report::steps;

use self::words::Lines;
use crate::error::{Code, Error};
use crate::kind::kind_of;
use crate::limits;
use crate::write::{escape, overview};

/// The author of the comments.
const AUTHOR: &str = "年报自检";
/// How often the work of reading a file is done: by the reader, for the places, and to see that
/// the new file reads as the old one.
const TIMES: u64 = 4;

/// The file with a comment for each finding. `report` is the report in the file, as it is now; the
/// findings are about it. A finding without a place in the file stands at the title, one about a
/// missing section at the heading before it.
///
/// # Errors
/// The file is of a kind without such comments; those of [`crate::read()`]; or the new file would not
/// read as the old one does.
pub fn annotate(bytes: &[u8], report: &Report, findings: &[Finding]) -> Result<Vec<u8>, Error> {
    let budget = limits::budget(bytes.len()).saturating_mul(TIMES);
    steps::within(budget, || annotate_within(bytes, report, findings))
        .unwrap_or_else(|| Err(limits::too_large()))
}

/// The findings, with the exact words that the rules name where they have the same findings; a finding
/// that comes as JSON has only its quote.
pub fn at_words(report: &Report, findings: Vec<Finding>) -> Vec<Finding> {
    let known = check(report, None).findings;
    let exact = |mut finding: Finding| {
        let same = |k: &&Finding| {
            k.rule == finding.rule && k.at == finding.at && k.message == finding.message
        };
        finding.range = finding.range.or_else(|| known.iter().find(same)?.range.clone());
        finding
    };
    findings.into_iter().map(exact).collect()
}

fn annotate_within(bytes: &[u8], report: &Report, findings: &[Finding]) -> Result<Vec<u8>, Error> {
    if findings.is_empty() {
        return Ok(bytes.to_vec());
    }
    let kind = kind_of(bytes)?.id;
    let put = match kind {
        "docx" if bytes.starts_with(b"PK") => word::annotated,
        "xlsx" => book::annotated,
        _ => return Err(without_comments()),
    };
    let before = crate::read_within(bytes)?.document;
    let about = About::of(&before, report);
    let new = put(bytes, &about, findings)?;
    // A part that contradicts itself may read otherwise once something is put into it.
    match crate::read_within(&new) {
        Ok(after) if reads_alike(&before, &after.document) => Ok(new),
        _ if steps::is_spent() => Err(limits::too_large()),
        _ => Err(Error::damaged()),
    }
}

fn without_comments() -> Error {
    let message = "批注只能写进 Word 文件（docx）和 Excel 工作簿（xlsx）；请另存为 docx 后再试，\
        或下载自查表，其中写明每个问题的位置。";
    Error::new(Code::Unsupported, message)
}

/// Whether two documents have the same words in the same places, roles and cells.
fn reads_alike(a: &Document, b: &Document) -> bool {
    let same = |(a, b): (&Block, &Block)| match (a, b) {
        (Block::Grid(a), Block::Grid(b)) => a.rows == b.rows && a.head_rows == b.head_rows,
        (a, b) => a == b,
    };
    a.blocks.len() == b.blocks.len() && a.blocks.iter().zip(&b.blocks).all(same) && a.data == b.data
}

/// What the findings are about.
struct About<'a> {
    report: &'a Report,
    /// Where each cell of the report is in the file, in the words of [`report::document::Spot`].
    places: BTreeMap<String, String>,
}

/// Where a finding is.
#[derive(Debug, PartialEq)]
enum Place<'a> {
    /// In the cell of the file at this spot.
    Cell(&'a str),
    /// At these letters of the file.
    Letters(Range<usize>),
    /// Nowhere in particular.
    Nowhere,
}

impl<'a> About<'a> {
    fn of(document: &Document, report: &'a Report) -> About<'a> {
        // A workbook may have several reports.
        let mut parts: Vec<Recognized> =
            recognize::parts(document).into_iter().map(Part::recognize).collect();
        let own =
            |r: &Recognized| (&r.report.agency, r.report.year) == (&report.agency, report.year);
        let chosen = parts.iter().position(own).unwrap_or(0);
        let places = parts.drain(..).nth(chosen).map(|found| found.places);
        About { report, places: places.unwrap_or_default() }
    }

    /// Where a finding is among these lines, which were found in the file: at its words, else in its
    /// cell, else at a heading.
    fn place(&self, finding: &Finding, lines: &Lines) -> Place<'_> {
        let words = self.words(finding, lines);
        let cell = || self.cell(finding).map(Place::Cell);
        let heading = || self.heading(&finding.at, lines);
        let found = words.map(Place::Letters).or_else(cell);
        found.or_else(|| heading().map(Place::Letters)).unwrap_or(Place::Nowhere)
    }

    fn words(&self, finding: &Finding, lines: &Lines) -> Option<Range<usize>> {
        let place = finding.section.as_deref()?;
        let (_, _, text) = self.report.prose().find(|(name, ..)| name == place)?;
        let quoted = || {
            let quote = finding.quote.as_deref().filter(|quote| !quote.is_empty())?;
            text.find(quote).map(|at| at..at + quote.len())
        };
        let words = finding.range.clone().filter(|words| !words.is_empty()).or_else(quoted)?;
        lines.words(place, text, &words)
    }

    /// The spot of the finding's own cell, of one that it names, or of one in its row.
    fn cell(&self, finding: &Finding) -> Option<&str> {
        let row = format!("{}.", finding.at);
        let of_row =
            || self.places.range(row.clone()..).next().filter(|(id, _)| id.starts_with(&row));
        let mut named = finding.cells.iter().filter_map(|cell| self.places.get(&cell.id));
        let own = self.places.get(&finding.at).or_else(|| named.next());
        own.or_else(|| of_row().map(|(_, spot)| spot)).map(String::as_str)
    }

    /// The letters of a place that is no cell. For a section that the report does not have, those of
    /// the heading before it.
    fn heading(&self, at: &str, lines: &Lines) -> Option<Range<usize>> {
        match at {
            "preface" => return lines.words("preface", &self.report.preface, &(0..0)),
            "published" => return lines.heading("published"),
            _ => {}
        }
        let wanted = at.strip_prefix("section:")?;
        if let Some(found) = lines.heading(wanted) {
            return Some(found);
        }
        let ids = self.report.form.sections.iter().map(|section| section.id);
        let before: Vec<&str> = ids.take_while(|id| *id != wanted).collect();
        before.into_iter().rev().find_map(|id| lines.heading(id))
    }

    /// What a comment says, line by line.
    fn told(&self, finding: &Finding) -> Vec<String> {
        let place = self.report.place_in_words(&finding.at);
        let mut lines = vec![format!("{} {}：{place}", finding.severity.word(), finding.rule)];
        lines.push(finding.message.clone());
        let facts =
            [("填报", &finding.stated), ("应为", &finding.computed), ("相差", &finding.difference)];
        let facts = facts.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let facts: Vec<String> = facts.map(|(name, value)| format!("{name}：{value}")).collect();
        lines.push(facts.join("；"));
        let suspects = overview::suspects(Some(self.report.form), finding);
        let basis = finding.basis.as_deref().unwrap_or_default();
        let reason = finding.explained.as_deref().unwrap_or_default();
        for (name, words) in [("建议核对", suspects.as_str()), ("依据", basis), ("已核实", reason)]
        {
            if !words.is_empty() {
                lines.push(format!("{name}：{words}"));
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.iter().map(|line| escape(line)).collect()
    }
}
