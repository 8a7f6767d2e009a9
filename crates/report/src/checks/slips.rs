//! Typing errors: repeated words, doubled marks, open brackets, numbers without units, odd dates.

mod dates;
mod doubled;
mod quantity;

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::Hint;
use crate::forms::PRACTICE;
use crate::steps;
use crate::text;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[SLIPS];

const SLIPS: Check =
    Check::new("V-18", Hint, "没有重复、缺漏的文字和标点", slips).everywhere(PRACTICE);

/// V-18: no phrase or word twice in a row, no doubled marks, no open brackets, no unit without a
/// number, no number without a unit.
pub(super) fn slips(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let report: String = context.prose.iter().flat_map(|(.., text)| [*text, "\n"]).collect();
    let mut said = doubled::Said::of(&report);
    for (place, _, text) in &context.prose {
        let mut say = |quote: &str| {
            let message = format!("疑似重复或缺漏：“{quote}”。");
            found.push(in_prose(check, place, quote, message));
        };
        for line in text.split('\n') {
            if !steps::take(line.len()) {
                break;
            }
            let wide = full_width_marks(line);
            for words in doubled::doubled(&wide, &mut said) {
                say(&words);
            }
            if let Some(twice) = repeated(line).or_else(|| doubled::clause_again(&wide)) {
                say(&twice);
            }
            for (at, length) in doubled_marks(&wide) {
                say(&around(&wide, at, length));
            }
            if let Some(words) = quantity::lacking(&wide) {
                say(&words);
            }
            // V-07 judges the dates of the statistics period.
            let of_period =
                |s: &&str| ["统计", "期限", "时限", "数据"].iter().any(|w| s.contains(w));
            for date in wide.split('。').filter(|s| !of_period(s)).flat_map(dates::odd) {
                say(&date);
            }
        }
        for pair in text::paragraphs(text).collect::<Vec<_>>().windows(2) {
            if pair[0] == pair[1] && pair[0].chars().filter(|c| is_han(*c)).count() >= 10 {
                say(pair[0]);
            }
        }
        let wide = full_width_marks(text);
        for (open, close) in PAIRS {
            if let Some(at) = unbalanced(&wide, open, close) {
                say(&around(&wide, at, open.len_utf8()));
            }
        }
    }
    Outcome::Found(found)
}

/// Brackets and quotation marks that open and close.
const PAIRS: [(char, char); 7] = [
    ('（', '）'),
    ('《', '》'),
    ('“', '”'),
    ('【', '】'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
];

/// Where two marks follow each other of which only one can be right, and the length of both. Marks
/// must be full-width.
fn doubled_marks(line: &str) -> Vec<(usize, usize)> {
    const PAUSES: [char; 5] = ['，', '。', '；', '：', '、'];
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, char)> = None;
    for (at, c) in line.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let odd = |before: char| {
            let opened = ['（', '《', '“'].contains(&before) && PAUSES.contains(&c);
            let closed = ['，', '、'].contains(&before) && ['）', '》'].contains(&c);
            opened || closed || PAUSES.contains(&before) && PAUSES.contains(&c)
        };
        if let Some((from, _)) = last.filter(|(_, before)| odd(*before)) {
            // Several in a row are a single fault.
            if found.last().is_none_or(|(from, length)| from + length < at) {
                found.push((from, at + c.len_utf8() - from));
            }
        }
        last = Some((at, c));
    }
    found
}

/// The text with its marks full-width, as in Chinese. Marks between Latin letters or digits stay,
/// and so do dots that do not end a sentence.
fn full_width_marks(text: &str) -> String {
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let chars: Vec<char> = text.chars().collect();
    let wide = |(i, &c): (usize, &char)| {
        let (before, after) = (i.checked_sub(1).and_then(|i| chars.get(i)), chars.get(i + 1));
        let inside = latin(before) && latin(after);
        match c {
            '(' => '（',
            ')' => '）',
            ',' if !inside => '，',
            ';' if !inside => '；',
            ':' if !inside => '：',
            '.' if !inside && before.is_some_and(|c| is_han(*c) || "）)》”".contains(*c)) => {
                '。'
            }
            c => c,
        }
    };
    chars.iter().enumerate().map(wide).collect()
}

/// Whether a character is Chinese.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn around(text: &str, at: usize, len: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take_while(|c| *c != '\n').take(6).collect();
    let after = text[at + len..].chars().take_while(|c| *c != '\n').take(6);
    before.into_iter().rev().chain(text[at..at + len].chars()).chain(after).collect()
}

/// A phrase of 12 to 40 characters that is written twice in a row.
fn repeated(line: &str) -> Option<String> {
    const LEAST: usize = 12;
    let chars: Vec<char> = line.chars().collect();
    for length in LEAST..=40.min(chars.len() / 2) {
        let same = |i: &usize| chars[*i] == chars[i + length];
        let end = chars.len() - length;
        // Two equal phrases include a position at every twelfth character, so only these are tried.
        for at in (0..end).step_by(LEAST).filter(same) {
            let first = (0..at).rev().take_while(same).last().unwrap_or(at);
            let run = (first..end).take_while(same).count();
            if run >= length {
                return Some(chars[first..first + length].iter().collect());
            }
        }
    }
    None
}

/// The position of a bracket that is not closed, or not opened; `1）` is the numeral of a list.
fn unbalanced(text: &str, open: char, close: char) -> Option<usize> {
    let mut opened = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == open {
            opened.push(at);
        } else if c == close && opened.pop().is_none() {
            let numeral = close == '）'
                && (before.is_ascii_digit() || "一二三四五六七八九十".contains(before));
            if !numeral {
                return Some(at);
            }
        }
        before = c;
    }
    opened.last().copied()
}
