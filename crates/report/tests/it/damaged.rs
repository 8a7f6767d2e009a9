//! Tables that are damaged in one place, for each form and kind of damage in one of four layouts, and what is
//! then read other than what was there: `tests/expected/damaged.txt`. `BLESS=1` rewrites it.

use std::collections::BTreeSet;
use std::fmt::Write;

use corpus::random::consistent;
use corpus::written::assert_written;
use report::compose::compose;
use report::document::{Block, CellRole, Document, Grid, GridCell, Role};
use report::recognize::recognize;
use report::{FORMS, Report};

/// So many cells that are read otherwise are named.
const FEW: usize = 8;

/// A damage to the rows of a table, at this row.
type Damage = fn(&mut Vec<Vec<GridCell>>, usize);

/// The last cell of a row.
fn last(rows: &mut [Vec<GridCell>], at: usize) -> &mut GridCell {
    rows[at].last_mut().unwrap()
}

fn plain(text: &str) -> GridCell {
    GridCell::new(CellRole::Value, text)
}

const DAMAGES: [(&str, Damage); 24] = [
    ("last cell missing", |rows, at| drop(rows[at].pop())),
    ("first cell missing", |rows, at| drop(rows[at].remove(0))),
    ("last cell blank", |rows, at| last(rows, at).text.clear()),
    ("a cell too many", |rows, at| rows[at].push(plain("7"))),
    ("a blank cell before", |rows, at| rows[at].insert(0, plain(""))),
    ("row missing", |rows, at| drop(rows.remove(at))),
    ("row twice", |rows, at| {
        let row = rows[at].clone();
        rows.insert(at, row);
    }),
    ("rows exchanged", |rows, at| {
        let next = (at + 1).min(rows.len() - 1);
        rows.swap(at, next);
    }),
    ("row of its own", |rows, at| {
        let mut own = rows[at].clone();
        own.iter_mut().for_each(|cell| cell.rows = 1);
        let label = own.iter_mut().find(|cell| cell.text.chars().any(char::is_alphabetic));
        label.into_iter().for_each(|cell| cell.text = "其中：本单位自设项目".into());
        rows.insert(at + 1, own);
    }),
    ("row without figures", |rows, at| {
        for cell in rows[at].iter_mut().filter(|cell| cell.text.parse::<f64>().is_ok()) {
            cell.text.clear();
        }
    }),
    ("two figures in one cell", |rows, at| {
        let cell = rows[at].pop().unwrap();
        if let Some(before) = rows[at].last_mut() {
            before.text = format!("{} {}", before.text, cell.text);
        }
    }),
    ("label and figure in one cell", |rows, at| {
        let text: Vec<String> = rows[at].iter().map(|cell| cell.text.clone()).collect();
        rows[at] = vec![plain(&text.join(" "))];
    }),
    ("with a unit", |rows, at| last(rows, at).text.push('件')),
    ("with a decimal", |rows, at| last(rows, at).text.push_str(".50")),
    ("with thousands", |rows, at| last(rows, at).text.insert_str(0, "12,3")),
    ("with a remark", |rows, at| last(rows, at).text.push_str("（含上年结转）")),
    ("in words", |rows, at| last(rows, at).text = "十二".into()),
    ("no number", |rows, at| last(rows, at).text = "见附件".into()),
    ("a stroke", |rows, at| last(rows, at).text = "—".into()),
    ("negative", |rows, at| last(rows, at).text.insert(0, '-')),
    ("rows run together", |rows, at| {
        let next = rows.remove((at + 1).min(rows.len() - 1));
        let at = at.min(rows.len() - 1);
        for (cell, below) in rows[at].iter_mut().zip(next) {
            cell.text = format!("{}\n{}", cell.text, below.text);
        }
    }),
    ("label on two rows", |rows, at| {
        let cells = rows[at].iter().map(|_| plain(""));
        let mut below: Vec<GridCell> = cells.collect();
        let Some(first) = rows[at].iter_mut().find(|cell| cell.text.chars().count() > 2) else {
            return;
        };
        let half = first.text.char_indices().nth(2).map_or(0, |(half, _)| half);
        below[0].text = first.text.split_off(half);
        rows.insert(at + 1, below);
    }),
    ("a line of prose between", |rows, at| {
        rows.insert(at + 1, vec![plain("注：本表数据截至年底，由各科室分别统计后汇总。")]);
    }),
    ("another numbering column", |rows, _| {
        for (n, row) in rows.iter_mut().enumerate() {
            row.insert(0, plain(&(n + 1).to_string()));
        }
    }),
];

/// Every cell by itself; a merged cell has its text first, then blanks.
fn unmerged(grid: &Grid) -> Grid {
    let cell = |c: &Option<report::document::Covered>| match c {
        Some(c) if c.begins => plain(&grid.rows[c.row][c.index].text),
        _ => plain(""),
    };
    let rows = grid.cover().iter().map(|row| row.iter().map(cell).collect()).collect();
    Grid { rows, ..Grid::default() }
}

/// The table as a file has it: as a grid, or as lines.
fn laid_out(grid: Grid, layout: &str) -> Vec<Block> {
    let mut lines = Document::default();
    for row in &grid.rows {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        match layout {
            "merged" | "single" => {
                return vec![Block::Grid(Grid { widths: Vec::new(), ..grid })];
            }
            "tabs" => lines.push(Role::Body, cells.join("\t")),
            _ => cells.iter().filter(|c| !c.is_empty()).for_each(|c| lines.push(Role::Body, *c)),
        }
    }
    lines.blocks
}

/// The report's document with a damage in its `number`th table.
fn damaged(report: &Report, layout: &str, number: usize, damage: Damage, at: usize) -> Document {
    let mut document = compose(report);
    document.data = None;
    let mut grids = 0;
    let blocks = std::mem::take(&mut document.blocks);
    document.blocks = blocks
        .into_iter()
        .flat_map(|block| match block {
            Block::Grid(grid) => {
                let mut grid = if layout == "merged" { grid } else { unmerged(&grid) };
                if grids == number {
                    let at = at % grid.rows.len();
                    damage(&mut grid.rows, at);
                }
                grids += 1;
                laid_out(grid, layout)
            }
            other => vec![other],
        })
        .collect();
    document
}

/// What was read other than the report has it, a line each.
fn told(report: &Report, document: &Document, text: &mut String) {
    let (read, notes) = recognize(document);
    let all: BTreeSet<&String> = report.cells.keys().chain(read.cells.keys()).collect();
    let of = |report: &Report, id: &str| match report.cell(id) {
        "" => "-".to_string(),
        value => value.to_string(),
    };
    let pairs = all.iter().map(|id| (id, of(report, id), of(&read, id)));
    let differ = pairs.filter(|(_, was, is)| was != is);
    let differ: Vec<String> = differ.map(|(id, was, is)| format!("{id} {was}→{is}")).collect();
    let some = differ[..differ.len().min(FEW)].join(", ");
    let _ = writeln!(text, "{} {} of {}: {some}", read.form.id, differ.len(), all.len());
    for row in &read.extra_rows {
        let _ = writeln!(text, "row {} ({}): {}", row.label, row.unit, row.values.join(", "));
    }
    for (_, is) in report.sections.iter().zip(&read.sections).filter(|(was, is)| was != is) {
        let told = is.text.replace('\n', "\\n").replace('\t', "\\t");
        let _ = writeln!(text, "section {}: {}", is.heading, told.trim_end());
    }
    for note in notes {
        let place = note.place.as_deref().unwrap_or("-");
        let _ = writeln!(text, "{:?} {place}: {}", note.level, note.message.replace('\n', "\\n"));
    }
}

#[test]
fn damaged_tables_are_read_as_written() {
    let layouts = ["merged", "single", "tabs", "cells"];
    let mut text = String::new();
    let with_tables = FORMS.iter().filter(|form| !form.tables.is_empty());
    for (f, form) in with_tables.enumerate() {
        let report = consistent(form, 3);
        for (d, (name, damage)) in DAMAGES.iter().enumerate() {
            // Another row, table and layout for each, so that all have their turn.
            let layout = layouts[(f + d) % layouts.len()];
            let (number, at) = ((f + d) % form.tables.len(), f * 7 + d * 4 + 2);
            let _ = writeln!(text, "# {} {layout}, table {number} row {at}, {name}", form.id);
            told(&report, &damaged(&report, layout, number, *damage, at), &mut text);
        }
    }
    assert_written("crates/report/tests/expected/damaged.txt", &text);
}
