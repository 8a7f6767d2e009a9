//! Lists of words in one text, separated by bars: `撤回|放弃`. The tables of words are long, and so
//! written they are short in the source and in the program.

/// Whether a text has one of the words of a list.
#[inline(never)]
pub fn has(text: &str, list: &str) -> bool {
    !list.is_empty() && list.split('|').any(|word| text.contains(word))
}
