//! The statistics period of a report: its calendar year.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::Error;
use crate::text::{self, half_width};

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[PERIOD];

const PERIOD: Check = Check::new("V-07", Error, "统计期限为本年度1月1日至12月31日", period);

/// Words before the statistics period.
#[rustfmt::skip]
const NAMED: &[&str] = &[
    "统计期限", "统计时限", "统计时间", "统计周期", "统计期间", "统计时段", "统计区间", "数据期限", "数据时限",
    "统计截止", "统计截至", "数据截止", "数据截至",
];
/// Words of a sentence about the figures of the report. In it a span of time is the period.
#[rustfmt::skip]
const OF_FIGURES: &[&str] =
    &["数据", "期限", "时限", "时段", "时间范围", "跨度", "统计", "报告期", "起止", "反映"];
/// Words of a sentence about something else that takes time.
const OTHER: &[&str] = &["公示", "征求", "培训", "规划", "清理", "活动", "施行", "有效期"];
/// The words about the period have at most so many bytes.
const WITHIN: usize = 900;
/// Words that join the two dates of a span.
const JOINING: &[char] = &['至', '到', '—', '－', '–', '~', '～', '-'];

/// V-07: a stated statistics period is the calendar year of the report.
pub(super) fn period(context: &Context, check: &Check) -> Outcome {
    let Some(year) = context.report.year else { return Outcome::Waits };
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        if place != "preface" && !["统计", "数据"].iter().any(|w| text.contains(w)) {
            continue;
        }
        let Unwrapped { line, origin } = Unwrapped::of(text);
        let Some(clause) = clause(place, &line) else { continue };
        let words = &line[clause.clone()];
        if place != "preface" && is_of_a_day(year, &line[..clause.start], words)
            || is_told_first(year, words)
        {
            continue;
        }
        let Some(wrong) = wrong(year, words) else { continue };
        // The words as the text has them, with the ends of its lines.
        let from = clause.start + line[clause.clone()].find(&wrong).unwrap_or(0);
        let to = (from + wrong.len()).min(clause.end);
        let range = origin[from]..origin[to - 1] + 1;
        let quote = &text[range.clone()];
        let mend = text::in_year(quote, year).filter(|mend| self::wrong(year, mend).is_none());
        let message = format!("统计期限应为{year}年1月1日至{year}年12月31日，现为“{wrong}”。");
        found.push(Finding {
            stated: Some(wrong.clone()),
            computed: Some(format!("{year}年1月1日至{year}年12月31日")),
            range: Some(range),
            mend,
            ..in_prose(check, place, quote, message)
        });
    }
    Outcome::Found(found)
}

/// A text in which no date goes over the end of a line.
struct Unwrapped {
    line: String,
    /// The position in the text of each byte of `line`.
    origin: Vec<usize>,
}

impl Unwrapped {
    fn of(text: &str) -> Unwrapped {
        let (mut line, mut origin) = (String::new(), Vec::new());
        for (at, c) in text.char_indices() {
            let joined = c == '\n' && goes_on(&line, &text[at + 1..]);
            if !joined {
                line.push(c);
                origin.extend(at..at + c.len_utf8());
            }
        }
        Unwrapped { line, origin }
    }
}

/// Whether the end of a line between these texts is within a date, or within 统计期限.
fn goes_on(before: &str, after: &str) -> bool {
    let digit = |c: char| half_width(c).is_ascii_digit();
    let (before, after) = (before.trim_end(), after.trim_start_matches(' '));
    let digits = after.chars().take_while(|c| digit(*c)).count();
    before.ends_with(JOINING)
        || before.ends_with(['自', '从'])
        || before.ends_with(digit) && after.starts_with(['年', '月', '日'])
        || before.ends_with(['年', '月', '起']) && (1..=2).contains(&digits)
        || before.ends_with(['日', '起']) && after.starts_with(JOINING)
        || before.ends_with(['统', '计', '期', '时'])
            && after.starts_with(['计', '期', '限', '时', '间'])
}

/// Whether a clause of a section has one date only, of the report's year, and its sentence is not about the
/// report: what it tells was counted on that day (访问量3.2万次，统计时间：2023年12月25日).
fn is_of_a_day(year: u16, before: &str, clause: &str) -> bool {
    let of_year = |said: &[String]| said.len() <= 3 && said[0] == year.to_string();
    let one = dates(&arabic(clause)).is_some_and(|(said, _)| of_year(&said));
    let sentence = before.rsplit(['。', '\n']).next().unwrap_or(before);
    one && !["报告", "年报"].iter().any(|w| sentence.contains(w))
}

/// Whether the words up to the first comma state the period or its last day, and what follows is of something
/// else: 截至2023年12月31日，个别数据与2024年1月10日公布的不同.
fn is_told_first(year: u16, clause: &str) -> bool {
    let Some((first, rest)) = clause.split_once('，') else { return false };
    let joined = |c: char| {
        half_width(c).is_ascii_digit() || JOINING.contains(&c) || "截止当即自从起".contains(c)
    };
    let whole = |said: &[String]| said.len() > 3 || numbers_are(said, ["12", "31"]);
    let stated = dates(&arabic(first)).is_some_and(|(said, _)| whole(&said));
    stated && !rest.starts_with(joined) && wrong(year, first).is_none()
}

/// What a clause states as the period, if that is not the year.
fn wrong(year: u16, clause: &str) -> Option<String> {
    let arabic = arabic(clause);
    let (mut said, quote) = dates(&arabic)?;
    let quote = if arabic == clause { quote } else { clause.trim() };
    let y = year.to_string();
    let full = [y.as_str(), "1", "1", y.as_str(), "12", "31"];
    let short = [y.as_str(), "1", "1", "12", "31"];
    // 2023年1月至12月 names no days.
    let months: [&[&str]; 2] = [&[&y, "1", "12"], &[&y, "1", &y, "12"]];
    // A single day is the first or the last one; a day of the next year may be that of
    // publication.
    let next = (year + 1).to_string();
    let is_day = |day: [&str; 2]| numbers(&said).eq([y.as_str(), day[0], day[1]]);
    // In 自至12月31日 the first day is missing.
    let is_last = is_day(["12", "31"]) && !clause.contains(['自', '从']);
    let single = said.len() == 3 && (is_day(["1", "1"]) || is_last || said[0] == next);
    let is = |said: &[String], want: &[&str]| numbers(said).eq(want.iter().copied());
    if single || !quote.contains('日') && months.iter().any(|want| is(&said, want)) {
        return None;
    }
    // After the short form another date may follow.
    if said.len() == full.len() && said[3].trim_start_matches('0') == "12" {
        said.pop();
    }
    let doubled = ["至自", "至至", "自自", "到到", "起起", "日日", "月月"];
    let garbled = doubled.iter().any(|w| quote.contains(w));
    let days = quote.matches(['日', '号']).count();
    let dayless = quote.matches('月').count() == 2 && days < 2;
    // 截至2020年12月31日，起始时间为2020年1月1日: the end is told first.
    let turned = [y.as_str(), "12", "31", y.as_str(), "1", "1"];
    let turned = is(&said, &turned) && quote.contains(['起', '自', '始']);
    // The regulation took effect on 1 May of the first year of which there are reports.
    let first = crate::forms::all_forms().next().is_some_and(|form| form.since == year);
    let begun: [&[&str]; 2] = [&[&y, "5", "1", &y, "12", "31"], &[&y, "5", "1", "12", "31"]];
    let begun = first && begun.iter().any(|want| is(&said, want));
    let right = turned || begun || is(&said, &full) || is(&said, &short);
    (garbled || dayless || !right).then(|| quote.to_string())
}

/// Where a text states the period: after 统计期限 and its like, or, in the preface, a span of time
/// in a sentence about the figures, or one that begins or ends with a year.
fn clause(place: &str, text: &str) -> Option<std::ops::Range<usize>> {
    let end = |at: usize| {
        let last = text.floor_char_boundary(at + WITHIN);
        text[at..last].find(['。', '；', '\n']).map_or(last, |i| at + i)
    };
    if let Some((at, word)) = NAMED.iter().find_map(|w| text.find(w).map(|at| (at, w))) {
        let at = at + word.len();
        return Some(at..end(at)).filter(|clause| !clause.is_empty());
    }
    if place != "preface" {
        return None;
    }
    let mut from = 0;
    for sentence in text.split_inclusive(['。', '；', '\n']) {
        if let Some(span) = span(sentence) {
            return Some(from + span.start..from + span.end);
        }
        from += sentence.len();
    }
    None
}

/// A span of time in a sentence of the preface that can only be the period.
fn span(sentence: &str) -> Option<std::ops::Range<usize>> {
    let sentence = &sentence[..sentence.floor_char_boundary(WITHIN)];
    if OTHER.iter().any(|w| sentence.contains(w)) {
        return None;
    }
    let digit = |c: char| half_width(c).is_ascii_digit();
    let dated = |c: char| digit(c) || "年月日号.．/ 〇零○一二三四五六七八九十".contains(c);
    let within = |c: char| dated(c) || "起始开，,".contains(c) || JOINING.contains(&c);
    for (at, _) in sentence.match_indices('年') {
        let lead = |(_, c): &(usize, char)| digit(*c) || "〇零○一二三四五六七八九".contains(*c);
        let start = sentence[..at].char_indices().rev().take_while(lead).last();
        let Some((start, _)) = start else { continue };
        let rest = &sentence[start..];
        let first = rest.find(|c| !within(c)).unwrap_or(rest.len());
        // 自…至自…: the word for the beginning was written twice.
        let more = rest[first..].strip_prefix(['自', '从']).unwrap_or(&rest[first..]);
        let more = more.strip_prefix("当年").unwrap_or(more);
        let (joint, last) = (rest[..first].find(JOINING), more.find(|c| !dated(c)));
        let end = rest.len() - more.len() + last.unwrap_or(more.len());
        let Some(joint) = joint.filter(|joint| rest[*joint..end].contains(digit)) else { continue };
        let numbers = arabic(&rest[..end]);
        let Some((said, _)) = dates(&numbers).filter(|(said, _)| said.len() >= 4) else { continue };
        let ends = numbers_are(&said[..3], ["1", "1"]) || rest[joint..end].contains("12月31");
        let lead = sentence[..start].ends_with(['自', '从', '为']) || sentence.contains('止');
        if OF_FIGURES.iter().any(|w| sentence.contains(w)) || ends && lead {
            return Some(start..start + end);
        }
    }
    None
}

/// Whether a date is this month and day of its year.
fn numbers_are(date: &[String], day: [&str; 2]) -> bool {
    numbers(date).skip(1).eq(day)
}

/// The numbers without leading zeros.
fn numbers(said: &[String]) -> impl Iterator<Item = &str> {
    said.iter().map(|s| s.trim_start_matches('0'))
}

/// A clause with the Chinese numerals of its dates replaced by digits: 二〇二三年一月一日.
fn arabic(clause: &str) -> String {
    let numeral = |c: char| "〇零○一二三四五六七八九十".contains(c);
    let mut plain = String::new();
    let mut rest = clause;
    while let Some(at) = rest.find(numeral) {
        let end = rest[at..].find(|c| !numeral(c)).map_or(rest.len(), |n| at + n);
        let dated = rest[end..].starts_with(['年', '月', '日']);
        let number = text::parse_numeral(&rest[at..end]).filter(|_| dated);
        plain.push_str(&rest[..at]);
        plain.push_str(&number.map_or(rest[at..end].to_string(), |n| n.to_string()));
        rest = &rest[end..];
    }
    plain + rest
}

/// The numbers before 年, 月, 日 from the first to the last date of a clause, and the words of the
/// clause; `None` if there are none.
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
            '年' | '月' | '日' | '-' | '—' | '–' | '－' | '~' | '.' | '/' | '至' | '到' | '止'
                if !digits.is_empty() =>
            {
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
    if !digits.is_empty() && numbers.len() < 6 {
        numbers.push(digits);
        range = range.map(|(start, _)| (start, clause.len()));
    }
    let (start, end) = range.filter(|_| numbers.len() >= 2)?;
    Some((numbers, clause[start..end].trim()))
}
