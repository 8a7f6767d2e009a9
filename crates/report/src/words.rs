//! Searching short Chinese words in sentences.
//!
//! Rules ask for hundreds of words at every figure. `str::contains` prepares each search, which takes
//! longer than the search itself in a text as short as a clause; these functions prepare nothing.

/// The first place of a word in a text, in bytes.
pub(crate) fn find(text: &str, word: &str) -> Option<usize> {
    places(text, word).next()
}

/// Whether one of these words is in a text.
pub(crate) fn has(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| find(text, word).is_some())
}

/// All places of a word in a text in order, in bytes; they may overlap. No word is nowhere.
pub(crate) fn places(text: &str, word: &str) -> impl DoubleEndedIterator<Item = usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    // The last byte of a character tells more than its first, which many share.
    let (end, before) = word.split_last().unwrap_or((&0, &[][..]));
    let ends = text.get(before.len()..).unwrap_or_default().iter().enumerate();
    ends.filter(move |(at, byte)| *byte == end && text[*at..].starts_with(before)).map(|(at, _)| at)
}

/// A set of characters. One that is not in it may seem to be, one that is in it never seems not to be.
#[derive(Clone, Copy)]
struct Characters([u64; BUCKETS / 64]);

const BUCKETS: usize = 2048;

impl Characters {
    const NONE: Characters = Characters([0; BUCKETS / 64]);

    /// The bucket of the character with which these bytes begin: of a Chinese one, by its last two
    /// bytes.
    const fn bucket(bytes: &[u8]) -> usize {
        match bytes {
            [lead, a, b, ..] if *lead >= 0xe0 => (*a as usize % 32) * 64 + *b as usize % 64,
            [lead, ..] => *lead as usize,
            [] => 0,
        }
    }

    const fn add(&mut self, bytes: &[u8]) {
        let bucket = Characters::bucket(bytes);
        self.0[bucket / 64] |= 1 << (bucket % 64);
    }

    fn has(&self, bytes: &[u8]) -> bool {
        let bucket = Characters::bucket(bytes);
        self.0[bucket / 64] >> (bucket % 64) & 1 == 1
    }
}

/// The number of bytes of a character by its first byte.
fn length(lead: u8) -> usize {
    match lead {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

/// A list of words that is searched in one pass, however many words it has.
pub(crate) struct WordList {
    words: &'static [&'static str],
    /// The characters with which words begin; most begin none.
    firsts: Characters,
}

impl WordList {
    /// A list of these words, none of which is empty.
    pub(crate) const fn new(words: &'static [&'static str]) -> WordList {
        let mut firsts = Characters::NONE;
        let mut i = 0;
        while i < words.len() {
            firsts.add(words[i].as_bytes());
            i += 1;
        }
        WordList { words, firsts }
    }

    /// The places of these words in a text and the words, in the order of the text, and of the list
    /// where several begin at one place.
    pub(crate) fn places_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        let bytes = text.as_bytes();
        let mut next = 0;
        let may = std::iter::from_fn(move || {
            while next < bytes.len() {
                let at = next;
                next += length(bytes[at]);
                if self.firsts.has(&bytes[at..]) {
                    return Some(at);
                }
            }
            None
        });
        may.flat_map(move |at| {
            let here = self.words.iter().filter(move |w| bytes[at..].starts_with(w.as_bytes()));
            here.map(move |word| (at, *word))
        })
    }

    /// The first place in a text at which one of the words begins, in bytes.
    pub(crate) fn first_in(&self, text: &str) -> Option<usize> {
        self.places_in(text).next().map(|(at, _)| at)
    }

    /// The last place in a text at which one of the words begins, in bytes.
    pub(crate) fn last_in(&self, text: &str) -> Option<usize> {
        self.places_in(text).last().map(|(at, _)| at)
    }

    /// Whether one of the words is in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }
}

/// A text in which many words are looked for: words with a character that it lacks need no search.
pub(crate) struct Searched {
    text: String,
    characters: Characters,
}

impl Searched {
    /// Prepares a text.
    pub(crate) fn new(text: String) -> Searched {
        let mut characters = Characters::NONE;
        text.char_indices().for_each(|(at, _)| characters.add(&text.as_bytes()[at..]));
        Searched { text, characters }
    }

    /// The text itself.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Like [`places`].
    pub(crate) fn places<'a>(
        &'a self,
        word: &'a str,
    ) -> impl DoubleEndedIterator<Item = usize> + 'a {
        let mut letters = word.char_indices();
        let may = letters.all(|(at, _)| self.characters.has(&word.as_bytes()[at..]));
        places(if may { &self.text } else { "" }, word)
    }

    /// Like [`has`].
    pub(crate) fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.places(word).next().is_some())
    }

    /// The last place at which one of these words begins, in bytes.
    pub(crate) fn last(&self, words: &[&str]) -> Option<usize> {
        words.iter().filter_map(|word| self.places(word).next_back()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_the_standard_library_finds_them() {
        const WORDS: &[&str] = &["公开", "公开信息", "开", "年", "2024", "a", "元", "％"];
        let list = WordList::new(WORDS);
        for text in ["", "公", "公开信息年2024a年", "开公开公开元a", "é％\u{1f600}年", "丙丁"]
        {
            for word in WORDS {
                assert_eq!(find(text, word), text.find(word), "{word} in {text}");
                let all: Vec<usize> = text.match_indices(word).map(|(at, _)| at).collect();
                assert_eq!(places(text, word).collect::<Vec<_>>(), all, "{word} in {text}");
            }
            let any = WORDS.iter().any(|w| text.contains(w));
            assert_eq!((has(WORDS, text), list.is_in(text)), (any, any), "{text}");
            assert_eq!(list.first_in(text), WORDS.iter().filter_map(|w| text.find(w)).min());
            let end = WORDS.iter().filter_map(|w| text.rfind(w)).max();
            let searched = Searched::new(text.to_string());
            assert_eq!((searched.last(WORDS), list.last_in(text)), (end, end), "{text}");
            assert_eq!(searched.has(WORDS), any, "{text}");
        }
        let found: Vec<_> = list.places_in("公开信息").collect();
        assert_eq!(found, [(0, "公开"), (0, "公开信息"), (3, "开")]);
        assert_eq!((find("公开", ""), has(&[""], "公开")), (None, false));
    }
}
