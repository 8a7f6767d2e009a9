//! Finds the cells that are probably wrong: the fewest cells (one, or else two) whose change makes
//! every arithmetic rule hold.
//!
//! The arithmetic rules are the relations with severity error, except where the prose excuses a
//! difference. A wrong number breaks each `=` in which it occurs by the same difference and no
//! other. So a broken `=` gives the value that a cell of it should have, and the cell's other rules
//! show whether that value is possible. Two wrong numbers are found by applying this twice. If more
//! than two cells are wrong, broken rules without a common cell are repaired group by group.
//!
//! All repairs of the smallest size are given. The likelier ones come first: by what the prose
//! states, then by the rules that only warn. Deliberately absent:
//!
//! * Values that no rule and no sentence determines: two cells that could share a difference in
//!   many ways, or a number that is only known to be too large.
//! * Blank cells. A rule with blanks is broken only if its filled cells, or the filled parts of its
//!   blank totals, are already too large, and filling in more cannot make them smaller.
//! * Last year's cells: that report is published.

mod digits;
mod moves;
mod operation;
mod slips;

pub use operation::Operation;
pub(crate) use slips::leaps;
pub use slips::operations;

use std::cmp::Reverse;

use crate::amount::{Amount, Entry};
use crate::claims::{Claim, Truth};
use crate::finding::{self, Severity, Suspect};
use crate::form::{Cell, Form, Order, PlacedRelation, Shape};
use crate::report::Report;
use crate::rules::{Verdict, judge, verdicts};

/// Changes that together make broken rules hold and break no other.
#[derive(Clone, Debug)]
pub struct Repair {
    /// One or two changes, in the order of the form.
    pub changes: Vec<Change>,
}

/// A cell, as its position in [`Form::all_cells`], and the value it should have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The cell's position.
    pub cell: usize,
    /// The value it should have.
    pub value: Amount,
    /// Broken rules that involve this cell and hold if it alone is changed.
    pub resolves: Vec<String>,
}

/// A cell and its new value.
type Edit = (usize, Amount);

/// The smallest repairs of a report, the likeliest first. `entries` are this year's and last year's
/// cells (see [`Report::entries_with_last`]), `claims` what the prose states about them.
pub fn diagnose(report: &Report, entries: &[Entry], claims: &[Claim]) -> Vec<Repair> {
    let mut sheet = Sheet::new(report, entries, claims);
    let broken: Vec<usize> = (0..sheet.rules.len()).filter(|&r| sheet.is_broken(r)).collect();
    let mut found = sheet.repairs(&broken);
    let groups = sheet.groups(&broken);
    if found.is_empty() && groups.len() > 1 {
        found = groups.iter().flat_map(|group| sheet.repairs(group)).collect();
    }
    found.retain(|edits| !sheet.leaves_totals_short(report.form, edits));
    let likely = |edits: &Vec<Edit>| (sheet.evidence(edits), sheet.totals(edits, &broken));
    let mut ranked: Vec<_> = found.into_iter().map(|r| (likely(&r), r)).collect();
    ranked.sort_by_key(|(likely, _)| Reverse(*likely));
    ranked.into_iter().map(|(_, edits)| sheet.explain(&edits)).collect()
}

/// The suspects among the cells of one broken rule, given by the rule's id and the cell at which it
/// is found.
pub fn suspects(form: &'static Form, repairs: &[Repair], rule: &str, at: &str) -> Vec<Suspect> {
    let at = form.position(at);
    let here = form
        .placed_relations()
        .iter()
        .find(|j| is_error(j) && j.relation.rule == rule && j.left.first().copied() == at);
    let Some(here) = here else { return Vec::new() };
    let id = |cell: usize| form.all_cells()[cell].id.clone();
    let mut suspects: Vec<Suspect> = Vec::new();
    for repair in repairs {
        for change in repair.changes.iter().filter(|c| here.cells().any(|cell| cell == c.cell)) {
            // Errors that no rule involves together are corrected one at a time.
            let together = |other: &&Change| {
                let both = |j: &PlacedRelation| {
                    [change.cell, other.cell].iter().all(|c| j.cells().any(|i| i == *c))
                };
                other.cell != change.cell
                    && form.placed_relations().iter().any(|j| is_error(j) && both(j))
            };
            let others = repair.changes.iter().filter(together);
            let suspect = Suspect {
                cell: id(change.cell),
                value: change.value.to_string(),
                resolves: change.resolves.clone(),
                with: others
                    .map(|o| finding::Edit { cell: id(o.cell), value: o.value.to_string() })
                    .collect(),
                words: None,
                slip: None,
            };
            if !suspects.contains(&suspect) {
                suspects.push(suspect);
            }
        }
    }
    suspects
}

fn is_error(placed: &PlacedRelation) -> bool {
    matches!(placed.relation.shape, Shape::Sum(..)) && placed.relation.severity == Severity::Error
}

fn is_broken(placed: &PlacedRelation, entries: &[Entry]) -> bool {
    matches!(judge(placed, entries), Verdict::Broken(_))
}

/// The cells, in which changes are tried, and the rules over them.
struct Sheet {
    cells: &'static [Cell],
    entries: Vec<Entry>,
    rules: Vec<&'static PlacedRelation>,
    /// For each cell the rules that involve it; empty for a cell that cannot be wrong: only numbers
    /// of this year can.
    seen_by: Vec<Vec<usize>>,
    /// Sums that the prose states, with the cells of each.
    told: Vec<(Vec<usize>, Amount)>,
    /// Rules that only give a warning.
    milder: Vec<&'static PlacedRelation>,
}

impl Sheet {
    fn new(report: &Report, entries: &[Entry], claims: &[Claim]) -> Sheet {
        let form = report.form;
        let excused = |j: &PlacedRelation| {
            let says = |w: &&str| report.prose().any(|(_, _, text)| text.contains(*w));
            j.relation.softened_by.iter().any(says)
        };
        let all = || form.placed_relations().iter();
        let rules: Vec<_> = all().filter(|j| is_error(j) && !excused(j)).collect();
        let mut seen_by = vec![Vec::new(); entries.len()];
        for (rule, placed) in rules.iter().enumerate() {
            for cell in placed.cells().filter(|&c| c < form.all_cells().len()) {
                if entries[cell].number().is_some() {
                    seen_by[cell].push(rule);
                }
            }
        }
        let told = claims.iter().filter_map(|claim| {
            let cells: Vec<usize> =
                claim.cells.iter().map(|id| form.position(id)).collect::<Option<_>>()?;
            // A clause that agrees without stating the number is no evidence for it.
            let tells = match claim.truth {
                Truth::Agrees => sum(&cells, entries) == Some(claim.stated),
                Truth::Differs(_) => true,
                _ => false,
            };
            tells.then_some((cells, claim.stated))
        });
        Sheet {
            cells: form.all_cells(),
            entries: entries.to_vec(),
            seen_by,
            told: told.collect(),
            milder: all().filter(|j| j.relation.severity != Severity::Error).collect(),
            rules,
        }
    }

    /// Whether after these edits the filled parts of blank totals still break a rule (see
    /// [`crate::rules::bounds`]): then the edits do not repair everything.
    fn leaves_totals_short(&self, form: &'static Form, edits: &[Edit]) -> bool {
        let mut after = self.entries.clone();
        edits.iter().for_each(|&(cell, value)| after[cell] = Entry::Number(value));
        let placed = |j: &PlacedRelation| self.rules.iter().any(|r| std::ptr::eq(*r, j));
        verdicts(form, &after).into_iter().any(|(j, verdict)| {
            matches!(verdict, Verdict::Broken(_)) && placed(j) && !is_broken(j, &after)
        })
    }

    fn is_broken(&self, rule: usize) -> bool {
        is_broken(self.rules[rule], &self.entries)
    }

    /// Calls `look` while a cell has another value, and gives its result.
    fn changed<T>(&mut self, (cell, value): Edit, look: impl FnOnce(&mut Sheet) -> T) -> T {
        let before = std::mem::replace(&mut self.entries[cell], Entry::Number(value));
        let seen = look(self);
        self.entries[cell] = before;
        seen
    }

    /// The broken rules in groups; rules of different groups have no cell in common.
    fn groups(&self, broken: &[usize]) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &rule in broken {
            let near = |other: &usize| {
                self.rules[rule].cells().any(|cell| self.seen_by[cell].contains(other))
            };
            let (near, mut apart): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|group| group.iter().any(near));
            apart.push(near.into_iter().flatten().chain([rule]).collect());
            groups = apart;
        }
        groups
    }

    /// The smallest repairs for these broken rules.
    fn repairs(&mut self, broken: &[usize]) -> Vec<Vec<Edit>> {
        let singles = self.singles(broken);
        if singles.is_empty() {
            return self.pairs(broken);
        }
        singles.into_iter().map(|edit| vec![edit]).collect()
    }

    /// All changes of one cell that make these broken rules hold and break no other.
    fn singles(&mut self, broken: &[usize]) -> Vec<Edit> {
        let Some(first) = broken.first() else { return Vec::new() };
        let mut found = Vec::new();
        for cell in self.rules[*first].cells() {
            if !broken.iter().all(|rule| self.seen_by[cell].contains(rule)) {
                continue;
            }
            let mended = broken.iter().filter_map(|&rule| self.mended(cell, rule));
            let told = self.told.iter().filter(|(cells, _)| *cells == [cell]).map(|told| told.1);
            let values: Vec<Amount> =
                mended.chain(told.filter(|n| self.cells[cell].kind().admits(*n))).collect();
            for edit in values.into_iter().map(|value| (cell, value)) {
                if self.after(edit, broken).is_empty() {
                    found.push(edit);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// All pairs of changes that do so. One of the two must make a broken rule hold alone: no two
    /// equations of a form have two cells in common, so some equation involves only one of them.
    fn pairs(&mut self, broken: &[usize]) -> Vec<Vec<Edit>> {
        let mut firsts: Vec<Edit> = Vec::new();
        for &rule in broken {
            let cells = self.rules[rule].cells();
            firsts.extend(cells.filter_map(|cell| Some((cell, self.mended(cell, rule)?))));
        }
        firsts.sort_unstable();
        firsts.dedup();
        let mut found: Vec<Vec<Edit>> = Vec::new();
        for first in firsts {
            let left = self.after(first, broken);
            for second in self.changed(first, |sheet| sheet.singles(&left)) {
                let mut pair = vec![first, second];
                pair.sort_unstable();
                found.push(pair);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The value with which this cell makes a broken rule hold, if the rule alone determines it.
    fn mended(&self, cell: usize, rule: usize) -> Option<Amount> {
        let placed = self.rules[rule];
        let number = self.entries[cell].number().filter(|_| !self.seen_by[cell].is_empty())?;
        let (Shape::Sum(_, Order::Equal, _), Verdict::Broken(broken)) =
            (&placed.relation.shape, judge(placed, &self.entries))
        else {
            return None;
        };
        let gap = broken.right - broken.left;
        let value = if placed.left.contains(&cell) { number + gap } else { number - gap };
        (!broken.partial && self.cells[cell].kind().admits(value)).then_some(value)
    }

    /// The rules that are broken after a change, out of `broken` and of the rules that involve the
    /// cell.
    fn after(&mut self, edit: Edit, broken: &[usize]) -> Vec<usize> {
        let mut rules = broken.to_vec();
        rules.extend(self.seen_by[edit.0].iter().filter(|r| !broken.contains(r)));
        self.changed(edit, |sheet| {
            // All other rules are as before.
            rules.retain(|rule| !sheet.seen_by[edit.0].contains(rule) || sheet.is_broken(*rule));
        });
        rules
    }

    /// How many more statements of the prose agree, and how many more of the warning rules hold,
    /// after a repair.
    fn evidence(&self, edits: &[Edit]) -> (isize, isize) {
        let mut after = self.entries.clone();
        for &(cell, value) in edits {
            after[cell] = Entry::Number(value);
        }
        let agree = |entries: &[Entry]| {
            self.told.iter().filter(|(cells, n)| sum(cells, entries) == Some(*n)).count() as isize
        };
        let broken = |entries: &[Entry]| {
            self.milder.iter().filter(|j| is_broken(j, entries)).count() as isize
        };
        (agree(&after) - agree(&self.entries), broken(&self.entries) - broken(&after))
    }

    /// How many of these cells are the total of a broken rule: people forget to update a total more
    /// often than they mistype exactly the part that makes it wrong.
    fn totals(&self, edits: &[Edit], broken: &[usize]) -> usize {
        let is_total = |cell: usize| broken.iter().any(|&r| self.rules[r].left == [cell]);
        edits.iter().filter(|(cell, _)| is_total(*cell)).count()
    }

    fn explain(&mut self, edits: &[Edit]) -> Repair {
        let changes = edits.iter().map(|&(cell, value)| {
            let mut broken = self.seen_by[cell].clone();
            broken.retain(|&rule| self.is_broken(rule));
            let left = self.after((cell, value), &broken);
            let resolved = broken.iter().filter(|rule| !left.contains(rule));
            let mut resolves: Vec<_> =
                resolved.map(|&rule| self.rules[rule].relation.rule.to_string()).collect();
            resolves.sort_unstable();
            resolves.dedup();
            Change { cell, value, resolves }
        });
        Repair { changes: changes.collect() }
    }
}

/// The sum of these cells; `None` if one is blank.
fn sum(cells: &[usize], entries: &[Entry]) -> Option<Amount> {
    cells.iter().map(|&cell| entries[cell].counted()).sum()
}
