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
    /// The words of its line just before it when it was taken over.
    pub before: String,
    /// The figure with its unit, such as `25件` or `2024年1月8日`.
    pub words: String,
    /// The words of its line just behind it.
    pub after: String,
}

/// How many characters on each side of a figure tell it apart from others.
const AROUND: usize = 12;
/// Where these words end.
const BREAKS: [char; 2] = ['\n', '\t'];
/// How many occurrences of the same words are looked at in one text.
const MOST: usize = 200;

impl Carried {
    /// The mark of the figure at this range of a text.
    pub fn new(at: &str, text: &str, figure: Range<usize>) -> Carried {
        let of_line = |c: &char| !BREAKS.contains(c);
        let before = text[..figure.start].chars().rev().take_while(of_line).take(AROUND);
        let before: Vec<char> = before.collect();
        Carried {
            at: at.to_string(),
            before: before.into_iter().rev().collect(),
            words: text[figure.clone()].to_string(),
            after: text[figure.end..].chars().take_while(of_line).take(AROUND).collect(),
        }
    }

    /// The mark in the JSON of a report: its four texts, with tabs between them.
    pub(crate) fn print(&self) -> String {
        [&*self.at, &self.before, &self.words, &self.after].join("\t")
    }

    /// The mark that was printed as this text; `None` if it has not four parts.
    pub(crate) fn parse(text: &str) -> Option<Carried> {
        let mut parts = text.split('\t').map(String::from);
        let mut next = || parts.next();
        Some(Carried { at: next()?, before: next()?, words: next()?, after: next()? })
    }

    /// How many characters around this range of a text are those around the mark.
    fn alike(&self, text: &str, range: &Range<usize>) -> usize {
        let same = |pair: &(char, char)| pair.0 == pair.1;
        let (before, after) = (&text[..range.start], &text[range.end..]);
        before.chars().rev().zip(self.before.chars().rev()).take_while(same).count()
            + after.chars().zip(self.after.chars()).take_while(same).count()
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
/// its figure in bytes, in the order of the text. As long as the same figure stands anywhere in the
/// text, its mark is left: rather one too many than one too few. Where it stands several times, a
/// mark belongs to the one whose surroundings are most like those it was taken over with.
pub fn left(all: &[Carried], at: &str, text: &str) -> Vec<(usize, Range<usize>)> {
    let mut pairs = Vec::new();
    for (i, mark) in all.iter().enumerate().filter(|(_, m)| m.at == at && !m.words.is_empty()) {
        if !steps::take(text.len()) {
            break;
        }
        pairs.extend(mark.places(text).map(|range| (mark.alike(text, &range), i, range)));
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
