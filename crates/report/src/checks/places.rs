//! Where a finding stands: the words of the text that it is about, and its turn among the others.

use super::Context;
use crate::finding::Finding;
use crate::steps;
use crate::words;

/// Gives the findings of one rule, which come in the order of the text, the places of the words they
/// quote, where the rule did not name them: of equal quotes each has the next occurrence.
pub(super) fn locate(context: &Context, findings: &mut [Finding]) {
    for i in 0..findings.len() {
        let (before, rest) = findings.split_at_mut(i);
        let finding = &mut rest[0];
        let (Some(place), Some(quote), None) = (&finding.section, &finding.quote, &finding.range)
        else {
            continue;
        };
        let Some(text) = context.text(place) else { continue };
        let last = before.last().filter(|f| f.section == finding.section);
        let from = last.and_then(|f| f.range.as_ref().map(|range| (f, range)));
        let from = from.map_or(0, |(f, range)| match f.quote == finding.quote {
            true => range.end,
            false => range.start,
        });
        let find = |from: usize| {
            let found = words::find(&text[from..], quote).map(|at| from + at);
            let searched = found.unwrap_or(text.len()) - from;
            steps::take(1 + searched / 8).then_some(found)?
        };
        // A rule may say two things of one place.
        finding.range = find(from).or_else(|| find(0)).map(|at| at..at + quote.len());
    }
}

/// The position of a place in the document, for sorting: fields, preface, sections, cells.
pub(super) fn order(context: &Context, at: &str) -> usize {
    const SECTIONS: usize = 10;
    const CELLS: usize = 10_000;
    if let Some(place) = at.strip_prefix("section:") {
        // A missing section is sorted after all others.
        let missing = context.report.sections.len();
        return SECTIONS + context.report.at_place(place).unwrap_or(missing);
    }
    match at {
        "title" => 0,
        "agency" => 1,
        "published" => 2,
        "preface" => 3,
        "report" => 4,
        id => CELLS + context.form.position(id).unwrap_or(0),
    }
}
