//! What is not read, each with its code and a message that says what to do: other kinds of files,
//! damaged and encrypted files, and files beyond a limit.

use report::document::Block;

use super::code;
use crate::archive::pack;
use crate::compound;
use crate::error::Code;
use crate::read;

#[test]
fn what_cannot_be_read_is_named() {
    for (bytes, name) in [
        (&b"\x89PNG\r\n\x1a\n"[..], "图片"),
        (b"{\\rtf1", "RTF"),
        (b"BM\x0a\0\0\0\0\0", "图片"),
        (&compound::tests::pack(&[("CONTENTS", b"a"), ("MatOST", b"b")]), "Works"),
        (&pack(&[("xl/workbook.bin", String::new())]), "xlsb"),
        (&pack(&[("OFD.xml", String::new())]), "OFD"),
        (&pack(&[("a.png", String::new())]), "压缩包"),
        (b"ab\0\x01\x02", "无法识别"),
    ] {
        let error = read(bytes).unwrap_err();
        assert_eq!(error.code, Code::Unsupported);
        assert!(error.message.contains(name), "{error}");
    }
    let encrypted = compound::tests::pack(&[("EncryptedPackage", b"a")]);
    assert_eq!(code(&encrypted), Code::Encrypted);
    let word = |text: &[u8]| compound::tests::pack(&[("WordDocument", text), ("0Table", b"")]);
    assert_eq!(code(&word(b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\x01")), Code::Encrypted);
    assert_eq!(code(&word(b"\xdc\xa5\x68\0\0\0\0\0\0\0\0\0")), Code::Unsupported);
    assert_eq!(code(&word(b"\xec\xa5\xc1\0")), Code::Damaged);
    assert_eq!(code(b""), Code::Damaged);
    assert_eq!(code(b" \r\n"), Code::Damaged);
    assert_eq!(code(b"PK\x03\x04 and then nothing"), Code::Damaged);
    assert_eq!(code(b"{\"nianbao\": 1, \"form\": "), Code::Damaged);
    assert_eq!(code(b"{\"nianbao\": 1, \"form\": \"1999\"}"), Code::Form);
    assert_eq!(code(&pack(&[("word/document.xml", "<w:p><w:r>")])), Code::Damaged);
    assert_eq!(read(b"BMW").unwrap().kind, "txt");
}

/// The cure fits the program that the file is for.
#[test]
fn what_is_of_another_program_or_in_another_file_is_told_with_its_cure() {
    let book = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet/></Workbook>";
    let word = "<?xml version=\"1.0\"?><w:wordDocument \
        xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>";
    let page = |inside: &str| format!("<html><head><title>年报</title></head>{inside}</html>");
    let set = page(
        "<frameset><frame src=\"年报.files/sheet001.htm\"><noframes><body>您的浏览器不支持框架。</body>\
        </noframes></frameset>",
    );
    let inner = page("<body><iframe src='text.html'></iframe></body>");
    for (text, words) in [
        (book.to_string(), ["Excel 2003", "用 Excel 或 WPS", "xlsx"]),
        (word.to_string(), ["Word 2003", "用 Word 或 WPS", "docx"]),
        (set, ["框架", "年报.files/sheet001.htm", "xlsx"]),
        (inner, ["框架", "text.html", "打开那个文件"]),
    ] {
        let error = read(text.as_bytes()).unwrap_err();
        assert_eq!(error.code, Code::Unsupported);
        assert!(words.iter().all(|word| error.message.contains(word)), "{error}");
    }
    let whole = page(&format!(
        "<body><p>{}</p><iframe src='share.html'></iframe></body>",
        "文".repeat(200)
    ));
    assert_eq!(read(whole.as_bytes()).unwrap().kind, "html");
}

#[test]
fn limits_hold() {
    assert_eq!(code(&vec![b'a'; crate::limits::BYTES + 1]), Code::TooLarge);
    assert_eq!(code("<table><tr><td>".repeat(100_000).as_bytes()), Code::TooLarge);
    assert_eq!(code(format!("<table>{}", "<td>".repeat(1_000_001)).as_bytes()), Code::TooLarge);
    assert_eq!(code("<p>a".repeat(200_001).as_bytes()), Code::TooLarge);
    assert_eq!(code("a\n".repeat(200_001).as_bytes()), Code::TooLarge);
    let deep = ["<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000)].concat();
    assert_eq!(code(&pack(&[("word/document.xml", deep)])), Code::TooLarge);
    let text = |body: &str| {
        pack(&[
            ("mimetype", "application/vnd.oasis.opendocument.text".into()),
            ("META-INF/manifest.xml", String::new()),
            ("content.xml", format!("<body>{body}</body>")),
        ])
    };
    let deep = ["<section>".repeat(100_000), "</section>".repeat(100_000)].concat();
    assert_eq!(code(&text(&deep)), Code::TooLarge);
    let row = "<table><table-row number-rows-repeated=\"1000000\"><table-cell \
        number-columns-repeated=\"9999999\"><p>a</p></table-cell></table-row></table>";
    assert_eq!(code(&text(row)), Code::TooLarge);
    let long = row.replace(">a<", &format!(">{}<", "a".repeat(100_000)));
    assert_eq!(code(&text(&long)), Code::TooLarge);
    let ends = "</table-cell></table-row></table>".repeat(100);
    let tables = ["<table><table-row><table-cell>".repeat(100), ends].concat();
    assert_eq!(code(&text(&tables)), Code::TooLarge);
    let part = |i: usize| format!("Content-Type: multipart/mixed; boundary=x{i}y\n\n--x{i}y\n");
    let nested: String = (0..100).map(part).collect();
    assert_eq!(code(format!("MIME-Version: 1.0\n{nested}").as_bytes()), Code::TooLarge);
    // Entities do not expand.
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><document><p><r><t>1&c;</t></r>\
        </p></document>";
    let read = read(&pack(&[("word/document.xml", bomb)])).unwrap();
    let Block::Paragraph(p) = &read.document.blocks[0] else { panic!() };
    assert_eq!(p.text, "1");
    // A huge span is cut to a limit.
    let spans = "<table><tr><td colspan=99999999 rowspan=99999999>a</table>";
    let Block::Grid(grid) = &crate::read(spans.as_bytes()).unwrap().document.blocks[0] else {
        panic!()
    };
    assert_eq!((grid.rows[0][0].columns, grid.rows[0][0].rows), (64, 1));
}
