//! The words of all mentions of a form, looked for in one pass over a text.
//!
//! A form has some fifty mentions with several hundred words; a paragraph has the words of a few of
//! them. Asking each mention of each figure took most of the time of a check.

use super::{Form, Mention};

/// Words by their first character, and the mentions they belong to.
pub(super) struct Lexicon {
    /// First character, word, and the number of the list it stands in; sorted.
    words: Vec<(char, &'static str, usize)>,
    /// Each mention, and one past its last list.
    mentions: Vec<(&'static Mention, usize)>,
}

impl Lexicon {
    pub fn of(form: &Form) -> Lexicon {
        let (mut words, mut mentions, mut list) = (Vec::new(), Vec::new(), 0);
        for mention in form.mentions.iter().copied().flatten() {
            for list_of_words in mention.words {
                let firsts =
                    list_of_words.iter().filter_map(|w| Some((w.chars().next()?, *w, list)));
                words.extend(firsts);
                list += 1;
            }
            mentions.push((mention, list));
        }
        words.sort_unstable();
        Lexicon { words, mentions }
    }

    /// The mentions that have a word of each of their lists in the text, in the form's order.
    pub fn mentions_in(&self, text: &str) -> Vec<&'static Mention> {
        let lists = self.mentions.last().map_or(0, |(_, end)| *end);
        let mut found = vec![false; lists];
        for (at, first) in text.char_indices() {
            let from = self.words.partition_point(|(c, ..)| *c < first);
            let same = self.words[from..].iter().take_while(|(c, ..)| *c == first);
            for (_, word, list) in same {
                if !found[*list] && text[at..].starts_with(word) {
                    found[*list] = true;
                }
            }
        }
        let mut from = 0;
        let mut mentions = Vec::new();
        for (mention, end) in &self.mentions {
            if found[from..*end].iter().all(|f| *f) {
                mentions.push(*mention);
            }
            from = *end;
        }
        mentions
    }
}
