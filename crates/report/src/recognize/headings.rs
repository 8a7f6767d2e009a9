//! Which lines are headings of sections: those numbered 一、, and those that are exactly the form's
//! own headings with any numbering. Also finds lines that only list headings, as a table of
//! contents does.

use std::collections::BTreeMap;

use super::layout::Line;
use super::{is_own_heading, known_section};
use crate::document::Role;
use crate::form::Form;
use crate::steps;
use crate::text::{self, Numeral, key};

/// Number of successive headings that are a table of contents, if they occur again later.
const LISTED: usize = 3;

/// Most characters of a heading.
const LONGEST: usize = 45;

/// Recognises the headings of a text in order.
#[derive(Default)]
pub(super) struct Headings {
    /// The number of the last heading.
    last: u64,
    /// The number of the last item of a list within a section that also counts 一、二、; 0 if there
    /// is none.
    item: u64,
    /// The lines of the table of contents, in order; they are no headings.
    contents: Vec<usize>,
    /// Whether the form's sections are numbered 第一部分, so that 一、 numbers parts of them.
    parts: bool,
}

impl Headings {
    /// The headings of this text, which has a table of contents in these lines.
    pub fn of(form: &Form, lines: &[Line], contents: Vec<usize>) -> Headings {
        const LEAST: usize = 3;
        let is_part = |l: &&Line| {
            matches!(numbered(&l.text), Some((Style::Part, _)))
                && is_own_heading(form, unnumbered(&l.text))
        };
        let parts = lines.iter().filter(is_part).take(LEAST).count() == LEAST;
        Headings { contents, parts, ..Headings::default() }
    }

    /// Whether line `i` is a heading. `new` says whether the section of this heading has not
    /// occurred yet.
    ///
    /// A list within a section restarts at one; its items are no sections of the form.
    pub fn take(
        &mut self,
        form: &Form,
        lines: &[Line],
        i: usize,
        new: impl Fn(&str) -> bool,
    ) -> bool {
        let line = &lines[i];
        let numeral = text::split_numeral(&line.text).map(|(numeral, _)| numeral);
        if let Some(Numeral::Section(n)) = numeral {
            let named = is_section_heading(&line.text);
            let listed = self.item > 0 && n == self.item + 1;
            let ahead = n > self.last && !listed;
            // A section of the form that is there twice is no item of a list.
            let twice = !ahead && !listed && is_own_heading(form, &line.text);
            let named = named && (!self.parts || is_own_heading(form, &line.text));
            if named && (ahead || twice || new(&line.text)) || self.is_own(form, lines, i, &new) {
                (self.last, self.item) = (n, 0);
                return true;
            }
            if n == 1 || listed {
                self.item = n;
            }
            return false;
        }
        // 一　概述: a space instead of the mark, told from a sentence by its words.
        let spaced = numeral.is_none()
            && !line.text.contains(['。', '，', '\t'])
            && numbered_by_space(&line.text)
            && new(&line.text);
        if spaced || self.is_own(form, lines, i, &new) {
            (self.last, self.item) = (self.last + 1, 0);
            return true;
        }
        numeral.is_none() && line.role == Role::Heading && text::length(&line.text) <= LONGEST
    }

    /// Whether a line is one of the form's own headings, in any numbering, while no heading numbered
    /// 一、 has its section.
    fn is_own(&self, form: &Form, lines: &[Line], i: usize, new: impl Fn(&str) -> bool) -> bool {
        let line = &lines[i];
        if line.grid.is_some() || text::length(&line.text) > LONGEST {
            return false;
        }
        let name = unnumbered(&line.text);
        let Some(section) = known_section(form, name).filter(|_| is_own_heading(form, name)) else {
            return false;
        };
        if !new(name) {
            return false;
        }
        // Of the parts of a section no heading is the form's.
        if self.parts {
            return matches!(numbered(&line.text), Some((Style::Part, _)));
        }
        let same = |l: &Line| {
            steps::take(1)
                && is_section_heading(&l.text)
                && known_section(form, &l.text).is_some_and(|s| s.id == section.id)
        };
        let others = lines
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != i && self.contents.binary_search(j).is_err());
        !others.map(|(_, l)| l).any(same)
    }
}

/// A heading without its numbering (一、 （一） 1. 01 第一部分 壹、) and without a mark at its end.
pub(crate) fn unnumbered(line: &str) -> &str {
    let numeral = |c: char| {
        text::half_width(c).is_ascii_digit()
            || "一二三四五六七八九十〇零壹贰叁肆伍陆柒捌玖拾".contains(c)
    };
    let line =
        line.trim().trim_end_matches(['：', ':', '。', '】', ']']).trim_start_matches(['【', '[']);
    let rest = line.trim_start_matches(['第', '（', '(']).trim_start_matches(numeral);
    let rest = rest.trim_start_matches(['）', ')']);
    let part = ["部分", "章", "节"].iter().find_map(|word| rest.strip_prefix(word));
    let marks = |c: char| c.is_whitespace() || "、.．，,：:·-—".contains(c);
    part.unwrap_or(rest).trim_start_matches(marks)
}

/// How a heading is numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// 一、 壹、
    Section,
    /// 第一部分
    Part,
    /// （一）
    Bracket,
    /// 1. 01
    Digit,
}

/// The number of a heading, and how it is written; `None` without one.
pub(crate) fn numbered(heading: &str) -> Option<(Style, u64)> {
    let line = heading.trim();
    let (style, rest) = match line.chars().next()? {
        '第' => (Style::Part, line.trim_start_matches('第')),
        '（' | '(' => (Style::Bracket, line.trim_start_matches(['（', '('])),
        c if text::half_width(c).is_ascii_digit() => (Style::Digit, line),
        _ => (Style::Section, line),
    };
    let numeral = |c: char| {
        text::half_width(c).is_ascii_digit()
            || "一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾".contains(c)
    };
    let end = rest.find(|c| !numeral(c))?;
    let number: String = rest[..end].chars().map(text::half_width).collect();
    let after = &rest[end..];
    let ended = match style {
        Style::Part => ["部分", "章", "节"].iter().any(|w| after.starts_with(w)),
        Style::Bracket => after.starts_with(['）', ')']),
        _ => after.starts_with(|c: char| c.is_whitespace() || "、.．，,".contains(c)),
    };
    let n = number.parse().ok().or_else(|| text::parse_numeral(&number));
    n.filter(|_| ended && end > 0).map(|n| (style, n))
}

/// The lines of a table of contents, in order: those below the word 目录 that name sections, or
/// successive headings that occur again below.
pub(super) fn contents(form: &Form, lines: &[Line]) -> Vec<usize> {
    let titled = lines.iter().position(|l| matches!(&*key(&l.text), "目录" | "目次"));
    let below = titled.map_or(Vec::new(), |at| entries(form, lines, at));
    if below.is_empty() { repeated(lines) } else { below }
}

/// The word 目录 (line `title`) and the entries below it, if most of their sections occur again
/// below them.
fn entries(form: &Form, lines: &[Line], title: usize) -> Vec<usize> {
    let named = |l: &Line| {
        let short = l.grid.is_none() && text::length(&l.text) <= LONGEST && !l.text.contains('。');
        let section = |name: &str| known_section(form, unnumbered(name)).map(|s| s.id);
        section(without_page(&l.text)).filter(|_| short && steps::take(1))
    };
    let (mut ids, mut keys) = (Vec::new(), Vec::new());
    let mut end = title + 1;
    for line in &lines[title + 1..] {
        let name = key(without_page(&line.text));
        let first = matches!(text::split_numeral(&line.text), Some((Numeral::Section(1), _)));
        match named(line) {
            Some(_) if keys.contains(&name) || first && !ids.is_empty() => break,
            Some(id) => ids.push(id),
            None if is_beside(line, &name) => {}
            None => break,
        }
        keys.push(name);
        end += 1;
    }
    ids.sort_unstable();
    ids.dedup();
    let mut after: Vec<&str> = lines[end..].iter().filter_map(named).collect();
    after.sort_unstable();
    let again = ids.iter().filter(|id| after.binary_search(id).is_ok()).count();
    let whole = ids.len() >= LISTED && again + 1 >= ids.len();
    if whole { (title..end).collect() } else { Vec::new() }
}

/// Whether a line of a table of contents names no section: a part of one, the preface, an annex, a
/// number of a page. `name` is its key without the number of its page.
fn is_beside(line: &Line, name: &str) -> bool {
    let part = matches!(
        text::split_numeral(&line.text),
        Some((Numeral::Subsection(_) | Numeral::Item(_), _))
    );
    let other = ["前言", "引言", "附件", "附表", "结语"].iter().any(|w| name.starts_with(w));
    let short = line.grid.is_none() && text::length(&line.text) <= LONGEST;
    short && !line.text.contains('。') && (part || other || name.is_empty())
}

/// A line of a table of contents without the number of its page: `……3`, `（3）`, `第3页`.
pub(super) fn without_page(line: &str) -> &str {
    let page = |c: char| {
        text::half_width(c).is_ascii_digit() || c.is_whitespace() || ".…·-—_()（）第页".contains(c)
    };
    line.trim_end_matches(page)
}

/// So many lines that begin like an entry are looked at.
const NAMESAKES: usize = 16;

/// Successive headings, perhaps with numbers of pages, that occur again below; and the word above
/// them.
fn repeated(lines: &[Line]) -> Vec<usize> {
    let entry = |l: &Line| {
        let name = without_page(&l.text);
        (l.grid.is_none() && is_section_heading(name)).then(|| key(name))
    };
    // The last line that has each key, in the order of the keys.
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    let mut first = 0;
    while first < lines.len() {
        let names: Vec<String> = lines[first..].iter().map_while(entry).collect();
        let end = first + names.len();
        if names.len() >= LISTED && last.is_empty() {
            last.extend(lines.iter().enumerate().map(|(i, l)| (key(&l.text), i)));
        }
        let again = |name: &&String| {
            let begun = last.range(name.to_string()..).take_while(|(k, _)| k.starts_with(&**name));
            let begun = begun.take(NAMESAKES);
            begun.take_while(|_| steps::take(1)).any(|(_, at)| *at >= end)
        };
        if names.len() >= LISTED && names.iter().filter(again).count() + 1 >= names.len() {
            return (first..end).collect();
        }
        first = end + 1;
    }
    Vec::new()
}

/// A line that is a numeral, a space, and a few words.
pub(super) fn numbered_by_space(line: &str) -> bool {
    let Some((numeral, rest)) = line.split_once(char::is_whitespace) else { return false };
    text::parse_numeral(numeral).is_some() && text::length(rest) <= 40
}

/// Whether a line with a section numeral is a heading and not a sentence.
pub(super) fn is_section_heading(line: &str) -> bool {
    matches!(text::split_numeral(line), Some((Numeral::Section(_), rest)) if !rest.is_empty())
        && text::length(line) <= LONGEST
        && !line.ends_with(['。', '；', ';', '，', '：', ':'])
        && !line.contains(['。', '\t'])
}
