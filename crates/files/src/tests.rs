//! Properties of all readers and writers, and the cases of `tests/import`.

use proptest::prelude::*;
use report::document::{Block, CellRole, Document, Grid, GridCell, Role};

use crate::archive::pack;
use crate::error::Code;
use crate::{Error, read, write};

mod boundary;
mod desk;
mod desk_written;
mod growth;
mod import;
mod mutants;
mod outcome;
mod pdf;
mod refused;
mod register;
mod template;
mod workbooks;

/// Text with everything that could be taken for markup.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("主动公开政府信息"),
        Just("2017年"),
        Just("“先审查、后公开”——"),
        Just("<>&\"'"),
        Just("]]>"),
        Just("</script><!--"),
        Just("&amp;&#60;"),
        Just("\u{0}\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}"),
        Just("😀𠮷"),
        Just("  "),
        Just("\u{3000}\u{a0}"),
        Just("\t"),
        Just("{title}{side}"),
        Just("Ab1"),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|v| v.concat())
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::Title,
        Role::Heading,
        Role::Subheading,
        Role::Body,
        Role::Signature,
        Role::Annex,
        Role::TableTitle,
    ])
}

/// A grid without holes: free places are filled with cells of random spans.
fn grid() -> impl Strategy<Value = Grid> {
    let cell = (text(), text(), 1..4usize, 1..4usize, 0..4u8, any::<bool>());
    (1..5usize, 1..6usize, 0..3usize, prop::collection::vec(cell, 25)).prop_map(
        |(height, width, head_rows, cells)| {
            let mut taken = vec![vec![false; width]; height];
            let mut rows = vec![Vec::new(); height];
            let mut cells = cells.into_iter();
            for r in 0..height {
                for c in 0..width {
                    if taken[r][c] {
                        continue;
                    }
                    let Some((first, second, columns, tall, role, named)) = cells.next() else {
                        continue;
                    };
                    let columns = (c..width).take_while(|&x| !taken[r][x]).count().min(columns);
                    let tall = tall.min(height - r);
                    taken[r..r + tall].iter_mut().for_each(|row| row[c..c + columns].fill(true));
                    rows[r].push(GridCell {
                        text: if named { format!("{first}\n{second}") } else { first },
                        columns,
                        rows: tall,
                        role: [
                            CellRole::ColumnHead,
                            CellRole::RowHead,
                            CellRole::Note,
                            CellRole::Value,
                        ][usize::from(role)],
                        cell: named.then(|| "3.received.total".to_string()),
                        level: role,
                        asides: Vec::new(),
                    });
                }
            }
            let widths = vec![1000 / width as u16; width];
            Grid { widths, rows, head_rows, ..Grid::default() }
        },
    )
}

fn document() -> impl Strategy<Value = Document> {
    let paragraph = || {
        (role(), text())
            .prop_map(|(role, text)| Block::Paragraph(report::document::Paragraph { role, text }))
    };
    let block = prop_oneof![2 => paragraph(), 1 => grid().prop_map(Block::Grid)];
    (prop::collection::vec(block, 0..8), prop::option::of(text())).prop_map(|(blocks, data)| {
        let data = data.map(|text| serde_json::json!({ "nianbao": 1, "text": text }).to_string());
        Document { blocks, title: None, data }
    })
}

/// A title is broken before its year, but not where characters that a file cannot hold are all that
/// parts two Latin ones.
#[test]
fn what_a_file_cannot_hold_does_not_break_a_title() {
    let mut document = Document::default();
    document.push(
        Role::Title,
        "示例市经济技术开发区管理委员会Ab1\u{ffff}2017年政府信息公开工作年度报告",
    );
    let file = read_if_any(&write::docx::write(&document), "docx");
    assert_eq!(blocks(&file, false), blocks(&document, false));
}

/// The part of a text that a file can hold: no control characters, one space for several.
fn carried(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| (!c.is_control() || *c == '\t') && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn carried_lines(text: &str) -> String {
    text.split('\n').map(carried).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What is compared: the blocks as every file holds them; with `page`, also what only a web page
/// holds.
fn blocks(document: &Document, page: bool) -> Vec<String> {
    let cell = |c: &GridCell| {
        let more = (c.role, c.cell.as_deref(), c.level);
        let more = if page { format!("{more:?}") } else { String::new() };
        format!("{}×{} {:?} {more}", c.columns, c.rows, carried_lines(&c.text))
    };
    let block = |block: &Block| match block {
        Block::Paragraph(p) if carried(&p.text).is_empty() => None,
        Block::Paragraph(p) => Some(format!("{:?} {}", p.role, carried(&p.text))),
        Block::Grid(g) if g.rows.iter().flatten().all(|c| carried(&c.text).is_empty()) => None,
        Block::Grid(g) => {
            let rows = g.rows.iter().map(|r| r.iter().map(cell).collect::<Vec<_>>().join(" | "));
            Some(rows.collect::<Vec<_>>().join("\n"))
        }
    };
    document.blocks.iter().filter_map(block).collect()
}

fn json(data: Option<&String>) -> Option<serde_json::Value> {
    data.map(|d| serde_json::from_str(d).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_word_file_carries_the_document(document in document()) {
        let bytes = write::docx::write(&document);
        prop_assert_eq!(&bytes, &write::docx::write(&document));
        let file = read_if_any(&bytes, "docx");
        prop_assert_eq!(blocks(&file, false), blocks(&document, false));
        prop_assert_eq!(json(file.data.as_ref()), json(document.data.as_ref()));
    }

    #[test]
    fn a_page_carries_the_document(document in document()) {
        let page = write::html::write(&document);
        let file = read_if_any(page.as_bytes(), "html");
        prop_assert_eq!(blocks(&file, true), blocks(&document, true));
        prop_assert_eq!(json(file.data.as_ref()), json(document.data.as_ref()));
    }

    #[test]
    fn nothing_panics_on_noise(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
        for begin in ["PK\x03\x04", "<html><table>", "{\"nianbao\":", "\u{feff}"] {
            let _ = read(&[begin.as_bytes(), &bytes].concat());
        }
    }

    /// Parts of good files with pieces cut out, doubled or replaced.
    #[test]
    fn nothing_panics_on_mangled_files(
        document in document(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mangle = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            for (at, what) in &cuts {
                let at = at.index(bytes.len().max(1)).min(bytes.len());
                match what % 4 {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.drain(at..(at + usize::from(*what)).min(bytes.len()))),
                    2 => bytes.extend_from_within(..at),
                    _ if at < bytes.len() => bytes[at] = *what,
                    _ => {}
                }
            }
            bytes
        };
        let page = write::html::write(&document);
        let _ = read(&mangle(page.as_bytes()));
        let _ = read(&mangle(&write::docx::write(&document)));
        let body = write::docx::body(&document, &Default::default());
        let body = String::from_utf8_lossy(&mangle(body.as_bytes())).into_owned();
        let _ = read(&pack(&[("word/document.xml", body)]));
        let _ = read(&mangle(b"{\"nianbao\":1,\"form\":\"2014\",\"cells\":{\"1.1\":\"3\"}}"));
    }
}

fn read_if_any(bytes: &[u8], kind: &str) -> Document {
    let file = read(bytes).unwrap();
    assert_eq!((file.kind, &file.notes), (kind, &Vec::new()));
    file.document
}

/// The code of the error with which reading these bytes fails; its message must be a sentence.
fn code(bytes: &[u8]) -> Code {
    let error: Error = read(bytes).unwrap_err();
    assert!(error.message.ends_with('。'), "{error}");
    error.code
}

/// The formats that are written and can be read.
fn there_and_back() -> impl Iterator<Item = &'static str> {
    report::formats::written().filter(|format| format.reads()).map(|format| format.id)
}

/// A report with content in every place.
pub(crate) fn full_report(form: &'static report::Form) -> report::Report {
    let mut report = report::Report::new(form, Some(form.since), "示例市示例局");
    report.published = "2018-03-12".into();
    report.preface = "根据<条例>&规定，编制本报告。\n统计期限为一年。".into();
    for section in &mut report.sections {
        section.text = "全年公开信息128条。\n（一）工作机制\n“先审查、后公开”。".into();
    }
    for (i, cell) in form.cells().iter().enumerate() {
        report.cells.insert(cell.id.clone(), (i * 7 % 130).to_string());
    }
    report
}

#[test]
fn a_report_survives_every_format() {
    for form in report::FORMS {
        let report = full_report(form);
        for format in there_and_back() {
            let bytes = write(&report, None, format).unwrap();
            assert_eq!(bytes, write(&report, None, format).unwrap(), "{format}");
            assert_eq!(crate::read_report(&bytes).unwrap(), (report.clone(), vec![]), "{format}");
        }
        // Without the JSON in the file, the printed content is enough.
        let printed = Document { data: None, ..report::compose::compose(&report) };
        let page = write::html::write(&printed).into_bytes();
        for bytes in [write::docx::write(&printed), page] {
            assert_eq!(crate::read_report(&bytes).unwrap(), (report.clone(), vec![]));
        }
    }
}

/// The charts of a page are drawings with last year's figures; none of their words is read as text.
#[test]
fn charts_of_a_page_are_passed_over() {
    for form in report::FORMS {
        let (report, mut last) = (full_report(form), full_report(form));
        last.year = report.year.map(|year| year - 1);
        let page = String::from_utf8(write(&report, Some(&last), "html").unwrap()).unwrap();
        let drawn = page.matches("role=\"table\"").count();
        assert_eq!(drawn, form.charts.iter().copied().flatten().count(), "form {}", form.id);
        assert!(drawn > 0 && page.contains("空心为上年"));
        // Without the JSON in the file, everything must be read from the visible page.
        let data = page.find("<script type=\"application/json\"").unwrap();
        let data = data..page.find("</body>").unwrap();
        let shown = page.replacen(&page[data], "", 1);
        assert_eq!(crate::read_report(shown.as_bytes()).unwrap(), (report, vec![]));
    }
}

/// What an agency types into a blank workbook, in the text or in the tables, is read; the other
/// sheets are not.
#[test]
fn a_workbook_is_filled_in_and_read_back() {
    for form in report::FORMS {
        let mut blank = report::Report::new(form, Some(form.since), "示例市示例局");
        blank.level = Some(report::form::Level::Department);
        let bytes = write(&blank, None, "xlsx").unwrap();
        assert_eq!(crate::read_report(&bytes).unwrap(), (blank.clone(), vec![]));
        let archive = crate::archive::Archive::open(&bytes).unwrap();
        let mut filled = blank.clone();
        let mut parts: Vec<(String, String)> = Vec::new();
        for name in archive.names() {
            let mut xml = archive.text(name).unwrap().unwrap();
            if name == "xl/worksheets/sheet2.xml" {
                let cell = form.cells().iter().find(|c| c.table == 0).unwrap();
                let empty = xml.find(" s=\"15\"/>").unwrap();
                xml.replace_range(empty..empty + 9, " s=\"15\"><v>41</v></c>");
                filled.cells.insert(cell.id.clone(), "41".into());
            }
            if name == "xl/worksheets/sheet1.xml" {
                let row = xml.find("<row r=\"3\"").unwrap();
                let text =
                    "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>前言。</t></is></c></row>";
                let from = xml.find("<row r=\"2\"").unwrap();
                assert!(xml[from..row].contains(&blank.sections[0].heading));
                xml.replace_range(from..row, text);
                filled.preface = "前言。".into();
                filled.sections.remove(0);
            }
            parts.push((name.to_string(), xml));
        }
        let parts: Vec<(&str, String)> =
            parts.iter().map(|(name, xml)| (name.as_str(), xml.clone())).collect();
        let (read, notes) = crate::read_report(&pack(&parts)).unwrap();
        assert_eq!(read, filled);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].message.contains("改动"));
    }
}

/// The one-file program with megabytes of modules, and this text in the slot for a draft.
fn program_with(slot: &str) -> Vec<u8> {
    let program = "H4sIAAAA".repeat(400_000);
    format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>年报</title><body>\
         <nianbao-report><main><h1>政府信息公开工作年度报告</h1><p>正在启动…</p></main></nianbao-report>\
         <script type=\"application/json\" id=\"nianbao-report\">{slot}</script>\
         <script type=\"text/plain\" id=\"nianbao-module\">{program}</script></body></html>"
    )
    .into_bytes()
}

#[test]
fn a_saved_copy_of_the_program_is_its_report() {
    for form in report::FORMS {
        let mut report = full_report(form);
        report.sections[0].text += "</script><!--<script>&lt;";
        let json = report::draft::print(&report);
        let draft = format!("{{\"draft\":2,\"rev\":1,\"report\":{json},\"previous\":null}}");
        let copy = program_with(&draft.replace('<', "\\u003c"));
        assert_eq!(crate::read_report(&copy).unwrap(), (report, vec![]));
    }
    assert_eq!(crate::read_report(&program_with("")).unwrap_err().code, Code::Unsupported);
    assert_eq!(crate::read_report(&program_with("{\"draft\":2,")).unwrap_err().code, Code::Damaged);
    let later = "{\"draft\":2,\"report\":{\"nianbao\":9,\"form\":\"2021\"}}";
    assert_eq!(crate::read_report(&program_with(later)).unwrap_err().code, Code::Form);
}

#[test]
fn text_for_notepad() {
    let report = full_report(report::form("2014").unwrap());
    let text = String::from_utf8(write(&report, None, "txt").unwrap()).unwrap();
    assert!(text.starts_with("\u{feff}示例市示例局2014年"));
    let row = "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）\t条\t0";
    assert!(text.contains(&format!("\r\n{row}\r\n")));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert_eq!(write(&report, None, "exe").unwrap_err().code, Code::Unsupported);
}

#[test]
fn prompts_that_nobody_filled_in_are_named() {
    let word = "<w:p><w:r><w:t>共</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>\
        <w:r><w:t>单击此处填写</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>件</w:t></w:r></w:p>";
    let word =
        pack(&[("word/document.xml", format!("<w:document><w:body>{word}</w:body></w:document>"))]);
    let text = "<p>共<text:placeholder>单击此处填写</text:placeholder>件</p>";
    let open = pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".into()),
        ("META-INF/manifest.xml", String::new()),
        ("content.xml", format!("<body>{text}</body>")),
    ]);
    for file in [word, open] {
        let found = read(&file).unwrap();
        let Block::Paragraph(paragraph) = &found.document.blocks[0] else { panic!() };
        assert_eq!(paragraph.text, "共件");
        let said = found.notes.iter().any(|note| note.message.contains("单击此处填写"));
        assert!(said, "{:?}", found.notes);
    }
}
