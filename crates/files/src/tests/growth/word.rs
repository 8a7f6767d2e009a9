//! What only Word files and texts of OpenDocument have.

use std::fmt::Write;

use super::packed::{doc, doc_of, docx, docx_with, odt};
use super::texts::{Kind, done, fill};

pub const KINDS: &[Kind] = &[
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
        let lines = "<w:p><w:r><w:t>公开政府信息</w:t></w:r></w:p>".repeat(size / 54);
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
    ("doc, pieces", |size| doc_of(&fill(size / 10, |_, t| t.push_str("a\n")), true)),
    ("doc, cells", |size| doc(&fill(size / 2, |_, t| t.push_str("1\u{7}2\u{7}\u{7}")))),
    ("doc, fields", |size| doc(&fill(size / 2, |_, t| t.push_str("\u{13}a\u{14}b\u{15}")))),
    ("doc, open fields", |size| doc(&fill(size / 2, |_, t| t.push_str("\u{13}a")))),
];
