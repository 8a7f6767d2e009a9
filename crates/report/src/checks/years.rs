//! Years that cannot be right in a report of its year.

use std::ops::Range;

use super::{Check, Context, Outcome, in_prose};
use crate::figures::{Paragraph, sentences};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;
use crate::stale::{governs, plain};
use crate::text::{self, find_year, half_width};

/// A sentence with one of these words may name any year.
#[rustfmt::skip]
const ANY_YEAR: &[&str] = &[
    "以来", "自", "起", "印发", "修订", "施行", "实施", "成立", "规划", "颁布", "公布", "年版", "荣获", "获评", "年至",
    "年—", "年-", "年到",
];

/// Bodies above the one that reports.
const OTHERS: &[&str] = &[
    "县政府",
    "市政府",
    "省政府",
    "区政府",
    "县委",
    "市委",
    "省委",
    "区委",
    "国务院",
    "国办",
    "国家",
    "中央",
    "上级",
];

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[STALE_YEAR];

const STALE_YEAR: Check =
    Check::new("V-08", Warning, "正文没有未更新的年份", stale_year).everywhere(PRACTICE);

/// V-08: a sentence that begins with a year speaks of last year, this year or the next. Last year's
/// facts are not reported as this year's, nor this year as the future.
pub(super) fn stale_year(context: &Context, check: &Check) -> Outcome {
    let Some(year) = context.report.year else { return Outcome::Waits };
    let mut found = Vec::new();
    found.extend(of_last_year(year, &context.report.preface).map(|(at, quote)| {
        let message = format!("正文出现年份“{}”，疑为上年文字未更新。", year - 1);
        let here = in_prose(check, "preface", quote, message);
        named(here, (at, quote), &(year - 1).to_string(), year)
    }));
    for (Paragraph { place, start, line, .. }, stale) in
        context.paragraphs.iter().zip(&context.stale)
    {
        let mut say = |at: Range<usize>, other: &str, why: &str, should: u16| {
            let sentence = line[at.clone()].trim_start();
            let begin = start + at.end - sentence.len();
            let quote: String = sentence.chars().take(20).collect();
            let message = format!("正文出现年份“{other}”，{why}。");
            let here = in_prose(check, place, &quote, message);
            found.push(named(here, (begin, sentence), other, should));
        };
        for at in sentences(line).filter(|at| line[at.clone()].contains('年')) {
            if let Some(other) = far(year, &plain(line[at.clone()].trim_start())) {
                say(at, &other.to_string(), "疑为往年文字未更新", year);
            }
        }
        // Years in the preface are those of notices and of the statistics period, which V-07 checks.
        for stale in stale.iter().filter(|_| place != "preface") {
            let next = year.saturating_add(1);
            let planned = format!("说的是今后的安排，疑应为{next}年");
            let (why, should) = match stale.plan {
                true => (planned.as_str(), next),
                false => ("疑为上年文字未更新", year),
            };
            say(stale.sentence.clone(), &stale.year, why, should);
        }
    }
    Outcome::Found(found)
}

/// The finding with the place of the year that it is about: the first that is named `other` in
/// `words`, a sentence that begins at a byte of the text. What it should be is `should`.
fn named(finding: Finding, (at, words): (usize, &str), other: &str, should: u16) -> Finding {
    let mut from = 0;
    let years = std::iter::from_fn(|| {
        let (start, length, year) = find_year(&words[from..])?;
        let range = from + start..from + start + length;
        from = range.end;
        Some((range, year))
    });
    let year = years.filter(|(_, year)| year.to_string() == other).map(|(range, _)| range).next();
    let mend = year.clone().map(|year| text::year_like(&words[year], should.into()));
    // 2023 年 with a space, or in full-width digits; 本年, where the next year is meant.
    let word = || {
        let written = |(start, _): (usize, char)| {
            let rest = words[start..].char_indices().map(|(at, c)| (at + c.len_utf8(), c));
            let pairs = rest.zip(other.chars()).filter(|((_, c), o)| half_width(*c) == *o);
            let ends: Vec<usize> = pairs.map(|((end, _), _)| start + end).collect();
            (ends.len() == other.chars().count()).then(|| start..ends[ends.len() - 1])
        };
        words.char_indices().find_map(written)
    };
    let mend = mend.or_else(|| other.parse::<u16>().ok().map(|_| should.to_string()));
    // Never more of a sentence than the year: where that is not found, its beginning.
    let range = year.or_else(word).map_or(at..at, |range| at + range.start..at + range.end);
    let mend = mend.filter(|_| !range.is_empty());
    Finding { stated: Some(other.to_string()), range: Some(range), mend, ..finding }
}

/// The year that determines a sentence, if it is neither last year, this year nor the next, and the
/// sentence does not tell it from one of these.
fn far(year: u16, sentence: &str) -> Option<u16> {
    let opening =
        ["截至", "截止", "在", "到"].iter().fold(sentence, |s, w| s.trim_start_matches(w));
    let (0, length, other) = find_year(opening)? else { return None };
    let near = year.saturating_sub(1)..=year.saturating_add(1);
    let free = ANY_YEAR.iter().any(|w| sentence.contains(w)) || sentence.contains(['《', '〔']);
    let told = governs(other, sentence) || opening.len() < sentence.len();
    // 2021年，县政府将…列入目录: what others did may be told of any year.
    let of_others = opening[length..].trim_start_matches(['年', '度', '，', ',']);
    let of_others = OTHERS.iter().any(|w| of_others.starts_with(w));
    let apart = find_year(&opening[length..]).is_some_and(|(.., y)| near.contains(&y));
    (!near.contains(&other) && !free && !of_others && told && !apart).then_some(other)
}

/// The words with which the preface says that it publishes last year's report, and where they begin:
/// 现将某局2022年政府信息公开工作情况公布如下.
fn of_last_year(year: u16, preface: &str) -> Option<(usize, &str)> {
    const SAID: &[&str] = &["现将", "现公布", "编制了", "编制完成", "形成了"];
    const BEHIND: usize = 40;
    let mut start = 0;
    preface.split_inclusive(['。', '\n']).find_map(|sentence| {
        let begin = start;
        start += sentence.len();
        let sentence = sentence.trim_end_matches(['。', '\n']);
        let from = SAID.iter().filter_map(|w| sentence.find(w)).min()?;
        let words = &sentence[from..];
        let (at, length, named) = find_year(words)?;
        let rest = &words[at + length..];
        let of_report = rest.find("信息公开").is_some_and(|n| text::length(&rest[..n]) <= BEHIND);
        let cited = words[..at].contains(['《', '〈']) || sentence[..from].ends_with("关于");
        let both = sentence.contains(&format!("{year}年"));
        (named.checked_add(1) == Some(year) && of_report && !cited && !both)
            .then_some((begin + from, words))
    })
}
