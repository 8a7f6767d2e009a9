//! Assigns the cells of a row to the columns of a block, by their heads.

use super::content::Content;
use super::doubts::ends_blank;
use super::grid::Piece;
use super::heads::{Leaf, assigned};
use super::{is_number, key};
use crate::form::Column;

/// The value of a column in a row.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// The content of a cell that begins in this column of the grid.
    Cell(usize, Content<'a>),
    /// There is a value, but it may belong to another column; the place, and the reason.
    Lost(usize, Why),
    /// The grid has no such column.
    Missing,
}

/// Why a value cannot be assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Why {
    /// The row has more or fewer cells than there are heads.
    Width,
    /// One cell is below several heads.
    Across,
    /// One cell spans several rows.
    Down,
    /// Several cells are below one head.
    Several,
}

/// The heads as they are applied to rows of a block.
pub(super) struct Plan<'a> {
    pub leaves: &'a [Leaf],
    pub columns: &'a [Column],
    /// The index of each column's leaf.
    places: Vec<Option<usize>>,
    /// The leaves above values, known or not.
    values: Vec<usize>,
    /// Columns of the form whose heads have other words.
    pub guessed: Vec<usize>,
}

impl<'a> Plan<'a> {
    /// `lead` is the column where values begin; heads for which `aside` is true are above units.
    pub fn of(
        leaves: &'a [Leaf],
        columns: &'a [Column],
        lead: usize,
        aside: impl Fn(&Leaf) -> bool,
    ) -> Plan<'a> {
        let places = assigned(leaves, columns);
        let values = (0..leaves.len()).filter(|&i| leaves[i].to > lead && !aside(&leaves[i]));
        let mut plan = Plan { leaves, columns, places, values: values.collect(), guessed: vec![] };
        let known = plan.places.iter().flatten().count();
        // A head with other words is in the position of the form's own.
        let in_place = |(c, place): (usize, &Option<usize>)| {
            place.is_none_or(|i| plan.values.get(c) == Some(&i))
        };
        let rest = plan.values.len() == columns.len() && known * 2 > columns.len();
        if known < columns.len() && rest && plan.places.iter().enumerate().all(in_place) {
            plan.guessed = (0..columns.len()).filter(|&c| plan.places[c].is_none()).collect();
            plan.places = plan.values.iter().copied().map(Some).collect();
        }
        plan
    }

    /// Whether any column was found by its head.
    pub fn is_known(&self) -> bool {
        self.places.iter().any(Option::is_some)
    }

    /// The leaf of a column.
    pub fn leaf(&self, c: usize) -> Option<&'a Leaf> {
        self.places[c].map(|i| &self.leaves[i])
    }

    /// Leaves that belong to no column of the form.
    pub fn strange(&self) -> impl Iterator<Item = &'a Leaf> + '_ {
        let used = |i: &usize| self.places.contains(&Some(*i));
        self.values.iter().copied().filter(move |i| !used(i)).map(|i| &self.leaves[i])
    }

    /// The values of a row whose cells after the label are `pieces`; `reach` is the number of rows
    /// that its label spans, and `end` the end of the row.
    pub fn values<'p>(&self, pieces: &[Piece<'p>], reach: usize, end: usize) -> Vec<Value<'p>> {
        let Some(first) = pieces.first() else { return self.all(Value::Missing) };
        let under: Vec<&Leaf> = self.leaves.iter().filter(|l| l.to > first.from).collect();
        let filled = |p: &&Piece| !p.is_blank();
        let width = under.iter().map(|l| l.to).max().unwrap_or(0);
        let outside =
            |p: &Piece| is_number(&p.cell.text) && !under.iter().any(|leaf| leaf.meets(p));
        let several = |l: &&&Leaf| pieces.iter().filter(filled).filter(|p| l.meets(p)).count() > 1;
        let across = |p: &Piece| under.iter().filter(|l| l.meets(p)).count() > 1;
        let merged = |p: &Piece| under.iter().filter(|l| l.is_within(p)).count() > 1;
        let split = |l: &&&Leaf| pieces.iter().filter(|p| l.holds(p)).count() > 1;
        let whole = end >= width && !pieces.iter().any(outside);
        // A label above which a column has its head leaves fewer cells than heads: the numbers may be
        // of any of them.
        let covered = |l: &Leaf| pieces.iter().any(|p| l.meets(p)) || l.to > first.from && !whole;
        let narrow = self.places.iter().flatten().any(|&i| !covered(&self.leaves[i]));
        if narrow && pieces.iter().any(|p| is_number(&p.cell.text)) {
            return self.all(Value::Lost(first.from, Why::Width));
        }
        let fits = whole && !under.iter().any(|l| several(&l));
        if fits && !pieces.iter().filter(filled).any(across) {
            return self.by_place(pieces, reach);
        }
        let begun = pieces.iter().all(|p| p.begins);
        let alike = begun && pieces.len() == under.len();
        if alike && !pieces.iter().any(merged) && !under.iter().any(|l| split(&l)) {
            return self.by_order(pieces, &under, reach);
        }
        if fits {
            self.by_place(pieces, reach)
        } else {
            self.all(Value::Lost(first.from, Why::Width))
        }
    }

    fn all<'p>(&self, value: Value<'p>) -> Vec<Value<'p>> {
        vec![value; self.columns.len()]
    }

    /// Whether of these values the last ones are blank. In a spreadsheet only this shows that a
    /// value was left out and the others moved up.
    pub fn ends_blank(&self, values: &[Value]) -> bool {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by_key(|&c| self.places[c]);
        let text = |c: usize| match values[c] {
            Value::Cell(_, content) => content.text,
            Value::Missing => "",
            Value::Lost(..) => "?",
        };
        values.len() > 2 && ends_blank(order.into_iter().map(text))
    }

    /// Takes for each column the cell below its head.
    fn by_place<'p>(&self, pieces: &[Piece<'p>], reach: usize) -> Vec<Value<'p>> {
        let value = |leaf: &Leaf| {
            let under: Vec<&Piece> = pieces.iter().filter(|p| leaf.meets(p)).collect();
            let filled: Vec<&Piece> = under.iter().copied().filter(|p| !p.is_blank()).collect();
            match filled[..] {
                [] => {
                    let first = under.first().filter(|p| p.begins);
                    first.map_or(Value::Missing, |p| p.value(reach))
                }
                [piece] => {
                    let others = self.leaves.iter().filter(|l| l.meets(piece)).count();
                    if others > 1 {
                        Value::Lost(piece.from, Why::Across)
                    } else {
                        piece.value(reach)
                    }
                }
                _ => Value::Lost(leaf.from, Why::Several),
            }
        };
        let of = |place: &Option<usize>| place.map_or(Value::Missing, |i| value(&self.leaves[i]));
        self.places.iter().map(of).collect()
    }

    /// The values of a row in a grid in which a table continues without its heads: as many cells as
    /// there were heads, in their order.
    pub fn going_on<'p>(&self, pieces: &[Piece<'p>], reach: usize) -> Option<Vec<Value<'p>>> {
        let read = without_heads(self.values.len(), pieces, reach)?;
        let at = |i: usize| {
            self.values.iter().position(|v| *v == i).map_or(Value::Missing, |at| read[at])
        };
        Some(self.places.iter().map(|place| place.map_or(Value::Missing, at)).collect())
    }

    /// Takes the cells in the order of the heads: the rows of a table may be ruled slightly
    /// differently.
    fn by_order<'p>(&self, pieces: &[Piece<'p>], under: &[&Leaf], reach: usize) -> Vec<Value<'p>> {
        let value = |i: usize| {
            let at = under.iter().position(|l| l.from == self.leaves[i].from);
            at.map_or(Value::Missing, |at| pieces[at].value(reach))
        };
        self.places.iter().map(|place| place.map_or(Value::Missing, value)).collect()
    }
}

/// The values of a row without heads: as many cells as columns, or as many filled ones.
pub(super) fn without_heads<'p>(
    columns: usize,
    pieces: &[Piece<'p>],
    reach: usize,
) -> Option<Vec<Value<'p>>> {
    let filled: Vec<Piece> = pieces.iter().copied().filter(|p| !p.is_blank()).collect();
    let chosen = if pieces.len() == columns { pieces.to_vec() } else { filled };
    if chosen.is_empty() {
        return Some(vec![Value::Missing; columns]);
    }
    let begun = chosen.iter().all(|p| p.begins);
    (begun && chosen.len() == columns).then(|| chosen.iter().map(|p| p.value(reach)).collect())
}

impl<'a> Piece<'a> {
    pub fn is_blank(&self) -> bool {
        key(&self.cell.text).is_empty() && self.cell.asides.is_empty()
    }

    fn value(&self, reach: usize) -> Value<'a> {
        if !self.is_blank() && (!self.begins || self.cell.rows > reach) {
            return Value::Lost(self.from, Why::Down);
        }
        Value::Cell(self.from, Content::of(self.cell))
    }
}

impl Value<'_> {
    /// The column of the grid in which the value is.
    pub fn column(&self) -> Option<usize> {
        match self {
            Value::Cell(x, _) | Value::Lost(x, _) => Some(*x),
            Value::Missing => None,
        }
    }
}

impl Why {
    /// The reason in Chinese words, for a note.
    pub fn words(self) -> &'static str {
        match self {
            Why::Width => "这一行的格数与表头不一致，没有读入",
            Why::Across => "这一格跨了几列，没有读入",
            Why::Down => "这一格跨了几行，没有读入",
            Why::Several => "这一列下有几格，没有读入",
        }
    }
}
