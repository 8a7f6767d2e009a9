//! Words of a template that the writer did not replace.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::Warning;
use crate::text;
use crate::words::WordList;

static TEMPLATE_WORDS: WordList = WordList::new(&[
    "（文字描述）",
    "(文字描述)",
    "（文字描述",
    "(文字描述",
    "××",
    "20XX",
    "20xx",
    "XX",
    "xx年",
    "此处填写",
    "请填写",
    "在此输入",
    "<!--[if",
    "○○",
    "＊＊",
    "***",
    "____",
    "＿＿＿",
    NOBODY,
    "（此处",
    "(此处",
    "（请填",
    "（请在",
    "以表格形式报告",
    "（填写说明",
    SEE_TABLE,
]);
/// From the notice's own sample; within a sentence (情况表格如下) the words are the writer's.
const SEE_TABLE: &str = "表格如下";

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

pub(super) const TEMPLATE: Check = Check::new("V-16", Warning, "没有未删除的模板文字", template);

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
                _ => in_prose(check, place, words, message),
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

/// Remarks in brackets that tell the writer what to write: （按实际情况填写）, （不超过500字）.
fn instructions(text: &str) -> Vec<(usize, &str)> {
    const LONGEST: usize = 40;
    #[rustfmt::skip]
    const ASKS: &[&str] = &[
        "字以内", "待补", "待填", "可附页", "可另附", "请说明", "请注明", "请删除", "请输入", "请简要", "机关名称",
        "单位名称", "填写说明", "如实填", "据实填", "实际填", "情况填写", "具体数字", "简要说明", "简要介绍",
    ];
    let asks = |inside: &str| {
        let limit =
            inside.ends_with('字') && ["不超过", "不少于"].iter().any(|w| inside.contains(w));
        limit || inside == "略" || ASKS.iter().any(|w| inside.contains(w))
    };
    let mut found = Vec::new();
    for (at, open) in text.match_indices(['（', '(', '【', '[']) {
        let rest = &text[at + open.len()..];
        let stops = ['）', ')', '】', ']', '\n', '（', '('];
        let end = rest.char_indices().take(LONGEST * 2).find(|(_, c)| stops.contains(c));
        let Some((end, _)) = end else { continue };
        let inside = rest[..end].trim();
        let closed = !rest[end..].starts_with(['\n', '（', '(']);
        if closed && text::length(inside) <= LONGEST && asks(inside) {
            found.push((at, &text[at..at + open.len() + end]));
        }
    }
    found
}

/// A single X before a unit (公开信息X条), and a date without figures (于  年  月  日).
fn single_gaps(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['X', 'x', '×', 'Ｘ']) {
        let after = &text[at + mark.len()..];
        let unit = after.starts_with(COUNTED) && !after.starts_with(['号', '%']);
        let before = text[..at].chars().next_back();
        let alone = before.is_none_or(|c| !c.is_ascii_alphanumeric() && !mark.contains(c));
        if unit && alone {
            let end = after.chars().next().map_or(0, char::len_utf8);
            found.push((at, &text[at..at + mark.len() + end]));
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
    found
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
