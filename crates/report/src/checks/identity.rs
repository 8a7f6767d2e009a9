//! Rules about the title, the agency, and the day of publication.

use super::{Check, Context, Outcome, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::{Error, Warning};
use crate::form::Level;
use crate::forms::PRACTICE;
use crate::recognize::{split_title, told_agencies};
use crate::text::{self, key};

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[TITLE, AGENCY, DEADLINE];

const TITLE: Check =
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

const AGENCY: Check =
    Check::new("V-10", Warning, "标题、前言、落款的机关名称一致", agency).everywhere(PRACTICE);

/// V-10: titles quoted in the preface, and the signature, name the same agency as the title.
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
        if let Some((other, Some(_))) = split_title(quoted).filter(|_| is_own_title(quoted)) {
            // A short form such as 市档案局 is not another name.
            if !agency.ends_with(&other) && !other.ends_with(&agency) {
                differ("preface", quoted, &other);
            }
        }
    }
    if let Some(other) = other_name(&agency, &own_words(&context.report.preface)) {
        differ("preface", &other, &other);
    }
    let told = told_agencies(&context.report.preface);
    let mut others: Vec<&str> =
        told.iter().map(String::as_str).filter(|o| other_body(&agency, o)).collect();
    others.extend(misnamed(&agency, &context.report.preface).filter(|_| others.is_empty()));
    others.iter().for_each(|other| differ("preface", other, other));
    if let Some((place, _, text)) = context.prose.last() {
        let lines: Vec<&str> = text::paragraphs(text).collect();
        if let [.., name, date] = lines.as_slice() {
            let name = name.trim_end_matches("（盖章）");
            let dated = date.contains('年') && text::parse_date(date).is_some();
            let (signed, short) = (key(name), text::length(name) <= 30);
            let of_town = crate::body::levels(&agency) == [Level::Township];
            let own = agency.contains(&signed) || of_town && signed.contains(town(&agency));
            let twin = twins(&agency, &signed);
            // A telephone, an annex or 特此报告 may stand above the date as well.
            let kind = agency.char_indices().rev().nth(1).map_or("", |(at, _)| &agency[at..]);
            let body = signed.ends_with(kind) || !crate::body::levels(&signed).is_empty();
            if dated && short && (twin || body && !own) && !signed.contains(&agency) {
                differ(place, name, &signed);
            }
        }
    }
    Outcome::Found(found)
}

/// Whether a title in 《》 is that of a report, not of a notice about reports.
fn is_own_title(quoted: &str) -> bool {
    let quoted = key(quoted);
    (quoted.ends_with("报告") || quoted.ends_with("年报"))
        && !["关于", "转发", "印发", "开展", "做好"].iter().any(|w| quoted.contains(w))
}

/// Whether a name in the place of the agency's is that of another body. An office may compile the
/// report of its government or town, and a name may lack characters (县卫健委).
fn other_body(agency: &str, other: &str) -> bool {
    let single = |name: &str| {
        let levels = crate::body::levels(name);
        !levels.is_empty()
            && levels.iter().all(|l| matches!(l, Level::Department | Level::Township))
    };
    let part_of = |short: &str, long: &str| {
        let mut rest = long.chars();
        short.chars().all(|c| rest.any(|l| l == c))
    };
    let town = town(agency);
    if let (Some(mine), Some(others)) = (governed(agency), governed(other)) {
        return !(part_of(mine, others) || part_of(others, mine));
    }
    if twins(agency, other) {
        return true;
    }
    let of_town = crate::body::levels(agency).contains(&Level::Township) && other.contains(town);
    single(agency)
        && single(other)
        && !of_town
        && !(other.contains(agency) || part_of(other, agency) || part_of(agency, other))
}

/// The last place in a name: 沙棠镇 of 柘林县沙棠镇人民政府. Of a department it is its name.
fn town(agency: &str) -> &str {
    let place = agency.trim_end_matches("人民政府").trim_end_matches("街道办事处");
    place.rfind(['县', '市', '区', '州', '旗']).map_or(place, |at| {
        let rest = &place[at + '县'.len_utf8()..];
        if rest.is_empty() { place } else { rest }
    })
}

/// Whether one name is the other with one or two characters replaced (碧水镇, 碧湾镇).
fn twins(agency: &str, other: &str) -> bool {
    let count = agency.chars().count();
    let differ = agency.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    count == other.chars().count() && count > 4 && (1..=2).contains(&differ)
}

/// A name in a text that is the agency's but for one character in the name of its place:
/// 沙塘镇人民政府 for 沙棠镇人民政府.
fn misnamed<'a>(agency: &str, text: &'a str) -> Option<&'a str> {
    const KINDS: &[char] = &['镇', '乡', '街', '县', '区', '市', '旗', '州'];
    let mut from = 0;
    for (at, kind) in agency.match_indices(KINDS) {
        let place: Vec<char> = agency[from..at].chars().collect();
        from = at + kind.len();
        let next = agency[from..].chars().next();
        let alike = |end: usize| {
            let start = text[..end].char_indices().rev().nth(place.len().checked_sub(1)?)?.0;
            let differ = text[start..end].chars().zip(&place).filter(|(a, b)| a != *b).count();
            let goes_on = text[end + kind.len()..].chars().next() == next && next.is_some();
            (differ == 1 && goes_on).then(|| &text[start..end + kind.len()])
        };
        let found = text.match_indices(kind).find_map(|(end, _)| alike(end));
        if place.len() > 1 && found.is_some() {
            return found;
        }
    }
    None
}

/// The place to whose government, or government's office, a name belongs.
fn governed(name: &str) -> Option<&str> {
    let office = ["办公室", "办公厅"].iter().find_map(|w| name.strip_suffix(w)).unwrap_or(name);
    let place = office.strip_suffix("人民政府")?;
    (place.chars().count() > 1).then_some(place)
}

/// The text without the titles it cites and without sentences that say whom to contact.
fn own_words(text: &str) -> String {
    let asked = ["请联系", "请与", "请向", "联系人", "咨询"];
    let told = text.split_inclusive(['。', '\n']).filter(|s| !asked.iter().any(|w| s.contains(w)));
    let mut words = String::new();
    let mut cited = 0usize;
    for c in told.flat_map(str::chars) {
        match c {
            '《' => cited += 1,
            '》' => cited = cited.saturating_sub(1),
            c if cited == 0 => words.push(c),
            _ => {}
        }
    }
    words
}

/// The agency's name as the preface writes it, if its words for the place are more, or fewer, than
/// in the title.
fn other_name(agency: &str, preface: &str) -> Option<String> {
    const PLACES: &[char] = &['省', '市', '州', '县', '区', '旗', '盟'];
    /// A remainder shorter than this (教育局) could be the name of any body.
    const LEAST: usize = 6;
    // A town may be named with its county or without.
    if crate::body::levels(agency) == [Level::Township] {
        return None;
    }
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
    let levels = crate::body::levels(rest);
    // A town may be named without its county; a district without its city, too, but not where its
    // name stands like a title: in a paragraph of its own, or run together with what follows.
    if rest.chars().count() < LEAST || levels == [Level::Township] {
        return None;
    }
    if levels == [Level::County] {
        let after = |p: &str| key(p).strip_prefix(rest).map(str::to_string);
        let titled = |p: &str| after(p).is_some_and(|a| a.is_empty() || a.starts_with("本报告"));
        return text::paragraphs(preface).any(titled).then(|| rest.to_string());
    }
    let alone = |at: &usize| !text[..*at].ends_with(place);
    text.match_indices(rest).map(|(at, _)| at).find(alone).map(|_| rest.to_string())
}

const DEADLINE: Check = Check::new("V-11", Warning, "在规定期限内发布", deadline);

/// V-11: the report was published before its deadline.
pub(super) fn deadline(context: &Context, check: &Check) -> Outcome {
    let report = context.report;
    let Some((date, last)) = text::parse_date(&report.published).zip(report.deadline()) else {
        return Outcome::Waits;
    };
    if date <= last {
        return Outcome::Found(Vec::new());
    }
    let (date, last) = (text::chinese_date(date), text::chinese_date(last));
    let kind = report.guessed_kind().map_or(String::new(), |k| format!("（按名称推测为{k}）"));
    let message = format!("发布日期{date}晚于规定期限{last}{kind}。");
    Outcome::Found(vec![Finding {
        stated: Some(date),
        computed: Some(last),
        ..finding(check, "published", message)
    }])
}
