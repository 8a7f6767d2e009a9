//! Where copies of one report differ: two drafts, the approved Word file and the published page, or more.
//!
//! Heads are compared as values, cells as decimals, texts by sentences and words. What is only layout
//! ([`mod@words`]) is no difference. Deliberately absent: finding the changes between two sequences, which is
//! the caller's ([`Differ`]).

mod places;
mod prose;
pub mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::amount::Entry;
use crate::likeness::Piece;
use crate::report::Report;
use crate::text;
use words::words;

/// A change from an old sequence to a new one: a range of the old one, and what replaces it. One of the
/// two may be empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The range in the old sequence.
    pub old: Range<usize>,
    /// The range in the new sequence.
    pub new: Range<usize>,
}

/// What finds the changes from one list of words to another, in order.
pub type Differ = fn(&[&str], &[&str]) -> Vec<Edit>;

/// What differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Agency, year, day of publication or title.
    Head,
    /// A head that only some copies state. That may be layout (a page prints the day of publication, its
    /// file does not), so it is told, but is no difference.
    Stated,
    /// All texts, or all tables: some copies have none.
    Part,
    /// The heading of a section.
    Heading,
    /// A sentence.
    Text,
    /// A cell of the form's tables.
    Cell,
    /// A row of a table that the form does not have.
    Row,
}

/// A place at which copies differ.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Difference {
    /// What differs.
    pub kind: Kind,
    /// The place: a cell's id, `section:1`, `preface`, `title`, `agency`, `year`, `published`, `texts`,
    /// `tables`, `row`.
    pub at: String,
    /// The place in words.
    pub label: String,
    /// What each copy says there; `None` for a copy that was not compared there.
    pub values: Vec<Option<Value>>,
}

/// What a copy says at a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Value {
    /// The words that differ, not `shared`, and of a text the words around them.
    pub pieces: Vec<Piece>,
    /// The first copy that says the same: its own position, unless an earlier one does.
    pub like: usize,
}

impl Value {
    /// Its words, with those around them.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Where copies of a report differ.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// Whether they say the same: no difference, or only heads that not all of them state.
    pub same: bool,
    /// The differences in the order of the report: heads, texts, cells.
    pub differences: Vec<Difference>,
}

/// Where copies of one report differ. The first one is what the others are compared with.
pub fn compare(copies: &[Report], differ: Differ) -> Comparison {
    let copies: Vec<&Report> = copies.iter().collect();
    let mut differences = places::heads(&copies);
    differences.extend(prose::titles(&copies, differ));
    differences.extend(prose::texts(&copies, differ));
    differences.extend(places::tables(&copies));
    Comparison { same: differences.iter().all(|one| one.kind == Kind::Stated), differences }
}

/// The difference at a place where values are whole: each copy's with what makes it equal to others;
/// `None` for a copy without any. `None` if all are equal.
fn of_values(
    (kind, at, label): (Kind, &str, &str),
    values: Vec<Option<(String, String)>>,
) -> Option<Difference> {
    let likes = likes(&values.iter().map(|v| v.as_ref().map(|(_, key)| key)).collect::<Vec<_>>());
    let first = likes.iter().flatten().next().copied();
    if likes.iter().flatten().all(|like| Some(*like) == first) {
        return None;
    }
    let values = values.into_iter().zip(likes).map(|(value, like)| {
        let (text, _) = value?;
        let pieces = if text.is_empty() { vec![] } else { vec![Piece { text, shared: false }] };
        Some(Value { pieces, like: like? })
    });
    Some(Difference { kind, at: at.into(), label: label.into(), values: values.collect() })
}

/// For each key the position of the first equal one.
fn likes<T: PartialEq>(keys: &[Option<T>]) -> Vec<Option<usize>> {
    let like = |key: &Option<T>| {
        key.as_ref()?;
        keys.iter().position(|other| other == key)
    };
    keys.iter().map(like).collect()
}
