//! Ranges of bytes in a text: what a finding quotes, and where it is after the text was edited.

use std::ops::Range;

/// A difference between two versions of a text: a range of bytes in each.
#[derive(Clone, PartialEq)]
pub struct Changed {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Where a finding's words are in `text`, in bytes: at `range` if it names one, else the first
/// occurrence of `quote`. `None` if the text does not contain them.
pub fn words_in(
    text: &str,
    range: Option<&Range<usize>>,
    quote: Option<&str>,
) -> Option<Range<usize>> {
    if let Some(range) = range {
        return text.get(range.clone()).map(|_| range.clone());
    }
    let quote = quote.filter(|quote| !quote.is_empty())?;
    text.find(quote).map(|start| start..start + quote.len())
}

/// The position in `after` of the bytes `words` of `before`, where the two texts differ in one
/// place; `None` if that place overlaps the words.
pub fn moved(before: &str, after: &str, words: Range<usize>) -> Option<Range<usize>> {
    let (old, new) = (before.as_bytes(), after.as_bytes());
    // The edit was after the words, or before them.
    let range = if new.starts_with(old.get(..words.end)?) {
        words
    } else if new.ends_with(old.get(words.start..)?) {
        let grown = |at: usize| at + after.len() - before.len();
        grown(words.start)..grown(words.end)
    } else {
        return None;
    };
    // The edit may have split a character, so the range may be invalid.
    after.get(range.clone()).map(|_| range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_place_while_others_are_typed() {
        let text = "本年新收申请25件，办结20件。";
        let at = |text: &str, word: &str| {
            let start = text.find(word).expect("it stands there");
            start..start + word.len()
        };
        let moved_in = |after: &str| moved(text, after, at(text, "25件"));
        assert_eq!(moved_in(text), Some(at(text, "25件")));
        let before = "本年共新收申请25件，办结20件。";
        assert_eq!(moved_in(before), Some(at(before, "25件")));
        let behind = "本年新收申请25件，办结2件。";
        assert_eq!(moved_in(behind), Some(at(behind, "25件")));
        assert_eq!(moved_in("本年新收申请35件，办结20件。"), None);
        assert_eq!(moved_in(""), None);
    }
}
