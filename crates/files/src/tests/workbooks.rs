//! Workbooks and zips that are broken, too large, encrypted or hostile; and the oldest binary
//! format, which no program at hand writes.

use std::fs;

use report::document::Block;

use super::code;
use super::import::{collect, folder};
use crate::archive::pack;
use crate::compound::tests::pack as compound;
use crate::error::Code;
use crate::{members, read, read_report};

/// A workbook with one sheet of this XML.
fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    let names = r#"<workbook><sheets><sheet name="表" r:id="a"/></sheets></workbook>"#;
    let relations = r#"<R><Relationship Id="a" Target="worksheets/s.xml"/></R>"#;
    pack(&[
        ("xl/workbook.xml", names.into()),
        ("xl/_rels/workbook.xml.rels", relations.into()),
        ("xl/sharedStrings.xml", strings.into()),
        ("xl/worksheets/s.xml", format!("<worksheet>{sheet}</worksheet>")),
    ])
}

fn ods(table: &str, manifest: &str) -> Vec<u8> {
    pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("META-INF/manifest.xml", manifest.into()),
        ("content.xml", format!("<c><table name='表'>{table}</table></c>")),
    ])
}

/// Records of a binary workbook.
fn biff(records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut stream = Vec::new();
    for (id, bytes) in records {
        stream.extend(id.to_le_bytes());
        stream.extend((bytes.len() as u16).to_le_bytes());
        stream.extend_from_slice(bytes);
    }
    stream
}

/// A row without height is as hidden as one that is marked so.
#[test]
fn a_row_without_height_is_hidden() {
    let row = |n: usize, height: &str, value: usize| {
        format!(
            "<row r=\"{n}\" {height}><c r=\"A{n}\" t=\"inlineStr\"><is><t>规章</t></is></c><c r=\"B{n}\"><v>{value}</v></c></row>"
        )
    };
    for height in ["hidden=\"1\"", "ht=\"0\" customHeight=\"1\""] {
        let rows = row(1, height, 777) + &row(2, "ht=\"14.5\"", 12);
        let book = xlsx(&format!("<sheetData>{rows}</sheetData>"), "<sst/>");
        assert_eq!(cells(&book), ["规章|12"], "{height}");
    }
}

/// The text of a sheet's cells, one row on each line.
fn cells(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes).unwrap().document;
    let rows = document.grids().flat_map(|g| &g.rows);
    rows.map(|r| r.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|")).collect()
}

/// The workbooks among the cases of `tests/import`, as whole files.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples =
        vec![("case xls".to_string(), fs::read(folder().join("sheet_binary/input.xls")).unwrap())];
    for case in ["sheet_numbers", "sheet_opendocument"] {
        let mut parts = Vec::new();
        collect(&folder().join(case).join("parts"), "", &mut parts);
        let parts: Vec<(&str, String)> = parts.iter().map(|(n, t)| (&**n, t.clone())).collect();
        samples.push((case.to_string(), pack(&parts)));
    }
    samples
}

#[test]
fn truncated_workbooks_are_damaged_or_read() {
    for (name, bytes) in samples() {
        for percent in 0..100 {
            let cut = &bytes[..bytes.len() * percent / 100];
            if let Err(error) = read_report(cut) {
                assert!(error.message.ends_with('。'), "{name} {percent}");
            }
        }
    }
}

/// Parts cut short within a complete container, and changed bytes in a binary one.
#[test]
fn broken_parts_are_damaged_or_read() {
    for case in ["sheet_numbers", "sheet_opendocument"] {
        let mut parts = Vec::new();
        collect(&folder().join(case).join("parts"), "", &mut parts);
        for i in 0..parts.len() {
            for percent in (0..100).step_by(3) {
                let mut cut: Vec<(&str, String)> =
                    parts.iter().map(|(n, t)| (&**n, t.clone())).collect();
                let end = cut[i].1.floor_char_boundary(cut[i].1.len() * percent / 100);
                cut[i].1.truncate(end);
                let _ = read_report(&pack(&cut));
            }
        }
    }
    let (_, bytes) = samples().swap_remove(0);
    for at in (0..bytes.len()).step_by(5) {
        let mut bytes = bytes.clone();
        bytes[at] = [0, 0x7f, 0xff][at % 3];
        let _ = read(&bytes);
    }
}

#[test]
fn workbooks_have_limits() {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1000));
    let full = format!("<sheetData>{}</sheetData>", row.repeat(1001));
    assert_eq!(code(&xlsx(&full, "")), Code::TooLarge);
    // One long text shared by many cells.
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(30_000));
    let shared = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(10_000));
    assert_eq!(code(&xlsx(&shared, &strings)), Code::TooLarge);
    // Cells far apart do not make a large grid, nor huge merged ranges a large cell.
    let far = r#"<row><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>2</v></c></row>"#;
    assert_eq!(cells(&xlsx(far, "")), ["1", "2"]);
    let all = r#"<mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:XFD1048576"/>"#;
    let merged = format!("{far}<mergeCells>{}</mergeCells>", all.repeat(100_000));
    assert_eq!(cells(&xlsx(&merged, "")), ["1", "2"]);
    let cell = "<table-cell table:number-columns-repeated='16384'><p>1</p></table-cell>";
    let rows = |n: usize| format!("<table-row table:number-rows-repeated='{n}'>{cell}</table-row>");
    assert_eq!(code(&ods(&rows(1_048_576), "")), Code::TooLarge);
    // Few rows may be a register on its side, with a column for each application.
    for (height, width) in [(1, 1_024), (64, 1_024), (65, 64)] {
        let document =
            read(&ods(&rows(height).replace("16384", "1100"), "")).map(|file| file.document);
        let Ok(Block::Grid(grid)) = document.as_ref().map(|d| &d.blocks[0]) else { panic!() };
        assert_eq!(grid.rows[0].len(), width, "{height} rows");
    }
    let deep = format!("<table-row><table-cell>{}", "<span>".repeat(100_000));
    assert_eq!(code(&ods(&deep, "")), Code::TooLarge);
    let deep = format!("<row><c><is>{}", "<r>".repeat(100_000));
    assert_eq!(code(&xlsx(&deep, "")), Code::TooLarge);
    // Only XML's own five entities are known.
    let bomb =
        r#"<!DOCTYPE s [<!ENTITY a "&b;&b;"><!ENTITY b "ha">]><sst><si><t>&a;x</t></si></sst>"#;
    assert_eq!(cells(&xlsx(r#"<row><c t="s"><v>0</v></c></row>"#, bomb)), ["x"]);
}

#[test]
fn locked_workbooks_say_so() {
    let locked = "<m><encryption-data/></m>";
    assert_eq!(code(&ods("", locked)), Code::Encrypted);
    assert_eq!(code(&pack(&[("encrypted-package", String::new())])), Code::Encrypted);
    let stream = biff(&[(0x809, &[0, 6, 5, 0]), (0x2f, &[0; 6])]);
    assert_eq!(code(&compound(&[("Workbook", &stream)])), Code::Encrypted);
}

/// Excel 95: texts in the machine's charset, packed numbers.
#[test]
fn the_oldest_workbooks_are_read() {
    let (sheet, _, _) = encoding_rs::GBK.encode("表一");
    let (label, _, _) = encoding_rs::GBK.encode("规章");
    let mut name = vec![0, 0, 0, 0, 0, 0, sheet.len() as u8];
    name.extend_from_slice(&sheet);
    let globals = |at: u32| {
        let mut name = name.clone();
        name[..4].copy_from_slice(&at.to_le_bytes());
        biff(&[(0x809, &[0, 5, 5, 0]), (0x85, &name), (0xe0, &[0; 16]), (0x0a, &[])])
    };
    let mut text = vec![0, 0, 0, 0, 0, 0, label.len() as u8, 0];
    text.extend_from_slice(&label);
    let packed = (1036 << 2 | 2_u32).to_le_bytes();
    let number = [&[0, 0, 1, 0, 0, 0][..], &packed].concat();
    let sheet = biff(&[(0x809, &[0, 5, 16, 0]), (0x204, &text), (0x27e, &number), (0x0a, &[])]);
    let stream = [globals(globals(0).len() as u32), sheet].concat();
    let file = compound(&[("Book", &stream)]);
    assert_eq!(read(&file).unwrap().kind, "xls");
    assert_eq!(cells(&file), ["规章|1036"]);
}

#[test]
fn zips_are_read_by_member() {
    let report = |agency: &str| {
        let form = report::form_for_year(2024);
        let mut report = report::Report::new(form, Some(2024), agency);
        report.cells.insert("3.granted.person".into(), "3".into());
        String::from_utf8(crate::write(&report, None, "html").unwrap()).unwrap()
    };
    let one = [("报告/甲.html", report("甲局")), ("__MACOSX/._甲.html", "x".into())];
    let (read, notes) = read_report(&pack(&one)).unwrap();
    assert_eq!((read.agency.as_str(), notes.len()), ("甲局", 0));
    // A text without a report comes first, and a picture follows.
    let text = "请查收附件。".to_string();
    let several = [
        ("说明.txt", text),
        ("甲.html", report("甲局")),
        ("乙.html", report("乙局")),
        ("图.gif", "GIF89a".into()),
    ];
    let zip = pack(&several);
    let (read, notes) = read_report(&zip).unwrap();
    assert_eq!(read.agency, "甲局");
    assert!(notes[0].message.contains("乙.html") && notes[0].message.contains("图.gif"));
    let names: Vec<String> = members(&zip).unwrap().0.into_iter().map(|m| m.name).collect();
    assert_eq!(names, ["说明.txt", "甲.html", "乙.html"]);
}

/// Zips within zips are not opened, and small parts that unpack to a lot are refused.
#[test]
fn zips_are_no_bombs() {
    // An empty zip has only signatures and zeros, so it can be written as text.
    let empty = format!("PK\u{3}\u{4}{}PK\u{5}\u{6}{}", "\0".repeat(26), "\0".repeat(18));
    let nested = pack(&[("内.zip", empty)]);
    assert_eq!(code(&nested), Code::Unsupported);
    let bomb = pack(&[("大.txt", "0".repeat(crate::limits::INFLATED + 1))]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(code(&bomb), Code::TooLarge);
}
