//! Slips of the pen: years left over from last year's text, broken lists, template words, repeats.

use super::{Check, Context, Outcome, in_prose};
use crate::figures::sentences;
use crate::finding::Finding;
use crate::finding::Severity::{Hint, Warning};
use crate::text::find_year;
use crate::text::{self, Numeral};

/// Sentences with these words may name any year.
const ANY_YEAR: &[&str] = &[
    "以来", "自", "起", "印发", "修订", "施行", "实施", "成立", "规划", "颁布", "公布", "年版",
    "荣获", "获评",
];

pub(super) const STALE_YEAR: Check =
    Check::new("V-08", Warning, "正文没有未更新的年份", stale_year);

/// V-08: a sentence that opens with a year speaks of last year, this year or the next.
pub(super) fn stale_year(context: &Context, check: &Check) -> Outcome {
    let Some(year) = context.report.year else { return Outcome::Waits };
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        for line in text.split('\n') {
            for sentence in sentences(line) {
                let sentence = line[sentence].trim_start();
                let opening = ["截至", "截止", "在", "到"]
                    .iter()
                    .fold(sentence, |s, w| s.trim_start_matches(w));
                let Some((0, _, other)) = find_year(opening) else { continue };
                let near = year.saturating_sub(1)..=year.saturating_add(1);
                let free = ANY_YEAR.iter().any(|w| sentence.contains(w));
                if !near.contains(&other) && !free && !sentence.contains(['《', '〔']) {
                    let quote: String = sentence.chars().take(20).collect();
                    let message = format!("正文出现年份“{other}”，疑为往年文字未更新。");
                    let found_here = in_prose(check, place, &quote, message);
                    found.push(Finding { stated: Some(other.to_string()), ..found_here });
                }
            }
        }
    }
    Outcome::Found(found)
}

pub(super) const ORDINALS: Check = Check::new("V-09", Warning, "列举序号连续", ordinals);

/// V-09: 一是二是三是, （一）（二）, 1. 2. neither skip nor repeat inside one list. A list may begin
/// again at one.
pub(super) fn ordinals(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        let mut lists: [Option<(u64, String)>; 3] = [None, None, None];
        for line in text.split('\n') {
            if let Some((numeral, _)) = text::split_numeral(line) {
                let (list, n) = match numeral {
                    Numeral::Subsection(n) => (0, n),
                    Numeral::Item(n) => (1, n),
                    Numeral::Section(_) => continue,
                };
                // A higher level begins the lower ones anew.
                lists[list + 1..].fill(None);
                let name: String = line.chars().take(12).collect();
                found.extend(step(check, &mut lists[list], n, name, place));
            }
            for (n, name) in firstly(line) {
                found.extend(step(check, &mut lists[2], n, name, place));
            }
        }
    }
    Outcome::Found(found)
}

/// The next numeral of a list; a finding if it does not go on from the last one.
fn step(
    check: &Check,
    last: &mut Option<(u64, String)>,
    n: u64,
    name: String,
    place: &str,
) -> Option<Finding> {
    let goes_on = match last {
        Some((before, _)) => n == *before + 1 || (n == 1 && *before > 1),
        None => n == 1,
    };
    let finding = (!goes_on).then(|| {
        let message = match last {
            Some((_, before)) => format!("列举序号不连续：“{before}”之后是“{name}”。"),
            None => format!("列举序号不连续：从“{name}”开始。"),
        };
        in_prose(check, place, &name, message)
    });
    *last = Some((n, name));
    finding
}

/// `(3, "三是")` for every 三是 at the start of a clause.
fn firstly(line: &str) -> Vec<(u64, String)> {
    let mut items = Vec::new();
    for (at, _) in line.match_indices('是') {
        let start = line[..at]
            .char_indices()
            .rev()
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c))
            .last();
        let Some((start, _)) = start else { continue };
        let before = line[..start].trim_end().chars().next_back();
        if before.is_none_or(|c| "，。；：、！？”）—".contains(c))
            && let Some(n) = text::parse_numeral(&line[start..at])
        {
            items.push((n, line[start..at + "是".len()].to_string()));
        }
    }
    items
}

const TEMPLATE_WORDS: &[&str] = &[
    "（文字描述）",
    "(文字描述)",
    "××",
    "20XX",
    "20xx",
    "XX",
    "xx年",
    "此处填写",
    "请填写",
    "在此输入",
    "<!--[if",
    "○○",
    "＊＊",
    "***",
    "某某",
];

pub(super) const TEMPLATE: Check = Check::new("V-16", Warning, "没有未删除的模板文字", template);

/// V-16: no words of a template are left.
pub(super) fn template(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let title = ("title".to_string(), "", context.report.title.as_str());
    for (place, _, text) in context.prose.iter().chain([&title]) {
        let mut covered = 0;
        let mut hits: Vec<(usize, &str)> = TEMPLATE_WORDS
            .iter()
            .flat_map(|t| text.match_indices(t))
            .filter(|(at, t)| !(t.starts_with('X') && inside_word(text, *at)))
            .collect();
        hits.sort_unstable_by_key(|(at, t)| (*at, std::cmp::Reverse(t.len())));
        for (at, words) in hits {
            if at < covered {
                continue;
            }
            covered = at + words.len() + words.len() / 2;
            let message = format!("存在未删除的模板文字“{words}”。");
            found.push(match place.as_str() {
                "title" => super::finding(check, "title", message),
                _ => in_prose(check, place, words, message),
            });
        }
    }
    Outcome::Found(found)
}

/// XX inside a Latin word or an address is no blank to fill in.
fn inside_word(text: &str, at: usize) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() && c != 'X';
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().find(|c| *c != 'X');
    before.is_some_and(latin) || after.is_some_and(latin)
}

pub(super) const SLIPS: Check = Check::new("V-18", Hint, "没有重复、缺漏的文字和标点", slips);

/// V-18: a phrase twice in a row, doubled marks, brackets left open, a unit without its number.
pub(super) fn slips(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        let mut say = |quote: &str| {
            let message = format!("疑似重复或缺漏：“{quote}”。");
            found.push(in_prose(check, place, quote, message));
        };
        for line in text.split('\n') {
            if let Some(twice) = repeated(line) {
                say(&twice);
            }
            for marks in ["，，", "。。", "；；", "、、", "，。", "。，", "：：", "、。", "，；"]
            {
                if let Some(at) = line.find(marks) {
                    say(&around(line, at, marks.len()));
                }
            }
            if let Some(words) = missing_number(line) {
                say(&words);
            }
        }
        for (open, close) in [('（', '）'), ('《', '》'), ('“', '”'), ('【', '】')] {
            if let Some(at) = unbalanced(text, open, close) {
                say(&around(text, at, open.len_utf8()));
            }
        }
    }
    Outcome::Found(found)
}

fn around(text: &str, at: usize, len: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take_while(|c| *c != '\n').take(6).collect();
    let after = text[at + len..].chars().take_while(|c| *c != '\n').take(6);
    before.into_iter().rev().chain(text[at..at + len].chars()).chain(after).collect()
}

/// A phrase of 12 to 40 characters that follows itself.
fn repeated(line: &str) -> Option<String> {
    const LEAST: usize = 12;
    let chars: Vec<char> = line.chars().collect();
    for length in LEAST..=40.min(chars.len() / 2) {
        let same = |i: &usize| chars[*i] == chars[i + length];
        let end = chars.len() - length;
        // A run as long as the phrase has a character at every twelfth place.
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

/// Where a bracket is left open, or closed without having been opened; `1）` is a list's numeral.
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

/// A unit right before a mark, after a verb of counting and with no number between (核准企业资质条).
fn missing_number(line: &str) -> Option<String> {
    const VERBS: &[&str] =
        &["核准", "公开", "发布", "受理", "收到", "办结", "回应", "举办", "召开"];
    /// Before 条, 件 or 篇 these make a word of it (文件, 案件, 头条).
    const WORDS: &str =
        "文稿信证案条邮附事要物软硬部零头线各每逐该此那某几多法两函来急计构组配备器元";
    for clause in line.split(['，', '。', '；', '、', '：']) {
        let Some(unit) = clause.chars().next_back().filter(|c| "条件篇".contains(*c)) else {
            continue;
        };
        let body = &clause[..clause.len() - unit.len_utf8()];
        let Some(before) = body.chars().next_back() else { continue };
        let Some(verb) = VERBS.iter().filter_map(|v| body.rfind(v)).max() else { continue };
        let numbered = clause.chars().any(|c| {
            text::half_width(c).is_ascii_digit()
                || "零〇一二三四五六七八九十百千万两余数".contains(c)
        });
        let short = clause[verb..].chars().count() <= 12;
        if short && !numbered && !WORDS.contains(before) {
            return Some(clause[verb..].to_string());
        }
    }
    None
}
