//! How many cells of a report's tables are filled in, and what their blank cells add up to if they
//! are 0.
//!
//! A blank cell is unknown, never 0. Many blanks are work in progress: they are counted here, apart
//! from the findings. Whether they are zeros that nobody typed is only asked.

use crate::amount::{Amount, Entry};
use crate::finding::{Progress, Severity};
use crate::form::{Cell, Form, Order, PlacedRelation, Shape};
use crate::report::Report;
use crate::rules::{Verdict, judge};

/// How many cells of all tables of the form are filled in. `entries` as in [`Report::entries`].
pub fn of(form: &'static Form, entries: &[Entry]) -> Progress {
    let tables = tables(form, entries);
    tables.iter().fold(Progress::default(), |all, table| all + table.progress)
}

/// The progress of one table.
pub struct Filled {
    /// How many of its cells are filled in.
    pub progress: Progress,
    /// The positions of its blank cells in [`Form::cells`].
    pub blank: Vec<usize>,
}

/// The progress of each table of the form. `entries` as in [`Report::entries`].
pub fn tables(form: &'static Form, entries: &[Entry]) -> Vec<Filled> {
    let table = |number: usize| {
        let cells = form
            .cells()
            .iter()
            .enumerate()
            .filter(|(i, cell)| cell.table == number && entries[*i] != Entry::Absent);
        let cells: Vec<usize> = cells.map(|(i, _)| i).collect();
        let blank: Vec<usize> =
            cells.iter().copied().filter(|&i| entries[i] == Entry::Blank).collect();
        let progress = Progress { filled: cells.len() - blank.len(), cells: cells.len() };
        Filled { progress, blank }
    };
    (0..form.tables.len()).map(table).collect()
}

/// Whether the blanks are probably zeros that nobody typed, so that it makes sense to ask. There
/// must be more blanks than an oversight leaves, and the figures must agree without them: most sums
/// over blank cells hold if these are 0. If no sum shows it, most rows must have a figure.
/// `entries` as in [`Report::entries_with_last`].
pub fn may_be_zeros(report: &Report, entries: &[Entry]) -> bool {
    let form = report.form;
    let tables = tables(form, entries);
    if tables.iter().all(|table| table.progress.lacks_few()) {
        return false;
    }
    let blank: Vec<&'static Cell> =
        tables.iter().flat_map(|t| &t.blank).map(|&i| &form.cells()[i]).collect();
    let filled = {
        let mut filled = entries.to_vec();
        let values = rest(report, filled.clone(), &blank);
        let at = tables.iter().flat_map(|t| &t.blank);
        at.zip(values).for_each(|(&i, value)| filled[i] = Entry::Number(value));
        filled
    };
    let year = form.all_cells().len();
    // A blank total becomes the sum of its parts in any case, so it is no evidence.
    let tells = |placed: &&PlacedRelation| {
        let above = |i: usize| entries[i].number().is_some_and(|n| n > Amount::ZERO);
        placed.cells().all(|i| i < year)
            && placed.cells().any(above)
            && placed.cells().any(|i| entries[i] == Entry::Blank)
            && total(placed).is_none_or(|total| entries[total] != Entry::Blank)
            && matches!(placed.relation.shape, Shape::Sum(_, Order::Equal, _))
    };
    let sums: Vec<&PlacedRelation> = form.placed_relations().iter().filter(tells).collect();
    let hold = sums.iter().filter(|placed| judge(placed, &filled) == Verdict::Holds).count();
    if !sums.is_empty() {
        return hold * 3 >= sums.len() * 2;
    }
    let mut rows: Vec<(&str, bool)> = Vec::new();
    for (i, cell) in form.cells().iter().enumerate() {
        let has = matches!(entries[i], Entry::Number(_));
        match rows.last_mut().filter(|(row, _)| *row == cell.row.id) {
            Some((_, any)) => *any |= has,
            None => rows.push((cell.row.id, has)),
        }
    }
    rows.iter().filter(|(_, any)| *any).count() * 2 > rows.len()
}

/// Values for all blank cells: a total gets the sum of its parts, every other cell 0. One value for
/// each of `blank`, in their order. `entries` as in [`Report::entries_with_last`].
pub fn rest(report: &Report, mut entries: Vec<Entry>, blank: &[&'static Cell]) -> Vec<Amount> {
    let at: Vec<usize> = blank.iter().filter_map(|c| report.form.position(&c.id)).collect();
    let known = |i: &usize| at.contains(i) || !matches!(entries[*i], Entry::Blank);
    let equations: Vec<(&PlacedRelation, usize)> = report
        .form
        .placed_relations()
        .iter()
        .filter_map(|placed| Some((placed, total(placed)?)))
        .filter(|(placed, total)| at.contains(total) && placed.right.iter().all(known))
        .collect();
    for &i in at.iter().filter(|i| equations.iter().all(|(_, total)| total != *i)) {
        entries[i] = Entry::Number(Amount::ZERO);
    }
    // A total may be a part of another one.
    while let Some((total, sum)) = equations
        .iter()
        .filter(|(_, total)| entries[*total] == Entry::Blank)
        .find_map(|(placed, _)| computed(placed, &entries))
    {
        entries[total] = Entry::Number(sum);
    }
    at.iter().map(|&i| entries[i].number().unwrap_or(Amount::ZERO)).collect()
}

/// Blank cells that may be filled with [`rest`] without a question, and those that may not, because
/// last year they were more than 0. A blank total with such a part is in neither list.
pub struct Blanks {
    /// Cells that were 0 last year, or of which nothing is known, and totals.
    pub likely: Vec<&'static Cell>,
    /// Cells that were more than 0 last year.
    pub doubtful: Vec<&'static Cell>,
}

/// Divides blank cells of a form by what they were last year. `entries` as in
/// [`Report::entries_with_last`].
pub fn divide(form: &'static Form, entries: &[Entry], blank: &[&'static Cell]) -> Blanks {
    let at: Vec<usize> = blank.iter().filter_map(|c| form.position(&c.id)).collect();
    let sums: Vec<(&PlacedRelation, usize)> = form
        .placed_relations()
        .iter()
        .filter_map(|placed| Some((placed, total(placed)?)))
        .filter(|(_, total)| at.contains(total))
        .collect();
    let is_total = |i: &usize| sums.iter().any(|(_, total)| total == i);
    let year = form.all_cells().len();
    let was = |i: &&usize| {
        let last = entries.get(year + **i).and_then(|entry| entry.number());
        !is_total(i) && last.is_some_and(|last| last > Amount::ZERO)
    };
    let doubtful: Vec<usize> = at.iter().filter(was).copied().collect();
    let mut left = doubtful.clone();
    let open = |(placed, total): &&(&PlacedRelation, usize), left: &[usize]| {
        !left.contains(total) && placed.right.iter().any(|part| left.contains(part))
    };
    while let Some((_, total)) = sums.iter().find(|sum| open(sum, &left)) {
        left.push(*total);
    }
    let cells = |keep: &dyn Fn(usize) -> bool| {
        let pairs = at.iter().zip(blank).filter(|(i, _)| keep(**i));
        pairs.map(|(_, cell)| *cell).collect()
    };
    Blanks { likely: cells(&|i| !left.contains(&i)), doubtful: cells(&|i| doubtful.contains(&i)) }
}

/// The only cell at the left of an equation that must hold.
pub fn total(placed: &PlacedRelation) -> Option<usize> {
    let Shape::Sum(_, Order::Equal, _) = placed.relation.shape else { return None };
    let ([total], Severity::Error) = (&placed.left[..], placed.relation.severity) else {
        return None;
    };
    Some(*total)
}

/// The total of an equation and what all its parts add up to, once they are filled in.
pub fn computed(placed: &PlacedRelation, entries: &[Entry]) -> Option<(usize, Amount)> {
    let total = total(placed)?;
    let sum = placed.right.iter().map(|&i| entries[i].counted()).sum::<Option<Amount>>()?;
    Some((total, sum))
}
