//! Drafts on this computer as the screen knows them. They are stored by `www/store.js`.

use serde::Deserialize;

/// What the start page shows of a draft.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Entry {
    pub id: String,
    pub agency: String,
    pub year: Option<u16>,
    pub title: String,
    pub form: String,
    /// Filled cells.
    pub filled: usize,
    /// Number of characters written in preface and sections.
    pub written: usize,
    /// When it was last saved, in milliseconds since 1970.
    pub time: f64,
    /// Number of stores on this computer that have it: 0, 1 or 2.
    pub places: u8,
    /// It is embedded in the file that this page is.
    pub in_file: bool,
    /// It cannot be read.
    pub damaged: bool,
    /// The name of the file from which it came; empty if it came from none.
    pub source: String,
    /// A later draft was started from the same report.
    pub sibling: bool,
    /// A draft of the same agency and year was saved later.
    pub later: bool,
}

/// Why a draft is not saved.
#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Refusal {
    /// The browser allows no storage here, or it does not work.
    Blocked,
    /// There is no room left.
    Full,
    /// What was read back differs from what was written.
    Differs,
}
