//! What happens to a table at its end: merged cells are joined, rows without cells dropped, and
//! layout tables recognised.

use report::document::{Block, Role};

use super::{Cell, Merge, Table};
use crate::limits;

/// Joins each cell that is merged with the cell to its left into that cell.
pub fn join_across(row: &mut Vec<Cell>) {
    if !row.iter().any(|c| c.joined) {
        return;
    }
    for mut cell in std::mem::take(row) {
        match row.last_mut().filter(|_| cell.joined) {
            Some(left) => {
                left.cell.columns = (left.cell.columns + cell.cell.columns).min(limits::SPAN);
                left.blocks.append(&mut cell.blocks);
            }
            None => row.push(cell),
        }
    }
}

/// Joins each cell that continues the one above into that cell. Without a cell above it stays a
/// cell of its own.
pub fn join_merged(rows: &mut Vec<Vec<Cell>>) {
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    let mut joined: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    for (r, row) in std::mem::take(rows).into_iter().enumerate() {
        let mut kept = Vec::with_capacity(row.len());
        let mut column = 0;
        for cell in row {
            let end = column + cell.cell.columns;
            if open.len() < end {
                open.resize(end, None);
            }
            match open[column] {
                Some((y, x)) if cell.merge == Merge::Continue => joined[y][x].cell.rows += 1,
                _ => {
                    open[column..end].fill(None);
                    if cell.merge != Merge::None {
                        open[column] = Some((r, kept.len()));
                    }
                    kept.push(cell);
                }
            }
            column = end;
        }
        joined.push(kept);
    }
    *rows = joined;
}

/// Drops rows without cells into which no cell reaches from above, and cuts cells at the last row.
pub fn drop_empty_rows(table: &mut Table) {
    let mut reach = 0;
    let mut heads = 0;
    let mut kept = Vec::with_capacity(table.rows.len());
    for (r, row) in std::mem::take(&mut table.rows).into_iter().enumerate() {
        if row.is_empty() && kept.len() >= reach {
            continue;
        }
        reach = row.iter().map(|c| kept.len() + c.cell.rows).fold(reach, usize::max);
        heads += usize::from(r < table.heads);
        kept.push(row);
    }
    let last = kept.len();
    for (r, row) in kept.iter_mut().enumerate() {
        row.iter_mut().for_each(|c| c.cell.rows = c.cell.rows.min(last - r));
    }
    table.rows = kept;
    table.heads = heads;
}

/// Whether a table only serves the layout of a page: it contains a table larger than itself, or a
/// cell with a text of several paragraphs. A cell of the official tables has at most a remark of 40
/// characters.
pub fn is_layout(rows: &[Vec<Cell>]) -> bool {
    let inner: usize = rows.iter().flatten().flat_map(|c| &c.blocks).map(size).sum();
    let own = rows.iter().map(Vec::len).sum::<usize>();
    inner > 0 && inner >= own || rows.iter().flatten().any(|c| is_prose(&c.blocks))
}

fn size(block: &Block) -> usize {
    match block {
        Block::Grid(grid) => grid.rows.iter().map(Vec::len).sum(),
        Block::Paragraph(_) => 0,
    }
}

fn is_prose(blocks: &[Block]) -> bool {
    let paragraphs = || {
        blocks.iter().filter_map(|b| match b {
            Block::Paragraph(p) => Some(p),
            Block::Grid(_) => None,
        })
    };
    let length: usize = paragraphs().map(|p| p.text.chars().count()).sum();
    let headed = paragraphs().any(|p| !matches!(p.role, Role::Body));
    let count = paragraphs().count();
    count >= 3 && length > 300 || count >= 2 && headed && length > 100
}

/// Number of characters in a block.
pub fn letters(block: &Block) -> usize {
    match block {
        Block::Paragraph(p) => p.text.len(),
        Block::Grid(grid) => grid.rows.iter().flatten().map(|c| c.text.len() + 1).sum(),
    }
}
