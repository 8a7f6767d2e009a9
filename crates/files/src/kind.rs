//! Recognises the kind of a file by its content, never by its name: a web page saved as `.doc` is
//! read as a web page.

use std::borrow::Cow;

use crate::archive::Archive;
use crate::compound::{self, Compound};
use crate::error::{Code, Error};
use crate::read::charset;

/// A kind of file that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// docx, docm, and Word documents as one XML file.
    Docx,
    /// Binary Word: doc, wps.
    Doc,
    /// odt, also as one flat XML file.
    Odt,
    /// xlsx, xlsm and the like.
    Xlsx,
    /// Binary Excel: xls, et.
    Xls,
    /// ods.
    Ods,
    /// A web page.
    Html,
    /// A web page as a mail: mht, mhtml.
    Mht,
    /// The report's own JSON.
    Json,
    /// Plain text, csv.
    Text,
    /// PDF.
    Pdf,
    /// A zip of other files.
    Zip,
}

/// The first bytes of kinds that cannot be read, with the name of the kind as it follows a Chinese
/// word in the message.
const MAGIC: [(&[u8], &str); 12] = [
    (b"{\\rtf", " RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
];

/// Parts that only occur in a kind of zip container that cannot be read, with the name of the kind.
const CONTAINERS: [(&str, &str); 5] = [
    ("xl/workbook.bin", "电子表格（xlsb）"),
    ("ppt/presentation.xml", "演示文稿"),
    ("OFD.xml", " OFD 文件"),
    ("META-INF/container.xml", "电子书"),
    ("Index/Document.iwa", " Pages 文稿"),
];

impl Kind {
    /// The format's id in [`report::formats::FORMATS`].
    pub fn id(self) -> &'static str {
        match self {
            Kind::Docx => "docx",
            Kind::Doc => "doc",
            Kind::Odt => "odt",
            Kind::Xlsx => "xlsx",
            Kind::Xls => "xls",
            Kind::Ods => "ods",
            Kind::Html => "html",
            Kind::Mht => "mht",
            Kind::Json => "json",
            Kind::Text => "txt",
            Kind::Pdf => "pdf",
            Kind::Zip => "zip",
        }
    }
}

/// Recognises the kind of these bytes.
///
/// # Errors
/// The kind cannot be read; the message names it.
pub fn kind_of(bytes: &[u8]) -> Result<Kind, Error> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Error::new(
            Code::Damaged,
            "文件是空的，没有可读的内容；请确认已保存后再打开。",
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return container(bytes);
    }
    if bytes.starts_with(compound::MAGIC) {
        return in_compound(bytes);
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    // Magic numbers of two letters also begin texts; only a binary file has zeros nearby.
    let magic = MAGIC.iter().find(|(m, _)| {
        bytes.starts_with(m) && (m.len() > 2 || bytes.iter().take(64).any(|b| *b < 9))
    });
    if let Some((_, name)) = magic {
        return Err(unsupported(*name));
    }
    if bytes.contains(&0) && !charset::is_utf16(bytes) {
        return Err(unsupported("无法识别的文件"));
    }
    text(bytes)
}

/// The error for a kind that cannot be read; `name` is the kind's name.
pub(crate) fn unsupported(name: impl Into<Cow<'static, str>>) -> Error {
    let name = name.into();
    let is_book = ["Excel", "电子表格"].iter().any(|word| name.contains(word));
    let (program, format) = if is_book { ("Excel", "xlsx") } else { ("Word", "docx") };
    Error::new(
        Code::Unsupported,
        format!(
            "这是{name}，暂不能读取；请用 {program} 或 WPS 打开报告，另存为 {format} 后再打开。"
        ),
    )
}

fn container(bytes: &[u8]) -> Result<Kind, Error> {
    let archive = Archive::open(bytes)?;
    let has = |part: &str| archive.names().any(|name| name.eq_ignore_ascii_case(part));
    if archive.names().any(is_main_part) {
        return Ok(Kind::Docx);
    }
    if has("encrypted-package") {
        return Err(Error::encrypted());
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        let mime = archive.text("mimetype")?.unwrap_or_default();
        return match mime.trim() {
            mime if mime.contains("spreadsheet") => Ok(Kind::Ods),
            mime if mime.contains("text") => Ok(Kind::Odt),
            _ => Err(unsupported(" OpenDocument 文件")),
        };
    }
    let known = CONTAINERS.iter().find(|(part, _)| has(part));
    known.map_or(Ok(Kind::Zip), |(_, name)| Err(unsupported(*name)))
}

/// Whether a part of a container is the text of a Word document. Some servers call it
/// `document2.xml`.
pub fn is_main_part(name: &str) -> bool {
    let middle = name.strip_prefix("word/document").and_then(|n| n.strip_suffix(".xml"));
    middle.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// Recognises an OLE2 file by the streams directly under its root; what is embedded deeper belongs
/// to other documents.
fn in_compound(bytes: &[u8]) -> Result<Kind, Error> {
    let file = Compound::open(bytes)?;
    let has = |name: &str| file.names().any(|n| n.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") {
        return Err(Error::encrypted());
    }
    if has("WordDocument") {
        return Ok(Kind::Doc);
    }
    if has("Workbook") || has("Book") {
        return Ok(Kind::Xls);
    }
    const OTHERS: [(&str, &str); 3] = [
        ("PowerPoint Document", "旧版演示文稿（ppt）"),
        ("MatOST", " Microsoft Works 文件"),
        ("CONTENTS", " Microsoft Works 文件"),
    ];
    let known = OTHERS.iter().find(|(stream, _)| has(stream));
    Err(unsupported(known.map_or("旧版 Office 文件", |(_, name)| name)))
}

/// Recognises kinds of text. Tags are looked for near the beginning only: a page saved by a browser
/// may begin with comments, and any text may contain a `<` somewhere.
fn text(bytes: &[u8]) -> Result<Kind, Error> {
    let begin: String = bytes
        .iter()
        .take(8192)
        .filter(|b| **b != 0 && b.is_ascii())
        .map(|b| b.to_ascii_lowercase() as char)
        .collect();
    let first = begin.trim_start().chars().next();
    if first == Some('{') && begin.contains("\"nianbao\"") {
        return Ok(Kind::Json);
    }
    // Kinds that are whole documents in one XML file, with the words by which they are recognised.
    const XML: [(&str, &str, Result<Kind, &str>); 4] = [
        ("<office:document", "opendocument.text", Ok(Kind::Odt)),
        ("<pkg:package", "schemas.microsoft.com/office", Ok(Kind::Docx)),
        ("<w:worddocument", "schemas.microsoft.com/office/word", Err(" Word 2003 的 XML 文件")),
        ("<workbook", "microsoft-com:office:spreadsheet", Err(" Excel 2003 的 XML 文件")),
    ];
    let whole = XML.iter().find(|(root, words, _)| begin.contains(root) && begin.contains(words));
    if let Some((.., kind)) = whole.filter(|_| first == Some('<')) {
        return kind.map_err(unsupported);
    }
    const TAGS: [&str; 12] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<meta",
        "<h1",
        "<span",
        "<tr",
    ];
    if begin.contains("mime-version:") && begin.contains("content-type:") {
        return Ok(Kind::Mht);
    }
    let declared = begin.contains("<!doctype html") || begin.contains("<html");
    if (declared || first == Some('<')) && TAGS.iter().any(|tag| begin.contains(tag)) {
        return Ok(Kind::Html);
    }
    Ok(Kind::Text)
}
