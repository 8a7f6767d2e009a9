//! Tables found by their ruled lines: crossing lines form cells, and a missing line between two
//! cells merges them.

use report::steps;

use super::ink::{Frame, Rule};

/// Lines nearer than this (in points) are one line, and line ends nearer than this touch: double
/// borders, or the borders of neighbouring cells.
const NEAR: f32 = 4.0;
/// Most lines of a page in each direction, after joining; only drawings have more.
const LINES: usize = 4_000;
const COLUMNS: usize = crate::limits::SPAN;

/// The cells of a table.
pub struct Table {
    pub frame: Frame,
    /// The edges of the columns, in points.
    pub columns: Vec<f32>,
    /// The edges of the rows, in points.
    pub rows: Vec<f32>,
    pub cells: Vec<Cell>,
    /// For each row and column the index of the cell that covers it.
    covered: Vec<usize>,
}

/// A cell: the row and column in which it begins, and how many of each it spans.
pub struct Cell {
    pub row: usize,
    pub rows: usize,
    pub columns: usize,
}

impl Table {
    /// The cell at a point.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let place = |edges: &[f32], at: f32| edges.partition_point(|e| *e <= at).checked_sub(1);
        let (column, row) = (place(&self.columns, x)?, place(&self.rows, y)?);
        let width = self.columns.len() - 1;
        let inside = column < width && row + 1 < self.rows.len();
        inside.then(|| self.covered[row * width + column])
    }
}

/// The tables formed by these lines, from top to bottom; and true if there are too many lines to
/// look at.
pub fn tables(across: &[Rule], down: &[Rule]) -> (Vec<Table>, bool) {
    let (across, down) = (joined(across), joined(down));
    if across.len() > LINES || down.len() > LINES {
        return (Vec::new(), true);
    }
    let mut tables: Vec<Table> =
        groups(&across, &down).iter().filter_map(|(a, d)| table(a, d)).collect();
    tables.sort_by(|a, b| a.frame.top.total_cmp(&b.frame.top));
    (tables, false)
}

/// Joins the lines on one straight line that touch.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut all: Vec<Rule> = Vec::new();
    let mut rest = &sorted[..];
    while let Some(first) = rest.first() {
        let mut last = first.at;
        let count = rest.iter().take_while(|r| {
            let near = r.at - last <= NEAR / 2.0 && r.at - first.at <= NEAR;
            last = r.at;
            near
        });
        let (line, after) = rest.split_at(count.count().max(1));
        rest = after;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begin = all.len();
        for rule in line {
            match all[begin..].last_mut() {
                Some(open) if rule.from <= open.to + NEAR => open.to = open.to.max(rule.to),
                _ => all.push(rule),
            }
        }
    }
    // A line no longer than it is thick is a dot or a corner.
    all.retain(|r| r.to - r.from > NEAR);
    all
}

fn touch(a: &Rule, d: &Rule) -> bool {
    (a.from - NEAR..=a.to + NEAR).contains(&d.at) && (d.from - NEAR..=d.to + NEAR).contains(&a.at)
}

/// Groups of lines that touch each other, directly or through others.
fn groups(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group: Vec<usize> = (0..across.len()).collect();
    fn root(group: &mut [usize], mut i: usize) -> usize {
        while group[i] != i {
            group[i] = group[group[i]];
            i = group[i];
        }
        i
    }
    let mut of_down = vec![None; down.len()];
    steps::take(across.len() * down.len() / 16);
    for (d, rule) in down.iter().enumerate() {
        for (a, _) in across.iter().enumerate().filter(|(_, r)| touch(r, rule)) {
            let a = root(&mut group, a);
            let first = *of_down[d].get_or_insert(a);
            let first = root(&mut group, first);
            group[a] = first;
        }
    }
    let mut groups: Vec<(Vec<Rule>, Vec<Rule>)> = vec![Default::default(); across.len()];
    for (a, rule) in across.iter().enumerate() {
        groups[root(&mut group, a)].0.push(*rule);
    }
    for (rule, a) in down.iter().zip(of_down) {
        if let Some(a) = a {
            groups[root(&mut group, a)].1.push(*rule);
        }
    }
    groups.retain(|(a, d)| a.len() >= 2 && !d.is_empty());
    groups
}

/// The positions of parallel lines, near ones merged, and of the ends of the lines that cross them:
/// a table may be open at its sides.
fn edges(lines: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let mut at: Vec<f32> = lines.iter().map(|r| r.at).collect();
    at.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = Vec::new();
    for at in at {
        match edges.last() {
            Some(last) if at - last <= NEAR => {}
            _ => edges.push(at),
        }
    }
    let from = crossing.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let to = crossing.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    if edges.first().is_none_or(|e| e - from > NEAR * 2.0) {
        edges.insert(0, from);
    }
    if edges.last().is_none_or(|e| to - e > NEAR * 2.0) {
        edges.push(to);
    }
    edges
}

fn table(across: &[Rule], down: &[Rule]) -> Option<Table> {
    let (columns, rows) = (edges(down, across), edges(across, down));
    let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    let fits = (1..=COLUMNS).contains(&width) && (1..=2_000).contains(&height);
    if !fits || width * height < 2 {
        return None;
    }
    // Whether a line lies at an edge along most of the way between two points.
    let wall = |lines: &[&Rule], from: f32, to: f32| {
        steps::take(1 + lines.len() / 8);
        let quarter = (to - from) / 4.0;
        lines.iter().any(|r| r.from <= from + quarter && r.to >= to - quarter)
    };
    let (at_column, at_row) = (near(down, &columns), near(across, &rows));
    let right =
        grid(width, height, |x, y| x + 1 == width || wall(&at_column[x + 1], rows[y], rows[y + 1]));
    let below = grid(width, height, |x, y| {
        y + 1 == height || wall(&at_row[y + 1], columns[x], columns[x + 1])
    });
    let (cells, covered) = cells(width, height, &right, &below);
    let (left, top) = (columns[0], rows[0]);
    let frame = Frame { left, top, right: columns[width], bottom: rows[height] };
    (cells.len() >= 2).then_some(Table { frame, columns, rows, cells, covered })
}

/// The lines near each edge.
fn near<'a>(lines: &'a [Rule], edges: &[f32]) -> Vec<Vec<&'a Rule>> {
    let mut sorted: Vec<&Rule> = lines.iter().collect();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let near = |edge: &f32| {
        let first = sorted.partition_point(|r| r.at < edge - NEAR);
        sorted[first..].iter().copied().take_while(|r| r.at - edge <= NEAR).collect()
    };
    edges.iter().map(near).collect()
}

fn grid(width: usize, height: usize, value: impl Fn(usize, usize) -> bool) -> Vec<bool> {
    (0..width * height).map(|i| value(i % width, i / width)).collect()
}

/// The cells: each begins at a free place, extends to the right up to the next line, and down as
/// far as no line crosses its width.
fn cells(width: usize, height: usize, right: &[bool], below: &[bool]) -> (Vec<Cell>, Vec<usize>) {
    const FREE: usize = usize::MAX;
    let mut covered = vec![FREE; width * height];
    let mut cells = Vec::new();
    for i in 0..width * height {
        if covered[i] != FREE {
            continue;
        }
        let row = i / width;
        let mut columns = 1;
        while !right[i + columns - 1] && covered[i + columns] == FREE {
            columns += 1;
        }
        let mut rows = 1;
        loop {
            let last = i + (rows - 1) * width;
            let open = last + width < covered.len()
                && (last..last + columns).all(|p| !below[p])
                && (last + width..last + width + columns - 1).all(|p| !right[p])
                && covered[last + width..last + width + columns].iter().all(|c| *c == FREE);
            if !open {
                break;
            }
            rows += 1;
        }
        for y in 0..rows {
            covered[i + y * width..i + y * width + columns].fill(cells.len());
        }
        cells.push(Cell { row, rows, columns });
    }
    (cells, covered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: f32, from: f32, to: f32) -> Rule {
        Rule { at, from, to }
    }

    fn shapes(table: &Table) -> Vec<(usize, usize, usize)> {
        table.cells.iter().map(|c| (c.row, c.rows, c.columns)).collect()
    }

    #[test]
    fn merged_cells_and_double_borders() {
        // A test table with a head over two columns, a label over two rows, and the left border
        // drawn twice.
        let across =
            [rule(0., 0., 90.), rule(20., 30., 90.), rule(40., 30., 90.), rule(60., 0., 90.)];
        let down = [
            rule(0., 0., 60.),
            rule(1.5, 0., 60.),
            rule(30., 0., 60.),
            rule(60., 20., 40.),
            rule(60., 40., 60.),
            rule(90., 0., 60.),
        ];
        let (tables, _) = tables(&across, &down);
        let expected = [(0, 3, 1), (0, 1, 2), (1, 1, 1), (1, 1, 1), (2, 1, 1), (2, 1, 1)];
        assert_eq!(shapes(&tables[0]), expected);
        assert_eq!(tables[0].cell_at(70., 30.), Some(3));
        assert_eq!(tables[0].cell_at(95., 30.), None);
    }

    #[test]
    fn open_sides_and_what_is_no_table() {
        let across = [rule(0., 0., 90.), rule(20., 0., 90.), rule(100., 0., 90.)];
        let (open, _) = tables(&across, &[rule(45., 0., 20.)]);
        assert_eq!(shapes(&open[0]), [(0, 1, 1), (0, 1, 1)]);
        assert!(tables(&across, &[]).0.is_empty());
        let frame = [rule(0., 0., 50.), rule(90., 0., 50.)];
        assert!(tables(&[rule(0., 0., 90.), rule(50., 0., 90.)], &frame).0.is_empty());
    }
}
