//! The web page to publish: one file, no script, real heads of tables, a print style, and the
//! report's JSON inside. Nothing of the report can become markup: all text goes through `escape`.

use std::fmt::Write;

use report::document::{Block, CellRole, Document, Grid, GridCell, Role};

use super::{escape, portable, title};

const STYLE: &str = include_str!("html.css");

pub fn write(document: &Document) -> String {
    let title = escape(title(document));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    );
    push_blocks(&mut page, &document.blocks);
    page.push_str("</main>\n");
    if let Some(data) = &document.data {
        let data = portable(data);
        let _ = writeln!(page, "<script type=\"application/json\" id=\"nianbao\">{data}</script>");
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn push_blocks(page: &mut String, blocks: &[Block]) {
    // What a table without a caption is named by: the last heading's id.
    let (mut headings, mut caption) = (0, None);
    for (i, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(p) => {
                let text = escape(&p.text);
                let before_grid = matches!(blocks.get(i + 1), Some(Block::Grid(_)));
                let (tag, class) = match p.role {
                    Role::TableTitle if before_grid => {
                        caption = Some(text);
                        continue;
                    }
                    Role::Title => ("h1", ""),
                    Role::Heading => ("h2", ""),
                    Role::Subheading => ("h3", ""),
                    Role::Body => ("p", ""),
                    Role::Signature => ("p", " class=\"signature\""),
                    Role::Annex => ("p", " class=\"annex\""),
                    Role::TableTitle => ("p", " class=\"table-title\""),
                };
                let mut id = String::new();
                if tag != "p" {
                    headings += 1;
                    id = format!(" id=\"h{headings}\"");
                }
                let _ = writeln!(page, "<{tag}{id}{class}>{text}</{tag}>");
            }
            Block::Grid(grid) => {
                // Wide tables scroll by themselves on a narrow screen, with the keyboard too.
                let name = match (&caption, headings) {
                    (None, 0) => " aria-label=\"表格\"".to_string(),
                    (None, n) => format!(" aria-labelledby=\"h{n}\""),
                    (Some(caption), _) => format!(" aria-label=\"{caption}\""),
                };
                let _ =
                    writeln!(page, "<div class=\"scroll\" role=\"region\" tabindex=\"0\"{name}>");
                push_grid(page, grid, caption.take());
                page.push_str("</div>\n");
            }
        }
    }
}

fn push_grid(page: &mut String, grid: &Grid, caption: Option<String>) {
    page.push_str("<table>\n");
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
    // A cell cannot reach out of the head, so that a head cut through by one is no head.
    let heads = grid.head_rows.min(grid.rows.len());
    let reaches_out = |(r, row): (usize, &Vec<GridCell>)| row.iter().any(|c| r + c.rows > heads);
    let heads = if grid.rows[..heads].iter().enumerate().any(reaches_out) { 0 } else { heads };
    for (tag, rows) in [("thead", &grid.rows[..heads]), ("tbody", &grid.rows[heads..])] {
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(page, "<{tag}>");
        for row in rows {
            page.push_str("<tr>");
            row.iter().for_each(|cell| push_cell(page, cell));
            page.push_str("</tr>\n");
        }
        let _ = writeln!(page, "</{tag}>");
    }
    page.push_str("</table>\n");
}

fn push_cell(page: &mut String, cell: &GridCell) {
    let wide = cell.columns > 1;
    let tall = cell.rows > 1;
    let (tag, mut attributes) = match cell.role {
        CellRole::ColumnHead if wide => ("th", " scope=\"colgroup\"".to_string()),
        CellRole::ColumnHead => ("th", " scope=\"col\"".to_string()),
        CellRole::RowHead if tall => ("th", " scope=\"rowgroup\"".to_string()),
        CellRole::RowHead => ("th", " scope=\"row\"".to_string()),
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
    let _ = write!(page, "<{tag}{attributes}>{text}</{tag}>");
}
