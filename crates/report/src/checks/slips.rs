//! Typing errors: repeated words, doubled marks, open brackets, numbers without units.

mod doubled;

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::Hint;
use crate::steps;
use crate::text;

pub(super) const SLIPS: Check = Check::new("V-18", Hint, "没有重复、缺漏的文字和标点", slips);

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
            let (phrase, wide) = (repeated(line), full_width_marks(line));
            for words in doubled::doubled(&wide, &mut said) {
                say(&words);
            }
            if let Some(twice) = phrase {
                say(&twice);
            }
            for marks in [
                "，，", "。。", "；；", "、、", "，。", "。，", "：：", "、。", "，；", "、，",
                "，、",
            ] {
                if let Some(at) = wide.find(marks) {
                    say(&around(&wide, at, marks.len()));
                }
            }
            let words = missing_number(&wide).or_else(|| missing_unit(&wide));
            if let Some(words) = words {
                say(&words);
            }
        }
        let wide = full_width_marks(text);
        for (open, close) in [('（', '）'), ('《', '》'), ('“', '”'), ('【', '】')] {
            if let Some(at) = unbalanced(&wide, open, close) {
                say(&around(&wide, at, open.len_utf8()));
            }
        }
    }
    Outcome::Found(found)
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

/// A number without a unit before a mark (260余，), or 共计 without anything.
fn missing_unit(line: &str) -> Option<String> {
    let clauses = line.split(['，', '。', '；']);
    clauses.map(str::trim_end).find_map(|clause| {
        let body = clause.strip_suffix('余');
        let about = body.is_some_and(|b| b.ends_with(|c| text::half_width(c).is_ascii_digit()));
        let number = clause.chars().any(|c| {
            text::half_width(c).is_ascii_digit() || "一二三四五六七八九十百千".contains(c)
        });
        let nothing = clause.ends_with("共计") && !number;
        let tail = clause.chars().rev().take(12).collect::<Vec<_>>();
        (about || nothing).then(|| tail.into_iter().rev().collect())
    })
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

/// A unit right before a mark, after a verb of counting, without a number (核准企业资质条).
fn missing_number(line: &str) -> Option<String> {
    const VERBS: &[&str] = &[
        "核准", "公开", "发布", "受理", "收到", "办结", "回应", "举办", "召开", "核发", "编印",
        "发放", "制作", "答复", "推送", "开展",
    ];
    /// Units, each with the characters that form a word with it (文件, 头条, 提起, 文本).
    const UNITS: &[(char, &str)] = &[
        ('条', MADE_WORDS),
        ('件', MADE_WORDS),
        ('篇', MADE_WORDS),
        ('起', "一发引提兴掀唤缘了不激捡升"),
        ('本', "基成文版样读课资根脚剧蓝副抄标范"),
        ('次', "层批场人档首再多依名逐每各该此轮班频"),
        ('期', "日定按到长周近学时任预假同延逾初中后早短当分工限效前本"),
        ('份', "身月年省部股备成辈"),
        ('场', "市现会广立一考赛牧农林工收进入出职剧战"),
    ];
    const MADE_WORDS: &str =
        "文稿信证案条邮附事要物软硬部零头线各每逐该此那某几多法两函来急计构组配备器元";
    for clause in line.split(['，', '。', '；', '、', '：']) {
        let last = clause.chars().next_back();
        let Some((unit, words)) = UNITS.iter().find(|(u, _)| Some(*u) == last) else { continue };
        let body = &clause[..clause.len() - unit.len_utf8()];
        let Some(before) = body.chars().next_back() else { continue };
        let Some(verb) = VERBS.iter().filter_map(|v| body.rfind(v)).max() else { continue };
        let numbered = clause.chars().any(|c| {
            text::half_width(c).is_ascii_digit()
                || "零〇一二三四五六七八九十百千万两余数".contains(c)
        });
        let short = clause[verb..].chars().count() <= 12;
        if short && !numbered && !words.contains(before) {
            return Some(clause[verb..].to_string());
        }
    }
    None
}
