//! Quantities in Chinese prose: 242条, ２４２ 条, 1.2万件, 三十一篇, 12.5%, and which of them are
//! parts of another (共N条，其中a…b…).

mod number;

use std::ops::Range;

use self::number::number_at;
use crate::amount::Amount;
use crate::report::Report;
use crate::steps;
use crate::text::{half_width, is_han, is_numeral};
use crate::words::WordList;

/// What a number is by its unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A part of a date or of a time, or a place in an order.
    Date,
    /// A part of another number: a percentage, a multiple.
    Share,
    /// What is counted or measured, and what has no unit.
    Quantity,
}

impl Kind {
    #[rustfmt::skip]
    fn of(unit: &str) -> Kind {
        match unit {
            "年" | "月" | "日" | "号" | "时" | "分" | "点" | "届" | "级" | "岁" | "楼" | "步" | "小时"
            | "分钟" => Kind::Date,
            "%" | "％" | "‰" | "个百分点" | "倍" | "折" => Kind::Share,
            _ => Kind::Quantity,
        }
    }
}

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
    /// What numbers with this unit are.
    kind: Kind,
    /// Whether the number is approximate: 余, 多, 约, 近 …
    pub approximate: bool,
    /// The sentence with the figure.
    pub sentence: Range<usize>,
    /// The words that the figure belongs to: from the quantity before it, or the start of the
    /// sentence, up to the figure.
    pub subject: Range<usize>,
    /// The position of the figure of which this one is a part after 其中.
    pub part_of: Option<usize>,
    /// Whether it stands in a bracket of its sentence.
    pub enclosed: bool,
    /// Whether it says by how much another one has changed (比上年增加6件), or what it was before
    /// (比2015年的386条, 上年为386条).
    pub is_change: bool,
}

impl Figure {
    /// Whether it counts or measures something; dates and ordinals do not.
    pub fn is_quantity(&self) -> bool {
        self.kind != Kind::Date
    }

    /// How much the last written digit of a number in 万 or 亿 counts, as such numbers are rounded, in
    /// millionths: that of 1.2万条 counts 1000, so 1,000,000,000; 0 for an exact one. `line` is its paragraph.
    pub(crate) fn step(&self, line: &str) -> i128 {
        const ONE: i128 = 1_000_000;
        let number = &line[self.number.clone()];
        let times = |word: char, times: i128| if number.contains(word) { times } else { 1 };
        let times = times('万', 10_000) * times('亿', 100_000_000);
        if times == 1 && !matches!(self.unit, "万元" | "亿元") {
            return 0;
        }
        let digit = |c: &char| half_width(*c).is_ascii_digit();
        let places =
            number.split(['.', '．']).nth(1).map_or(0, |f| f.chars().take_while(digit).count());
        ONE * times / 10i128.pow(places.min(6) as u32)
    }

    /// Whether it is a percentage.
    pub fn is_share(&self) -> bool {
        self.kind == Kind::Share
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
        if !steps::take(sentence.len()) {
            break;
        }
        let first = figures.len();
        let mut said_from = sentence.start;
        let (mut opened, mut closed) = (0, 0);
        let mut at = sentence.start;
        while let Some(next) = number::STARTS.next_in(&paragraph[..sentence.end], at) {
            at = next;
            let Some(mut figure) = number_at(paragraph, at, sentence.end) else {
                let c = paragraph[at..].chars().next().unwrap_or(' ');
                opened += usize::from(matches!(c, '（' | '('));
                closed += usize::from(matches!(c, '）' | ')'));
                at += c.len_utf8();
                continue;
            };
            figure.sentence = sentence.clone();
            figure.enclosed = opened > closed;
            figure.subject =
                clause_start(paragraph, said_from, figure.number.start)..figure.number.start;
            figure.is_change = is_difference(paragraph, &figure) || is_past(paragraph, &figure);
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

/// No sentence has more bytes or more numbers than this. What goes on longer is a list or no text; it
/// is cut behind the next comma, so that the rules, which compare the figures of a sentence with
/// each other, take time in proportion to the text.
const LONGEST: usize = 6_000;
const MOST_NUMBERS: usize = 48;

/// The byte ranges of a paragraph's sentences, without the final mark. A sentence that begins with
/// 其中 continues the one before.
pub fn sentences(paragraph: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    static MARKS: WordList = WordList::new(&["。", "！", "？", "!", "?", "."]);
    let ends = MARKS.places_in(paragraph);
    let ends = ends.filter(|(i, mark)| *mark != "." || is_full_stop(paragraph, *i));
    let ends = ends.map(|(i, mark)| (i, mark.len()));
    let ends = ends.filter(|(i, len)| !paragraph[i + len..].starts_with("其中"));
    let whole = ends.chain(std::iter::once((paragraph.len(), 0))).filter_map(move |(end, len)| {
        let range = start..end;
        start = end + len;
        (!range.is_empty()).then_some(range)
    });
    whole.flat_map(move |range| pieces(paragraph, range))
}

/// A sentence, or its pieces if it is too long.
fn pieces(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let (mut pieces, mut from) = (Vec::new(), sentence.start);
    let (mut numbers, mut inside) = (0, false);
    // A sentence with few digits, of which full-width ones begin with EF, has few numbers.
    let digit = |b: &u8| b.is_ascii_digit() || *b == 0xef;
    let digits = text.as_bytes()[sentence.clone()].iter().filter(|b| digit(b)).count();
    if digits <= MOST_NUMBERS && sentence.len() <= LONGEST {
        return vec![sentence];
    }
    for (i, c) in text[sentence.clone()].char_indices() {
        let (at, digit) = (sentence.start + i, half_width(c).is_ascii_digit());
        numbers += usize::from(digit && !inside);
        inside = digit;
        let full = numbers > MOST_NUMBERS || at - from > LONGEST;
        if full && matches!(c, '，' | ',' | '；' | ';' | '、') || at - from > 2 * LONGEST {
            pieces.push(from..at + c.len_utf8());
            (from, numbers) = (at + c.len_utf8(), 0);
        }
    }
    pieces.extend((from < sentence.end).then_some(from..sentence.end));
    pieces
}

/// Whether a half-width dot ends a sentence: it follows a Chinese character, a bracket or a per
/// cent sign, and no letter or digit follows it.
fn is_full_stop(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let ends = before.is_some_and(|c| is_han(c) || ")）》”%％".contains(c));
    // After a numeral at the beginning of a line the dot belongs to the numeral: 一.
    let numeral = || text[..at].trim_start().chars().all(is_numeral);
    ends && !numeral()
        && !text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
}

/// The start of the clause before `to`: a figure's subject does not extend over a semicolon.
fn clause_start(text: &str, from: usize, to: usize) -> usize {
    text[from..to]
        .rfind(['；', ';'])
        .map_or(from, |i| from + i + text[from + i..].chars().next().map_or(1, char::len_utf8))
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
            // 9240条，较上年增加610条；其中…: a difference has no parts.
            let may = |k: &usize| {
                let (whole, part) = (&figures[*k], &figures[i]);
                // 18650元（上年为20000元）。其中…
                let aside = whole.enclosed && !part.enclosed;
                whole.unit == unit && !aside && !whole.is_change
            };
            let Some(nearest) = (0..i).rev().find(may) else { continue };
            // 收到71件，结转3件。其中自然人58件、企业13件: what is less than a part is not its total.
            let parts = || figures[i..].iter().filter(|f| f.unit == unit);
            let sum: Amount = parts().map(|f| f.value).sum();
            let small = parts().next().is_some_and(|f| f.value > figures[nearest].value);
            let apart = |k: &usize| (figures[*k].value - sum).abs();
            let better = (0..i).rev().filter(may).min_by_key(apart).filter(|_| small);
            let whole = better.unwrap_or(nearest);
            let total = figures[whole].value;
            let mut sum = Amount::ZERO;
            let listed = text[among + "其中".len()..].starts_with(['：', ':', '，', ',']);
            let (mut last, mut count): (Option<usize>, usize) = (None, 0);
            steps::take(figures.len());
            for part in figures[i..].iter_mut().filter(|f| f.unit == unit) {
                let depth = depth(&text[among..part.number.start]);
                let apart = last.is_some_and(|last| turns(&text[last..part.number.start]));
                // A comma of enumeration joins one more part; a single one is not the whole.
                let joined = |last: usize| text[last..].starts_with('、');
                let more = sum == total && (count < 2 || last.is_some_and(joined));
                if sum == total && !more || depth < 0 || part.part_of.is_some() || apart && !listed
                {
                    break;
                }
                last = Some(part.whole.end);
                if depth == 0 {
                    count += 1;
                    sum = sum + part.value;
                    part.part_of = Some(offset + whole);
                }
            }
        }
    }
}

/// Whether a figure says by how much another one has changed.
fn is_difference(text: &str, figure: &Figure) -> bool {
    let words = text[figure.subject.clone()].trim_end_matches('了');
    if !["增加", "减少", "多", "少", "增", "减"].iter().any(|w| words.ends_with(w)) {
        return false;
    }
    let clause = words.rsplit(['，', ',']).next().unwrap_or(words);
    ["比", "较", "同比"].iter().any(|w| clause.starts_with(w))
}

/// Whether a figure is that of a year before: 比2015年的386条, 上年为386条, （2018年386条）.
fn is_past(text: &str, figure: &Figure) -> bool {
    const BEFORE: &[&str] = &["上年", "去年", "上一年", "同期"];
    let before = &text[figure.sentence.start..figure.number.start];
    let mark = before.rfind(['，', ',', '；', ';', '、', '（', '(']);
    let from = mark.map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let clause = before[from..].trim_end_matches(['为', '是', '有', '的', '共', '达']);
    if clause.chars().count() > PAST || ["转", "底", "末", "起"].iter().any(|w| clause.contains(w))
    {
        return false;
    }
    let year = crate::text::find_year(clause);
    let named = BEFORE.iter().any(|w| clause.contains(w));
    let compared = clause.starts_with(['比', '较', '与', '同', '和']);
    let aside = mark.is_some_and(|i| before[i..].starts_with(['（', '(']));
    let leads =
        year.is_some_and(|(at, ..)| at == 0) || BEFORE.iter().any(|w| clause.starts_with(w));
    compared && (named || year.is_some())
        || aside && leads && figure.enclosed
        || BEFORE.iter().any(|w| clause.starts_with(w)) && clause.chars().count() <= 4
}

/// The name of a figure of a year before has at most so many characters.
const PAST: usize = 16;

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
