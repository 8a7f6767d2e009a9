//! A page's characters and ruled lines as tables and lines of text, from top to bottom.

use report::document::{CellRole, Grid, GridCell, Place};
use report::steps;

use super::ink::{Glyph, Ink};
use super::lines::{Line, lines};
use super::ruling::{self, Table};
use crate::read::asides;

/// A page as tables and lines.
pub struct Page {
    /// The page number, counted from 1.
    pub number: usize,
    pub height: f32,
    pub items: Vec<Item>,
}

pub enum Item {
    Line(Line),
    Sheet(Sheet),
}

/// A table with ruled lines.
pub struct Sheet {
    pub top: f32,
    /// The edges of its columns, in points.
    pub columns: Vec<f32>,
    pub grid: Grid,
}

impl Item {
    fn top(&self) -> f32 {
        match self {
            Item::Line(line) => line.y - line.size,
            Item::Sheet(sheet) => sheet.top,
        }
    }
}

/// Characters of a cell above which it is a frame around prose, so that its table only serves the
/// layout.
const PROSE: usize = 300;

impl Page {
    pub fn of(ink: Ink, number: usize) -> Page {
        let (tables, _) = ruling::tables(&ink.across, &ink.down);
        let mut held: Vec<Vec<Vec<Glyph>>> =
            tables.iter().map(|t| vec![Vec::new(); t.cells.len()]).collect();
        let mut free = Vec::new();
        for word in ink.glyphs.chunk_by(is_one_word) {
            let (first, last) = (word[0], word[word.len() - 1]);
            let (x, y) = ((first.start.0 + last.end.0) / 2.0, first.start.1 - first.size * 0.35);
            steps::take(1 + tables.len() / 4);
            let inside = tables.iter().enumerate().filter_map(|(t, table)| {
                let cell = table.cell_at(x, y)?;
                Some((t, cell, table.frame.width() * table.frame.height()))
            });
            match inside.min_by(|a, b| a.2.total_cmp(&b.2)) {
                Some((t, cell, _)) => held[t][cell].extend(word),
                None => free.extend(word),
            }
        }
        let mut pictured: Vec<Vec<usize>> = vec![Vec::new(); tables.len()];
        for frame in &ink.pictures {
            let (x, y) = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
            for (table, cells) in tables.iter().zip(&mut pictured) {
                cells.extend(table.cell_at(x, y));
            }
        }
        let mut items = Vec::new();
        for ((table, glyphs), pictured) in tables.iter().zip(held).zip(pictured) {
            let prose = glyphs.iter().any(|g| g.len() > PROSE);
            if prose {
                free.extend(glyphs.into_iter().flatten());
            } else if glyphs.iter().any(|g| !g.is_empty()) {
                items.push(Item::Sheet(sheet(table, glyphs, &pictured, number)));
            }
        }
        items.extend(lines(free).into_iter().map(Item::Line));
        items.sort_by(|a, b| a.top().total_cmp(&b.top()));
        Page { number, height: ink.height, items }
    }
}

/// Whether two characters belong to one number or word, which stays together even if it exceeds its
/// cell.
fn is_one_word(a: &Glyph, b: &Glyph) -> bool {
    let close = (b.start.0 - a.end.0).abs() < a.size * 0.1 && a.start.1 == b.start.1;
    a.string == b.string && close && a.c.is_ascii_graphic() && b.c.is_ascii_graphic()
}

fn sheet(table: &Table, glyphs: Vec<Vec<Glyph>>, pictured: &[usize], page: usize) -> Sheet {
    let mut rows: Vec<Vec<GridCell>> = vec![Vec::new(); table.rows.len() - 1];
    for (i, (cell, glyphs)) in table.cells.iter().zip(glyphs).enumerate() {
        let text: Vec<String> = lines(glyphs).iter().map(Line::marked).collect();
        let mut done = GridCell::new(CellRole::Value, "");
        done.text = asides::part(text.join("\n"), &mut done).trim().to_string();
        if pictured.contains(&i) {
            asides::pictured(&mut done);
        }
        rows[cell.row].push(GridCell { columns: cell.columns, rows: cell.rows, ..done });
    }
    let whole = table.frame.width().max(1.0);
    let share = |pair: &[f32]| ((pair[1] - pair[0]) / whole * 1000.0) as u16;
    let grid = Grid {
        widths: table.columns.windows(2).map(share).collect(),
        rows,
        head_rows: 0,
        place: Some(Place::Page(page)),
        ..Grid::default()
    };
    Sheet { top: table.frame.top, columns: table.columns.clone(), grid }
}
