//! Quantities in Chinese prose: 242条, ２４２ 条, 1.2万件, 三十一篇, 12.5%, and which of them are parts
//! of another (共N条，其中a…b…).

use std::ops::Range;

use crate::amount::Amount;
use crate::report::Report;
use crate::text;

/// A number with its unit in a paragraph. Ranges are bytes of the paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The number itself, digits or numerals, with 万 if that multiplies it.
    pub number: Range<usize>,
    /// The number and its unit.
    pub whole: Range<usize>,
    pub value: Amount,
    /// `条`, `件`, `%` …; empty if none is known.
    pub unit: &'static str,
    /// 余, 多, 约, 近 …: not exactly this.
    pub approximate: bool,
    /// The sentence it stands in.
    pub sentence: Range<usize>,
    /// What it is said of: from the quantity before it, or the start of the sentence, up to it.
    pub subject: Range<usize>,
    /// The figure (by position) this one is a part of, after 其中.
    pub part_of: Option<usize>,
}

/// Units, longer ones before their beginnings.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "个百分点", "平方米", "人次", "万元", "亿元", "公里", "小时", "分钟", "个月", "工作日", "个工作日",
    "条", "件", "次", "篇", "人", "个", "期", "场", "份", "起", "宗", "项", "部", "则", "例",
    "班", "家", "张", "册", "名", "元", "户", "天", "年", "月", "日", "号", "时", "分", "点",
    "届", "级", "岁", "楼", "%", "％", "‰", "折", "倍", "类", "种", "位", "处", "本", "套",
    "辆", "台", "所", "批", "轮", "步", "封", "笔", "通", "页", "幅", "集", "座",
];
/// Units after which a number in numerals (一二三) is a quantity, not a word.
const COUNTED: &[&str] = &[
    "人次", "万元", "条", "件", "次", "篇", "人", "期", "场", "份", "起", "宗", "项", "部", "则",
    "例", "家", "名", "元", "类", "个",
];
const NOT_QUANTITIES: &[&str] =
    &["年", "月", "日", "号", "时", "分", "点", "届", "级", "岁", "楼", "步", "小时", "分钟"];
const NUMERALS: &str = "零〇一二三四五六七八九十百千两";
/// Before a numeral, these make a word of it (同一、第三、每一 …).
const WORD_BEFORE: &str = "第同每某任逐唯统进之初万专有这那";
/// After the number, or before it.
const ABOUT_AFTER: &[char] = &['余', '多', '来', '几'];
const ABOUT_BEFORE: &[&str] =
    &["约", "近", "超过", "逾", "不足", "超", "至少", "大约", "将近", "不少于"];

impl Figure {
    /// Whether it counts or measures something; dates and ordinals do not.
    pub fn is_quantity(&self) -> bool {
        !NOT_QUANTITIES.contains(&self.unit)
    }

    pub fn is_share(&self) -> bool {
        matches!(self.unit, "%" | "％" | "‰" | "个百分点" | "倍" | "折")
    }
}

/// A paragraph of a report's prose with the figures in it.
pub struct Paragraph<'a> {
    /// Place and heading of its section.
    pub place: String,
    pub heading: &'a str,
    /// Where it begins in its section's text, in bytes.
    pub start: usize,
    pub line: &'a str,
    pub figures: Vec<Figure>,
}

/// All paragraphs of preface and sections, in order.
pub fn paragraphs(report: &Report) -> Vec<Paragraph<'_>> {
    let mut all = Vec::new();
    for (place, heading, text) in report.prose() {
        let mut start = 0;
        for line in text.split('\n') {
            all.push(Paragraph {
                place: place.clone(),
                heading,
                start,
                line,
                figures: figures(line),
            });
            start += line.len() + 1;
        }
    }
    all
}

/// All figures of one paragraph, in order.
pub fn figures(paragraph: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for sentence in sentences(paragraph) {
        let first = figures.len();
        let mut said_from = sentence.start;
        let mut at = sentence.start;
        while at < sentence.end {
            let Some(mut figure) = number_at(paragraph, at, sentence.end) else {
                at += paragraph[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            figure.sentence = sentence.clone();
            figure.subject =
                clause_start(paragraph, said_from, figure.number.start)..figure.number.start;
            at = figure.whole.end.max(at + 1);
            if figure.is_quantity() {
                said_from = figure.whole.end;
            }
            figures.push(figure);
        }
        find_parts(paragraph, &mut figures[first..], first);
    }
    figures
}

/// Byte ranges of the sentences of a paragraph, without their final mark. 其中 at the start of a
/// sentence goes on with the one before.
pub fn sentences(paragraph: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let ends = paragraph.match_indices(['。', '！', '？', '!', '?', '.']);
    let ends = ends.filter(|(i, mark)| *mark != "." || is_full_stop(paragraph, *i));
    let ends = ends.map(|(i, mark)| (i, mark.len()));
    let ends = ends.filter(|(i, len)| !paragraph[i + len..].starts_with("其中"));
    ends.chain(std::iter::once((paragraph.len(), 0))).filter_map(move |(end, len)| {
        let range = start..end;
        start = end + len;
        (!range.is_empty()).then_some(range)
    })
}

/// Whether a half-width dot ends a sentence: behind a Chinese character, a bracket or a per cent, and
/// before no letter or digit.
fn is_full_stop(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let ends =
        before.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || ")）》”%％".contains(c));
    // Behind a numeral at the head of its line it is the list's: 一.
    let numeral = text[..at].trim_start().chars().all(|c| NUMERALS.contains(c));
    ends && !numeral && !text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
}

/// A subject does not reach over a semicolon.
fn clause_start(text: &str, from: usize, to: usize) -> usize {
    text[from..to]
        .rfind(['；', ';'])
        .map_or(from, |i| from + i + text[from + i..].chars().next().map_or(1, char::len_utf8))
}

fn number_at(text: &str, at: usize, end: usize) -> Option<Figure> {
    let rest = &text[at..end];
    let first = rest.chars().next()?;
    if text::half_width(first).is_ascii_digit() {
        let before = text[..at].chars().next_back().map(text::half_width);
        // Inside a word or a longer number (A4, www1, 0951—8677006) it is no quantity.
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
            return None;
        }
        return digits_at(text, at, end);
    }
    (NUMERALS.contains(first)).then(|| numerals_at(text, at, end)).flatten()
}

fn digits_at(text: &str, at: usize, end: usize) -> Option<Figure> {
    let mut number = String::new();
    let mut stop = at;
    let chars: Vec<(usize, char)> =
        text[at..end].char_indices().map(|(i, c)| (i, text::half_width(c))).collect();
    let digit = |i: usize| chars.get(i).is_some_and(|(_, c)| c.is_ascii_digit());
    let mut i = 0;
    while i < chars.len() {
        let group = chars[i].1 == ',' && (1..=3).all(|k| digit(i + k)) && !digit(i + 4);
        // A full-width comma parts clauses; it parts thousands only among full-width digits.
        let wide = chars[i].1 == ',' && !text[at + chars[i].0..].starts_with(',');
        let wide_digit = |k: usize| text[at + chars[k].0..].starts_with(|c: char| !c.is_ascii());
        let group = group && (!wide || wide_digit(i - 1) && wide_digit(i + 1));
        let point = chars[i].1 == '.' && digit(i + 1) && !number.contains('.');
        if digit(i) || point {
            number.push(chars[i].1);
        } else if !group {
            break;
        }
        i += 1;
    }
    stop += chars.get(i).map_or(end - at, |(b, _)| *b);
    let value = Amount::parse(&number)?;
    finish(text, at..stop, end, value)
}

fn numerals_at(text: &str, at: usize, end: usize) -> Option<Figure> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| WORD_BEFORE.contains(c) || NUMERALS.contains(c)) {
        return None;
    }
    let length: usize = text[at..end]
        .chars()
        .take_while(|c| NUMERALS.contains(*c) || *c == '万')
        .map(char::len_utf8)
        .sum();
    // 三百万元 are 300 of 万元.
    let wan = text[at..at + length].ends_with('万') && text[at + length..end].starts_with('元');
    let length = if wan { length - '万'.len_utf8() } else { length };
    let value = text::parse_numeral(&text[at..at + length])?;
    let figure = finish(text, at..at + length, end, Amount::whole(value))?;
    COUNTED.contains(&figure.unit).then_some(figure)
}

/// Multiplier, 余 and unit after a number.
fn finish(text: &str, mut number: Range<usize>, end: usize, mut value: Amount) -> Option<Figure> {
    let mut at = number.end;
    let mut approximate = ABOUT_BEFORE.iter().any(|w| text[..number.start].ends_with(w));
    let skip = |at: &mut usize| {
        while text[*at..end].starts_with([' ', '\u{a0}', '\u{3000}']) {
            *at += text[*at..].chars().next().map_or(1, char::len_utf8);
        }
    };
    let about = |at: &mut usize, approximate: &mut bool| {
        if let Some(c) = text[*at..end].chars().next().filter(|c| ABOUT_AFTER.contains(c)) {
            *at += c.len_utf8();
            *approximate = true;
        }
    };
    skip(&mut at);
    about(&mut at, &mut approximate);
    for (word, times) in [("万", 10_000), ("亿", 100_000_000)] {
        let multiplies =
            text[at..end].starts_with(word) && !text[at + word.len()..end].starts_with('元');
        if multiplies {
            value = value.times(times)?;
            at += word.len();
            number.end = at;
        }
    }
    about(&mut at, &mut approximate);
    skip(&mut at);
    let unit = UNITS.iter().find(|u| text[at..end].starts_with(**u)).copied().unwrap_or("");
    let whole = number.start..if unit.is_empty() { number.end } else { at + unit.len() };
    let (sentence, subject) = (0..0, 0..0);
    Some(Figure { number, whole, value, unit, approximate, sentence, subject, part_of: None })
}

/// Marks the parts after 其中: the figures of the same unit that follow, up to where they add up to
/// the whole, or to the end of the sentence or bracket if they never do. What stands in a bracket
/// of its own divides a part further and is none itself; behind a semicolon that does not part a
/// list (其中：…；…, 其中A3件，占30%；…) the sentence speaks of something else.
fn find_parts(text: &str, figures: &mut [Figure], offset: usize) {
    for i in 1..figures.len() {
        let subject = figures[i].subject.clone();
        let Some(among) = text[subject.clone()].find("其中").map(|at| subject.start + at) else {
            continue;
        };
        let mut units: Vec<&str> =
            figures[i..].iter().filter(|f| f.is_quantity()).map(|f| f.unit).collect();
        units.dedup();
        for unit in units {
            let Some(whole) = (0..i).rev().find(|&k| figures[k].unit == unit) else { continue };
            let total = figures[whole].value;
            let mut sum = Amount::ZERO;
            let listed = text[among + "其中".len()..].starts_with(['：', ':', '，', ',']);
            let mut last: Option<usize> = None;
            for part in figures[i..].iter_mut().filter(|f| f.unit == unit) {
                let depth = depth(&text[among..part.number.start]);
                let apart = last.is_some_and(|last| turns(&text[last..part.number.start]));
                if sum == total || depth < 0 || part.part_of.is_some() || apart && !listed {
                    break;
                }
                last = Some(part.whole.end);
                if depth == 0 {
                    sum = sum + part.value;
                    part.part_of = Some(offset + whole);
                }
            }
        }
    }
}

/// Whether the words between two figures are no more than a semicolon and the name of the next.
fn turns(between: &str) -> bool {
    between.starts_with(['；', ';'])
}

/// How many brackets are open at the end of a text; negative if more were closed than opened.
fn depth(text: &str) -> i32 {
    let mut depth: i32 = 0;
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth -= 1;
                if depth < 0 {
                    return depth;
                }
            }
            _ => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |f: Figure| {
            let about = if f.approximate { "约" } else { "" };
            let part = if f.part_of.is_some() { "<" } else { "" };
            format!("{part}{about}{}{}", f.value, f.unit)
        };
        figures(text).into_iter().filter(Figure::is_quantity).map(show).collect()
    }

    #[test]
    fn quantities() {
        for (text, expected) in [
            ("公开信息２４２ 条", vec!["242条"]),
            ("共1,036件，比上年多12.5%", vec!["1036件", "12.5%"]),
            ("发布1.2万条", vec!["12000条"]),
            ("收费3.5万元", vec!["3.5万元"]),
            ("召开会议三次，培训八十余人次", vec!["3次", "约80人次"]),
            ("进一步统一思想，第一次，同一条信息", vec![]),
            ("2017年1月1日至2017年12月31日", vec![]),
            ("电话：0951—8677006，邮编：750001", vec!["951", "8677006", "750001"]),
            (
                "共380条，其中甲152条，乙197条（子32条、丑165条），丙31条",
                vec!["380条", "<152条", "<197条", "32条", "165条", "<31条"],
            ),
            (
                "共578条，其中微博313条，微信265条，头条241条",
                vec!["578条", "<313条", "<265条", "241条"],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
