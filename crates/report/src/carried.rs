//! Figures, dates and years of the prose that were taken over from last year's text.
//!
//! Each stays marked until it is changed or the writer confirms it. A mark names a figure by its
//! words and those around it. It is found again in whatever the text has become, so that nothing
//! has to follow the typing, and undo brings it back. The marks are part of the report, so they
//! outlive the window.

use std::ops::Range;

use crate::steps;
use crate::text;

/// The mark of a figure, a date or a year that was taken over from last year's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Carried {
    /// The place of the text: `preface`, or that of a section.
    pub at: String,
    /// The words just before it when it was taken over.
    pub before: String,
    /// The figure with its unit, such as `25件` or `2024年1月8日`.
    pub words: String,
    /// The words just behind it.
    pub after: String,
}

/// How many characters around a figure tell it apart from others, and how many of them must still
/// stand there.
const AROUND: usize = 12;
const ENOUGH: usize = 2;
/// How many occurrences of the same words are looked at in one text.
const MOST: usize = 200;

impl Carried {
    /// The mark as the four texts of its JSON.
    pub(crate) fn texts(&self) -> Vec<String> {
        [&self.at, &self.before, &self.words, &self.after].map(String::clone).into()
    }

    /// The mark that these texts of its JSON stand for; `None` if they are not four.
    pub(crate) fn of_texts(texts: Vec<String>) -> Option<Carried> {
        let [at, before, words, after] = <[String; 4]>::try_from(texts).ok()?;
        Some(Carried { at, before, words, after })
    }

    /// The mark of the figure at this range of a text.
    pub fn new(at: &str, text: &str, figure: Range<usize>) -> Carried {
        let before = &text[..figure.start];
        let skipped = before.chars().count().saturating_sub(AROUND);
        Carried {
            at: at.to_string(),
            before: before.chars().skip(skipped).collect(),
            words: text[figure.clone()].to_string(),
            after: text[figure.end..].chars().take(AROUND).collect(),
        }
    }

    /// How many characters around this range of a text are those around the mark; `None` if they
    /// are too few for the same figure.
    fn alike(&self, text: &str, range: &Range<usize>) -> Option<usize> {
        let same = |pair: &(char, char)| pair.0 == pair.1;
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let alike = before.chars().rev().zip(self.before.chars().rev()).take_while(same).count()
            + after.chars().zip(self.after.chars()).take_while(same).count();
        let all = self.before.chars().count() + self.after.chars().count();
        (alike >= ENOUGH.min(all)).then_some(alike)
    }

    /// Where its words stand in a text as a whole figure: in `125件` there is no `25件`.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let of_number = |c: char| {
            text::half_width(c).is_ascii_digit() || ".．".contains(c) || text::is_numeral(c)
        };
        let whole = move |range: &Range<usize>| {
            let joins = |a: Option<char>, b: Option<char>| {
                a.is_some_and(of_number) && b.is_some_and(|c| c != '.' && of_number(c))
            };
            let (first, last) = (self.words.chars().next(), self.words.chars().next_back());
            !joins(text[..range.start].chars().next_back(), first)
                && !joins(last, text[range.end..].chars().next())
        };
        let all = text.match_indices(&self.words).take(MOST);
        all.map(|(at, words)| at..at + words.len()).filter(whole)
    }
}

/// The marks that are left in the text at a place: the position of each in `all`, and the range of
/// its figure in bytes, in the order of the text. Where the same figure stands several times, a mark
/// belongs to the one whose surroundings are most like those it was taken over with.
pub fn left(all: &[Carried], at: &str, text: &str) -> Vec<(usize, Range<usize>)> {
    let mut pairs = Vec::new();
    for (i, mark) in all.iter().enumerate().filter(|(_, m)| m.at == at && !m.words.is_empty()) {
        if !steps::take(text.len()) {
            break;
        }
        let alike = |range: Range<usize>| Some((mark.alike(text, &range)?, i, range));
        pairs.extend(mark.places(text).filter_map(alike));
    }
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for most in (0..=2 * AROUND).rev() {
        for (_, i, range) in pairs.iter().filter(|(alike, ..)| *alike == most) {
            let free = |other: &(usize, Range<usize>)| {
                other.0 != *i && (other.1.end <= range.start || range.end <= other.1.start)
            };
            if found.iter().all(free) {
                let at = found.iter().position(|other| other.1.start > range.start);
                found.insert(at.unwrap_or(found.len()), (*i, range.clone()));
            }
        }
    }
    found
}
