//! Finding an official table in a document, as a grid or as lines of text, and reading its cells.
//!
//! Rows are found by their labels, in the order of the form first and anywhere else second; values
//! are never taken by position alone where a label says otherwise. A row the form does not know is
//! kept. What is deliberately absent: guessing cells whose boundaries are gone.

use crate::amount::Entry;
use crate::document::{Grid, Note, NoteLevel};
use crate::form::{cell_id, Kind, Row, Table};
use crate::report::ExtraRow;
use crate::text::{self, key};

/// The cells of one table as they were found.
#[derive(Default)]
pub struct Found {
    /// Cell id and text, blanks left out.
    pub cells: Vec<(String, String)>,
    /// Rows of the form that were found, with or without values.
    pub rows: usize,
    pub extra_rows: Vec<ExtraRow>,
    pub notes: Vec<Note>,
}

/// A cell's text as a report keeps it: one line, half-width digits, no space at the ends.
fn value(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match Entry::parse(&text) {
        Entry::Number(_) => {
            text.chars().map(text::half_width).filter(|c| !c.is_whitespace()).collect()
        }
        _ => text,
    }
}

/// The rows of a form's table as they are matched against labels.
struct Labels {
    rows: Vec<(&'static Row, String)>,
    taken: Vec<bool>,
    next: usize,
}

impl Labels {
    fn of(table: &'static Table) -> Labels {
        let rows: Vec<_> =
            table.blocks.iter().flat_map(|b| b.rows).map(|r| (r, key(r.label))).collect();
        Labels { taken: vec![false; rows.len()], rows, next: 0 }
    }

    /// The first row from here on (else any row left) whose label is one of these keys; then the
    /// same without numerals and remarks.
    fn take(&mut self, keys: &[String]) -> Option<usize> {
        let full = |label: &str| keys.iter().any(|k| k == label);
        let bare_keys: Vec<String> = keys.iter().map(|k| bare(k)).collect();
        let loose = |label: &str| bare_keys.iter().any(|k| !k.is_empty() && *k == bare(label));
        let free = |i: &usize| !self.taken[*i];
        let n = self.rows.len();
        let ahead = || (self.next..n).filter(free);
        let found = ahead()
            .find(|&i| full(&self.rows[i].1))
            .or_else(|| ahead().find(|&i| loose(&self.rows[i].1)))
            .or_else(|| (0..n).filter(free).find(|&i| full(&self.rows[i].1)))?;
        self.taken[found] = true;
        self.next = found + 1;
        Some(found)
    }
}

/// A label's key without numeral, 其中 and remark.
fn bare(key: &str) -> String {
    let rest = text::without_numeral(key).trim_start_matches("其中:");
    match rest.find('(') {
        Some(at) if at > 0 => rest[..at].to_string(),
        _ => rest.to_string(),
    }
}

/// Reads a grid as `table`; `None` if fewer than a third of its rows are there.
pub fn from_grid(table: &'static Table, grid: &Grid, name: &str) -> Option<Found> {
    let columns: Vec<_> = table.blocks.iter().flat_map(|b| b.columns).collect();
    let cover = grid.cover();
    let mut labels = Labels::of(table);
    let mut found = Found::default();
    let heads = heads_of(table);
    let mut values_from = None;
    for (r, covered) in cover.iter().enumerate() {
        let mut cells: Vec<(usize, &str)> = Vec::new();
        for (x, c) in covered.iter().enumerate() {
            if let Some(c) = c.filter(|c| c.begins) {
                cells.push((x, grid.rows[c.row][c.index].text.as_str()));
            }
        }
        let keys: Vec<String> = cells.iter().map(|(_, t)| key(t)).collect();
        if let Some(at) = keys.iter().rposition(|k| columns.iter().any(|c| is_head(c.heads, k))) {
            values_from = Some(cells[at].0 + 1 - columns.len().min(cells[at].0 + 1));
            continue;
        }
        let at = |x: usize| cells.iter().find(|(cx, _)| *cx == x).map_or("", |(_, t)| *t);
        match labels.take(&keys) {
            Some(i) => {
                found.rows += 1;
                let row = labels.rows[i].0;
                if row.kind == Kind::Heading {
                    continue;
                }
                let first = values_from.unwrap_or(covered.len().saturating_sub(columns.len()));
                for (k, column) in columns.iter().enumerate() {
                    let text = value(at(first + k));
                    if !text.is_empty() {
                        found.cells.push((cell_id(row.id, column.id), text));
                    }
                }
            }
            None => found.unknown(&cells, &keys, &heads, format!("{name}第{}行", r + 1)),
        }
    }
    (found.rows * 3 >= labels.rows.len()).then_some(found)
}

/// Whether a key is the last of a column's heads, under its usual names.
fn is_head(heads: &[&str], k: &str) -> bool {
    heads.last().is_some_and(|h| key(h) == k)
        || (heads == ["统计数"]
            && matches!(k, "数量" | "数值" | "统计数据" | "统计数量" | "本年度" | "本年"))
}

/// Keys of everything printed in heads, which is no row of its own.
fn heads_of(table: &Table) -> Vec<String> {
    let columns = table.blocks.iter().flat_map(|b| b.columns).flat_map(|c| c.heads);
    let titles = table.blocks.iter().filter_map(|b| b.title.as_ref());
    columns.chain(titles).chain(&table.stub).chain(&table.units).map(|h| key(h)).collect()
}

impl Found {
    /// Keeps a row that the form does not know.
    fn unknown(&mut self, cells: &[(usize, &str)], keys: &[String], heads: &[String], at: String) {
        let filled: Vec<usize> = (0..keys.len()).filter(|&i| !keys[i].is_empty()).collect();
        if filled.iter().all(|&i| heads.contains(&keys[i])) || filled.is_empty() {
            return;
        }
        let is_value = |i: usize| matches!(Entry::parse(cells[i].1), Entry::Number(_));
        // A number before the label only counts the rows.
        let label = filled.iter().copied().find(|&i| !is_value(i)).unwrap_or(0);
        let first =
            filled.iter().copied().find(|&i| i >= label && is_value(i)).unwrap_or(cells.len());
        let texts: Vec<String> = cells[label..first].iter().map(|(_, t)| value(t)).collect();
        let texts: Vec<String> = texts.into_iter().filter(|t| !t.is_empty()).collect();
        let unit = match texts.as_slice() {
            [_, .., last] if last.chars().count() <= 3 => last.clone(),
            _ => String::new(),
        };
        let named = texts.len() - usize::from(!unit.is_empty());
        let row = ExtraRow {
            label: texts[..named].join(" "),
            unit,
            values: cells[first..]
                .iter()
                .map(|(_, t)| value(t))
                .filter(|v| !v.is_empty())
                .collect(),
        };
        if row.label.is_empty() {
            let stray = row.values.join("、");
            let message = format!("表中“{stray}”前没有项目名称，没有列入报告");
            return self.notes.push(Note::new(NoteLevel::Lost, message).at(at));
        }
        let message = format!("表中“{}”一行不在规定格式内，已单独保留", row.label);
        self.notes.push(Note::new(NoteLevel::Info, message).at(at));
        self.extra_rows.push(row);
    }
}

/// A piece of a line between tabs.
struct Token {
    text: String,
    key: String,
    line: usize,
}

/// Reads a table with one column of cells from lines of text, tabs or line breaks between its
/// pieces. Gives what was found and the number of lines it took; `None` if no table starts here.
pub fn from_lines(table: &'static Table, lines: &[&str], first: usize) -> Option<(Found, usize)> {
    let [block] = table.blocks else { return None };
    let [column] = block.columns else { return None };
    let start = key(block.rows.first()?.label);
    let heads = heads_of(table);
    let begins = |k: String| k.chars().count() >= 2 && start.starts_with(&k);
    let opens = |line: &str| pieces(line, table).first().is_some_and(|t| begins(key(t)));
    let is_head = |line: &str| line.split('\t').all(|t| heads.contains(&key(t)));
    let head_first = is_head(lines.first()?) && lines.iter().take(6).any(|l| opens(l));
    if !head_first && !opens(lines[0]) {
        return None;
    }
    let tokens = tokens(lines, table, &heads);
    let mut found = Found::default();
    let mut next = 0;
    let mut at = 0;
    let mut unknown: Vec<&Token> = Vec::new();
    let mut end = 0;
    while at < tokens.len() && next < block.rows.len() && unknown.len() < 12 {
        let hit = (next..block.rows.len())
            .find_map(|r| take_row(&block.rows[r], &tokens[at..]).map(|(v, used)| (r, v, used)));
        let Some((r, text, used)) = hit else {
            if tokens[at].text.contains('。') {
                // A sentence: what stands here is no table any more.
                break;
            }
            unknown.push(&tokens[at]);
            at += 1;
            continue;
        };
        found.loose_tokens(&mut unknown, first);
        if !text.is_empty() {
            found.cells.push((cell_id(block.rows[r].id, column.id), text));
        }
        found.rows += 1;
        next = r + 1;
        at += used;
        end = tokens[at - 1].line + 1;
    }
    (found.rows * 3 >= block.rows.len()).then_some((found, end))
}

fn tokens(lines: &[&str], table: &Table, heads: &[String]) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        for piece in pieces(text, table) {
            let key = key(piece);
            if !key.is_empty() && !is_page_number(&key) && !heads.contains(&key) {
                tokens.push(Token { text: piece.to_string(), key, line });
            }
        }
    }
    tokens
}

/// A line between its tabs. Without tabs, a unit (and a value behind it) at the end is told from the
/// label by the spaces around it; where even these are gone, nothing is told apart.
fn pieces<'a>(line: &'a str, table: &Table) -> Vec<&'a str> {
    if line.contains('\t') {
        return line.split('\t').collect();
    }
    let is_unit = |word: &str| table.blocks.iter().flat_map(|b| b.rows).any(|r| r.unit == word);
    let cut = |text: &'a str| text.rsplit_once(char::is_whitespace);
    let Some((before, last)) = cut(line) else { return vec![line] };
    if is_unit(last) {
        return vec![before, last];
    }
    match cut(before.trim_end()) {
        Some((label, unit)) if is_value(last) && is_unit(unit) => vec![label, unit, last],
        _ => vec![line],
    }
}

/// `-5-`, `—5—`, `第5页`.
fn is_page_number(key: &str) -> bool {
    let inner = key.trim_matches(['-', '—', '–']);
    let dashed = inner.len() < key.len() && key.starts_with(['-', '—', '–']);
    let dashed = dashed && key.ends_with(['-', '—', '–']);
    let paged = key.strip_prefix('第').and_then(|k| k.strip_suffix('页'));
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (dashed && number(inner)) || paged.is_some_and(number)
}

/// Takes one row from the tokens: its label in one or more pieces, its unit, its value, in the order
/// a broken line leaves them. Gives the value and how many tokens were used.
fn take_row(row: &Row, tokens: &[Token]) -> Option<(String, usize)> {
    let label = key(row.label);
    let unit = key(row.unit);
    let mut rest = label.as_str();
    let (mut unit_seen, mut text, mut used) = (false, None, 0);
    for token in tokens {
        if let Some(after) =
            Some(rest).filter(|r| !r.is_empty()).and_then(|r| r.strip_prefix(&token.key[..]))
        {
            rest = after;
        } else if used == 0 {
            return None;
        } else if !unit_seen && token.key == unit {
            unit_seen = true;
        } else if unit_seen && text.is_none() && row.kind != Kind::Heading && is_value(&token.text)
        {
            text = Some(value(&token.text));
        } else {
            break;
        }
        used += 1;
    }
    rest.is_empty().then(|| (text.unwrap_or_default(), used))
}

fn is_value(text: &str) -> bool {
    !matches!(Entry::parse(text), Entry::Unreadable)
}

impl Found {
    /// Keeps the pieces between two rows that belong to neither.
    fn loose_tokens(&mut self, tokens: &mut Vec<&Token>, first: usize) {
        let Some(line) = tokens.first().map(|t| t.line) else { return };
        let cells: Vec<(usize, &str)> = tokens.iter().map(|t| (0, t.text.as_str())).collect();
        let keys: Vec<String> = tokens.iter().map(|t| t.key.clone()).collect();
        self.unknown(&cells, &keys, &[], format!("第{}行", first + line + 1));
        tokens.clear();
    }
}
