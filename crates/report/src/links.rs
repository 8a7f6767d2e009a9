//! Figures of the prose and the cells they refer to, for the screen: equal, different with a
//! possible correction, or not comparable because a cell is blank.

use crate::amount::{Amount, Entry};
use crate::claims::{Claim, Truth};
use crate::report::Report;
use crate::rules::{Verdict, judge};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Words of a text that refer to cells. Ranges are in bytes of that text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// The place of the section.
    pub place: String,
    /// The words, in bytes of the text.
    pub range: Range<usize>,
    /// The number in these words, if one states it.
    pub number: Option<Range<usize>>,
    /// The cells whose sum is stated.
    pub cells: Vec<String>,
    /// How text and table compare.
    pub state: State,
    /// The stated value, as a decimal number.
    pub stated: String,
    /// Whether no other cells could be meant.
    pub certain: bool,
    /// The sum of the cells, if it is known and differs.
    pub sum: Option<String>,
    /// How many more equations of the table would be broken if the cell had the stated value.
    pub breaks: usize,
}

/// How a statement and its cells compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// They are equal.
    Equal,
    /// They differ.
    Different,
    /// A cell is blank, so there is nothing to compare.
    Blank,
}

impl Link {
    /// The cell it refers to, if it is only one, which can be set to the stated value.
    pub fn cell(&self) -> Option<&str> {
        match self.cells.as_slice() {
            [only] if self.state != State::Equal && self.number.is_some() => Some(only),
            _ => None,
        }
    }

    /// The text with its number set to the table's value; `None` if no number can be set, or if it
    /// is uncertain which cells the sentence refers to.
    pub fn mend(&self, text: &str) -> Option<String> {
        let (number, sum) = (self.number.clone()?, self.sum.as_ref().filter(|_| self.certain)?);
        text.get(number.clone())?;
        let mut mended = text.to_string();
        mended.replace_range(number, sum);
        Some(mended)
    }
}

/// The links of a report's claims, in the order of the claims.
pub fn links(report: &Report, claims: &[Claim]) -> Vec<Link> {
    let entries = report.entries_with_last(None);
    claims.iter().map(|claim| link(report, &entries, claim)).collect()
}

fn link(report: &Report, entries: &[Entry], claim: &Claim) -> Link {
    let (state, sum) = match claim.truth {
        Truth::Agrees => (State::Equal, None),
        Truth::Differs(sum) => (State::Different, Some(sum)),
        Truth::Below(_) | Truth::LeftOut(..) => (State::Different, None),
        Truth::Unknown | Truth::Blank => (State::Blank, None),
    };
    let breaks = match claim.cells.as_slice() {
        [only] if state == State::Different => breaks(report, entries, only, claim.stated),
        _ => 0,
    };
    Link {
        place: claim.section.clone(),
        range: claim.range.clone(),
        number: claim.number.clone(),
        cells: claim.cells.clone(),
        state,
        stated: claim.stated.to_string(),
        certain: claim.certain,
        sum: sum.map(|sum| sum.to_string()),
        breaks,
    }
}

/// How many more relations between this year's cells are broken if the cell has this value.
fn breaks(report: &Report, entries: &[Entry], id: &str, value: Amount) -> usize {
    let Some(position) = report.form.position(id) else { return 0 };
    let mut changed = entries.to_vec();
    changed[position] = Entry::Number(value);
    let mine = report.form.placed_relations().iter();
    let mine = mine.filter(|j| j.left.contains(&position) || j.right.contains(&position));
    let broken = |placed, entries: &[Entry]| matches!(judge(placed, entries), Verdict::Broken(_));
    mine.filter(|j| broken(j, &changed) && !broken(j, entries)).count()
}
