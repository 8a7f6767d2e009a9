//! Registers on their side: a row for each field, a column for each application.

use report::document::{Block, CellRole, Document, Grid, GridCell, Paragraph, Place, Role};
use report::text::key;

use crate::field::{Field, meant};

/// Most applications beside each other.
const MOST: usize = 1_024;

/// Said of a register that was turned.
pub const NOTE: &str = "台账是横排的，一列是一件申请：这里说的第几行，都指它的第几列。";

/// The text at each place of a grid, and whether its cell begins there.
type Cover = Vec<Vec<Option<report::document::Covered>>>;

/// A document with the grids that lie on their side turned, so that lines are applications; `None` if
/// none does. The number of a line is that of the column.
pub fn turned(document: &Document) -> Option<Document> {
    let mut turned = Document::default();
    let (mut found, mut n) = (false, 0);
    for block in &document.blocks {
        let Block::Grid(grid) = block else {
            turned.blocks.push(block.clone());
            continue;
        };
        n += 1;
        let cover = grid.cover_to(MOST);
        match parts(grid, &cover) {
            parts if parts.is_empty() => turned.blocks.push(block.clone()),
            parts => {
                found = true;
                for (m, part) in parts.iter().enumerate() {
                    turn(grid, &cover, part, (n, m), &mut turned.blocks);
                }
            }
        }
    }
    found.then_some(turned)
}

/// What to say of a document that has as many columns as are read, or more: what follows is not counted.
pub fn left_out(document: &Document) -> Option<String> {
    let width = |row: &Vec<GridCell>| row.iter().map(|cell| cell.columns.max(1)).sum::<usize>();
    let full = document.grids().flat_map(|grid| &grid.rows).any(|row| width(row) >= MOST);
    full.then(|| format!("第 {MOST} 列以后的内容没有读入；还有申请的，请分成几张表再试。"))
}

/// The rows of each list in a grid; a further one begins where the first label stands again.
fn parts(grid: &Grid, cover: &Cover) -> Vec<Vec<usize>> {
    let text = |r: usize, x: usize| {
        let place = cover[r].get(x).copied().flatten()?;
        Some(grid.rows[place.row][place.index].text.trim()).filter(|text| !text.is_empty())
    };
    let label = |r: usize, x: usize| {
        let words = key(text(r, x)?).trim_end_matches(':').to_string();
        let short = words.chars().count() <= 20 && !words.contains(':');
        short.then(|| meant(std::slice::from_ref(&words)).map(|field| (words, field))).flatten()
    };
    let labels = |x: &usize| {
        let mut fields: Vec<Field> = Vec::new();
        for (_, field) in (0..cover.len()).filter_map(|r| label(r, *x)) {
            if field != Field::Other && !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields.len()
    };
    let Some(x) = (0..3).max_by_key(|x| (labels(x), 3 - x)).filter(|x| labels(x) >= 4) else {
        return Vec::new();
    };
    // A title or a signature stands alone, or names someone behind a colon.
    let filled = |r: usize| {
        let width = cover[r].len();
        let values = (x + 1..width).filter(|x| cover[r][*x].is_some_and(|c| c.begins));
        values.filter(|x| text(r, *x).is_some()).count() > 0
            && text(r, x).is_some_and(|label| !key(label).trim_end_matches(':').contains(':'))
    };
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut first = None;
    for r in 0..cover.len() {
        let known = label(r, x).map(|(words, _)| words);
        if known.is_some() && (first.is_none() || known == first) {
            first = known;
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| filled(r)) {
            part.push(r);
        }
    }
    parts.retain(|part| part.len() >= 3);
    parts
}

/// Adds the rows of a list as the columns of a grid, below what stands above it; `n` and `m` are the
/// numbers of the grid and of the part.
fn turn(
    grid: &Grid,
    cover: &Cover,
    rows: &[usize],
    (n, m): (usize, usize),
    blocks: &mut Vec<Block>,
) {
    let (name, top, left) = match &grid.place {
        Some(Place::Sheet { name, row, column }) => (name.clone(), *row, *column),
        Some(Place::Rows { row, column }) => ("csv".to_string(), *row, *column),
        _ => (n.to_string(), 0, 0),
    };
    let name = if m == 0 { name } else { format!("{name}第{}行起", top + rows[0] + 1) };
    if m == 0 {
        let title = grid.rows[..rows[0]].iter().flatten().map(|cell| cell.text.trim());
        let text = title.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        blocks.push(Block::Paragraph(Paragraph { role: Role::TableTitle, text }));
    }
    let width = rows.iter().map(|r| cover[*r].len()).max().unwrap_or(0);
    let cell = |x: usize, at: usize| {
        let r = rows[at];
        let Some(place) = cover[r].get(x).copied().flatten() else {
            return Some(GridCell::new(CellRole::Value, ""));
        };
        let of = |r: usize, x: usize| {
            cover[r]
                .get(x)
                .copied()
                .flatten()
                .is_some_and(|c| (c.row, c.index) == (place.row, place.index))
        };
        // Of a merged cell only the part on these rows is turned.
        if at > 0 && of(rows[at - 1], x) || x > 0 && of(r, x - 1) {
            return None;
        }
        let columns = rows[at..].iter().take_while(|r| of(**r, x)).count();
        let long = (x..width).take_while(|x| of(r, *x)).count();
        let text = grid.rows[place.row][place.index].text.as_str();
        Some(GridCell { columns, rows: long, ..GridCell::new(CellRole::Value, text) })
    };
    let lines = (0..width).map(|x| (0..rows.len()).filter_map(|at| cell(x, at)).collect());
    let place = Some(Place::Sheet { name, row: left, column: 0 });
    let hidden =
        report::document::Hidden { rows: grid.hidden.columns.clone(), columns: Vec::new() };
    blocks.push(Block::Grid(Grid { rows: lines.collect(), place, hidden, ..Grid::default() }));
}
