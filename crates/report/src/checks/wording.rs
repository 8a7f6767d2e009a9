//! Words of a template that the writer did not replace.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;
use crate::text::{self, is_han};
use crate::words::WordList;

#[rustfmt::skip]
static TEMPLATE_WORDS: WordList = WordList::new(&[
    "（文字描述）", "(文字描述)", "（文字描述", "(文字描述", "××", "20XX", "20xx", "XX", "xx年", "此处填写", "此处输入",
    "此处插入", "此处添加", "请填写", "在此输入", "在此填写", "<!--[if", "[endif]", "&nbsp;", "<br", "<p>", "</p>", "</span>",
    "○○", "＊＊", "***", "____", "＿＿＿", NOBODY, "以表格形式报告", "（填写说明", SEE_TABLE,
]);
/// From the notice's own sample; within a sentence (情况表格如下) the words are the writer's.
const SEE_TABLE: &str = "表格如下";

/// What the agency asks applicants to fill in (请填写申请表) is no template.
const FORMS: &[char] = &['申', '《', '表', '问', '调', '登'];

/// Before the kind of a body this is a gap; in the name of a person (王某某) it is intended.
const NOBODY: &str = "某某";
const BODIES: &[char] =
    &['省', '市', '州', '县', '区', '旗', '镇', '乡', '街', '局', '委', '厅', '办', '单', '部'];

/// Marks that are a gap to fill in, or hide a part of a person's name or number.
const GAPS: &[&str] = &["××", "XX", "***", "＊＊"];
/// Family names.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁\
    魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文某";
/// What follows a gap: a unit, or the kind of a body.
const COUNTED: &[char] = &[
    '年', '月', '日', '号', '条', '件', '次', '个', '份', '篇', '期', '场', '项', '人', '万', '元',
    '%', '届',
];

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[TEMPLATE];

const TEMPLATE: Check =
    Check::new("V-16", Warning, "没有未删除的模板文字", template).everywhere(PRACTICE);

/// V-16: no words of a template are left.
pub(super) fn template(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let title = ("title".to_string(), "", context.report.title.as_str());
    for (place, _, text) in context.prose.iter().chain([&title]) {
        let mut covered = 0;
        let mut hits: Vec<(usize, &str)> = TEMPLATE_WORDS
            .places_in(text)
            .filter(|(at, t)| !(t.starts_with('X') && inside_word(text, *at)))
            .filter(|(at, t)| *t != NOBODY || text[at + t.len()..].starts_with(BODIES))
            .filter(|(at, t)| !t.ends_with("填写") || !text[at + t.len()..].starts_with(FORMS))
            .filter(|(at, t)| *t != SEE_TABLE || stands_alone(text, *at, t))
            .filter(|(at, t)| !(GAPS.contains(t) && is_masked(text, *at, t)))
            .collect();
        hits.extend(instructions(text));
        hits.extend(single_gaps(text));
        hits.sort_unstable_by_key(|(at, t)| (*at, std::cmp::Reverse(t.len())));
        for (at, words) in hits {
            if at < covered {
                continue;
            }
            covered = at + words.len() + words.len() / 2;
            let message = format!("存在未删除的模板文字“{words}”。");
            found.push(match place.as_str() {
                "title" => super::finding(check, "title", message),
                _ => Finding {
                    range: Some(at..at + words.len()),
                    ..in_prose(check, place, words, message)
                },
            });
        }
    }
    Outcome::Found(found)
}

/// Whether XX is inside a Latin word or an address, where it is no gap to fill in.
fn inside_word(text: &str, at: usize) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() && c != 'X';
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().find(|c| *c != 'X');
    before.is_some_and(latin) || after.is_some_and(latin)
}

/// Brackets that open.
static OPENING: WordList = WordList::new(&["（", "(", "【", "[", "{", "<", "＜"]);

/// Remarks in brackets that tell the writer what to write: （按实际情况填写）, （不超过500字）.
fn instructions(text: &str) -> Vec<(usize, &str)> {
    const LONGEST: usize = 40;
    let mut found = Vec::new();
    for (at, open) in OPENING.places_in(text) {
        let rest = &text[at + open.len()..];
        let stops = ['）', ')', '】', ']', '}', '>', '＞', '\n', '（', '(', '{'];
        let end = rest.char_indices().take(LONGEST * 2).find(|(_, c)| stops.contains(c));
        let Some((end, _)) = end else { continue };
        let inside = rest[..end].trim();
        let closed = !rest[end..].starts_with(['\n', '（', '(', '{']);
        if closed && text::length(inside) <= LONGEST && asks(inside) {
            found.push((at, &text[at..at + open.len() + end]));
        }
    }
    found
}

/// Whether the words in a bracket ask the writer for something.
fn asks(inside: &str) -> bool {
    #[rustfmt::skip]
    const ASKS: &[&str] = &[
        "字以内", "待补充", "待填", "可附页", "可另附", "请简要", "机关名称", "单位名称", "填写说明", "如实填", "据实填",
        "实际填", "情况填写", "具体数字", "简要说明", "简要介绍", "本提示", "本说明", "填数字", "具体数据",
    ];
    const WHOLE: &[&str] = &[
        "略",
        "待补",
        "待定",
        "待核实",
        "待更新",
        "待确认",
        "待完善",
        "示例",
        "样例",
        "范例",
        "模板",
        "数字",
        "数据",
        "日期",
    ];
    // What the writer is to do, after 请, 此处 and the like.
    const DO: &[&str] = &[
        "填", "补", "写", "插入", "输入", "删", "说明", "注明", "更新", "核对", "修改", "替换",
        "应", "需", "请", "简", "概", "列", "根据", "按", "结合", "增", "参", "附", "如实", "选",
    ];
    const TO: &[&str] = &["请在此处", "请在此", "请", "此处", "在此处", "在此", "可以", "可"];
    let inside = ["注：", "备注：", "提示：", "说明："]
        .iter()
        .fold(inside, |words, label| words.trim_start_matches(label));
    let told = |words: &str| DO.iter().any(|d| words.starts_with(d));
    let asked = TO.iter().find_map(|to| inside.strip_prefix(to)).is_some_and(told);
    let limit = inside.ends_with('字') && ["不超过", "不少于"].iter().any(|w| inside.contains(w));
    let last = inside.rsplit(['，', '。']).next().and_then(|w| w.strip_prefix('请'));
    let left = ["本", "该", "此"].iter().any(|w| inside.starts_with(w)) && inside.ends_with("补充");
    limit
        || left
        || asked
        || last.is_some_and(told)
        || WHOLE.contains(&inside)
        || ASKS.iter().any(|w| inside.contains(w))
}

/// Places of a figure where something else is: 公开信息X条, （ ）条, two spaces; and a date without
/// figures (于  年  月  日).
fn single_gaps(text: &str) -> Vec<(usize, &str)> {
    const MARKS: &[char] = &['X', 'x', '×', 'Ｘ', '_', '＿', '□', '■', '*', '＊', '○', '●', 'N'];
    /// These stand for something else if there is only one.
    const PAIRED: &[char] = &['?', '？', '…', '.', ' ', '\u{3000}'];
    let is_mark = |c: char| !is_han(c) && (MARKS.contains(&c) || PAIRED.contains(&c));
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(is_mark).map(|at| from + at) {
        let rest = &text[at..];
        let end = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
        from = at + end;
        let (run, after) = rest.split_at(end);
        let Some(unit) = after.chars().next().filter(|c| COUNTED.contains(c)) else { continue };
        let before = text[..at].chars().next_back();
        let bare = run.chars().all(|c| PAIRED.contains(&c));
        let plain = run.chars().all(|c| matches!(c, 'X' | 'x' | '×' | 'Ｘ'));
        let next = after[unit.len_utf8()..].chars().next();
        // A unit may begin a word: 条例, 个别.
        let ends = next.is_none_or(|c| !c.is_alphanumeric());
        let dated = unit == '年' && plain && before.is_some_and(|c| c.is_ascii_digit());
        let alone = before.is_none_or(|c| !c.is_ascii_alphanumeric());
        let enough = if bare { run.chars().count() > 1 && before.is_some() } else { true };
        let fits = !matches!(unit, '号' | '%') && alone && enough && (plain || ends);
        if dated || fits && !(bare && before.is_some_and(|c| !c.is_alphabetic())) {
            found.push((at, &text[at..from + unit.len_utf8()]));
        }
    }
    for (at, word) in text.match_indices('年') {
        let rest = &text[at + word.len()..];
        let month = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        let day =
            month.strip_prefix('月').map(|d| d.trim_start_matches([' ', '\u{3000}', '\u{a0}']));
        let Some(end) = day.and_then(|d| d.strip_prefix('日')) else { continue };
        if month.len() < rest.len() {
            found.push((at, &text[at..text.len() - end.len()]));
        }
    }
    found.extend(empty_brackets(text));
    found
}

/// Brackets with nothing in them before a unit: 公开信息（ ）条.
fn empty_brackets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let round = OPENING.places_in(text).filter(|(_, open)| matches!(*open, "（" | "("));
    round.filter_map(|(at, open)| {
        let rest = text[at + open.len()..].trim_start();
        let after = rest.strip_prefix(['）', ')'])?;
        let unit = after.chars().next().filter(|c| COUNTED.contains(c))?;
        Some((at, &text[at..text.len() - after.len() + unit.len_utf8()]))
    })
}

/// Whether marks hide a part of a person's name (王××) or of a number (139××××1234).
fn is_masked(text: &str, at: usize, marks: &str) -> bool {
    let mark = marks.chars().next();
    let before = text[..at].trim_end_matches(|c| Some(c) == mark).chars().next_back();
    let after = text[at..].trim_start_matches(|c| Some(c) == mark);
    let digit = |c: char| c.is_ascii_digit();
    let number = before.is_some_and(digit) && after.starts_with(|c| digit(c) || c == 'X');
    let counted = after.starts_with(BODIES) || after.starts_with(COUNTED);
    number || before.is_some_and(|c| FAMILIES.contains(c)) && !counted
}

/// Whether words form a clause of their own.
fn stands_alone(text: &str, at: usize, words: &str) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    outside(text[..at].chars().next_back()) && outside(text[at + words.len()..].chars().next())
}
