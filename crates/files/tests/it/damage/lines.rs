//! Plain texts that others write: cells between bars, between blanks, or one on each line.

use report::document::{Block, Covered, Grid};

use super::formats::Format;
use super::ways::Damaged;

pub const LINES: &[Format] = &[
    ("txt with bars", |damaged| {
        write(damaged, |grid| {
            let text = |covered: &Option<Covered>| match covered {
                Some(c) if c.begins => grid.rows[c.row][c.index].text.replace('\n', " "),
                _ => String::new(),
            };
            let row = |line: &Vec<Option<Covered>>| {
                format!("| {} |\n", line.iter().map(text).collect::<Vec<_>>().join(" | "))
            };
            grid.cover().iter().map(row).collect()
        })
    }),
    ("txt of one cell a line", |damaged| {
        write(damaged, |grid| {
            grid.rows.iter().flatten().map(|cell| format!("{}\n", cell.text)).collect()
        })
    }),
];

fn write(damaged: &Damaged, table: impl Fn(&Grid) -> String) -> Option<Vec<u8>> {
    if !damaged.marks.is_empty() || damaged.cut.is_some() {
        return None;
    }
    let block = |block: &Block| match block {
        Block::Paragraph(p) => format!("{}\n", p.text),
        Block::Grid(grid) => table(grid),
    };
    Some(damaged.document.blocks.iter().map(block).collect::<String>().into_bytes())
}
