//! What changed from one text to another, as for last year's text and this year's.

use report::apart::Edit;
use similar::{Algorithm, capture_diff_slices};

/// Words of a text above which whole paragraphs are compared instead: the time of a comparison is
/// length × changes.
const MOST_WORDS: usize = 4_000;
/// Two changes with fewer words than this between them become one: such a short match (的, 工作) is
/// chance.
const LEAST_IN_COMMON: usize = 3;

/// The changes that turn `old` into `new`, in order, as ranges of bytes.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (mut old_words, mut new_words) = (words(old), words(new));
    let long = old_words.len().max(new_words.len()) > MOST_WORDS;
    if long {
        old_words = old.split_inclusive('\n').collect();
        new_words = new.split_inclusive('\n').collect();
    }
    let (old_at, new_at) = (offsets(&old_words), offsets(&new_words));
    let bytes = |Edit { old, new }: Edit| Edit {
        old: old_at[old.start]..old_at[old.end],
        new: new_at[new.start]..new_at[new.end],
    };
    let least = if long { 0 } else { LEAST_IN_COMMON };
    runs(&old_words, &new_words, least).into_iter().map(bytes).collect()
}

/// The changes that turn one list of words into another, in order, as ranges of words. Of lists that
/// are very long, all from the first change to the last is one.
pub fn changes(old: &[&str], new: &[&str]) -> Vec<Edit> {
    if old.len().max(new.len()) > MOST_WORDS {
        return between_ends(old, new).into_iter().collect();
    }
    runs(old, new, LEAST_IN_COMMON)
}

/// The changes; two with fewer than `least` words between them are one.
fn runs(old: &[&str], new: &[&str], least: usize) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    // Number of equal words since the last change.
    let mut common = usize::MAX;
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (_, old, new) = op.as_tag_tuple();
        if matches!(op, similar::DiffOp::Equal { .. }) {
            common = old.len();
            continue;
        }
        match edits.last_mut().filter(|_| common < least) {
            Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
            None => edits.push(Edit { old, new }),
        }
    }
    edits
}

/// All that is between the words with which both lists begin and those with which both end.
fn between_ends(old: &[&str], new: &[&str]) -> Option<Edit> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let edit = Edit { old: start..old.len() - end, new: start..new.len() - end };
    (!edit.old.is_empty() || !edit.new.is_empty()).then_some(edit)
}

/// Splits a text into words: a number, a Latin word, or else a single character.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let goes_on = before.is_ascii_alphanumeric() && c.is_ascii_alphanumeric();
        if at > start && !goes_on {
            words.push(&text[start..at]);
            start = at;
        }
        before = c;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// The byte offset of each word, and the end of the last one.
fn offsets(words: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let ends = words.iter().map(|word| {
        at += word.len();
        at
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The old text with deletions in brackets and insertions in braces, as the tests write it.
    fn show(old: &str, new: &str) -> String {
        let (mut shown, mut at) = (String::new(), 0);
        for edit in edits(old, new) {
            shown += &old[at..edit.old.start];
            let (gone, come) = (&old[edit.old.clone()], &new[edit.new]);
            if !gone.is_empty() {
                shown += &format!("[{gone}]");
            }
            if !come.is_empty() {
                shown += &format!("{{{come}}}");
            }
            at = edit.old.end;
        }
        shown + &old[at..]
    }

    #[test]
    fn changes_are_shown_by_words_and_whole_numbers() {
        for (old, new, expected) in [
            ("2023年收到申请12件。", "2024年收到申请15件。", "[2023]{2024}年收到申请[12]{15}件。"),
            ("健全机制。", "健全机制。\n加强培训。", "健全机制。{\n加强培训。}"),
            ("问题是人员不足。", "短板在经费的不足。", "[问题是人员]{短板在经费的}不足。"),
            ("", "新写", "{新写}"),
            ("一样", "一样", "一样"),
        ] {
            assert_eq!(show(old, new), expected);
        }
    }

    proptest! {
        #[test]
        fn the_changes_make_the_new_text_of_the_old_one(
            old in "[一二三0-9a。\n]{0,60}", new in "[一二三0-9a。\n]{0,60}"
        ) {
            let (mut made, mut at) = (String::new(), 0);
            for edit in edits(&old, &new) {
                made += &old[at..edit.old.start];
                made += &new[edit.new];
                at = edit.old.end;
            }
            prop_assert_eq!(made + &old[at..], new);
        }
    }

    #[test]
    fn long_texts_are_compared_by_paragraphs() {
        let line = "全年工作平稳有序推进。".repeat(10) + "\n";
        let old = line.repeat(100);
        let new = format!("{old}新的一段。");
        let added = Edit { old: old.len()..old.len(), new: old.len()..new.len() };
        assert_eq!(edits(&old, &new), [added]);
    }
}
