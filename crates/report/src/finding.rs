//! The results of the rules: findings and their severities, and the number of rules by outcome.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How serious a broken rule is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Arithmetic or structure is wrong: the report must not be published.
    Error,
    /// The writer must look at it and may explain it.
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

/// A text of a rule: a constant of this program, or one received from the other wasm module.
pub type RuleText = Cow<'static, str>;

/// One broken rule at one place. Its JSON is the public `Finding`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// The id of the broken rule.
    pub rule: RuleText,
    /// How serious it is.
    pub severity: Severity,
    /// A cell id, a row id, `section:1`, `preface`, `title`, `agency`, `published` or `report`.
    pub at: String,
    /// The place in words, and the place in the file. Set only where many files are checked, for
    /// users who do not have the report open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Where the place was in the file, in Chinese words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<String>,
    /// What is wrong, in Chinese for the user.
    pub message: String,
    /// The cells involved, with their values.
    pub cells: Vec<CellValue>,
    /// The section with the words: its id or position (see [`crate::report::Report::place`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The words of the text that the finding is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Where the section's text has the words to look at, in bytes: the figure, the year, the word.
    /// The quote may have more of the sentence. Empty if the finding is about no words in particular.
    #[serde(skip)]
    pub range: Option<Range<usize>>,
    /// The words that should stand at `range`, if they are known.
    #[serde(skip)]
    pub mend: Option<String>,
    /// What the report states: a number, a date, a title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
    /// What it should be, as far as that can be computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// The difference between two numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// The law, notice or practice that the rule is based on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<RuleText>,
    /// Cells that are probably wrong, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspects: Vec<Suspect>,
    /// The writer's reason, for a warning marked 已核实.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explained: Option<String>,
}

impl Finding {
    /// What a person probably did, in Chinese without a full stop, if that is known.
    pub fn slip(&self) -> Option<&str> {
        self.suspects.first().filter(|s| s.slip.is_some())?.words.as_deref()
    }

    /// A finding with rule, place and message only.
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
            mend: None,
            stated: None,
            computed: None,
            difference: None,
            basis: None,
            suspects: Vec::new(),
            explained: None,
        }
    }
}

/// A cell and its value, as part of a finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CellValue {
    /// The cell's id; a cell of last year has the same id and is named as such in `label`.
    pub id: String,
    /// The cell's label.
    pub label: String,
    /// What was typed into it; empty if it is blank.
    pub value: String,
}

/// What people do to figures by mistake: a digit left out, doubled, exchanged or another one; a total not
/// added up again; 元 for 万元; a blank that is a 0; a number in two cells; figures one cell off; rows or
/// columns exchanged; last year's figures left in.
pub const SLIPS: [&str; 11] = [
    "dropped",
    "doubled",
    "transposed",
    "mistyped",
    "total",
    "unit",
    "blank",
    "split",
    "shifted",
    "swapped",
    "last-year",
];

/// A cell that is probably wrong, and the value it should have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Suspect {
    /// The cell's id.
    pub cell: String,
    /// The value it should have, as a decimal number.
    pub value: String,
    /// Rules that hold once it is changed.
    pub resolves: Vec<String>,
    /// Cells that must change too, if this cell alone does not repair everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Edit>,
    /// What the whole change does, in Chinese, if many cells change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What a person probably did, if that is known: one of [`SLIPS`]. Then `words` says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<RuleText>,
}

/// A cell and the value it should have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Edit {
    /// The cell's id.
    pub cell: String,
    /// The value it should have, as a decimal number.
    pub value: String,
}

/// The outcome of a rule over all its places, worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum RuleOutcome {
    /// It holds.
    Held,
    /// It waits for blank cells.
    Waiting,
    /// It is broken.
    Broken,
}

/// The number of rules by outcome, counted by rule id. A rule that is broken anywhere is broken;
/// otherwise, one that waits anywhere waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// All rules that apply.
    pub checked: usize,
    /// Rules that hold.
    pub held: usize,
    /// Rules that are broken.
    pub broken: usize,
    /// Rules that wait for blank cells.
    pub waiting: usize,
}

/// How many cells of a table, or of all tables of a report, are filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Number of cells with a value.
    pub filled: usize,
    /// Number of the form's cells, without those that a filled variant replaces.
    pub cells: usize,
}

impl Progress {
    /// Whether no cell is blank.
    pub fn is_whole(self) -> bool {
        self.filled == self.cells
    }

    /// Whether only a few cells among filled ones are blank: an oversight, not work in progress.
    pub fn lacks_few(self) -> bool {
        /// Number of blanks from which on they are not single ones.
        const MANY: usize = 6;
        let blank = self.cells - self.filled;
        blank < MANY && blank * 5 <= self.cells
    }

    /// For example `已填 7/200`.
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

/// The outcome of all rules for one report.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct CheckResult {
    /// Sorted by severity, errors first, then in the order of the document.
    pub findings: Vec<Finding>,
    /// The number of rules by outcome.
    pub rules: Tally,
    /// How far the tables are filled in. The editor counts by itself and does not read it.
    #[serde(skip_deserializing)]
    pub progress: Progress,
    /// The outcome of every rule that was checked, by its id.
    #[serde(skip)]
    pub outcomes: BTreeMap<RuleText, RuleOutcome>,
    /// Whether it makes sense to ask if the blank cells are 0 (see
    /// [`crate::progress::may_be_zeros`]).
    #[serde(skip)]
    pub may_be_zeros: bool,
    /// The kind of body, in Chinese words, if it is only a guess (see
    /// [`crate::Report::guessed_kind`]).
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
    /// The rule's id.
    pub id: RuleText,
    /// How serious it is to break the rule.
    pub severity: Severity,
    /// What must hold, in Chinese.
    pub title: RuleText,
    /// The law, notice or practice that it is based on.
    pub basis: RuleText,
}

/// A check result as it passes from one wasm module to the other: the public result, and what its
/// JSON leaves out.
#[derive(Serialize, Deserialize)]
pub struct CheckMessage {
    /// The result of the check.
    pub result: CheckResult,
    outcomes: BTreeMap<RuleText, RuleOutcome>,
    ranges: Vec<Option<Range<usize>>>,
    mends: Vec<Option<String>>,
    may_be_zeros: bool,
    kind: Option<String>,
}

impl CheckMessage {
    /// The JSON text of the message.
    pub fn print(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Parses the text of [`CheckMessage::print`]; `None` if it is another text.
    pub fn parse(text: &str) -> Option<CheckMessage> {
        crate::json::read(text).ok()
    }
}

impl From<CheckResult> for CheckMessage {
    fn from(result: CheckResult) -> CheckMessage {
        let outcomes = result.outcomes.clone();
        let ranges = result.findings.iter().map(|f| f.range.clone()).collect();
        let mends = result.findings.iter().map(|f| f.mend.clone()).collect();
        let (may_be_zeros, kind) = (result.may_be_zeros, result.kind.clone());
        CheckMessage { result, outcomes, ranges, mends, may_be_zeros, kind }
    }
}

impl From<CheckMessage> for CheckResult {
    fn from(told: CheckMessage) -> CheckResult {
        let mut result = told.result;
        result.outcomes = told.outcomes;
        (result.may_be_zeros, result.kind) = (told.may_be_zeros, told.kind);
        let places = told.ranges.into_iter().zip(told.mends);
        for (finding, place) in result.findings.iter_mut().zip(places) {
            (finding.range, finding.mend) = place;
        }
        result
    }
}
