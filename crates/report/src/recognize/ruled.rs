//! Tables in a text whose cells stand between tabs or bars: if all rows have as many, the columns are
//! known, and the rows are a grid like that of a worksheet.

use super::headings::is_section_heading;
use super::layout::Line;
use crate::amount::Entry;
use crate::document::{Grid, GridCell, Place};
use crate::form::Table;
use crate::tables::{self, Found, Labels, cells_of_line};
use crate::text;

/// Fewest columns of such a table: two may be a label with its figure in any text.
const COLUMNS: usize = 3;

/// Most characters of the only words in a row.
const TITLE: usize = 60;

/// For each line the grid that begins there.
pub(super) fn grids(lines: &[Line]) -> Vec<Option<Grid>> {
    let mut grids = vec![None; lines.len()];
    let mut i = 0;
    while i < lines.len() {
        let rows: Vec<Vec<&str>> = lines[i..].iter().map_while(row).collect();
        let count = rows.len();
        if let Some(width) = width(&rows).filter(|_| count <= Grid::MOST_ROWS) {
            let cell = |text: &str| GridCell::new(Default::default(), text.trim());
            // Blanks at the end of a line may have been cut.
            let row = |texts: Vec<&str>| {
                texts.into_iter().chain(std::iter::repeat("")).take(width).map(cell).collect()
            };
            let place = Some(Place::Rows { row: i, column: 0 });
            let rows = rows.into_iter().map(row).collect();
            grids[i] = Some(Grid { rows, place, ..Grid::default() });
        }
        i += count.max(1);
    }
    grids
}

/// Reads a table that is such a grid, if one of its first `lines` begins it; gives the number of its
/// lines, too.
pub(super) fn read(
    grid: Option<&Grid>,
    table: &Table,
    labels: &mut Labels,
    lines: &[&str],
) -> Option<(Found, usize)> {
    /// Rows of heads, and the first row.
    const FIRST: usize = 4;
    let grid = grid?;
    let mut first = lines.iter().take(grid.rows.len().min(FIRST));
    if !first.any(|line| tables::opens(labels, table, line)) {
        return None;
    }
    tables::from_grid(labels, grid, 0).map(|found| (found, grid.rows.len()))
}

/// The number of columns, if all rows that end with a number have as many cells and no row has more.
fn width(rows: &[Vec<&str>]) -> Option<usize> {
    let number = |t: &&str| matches!(Entry::parse(t), Entry::Number(_));
    let full = |row: &&Vec<&str>| row.last().is_some_and(number);
    let width = rows.iter().find(full)?.len();
    let same = rows.iter().filter(full).all(|row| row.len() == width);
    // Heads that span columns are in place only if blanks stand for the columns that they span.
    let blank = |t: &str| t.trim().is_empty();
    let in_place = |row: &Vec<&str>| {
        let last = row.iter().rposition(|t| !blank(t)).unwrap_or(0);
        let alone = row[..last].iter().all(|t| blank(t));
        row.len() == width || row.len() < width && (alone || row[..last].iter().any(|t| blank(t)))
    };
    let placed = rows.iter().all(in_place);
    (rows.len() > 1 && width >= COLUMNS && same && placed).then_some(width)
}

/// The cells of a line; `None` if it is no row of a table.
fn row<'a>(line: &'a Line) -> Option<Vec<&'a str>> {
    // A row of notes may have lost its blank cells.
    let is_note = ["注", "备注"].iter().any(|word| line.text.trim_start().starts_with(word));
    let note = is_note.then(|| vec![&*line.text]);
    let texts = cells_of_line(&line.text).or(note).filter(|_| line.grid.is_none())?;
    let mut filled = texts.iter().filter(|t| !t.trim().is_empty());
    let alone = filled.next().filter(|_| filled.next().is_none());
    let prose =
        |t: &&str| t.contains('。') || text::length(t) > TITLE || is_section_heading(t.trim());
    alone.is_none_or(|t| !prose(t)).then_some(texts)
}
