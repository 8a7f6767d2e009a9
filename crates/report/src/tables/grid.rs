//! Tables given as grids: docx, html, spreadsheets.

use super::{Found, Furniture, Labels, is_heading, is_number, is_value, key};
use crate::document::Grid;
use crate::form::Column;

/// Reads the rows of a table from this grid, the document's `number`th; `None` if the grid is
/// something else. A table may be divided into several grids: `labels` remembers the rows already
/// found.
pub(crate) fn from_grid(labels: &mut Labels, grid: &Grid, number: usize) -> Option<Found> {
    let sheet = Sheet::of(grid);
    let mut found = Found::default();
    let mut strangers = 0;
    let next = labels.next;
    let taken: Vec<bool> = labels.rows.iter().map(|l| l.taken).collect();
    let mut heads = Heads::default();
    for r in 0..sheet.rows.len() {
        let begun: Vec<(usize, &str)> = sheet.begun(r).collect();
        let keys: Vec<String> = begun.iter().map(|(_, t)| key(t)).collect();
        if keys.iter().all(String::is_empty) {
            continue;
        }
        if is_head_row(&keys, &labels.furniture, |key| labels.has(key)) {
            // A row that contains only the name of a group may be among rows of cells.
            if keys.iter().any(|k| labels.furniture.has_head(k) || is_number_head(k)) {
                heads.read(&sheet, r);
            }
            continue;
        }
        heads.closed = true;
        let spot = |x: usize| grid.spot(number, r, x);
        let at = || spot(begun.first().map_or(0, |(x, _)| *x));
        if let Some((i, misprinted)) = labels.take(&keys) {
            let (row, block) = (labels.rows[i].row, labels.rows[i].block);
            found.rows += 1;
            if misprinted {
                found.guess(begun.first().map_or("", |(_, t)| t), row, at());
            }
            if !is_heading(row) {
                let texts = values(&sheet, r, &begun, &heads, labels, i);
                if texts.is_empty() && begun.iter().any(|(_, t)| is_number(t)) {
                    found.unclear(row, at());
                }
                found.keep(row, block.columns, texts.into_iter().map(|(x, t)| (spot(x), t)));
                if let Some(x) = heads.lowest.iter().position(|h| h.contains("累计")) {
                    found.keep_running_total(row, sheet.text(r, x));
                }
            }
        } else if let Some((i, texts)) = unlabelled(labels, &sheet, r, &begun, &heads) {
            let (row, block) = (labels.rows[i].row, labels.rows[i].block);
            labels.pass(i);
            found.rows += 1;
            found.keep(row, block.columns, texts.into_iter().map(|(x, t)| (spot(x), t)));
        } else {
            let texts: Vec<&str> = begun.iter().map(|(_, t)| *t).collect();
            strangers += usize::from(texts.iter().any(|t| !t.trim().is_empty()));
            found.unknown(&texts, &labels.furniture, at());
        }
    }
    // Few rows are enough below the form's heads, or if the table began in an earlier grid.
    let headed = next > 0 || !heads.lowest.is_empty();
    let enough = headed || found.rows * 3 >= labels.own().min(6);
    // Only heads: the table was divided right below them.
    let heads_only = found.rows == 0 && strangers == 0 && !heads.lowest.is_empty();
    // The second page of a table may contain only the agency's own rows.
    let goes_on = next > 0 && !heads.lowest.is_empty();
    let ours = heads_only || goes_on || (found.rows > 0 && found.rows >= strangers && enough);
    if !ours {
        labels.next = next;
        labels.rows.iter_mut().zip(taken).for_each(|(l, before)| l.taken = before);
        return None;
    }
    Some(found)
}

/// Whether a row is a row of heads: texts printed in the form, and at most as many short words of
/// the agency's own. `is_label` recognises labels of rows, which some groups share.
pub(super) fn is_head_row(
    keys: &[String],
    furniture: &Furniture,
    is_label: impl Fn(&str) -> bool,
) -> bool {
    let other = |k: &str| is_number_head(k) || k.contains("累计") || matches!(k, "序号" | "备注");
    let (mut known, mut others, mut own) = (0, 0, 0);
    for key in keys.iter().filter(|k| !k.is_empty()) {
        if furniture.has(key) {
            known += 1;
        } else if other(key) {
            others += 1;
        } else if is_label(key) || is_value(key) || key.chars().count() > 12 {
            return false;
        } else {
            own += 1;
        }
    }
    let all = own == 0 && known + others > 0;
    all || known >= 2 && own <= known
}

/// The columns and texts of a row in a block: assigned by the heads if all were found, else the
/// cells after the label if their number is right.
fn values<'a>(
    sheet: &Sheet<'a>,
    r: usize,
    begun: &[(usize, &'a str)],
    heads: &Heads,
    labels: &Labels,
    i: usize,
) -> Vec<(usize, &'a str)> {
    let (row, columns) = (&labels.rows[i], labels.rows[i].block.columns);
    let labelled = begun.iter().rposition(|(_, t)| row.keys.contains(&key(t)));
    let word = |(_, t): &(usize, &str)| !is_value(t) && key(t) != key(row.row.unit);
    let label_at = labelled.or_else(|| begun.iter().rposition(word)).unwrap_or(0);
    let unit = key(row.row.unit);
    let behind: Vec<(usize, &str)> =
        begun[label_at + 1..].iter().filter(|(_, t)| key(t) != unit).copied().collect();
    if behind.len() == columns.len() {
        return behind;
    }
    if let Some(xs) = heads.columns(columns) {
        return xs.into_iter().map(|x| (x, sheet.text(r, x))).collect();
    }
    let filled: Vec<(usize, &str)> =
        behind.into_iter().filter(|(_, t)| !t.trim().is_empty()).collect();
    if filled.len() == columns.len() { filled } else { Vec::new() }
}

/// The values of a row that has no label in the form (table 4): as many as there are columns, or
/// one below each head; a few may be malformed.
fn unlabelled<'a>(
    labels: &Labels,
    sheet: &Sheet<'a>,
    r: usize,
    begun: &[(usize, &'a str)],
    heads: &Heads,
) -> Option<(usize, Vec<(usize, &'a str)>)> {
    let i = labels.rows.iter().position(|l| !l.taken && l.row.label.is_empty())?;
    let columns = labels.rows[i].block.columns;
    let texts: Vec<(usize, &str)> = match heads.columns(columns) {
        _ if heads.lowest.is_empty() => return None,
        _ if begun.len() == columns.len() => begun.to_vec(),
        Some(xs) => xs.into_iter().map(|x| (x, sheet.text(r, x))).collect(),
        None => return None,
    };
    let strange = texts.iter().filter(|(_, t)| !is_value(t)).count();
    let filled = texts.iter().any(|(_, t)| is_number(t));
    let blank = strange == 0 && texts.iter().any(|(_, t)| !t.trim().is_empty());
    (strange * 5 <= texts.len() && filled || blank).then_some((i, texts))
}

/// A grid with spans resolved.
struct Sheet<'a> {
    rows: Vec<Vec<Option<(&'a str, bool)>>>,
}

impl<'a> Sheet<'a> {
    fn of(grid: &'a Grid) -> Sheet<'a> {
        let text =
            |c: crate::document::Covered| (grid.rows[c.row][c.index].text.as_str(), c.begins);
        let rows = grid.cover();
        Sheet {
            rows: rows.into_iter().map(|r| r.into_iter().map(|c| c.map(text)).collect()).collect(),
        }
    }

    /// Column and text of the cells that begin in a row.
    fn begun(&self, r: usize) -> impl Iterator<Item = (usize, &'a str)> + '_ {
        let cells = self.rows[r].iter().enumerate();
        cells.filter_map(|(x, c)| c.filter(|(_, begins)| *begins).map(|(t, _)| (x, t)))
    }

    fn text(&self, r: usize, x: usize) -> &'a str {
        self.rows[r].get(x).copied().flatten().map_or("", |(t, _)| t)
    }
}

/// The lowest head above each column of a grid.
#[derive(Default)]
struct Heads {
    lowest: Vec<String>,
    /// Whether rows of cells have followed, so that the next head begins a new set.
    closed: bool,
}

impl Heads {
    fn read(&mut self, sheet: &Sheet, r: usize) {
        if std::mem::take(&mut self.closed) {
            self.lowest.clear();
        }
        let width = sheet.rows[r].len();
        self.lowest.resize(self.lowest.len().max(width), String::new());
        for x in 0..width {
            let head = key(sheet.text(r, x));
            if !head.is_empty() {
                self.lowest[x] = head;
            }
        }
    }

    /// The positions of these columns from left to right; `None` unless all are found.
    fn columns(&self, columns: &[Column]) -> Option<Vec<usize>> {
        let mut from = 0;
        let mut xs = Vec::new();
        for column in columns {
            let name = key(column.heads.last()?);
            let same = |h: &String| *h == name || (columns.len() == 1 && is_number_head(h));
            let x = from + self.lowest.get(from..)?.iter().position(same)?;
            xs.push(x);
            from = x + 1;
        }
        Some(xs)
    }
}

/// Whether a text is another name for the only column of numbers.
fn is_number_head(key: &str) -> bool {
    matches!(key, "数量" | "数值" | "统计数据" | "统计数量" | "本年度")
}
