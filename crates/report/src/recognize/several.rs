//! Several reports in one text, and tables of another year next to those of the report. Each is
//! kept apart, so that none fills blank cells of another.

use super::bodies;
use super::headings::is_section_heading;
use super::layout::Line;
use super::sheets::is_form_heading;
use super::split_title;
use crate::document::{Block, Document};
use crate::text::{self, key};

/// The reports in a text, each from its title to the next title with another agency or year; empty
/// if there is only one report. A title counts only if a report follows it: other titles are links
/// to other pages.
pub(super) fn split(document: &Document) -> Vec<Document> {
    let blocks = &document.blocks;
    let titled = |block: &Block| match block {
        Block::Paragraph(p) if text::length(&p.text) <= 60 => {
            let (agency, year) = split_title(&p.text)?;
            (!agency.is_empty()).then_some((agency, year?))
        }
        _ => None,
    };
    let titles: Vec<(usize, (String, u16))> =
        blocks.iter().enumerate().filter_map(|(i, b)| Some((i, titled(b)?))).collect();
    let mut cuts = Vec::new();
    let mut own = None;
    for (n, (at, whose)) in titles.iter().enumerate() {
        let end = titles.get(n + 1).map_or(blocks.len(), |(next, _)| *next);
        if document.data.is_some() || !is_report(&blocks[at + 1..end]) {
            continue;
        }
        if own.replace(whose).is_some_and(|before| before != whose) {
            cuts.push(*at);
        }
    }
    if cuts.is_empty() {
        return Vec::new();
    }
    let ends = cuts.iter().copied().chain([blocks.len()]);
    let begins = std::iter::once(0).chain(cuts.iter().copied());
    let part = |(from, to): (usize, usize)| Document {
        blocks: blocks[from..to].to_vec(),
        title: document.title.clone(),
        data: None,
    };
    begins.zip(ends).map(part).collect()
}

/// Whether these blocks contain a report: sections of a form, or one section and a table.
fn is_report(blocks: &[Block]) -> bool {
    let heading = |b: &&Block| matches!(b, Block::Paragraph(p) if is_form_heading(&p.text));
    let table = |b: &Block| matches!(b, Block::Grid(grid) if grid.rows.len() > 2);
    let headings = blocks.iter().filter(heading).take(2).count();
    headings > 1 || headings == 1 && blocks.iter().any(table)
}

/// Most bytes of a line that is only a name.
const MOST_BYTES: usize = 160;

/// The name of a body as the line right above a table: `（一）示例市示例中心`.
pub(super) fn body_above(lines: &[Line], table: usize) -> Option<String> {
    let line =
        lines[..table].last().filter(|l| l.grid.is_none() && !is_section_heading(&l.text))?;
    body_in(&line.text)
}

/// Whether a line is nothing but the name of a body.
pub(super) fn names_body(line: &str) -> bool {
    !is_section_heading(line) && body_in(line).is_some()
}

fn body_in(line: &str) -> Option<String> {
    // Most lines are longer than any name.
    if line.len() > MOST_BYTES {
        return None;
    }
    let name = key(text::without_numeral(line));
    let name = name.trim_end_matches(':').trim_end_matches("本级");
    bodies::is_proper(name).then(|| name.to_string())
}

/// The year in a short line right above a table: `2023年数据：`, `2023年度统计表`. Dates, and lines
/// with two years, do not count.
pub(super) fn year_above(lines: &[Line], table: usize) -> Option<(usize, u16)> {
    for i in (table.saturating_sub(3)..table).rev() {
        let line = &lines[i];
        if line.grid.is_some() || is_section_heading(&line.text) {
            return None;
        }
        let tight = key(&line.text);
        if tight.contains('。') || tight.chars().count() > 40 || tight.contains('月') {
            continue;
        }
        if let Some((at, length, year)) = text::find_year(&tight) {
            let rest = &tight[at + length + '年'.len_utf8()..];
            return text::find_year(rest).is_none().then_some((i, year));
        }
    }
    None
}
