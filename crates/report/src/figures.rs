//! Quantities in Chinese prose: 242条, ２４２ 条, 1.2万件, 三十一篇, 12.5%, and which of them are
//! parts of another (共N条，其中a…b…).

use std::ops::Range;

use crate::amount::Amount;
use crate::report::Report;
use crate::text;

/// A number with its unit in a paragraph. All ranges are in bytes of the paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The number in digits or numerals, with 万 if that multiplies it.
    pub number: Range<usize>,
    /// The number and its unit.
    pub whole: Range<usize>,
    /// The value, multiplied by 万 where that is written.
    pub value: Amount,
    /// `条`, `件`, `%` …; empty without a known unit.
    pub unit: &'static str,
    /// Whether the number is approximate: 余, 多, 约, 近 …
    pub approximate: bool,
    /// The sentence with the figure.
    pub sentence: Range<usize>,
    /// The words that the figure belongs to: from the quantity before it, or the start of the
    /// sentence, up to the figure.
    pub subject: Range<usize>,
    /// The position of the figure of which this one is a part after 其中.
    pub part_of: Option<usize>,
}

/// Units; a longer one comes before a unit that it begins with.
const UNITS: &[&str] = &[
    "个百分点",
    "平方米",
    "人次",
    "万元",
    "亿元",
    "公里",
    "小时",
    "分钟",
    "个月",
    "工作日",
    "个工作日",
    "条",
    "件",
    "次",
    "篇",
    "人",
    "个",
    "期",
    "场",
    "份",
    "起",
    "宗",
    "项",
    "部",
    "则",
    "例",
    "班",
    "家",
    "张",
    "册",
    "名",
    "元",
    "户",
    "天",
    "年",
    "月",
    "日",
    "号",
    "时",
    "分",
    "点",
    "届",
    "级",
    "岁",
    "楼",
    "%",
    "％",
    "‰",
    "折",
    "倍",
    "类",
    "种",
    "位",
    "处",
    "本",
    "套",
    "辆",
    "台",
    "所",
    "批",
    "轮",
    "步",
    "封",
    "笔",
    "通",
    "页",
    "幅",
    "集",
    "座",
];
/// Units after which a number written in numerals (一二三) is a quantity, not part of a word.
const COUNTED: &[&str] = &[
    "人次", "万元", "条", "件", "次", "篇", "人", "期", "场", "份", "起", "宗", "项", "部", "则",
    "例", "家", "名", "元", "类", "个",
];
const NOT_QUANTITIES: &[&str] =
    &["年", "月", "日", "号", "时", "分", "点", "届", "级", "岁", "楼", "步", "小时", "分钟"];
const NUMERALS: &str = "零〇一二三四五六七八九十百千两";
/// Financial and old numerals, which also occur in words; and circles typed as other signs.
const OLD_NUMERALS: &str = "廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟";
const CIRCLES: &str = "○◯OＯ0０";
/// Characters that form a word with a following numeral (同一、第三、每一 …).
const WORD_BEFORE: &str = "第同每某任逐唯统进之初万专有这那";
/// Characters after a number that make it approximate; the next list is of those before it.
const ABOUT_AFTER: &[char] = &['余', '多', '来', '几'];
const ABOUT_BEFORE: &[&str] =
    &["约", "近", "超过", "逾", "不足", "超", "至少", "大约", "将近", "不少于"];

impl Figure {
    /// Whether it counts or measures something; dates and ordinals do not.
    pub fn is_quantity(&self) -> bool {
        !NOT_QUANTITIES.contains(&self.unit)
    }

    /// Whether it is a percentage.
    pub fn is_share(&self) -> bool {
        matches!(self.unit, "%" | "％" | "‰" | "个百分点" | "倍" | "折")
    }
}

/// A paragraph of a report's prose and its figures.
pub struct Paragraph<'a> {
    /// The place of its section, as in a finding.
    pub place: String,
    /// The heading of its section; empty for the preface.
    pub heading: &'a str,
    /// Where it begins in its section's text, in bytes.
    pub start: usize,
    /// The text of the paragraph.
    pub line: &'a str,
    /// Its figures in order.
    pub figures: Vec<Figure>,
}

/// All paragraphs of the preface and the sections, in order.
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

/// The byte ranges of a paragraph's sentences, without the final mark. A sentence that begins with
/// 其中 continues the one before.
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

/// Whether a half-width dot ends a sentence: it follows a Chinese character, a bracket or a per
/// cent sign, and no letter or digit follows it.
fn is_full_stop(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let ends =
        before.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || ")）》”%％".contains(c));
    // After a numeral at the beginning of a line the dot belongs to the numeral: 一.
    let numeral = text[..at].trim_start().chars().all(|c| NUMERALS.contains(c));
    ends && !numeral && !text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
}

/// The start of the clause before `to`: a figure's subject does not extend over a semicolon.
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
    (NUMERALS.contains(first) || OLD_NUMERALS.contains(first))
        .then(|| numerals_at(text, at, end))
        .flatten()
}

fn digits_at(text: &str, at: usize, end: usize) -> Option<Figure> {
    let mut number = String::new();
    let mut stop = at;
    let of_number = |(_, c): &(usize, char)| c.is_ascii_digit() || matches!(c, ',' | '.');
    let chars: Vec<(usize, char)> = text[at..end]
        .char_indices()
        .map(|(i, c)| (i, text::half_width(c)))
        .take_while(of_number)
        .collect();
    let digit = |i: usize| chars.get(i).is_some_and(|(_, c)| c.is_ascii_digit());
    let mut i = 0;
    while i < chars.len() {
        let group = chars[i].1 == ',' && (1..=3).all(|k| digit(i + k)) && !digit(i + 4);
        // A full-width comma separates clauses; only among full-width digits it separates
        // thousands.
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
    let length =
        |(from, _): &(usize, char)| text[at + from..].chars().next().map_or(0, char::len_utf8);
    let whole = || chars.last().map_or(0, |last| last.0 + length(last));
    stop += chars.get(i).map_or_else(whole, |(b, _)| *b);
    let value = Amount::parse(&number)?;
    finish(text, at..stop, end, value)
}

fn numerals_at(text: &str, at: usize, end: usize) -> Option<Figure> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| WORD_BEFORE.contains(c) || NUMERALS.contains(c)) {
        return None;
    }
    // In 几十件 and 数百件 the number is unknown.
    let several = before.is_some_and(|c| "几数".contains(c));
    if several && text[at..].starts_with(['十', '百', '千']) {
        return None;
    }
    let of_numeral = |c: &char| {
        *c == '万' || [NUMERALS, OLD_NUMERALS, CIRCLES].iter().any(|all| all.contains(*c))
    };
    let length: usize = text[at..end].chars().take_while(of_numeral).map(char::len_utf8).sum();
    // 三百万元 is 300 of the unit 万元.
    let wan = text[at..at + length].ends_with('万') && text[at + length..end].starts_with('元');
    let length = if wan { length - '万'.len_utf8() } else { length };
    let numeral = &text[at..at + length];
    // 两三件 means two or three.
    let digits = numeral.chars().all(|c| !"十百千万拾佰仟廿卅卌".contains(c));
    if digits && (2..4).contains(&numeral.chars().count()) {
        return None;
    }
    let value = text::parse_numeral(numeral)?;
    let figure = finish(text, at..at + length, end, Amount::whole(value))?;
    COUNTED.contains(&figure.unit).then_some(figure)
}

/// Reads the multiplier, 余 and the unit after a number.
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

/// Marks the parts after 其中: the following figures of the same unit, up to where they add up to
/// the total, or to the end of the sentence or bracket if they never do. Figures in a bracket of
/// their own divide a part further and are not marked. After a semicolon that does not separate
/// items of a list (其中：…；…, 其中A3件，占30%；…) the sentence is about something else.
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

/// Whether the words between two figures are only a semicolon and the name of the next figure.
fn turns(between: &str) -> bool {
    between.starts_with(['；', ';'])
}

/// Number of brackets open at the end of a text; negative if more were closed than opened.
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
            ("两三百件、三四十件、十七八件、几十件、数十件、两三件", vec![]),
            ("一百○五件，一百O五件，卅二件", vec!["105件", "105件", "32件"]),
            ("廿件，叁件，贰拾壹件", vec!["20件", "3件", "21件"]),
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
