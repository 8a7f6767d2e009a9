//! A report as a file: the ways in which reports are laid out, and files that contain no report.

use files::write::xlsx::sheet::{Sheet, Style, text};
use files::write::{csv, docx, html, txt, xlsx};
use report::Report;
use report::compose::compose;
use report::document::{Block, Document, Grid, Role};

use crate::{Dice, Entry, Made};

type Write = fn(&Report) -> Vec<u8>;

/// Name, extension, and function of each layout. Only the last three include the report's JSON.
pub const LAYOUTS: [(&str, &str, Write); 11] = [
    ("docx", "docx", |r| docx::write(&print(r))),
    ("xlsx", "xlsx", |r| on_one_sheet(&print(r))),
    ("html", "html", |r| html::write(&print(r)).into_bytes()),
    ("txt", "txt", |r| txt::write(&print(r)).into_bytes()),
    ("csv", "csv", |r| csv::write(&print(r)).into_bytes()),
    ("pdf", "pdf.txt", |r| one_cell_a_line(&print(r)).into_bytes()),
    ("utf-16", "txt", |r| utf_16(&txt::write(&print(r)))),
    ("saved page", "doc", |r| saved_by_office(&print(r)).into_bytes()),
    ("own docx", "docx", |r| files::write(r, None, "docx").unwrap_or_default()),
    ("own html", "html", |r| files::write(r, None, "html").unwrap_or_default()),
    ("own json", "json", |r| files::write(r, None, "json").unwrap_or_default()),
];

/// The report as it is printed, without its JSON.
fn print(report: &Report) -> Document {
    Document { data: None, ..compose(report) }
}

/// Text and tables below each other on one worksheet, with merged cells as in print.
fn on_one_sheet(document: &Document) -> Vec<u8> {
    let mut sheet = Sheet { name: "年报".into(), widths: vec![16; 12], ..Sheet::default() };
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => sheet.push([text(Style::Plain, p.text.as_str())]),
            Block::Grid(grid) => push_grid(&mut sheet, grid),
        }
    }
    xlsx::book("年报", &[sheet])
}

fn push_grid(sheet: &mut Sheet, grid: &Grid) {
    use files::write::xlsx::sheet::reference;
    let top = sheet.rows.len();
    for (r, row) in grid.cover().into_iter().enumerate() {
        let mut cells = Vec::new();
        for (x, covered) in row.into_iter().enumerate() {
            let Some(covered) = covered else { continue };
            let cell = &grid.rows[covered.row][covered.index];
            cells.push(text(Style::Plain, if covered.begins { cell.text.as_str() } else { "" }));
            if covered.begins && cell.columns * cell.rows > 1 {
                let (from, to) = (
                    reference(top + r, x),
                    reference(top + r + cell.rows - 1, x + cell.columns - 1),
                );
                sheet.merges.push(format!("{from}:{to}"));
            }
        }
        sheet.push(cells);
    }
    sheet.push([]);
}

/// The text as extracted from a PDF: one cell on each line, broken paragraphs, page numbers in
/// between.
fn one_cell_a_line(document: &Document) -> String {
    /// Lines of a page.
    const PAGE: usize = 46;
    let mut lines: Vec<String> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => {
                let indent = if p.role == Role::Body { "　　" } else { "" };
                push_broken(&mut lines, &format!("{indent}{}", p.text));
            }
            Block::Grid(grid) => {
                let filled = grid.rows.iter().flatten().filter(|c| !c.text.is_empty());
                lines.extend(filled.flat_map(|c| c.text.split('\n').map(String::from)));
            }
        }
    }
    let pages = lines.chunks(PAGE).enumerate();
    pages.map(|(i, page)| format!("{}\n- {} -\n", page.join("\n"), i + 1)).collect()
}

/// A paragraph in lines as wide as a page; no line begins with a punctuation mark.
fn push_broken(lines: &mut Vec<String>, text: &str) {
    /// Half-width columns of a line.
    const LINE: usize = 66;
    let mut line = String::new();
    let mut width = 0;
    for c in text.chars() {
        let columns = if c.is_ascii() { 1 } else { 2 };
        if width + columns > LINE && !"，。；：、）”》".contains(c) {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        line.push(c);
        width += columns;
    }
    lines.push(line);
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A web page with the name of a Word file and the markup that office programs leave in it.
fn saved_by_office(document: &Document) -> String {
    html::write(document)
        .replace("<html lang", "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" lang")
        .replace("<p>", "<p class=MsoNormal style='text-indent:32.0pt'><span>")
        .replace("</p>", "<o:p></o:p></span></p>")
}

type Ruin = fn(&mut Dice) -> Vec<u8>;

/// Files in which no report can be found: damaged, of another kind, or hostile.
pub const RUINED: [(&str, &str, Ruin); 15] = [
    ("empty", "docx", |_| Vec::new()),
    ("cut off", "docx", |d| {
        let mut file = some_docx();
        file.truncate(200 + d.roll(file.len() / 2));
        file
    }),
    ("flipped bytes", "docx", |d| {
        let mut file = some_docx();
        let at = text_of(&file) + d.roll(100);
        file[at] ^= 0x55;
        file[at + 7] ^= 0x55;
        file
    }),
    ("password", "docx", |_| with_password(some_docx())),
    ("picture", "docx", |_| b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
    ("slides", "pptx", |_| files::pack(&[("ppt/presentation.xml", "<p/>")])),
    ("archive", "rar", |_| b"Rar!\x1a\x07\x01\0 and more".to_vec()),
    ("another text", "txt", |_| {
        "会议通知\n定于下周三上午九时召开例会，请准时参加。\n".repeat(9).into_bytes()
    }),
    ("broken markup", "docx", |_| word("<w:document><w:body><w:p><w:r><w:t>年报")),
    ("deep tables", "docx", |_| word(&"<w:tbl><w:tr><w:tc>".repeat(60_000))),
    ("deep page", "html", |_| "<div><table><tr><td>".repeat(120_000).into_bytes()),
    ("wide spans", "html", |_| {
        "<table><tr><td colspan=999999999 rowspan=999999999>x".repeat(2_000).into_bytes()
    }),
    ("nested data", "json", |_| "{\"nianbao\":1,\"sections\":[".repeat(50_000).into_bytes()),
    ("entities", "docx", |_| {
        word("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><w:document>&b;</w:document>")
    }),
    ("no pages", "pdf", |_| {
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF"
            .to_vec()
    }),
];

/// One of the ruined files, named like the others.
pub fn ruined(i: usize, dice: &mut Dice) -> Made {
    let (layout, ending, ruin) = RUINED[i / 10 % RUINED.len()];
    let entry = Entry {
        file: format!("{:05}_{layout}.{ending}", i + 1),
        layout,
        readable: false,
        agency: String::new(),
        year: 0,
        form: "",
        previous: None,
        faults: Vec::new(),
    };
    Made { bytes: ruin(dice), report: None, entry }
}

fn some_docx() -> Vec<u8> {
    let mut document = Document::default();
    document.push(Role::Title, "云川市城东区教育局2023年政府信息公开工作年度报告");
    (0..40).for_each(|n| document.push(Role::Body, format!("第{n}段。")));
    docx::write(&document)
}

/// Roughly where the compressed text of a Word file begins.
fn text_of(file: &[u8]) -> usize {
    let name = b"word/document.xml";
    file.windows(name.len()).position(|w| w == name).unwrap_or(0) + name.len() + 20
}

fn word(xml: &str) -> Vec<u8> {
    files::pack(&[("word/document.xml", xml)])
}

/// Marks every part of a container as encrypted.
fn with_password(mut zip: Vec<u8>) -> Vec<u8> {
    for (sign, flags) in [(b"PK\x01\x02", 8), (b"PK\x03\x04", 6)] {
        let heads: Vec<usize> =
            (0..zip.len() - 4).filter(|at| zip[*at..].starts_with(sign)).collect();
        heads.into_iter().for_each(|at| zip[at + flags] |= 1);
    }
    zip
}
