//! The side of nianbao in `tests/peers/pdf.mjs`, which measures readers of PDF:
//!
//! - `make FOLDER`: made-up reports as `NAME.html` and `NAME.docx` without their data, and
//!   `NAME.json` with what a reader should find;
//! - `expect FOLDER`: the same `NAME.json` on standard output for every `expected/NAME.json` of a
//!   folder of published reports (`NIANBAO_REPORTS`), without the text;
//! - `read FILE`: the text of a PDF, its rows, and its cells as a report, as JSON.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use files::write::{docx, html};
use report::Report;
use report::compose::compose;
use report::document::{Block, CellRole, Document, Grid, GridCell};
use report::recognize::recognize;
use serde_json::{Value, json};

/// Reports of each form.
const EACH: usize = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", folder] => make(Path::new(folder)),
        ["expect", folder] => expect(Path::new(folder)),
        ["read", file] => read(file),
        _ => Err("usage: pdf make FOLDER | expect FOLDER | read FILE".into()),
    }
}

fn make(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let forms = report::FORMS.iter().filter(|form| !form.tables.is_empty()).count();
    for report in corpus::corpus(1_000, 2026, false).filter_map(|made| made.report) {
        let count = made.entry(report.form.id).or_default();
        if *count == EACH {
            continue;
        }
        *count += 1;
        let name = format!("{}-{count}", report.form.id);
        let print = Document { data: None, ..compose(&report) };
        fs::write(folder.join(format!("{name}.html")), html::write(&print))?;
        fs::write(folder.join(format!("{name}.docx")), docx::write(&print))?;
        fs::write(folder.join(format!("{name}.json")), truth(&report).to_string())?;
        if made.len() == forms && made.values().all(|count| *count == EACH) {
            break;
        }
    }
    Ok(())
}

fn expect(folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder.join("expected"))? {
        let path = entry?.path();
        let expected: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let form = report::FORMS.into_iter().find(|form| expected["form"] == form.id);
        let mut report = Report::new(form.ok_or("a form that there is not")?, None, "");
        report.cells = serde_json::from_value(expected["cells"].clone())?;
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        println!("{}", json!({ "name": name, "truth": truth(&report) }));
    }
    Ok(())
}

fn read(file: &str) -> Result<(), Box<dyn Error>> {
    let document = files::read(&fs::read(file)?).map(|read| read.document).unwrap_or_default();
    let (report, _) = recognize(&document);
    let rows: Vec<Vec<String>> = document.blocks.iter().flat_map(rows).collect();
    println!("{}", json!({ "text": text(&document), "rows": rows, "cells": report.cells }));
    Ok(())
}

/// What a reader should find: the `text`, the `cells` by id, and the `rows` of the tables, each
/// with its `label` and `values`. A row without any value is left out.
fn truth(report: &Report) -> Value {
    let document = compose(report);
    let rows: Vec<Value> = document.grids().flat_map(labelled).collect();
    json!({ "text": text(&document), "cells": report.cells, "rows": rows })
}

fn labelled(grid: &Grid) -> Vec<Value> {
    let cells = |row| cells_of(grid, row);
    let last_label = |row| cells(row).filter(|(cell, _)| cell.role == CellRole::RowHead).last();
    let rows = (grid.head_rows..grid.rows.len()).map(|row| {
        let label = last_label(row).map_or("", |(cell, _)| &cell.text);
        let values = cells(row).filter(|(cell, begins)| cell.role == CellRole::Value && *begins);
        let values: Vec<&str> = values.map(|(cell, _)| &*cell.text).collect();
        json!({ "label": label, "values": values })
    });
    rows.filter(|row| row["values"].as_array().is_some_and(|all| all.iter().any(|v| v != "")))
        .collect()
}

/// The cells that cover a row of a grid, and whether each begins in this row.
fn cells_of(grid: &Grid, row: usize) -> impl Iterator<Item = (&GridCell, bool)> {
    let covered = grid.cover().swap_remove(row);
    covered.into_iter().flatten().map(|c| (&grid.rows[c.row][c.index], c.begins))
}

/// All words in reading order; a table row by row.
fn text(document: &Document) -> String {
    document.blocks.iter().flat_map(rows).flatten().collect::<Vec<_>>().join("\n")
}

/// The rows of a block: a paragraph is one row of words, a grid has a row of the cells that begin
/// in it.
fn rows(block: &Block) -> Vec<Vec<String>> {
    match block {
        Block::Paragraph(p) => vec![p.text.split_whitespace().map(String::from).collect()],
        Block::Grid(grid) => {
            let texts = |row: &Vec<_>| row.iter().map(|c: &GridCell| c.text.clone()).collect();
            grid.rows.iter().map(texts).collect()
        }
    }
}
