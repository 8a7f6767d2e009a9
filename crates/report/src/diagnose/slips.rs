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
use crate::finding::{self, Finding, Suspect};
use crate::form::{Form, Kind, Order, Shape};
use crate::report::Report;
use crate::rules::{Verdict, judge};
use crate::steps;

use super::moves::{Move, Undone, What, each};
use super::{Edit, Sheet, digits, sum};

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

/// Most groups of broken rules that are explained one by one.
const MOST_GROUPS: usize = 4;
/// Least number of sums, statements and leaps that speak for an operation on several cells.
const LEAST: isize = 2;
/// Most statements and leaps between which an operation that breaks no rule is searched.
const MOST_HINTS: usize = 8;
/// The steps for one candidate.
const FOR_A_MOVE: usize = 10;

/// What speaks for a change: how many more statements of the prose agree, how many fewer of the
/// milder rules are broken, and how many fewer figures leap from last year's.
type Evidence = (isize, isize, isize);

/// An explanation. It has a name if it is an operation.
struct Found {
    edits: Vec<Edit>,
    /// How many sums speak for it, without those by which it fills in values.
    sums: isize,
    named: Option<&'static str>,
    by: Option<Move>,
    evidence: Evidence,
}

/// The operations that explain what is wrong in a report: one, or one for each group of broken rules
/// without a common cell. `entries` are this year's and last year's cells.
pub fn operations(report: &Report, entries: &[Entry], claims: &[Claim]) -> Vec<Operation> {
    let mut search = Search::new(report, entries, claims);
    let broken: Vec<usize> =
        (0..search.sheet.rules.len()).filter(|&r| search.sheet.is_broken(r)).collect();
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

/// Changes, and how many of their values follow from sums.
type Filled = (Vec<Edit>, isize);

impl Found {
    fn backing(&self) -> isize {
        self.sums + self.evidence.0 + self.evidence.2
    }
}

struct Search<'a> {
    report: &'a Report,
    claims: &'a [Claim],
    sheet: Sheet,
    /// For each cell of this year the rules with it, be it filled in or not.
    around: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn new<'a>(report: &'a Report, entries: &[Entry], claims: &'a [Claim]) -> Search<'a> {
        let sheet = Sheet::new(report, entries, claims);
        let mut around = vec![Vec::new(); entries.len()];
        for (rule, placed) in sheet.rules.iter().enumerate() {
            placed.cells().for_each(|cell| around[cell].push(rule));
        }
        Search { report, claims, sheet, around }
    }

    /// The only explanation that is better than all others and has a name.
    fn best(&mut self, broken: &[usize]) -> Option<Found> {
        let mut found: Vec<Found> = Vec::new();
        let equal = |&&rule: &&usize| {
            matches!(self.sheet.rules[rule].relation.shape, Shape::Sum(_, Order::Equal, _))
        };
        let sums = broken.iter().filter(equal).count() as isize;
        for edit in self.sheet.singles(broken) {
            let total = broken.iter().any(|&r| self.sheet.rules[r].left == [edit.0]);
            let named = self.mistyped(edit).or(total.then_some("total"));
            found.push(self.found((vec![edit], 0), named, None));
        }
        let mut totals: Vec<usize> = Vec::new();
        for &rule in broken {
            if let [total] = self.sheet.rules[rule].left[..] {
                totals.push(total);
            }
        }
        if let Some((edits, filled)) = self.attempt(broken, (Vec::new(), totals)) {
            found.push(self.found((edits, sums - filled), Some("total"), None));
        }
        let near: Vec<Vec<usize>> =
            broken.iter().map(|&r| self.sheet.rules[r].cells().collect()).collect();
        self.moves(broken, &near, (near.len(), sums), &mut found);
        found.retain(|one| one.edits.len() == 1 || one.backing() >= LEAST);
        only(found)
    }

    /// An operation that breaks no rule, but which prose and last year's figures contradict.
    fn unseen(&mut self) -> Option<Found> {
        let leaping = (0..self.sheet.cells.len()).filter(|&cell| self.leaps(cell));
        let mut near: Vec<Vec<usize>> = leaping.map(|cell| vec![cell]).collect();
        let told = std::mem::take(&mut self.sheet.told);
        let denied = told.iter().filter(|(cells, n)| sum(cells, &self.sheet.entries) != Some(*n));
        near.extend(denied.map(|(cells, _)| cells.clone()));
        self.sheet.told = told;
        if !(2..=MOST_HINTS).contains(&near.len()) {
            return None;
        }
        let mut found = Vec::new();
        for (cells, value) in self.sheet.told.clone() {
            let [cell] = cells[..] else { continue };
            if let Some((edits, _)) = self.attempt(&[], (vec![(cell, value)], Vec::new())) {
                let named = self.mistyped((cell, value));
                found.push(self.found((edits, 0), named, None));
            }
        }
        self.moves(&[], &near, (2, 0), &mut found);
        // Many figures change much from year to year: without the prose that is no slip.
        found.retain(|one| one.backing() >= LEAST && one.evidence.0 > 0);
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
            if let Some((edits, filled)) = undone.and_then(|undone| self.attempt(broken, undone)) {
                // Every figure that is still last year's speaks for that.
                let filled = if one.what == What::Last { 0 } else { filled };
                let named = Some(one.slip());
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
            found.extend(one.filter(|one| one.backing() > 0));
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
    /// no other is broken; and how many the sums completed.
    fn attempt(&mut self, broken: &[usize], (known, unknown): Undone) -> Option<Filled> {
        let cells = known.iter().map(|(cell, _)| *cell).chain(unknown.iter().copied());
        let before: Vec<(usize, Entry)> = cells.map(|c| (c, self.sheet.entries[c])).collect();
        known.iter().for_each(|&(cell, n)| self.sheet.entries[cell] = Entry::Number(n));
        unknown.iter().for_each(|&cell| self.sheet.entries[cell] = Entry::Blank);
        let whole = self.solve(unknown) && self.is_sound(broken, &before);
        let mut edits = Vec::new();
        let first = known.len();
        let mut filled = 0;
        for (i, (cell, entry)) in before.into_iter().enumerate() {
            let now = std::mem::replace(&mut self.sheet.entries[cell], entry);
            edits.extend(now.number().filter(|_| now != entry).map(|n| (cell, n)));
            filled += isize::from(i >= first && now != entry);
        }
        edits.sort_unstable();
        let short = |edits| self.sheet.leaves_totals_short(self.report.form, edits);
        (whole && !edits.is_empty() && !short(&edits)).then_some((edits, filled))
    }

    /// Whether these rules hold, and no rule with one of these cells is broken.
    fn is_sound(&self, broken: &[usize], cells: &[(usize, Entry)]) -> bool {
        let fits = |&(cell, _): &(usize, Entry)| {
            let kind = self.sheet.cells[cell].kind();
            kind != Kind::Money && self.sheet.entries[cell].number().is_some_and(|n| kind.admits(n))
        };
        let mut rules: Vec<usize> =
            cells.iter().flat_map(|(cell, _)| &self.around[*cell]).copied().collect();
        rules.sort_unstable();
        rules.dedup();
        let judged = |rule: &usize| judge(self.sheet.rules[*rule], &self.sheet.entries);
        cells.iter().all(fits)
            && broken.iter().all(|rule| judged(rule) == Verdict::Holds)
            && rules.iter().all(|rule| !matches!(judged(rule), Verdict::Broken(_)))
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

    /// What a sum leaves for a blank cell: the rest if it is the only one, else 0 if nothing is left.
    fn left(&self, rule: usize, cell: usize) -> Option<Amount> {
        let placed = self.sheet.rules[rule];
        let Shape::Sum(_, Order::Equal, _) = placed.relation.shape else { return None };
        let known = |cells: &[usize]| -> (usize, Amount) {
            let blank = cells.iter().filter(|&&c| self.sheet.entries[c].counted().is_none());
            let sum = cells.iter().filter_map(|&c| self.sheet.entries[c].counted()).sum();
            (blank.count(), sum)
        };
        let ((open, left), (others, right)) = (known(&placed.left), known(&placed.right));
        let gap = if placed.left.contains(&cell) { right - left } else { left - right };
        // Only counts that cannot be below 0 are all 0 if their sum is.
        let none = gap == Amount::ZERO && (open == 0 || others == 0);
        let counts = || {
            placed
                .cells()
                .all(|c| self.sheet.cells.get(c).is_some_and(|cell| cell.kind() == Kind::Count))
        };
        (open + others == 1 || none && counts()).then_some(gap)
    }

    fn leaps(&self, cell: usize) -> bool {
        let (cells, entries) = (self.sheet.cells, &self.sheet.entries);
        let (now, last) = (entries[cell].number(), entries[cell + cells.len()].number());
        cells[cell].kind() != Kind::Change && now.zip(last).is_some_and(|(n, l)| leaps(n, l))
    }

    fn found(
        &mut self,
        (edits, sums): Filled,
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
        Found { edits, sums, named, by, evidence: (told, milder, before - after) }
    }

    /// The operation in words.
    fn explain(&self, Found { edits, named, by, .. }: Found) -> Option<Operation> {
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

/// The explanation with most evidence, if it is the only one with a name. A change of one cell
/// without a name stands against an operation on several.
fn only(mut found: Vec<Found>) -> Option<Found> {
    let key = |one: &Found| one.by.map(|by| by.key());
    found.sort_by(|a, b| {
        (&a.edits, a.named.is_none(), key(a)).cmp(&(&b.edits, b.named.is_none(), key(b)))
    });
    found.dedup_by(|later, first| later.edits == first.edits);
    let most = found.iter().map(|one| one.evidence).max()?;
    found.retain(|one| one.evidence == most);
    let others = found.iter().filter(|one| one.named.is_none()).count();
    found.retain(|one| one.named.is_some());
    let one = found.pop().filter(|_| found.is_empty())?;
    let sure = others == 0 || one.edits.len() == 1;
    (sure && most.0 >= 0 && most.1 >= 0).then_some(one)
}
