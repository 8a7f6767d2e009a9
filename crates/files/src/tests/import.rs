//! Each folder of `tests/import` has a file as some program saved it, either whole (`input.html`,
//! `input.doc` …) or as the parts of a container (those of a workbook in a folder `parts`), and
//! `expected.txt`, the document it must become. `BLESS=1` rewrites the expected files.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use corpus::Dice;
use corpus::written::assert_written;
use report::document::{Block, Document, GridCell, Place};

use crate::archive::pack;
use crate::{Read, read};

#[test]
fn files_are_read_as_written() {
    let mut count = 0;
    for case in fs::read_dir(folder()).unwrap() {
        let case = case.unwrap().path();
        let file = read(&input(&case)).unwrap();
        let got = printed(&file);
        let name = case.file_name().unwrap().to_string_lossy();
        assert_written(&format!("crates/files/tests/import/{name}/expected.txt"), &got);
        count += 1;
    }
    assert!(count > 0);
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// All these files, with the names of their folders.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let cases = fs::read_dir(folder()).unwrap().map(|case| case.unwrap().path());
    let named =
        |case: PathBuf| (case.file_name().unwrap().to_string_lossy().into_owned(), input(&case));
    let mut files: Vec<_> = cases.map(named).collect();
    files.sort();
    files
}

/// The file of a case; `.xml` files are the parts of an OpenDocument text or of a Word file.
fn input(case: &Path) -> Vec<u8> {
    let mut parts = Vec::new();
    if case.join("parts").exists() {
        collect(&case.join("parts"), "", &mut parts);
        let parts: Vec<_> = parts.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
        return pack(&parts);
    }
    for file in fs::read_dir(case).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("input.") {
            return fs::read(path).unwrap();
        }
        if name.ends_with(".xml") {
            parts.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    parts.sort();
    if !parts.iter().any(|(name, _)| name == "content.xml") {
        parts.iter_mut().for_each(|(name, _)| name.insert_str(0, "word/"));
    } else {
        let mime = "application/vnd.oasis.opendocument.text".to_string();
        parts.push(("mimetype".into(), mime));
        parts.push(("META-INF/manifest.xml".into(), "<manifest/>".into()));
    }
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    pack(&parts)
}

/// Each of these files, cut short or changed in places, is either read or refused with a sentence.
#[test]
fn broken_cases() {
    let mut dice = Dice::new(88);
    let attempt = |bytes: &[u8]| {
        if let Err(error) = read(bytes) {
            assert!(error.message.ends_with('。'), "{error}");
        }
    };
    for case in fs::read_dir(folder()).unwrap() {
        let good = input(&case.unwrap().path());
        for percent in 0..100 {
            attempt(&good[..good.len() * percent / 100]);
        }
        for _ in 0..40 {
            let mut bytes = good.clone();
            for _ in 0..1 + dice.roll(8) {
                let at = dice.roll(bytes.len());
                bytes[at] = [0, 1, 7, 0xff, 0x7f, bytes[at] ^ 1 << dice.roll(8)][dice.roll(6)];
            }
            attempt(&bytes);
        }
    }
}

/// The files below a folder, sorted by their path within it.
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

/// A document in the form of `expected.txt`.
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
