//! Where the official tables are in a document, and of which form they are.

use super::layout::Line;
use super::{ruled, several};
use crate::document::{Grid, Note, NoteLevel};
use crate::form::Form;
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
            _ => (Some(form), placed),
        },
        None => (None, Vec::new()),
    }
}

fn tables_of(
    form: &'static Form,
    lines: &[Line],
    of_others: &[Option<String>],
    ruled: &[Option<Grid>],
) -> Vec<Placed> {
    let texts: Vec<&str> = lines.iter().map(|l| l.text.as_ref()).collect();
    let mut used: Vec<bool> =
        lines.iter().map(|l| l.grid.is_some_and(|g| g.rows.len() > Grid::MOST_ROWS)).collect();
    let mut placed: Vec<Placed> = Vec::new();
    for table in form.tables {
        let mut labels = Labels::of(table);
        let mut grids = 0;
        let mut in_text = false;
        let mut i = 0;
        // Tables of another year or body are skipped if the report has such a table of its own.
        let is_ours = |i: usize, grid| {
            of_others[i].is_none() && tables::from_grid(&mut Labels::of(table), grid, 0).is_some()
        };
        let own = of_others.iter().any(Option::is_some)
            && lines.iter().enumerate().any(|(i, l)| l.grid.is_some_and(|grid| is_ours(i, grid)));
        let mut passed: Option<Placed> = None;
        let mut tries = 0;
        // A table in the text may be divided into several parts, as grids may.
        while i < lines.len() && !(in_text && labels.ended()) && steps::take(1) {
            grids += usize::from(lines[i].grid.is_some());
            let is_others = of_others[i].is_some();
            let waits = lines[i].grid.is_none() && is_others && passed.is_none();
            let hit = match lines[i].grid {
                _ if used[i] => None,
                Some(_) if in_text => None,
                Some(grid) if own && is_others => {
                    let read = tables::from_grid(&mut Labels::of(table), grid, grids);
                    read.map(|_| (not_ours(&of_others[i], grid.spot(grids, 0, 0)), 1))
                }
                Some(grid) => {
                    let spot = || grid.spot(grids, 0, 0);
                    let read = tables::from_grid(&mut labels, grid, grids);
                    read.map(|found| (doubtful(found, &of_others[i], spot()), 1))
                }
                None if labels.begun() && !in_text || tries == MOST_TRIES => None,
                None => {
                    tries += usize::from(tables::opens(&labels, table, texts[i]));
                    let mut apart = labels.clone();
                    let rows = if waits { &mut apart } else { &mut labels };
                    ruled::read(ruled[i].as_ref(), table, rows, &texts[i..])
                        .or_else(|| tables::from_lines(table, rows, &texts[i..], i))
                }
            };
            if waits && let Some((found, count)) = hit {
                passed = Some((i, i + count, found));
                i += count;
                continue;
            }
            match hit {
                Some((found, count)) => {
                    used[i..i + count].fill(true);
                    in_text = lines[i].grid.is_none();
                    placed.push((i, i + count, found));
                    i += count;
                }
                None => i += 1,
            }
        }
        if let Some((first, end, found)) = passed {
            let later = |at: usize| at >= end && lines[at].grid.is_none();
            let better = placed.iter().any(|(at, ..)| later(*at));
            used[first..end].fill(true);
            placed.push((first, end, passed_over(found, better, first, &of_others[first])));
        }
    }
    placed
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
