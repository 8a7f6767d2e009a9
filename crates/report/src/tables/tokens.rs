//! Divides lines of text into the pieces that may be cells of a table.

use super::doubts::resembles_number;
use super::{Labels, is_value, key};
use crate::form::Table;

/// A piece of a line: the text between tabs, or a number at the end of a line.
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub key: String,
    pub line: usize,
    /// Whether tabs separate the pieces of its line, so that an empty piece is an empty cell.
    pub tabbed: bool,
    /// Whether other rows of the table have more pieces.
    pub short: bool,
}

/// The pieces of lines, without blank ones before a row's label.
pub(super) fn tokens<'a>(lines: &[&'a str], table: &Table, labels: &Labels) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let rows: Vec<Vec<&str>> = lines.iter().map(|text| pieces(text, table, labels)).collect();
    let barred = |line: usize| lines[line].contains('|');
    // If tabs or bars separate the pieces, an empty piece is an empty cell, except before the label.
    let tabbed = |line: usize| lines[line].contains('\t') || barred(line) && rows[line].len() > 1;
    let mut widest = vec![0; lines.len()];
    let mut first = 0;
    while first < lines.len() {
        let end = (first..lines.len()).find(|line| !tabbed(*line)).unwrap_or(lines.len());
        widest[first..end].fill(rows[first..end].iter().map(Vec::len).max().unwrap_or(0));
        first = end + 1;
    }
    for (line, pieces) in rows.iter().enumerate() {
        let (barred, tabbed) = (barred(line), tabbed(line));
        let short = tabbed && pieces.len() < widest[line];
        let mut begun = !tabbed;
        for &piece in pieces {
            let key = key(piece);
            begun |= !key.is_empty();
            let blank_line = key.is_empty() && !tabbed && !barred;
            if begun && !blank_line {
                tokens.push(Token { text: piece, key, line, tabbed, short });
            }
        }
    }
    tokens
}

/// The cells of a line with bars: `规章 | 0 | 0 |`, or one cell on each line. A line of bars only
/// (`|||`, `|---|---|`) has no cells.
pub(super) fn between_bars(line: &str) -> Vec<&str> {
    let line = line.trim();
    if line.len() > 1 && line.chars().all(|c| matches!(c, '|' | '-' | ':')) {
        return Vec::new();
    }
    let line = line.strip_prefix('|').filter(|rest| rest.contains('|')).unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|').map(str::trim).collect()
}

/// The cells of a line between its tabs or bars; `None` without them.
pub(crate) fn cells_of_line(line: &str) -> Option<Vec<&str>> {
    match line {
        line if line.contains('\t') => Some(line.split('\t').collect()),
        line if line.contains('|') => Some(between_bars(line)),
        _ => None,
    }
}

/// The pieces of a line between its tabs. Without tabs, a unit or numbers at the end are separated
/// from the label by spaces; without spaces nothing is separated.
pub(super) fn pieces<'a>(line: &'a str, table: &Table, labels: &Labels) -> Vec<&'a str> {
    if let Some(cells) = cells_of_line(line) {
        return cells;
    }
    let is_unit =
        |word: &str| table.units.is_some() && labels.rows.iter().any(|l| l.row.unit == word);
    let divide = |is_cell: &dyn Fn(&str) -> bool| {
        let (mut rest, mut tail) = (line.trim_end(), Vec::new());
        while let Some((before, last)) = rest.rsplit_once(char::is_whitespace) {
            if last.is_empty() || !is_cell(last) && !is_unit(last) {
                break;
            }
            tail.push(last);
            rest = before.trim_end();
        }
        if is_value(rest) && !tail.is_empty() {
            tail.push(rest);
            rest = "";
        }
        let head = words(rest, labels);
        let labelled = head.last().is_some_and(|word| labels.has(&key(word)));
        (head, tail, labelled)
    };
    let (mut head, mut tail, mut labelled) = divide(&is_value);
    // Numbers that cannot be read are numbers only behind a label.
    if !labelled && line.contains(char::is_whitespace) {
        let loose = divide(&|t| is_value(t) || resembles_number(t));
        if loose.2 {
            (head, tail, labelled) = loose;
        }
    }
    let unit = tail.iter().any(|t| is_unit(t));
    if tail.is_empty() && head.len() > 1 {
        return head;
    }
    if !(unit || labelled || tail.len() >= 2) {
        return vec![line];
    }
    head.into_iter().chain(tail.into_iter().rev()).collect()
}

/// The text before the figures of a line: its words, if each is one of the table's, else as a
/// whole.
fn words<'a>(text: &'a str, labels: &Labels) -> Vec<&'a str> {
    let known = |word: &&str| {
        let key = key(word);
        labels.furniture.has(&key) || labels.has(&key)
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.len() {
        0 => Vec::new(),
        n if n > 1 && words.iter().all(known) => words,
        _ => vec![text],
    }
}
