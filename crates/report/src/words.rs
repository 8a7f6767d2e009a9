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
pub(crate) fn places<'a>(text: &'a str, word: &'a str) -> Places<'a> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let end = (text.len() + 1).saturating_sub(word.len());
    Places { text, word, next: 0, end: if word.is_empty() { 0 } else { end } }
}

/// See [`places`].
pub(crate) struct Places<'a> {
    text: &'a [u8],
    word: &'a [u8],
    /// The places between which the next ones are looked for.
    next: usize,
    end: usize,
}

impl Places<'_> {
    /// The bytes with which the word may end at these places; the last byte of a character tells
    /// more than its first, which many share.
    fn last_bytes(&self) -> (&[u8], u8) {
        let before = self.word.len().saturating_sub(1);
        let ends = self.text.get(self.next + before..self.end + before).unwrap_or_default();
        (ends, self.word.last().copied().unwrap_or(0))
    }
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.next < self.end {
            let (ends, last) = self.last_bytes();
            let Some(skipped) = ends.iter().position(|byte| *byte == last) else { break };
            let at = self.next + skipped;
            self.next = at + 1;
            if is_at(self.text, at, self.word) {
                return Some(at);
            }
        }
        self.next = self.end;
        None
    }
}

impl DoubleEndedIterator for Places<'_> {
    fn next_back(&mut self) -> Option<usize> {
        while self.next < self.end {
            let (ends, last) = self.last_bytes();
            let Some(kept) = ends.iter().rposition(|byte| *byte == last) else { break };
            self.end = self.next + kept;
            if is_at(self.text, self.end, self.word) {
                return Some(self.end);
            }
        }
        self.end = self.next;
        None
    }
}

/// Whether a word is at this place of a text. Words are so short that a call of `memcmp` takes longer
/// than comparing them here, the last byte first, which tells most.
#[inline(always)]
fn is_at(text: &[u8], at: usize, word: &[u8]) -> bool {
    let Some(here) = text.get(at..at + word.len()) else { return false };
    let mut left = word.len();
    while left > 0 {
        left -= 1;
        if here[left] != word[left] {
            return false;
        }
    }
    true
}

/// The first bytes of some characters, of which few are in a text, so that most of it is passed over.
struct Leads([u64; 4]);

impl Leads {
    fn of(marks: &[char]) -> Self {
        let mut leads = Self([0; 4]);
        for mark in marks {
            let lead = mark.encode_utf8(&mut [0; 4]).as_bytes()[0];
            leads.0[usize::from(lead >> 6)] |= 1 << (lead & 63);
        }
        leads
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

/// The words behind the last of these characters in a text: its last clause, if these are marks.
pub(crate) fn behind_last<'a>(text: &'a str, marks: &[char]) -> &'a str {
    let bytes = text.as_bytes();
    let leads = Leads::of(marks);
    let mut at = bytes.len();
    while at > 0 {
        at -= 1;
        if !leads.has(bytes[at]) {
            continue;
        }
        if let Some(c) = text[at..].chars().next().filter(|c| marks.contains(c)) {
            return &text[at + c.len_utf8()..];
        }
    }
    text
}

/// The first of these characters in a text: its place in bytes, and what it is.
pub(crate) fn first_mark(text: &str, marks: &[char]) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let leads = Leads::of(marks);
    let mut at = 0;
    while at < bytes.len() {
        if leads.has(bytes[at])
            && let Some(c) = text[at..].chars().next().filter(|c| marks.contains(c))
        {
            return Some((at, c));
        }
        at += length(bytes[at]);
    }
    None
}

/// The pieces of a text between these characters, like those of `str::split`.
pub(crate) fn pieces<'a>(text: &'a str, marks: &[char]) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mark = first_mark(text, marks);
        rest = mark.map(|(at, c)| &text[at + c.len_utf8()..]);
        Some(mark.map_or(text, |(at, _)| &text[..at]))
    })
}

/// A text without this word at its beginning, however often it stands there.
pub(crate) fn without_start<'a>(mut text: &'a str, word: &str) -> &'a str {
    while let Some(rest) = text.strip_prefix(word) {
        text = rest;
    }
    text
}

/// A text with another word in all places of this one.
pub(crate) fn replaced(text: String, word: &str, by: &str) -> String {
    match find(&text, word) {
        Some(_) => text.replace(word, by),
        None => text,
    }
}

/// A set of characters. One that is not in it may seem to be, one that is in it never seems not to be.
#[derive(Clone, Copy)]
struct Characters([u64; BUCKETS / 64]);

const BUCKETS: usize = 2048;

impl Characters {
    const NONE: Characters = Characters([0; BUCKETS / 64]);

    /// The bucket of the character with which these bytes begin: of a Chinese one, by its last two
    /// bytes.
    #[inline(always)]
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

    #[inline(always)]
    fn has(&self, bytes: &[u8]) -> bool {
        let bucket = Characters::bucket(bytes);
        self.0[bucket / 64] >> (bucket % 64) & 1 == 1
    }
}

/// The number of bytes of a character by its first byte.
#[inline(always)]
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

    /// The next place from this one on at which a word may begin; at all others none does.
    pub(crate) fn next_in(&self, text: &str, mut at: usize) -> Option<usize> {
        let text = text.as_bytes();
        while at < text.len() {
            if self.firsts.has(&text[at..]) {
                return Some(at);
            }
            at += length(text[at]);
        }
        None
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
            let at = self.next_in(text, next)?;
            next = at + length(bytes[at]);
            Some(at)
        });
        may.flat_map(move |at| {
            let here = self.words.iter().filter(move |w| is_at(bytes, at, w.as_bytes()));
            here.map(move |word| (at, *word))
        })
    }

    /// The first place in a text at which one of the words begins, in bytes.
    pub(crate) fn first_in(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut next = 0;
        while let Some(at) = self.next_in(text, next) {
            if self.words.iter().any(|w| is_at(bytes, at, w.as_bytes())) {
                return Some(at);
            }
            next = at + length(bytes[at]);
        }
        None
    }

    /// The first word of the list with which a text begins.
    pub(crate) fn at_start(&self, text: &str) -> Option<&'static str> {
        let bytes = text.as_bytes();
        let may = self.firsts.has(bytes);
        self.words.iter().copied().find(|w| may && is_at(bytes, 0, w.as_bytes()))
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
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            characters.add(&bytes[at..]);
            at += length(bytes[at]);
        }
        Searched { text, characters }
    }

    /// The text itself.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Like [`places`].
    pub(crate) fn places<'a>(&'a self, word: &'a str) -> Places<'a> {
        places(if self.may_have(word.as_bytes()) { &self.text } else { "" }, word)
    }

    /// Whether the text has all characters of a word.
    fn may_have(&self, word: &[u8]) -> bool {
        let mut at = 0;
        while at < word.len() {
            if !self.characters.has(&word[at..]) {
                return false;
            }
            at += length(word[at]);
        }
        true
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
    fn a_clause_is_what_is_behind_the_last_mark() {
        for text in ["", "，", "公开，信息", "公开,，a开是é", "公开信息"] {
            for marks in [&['，', ','][..], &['是', '开'], &['é', 'a']] {
                let last = text.rsplit(marks).next().unwrap_or(text);
                assert_eq!(behind_last(text, marks), last, "{text} {marks:?}");
                let split: Vec<&str> = text.split(marks).collect();
                assert_eq!(pieces(text, marks).collect::<Vec<_>>(), split, "{text} {marks:?}");
            }
        }
        assert_eq!(without_start("其中其中甲其中", "其中"), "甲其中");
    }

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
            let first = WORDS.iter().find(|w| text.starts_with(**w)).copied();
            assert_eq!(list.at_start(text), first, "{text}");
        }
        let found: Vec<_> = list.places_in("公开信息").collect();
        assert_eq!(found, [(0, "公开"), (0, "公开信息"), (3, "开")]);
        assert_eq!((find("公开", ""), has(&[""], "公开")), (None, false));
    }
}
