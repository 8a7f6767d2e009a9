//! An operation of a person in words, and at the findings that it settles.

use crate::amount::{Amount, Entry};
use crate::finding::{self, Finding, Suspect};
use crate::form::Form;
use crate::rules::{Verdict, judge};

use super::slips::{Found, Search};
use super::{digits, sum};

/// One operation of a person, and the changes that take it back.
pub struct Operation {
    /// Its name in JSON, such as `shifted`.
    pub slip: &'static str,
    /// What seems to have happened, in one Chinese sentence without its full stop.
    pub words: String,
    /// The cells, as positions in [`crate::Form::all_cells`], and the values they should have.
    pub edits: Vec<(usize, Amount)>,
    /// Ids of the rules that hold afterwards and do not now.
    pub resolves: Vec<String>,
}

impl Operation {
    /// Puts it first among the suspects of every finding that it settles. Changes of two cells at
    /// random are no alternative to an operation; changes of one cell are.
    pub fn tell(&self, form: &'static Form, findings: &mut [Finding]) {
        let mut edits = self.edits.iter().map(|(cell, value)| finding::Edit {
            cell: form.all_cells()[*cell].id.clone(),
            value: value.to_string(),
        });
        let Some(finding::Edit { cell, value }) = edits.next() else { return };
        let with: Vec<finding::Edit> = edits.collect();
        let (words, slip) = (Some(self.words.clone()), Some(self.slip.into()));
        let resolves = self.resolves.clone();
        let suspect = Suspect { cell, value, resolves, with, words, slip };
        let changes =
            |id: &String| *id == suspect.cell || suspect.with.iter().any(|e| e.cell == *id);
        for finding in findings.iter_mut() {
            let here = finding.cells.iter().any(|cell| changes(&cell.id));
            if here && self.resolves.iter().any(|rule| *rule == finding.rule) {
                let same = |s: &Suspect| s.cell == suspect.cell && s.value == suspect.value;
                finding.suspects.retain(|s| s.with.is_empty() && !same(s));
                finding.suspects.insert(0, suspect.clone());
            }
        }
    }
}

impl Search<'_> {
    /// The operation in words.
    pub(super) fn explain(&self, Found { edits, named, by, .. }: Found) -> Option<Operation> {
        let entries = &self.sheet.entries;
        let (slip, &(cell, value)) = (named?, edits.first()?);
        let mut after = entries.clone();
        edits.iter().for_each(|&(cell, n)| after[cell] = Entry::Number(n));
        let held = |entries: &[Entry], rule: usize| {
            judge(self.sheet.rules[rule], entries) == Verdict::Holds
        };
        let mended = (0..self.sheet.rules.len()).filter(|&r| !held(entries, r) && held(&after, r));
        let mut resolves: Vec<&str> = mended.map(|r| self.sheet.rules[r].relation.rule).collect();
        let form = self.report.form;
        for claim in self.claims {
            let cells: Option<Vec<usize>> =
                claim.cells.iter().map(|id| form.position(id)).collect();
            let agrees = |entries: &[Entry]| {
                cells.as_ref().is_some_and(|cells| sum(cells, entries) == Some(claim.stated))
            };
            resolves.extend(Some(claim.rule).filter(|_| !agrees(entries) && agrees(&after)));
        }
        let leap = edits.iter().any(|(cell, _)| self.leaps(*cell));
        resolves.extend(leap.then_some("C-23"));
        resolves.extend(match slip {
            "unit" => Some("C-24"),
            "blank" => Some("V-02"),
            _ => None,
        });
        resolves.sort_unstable();
        resolves.dedup();
        let now = entries[cell].number().unwrap_or_default();
        let words = match by {
            Some(one) => one.words(self.sheet.cells, entries),
            None => digits::words(slip, &self.sheet.cells[cell].name, now, value, edits.len()),
        };
        Some(Operation {
            slip,
            words,
            resolves: resolves.iter().map(|r| r.to_string()).collect(),
            edits,
        })
    }
}
