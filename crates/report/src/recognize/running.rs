//! Pages whose paragraphs have run together: puts the title and the headings on lines of their own.
//!
//! A heading is the next numeral followed by a name: that of a section of some form, one that the
//! preface lists, or words that end like a heading and mean a section.

use std::collections::HashSet;

use super::layout::Line;
use super::{headings, known_section, page, split_title};
use crate::document::Role;
use crate::steps;
use crate::text::{self, Numeral, key};

/// A line with fewer characters than this contains nothing but a heading.
const SHORTEST: usize = 12;

/// A paragraph with at least this many headings is a whole page; its title need not end with a
/// space.
const PAGE: usize = 3;

/// The name of a section, of at most 30 characters, has at most so many bytes.
const NAME_WITHIN: usize = 200;

/// Words with which headings end.
const ENDS: &[&str] = &["情况", "事项", "措施", "概述", "打算", "问题"];

/// Separates what has run together. `file` is the title in the file's properties.
pub(super) fn unroll<'a>(lines: Vec<Line<'a>>, file: Option<&str>) -> Vec<Line<'a>> {
    let mut titles: HashSet<String> = file.unwrap_or_default().split(['_', '|']).map(key).collect();
    titles.extend(lines.iter().filter_map(|l| page::titled(&l.text)).map(key));
    titles.retain(|t| !t.is_empty());
    let mut unrolled = Vec::new();
    let mut names = Names::of_forms();
    let mut number = 1;
    for line in lines {
        if line.grid.is_some() || text::length(&line.text) <= SHORTEST {
            number = after(&line.text, number);
            unrolled.push(line);
            continue;
        }
        // A line of a table of contents is no heading, and nothing follows it.
        let name = headings::without_page(&line.text);
        if name.len() < line.text.len() && headings::is_section_heading(name) {
            unrolled.push(line);
            continue;
        }
        names.hear(&line.text);
        let mut cuts = names.cuts(&line.text, &mut number);
        let title = title_end(&line.text, &titles, cuts.len() / 2 >= PAGE);
        cuts.extend(title.filter(|_| unrolled.len() < 40));
        cuts.sort_unstable();
        cuts.dedup();
        if cuts.is_empty() {
            number = after(&line.text, number);
            unrolled.push(line);
            continue;
        }
        let mut from = 0;
        for at in cuts.into_iter().chain([line.text.len()]) {
            let text = line.text[from..at].trim();
            // The mark after a heading does not belong to the text.
            let text = if from > 0 { text.trim_start_matches(['。', '：', ':']) } else { text };
            let (told, text) = text.split_at(page::facts(text));
            for text in [told.trim(), text].into_iter().filter(|text| !text.is_empty()) {
                unrolled.push(Line { text: text.to_string().into(), role: Role::Body, grid: None });
            }
            from = at;
        }
    }
    unrolled
}

/// The number of the section after a line, which may be a heading.
fn after(line: &str, number: u64) -> u64 {
    match text::split_numeral(line) {
        Some((Numeral::Section(n), _)) if n == number => number + 1,
        _ => number,
    }
}

/// The end of a title at the beginning of a paragraph: before a space, or as long as the page's
/// title.
fn title_end(line: &str, titles: &HashSet<String>, page: bool) -> Option<usize> {
    let ends = ["年度报告", "工作报告", "年报"];
    let end = ends.iter().filter_map(|w| Some(line.find(w)? + w.len())).min()?;
    let (title, rest) = line.split_at(end);
    let (agency, year) = split_title(title)?;
    let spaced = rest.starts_with(char::is_whitespace);
    let own = titles.contains(&key(title));
    let plain = title.chars().count() < 60 && !title.contains(['，', '。', ':', '：', '《']);
    let whole = year.is_some() && (agency.is_empty() || super::bodies::is_body(&agency));
    (!rest.trim().is_empty() && plain && whole && (spaced || own || page)).then_some(end)
}

/// Names of sections.
struct Names(Vec<String>);

impl Names {
    fn of_forms() -> Names {
        let sections = crate::all_forms().flat_map(|f| f.sections);
        let names = sections.flat_map(|s| std::iter::once(&s.heading).chain(s.aliases));
        Names(names.map(|n| n.to_string()).collect())
    }

    /// Adds the parts that a preface lists: `由概述、主动公开情况、…共五个部分组成`.
    fn hear(&mut self, line: &str) {
        for sentence in line.split('。') {
            let Some(end) =
                ["部分组成", "组成", "个部分", "部分内容"].iter().find_map(|w| sentence.find(w))
            else {
                continue;
            };
            let begins = ["由", "包括", "分为", "："];
            let Some(start) = begins.iter().filter_map(|w| Some(sentence.find(w)? + w.len())).min()
            else {
                continue;
            };
            let parts = sentence.get(start..end).unwrap_or_default().split(['、', '，', ',', '；']);
            let name = |p: &&str| (4..=30).contains(&p.chars().count()) && is_section_name(p);
            for name in parts.map(str::trim).filter(name) {
                if steps::take(self.0.len()) && !self.0.iter().any(|known| known == name) {
                    self.0.push(name.to_string());
                }
            }
        }
    }

    /// The positions at which headings begin and end in a line, with numbers from `number` on.
    fn cuts(&self, line: &str, number: &mut u64) -> Vec<usize> {
        let mut cuts = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = self.next(line, from, *number) {
            *number += 1;
            // A line that is nothing but a heading is not cut.
            if start > 0 || end < line.trim_end().len() {
                cuts.extend([start, end].into_iter().filter(|&at| at > 0));
            }
            from = end;
        }
        cuts
    }

    /// The next heading with this number.
    fn next(&self, line: &str, from: usize, number: u64) -> Option<(usize, usize)> {
        let numeral = text::chinese_numeral(usize::try_from(number).ok()?);
        line[from..].match_indices(&numeral).find_map(|(i, _)| {
            let start = from + i;
            let rest = &line[start + numeral.len()..];
            let rest = rest.strip_prefix(['、', '.', '．'])?.trim_start();
            let begins = line[..start].trim_end();
            let apart = begins.is_empty()
                || begins.len() < start
                || begins.ends_with(|c| {
                    matches!(c, '。' | '；' | '！' | '？' | ')' | '）' | '元')
                        || char::is_ascii_digit(&c)
                });
            let known =
                self.0.iter().filter(|n| rest.starts_with(n.as_str())).map(String::len).max();
            let end = match known {
                Some(length) if apart || start == from => length,
                None if apart => name_end(rest)?,
                _ => return None,
            };
            // A name in a list is no heading.
            let listed =
                rest[end..].trim_start().starts_with(['、', '；', '，', '和', '及', '与', ',']);
            (!listed).then_some((start, line.len() - rest.len() + end))
        })
    }
}

fn is_section_name(name: &str) -> bool {
    crate::all_forms().any(|f| known_section(f, name).is_some())
}

/// The end of a section name that neither a form nor the preface has: after a word with which
/// headings end, unless the text after it continues that word.
fn name_end(rest: &str) -> Option<usize> {
    let near = &rest[..rest.floor_char_boundary(NAME_WITHIN)];
    let stop = near.find(['，', '。', '；', '：', ',', ':', '（', '(', '\t']).unwrap_or(near.len());
    let head = &near[..stop];
    let mut end = 0;
    loop {
        let next = ENDS.iter().filter_map(|w| Some(end + head[end..].find(w)? + w.len())).min()?;
        end = next;
        let more = head[end..].trim_start();
        if !more.starts_with(['及', '和', '与', '、']) {
            break;
        }
    }
    let name = &head[..end];
    (name.chars().count() <= 30 && end < rest.trim_end().len() && is_section_name(name))
        .then_some(end)
}
