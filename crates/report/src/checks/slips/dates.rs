//! Dates that lack a digit or that no calendar has: 2024年1月日, 202年3月, 20240115日, 2月30日.

use crate::text::half_width;
use crate::words::WordList;

/// Characters that form a word with a 日 before them (日均, 日常).
const DAILY: &str = "均常志程报夜益期记历趋渐间用本产访接活销";

/// The odd dates of a line, as they are written.
pub(super) fn odd(line: &str) -> Vec<String> {
    static PARTS: WordList = WordList::new(&["年", "月", "日"]);
    if !PARTS.is_in(line) {
        return Vec::new();
    }
    let chars: Vec<char> = line.chars().map(half_width).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = digits(&chars, at);
        let (end, is_odd) = match chars.get(at + length) {
            Some('年') => from_year(&chars, at, length),
            Some('月') if length <= 2 => from_month(&chars, at, None),
            Some('日') => (at + length + 1, length >= 7),
            _ => (at + length, false),
        };
        if is_odd {
            found.push(line.chars().skip(at).take(end - at).collect());
        }
        at = end;
    }
    found
}

/// Number of digits from here on.
fn digits(chars: &[char], at: usize) -> usize {
    chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count()
}

fn number(chars: &[char], at: usize, length: usize) -> u32 {
    chars[at..at + length].iter().collect::<String>().parse().unwrap_or(u32::MAX)
}

/// A date from the year at `at`, which has `length` digits: where it ends, and whether it is odd.
fn from_year(chars: &[char], at: usize, length: usize) -> (usize, bool) {
    let month = at + length + 1;
    let year = number(chars, at, length);
    let named = digits(chars, month);
    let dated = (1..=2).contains(&named) && chars.get(month + named) == Some(&'月');
    if dated && (length > 4 || length == 3 || length == 4 && !(1900..=2100).contains(&year)) {
        return (month, true);
    }
    // 2024年月日: the figure of the month is missing.
    if length == 4 && chars.get(month) == Some(&'月') && chars.get(month + 1) == Some(&'日') {
        return (month + 2, true);
    }
    if !dated || length != 4 {
        return (month, false);
    }
    let (end, is_odd) = from_month(chars, month, Some(year));
    (end, is_odd || !(1..=12).contains(&number(chars, month, named)))
}

/// A date from the month at `at`: where it ends, and whether it is odd. Without a year 29 February
/// exists.
fn from_month(chars: &[char], at: usize, year: Option<u32>) -> (usize, bool) {
    let named = digits(chars, at);
    let month = number(chars, at, named);
    let day = at + named + 1;
    let length = digits(chars, day);
    match (length, chars.get(day + length)) {
        // In 1月日均 the day is not one of a date.
        (0, Some('日')) => {
            let word = chars.get(day + 1).is_some_and(|c| DAILY.contains(*c));
            (day + 1, !word)
        }
        (1..=2, Some('日')) => {
            (day + length + 1, !exists(year, month, number(chars, day, length)))
        }
        // Days of a list are followed by the next one: 3月15，16日.
        (1..=2, Some(',' | ';')) if year.is_some() => {
            let listed = chars.get(day + length + 1).is_some_and(|c| c.is_ascii_digit());
            (day + length, !listed)
        }
        _ => (day, false),
    }
}

fn exists(year: Option<u32>, month: u32, day: u32) -> bool {
    let leap = year.is_none_or(|y| y % 4 == 0 && y % 100 != 0 || y % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=last).contains(&day)
}
