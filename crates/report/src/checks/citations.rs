//! Laws and notices that a report cites.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::forms::{REPLACED, REVISED, Replaced};
use crate::text::{self, half_width, is_han, key};
use crate::words;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[BASIS];

const BASIS: Check = Check::new("V-21", Warning, "所依据的文件现行有效，文号完整", basis)
    .everywhere("各文件的施行、废止日期");

/// Characters with which the sign of a body in the number of a document ends: 国办公开办函.
const SIGNS: &[char] = &['函', '发', '办', '字'];
/// Words that speak of a document as repealed, or of its time.
#[rustfmt::skip]
const PAST: &[&str] = &[
    "原《", "原条例", "原国", "原规定", "修订", "废止", "失效", "同时", "旧", "代替", "替代", "不再", "移除", "移出",
];

/// V-21: the report cites no document that was replaced before its year, and the number of a
/// document has its brackets and its 号.
pub(super) fn basis(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        for sentence in words::pieces(text, &['。', '\n']) {
            let numbered = may_have_number(sentence);
            let tight = if numbered {
                bracketed(&key(sentence)).replace("令(第", "令第")
            } else {
                String::new()
            };
            let old = |r: &&Replaced| {
                context.report.year >= Some(r.since)
                    && words::find(&tight, r.number).is_some_and(|at| !is_past(&tight, at, r.by))
            };
            for old in REPLACED.iter().filter(old) {
                let (number, by) = (old.number.replace('(', "〔").replace(')', "〕"), old.by);
                let message = format!("“{number}”已由“{by}”代替，请核对所依据的文件。");
                let here = in_prose(check, place, &quote(sentence, &number), message);
                found.push(Finding { computed: Some(by.to_string()), ..here });
            }
            if context.report.year >= Some(REVISED) {
                found.extend(old_article(sentence).map(|article| {
                    let message = format!(
                        "《政府信息公开条例》修订后，年度报告的规定在第五十条，现为“{article}”。"
                    );
                    let here = in_prose(check, place, article, message);
                    Finding { computed: Some("第五十条".into()), ..here }
                }));
            }
            for number in malformed(sentence).into_iter().chain(unbracketed(&tight, sentence)) {
                let message = format!("文号“{number}”不完整，应为“机关代字〔年份〕序号号”。");
                found.push(in_prose(check, place, &number, message));
            }
        }
    }
    Outcome::Found(found)
}

/// Whether a sentence speaks of the document whose number is at this position as one of the past: in
/// the same clause, in the next one about it, or beside the document that replaced it.
fn is_past(sentence: &str, at: usize, by: &str) -> bool {
    let marks = ['，', ',', '；', ';', '：', ':'];
    let start = sentence[..at].rfind(marks).unwrap_or(0);
    let mut clauses = sentence[start..].trim_start_matches(marks).split(marks);
    let own = clauses.next().unwrap_or_default();
    let begun = ["已", "后", "现", "被", "经", "于"];
    let next = clauses.next().filter(|next| begun.iter().any(|w| next.starts_with(w)));
    let past = |clause: &str| PAST.iter().any(|w| clause.contains(&key(w)));
    past(own) || next.is_some_and(past) || sentence.contains(&bracketed(&key(by)))
}

/// Whether a sentence may have the number of a document, which ends in 号, or has its brackets, or
/// follows the last character of a body's sign.
fn may_have_number(sentence: &str) -> bool {
    let mut before = ' ';
    sentence.chars().any(|c| {
        if is_han(c) {
            before = c;
            return c == '号';
        }
        if c.is_whitespace() {
            return false;
        }
        let last = std::mem::replace(&mut before, c);
        let begins = || half_width(c).is_ascii_digit() || "(（[【﹝".contains(c);
        matches!(c, '〔' | '〕') || SIGNS.contains(&last) && begins()
    })
}

/// The article on yearly reports by its number before the revision, in a sentence about the report.
fn old_article(sentence: &str) -> Option<&str> {
    const BEHIND: usize = 40;
    let at = words::find(sentence, "公开条例")?;
    if !words::has(&["年度报告", "年报", "本报告"], sentence) || words::has(PAST, sentence)
    {
        return None;
    }
    let named = |article: &&str| {
        let named = sentence[at..].find(*article);
        named.is_some_and(|n| text::length(&sentence[at..at + n]) <= BEHIND)
    };
    ["第三十一条", "第三十二条"].into_iter().find(named)
}

/// Numbers of documents with round brackets or none in which 号 or the brackets are missing:
/// 国办公开办函(2021)30, 国办公开办函202130号. `tight` is the sentence with all brackets as `(`.
fn unbracketed(tight: &str, sentence: &str) -> Vec<String> {
    let chars: Vec<char> = tight.chars().collect();
    let digits =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit());
    let mut found = Vec::new();
    for i in 1..chars.len() {
        if !SIGNS.contains(&chars[i - 1]) {
            continue;
        }
        let words = |to: usize| chars[i.saturating_sub(5)..to.min(chars.len())].iter().collect();
        let run = digits(i).count();
        let year = |from: usize| matches!(chars.get(from..from + 2), Some(['1', '9'] | ['2', '0']));
        if (5..=8).contains(&run) && year(i) && chars.get(i + run) == Some(&'号') {
            found.push(words(i + run + 1));
        }
        let closed =
            chars[i] == '(' && digits(i + 1).count() == 4 && chars.get(i + 5) == Some(&')');
        let number = digits(i + 6).count();
        let next = chars.get(i + 6 + number);
        let ended = next.is_some_and(|c| "号、,和及至-—第期次件份条个项篇".contains(*c));
        let round = !sentence.contains(['〔', '〕']);
        if closed && round && year(i + 1) && number > 0 && !ended {
            found.push(words(i + 6 + number));
        }
    }
    found
}

/// The text with all kinds of brackets replaced by `(` and `)`.
fn bracketed(text: &str) -> String {
    let round = |c| match c {
        '〔' | '[' | '【' | '﹝' => '(',
        '〕' | ']' | '】' | '﹞' => ')',
        c => c,
    };
    text.chars().map(round).collect()
}

/// The words of a sentence from the first character of the document's number, as written.
fn quote(sentence: &str, number: &str) -> String {
    let first: String = number.chars().take(3).collect();
    let start = sentence.find(&first).unwrap_or(0);
    sentence[start..].chars().take(number.chars().count()).collect()
}

/// Numbers of documents such as 〔2021〕30号 in which a bracket, a figure or 号 is missing. Only
/// kinds of brackets that nothing else uses are examined.
fn malformed(sentence: &str) -> Vec<String> {
    if words::first_mark(sentence, &['〔', '〕']).is_none() {
        return Vec::new();
    }
    let chars: Vec<char> = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    let digit = |c: &char| half_width(*c).is_ascii_digit();
    let words = |from: usize, to: usize| chars[from.saturating_sub(5)..to].iter().collect();
    let mut found = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        let rest = &chars[i + 1..];
        let digits = rest.iter().take_while(|c| digit(c)).count();
        let next = rest.get(digits);
        let end = |n: usize| (i + 1 + n).min(chars.len());
        match c {
            // For example 〔202130号 and 〔2021]30号: the bracket is not closed, or by another kind
            // of bracket.
            '〔' if digits > 0 && next.is_some_and(|c| "号])）】".contains(*c)) => {
                found.push(words(i, end(digits + 1)));
            }
            '〕' => {
                let year = chars[..i].iter().rev().take_while(|c| digit(c)).count();
                let opened = chars[..i - year].last();
                let full = year == 4 && opened.is_some_and(|c| "〔[（(【﹝".contains(*c));
                let counted = |from: usize| {
                    let count = rest.iter().skip(from).take_while(|c| digit(c)).count();
                    let next = rest.get(from + count);
                    count > 0 && next.is_some_and(|c| "号、，,和及至-—－~期次届条类批".contains(*c))
                };
                let numbered = counted(usize::from(rest.first() == Some(&'第')));
                // 〔0999〕 is no year.
                let dated = year != 4 || matches!(&chars[i - 4..i - 2], ['1', '9'] | ['2', '0']);
                if year > 0 && dated && !(full && numbered) {
                    found.push(words(i - year, end(digits + 1)));
                }
            }
            _ => {}
        }
    }
    found
}
