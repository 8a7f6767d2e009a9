//! What is doubtful about the rows of a table, in the words of notes that name the row.

use super::{Found, Labels, bare, is_number, is_value};
use crate::document::{Note, NoteLevel};
use crate::form::{Block, Row};
use crate::text::{half_width, key, split_numeral};

/// Whether a text stands for a number that cannot be read: `12*`, `约12`, `一百二十`, `###`.
pub(super) fn resembles_number(text: &str) -> bool {
    const MOST: usize = 16;
    const MOST_WORDS: usize = 5;
    const NUMERALS: &str = "〇○零一二三四五六七八九十百千万亿两";
    let key = key(text);
    let figure = |c: char| half_width(c).is_ascii_digit() || NUMERALS.contains(c) || c == '#';
    let words = key.chars().filter(|c| c.is_alphabetic() && !figure(*c)).count();
    let headed = split_numeral(&key).is_some_and(|(_, rest)| !rest.is_empty());
    key.chars().count() <= MOST && words <= MOST_WORDS && key.chars().any(figure) && !headed
}

/// Whether numbers are followed by fewer blanks, and nothing else: then a cell before them may be
/// missing, and all behind it may have moved up.
pub(super) fn ends_blank<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let values: Vec<&str> = values.collect();
    let filled = values.iter().take_while(|v| is_number(v)).count();
    let blank = values[filled..].iter().all(|v| v.trim().is_empty());
    filled > 1 && blank && (1..filled).contains(&(values.len() - filled))
}

/// The name of a row for notes: its label, or the highest heads above a row without one.
pub(super) fn name_of(row: &Row, block: &Block) -> String {
    if !row.label.is_empty() {
        return row.label.to_string();
    }
    let mut heads: Vec<&str> =
        block.columns.iter().filter_map(|c| c.heads.first().copied()).collect();
    heads.dedup();
    heads.join("、")
}

impl Labels {
    /// Why a row with these words may be one of the form's, in words that name it. `filled`: it has
    /// values.
    pub(super) fn doubt(&self, keys: &[String], filled: bool) -> Option<String> {
        const LONG: usize = 4;
        let words: String = keys.iter().filter(|k| !is_value(k)).map(String::as_str).collect();
        let long = |k: &str| k.chars().count() >= LONG;
        let own = self.rows.iter().filter(|l| !l.variant && !l.row.label.is_empty());
        let named = |l: &&super::Label| {
            let is_part = |k: &String| {
                let label = bare(k);
                let begun = |w: &String| long(w) && k.starts_with(w.as_str());
                long(&label) && words.contains(&label) || keys.iter().any(begun)
            };
            l.keys.iter().any(is_part)
        };
        if let Some(label) = own.clone().filter(|l| !l.taken).find(named) {
            return Some(format!("（也许是“{}”一行）", label.row.label));
        }
        let again = |l: &&super::Label| l.keys.iter().any(|k| keys.contains(k));
        if let Some(label) = own.filter(|l| l.taken).find(again).filter(|_| filled) {
            let label = label.row.label;
            return Some(format!("；“{label}”一行不止一次，请核对读入的是不是本年度的数"));
        }
        let head = keys.iter().find(|k| !k.is_empty());
        let head = head.filter(|k| filled && self.furniture.has_head(k))?;
        Some(format!("；“{head}”是规定格式的表头，这个表格的行列与规定格式不同，请核对"))
    }

    /// The name of the last row found; before the first one that of the first.
    fn last_label(&self) -> Option<String> {
        let last = self.rows.get(self.next.saturating_sub(1))?;
        Some(name_of(last.row, last.block))
    }
}

impl Found {
    /// Notes numbers of a row without a label, which may belong to the row above; as many as there are
    /// columns may have lost their label, or all rows may have moved.
    pub(super) fn stray(&mut self, values: &[String], labels: &Labels, at: String) {
        let stray = values.join("、");
        let above = labels.last_label().map(|l| format!("“{l}”一行下面的")).unwrap_or_default();
        let most = labels.rows.iter().map(|l| l.block.columns.len()).max().unwrap_or(0);
        let moved = values.len() > 1 && values.len() >= most;
        let moved = if moved { "；各行的数也许错了行，请核对" } else { "" };
        let message = format!("表中{above}“{stray}”前没有项目名称，没有列入报告{moved}");
        self.notes.push(Note::new(NoteLevel::Lost, message).at(at));
    }

    /// Notes a row whose numbers cannot be assigned to columns.
    pub(super) fn unclear(&mut self, row: &Row, block: &Block, at: String) {
        let message = format!("“{}”一行的数字无法对应到各列，没有读入", name_of(row, block));
        self.notes.push(Note::new(NoteLevel::Lost, message).at(at));
    }

    /// Notes a row whose last cells are blank.
    pub(super) fn short(&mut self, row: &Row, block: &Block, at: String) {
        let name = name_of(row, block);
        let message = format!("“{name}”一行的最后一格是空的，也许少了一格；请核对各列的数");
        self.notes.push(Note::new(NoteLevel::Guessed, message).at(at));
    }

    /// Notes a table without heads.
    pub(super) fn headless(&mut self, at: String) {
        let message = "表格没有表头，各列的数按规定格式的顺序读入，请核对";
        self.notes.push(Note::new(NoteLevel::Guessed, message).at(at));
    }
}
