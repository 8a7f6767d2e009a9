//! The words by which prose refers to the cells of a form.
//!
//! They are kept apart from the form, because only the rules read prose: a module that merely shows
//! the form is a third smaller without these words. All words are searched in one pass over a text:
//! a form has some fifty mentions with several hundred words, a paragraph contains words of only a
//! few, and testing each mention for each figure took most of the time of a check.

use std::sync::OnceLock;

/// The words by which prose refers to one form's cells.
pub struct Speech {
    /// The mentions, in lists that forms may share.
    pub mentions: &'static [&'static [Mention]],
    /// How prose names groups of columns (自然人, 法人或其他组织), which replace `{}` in a sum. The
    /// last one is used if none, or more than one, of the others is named.
    pub scopes: &'static [Scope],
    #[doc(hidden)]
    pub lexicon: OnceLock<Lexicon>,
}

/// A group of columns and the words for it.
pub struct Scope {
    /// Words for the group.
    pub words: &'static [&'static str],
    /// Ids of its columns.
    pub columns: &'static [&'static str],
}

/// Words by which prose refers to a cell.
pub struct Mention {
    /// The rule that is broken if figure and cells differ.
    pub rule: &'static str,
    /// The figure must equal the sum of the cells of one of these lists, given by their ids or as
    /// in [`super::Form::named`]. `{}` stands for the columns that the subject names.
    pub sums: &'static [&'static [&'static str]],
    /// Each list must have a word in the figure's subject: the words between the figure before it
    /// (or the start of the sentence) and the figure.
    pub words: &'static [&'static [&'static str]],
    /// One of these must occur before the figure in its sentence, outside closed brackets, or in
    /// the section's heading or sub-heading; if the list is empty, nothing is required.
    pub context: &'static [&'static str],
    /// None of these, which are words for other matters, may follow the last word of the context.
    /// If the list is not empty and only a heading gives the context, the clause must begin with
    /// the mention's own words.
    pub against: &'static [&'static str],
    /// None of these may occur in the subject.
    pub without: &'static [&'static str],
    /// Units that the figure may have.
    pub units: &'static [&'static str],
    /// What kind of statement it is.
    pub role: Role,
}

/// The kind of statement that a [`Mention`] recognises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A figure for the cell.
    Figure,
    /// A figure for all items of something; ignored if the words name one kind of them.
    Whole,
    /// A clause that denies something (未收到…, 没有…); it states 0.
    Absence,
    /// A clause that leaves 0 for the cells without denying anything (均获维持); it states 0.
    Nothing,
    /// One of several channels: a subject that names two of them means their sum, or each.
    Channel,
    /// One of several kinds: a subject that joins two of them means their sum.
    Kind,
    /// All channels without a row of their own. Several figures in the text are added up; if the
    /// cell holds less than their sum, the rule named here is broken.
    OtherChannels(&'static str),
    /// An activity without a figure: the claim is wrong if the cell is 0 or blank.
    Activity,
}

impl Speech {
    /// All mentions of all lists.
    pub fn mentions(&self) -> impl Iterator<Item = &'static Mention> {
        self.mentions.iter().copied().flatten()
    }

    /// The mentions whose words all occur in the text, in the form's order.
    pub fn mentions_in(&'static self, text: &str) -> Vec<&'static Mention> {
        self.lexicon.get_or_init(|| Lexicon::of(self)).mentions_in(text)
    }
}

/// Words sorted by their first character, and the mentions they belong to.
pub struct Lexicon {
    /// First character, word, and the index of the list it is from; sorted.
    words: Vec<(char, &'static str, usize)>,
    /// Each mention, and the index after its last list.
    mentions: Vec<(&'static Mention, usize)>,
    /// Whether any word begins with a character of this bucket; most characters begin none.
    firsts: [bool; BUCKETS],
}

const BUCKETS: usize = 2048;

fn bucket(c: char) -> usize {
    c as usize % BUCKETS
}

impl Lexicon {
    fn of(speech: &Speech) -> Lexicon {
        let (mut words, mut mentions, mut list) = (Vec::new(), Vec::new(), 0);
        for mention in speech.mentions() {
            for list_of_words in mention.words {
                let firsts =
                    list_of_words.iter().filter_map(|w| Some((w.chars().next()?, *w, list)));
                words.extend(firsts);
                list += 1;
            }
            mentions.push((mention, list));
        }
        words.sort_unstable();
        let mut firsts = [false; BUCKETS];
        words.iter().for_each(|(c, ..)| firsts[bucket(*c)] = true);
        Lexicon { words, mentions, firsts }
    }

    /// The mentions that have a word of each of their lists in the text.
    fn mentions_in(&self, text: &str) -> Vec<&'static Mention> {
        let lists = self.mentions.last().map_or(0, |(_, end)| *end);
        let mut found = vec![false; lists];
        for (at, first) in text.char_indices().filter(|(_, c)| self.firsts[bucket(*c)]) {
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
