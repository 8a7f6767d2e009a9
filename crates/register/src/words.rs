//! Lists of words in one text, separated by bars: `撤回|放弃`. The tables of words are long, and so
//! written they are short in the source and in the program.

/// Whether a text has one of the words of a list.
#[inline(never)]
pub fn has(text: &str, list: &str) -> bool {
    !list.is_empty() && list.split('|').any(|word| places(text, word).next().is_some())
}

/// Where a word stands in a text, in bytes. Words and texts are short: to compare them at each place takes less
/// than what the standard library prepares for a search.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let last = (text.len() + 1).saturating_sub(word.len());
    (0..last).filter(move |at| text[*at..].starts_with(word))
}
