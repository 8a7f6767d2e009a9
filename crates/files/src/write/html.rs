//! The web page to publish: one file without scripts, with real table heads, a print style, the
//! charts at its end, and the report's JSON inside. All text of the report goes through `escape`,
//! so that none of it can become markup.

mod grid;
mod metadata;

use std::fmt::Write;
use std::ops::Range;

use report::Report;
use report::compose::compose;
use report::document::{Block, Document, Grid, Paragraph, Role};

use self::grid::{push_grid, width_class};
use self::metadata::metadata;
use super::picture::{HEADING, drawings};
use super::{With, escape, portable, title};

const STYLE: &str = include_str!("html.css");
/// Tables with at most this many rows are printed on one page.
const SHORT: usize = 20;

/// The page of a report, with the metadata that government portals ask for. The charts show last year's report
/// for comparison.
pub fn file(report: &Report, With { last, charts }: With) -> Vec<u8> {
    let document = compose(report);
    page_of(&document, &metadata(report), &drawings(report, last, charts)).into_bytes()
}

/// The page of a document that is not a report, such as a notice.
pub fn write(document: &Document) -> String {
    page_of(document, "", &[])
}

fn page_of(document: &Document, metadata: &str, pictures: &[String]) -> String {
    let mut page = head(title(document), metadata, "");
    page.push_str("<main>\n");
    push_blocks(&mut page, &document.blocks);
    if !pictures.is_empty() {
        // Readers of the text skip a drawing, so all words of a chart are inside it.
        let pictures = pictures.join("\n");
        let _ = writeln!(page, "<div class=\"picture\">\n{HEADING}\n{pictures}\n</div>");
    }
    page.push_str("</main>\n");
    if let Some(data) = &document.data {
        let data = portable(data);
        let _ = writeln!(page, "<script type=\"application/json\" id=\"nianbao\">{data}</script>");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The page up to its body; the rules in `style` follow the common ones.
pub(super) fn head(title: &str, metadata: &str, style: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n{metadata}<style>\n{STYLE}{style}</style>\n</head>\n<body>\n"
    )
}

pub(crate) fn push_blocks(page: &mut String, blocks: &[Block]) {
    // A table without a caption is named by the id of the heading before it.
    let (mut headings, mut tables, mut caption) = (0, 0, None);
    let mut kept = 0..0;
    for (i, block) in blocks.iter().enumerate() {
        if i >= kept.end && is_heading(block) {
            let class;
            (kept, class) = kept_with(blocks, i);
            let _ = writeln!(page, "<div class=\"{class}\">");
        }
        match block {
            Block::Paragraph(p) => {
                let before_grid = matches!(blocks.get(i + 1), Some(Block::Grid(_)));
                if p.role == Role::TableTitle && before_grid {
                    caption = Some(escape(&p.text));
                    continue;
                }
                push_paragraph(page, p, &mut headings);
            }
            Block::Grid(grid) => {
                // A wide table scrolls by itself on a narrow screen, also by keyboard.
                let name = match (&caption, headings) {
                    (None, 0) => " aria-label=\"表格\"".to_string(),
                    (None, n) => format!(" aria-labelledby=\"h{n}\""),
                    (Some(caption), _) => format!(" aria-label=\"{caption}\""),
                };
                let class = width_class(grid);
                let _ =
                    writeln!(page, "<div class=\"{class}\" role=\"region\" tabindex=\"0\"{name}>");
                tables += 1;
                push_grid(page, grid, tables, caption.take());
                page.push_str("</div>\n");
            }
        }
        if i + 1 == kept.end {
            page.push_str("</div>\n");
        }
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if matches!(p.role, Role::Heading | Role::Subheading))
}

/// Headings from `start` on, and a short table that follows them: they are printed on one page. Firefox
/// does not know `break-after: avoid`. Also, the class of their element: what else follows needs some room below.
fn kept_with(blocks: &[Block], start: usize) -> (Range<usize>, &'static str) {
    let end = start + blocks[start..].iter().take_while(|block| is_heading(block)).count();
    let titled = matches!(blocks.get(end), Some(Block::Paragraph(p)) if p.role == Role::TableTitle);
    let table = end + usize::from(titled);
    match blocks.get(table) {
        Some(Block::Grid(grid)) if is_short(grid) => (start..table + 1, "keep"),
        Some(Block::Grid(_)) => (start..end, "keep heads"),
        _ => (start..end, "keep lines"),
    }
}

/// Whether a table is printed on one page.
fn is_short(grid: &Grid) -> bool {
    grid.rows.len() <= SHORT
}

/// Writes a paragraph by its role; `headings` counts those that have an id.
fn push_paragraph(page: &mut String, p: &Paragraph, headings: &mut usize) {
    let mut text = escape(&p.text);
    if p.role == Role::Title {
        // Allows a line break after the year, not inside a word.
        text = text.replacen("年政府信息公开", "年<wbr>政府信息公开", 1);
    }
    let (tag, class) = match p.role {
        Role::Title => ("h1", ""),
        Role::Heading => ("h2", ""),
        Role::Subheading => ("h3", ""),
        Role::Body | Role::Addressee => ("p", ""),
        Role::Signature => ("p", " class=\"signature\""),
        Role::Annex => ("p", " class=\"annex\""),
        Role::TableTitle => ("p", " class=\"table-title\""),
    };
    let mut id = String::new();
    if tag != "p" {
        *headings += 1;
        id = format!(" id=\"h{headings}\"");
    }
    let _ = writeln!(page, "<{tag}{id}{class}>{text}</{tag}>");
}
