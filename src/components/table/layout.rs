//! The layout of a table on the screen: the form's grid, additional rows that the form only
//! accepts, and the column at which each label begins.

use report::document::{CellRole, Grid, GridCell};
use report::form::{Block, Row, Table, cell_id};

use crate::model::table_grid::TableGrid;

#[derive(PartialEq)]
pub struct Layout {
    pub table_grid: TableGrid,
    /// The grid column at which each cell of each row begins.
    pub starts: Vec<Vec<usize>>,
    /// How many columns at the left hold labels.
    pub labels: usize,
    /// Number of the form's own rows; the rows after them are variants.
    pub own: usize,
}

/// A table's variants with the blocks they belong to.
pub fn variants(table: &'static Table) -> impl Iterator<Item = (&'static Block, &'static Row)> {
    table.blocks.iter().flat_map(|block| block.variants.iter().map(move |v| (block, v)))
}

impl Layout {
    pub fn grid(&self) -> &Grid {
        self.table_grid.grid()
    }

    /// `also` are the ids of the variants' rows to show.
    pub fn new(table: &'static Table, also: &[&str]) -> Layout {
        let mut grid = report::compose::grid(table);
        let own = grid.rows.len();
        let labels = first_value(&grid);
        for (block, variant) in variants(table).filter(|(_, v)| also.contains(&v.id)) {
            let row = variant_row(&grid, block, variant, labels);
            grid.rows.push(row);
        }
        let mut starts: Vec<Vec<usize>> = grid.rows.iter().map(|row| vec![0; row.len()]).collect();
        for (y, line) in grid.cover().iter().enumerate() {
            for (x, place) in line.iter().enumerate() {
                if let Some(place) = place.filter(|p| p.begins) {
                    starts[y][place.index] = x;
                }
            }
        }
        Layout { table_grid: TableGrid::new(table, grid), starts, labels, own }
    }
}

/// The first column with values.
fn first_value(grid: &Grid) -> usize {
    let cover = grid.cover();
    let is_value = |place: &report::document::Covered| {
        place.begins && grid.rows[place.row][place.index].cell.is_some()
    };
    let first =
        cover.iter().filter_map(|line| line.iter().position(|p| p.is_some_and(|p| is_value(&p))));
    first.min().unwrap_or(0)
}

/// A variant's row, with its values in the columns of the row that it replaces.
fn variant_row(grid: &Grid, block: &Block, variant: &Row, labels: usize) -> Vec<GridCell> {
    let replaced = |row: &&Vec<GridCell>| {
        let first = block.replaced_by(variant).next();
        let id =
            first.zip(block.columns.first()).map(|(first, column)| cell_id(first.id, column.id));
        row.iter().any(|cell| cell.cell.is_some() && cell.cell == id)
    };
    let values = grid.rows.iter().find(replaced).into_iter().flatten().filter(|c| c.cell.is_some());
    let named = values.zip(block.columns).map(|(cell, column)| GridCell {
        cell: Some(cell_id(variant.id, column.id)),
        ..cell.clone()
    });
    let label = GridCell { columns: labels, ..GridCell::new(CellRole::RowHead, variant.label) };
    (labels > 0).then_some(label).into_iter().chain(named).collect()
}
