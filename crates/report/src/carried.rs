//! Figures, dates and years of the prose that were taken over from last year's text.
//!
//! A figure stays marked until it, or the words just before it, are changed, or the writer confirms
//! it. The marks are part of the report, so they outlive the window.

use std::ops::Range;

use crate::text;

/// A figure, a date or a year that was taken over from last year's text.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Carried {
    /// The place of the text: `preface`, or that of a section.
    pub at: String,
    /// The words just before it, back to the figure or the line end before.
    #[serde(default)]
    pub before: String,
    /// The figure with its unit, such as `25件` or `2024年1月8日`.
    pub words: String,
}

/// How many characters before a figure tell it apart from others.
const BEFORE: usize = 8;
/// More digits in a row than these are a telephone number or a code.
const LONGEST: usize = 6;

impl Carried {
    /// Where it stands in a text; in `125件` there is no `25件`.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let whole = format!("{}{}", self.before, self.words);
        let ends: Vec<usize> = text.match_indices(&whole).map(|(at, _)| at + whole.len()).collect();
        let begins = |range: &Range<usize>| !text[..range.start].ends_with(in_number);
        ends.into_iter().map(|end| end - self.words.len()..end).filter(begins)
    }
}

/// The figures, dates and years of a text, as taken over from last year.
pub fn carried(at: &str, text: &str) -> Vec<Carried> {
    let (mut all, mut end) = (Vec::new(), 0);
    for range in figures(text) {
        let between = &text[end..range.start];
        let line = between.rfind('\n').map_or(between, |at| &between[at + 1..]);
        let skip = line.chars().count().saturating_sub(BEFORE);
        all.push(Carried {
            at: at.to_string(),
            before: line.chars().skip(skip).collect(),
            words: text[range.clone()].to_string(),
        });
        end = range.end;
    }
    all
}

/// Whether a character continues a number.
fn in_number(c: char) -> bool {
    text::half_width(c).is_ascii_digit() || matches!(c, '.' | '．')
}

/// Whether a character is a digit of a year in numerals.
fn is_numeral(c: char) -> bool {
    "〇零○一二三四五六七八九".contains(c)
}

/// The numbers with a unit, the dates and the years of a text. Numbers of documents and laws,
/// ordinals, telephone numbers and numbers of lists are left out.
fn figures(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    let mut before = '\n';
    while let Some(c) = text[at..].chars().next() {
        let mut length = c.len_utf8();
        match c {
            '《' | '〔' | '［' => depth += 1,
            '》' | '〕' | '］' => depth = depth.saturating_sub(1),
            _ if depth == 0 && begins(before, c) => {
                if let Some(figure) = figure(&text[at..]) {
                    if !before.is_ascii_alphabetic() && !"第-—－".contains(before) {
                        found.push(at..at + figure);
                    }
                    length = figure;
                }
            }
            _ => {}
        }
        before = text[at..at + length].chars().next_back().unwrap_or(c);
        at += length;
    }
    found
}

/// Whether a number begins with `c`, the character after `before`.
fn begins(before: char, c: char) -> bool {
    in_number(c) && !in_number(before) || is_numeral(c) && !is_numeral(before)
}

/// The length of the figure with which a text begins, its unit included; a date is one figure.
fn figure(text: &str) -> Option<usize> {
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let of = if rest.starts_with(in_number) { in_number } else { is_numeral };
        let number = rest.find(|c| !of(c)).unwrap_or(rest.len());
        let digits = rest[..number].chars().count();
        let unit = rest[number..].chars().next()?;
        let fits = match of('一') {
            // Numerals count for years only.
            true => digits == 4 && unit == '年' || end > 0 && matches!(unit, '月' | '日'),
            false => {
                let is_unit = unit.is_alphabetic() && unit != '号' || "%％‰".contains(unit);
                (1..=LONGEST).contains(&digits) && is_unit && !rest[..number].ends_with(['.', '．'])
            }
        };
        if !fits || unit.is_ascii_alphabetic() {
            return (end > 0).then_some(end);
        }
        end += number + unit.len_utf8();
        let goes_on = |c: char| in_number(c) || is_numeral(c);
        if !matches!(unit, '年' | '月' | '万' | '亿') || !text[end..].starts_with(goes_on) {
            // 万 multiplies the unit that follows: 3.2万元.
            let unit = text[end..]
                .chars()
                .next()
                .filter(|c| matches!(unit, '万' | '亿') && c.is_alphabetic());
            return Some(end + unit.map_or(0, char::len_utf8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        figures(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn figures_dates_and_years_are_found_and_numbers_of_documents_are_not() {
        for (text, expected) in [
            ("2024年收到申请25件，占33.3%。", &["2024年", "25件", "33.3%"][..]),
            ("自2024年1月1日起至12月31日止", &["2024年1月1日", "12月31日"]),
            ("收费１２００元、3.2万元", &["１２００元", "3.2万元"]),
            ("二〇二四年，一是公开", &["二〇二四年"]),
            ("国办公开办函〔2021〕30号、《2023年要点》、第30条、A4纸", &[]),
            ("电话：0371-65506550，邮编450000。1.概述（2）", &[]),
            ("", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
