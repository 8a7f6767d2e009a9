//! The report's own JSON in a PDF that we wrote (`crates/pdf`). It is used only if the pages show exactly the
//! words of its print, at the places where they were put.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream, String as Text};
use report::compose::{ATTACHMENT, PAGES, as_drawn, compose, digest};
use report::document::{Block, Document, Grid};

use super::guard::Budget;
use super::ink::Ink;

/// The attached JSON, and whether it and the pages are as they were written.
pub fn data(pdf: &Pdf, budget: &mut Budget) -> Option<(String, bool)> {
    let root = pdf.xref().get::<Dict>(pdf.xref().root_id())?;
    let file = root.get::<Array>("AF")?.iter::<Dict>().next()?;
    let is = |key: &str, text: &str| {
        file.get::<Text>(key).is_some_and(|value| value.as_bytes() == text.as_bytes())
    };
    if !is("F", ATTACHMENT) {
        return None;
    }
    let stream = file.get::<Dict>("EF")?.get::<Stream>("F")?;
    let json = String::from_utf8(budget.decode(&stream)?).ok()?;
    let mut shown = Vec::new();
    for page in pdf.pages().iter() {
        let content = budget.joined(page.raw().get::<Object>("Contents"));
        shown.extend_from_slice(content.trim_ascii_end());
    }
    shown.extend_from_slice(json.as_bytes());
    let whole = is(PAGES, &format!("{:016x}", digest(&shown)));
    Some((json, whole))
}

/// The print of the report in this JSON, if the pages show its words in their order. Between pages they also
/// show numbers and the heads of tables.
pub fn print(json: &str, inks: &[Ink]) -> Option<Document> {
    let print = compose(&report::draft::parse(json).ok()?);
    let (mut words, mut heads) = (String::new(), Vec::new());
    for block in &print.blocks {
        match block {
            Block::Paragraph(p) => words.extend(seen(&p.text)),
            Block::Grid(grid) => {
                heads.push(of_rows(grid, grid.head_rows));
                words.push_str(&of_rows(grid, grid.rows.len()));
            }
        }
    }
    // The reader of fonts takes radicals for the characters that they look like.
    let like = |text: String| report::text::as_seen(&text).unwrap_or(text);
    let (words, heads) = (like(words), heads.into_iter().map(like).collect::<Vec<_>>());
    let mut left = words.as_str();
    for (i, ink) in inks.iter().enumerate() {
        let shown = ink.glyphs.iter().map(|g| g.c).filter(|c| !c.is_whitespace());
        let shown = like(shown.collect());
        let mut shown = shown.strip_suffix(&format!("—{}—", i + 1))?;
        if !left.starts_with(shown) {
            shown = heads.iter().filter(|h| !h.is_empty()).find_map(|head| {
                shown.strip_prefix(head.as_str()).filter(|rest| left.starts_with(rest))
            })?;
        }
        left = &left[shown.len()..];
    }
    left.is_empty().then_some(print)
}

fn of_rows(grid: &Grid, rows: usize) -> String {
    grid.rows[..rows.min(grid.rows.len())]
        .iter()
        .flatten()
        .flat_map(|cell| seen(&cell.text))
        .collect()
}

/// The characters of a text that pages show.
fn seen(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(as_drawn).filter(|c| !c.is_whitespace())
}
