//! The ways in which a file is damaged.

use std::collections::{BTreeMap, BTreeSet};

use corpus::Dice;
use report::document::{Block, CellRole, Document, Grid, GridCell, Role};

use super::tables;

/// How a cell differs from a plain value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Raised,
    Struck,
    Hidden,
    Nested,
    Boxed,
    Field,
    /// A figure in smaller type behind the value.
    Small,
    /// A figure behind the value in a colour that is hardly another one than that of the paper.
    Faint,
    /// The value is drawn, not written.
    Drawn,
    /// A figure behind the value that a style sheet hides by its place, an attribute or with weight.
    Styled,
    /// A picture, or a field without a result, in place of the value.
    Blank,
}

/// A document after the damage.
pub struct Damaged {
    pub document: Document,
    /// Cells formatted in an unusual way: by place (block, row, index) the kind, and the words
    /// besides the value.
    pub marks: BTreeMap<(usize, usize, usize), (Mark, String)>,
    /// Cells that are missing from the file.
    pub gone: BTreeSet<String>,
    /// Words with which a note may name the damage.
    pub words: Vec<String>,
    /// The report keeps rows as extra rows, and a note says so.
    pub kept: bool,
    /// The remaining part of the file, in per mille.
    pub cut: Option<usize>,
}

impl Damaged {
    pub fn of(document: Document) -> Damaged {
        Damaged {
            document,
            marks: BTreeMap::new(),
            gone: BTreeSet::new(),
            words: Vec::new(),
            kept: false,
            cut: None,
        }
    }

    /// The form's table with this number.
    pub fn grid(&mut self, table: usize) -> (usize, &mut Grid) {
        let at = tables(&self.document)[table];
        match &mut self.document.blocks[at] {
            Block::Grid(grid) => (at, grid),
            Block::Paragraph(_) => unreachable!("a table"),
        }
    }

    /// A row of table 3 with values: the block, the row, and where its values begin.
    pub fn place(&mut self, dice: &mut Dice) -> (usize, usize, usize) {
        let (at, grid) = self.grid(REQUESTS);
        let rows: Vec<usize> = (0..grid.rows.len()).filter(|&r| first(grid, r).is_some()).collect();
        let r = rows[dice.roll(rows.len())];
        (at, r, first(grid, r).unwrap())
    }

    fn mark(&mut self, dice: &mut Dice, mark: Mark) {
        let (at, r, x) = self.place(dice);
        let cell = (at, r, x + dice.roll(COLUMNS));
        self.marks.insert(cell, (mark, (1 + dice.roll(8)).to_string()));
    }

    /// The text of a value in table 3.
    pub fn text(&mut self, dice: &mut Dice) -> &mut String {
        let (_, r, x) = self.place(dice);
        let (_, grid) = self.grid(REQUESTS);
        &mut grid.rows[r][x + dice.roll(COLUMNS)].text
    }
}

/// The numbers of tables 3 and 4 among the form's tables; the columns of table 3.
pub const REQUESTS: usize = 1;
pub const CASES: usize = 2;
pub const COLUMNS: usize = 7;

pub type Way = fn(&mut Damaged, &mut Dice);

pub const WAYS: &[(&str, Way)] = &[
    ("two columns swapped with their heads", |d, dice| {
        let k = dice.roll(4);
        let (_, grid) = d.grid(REQUESTS);
        grid.rows[2].swap(k, k + 1);
        each_row(grid, |cells| cells.swap(k + 1, k + 2));
    }),
    ("total column first", |d, _| {
        let (_, grid) = d.grid(REQUESTS);
        grid.rows[1].rotate_right(1);
        each_row(grid, |cells| cells.rotate_right(1));
    }),
    ("lawsuits before reviews", |d, _| {
        let (_, grid) = d.grid(CASES);
        grid.rows[0].swap(0, 1);
        grid.rows[1].rotate_left(5);
        let last = grid.rows.len() - 1;
        grid.rows[last].rotate_left(5);
    }),
    ("a cell is missing", |d, dice| {
        let (_, r, x) = d.place(dice);
        let (_, grid) = d.grid(REQUESTS);
        grid.rows[r].remove(x + dice.roll(COLUMNS - 1));
    }),
    ("a number over two cells", |d, dice| {
        let (_, r, x) = d.place(dice);
        let at = x + dice.roll(COLUMNS);
        let (_, grid) = d.grid(REQUESTS);
        let mut rest = grid.rows[r][at].clone();
        rest.text = grid.rows[r][at].text.split_off(1);
        grid.rows[r].insert(at + 1, rest);
    }),
    ("two cells merged", |d, dice| {
        let (_, r, x) = d.place(dice);
        let at = x + dice.roll(COLUMNS - 1);
        let (_, grid) = d.grid(REQUESTS);
        let right = grid.rows[r].remove(at + 1);
        grid.rows[r][at].columns += right.columns;
        d.gone.extend(right.cell);
    }),
    ("a cell over two rows", |d, dice| {
        let (_, grid) = d.grid(REQUESTS);
        let r = (3..grid.rows.len() - 1).find(|&r| first(grid, r + 1).is_some()).unwrap();
        let k = dice.roll(COLUMNS);
        let (x, y) = (first(grid, r).unwrap(), first(grid, r + 1).unwrap());
        grid.rows[r][x + k].rows = 2;
        let below = grid.rows[r + 1].remove(y + k);
        d.gone.extend(below.cell);
    }),
    ("a column added", |d, dice| {
        let k = dice.roll(4);
        let (_, grid) = d.grid(REQUESTS);
        grid.rows[0].last_mut().unwrap().columns += 1;
        grid.rows[1].iter_mut().find(|c| c.columns > 1).unwrap().columns += 1;
        grid.rows[2].insert(k + 1, GridCell::new(CellRole::ColumnHead, "个体工商户"));
        each_row(grid, |cells| {
            cells.insert(k + 2, GridCell::new(CellRole::Value, "7"));
        });
    }),
    ("a head in other words", |d, dice| {
        let (_, grid) = d.grid(REQUESTS);
        grid.rows[2][dice.roll(4)].text = "别的单位".into();
    }),
    ("a note on a second line", |d, dice| {
        let text = d.text(dice);
        text.push_str("\n3");
    }),
    ("a note after a blank", |d, dice| {
        let text = d.text(dice);
        text.push_str(" 1");
    }),
    ("a label in other words", |d, dice| {
        let (_, r, x) = d.place(dice);
        let (_, grid) = d.grid(REQUESTS);
        grid.rows[r][x - 1].text = "另行统计的事项".into();
        d.words.push("另行统计的事项".into());
        d.kept = true;
    }),
    ("last year's table before this year's", |d, _| {
        let (at, grid) = d.grid(REQUESTS);
        let mut last = grid.clone();
        each_row(&mut last, |cells| cells.iter_mut().for_each(|c| c.text = "777".into()));
        let caption = |text: &str| {
            let mut words = Document::default();
            words.push(Role::Body, text);
            words.blocks.remove(0)
        };
        let year = |d: &Damaged| match &d.document.blocks[0] {
            Block::Paragraph(p) => report::recognize::split_title(&p.text).and_then(|t| t.1),
            Block::Grid(_) => None,
        };
        let year = year(d).unwrap();
        let before = [caption(&format!("{}年数据：", year - 1)), Block::Grid(last)];
        let own = caption(&format!("{year}年数据："));
        d.document.blocks.splice(at..at, before.into_iter().chain([own]));
    }),
    ("another agency's report behind", |d, dice| {
        let mut other = d.document.clone();
        let (_, r, x) = d.place(dice);
        let (_, grid) = d.grid(REQUESTS);
        let cells: Vec<GridCell> = grid.rows[r].drain(x..).collect();
        let ids: Vec<String> = cells.iter().filter_map(|c| c.cell.clone()).collect();
        grid.rows[r].extend(cells.into_iter().map(|c| GridCell { text: String::new(), ..c }));
        d.gone.extend(ids);
        if let Block::Paragraph(title) = &mut other.blocks[0] {
            title.text = "另一县统计局2019年政府信息公开工作年度报告".into();
        }
        let grids = other.blocks.iter_mut().filter_map(|b| match b {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        grids.for_each(|g| {
            each_row(g, |cells| cells.iter_mut().for_each(|c| c.text = "555".into()))
        });
        d.document.blocks.append(&mut other.blocks);
    }),
    ("the file breaks off", |d, dice| d.cut = Some(300 + dice.roll(500))),
    ("raised mark of a note", |d, dice| d.mark(dice, Mark::Raised)),
    ("struck-out old value", |d, dice| d.mark(dice, Mark::Struck)),
    ("hidden figure", |d, dice| d.mark(dice, Mark::Hidden)),
    ("table within a cell", |d, dice| d.mark(dice, Mark::Nested)),
    ("text box over a cell", |d, dice| d.mark(dice, Mark::Boxed)),
    ("form field", |d, dice| d.mark(dice, Mark::Field)),
    ("figure in smaller type", |d, dice| d.mark(dice, Mark::Small)),
    ("figure in the colour of the paper", |d, dice| d.mark(dice, Mark::Faint)),
    ("figure hidden by a rule", |d, dice| d.mark(dice, Mark::Styled)),
    ("picture or field without a figure", |d, dice| d.mark(dice, Mark::Blank)),
    ("drawn figure", |d, dice| {
        d.mark(dice, Mark::Drawn);
        let cells: Vec<_> = d.marks.keys().copied().collect();
        for (at, r, x) in cells {
            let Block::Grid(grid) = &d.document.blocks[at] else { continue };
            d.gone.extend(grid.rows[r][x].cell.clone());
            d.words.push("图片或图形".into());
        }
    }),
];

/// Where the values of a row begin, if it has any.
pub fn first(grid: &Grid, r: usize) -> Option<usize> {
    grid.rows[r].iter().position(|c| c.cell.is_some())
}

/// Changes the values of each row that has some.
pub fn each_row(grid: &mut Grid, mut change: impl FnMut(&mut Vec<GridCell>)) {
    for r in 0..grid.rows.len() {
        if let Some(x) = first(grid, r) {
            let mut values = grid.rows[r].split_off(x);
            change(&mut values);
            grid.rows[r].append(&mut values);
        }
    }
}
