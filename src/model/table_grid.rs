//! The grid of a table: moving from cell to cell as in a spreadsheet, blocks of cells, their heads,
//! and copying a block. Placing a pasted block is in [`paste`].

pub mod aside;
pub mod paste;

use report::document::{CellRole, Covered, Grid, GridCell};
use report::form::{Row, Table};
use report::text;

/// A table's grid with every cell at its row and column.
#[derive(PartialEq)]
pub struct TableGrid {
    grid: Grid,
    cover: Vec<Vec<Option<Covered>>>,
    /// The labels of each row, printed and accepted ones, normalised for comparison.
    labels: Vec<Vec<String>>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    RowStart,
    RowEnd,
    First,
    Last,
}

/// Row and column of the grid.
pub type Spot = (usize, usize);

/// A rectangle of the grid, given by two opposite corners; the first is where the selection began.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Block {
    pub from: Spot,
    pub to: Spot,
}

impl Block {
    pub fn holds(&self, (y, x): Spot) -> bool {
        self.columns(y).contains(&x)
    }

    /// The columns that the block has in a row.
    pub fn columns(&self, y: usize) -> std::ops::Range<usize> {
        let ((a, left), (b, right)) = (self.from, self.to);
        match (a.min(b)..=a.max(b)).contains(&y) {
            true => left.min(right)..left.max(right) + 1,
            false => 0..0,
        }
    }
}

impl TableGrid {
    pub fn new(table: &Table, grid: Grid) -> TableGrid {
        let rows = || table.blocks.iter().flat_map(|block| block.rows);
        let label = |row: &Vec<GridCell>| {
            let printed = row.iter().rfind(|c| c.role == CellRole::RowHead);
            let same = |row: &&Row| printed.is_some_and(|label| label.text == row.label);
            let also = rows().filter(same).flat_map(|row| row.aliases).copied();
            let all = printed.map(|c| c.text.as_str()).into_iter().chain(also);
            all.map(text::key).collect()
        };
        let labels = grid.rows.iter().map(label).collect();
        TableGrid { cover: grid.cover(), labels, grid }
    }

    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The cell that begins at a place.
    fn begins(&self, (y, x): Spot) -> Option<&GridCell> {
        let place = (*self.cover.get(y)?.get(x)?)?;
        place.begins.then(|| &self.grid.rows[place.row][place.index])
    }

    /// The id of the cell that begins at a place.
    pub fn id(&self, spot: Spot) -> Option<&str> {
        self.begins(spot)?.cell.as_deref()
    }

    pub fn width(&self) -> usize {
        self.cover.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// All places in reading order.
    fn spots(&self) -> impl Iterator<Item = Spot> + '_ {
        let row = |(y, row): (usize, &Vec<_>)| (0..row.len()).map(move |x| (y, x));
        self.cover.iter().enumerate().flat_map(row)
    }

    /// All cells in reading order.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = Spot> {
        let all: Vec<Spot> = self.spots().filter(|&spot| self.id(spot).is_some()).collect();
        all.into_iter()
    }

    pub fn find(&self, id: &str) -> Option<Spot> {
        self.spots().find(|&spot| self.id(spot) == Some(id))
    }

    /// The next cell in a direction. Up and down skip rows without cells and stay near the column.
    pub fn step(&self, from: Spot, step: Step) -> Option<Spot> {
        let (y, x) = from;
        let mut row = self.cells().filter(|spot| spot.0 == y);
        let near = |y: &usize| self.cells().filter(|s| s.0 == *y).min_by_key(|s| s.1.abs_diff(x));
        match step {
            Step::Up => (0..y).rev().find_map(|y| near(&y)),
            Step::Down => (y + 1..self.cover.len()).find_map(|y| near(&y)),
            Step::Left => row.rfind(|spot| spot.1 < x),
            Step::Right => row.find(|spot| spot.1 > x),
            Step::RowStart => row.next(),
            Step::RowEnd => row.next_back(),
            Step::First => self.cells().next(),
            Step::Last => self.cells().next_back(),
        }
    }

    /// All cells as one block.
    pub fn all(&self) -> Option<Block> {
        let column = || self.cells().map(|spot| spot.1);
        let (first, last) = (self.cells().next()?, self.cells().next_back()?);
        Some(Block { from: (first.0, column().min()?), to: (last.0, column().max()?) })
    }

    /// Places (row and position in it) of a cell's row and column heads.
    pub fn heads(&self, (y, x): Spot) -> Vec<(usize, usize)> {
        let role = |place: &Covered| self.grid.rows[place.row][place.index].role;
        let before = self.cover[y][..x].iter().flatten().filter(|p| role(p) == CellRole::RowHead);
        let column = self.cover[..y].iter().rev().map(|row| row.get(x).copied().flatten());
        let above = column
            .flatten()
            .skip_while(|p| role(p) != CellRole::ColumnHead)
            .take_while(|p| role(p) == CellRole::ColumnHead);
        before.copied().chain(above).map(|p| (p.row, p.index)).collect()
    }

    /// A block as a grid of texts for the clipboard; `value` returns a cell's value. If all cells
    /// are selected, the heads are copied too. Places covered by a cell that begins outside the
    /// block stay empty.
    pub fn copy(&self, block: &Block, value: impl Fn(&str) -> String) -> Grid {
        let whole = self.all().is_some_and(|all| block.holds(all.from) && block.holds(all.to));
        let whole = whole && self.cells().count() > 1;
        let right = block.from.1.max(block.to.1) + 1;
        let mut rows: Vec<(usize, Vec<GridCell>)> = Vec::new();
        for (y, x) in self.spots().filter(|spot| whole || block.holds(*spot)) {
            if rows.last().is_none_or(|last| last.0 != y) {
                rows.push((y, Vec::new()));
            }
            let cell = match self.begins((y, x)) {
                Some(cell) => GridCell {
                    text: cell.cell.as_deref().map_or_else(|| cell.text.clone(), &value),
                    columns: if whole { cell.columns } else { cell.columns.min(right - x) },
                    ..cell.clone()
                },
                None if whole || self.begins_within(block, (y, x)) => continue,
                None => GridCell::new(CellRole::Value, ""),
            };
            rows.last_mut().expect("pushed above").1.push(cell);
        }
        Grid { rows: rows.into_iter().map(|(_, row)| row).collect(), ..Grid::default() }
    }

    /// Whether the cell that covers a place begins inside the block.
    fn begins_within(&self, block: &Block, (y, x): Spot) -> bool {
        let Some(place) = self.cover[y][x] else { return false };
        let same = |p: &Option<Covered>| p.is_some_and(|p| p.begins && p.index == place.index);
        let start = self.cover[place.row].iter().position(same);
        start.is_some_and(|x| block.holds((place.row, x)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table_grid() -> TableGrid {
        let table = &report::FORMS[0].tables[0];
        TableGrid::new(table, report::compose::grid(table))
    }

    fn step(table_grid: &TableGrid, id: &str, step: Step) -> Option<String> {
        let spot = table_grid.step(table_grid.find(id)?, step)?;
        table_grid.id(spot).map(str::to_string)
    }

    #[test]
    fn steps_skip_headings() {
        let table_grid = table_grid();
        assert_eq!(step(&table_grid, "1.1b", Step::Down).as_deref(), Some("1.2.1"));
        assert_eq!(step(&table_grid, "1.2.1", Step::Up).as_deref(), Some("1.1b"));
        assert_eq!(step(&table_grid, "1.1", Step::Up), None);
        assert_eq!(step(&table_grid, "1.1", Step::Right), None);
        assert_eq!(step(&table_grid, "1.1", Step::Last).as_deref(), Some("9.3"));
        assert_eq!(step(&table_grid, "9.3", Step::First).as_deref(), Some("1.1"));
    }

    #[test]
    fn a_cell_knows_its_heads() {
        let form = report::form("2021").expect("the newest form");
        for (table, id, expected) in [
            (
                1,
                "3.refused.law.company",
                "三、本年度办理结果 （三）不予公开 2.其他法律行政法规禁止公开 \
                 商业企业 法人或其他组织 申请人情况",
            ),
            // The nearest head of several blocks.
            (0, "2.penalty.decisions", "行政处罚 本年处理决定数量 第二十条第（六）项"),
        ] {
            let table = &form.tables[table];
            let table_grid = TableGrid::new(table, report::compose::grid(table));
            let heads = table_grid.heads(table_grid.find(id).expect("a cell"));
            let texts = heads.iter().map(|&(y, i)| table_grid.grid.rows[y][i].text.as_str());
            assert_eq!(texts.collect::<Vec<_>>().join(" "), expected);
        }
    }
}
