//! Hand-made PDF files: what is refused, and that every reading ends.

use miniz_oxide::deflate::compress_to_vec_zlib;
use report::document::{AsideKind, Block, Document};
use report::steps;

use crate::{Code, read};

/// A file with these objects; the first is the catalog.
pub fn file(objects: &[&[u8]], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{} 0 obj\n", i + 1).bytes().chain(object.iter().copied()));
        bytes.extend(b"\nendobj\n");
    }
    let begin = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(table.bytes());
    let end = format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{begin}\n%%EOF\n");
    bytes.extend(end.bytes());
    bytes
}

pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

const PAGE: &[u8] = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R\
    /Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>";
pub const FONT: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// A file of one page; the stream is its content, and also a form that the content may draw.
pub fn page(content: &[u8]) -> Vec<u8> {
    let pages = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>";
    file(&[b"<</Type/Catalog/Pages 2 0 R>>", pages, PAGE, content, FONT], "")
}

fn document(bytes: &[u8]) -> Document {
    read(bytes).unwrap().document
}

fn texts(document: &Document) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph(p) => p.text.clone(),
        Block::Grid(g) => {
            let rows = g.rows.iter();
            let rows = rows.map(|r| r.iter().map(|c| &*c.text).collect::<Vec<_>>().join("|"));
            rows.collect::<Vec<_>>().join("/")
        }
    };
    document.blocks.iter().map(text).collect()
}

fn code(bytes: &[u8]) -> Code {
    let error = read(bytes).unwrap_err();
    assert!(error.message.ends_with('。'), "{error}");
    error.code
}

const HELLO: &[u8] = b"BT /F 12 Tf 72 700 Td (Hello) Tj ET ";

#[test]
fn what_has_no_text_is_said_to_have_none() {
    assert_eq!(texts(&document(&page(&stream("", HELLO)))), ["Hello"]);
    let error =
        read(&page(&stream("", b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 ID x EI Q"))).unwrap_err();
    assert_eq!(error.code, Code::Unsupported);
    assert!(error.message.contains("扫描"), "{error}");
    let error = read(&page(&stream("", b"0 0 m 9 9 l S"))).unwrap_err();
    assert!(error.code == Code::Unsupported && !error.message.contains("扫描"), "{error}");
    // The codes refer to a font that is missing.
    let error = read(&page(&stream("", b"BT /G 12 Tf 72 700 Td (Hello) Tj ET"))).unwrap_err();
    assert!(error.code == Code::Unsupported && error.message.contains("字体"), "{error}");
}

#[test]
fn a_password_and_a_file_that_breaks_off() {
    let whole = page(&stream("", HELLO));
    let key = "<28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a>";
    let lock = format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -1/O{key}/U{key}>>");
    let content = stream("", HELLO);
    let pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let locked = [b"<</Type/Catalog/Pages 2 0 R>>", &pages[..], PAGE, &content, FONT];
    assert_eq!(code(&file(&locked, &lock)), Code::Encrypted);
    for percent in 0..97 {
        assert!(read(&whole[..whole.len() * percent / 100]).is_err(), "{percent}");
    }
    let moved = String::from_utf8(whole).unwrap().replace("startxref\n", "startxref\n9");
    assert_eq!(texts(&document(moved.as_bytes())), ["Hello"]);
}

#[test]
fn a_number_wider_than_its_cell_stays_whole() {
    let rules = b"50 650 100 50 re 150 650 20 50 re S ";
    let text = b"BT /F 12 Tf 60 670 Td (a) Tj 92 0 Td (19893) Tj ET";
    let document = document(&page(&stream("", &[&rules[..], text].concat())));
    assert_eq!(texts(&document), ["a|19893"]);
}

#[test]
fn what_nobody_sees_and_what_nobody_can_tell_apart_is_no_value() {
    let value = |drawn: &str| {
        let rules = "50 650 100 50 re 150 650 100 50 re S BT /F 12 Tf 60 670 Td (a) Tj ET";
        let found = document(&page(&stream("", format!("{rules} {drawn}").as_bytes())));
        let cell = found.grids().next().unwrap().rows[0][1].clone();
        (cell.text.clone(), cell.asides.first().map(|aside| aside.kind))
    };
    let is = |text: &str, kind| (text.to_string(), kind);
    let (old, new) = ("BT /F 12 Tf 160 670 Td (99) Tj ET", "BT /F 12 Tf 160 670 Td (407) Tj ET");
    let white = "1 g 155 660 80 30 re f 0 g";
    assert_eq!(value(&format!("{old} {white} {new}")), is("407", Some(AsideKind::Hidden)));
    assert_eq!(value(&format!("{old} {white}")), is("", Some(AsideKind::Hidden)));
    assert_eq!(value(&format!("{white} {new}")), is("407", None));
    // A shape covers what it is drawn over as far as it is not cut, whatever its colour.
    assert_eq!(value(&format!("{new} .5 g 155 660 80 30 re f")), is("", Some(AsideKind::Hidden)));
    let elsewhere = "q 0 0 50 50 re W n 1 g 0 0 600 800 re f Q";
    assert_eq!(value(&format!("{new} {elsewhere}")), is("407", None));
    let shown = "BT /F 12 Tf 160 670 Td (407) Tj ET BT /F 12 Tf 190 670 Td";
    let hidden = Some(AsideKind::Hidden);
    assert_eq!(value(&format!("{shown} .98 g (9) Tj ET")), is("407", hidden));
    assert_eq!(
        value(&format!(".9 g 155 660 80 30 re f 0 g {shown} .9 g (9) Tj ET")),
        is("407", hidden)
    );
    assert_eq!(value(&format!("0 g 155 660 80 30 re f 1 g {new}")), is("407", None));
    let cut = "q 0 0 50 50 re W n BT /F 12 Tf 190 670 Td (9) Tj ET Q";
    assert_eq!(value(&format!("{new} {cut}")), is("407", hidden));
    assert_eq!(value(&format!("{old} {new}")).1, Some(AsideKind::Overlaid));
    assert_eq!(value(&format!("{new} {new}")), is("407", None));
    let cut = "BT /F 12 Tf 7 Tr 160 670 Td (9) Tj ET 0 Tr BT /F 12 Tf 170 670 Td (407) Tj ET";
    assert_eq!(value(cut), is("407", Some(AsideKind::Hidden)));
}

#[test]
fn nothing_goes_on_without_end() {
    let zip = |data: &[u8]| compress_to_vec_zlib(data, 9);
    let packed = |data: &[u8]| stream("/Filter/FlateDecode", &zip(data));
    let bomb = zip(&vec![b' '; 1 << 20]);
    let too_much = |bytes: &[u8]| assert_eq!(code(bytes), Code::TooLarge);
    let much = read(&page(&packed(&HELLO.repeat(45_000)))).unwrap();
    assert!(much.notes.iter().any(|n| n.message.contains("只读入了一部分")));
    let kids = format!("<</Type/Pages/Kids[{}]>>", "<</Type/Page>>".repeat(2_000));
    too_much(&file(&[b"<</Type/Catalog/Pages 2 0 R>>", kids.as_bytes()], ""));
    // How much work a file may be, whatever is in it; a single step may take some more.
    let bounded = |bytes: &[u8]| {
        let before = steps::taken();
        let error = read(bytes).unwrap_err();
        let taken = steps::taken() - before;
        assert!(taken < steps::budget(bytes.len()) + 1_000_000, "{taken}");
        error.code
    };
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &zip(&bomb));
    for content in [
        twice,
        stream("/Type/XObject/Subtype/Form", &b"/X Do ".repeat(10_000)),
        stream("", &b"q ".repeat(1_000_000)),
        stream("", &b"[".repeat(100_000)),
        stream("", &b"(".repeat(100_000)),
        stream("", &b"BI /W 1 /H 1 ID x EI ".repeat(20_000)),
        stream("", &b"1e38 0 0 1e38 0 0 cm 0 0 1e38 1e38 re f ".repeat(100)),
        b"4 0 R".to_vec(),
        stream("/Length 4 0 R", b""),
    ] {
        assert_eq!(bounded(&page(&content)), Code::Unsupported);
    }
    for kids in ["2 0 R 2 0 R", "1 0 R 3 0 R 3 0 R"] {
        let kids = format!("<</Type/Pages/Kids[{kids}]/Parent 2 0 R>>");
        bounded(&file(&[b"<</Type/Catalog/Pages 2 0 R>>", kids.as_bytes(), PAGE], ""));
    }
    for begin in ["1 0 obj <<", "1 0 obj [", "1 0 obj (", "<</A ", "1 0 obj %"] {
        let bytes = format!("%PDF-1.7\n{}\nstartxref\n0\n%%EOF", begin.repeat(50_000));
        assert_eq!(bounded(bytes.as_bytes()), Code::Damaged, "{begin}");
    }
}

/// A table of a label and a form field: the field's value is read in its cell and said to be one; a
/// value that is drawn nowhere is named.
#[test]
fn form_fields_are_read_where_they_are_printed_or_named() {
    let rules = b"50 650 100 50 re 150 650 60 50 re S BT /F 12 Tf 60 670 Td (a) Tj ET";
    let pages = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>";
    let leaf = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>\
        /Annots[6 0 R 8 0 R 9 0 R]>>";
    let field = b"<</Subtype/Widget/FT/Tx/V(37)/Rect[155 655 205 695]/AP<</N 7 0 R>>>>";
    let drawn = b"0 0 50 40 re S /Tx BMC BT /F 12 Tf 10 15 Td (37) Tj ET EMC";
    let drawn = stream("/Subtype/Form/BBox[0 0 50 40]/Resources<</Font<</F 5 0 R>>>>", drawn);
    let bare = b"<</Subtype/Widget/T(b)/Parent<</FT/Tx/V<FEFF7532002A>>>/Rect[0 0 9 9]>>";
    let unseen = b"<</Subtype/Widget/FT/Tx/V(9)/F 2/Rect[0 0 9 9]>>";
    let content = stream("", rules);
    let objects: [&[u8]; 9] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages,
        leaf,
        &content,
        FONT,
        field,
        &drawn,
        bare,
        unseen,
    ];
    let found = read(&file(&objects, "")).unwrap();
    assert_eq!(texts(&found.document), ["a|37"]);
    let cell = &found.document.grids().next().unwrap().rows[0][1];
    assert_eq!(cell.asides[0].kind, AsideKind::Field);
    let said: Vec<&str> = found.notes.iter().map(|note| note.message.as_str()).collect();
    assert!(said.iter().any(|m| m.contains("“甲*”")), "{said:?}");
    assert!(said.iter().any(|m| m.contains("填写在表单里")), "{said:?}");
    assert!(!said.iter().any(|m| m.contains('9')), "{said:?}");
}
