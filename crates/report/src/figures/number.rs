//! A single number in prose: digits or numerals, a multiplier, words such as 余 and 约, and the unit.

use std::ops::Range;

use super::{Figure, Kind};
use crate::amount::Amount;
use crate::text;
use crate::words::WordList;

/// Units; a longer one comes before a unit that it begins with.
static UNITS: WordList = WordList::new(&[
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
    "卷",
    "块",
]);
/// Units after which a number written in numerals (一二三) is a quantity, not part of a word.
const COUNTED: &[&str] = &[
    "人次", "万元", "条", "件", "次", "篇", "人", "期", "场", "份", "起", "宗", "项", "部", "则",
    "例", "家", "名", "元", "类", "个",
];
/// Circles typed as other signs, within a Chinese numeral.
const CIRCLES: &str = "○◯OＯ0０";
/// Characters that form a word with a following numeral (同一、第三、每一 …).
const WORD_BEFORE: &str = "第同每某任逐唯统进之初万专有这那";
/// Characters after a number that make it approximate; the next list is of those before it.
const ABOUT_AFTER: &[char] = &['余', '多', '来', '几'];
const ABOUT_BEFORE: &[&str] = &[
    "约",
    "近",
    "超过",
    "逾",
    "不足",
    "超",
    "至少",
    "大约",
    "将近",
    "不少于",
    "突破",
    "接近",
    "不到",
];

/// The characters with which numbers begin, and the brackets around them.
#[rustfmt::skip]
pub(super) static STARTS: WordList = WordList::new(&[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９",
    "零", "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "两", "廿", "卅", "卌",
    "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟", "（", "(", "）", ")",
]);

/// The number at this place of a text, with its unit, up to `end`; `None` if there is none. Sentence,
/// subject and total are not set.
pub(super) fn number_at(text: &str, at: usize, end: usize) -> Option<Figure> {
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
    if is_numeral(first) || is_old_numeral(first) { numerals_at(text, at, end) } else { None }
}

/// Whether a character is a Chinese numeral of ordinary texts.
#[rustfmt::skip]
pub(super) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '两'
    )
}

/// Whether a character is a financial or an old numeral, which also occur in words.
#[rustfmt::skip]
fn is_old_numeral(c: char) -> bool {
    matches!(
        c,
        '廿' | '卅' | '卌' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟'
    )
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
    if before.is_some_and(|c| WORD_BEFORE.contains(c) || is_numeral(c)) {
        return None;
    }
    // 队伍类, 大陆件: an old numeral alone may end a word.
    let next = text[at..end].chars().nth(1).unwrap_or(' ');
    let word = text[at..end].starts_with(['伍', '陆', '拾']) && !is_old_numeral(next);
    if word && before.is_some_and(|c| "队退入大内海登着收".contains(c)) {
        return None;
    }
    // In 几十件 and 数百件 the number is unknown.
    let several = before.is_some_and(|c| "几数".contains(c));
    if several && text[at..].starts_with(['十', '百', '千']) {
        return None;
    }
    let of_numeral =
        |c: &char| *c == '万' || is_numeral(*c) || is_old_numeral(*c) || CIRCLES.contains(*c);
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

/// Whether these words make the number after them approximate; in 签约102条 and 附近3处 they are of another
/// word.
fn is_about(before: &str) -> bool {
    const OTHERS: &[&str] =
        &["签约", "预约", "合约", "条约", "节约", "契约", "公约", "附近", "最近", "就近", "邻近"];
    let about = ABOUT_BEFORE.iter().any(|w| before.ends_with(w));
    about && !OTHERS.iter().any(|w| before.ends_with(w))
}

/// Whether a number is only a limit, by the words after it: 10件以上.
fn is_limit(after: &str) -> bool {
    const LIMITS: &[&str] = &["以上", "及以上", "以下", "及以下", "以内", "之内"];
    let plain = after.trim_start_matches(['（', '(', '含', '）', ')']);
    LIMITS.iter().any(|w| plain.starts_with(w))
}

/// Whether a number is a mean, by the words of its clause before it: 月均36件, 平均每户3件.
fn is_mean(before: &str) -> bool {
    const MEANS: &[&str] =
        &["月均", "日均", "年均", "人均", "户均", "周均", "季均", "件均", "场均", "平均"];
    /// In 申请人均为个人 the character belongs to what follows it.
    const OTHERS: &[char] =
        &['为', '已', '在', '未', '予', '获', '按', '被', '是', '由', '无', '没', '属', '不'];
    const WORDS: usize = 12;
    let from = before.char_indices().rev().nth(WORDS).map_or(0, |(i, _)| i);
    if !before[from..].contains('均') {
        return false;
    }
    let clause = before[from..].rsplit(['，', ',', '；', ';', '。', '：', ':', '（', '(']).next();
    let clause = clause.unwrap_or_default();
    let means = |w: &&str| clause.split_once(*w).is_some_and(|(_, rest)| !rest.starts_with(OTHERS));
    MEANS.iter().any(means)
}

/// The length of 次 behind a unit, which only says that something may be counted again: 24家次.
fn times(unit: &str, after: &str) -> usize {
    const UNITS: &[&str] = &["家", "场", "件", "批", "户", "条", "项", "个"];
    let word = ["次日", "次年", "次月", "次数", "次序"].iter().any(|w| after.starts_with(w));
    if UNITS.contains(&unit) && after.starts_with('次') && !word { '次'.len_utf8() } else { 0 }
}

/// Reads the multiplier, 余 and the unit after a number.
fn finish(text: &str, mut number: Range<usize>, end: usize, mut value: Amount) -> Option<Figure> {
    let mut at = number.end;
    let mut approximate = is_about(&text[..number.start]);
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
    let unit = UNITS.at_start(&text[at..end]).unwrap_or("");
    let kind = Kind::of(unit);
    let behind = at + unit.len() + times(unit, &text[at + unit.len()..end]);
    let whole = number.start..if unit.is_empty() { number.end } else { behind };
    approximate |= is_limit(&text[whole.end..end]) || is_mean(&text[..number.start]);
    let (sentence, subject) = (0..0, 0..0);
    Some(Figure {
        number,
        whole,
        value,
        unit,
        kind,
        approximate,
        sentence,
        subject,
        part_of: None,
        enclosed: false,
        is_change: false,
    })
}
