//! Legends: codes with their meaning, in a table of their own or in a line of notes.

use std::collections::BTreeMap;

use report::text::key;

use crate::applicant::{Said, said};
use crate::field::Field;
use crate::grid::Sheet;
use crate::head::Table;
use crate::outcome::says_result;

/// What codes mean, by the normalised code: one book for results, and one for kinds of applicant,
/// which may use the same codes.
#[derive(Default)]
pub struct Legend {
    results: BTreeMap<String, String>,
    kinds: BTreeMap<String, String>,
}

impl Legend {
    /// The legend of a register: all tables of codes, and lines and heads such as
    /// `1=予以公开；2=部分公开`.
    pub fn of(sheets: &[Sheet], tables: &[Table]) -> Legend {
        let mut legend = Legend::default();
        for table in tables.iter().filter(|t| is_legend(t)) {
            legend.put(table_pairs(table, &sheets[table.sheet]));
        }
        for (n, sheet) in sheets.iter().enumerate() {
            for (at, line) in sheet.lines.iter().enumerate() {
                // Codes are explained in notes and in heads.
                let mut here = tables.iter().filter(|table| table.sheet == n);
                if line.begun().count() <= 2 || !here.any(|table| table.lines.contains(&at)) {
                    line.begun().for_each(|(_, cell)| legend.put(pairs(cell.text)));
                }
            }
        }
        legend
    }

    /// Adds the pairs of a table or of a line to the book to which most of them belong. A table may
    /// have codes of both.
    fn put(&mut self, pairs: Vec<(String, String)>) {
        let kind = |words: &str| said(words) != Said::Nothing && !says_result(words);
        let kinds = pairs.iter().filter(|(_, words)| kind(words)).count();
        let mixed = |words: &str| !kind(words) && says_result(words);
        let of_kinds = kinds * 2 > pairs.len() && kinds > 1;
        for (code, words) in pairs {
            let code = key(&code);
            if code.is_empty() || code.chars().count() > 8 || words.trim().is_empty() {
                continue;
            }
            let book = match () {
                () if of_kinds && !mixed(&words) || !of_kinds && kind(&words) && kinds > 1 => {
                    &mut self.kinds
                }
                () => &mut self.results,
            };
            book.entry(code).or_insert_with(|| words.trim().to_string());
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// The words of results for a code.
    pub fn find(&self, code: &str) -> Option<&str> {
        self.results.get(&key(code)).map(String::as_str)
    }

    /// The kind of applicant for a code.
    pub fn kind(&self, code: &str) -> Option<&str> {
        self.kinds.get(&key(code)).map(String::as_str)
    }

    /// The words for a text that consists of codes; `None` if one of them is not in the legend.
    pub fn words(&self, text: &str) -> Option<Vec<&str>> {
        if let Some(words) = self.find(text) {
            return Some(vec![words]);
        }
        let parts = text.split(['、', ',', '，', ';', '；', '+', '/', ' ', '\n']);
        let parts: Vec<&str> = parts.map(str::trim).filter(|p| !p.is_empty()).collect();
        (parts.len() > 1).then(|| parts.iter().map(|part| self.find(part)).collect())?
    }

    /// Whether a text looks like a code of this legend but is none.
    pub fn misses(&self, text: &str) -> bool {
        !self.is_empty() && is_code(&key(text)) && self.words(text).is_none()
    }
}

/// The codes of a table with their words.
fn table_pairs(table: &Table, sheet: &Sheet) -> Vec<(String, String)> {
    let code = table.with(Field::Code).next().map(|c| c.at);
    let others: Vec<usize> =
        table.columns.iter().map(|c| c.at).filter(|at| Some(*at) != code).collect();
    let mut pairs = Vec::new();
    for line in &sheet.lines[table.lines.clone()] {
        let words: Vec<&str> = others.iter().filter_map(|at| line.text(*at)).collect();
        if let Some(code) = code.and_then(|at| line.text(at)) {
            // A further column repeats the group; only 其他 needs it.
            let bare = words.first().is_some_and(|text| key(text) == "其他");
            let text = match words[..] {
                [first, second, ..] if bare => format!("{second}—{first}"),
                _ => words.first().unwrap_or(&"").to_string(),
            };
            pairs.push((code.to_string(), text));
        }
    }
    pairs
}

/// The pairs in a line: codes of letters and digits, or numbers in circles, before their words, with
/// `=`, `:`, `-`, `.` or nothing between; none if a part of the line is no pair.
fn pairs(text: &str) -> Vec<(String, String)> {
    let text: String = text.chars().map(report::text::half_width).collect();
    // `处理结果(1公开 2部分公开)`
    let text = match text.split_once('(') {
        Some((head, rest)) if !head.contains(|c: char| c.is_ascii_alphanumeric()) => {
            rest.trim_end_matches([')', '。'])
        }
        _ => &text,
    };
    // `1公开2部分公开` has nothing between its pairs.
    let mut apart = String::new();
    for c in text.chars() {
        let begins = c.is_ascii_alphanumeric() && apart.ends_with(report::text::is_han);
        apart.extend(Some(' ').filter(|_| begins && !text.contains(['=', ':', '-'])));
        apart.push(c);
    }
    let parts = apart.split([';', '；', ',', '，', '。', '、', ' ', '\n']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let pair = |part: &&str| {
        // `结果代码:1=予以公开`
        let part = match part.split_once([':']) {
            Some((head, rest)) if !is_code(head.trim()) => rest.trim(),
            _ => part,
        };
        let first = part.chars().next()?;
        let circled = ('①'..='⑳').contains(&first);
        let of_code = |c: &char| c.is_ascii_alphanumeric();
        let at: usize = match circled {
            true => first.len_utf8(),
            false => part.chars().take_while(of_code).map(char::len_utf8).sum(),
        };
        let (code, words) = part.split_at(at);
        let words = words.trim_start_matches(['=', ':', '-', '—', ' ', '.']);
        is_code(code).then(|| (code.to_string(), words.to_string()))
    };
    let found: Vec<(String, String)> = parts.iter().filter_map(pair).collect();
    let worded = found.iter().filter(|(_, w)| w.chars().any(|c| c > '\u{2e80}')).count();
    let heads = parts.len() - found.len();
    if worded >= 3 && worded == found.len() && heads <= 1 { found } else { Vec::new() }
}

/// Whether a table is a legend.
pub fn is_legend(table: &Table) -> bool {
    table.has(Field::Code) && !table.has(Field::Received) && !table.has(Field::Applicant)
}

fn is_code(text: &str) -> bool {
    let short = (1..=6).contains(&text.len());
    short && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
        || is_circled(text)
}

fn is_circled(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| ('①'..='⑳').contains(&c)) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_codes() {
        let mut legend = Legend::default();
        legend.put(pairs("结果代码：1=予以公开；2=部分公开；3=不予公开（国家秘密）"));
        assert_eq!(legend.find("２"), Some("部分公开"));
        assert_eq!(legend.find("1"), Some("予以公开"));
        assert_eq!(legend.words("1、2"), Some(vec!["予以公开", "部分公开"]));
        assert!(legend.misses("9") && !legend.misses("其他"));
        let mut none = Legend::default();
        none.put(pairs("填表说明：申请时间以收到申请之日为准。"));
        none.put(pairs("1=自然人；2=商业企业；3=科研机构"));
        assert_eq!((none.kind("2"), none.find("2")), (Some("商业企业"), None));
        assert!(none.is_empty());
    }
}
