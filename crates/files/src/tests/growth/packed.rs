//! Files of every format around growing content.

use std::fmt::Write;

use super::pdf::pdf;
use super::texts::done;
use crate::archive::pack;
use crate::compound::tests::pack as compound;

/// How a format writes paragraphs that stand on lines, or the markup of a page.
type Format = (&'static str, fn(&str) -> Vec<u8>);

/// The patterns of text that are also tried in every other format.
pub const ALSO: [&str; 6] = [
    "words",
    "short paragraphs",
    "figures in prose",
    "headings",
    "whole reports",
    "one long paragraph",
];

pub const OF_PARAGRAPHS: &[Format] = &[
    ("html", |text| html(&each(text, "<p>", "</p>"))),
    ("mht", |text| quoted(&each(text, "<p>", "</p>"))),
    ("docx", |text| docx(&each(text, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"))),
    ("odt", |text| odt(&each(text, "<text:p>", "</text:p>"), "")),
    ("xlsx", |text| {
        xlsx(&each(text, "<row><c t=\"inlineStr\"><is><t>", "</t></is></c></row>"), "")
    }),
    ("ods", |text| {
        ods(&each(
            text,
            "<table:table-row><table:table-cell><text:p>",
            "</text:p></table:table-cell></table:table-row>",
        ))
    }),
    ("doc", doc),
    ("pdf", |text| pdf(&each(&text.replace(|c: char| !c.is_ascii(), "x"), "0 -9 Td (", ") Tj\n"))),
];

pub const OF_PAGES: &[Format] = &[("html", html), ("mht", base64)];

/// Each line between two pieces of markup.
pub fn each(text: &str, before: &str, after: &str) -> String {
    text.lines().map(|line| format!("{before}{line}{after}")).collect()
}

pub fn html(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>")
        .into_bytes()
}

pub fn mail(coding: &str, body: &str) -> Vec<u8> {
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {coding}\r\n\r\n{body}\r\n--x--\r\n"
    )
    .into_bytes()
}

pub fn quoted(body: &str) -> Vec<u8> {
    let mut coded = String::new();
    for b in html(body) {
        match b {
            b'=' | 0x80.. => done(write!(coded, "={b:02X}")),
            b => coded.push(char::from(b)),
        }
    }
    mail("quoted-printable", &coded)
}

pub fn base64(body: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut coded = String::new();
    for three in html(body).chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | u32::from(*three.get(i).unwrap_or(&b' ')));
        coded.extend([18, 12, 6, 0].map(|by| char::from(SIGNS[(bits >> by & 63) as usize])));
    }
    mail("base64", &coded)
}

pub fn docx(body: &str) -> Vec<u8> {
    pack(&[
        ("[Content_Types].xml", "<Types/>".into()),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
    ])
}

pub fn docx_with(body: &str, part: &str, text: String) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    pack(&[("word/document.xml", body), (part, text)])
}

pub fn odt(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
        <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    pack(&[
        ("META-INF/manifest.xml", "<manifest/>".into()),
        ("mimetype", "application/vnd.oasis.opendocument.text".into()),
        ("content.xml", content),
    ])
}

pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\">{rows}</table:table>\
        </office:spreadsheet></office:body></office:document-content>"
    );
    pack(&[
        ("META-INF/manifest.xml", "<manifest/>".into()),
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("content.xml", content),
    ])
}

pub fn xlsx(rows: &str, rest: &str) -> Vec<u8> {
    xlsx_with(&format!("<sheetData>{rows}</sheetData>{rest}"), "", "")
}

pub fn xlsx_with(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let names = r#"<workbook><sheets><sheet name="表" r:id="a"/></sheets></workbook>"#;
    let relations = r#"<R><Relationship Id="a" Target="worksheets/s.xml"/></R>"#;
    pack(&[
        ("xl/workbook.xml", names.into()),
        ("xl/_rels/workbook.xml.rels", relations.into()),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
        ("xl/styles.xml", format!("<styleSheet>{styles}</styleSheet>")),
        ("xl/worksheets/s.xml", format!("<worksheet>{sheet}</worksheet>")),
    ])
}

/// Records of a binary workbook with one sheet.
pub fn xls(globals: &[(u16, Vec<u8>)], cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |(id, bytes): &(u16, Vec<u8>)| {
        [&id.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat()
    };
    let begin = record(&(0x809, [0, 6, 5, 0].to_vec()));
    let end = record(&(0x0a, Vec::new()));
    let globals: Vec<u8> = globals.iter().flat_map(record).collect();
    let name = [0, 0, 0, 0, 0, 0, 1, 0, b's'];
    let at = (begin.len() + 4 + name.len() + globals.len() + end.len()) as u32;
    let sheet = record(&(0x85, [&at.to_le_bytes()[..], &name[4..]].concat()));
    let cells: Vec<u8> = cells.iter().flat_map(record).collect();
    let stream = [&begin[..], &sheet, &globals, &end, &begin, &cells, &end].concat();
    compound(&[("Workbook", &stream)])
}

pub fn units(numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|n| (*n as u16).to_le_bytes()).collect()
}

/// A binary Word file whose text is one piece, or one piece for each paragraph.
pub fn doc(text: &str) -> Vec<u8> {
    doc_of(text, false)
}

pub fn doc_of(text: &str, pieces: bool) -> Vec<u8> {
    let units: Vec<u16> = text.replace('\n', "\r").encode_utf16().collect();
    let mut main = vec![0; 512];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xec, 0xa5, 0xc1, 0]);
    put(10, &[0, 2]);
    // 14 short and 22 long numbers, then a list of 40 tables.
    put(32, &[14, 0]);
    put(62, &[22, 0]);
    put(64 + 3 * 4, &(units.len() as u32).to_le_bytes());
    put(152, &[40, 0]);
    let mut cuts = vec![0];
    if pieces {
        cuts.extend((0..units.len()).filter(|i| units[*i] == 13).map(|i| i + 1));
    }
    cuts.push(units.len());
    cuts.dedup();
    let places = cuts.iter().flat_map(|cut| (*cut as u32).to_le_bytes());
    let items = cuts[..cuts.len() - 1]
        .iter()
        .flat_map(|cut| [&[0, 0][..], &(512 + *cut as u32 * 2).to_le_bytes(), &[0, 0]].concat());
    let plc: Vec<u8> = places.chain(items).collect();
    let table = [&[2][..], &(plc.len() as u32).to_le_bytes(), &plc].concat();
    put(154 + 33 * 8 + 4, &(table.len() as u32).to_le_bytes());
    main.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    main.resize(main.len().max(4096), 0);
    let mut table = table;
    table.resize(table.len().max(4096), 0);
    compound(&[("WordDocument", &main), ("1Table", &table)])
}
