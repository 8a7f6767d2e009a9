//! What a person probably did: one operation that explains everything that is wrong.
//!
//! Candidates are the changes of one cell that [`super::diagnose`] finds, where the wrong number
//! looks like the right one mistyped, and every [`Move`] in the tables. Each is taken back in a
//! copy. It explains the report if all broken rules hold then, no other is broken, and the prose
//! and last year's figures agree no less than before. It is told only if nothing else explains as
//! much; otherwise [`super::suspects`] name cells.
//!
//! Among many ways to move figures one may fit by chance. So at least two things must speak for it
//! beyond the values that it fills in itself: sums that hold again, statements of the prose, leaps
//! from last year's figures. What no sum reveals may be seen by the prose, with or
//! without last year's figures.

use crate::amount::{Amount, Entry};
use crate::claims::Claim;
use crate::form::{Kind, Order, Shape};
use crate::report::Report;
use crate::rules::{Verdict, judge};
use crate::steps;

use super::moves::{Move, Undone, What, each};
use super::{Edit, Operation, Sheet, digits, sum};

/// Most groups of broken rules that are explained one by one.
const MOST_GROUPS: usize = 4;
/// Least number of sums, statements and leaps that speak for an operation on several cells.
const LEAST: isize = 2;
/// Most statements and leaps between which an operation that breaks no rule is searched.
const MOST_HINTS: usize = 8;
/// The steps for one candidate.
const FOR_A_MOVE: usize = 10;

/// What speaks for a change: how many more statements of the prose agree, how many fewer of the
/// milder rules are broken, and whether fewer figures leap from last year's (1), or more (-1).
type Evidence = (isize, isize, isize);

/// An explanation. It has a name if it is an operation.
pub(super) struct Found {
    pub(super) edits: Vec<Edit>,
    /// How many sums speak for it, without those by which it fills in values.
    sums: isize,
    pub(super) named: Option<&'static str>,
    pub(super) by: Option<Move>,
    evidence: Evidence,
}

/// The operations that explain what is wrong in a report: one, or one for each group of broken rules
/// without a common cell. `entries` are this year's and last year's cells.
pub fn operations(report: &Report, entries: &[Entry], claims: &[Claim]) -> Vec<Operation> {
    let mut search = Search::new(report, entries, claims);
    let broken = search.broken.clone();
    let mut found: Vec<Found> = search.units();
    if broken.is_empty() {
        found.extend(search.unseen());
        found.extend(search.blanks());
    } else if let Some(one) = search.best(&broken) {
        found.push(one);
    } else {
        let groups = search.sheet.groups(&broken);
        let few = groups.iter().filter(|_| (2..=MOST_GROUPS).contains(&groups.len()));
        // What leaves other rules broken is no explanation.
        let each: Option<Vec<Found>> = few.map(|group| search.best(group)).collect();
        found.extend(each.unwrap_or_default());
    }
    found.into_iter().filter_map(|one| search.explain(one)).collect()
}

/// Whether a figure is at least five times last year's, or at most a fifth of it. Small figures and
/// 0 do not count.
pub(crate) fn leaps(now: Amount, last: Amount) -> bool {
    const TIMES: u64 = 5;
    const LEAST: u64 = 50;
    let (small, large) = (now.min(last), now.max(last));
    let far = small.times(TIMES).is_some_and(|s| s <= large);
    far && large >= Amount::whole(LEAST) && small > Amount::ZERO
}

/// Changes, how many of their values follow from sums, and whether they are all there is to change:
/// of some cells nothing tells the value.
type Filled = (Vec<Edit>, isize, bool);

impl Found {
    fn backing(&self) -> isize {
        self.sums + self.evidence.0 + self.evidence.2
    }
}

pub(super) struct Search<'a> {
    pub(super) report: &'a Report,
    pub(super) claims: &'a [Claim],
    pub(super) sheet: Sheet,
    /// For each cell of this year the rules with it, be it filled in or not.
    around: Vec<Vec<usize>>,
    /// The rules that are broken now.
    broken: Vec<usize>,
}

impl Search<'_> {
    fn new<'a>(report: &'a Report, entries: &[Entry], claims: &'a [Claim]) -> Search<'a> {
        let sheet = Sheet::new(report, entries, claims);
        let mut around = vec![Vec::new(); entries.len()];
        for (rule, placed) in sheet.rules.iter().enumerate() {
            placed.cells().for_each(|cell| around[cell].push(rule));
        }
        let broken = (0..sheet.rules.len()).filter(|&r| sheet.is_broken(r)).collect();
        Search { report, claims, sheet, around, broken }
    }

    /// The only explanation that is better than all others and has a name.
    fn best(&mut self, broken: &[usize]) -> Option<Found> {
        let mut found: Vec<Found> = Vec::new();
        let year = self.sheet.cells.len();
        let equal = |rule: usize, over: bool| {
            let placed = self.sheet.rules[rule];
            let sum = matches!(placed.relation.shape, Shape::Sum(_, Order::Equal, _));
            sum && over == placed.cells().any(|cell| cell >= year)
        };
        // What differs from last year in several columns may still be one thing.
        let over = isize::from(broken.iter().any(|&rule| equal(rule, true)));
        let mut totals: Vec<(usize, usize)> = Vec::new();
        totals.extend(broken.iter().filter(|&&rule| equal(rule, false)).filter_map(|&rule| {
            let placed = self.sheet.rules[rule];
            Some((placed.left.first().copied()?, placed.left.len()))
        }));
        let sums = over + totals.len() as isize;
        totals.retain(|(_, left)| *left == 1);
        let mut singles = self.sheet.singles(broken);
        singles.retain(|edit| !self.sheet.leaves_totals_short(self.report.form, &[*edit]));
        for edit in singles {
            let total = totals.iter().any(|(total, _)| *total == edit.0);
            let named = self.mistyped(edit).or(total.then_some("total"));
            found.push(self.found((vec![edit], 0), named, None));
        }
        let totals: Vec<usize> = totals.iter().map(|(total, _)| *total).collect();
        // Totals of totals may agree with what was not recomputed: then they lag behind, too.
        let all = self.with_totals_over(totals.clone());
        let more = all.len() > totals.len();
        for totals in std::iter::once(totals).chain(Some(all).filter(|_| more)) {
            if let Some((edits, filled, all)) = self.attempt(broken, (Vec::new(), totals)) {
                found.push(self.found((edits, sums - filled), Some("total").filter(|_| all), None));
            }
        }
        let near: Vec<Vec<usize>> =
            broken.iter().map(|&r| self.sheet.rules[r].cells().collect()).collect();
        self.moves(broken, &near, (near.len(), sums), &mut found);
        found.retain(|one| one.edits.len() == 1 || one.backing() >= LEAST);
        only(found)
    }

    /// These totals, and all in which they count.
    fn with_totals_over(&self, mut totals: Vec<usize>) -> Vec<usize> {
        let year = self.sheet.cells.len();
        let mut at = 0;
        while let Some(&part) = totals.get(at) {
            at += 1;
            for placed in &self.sheet.rules {
                let sum = matches!(placed.relation.shape, Shape::Sum(_, Order::Equal, _));
                let [total] = placed.left[..] else { continue };
                let counts = sum && placed.right.contains(&part);
                if counts && total < year && !totals.contains(&total) {
                    totals.push(total);
                }
            }
        }
        totals
    }

    /// An operation that breaks no rule, but which prose and last year's figures contradict.
    fn unseen(&mut self) -> Option<Found> {
        let told = self.sheet.told.clone();
        let denied = told.iter().filter(|(cells, n)| sum(cells, &self.sheet.entries) != Some(*n));
        let mut near: Vec<Vec<usize>> = denied.map(|(cells, _)| cells.clone()).collect();
        let denied = near.len();
        if denied == 0 || denied > MOST_HINTS {
            return None;
        }
        let leaping = (0..self.sheet.cells.len()).filter(|&cell| self.leaps(cell));
        near.extend(leaping.map(|cell| vec![cell]));
        near.truncate(MOST_HINTS);
        if near.len() < 2 {
            return None;
        }
        let mut found = Vec::new();
        for (cells, value) in told {
            let [cell] = cells[..] else { continue };
            if let Some((edits, ..)) = self.attempt(&[], (vec![(cell, value)], Vec::new())) {
                let named = self.mistyped((cell, value));
                found.push(self.found((edits, 0), named, None));
            }
        }
        self.moves(&[], &near, (2, 0), &mut found);
        // Many figures change much from year to year: without the prose that is no slip.
        // Nor is it one where most of the prose is about other figures.
        let least = denied.div_ceil(2).max(1) as isize;
        found.retain(|one| one.backing() >= LEAST && one.evidence.0 >= least);
        only(found)
    }

    /// Tries the moves that change cells of at least so many of these groups; `sums` speak for each.
    fn moves(
        &mut self,
        broken: &[usize],
        near: &[Vec<usize>],
        (least, sums): (usize, isize),
        found: &mut Vec<Found>,
    ) {
        let form = self.report.form;
        each(form, &mut |one| {
            let touches = |cells: &&Vec<usize>| cells.iter().any(|&cell| one.covers(cell));
            let mut missed = near.len() - least;
            let enough = near.iter().all(|cells| {
                touches(&cells) || missed.checked_sub(1).map(|left| missed = left).is_some()
            });
            if !enough || !steps::take(FOR_A_MOVE) {
                return;
            }
            let undone = one.undo(&self.sheet.entries);
            if let Some((edits, filled, all)) =
                undone.and_then(|undone| self.attempt(broken, undone))
            {
                // A single number was rather mistyped than moved.
                if edits.len() < 2 {
                    return;
                }
                // Every figure that is still last year's speaks for that.
                let filled = if one.what == What::Last { 0 } else { filled };
                let named = Some(one.slip()).filter(|_| all);
                found.push(self.found((edits, sums - filled), named, Some(one)));
            }
        });
    }

    /// Amounts in 万元 that were typed in 元, if the prose or last year's figure says so.
    fn units(&mut self) -> Vec<Found> {
        const YUAN: u64 = 10_000;
        let mut found = Vec::new();
        for cell in
            (0..self.sheet.cells.len()).filter(|&c| self.sheet.cells[c].kind() == Kind::Amount)
        {
            let value = self.sheet.entries[cell].number().and_then(|n| n.part(YUAN));
            let edits =
                value.and_then(|value| self.attempt(&[], (vec![(cell, value)], Vec::new())));
            let one = edits.map(|edits| self.found((edits.0, 0), Some("unit"), None));
            // Small amounts may well differ much from last year's.
            let leap = value.is_some_and(|value| value >= Amount::whole(1));
            let told = |one: &Found| one.evidence.0 > 0 || leap && one.evidence.2 > 0;
            found.extend(one.filter(told));
        }
        found
    }

    /// Blank cells that can only be 0.
    fn blanks(&mut self) -> Vec<Found> {
        let blank: Vec<usize> = (0..self.sheet.cells.len())
            .filter(|&c| self.sheet.entries[c] == Entry::Blank)
            .collect();
        self.solve(blank.clone());
        let zero = |&cell: &usize| self.sheet.entries[cell] == Entry::Number(Amount::ZERO);
        let zeros: Vec<usize> = blank.iter().copied().filter(zero).collect();
        let sound = (0..self.sheet.rules.len()).all(|rule| !self.sheet.is_broken(rule));
        blank.iter().for_each(|&cell| self.sheet.entries[cell] = Entry::Blank);
        let zeros = zeros.into_iter().filter(|_| sound).map(|cell| vec![(cell, Amount::ZERO)]);
        zeros.map(|edits| self.found((edits, 0), Some("blank"), None)).collect()
    }

    /// How the number in a cell can have come from the one that it should be.
    fn mistyped(&self, (cell, value): Edit) -> Option<&'static str> {
        let now = self.sheet.entries[cell].number()?;
        digits::slip(&now.to_string(), &value.to_string())
    }

    /// The changes of these values, completed by the sums, after which these broken rules hold and
    /// no other is broken.
    fn attempt(&mut self, broken: &[usize], (known, unknown): Undone) -> Option<Filled> {
        let cells = known.iter().map(|(cell, _)| *cell).chain(unknown.iter().copied());
        let before: Vec<(usize, Entry)> = cells.map(|c| (c, self.sheet.entries[c])).collect();
        known.iter().for_each(|&(cell, n)| self.sheet.entries[cell] = Entry::Number(n));
        unknown.iter().for_each(|&cell| self.sheet.entries[cell] = Entry::Blank);
        let all = self.solve(unknown);
        let sound = self.is_sound(broken, &before);
        let mut edits = Vec::new();
        let first = known.len();
        let mut filled = 0;
        for (i, (cell, entry)) in before.into_iter().enumerate() {
            let now = std::mem::replace(&mut self.sheet.entries[cell], entry);
            edits.extend(now.number().filter(|_| now != entry).map(|n| (cell, n)));
            filled += isize::from(i >= first && now != entry && now != Entry::Blank);
        }
        edits.sort_unstable();
        let short = |edits| self.sheet.leaves_totals_short(self.report.form, edits);
        (sound && !edits.is_empty() && !short(&edits)).then_some((edits, filled, all))
    }

    /// Whether these rules hold, and no rule with one of these cells is broken or was broken besides.
    fn is_sound(&self, broken: &[usize], cells: &[(usize, Entry)]) -> bool {
        let fits = |&(cell, _): &(usize, Entry)| {
            let kind = self.sheet.cells[cell].kind();
            kind != Kind::Money && self.sheet.entries[cell].number().is_none_or(|n| kind.admits(n))
        };
        let judged = |rule: &usize| judge(self.sheet.rules[*rule], &self.sheet.entries);
        // Most candidates leave one of the broken rules as it is, so these are looked at first.
        cells.iter().all(fits)
            && broken.iter().all(|rule| judged(rule) == Verdict::Holds)
            && cells.iter().flat_map(|(cell, _)| &self.around[*cell]).all(|rule| {
                let other = self.broken.contains(rule) && !broken.contains(rule);
                !other && !matches!(judged(rule), Verdict::Broken(_))
            })
    }

    /// Fills these blank cells as the sums demand; false if one stays blank.
    fn solve(&mut self, mut open: Vec<usize>) -> bool {
        loop {
            let count = open.len();
            open.retain(|&cell| {
                let value = self.around[cell].iter().find_map(|&rule| self.left(rule, cell));
                if let Some(value) = value {
                    self.sheet.entries[cell] = Entry::Number(value);
                }
                value.is_none()
            });
            if open.is_empty() || open.len() == count {
                return open.is_empty();
            }
        }
    }

    /// What a rule leaves for a blank cell: the rest of a sum in which it is the only one, or 0 if
    /// its side can have nothing more.
    fn left(&self, rule: usize, cell: usize) -> Option<Amount> {
        let placed = self.sheet.rules[rule];
        let Shape::Sum(_, order, _) = placed.relation.shape else { return None };
        let known = |cells: &[usize]| -> (usize, Amount) {
            let blank = cells.iter().filter(|&&c| self.sheet.entries[c].counted().is_none());
            let sum = cells.iter().filter_map(|&c| self.sheet.entries[c].counted()).sum();
            (blank.count(), sum)
        };
        let (left, right) = (known(&placed.left), known(&placed.right));
        let on_left = placed.left.contains(&cell);
        let (mine, other) = if on_left { (left, right) } else { (right, left) };
        let gap = other.1 - mine.1;
        let bounded = order == Order::Equal || on_left == (order == Order::AtMost);
        // Only counts cannot be below 0.
        let count = |c: usize| self.sheet.cells.get(c).is_some_and(|c| c.kind() == Kind::Count);
        let none = bounded && other.0 == 0 && gap == Amount::ZERO && placed.cells().all(count);
        let only = order == Order::Equal && mine.0 == 1 && other.0 == 0;
        (only || none).then_some(gap)
    }

    pub(super) fn leaps(&self, cell: usize) -> bool {
        let (cells, entries) = (self.sheet.cells, &self.sheet.entries);
        let (now, last) = (entries[cell].number(), entries[cell + cells.len()].number());
        cells[cell].kind() != Kind::Change && now.zip(last).is_some_and(|(n, l)| leaps(n, l))
    }

    fn found(
        &mut self,
        (edits, sums): (Vec<Edit>, isize),
        named: Option<&'static str>,
        by: Option<Move>,
    ) -> Found {
        let leaping = |search: &Search| edits.iter().filter(|e| search.leaps(e.0)).count() as isize;
        let before = leaping(self);
        let entries = self.sheet.entries.clone();
        edits.iter().for_each(|&(cell, n)| self.sheet.entries[cell] = Entry::Number(n));
        let after = leaping(self);
        self.sheet.entries = entries;
        let (told, milder) = self.sheet.evidence(&edits);
        Found { edits, sums, named, by, evidence: (told, milder, (before - after).signum()) }
    }
}

/// The explanation with most evidence, if it is the only one with a name. Two kinds of others stand
/// against an operation on several cells: a change of one cell with as much evidence, and a move of
/// which some values remain unknown.
fn only(mut found: Vec<Found>) -> Option<Found> {
    let is_open = |one: &Found| one.named.is_none() && one.by.is_some();
    let key = |one: &Found| one.by.map(|by| by.key());
    let order = |one: &Found| (one.named.is_none(), key(one));
    found.sort_by(|a, b| a.edits.cmp(&b.edits).then_with(|| order(a).cmp(&order(b))));
    found.dedup_by(|later, first| {
        let same = later.edits == first.edits;
        if same && is_open(later) {
            first.named = None;
        }
        same
    });
    let most = found.iter().map(|one| one.evidence).max()?;
    found.retain(|one| one.evidence == most || is_open(one));
    let count = found.len();
    found.retain(|one| one.named.is_some());
    let others = count - found.len();
    let one = found.pop().filter(|_| found.is_empty())?;
    let sure = others == 0 || one.edits.len() == 1;
    (sure && most.0 >= 0 && most.1 >= 0).then_some(one)
}
