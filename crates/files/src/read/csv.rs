//! Tables as text (csv, tsv): fields separated by commas, semicolons or tabs, quoted where they
//! contain these or line breaks. A file is a table if most of its lines have several fields; a
//! report with a table in it is read as text.

use report::document::{Block, Document, Note, Place};
use report::steps;

use super::book::Book;
use super::number;
use crate::error::Error;
use crate::kind::{Content, Fit};
use crate::limits;
use crate::write::csv::is_formula;

/// Never: the reader of plain text looks for tables in texts.
pub fn fits(_: &Content) -> Fit {
    Fit::No
}

pub use super::txt::read;

/// The table in a text; `None` if it is no table.
pub fn table(text: &str, notes: &mut Vec<Note>) -> Result<Option<Document>, Error> {
    let Some((text, delimiter)) = delimiter(text) else { return Ok(None) };
    let mut book = Book::default();
    let records = Records { rest: text, delimiter };
    let mut widths = Vec::new();
    for (row, record) in records.enumerate() {
        limits::step(record.len())?;
        widths.push(record.len());
        for (column, field) in record.iter().enumerate() {
            book.put(row, column, &plain(field))?;
        }
    }
    let mut document = book.document(notes)?;
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        if let Some(Place::Sheet { row, column, .. }) = grid.place {
            grid.place = Some(Place::Rows { row, column });
            // A record that is shorter than others lacks cells; these are not blank cells.
            for (cells, width) in grid.rows.iter_mut().zip(widths.iter().skip(row)) {
                cells.truncate(width.saturating_sub(column));
            }
        }
    }
    Ok(Some(document))
}

/// The separator of a text's fields, and the text without the line that names it; `None` if the
/// text is not a table.
fn delimiter(text: &str) -> Option<(&str, char)> {
    // For Excel a first line `sep=;` names the separator.
    let named = text.strip_prefix("sep=").or_else(|| text.strip_prefix("\"sep="));
    if let Some(delimiter) = named.and_then(|t| t.chars().next()) {
        return Some((text.split_once('\n')?.1, delimiter));
    }
    let found = [',', ';', '\t'].into_iter().find(|&delimiter| {
        let records = Records { rest: text, delimiter };
        let widths: Vec<usize> = records.take(2_000).map(|r| r.len()).collect();
        let widths: Vec<usize> = widths.into_iter().filter(|w| *w > 0).collect();
        let wide = widths.iter().filter(|w| **w > 1).count();
        let times = |width: usize| widths.iter().filter(|w| **w == width && width > 1).count();
        let same = widths.iter().map(|w| times(*w)).max().unwrap_or(0);
        // Plain text may also contain tables with tabs, but its lines differ in their number of
        // fields.
        match delimiter {
            '\t' => same * 20 >= widths.len() * 19 && wide > 2,
            _ => wide * 10 >= widths.len() * 6 && same * 2 > wide && wide > 2,
        }
    });
    found.map(|delimiter| (text, delimiter))
}

/// Iterates over the records of a text. A blank line is a record without fields.
struct Records<'a> {
    rest: &'a str,
    delimiter: char,
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = vec![String::new()];
        let mut field = 0;
        let mut quoted = false;
        let mut chars = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            match c {
                '"' if quoted && next == Some('"') => {
                    fields[field].push('"');
                    chars.next();
                }
                '"' if quoted => quoted = false,
                '"' if fields[field].trim().is_empty() && self.closes(at) => {
                    fields[field].clear();
                    quoted = true;
                }
                '\r' if !quoted && next == Some('\n') => {}
                '\n' | '\r' if !quoted => {
                    end = at + 1;
                    break;
                }
                c if c == self.delimiter && !quoted => {
                    fields.push(String::new());
                    field += 1;
                }
                c => fields[field].push(c),
            }
        }
        self.rest = &self.rest[end..];
        if fields.iter().all(|f| f.trim().is_empty()) {
            fields.clear();
        }
        Some(fields)
    }
}

/// Longest quoted field in bytes.
const MOST_QUOTED: usize = 40_000;

impl Records<'_> {
    /// Whether the quote that opens here is closed somewhere; if not, it is an ordinary character.
    fn closes(&self, at: usize) -> bool {
        let near = self.rest[at + 1..].chars().take(MOST_QUOTED).position(|c| c == '"');
        steps::take(near.unwrap_or(MOST_QUOTED) / 8);
        near.is_some()
    }
}

/// A field without the apostrophe or `="…"` that keeps spreadsheets from calculating it; a number
/// as a sheet shows it.
fn plain(field: &str) -> String {
    let field = field.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let formula = field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"'));
    let guarded =
        field.strip_prefix('\'').filter(|f| f.starts_with(['=', '+', '-', '@']) || is_formula(f));
    let field = formula.or(guarded).unwrap_or(field);
    let decimal = field.contains(['.', 'e', 'E'])
        && field.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && field.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    match field.parse::<f64>() {
        Ok(value) if decimal && value.is_finite() => number::plain(value),
        _ => field.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Option<Vec<Vec<String>>> {
        let (text, delimiter) = delimiter(text)?;
        let records = Records { rest: text, delimiter };
        Some(records.map(|r| r.iter().map(|f| plain(f)).collect()).collect())
    }

    #[test]
    fn tables_are_told_from_text() {
        let table =
            "标题,,\n\"指标\n名称\",数,注\n\"a \"\"b\"\", c\",12.0,'-3\n\n行,1.5e3,=\"07\"\n";
        let fields = rows(table).unwrap();
        assert_eq!(fields[1], ["指标\n名称", "数", "注"]);
        assert_eq!(fields[2], ["a \"b\", c", "12", "-3"]);
        assert_eq!(fields[3], [""; 0]);
        assert_eq!(fields[4], ["行", "1500", "07"]);
        assert!(rows(&table.replace(',', ";")).is_some());
        assert!(rows("a\tb\tc\nd\te\tf\ng\t\t\n").is_some());
        assert_eq!(rows("sep=|\na|b\n").unwrap()[0], ["a", "b"]);
        assert!(rows("年度报告\n前言, 一句。\n指标\t1\n指标\t2\n指标\t3\n结尾。\n").is_none());
        assert_eq!(rows("一\"寸\",1\n二\"寸,2\n三,3\n四,4").unwrap()[1], ["二\"寸", "2"]);
    }
}
