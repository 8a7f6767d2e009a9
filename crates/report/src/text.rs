//! Helpers for Chinese text: normalising, numerals, headings, dates.

/// Converts a full-width character to half-width, and both kinds of space to one. Chinese
/// punctuation without a half-width counterpart stays.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A label normalised for comparison: half-width, no white space, one kind of quotes, `1.` for
/// `1、`.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().map(half_width).filter(|c| !c.is_whitespace() && !is_invisible(*c)) {
        match c {
            '“' | '”' | '‘' | '’' | '「' | '」' | '\'' => key.push('"'),
            '〈' | '<' => key.push('《'),
            '〉' | '>' => key.push('》'),
            ':' | '∶' => key.push(':'),
            '、' | '．' if key.chars().all(|c| c.is_ascii_digit()) && !key.is_empty() => {
                key.push('.')
            }
            c => key.push(c),
        }
    }
    key
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2028}'..='\u{202e}' | '\u{ad}' | '\0'..='\u{8}')
}

/// The number of characters without white space, as limits count them.
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A number from 1 to 99 in Chinese: 一 to 九十九.
pub fn chinese_numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, n % 10);
    match tens {
        0 => DIGITS[ones].to_string(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// The value of a Chinese numeral (一, 十二, 三百零五, 二〇一七, 两万); `None` for another text.
pub fn parse_numeral(text: &str) -> Option<u64> {
    let digit = |c: char| -> Option<u64> {
        Some(match c {
            '〇' | '零' | '○' => 0,
            '一' | '壹' => 1,
            '二' | '贰' | '两' => 2,
            '三' | '叁' => 3,
            '四' | '肆' => 4,
            '五' | '伍' => 5,
            '六' | '陆' => 6,
            '七' | '柒' => 7,
            '八' | '捌' => 8,
            '九' | '玖' => 9,
            _ => return None,
        })
    };
    if text.is_empty() || text.chars().count() > 16 {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        let mut value = 0u64;
        for c in text.chars() {
            value = value * 10 + digit(c)?;
        }
        return Some(value);
    }
    let (mut total, mut section, mut current) = (0u64, 0u64, None);
    for c in text.chars() {
        match c {
            '十' => section += current.take().unwrap_or(1) * 10,
            '百' => section += current.take()? * 100,
            '千' => section += current.take()? * 1000,
            '万' => {
                total = (section + current.take().unwrap_or(0)) * 10_000;
                section = 0;
            }
            c => current = Some(digit(c)?),
        }
    }
    Some(total + section + current.unwrap_or(0))
}

/// The numeral with which a heading begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numeral {
    /// 一、
    Section(u64),
    /// （一）
    Subsection(u64),
    /// 1. or 1、
    Item(u64),
}

/// Splits a heading into its numeral and the rest; `None` without a numeral.
pub fn split_numeral(line: &str) -> Option<(Numeral, &str)> {
    let line = line.trim_start();
    let is_cn = |c: char| "一二三四五六七八九十百〇零".contains(c);
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let end = rest.find(['）', ')'])?;
        let n = parse_numeral(rest[..end].trim())?;
        let tail = &rest[end..];
        let tail = &tail[tail.chars().next()?.len_utf8()..];
        return Some((Numeral::Subsection(n), tail.trim_start()));
    }
    let end = line.find(|c| !is_cn(c)).unwrap_or(line.len());
    if end > 0 {
        let n = parse_numeral(&line[..end])?;
        let rest = line[end..].trim_start().strip_prefix(['、', '.', '．'])?;
        return Some((Numeral::Section(n), rest.trim_start()));
    }
    let digits: String = line.chars().map(half_width).take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    let skip: usize = line.chars().take(digits.len()).map(char::len_utf8).sum();
    let rest = line[skip..].trim_start().strip_prefix(['、', '.', '．'])?;
    if rest.starts_with(|c: char| half_width(c).is_ascii_digit()) {
        return None;
    }
    Some((Numeral::Item(digits.parse().ok()?), rest.trim_start()))
}

/// A heading or label without its numeral.
pub fn without_numeral(line: &str) -> &str {
    split_numeral(line).map_or(line, |(_, rest)| rest)
}

/// The first `2017年` or `二〇一七年`: its position, its length without 年 (both in bytes), and the
/// year.
pub fn find_year(text: &str) -> Option<(usize, usize, u16)> {
    let is_digit = |c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九".contains(c);
    for (end, _) in text.match_indices('年') {
        let digits: Vec<(usize, char)> =
            text[..end].char_indices().rev().take_while(|(_, c)| is_digit(*c)).collect();
        if digits.len() != 4 {
            continue;
        }
        let start = digits[3].0;
        let number = &text[start..end];
        let year = number
            .parse()
            .ok()
            .or_else(|| parse_numeral(number).and_then(|n| u16::try_from(n).ok()));
        if let Some(year) = year.filter(|y| (1990..=2100).contains(y)) {
            return Some((start, end - start, year));
        }
    }
    None
}

/// A date as `(year, month, day)` from `2025-01-24`, `2025年1月24日`, `2025/1/24`, `2025.1.24`.
pub fn parse_date(text: &str) -> Option<(u16, u8, u8)> {
    let text: String = text.trim().chars().map(half_width).filter(|c| *c != ' ').collect();
    let text = text.strip_suffix('日').unwrap_or(&text);
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let year: u16 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let days = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    let ok = (1990..=2100).contains(&year) && (1..=days).contains(&day) && parts.next().is_none();
    ok.then_some((year, month, day))
}

/// `2025-01-24` for a date.
pub fn iso_date((year, month, day): (u16, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2025年1月24日` for a date.
pub fn chinese_date((year, month, day): (u16, u8, u8)) -> String {
    format!("{year}年{month}月{day}日")
}

/// The paragraphs of a text as a report stores them: no carriage returns, no blank lines, no spaces
/// at line ends.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("三百零五", 305),
            ("二〇一七", 2017),
            ("两万三千", 23000),
        ] {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
        assert_eq!(parse_numeral("件"), None);
        assert_eq!(chinese_numeral(21), "二十一");
    }

    #[test]
    fn headings() {
        assert_eq!(split_numeral("一、概述"), Some((Numeral::Section(1), "概述")));
        assert_eq!(split_numeral("（三）不予公开"), Some((Numeral::Subsection(3), "不予公开")));
        assert_eq!(split_numeral("１．政府公报"), Some((Numeral::Item(1), "政府公报")));
        assert_eq!(split_numeral("2.5万元"), None);
        assert_eq!(split_numeral("2017年"), None);
        assert_eq!(split_numeral("一是加强"), None);
    }

    #[test]
    fn keys() {
        assert_eq!(key("（一） 收到 申请数"), key("(一)收到申请数"));
        assert_eq!(key("１．政府公报"), key("1、政府公报"));
    }

    #[test]
    fn dates() {
        assert_eq!(parse_date("2025年1月24日"), Some((2025, 1, 24)));
        assert_eq!(parse_date("2025-02-30"), None);
    }
}
