//! Tables over several pages, and tables without ruled lines.

use report::document::{Grid, GridCell};
use report::text::{key, split_numeral};

use super::flow::Setting;
use super::lines::Line;
use super::page::{Item, Page, Sheet};
use crate::limits;
use crate::read::asides;

/// Joins rows that the end of a page has cut: the rest of their text moves to the page before.
pub fn join_rows(pages: &mut [Page]) {
    for i in 1..pages.len() {
        let (before, after) = pages.split_at_mut(i);
        let last = before.last_mut().and_then(|p| p.items.last_mut());
        let (Some(Item::Sheet(upper)), Some(Item::Sheet(lower))) =
            (last, after[0].items.first_mut())
        else {
            continue;
        };
        let heads = upper.grid.rows.iter().zip(&lower.grid.rows);
        let heads = heads.take_while(|(a, b)| a == b && a.iter().any(|c| !c.text.is_empty()));
        let row = heads.count();
        if let Some(cut) = Cut::of(upper, lower, row) {
            cut.join(upper, lower);
        }
    }
}

/// A row cut by the end of a page: pairs of cells above and below, each by row and index.
struct Cut {
    row: usize,
    pairs: Vec<((usize, usize), (usize, usize))>,
}

impl Cut {
    /// Pairs the cells of the last row above with those of `row` below, if their columns are the
    /// same.
    fn of(upper: &Sheet, lower: &Sheet, row: usize) -> Option<Cut> {
        let above = ranges(upper, upper.grid.rows.len().checked_sub(1)?);
        let below = ranges(lower, row);
        let near = |a: f32, b: f32| (a - b).abs() < 6.0;
        let pairs = below.iter().filter_map(|(at, left, right)| {
            let same = above.iter().find(|(_, l, r)| near(*l, *left) && near(*r, *right))?;
            Some((same.0, *at))
        });
        let pairs: Vec<_> = pairs.collect();
        (!pairs.is_empty() && pairs.len() == below.len()).then_some(Cut { row, pairs })
    }

    fn join(&self, upper: &mut Sheet, lower: &mut Sheet) {
        let text = |grid: &Grid, (r, i): (usize, usize)| grid.rows[r][i].text.clone();
        // The label of a group of rows may be cut even if the row is not.
        let cut = self.is_one_row(upper, lower);
        for (above, below) in &self.pairs {
            let rest = text(&lower.grid, *below);
            let spans = lower.grid.rows[below.0][below.1].rows > 1;
            let begun = !text(&upper.grid, *above).is_empty() && split_numeral(&rest).is_none();
            if !rest.is_empty() && (cut && !spans || spans && begun) {
                let whole = &mut upper.grid.rows[above.0][above.1].text;
                *whole = format!("{whole}\n{rest}").trim().to_string();
                lower.grid.rows[below.0][below.1].text.clear();
            }
        }
        if cut {
            drop_row(&mut lower.grid, self.row);
        }
    }

    /// Whether the row below is the rest of the row above: together their texts are a label of a
    /// form, or only one of the two has numbers and the lower one does not begin a label.
    fn is_one_row(&self, upper: &Sheet, lower: &Sheet) -> bool {
        let pairs = self
            .pairs
            .iter()
            .map(|((r, i), (y, x))| (&upper.grid.rows[*r][*i], &lower.grid.rows[*y][*x]));
        let pairs: Vec<(&GridCell, &GridCell)> = pairs.filter(|(_, b)| b.rows == 1).collect();
        let is_made = |a: &str, b: &str| {
            let (part, whole) = (key(a), key(&format!("{a}{b}")));
            !b.is_empty()
                && (!is_label(&part) && is_label(&whole) || !is_head(&part) && is_head(&whole))
        };
        if pairs.iter().any(|(a, b)| !a.text.is_empty() && is_made(&a.text, &b.text)) {
            return true;
        }
        let above = pairs.iter().filter(|(a, _)| is_number(&a.text)).count();
        let below = pairs.iter().filter(|(_, b)| is_number(&b.text)).count();
        let rest = |t: &str| !t.is_empty() && !is_number(t);
        let goes_on = |(a, b): &(&GridCell, &GridCell)| {
            rest(&a.text) && rest(&b.text) && split_numeral(&b.text).is_none()
        };
        let words = pairs.iter().any(|(_, b)| rest(&b.text));
        let labelled = pairs.iter().any(|(a, _)| is_label(&key(&a.text)));
        match (above, below) {
            (0, 0) => false,
            (0, _) if !words => labelled,
            (0, _) | (_, 0) => {
                pairs.iter().any(goes_on) && !pairs.iter().any(|(_, b)| is_label(&key(&b.text)))
            }
            _ => false,
        }
    }
}

/// The cells that cover a row, with their left and right edges in points.
fn ranges(sheet: &Sheet, row: usize) -> Vec<((usize, usize), f32, f32)> {
    let cover = sheet.grid.cover();
    let mut ranges: Vec<((usize, usize), f32, f32)> = Vec::new();
    for (x, cell) in cover.get(row).into_iter().flatten().enumerate() {
        let Some(cell) = cell else { continue };
        let (Some(left), Some(right)) = (sheet.columns.get(x), sheet.columns.get(x + 1)) else {
            break;
        };
        match ranges.last_mut() {
            Some((at, _, end)) if *at == (cell.row, cell.index) => *end = *right,
            _ => ranges.push(((cell.row, cell.index), *left, *right)),
        }
    }
    ranges
}

/// Removes a row; cells that span it, or begin in it, move on to the next row.
fn drop_row(grid: &mut Grid, row: usize) {
    let cover = grid.cover();
    let column = |r: usize, i: usize| {
        let at = cover.get(r).into_iter().flatten();
        at.into_iter().position(|c| c.is_some_and(|c| (c.row, c.index) == (r, i))).unwrap_or(0)
    };
    let columns = |r: usize| (0..grid.rows.get(r).map_or(0, Vec::len)).map(move |i| column(r, i));
    let upper: Vec<usize> = columns(row).collect();
    let lower: Vec<usize> = columns(row + 1).collect();
    for (r, cells) in grid.rows[..row].iter_mut().enumerate() {
        let through = cells.iter_mut().filter(|c| r + c.rows > row);
        through.for_each(|c| c.rows -= 1);
    }
    let cells = grid.rows.remove(row);
    let Some(next) = grid.rows.get_mut(row) else { return };
    let mut merged: Vec<(usize, GridCell)> = lower.into_iter().zip(std::mem::take(next)).collect();
    let spanning = upper.into_iter().zip(cells).filter(|(_, c)| c.rows > 1);
    merged.extend(spanning.map(|(x, c)| (x, GridCell { rows: c.rows - 1, ..c })));
    merged.sort_by_key(|(x, _)| *x);
    *next = merged.into_iter().map(|(_, c)| c).collect();
}

/// Whether a text is the label of a row in some form.
fn is_label(words: &str) -> bool {
    let mut rows = blocks().flat_map(|b| b.rows.iter().chain(b.variants));
    !words.is_empty()
        && rows.any(|r| std::iter::once(&r.label).chain(r.aliases).any(|l| key(l) == words))
}

/// Whether a text is the head of a column in some form.
fn is_head(words: &str) -> bool {
    let mut columns = blocks().flat_map(|b| b.columns);
    columns.any(|c| c.heads.iter().any(|h| key(h) == words))
}

fn blocks() -> impl Iterator<Item = &'static report::form::Block> {
    report::FORMS.into_iter().flat_map(|f| f.tables).flat_map(|t| t.blocks)
}

fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-.,%+".contains(c))
}

/// The lines of tables without ruled lines, cells separated by tabs; `None` for items outside such
/// a table. A table consists of similar lines with several pieces of text; short lines between them
/// belong to it, since labels may take several lines.
pub fn tabbed(items: &[Item], setting: &Setting) -> Vec<Option<String>> {
    const BETWEEN: usize = 3;
    let line = |i: usize| match &items[i] {
        Item::Line(line) => Some(line),
        Item::Sheet(_) => None,
    };
    let mut tabbed = vec![None; items.len()];
    let mut run: Vec<usize> = Vec::new();
    let many = (0..items.len()).filter(|i| line(*i).is_some_and(|l| l.pieces.len() >= 2));
    for i in many.chain([usize::MAX]) {
        let goes_on = run.last().is_some_and(|last| {
            let between = (last + 1).min(i)..i;
            between.len() <= BETWEEN
                && between.into_iter().all(|b| line(b).is_some_and(|l| !setting.fills(l)))
        });
        if !goes_on {
            if run.len() >= 3 {
                let lines: Vec<&Line> = (run[0]..=run[run.len() - 1]).filter_map(line).collect();
                let columns = columns(&lines);
                for (line, text) in lines.iter().zip(&mut tabbed[run[0]..]) {
                    *text = Some(in_columns(line, &columns));
                }
            }
            run.clear();
        }
        run.push(i);
    }
    tabbed
}

/// The positions of the column edges: between the pieces of the lines that have most of them, if
/// these pieces are below one another.
fn columns(lines: &[&Line]) -> Vec<f32> {
    let enough = (lines.len() / 5).max(2);
    let count = |n: usize| lines.iter().filter(|l| l.pieces.len() == n).count();
    let most = (2..limits::SPAN).rev().find(|n| count(*n) >= enough).unwrap_or(0);
    let full = || lines.iter().filter(|l| l.pieces.len() == most);
    let edge = |i: usize| {
        let right = full().map(|l| l.pieces[i].right).fold(f32::MIN, f32::max);
        let left = full().map(|l| l.pieces[i + 1].left).fold(f32::MAX, f32::min);
        (right < left).then_some((left + right) / 2.0)
    };
    let edges: Option<Vec<f32>> = (0..most.saturating_sub(1)).map(edge).collect();
    edges.unwrap_or_default()
}

/// A line with its pieces sorted into these columns, empty ones kept; unchanged where they do not
/// fit.
fn in_columns(line: &Line, edges: &[f32]) -> String {
    let mut cells = vec![String::new(); edges.len() + 1];
    for piece in &line.pieces {
        let column = edges.partition_point(|e| *e < piece.left);
        let last = edges.partition_point(|e| *e < piece.right);
        if last != column || !cells[column].is_empty() {
            return line.joined("\t");
        }
        cells[column] = asides::plain(&piece.text);
    }
    match line.pieces.len() {
        1 => line.text(),
        _ => cells.join("\t"),
    }
}
