//! Recognises the kind of a file by its content, never by its name: a web page saved as `.doc` is
//! read as a web page. Every reader says how well a content fits it; what no reader knows is named.

use std::borrow::Cow;

use crate::archive::Archive;
use crate::compound::{self, Compound};
use crate::error::{Code, Error};
use crate::read::{READERS, Reader, charset};

/// What is known of a file before it is read.
pub enum Content<'a> {
    /// A zip container, and what it has in the part `mimetype`.
    Zip(Archive<'a>, String),
    /// An OLE2 container, as old Office files are.
    Compound(Compound<'a>),
    /// Other bytes that are no text.
    Binary(&'a [u8]),
    /// Text in any charset, and its first Latin letters and marks, in lower case.
    Text(&'a [u8], String),
}

/// How well a content fits a reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    /// It is of another kind.
    No,
    /// The reader takes what is left by all others.
    Rest,
    /// It looks like it.
    Likely,
    /// It has what only this kind has.
    Sure,
}

impl Fit {
    /// [`Fit::Sure`] or [`Fit::No`].
    pub fn sure_if(known: bool) -> Fit {
        if known { Fit::Sure } else { Fit::No }
    }
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

/// Kinds that are whole documents in one XML file and cannot be read: their first element, words
/// near it, and the name of the kind.
const XML: [(&str, &str, &str); 2] = [
    ("<w:worddocument", "schemas.microsoft.com/office/word", " Word 2003 的 XML 文件"),
    ("<workbook", "microsoft-com:office:spreadsheet", " Excel 2003 的 XML 文件"),
];

/// Streams that only occur in a kind of OLE2 file that cannot be read, with the name of the kind.
const STREAMS: [(&str, &str); 3] = [
    ("PowerPoint Document", "旧版演示文稿（ppt）"),
    ("MatOST", " Microsoft Works 文件"),
    ("CONTENTS", " Microsoft Works 文件"),
];

/// The reader of these bytes.
///
/// # Errors
/// The bytes are of a kind that cannot be read, which the message names; or they are encrypted,
/// damaged, or none.
pub fn kind_of(bytes: &[u8]) -> Result<&'static Reader, Error> {
    let content = Content::of(bytes)?;
    let (mut best, mut found) = (Fit::No, None);
    for reader in READERS {
        let fit = (reader.fits)(&content);
        // Of equals the first in the table of formats is taken.
        if fit > best {
            (best, found) = (fit, Some(reader));
        }
    }
    if best < Fit::Sure {
        content.is_readable()?;
    }
    found.ok_or_else(|| unsupported("无法识别的文件"))
}

impl<'a> Content<'a> {
    fn of(bytes: &'a [u8]) -> Result<Content<'a>, Error> {
        if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
            return Err(Error::new(
                Code::Damaged,
                "文件是空的，没有可读的内容；请确认已保存后再打开。",
            ));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            let archive = Archive::open(bytes)?;
            let mime = archive.text("mimetype")?.unwrap_or_default();
            return Ok(Content::Zip(archive, mime));
        }
        if bytes.starts_with(compound::MAGIC) {
            return Compound::open(bytes).map(Content::Compound);
        }
        let has_zeros = bytes.contains(&0) && !charset::is_utf16(bytes);
        if has_zeros || magic(bytes).is_some() {
            return Ok(Content::Binary(bytes));
        }
        // Tags are looked for near the beginning only: a page saved by a browser may begin with
        // comments, and any text may contain a `<` somewhere.
        let begin = bytes.iter().take(8192).filter(|b| **b != 0 && b.is_ascii());
        Ok(Content::Text(bytes, begin.map(|b| b.to_ascii_lowercase() as char).collect()))
    }

    /// Whether a zip container has a part of this name.
    pub fn has_part(&self, part: &str) -> bool {
        let Content::Zip(archive, _) = self else { return false };
        archive.names().any(|name| name.eq_ignore_ascii_case(part))
    }

    /// Whether an OLE2 container has a stream of this name directly under its root; what is
    /// embedded deeper belongs to other documents.
    pub fn has_stream(&self, stream: &str) -> bool {
        let Content::Compound(file) = self else { return false };
        file.names().any(|name| name.eq_ignore_ascii_case(stream))
    }

    /// What a container of OpenDocument says it is; empty for anything else.
    pub fn open_document(&self) -> &str {
        match self {
            Content::Zip(_, mime)
                if self.has_part("content.xml") && self.has_part("META-INF/manifest.xml") =>
            {
                mime
            }
            _ => "",
        }
    }

    /// The first Latin letters and marks of a text, in lower case; empty for anything else.
    pub fn begin(&self) -> &str {
        match self {
            Content::Text(_, begin) => begin,
            _ => "",
        }
    }

    /// Whether it is an XML file with this element and these words near its beginning.
    pub fn is_xml(&self, element: &str, words: &str) -> bool {
        let begin = self.begin();
        begin.trim_start().starts_with('<') && begin.contains(element) && begin.contains(words)
    }

    /// Refuses what is known to be of a kind that no reader reads.
    fn is_readable(&self) -> Result<(), Error> {
        let name = match self {
            Content::Zip(..) if self.has_part("encrypted-package") => {
                return Err(Error::encrypted());
            }
            Content::Compound(_) if self.has_stream("EncryptedPackage") => {
                return Err(Error::encrypted());
            }
            Content::Zip(..) if !self.open_document().is_empty() => Some(" OpenDocument 文件"),
            Content::Zip(..) => CONTAINERS.iter().find(|(p, _)| self.has_part(p)).map(|(_, n)| *n),
            Content::Compound(_) => {
                let known = STREAMS.iter().find(|(stream, _)| self.has_stream(stream));
                Some(known.map_or("旧版 Office 文件", |(_, name)| name))
            }
            Content::Binary(bytes) => magic(bytes),
            Content::Text(..) => {
                XML.iter().find(|(root, words, _)| self.is_xml(root, words)).map(|(.., n)| *n)
            }
        };
        name.map_or(Ok(()), |name| Err(unsupported(name)))
    }
}

/// The name of a kind that cannot be read, by its first bytes.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    // Magic numbers of two letters also begin texts; only a binary file has zeros nearby.
    let is_binary = || bytes.iter().take(64).any(|b| *b < 9);
    let known = MAGIC.iter().find(|(m, _)| bytes.starts_with(m) && (m.len() > 2 || is_binary()));
    known.map(|(_, name)| *name)
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
