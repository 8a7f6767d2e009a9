//! Finds the lines of a report among the letters of its file. White space, invisible characters and
//! raised figures do not count, and a number that a program counted may be missing before a line.

use std::ops::Range;

use report::Report;
use report::text;

use crate::error::Error;
use crate::limits;

/// The letter that a character means to who looks for words; `None` if it does not count.
pub fn meant(c: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if c.is_whitespace() || c.is_control() {
        return None;
    }
    if let Some(figure) = RAISED.iter().position(|r| *r == c) {
        return char::from_digit(figure as u32, 10);
    }
    match text::as_seen(c.encode_utf8(&mut [0; 4])) {
        Some(seen) => seen.chars().next(),
        None => Some(c),
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter_map(meant).collect()
}

/// A line of the report that was found: its letters in the file, and how many of its first letters
/// the file does not have.
#[derive(Clone)]
struct Found {
    at: Range<usize>,
    missing: usize,
}

/// Where the lines of a report are among the letters of a file.
pub struct Lines {
    /// By the line's place: the title, or a section with the number of its line; 0 is the heading.
    found: Vec<((String, usize), Found)>,
}

/// Most letters that a program may have counted before a line: （二十三）.
const COUNTED: usize = 6;
/// A line of so many letters is found by itself; shorter ones only between their neighbours.
const LONG: usize = 6;

impl Lines {
    /// Finds the lines of a report among these letters.
    ///
    /// # Errors
    /// `too-large` if that takes too many steps.
    pub fn find(report: &Report, file: &[char]) -> Result<Lines, Error> {
        let mut wanted: Vec<((String, usize), Vec<char>)> = Vec::new();
        wanted.push((("title".into(), 0), letters(&report.title)));
        for (place, heading, text) in report.prose() {
            wanted.push(((place.clone(), 0), letters(heading)));
            let lines = text.split('\n').enumerate();
            wanted.extend(lines.map(|(i, line)| ((place.clone(), i + 1), letters(line))));
        }
        if let Some(date) = text::parse_date(&report.published) {
            wanted.push((("published".into(), 0), letters(&text::chinese_date(date))));
        }
        wanted.retain(|(_, line)| !line.is_empty());
        let file = Letters::of(file);
        let mut found: Vec<Option<Found>> = vec![None; wanted.len()];
        let mut bound = 0;
        for (i, (_, line)) in wanted.iter().enumerate().filter(|(_, (_, line))| line.len() >= LONG)
        {
            let at = file.only(line).filter(|at| at.start >= bound);
            bound = at.as_ref().map_or(bound, |at| at.end);
            found[i] = at.map(|at| Found { at, missing: 0 });
        }
        let mut from = 0;
        for i in 0..wanted.len() {
            limits::step((file.text.len() + wanted.len()) / 16)?;
            if found[i].is_none() {
                let next = found[i + 1..].iter().flatten().next();
                let to = next.map_or(file.ends.len(), |f| f.at.start);
                // A table of contents has the headings too, before the text.
                found[i] = file.between(from..to, &wanted[i].1, wanted[i].0.1 == 0);
            }
            from = found[i].as_ref().map_or(from, |found| found.at.end);
        }
        let found = wanted.into_iter().zip(found).filter_map(|((key, _), at)| Some((key, at?)));
        Ok(Lines { found: found.collect() })
    }

    fn line(&self, place: &str, line: usize) -> Option<&Found> {
        let own = |(known, n): &(String, usize)| known == place && *n == line;
        self.found.iter().find(|(key, _)| own(key)).map(|(_, found)| found)
    }

    /// The letters of a section's heading, of the `title`, or of the date of publication.
    pub fn heading(&self, place: &str) -> Option<Range<usize>> {
        self.line(place, 0).map(|found| found.at.clone())
    }

    /// The letters of the words at `words` of the text at this place, in bytes; as far as they are on
    /// one line. `None` if the file does not have the line.
    pub fn words(&self, place: &str, text: &str, words: &Range<usize>) -> Option<Range<usize>> {
        let before = text.get(..words.start)?;
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = text[words.start..].find('\n').map_or(text.len(), |at| words.start + at);
        let inside = text.get(words.start..words.end.min(end))?;
        let found = self.line(place, line + 1)?;
        let skipped = letters(&text[start..words.start]).len();
        let (skipped, length) = (skipped.saturating_sub(found.missing), letters(inside).len());
        let from = found.at.start + skipped;
        match length {
            0 => Some(found.at.clone()),
            _ => Some(from..(from + length).min(found.at.end)).filter(|at| !at.is_empty()),
        }
    }
}

/// The letters of a file as a text, with the end of each in bytes.
struct Letters {
    text: String,
    ends: Vec<usize>,
}

impl Letters {
    fn of(letters: &[char]) -> Letters {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(letters.len()));
        for letter in letters {
            text.push(*letter);
            ends.push(text.len());
        }
        Letters { text, ends }
    }

    fn byte(&self, letter: usize) -> usize {
        letter.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    fn letters_at(&self, byte: usize, count: usize) -> Range<usize> {
        let first = self.ends.partition_point(|end| *end <= byte);
        first..first + count
    }

    /// Where these letters are, if they are there once.
    fn only(&self, line: &[char]) -> Option<Range<usize>> {
        let line_text: String = line.iter().collect();
        let at = self.text.find(&line_text)?;
        let again = self.text[at + line_text.len()..].contains(&line_text);
        (!again).then(|| self.letters_at(at, line.len()))
    }

    /// Where these letters are within others, the first or the last time.
    fn between(&self, letters: Range<usize>, line: &[char], last: bool) -> Option<Found> {
        let (from, to) = (self.byte(letters.start), self.byte(letters.end.max(letters.start)));
        let text = &self.text[from..to];
        let most = COUNTED.min(line.len() - 1);
        (0..=most).find_map(|missing| {
            // A few letters alone are too easily found.
            if missing > 0 && line.len() - missing < 3 {
                return None;
            }
            let words: String = line[missing..].iter().collect();
            let at = if last { text.rfind(&words) } else { text.find(&words) }?;
            Some(Found { at: self.letters_at(from + at, line.len() - missing), missing })
        })
    }
}
