//! The words of a text as copies of it are compared: without what is only layout. Widths of characters,
//! spaces, line ends, kinds of quotes and dashes, separators of thousands and lines with nothing but a page
//! number are layout; so are the marks around the number of a list item ([`is_same`]).

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
    /// Whether it belongs to the number of a list item at the beginning of a line.
    pub list: bool,
}

/// The words of a text, line by line.
pub fn words(text: &str) -> Vec<Word> {
    let (mut all, mut from) = (Vec::new(), 0);
    for line in text.split('\n') {
        let mut words = of_line(line, from);
        // A number in a circle is that of a list item, whose text may stand below it.
        if !is_page_number(&words) || line.contains(|c| in_a_circle(c).is_some()) {
            let number = list_number(&words);
            words[..number].iter_mut().for_each(|word| word.list = true);
            all.append(&mut words);
        }
        from += line.len() + 1;
    }
    all
}

fn of_line(line: &str, from: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, typed)) = chars.next() {
        let range = from + at..from + at + typed.len_utf8();
        if let Some(number) = in_a_circle(typed) {
            words.push(Word { text: number.to_string(), range, list: false });
            continue;
        }
        let Some(c) = plain(typed) else { continue };
        let before_digit = chars.peek().is_some_and(|(_, c)| half_width(*c).is_ascii_digit());
        match words.last_mut() {
            Some(last) if goes_on(&last.text, c, before_digit) => {
                last.text.push(c);
                last.range.end = range.end;
            }
            // Two dashes are one long one.
            Some(last) if c == '-' && last.text == "-" => last.range.end = range.end,
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

/// Whether a character continues a word: digits and Latin letters do, and within a number its marks.
fn goes_on(word: &str, c: char, before_digit: bool) -> bool {
    let last = word.chars().next_back().unwrap_or_default();
    match c {
        '.' | ',' => last.is_ascii_digit() && before_digit,
        _ if last == '.' || last == ',' => c.is_ascii_digit() && word.len() > 1,
        _ => c.is_ascii_alphanumeric() && last.is_ascii_alphanumeric(),
    }
}

/// Whether a line has nothing but a number: `— 3 —`, `第 3 页 共 9 页`, `3/9`.
fn is_page_number(words: &[Word]) -> bool {
    let number = |word: &Word| word.text.bytes().all(|b| b.is_ascii_digit());
    let has = |text: &str| words.iter().any(|word| word.text == text);
    let of_page = |w: &Word| number(w) || matches!(&*w.text, "-" | "/" | "第" | "页" | "共" | ",");
    let named = has("页") || !has("第") && !has("共");
    named && words.iter().any(number) && words.iter().all(of_page)
}

/// How many words at the beginning of a line are the number of a list item with its marks: 一、（二）3.
fn list_number(words: &[Word]) -> usize {
    let is = |i: usize, marks: &[&str]| words.get(i).is_some_and(|w| marks.contains(&&*w.text));
    let open = usize::from(is(0, &["(", "〔", "["]));
    let digits = |w: &&Word| w.text.len() <= 2 && w.text.bytes().all(|b| b.is_ascii_digit());
    let end = match words.get(open).filter(digits) {
        Some(_) => open + 1,
        None => {
            let chinese = |w: &&Word| w.text.chars().all(is_numeral);
            open + words[open.min(words.len())..].iter().take_while(chinese).count()
        }
    };
    let closed = is(end, if open > 0 { &[")", "〕", "]"] } else { &["、", ".", ")", ","] });
    if end > open && closed { end + 1 } else { 0 }
}

/// Whether two runs of words, one in the place of the other, differ in layout only: where a line ends,
/// or how the number of a list item is written.
pub fn is_same(one: &[Word], other: &[Word]) -> bool {
    let joined = |words: &[Word]| words.iter().map(|w| w.text.as_str()).collect::<String>();
    if joined(one) == joined(other) {
        return true;
    }
    let mark =
        |w: &&Word| matches!(&*w.text, "(" | ")" | "〔" | "〕" | "[" | "]" | "、" | "." | ",");
    let number = |words: &[Word]| {
        let text: String = words.iter().filter(|w| !mark(w)).map(|w| w.text.as_str()).collect();
        let value = text.parse().ok().or_else(|| parse_numeral(&text));
        if text.is_empty() { Some(None) } else { value.map(Some) }
    };
    let of_list = |words: &[Word]| words.iter().any(|w| w.list);
    (of_list(one) || of_list(other)) && number(one).is_some() && number(one) == number(other)
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
        ] {
            assert!(same(one, other), "{one} | {other}");
        }
        for (one, other) in [("1.", "（1）"), ("①", "1、"), ("（二）", "2."), ("一、", "（一）")]
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
