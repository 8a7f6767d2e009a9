//! Rules about the structure of the text: the sections, their headings and their order.

use std::collections::BTreeSet;

use super::{Check, Context, Outcome, at_section, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::{Error, Hint, Warning};
use crate::form::Headings;
use crate::forms::PRACTICE;
use crate::recognize::headings::{Style, numbered, unnumbered};
use crate::recognize::{known_section, names};
use crate::text::{self, Numeral, key};

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[MISSING, NUMERALS, HEADINGS, COUNT, FEES_SECTION];

const MISSING: Check = Check::new("V-03", Error, "规定的部分齐全，且不为空", missing);
const FEES_SECTION: Check = Check::new("A-15", Warning, "有收费及减免情况的部分", missing);

/// V-03 and its like: the sections that a form requires under this rule are there and not empty. If
/// headings are free and the text has none, nothing is reported as missing.
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
            // Two sections under one heading: V-05 says that it is not the form's.
            None if context
                .report
                .sections
                .iter()
                .any(|s| names(context.form, &s.heading, section)) => {}
            None => {
                let message = format!("缺少“{}”部分。", section.heading);
                found.push(finding(check, at_section(section.id), message));
            }
        }
    }
    Outcome::Found(found)
}

/// Whether a section is inside another one as a subsection (（一）…).
fn is_subsection(context: &Context, id: &str) -> bool {
    context.prose.iter().flat_map(|(_, _, text)| text::paragraphs(text)).any(|line| {
        let head: &str = line.split(['。', '：']).next().unwrap_or(line);
        matches!(text::split_numeral(head), Some((Numeral::Subsection(_), _)))
            && text::length(head) <= 40
            && known_section(context.form, head).is_some_and(|s| s.id == id)
    })
}

const NUMERALS: Check = Check::new("V-04", Warning, "章节序号连续", numerals).everywhere(PRACTICE);

/// V-04: 一、二、三、… neither skip nor repeat. A wrong numeral is one fault: after it the text may
/// go on from the wrong one, or from the one that was meant, or make up for the one left out.
pub(super) fn numerals(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let mut last: Option<(u64, &str)> = None;
    let mut meant = 1;
    let mut skipped = None;
    let all = context.report.sections.iter().map(|s| numbered(&s.heading));
    let styles: Vec<Style> = all.flatten().map(|(style, _)| style).collect();
    // Among headings numbered 一、 another numeral is part of the words.
    let sections = styles.contains(&Style::Section).then_some(Style::Section);
    let Some(style) = sections.or(styles.first().copied()) else {
        return Outcome::Found(found);
    };
    for (i, section) in context.report.sections.iter().enumerate() {
        let number = numbered(&section.heading).filter(|(of, _)| *of == style);
        let Some((_, n)) = number else { continue };
        let expected = last.map_or(1, |(n, _)| n + 1);
        if n != expected && n != meant && skipped != Some(n) {
            let place = context.report.place(i);
            let message = match last {
                Some((_, before)) => {
                    format!("章节序号不连续：“{before}”之后是“{}”。", section.heading)
                }
                None => format!("章节序号不连续：第一个章节是“{}”。", section.heading),
            };
            found.push(in_prose(check, &place, &section.heading, message));
            (meant, skipped) = (expected + 1, Some(expected));
        } else if skipped.take() == Some(n) && n != expected {
            meant += 1;
        } else {
            meant = n + 1;
        }
        last = Some((n, &section.heading));
    }
    if found.is_empty() && context.form.headings == Headings::Fixed {
        found.extend(out_of_order(context, check));
    }
    Outcome::Found(found)
}

/// The first section that the form has before the one in front of it, whatever their numerals.
fn out_of_order(context: &Context, check: &Check) -> Option<Finding> {
    let place = |id: &str| context.form.sections.iter().position(|s| s.id == id);
    let all = context.report.sections.iter().enumerate();
    let known: Vec<(usize, usize)> =
        all.filter_map(|(i, s)| Some((i, place(s.id.as_deref()?)?))).collect();
    let &[(before, _), (i, _)] = known.windows(2).find(|pair| pair[0].1 > pair[1].1)? else {
        return None;
    };
    let heading = |i: usize| &context.report.sections[i].heading;
    let message = format!("章节次序与规定不一致：“{}”应在“{}”之前。", heading(i), heading(before));
    Some(in_prose(check, &context.report.place(i), heading(i), message))
}

const HEADINGS: Check = Check::new("V-05", Warning, "章节标题与规定标题一致", headings);

/// V-05: where the notice prescribes headings, each is the form's or an accepted variant.
pub(super) fn headings(context: &Context, check: &Check) -> Outcome {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for (i, section) in context.report.sections.iter().enumerate() {
        let heading = text::without_numeral(&section.heading);
        let again = !seen.insert(key(&section.heading));
        let standard = section.id.as_deref().and_then(|id| context.form.section(id));
        let name = unnumbered(&section.heading);
        let known = |h: &&&str| key(h) == key(heading) || key(h) == key(name);
        if standard.is_some_and(|s| s.aliases.iter().chain([&s.heading]).any(|h| known(&h))) {
            continue;
        }
        // A section that is there twice under one numeral is found by V-04.
        if again && standard.is_none() {
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

const COUNT: Check =
    Check::new("V-12", Hint, "前言所称部分数与实际一致", count).everywhere(PRACTICE);

/// V-12: the number of parts that the preface states is the number of sections, with or without the
/// annex, and the preface lists them in their order.
pub(super) fn count(context: &Context, check: &Check) -> Outcome {
    let preface = context.report.preface.as_str();
    let sections = context.report.sections.len();
    let mut found = Vec::new();
    // A table may be named as a part, and stand where it likes.
    let annexed = ["附件", "附表", "附录", "统计表"].iter().any(|w| preface.contains(w));
    let annex = usize::from(annexed);
    for (n, quote) in counted_parts(preface) {
        if n != sections && n != sections + annex && sections > 0 {
            let message = format!("前言称共{n}个部分，实际{sections}个。");
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

/// Words of a sentence that is about the report itself.
const REPORT: &[&str] = &["报告", "全文", "年报", "本文", "主要内容"];

/// How many parts a preface says the report has: 共N个部分, or 等N项内容 and N个方面 in a sentence
/// about the contents of the report.
fn counted_parts(preface: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for sentence in preface.split(['。', '\n']) {
        let of_report = REPORT.iter().any(|w| sentence.contains(w));
        if !of_report && !sentence.trim_start().starts_with(['共', '分', '包']) {
            continue;
        }
        let words: &[&str] = if consists(sentence).is_some() {
            &["部分", "方面", "项内容"]
        } else {
            &["部分"]
        };
        for (at, word) in words.iter().flat_map(|w| sentence.match_indices(w)) {
            let before = sentence[..at].trim_end_matches(['个', '大']).trim_end();
            let start = before
                .char_indices()
                .rev()
                .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c));
            let Some((start, _)) = start.last() else { continue };
            let number = &before[start..];
            let n = number.parse().ok().or_else(|| text::parse_numeral(number));
            // 第一部分 and 一部分 state no number of parts.
            let Some(n) = n.filter(|n| *n >= 3 && !before[..start].ends_with('第')) else {
                continue;
            };
            found.push((n as usize, &sentence[start..at + word.len()]));
        }
    }
    found
}

/// The words after 包括, 由 or 分为 in a sentence about the report itself.
fn consists(sentence: &str) -> Option<&str> {
    let verbs = [
        "包括",
        "包含",
        "涵盖",
        "分为",
        "分成",
        "由",
        "内容为",
        "内容有",
        "依次",
        "分别是",
        "设",
        "共",
    ];
    let end = |(at, word): (usize, &str)| at + word.len();
    let report = REPORT.iter().filter_map(|w| sentence.match_indices(w).next().map(end)).min()?;
    let after = &sentence[report..];
    let verb = verbs.iter().filter_map(|w| after.match_indices(w).next().map(end)).min()?;
    Some(&after[verb..])
}

/// Two parts that the preface lists in another order than the text has them; only if it lists most
/// parts.
fn listed_out_of_order<'a>(context: &'a Context) -> Option<(&'a str, &'a str)> {
    let report = context.report;
    let all = report.preface.split(['。', '\n']).filter_map(consists);
    let place = |item: &str| {
        let id = known_section(context.form, item)?.id;
        report.sections.iter().position(|s| s.id.as_deref() == Some(id))
    };
    for list in all {
        let mut listed: Vec<(usize, &str)> = Vec::new();
        for item in list.split(['，', ',', '、', '；', ';', '：', ':']).map(str::trim) {
            // The last items may be joined by a word: 存在的问题和其他事项.
            let joined = || item.split(['和', '及', '与']).filter_map(|i| Some((place(i)?, i)));
            let places = match place(item) {
                Some(at) => vec![(at, item)],
                None => joined().collect(),
            };
            for (at, item) in places {
                // A heading with a mark in it (复议、诉讼情况) is listed as two items.
                if listed.iter().all(|(l, _)| *l != at) {
                    listed.push((at, item));
                }
            }
        }
        if listed.len() < 3 || listed.len() * 3 < report.sections.len() * 2 {
            continue;
        }
        if let Some(pair) = listed.windows(2).find(|w| w[0].0 > w[1].0) {
            return Some((pair[0].1, pair[1].1));
        }
    }
    None
}
