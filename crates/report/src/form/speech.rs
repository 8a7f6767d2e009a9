//! By which words prose speaks of the cells of a form.
//!
//! This stands beside the form and not in it, for only the rules read prose: a program that merely
//! shows the form is a third smaller without these words. They are looked for in one pass over a
//! text: a form has some fifty mentions with several hundred words, a paragraph has the words of a
//! few of them, and asking each mention of each figure took most of the time of a check.

use std::sync::OnceLock;

/// How prose speaks of one form's cells.
pub struct Speech {
    pub mentions: &'static [&'static [Mention]],
    /// How prose names columns of cells (自然人, 法人或其他组织); a sum's `{}` stands for them. The last
    /// stands where none, or more than one, of the others is named.
    pub scopes: &'static [Scope],
    #[doc(hidden)]
    pub lexicon: OnceLock<Lexicon>,
}

/// A group of columns as prose names it.
pub struct Scope {
    pub words: &'static [&'static str],
    pub columns: &'static [&'static str],
}

/// Words by which prose speaks of a cell.
pub struct Mention {
    pub rule: &'static str,
    /// The figure must equal the sum of the cells of one of these lists, by their ids or as
    /// [`super::Form::named`] tells. `{}` stands for the columns the subject names.
    pub sums: &'static [&'static [&'static str]],
    /// Each list must have a word in the figure's subject: what stands between the figure before it
    /// (or the start of the sentence) and the figure.
    pub words: &'static [&'static [&'static str]],
    /// One of these must stand before the figure in its sentence, outside closed brackets, or in the
    /// section's heading or sub-heading; any will do if empty.
    pub context: &'static [&'static str],
    /// None of these may stand behind the last word of the context: other business that came up
    /// since. Where there are any and the context is but a heading, the clause must begin with the
    /// mention's own words.
    pub against: &'static [&'static str],
    /// None of these may stand in the subject.
    pub without: &'static [&'static str],
    /// Units the figure may have.
    pub units: &'static [&'static str],
    pub role: Role,
}

/// What kind of statement a [`Mention`] recognises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A figure for the cell.
    Figure,
    /// A figure for all of something: none if the words speak of one kind of it.
    Whole,
    /// A clause that denies (未收到…, 没有…): it states 0.
    Absence,
    /// A clause that leaves nothing for the cells without denying (均获维持): it states 0.
    Nothing,
    /// One of several channels: a subject that names two speaks of their sum, or of each.
    Channel,
    /// One of several kinds: a subject that joins two speaks of their sum.
    Kind,
    /// All channels without a row of their own. Several figures in the text add up; if the cell
    /// holds less than their sum, this rule is broken instead.
    OtherChannels(&'static str),
    /// An activity, no figure needed. Broken if the cell is 0 or blank.
    Activity,
}

impl Speech {
    /// All mentions of all lists.
    pub fn mentions(&self) -> impl Iterator<Item = &'static Mention> {
        self.mentions.iter().copied().flatten()
    }

    /// The mentions whose words all stand somewhere in the text, in the form's order.
    pub fn mentions_in(&'static self, text: &str) -> Vec<&'static Mention> {
        self.lexicon.get_or_init(|| Lexicon::of(self)).mentions_in(text)
    }
}

/// Words by their first character, and the mentions they belong to.
pub struct Lexicon {
    /// First character, word, and the number of the list it stands in; sorted.
    words: Vec<(char, &'static str, usize)>,
    /// Each mention, and one past its last list.
    mentions: Vec<(&'static Mention, usize)>,
    /// Whether a word begins with a character of this bucket: of most characters none does.
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
