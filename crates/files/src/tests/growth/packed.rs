//! Files of every format around growing content.

use std::fmt::Write;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::texts::{BEGIN, done, fill};
use crate::archive::pack;
use crate::compound::tests::pack as compound;
use crate::tests::pdf::{FONT, file, page, stream};

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
fn each(text: &str, before: &str, after: &str) -> String {
    text.lines().map(|line| format!("{before}{line}{after}")).collect()
}

fn html(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>")
        .into_bytes()
}

fn mail(coding: &str, body: &str) -> Vec<u8> {
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {coding}\r\n\r\n{body}\r\n--x--\r\n"
    )
    .into_bytes()
}

fn quoted(body: &str) -> Vec<u8> {
    let mut coded = String::new();
    for b in html(body) {
        match b {
            b'=' | 0x80.. => done(write!(coded, "={b:02X}")),
            b => coded.push(char::from(b)),
        }
    }
    mail("quoted-printable", &coded)
}

fn base64(body: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut coded = String::new();
    for three in html(body).chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | u32::from(*three.get(i).unwrap_or(&b' ')));
        coded.extend([18, 12, 6, 0].map(|by| char::from(SIGNS[(bits >> by & 63) as usize])));
    }
    mail("base64", &coded)
}

fn docx(body: &str) -> Vec<u8> {
    pack(&[
        ("[Content_Types].xml", "<Types/>".into()),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
    ])
}

fn docx_with(body: &str, part: &str, text: String) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    pack(&[("word/document.xml", body), (part, text)])
}

fn odt(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
        <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".into()),
        ("content.xml", content),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\">{rows}</table:table>\
        </office:spreadsheet></office:body></office:document-content>"
    );
    pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("content.xml", content),
    ])
}

fn xlsx(rows: &str, rest: &str) -> Vec<u8> {
    xlsx_with(&format!("<sheetData>{rows}</sheetData>{rest}"), "", "")
}

fn xlsx_with(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
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
fn xls(globals: &[(u16, Vec<u8>)], cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
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

fn units(numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|n| (*n as u16).to_le_bytes()).collect()
}

/// A binary Word file whose text is one piece, or one piece for each paragraph.
fn doc(text: &str) -> Vec<u8> {
    doc_of(text, false)
}

fn doc_of(text: &str, pieces: bool) -> Vec<u8> {
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

fn pdf(operators: &str) -> Vec<u8> {
    page(&stream("", format!("BT /F 9 Tf 50 800 Td {operators} ET").as_bytes()))
}

fn packed_pdf(content: &str) -> Vec<u8> {
    page(&stream("/Filter/FlateDecode", &compress_to_vec_zlib(content.as_bytes(), 6)))
}

/// A file of many pages with the same small content each.
fn pages(size: usize, content: &str) -> Vec<u8> {
    let count = (size / 200).max(1);
    let kids: String = (0..count).map(|i| format!("{} 0 R ", i * 2 + 4)).collect();
    let list =
        format!("<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 600 800]>>").into_bytes();
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), list, FONT.to_vec()];
    for i in 0..count {
        let at = i * 2 + 5;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/Contents {at} 0 R/Resources<</Font<</F 3 0 R>>>>>>")
                .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>(), "")
}

/// Inputs that only one format has.
pub const OTHERS: &[(&str, fn(usize) -> Vec<u8>)] = &[
    ("docx, small tables", |size| {
        docx(&fill(size, |i, t| {
            let cell = |n: usize| format!("<w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc>");
            let _ = write!(t, "<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(i), cell(1));
        }))
    }),
    ("docx, one long table", |size| {
        let rows = fill(size, |i, t| {
            let cell = |n: usize| format!("<w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc>");
            let _ = write!(t, "<w:tr>{}{}{}</w:tr>", cell(i), cell(1), cell(2));
        });
        docx(&format!("<w:tbl>{rows}</w:tbl>"))
    }),
    ("docx, one wide table", |size| {
        let row =
            fill(size, |i, t| done(write!(t, "<w:tc><w:p><w:r><w:t>{i}</w:t></w:r></w:p></w:tc>")));
        docx(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    }),
    ("docx, cells over rows", |size| {
        let rows = fill(size, |_, t| {
            t.push_str("<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"9\"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>")
        });
        docx(&format!("<w:tbl>{rows}</w:tbl>"))
    }),
    ("docx, lines in a cell", |size| {
        let lines = "<w:p><w:r><w:t>1</w:t></w:r></w:p>".repeat(size / 36);
        docx(&format!("<w:tbl><w:tr><w:tc>{lines}</w:tc></w:tr></w:tbl>"))
    }),
    ("docx, nested", |size| {
        docx(&format!("{}{}", "<w:x>".repeat(size / 11), "</w:x>".repeat(size / 11)))
    }),
    ("docx, fields", |size| {
        docx(&format!(
            "<w:p>{}</w:p>",
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>a</w:instrText></w:r>"
                .repeat(size / 72)
        ))
    }),
    ("docx, text boxes", |size| {
        docx(&"<w:p><w:r><w:t>a</w:t><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:r></w:p>".repeat(size / 112))
    }),
    ("docx, text boxes in one paragraph", |size| {
        docx(&format!(
            "<w:p>{}</w:p>",
            "<w:r><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:r>"
                .repeat(size / 76)
        ))
    }),
    ("docx, lists", |size| {
        docx_with(
        &"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>".repeat(size / 110),
        "word/numbering.xml",
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>".into(),
    )
    }),
    ("docx, styles", |size| {
        docx_with(
            &fill(size / 2, |i, t| {
                done(write!(
                    t,
                    "<w:p><w:pPr><w:pStyle w:val=\"s{i}\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
                ))
            }),
            "word/styles.xml",
            format!(
                "<w:styles>{}</w:styles>",
                fill(size / 2, |i, t| {
                    let _ = write!(
                        t,
                        "<w:style w:styleId=\"s{}\"><w:basedOn w:val=\"s{i}\"/><w:name w:val=\"a\"/></w:style>",
                        i + 1
                    );
                })
            ),
        )
    }),
    ("docx, footnotes", |size| {
        docx_with(
            &format!(
                "<w:p>{}</w:p>",
                fill(size / 2, |i, t| done(write!(
                    t,
                    "<w:r><w:t>a</w:t><w:footnoteReference w:id=\"{i}\"/></w:r>"
                )))
            ),
            "word/footnotes.xml",
            format!(
                "<w:footnotes>{}</w:footnotes>",
                fill(size / 2, |i, t| done(write!(
                    t,
                    "<w:footnote w:id=\"{i}\"><w:p><w:r><w:t>b</w:t></w:r></w:p></w:footnote>"
                )))
            ),
        )
    }),
    ("docx, breaks", |size| {
        docx(&format!("<w:p><w:r>{}</w:r></w:p>", "<w:t>件</w:t><w:br/>".repeat(size / 21)))
    }),
    ("flat docx, parts", |size| {
        let parts = fill(size, |i, t| {
            done(write!(
                t,
                "<pkg:part pkg:name=\"/word/header{i}.xml\"><pkg:xmlData><w:p/></pkg:xmlData></pkg:part>"
            ))
        });
        format!("<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">\
        <pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData><w:document><w:body><w:p/></w:body></w:document></pkg:xmlData></pkg:part>{parts}</pkg:package>").into_bytes()
    }),
    ("odt, spans", |size| {
        odt(&format!("<text:p>{}</text:p>", "<text:span>a</text:span>".repeat(size / 24)), "")
    }),
    ("odt, open spans", |size| {
        let depth = (size / 24).min(1_900);
        odt(
            &format!(
                "<text:p>{}{}{}</text:p>",
                "<text:span>".repeat(depth),
                "a b ".repeat(size / 4),
                "</text:span>".repeat(depth)
            ),
            "",
        )
    }),
    ("odt, styles", |size| {
        odt(
            &fill(size / 2, |i, t| done(write!(t, "<text:p text:style-name=\"s{i}\">a</text:p>"))),
            &fill(size / 2, |i, t| {
                done(write!(
                    t,
                    "<style:style style:name=\"s{}\" style:parent-style-name=\"s{i}\"/>",
                    i + 1
                ))
            }),
        )
    }),
    ("odt, lists", |size| {
        odt(&"<text:list text:style-name=\"a\"><text:list-item><text:p>a</text:p></text:list-item></text:list>".repeat(size / 95), "")
    }),
    ("odt, repeated cells", |size| {
        let cells = "<table:table-cell table:number-columns-repeated=\"1000\"><text:p>1</text:p></table:table-cell>".repeat(size / 95);
        odt(
            &format!(
                "<table:table><table:table-row table:number-rows-repeated=\"1000\">{cells}</table:table-row></table:table>"
            ),
            "",
        )
    }),
    ("odt, small tables", |size| {
        odt(
            &fill(size, |i, t| {
                let _ = write!(
                    t,
                    "<table:table><table:table-row><table:table-cell><text:p>{i}</text:p></table:table-cell></table:table-row></table:table>"
                );
            }),
            "",
        )
    }),
    ("xlsx, rows", |size| {
        xlsx(&fill(size, |i, t| done(write!(t, "<row><c><v>{i}</v></c><c><v>1</v></c></row>"))), "")
    }),
    ("xlsx, one wide row", |size| {
        xlsx(&format!("<row>{}</row>", fill(size, |i, t| done(write!(t, "<c><v>{i}</v></c>")))), "")
    }),
    ("xlsx, far rows", |size| {
        xlsx(
            &fill(size, |i, t| {
                done(write!(t, "<row r=\"{}\"><c><v>{i}</v></c></row>", i * 50 + 1))
            }),
            "",
        )
    }),
    ("xlsx, merged", |size| {
        let rows = fill(size / 2, |i, t| {
            done(write!(
                t,
                "<row r=\"{0}\"><c r=\"A{0}\"><v>{i}</v></c><c r=\"B{0}\"><v>1</v></c></row>",
                i + 1
            ))
        });
        let merged =
            fill(size / 2, |i, t| done(write!(t, "<mergeCell ref=\"A{}:B{}\"/>", i + 1, i + 1)));
        xlsx(&rows, &format!("<mergeCells>{merged}</mergeCells>"))
    }),
    ("xlsx, merged over far rows", |size| {
        let rows = fill(size / 2, |i, t| {
            done(write!(t, "<row r=\"{0}\"><c r=\"A{0}\"><v>{i}</v></c></row>", i * 50 + 1))
        });
        let merged = fill(size / 2, |i, t| {
            done(write!(t, "<mergeCell ref=\"A{}:B{}\"/>", i * 50 + 1, i * 50 + 2))
        });
        xlsx(&rows, &format!("<mergeCells>{merged}</mergeCells>"))
    }),
    ("xlsx, overlapping merges", |size| {
        let merged = "<mergeCell ref=\"A1:BL9000\"/>".repeat(size / 29);
        xlsx(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"9000\"><c r=\"BL9000\"><v>1</v></c></row>",
            &format!("<mergeCells>{merged}</mergeCells>"),
        )
    }),
    ("xlsx, shared strings", |size| {
        xlsx_with(
            &format!(
                "<sheetData>{}</sheetData>",
                fill(size / 2, |i, t| done(write!(t, "<row><c t=\"s\"><v>{i}</v></c></row>")))
            ),
            &fill(size / 2, |i, t| done(write!(t, "<si><t>项目{i}</t></si>"))),
            "",
        )
    }),
    ("xlsx, one long shared string", |size| {
        xlsx_with(
            &format!(
                "<sheetData>{}</sheetData>",
                "<row><c t=\"s\"><v>0</v></c></row>".repeat(size / 66)
            ),
            &format!("<si><t>{}</t></si>", "a".repeat(size / 2)),
            "",
        )
    }),
    ("xlsx, styles", |size| {
        xlsx_with(
            &format!(
                "<sheetData>{}</sheetData>",
                fill(size / 3, |i, t| done(write!(t, "<row><c s=\"{i}\"><v>{i}</v></c></row>")))
            ),
            "",
            &format!(
                "<numFmts>{}</numFmts><cellXfs>{}</cellXfs>",
                fill(size / 3, |i, t| done(write!(
                    t,
                    "<numFmt numFmtId=\"{i}\" formatCode=\"0.0\"/>"
                ))),
                fill(size / 3, |i, t| done(write!(t, "<xf numFmtId=\"{i}\"/>")))
            ),
        )
    }),
    ("xlsx, hidden rows and columns", |size| {
        let columns = fill(size / 2, |i, t| {
            done(write!(t, "<col min=\"{}\" max=\"{}\" hidden=\"1\"/>", i + 1, i + 1))
        });
        let rows = fill(size / 2, |i, t| {
            done(write!(t, "<row hidden=\"1\"><c t=\"inlineStr\"><is><t>a{i}</t></is></c></row>"))
        });
        xlsx_with(&format!("<cols>{columns}</cols><sheetData>{rows}</sheetData>"), "", "")
    }),
    ("ods, rows", |size| {
        ods(&fill(size, |i, t| {
            done(write!(
                t,
                "<table:table-row><table:table-cell><text:p>{i}</text:p></table:table-cell></table:table-row>"
            ))
        }))
    }),
    ("ods, repeated", |size| {
        ods(&"<table:table-row table:number-rows-repeated=\"9\"><table:table-cell table:number-columns-repeated=\"9\"><text:p>1</text:p></table:table-cell></table:table-row>".repeat(size / 160))
    }),
    ("ods, spans", |size| {
        ods(&"<table:table-row><table:table-cell table:number-rows-spanned=\"9000\" table:number-columns-spanned=\"60\"><text:p>1</text:p></table:table-cell></table:table-row>".repeat(size / 150))
    }),
    ("xls, numbers", |size| {
        let cell = |i: usize| (0x203, [units(&[i, 0, 0]), 1.5_f64.to_le_bytes().to_vec()].concat());
        xls(&[], &(0..size / 18).map(cell).collect::<Vec<_>>())
    }),
    ("xls, shared strings", |size| {
        let count = (size / 30).min(8_000);
        let string = |i: usize| [units(&[6]), vec![0], format!("{i:06}").into_bytes()].concat();
        let cell = |i: usize| {
            (0xfd, [units(&[i, 0, 0]), ((i % count) as u32).to_le_bytes().to_vec()].concat())
        };
        let mut parts =
            vec![(0xfc, [(count as u32).to_le_bytes(), (count as u32).to_le_bytes()].concat())];
        for strings in (0..count).collect::<Vec<_>>().chunks(800) {
            parts.push((0x3c, strings.iter().flat_map(|i| string(*i)).collect()));
        }
        xls(&parts, &(0..size / 14).map(cell).collect::<Vec<_>>())
    }),
    ("xls, continued", |size| {
        let text = (0x204, [units(&[0, 0, 0, 60_000]), vec![0], vec![b'a'; 8_000]].concat());
        let mut cells = vec![text];
        cells.extend((0..size / 5).map(|_| (0x3c, vec![0])));
        xls(&[], &cells)
    }),
    ("xls, merged", |size| {
        let cell =
            |i: usize| (0x203, [units(&[i * 2, 0, 0]), 1.5_f64.to_le_bytes().to_vec()].concat());
        let merged = |i: usize| (0xe5, units(&[1, i * 2, i * 2 + 1, 0, 1]));
        let count = (size / 32).min(32_000);
        xls(&[], &(0..count).map(cell).chain((0..count).map(merged)).collect::<Vec<_>>())
    }),
    ("doc, pieces", |size| doc_of(&fill(size / 10, |_, t| t.push_str("a\n")), true)),
    ("doc, cells", |size| doc(&fill(size / 2, |_, t| t.push_str("1\u{7}2\u{7}\u{7}")))),
    ("doc, fields", |size| doc(&fill(size / 2, |_, t| t.push_str("\u{13}a\u{14}b\u{15}")))),
    ("doc, open fields", |size| doc(&fill(size / 2, |_, t| t.push_str("\u{13}a")))),
    ("csv, rows", |size| {
        fill(size, |i, t| done(writeln!(t, "项目{i},{},{}", i % 9, i % 7))).into_bytes()
    }),
    ("csv, one wide row", |size| {
        format!("a,b,c\nd,e,f\n1,2,3\n{}", fill(size, |i, t| done(write!(t, "{i},")))).into_bytes()
    }),
    ("csv, quotes", |size| format!("a,b\n1,2\n3,4\n5,6\n{}", "\"".repeat(size)).into_bytes()),
    ("csv, open quotes", |size| {
        format!("a,b\n1,2\n3,4\n5,6\n{}", " \"a,b\n".repeat(size / 6)).into_bytes()
    }),
    ("csv, quotes that do not close", |size| {
        fill(size, |_, t| t.push_str("a,\" ,b\n")).into_bytes()
    }),
    ("csv, one quote and blanks", |size| {
        format!("a,b\n1,2\n3,4\n{}", ",\"".repeat(size / 2)).into_bytes()
    }),
    ("mht, parts", |size| {
        let parts =
            fill(size, |i, t| done(write!(t, "--x\r\nContent-Type: text/html\r\n\r\n<p>{i}\r\n")));
        format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n{parts}--x--"
        )
        .into_bytes()
    }),
    ("mht, equals signs", |size| mail("quoted-printable", &"= ".repeat(size / 2))),
    ("mht, blanks after an equals sign", |size| {
        mail("quoted-printable", &format!("={}", " ".repeat(999)).repeat(size / 1000))
    }),
    ("mht, head", |size| {
        format!("MIME-Version: 1.0\r\n{}\r\n\r\n<p>", "X: y\r\n z\r\n".repeat(size / 10))
            .into_bytes()
    }),
    ("mht, parameters", |size| {
        format!(
            "MIME-Version: 1.0\r\nContent-Type: text/html;{}\r\n\r\n<p>",
            "a=b;".repeat(size / 4)
        )
        .into_bytes()
    }),
    ("mht, boundaries", |size| {
        let mut text =
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n".to_string();
        text += &"--x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n".repeat(size / 54);
        text.into_bytes()
    }),
    ("pdf, operators", |size| {
        pdf(&fill(size, |i, t| done(write!(t, "0 -{} Td (abc {i}) Tj\n", i % 3))))
    }),
    ("pdf, one line", |size| pdf(&format!("({}) Tj", "a".repeat(size)))),
    ("pdf, equal places", |size| pdf(&"1 0 0 1 50 700 Tm (a) Tj\n".repeat(size / 25))),
    ("pdf, columns", |size| {
        pdf(&fill(size, |i, t| {
            done(write!(t, "1 0 0 1 {} {} Tm ({i}) Tj\n", i % 8 * 70, 800 - i / 8 % 90 * 9))
        }))
    }),
    ("pdf, drawn lines", |size| {
        page(&stream(
            "",
            fill(size, |i, t| {
                done(write!(t, "{0} 0 m {0} 800 l S\n0 {0} m 600 {0} l S\n", i % 600))
            })
            .as_bytes(),
        ))
    }),
    ("pdf, drawn boxes", |size| {
        page(&stream(
            "",
            format!(
                "BT /F 9 Tf 55 705 Td (a) Tj ET {}",
                fill(size, |i, t| done(write!(
                    t,
                    "{} {} 20 10 re S\n",
                    i % 30 * 20,
                    i / 30 % 80 * 10
                )))
            )
            .as_bytes(),
        ))
    }),
    ("pdf, one path", |size| {
        page(&stream(
            "",
            format!(
                "0 0 m {} S",
                fill(size, |i, t| done(write!(t, "{} {} l\n", i % 600, i * 7 % 800)))
            )
            .as_bytes(),
        ))
    }),
    ("pdf, filled path", |size| {
        page(&stream(
            "",
            format!(
                "0 0 m {} f",
                fill(size, |i, t| done(write!(t, "{} {} l\n", i % 600, i * 7 % 800)))
            )
            .as_bytes(),
        ))
    }),
    ("pdf, states", |size| {
        page(&stream("", format!("{}BT /F 9 Tf (a) Tj ET", "q ".repeat(size / 2)).as_bytes()))
    }),
    ("pdf, marks", |size| {
        page(&stream(
            "",
            format!("BT /F 9 Tf 50 700 Td {} ET", "/P <</MCID 1>> BDC (a) Tj ".repeat(size / 26))
                .as_bytes(),
        ))
    }),
    ("pdf, forms", |size| {
        page(&stream(
            "/Type/XObject/Subtype/Form",
            format!("BT /F 9 Tf 50 700 Td (a) Tj ET {}", "/X Do ".repeat(size / 6)).as_bytes(),
        ))
    }),
    ("pdf, packed", |size| {
        packed_pdf(&format!(
            "BT /F 9 Tf 50 800 Td {} ET",
            fill(size, |i, t| done(write!(t, "0 -9 Td (abc {i}) Tj\n")))
        ))
    }),
    ("pdf, pages", |size| pages(size, "BT /F 9 Tf 50 700 Td (abc) Tj ET")),
    ("pdf, objects", |size| {
        let one = stream("", b"BT /F 9 Tf 50 700 Td (abc) Tj ET");
        let mut objects: Vec<&[u8]> = vec![
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            &one,
            FONT,
        ];
        objects.resize(5 + size / 40, b"<</A 1>>");
        file(&objects, "")
    }),
    ("pdf, contents", |size| {
        let count = size / 90;
        let list: String = (0..count).map(|i| format!("{} 0 R ", i + 5)).collect();
        let own =
            format!("<</Type/Page/Parent 2 0 R/Contents[{list}]/Resources<</Font<</F 4 0 R>>>>>>")
                .into_bytes();
        let one = stream("", b"BT /F 9 Tf 50 700 Td (abc) Tj ET");
        let mut objects: Vec<&[u8]> = vec![
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
            &own,
            FONT,
        ];
        objects.resize(4 + count, &one);
        file(&objects, "")
    }),
    ("pdf, no table of objects", |size| {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend("1 0 obj <</A 1>> endobj\n".repeat(size / 24).into_bytes());
        bytes.extend(b"startxref\n0\n%%EOF");
        bytes
    }),
    ("pdf, open streams", |size| {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend("1 0 obj <<>> stream\n".repeat(size / 20).into_bytes());
        bytes.extend(b"startxref\n0\n%%EOF");
        bytes
    }),
    ("zip, entries", |size| {
        let names: Vec<(String, String)> = (0..size / 150)
            .map(|i| (format!("a{i}.txt"), format!("{BEGIN}新收申请{i}件。")))
            .collect();
        pack(&names.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>())
    }),
    ("zip, empty entries", |size| {
        let names: Vec<String> = (0..size / 100).map(|i| format!("a{i}")).collect();
        pack(&names.iter().map(|n| (n.as_str(), "")).collect::<Vec<_>>())
    }),
    ("zip, overlapping entries", overlapping),
    ("docx, entries", |size| {
        let names: Vec<String> =
            (0..(size / 100).min(9_000)).map(|i| format!("word/header{i}.xml")).collect();
        let mut parts =
            vec![("word/document.xml", "<w:document><w:body><w:p/></w:body></w:document>")];
        parts.extend(names.iter().map(|n| (n.as_str(), "<w:p><w:r><w:t>a</w:t></w:r></w:p>")));
        pack(&parts)
    }),
    ("json, cells", |size| {
        let cells = fill(size, |i, t| done(write!(t, "\"x{i}\":\"1\",")));
        format!("{{\"form\":\"2021\",\"year\":2024,\"cells\":{{{cells}\"y\":\"1\"}}}}").into_bytes()
    }),
];

/// A zip whose directory names the same entry many times.
fn overlapping(size: usize) -> Vec<u8> {
    let one = pack(&[("a.txt", "件".repeat(10_000))]);
    let from = one.windows(4).position(|w| w == b"PK\x01\x02").unwrap_or(0);
    let end = one.len() - 22;
    let count = size / (end - from);
    let directory = one[from..end].repeat(count);
    let mut bytes = [&one[..from], &directory].concat();
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&(count as u16).to_le_bytes());
    tail[10..12].copy_from_slice(&(count as u16).to_le_bytes());
    tail[12..16].copy_from_slice(&(directory.len() as u32).to_le_bytes());
    tail[16..20].copy_from_slice(&(from as u32).to_le_bytes());
    bytes.extend(tail);
    bytes
}
