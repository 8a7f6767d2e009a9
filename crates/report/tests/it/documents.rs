//! Small documents at the edges of what is read (`tests/prose/documents.txt`, see the README there), and
//! below each what the program takes it for, to the last note. `BLESS=1` rewrites what is read.

use std::fmt::Write;

use corpus::written::assert_written;
use report::amount::{Amount, Entry};
use report::document::{Block, CellRole, Document, Grid, GridCell, Place, Role, Spot};
use report::recognize::{Recognized, parts};

const DOCUMENTS: &str = include_str!("../prose/documents.txt");
/// What stands before a line that tells what was read.
const INDENT: &str = "    ";
/// So many cells at most are told one by one.
const FEW: usize = 12;

/// A row of a grid: cells between bars. `name<2` is as wide as two columns, `name^2` as high as two rows.
fn row(line: &str) -> Vec<GridCell> {
    let cell = |text: &str| {
        let (text, columns) = text.split_once('<').unwrap_or((text, "1"));
        let (text, rows) = text.split_once('^').unwrap_or((text, "1"));
        let cell = GridCell::new(CellRole::Value, text);
        GridCell { columns: columns.parse().unwrap(), rows: rows.parse().unwrap(), ..cell }
    };
    let inside = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')).unwrap_or(line);
    inside.split('|').map(cell).collect()
}

/// Rows of the form's first table as lines: `2014 3 5 tabs` are five rows from the third on, numbered in their
/// cells, with tabs, bars or spaces between label, unit and figure, or each on a line of its own.
fn rows(of: &str) -> Vec<String> {
    let of: Vec<&str> = of.split(' ').collect();
    let form = report::form(of[0]).unwrap();
    let [from, count] = [of[1], of[2]].map(|n| n.parse::<usize>().unwrap());
    let all = form.tables[0].blocks.iter().flat_map(|b| b.rows.iter().map(move |r| (b, r)));
    let cells = all.enumerate().skip(from).take(count).map(|(n, (block, row))| {
        let mut cells = vec![row.label.to_string()];
        cells.extend(form.tables[0].units.map(|_| row.unit.to_string()));
        cells.extend(block.columns.iter().map(|_| (n + 1).to_string()));
        cells
    });
    let line = |cells: Vec<String>| match of[3] {
        "tabs" => vec![cells.join("\t")],
        "bars" => vec![format!("|{}|", cells.join("|"))],
        "spaces" => vec![cells.join("  ")],
        _ => cells,
    };
    cells.flat_map(line).collect()
}

/// The document of these lines: `|` begins a row of a table, `@title` the file's own title, `@sheet` a
/// worksheet, `@cut` ends a table, `@rows` is the lines of rows of a form; the rest are paragraphs.
fn document(lines: &[&str]) -> Document {
    let mut document = Document::default();
    let mut sheet: Option<Place> = None;
    let mut open = false;
    for line in lines {
        let goes_on = std::mem::replace(&mut open, line.starts_with('|'));
        match line.split_once(' ') {
            Some(("@title", title)) => document.title = Some(title.into()),
            Some(("@sheet", name)) => {
                sheet = Some(Place::Sheet { name: name.into(), row: 0, column: 0 });
            }
            _ if *line == "@cut" => {}
            _ if line.starts_with('|') => match document.blocks.last_mut() {
                Some(Block::Grid(grid)) if goes_on => grid.rows.push(row(line)),
                _ => {
                    let (rows, place) = (vec![row(line)], sheet.clone());
                    document.blocks.push(Block::Grid(Grid { rows, place, ..Grid::default() }));
                }
            },
            Some(("@rows", of)) => rows(of).into_iter().for_each(|l| document.push(Role::Body, l)),
            _ => document.push(Role::Body, line.replace("\\t", "\t").replace("\\|", "|")),
        }
    }
    document
}

/// What was read, a line each.
fn told(read: &Recognized) -> Vec<String> {
    let Recognized { report, notes, other, .. } = read;
    let year = report.year.map_or("–".into(), |year| year.to_string());
    let mut told = vec![format!("{} {year} {} {}", report.form.id, report.agency, report.title)];
    told.extend(other.as_ref().map(|other| format!("other {other}")));
    let texts = [("published", &report.published), ("preface", &report.preface)];
    told.extend(texts.iter().filter(|(_, t)| !t.is_empty()).map(|(name, t)| format!("{name} {t}")));
    for section in &report.sections {
        let id = section.id.as_deref().unwrap_or("–");
        told.push(format!("section {id} {}: {}", section.heading, section.text));
    }
    match report.cells.len() {
        0 => {}
        1..=FEW => told.extend(report.cells.iter().map(|(id, value)| format!("{id} = {value}"))),
        count => {
            let sum: Amount = report.entries().into_iter().filter_map(Entry::number).sum();
            told.push(format!("{count} cells, together {sum}"));
        }
    }
    for row in &report.extra_rows {
        told.push(format!("row {} ({}): {}", row.label, row.unit, row.values.join(", ")));
    }
    for note in notes {
        let place = note.place.as_deref().unwrap_or("–");
        told.push(format!("{:?} {}: {}", note.level, place, note.message));
    }
    told.into_iter().map(|line| line.replace('\n', "\\n").replace('\t', "\\t")).collect()
}

#[test]
fn documents_at_the_edges_are_read_as_written() {
    let written = DOCUMENTS.lines().filter(|line| !line.starts_with(INDENT));
    let written: Vec<&str> = written.collect();
    let mut text = String::new();
    for lines in written.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        let _ = writeln!(text, "{}", lines.join("\n"));
        let lines: Vec<&str> = lines.iter().copied().filter(|l| !l.starts_with("//")).collect();
        for part in parts(&document(&lines)) {
            let name = part.name();
            let _ = writeln!(text, "{INDENT}– {name}");
            for line in told(&part.recognize()) {
                let _ = writeln!(text, "{INDENT}{}", line.trim_end());
            }
        }
        text.push('\n');
    }
    assert_written("crates/report/tests/prose/documents.txt", &text);
}

/// What the words of a place name is the place that they were made of.
#[test]
fn the_words_of_a_place_are_understood() {
    let bare = Grid::default();
    let table = Spot::Table { number: 3, row: 11, column: 0 };
    assert_eq!(Spot::of(&bare.spot(3, 11, 0)), Some(table));
    let place = Place::Sheet { name: "表”一“".into(), row: 2, column: 25 };
    let sheet = Grid { place: Some(place), ..Grid::default() };
    let cell = Spot::Sheet { name: "表”一“", cell: "AB5" };
    assert_eq!(Spot::of(&sheet.spot(1, 2, 2)), Some(cell));
    for other in ["第 3 页，表 1，第 4 行第 5 列", "第 7 行第 3 列", "表 1，第 0 行第 2 列", ""]
    {
        assert_eq!(Spot::of(other), None, "{other}");
    }
}
