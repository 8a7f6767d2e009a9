//! Bytes to text: UTF-8, UTF-16 by its mark, GB18030. Other charsets are deliberately absent: no
//! Chinese agency's report has been seen in one.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE, UTF_8};
use report::document::{Note, NoteLevel};

/// The text of a file. `declared` is the name the file itself gives; it is believed where the bytes
/// bear it out, since pages saved by programs often say the one and are the other.
pub fn decode(bytes: &[u8], declared: Option<&str>, notes: &mut Vec<Note>) -> String {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, skip)) => encoding.decode_without_bom_handling(&bytes[skip..]).0,
        None => {
            let other = |e: &'static Encoding| if e == UTF_8 { GB18030 } else { UTF_8 };
            let first = declared.and_then(by_name).unwrap_or(UTF_8);
            let (text, faulty) = first.decode_without_bom_handling(bytes);
            let (second, _) = other(first).decode_without_bom_handling(bytes);
            if faulty && faults(&second) < faults(&text) {
                second
            } else {
                text
            }
        }
    };
    let lost = faults(&text);
    if lost > 0 {
        let message = format!("有 {lost} 处文字的编码有误，无法辨认，显示为“\u{fffd}”。");
        notes.push(Note::new(NoteLevel::Lost, message));
    }
    text.into_owned()
}

fn faults(text: &str) -> usize {
    text.chars().filter(|c| *c == '\u{fffd}').count()
}

/// Only names that matter here, since the library's own list would pull in every charset's tables.
fn by_name(name: &str) -> Option<&'static Encoding> {
    match name.trim().to_ascii_lowercase().as_str() {
        "gb2312" | "gbk" | "gb18030" | "gb_2312-80" | "x-gbk" | "cp936" => Some(GB18030),
        "utf-16" | "utf-16le" => Some(UTF_16LE),
        "utf-16be" => Some(UTF_16BE),
        "utf-8" | "utf8" => Some(UTF_8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets() {
        let text = "年度报告，1件";
        let check = |bytes: &[u8], declared: Option<&str>| {
            let mut notes = Vec::new();
            assert_eq!(decode(bytes, declared, &mut notes), text, "{declared:?}");
            assert_eq!(notes, []);
        };
        let gbk = GB18030.encode(text).0.into_owned();
        let utf16: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
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
