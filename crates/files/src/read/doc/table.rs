//! Tables of binary Word files. Each row stores the positions of its cells' edges, whereas a grid
//! needs the number of columns that a cell spans. The columns of a table are therefore all edges of
//! its rows.

use super::file::File;
use super::properties::each_of_row;
use crate::compound::u16_at;
use crate::limits;
use crate::read::flow::{Merge, Shape};

/// Edges nearer than this (1 mm in twentieths of a point) count as one, since programs round
/// differently.
const NEAR: i32 = 57;

/// What a row says about its cells.
#[derive(Default)]
pub struct Row {
    pub head: bool,
    /// The row is too low to be seen.
    pub unseen: bool,
    edges: Vec<i32>,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    /// Flags of horizontally merged cells: the first cell has another flag than those that follow.
    across: u16,
    down: Merge,
}

impl Row {
    pub fn read(file: &File, list: &[u8]) -> Row {
        let mut row = Row::default();
        each_of_row(file, list, |number, value| match number {
            0xd608 => row.define(value),
            // An exact height in twentieths of a point is negative; this is lower than any figure.
            0x9407 => {
                let height = u16_at(value, 0).unwrap_or(0) as i16;
                row.unseen = (-40..0).contains(&height);
            }
            0x3404 => row.head = value.first().is_some_and(|v| *v != 0),
            // A range of cells that are merged.
            0x5624 => {
                if let [first, end] = *value {
                    let range = usize::from(first)..usize::from(end);
                    for (i, cell) in row.cells.get_mut(range).into_iter().flatten().enumerate() {
                        cell.across = if i == 0 { 1 } else { 2 };
                    }
                }
            }
            0xd62b => {
                if let [cell, merge] = *value
                    && let Some(cell) = row.cells.get_mut(usize::from(cell))
                {
                    cell.down = down(u16::from(merge));
                }
            }
            _ => {}
        });
        row
    }

    fn define(&mut self, value: &[u8]) {
        let told = usize::from(value.first().copied().unwrap_or(0));
        let count = told.min(limits::SPAN);
        let edge = |i: usize| u16_at(value, 1 + i * 2).map(|n| i32::from(n as i16));
        self.edges = (0..=count).filter_map(edge).collect();
        let cell = |i: usize| {
            let flags = u16_at(value, 1 + (told + 1) * 2 + i * 20).unwrap_or(0);
            Cell { across: flags & 3, down: down(flags >> 5) }
        };
        self.cells = (0..count).map(cell).collect();
    }
}

fn down(bits: u16) -> Merge {
    match bits & 3 {
        0 => Merge::None,
        1 => Merge::Continue,
        _ => Merge::Begin,
    }
}

/// The cells of each row as columns of one grid.
pub fn shapes(rows: &[Row]) -> Vec<Vec<Shape>> {
    let mut edges: Vec<i32> = rows.iter().flat_map(|r| r.edges.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| *next - *kept < NEAR);
    let column = |edge: i32| edges.partition_point(|e| *e <= edge).saturating_sub(1);
    rows.iter().map(|row| shape(row, &column)).collect()
}

fn shape(row: &Row, column: &impl Fn(i32) -> usize) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut at = 0;
    if let Some(&left) = row.edges.first() {
        let before = column(left);
        if before > 0 {
            shapes.push(Shape { columns: before, blank: true, ..Shape::default() });
            at = before;
        }
    }
    let mut first_mark = 0;
    for (i, cell) in row.cells.iter().enumerate() {
        let right = row.edges.get(i + 1).map_or(at + 1, |e| column(*e)).max(at + 1);
        let begun = i > 0 && row.cells[i - 1].across != 0 && first_mark != 0;
        let joined = begun && cell.across != 0 && cell.across != first_mark;
        if !joined {
            first_mark = cell.across;
        }
        shapes.push(Shape { columns: right - at, merge: cell.down, joined, blank: false });
        at = right;
    }
    shapes
}
