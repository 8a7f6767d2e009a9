//! Typing errors: repeated words, doubled marks, open brackets, numbers without units, odd dates.

mod dates;
mod doubled;
mod quantity;
mod stray;

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::Hint;
use crate::forms::PRACTICE;
use crate::steps;
use crate::text::{self, is_han};
use crate::words;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[SLIPS];

const SLIPS: Check =
    Check::new("V-18", Hint, "没有重复、缺漏的文字和标点", slips).everywhere(PRACTICE);

/// V-18: no phrase or word twice in a row, no doubled marks, no open brackets, no unit without a
/// number, no number without a unit.
pub(super) fn slips(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let report: String = context.prose.iter().flat_map(|(.., text)| [*text, "\n"]).collect();
    let mut said = stray::Said::of(&report);
    for (place, _, text) in &context.prose {
        let chars: Vec<char> = text.chars().collect();
        let wide = full_width_marks(&chars);
        let all = wide.iter().collect::<String>();
        let mut say = |quote: &str| {
            let quote = &as_written(text, &all, quote);
            let message = format!("疑似重复或缺漏：“{quote}”。");
            found.push(in_prose(check, place, quote, message));
        };
        let lines = chars.split(|c| *c == '\n').zip(wide.split(|c| *c == '\n'));
        for ((chars, wide_chars), wide) in lines.zip(all.split('\n')) {
            if !steps::take(wide.len()) {
                break;
            }
            for words in doubled::doubled(wide, wide_chars, &mut said) {
                say(&words);
            }
            if let Some(twice) = repeated(chars).or_else(|| doubled::clause_again(wide)) {
                say(&twice);
            }
            for (at, length) in doubled_marks(wide) {
                say(&around(wide, at, length));
            }
            if let Some(words) = quantity::lacking(wide) {
                say(&words);
            }
            for sentence in wide.split('。') {
                let odd = dates::odd(sentence);
                // V-07 judges the dates of the statistics period.
                if !odd.is_empty() && !words::has(OF_PERIOD, sentence) {
                    odd.iter().for_each(|date| say(date));
                }
            }
        }
        for pair in text::paragraphs(text).collect::<Vec<_>>().windows(2) {
            if pair[0] == pair[1] && pair[0].chars().filter(|c| is_han(*c)).count() >= 10 {
                say(pair[0]);
            }
        }
        for passage in passages(&all) {
            for (at, length) in unbalanced(passage) {
                say(&around(passage, at, length));
            }
        }
        for words in marks_at_edges(&all) {
            say(words);
        }
    }
    Outcome::Found(found)
}

/// Words of a sentence about the statistics period.
const OF_PERIOD: &[&str] = &["统计", "期限", "时限", "数据"];
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

/// The position of quotation marks in [`PAIRS`].
const QUOTES: usize = 2;

/// Where two marks follow each other of which only one can be right, and the length of both. Marks
/// must be full-width.
fn doubled_marks(line: &str) -> Vec<(usize, usize)> {
    const PAUSES: [char; 5] = ['，', '。', '；', '：', '、'];
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, char)> = None;
    for (at, c) in line.char_indices() {
        if is_han(c) {
            last = None;
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
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
fn full_width_marks(chars: &[char]) -> Vec<char> {
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let wide = |(i, &c): (usize, &char)| {
        if is_han(c) {
            return c;
        }
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

/// Words of the text with full-width marks as the text itself has them, which has as many characters.
fn as_written(text: &str, wide: &str, words: &str) -> String {
    if words::find(text, words).is_some() || !steps::take(text.len() / 8) {
        return words.to_string();
    }
    let at = words::find(wide, words).map(|at| wide[..at].chars().count());
    let written = |at| text.chars().skip(at).take(words.chars().count()).collect();
    at.map_or_else(|| words.to_string(), written)
}

fn around(text: &str, at: usize, len: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take_while(|c| *c != '\n').take(6).collect();
    let after = text[at + len..].chars().take_while(|c| *c != '\n').take(6);
    before.into_iter().rev().chain(text[at..at + len].chars()).chain(after).collect()
}

/// A phrase of 12 to 40 characters that is written twice in a row.
fn repeated(chars: &[char]) -> Option<String> {
    const LEAST: usize = 12;
    for length in LEAST..=40.min(chars.len() / 2) {
        let same = |i: &usize| chars[*i] == chars[i + length];
        let end = chars.len() - length;
        // Two equal phrases include a position at every twelfth character, so only these are tried.
        let mut next = 0;
        while next < end {
            let at = next;
            next += LEAST;
            if !same(&at) {
                continue;
            }
            let first = (0..at).rev().take_while(same).last().unwrap_or(at);
            let run = (first..end).take_while(same).count();
            if run >= length {
                return Some(chars[first..first + length].iter().collect());
            }
        }
    }
    None
}

/// The paragraphs of a text, each with those before it that do not end a sentence: a broken line goes on
/// in the next one, and so may what a bracket encloses.
fn passages(text: &str) -> Vec<&str> {
    let mut passages = Vec::new();
    let mut from = 0;
    for (end, _) in text.match_indices('\n') {
        if ends_sentence(&text[from..end]) {
            passages.push(&text[from..end]);
            from = end + 1;
        }
    }
    passages.push(&text[from..]);
    passages
}

/// Whether a line ends with the end of a sentence.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '）', '」', '』', '"', ' ', '\u{3000}'])
        .ends_with(['。', '！', '？'])
}

/// The words at the beginning of a paragraph that a pause precedes, and those at the end of one that
/// stops at a comma. Where a line is broken, the text goes on in the next one.
fn marks_at_edges(text: &str) -> Vec<&str> {
    const WORDS: usize = 8;
    let lines: Vec<&str> = text::paragraphs(text).collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let begins = i == 0 || ends_sentence(lines[i - 1]);
        if begins && line.starts_with(['，', '。', '；', '、']) {
            let end = line.char_indices().nth(WORDS).map_or(line.len(), |(at, _)| at);
            found.push(&line[..end]);
        }
        let over = lines.get(i + 1).is_none_or(|next| text::split_numeral(next).is_some());
        if over && line.ends_with(['，', '、']) {
            let start = line.char_indices().rev().nth(WORDS).map_or(0, |(at, _)| at);
            found.push(&line[start..]);
        }
    }
    found
}

/// For each kind of brackets the first that is not opened, or else the last that is not closed, with
/// its length; `1）` is the numeral of a list. A half-width quotation mark opens or closes.
fn unbalanced(text: &str) -> Vec<(usize, usize)> {
    let mut opened: [Vec<usize>; PAIRS.len()] = Default::default();
    let mut odd: [Option<usize>; PAIRS.len()] = Default::default();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let last = std::mem::replace(&mut before, c);
        if c == '"' && opened[QUOTES].pop().is_none() {
            opened[QUOTES].push(at);
        }
        if c.is_ascii() || is_han(c) {
            continue;
        }
        let of_pair = |(open, close): &(char, char)| *open == c || *close == c;
        let Some(kind) = PAIRS.iter().position(of_pair) else { continue };
        let numeral = || last.is_ascii_digit() || "一二三四五六七八九十".contains(last);
        if c == PAIRS[kind].0 {
            opened[kind].push(at);
        } else if opened[kind].pop().is_none() && !(c == '）' && numeral()) {
            odd[kind].get_or_insert(at);
        }
    }
    let first = opened.iter().zip(odd).filter_map(|(opened, odd)| odd.or(opened.last().copied()));
    first.map(|at| (at, text[at..].chars().next().map_or(0, char::len_utf8))).collect()
}
