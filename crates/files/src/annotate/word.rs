//! Comments in a Word document.

use std::collections::{BTreeSet, HashMap};

use report::document::{Document, Spot};
use report::finding::Finding;

use super::marks::{Anchor, marked};
use super::markup::{Names, appended};
use super::package::{HEADER, Package};
use super::source::Source;
use super::words::Lines;
use super::{AUTHOR, About, Place};
use crate::error::Error;
use crate::read::docx::{Traced, is_main_part, traced};
use crate::read::xml::{attribute, each_start};

const COMMENTS: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The document with a comment for each finding.
pub fn annotated(bytes: &[u8], about: &About, findings: &[Finding]) -> Result<Vec<u8>, Error> {
    let mut package = Package::open(bytes)?;
    let parts = package.archive.names().filter(|name| is_main_part(name));
    let part = parts.min_by_key(|name| name.len()).ok_or_else(Error::damaged)?.to_string();
    let xml = package.text(&part)?.ok_or_else(Error::damaged)?;
    let Traced { document, shown } = traced(bytes, &xml)?;
    let source = Source::of(&xml, &shown.into_iter().collect())?;
    let letters: Vec<char> = source.letters.iter().map(|l| l.letter).collect();
    let lines = Lines::find(about.report, &letters)?;
    let title = match lines.heading("title") {
        Some(letters) => Anchor::Letters(letters),
        None => source.first().ok_or_else(Error::damaged)?,
    };
    let cells = cells(&source, &document);
    let anchor = |finding: &Finding| match about.place(finding, &lines) {
        Place::Letters(letters) => Some(Anchor::Letters(letters)),
        Place::Cell(spot) => match Spot::of(spot) {
            Some(Spot::Table { number, row, column }) => cells.get(&(number, row, column)).cloned(),
            _ => None,
        },
        Place::Nowhere => None,
    };
    let known = package.related(&part, |r| r.kind.ends_with("/comments"))?;
    let old = match &known {
        Some(name) => package.text(name)?,
        None => None,
    };
    let names = match &old {
        Some(old) => Names::of_root(old)?,
        None => Names::new("w", &source.names.namespace),
    };
    let mut used = source.comments.clone();
    used.extend(numbers(old.as_deref().unwrap_or_default())?);
    let mut free = (0..).filter(|id| !used.contains(id));
    let (mut comments, mut anchors) = (String::new(), Vec::new());
    for finding in findings {
        let id = free.next().unwrap_or_default();
        anchors.push((id, anchor(finding).unwrap_or_else(|| title.clone())));
        comments.push_str(&comment(&names, id, &about.told(finding)));
    }
    match (known, old) {
        (Some(name), Some(old)) => {
            let all = appended(&old, |_| true, &comments)?.ok_or_else(Error::damaged)?;
            package.put(&name, all);
        }
        _ => {
            let name = package.free("word/comments", ".xml");
            let namespace = &names.namespace;
            let all =
                format!("{HEADER}<w:comments xmlns:w=\"{namespace}\">{comments}</w:comments>");
            package.add(&part, "comments", (&name, COMMENTS), all)?;
        }
    }
    package.put(&part, marked(&source, &anchors));
    package.finish()
}

/// The words of each cell of the document, or its first paragraph if it has none, by the number of its
/// grid, its row and its column.
fn cells(source: &Source, document: &Document) -> HashMap<(usize, usize, usize), Anchor> {
    let mut cells = HashMap::new();
    for (i, grid) in document.grids().enumerate() {
        for (r, line) in grid.cover().into_iter().enumerate() {
            for (x, covered) in line.into_iter().enumerate() {
                let place = covered.and_then(|c| grid.sources.get(c.row)?.get(c.index));
                let Some((letters, first)) = place.and_then(|at| source.cells.get(at)) else {
                    continue;
                };
                let anchor = match letters.is_empty() {
                    true if *first < source.paragraphs.len() => Anchor::Paragraph(*first),
                    true => continue,
                    false => Anchor::Letters(letters.clone()),
                };
                cells.insert((i + 1, r, x), anchor);
            }
        }
    }
    cells
}

/// The numbers of the comments in a part.
fn numbers(comments: &str) -> Result<BTreeSet<u32>, Error> {
    let mut numbers = BTreeSet::new();
    each_start(comments, |_, e| {
        if e.local_name().as_ref() == "comment" {
            numbers.extend(attribute(e, "id").and_then(|id| id.parse::<u32>().ok()));
        }
        Ok(())
    })?;
    Ok(numbers)
}

fn comment(names: &Names, id: u32, lines: &[String]) -> String {
    let paragraph = |line: &String| {
        let run = names.element("r", &[], &names.element("t", &[], line));
        names.element("p", &[], &run)
    };
    let paragraphs: String = lines.iter().map(paragraph).collect();
    let id = id.to_string();
    let said = [("id", id.as_str()), ("author", AUTHOR), ("initials", "年报")];
    names.element("comment", &said, &paragraphs)
}
