//! To which official table a row of a grid belongs, on any form: a worksheet may contain several
//! tables, and a table several times.

use std::collections::BTreeMap;

use super::{Furniture, bare, grid, key};
use crate::form::Table;

/// By what a table is recognised. Tables of several forms with the same id are one.
pub(crate) struct Signs {
    id: &'static str,
    furniture: Vec<Furniture>,
    /// Normalised labels, with and without numerals; true for a label that only one row has.
    labels: BTreeMap<String, bool>,
    /// Whether it has a row without a label, which is recognised by its numbers only.
    pub unlabelled: bool,
}

/// What a row is in relation to a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Belongs {
    Head,
    /// A row with a label; and the label, if no other row has it.
    Row(Option<String>),
}

impl Signs {
    /// The tables of all forms.
    pub(crate) fn all() -> Vec<Signs> {
        let mut all: Vec<Signs> = Vec::new();
        for table in crate::FORMS.into_iter().flat_map(|f| f.tables) {
            let i = all.iter().position(|s| s.id == table.id).unwrap_or_else(|| {
                let (furniture, labels) = (Vec::new(), BTreeMap::new());
                all.push(Signs { id: table.id, furniture, labels, unlabelled: false });
                all.len() - 1
            });
            all[i].add(table);
        }
        for signs in &mut all {
            let Signs { furniture, labels, .. } = signs;
            labels.iter_mut().for_each(|(key, single)| {
                *single &= !furniture.iter().any(|f| f.has(key));
            });
        }
        all
    }

    fn add(&mut self, table: &'static Table) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for row in table.blocks.iter().flat_map(|b| b.rows) {
            self.unlabelled |= row.label.is_empty();
            for label in std::iter::once(&row.label).chain(row.aliases) {
                let full = key(label);
                let loose = bare(&full);
                for label in [full.clone()].into_iter().chain((loose != full).then_some(loose)) {
                    *seen.entry(label).or_default() += 1;
                }
            }
        }
        let variants = table.blocks.iter().flat_map(|b| b.variants);
        variants.for_each(|v| *seen.entry(key(v.label)).or_default() += 2);
        for (label, times) in seen.into_iter().filter(|(l, _)| l.chars().count() > 1) {
            let single = self.labels.entry(label).or_insert(true);
            *single &= times == 1;
        }
        self.furniture.push(Furniture::of(table));
    }

    /// What a row with these texts is in relation to the table, if anything.
    pub(crate) fn know(&self, keys: &[String]) -> Option<Belongs> {
        let is_label = |key: &str| self.labels.contains_key(key);
        if self.furniture.iter().any(|f| grid::is_head_row(keys, f, is_label)) {
            return Some(Belongs::Head);
        }
        let full = keys.iter().find(|k| is_label(k)).cloned();
        let label = full.or_else(|| keys.iter().map(|k| bare(k)).find(|k| is_label(k)));
        let label = label?;
        let single = self.labels.get(&label).copied().unwrap_or(false);
        Some(Belongs::Row(single.then_some(label)))
    }
}
