//! Decodes bytes to text: UTF-8, UTF-16 with or without a byte order mark, GB18030 (of which GBK
//! and GB2312 are parts), and Big5 where a page declares it. Other charsets are deliberately
//! absent: no Chinese agency's report has been seen in one.

use report::document::{Note, NoteLevel};

/// The text of a file. `declared` is the charset that the file itself names. It is used where the
/// bytes fit it, since programs often save a page in another charset than they declare.
pub fn decode(bytes: &[u8], declared: Option<&str>, notes: &mut Vec<Note>) -> String {
    let big5 = || big5(bytes, declared, notes);
    let text = marked(bytes).or_else(|| unmarked(bytes)).or_else(big5);
    let text = text.unwrap_or_else(|| guessed(bytes, declared));
    let lost = faults(&text);
    if lost > 0 {
        let message = format!("有 {lost} 处文字的编码有误，无法辨认，显示为“\u{fffd}”。");
        notes.push(Note::new(NoteLevel::Lost, message));
    }
    text
}

/// The text of bytes that begin with a byte order mark.
pub fn marked(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(String::from_utf8_lossy(rest).into_owned()),
        [0xff, 0xfe, rest @ ..] => Some(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(utf16(rest, u16::from_be_bytes)),
        _ => None,
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// Whether bytes are text in UTF-16, with or without a byte order mark.
pub fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || unmarked(bytes).is_some()
}

/// The text of bytes in UTF-16 without a byte order mark. Nearly all of the first characters must
/// be ones that Chinese texts and markup consist of; pairs of other bytes do not give such
/// characters.
fn unmarked(bytes: &[u8]) -> Option<String> {
    let begin = &bytes[..bytes.len().min(4096)];
    if begin.len() < 4 || !begin.contains(&0) && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let common = |u: u16| {
        matches!(u, 9 | 10 | 13 | 0x20..=0x7e | 0xa0 | 0xb7 | 0x2010..=0x2030 | 0x2460..=0x2473
            | 0x3000..=0x3020 | 0x4e00..=0x9fff | 0xff00..=0xff65)
    };
    let fits = |unit: fn([u8; 2]) -> u16| {
        let units = begin.chunks_exact(2).filter(|pair| common(unit([pair[0], pair[1]])));
        units.count() * 40 >= begin.len() / 2 * 39
    };
    let unit = [u16::from_le_bytes, u16::from_be_bytes].into_iter().find(|unit| fits(*unit))?;
    Some(utf16(bytes, unit))
}

/// The text of bytes that are declared Big5 and fit it.
fn big5(bytes: &[u8], declared: Option<&str>, notes: &mut Vec<Note>) -> Option<String> {
    let named = declared.is_some_and(|d| d.to_ascii_lowercase().contains("big5"));
    let text = Some(()).filter(|()| named && std::str::from_utf8(bytes).is_err());
    let text = text.map(|()| decoded(bytes, "big5")).filter(|text| faults(text) == 0)?;
    // A page in GB18030 may declare Big5 by mistake. Simplified characters show it, which Big5
    // lacks.
    let mistaken = gb18030(bytes);
    let official =
        |text: &str| ["政府", "公開", "公开", "報告", "报告"].iter().any(|w| text.contains(w));
    if official(&mistaken) && !official(&text) {
        return None;
    }
    let message = "文件是繁体字编码（Big5），已照原文读取，表格项目可能认不出来。";
    notes.push(Note::new(NoteLevel::Info, message));
    Some(text)
}

/// The text in UTF-8 or GB18030: in the declared one unless the other fits the bytes better.
fn guessed(bytes: &[u8], declared: Option<&str>) -> String {
    let chinese = matches!(
        declared.unwrap_or_default().to_ascii_lowercase().as_str(),
        "gb2312" | "gbk" | "gb18030" | "gb_2312-80" | "x-gbk" | "cp936"
    );
    if !chinese && let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_string();
    }
    let utf8 = String::from_utf8_lossy(bytes);
    let gb18030 = gb18030(bytes);
    let (in_utf8, in_gb18030) = (faults(&utf8), faults(&gb18030));
    if in_gb18030 < in_utf8 || chinese && in_gb18030 == 0 { gb18030 } else { utf8.into_owned() }
}

/// Text in GB18030.
pub fn gb18030(bytes: &[u8]) -> String {
    decoded(bytes, "gb18030")
}

#[cfg(not(target_arch = "wasm32"))]
fn decoded(bytes: &[u8], label: &str) -> String {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes());
    encoding.unwrap_or(encoding_rs::UTF_8).decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(target_arch = "wasm32")]
fn decoded(bytes: &[u8], label: &str) -> String {
    use wasm_bindgen::prelude::*;
    #[wasm_bindgen]
    extern "C" {
        type TextDecoder;
        #[wasm_bindgen(constructor, catch)]
        fn new(label: &str) -> Result<TextDecoder, JsValue>;
        #[wasm_bindgen(method, catch)]
        fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
    }
    let text = TextDecoder::new(label).and_then(|decoder| decoder.decode(bytes));
    text.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

fn faults(text: &str) -> usize {
    text.chars().filter(|c| *c == '\u{fffd}').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets() {
        let text = "政府信息公开年度报告，1件";
        let check = |bytes: &[u8], declared: Option<&str>| {
            let mut notes = Vec::new();
            assert_eq!(decode(bytes, declared, &mut notes), text, "{declared:?}");
            assert_eq!(notes, []);
        };
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        let utf16: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        let bare =
            |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<_>>();
        check(&bare(u16::to_le_bytes), None);
        check(&bare(u16::to_be_bytes), Some("utf-8"));
        let traditional = encoding_rs::BIG5.encode("政府信息公開報告").0.into_owned();
        let mut notes = Vec::new();
        assert_eq!(decode(&traditional, Some("Big5"), &mut notes), "政府信息公開報告");
        assert_eq!(notes.len(), 1);
        for declared in [None, Some("utf-8"), Some("GB2312"), Some("big5")] {
            check(text.as_bytes(), declared);
            check(format!("\u{feff}{text}").as_bytes(), declared);
            check(&gbk, declared);
            check(&utf16, declared);
        }
    }

    #[test]
    fn a_cut_character_does_not_change_the_charset() {
        let mut notes = Vec::new();
        let text = decode(&"年度报告".as_bytes()[..11], None, &mut notes);
        assert_eq!((text.as_str(), notes.len()), ("年度报\u{fffd}", 1));
    }
}
