//! Lists of words in one text, separated by bars: `撤回|放弃`. The tables of words are long, and so
//! written they are short in the source and in the program.

/// The words of a list, one after the other. They are found byte by byte: in wasm the search of the standard
/// library takes several times as long for words as short as these.
pub fn each(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        let list = rest?;
        let end = list.bytes().position(|byte| byte == b'|');
        rest = end.map(|end| &list[end + 1..]);
        Some(&list[..end.unwrap_or(list.len())])
    })
}

/// Whether a text has one of the words of a list.
#[inline(never)]
pub fn has(text: &str, list: &str) -> bool {
    !list.is_empty() && each(list).any(|word| places(text, word).next().is_some())
}

/// Where a word of at least one character stands in a text, in bytes; places may overlap. Words and texts are
/// short: to compare them at each place takes less than what the standard library prepares for a search.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let last = (text.len() + 1).saturating_sub(word.len());
    (0..last).filter(move |at| text[*at..].starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words() {
        for list in ["", "公开", "公开|部分公开", "|a||b|"] {
            assert_eq!(each(list).collect::<Vec<_>>(), list.split('|').collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_word_stands_where_the_standard_library_finds_it() {
        for text in ["", "公", "公开", "部分公开，不予公开", "已公开 open", "开公"]
        {
            for word in ["公开", "开", "部分公开，不予公开！", "open", "n"] {
                let found: Vec<_> = text.match_indices(word).map(|(at, _)| at).collect();
                assert_eq!(places(text, word).collect::<Vec<_>>(), found, "{word} in {text}");
                assert_eq!(has(text, &format!("没有|{word}")), !found.is_empty());
            }
        }
    }
}
