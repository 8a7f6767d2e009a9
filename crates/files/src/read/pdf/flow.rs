//! Lines of pages to paragraphs. Page numbers and page headers are left out; lines broken at the
//! page's width or end are joined.
//!
//! A paragraph begins where the line before ends early, where a line is indented, after a wide gap,
//! where the font size changes, and at 一、 or （一） after the end of a sentence.

use std::collections::{HashMap, HashSet};

use report::steps;
use report::text::{Numeral, key, split_numeral};

use super::lines::Line;
use super::page::{Item, Page};

/// Removes what is printed on every page: page numbers, page headers and footers. Gives the texts
/// of the headers and footers.
pub fn strip(pages: &mut [Page]) -> Vec<String> {
    let seen: Vec<Vec<(String, f32)>> = pages.iter().map(at_edge).collect();
    // The pages and heights of each text, in the order of the pages.
    let mut places: HashMap<&str, Vec<(usize, f32)>> = HashMap::new();
    for (page, lines) in seen.iter().enumerate() {
        for (text, y) in lines {
            places.entry(text).or_default().push((page, *y));
        }
    }
    let count = pages.len();
    let repeated = |text: &str, y: f32| {
        let places = places.get(text).map_or(&[][..], Vec::as_slice);
        steps::take(places.len());
        let near = places.iter().filter(|(_, at)| (at - y).abs() <= 3.0).map(|(page, _)| *page);
        let mut pages_with: Vec<usize> = near.collect();
        pages_with.dedup();
        pages_with.len() >= 2 && pages_with.len() * 3 >= count
    };
    let mut heads: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for page in pages {
        let height = page.height;
        page.items.retain(|item| {
            let Item::Line(line) = item else { return true };
            if !is_at_edge(line, height) {
                return true;
            }
            let text = line.text();
            if is_page_number(&text) {
                return false;
            }
            let bare = without_digits(&text);
            let again = repeated(&bare, line.y);
            if again && !is_address(&text) && known.insert(bare) {
                heads.push(text.clone());
            }
            !again && !is_address(&text)
        });
    }
    heads
}

/// The lines at the top and bottom of a page, without their digits, each with its height.
fn at_edge(page: &Page) -> Vec<(String, f32)> {
    let lines = page.lines().filter(|line| is_at_edge(line, page.height));
    lines.map(|line| (without_digits(&line.text()), line.y)).collect()
}

/// Whether a line is where headers and footers are, on a page of this height.
fn is_at_edge(line: &Line, height: f32) -> bool {
    !(0.13..=0.88).contains(&(line.y / height.max(1.0)))
}

/// A text in which each digit is `#`, so that page numbers are equal.
fn without_digits(text: &str) -> String {
    key(text).chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// Whether a text is a page number: `— 5 —`, `5`, `第5页 共8页`, `5/8`.
fn is_page_number(text: &str) -> bool {
    let key = key(text);
    let rest =
        key.trim_matches(|c: char| c.is_ascii_digit() || "-—–─－·•/第页共,|()～~".contains(c));
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let inner = rest.is_empty() || matches!(rest, "页共" | "页,共" | "页/共");
    inner && (1..=8).contains(&digits)
}

/// Whether a text is the address that a browser prints below a page, with the page number.
fn is_address(text: &str) -> bool {
    text.contains("://")
        && text.rsplit_once('/').is_some_and(|(before, last)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            digit(before.chars().last()) && digit(last.chars().next()) && before.contains(' ')
        })
}

impl Page {
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Sheet(_) => None,
        })
    }
}

/// The layout of a document's text.
pub struct Setting {
    left: f32,
    right: f32,
    size: f32,
    /// Distance between base lines inside a paragraph, in points.
    pitch: f32,
    /// Paragraphs begin with an indent.
    indented: bool,
    /// Paragraphs are separated by a gap.
    spaced: bool,
}

impl Setting {
    pub fn of(lines: &[&Line]) -> Setting {
        let widest = lines.iter().map(|l| l.right - l.left).fold(0.0, f32::max);
        let is_long = |l: &&&Line| l.pieces.len() == 1 && l.right - l.left >= widest * 0.6;
        let long: Vec<&Line> = lines.iter().filter(is_long).copied().collect();
        let left = usual(long.iter().map(|l| l.left)).unwrap_or(0.0);
        let right = nth(long.iter().map(|l| l.right), 4, 5).unwrap_or(0.0);
        let sizes =
            lines.iter().flat_map(|l| std::iter::repeat_n(l.size, l.text().chars().count()));
        let size = nth(sizes, 1, 2).unwrap_or(0.0);
        let steps = lines.windows(2).filter(|w| w[0].right > right - w[0].size * 2.0);
        let steps = steps.map(|w| w[1].y - w[0].y).filter(|s| *s > 0.0);
        let pitch = nth(steps, 1, 2).unwrap_or(f32::MAX);
        let set_in = |l: &&&Line| ((left + l.size * 1.4)..(left + l.size * 3.2)).contains(&l.left);
        let indented = long.iter().filter(set_in).count() >= 3.max(long.len() / 12).min(long.len());
        let gaps = lines.windows(2).filter(|w| w[1].y - w[0].y > pitch * 1.25).count();
        Setting { left, right, size, pitch, indented, spaced: gaps >= 3 }
    }

    /// Whether `line` continues the paragraph that ends with the line `before`. `turned` says that
    /// a page ends between them.
    pub fn goes_on(&self, before: &Line, line: &Line, turned: bool) -> bool {
        let em = line.size.max(before.size);
        let same_size = (line.size - before.size).abs() <= em * 0.12;
        let step = line.y - before.y;
        let begins = matches!(
            split_numeral(&line.text()),
            Some((Numeral::Section(_) | Numeral::Subsection(_), _))
        );
        if !turned && !begins && self.is_title(before) && self.is_title(line) {
            return same_size && step < em * 2.5;
        }
        // The title of the report or of a table, broken in the middle of the line.
        let centred = self.is_centred(before) && self.is_centred(line);
        if !turned && !begins && same_size && centred && step < em * 2.5 {
            return !ends_title(before) && ends_title(line);
        }
        let full = before.right + line.head > self.right - em * 0.5;
        let text = before.text();
        let ended = text.ends_with(['。', '！', '？', '；', '：', '.', ';', ':']);
        let set_in = line.left - self.left > em * 1.4;
        let hangs = !self.indented && (line.left - before.left).abs() < em * 0.3;
        let gap = !turned && step > (self.pitch * 1.25).max(line.size * 1.5);
        if !same_size || !full || gap || set_in && !hangs && (ended || !self.is_centred(line)) {
            return false;
        }
        if ended && begins {
            return false;
        }
        self.indented || !ended || self.spaced && !turned
    }

    /// Whether a line is larger than the text. Lines of a title that follow each other are one
    /// title.
    fn is_title(&self, line: &Line) -> bool {
        let larger = line.size / self.size.max(1.0);
        larger > 1.2 || larger > 1.05 && self.is_centred(line)
    }

    /// Whether the margins left and right of a line are equal, and larger than an indent.
    fn is_centred(&self, line: &Line) -> bool {
        let (left, right) = (line.left - self.left, self.right - line.right);
        left > line.size * 3.2 && (left - right).abs() < line.size * 1.5
    }

    /// Whether a line reaches the right margin.
    pub fn fills(&self, line: &Line) -> bool {
        line.right > self.right - line.size * 2.0
    }
}

fn ends_title(line: &Line) -> bool {
    line.text().ends_with(['表', '告'])
}

/// The value to which most other values are close.
fn usual(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    let near = |v: &f32| {
        let from = values.partition_point(|o| *o < v - 2.0);
        values.partition_point(|o| *o <= v + 2.0) - from
    };
    values.iter().rev().max_by_key(|v| near(v)).copied()
}

/// The value at the fraction `part`/`of` of all values in order.
fn nth(values: impl Iterator<Item = f32>, part: usize, of: usize) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get((values.len() * part / of).min(values.len().saturating_sub(1))).copied()
}
