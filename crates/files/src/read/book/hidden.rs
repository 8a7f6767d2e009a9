//! What a sheet hides: said in notes, and told with its grids.

use std::collections::{BTreeMap, BTreeSet};

use report::document::{Hidden, NoteLevel};

use super::{Area, Sheet};

impl Sheet {
    /// The hidden rows and columns of a range that have any text in it.
    pub(super) fn hidden_within(&self, used: Area) -> Hidden {
        let rows = self.hidden_rows.iter().filter(|row| (used.top..=used.bottom).contains(row));
        let mut rows: Vec<usize> = rows.map(|row| row - used.top).collect();
        rows.sort_unstable();
        let hides = |column: &usize| {
            let of = |(first, last): &(usize, usize)| (*first..=*last).contains(column);
            self.hidden_columns.iter().take(64).any(of)
        };
        let columns = (used.left..=used.right).filter(hides).map(|column| column - used.left);
        Hidden { rows, columns: columns.collect() }
    }

    /// Notes hidden rows and columns. They are read like others, since a report must not have
    /// figures that nobody sees; only those that repeat the label or head of a visible one are
    /// dropped.
    pub(super) fn tell_hidden(&mut self) {
        self.drop_doubled();
        let filled = |row: &usize| self.cells.range((*row, 0)..(*row + 1, 0)).next().is_some();
        let rows: Vec<usize> = self.hidden_rows.iter().copied().filter(filled).collect();
        let columns: BTreeSet<usize> = self.cells.keys().map(|(_, column)| *column).collect();
        let hides = |(first, last): &&(usize, usize)| {
            first <= last && columns.range(*first..=*last).next().is_some()
        };
        let column = self.hidden_columns.iter().take(64).find(hides).copied();
        if let Some(&first) = rows.first() {
            let message = format!("有 {} 行是隐藏的，也已读入，请核对", rows.len());
            self.note(NoteLevel::Guessed, message, first, 0);
        }
        if let Some((first, _)) = column {
            self.note(NoteLevel::Guessed, "有隐藏的列，也已读入，请核对".into(), 0, first);
        }
    }

    /// Drops hidden rows whose words all stand in visible rows, and hidden columns with the same
    /// heads as a visible column.
    fn drop_doubled(&mut self) {
        let hidden_row: BTreeSet<usize> = self.hidden_rows.iter().copied().collect();
        let columns = std::mem::take(&mut self.hidden_columns);
        let in_columns =
            |column: usize| columns.iter().take(64).any(|(a, z)| (*a..=*z).contains(&column));
        let is_word = |text: &str| text.chars().any(|c| c.is_alphabetic());
        let mut labels: BTreeSet<&str> = BTreeSet::new();
        let mut heads: BTreeSet<(usize, &str)> = BTreeSet::new();
        for ((row, column), text) in self.cells.iter().filter(|(_, text)| is_word(text)) {
            if !hidden_row.contains(row) {
                labels.insert(text);
            }
            if !in_columns(*column) {
                heads.insert((*row, text));
            }
        }
        let words = |row: usize| {
            let cells = self.cells.range((row, 0)..(row + 1, 0));
            cells.map(|(_, text)| text.as_str()).filter(|text| is_word(text))
        };
        // A list has words of its own in each row, or a day, even if kinds and results repeat.
        let doubled = |row: &usize| {
            let mut cells = self.cells.range((*row, 0)..(*row + 1, 0));
            let mut words = words(*row).peekable();
            words.peek().is_some()
                && words.all(|text| labels.contains(text))
                && !cells.any(|(_, text)| is_day(text))
        };
        let rows: BTreeSet<usize> = hidden_row.iter().copied().filter(doubled).collect();
        // Whether all words of a hidden column stand in their rows elsewhere.
        let mut hidden: BTreeMap<usize, bool> = BTreeMap::new();
        for ((row, column), text) in self.cells.iter().filter(|(_, text)| is_word(text)) {
            if in_columns(*column) {
                *hidden.entry(*column).or_insert(true) &= heads.contains(&(*row, text.as_str()));
            }
        }
        let twice: BTreeSet<usize> =
            hidden.into_iter().take(64).filter(|(_, all)| *all).map(|(column, _)| column).collect();
        self.cells.retain(|(row, column), _| !rows.contains(row) && !twice.contains(column));
        self.hidden_columns = columns;
        for row in rows {
            let message = "这一行是隐藏的，与显示的一行同名，没有读入";
            self.note(NoteLevel::Guessed, message.into(), row, 0);
        }
        for column in twice {
            let message = "这一列是隐藏的，与显示的一列同名，没有读入";
            self.note(NoteLevel::Guessed, message.into(), 0, column);
        }
    }
}

/// Whether a text is a day: three numbers, or two with 月 between them.
fn is_day(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    let short = text.len() <= 40;
    short && (numbers >= 3 || numbers == 2 && text.contains('月'))
}
