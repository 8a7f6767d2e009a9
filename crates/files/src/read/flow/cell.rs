//! What the blocks of a cell become: the text of the cell, or paragraphs if the table only serves
//! the layout.

use report::document::{AsideKind, Block, GridCell, Paragraph, Role};

use super::{Cell, Flow, Merge, Shape, asides};
use crate::limits;

impl Cell {
    pub(super) fn new(cell: GridCell, merge: Merge) -> Cell {
        Cell { cell, merge, joined: false, blocks: Vec::new(), source: 0 }
    }

    pub(super) fn shape(&mut self, shape: Shape) {
        self.cell.columns = shape.columns.clamp(1, limits::SPAN);
        (self.merge, self.joined) = (shape.merge, shape.joined);
    }
}

impl Flow {
    /// Keeps where in the file the cell that was begun last begins, in bytes.
    pub fn place_cell(&mut self, source: usize) {
        let row = self.tables.last_mut().and_then(|t| t.rows.last_mut());
        row.and_then(|row| row.last_mut()).into_iter().for_each(|cell| cell.source = source);
    }
}

/// Where the cells of a table begin in the file; nothing if nobody asked.
pub(super) fn sources(rows: &[Vec<Cell>]) -> Vec<Vec<usize>> {
    let known = rows.iter().flatten().any(|cell| cell.source > 0);
    let of_row = |row: &Vec<Cell>| row.iter().map(|cell| cell.source).collect();
    if known { rows.iter().map(of_row).collect() } else { Vec::new() }
}

/// The lines of a cell without what only looks like space.
pub(super) fn tidy_lines(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

pub(super) fn finished(cell: Cell) -> GridCell {
    let mut done = cell.cell;
    let blocks = || cell.blocks.iter();
    let inner = || blocks().filter_map(|b| if let Block::Grid(g) = b { Some(g) } else { None });
    let filled = inner().flat_map(|g| g.rows.iter().flatten()).filter(|c| !c.text.is_empty());
    let words = blocks().any(|b| matches!(b, Block::Paragraph(_)));
    let nested = filled.count() > usize::from(!words);
    done.asides
        .extend(inner().flat_map(|g| g.rows.iter().flatten()).flat_map(|c| c.asides.clone()));
    let lines: Vec<String> = cell.blocks.into_iter().flat_map(lines_of).collect();
    let text = asides::part(lines.join("\n").replace('\t', " "), &mut done);
    done.text = tidy_lines(&text);
    if nested {
        done.put_aside(AsideKind::Nested, "");
    }
    done
}

/// A block taken out of a cell into the text, where a paragraph is one line.
pub(super) fn lifted(block: Block) -> Vec<Block> {
    let paragraph = |role, text: &str| {
        let text = asides::plain(text).trim().to_string();
        (!text.is_empty()).then_some(Block::Paragraph(Paragraph { role, text }))
    };
    match block {
        Block::Paragraph(p) if is_one_line(p.role) => {
            paragraph(p.role, &p.text.replace('\n', "")).into_iter().collect()
        }
        Block::Paragraph(p) => {
            let text = asides::plain(&p.text);
            text.split('\n').filter_map(|line| paragraph(p.role, line)).collect()
        }
        Block::Grid(_) => vec![block],
    }
}

/// Titles and headings may be broken over lines and are one all the same.
pub(super) fn is_one_line(role: Role) -> bool {
    !matches!(role, Role::Body | Role::Signature)
}

/// A block as lines of a cell; the cells of a small inner table are parted by spaces.
fn lines_of(block: Block) -> Vec<String> {
    match block {
        Block::Paragraph(p) => vec![p.text],
        Block::Grid(grid) => {
            let line = |row: &Vec<GridCell>| {
                let cells: Vec<String> = row.iter().map(|c| c.text.replace('\n', "")).collect();
                cells.join(" ").trim().to_string()
            };
            grid.rows.iter().map(line).filter(|l| !l.is_empty()).collect()
        }
    }
}
