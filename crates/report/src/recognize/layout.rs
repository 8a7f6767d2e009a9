//! The paragraphs of a document without page numbers, with hard-wrapped lines joined, and with
//! headings separated from the text that follows on the same line.

use std::borrow::Cow;

use crate::document::{Block, Document, Grid, Role};
use crate::text::{self, Numeral, key};

/// A paragraph or a grid.
pub(super) struct Line<'a> {
    pub text: Cow<'a, str>,
    pub role: Role,
    pub grid: Option<&'a Grid>,
}

/// The lines of a document that are not blank.
pub(super) fn lines(document: &Document) -> Vec<Line<'_>> {
    let line = |text| Line { text, role: Role::Body, grid: None };
    let blocks = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(p) => {
            vec![Line { text: unmarked(&p.text).into(), role: p.role, grid: None }]
        }
        Block::Grid(grid) => match super::page::of_grid(grid) {
            Some(told) => told.into_iter().map(|text| line(text.into())).collect(),
            None => vec![Line { text: "".into(), role: Role::Body, grid: Some(grid) }],
        },
    });
    let kept = |l: &Line| l.grid.is_some() || !(l.text.is_empty() || is_page_number(&key(&l.text)));
    super::running::unroll(blocks.filter(kept).collect(), document.title.as_deref())
}

/// A line without the Markdown signs for headings and bold words.
fn unmarked(line: &str) -> &str {
    // Tabs at the end are blank cells, and so are those before other cells; else they indent a text.
    let ended = line.trim_end_matches(|c: char| c.is_whitespace() && c != '\t');
    let cells = line.trim().contains('\t') && !line.contains('。');
    let line = if cells { ended.trim_start_matches([' ', '\u{3000}']) } else { ended.trim_start() };
    let line = if line.trim().is_empty() { "" } else { line };
    let heading = line.trim_start_matches('#');
    let line = if heading.starts_with(' ') { heading.trim_start() } else { line };
    let bold = line.strip_prefix("**").and_then(|l| l.strip_suffix("**"));
    bold.filter(|words| !words.contains('*')).unwrap_or(line)
}

/// Whether a text is a page number: `-5-`, `—5—`, `第5页`.
pub(crate) fn is_page_number(key: &str) -> bool {
    let inner = key.trim_matches(['-', '—', '–']);
    let dashed = inner.len() < key.len() && key.starts_with(['-', '—', '–']);
    let dashed = dashed && key.ends_with(['-', '—', '–']);
    let paged = key.strip_prefix('第').and_then(|k| k.strip_suffix('页'));
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (dashed && number(inner)) || paged.is_some_and(number)
}

/// Whether a text is the title of a table: `附件1`, `表二：收到和处理政府信息公开申请情况`,
/// `单位：件`.
pub(super) fn is_table_title(key: &str) -> bool {
    let annex = key.starts_with("附件") || key.starts_with("附表");
    let short = key.chars().count() <= if annex { 5 } else { 45 };
    let titled = ["表", "情况", "公开政府信息"].iter().any(|w| key.ends_with(w));
    short && (annex || titled || key.starts_with("单位:") || key.starts_with("(单位:"))
}

/// Whether a line only numbers an annex: `附件2`.
pub(super) fn is_annex(line: &str) -> bool {
    let key = key(line);
    (key.starts_with("附件") || key.starts_with("附表")) && key.chars().count() <= 5
}

/// Joins lines that were broken at a fixed width, as in the text of a PDF. A document without a
/// common line width stays as it is. Lines of tables (`used`), the title and complete headings are
/// not joined. Gives the lines and, for each old line, the number of the new line that contains it.
pub(super) fn unwrap<'a>(lines: Vec<Line<'a>>, used: &[bool]) -> (Vec<Line<'a>>, Vec<usize>) {
    let prose = |i: usize, l: &Line| {
        !used[i] && l.grid.is_none() && l.role == Role::Body && !l.text.contains(['\t', '|'])
    };
    let width = |l: &Line| l.text.chars().map(columns).sum::<usize>();
    let kept = lines.iter().enumerate().filter(|(i, l)| prose(*i, l)).map(|(_, l)| l);
    let full = full_width(kept.filter(|l| !is_whole(&l.text)).map(|l| (width(l), l.text.as_ref())));
    let wrapped = full.is_some();
    let full = full.unwrap_or(0);
    let mut joined: Vec<Line> = Vec::new();
    let mut place = Vec::new();
    let mut open = false;
    for (i, line) in lines.into_iter().enumerate() {
        let fills = prose(i, &line) && is_near(width(&line), full) && !is_whole(&line.text);
        let ends = line.text.ends_with(['。', '：', '！', '？']) && width(&line) < full;
        let begins = matches!(
            text::split_numeral(&line.text),
            Some((Numeral::Section(_) | Numeral::Subsection(_), _))
        );
        let goes_on = wrapped && open && prose(i, &line) && !begins;
        open = fills && !ends;
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => {
                let text = format!("{}{}", last.text, line.text);
                last.text = text.into();
            }
            None => joined.push(line),
        }
        place.push(joined.len() - 1);
    }
    (joined, place)
}

/// The width at which the lines of a document were broken, in half-width columns: most lines that
/// do not end a sentence have it, or most of all lines. `None` if lines were not broken.
fn full_width<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Option<usize> {
    let long: Vec<(usize, &str)> = lines.filter(|(width, _)| *width >= 30).collect();
    let unended = long.iter().filter(|(_, text)| !text.ends_with(['。', '：', '；', '！', '？']));
    let most = |mut widths: Vec<usize>, least: usize, share: usize| {
        widths.sort_unstable();
        let full = *widths.get(widths.len() * 3 / 4)?;
        let near = widths.iter().filter(|w| is_near(**w, full)).count();
        (widths.len() >= least && near * 100 >= widths.len() * share && full <= 140).then_some(full)
    };
    most(unended.map(|(width, _)| *width).collect(), 6, 85)
        .or_else(|| most(long.iter().map(|(width, _)| *width).collect(), 10, 67))
}

fn is_near(width: usize, full: usize) -> bool {
    width + 6 >= full && width <= full + 6
}

/// Whether a line is a complete title, or a complete heading of some form, so that the next line
/// does not continue it.
fn is_whole(line: &str) -> bool {
    let heading = key(text::without_numeral(line));
    let sections = || crate::all_forms().flat_map(|f| f.sections);
    let known = || sections().flat_map(|s| std::iter::once(&s.heading).chain(s.aliases));
    let numbered = matches!(text::split_numeral(line), Some((Numeral::Section(_), _)));
    let titled = !line.contains(['，', '《', '；']) && super::split_title(line).is_some();
    titled || numbered && known().any(|h| key(h) == heading)
}

/// The width of a character in half-width columns.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}
