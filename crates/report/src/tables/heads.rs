//! Assigns the columns of a grid to those of the form: by the heads above them, from the lowest one
//! up, never by their position alone.

use super::grid::{Piece, Sheet};
use super::{bare, key};
use crate::form::{Block, Column};

/// The heads above the columns of a grid that have been read so far.
#[derive(Default, Clone)]
pub(super) struct Heads {
    /// Rows of heads from the top: for each column of the grid its head.
    rows: Vec<Vec<Option<Head>>>,
    /// Whether rows of cells have followed: the next head begins anew.
    pub closed: bool,
}

/// Rows of heads above each other that are looked at.
const MOST_ROWS: usize = 8;

/// A head, and which cell of the grid it is.
#[derive(Clone, PartialEq, Eq)]
struct Head {
    cell: (usize, usize),
    key: String,
}

/// Neighbouring columns of a grid below the same lowest head.
#[derive(Clone)]
pub(super) struct Leaf {
    /// Its first column, and the column after its last.
    pub from: usize,
    pub to: usize,
    /// The heads above it from the top; the last one is its own.
    path: Vec<String>,
    /// The row of its own head.
    pub row: usize,
}

impl Leaf {
    /// Its own head, normalised for comparison.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Whether a piece of a row is below it, at least in part.
    pub fn meets(&self, piece: &Piece) -> bool {
        piece.from < self.to && self.from < piece.to
    }

    pub fn is_within(&self, piece: &Piece) -> bool {
        piece.from <= self.from && self.to <= piece.to
    }

    pub fn holds(&self, piece: &Piece) -> bool {
        self.from <= piece.from && piece.to <= self.to
    }

    /// Whether it is above a column of the form. Higher heads must not contradict.
    fn fits(&self, column: &Column, columns: &[Column]) -> bool {
        let is_head = |k: &str, c: &Column| c.heads.iter().any(|h| key(h) == k);
        let named = column.heads.last().is_some_and(|own| is_same(self.name(), &key(own)));
        let above = &self.path[..self.path.len().saturating_sub(1)];
        let other = |k: &String| columns.iter().any(|c| is_head(k, c)) && !is_head(k, column);
        let lone = columns.len() == 1 && is_number_head(self.name());
        (named || lone) && !above.iter().any(other)
    }
}

/// Whether two heads are equal apart from a remark in brackets, such as a unit.
pub(super) fn is_same(found: &str, own: &str) -> bool {
    found == own || own.contains('(') && bare(found) == bare(own)
}

impl Heads {
    /// Reads a row of heads.
    pub fn read(&mut self, sheet: &Sheet, r: usize) {
        if std::mem::take(&mut self.closed) {
            self.rows.clear();
        }
        let head = |piece: &Piece| Head { cell: piece.id, key: key(&piece.cell.text) };
        let mut row: Vec<Option<Head>> = vec![None; sheet.width(r)];
        for piece in sheet.pieces(r) {
            row[piece.from..piece.to].fill(Some(head(&piece)));
        }
        // A grid of nothing but heads is no table; the official ones have three rows.
        if self.rows.len() == MOST_ROWS {
            self.rows.remove(0);
        }
        self.rows.push(row);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lowest heads from left to right.
    pub fn leaves(&self) -> Vec<Leaf> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let filled = self.filled(width);
        let own = |level: usize, x: usize| {
            self.rows[level].get(x)?.as_ref().filter(|head| !head.key.is_empty())
        };
        let mut leaves: Vec<(Leaf, (usize, usize))> = Vec::new();
        for x in 0..width {
            let levels = (0..self.rows.len()).rev();
            let Some((level, head)) = levels.clone().find_map(|l| Some((l, own(l, x)?))) else {
                continue;
            };
            if let Some((leaf, _)) =
                leaves.last_mut().filter(|(leaf, cell)| *cell == head.cell && leaf.to == x)
            {
                leaf.to = x + 1;
                continue;
            }
            let mut path: Vec<&Head> = filled[..level].iter().filter_map(|row| row[x]).collect();
            path.push(head);
            path.dedup_by_key(|head| head.cell);
            let path = path.into_iter().map(|head| head.key.clone()).collect();
            let row = head.cell.0;
            leaves.push((Leaf { from: x, to: x + 1, path, row }, head.cell));
        }
        leaves.into_iter().map(|(leaf, _)| leaf).collect()
    }

    /// The heads above each column, where merged cells were split: a blank below the same head as
    /// its left neighbour has that neighbour's head.
    fn filled(&self, width: usize) -> Vec<Vec<Option<&Head>>> {
        let mut filled: Vec<Vec<Option<&Head>>> = Vec::new();
        for row in &self.rows {
            let mut line: Vec<Option<&Head>> = Vec::with_capacity(width);
            for x in 0..width {
                let own = row.get(x).and_then(Option::as_ref).filter(|head| !head.key.is_empty());
                let beside = || {
                    let same = x > 0 && filled.iter().all(|upper| upper[x] == upper[x - 1]);
                    line.last().copied().flatten().filter(|_| same)
                };
                line.push(own.or_else(beside));
            }
            filled.push(line);
        }
        filled
    }

    /// The column with running totals, if there is one.
    pub fn running_total(&self) -> Option<usize> {
        self.leaves().into_iter().find(|leaf| leaf.name().contains("累计")).map(|leaf| leaf.from)
    }
}

/// Assigns heads to columns, by their indices. Heads with the same words are distinguished by those
/// above them, and if these do not help, by their order, provided that there are as many as
/// columns.
pub(super) fn assigned(leaves: &[Leaf], columns: &[Column]) -> Vec<Option<usize>> {
    let fitting = |c: &Column| -> Vec<usize> {
        (0..leaves.len()).filter(|&i| leaves[i].fits(c, columns)).collect()
    };
    let all: Vec<Vec<usize>> = columns.iter().map(fitting).collect();
    let last = |c: usize| columns[c].heads.last();
    let of = |c: usize| -> Option<usize> {
        let alike: Vec<usize> = (0..columns.len()).filter(|&d| last(d) == last(c)).collect();
        let claimed = |i: usize| alike.iter().filter(|&&d| all[d].contains(&i)).count();
        if let [only] = all[c][..]
            && claimed(only) == 1
        {
            return Some(only);
        }
        let mut together: Vec<usize> = alike.iter().flat_map(|&d| all[d].clone()).collect();
        together.sort_unstable();
        together.dedup();
        let place = alike.iter().position(|&d| d == c)?;
        let in_order = together.len() == alike.len() && all[c].contains(&together[place]);
        in_order.then(|| together[place])
    };
    (0..columns.len()).map(of).collect()
}

/// Other names for the only column of numbers.
pub(super) fn is_number_head(key: &str) -> bool {
    matches!(key, "数量" | "数值" | "统计数据" | "统计数量" | "本年度")
}

/// Whether heads are in another order than the form prints them: each level by itself, from the
/// top. Heads that occur on several levels count as one level.
pub(super) fn is_turned(block: &Block, seen: &[&str]) -> bool {
    let paths: Vec<Vec<String>> =
        block.columns.iter().map(|c| c.heads.iter().map(|h| key(h)).collect()).collect();
    let level = |head: &String| {
        let mut levels: Vec<usize> =
            paths.iter().filter_map(|path| path.iter().position(|h| h == head)).collect();
        levels.sort_unstable();
        levels.dedup();
        if let [level] = levels[..] { level } else { usize::MAX }
    };
    let deepest = paths.iter().map(Vec::len).max().unwrap_or(0);
    (0..deepest).chain([usize::MAX]).any(|at| {
        let mut printed: Vec<(&String, usize)> = Vec::new();
        for (column, path) in paths.iter().enumerate() {
            let here = path.iter().enumerate().filter(|(_, head)| level(head) == at);
            // Neighbours with the same head are merged.
            let merged = |i: usize, head: &String| {
                column > 0 && i + 1 < path.len() && paths[column - 1].get(i) == Some(head)
            };
            printed.extend(here.filter(|(i, h)| !merged(*i, h)).map(|(i, head)| (head, i)));
        }
        let mut rest = printed.iter();
        let of_level = |head: &&&str| printed.iter().any(|(own, _)| own == *head);
        !seen.iter().filter(of_level).all(|head| rest.any(|(own, _)| own == head))
    })
}
