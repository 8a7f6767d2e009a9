//! The arithmetic of a complete report as lines of numbers, and a search for faults by trying all
//! cells, with which the tests compare the diagnosis.

use report::amount::{Amount, Entry};
use report::form::{Form, Kind, Order, PlacedRelation, Shape};
use report::{Report, Severity};

use corpus::random::consistent;

/// A rule as a line of numbers: `Σ factor × cell + rest`, compared with 0.
pub struct Line {
    pub rule: &'static str,
    terms: Vec<(usize, i64)>,
    rest: i64,
    order: Order,
}

/// The arithmetic of a complete report.
pub struct Table {
    pub report: Report,
    pub entries: Vec<Entry>,
    pub values: Vec<i64>,
    pub lines: Vec<Line>,
    /// For each cell the lines with this cell, and its factor.
    pub of_cell: Vec<Vec<(usize, i64)>>,
}

/// The order of a sum with severity error; `None` for other relations.
pub fn is_error_sum(placed: &PlacedRelation) -> Option<Order> {
    match placed.relation.shape {
        Shape::Sum(_, order, _) if placed.relation.severity == Severity::Error => Some(order),
        _ => None,
    }
}

pub fn integer(amount: Amount) -> i64 {
    (amount.millionths() / 1_000_000) as i64
}

/// A consistent report that satisfies the inequalities too.
pub fn sound(form: &'static Form, seed: u64) -> Report {
    let mut report = consistent(form, seed);
    let id = |cell: usize| &form.all_cells()[cell].id;
    for placed in form.placed_relations() {
        let (large, small) = match is_error_sum(placed) {
            Some(Order::AtMost) => (&placed.right, &placed.left),
            Some(Order::AtLeast) => (&placed.left, &placed.right),
            _ => continue,
        };
        let value = |cell: usize| report.cell(id(cell)).parse::<i64>().unwrap_or(0);
        let sum = |cells: &[usize]| cells.iter().map(|&c| value(c)).sum::<i64>();
        let raised = value(large[0]) + (sum(small) - sum(large)).max(0);
        report.cells.insert(id(large[0]).clone(), raised.to_string());
    }
    report
}

/// Last year's report with the values that are carried over into this one.
pub fn last_year(report: &Report) -> Report {
    let all = report.form.all_cells();
    let mut last = Report::blank(report.form);
    for placed in report.form.placed_relations().iter().filter(|j| is_error_sum(j).is_some()) {
        if let (&[this], &[old]) = (&placed.left[..], &placed.right[..])
            && old >= all.len()
        {
            let value = report.cell(&all[this].id).to_string();
            last.cells.insert(all[old - all.len()].id.clone(), value);
        }
    }
    last
}

/// A consistent report as lines; with an odd seed, including last year's report.
pub fn table(form: &'static Form, seed: u64) -> Table {
    let report = sound(form, seed);
    let all = form.all_cells().len();
    let last = (seed % 2 == 1).then(|| last_year(&report));
    let entries = report.entries_with_last(last.as_ref());
    let mut lines = Vec::new();
    let mut of_cell = vec![Vec::new(); all];
    for placed in form.placed_relations() {
        let Some(order) = is_error_sum(placed) else { continue };
        if placed.cells().any(|c| entries[c] == Entry::Blank) {
            continue;
        }
        let mut line = Line { rule: placed.relation.rule, terms: Vec::new(), rest: 0, order };
        let sides =
            placed.left.iter().map(|&c| (c, 1)).chain(placed.right.iter().map(|&c| (c, -1)));
        for (cell, factor) in sides {
            match entries[cell].number() {
                Some(n) if cell >= all => line.rest += factor * integer(n),
                Some(_) => {
                    line.terms.push((cell, factor));
                    of_cell[cell].push((lines.len(), factor));
                }
                None => {}
            }
        }
        lines.push(line);
    }
    let values = entries[..all].iter().map(|e| e.number().map_or(0, integer)).collect();
    Table { report, entries, values, lines, of_cell }
}

impl Table {
    pub fn set(&mut self, cell: usize, value: i64) {
        self.values[cell] = value;
        let id = &self.report.form.all_cells()[cell].id;
        let entry = Entry::parse(&value.to_string());
        assert!(entry.number().is_some(), "{id}: {value}");
        self.entries[cell] = entry;
    }

    pub fn residual(&self, line: usize) -> i64 {
        let line = &self.lines[line];
        line.terms.iter().map(|&(cell, factor)| factor * self.values[cell]).sum::<i64>() + line.rest
    }

    pub fn holds(&self, line: usize, by: i64) -> bool {
        match self.lines[line].order {
            Order::Equal => by == 0,
            Order::AtMost => by <= 0,
            Order::AtLeast => by >= 0,
        }
    }

    pub fn broken(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|&l| !self.holds(l, self.residual(l))).collect()
    }

    fn fits(&self, cell: usize, value: i64) -> bool {
        value >= 0 || self.report.form.all_cells()[cell].kind() == Kind::Change
    }

    /// Every change of one cell after which all lines hold, if the equations determine its value.
    pub fn singles(&self, broken: &[usize]) -> Vec<(usize, i64)> {
        let one = |cell: usize| -> Option<(usize, i64)> {
            let mine = &self.of_cell[cell];
            if !broken.iter().all(|b| mine.iter().any(|(l, _)| l == b)) {
                return None;
            }
            let by = mine.iter().find_map(|&(line, factor)| {
                (self.lines[line].order == Order::Equal).then(|| -self.residual(line) * factor)
            })?;
            let all_hold = mine.iter().all(|&(l, f)| self.holds(l, self.residual(l) + f * by));
            let value = self.values[cell] + by;
            (all_hold && by != 0 && self.fits(cell, value)).then_some((cell, value))
        };
        (0..self.of_cell.len()).filter_map(one).collect()
    }

    /// Every change of two cells after which all lines hold and which has exactly one pair of
    /// values; and whether some two cells have many pairs.
    pub fn pairs(&self, broken: &[usize]) -> (Vec<[(usize, i64); 2]>, bool) {
        let (mut found, mut many) = (Vec::new(), false);
        for a in self.lines[broken[0]].terms.iter().map(|t| t.0) {
            for b in (0..self.of_cell.len()).filter(|&b| b != a) {
                let seen = |b: &usize, cell: usize| self.of_cell[cell].iter().any(|(l, _)| l == b);
                if !broken.iter().all(|line| seen(line, a) || seen(line, b)) {
                    continue;
                }
                let (solution, free) = self.solve(a, b);
                many |= free;
                if let Some((da, db)) = solution {
                    let mut pair = [(a, self.values[a] + da), (b, self.values[b] + db)];
                    pair.sort_unstable();
                    found.push(pair);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        (found, many)
    }

    /// The two unknowns of the equations by Cramer's rule; if they are undetermined, whether any
    /// values up to 1000 more would do.
    fn solve(&self, a: usize, b: usize) -> (Option<(i64, i64)>, bool) {
        let factor = |cell: usize, line: usize| {
            self.of_cell[cell].iter().find(|(l, _)| *l == line).map_or(0, |(_, f)| *f)
        };
        let mut lines: Vec<usize> =
            self.of_cell[a].iter().chain(&self.of_cell[b]).map(|(l, _)| *l).collect();
        lines.sort_unstable();
        lines.dedup();
        let rows: Vec<(usize, i64, i64, i64)> =
            lines.iter().map(|&l| (l, factor(a, l), factor(b, l), self.residual(l))).collect();
        let works = |da: i64, db: i64| {
            da != 0
                && db != 0
                && self.fits(a, self.values[a] + da)
                && self.fits(b, self.values[b] + db)
                && rows.iter().all(|&(l, fa, fb, r)| self.holds(l, r + fa * da + fb * db))
        };
        let equal = || rows.iter().filter(|row| self.lines[row.0].order == Order::Equal);
        for (_, fa, fb, r) in equal() {
            for (_, ga, gb, s) in equal() {
                let det = fa * gb - fb * ga;
                if det != 0 {
                    let (da, db) = ((fb * s - gb * r) / det, (ga * r - fa * s) / det);
                    return (works(da, db).then_some((da, db)), false);
                }
            }
        }
        let Some((_, fa, fb, r)) = equal().next() else { return (None, false) };
        let any = |step: i64| match (fa, fb) {
            (0, fb) => works(step, -r * fb),
            (fa, 0) => works(-r * fa, step),
            (fa, fb) => works(step, -(r + fa * step) * fb),
        };
        (None, (-self.values[a].max(self.values[b])..1000).any(any))
    }
}
