//! The look of an office's template: read from a docx, put into ours.

use report::compose::compose;
use report::document::{Block, CellRole, Document, Grid, GridCell};

use crate::look::Look;
use crate::pages::pages;
use crate::write::docx::{write, write_like};
use crate::{Code, pack, read_template};

fn report() -> report::Report {
    report::draft::parse(include_str!("../../../../tests/reports/shili_2024.json")).unwrap()
}

/// A docx with these parts.
fn docx(styles: &str, body: &str) -> Vec<u8> {
    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    pack(&[
        ("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", format!("<w:styles {W}>{styles}</w:styles>")),
    ])
}

fn part(bytes: &[u8], name: &str) -> String {
    crate::archive::Archive::open(bytes).unwrap().text(name).unwrap().unwrap()
}

/// A paragraph with a look of its own, as most offices' documents have it.
fn paragraph(look: &str, run: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr>{look}<w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )
}

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia=\"宋体\" w:ascii=\"Calibri\"/><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:pPr><w:jc w:val=\"both\"/></w:pPr></w:style>";

fn last_years() -> Vec<u8> {
    let fonts = |font: &str, size: u8| {
        format!("<w:rFonts w:eastAsia=\"{font}\" w:ascii=\"{font}\"/><w:sz w:val=\"{size}\"/>")
    };
    let line = "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>";
    let text = "根据《中华人民共和国政府信息公开条例》的要求，现公布本年度报告。";
    let cell = |size, text| {
        format!(
            "<w:tc>{}</w:tc>",
            paragraph("<w:jc w:val=\"center\"/>", &fonts("楷体", size), text)
        )
    };
    let body = [
        paragraph("<w:jc w:val=\"center\"/>", &fonts("华文中宋", 36), "示例市财政局2023年政府信息公开工作年度报告"),
        paragraph(line, &fonts("方正仿宋_GBK", 30), &format!("　　{text}")),
        paragraph(line, &fonts("方正黑体_GBK", 30), "　　一、总体情况"),
        paragraph(line, &fonts("方正仿宋_GBK", 30), &format!("　　（一）主动公开情况。{text}")),
        paragraph(line, &fonts("方正楷体_GBK", 30), "　　（二）依申请公开"),
        format!("<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>", cell(20, "信息内容"), cell(18, "规章")),
        paragraph("<w:jc w:val=\"right\"/>", &fonts("隶书", 30), "2024年1月25日"),
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1800\" w:bottom=\"1440\" \
         w:left=\"1800\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr>"
            .into(),
    ];
    docx(STYLES, &body.concat())
}

#[test]
fn a_document_without_styles_of_its_own_tells_the_look_of_each_part() {
    let look = read_template(&last_years()).unwrap();
    let expected = [
        ("page.pgMar.left", "1800"),
        ("title.rFonts.eastAsia", "华文中宋"),
        ("title.sz.val", "36"),
        ("title.jc.val", "center"),
        ("heading.rFonts.eastAsia", "方正黑体_GBK"),
        ("subheading.rFonts.eastAsia", "方正楷体_GBK"),
        ("body.rFonts.eastAsia", "方正仿宋_GBK"),
        ("body.sz.val", "30"),
        ("body.spacing.line", "560"),
        ("body.ind.firstLineChars", "200"),
        ("head.sz.val", "20"),
        ("table.sz.val", "18"),
    ];
    for (key, value) in expected {
        assert_eq!(look.get(key).map(String::as_str), Some(value), "{key}: {look:#?}");
    }
    // The mark of a paragraph is bold, its text is not.
    assert!(!look.contains_key("body.b.val"));
}

#[test]
fn a_report_takes_the_look_and_gives_it_back() {
    let (look, document) = (read_template(&last_years()).unwrap(), compose(&report()));
    let written = write_like(&document, &look);
    assert!(part(&written, "word/document.xml").contains("w:left=\"1800\""));
    assert!(part(&written, "word/document.xml").contains("<w:tblW w:w=\"8306\""));
    let styles = part(&written, "word/styles.xml");
    assert!(styles.contains("方正仿宋_GBK") && !styles.contains("仿宋_GB2312"), "{styles}");
    assert!(!styles.contains("w:line=\"579\""), "{styles}");
    // Labels and figures stand as the form has them.
    let cells = styles.split("styleId=\"TableText\"").nth(1).unwrap();
    assert!(
        cells.split("</w:style>").next().unwrap().contains("<w:jc w:val=\"center\"/>"),
        "{cells}"
    );
    let again = read_template(&written).unwrap();
    let differ: Vec<_> = look
        .iter()
        .filter(|(key, value)| !key.contains(".jc.") && again.get(*key) != Some(value))
        .collect();
    assert_eq!(differ, []);
    assert_eq!(part(&write_like(&document, &again), "word/styles.xml"), styles);
    // The text is the same.
    assert_eq!(crate::read_report(&written).unwrap().0, report());
}

#[test]
fn our_own_file_as_a_template_changes_nothing() {
    let document = compose(&report());
    let look = read_template(&write(&document)).unwrap();
    let (ours, same) = (pages(&report(), &Look::new()).unwrap(), pages(&report(), &look).unwrap());
    let differ: Vec<_> =
        ours.look.iter().filter(|(key, value)| same.look.get(*key) != Some(value)).collect();
    assert_eq!(differ, []);
    assert_eq!(ours.text, same.text);
}

#[test]
fn an_empty_template_tells_by_its_styles() {
    let style = |id: &str, name: &str, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"a\"/>{more}</w:style>"
        )
    };
    let size = |size: u8| format!("<w:rPr><w:sz w:val=\"{size}\"/></w:rPr>");
    let styles =
        [STYLES.into(), style("1", "heading 1", &size(28)), style("t", "Title", &size(40))]
            .concat();
    let look = read_template(&docx(&styles, "<w:p/>")).unwrap();
    let size = |part: &str| look.get(&format!("{part}.sz.val")).map(String::as_str);
    assert_eq!(
        [size("title"), size("heading"), size("body")],
        [Some("40"), Some("28"), Some("21")]
    );
    assert_eq!(size("table"), None);
    assert!(!look.keys().any(|key| key.starts_with("page.")));
}

#[test]
fn what_is_kept_of_a_template_cannot_become_markup() {
    let evil = "\"/><w:evil w:a=\"".to_string();
    let look = Look::from([("body.sz.val".into(), evil.clone()), ("body.evil.val".into(), evil)]);
    let styles = part(&write_like(&compose(&report()), &look), "word/styles.xml");
    assert!(styles.contains("&quot;/&gt;") && !styles.contains("<w:evil"), "{styles}");
}

#[test]
fn another_kind_of_file_is_refused_with_what_to_do() {
    let error = read_template(b"\xd0\xcf\x11\xe0 an old document").unwrap_err();
    assert_eq!(error.code, Code::Unsupported);
    assert!(error.message.contains("另存为 docx"));
}

#[test]
fn a_remark_of_several_lines_is_read_from_the_left() {
    let cell = |text: &str| GridCell::new(CellRole::Note, text);
    let rows = vec![vec![cell("件"), cell("第 1 份：3\n第 2 份：4")]];
    let widths = [500, 500].as_slice().into();
    let grid = Grid { widths, rows, head_rows: 0, ..Grid::default() };
    let mut document = Document::default();
    document.blocks.push(Block::Grid(grid));
    let word = part(&write(&document), "word/document.xml");
    assert_eq!(word.matches("w:val=\"TableLabel").count(), 1, "{word}");
    let page = crate::write::html::write(&document);
    assert_eq!(page.matches("<td class=\"lines\">").count(), 1, "{page}");
    assert_eq!(page.matches("<td class=\"note\">").count(), 1, "{page}");
}
