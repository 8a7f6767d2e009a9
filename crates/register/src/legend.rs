//! Legends: codes with their meaning, in a table of their own or in a line of notes.

use std::collections::BTreeMap;

use report::text::key;

use crate::field::Field;
use crate::grid::Sheet;
use crate::head::Table;

/// What codes mean, by the normalised code.
#[derive(Default)]
pub struct Legend(BTreeMap<String, String>);

impl Legend {
    /// The legend of a register: all tables of codes, and lines such as `1=予以公开；2=部分公开`.
    pub fn of(sheets: &[Sheet], tables: &[Table]) -> Legend {
        let mut legend = Legend::default();
        for table in tables.iter().filter(|t| is_legend(t)) {
            let code = table.with(Field::Code).next().map(|c| c.at);
            let others = table.columns.iter().map(|c| c.at).filter(|at| Some(*at) != code);
            let others: Vec<usize> = others.collect();
            for line in &sheets[table.sheet].lines[table.lines.clone()] {
                let words: Vec<&str> = others.iter().filter_map(|at| line.text(*at)).collect();
                if let Some(code) = code.and_then(|at| line.text(at)) {
                    // A further column repeats the group; only 其他 needs it.
                    let bare = words.first().is_some_and(|text| key(text) == "其他");
                    let text = match words[..] {
                        [first, second, ..] if bare => format!("{second}—{first}"),
                        _ => words.first().unwrap_or(&"").to_string(),
                    };
                    legend.put(code, &text);
                }
            }
        }
        for line in sheets.iter().flat_map(|s| &s.lines) {
            if line.begun().count() <= 2 {
                line.begun().for_each(|(_, cell)| legend.read(cell.text));
            }
        }
        legend
    }

    fn put(&mut self, code: &str, words: &str) {
        let code = key(code);
        if !code.is_empty() && code.chars().count() <= 8 && !words.trim().is_empty() {
            self.0.entry(code).or_insert_with(|| words.trim().to_string());
        }
    }

    /// Pairs in a line: codes of letters and digits before `=`, `:` or `-`, and their words.
    fn read(&mut self, text: &str) {
        let text: String = text.chars().map(report::text::half_width).collect();
        let parts: Vec<&str> = text.split([';', '；', ',', '，', '。', '、', ' ', '\n']).collect();
        let pair = |part: &&str| {
            let at = part.find(['=', ':', '-', '—'])?;
            let (code, words) = part.split_at(at);
            let words = words.trim_start_matches(['=', ':', '-', '—', ' ']);
            // `结果代码:1=予以公开`
            let code = code.trim();
            match words.split_once('=') {
                Some((inner, words)) if is_code(inner.trim()) => {
                    Some((inner.trim().to_string(), words.to_string()))
                }
                _ => is_code(code).then(|| (code.to_string(), words.to_string())),
            }
        };
        let pairs: Vec<(String, String)> = parts.iter().filter_map(pair).collect();
        let worded = pairs.iter().filter(|(_, w)| w.chars().any(|c| c > '\u{2e80}')).count();
        if worded >= 3 && worded == pairs.len() {
            pairs.iter().for_each(|(code, words)| self.put(code, words));
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words for a code.
    pub fn find(&self, code: &str) -> Option<&str> {
        self.0.get(&key(code)).map(String::as_str)
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
        legend.read("结果代码：1=予以公开；2=部分公开；3=不予公开（国家秘密）");
        assert_eq!(legend.find("２"), Some("部分公开"));
        assert_eq!(legend.find("1"), Some("予以公开"));
        assert_eq!(legend.words("1、2"), Some(vec!["予以公开", "部分公开"]));
        assert!(legend.misses("9") && !legend.misses("其他"));
        let mut none = Legend::default();
        none.read("填表说明：申请时间以收到申请之日为准。");
        assert!(none.is_empty());
    }
}
