//! What only workbooks and tables with commas have.

use std::fmt::Write;

use super::packed::{ods, units, xls, xlsx, xlsx_with};
use super::texts::{Kind, done, fill};

pub const KINDS: &[Kind] = &[
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
    ("bomb, xlsx, one long shared string", |size| {
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
];
