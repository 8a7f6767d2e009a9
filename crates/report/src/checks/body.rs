//! Which matters the text must mention, and how long it may be.

use super::{Check, Context, Outcome, at_section, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::form::{Level, Topic};
use crate::text;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[FEES_NAMED, LENGTH, ASPECTS, GOVERNMENT, PROBLEMS];

const FEES_NAMED: Check = Check::new("C-17", Warning, "其他事项中写明信息处理费的情况", topics);
const ASPECTS: Check = Check::new("C-20", Warning, "总体情况写到五个方面", topics);

/// C-17, C-20: a section mentions every topic that the form requires under this rule. Empty
/// sections are found by another rule.
pub(super) fn topics(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for section in context.form.sections {
        let topics: Vec<&Topic> = section.topics.iter().filter(|t| t.rule == check.id).collect();
        if topics.is_empty() {
            continue;
        }
        let here = context.report.sections.iter().position(|s| s.id.as_deref() == Some(section.id));
        let Some(i) = here else { continue };
        let text = &context.report.sections[i].text;
        let missing: Vec<&str> = topics.iter().filter(|t| !t.is_in(text)).map(|t| t.name).collect();
        if missing.is_empty() || text.trim().is_empty() {
            continue;
        }
        let place = context.report.place(i);
        let what = missing.join("”“");
        let message = format!("“{}”没有写到“{what}”；没有发生的也请写明。", section.heading);
        let at = at_section(&place);
        let section = Some(place);
        found.push(Finding { section, ..finding(check, at, message) });
    }
    Outcome::Found(found)
}

const LENGTH: Check = Check::new("C-19", Warning, "总体情况不超过规定的字数", length);

/// C-19: a section has no more characters than the form allows, white space not counted.
pub(super) fn length(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (i, section) in context.report.sections.iter().enumerate() {
        let known = section.id.as_deref().and_then(|id| context.form.section(id));
        let Some(limit) = known.and_then(|s| s.limit) else { continue };
        let length = text::length(&section.text);
        if length > limit {
            let place = context.report.place(i);
            let name = text::without_numeral(&section.heading);
            let message = format!("“{name}”一般不超过{limit}字，现为{length}字。");
            found.push(Finding {
                stated: Some(length.to_string()),
                computed: Some(limit.to_string()),
                difference: Some((length - limit).to_string()),
                section: Some(place.clone()),
                ..finding(check, at_section(&place), message)
            });
        }
    }
    Outcome::Found(found)
}

const GOVERNMENT: Check =
    Check::new("C-21", Warning, "政府的报告写到工作考核、社会评议、责任追究", government);

/// C-21: the report of a people's government mentions what only governments must report.
pub(super) fn government(context: &Context, check: &Check) -> Outcome {
    let topics = context.form.government_topics;
    // The chosen level takes precedence over the name.
    let other = matches!(context.report.level, Some(Level::Department | Level::Township));
    let government = !other && crate::body::is_government(&context.report.agency);
    let written = context.prose.iter().any(|(place, _, t)| place != "preface" && !t.is_empty());
    if !government || !written {
        return Outcome::Found(Vec::new());
    }
    let missing = |t: &&Topic| !context.prose.iter().any(|(_, _, text)| t.is_in(text));
    let missing: Vec<&str> = topics.iter().filter(missing).map(|t| t.name).collect();
    if missing.is_empty() {
        return Outcome::Found(Vec::new());
    }
    let message = format!("人民政府的年度报告应写到“{}”。", missing.join("”“"));
    Outcome::Found(vec![finding(check, "report", message)])
}

const PROBLEMS: Check = Check::new("C-22", Warning, "问题和改进都有具体内容", problems);

/// Words for what is lacking.
#[rustfmt::skip]
const PROBLEM: &[&str] = &[
    "问题", "差距", "距离", "短板", "薄弱", "有待", "困难", "还需", "仍需", "尚需", "尚", "未", "仍", "壁垒", "弱", "参差", "难以", "难点",
    "滞后", "单一", "单薄", "缺", "欠", "乏", "少", "慢", "低", "差", "短", "断档", "空白", "流于", "应付", "脱节", "零散",
    "遗憾", "隐患", "漏", "拖延", "粗", "偏", "仅", "浅", "窄", "不",
];
/// Words with these characters that tell of nothing lacking.
#[rustfmt::skip]
const NOTHING_LACKING: &[&str] = &[
    "不断", "不仅", "不但", "不同", "不折不扣", "不遗余力", "不懈", "不定期", "毫不", "不忘", "不断档", "减少", "不少", "降低",
    "缩短", "最低", "差异化", "短信", "短视频", "弥补", "补齐", "至少", "高低",
];
/// Words for what is done about it.
#[rustfmt::skip]
const IMPROVEMENT: &[&str] = &[
    "改进", "改善", "下一步", "下步", "措施", "加强", "提升", "提高", "完善", "健全", "优化", "强化", "整改",
    "为此", "对此", "针对", "今后", "将", "计划", "加大", "加快", "增设", "解决", "拟", "接下来", "后续", "下一年", "明年",
    "来年", "下半年", "专人", "专班", "每日", "每周", "每月", "每季", "每半", "逐日", "逐周", "逐月", "逐季", "逐条", "逐项",
    "逐人", "均", "已", "了", "力争", "确保", "统一使用", "写进", "纳入", "抽调", "补", "改为", "配齐", "增配",
];
/// Words of sentences about what goes well or has to go on.
#[rustfmt::skip]
const GOOD: &[&str] = &[
    "成绩", "成效", "进步", "稳步", "肯定", "取得", "推进", "继续", "进一步", "再接再厉", "有序", "努力", "附件", "附表",
];
/// Words that make one of these a thing that is lacking: 有待加强, 影响了.
const WANTED: &[&str] =
    &["待", "需", "须", "不够", "未", "影响", "制约", "导致", "造成", "带来", "出现", "存在"];
/// What follows 已, 了 or 均 where nothing was done: 已过时, 了解, 均衡.
const STATES: &[char] =
    &['不', '难', '过', '失', '滞', '无', '解', '衡', '较', '偏', '有', '存', '未'];

/// C-22: the section that must be written anew each year names problems and improvements in more
/// than a phrase.
pub(super) fn problems(context: &Context, check: &Check) -> Outcome {
    const LEAST: usize = 50;
    /// Fewer characters are too few even if they name both.
    const FEWEST: usize = 30;
    let mut found = Vec::new();
    for (i, section) in context.report.sections.iter().enumerate() {
        let known = section.id.as_deref().and_then(|id| context.form.section(id));
        // Empty sections are found by V-03.
        if known.is_none_or(|s| s.alike.is_none()) || section.text.trim().is_empty() {
            continue;
        }
        let (problem, improvement) =
            (names_problem(&section.text), names_improvement(&section.text));
        let length = text::length(&section.text);
        let why = if length < FEWEST || length < LEAST && !(problem && improvement) {
            format!("内容过于简单（不足{LEAST}字）")
        } else if !problem {
            "没有写出存在的问题".to_string()
        } else if !improvement {
            "没有写出改进情况".to_string()
        } else {
            continue;
        };
        let place = context.report.place(i);
        let quote: String = section.text.chars().take(12).collect();
        let message = format!("“{}”{why}。", text::without_numeral(&section.heading));
        // It is about the whole text, of which no words are to be replaced.
        found.push(Finding { range: Some(0..0), ..in_prose(check, &place, &quote, message) });
    }
    Outcome::Found(found)
}

/// Sentences, and the parts between semicolons, that are long enough to tell something.
fn told(text: &str) -> impl Iterator<Item = &str> {
    const LEAST: usize = 8;
    text.split(['。', '；', ';', '\n']).filter(|part| text::length(part) >= LEAST)
}

/// Whether a text may name something that is lacking: one of the words of lack or denial says so, or
/// there is a sentence that tells neither of plans nor of success.
fn names_problem(text: &str) -> bool {
    lacks(text) || told(text).any(|part| !GOOD.iter().chain(IMPROVEMENT).any(|w| part.contains(w)))
}

/// Whether one of the words of lack or denial is in a text.
fn lacks(text: &str) -> bool {
    let none = |at: usize, word: &str| {
        NOTHING_LACKING.iter().any(|phrase| {
            let mut places = phrase.match_indices(word).map(|(i, _)| i);
            places.any(|i| at >= i && text.as_bytes()[at - i..].starts_with(phrase.as_bytes()))
        })
    };
    PROBLEM.iter().any(|w| text.match_indices(w).any(|(at, word)| !none(at, word)))
}

/// Whether a text may name something that was or will be done: a word of improvement, of the future, of
/// what is finished, or of who does it how often, none of them told as lacking; or there is a sentence
/// without any lack or success.
fn names_improvement(text: &str) -> bool {
    const BEFORE: usize = 6;
    let done = |(at, word): (usize, &str)| {
        let before: Vec<char> = text[..at].chars().rev().take(BEFORE).collect();
        let before: String = before.into_iter().rev().collect();
        let clause = before.rsplit(['，', '。', '、', '；', '：', '\n']).next().unwrap_or_default();
        let single = matches!(word, "已" | "了" | "均");
        let state = single
            && (text[at + word.len()..].starts_with(STATES)
                || before.ends_with(['为', '除', '不']));
        !state && !WANTED.iter().any(|w| clause.contains(w))
    };
    IMPROVEMENT.iter().any(|w| text.match_indices(w).any(done))
        || told(text).any(|part| !lacks(part) && !GOOD.iter().any(|w| part.contains(w)))
}
