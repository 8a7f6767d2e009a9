//! The words of a text as copies of it are compared: without what is only layout. Widths of characters,
//! spaces, line ends, kinds of quotes, brackets and dashes, separators of thousands and lines with nothing
//! but a page number are layout; so are the marks around the number of a list item: 1. and （一） at the
//! beginning of a line and ① anywhere are one word, and [`is_same`] compares it where another copy has it
//! within a line.

use std::ops::Range;

use crate::amount::Amount;
use crate::text::{half_width, is_invisible, is_numeral, meant, parse_numeral, sign};

/// A word of a text: a number, a Latin word, or else one character.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The word without variation of type.
    pub text: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Whether it is the number of a list item: its text is `#` and the number then.
    pub list: bool,
}

/// The words of a text, line by line.
pub fn words(text: &str) -> Vec<Word> {
    let (mut all, mut from) = (Vec::new(), 0);
    for line in text.split('\n') {
        let mut words = of_line(line, from);
        if !is_page_number(&words) {
            if let Some((end, number)) = list_number(&words) {
                let range = words[0].range.start..words[end - 1].range.end;
                words.splice(..end, [of_list(number, range)]);
            }
            all.append(&mut words);
        }
        from += line.len() + 1;
    }
    all
}

fn of_line(line: &str, from: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = line.char_indices().peekable();
    let mut next = ' ';
    while let Some((at, typed)) = chars.next() {
        let before = std::mem::replace(&mut next, typed);
        let range = from + at..from + at + typed.len_utf8();
        if let Some(number) = in_a_circle(typed) {
            words.push(of_list(number.into(), range));
            continue;
        }
        let Some(c) = plain(typed) else { continue };
        let before_digit = chars.peek().is_some_and(|(_, c)| half_width(*c).is_ascii_digit());
        match words.last_mut() {
            Some(last) if goes_on(&last.text, c, before_digit) => {
                last.text.push(c);
                last.range.end = range.end;
            }
            // Two dashes are one long one, some dots an ellipsis, two single quotes a double one.
            Some(last) if matches!(c, '-' | '…') && last.text == c.to_string() => {
                last.range.end = range.end;
            }
            Some(last) if is_single(typed) && is_single(before) && last.text == "\"" => {
                last.range.end = range.end;
            }
            Some(last) if c == '.' && matches!(&*last.text, "." | "…") => {
                (last.text, last.range.end) = ("…".into(), range.end);
            }
            _ => words.push(Word { text: c.into(), range, list: false }),
        }
    }
    for word in words.iter_mut().filter(|word| word.text.contains(',')) {
        // Separators of thousands, unless it is only a comma between two numbers.
        if Amount::parse(&word.text).is_some() {
            word.text.retain(|c| c != ',');
        }
    }
    words
}

/// A character without variation of type; `None` for one that is not seen.
fn plain(c: char) -> Option<char> {
    let c = sign(half_width(meant(c)));
    let plain = match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '−' => '-',
        '〜' | '∼' => '~',
        '•' | '‧' | '・' | '･' => '·',
        '⋯' => '…',
        '○' | '◯' => '〇',
        '『' | '』' | '〝' | '〞' | '＂' | '＇' | '″' => '"',
        '〔' | '﹝' | '【' | '〖' => '[',
        '〕' | '﹞' | '】' | '〗' => ']',
        c => c,
    };
    (!plain.is_whitespace() && !is_invisible(plain)).then_some(plain)
}

/// The number of a sign that has one inside: ①, ⑴, ⒈.
fn in_a_circle(c: char) -> Option<u32> {
    let first = match c {
        '①'..='⑳' => '①',
        '⑴'..='⒇' => '⑴',
        '⒈'..='⒛' => '⒈',
        _ => return None,
    };
    Some(c as u32 - first as u32 + 1)
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '＇')
}

fn of_list(number: u64, range: Range<usize>) -> Word {
    Word { text: format!("#{number}"), range, list: true }
}

/// Whether a character continues a word: digits and Latin letters do, and within a number its marks.
fn goes_on(word: &str, c: char, before_digit: bool) -> bool {
    let last = word.chars().next_back().unwrap_or_default();
    match c {
        '.' | ',' => last.is_ascii_digit() && before_digit,
        _ if last == '.' || last == ',' => c.is_ascii_digit() && word.len() > 1,
        _ => c.is_ascii_alphanumeric() && last.is_ascii_alphanumeric(),
    }
}

/// Whether a line has nothing but a number: `— 3 —`, `第 3 页 共 9 页`, `3/9`, `Page 3 of 9`.
fn is_page_number(words: &[Word]) -> bool {
    let has = |text: &str| words.iter().any(|word| word.text == text);
    let of_page = |w: &Word| {
        // Spaces do not part words: Page4of9.
        let bare = w.text.to_ascii_lowercase().replacen("page", "", 1).replacen("of", "", 1);
        let signs = ["-", "/", "·", "~", "|", "第", "页", "共", ","];
        bare.bytes().all(|b| b.is_ascii_digit()) || signs.contains(&&*w.text)
    };
    let named = has("页") || !has("第") && !has("共");
    let has_number = words.iter().any(|w| w.text.bytes().any(|b| b.is_ascii_digit()));
    named && has_number && words.iter().all(of_page)
}

/// How many words at the beginning of a line are the number of a list item with its marks, and the
/// number: 一、（二）3.
fn list_number(words: &[Word]) -> Option<(usize, u64)> {
    let is = |i: usize, marks: &[&str]| words.get(i).is_some_and(|w| marks.contains(&&*w.text));
    let open = usize::from(is(0, &["(", "["]));
    let digits = |w: &&Word| w.text.len() <= 2 && w.text.bytes().all(|b| b.is_ascii_digit());
    let end = match words.get(open).filter(digits) {
        Some(_) => open + 1,
        None => {
            let chinese = |w: &&Word| w.text.chars().all(is_numeral);
            open + words[open.min(words.len())..].iter().take_while(chinese).count()
        }
    };
    let closed = is(end, if open > 0 { &[")", "]"] } else { &["、", ".", ")", ","] });
    let value = closed.then(|| number(&words[open..end])).flatten().flatten()?;
    Some((end + 1, value))
}

/// The number that these words are, without marks around it; `Some(None)` if there are only marks.
fn number(words: &[Word]) -> Option<Option<u64>> {
    let mark = |w: &&Word| matches!(&*w.text, "(" | ")" | "[" | "]" | "、" | "." | ",");
    let text: String = words.iter().filter(|w| !mark(w)).map(|w| w.text.as_str()).collect();
    let text = text.strip_prefix('#').unwrap_or(&text);
    if text.is_empty() {
        return Some(None);
    }
    text.parse().ok().or_else(|| parse_numeral(text)).map(Some)
}

/// Whether two runs of words, one in the place of the other, differ in layout only: where a line ends,
/// or how the number of a list item is written.
pub fn is_same(one: &[Word], other: &[Word]) -> bool {
    let joined = |words: &[Word]| words.iter().map(|w| w.text.as_str()).collect::<String>();
    if joined(one) == joined(other) {
        return true;
    }
    let listed = |words: &[Word]| words.iter().any(|w| w.list);
    (listed(one) || listed(other)) && number(one).is_some() && number(one) == number(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        is_same(&words(one), &words(other))
    }

    #[test]
    fn layout_is_no_difference() {
        for (one, other) in [
            ("收到申请 1,234 件，办结１２００件。", "收到申请1234件,办结 1200 件。"),
            ("“放管服”\n改革", "\"放管服\"改革"),
            ("工作平稳——\n— 3 —\n有序。", "工作平稳—有序。"),
            ("共20\n24件", "共2024件"),
            ("二○二四年", "二〇二四年"),
            ("⼀⻓年", "一长年"),
            ("“放管服”『一网』", "''放管服''\"一网〞"),
            ("示政办〔2024〕5号", "示政办[2024]5号"),
            ("平稳……有序", "平稳...有序"),
            ("平稳\n·4·\n有序", "平稳\nPage 4 of 9\n有序"),
            ("1.健全机制", "（1）健全机制"),
            ("（一）健全机制", "1、健全机制"),
        ] {
            assert!(same(one, other), "{one} | {other}");
        }
        for (one, other) in
            [("1.", "（1）"), ("①", "1、"), ("（二）", "2."), ("一、", "（一）"), ("⑴", "1.")]
        {
            assert!(same(one, other), "{one} | {other}");
        }
    }

    #[test]
    fn words_and_figures_are_differences() {
        for (one, other) in [
            ("收到12件", "收到13件"),
            ("1.5万元", "15万元"),
            ("1,23件", "123件"),
            ("收到，办结", "收到。办结"),
            ("一、", "二、"),
            ("（一）", ""),
        ] {
            assert!(!same(one, other), "{one} | {other}");
        }
    }

    #[test]
    fn words_know_their_places() {
        let text = "共 1,234 件，A4纸2.";
        let found: Vec<(String, &str)> =
            words(text).into_iter().map(|w| (w.text, &text[w.range])).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), *b)).collect();
        assert_eq!(found[..3], [("共", "共"), ("1234", "1,234"), ("件", "件")]);
        assert_eq!(found[4..], [("A4", "A4"), ("纸", "纸"), ("2", "2"), (".", ".")]);
    }
}
