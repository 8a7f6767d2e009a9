//! Places on the page, and how to find them there.

use report::Finding;

/// A place to go to, as [`Finding`] names it.
#[derive(Clone, PartialEq)]
pub struct Target {
    /// A cell, `section:1`, `preface`, `title` …, or one of the screen's own: `paper`, `findings`.
    at: String,
    /// Tried if there is nothing at `at`.
    cell: Option<String>,
    section: Option<String>,
    pub quote: Option<String>,
}

impl Target {
    pub fn at(at: &str) -> Target {
        Target { at: at.into(), cell: None, section: None, quote: None }
    }

    /// What names the place on the page, the best first.
    pub fn selectors(&self) -> Vec<String> {
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
}

impl From<&Finding> for Target {
    fn from(finding: &Finding) -> Target {
        Target {
            at: finding.at.clone(),
            cell: finding.cells.first().map(|c| c.id.clone()),
            section: finding.section.clone(),
            quote: finding.quote.clone(),
        }
    }
}
