//! What the texts of a form must mention.

/// A topic that a text must mention: the rule that is broken otherwise, the topic's name, and words
/// for it, one of which must occur.
pub struct Topic {
    /// The rule that is broken if the topic is missing.
    pub rule: &'static str,
    /// What a finding calls the topic.
    pub name: &'static str,
    /// Words for it, of which one must occur.
    pub words: &'static [&'static str],
    /// The sentence with gaps that a draft of its section has about it; empty if it has none.
    pub gap: &'static str,
}

impl Topic {
    /// Whether a text mentions it.
    pub fn is_in(&self, text: &str) -> bool {
        self.words.iter().any(|w| text.contains(w))
    }
}
