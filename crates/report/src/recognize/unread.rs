//! The rows of the form that were not found although the file has numbers that belong to no cell.

use super::reader::Reader;
use crate::amount::Entry;
use crate::document::{Note, NoteLevel};
use crate::form::{Block, Kind, Row, Table, cell_id};
use crate::tables::RUNNING_TOTAL;

/// A note names so many rows; of more it tells the number.
const MOST_NAMED: usize = 12;

impl Reader<'_> {
    /// Names the rows of the form's tables that were not found, if numbers or rows were left out or
    /// kept apart: they may be theirs.
    pub(super) fn tell_unread(&mut self) {
        let kept = |row: &crate::report::ExtraRow| {
            !row.label.ends_with(RUNNING_TOTAL) && row.values.iter().any(|v| !v.is_empty())
        };
        let lost = |note: &Note| note.level == NoteLevel::Lost && note.place.is_some();
        let mut blocks = self.report.form.tables.iter().flat_map(|t| t.blocks);
        let mixed = blocks.any(|b| b.variants.iter().any(|v| self.is_mixed(b, v)));
        // Numbers alone in a line of prose are cells of a table, too.
        let stray = (0..self.lines.len()).any(|i| !self.used[i] && self.is_numbers(i));
        let left = mixed
            || stray
            || self.report.extra_rows.iter().any(kept)
            || self.notes.iter().any(lost);
        if self.places.is_empty() || !left {
            return;
        }
        let mut names: Vec<String> = Vec::new();
        for table in self.report.form.tables {
            let rows = self.unread_rows(table);
            let all = rows.len() == table.blocks.iter().flat_map(|b| b.rows).count();
            let section = self.report.form.sections.iter().find(|s| Some(s.id) == table.section);
            match section.filter(|_| all) {
                Some(section) => names.push(format!("“{}”的表格", section.heading)),
                None => names.extend(rows.into_iter().map(|row| format!("“{row}”"))),
            }
        }
        if !names.is_empty() {
            let more = match names.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                _ => format!("等 {} 处", names.len()),
            };
            names.truncate(MOST_NAMED);
            let names = names.join("、");
            let message = format!("没有找到这些行或表格，按空白处理，请核对：{names}{more}");
            self.notes.push(Note::new(NoteLevel::Guessed, message));
        }
    }

    /// Whether any cell of a row was found.
    fn found(&self, block: &Block, row: &Row) -> bool {
        block.columns.iter().any(|c| self.places.contains_key(&cell_id(row.id, c.id)))
    }

    /// Whether one row was found that replaces others, some of which were found as well: then it may
    /// be one of these, which lost its label.
    fn is_mixed(&self, block: &Block, variant: &Row) -> bool {
        let mut of = block.replaced_by(variant);
        self.found(block, variant) && of.any(|row| self.found(block, row))
    }

    /// The labels of a table's rows none of whose cells was found and of which no note tells.
    fn unread_rows(&self, table: &Table) -> Vec<&'static str> {
        let doubts = self.notes.iter().filter(|n| n.level != NoteLevel::Info);
        let told = |name: &&str| doubts.clone().any(|n| n.message.contains(name));
        let mut unread = Vec::new();
        for block in table.blocks {
            let replaced = |row: &Row| {
                let mut by =
                    block.variants.iter().filter(|v| block.replaced_by(v).any(|r| r == row));
                by.any(|v| self.found(block, v) && !self.is_mixed(block, v))
            };
            let rows = block.rows.iter().filter(|row| row.kind != Kind::Heading);
            for row in rows.filter(|row| !self.found(block, row) && !replaced(row)) {
                let mut heads = block.columns.iter().filter_map(|c| c.heads.first());
                let is_told = match row.label {
                    "" => heads.all(told),
                    label => told(&label),
                };
                if !is_told {
                    unread.push(row.label);
                }
            }
        }
        unread
    }

    /// Whether a line is nothing but numbers.
    fn is_numbers(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let mut words = line.text.split([' ', '\t', '|']).filter(|w| !w.is_empty());
        let number = |w: &str| matches!(Entry::parse(w), Entry::Number(_));
        line.grid.is_none() && words.next().is_some_and(number) && words.all(number)
    }

    /// Why lines of a table are left out: numbers right below a table may be those of its last row.
    pub(super) fn why_left(&self, lost: &[usize]) -> &'static str {
        let below = lost.first().filter(|i| self.table_ends.contains(i));
        match below.is_some_and(|&i| self.is_numbers(i)) {
            true => "表格下面的数前没有项目名称，没有列入报告，各行的数也许错了行，请核对",
            false => "没有读入的表格，其文字没有列入正文",
        }
    }
}
