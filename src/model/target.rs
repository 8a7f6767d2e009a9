//! Places on the page, and how to find them there.

use std::ops::Range;

use report::session::Field;
use report::{Finding, Report};

use super::ranges::words_in;

/// A place on the page to go to, named as in [`Finding`].
#[derive(Clone, PartialEq)]
pub struct Target {
    /// A cell's id, `section:1`, `preface`, `title` …, or a place of the screen: `paper`,
    /// `findings`.
    at: String,
    /// The cell to go to if there is nothing at `at`.
    cell: Option<String>,
    section: Option<String>,
    quote: Option<String>,
    range: Option<Range<usize>>,
}

impl Target {
    pub fn at(at: &str) -> Target {
        Target { at: at.into(), cell: None, section: None, quote: None, range: None }
    }

    /// Words of a section's text, or of the preface.
    pub fn words_at(place: &str, words: Range<usize>) -> Target {
        let section = (place != "preface").then(|| place.to_string());
        Target { section, range: Some(words), ..Target::at(place) }
    }

    /// Words of any text.
    pub fn field(report: &Report, field: Field, words: Range<usize>) -> Target {
        match field {
            Field::Title => Target { range: Some(words), ..Target::at("title") },
            Field::Preface => Target::words_at("preface", words),
            Field::Text(i) => Target::words_at(&report.place(i), words),
            Field::Heading(i) => Target { range: Some(words), ..Target::heading(i) },
        }
    }

    /// The heading of the section at a position.
    pub fn heading(index: usize) -> Target {
        Target::at(&format!("heading:{index}"))
    }

    /// The table at a position.
    pub fn table(report: &Report, index: usize) -> Target {
        Target::at(&format!("table:{}", report.form.tables[index].id))
    }

    /// The button for explaining a finding, whose card moves once it is explained.
    pub fn explain(finding: &Finding) -> Target {
        Target::at(&format!("explain:{}", dom_id(finding)))
    }

    /// CSS selectors for the place, the best first.
    pub fn selectors(&self) -> Vec<String> {
        if let Some(id) = self.at.strip_prefix("explain:") {
            let own = format!("[data-explain=\"{id}\"]");
            return vec![own, "[data-place=\"findings\"]".into()];
        }
        if let Some(index) = self.at.strip_prefix("heading:") {
            return vec![format!("[data-heading=\"{index}\"]"), "[data-place=\"paper\"]".into()];
        }
        let section = self.section.as_deref().or(self.at.strip_prefix("section:"));
        let place = section.unwrap_or(&self.at);
        let mut all =
            vec![format!("[data-section=\"{place}\"]"), format!("[data-add=\"{place}\"]")];
        if section.is_none() {
            // A section may have the same id as a cell.
            all.insert(0, format!("[data-cell=\"{place}\"]"));
            all.push(format!("[data-field=\"{place}\"]"));
            all.push(format!("[data-place=\"{place}\"]"));
        }
        all.extend(self.cell.as_ref().map(|id| format!("[data-cell=\"{id}\"]")));
        all.push("[data-place=\"paper\"]".into());
        all
    }

    /// The words to select in the text found there, in bytes.
    pub fn words(&self, text: &str) -> Option<Range<usize>> {
        words_in(text, self.range.as_ref(), self.quote.as_deref())
    }
}

impl From<&Finding> for Target {
    fn from(finding: &Finding) -> Target {
        Target {
            at: finding.at.clone(),
            cell: finding.cells.first().map(|c| c.id.clone()),
            section: finding.section.clone(),
            quote: finding.quote.clone(),
            range: finding.range.clone(),
        }
    }
}

/// The first place at which two states of a report differ, and the paragraph in its text; `None` if
/// they differ in nothing that has a place.
pub fn difference(before: &Report, now: &Report) -> Option<(Target, usize)> {
    let of_field = |field: Field| {
        let (old, new) = (field.text(before), field.text(now));
        let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let line = new.bytes().take(same).filter(|b| *b == b'\n').count();
        (old != new).then(|| (Target::field(now, field, same..same), line))
    };
    let heads = [
        ("agency", before.agency != now.agency || before.level != now.level),
        ("year", before.year != now.year || before.form != now.form),
        ("published", before.published != now.published),
    ];
    if let Some((at, _)) = heads.into_iter().find(|(_, differs)| *differs) {
        return Some((Target::at(at), 0));
    }
    let parts = before.sections.len().min(now.sections.len());
    let texts = (0..parts).flat_map(|i| [Field::Heading(i), Field::Text(i)]);
    let mut texts = [Field::Title, Field::Preface].into_iter().chain(texts);
    if let Some(place) = texts.find_map(of_field) {
        return Some(place);
    }
    if before.sections.len() != now.sections.len() {
        return Some((Target::heading(parts.min(now.sections.len().saturating_sub(1))), 0));
    }
    let cells = now.form.all_cells().iter();
    let cell = cells.map(|cell| cell.id.as_str()).find(|id| before.cell(id) != now.cell(id));
    cell.map(|id| (Target::at(id), 0))
}

/// The id of a finding's element; the same for two findings of one rule at one place.
pub fn dom_id(finding: &Finding) -> String {
    format!("f-{}-{}", finding.rule, finding.at)
}
