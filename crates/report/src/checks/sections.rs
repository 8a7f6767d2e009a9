//! The structure of the text: which sections are there, under which headings, in which order.

use super::{Check, Context, Outcome, at_section, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::{Error, Hint, Warning};
use crate::form::Headings;
use crate::recognize::known_section;
use crate::text::{self, Numeral, key};

pub(super) const MISSING: Check = Check::new("V-03", Error, "规定的部分齐全，且不为空", missing);
pub(super) const FEES_SECTION: Check =
    Check::new("A-15", Warning, "有收费及减免情况的部分", missing);

/// V-03 and rules of its kind: the sections a form asks for under this rule are there and not empty.
/// Where headings are free a text may have none; what it leaves out is not told by headings then.
pub(super) fn missing(context: &Context, check: &Check) -> Outcome {
    let headed = context.report.sections.iter().any(|s| !s.heading.trim().is_empty());
    let written = context.prose.iter().any(|(.., text)| !text.trim().is_empty());
    if context.form.headings == Headings::Free && written && !headed {
        return Outcome::Waits;
    }
    let asked = context.form.sections.iter().filter(|s| s.required == Some(check.id));
    let mut found = Vec::new();
    for section in asked {
        let here = context.report.sections.iter().position(|s| s.id.as_deref() == Some(section.id));
        let has_table = context.form.tables.iter().any(|t| t.section == Some(section.id));
        match here {
            Some(i) if has_table || !context.report.sections[i].text.trim().is_empty() => {}
            Some(i) => {
                let place = context.report.place(i);
                let message = format!("“{}”部分没有内容。", section.heading);
                let at = at_section(&place);
                found.push(Finding { section: Some(place), ..finding(check, at, message) });
            }
            None if is_subsection(context, section.id) => {}
            None => {
                let message = format!("缺少“{}”部分。", section.heading);
                found.push(finding(check, at_section(section.id), message));
            }
        }
    }
    Outcome::Found(found)
}

/// Whether a section stands as a subsection (（一）…) inside another one.
fn is_subsection(context: &Context, id: &str) -> bool {
    context.prose.iter().flat_map(|(_, _, text)| text::paragraphs(text)).any(|line| {
        let head: &str = line.split(['。', '：']).next().unwrap_or(line);
        matches!(text::split_numeral(head), Some((Numeral::Subsection(_), _)))
            && text::length(head) <= 40
            && known_section(context.form, head).is_some_and(|s| s.id == id)
    })
}

pub(super) const NUMERALS: Check = Check::new("V-04", Warning, "章节序号连续", numerals);

/// V-04: 一、二、三、… neither skip nor repeat.
pub(super) fn numerals(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let mut last: Option<(u64, &str)> = None;
    for (i, section) in context.report.sections.iter().enumerate() {
        let Some((Numeral::Section(n), _)) = text::split_numeral(&section.heading) else {
            continue;
        };
        let expected = last.map_or(1, |(n, _)| n + 1);
        if n != expected {
            let place = context.report.place(i);
            let message = match last {
                Some((_, before)) => {
                    format!("章节序号不连续：“{before}”之后是“{}”。", section.heading)
                }
                None => format!("章节序号不连续：第一个章节是“{}”。", section.heading),
            };
            found.push(in_prose(check, &place, &section.heading, message));
        }
        last = Some((n, &section.heading));
    }
    Outcome::Found(found)
}

pub(super) const HEADINGS: Check = Check::new("V-05", Warning, "章节标题与规定标题一致", headings);

/// V-05: where the notice prescribes headings, they are the form's or known for it.
pub(super) fn headings(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (i, section) in context.report.sections.iter().enumerate() {
        let heading = text::without_numeral(&section.heading);
        let standard = section.id.as_deref().and_then(|id| context.form.section(id));
        let known = |h: &&&str| key(h) == key(heading);
        if standard.is_some_and(|s| s.aliases.iter().chain([&s.heading]).any(|h| known(&h))) {
            continue;
        }
        let place = context.report.place(i);
        let message = match standard {
            Some(s) => format!("章节标题“{heading}”与规定标题“{}”不一致。", s.heading),
            None => format!("章节“{heading}”不在规定的章节之内。"),
        };
        found.push(in_prose(check, &place, &section.heading, message));
    }
    Outcome::Found(found)
}

pub(super) const COUNT: Check = Check::new("V-12", Hint, "前言所称部分数与实际一致", count);

/// V-12: 共N个部分 in the preface is the number of sections, with or without the annex.
pub(super) fn count(context: &Context, check: &Check) -> Outcome {
    let preface = context.report.preface.as_str();
    let sections = context.report.sections.len();
    let mut found = Vec::new();
    for (word, _) in preface.match_indices("部分") {
        let before = preface[..word].trim_end_matches('个').trim_end();
        let start = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c));
        let Some((start, _)) = start.last() else { continue };
        let number = &before[start..];
        let Some(n) = number.parse().ok().or_else(|| text::parse_numeral(number)) else { continue };
        // 第一部分 and 一部分 count nothing.
        if before[..start].ends_with('第') || n < 3 {
            continue;
        }
        let annex = usize::from(preface.contains("附件") || preface.contains("附表"));
        if n as usize != sections && n as usize != sections + annex && sections > 0 {
            let message = format!("前言称共{n}个部分，实际{sections}个。");
            let quote = &preface[start..word + "部分".len()];
            found.push(Finding {
                stated: Some(n.to_string()),
                computed: Some(sections.to_string()),
                ..in_prose(check, "preface", quote, message)
            });
        }
    }
    if let Some((first, then)) = listed_out_of_order(context) {
        let message = format!("前言先列“{first}”后列“{then}”，与正文的次序不一致。");
        found.push(in_prose(check, "preface", first, message));
    }
    Outcome::Found(found)
}

/// Two parts that a preface which lists most of them names in another order than the text has them.
fn listed_out_of_order<'a>(context: &'a Context) -> Option<(&'a str, &'a str)> {
    let preface = context.report.preface.as_str();
    let names = context.report.sections.iter().map(|s| text::without_numeral(&s.heading).trim());
    let listed: Vec<(usize, &str)> = names
        .filter(|name| text::length(name) >= 4)
        .filter_map(|name| preface.find(name).map(|at| (at, name)))
        .collect();
    if listed.len() < 3 || listed.len() * 3 < context.report.sections.len() * 2 {
        return None;
    }
    listed.windows(2).find(|w| w[0].0 > w[1].0).map(|w| (w[1].1, w[0].1))
}
