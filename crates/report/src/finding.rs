//! What the rules say: findings and their severities, and the count of rules by outcome.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How much a broken rule matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Arithmetic or structure is broken: do not publish.
    Error,
    /// The writer must look, may explain and go on.
    Warning,
    /// Worth a look.
    Hint,
}

impl Severity {
    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Hint => "提示",
        }
    }
}

/// A word of the rules: a constant of this program, or told by another copy of it.
pub type Word = Cow<'static, str>;

/// One broken rule at one place. Serialises to the `Finding` of the public contract.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub rule: Word,
    pub severity: Severity,
    /// A cell id, a row id, `section:1`, `preface`, `title`, `agency`, `published` or `report`.
    pub at: String,
    /// The place in words, and where it stood in its file; only where many files are checked, for
    /// those who have no report at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<String>,
    pub message: String,
    /// The cells involved, with what they hold.
    pub cells: Vec<CellValue>,
    /// Where the words stand: a section's id or position (see [`crate::report::Report::place`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Where exactly the quoted words stand in the section's text, in bytes, where that is known.
    #[serde(skip)]
    pub range: Option<Range<usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Word>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspects: Vec<Suspect>,
    /// The writer's reason, for a warning marked 已核实.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explained: Option<String>,
}

impl Finding {
    /// A finding with nothing but rule, place and words.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        at: impl Into<String>,
        message: String,
    ) -> Finding {
        Finding {
            rule: rule.into(),
            severity,
            at: at.into(),
            place: None,
            spot: None,
            message,
            cells: Vec::new(),
            section: None,
            quote: None,
            range: None,
            stated: None,
            computed: None,
            difference: None,
            basis: None,
            suspects: Vec::new(),
            explained: None,
        }
    }
}

/// A cell as it stands in a finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CellValue {
    pub id: String,
    pub label: String,
    pub value: String,
}

/// A cell that is probably wrong, and what it should be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Suspect {
    pub cell: String,
    pub value: String,
    /// Rules that hold once it is changed.
    pub resolves: Vec<String>,
    /// Cells that must change with it, where it alone does not repair everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Edit>,
    /// What all this does, where many cells change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A cell and the value it should have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Edit {
    pub cell: String,
    pub value: String,
}

/// How a rule stands over all its places, worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Standing {
    Held,
    Waiting,
    Broken,
}

/// How many rules came to which outcome, counted by rule id. A rule that is broken anywhere is
/// broken; else one that waits anywhere waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pub checked: usize,
    pub held: usize,
    pub broken: usize,
    pub waiting: usize,
}

/// How many cells of a table, or of all tables of a report, are filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    pub filled: usize,
    /// The form's cells, without those for which a row in their place is filled in.
    pub cells: usize,
}

impl Progress {
    /// Whether nothing is blank.
    pub fn is_whole(self) -> bool {
        self.filled == self.cells
    }

    /// Whether what is blank are single cells among filled ones: a slip, and no work to be done.
    pub fn lacks_few(self) -> bool {
        /// So many blanks are no longer single ones.
        const MANY: usize = 6;
        let blank = self.cells - self.filled;
        blank < MANY && blank * 5 <= self.cells
    }

    /// `已填 7/200`.
    pub fn words(self) -> String {
        format!("已填 {}/{}", self.filled, self.cells)
    }
}

impl std::ops::Add for Progress {
    type Output = Progress;

    fn add(self, other: Progress) -> Progress {
        Progress { filled: self.filled + other.filled, cells: self.cells + other.cells }
    }
}

/// The outcome of all rules over one report.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct CheckResult {
    /// Errors first, then in the order of the document.
    pub findings: Vec<Finding>,
    pub rules: Tally,
    /// How far the tables are filled in. The editor counts by itself and does not read it.
    #[serde(skip_deserializing)]
    pub progress: Progress,
    /// How every rule that was checked stands, by its id.
    #[serde(skip)]
    pub standings: BTreeMap<Word, Standing>,
    /// Whether it is worth asking if the blank cells are 0 (see [`crate::progress::may_be_zeros`]).
    #[serde(skip)]
    pub may_be_zeros: bool,
    /// The kind of body that is only guessed, in words (see [`crate::Report::guessed_kind`]).
    #[serde(skip)]
    pub kind: Option<String>,
}

impl CheckResult {
    /// Number of findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }
}

/// One line of the catalogue of rules.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RuleLine {
    pub id: Word,
    pub severity: Severity,
    pub title: Word,
    pub basis: Word,
}

/// A check result as it goes from one copy of the program to another: the public one, and what
/// that leaves out.
#[derive(Serialize, Deserialize)]
pub struct Told {
    pub result: CheckResult,
    standings: BTreeMap<Word, Standing>,
    ranges: Vec<Option<Range<usize>>>,
    may_be_zeros: bool,
    kind: Option<String>,
}

impl Told {
    /// As JSON: the quickest way for many small things from one copy of the program to another.
    pub fn print(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Nothing, if the text is not [`Told::print`]'s.
    pub fn parse(text: &str) -> Option<Told> {
        serde_json::from_str(text).ok()
    }
}

impl From<CheckResult> for Told {
    fn from(result: CheckResult) -> Told {
        let standings = result.standings.clone();
        let ranges = result.findings.iter().map(|f| f.range.clone()).collect();
        let (may_be_zeros, kind) = (result.may_be_zeros, result.kind.clone());
        Told { result, standings, ranges, may_be_zeros, kind }
    }
}

impl From<Told> for CheckResult {
    fn from(told: Told) -> CheckResult {
        let mut result = told.result;
        result.standings = told.standings;
        (result.may_be_zeros, result.kind) = (told.may_be_zeros, told.kind);
        for (finding, range) in result.findings.iter_mut().zip(told.ranges) {
            finding.range = range;
        }
        result
    }
}
