//! Comma-separated values for Excel and WPS, in the layout of the official tables: UTF-8 with its
//! mark, one line a row or paragraph. Nothing of the report can become a formula: what would be one
//! begins with an apostrophe, which the reader takes away again.

use report::amount::Entry;
use report::document::{Block, Document};

use super::txt;

pub fn write(document: &Document) -> String {
    let mut csv = String::from("\u{feff}");
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => push(&mut csv, std::iter::once(p.text.as_str())),
            Block::Grid(grid) => {
                txt::rows(grid).for_each(|row| push(&mut csv, row.iter().map(String::as_str)));
            }
        }
    }
    csv
}

fn push<'a>(csv: &mut String, fields: impl Iterator<Item = &'a str>) {
    let fields: Vec<String> = fields.map(field).collect();
    csv.push_str(&fields.join(","));
    csv.push_str("\r\n");
}

fn field(text: &str) -> String {
    let mark = if is_formula(text) { "'" } else { "" };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{mark}{text}")
    }
}

/// Whether a spreadsheet would calculate this, be it with apostrophes before it. A number with a sign
/// and a lone dash are what they are.
fn is_formula(text: &str) -> bool {
    const FIRST: &[char] = &['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    text.trim_start_matches('\'').starts_with(FIRST)
        && matches!(Entry::parse(text), Entry::Unreadable)
}

/// A field without the apostrophe that [`write`] puts before a formula.
#[cfg(test)]
pub(crate) fn bare(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula_and_each_comes_back() {
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
            assert_eq!(bare(written), text);
        }
        assert_eq!(field("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
