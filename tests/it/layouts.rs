//! Tables of every form in the layouts that files have them in: cut by pages, one cell a line, with
//! tabs, without merged cells.

use proptest::prelude::*;
use report::compose::compose;
use report::document::{Block, CellRole, Document, Grid, GridCell, NoteLevel, Place, Role};
use report::recognize::{locate, recognize};
use report::{Report, FORMS};

use crate::random::{consistent, Dice};

/// The report's document with every grid replaced by other blocks.
fn with_grids(report: &Report, change: impl Fn(Grid) -> Vec<Block>) -> Document {
    let mut document = compose(report);
    document.data = None;
    let blocks = std::mem::take(&mut document.blocks);
    document.blocks = blocks
        .into_iter()
        .flat_map(|block| match block {
            Block::Grid(grid) => change(grid),
            other => vec![other],
        })
        .collect();
    document
}

fn assert_same_cells(report: &Report, document: &Document, what: &str) {
    let (read, notes) = recognize(document);
    assert_eq!(read.form.id, report.form.id, "{what}");
    let wrong: Vec<_> = report.cells.iter().filter(|(id, v)| read.cell(id) != *v).collect();
    assert!(wrong.is_empty(), "{what}, form {}: {wrong:?} {notes:?}", report.form.id);
    assert_eq!(read.cells.len(), report.cells.len(), "{what}");
    assert!(notes.iter().all(|n| n.level == NoteLevel::Info), "{what}: {notes:?}");
    let headings = |r: &Report| r.sections.iter().map(|s| s.heading.clone()).collect::<Vec<_>>();
    assert_eq!(headings(&read), headings(report), "{what}");
}

fn line(text: String) -> Block {
    let mut document = Document::default();
    document.push(Role::Body, text);
    document.blocks.remove(0)
}

/// A page break inside a table: two grids, the head rows on both.
fn cut(grid: Grid, at: usize) -> Vec<Block> {
    // Where a group reaches over the cut, the file has it open on both pages.
    let cover = grid.cover();
    let at = grid.head_rows.max(1) + at % (grid.rows.len() - grid.head_rows.max(1)).max(1);
    if grid.head_rows == 0 || at >= grid.rows.len() {
        return vec![Block::Grid(grid)];
    }
    let mut first = grid.clone();
    first.rows.truncate(at);
    let mut second = Grid { rows: grid.rows[..grid.head_rows].to_vec(), ..grid.clone() };
    for (y, row) in grid.rows.iter().enumerate().skip(at) {
        let mut row = row.clone();
        if y == at {
            let open = cover[y].iter().flatten().filter(|c| c.row < y);
            let mut open: Vec<_> = open.map(|c| (c.row, c.index)).collect();
            open.dedup();
            for (i, (r, index)) in open.into_iter().enumerate() {
                let mut cell = grid.rows[r][index].clone();
                cell.rows = r + cell.rows - y;
                row.insert(i, cell);
            }
        }
        second.rows.push(row);
    }
    vec![Block::Grid(first), Block::Grid(second)]
}

/// Every cell on its own, merged ones with their text at the beginning and blanks behind.
fn unmerged(grid: &Grid) -> Grid {
    let text = |c: &report::document::Covered| match c.begins {
        true => grid.rows[c.row][c.index].text.as_str(),
        false => "",
    };
    let cell = |c: &Option<_>| GridCell::new(CellRole::Value, c.as_ref().map_or("", text));
    let rows = grid.cover().iter().map(|row| row.iter().map(cell).collect()).collect();
    Grid { rows, ..Grid::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn tables_are_read_in_every_layout(seed in any::<u64>(), at in 0usize..40) {
        for form in FORMS {
            let report = consistent(form, seed);
            let cut_up = with_grids(&report, |g| cut(g, at));
            assert_same_cells(&report, &cut_up, "cut by a page");
            let single = with_grids(&report, |g| vec![Block::Grid(unmerged(&g))]);
            assert_same_cells(&report, &single, "no merged cells");
            let tabs = with_grids(&report, |g| {
                let text = |c: &GridCell| c.text.clone();
                let rows = unmerged(&g).rows;
                rows.iter().map(|r| line(r.iter().map(text).collect::<Vec<_>>().join("\t"))).collect()
            });
            assert_same_cells(&report, &tabs, "tabs");
        }
    }

    /// As the text of a PDF: blanks are gone, labels are broken, page numbers stand between.
    #[test]
    fn tables_are_read_one_cell_a_line(seed in any::<u64>()) {
        for form in FORMS {
            let report = consistent(form, seed);
            let dice = std::cell::RefCell::new(Dice(seed | 1));
            let pdf = with_grids(&report, |g| {
                let mut lines = Vec::new();
                for cell in g.rows.iter().flatten().filter(|c| !c.text.is_empty()) {
                    let mut dice = dice.borrow_mut();
                    let chars: Vec<char> = cell.text.chars().collect();
                    let label = cell.role != CellRole::Value && chars.len() > 6;
                    let at = if label && dice.roll(3) == 0 { 3 + dice.roll(chars.len() - 5) } else { 0 };
                    let (head, tail) = chars.split_at(at);
                    lines.extend([head, tail].iter().filter(|p| !p.is_empty()).map(|p| line(p.iter().collect())));
                    if dice.roll(40) == 0 {
                        lines.push(line(format!("- {} -", dice.roll(9))));
                    }
                }
                lines
            });
            assert_same_cells(&report, &pdf, "one cell a line");
        }
    }
}

/// A number with its unit is what the cell holds, in lines as in grids; rules say what they think.
#[test]
fn a_number_with_its_unit_is_kept_in_lines() {
    for (id, cell) in [("2014", "3.1.2"), ("2021", "3.granted.company")] {
        let mut report = consistent(report::form(id).unwrap(), 33);
        report.cells.insert(cell.into(), "3件".into());
        let cells = |row: &[GridCell]| row.iter().map(|c| c.text.clone()).collect::<Vec<_>>();
        let tabs = with_grids(&report, |g| {
            unmerged(&g).rows.iter().map(|row| line(cells(row).join("\t"))).collect()
        });
        assert_same_cells(&report, &tabs, "tabs");
        let single = with_grids(&report, |g| {
            let filled = g.rows.iter().flatten().filter(|c| !c.text.is_empty());
            filled.map(|c| line(c.text.clone())).collect()
        });
        assert_same_cells(&report, &single, "one cell a line");
    }
}

#[test]
fn five_small_tables_are_one() {
    for id in ["2019", "2021"] {
        let report = consistent(report::form(id).unwrap(), 21);
        let apart = with_grids(&report, |grid| {
            let mut parts: Vec<Grid> = Vec::new();
            for row in grid.rows {
                let title = row.len() == 1 && row[0].text.contains("第二十条");
                if title || parts.is_empty() {
                    parts.push(Grid::default());
                }
                parts.last_mut().unwrap().rows.push(row);
            }
            parts.into_iter().map(Block::Grid).collect()
        });
        assert_same_cells(&report, &apart, "five tables");
    }
}

/// Each cell keeps where it stood, be it read from the print or from the data a file carries.
#[test]
fn cells_know_where_they_stood() {
    let report = consistent(report::form("2021").unwrap(), 6);
    let mut document = compose(&report);
    let mut pages = 3..;
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        grid.place = pages.next().map(Place::Page);
    }
    let carried = locate(&document).places;
    document.data = None;
    let read = locate(&document).places;
    assert_eq!(carried, read);
    assert_eq!(read.len(), report.form.cells().len());
    assert_eq!(read["3.received.person"], "第 4 页，表 2，第 4 行第 4 列");
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        grid.place = Some(Place::Sheet { name: "表三".into(), row: 2, column: 24 });
    }
    assert_eq!(locate(&document).places["3.received.company"], "工作表“表三”AC6");
}
