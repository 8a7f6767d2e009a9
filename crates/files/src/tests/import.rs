//! Each folder of `tests/import` holds a file as some program saves it (whole, or the parts of a Word
//! file, or those of any container in a folder `parts`) and `expected.txt`, the document it must become. With `BLESS=1` in the
//! environment the expected files are written anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use report::document::{Block, Document, GridCell, Place};

use crate::archive::pack;
use crate::{read, Read};

#[test]
fn cases() {
    let mut count = 0;
    for case in fs::read_dir(folder()).unwrap() {
        let case = case.unwrap().path();
        let file = read(&input(&case)).unwrap();
        let got = printed(&file);
        let expected = case.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &got).unwrap();
        }
        let expected = fs::read_to_string(expected).unwrap_or_default();
        assert_eq!(got, expected, "{}", case.display());
        count += 1;
    }
    assert!(count > 0);
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/import")
}

/// The file of a case; `.xml` files are the parts of a Word file.
fn input(case: &Path) -> Vec<u8> {
    for name in ["input.html", "input.txt", "input.csv", "input.xls"] {
        if let Ok(bytes) = fs::read(case.join(name)) {
            return bytes;
        }
    }
    if case.join("parts").exists() {
        let mut parts = Vec::new();
        collect(&case.join("parts"), "", &mut parts);
        let parts: Vec<(&str, String)> =
            parts.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
        return pack(&parts);
    }
    let part = |name: &str| fs::read_to_string(case.join(name)).unwrap_or_default();
    pack(&[
        ("word/document.xml", part("document.xml")),
        ("word/styles.xml", part("styles.xml")),
        ("word/numbering.xml", part("numbering.xml")),
    ])
}

/// The files below a folder, by their names within it, in the order of the names.
pub fn collect(folder: &Path, above: &str, parts: &mut Vec<(String, String)>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = format!("{above}{}", path.file_name().unwrap().to_string_lossy());
        match path.is_dir() {
            true => collect(&path, &format!("{name}/"), parts),
            false => parts.push((name, fs::read_to_string(path).unwrap())),
        }
    }
}

/// A document in the plain form of `expected.txt`.
fn printed(file: &Read) -> String {
    let Document { blocks, data, .. } = &file.document;
    let mut text = String::new();
    for note in &file.notes {
        let place = note.place.as_ref().map_or(String::new(), |p| format!(" @ {p}"));
        let _ = writeln!(text, "{:?}: {}{place}", note.level, note.message);
    }
    for block in blocks {
        match block {
            Block::Paragraph(p) => drop(writeln!(text, "{:?}: {}", p.role, p.text)),
            Block::Grid(grid) => {
                let from = match grid.place {
                    Some(Place::Sheet { .. } | Place::Rows { .. }) => {
                        format!(" from {}", grid.spot(0, 0, 0))
                    }
                    _ => String::new(),
                };
                let _ = writeln!(text, "Grid, {} head rows{from}", grid.head_rows);
                for row in &grid.rows {
                    let cells: Vec<String> = row.iter().map(cell).collect();
                    let _ = writeln!(text, "  {}", cells.join(" | "));
                }
            }
        }
    }
    if let Some(data) = data {
        let _ = writeln!(text, "Data: {data}");
    }
    text
}

fn cell(cell: &GridCell) -> String {
    let text = cell.text.replace('\n', "⏎");
    match (cell.columns, cell.rows) {
        (1, 1) => text,
        (columns, rows) => format!("{text}[{columns}×{rows}]"),
    }
}
