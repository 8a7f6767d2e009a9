//! The Word document, laid out by GB/T 9704, printed from templates (docx-rs was measured at 631
//! KB, see ARCHITECTURE).
//!
//! Word and WPS need: absolute widths in `tblGrid`, `tblW` and `tcW`; every font named for Chinese
//! and Latin, with fallbacks in the font table; the East Asian hint on each run, without which “ ”
//! — … are shown in a Latin font; no theme. Deliberately absent: dates and names of programs, so
//! that equal reports give equal files.

pub(crate) mod look;

use std::fmt::Write;

use report::Report;
use report::compose::compose;
use report::document::{Block, CellRole, Document, Grid, GridCell, Paragraph, Role};

use self::look::Frame;
use super::{With, escape, portable, title};
use crate::NAMESPACE;
use crate::archive::pack;
use crate::look::Look;

/// Tables with at most this many rows are kept on one page; they always fit.
const SHORT: usize = 20;
/// Tables with more columns than this get a smaller font, so that heads and labels take fewer
/// lines.
pub(crate) const NARROW: usize = 8;
/// Least height of a row in twips. Rows of a long table are lower, so that it fits on two pages.
const ROW: usize = 380;
const ROW_OF_MANY: usize = 320;

const CONTENT_TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/rels.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_rels.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");
const FONTS: &str = include_str!("docx/fonts.xml");
const FOOTER: &str = include_str!("docx/footer.xml");
pub(super) const CORE: &str = include_str!("docx/core.xml");
const ITEM_PROPERTIES: &str = include_str!("docx/item_properties.xml");
const ITEM_RELATIONS: &str = include_str!("docx/item_rels.xml");
const SECTION: &str = include_str!("docx/section.xml");

const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The report as a file.
pub fn file(report: &Report, _: With) -> Vec<u8> {
    write(&compose(report))
}

/// The document as the bytes of a docx.
pub fn write(document: &Document) -> Vec<u8> {
    write_like(document, &Look::default())
}

/// The document as the bytes of a docx with the look of an office's template.
pub fn write_like(document: &Document, look: &Look) -> Vec<u8> {
    let title = escape(title(document));
    // The part is always written; without data it is empty, which the reader takes for no data.
    let data = escape(&portable(document.data.as_deref().unwrap_or_default()));
    pack(&[
        ("[Content_Types].xml", plain(CONTENT_TYPES)),
        ("_rels/.rels", plain(RELATIONS)),
        ("docProps/core.xml", plain(CORE).replace("{title}", &title)),
        ("word/document.xml", body(document, look)),
        ("word/_rels/document.xml.rels", plain(DOCUMENT_RELATIONS)),
        ("word/styles.xml", look::styles(look)),
        ("word/settings.xml", plain(SETTINGS)),
        ("word/fontTable.xml", plain(FONTS)),
        ("word/footer1.xml", plain(FOOTER).replace("{side}", "right")),
        ("word/footer2.xml", plain(FOOTER).replace("{side}", "left")),
        ("customXml/item1.xml", format!("{HEADER}<report xmlns=\"{NAMESPACE}\">{data}</report>")),
        ("customXml/itemProps1.xml", plain(ITEM_PROPERTIES).replace("{namespace}", NAMESPACE)),
        ("customXml/_rels/item1.xml.rels", plain(ITEM_RELATIONS)),
    ])
}

/// A template without the line ends and indents that only make it readable here.
pub(super) fn plain(template: &str) -> String {
    let lines = template.lines().map(str::trim);
    std::iter::once(HEADER).chain(lines).collect()
}

pub(crate) fn body(document: &Document, look: &Look) -> String {
    let frame = Frame::of(look);
    let mut xml = format!(
        "{HEADER}<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    );
    let mut name = "表格";
    let is_signature = |b: &Block| matches!(b, Block::Paragraph(p) if p.role == Role::Signature);
    for (i, block) in document.blocks.iter().enumerate() {
        match block {
            // Keeps the signature (agency and date) on the page of the text before it.
            Block::Paragraph(p) => {
                let keep = document.blocks.get(i + 1).is_some_and(is_signature);
                push_paragraph(&mut xml, p, keep, &frame);
                if matches!(p.role, Role::Heading | Role::TableTitle) {
                    name = &p.text;
                }
            }
            Block::Grid(grid) => push_grid(&mut xml, grid, name, frame.width),
        }
    }
    xml.push_str(&look::section(look));
    xml.push_str("</w:body></w:document>");
    xml
}

/// Appends a paragraph; `keep` keeps it on the same page as the next one.
fn push_paragraph(xml: &mut String, paragraph: &Paragraph, keep: bool, frame: &Frame) {
    let style = match paragraph.role {
        Role::Title => "Title",
        Role::Heading => "Heading1",
        Role::Subheading => "Heading2",
        Role::Body => "BodyText",
        Role::Addressee => "Salutation",
        Role::Signature => "Signature",
        Role::Annex => "Annex",
        Role::TableTitle => "Caption",
    };
    let keep = if keep { "<w:keepNext/>" } else { "" };
    let _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}</w:pPr>");
    match title_break(paragraph, frame) {
        Some(at) => {
            push_run(xml, &paragraph.text[..at]);
            xml.push_str("<w:r><w:br/></w:r>");
            push_run(xml, &paragraph.text[at..]);
        }
        None => push_run(xml, &paragraph.text),
    }
    xml.push_str("</w:p>");
}

/// The byte at which a title is broken, see [`report::compose::title_break`].
pub(crate) fn title_break(paragraph: &Paragraph, frame: &Frame) -> Option<usize> {
    let line = match paragraph.role {
        Role::Title => frame.title,
        Role::TableTitle => frame.caption,
        _ => return None,
    };
    report::compose::title_break(&paragraph.text, line)
}

/// Appends a run of text; tabs and line ends become elements.
fn push_run(xml: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = escape(text)
        .replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">")
        .replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
    let _ = write!(
        xml,
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    );
}

/// Appends a table as wide as the text; `name` is its description for screen readers.
fn push_grid(xml: &mut String, grid: &Grid, name: &str, text_width: usize) {
    let cover = grid.cover();
    let columns = cover.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return;
    }
    let edges = edges(grid, columns, text_width);
    let _ = write!(
        xml,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{text_width}\" \
         w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0020\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        escape(name)
    );
    for pair in edges.windows(2) {
        let _ = write!(xml, "<w:gridCol w:w=\"{}\"/>", pair[1] - pair[0]);
    }
    xml.push_str("</w:tblGrid>");
    let long = grid.rows.len() > 2 * SHORT;
    let height = if long { ROW_OF_MANY } else { ROW };
    for (r, row) in cover.iter().enumerate() {
        let head = if r < grid.head_rows { "<w:tblHeader/>" } else { "" };
        let _ = write!(
            xml,
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\"/>{head}</w:trPr>"
        );
        let set = Set {
            keep: grid.rows.len() <= SHORT && r + 1 < grid.rows.len(),
            small: columns > NARROW,
        };
        let mut column = 0;
        while column < columns {
            let here = row.get(column).copied().flatten();
            let key = here.map(|c| (c.row, c.index));
            let same = |x: &usize| {
                let next = row.get(*x).copied().flatten();
                next.map(|c| (c.row, c.index)) == key
            };
            let end = column + (column..columns).take_while(same).count();
            let cell = here.map(|c| (&grid.rows[c.row][c.index], c.row == r));
            push_cell(xml, cell, end - column, edges[end] - edges[column], &set);
            column = end;
        }
        xml.push_str("</w:tr>");
    }
    // Without a paragraph between them Word joins two tables into one.
    xml.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>");
}

/// The layout of the cells of a row.
struct Set {
    /// Keeps the row on the same page as the next one.
    keep: bool,
    small: bool,
}

/// The edges of the columns in twips; the last one is the width of the text.
fn edges(grid: &Grid, columns: usize, text_width: usize) -> Vec<usize> {
    let given = grid.widths.len() == columns && grid.widths.iter().all(|w| *w > 0);
    let width = |i: usize| if given { usize::from(grid.widths[i]) } else { 1 };
    let total: usize = (0..columns).map(width).sum();
    let mut sum = 0;
    let mut edges = vec![0];
    edges.extend((0..columns).map(|i| {
        sum += width(i);
        sum * text_width / total
    }));
    edges
}

/// Appends a cell of a row: `cell` and whether it begins in this row; `None` where the grid has a
/// hole.
fn push_cell(
    xml: &mut String,
    cell: Option<(&GridCell, bool)>,
    columns: usize,
    width: usize,
    set: &Set,
) {
    let _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if columns > 1 {
        let _ = write!(xml, "<w:gridSpan w:val=\"{columns}\"/>");
    }
    match cell {
        Some((cell, true)) if cell.rows > 1 => xml.push_str("<w:vMerge w:val=\"restart\"/>"),
        Some((_, false)) => xml.push_str("<w:vMerge/>"),
        _ => {}
    }
    xml.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    let (style, text) = match cell {
        Some((cell, true)) => (cell_style(cell), cell.text.as_str()),
        _ => ("TableText", ""),
    };
    // Heads keep the normal font size: they are meant to break after two characters.
    let small = if set.small && style != "TableHead" { "Small" } else { "" };
    let keep = if set.keep { "<w:keepNext/>" } else { "" };
    let _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}{small}\"/>{keep}");
    if let Some((GridCell { level: level @ 1.., .. }, true)) = cell {
        let level = u32::from(*level).min(8);
        let (hundredths, twips) = (level * 100, level * 210);
        let _ = write!(xml, "<w:ind w:leftChars=\"{hundredths}\" w:left=\"{twips}\"/>");
    }
    xml.push_str("</w:pPr>");
    push_run(xml, text);
    xml.push_str("</w:p></w:tc>");
}

/// The style of a cell. The label of a group of rows is centred like a head; the label of one row
/// is left-aligned, and so is a remark of several lines.
fn cell_style(cell: &GridCell) -> &'static str {
    match cell.role {
        CellRole::ColumnHead => "TableHead",
        CellRole::RowHead if cell.rows == 1 => "TableLabel",
        CellRole::Note if cell.text.contains('\n') => "TableLabel",
        _ => "TableText",
    }
}
