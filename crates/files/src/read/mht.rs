//! Web pages saved as one file (mht): a mail whose parts are the page, its frames and pictures. The
//! part with the most text is read. Signed and encrypted mail, and file names, are deliberately
//! absent.

use report::document::{Block, Document, Note, NoteLevel};

use super::html;
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;

/// Most nested parts.
const DEPTH: usize = 8;
/// Most blanks between the `=` at the end of a continued line and the line end.
const BLANKS: usize = 1_000;
/// Most frames that are read.
const FRAMES: usize = 16;

pub fn fits(content: &Content) -> Fit {
    let begin = content.begin();
    Fit::sure_if(begin.contains("mime-version:") && begin.contains("content-type:"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let (mut pages, mut sheets) = (Vec::new(), Vec::new());
    let mut whole = true;
    collect(bytes, 0, &mut pages, &mut sheets, &mut whole)?;
    if !whole {
        let message = "文件不完整，缺少结尾，后面的内容没有读入；请重新取得完整的文件。";
        notes.push(Note::new(NoteLevel::Lost, message).at("文末"));
    }
    let mut best: Option<(usize, Document, Vec<Note>)> = None;
    let mut others = 0;
    for page in pages.iter().take(FRAMES) {
        let mut found = Vec::new();
        let document = page.read(&sheets, &mut found)?;
        let words = length(&document);
        if best.as_ref().is_some_and(|(most, ..)| *most >= words) {
            others += usize::from(words > 200);
            continue;
        }
        others += usize::from(best.as_ref().is_some_and(|(most, ..)| *most > 200));
        best = Some((words, document, found));
    }
    let (_, document, found) = best.ok_or_else(Error::damaged)?;
    notes.extend(found);
    if others > 0 {
        let message = format!("文件中另有 {others} 个框架页，没有读入。");
        notes.push(Note::new(NoteLevel::Info, message));
    }
    Ok(document)
}

fn length(document: &Document) -> usize {
    let block = |block: &Block| match block {
        Block::Paragraph(p) => p.text.len(),
        Block::Grid(grid) => grid.rows.iter().flatten().map(|c| c.text.len()).sum(),
    };
    document.blocks.iter().map(block).sum()
}

/// A part of the mail that is a web page or plain text.
struct Page {
    bytes: Vec<u8>,
    charset: Option<String>,
    is_html: bool,
}

impl Page {
    fn read(&self, sheets: &[String], notes: &mut Vec<Note>) -> Result<Document, Error> {
        match self.is_html {
            true => html::read_as(&self.bytes, self.charset.as_deref(), sheets, notes),
            false => super::txt::read_as(&self.bytes, self.charset.as_deref(), notes),
        }
    }
}

/// Collects the pages and style sheets of a part and of the parts within it; `whole` becomes false if
/// an end is missing.
fn collect(
    bytes: &[u8],
    depth: usize,
    pages: &mut Vec<Page>,
    sheets: &mut Vec<String>,
    whole: &mut bool,
) -> Result<(), Error> {
    limits::step(bytes.len())?;
    let (head, body) = split_head(bytes);
    let kind = field(&head, "content-type").unwrap_or_default();
    if let Some(boundary) = parameter(&kind, "boundary").filter(|b| !b.is_empty()) {
        if depth == DEPTH {
            return Err(limits::too_large());
        }
        let (inner, ended) = parts(body, boundary.as_bytes());
        *whole &= ended;
        let mut each = |part| collect(part, depth + 1, pages, sheets, whole);
        return inner.into_iter().try_for_each(&mut each);
    }
    let lower = kind.to_ascii_lowercase();
    let is_html = lower.contains("html");
    let is_css = lower.starts_with("text/css");
    if !is_html && !is_css && !lower.starts_with("text/plain") {
        return Ok(());
    }
    if pages.len() + sheets.len() >= limits::PARTS {
        return Err(limits::too_large());
    }
    let coding = field(&head, "content-transfer-encoding").unwrap_or_default();
    let bytes = match coding.trim().to_ascii_lowercase().as_str() {
        "base64" => base64(body),
        "quoted-printable" => quoted_printable(body),
        _ => body.to_vec(),
    };
    if is_css {
        sheets.push(String::from_utf8_lossy(&bytes).into_owned());
        return Ok(());
    }
    pages.push(Page { bytes, charset: parameter(&kind, "charset"), is_html });
    Ok(())
}

/// The head's lines, with continuation lines joined, and the bytes after the first blank line.
fn split_head(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let mut head: Vec<String> = Vec::new();
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|b| *b == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        rest = &rest[end + 1..];
        let bare = line.trim();
        // Blank lines before the head are skipped.
        if bare.is_empty() && !head.is_empty() {
            break;
        }
        match head.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(last) => {
                last.push(' ');
                last.push_str(bare);
            }
            None if bare.is_empty() => {}
            None => head.push(bare.to_string()),
        }
    }
    (head, rest)
}

fn field(head: &[String], name: &str) -> Option<String> {
    let named = |line: &String| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_string())
    };
    head.iter().find_map(named)
}

/// The value of a parameter of a content type, such as `boundary="…"`.
fn parameter(kind: &str, name: &str) -> Option<String> {
    let named = |part: &str| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        key.trim().eq_ignore_ascii_case(name).then(|| value.to_string())
    };
    kind.split(';').find_map(named)
}

/// The bytes between the lines that consist of two dashes and the boundary; and whether the last
/// such line, which ends with two more dashes, is there.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> (Vec<&'a [u8]>, bool) {
    let mut parts = Vec::new();
    let mut ended = false;
    let (mut begun, mut at) = (None, 0);
    for line in body.split_inclusive(|b| *b == b'\n') {
        let marks = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
        if let Some(rest) = marks {
            ended |= rest.starts_with(b"--");
            parts.extend(begun.map(|from| &body[from..at]));
            begun = Some(at + line.len());
        }
        at += line.len();
    }
    // A truncated file has no last boundary.
    parts.extend(begun.map(|from| &body[from..]).filter(|rest| rest.len() > 2));
    (parts, ended)
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'=' {
            out.push(first);
        } else if let (Some(high), Some(low)) = (digit(after.first()), digit(after.get(1))) {
            out.push((high * 16 + low) as u8);
            rest = &after[2..];
        } else {
            // `=` at a line's end, with blanks after it, joins it with the next line; an invalid
            // `=` is kept as it is.
            let white = |b: &&u8| b.is_ascii_whitespace() && **b != b'\n';
            let end = after.iter().take(BLANKS).take_while(white).count();
            match after.get(end) {
                Some(b'\n') | None => rest = after.get(end + 1..).unwrap_or_default(),
                Some(_) => out.push(first),
            }
        }
    }
    out
}

/// Decodes base64. Other characters, such as line ends, are ignored.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let value = |b: &u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for value in bytes.iter().take_while(|b| **b != b'=').filter_map(value) {
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::document::Role;

    #[test]
    fn codings() {
        assert_eq!(quoted_printable(b"a=E5=B9=b4=\r\nb=3D= \nc=x"), "a年b=c=x".as_bytes());
        assert_eq!(base64("5bm0\r\n5oql".as_bytes()), "年报".as_bytes());
        assert_eq!(base64(b"YQ=="), b"a");
    }

    #[test]
    fn the_part_with_the_most_text_is_the_page() {
        let mail = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
            \tboundary=\"--x\"\r\n\r\n\r\n----x\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C4=EA=B1=A8\r\n\
            ----x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\n\
            Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            PGgyPuS4gOOAgeaAu+S9k+aDheWGtTwvaDI+PHA+5oC75L2T5oOF5Ya1PC9wPg==\r\n--y--\r\n----x--";
        let document = read(mail.as_bytes(), &mut Vec::new()).unwrap();
        let Block::Paragraph(p) = &document.blocks[0] else { panic!() };
        assert_eq!((p.role, p.text.as_str()), (Role::Heading, "一、总体情况"));
        let first = mail.replace("PGgy", "====");
        let document = read(first.as_bytes(), &mut Vec::new()).unwrap();
        let Block::Paragraph(p) = &document.blocks[0] else { panic!() };
        assert_eq!(p.text, "年报");
    }
}
