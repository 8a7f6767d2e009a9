//! Tables given as grids: docx, html, spreadsheets.

use super::heads::{Heads, Leaf, assigned, is_number_head};
use super::row::{Plan, Value, Why, without_heads};
use super::{Found, Furniture, Labels, is_heading, is_number, is_value, key};
use crate::document::{Covered, Grid, GridCell, Note, NoteLevel};
use crate::form::Column;
use crate::steps;

/// Reads the rows of a table from this grid, the document's `number`th; `None` if the grid is
/// something else. A table may be divided into several grids: `labels` remembers the rows already
/// found, and the heads above them.
pub(crate) fn from_grid(labels: &mut Labels, grid: &Grid, number: usize) -> Option<Found> {
    steps::take(60 + grid.rows.len() * 16);
    let sheet = Sheet::of(grid);
    let before = labels.state();
    let begun = labels.next > 0;
    let mut reading = Reading {
        labels,
        sheet: &sheet,
        number,
        found: Found::default(),
        strangers: 0,
        headed: false,
        told: Vec::new(),
    };
    (0..sheet.cover.len()).for_each(|r| reading.row(r));
    let Reading { labels, found, strangers, headed, .. } = reading;
    // Few rows are enough below the form's heads, or if the table began in an earlier grid.
    let enough = begun || headed || found.rows * 3 >= labels.own().min(6);
    // Only heads: the table was divided right below them.
    let heads_only = found.rows == 0 && strangers == 0 && headed;
    // The second page of a table may contain only the agency's own rows.
    let goes_on = begun && headed;
    if heads_only || goes_on || (found.rows > 0 && found.rows >= strangers && enough) {
        return Some(found);
    }
    labels.restore(before);
    None
}

/// Stands among the told heads for there being none.
const HEADLESS: (usize, usize) = (usize::MAX, usize::MAX);

/// The state while the rows of a grid are read.
struct Reading<'a> {
    labels: &'a mut Labels,
    sheet: &'a Sheet<'a>,
    number: usize,
    found: Found,
    /// Number of rows that the form does not have.
    strangers: usize,
    /// Whether this grid has heads.
    headed: bool,
    /// Columns of heads that have been noted.
    told: Vec<(usize, usize)>,
}

impl<'a> Reading<'a> {
    fn spot(&self, r: usize, x: usize) -> String {
        self.sheet.grid.spot(self.number, r, x)
    }

    fn row(&mut self, r: usize) {
        let pieces: Vec<Piece> = self.sheet.pieces(r).filter(|p| p.begins).collect();
        let keys: Vec<String> = pieces.iter().map(|p| key(&p.cell.text)).collect();
        if keys.iter().all(String::is_empty) && pieces.iter().all(Piece::is_blank) {
            return;
        }
        let furniture = &self.labels.furniture;
        if is_head_row(&keys, furniture, |key| self.labels.has(key)) {
            // A row that contains only the name of a group may be among rows of cells.
            if keys.iter().any(|k| furniture.has_head(k) || is_number_head(k)) {
                if !std::mem::replace(&mut self.headed, true) {
                    self.labels.heads = Heads::default();
                }
                self.labels.heads.read(self.sheet, r);
            }
            return;
        }
        self.labels.heads.closed = true;
        if let Some((i, misprinted)) = self.labels.take(&keys) {
            let row = self.labels.rows[i].row;
            self.found.rows += 1;
            if misprinted {
                let label = pieces[self.labels.misprinted(i, &keys)];
                let at = self.spot(r, label.from);
                self.found.guess(&label.cell.text, row, at);
            }
            if !is_heading(row) {
                self.labelled(r, i, &pieces);
            }
        } else if let Some(i) = self.unlabelled(&pieces) {
            self.labels.pass(i);
            self.found.rows += 1;
            self.values(r, i, 0, usize::MAX);
        } else {
            let texts: Vec<&str> = pieces.iter().map(|p| p.cell.text.as_str()).collect();
            self.strangers += usize::from(texts.iter().any(|t| !t.trim().is_empty()));
            let at = self.spot(r, pieces[0].from);
            self.found.unknown(&texts, self.labels, at);
        }
    }

    /// Reads a row of the form with a label.
    fn labelled(&mut self, r: usize, i: usize, pieces: &[Piece]) {
        let label = &self.labels.rows[i];
        let unit = key(label.row.unit);
        let is_label = |p: &Piece| label.keys.contains(&key(&p.cell.text));
        let word = |p: &Piece| !is_value(&p.cell.text) && key(&p.cell.text) != unit;
        let at = pieces.iter().rposition(is_label).or_else(|| pieces.iter().rposition(word));
        let piece = pieces[at.unwrap_or(0)];
        // Numbers stand behind one of two equal labels as well as behind the other: two tables
        // beside each other.
        let first = pieces.iter().position(is_label).unwrap_or(at.unwrap_or(0));
        if pieces[first..at.unwrap_or(0)].iter().any(|p| is_number(&p.cell.text)) {
            let (row, block) = (label.row, label.block);
            return self.found.unclear(row, block, self.spot(r, piece.from));
        }
        self.values(r, i, piece.to, piece.cell.rows.max(1));
        if let Some(x) = self.labels.heads.running_total().filter(|_| self.headed) {
            let row = self.labels.rows[i].row;
            self.found.keep_running_total(row, self.sheet.text(r, x));
        }
    }

    /// Stores the values of row `r`, the form's `i`th, from column `from` on; its label spans
    /// `reach` rows.
    fn values(&mut self, r: usize, i: usize, from: usize, reach: usize) {
        let (row, block) = (self.labels.rows[i].row, self.labels.rows[i].block);
        let columns = block.columns;
        let unit = key(row.unit);
        let of_row = |p: &Piece| p.from >= from && key(&p.cell.text) != unit;
        let pieces: Vec<Piece> = self.sheet.pieces(r).filter(of_row).collect();
        let end = self.sheet.end(r);
        if self.headed {
            (self.labels.lead, self.labels.width) = (from, self.sheet.widest());
        }
        let leaves = self.labels.heads.leaves();
        let furniture = &self.labels.furniture;
        let is_unit = |leaf: &Leaf| furniture.is_beside(leaf.name());
        let plan = Plan::of(&leaves, columns, self.labels.lead, is_unit);
        let same_grid = self.headed || self.sheet.widest() == self.labels.width;
        let values = match plan.is_known() {
            true if same_grid => Some(plan.values(&pieces, reach, end)),
            true => plan.going_on(&pieces, reach),
            false => without_heads(columns.len(), &pieces, reach),
        };
        let filled = pieces.iter().any(|p| is_number(&p.cell.text));
        let Some(values) = values else {
            if filled {
                self.found.unclear(row, block, self.spot(r, from.min(end)));
            }
            return;
        };
        if filled && plan.is_known() && self.headed {
            self.tell_heads(&plan, &pieces);
        }
        let misfit = |v: &Value| matches!(v, Value::Lost(_, Why::Width));
        if filled && values.iter().all(misfit) {
            self.found.unclear(row, block, self.spot(r, from.min(end.saturating_sub(1))));
        }
        if plan.ends_blank(&values) {
            self.found.short(row, block, self.spot(r, from.min(end.saturating_sub(1))));
        }
        if filled && !plan.is_known() && columns.len() > 1 && !self.told.contains(&HEADLESS) {
            self.told.push(HEADLESS);
            self.found.headless(self.spot(r, from.min(end.saturating_sub(1))));
        }
        for (c, value) in values.into_iter().enumerate() {
            let at = self.spot(r, value.column().unwrap_or(from.min(end.saturating_sub(1))));
            let unit = plan.leaf(c).and_then(|leaf| other_unit(leaf.name(), &columns[c]));
            self.found.keep_read(row, &columns[c], value, unit, at);
        }
    }

    /// Notes once what is doubtful about the heads above a row's cells.
    fn tell_heads(&mut self, plan: &Plan, pieces: &[Piece]) {
        let spot = |leaf: &Leaf| self.spot(leaf.row, leaf.from);
        let mut say = Vec::new();
        for (c, column) in plan.columns.iter().enumerate() {
            let name = column.heads.last().copied().unwrap_or_default();
            match plan.leaf(c) {
                Some(leaf) if plan.guessed.contains(&c) => {
                    let message = format!("“{}”一列按“{name}”读入", leaf.name());
                    say.push(((leaf.row, leaf.from), NoteLevel::Guessed, message, spot(leaf)));
                }
                Some(_) => {}
                None => {
                    let first = &plan.leaves[0];
                    let message = format!("表头中找不到“{name}”一列，或分不清是哪一列，没有读入");
                    say.push(((first.row, usize::MAX - c), NoteLevel::Lost, message, spot(first)));
                }
            }
        }
        for leaf in plan.strange().filter(|leaf| !leaf.name().contains("累计")) {
            if pieces.iter().any(|p| leaf.meets(p) && is_number(&p.cell.text)) {
                let message = format!("“{}”一列不在规定格式内，其中的数没有读入", leaf.name());
                say.push(((leaf.row, leaf.from), NoteLevel::Lost, message, spot(leaf)));
            }
        }
        for (which, level, message, at) in say {
            if !self.told.contains(&which) {
                self.told.push(which);
                self.found.notes.push(Note::new(level, message).at(at));
            }
        }
    }

    /// The form's row without a label (table 4), if this is it: it has numbers or marks below its
    /// heads, of which a few may be malformed.
    fn unlabelled(&self, pieces: &[Piece]) -> Option<usize> {
        let i = self.labels.rows.iter().position(|l| !l.taken && l.row.label.is_empty())?;
        let columns = self.labels.rows[i].block.columns;
        let known = assigned(&self.labels.heads.leaves(), columns).iter().flatten().count();
        let under = !self.labels.heads.is_empty()
            && (pieces.len() == columns.len() || known * 2 > columns.len());
        let strange = pieces.iter().filter(|p| !is_value(&p.cell.text)).count();
        let filled = pieces.iter().any(|p| is_number(&p.cell.text));
        let blank = strange == 0 && pieces.iter().any(|p| !p.is_blank());
        (under && (strange * 5 <= pieces.len() && filled || blank)).then_some(i)
    }
}

/// The unit that a head names, and the form's unit, if they differ.
pub(super) fn other_unit(found: &str, column: &Column) -> Option<(String, String)> {
    let unit = |head: &str| {
        let remark = head.rsplit_once("单位:").or_else(|| head.rsplit_once('('))?.1;
        Some(remark.trim_end_matches(')').to_string())
    };
    let own = unit(&key(column.heads.last()?))?;
    unit(found).filter(|found| *found != own && found.ends_with('元')).map(|found| (found, own))
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
        if furniture.has(key) || furniture.has_head(key) {
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

/// A grid with spans resolved.
pub(super) struct Sheet<'a> {
    grid: &'a Grid,
    cover: Vec<Vec<Option<Covered>>>,
}

/// The part of a cell that lies in one row.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub cell: &'a GridCell,
    /// Row and index of the cell in its grid.
    pub id: (usize, usize),
    /// Its first column, and the column after its last.
    pub from: usize,
    pub to: usize,
    /// Whether it begins in this row.
    pub begins: bool,
}

impl<'a> Sheet<'a> {
    fn of(grid: &'a Grid) -> Sheet<'a> {
        Sheet { grid, cover: grid.cover() }
    }

    /// The cells in a row from left to right.
    pub fn pieces(&self, r: usize) -> impl Iterator<Item = Piece<'a>> + '_ {
        let row = &self.cover[r];
        let grid = self.grid;
        let id = |x: usize| row.get(x).copied().flatten().map(|c| (c.row, c.index));
        let first = move |x: &usize| id(*x).is_some() && (*x == 0 || id(*x - 1) != id(*x));
        (0..row.len()).filter(first).map(move |from| {
            let (y, i) = id(from).unwrap_or_default();
            let to = (from..row.len()).find(|x| id(*x) != Some((y, i))).unwrap_or(row.len());
            Piece { cell: &grid.rows[y][i], id: (y, i), from, to, begins: y == r }
        })
    }

    /// Number of columns of a row.
    pub fn width(&self, r: usize) -> usize {
        self.cover[r].len()
    }

    /// The end of the last cell in a row.
    fn end(&self, r: usize) -> usize {
        self.cover[r].iter().rposition(Option::is_some).map_or(0, |x| x + 1)
    }

    fn widest(&self) -> usize {
        self.cover.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn text(&self, r: usize, x: usize) -> &'a str {
        let cell = self.cover[r].get(x).copied().flatten();
        cell.map_or("", |c| self.grid.rows[c.row][c.index].text.as_str())
    }
}
