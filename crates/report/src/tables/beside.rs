//! Columns and heads of a table in lines of text that are none of the form's: remarks, numbers of rows,
//! and a head with another unit of money.

use super::grid::other_unit;
use super::tokens::Token;
use super::{Labels, heads, is_number};

/// What the heads above the rows announce.
#[derive(Default)]
pub(super) struct Beside {
    /// The last column has remarks.
    pub remarked: bool,
    /// The first column numbers the rows.
    numbered: bool,
    /// The unit of the only column, and the form's.
    pub unit: Option<(String, String)>,
}

impl Beside {
    /// Whether the token at `at`, which is no row's label, is one of these. `seen` are the heads above
    /// the next row so far.
    pub fn takes(&mut self, labels: &Labels, tokens: &[Token], at: usize, seen: &[&str]) -> bool {
        let token = &tokens[at];
        if seen.is_empty() && labels.furniture.has(&token.key) {
            // The heads of another block begin.
            *self = Beside::default();
        }
        match &*token.key {
            "备注" => self.remarked = true,
            "序号" => self.numbered = true,
            _ => {
                let begins = at.checked_sub(1).is_none_or(|i| tokens[i].line != token.line);
                let counts = self.numbered && token.tabbed && begins && is_number(token.text);
                let before = at.checked_sub(1).map_or("", |i| &tokens[i].key);
                return counts || self.has_other_unit(labels, &token.key, before);
            }
        }
        true
    }

    /// Whether a head, alone or with the one before it, is the form's but for its unit.
    fn has_other_unit(&mut self, labels: &Labels, head: &str, before: &str) -> bool {
        let before = if head.starts_with('(') { before } else { "" };
        let whole = format!("{before}{head}");
        let columns = labels.rows.iter().filter(|l| l.block.columns.len() == 1);
        let other = columns.map(|l| &l.block.columns[0]).find_map(|column| {
            let own = crate::text::key(column.heads.last()?);
            heads::is_same(&whole, &own).then(|| other_unit(&whole, column)).flatten()
        });
        let found = other.is_some();
        self.unit = other.or(self.unit.take());
        found
    }
}

/// The words in the column of remarks behind a row, whose last token is the one before `at`.
pub(super) fn remark<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    let (row, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at)?);
    (next.tabbed && next.line == row.line).then_some(next.text)
}
