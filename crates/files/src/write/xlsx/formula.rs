//! The arithmetic of a form as workbook formulas: sums of cells on any sheet, and each relation
//! with its outcome, so that a filled-in workbook checks itself by the same rules. A relation over
//! a blank or unreadable cell waits, exactly as in [`report::rules`].

use std::collections::BTreeSet;

use report::amount::{Amount, Entry};
use report::form::{Form, Kind, Order, PlacedRelation, Shape};

use super::super::outcome::Outcome;
use super::sheet::{fixed, pieces, quoted};

/// Longest string literal of a formula, in UTF-16 units; Excel's own limit is 255.
const LONGEST_LITERAL: usize = 200;

/// Where the cells of a report are in the workbook, and what they hold.
pub struct Places<'a> {
    pub form: &'static Form,
    /// This year's entries, then last year's, see [`report::Report::entries_with_last`].
    pub entries: &'a [Entry],
    /// Sheet name, row and column of each of this year's cells; `None` for a cell of a row that is
    /// not printed.
    pub cells: Vec<Option<(String, usize, usize)>>,
}

/// One side of a relation as parts of formulas.
struct Side {
    /// Arguments of SUM and MAX; empty if the side has no cells.
    cells: String,
    /// An expression for the side's sum: a number, or text where there is none.
    sum: String,
    /// A condition that is true if no cell of the side is missing.
    whole: String,
}

/// A relation at one place as parts of formulas.
pub struct Line {
    pub placed: &'static PlacedRelation,
    left: Side,
    right: Side,
}

/// The defined name of last year's value of a cell, given by its position in [`Form::all_cells`].
pub fn last_name(form: &'static Form, position: usize) -> String {
    format!("last_{}", form.all_cells()[position].id.replace('.', "_"))
}

/// The cells of last year that relations refer to, by position in [`Form::all_cells`].
pub fn last_cells(form: &'static Form) -> BTreeSet<usize> {
    let count = form.all_cells().len();
    form.placed_relations()
        .iter()
        .flat_map(PlacedRelation::cells)
        .filter_map(|c| c.checked_sub(count))
        .collect()
}

impl Places<'_> {
    /// Whether a cell belongs to last year's report.
    fn is_last(&self, cell: usize) -> bool {
        cell >= self.form.all_cells().len()
    }

    /// Whether a cell may hold an amount of money with its unit.
    pub fn is_money(&self, cell: usize) -> bool {
        !self.is_last(cell) && self.form.all_cells()[cell].kind() == Kind::Money
    }

    /// Cells as arguments of a function, neighbours as a range. Cells on the sheet `home` are named
    /// without it.
    pub fn list(&self, cells: &[usize], home: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut i = 0;
        while i < cells.len() {
            if self.is_last(cells[i]) {
                parts.push(last_name(self.form, cells[i] - self.form.all_cells().len()));
                i += 1;
                continue;
            }
            let Some((sheet, row, column)) = &self.cells[cells[i]] else {
                i += 1;
                continue;
            };
            let place = |k: usize| cells.get(i + k).and_then(|&c| self.cells.get(c)?.as_ref());
            let run = |down: usize, right: usize| {
                let next = |k: &usize| {
                    place(*k).is_some_and(|(s, r, c)| {
                        s == sheet && (*r, *c) == (row + k * down, column + k * right)
                    })
                };
                (1..).take_while(next).count()
            };
            let (down, right) = (run(1, 0), run(0, 1));
            let first = fixed(*row, *column);
            let range = match (down, right) {
                (0, 0) => first,
                (down, right) if down >= right => format!("{first}:{}", fixed(row + down, *column)),
                (_, right) => format!("{first}:{}", fixed(*row, column + right)),
            };
            let sheet = if sheet == home { String::new() } else { format!("{}!", quoted(sheet)) };
            parts.push(format!("{sheet}{range}"));
            i += 1 + down.max(right);
        }
        parts.join(",")
    }

    /// A formula for the sum of cells, which shows nothing while one is missing.
    pub fn total(&self, cells: &[usize], home: &str) -> String {
        let Side { sum, whole, .. } = self.side(cells, home);
        format!("IF({whole},{sum},\"\")")
    }

    fn side(&self, cells: &[usize], home: &str) -> Side {
        let list = self.list(cells, home);
        if list.is_empty() {
            return Side { cells: list, sum: "0".into(), whole: "TRUE".into() };
        }
        if matches!(cells, [cell] if self.is_money(*cell)) {
            let sum = yuan(&list);
            return Side { whole: format!("ISNUMBER({sum})"), sum, cells: list };
        }
        let needed: Vec<usize> =
            cells.iter().copied().filter(|&c| self.entries[c] != Entry::Absent).collect();
        let whole = match self.list(&needed, home) {
            needed if needed.is_empty() => "TRUE".into(),
            list => format!("COUNT({list})={}", needed.len()),
        };
        Side { sum: format!("SUM({list})"), whole, cells: list }
    }

    /// A relation as formulas for the sheet `home`.
    pub fn line(&self, placed: &'static PlacedRelation, home: &str) -> Line {
        let (left, right) = (self.side(&placed.left, home), self.side(&placed.right, home));
        Line { placed, left, right }
    }

    /// The condition that a relation is broken, as a formula for the sheet `home`.
    pub fn broken(&self, placed: &'static PlacedRelation, home: &str) -> String {
        let line = self.line(placed, home);
        line.broken(&line.left(), &line.right())
    }

    /// The relation that gives a cell as the sum of two or more of this year's cells, if the form
    /// has one.
    pub fn equation(&self, cell: usize) -> Option<&'static PlacedRelation> {
        self.form.placed_relations().iter().find(|j| {
            matches!(j.relation.shape, Shape::Sum(_, Order::Equal, _))
                && j.left == [cell]
                && j.right.len() > 1
                && !j.right.iter().any(|&c| self.is_last(c))
        })
    }

    /// The sum of cells; `None` while one is missing.
    pub fn sum(&self, cells: &[usize]) -> Option<Amount> {
        cells.iter().map(|&c| self.entries[c].counted()).sum()
    }
}

impl Line {
    /// The expression for the sum on the left.
    pub fn left(&self) -> String {
        self.left.sum.clone()
    }

    /// The expression for the value it is compared with.
    pub fn right(&self) -> String {
        let (whole, parts) = (&self.left.sum, &self.right.cells);
        match self.placed.relation.shape {
            Shape::Distinct(..) => format!("IF({whole}<MAX({parts}),MAX({parts}),SUM({parts}))"),
            _ => self.right.sum.clone(),
        }
    }

    /// The expression that gives the outcome in a word; `left` and `right` are the cells with the
    /// two sums.
    pub fn outcome(&self, left: &str, right: &str) -> String {
        let (broken, whole) = (self.broken(left, right), self.whole());
        let word = |outcome: Outcome| literal(outcome.word());
        let wrong = word(Outcome::broken(self.placed.relation.severity));
        let (held, blank) = (word(Outcome::Held), word(Outcome::Blank));
        format!("IF({broken},{wrong},IF({whole},{held},{blank}))")
    }

    /// The condition that no cell is missing.
    pub fn whole(&self) -> String {
        format!("AND({},{})", self.left.whole, self.right.whole)
    }

    fn broken(&self, left: &str, right: &str) -> String {
        let (lw, rw, parts) = (&self.left.whole, &self.right.whole, &self.right.cells);
        let difference = format!("ROUND({left}-{right},6)");
        let above = format!("AND({difference}>0,{rw})");
        let below = format!("AND({difference}<0,{lw})");
        match self.placed.relation.shape {
            Shape::Sum(_, Order::Equal, _) => format!("OR({above},{below})"),
            Shape::Sum(_, Order::AtMost, _) => above,
            Shape::Sum(_, Order::AtLeast, _) => below,
            Shape::Distinct(..) => format!(
                "AND({lw},OR({left}<MAX({parts}),AND({rw},ROUND({left}-SUM({parts}),6)>0)))"
            ),
            // If a side is not a number its comparison is false, so the relation is not broken.
            Shape::Needs(..) => format!("AND({lw},{rw},{left}>0,{right}=0)"),
        }
    }
}

/// An expression for the amount in a cell in 元, with or without its unit.
pub fn yuan(cell: &str) -> String {
    let unit = |word: &str| format!("ISNUMBER(FIND(\"{word}\",{cell}))");
    format!(
        "IFERROR(VALUE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell}&\"\",\"亿\",\"\"),\"万\",\"\"),\"元\",\"\"))\
         *IF({},100000000,IF({},10000,1)),\"\")",
        unit("亿元"),
        unit("万元")
    )
}

/// Text as a string literal of a formula.
pub fn literal(text: &str) -> String {
    let part = |part: &str| format!("\"{}\"", part.replace('"', "\"\""));
    pieces(text, LONGEST_LITERAL).into_iter().map(part).collect::<Vec<_>>().join("&")
}
