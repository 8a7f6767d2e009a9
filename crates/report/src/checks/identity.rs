//! Whose report it is, of which year, and when it was published.

use super::{Check, Context, Outcome, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::{Error, Warning};
use crate::recognize::split_title;
use crate::text::{self, half_width, key};

pub(super) const TITLE: Check =
    Check::new("V-06", Error, "标题写明机关、年度和“政府信息公开工作年度报告”", title);

/// V-06: the title names the agency, the report's year and the kind of report.
pub(super) fn title(context: &Context, check: &Check) -> Outcome {
    let report = context.report;
    let tight = key(&report.title);
    let parts = split_title(&report.title);
    let (agency, year) = parts.unwrap_or_default();
    let kind = tight.contains("政府信息公开") && tight.contains("年度报告");
    let right_year = year.is_some() && (report.year.is_none() || report.year == year);
    if kind && right_year && !agency.is_empty() {
        return Outcome::Found(Vec::new());
    }
    let or =
        |s: &str, default: &str| if s.is_empty() { default.to_string() } else { s.to_string() };
    let year = report.year.map_or("____".to_string(), |y| y.to_string());
    let should = format!("{}{year}年{}", or(&report.agency, "（机关）"), context.form.title);
    let now = or(report.title.trim(), "空白");
    let message = format!("标题应为“{should}”，现为“{now}”。");
    Outcome::Found(vec![Finding {
        stated: Some(report.title.clone()),
        computed: Some(should),
        ..finding(check, "title", message)
    }])
}

pub(super) const PERIOD: Check =
    Check::new("V-07", Error, "统计期限为本年度1月1日至12月31日", period);

/// V-07: where a statistics period is given, it is the report's calendar year.
pub(super) fn period(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let Some(year) = context.report.year else { return Outcome::Waits };
    for (place, _, text) in &context.prose {
        for word in ["统计期限", "统计时限", "统计时间", "统计周期", "数据期限", "数据时限"]
        {
            let Some(at) = text.find(word) else { continue };
            let end = text[at..].find(['。', '；', '\n']).map_or(text.len(), |i| at + i);
            let Some((said, quote)) = dates(&text[at + word.len()..end]) else { continue };
            let y = year.to_string();
            let full = [y.as_str(), "1", "1", y.as_str(), "12", "31"];
            let short = [y.as_str(), "1", "1", "12", "31"];
            let right = |want: &[&str]| {
                said.iter().map(|s| s.trim_start_matches('0')).eq(want.iter().copied())
            };
            if !right(&full) && !right(&short) {
                let message =
                    format!("统计期限应为{year}年1月1日至{year}年12月31日，现为“{quote}”。");
                found.push(Finding {
                    stated: Some(quote.to_string()),
                    computed: Some(format!("{year}年1月1日至{year}年12月31日")),
                    ..in_prose(check, place, quote, message)
                });
            }
            break;
        }
    }
    Outcome::Found(found)
}

/// The numbers before 年, 月, 日 from the first to the last date of a clause, and its words; `None`
/// if there are none.
fn dates(clause: &str) -> Option<(Vec<String>, &str)> {
    let mut numbers = Vec::new();
    let mut digits = String::new();
    let mut range: Option<(usize, usize)> = None;
    for (i, c) in clause.char_indices() {
        match half_width(c) {
            d if d.is_ascii_digit() => {
                if digits.is_empty() && range.is_none() {
                    range = Some((i, i));
                }
                digits.push(d);
            }
            '年' | '月' | '日' | '-' | '.' | '/' if !digits.is_empty() => {
                numbers.push(std::mem::take(&mut digits));
                range = range.map(|(start, _)| (start, i + c.len_utf8()));
                if numbers.len() == 6 {
                    break;
                }
            }
            ' ' => {}
            _ => digits.clear(),
        }
    }
    let (start, end) = range.filter(|_| numbers.len() >= 2)?;
    Some((numbers, clause[start..end].trim()))
}

pub(super) const AGENCY: Check =
    Check::new("V-10", Warning, "标题、前言、落款的机关名称一致", agency);

/// V-10: titles quoted in the preface and the signature name the agency of the title.
pub(super) fn agency(context: &Context, check: &Check) -> Outcome {
    let Some((agency, _)) = split_title(&context.report.title).filter(|(a, _)| !a.is_empty())
    else {
        return Outcome::Found(Vec::new());
    };
    let mut found = Vec::new();
    let mut differ = |place: &str, quote: &str, other: &str| {
        if !other.is_empty() && agency != other {
            let message = format!("机关名称“{other}”与标题“{agency}”不一致。");
            found.push(in_prose(check, place, quote, message));
        }
    };
    for quoted in context.report.preface.split('《').skip(1) {
        let quoted = quoted.split('》').next().unwrap_or(quoted);
        if let Some((other, Some(_))) = split_title(quoted) {
            // A short name (市档案局) is no other name.
            if !agency.ends_with(&other) && !other.ends_with(&agency) {
                differ("preface", quoted, &other);
            }
        }
    }
    if let Some(other) = other_name(&agency, &context.report.preface) {
        differ("preface", &other, &other);
    }
    if let Some((place, _, text)) = context.prose.last() {
        let lines: Vec<&str> = text::paragraphs(text).collect();
        if let [.., name, date] = lines.as_slice() {
            let name = name.trim_end_matches("（盖章）");
            let dated = date.contains('年') && text::parse_date(date).is_some();
            let (signed, short) = (key(name), text::length(name) <= 30);
            if dated && short && !agency.contains(&signed) && !signed.contains(&agency) {
                differ(place, name, &signed);
            }
        }
    }
    Outcome::Found(found)
}

/// The agency's name with more, or fewer, words of place before it than in the title.
fn other_name(agency: &str, preface: &str) -> Option<String> {
    const PLACES: &[char] = &['省', '市', '州', '县', '区', '旗', '盟'];
    /// Shorter rests of a name (教育局) are no name.
    const LEAST: usize = 6;
    let text = key(preface);
    for (at, _) in text.match_indices(agency) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| PLACES.contains(&c)) {
            let start = text[..at].rfind(|c: char| "由，。；：（、".contains(c) || c.is_ascii());
            let start = start.map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
            return Some(text[start..at + agency.len()].to_string());
        }
    }
    let cut = agency.find(PLACES)? + '市'.len_utf8();
    let (place, rest) = agency.split_at(cut);
    if rest.chars().count() < LEAST {
        return None;
    }
    let alone = |at: &usize| !text[..*at].ends_with(place);
    text.match_indices(rest).map(|(at, _)| at).find(alone).map(|_| rest.to_string())
}

pub(super) const DEADLINE: Check = Check::new("V-11", Warning, "在规定期限内发布", deadline);

/// V-11: published in time.
pub(super) fn deadline(context: &Context, check: &Check) -> Outcome {
    let report = context.report;
    let (Some(date), Some(year), Some((month, day))) =
        (text::parse_date(&report.published), report.year, context.form.deadline(report.level))
    else {
        return Outcome::Waits;
    };
    let last = (year.saturating_add(1), month, day);
    if date <= last {
        return Outcome::Found(Vec::new());
    }
    let (date, last) = (text::chinese_date(date), text::chinese_date(last));
    let message = format!("发布日期{date}晚于规定期限{last}。");
    Outcome::Found(vec![Finding {
        stated: Some(date),
        computed: Some(last),
        ..finding(check, "published", message)
    }])
}
