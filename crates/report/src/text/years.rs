//! Putting one year in the place of another.

use super::{find_year, key};

/// A year written in the style of `model`: 2024, or 二〇二四.
pub fn year_like(model: &str, year: i32) -> String {
    const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits = year.to_string();
    if model.starts_with(|c: char| c.is_ascii_digit()) {
        return digits;
    }
    let zero = model.chars().find(|c| "零○".contains(*c)).unwrap_or(NUMERALS[0]);
    let numeral = |c: char| match c.to_digit(10) {
        Some(0) => zero,
        digit => NUMERALS[digit.unwrap_or(0) as usize],
    };
    digits.chars().map(numeral).collect()
}

/// Words with this year in the place of every other year that they name, in the same style; `None` if
/// they name no other year.
pub fn in_year(words: &str, year: u16) -> Option<String> {
    let (mut moved, mut rest) = (String::new(), words);
    while let Some((at, length, _)) = find_year(rest) {
        moved.push_str(&rest[..at]);
        moved.push_str(&year_like(&rest[at..at + length], year.into()));
        rest = &rest[at + length..];
    }
    moved.push_str(rest);
    (key(&moved) != key(words)).then_some(moved)
}
