//! The printed parts of a table that are not values or row labels.

use super::{bare, heads};
use crate::form::Table;
use crate::text::key;

/// What is printed around the cells: heads, titles of blocks, groups of rows.
#[derive(Clone)]
pub(super) struct Furniture {
    keys: Vec<String>,
    /// Heads of columns.
    heads: Vec<String>,
    /// Heads above labels and units.
    beside: Vec<String>,
    /// The lowest heads, and all other texts, concatenated: a broken line is a piece of one.
    run: String,
}

impl Furniture {
    pub fn of(table: &'static Table) -> Furniture {
        let columns = || table.blocks.iter().flat_map(|b| b.columns);
        let rows = table.blocks.iter().flat_map(|b| b.rows);
        let texts = columns()
            .flat_map(|c| c.heads)
            .chain(table.blocks.iter().filter_map(|b| b.title.as_ref()))
            .chain(&table.stub)
            .chain(&table.units)
            .chain(rows.flat_map(|r| r.groups));
        let mut keys: Vec<String> = texts.map(|t| key(t)).collect();
        keys.sort_unstable();
        keys.dedup();
        let heads = columns().flat_map(|c| c.heads).map(|h| key(h)).collect();
        let lowest = columns().filter_map(|c| c.heads.last()).map(|h| key(h)).collect();
        let beside = table.stub.iter().chain(&table.units).map(|t| key(t)).collect();
        let mut run: Vec<String> = vec![lowest];
        run.extend(keys.iter().cloned());
        Furniture { keys, heads, beside, run: run.join("\n") }
    }

    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|k| k == key)
    }

    /// Whether a key is the head of a column, even with another remark in brackets.
    pub fn has_head(&self, key: &str) -> bool {
        self.heads.iter().any(|k| heads::is_same(key, k))
    }

    /// Whether a head is that of labels or units.
    pub fn is_beside(&self, key: &str) -> bool {
        self.beside.iter().any(|k| k == key) || matches!(key, "单位" | "计量单位" | "序号")
    }

    /// Whether a key is the beginning of a head that what is printed next does not go on with: a head
    /// that lost its end (现行有效件 for 现行有效件数).
    pub fn is_cut_short(&self, key: &str, next: &str) -> bool {
        const LEAST: usize = 4;
        let head = |h: &&String| {
            h.starts_with(key)
                && h.as_str() != key
                && bare(h) != key
                && key.chars().count() >= LEAST
        };
        let goes_on = |h: &String| {
            let rest = &h[key.len()..];
            !next.is_empty() && (rest.starts_with(next) || next.starts_with(rest))
        };
        let mut heads = self.heads.iter().filter(head).peekable();
        heads.peek().is_some() && !self.has(key) && !heads.any(goes_on)
    }

    /// Whether a key is furniture, a piece of it, or some of it run together.
    pub fn has_piece(&self, key: &str) -> bool {
        !key.is_empty() && (self.run.contains(key) || self.makes_up(key))
    }

    /// Whether a key is nothing but furniture, one behind the other.
    pub fn makes_up(&self, key: &str) -> bool {
        let mut rest = key;
        while !rest.is_empty() {
            let next = self.keys.iter().filter(|k| !k.is_empty() && rest.starts_with(k.as_str()));
            let Some(length) = next.map(String::len).max() else { return false };
            rest = &rest[length..];
        }
        true
    }
}
