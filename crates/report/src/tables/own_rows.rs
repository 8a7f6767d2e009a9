//! The lines of a table that are not the form's own rows: rows that an agency added, running totals,
//! rows whose figures cannot be assigned to columns, and other words.

use super::content::Content;
use super::doubts::{ends_blank, name_of};
use super::row::Value;
use super::tokens::{Token, cells_of_line};
use super::{Found, Labels, is_number, is_value, key};
use crate::document::{Note, NoteLevel};
use crate::form::{Block, Row};
use crate::text::half_width;

/// Whether a head above the figures announces totals over all years (历年累计).
pub(super) fn has_running_total(tokens: &[Token]) -> bool {
    tokens.iter().take_while(|t| !is_number(t.text)).any(|t| t.key.contains("累计"))
}

/// The rows formed by unknown pieces: those of a line with tabs or bars; otherwise a label after
/// figures begins the next row.
pub(super) fn rows_of<'t, 'a>(strangers: Vec<&'t Token<'a>>) -> Vec<Vec<&'t Token<'a>>> {
    let mut rows: Vec<Vec<&Token>> = Vec::new();
    for token in strangers {
        let goes_on = rows.last().is_some_and(|row: &Vec<&Token>| {
            let last = row[row.len() - 1];
            let same = last.line == token.line;
            same || !(token.tabbed || last.tabbed || is_number(last.text) && !is_number(token.text))
        });
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => row.push(token),
            None => rows.push(vec![token]),
        }
    }
    rows
}

/// Stores the rows that an agency added right below the form's last row: lines with tabs or bars, a
/// label, and a unit or a figure. Gives the number of lines.
pub(super) fn rows_below(
    found: &mut Found,
    labels: &Labels,
    lines: &[&str],
    first: usize,
) -> usize {
    let units: Vec<String> = labels.rows.iter().map(|l| key(l.row.unit)).collect();
    let mut count = 0;
    for line in lines {
        let Some(pieces) = cells_of_line(line) else { break };
        let Some((label, rest)) =
            pieces.split_first().filter(|(l, r)| !l.trim().is_empty() && !r.is_empty())
        else {
            break;
        };
        let cell = |t: &&str| is_value(t) || units.contains(&key(t));
        let filled = rest.iter().any(|t| !t.trim().is_empty());
        if is_value(label) || !filled || !rest.iter().all(cell) {
            break;
        }
        found.unknown(&pieces, labels, format!("正文第 {} 行", first + count + 1));
        count += 1;
    }
    count
}

impl Found {
    /// Stores the figures of a row. If their number differs from that of the columns, none is stored and
    /// a note says so. With `running`, the second figure of a single column is the total over all years;
    /// `unit` is that of a single column's head and the form's.
    pub(super) fn keep_values(
        &mut self,
        row: &Row,
        block: &Block,
        values: &[&str],
        (running, unit): (bool, Option<(String, String)>),
        place: String,
    ) {
        let (count, columns) = (values.len(), block.columns);
        if let ([value, total], [column], true) = (values, columns, running) {
            self.keep_read(row, column, Value::Cell(0, Content::plain(value)), unit, place);
            self.keep_running_total(row, total);
        } else if count == columns.len() {
            if ends_blank(values.iter().copied()) {
                self.short(row, block, place.clone());
            }
            let unit = unit.filter(|_| count == 1);
            for (column, text) in columns.iter().zip(values) {
                let value = Value::Cell(0, Content::plain(text));
                self.keep_read(row, column, value, unit.clone(), place.clone());
            }
        } else if count > 0 {
            let name = name_of(row, block);
            let message = format!("“{name}”一行有{count}个数，应为{}个，没有读入", columns.len());
            self.notes.push(Note::new(NoteLevel::Lost, message).at(place));
        }
    }

    /// Stores a row that the form does not have. Gives the words if they are no row.
    pub(super) fn keep_strangers(
        &mut self,
        row: &[&Token],
        labels: &Labels,
        place: &str,
    ) -> Option<String> {
        let texts: Vec<&str> = row.iter().map(|t| t.text).collect();
        let counts = |text: &str| text.ends_with(|c| half_width(c).is_ascii_digit());
        if row.iter().any(|t| t.tabbed || counts(t.text)) {
            self.unknown(&texts, labels, place.to_string());
            return None;
        }
        Some(texts.join(" "))
    }

    /// Adds one note that quotes the words between the rows, with the place of the first.
    pub(super) fn lose_stray(&mut self, stray: &[(String, String)]) {
        let Some((place, _)) = stray.first() else { return };
        let words: Vec<String> = stray.iter().map(|(_, words)| format!("“{words}”")).collect();
        let message = format!("表中的文字{}没有列入报告", words.concat());
        self.notes.push(Note::new(NoteLevel::Lost, message).at(place.clone()));
    }
}
