//! Arithmetic: whether a relation between cells holds, is broken, or waits for blank cells.

use crate::amount::{Amount, Entry};
use crate::form::{Form, Order, PlacedRelation, Shape};

/// The outcome of one rule at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The relation holds.
    Holds,
    /// The stated and the expected value, as sums.
    Broken(Broken),
    /// Positions of the blank or unreadable cells for which the rule waits.
    Waits(Vec<usize>),
}

/// The numbers of a broken relation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// The sum of the left cells that are filled in.
    pub left: Amount,
    /// The sum of the right cells; for [`Shape::Distinct`] the largest of them or their sum.
    pub right: Amount,
    /// Whether cells are missing, so that the real difference may be larger.
    pub partial: bool,
}

/// Checks every relation of the form at every place, in the form's order. `entries` are this year's
/// and last year's cells, see [`crate::Report::entries_with_last`].
pub fn verdicts(form: &'static Form, entries: &[Entry]) -> Vec<(&'static PlacedRelation, Verdict)> {
    let bounds = bounds(form, entries);
    let placed = |j: &'static PlacedRelation| match judge(j, entries) {
        Verdict::Waits(blank) => (j, beyond(j, entries, &bounds).unwrap_or(Verdict::Waits(blank))),
        verdict => (j, verdict),
    };
    form.placed_relations().iter().map(placed).collect()
}

/// Whether a relation that waits for blank totals is already broken by their parts. One of its
/// cells must be filled in: other relations compare parts with parts.
fn beyond(placed: &PlacedRelation, entries: &[Entry], bounds: &[Bound]) -> Option<Verdict> {
    let filled = placed.cells().any(|i| entries[i].number().is_some());
    let Shape::Sum(_, order, _) = placed.relation.shape else { return None };
    let (left, right) = (Side::known(&placed.left, bounds), Side::known(&placed.right, bounds));
    let (left, right) = sums(&left, order, &right).filter(|_| filled)?;
    Some(Verdict::Broken(Broken { left, right, partial: true }))
}

/// What is known about a cell: its number, or for a blank one what the filled cells imply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bound {
    /// The least value that it can have.
    pub least: Amount,
    /// Whether it has exactly this value.
    pub exact: bool,
}

impl Bound {
    /// Nothing is known about the cell.
    pub const NOTHING: Bound = Bound { least: Amount::ZERO, exact: false };
}

/// What the entries imply about each cell. A blank total is at least the sum of its filled parts,
/// and exactly their sum if all are filled in; no count is negative. `entries` as for [`verdicts`].
pub fn bounds(form: &'static Form, entries: &[Entry]) -> Vec<Bound> {
    let of_entry = |e: &Entry| match e.counted() {
        Some(least) => Bound { least, exact: true },
        None => Bound::NOTHING,
    };
    let mut bounds: Vec<Bound> = entries.iter().map(of_entry).collect();
    let year = form.all_cells().len();
    let totals = form.placed_relations().iter().filter_map(|placed| {
        let (Shape::Sum(_, Order::Equal, _), [total]) = (&placed.relation.shape, &placed.left[..])
        else {
            return None;
        };
        let own = placed.cells().all(|i| i < year);
        (own && entries[*total].counted().is_none()).then_some((*total, &placed.right))
    });
    let totals: Vec<(usize, &Vec<usize>)> = totals.collect();
    // A total of totals is known only after these: two passes are enough for the official forms.
    for (total, parts) in totals.iter().chain(&totals) {
        let sum: Amount = parts.iter().map(|&i| bounds[i].least).sum();
        let exact = parts.iter().all(|&i| bounds[i].exact);
        let old = bounds[*total];
        bounds[*total] = Bound { least: old.least.max(sum), exact: old.exact || exact };
    }
    bounds
}

/// Checks one relation at one place. `entries` as for [`verdicts`].
///
/// A blank is unknown but not negative: if the filled cells alone already break the relation (parts
/// above their total), it is broken; otherwise it waits.
pub fn judge(placed: &PlacedRelation, entries: &[Entry]) -> Verdict {
    let left = Side::of(&placed.left, entries);
    let right = Side::of(&placed.right, entries);
    let broken = match placed.relation.shape {
        Shape::Sum(_, order, _) => sums(&left, order, &right),
        Shape::Distinct(..) => distinct(&left, &right),
        Shape::Needs(..) => (left.sum > Amount::ZERO && right.whole() && right.sum == Amount::ZERO)
            .then_some((left.sum, right.sum)),
    };
    match broken {
        Some((l, r)) => {
            Verdict::Broken(Broken { left: l, right: r, partial: !left.whole() || !right.whole() })
        }
        None if left.whole() && right.whole() => Verdict::Holds,
        None => Verdict::Waits(left.missing.into_iter().chain(right.missing).collect()),
    }
}

/// One side of a relation.
struct Side {
    sum: Amount,
    largest: Amount,
    missing: Vec<usize>,
}

impl Side {
    fn of(cells: &[usize], entries: &[Entry]) -> Side {
        let mut side = Side { sum: Amount::ZERO, largest: Amount::ZERO, missing: Vec::new() };
        for &i in cells {
            match entries[i] {
                Entry::Number(n) => {
                    side.sum = side.sum + n;
                    side.largest = side.largest.max(n);
                }
                Entry::Absent => {}
                _ => side.missing.push(i),
            }
        }
        side
    }

    fn known(cells: &[usize], bounds: &[Bound]) -> Side {
        let missing = cells.iter().copied().filter(|&i| !bounds[i].exact).collect();
        let sum = cells.iter().map(|&i| bounds[i].least).sum();
        Side { sum, largest: sum, missing }
    }

    fn whole(&self) -> bool {
        self.missing.is_empty()
    }
}

fn sums(left: &Side, order: Order, right: &Side) -> Option<(Amount, Amount)> {
    let above = left.sum > right.sum && right.whole();
    let below = left.sum < right.sum && left.whole();
    let broken = match order {
        Order::Equal => above || below,
        Order::AtMost => above,
        Order::AtLeast => below,
    };
    broken.then_some((left.sum, right.sum))
}

/// max(parts) ≤ whole ≤ sum(parts).
fn distinct(whole: &Side, parts: &Side) -> Option<(Amount, Amount)> {
    if !whole.whole() {
        return None;
    }
    if whole.sum < parts.largest {
        return Some((whole.sum, parts.largest));
    }
    (parts.whole() && whole.sum > parts.sum).then_some((whole.sum, parts.sum))
}
