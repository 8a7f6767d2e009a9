//! Arithmetic: whether a relation between cells holds, is broken, or waits for blank cells.

use crate::amount::{Amount, Entry};
use crate::form::{Form, Judged, Order, Shape};

/// The outcome of one rule at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Holds,
    /// What was stated and what it should be, as sums.
    Broken(Broken),
    /// Positions of the blank or unreadable cells it waits for.
    Waits(Vec<usize>),
}

/// The numbers of a broken relation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Sum of the left cells that are filled in.
    pub left: Amount,
    /// Sum (or, for [`Shape::Distinct`], the largest or the sum) of the right cells.
    pub right: Amount,
    /// Whether cells are missing, so that the difference is a least one.
    pub partial: bool,
}

/// Judges every relation of the form at every place, in the form's order.
pub fn verdicts(form: &'static Form, entries: &[Entry]) -> Vec<(&'static Judged, Verdict)> {
    form.judged().iter().map(|j| (j, judge(j, entries))).collect()
}

/// Judges one relation at one place. `entries` are all cells in the form's order.
///
/// A blank is unknown but not negative: where the filled cells alone already break the relation
/// (parts above their total), it is broken; otherwise it waits.
pub fn judge(judged: &Judged, entries: &[Entry]) -> Verdict {
    let left = Side::of(&judged.left, entries);
    let right = Side::of(&judged.right, entries);
    let broken = match judged.relation.shape {
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
                _ => side.missing.push(i),
            }
        }
        side
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
