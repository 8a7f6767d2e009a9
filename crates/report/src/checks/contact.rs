//! Ways to reach the agency, and personal numbers that must not be published.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::{Hint, Warning};
use crate::forms::PRACTICE;
use crate::text::half_width;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[MALFORMED, PERSONAL];

const MALFORMED: Check =
    Check::new("V-19", Warning, "电子邮箱、电话、邮编格式正确", malformed).everywhere(PRACTICE);

/// V-19: e-mail addresses, telephone numbers and postcodes are well-formed.
pub(super) fn malformed(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        let mails = mails(text).chain(signless(text));
        for (what, word) in mails.chain(telephones(text)).chain(postcodes(text)) {
            let message = format!("{what}格式有误：“{word}”。");
            found.push(in_prose(check, place, word, message));
        }
    }
    Outcome::Found(found)
}

type Slip<'a> = (&'static str, &'a str);

/// Text around an @ that is no valid address.
fn mails(text: &str) -> impl Iterator<Item = Slip<'_>> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    text.match_indices(['@', '＠']).filter_map(move |(at, sign)| {
        let start = text[..at].char_indices().rev().take_while(|(_, c)| part(*c)).last();
        let start = start.map_or(at, |(i, _)| i);
        let after = &text[at + sign.len()..];
        let end = after.find(|c| !part(c)).unwrap_or(after.len());
        let (user, host) = (&text[start..at], after[..end].trim_end_matches('.'));
        let labels: Vec<&str> = host.split('.').collect();
        let top = labels
            .last()
            .is_some_and(|t| t.len() >= 2 && t.bytes().all(|b| b.is_ascii_alphabetic()));
        let good = sign == "@"
            && !user.is_empty()
            && labels.len() >= 2
            && top
            && labels.iter().all(|l| !l.is_empty());
        (!good).then(|| ("电子邮箱", &text[start..at + sign.len() + end]))
    })
}

/// An e-mail address without its @, recognised by the word before it and the host name:
/// `gov#example.org`.
fn signless(text: &str) -> impl Iterator<Item = Slip<'_>> {
    ["邮箱", "邮件", "mail"].iter().flat_map(|w| text.match_indices(w)).filter_map(|(at, w)| {
        let rest = &text[at + w.len()..];
        let rest = rest.trim_start_matches(['：', ':', '为', '是', ' ', '地', '址']);
        let end = rest.find(|c: char| !c.is_ascii_graphic() || c == ',' || c == ';');
        let word = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
        let site = word.starts_with("http") || word.starts_with("www.");
        (word.contains('.') && word.len() >= 6 && !site && !word.contains('@'))
            .then_some(("电子邮箱", word))
    })
}

/// The numbers (digits, dashes and brackets) that directly follow one of these words.
fn numbers_after<'a>(
    text: &'a str,
    words: &'static [&'static str],
) -> impl Iterator<Item = &'a str> {
    words.iter().flat_map(move |w| text.match_indices(w)).filter_map(|(at, w)| {
        let rest = &text[at + w.len()..];
        let rest = rest.trim_start_matches(['：', ':', '为', ' ', '号', '码', '及', '是']);
        let rest =
            rest.strip_prefix("传真").map_or(rest, |r| r.trim_start_matches(['：', ':', ' ']));
        let end = rest
            .find(|c: char| !(half_width(c).is_ascii_digit() || "-—－–()（） ".contains(c)))
            .unwrap_or(rest.len());
        let number = rest[..end].trim().trim_end_matches(['(', '（']).trim();
        let opened = number.matches(['(', '（']).count();
        let number = if opened == 0 { number.trim_end_matches([')', '）']) } else { number };
        (!number.is_empty()).then_some(number)
    })
}

fn digits(text: &str) -> String {
    text.chars().map(half_width).filter(char::is_ascii_digit).collect()
}

/// Numbers of a wrong length. Valid are local ones (7 or 8 digits), with area code (10 to 12),
/// mobile and 400 numbers (10, 11), and short service numbers.
fn telephones(text: &str) -> impl Iterator<Item = Slip<'_>> {
    numbers_after(text, &["电话", "传真"]).filter_map(|number| {
        let digits = digits(number);
        // Fewer digits are a count, as in 热线电话11通.
        if digits.len() < 5 {
            return None;
        }
        let area = digits.starts_with('0');
        let good = match digits.len() {
            5 => digits.starts_with('1') || digits.starts_with('9'),
            7 | 8 => !area,
            10 => area || digits.starts_with('4') || digits.starts_with('8'),
            11 => area || digits.starts_with('1'),
            12 => area,
            _ => false,
        };
        (!good).then_some(("电话号码", number))
    })
}

fn postcodes(text: &str) -> impl Iterator<Item = Slip<'_>> {
    let numbers = numbers_after(text, &["邮编", "邮政编码"]);
    numbers.filter_map(|n| (digits(n).len() != 6).then_some(("邮政编码", n)))
}

const PERSONAL: Check = Check::new("V-20", Hint, "正文不含个人身份证号、手机号码", personal);

/// V-20: the report contains no identity-card numbers, and no mobile numbers outside the preface
/// (where the agency may give its own).
pub(super) fn personal(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        let mut end = 0;
        for number in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            end += number.len();
            let mark = number.chars().next_back().filter(|c| !c.is_ascii_alphanumeric());
            let number = &number[..number.len() - mark.map_or(0, char::len_utf8)];
            let after = &text[end - mark.map_or(0, char::len_utf8)..];
            let identity = number.len() == 18
                && number[..17].bytes().all(|b| b.is_ascii_digit())
                && matches!(number.as_bytes()[17], b'0'..=b'9' | b'X' | b'x')
                && matches!(&number[6..8], "19" | "20");
            let mobile = place != "preface"
                && number.len() == 11
                && number.bytes().all(|b| b.is_ascii_digit())
                && matches!(number.as_bytes()[..2], [b'1', b'3'..=b'9']);
            if identity || mobile && !is_amount(after) {
                let what = if identity { "身份证号码" } else { "手机号码" };
                let hidden = format!("{}…{}", &number[..3], &number[number.len() - 2..]);
                let message = format!("正文疑含个人信息（{what} {hidden}），请核对后再公开。");
                found.push(in_prose(check, place, number, message));
            }
        }
    }
    Outcome::Found(found)
}

/// Whether the text after a number makes it an amount: .52, 元.
fn is_amount(after: &str) -> bool {
    let decimals = after.strip_prefix('.');
    decimals.is_some_and(|d| d.starts_with(|c: char| c.is_ascii_digit()))
        || ["元", "万元"].iter().any(|unit| after.starts_with(unit))
}
