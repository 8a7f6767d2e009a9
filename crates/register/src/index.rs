//! Numbers by text. One kind of map serves all of this crate, because each further one would take
//! room in the program.

use std::collections::BTreeMap;

/// Numbers by text.
#[derive(Default)]
pub struct Index(pub BTreeMap<String, u64>);

impl Index {
    /// The number of a text.
    #[inline(never)]
    pub fn get(&self, text: &str) -> Option<usize> {
        self.0.get(text).map(|n| *n as usize)
    }

    /// Gives a text this number.
    #[inline(never)]
    pub fn put(&mut self, text: String, n: usize) {
        self.0.insert(text, n as u64);
    }

    /// Adds one to the number of a text.
    #[inline(never)]
    pub fn add(&mut self, text: String) {
        *self.0.entry(text).or_default() += 1;
    }
}

/// Texts as one key.
#[inline(never)]
pub fn key_of(texts: &[&str]) -> String {
    texts.join("\n")
}
