//! Documents in formats whose text is simple to write, with cells that are formatted in unusual
//! ways.

use std::fmt::Write;

use report::document::{Block, Grid, GridCell};

use super::ways::{Damaged, Mark};
use super::word::docx;

/// A format's name, and how to write a document in it; `None` if it cannot express the damage.
pub type Format = (&'static str, fn(&Damaged) -> Option<Vec<u8>>);

pub const FORMATS: &[Format] = &[
    ("html", html),
    ("mht", mht),
    ("docx", docx),
    ("odt", odt),
    ("xlsx", xlsx),
    ("ods", ods),
    ("csv", csv),
    ("txt", txt),
];

pub type Marked<'a> = Option<(Mark, &'a str)>;

/// Each block as text: one function writes a paragraph, another one the cells of a table.
pub fn blocks(
    damaged: &Damaged,
    paragraph: impl Fn(&str) -> String,
    table: impl Fn(&Grid, &dyn Fn(usize, usize) -> Option<(Mark, String)>) -> Option<String>,
) -> Option<String> {
    let mut text = String::new();
    for (b, block) in damaged.document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(p) => text += &paragraph(&p.text),
            Block::Grid(grid) => {
                let mark = |r: usize, i: usize| damaged.marks.get(&(b, r, i)).cloned();
                text += &table(grid, &mark)?;
            }
        }
    }
    Some(text)
}

pub fn marked<'a>(mark: &'a Option<(Mark, String)>) -> Marked<'a> {
    mark.as_ref().map(|(mark, beside)| (*mark, beside.as_str()))
}

fn cut(damaged: &Damaged, text: String) -> Vec<u8> {
    let end = damaged.cut.map_or(text.len(), |per_mille| text.len() * per_mille / 1000);
    // A position within the tables, but not inside a character.
    let end = (end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text.as_bytes()[..end].to_vec()
}

fn html_text(damaged: &Damaged) -> Option<String> {
    let cell = |cell: &GridCell, mark: Marked| {
        let text = cell.text.replace('\n', "<br>");
        let inner = match mark {
            None => text,
            Some((Mark::Raised, n)) => format!("{text}<sup>{n}</sup>"),
            Some((Mark::Struck, n)) => format!("<s>{n}</s>{text}"),
            Some((Mark::Hidden, n)) => format!("{text}<span class=\"a gone\">{n}</span>"),
            Some((Mark::Nested, n)) => {
                format!("<table><tr><td>{text}</td><td>{n}</td></tr></table>")
            }
            Some((Mark::Field, _)) => format!("<input value=\"{text}\">"),
            Some((Mark::Small, n)) => format!("{text}<small>{n}</small>"),
            Some((Mark::Faint, n)) => match n.len() {
                1 => format!("{text}<b style=\"color: #fdfdfd\">{n}</b>"),
                2 => format!("{text}<b style=\"background: #ddf; color: #ddf\">{n}</b>"),
                _ => format!("{text}<b style=\"color: var(--paper)\">{n}</b>"),
            },
            Some((Mark::Drawn, _)) => format!("<svg><text>{text}</text></svg>"),
            Some((Mark::Styled, n)) => match n.len() {
                1 => format!("<i>{text}</i><i data-old=\"yes\">{n}</i>"),
                2 => format!("{text}<b class=\"off\" style=\"display: inline\">{n}</b>"),
                _ => format!("<u>{text}</u><u>{n}</u>"),
            },
            Some((Mark::Blank, _)) => "<img src=\"figure.png\">".into(),
            Some((Mark::Boxed, _)) => return None,
        };
        Some(format!("<td colspan={} rowspan={}><p>{inner}</p></td>", cell.columns, cell.rows))
    };
    let table = |grid: &Grid, mark: &dyn Fn(usize, usize) -> Option<(Mark, String)>| {
        let mut text = String::from("<table>");
        for (r, row) in grid.rows.iter().enumerate() {
            text += "<tr>";
            for (i, c) in row.iter().enumerate() {
                text += &cell(c, marked(&mark(r, i)))?;
            }
            text += "</tr>";
        }
        Some(text + "</table>")
    };
    let body = blocks(damaged, |text| format!("<p>{text}</p>"), table)?;
    let style = "<style>:root { --paper: white } .gone { display: none } i[data-old^=y], td u:last-child { display: none } \
        .off { display: none !important }</style>";
    Some(format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8>{style}</head><body>{body}</body></html>"
    ))
}

fn html(damaged: &Damaged) -> Option<Vec<u8>> {
    Some(cut(damaged, html_text(damaged)?))
}

fn mht(damaged: &Damaged) -> Option<Vec<u8>> {
    let page = html_text(damaged)?.replace('=', "=3D");
    let mail = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        {page}\r\n--x--\r\n"
    );
    Some(cut(damaged, mail))
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The part that lists the types of parts; `main` is the one with the text.
pub fn types(main: &str, kind: &str) -> String {
    let sheet = "/xl/worksheets/sheet1.xml";
    let kinds = "application/vnd.openxmlformats-officedocument";
    let sheets = match kind.starts_with("spreadsheet") {
        true => format!(
            "<Override PartName=\"{sheet}\" ContentType=\"{kinds}.spreadsheetml.worksheet+xml\"/>"
        ),
        false => String::new(),
    };
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
        <Override PartName=\"{main}\" ContentType=\"{kinds}.{kind}+xml\"/>{sheets}</Types>"
    )
}

pub fn relation(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

const OFFICE: &str = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" \
    xmlns:fo=\"f\" xmlns:draw=\"d\" xmlns:form=\"m\"";
const LOOKS: &str = "<style:style style:name=\"up\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
    <style:style style:name=\"old\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
    <style:style style:name=\"tiny\"><style:text-properties fo:font-size=\"5pt\"/></style:style>\
    <style:style style:name=\"faint\"><style:text-properties fo:color=\"#fcfcfc\"/></style:style>\
    <style:style style:name=\"gone\"><style:text-properties text:display=\"none\"/></style:style>";

/// A cell of an OpenDocument table; `None` if it cannot be formatted this way.
fn open_cell(cell: &GridCell, mark: Marked, sheet: bool) -> Option<String> {
    let text = cell.text.replace('\n', "<text:line-break/>");
    let span =
        |style: &str, n: &str| format!("<text:span text:style-name=\"{style}\">{n}</text:span>");
    let paragraph = |inner: String| format!("<text:p>{inner}</text:p>");
    let inner = match mark {
        None if cell.text.is_empty() => String::new(),
        None => paragraph(text),
        Some((Mark::Raised, n)) => paragraph(text + &span("up", n)),
        Some((Mark::Struck, n)) => paragraph(span("old", n) + &text),
        Some((Mark::Hidden, n)) => paragraph(text + &span("gone", n)),
        Some((Mark::Faint, n)) => paragraph(text + &span("faint", n)),
        Some((Mark::Drawn | Mark::Styled, _)) => return None,
        Some((Mark::Blank, _)) => {
            paragraph("<draw:frame><draw:image draw:name=\"1\"/></draw:frame>".into())
        }
        Some(_) if sheet => return None,
        Some((Mark::Small, n)) => paragraph(text + &span("tiny", n)),
        Some((Mark::Boxed, n)) => paragraph(format!(
            "{text}<draw:frame><draw:text-box><text:p>{n}</text:p></draw:text-box></draw:frame>"
        )),
        Some((Mark::Field, _)) => paragraph("<draw:control draw:control=\"c1\"/>".into()),
        Some((Mark::Nested, n)) => {
            let c = |text: &str| {
                format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
            };
            format!(
                "<table:table><table:table-row>{}{}</table:table-row></table:table>",
                c(&text),
                c(n)
            )
        }
    };
    Some(format!(
        "<table:table-cell table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\">{inner}</table:table-cell>",
        cell.columns, cell.rows
    ))
}

fn open_rows(
    grid: &Grid,
    mark: &dyn Fn(usize, usize) -> Option<(Mark, String)>,
    sheet: bool,
) -> Option<String> {
    let mut text = String::new();
    for (r, line) in grid.cover().iter().enumerate() {
        text += "<table:table-row>";
        for covered in line {
            text += &match covered {
                Some(c) if c.begins => {
                    open_cell(&grid.rows[c.row][c.index], marked(&mark(r, c.index)), sheet)?
                }
                Some(_) => "<table:covered-table-cell/>".into(),
                None => "<table:table-cell/>".into(),
            };
        }
        text += "</table:table-row>";
    }
    Some(text)
}

fn odt(damaged: &Damaged) -> Option<Vec<u8>> {
    if damaged.cut.is_some() {
        return None;
    }
    let table = |grid: &Grid, mark: &dyn Fn(usize, usize) -> Option<(Mark, String)>| {
        Some(format!("<table:table>{}</table:table>", open_rows(grid, mark, false)?))
    };
    let body = blocks(damaged, |text| format!("<text:p>{text}</text:p>"), table)?;
    let value = damaged.marks.iter().find(|(_, (mark, _))| *mark == Mark::Field);
    let value = value.map_or(String::new(), |((b, r, i), _)| match &damaged.document.blocks[*b] {
        Block::Grid(grid) => grid.rows[*r][*i].text.clone(),
        Block::Paragraph(_) => String::new(),
    });
    let forms = format!(
        "<office:forms><form:form><form:text form:id=\"c1\" form:current-value=\"{value}\"/></form:form></office:forms>"
    );
    let content = format!(
        "<office:document-content {OFFICE}><office:automatic-styles>{LOOKS}</office:automatic-styles>\
        <office:body><office:text>{forms}{body}</office:text></office:body></office:document-content>"
    );
    Some(files::pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ]))
}

fn ods(damaged: &Damaged) -> Option<Vec<u8>> {
    if damaged.cut.is_some() {
        return None;
    }
    let row = |text: &str| {
        format!(
            "<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let rows = blocks(damaged, row, |grid, mark| open_rows(grid, mark, true))?;
    let content = format!(
        "<office:document-content {OFFICE}><office:automatic-styles>{LOOKS}</office:automatic-styles><office:body>\
        <office:spreadsheet><table:table table:name=\"年报\">{rows}</table:table></office:spreadsheet></office:body>\
        </office:document-content>"
    );
    Some(files::pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ]))
}

fn xlsx(damaged: &Damaged) -> Option<Vec<u8>> {
    use files::write::xlsx::sheet::reference;
    let run = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
    let (mut rows, mut merges, mut top) = (String::new(), String::new(), 0);
    for (b, block) in damaged.document.blocks.iter().enumerate() {
        let grid = match block {
            Block::Grid(grid) => grid.clone(),
            Block::Paragraph(p) => Grid {
                rows: vec![vec![GridCell::new(Default::default(), p.text.clone())]],
                ..Grid::default()
            },
        };
        for (r, line) in grid.cover().iter().enumerate() {
            let y = top + r;
            let _ = write!(rows, "<row r=\"{}\">", y + 1);
            for (x, covered) in line.iter().enumerate() {
                let Some(c) = covered.filter(|c| c.begins) else { continue };
                let cell = &grid.rows[c.row][c.index];
                let plain = run("", &cell.text);
                let inner = match marked(&damaged.marks.get(&(b, r, c.index)).cloned()) {
                    None => plain,
                    Some((Mark::Raised, n)) => plain + &run("<vertAlign val=\"superscript\"/>", n),
                    Some((Mark::Struck, n)) => run("<strike/>", n) + &plain,
                    Some((Mark::Faint, n)) => plain + &run("<color rgb=\"FFFDFDFD\"/>", n),
                    Some((Mark::Small, n)) => plain + &run("<sz val=\"6\"/>", n),
                    Some(_) => return None,
                };
                if !cell.text.is_empty() {
                    let at = reference(y, x);
                    let _ = write!(rows, "<c r=\"{at}\" t=\"inlineStr\"><is>{inner}</is></c>");
                }
                if cell.columns * cell.rows > 1 {
                    let to = reference(y + cell.rows - 1, x + cell.columns - 1);
                    let _ = write!(merges, "<mergeCell ref=\"{}:{to}\"/>", reference(y, x));
                }
            }
            rows += "</row>";
        }
        top += grid.rows.len() + 1;
    }
    if damaged.cut.is_some() {
        return None;
    }
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"年报\" sheetId=\"1\" r:id=\"rId1\"/>\
        </sheets></workbook>"
    );
    Some(files::pack(&[
        ("[Content_Types].xml", &types("/xl/workbook.xml", "spreadsheetml.sheet.main")),
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &sheet),
    ]))
}

fn csv(damaged: &Damaged) -> Option<Vec<u8>> {
    let plain = damaged.marks.is_empty() && damaged.cut.is_none();
    plain.then(|| files::write::csv::write(&damaged.document).into_bytes())
}

fn txt(damaged: &Damaged) -> Option<Vec<u8>> {
    let plain = damaged.marks.is_empty() && damaged.cut.is_none();
    plain.then(|| files::write::txt::write(&damaged.document).into_bytes())
}
