//! Places on the page, and how to find them there.

use std::ops::Range;

use report::Finding;

/// A place to go to, as [`Finding`] names it.
#[derive(Clone, PartialEq)]
pub struct Target {
    /// A cell, `section:1`, `preface`, `title` …, or one of the screen's own: `paper`, `findings`.
    at: String,
    /// Tried if there is nothing at `at`.
    cell: Option<String>,
    section: Option<String>,
    quote: Option<String>,
    range: Option<Range<usize>>,
}

impl Target {
    pub fn at(at: &str) -> Target {
        Target { at: at.into(), cell: None, section: None, quote: None, range: None }
    }

    /// The button that explains a finding: its card moves once it is explained.
    pub fn explain(finding: &Finding) -> Target {
        Target::at(&format!("explain:{}", crate::view::dom_id(finding)))
    }

    /// What names the place on the page, the best first.
    pub fn selectors(&self) -> Vec<String> {
        if let Some(id) = self.at.strip_prefix("explain:") {
            let own = format!("[data-explain=\"{id}\"]");
            return vec![own, "[data-place=\"findings\"]".into()];
        }
        let section = self.section.as_deref().or(self.at.strip_prefix("section:"));
        let place = section.unwrap_or(&self.at);
        let mut all =
            vec![format!("[data-section=\"{place}\"]"), format!("[data-add=\"{place}\"]")];
        if section.is_none() {
            // A cell's id may be a section's as well.
            all.insert(0, format!("[data-cell=\"{place}\"]"));
            all.push(format!("[data-field=\"{place}\"]"));
            all.push(format!("[data-place=\"{place}\"]"));
        }
        all.extend(self.cell.as_ref().map(|id| format!("[data-cell=\"{id}\"]")));
        all.push("[data-place=\"paper\"]".into());
        all
    }

    /// Where the words it is about stand in the text found there, in bytes.
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

/// Where the words of a finding stand in a text, in bytes: as it says, or else where they come first.
pub fn words_in(
    text: &str,
    range: Option<&Range<usize>>,
    quote: Option<&str>,
) -> Option<Range<usize>> {
    if let Some(range) = range {
        return text.get(range.clone()).map(|_| range.clone());
    }
    let quote = quote.filter(|quote| !quote.is_empty())?;
    text.find(quote).map(|start| start..start + quote.len())
}
