//! Comments in a Word document.

use report::document::{Covered, Grid, Spot};
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

/// The largest number that a comment of somebody else may have for ours to follow it.
const ROOM: u32 = 1 << 30;
const COMMENTS: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The document with a comment for each finding.
pub fn annotated(bytes: &[u8], about: &About, findings: &[Finding]) -> Result<Vec<u8>, Error> {
    let mut package = Package::open(bytes)?;
    let parts = package.archive.names().filter(|name| is_main_part(name));
    let part = parts.min_by_key(|name| name.len()).ok_or_else(Error::damaged)?.to_string();
    let xml = package.text(&part)?.ok_or_else(Error::damaged)?;
    let Traced { document, shown } = traced(bytes, &xml)?;
    let source = Source::of(&xml, &shown)?;
    let letters: Vec<char> = source.letters.iter().map(|l| l.letter).collect();
    let lines = Lines::find(about.report, &letters)?;
    let title = match lines.heading("title") {
        Some(letters) => Anchor::Letters(letters),
        None => source.first().ok_or_else(Error::damaged)?,
    };
    let grids: Vec<_> = document.grids().map(|grid| (grid, grid.cover())).collect();
    let anchor = |finding: &Finding| match about.place(finding, &lines) {
        Place::Letters(letters) => Some(Anchor::Letters(letters)),
        Place::Cell(spot) => in_cell(&source, &grids, spot),
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
    // A number that hardly leaves room for more is not one of a series.
    let used = numbers(old.as_deref().unwrap_or_default())?;
    let used = used.into_iter().chain(source.comments.iter().copied()).filter(|id| *id < ROOM);
    let mut free = used.max().map_or(0, |id| id + 1)..;
    let (mut comments, mut anchors) = (String::new(), Vec::new());
    for finding in findings {
        let id = free.next().unwrap_or_default();
        anchors.push((id, anchor(finding).unwrap_or_else(|| title.clone())));
        comments.push_str(&comment(&names, id, &about.told(finding)));
    }
    match (known, old) {
        (Some(name), Some(old)) => {
            let all = appended(&old, &mut |_| true, &comments)?.ok_or_else(Error::damaged)?;
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

/// The words of a cell of the document, or its first paragraph if it has none. `covers` are those of
/// its grids.
fn in_cell(
    source: &Source,
    grids: &[(&Grid, Vec<Vec<Option<Covered>>>)],
    spot: &str,
) -> Option<Anchor> {
    let Some(Spot::Table { number, row, column }) = Spot::of(spot) else { return None };
    let (grid, cover) = grids.get(number.checked_sub(1)?)?;
    let covered = (*cover.get(row)?.get(column)?)?;
    let at = grid.sources.get(covered.row)?.get(covered.index)?;
    let cell = source.cells.binary_search_by_key(at, |(at, ..)| *at).ok()?;
    let (_, letters, first) = &source.cells[cell];
    match letters.is_empty() {
        true => (*first < source.paragraphs.len()).then_some(Anchor::Paragraph(*first)),
        false => Some(Anchor::Letters(letters.clone())),
    }
}

/// The numbers of the comments in a part.
fn numbers(comments: &str) -> Result<Vec<u32>, Error> {
    let mut numbers = Vec::new();
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
