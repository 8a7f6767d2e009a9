//! Where the official tables are in a document, and of which form they are.

use super::layout::Line;
use super::{measure, ruled, several};
use crate::document::{Grid, Note, NoteLevel};
use crate::form::{Form, Table};
use crate::report::ExtraRow;
use crate::steps;
use crate::tables::{self, Found, Labels};
use crate::text::key;

/// Most lines that are tried as the beginning of a table, for each table: a file with nothing but
/// such lines would take too long.
const MOST_TRIES: usize = 60;

/// A table that was found: its first line and the line after its last.
pub(super) type Placed = (usize, usize, Found);

/// The form of whose tables the document has most rows (with equal numbers that of the year), and
/// its tables.
pub(super) fn find_tables(
    lines: &[Line],
    agency: &str,
    year: Option<u16>,
) -> (Option<&'static Form>, Vec<Placed>) {
    let of_year = year.map(crate::form_for_year);
    let of_others = of_others(lines, agency, year);
    let ruled = ruled::grids(lines);
    let mut best: Option<(usize, &'static Form, Vec<Placed>)> = None;
    for form in crate::FORMS {
        let placed = tables_of(form, lines, &of_others, &ruled);
        let found = || placed.iter().map(|(.., found)| found);
        let fit = found().map(|f| f.rows + f.cells.len()).sum::<usize>();
        // Rows and heads that the form does not have count against it.
        let own = |row: &&ExtraRow| !row.label.ends_with(tables::RUNNING_TOTAL);
        // A head that lost its end speaks for the form it is of.
        let strange = |f: &Found| f.extra_rows.iter().filter(own).count().saturating_sub(f.garbled);
        let strange = found().map(strange).sum::<usize>();
        let fit = fit.saturating_sub(strange * 8);
        let least = best.as_ref().map_or(0, |b| b.0);
        if fit > least || fit > 0 && fit == least && of_year == Some(form) {
            best = Some((fit, form, placed));
        }
    }
    // In years before the first table, a few rows with similar labels belong to another table.
    let few = |form: &Form, placed: &[Placed]| {
        let rows: usize = placed.iter().map(|(.., found)| found.rows).sum();
        rows * 2 < form.tables.iter().flat_map(|t| t.blocks).map(|b| b.rows.len()).sum()
    };
    match best {
        Some((_, form, placed)) => match of_year.filter(|of_year| of_year.tables.is_empty()) {
            Some(of_year) if few(form, &placed) => (Some(of_year), Vec::new()),
            _ => {
                let mut placed = placed;
                measure::leave_out(form, lines, &mut placed);
                (Some(form), placed)
            }
        },
        None => (None, Vec::new()),
    }
}

/// The tables of one form.
fn tables_of(
    form: &'static Form,
    lines: &[Line],
    of_others: &[Option<String>],
    ruled: &[Option<Grid>],
) -> Vec<Placed> {
    let too_long = |l: &Line| l.grid.is_some_and(|g| g.rows.len() > Grid::MOST_ROWS);
    let mut search = Search {
        lines,
        texts: lines.iter().map(|l| l.text.as_ref()).collect(),
        of_others,
        ruled,
        used: lines.iter().map(too_long).collect(),
        placed: Vec::new(),
    };
    for table in form.tables {
        search.table(table);
    }
    search.placed
}

/// A search for the tables of one form.
struct Search<'a> {
    lines: &'a [Line<'a>],
    texts: Vec<&'a str>,
    of_others: &'a [Option<String>],
    ruled: &'a [Option<Grid>],
    /// The lines that belong to a table that was found.
    used: Vec<bool>,
    placed: Vec<Placed>,
}

impl Search<'_> {
    /// Finds a table, or the parts into which it is divided.
    fn table(&mut self, table: &'static Table) {
        let (lines, of_others) = (self.lines, self.of_others);
        let mut labels = Labels::of(table);
        let own = self.has_own(table);
        let (mut i, mut grids, mut tries, mut in_text) = (0, 0, 0, false);
        // The first table in the text whose caption names another year or body.
        let mut passed: Option<Placed> = None;
        // A table in the text may be divided into several parts, as grids may.
        while i < lines.len() && !(in_text && labels.ended()) && steps::take(1) {
            grids += usize::from(lines[i].grid.is_some());
            let waits = lines[i].grid.is_none() && of_others[i].is_some() && passed.is_none();
            let hit = match lines[i].grid {
                _ if self.used[i] => None,
                Some(_) if in_text => None,
                Some(grid) => self.in_grid(&mut labels, table, i, (grid, grids), own),
                None if labels.begun() && !in_text || tries == MOST_TRIES => None,
                None => {
                    tries += usize::from(tables::opens(&labels, table, self.texts[i]));
                    let mut apart = labels.clone();
                    self.in_text(if waits { &mut apart } else { &mut labels }, table, i)
                }
            };
            let Some((found, count)) = hit else {
                i += 1;
                continue;
            };
            if waits {
                passed = Some((i, i + count, found));
            } else {
                self.used[i..i + count].fill(true);
                in_text = lines[i].grid.is_none();
                self.placed.push((i, i + count, found));
            }
            i += count;
        }
        if let Some((first, end, found)) = passed {
            let later = |at: usize| at >= end && lines[at].grid.is_none();
            let better = self.placed.iter().any(|(at, ..)| later(*at));
            self.used[first..end].fill(true);
            self.placed.push((first, end, passed_over(found, better, first, &of_others[first])));
        }
    }

    /// Whether some tables are of another year or body, and a grid has this table of the report's own:
    /// those of others are skipped then.
    fn has_own(&self, table: &'static Table) -> bool {
        let is_ours = |(grid, other): (Option<&Grid>, &Option<String>)| {
            let grid = grid.filter(|_| other.is_none());
            grid.is_some_and(|g| tables::from_grid(&mut Labels::of(table), g, 0).is_some())
        };
        let mut all = self.lines.iter().map(|l| l.grid).zip(self.of_others);
        self.of_others.iter().any(Option::is_some) && all.any(is_ours)
    }

    /// Reads the table from the grid at line `i`, which has a number among the grids. If the report
    /// has a table of its `own`, one of others is a note instead.
    fn in_grid(
        &self,
        labels: &mut Labels,
        table: &'static Table,
        i: usize,
        (grid, number): (&Grid, usize),
        own: bool,
    ) -> Option<(Found, usize)> {
        let (spot, other) = (grid.spot(number, 0, 0), &self.of_others[i]);
        if own && other.is_some() {
            tables::from_grid(&mut Labels::of(table), grid, number)?;
            return Some((not_ours(other, spot), 1));
        }
        let found = tables::from_grid(labels, grid, number)?;
        Some((doubtful(found, other, spot), 1))
    }

    /// Reads the table from the text that begins with line `i`, and gives the number of its lines.
    fn in_text(
        &self,
        labels: &mut Labels,
        table: &'static Table,
        i: usize,
    ) -> Option<(Found, usize)> {
        let texts = &self.texts[i..];
        ruled::read(self.ruled[i].as_ref(), table, labels, texts)
            .or_else(|| tables::from_lines(table, labels, texts, i))
    }
}

/// For each line whose table begins there, if a caption gives another year than the report's or
/// another body. A table continues in the next grid if nothing is between them.
fn of_others(lines: &[Line], agency: &str, year: Option<u16>) -> Vec<Option<String>> {
    let mut said: Vec<Option<String>> = vec![None; lines.len()];
    let own = key(agency);
    let is_own = |name: &String| own.is_empty() || name.contains(&own) || own.contains(name);
    for i in 0..lines.len() {
        let of_year = several::year_above(lines, i).filter(|(_, said)| Some(*said) != year);
        let of_body = || several::body_above(lines, i).filter(|name| !is_own(name));
        let goes_on = i > 0 && lines[i].grid.is_some() && lines[i - 1].grid.is_some();
        said[i] = match of_year.filter(|_| year.is_some()) {
            Some((_, year)) => Some(format!("{year}年")),
            None if goes_on => said[i - 1].clone(),
            None => of_body(),
        };
    }
    said
}

/// A table that begins in this line, whose caption names another year or body; a note in its place if
/// there is a `better` one.
fn passed_over(found: Found, better: bool, first: usize, said: &Option<String>) -> Found {
    let spot = format!("正文第 {} 行", first + 1);
    if better { not_ours(said, spot) } else { doubtful(found, said, spot) }
}

/// A table that was read though its caption names another year or body, since there is none of the
/// report's own; a note says so.
fn doubtful(mut found: Found, said: &Option<String>, place: String) -> Found {
    if let Some(said) = said {
        let message = format!("表前写的是{said}，没有别的表格，已按本机关本年度的数据读入，请核对");
        found.notes.insert(0, Note::new(NoteLevel::Guessed, message).at(place));
    }
    found
}

/// The note in place of a table of another year or body.
fn not_ours(said: &Option<String>, place: String) -> Found {
    let said = said.as_deref().unwrap_or_default();
    let message = format!("表前写的是{said}，不是本机关本年度的数据，这个表格没有读入");
    let notes = vec![Note::new(NoteLevel::Lost, message).at(place)];
    Found { notes, ..Found::default() }
}
