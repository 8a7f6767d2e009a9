//! Parts of a worksheet.

use crate::document::{Covered, Grid, GridCell, Place};

/// Column and cell of the cells that begin in a row.
pub(super) fn begun<'a>(
    grid: &'a Grid,
    cover: &'a [Vec<Option<Covered>>],
    r: usize,
) -> impl Iterator<Item = (usize, &'a GridCell)> {
    let begins = |(x, c): (usize, &Option<Covered>)| Some((x, c.filter(|c| c.begins)?));
    cover[r].iter().enumerate().filter_map(begins).map(|(x, c)| (x, &grid.rows[c.row][c.index]))
}

/// Some rows of a grid as a grid; the texts of `blank` rows are left out.
pub(super) fn slice(
    grid: &Grid,
    cover: &[Vec<Option<Covered>>],
    first: usize,
    last: usize,
    blank: &[usize],
) -> Grid {
    let mut rows = Vec::new();
    for (r, line) in cover.iter().enumerate().take(last + 1).skip(first) {
        let mut row = Vec::new();
        for (x, covered) in line.iter().enumerate() {
            let Some(c) = covered else {
                row.push(GridCell::new(Default::default(), ""));
                continue;
            };
            // A cell from above the first row reaches into it.
            let left = x == 0 || line[x - 1].is_none_or(|l| (l.row, l.index) != (c.row, c.index));
            if c.begins || r == first && c.row < first && left {
                let mut cell = grid.rows[c.row][c.index].clone();
                cell.rows = (c.row + cell.rows.max(1)).min(last + 1) - r;
                if blank.binary_search(&c.row).is_ok() || c.row < first {
                    cell.text.clear();
                }
                row.push(cell);
            }
        }
        if line.iter().all(Option::is_none) {
            row.clear();
        }
        rows.push(row);
    }
    let place = match &grid.place {
        Some(Place::Sheet { name, row, column }) => {
            Some(Place::Sheet { name: name.clone(), row: row + first, column: *column })
        }
        Some(Place::Rows { row, column }) => {
            Some(Place::Rows { row: row + first, column: *column })
        }
        place => place.clone(),
    };
    Grid { rows, place, ..Grid::default() }
}
