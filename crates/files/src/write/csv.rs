//! Comma-separated values for Excel and WPS, in the layout of the official tables: UTF-8 with a
//! byte order mark, one record for each row or paragraph. Text that a spreadsheet would take for a
//! formula begins with an apostrophe, which the reader removes again.

use report::Report;
use report::amount::Entry;
use report::compose::compose;
use report::document::{Block, Document};

use super::{With, txt};

/// The report as a file.
pub fn file(report: &Report, _: With) -> Vec<u8> {
    write(&compose(report)).into_bytes()
}

/// The document as csv text.
pub fn write(document: &Document) -> String {
    let mut records: Vec<Vec<String>> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => records.push(vec![p.text.clone()]),
            Block::Grid(grid) => records.extend(txt::rows(grid)),
        }
    }
    // Every record has the same number of fields, as programs that read the format expect.
    let width = records.iter().map(Vec::len).max().unwrap_or(0);
    let mut csv = String::from("\u{feff}");
    for mut record in records {
        record.resize(width, String::new());
        let fields: Vec<String> = record.iter().map(|text| field(text)).collect();
        csv.push_str(&fields.join(","));
        csv.push_str("\r\n");
    }
    csv
}

pub(super) fn field(text: &str) -> String {
    let mark = if is_formula(text) { "'" } else { "" };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{mark}{text}")
    }
}

/// Whether a spreadsheet would calculate this text, even with apostrophes before it. A number with
/// a sign and a lone dash are no formulas. The reader calls this too, to decide whether an
/// apostrophe is the writer's.
pub(crate) fn is_formula(text: &str) -> bool {
    const FIRST: &[char] = &['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    text.trim_start_matches('\'').starts_with(FIRST)
        && matches!(Entry::parse(text), Entry::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula() {
        for (text, written) in [
            ("=1+2", "'=1+2"),
            ("@SUM(1)", "'@SUM(1)"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("\t=1", "'\t=1"),
            ("-3", "-3"),
            ("—", "—"),
            ("+12", "+12"),
            ("'abc", "'abc"),
            ("5", "5"),
        ] {
            assert_eq!(field(text), written);
        }
        assert_eq!(field("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
