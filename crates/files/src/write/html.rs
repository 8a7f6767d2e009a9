//! The web page to publish: one file without scripts, with real table heads, a print style, the
//! charts at its end, and the report's JSON inside. All text of the report goes through `escape`,
//! so that none of it can become markup.

use std::fmt::Write;
use std::ops::Range;

use report::compose::compose;
use report::document::{Block, CellRole, Covered, Document, Grid, GridCell, Paragraph, Role};
use report::{Report, text};

use super::picture::drawings;
use super::{escape, portable, title};

const STYLE: &str = include_str!("html.css");
/// Tables with at most this many rows are printed on one page.
const SHORT: usize = 20;
/// Length of the description in the page's head, in characters.
const DESCRIPTION: usize = 100;

/// The page of a report, with the metadata that government portals ask for. `last` is last year's
/// report, which the charts show for comparison.
pub fn file(report: &Report, last: Option<&Report>) -> Vec<u8> {
    let document = compose(report);
    page_of(&document, &metadata(report), &drawings(report, last)).into_bytes()
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
        let _ = writeln!(page, "<div class=\"picture\">\n{}\n</div>", pictures.join("\n"));
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

/// The metadata by which government portals file an article, as far as the report has them. The
/// names of the site and its columns are left to the site.
fn metadata(report: &Report) -> String {
    let (agency, title) = (report.agency.trim(), report.title.trim());
    let year = report.year.map_or_else(String::new, |year| format!("{year}年"));
    let texts = report.prose().flat_map(|(_, _, text)| text.lines()).map(str::trim);
    let first: String = texts.filter(|line| !line.is_empty()).take(1).collect();
    let description = match first.char_indices().nth(DESCRIPTION) {
        Some((end, _)) => format!("{}…", &first[..end]),
        None => first,
    };
    let keywords = [agency, "政府信息公开", "年度报告", &year].map(str::to_string);
    let keywords: Vec<String> = keywords.into_iter().filter(|word| !word.is_empty()).collect();
    let published = text::parse_date(&report.published).map(text::iso_date).unwrap_or_default();
    let entries = [
        ("ArticleTitle", title),
        ("PubDate", &published),
        ("ContentSource", agency),
        ("Keywords", &keywords.join(",")),
        ("Description", &description),
    ];
    let filled = entries.into_iter().filter(|(_, content)| !content.is_empty());
    filled
        .map(|(name, content)| format!("<meta name=\"{name}\" content=\"{}\">\n", escape(content)))
        .collect()
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
                let _ =
                    writeln!(page, "<div class=\"scroll\" role=\"region\" tabindex=\"0\"{name}>");
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

fn push_grid(page: &mut String, grid: &Grid, number: usize, caption: Option<String>) {
    let short = if is_short(grid) { " class=\"short\"" } else { "" };
    let _ = writeln!(page, "<table{short}>");
    if let Some(caption) = caption {
        let _ = writeln!(page, "<caption>{caption}</caption>");
    }
    if !grid.widths.is_empty() {
        page.push_str("<colgroup>");
        for width in &grid.widths {
            let _ = write!(page, "<col style=\"width:{}.{}%\">", width / 10, width % 10);
        }
        page.push_str("</colgroup>\n");
    }
    // Rows of heads count only as far as no cell reaches from them into the rows below.
    let heads = grid.head_rows.min(grid.rows.len());
    let reaches_out = |(r, row): (usize, &Vec<GridCell>)| row.iter().any(|c| r + c.rows > heads);
    let heads = if grid.rows[..heads].iter().enumerate().any(reaches_out) { 0 } else { heads };
    let names = Names::of(grid, number);
    for (tag, rows) in [("thead", 0..heads), ("tbody", heads..grid.rows.len())] {
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(page, "<{tag}>");
        for r in rows {
            page.push_str("<tr>");
            for (i, cell) in grid.rows[r].iter().enumerate() {
                push_cell(page, cell, &names.of_cell(r, i, cell));
            }
            page.push_str("</tr>\n");
        }
        let _ = writeln!(page, "</{tag}>");
    }
    page.push_str("</table>\n");
}

/// The ids of the heads that each value refers to. Where heads are merged, the attribute `scope`
/// alone does not say it.
struct Names<'a> {
    grid: &'a Grid,
    cover: Vec<Vec<Option<Covered>>>,
    /// The table's number on the page; `None` where `scope` is enough.
    number: Option<usize>,
}

impl Names<'_> {
    fn of(grid: &Grid, number: usize) -> Names<'_> {
        let merged = |c: &GridCell| {
            is_head(c) && (c.columns > 1 || c.rows > 1 && c.role == CellRole::RowHead)
        };
        let number = grid.rows.iter().flatten().any(merged).then_some(number);
        Names { grid, cover: grid.cover(), number }
    }

    /// The attribute with a head's id, or with the ids of a value's heads.
    fn of_cell(&self, row: usize, index: usize, cell: &GridCell) -> String {
        let Some(number) = self.number else { return String::new() };
        if is_head(cell) {
            return format!(" id=\"t{number}-{row}-{index}\"");
        }
        let here = |c: &Option<Covered>| c.is_some_and(|c| (c.row, c.index) == (row, index));
        let Some(column) = self.cover[row].iter().position(here) else { return String::new() };
        let at = |y: usize, x: usize| self.cover[y].get(x).copied().flatten();
        let head = |c: &Covered, role| self.grid.rows[c.row][c.index].role == role;
        // From the cell upwards, all rows of column heads.
        let above = (0..row).rev().map(|y| at(y, column).filter(|c| head(c, CellRole::ColumnHead)));
        let above = above.skip_while(Option::is_none).map_while(|c| c);
        let before = (0..column).filter_map(|x| at(row, x)).filter(|c| head(c, CellRole::RowHead));
        let mut ids: Vec<String> = Vec::new();
        for c in before.chain(above) {
            let id = format!("t{number}-{}-{}", c.row, c.index);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.is_empty() || cell.role != CellRole::Value {
            return String::new();
        }
        format!(" headers=\"{}\"", ids.join(" "))
    }
}

fn is_head(cell: &GridCell) -> bool {
    matches!(cell.role, CellRole::ColumnHead | CellRole::RowHead)
}

fn push_cell(page: &mut String, cell: &GridCell, names: &str) {
    let wide = cell.columns > 1;
    let tall = cell.rows > 1;
    let (tag, mut attributes) = match cell.role {
        CellRole::ColumnHead if wide => ("th", " scope=\"colgroup\"".to_string()),
        CellRole::ColumnHead => ("th", " scope=\"col\"".to_string()),
        CellRole::RowHead if tall => ("th", " scope=\"rowgroup\"".to_string()),
        CellRole::RowHead => ("th", " scope=\"row\"".to_string()),
        // A remark of several lines is read from the left.
        CellRole::Note if cell.text.contains('\n') => ("td", " class=\"lines\"".to_string()),
        CellRole::Note => ("td", " class=\"note\"".to_string()),
        CellRole::Value => ("td", String::new()),
    };
    if wide {
        let _ = write!(attributes, " colspan=\"{}\"", cell.columns);
    }
    if tall {
        let _ = write!(attributes, " rowspan=\"{}\"", cell.rows);
    }
    if cell.level > 0 {
        let _ = write!(attributes, " data-level=\"{}\"", cell.level);
    }
    if let Some(id) = &cell.cell {
        let _ = write!(attributes, " data-cell=\"{}\"", escape(id));
    }
    let text = escape(&cell.text).replace('\n', "<br>");
    let _ = write!(page, "<{tag}{names}{attributes}>{text}</{tag}>");
}
