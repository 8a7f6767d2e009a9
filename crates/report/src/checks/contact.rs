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

/// The numbers (digits, dashes and brackets) that directly follow one of these words, each with what
/// stands behind it.
fn numbers_after<'a>(
    text: &'a str,
    words: &'static [&'static str],
) -> impl Iterator<Item = (&'a str, &'a str)> {
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
        (!number.is_empty()).then_some((number, &rest[end..]))
    })
}

fn digits(text: &str) -> String {
    text.chars().map(half_width).filter(char::is_ascii_digit).collect()
}

/// Numbers of a wrong length, of which none of several is right.
fn telephones(text: &str) -> impl Iterator<Item = Slip<'_>> {
    let numbers = numbers_after(text, &["电话", "传真", "联系方式"]);
    numbers.filter_map(|(number, after)| {
        // Fewer digits are a count, as in 热线电话11通, and so is what has a unit.
        let count = digits(number).len() < 5 || after.starts_with(COUNTED);
        let several = || number.split_whitespace().all(is_telephone);
        (!count && !is_telephone(number) && !several()).then_some(("电话号码", number))
    })
}

/// Units of what is counted.
const COUNTED: [char; 8] = ['人', '次', '个', '通', '件', '条', '余', '多'];

/// Whether a telephone number has a possible length. Valid are local ones (7 or 8 digits), with area
/// code (11 or 12), mobile and 400 numbers (10, 11), and short service numbers; each also with an
/// extension of up to four digits.
fn is_telephone(number: &str) -> bool {
    let whole = |number: &str| {
        let digits = digits(number);
        let area = digits.starts_with('0');
        let service = |number: &str| number.starts_with(['1', '9']);
        match digits.len() {
            5 => service(&digits),
            7 | 8 => !area,
            8..=9 if area => service(&digits[digits.len() - 5..]),
            10 => digits.starts_with(['4', '8']),
            11 => area || digits.starts_with('1'),
            12 => area,
            _ => false,
        }
    };
    let extended = || number.rsplit_once(['-', '—', '－', '–']).filter(|(_, e)| e.len() <= 4);
    whole(number) || extended().is_some_and(|(main, _)| digits(main).len() >= 7 && whole(main))
}

fn postcodes(text: &str) -> impl Iterator<Item = Slip<'_>> {
    let numbers = numbers_after(text, &["邮编", "邮政编码"]);
    numbers.filter_map(|(n, _)| (digits(n).len() != 6).then_some(("邮政编码", n)))
}

const PERSONAL: Check = Check::new("V-20", Hint, "正文不含个人身份证号、手机号码", personal);

/// V-20: the report contains no identity-card numbers, and no mobile numbers outside the preface
/// (where the agency may give its own).
pub(super) fn personal(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        for number in parted_mobiles(text).filter(|_| place != "preface") {
            let message =
                format!("正文疑含个人信息（手机号码 {}…），请核对后再公开。", &number[..3]);
            found.push(in_prose(check, place, number, message));
        }
        let mut at = 0;
        while let Some((number, after)) = latin(&text[at..]) {
            at = text.len() - after.len();
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

/// The first Latin letters and digits of a text, and what is behind them.
fn latin(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_alphanumeric)?;
    let length = bytes[start..].iter().position(|b| !b.is_ascii_alphanumeric());
    Some(text[start..].split_at(length.unwrap_or(text.len() - start)))
}

/// Mobile numbers written in groups: 139 0000 1234, 139-0000-1234.
fn parted_mobiles(text: &str) -> impl Iterator<Item = &str> {
    const LENGTH: usize = 13;
    text.match_indices('1').filter_map(|(at, _)| {
        let number = text.get(at..at + LENGTH)?;
        let mut groups = number.split([' ', '-']);
        let mut group = |length: usize| {
            groups
                .next()
                .is_some_and(|g| g.len() == length && g.bytes().all(|b| b.is_ascii_digit()))
        };
        let grouped = group(3) && group(4) && group(4);
        let mobile = matches!(number.as_bytes()[1], b'3'..=b'9');
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '-');
        let apart =
            !digit(text[..at].chars().next_back()) && !digit(text[at + LENGTH..].chars().next());
        (grouped && mobile && apart).then_some(number)
    })
}

/// Whether the text after a number makes it an amount: .52, 元.
fn is_amount(after: &str) -> bool {
    let decimals = after.strip_prefix('.');
    decimals.is_some_and(|d| d.starts_with(|c: char| c.is_ascii_digit()))
        || after.starts_with(['元', '万', '次', '件', '条', '人', '个'])
}
