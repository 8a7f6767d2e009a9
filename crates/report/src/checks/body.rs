//! Which matters the text must mention, and how long it may be.

use super::{Check, Context, Outcome, at_section, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::form::{Level, Topic};
use crate::text;

fn has(topic: &Topic, text: &str) -> bool {
    topic.words.iter().any(|w| text.contains(w))
}

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
        let missing: Vec<&str> = topics.iter().filter(|t| !has(t, text)).map(|t| t.name).collect();
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
    let missing = |t: &&Topic| !context.prose.iter().any(|(_, _, text)| has(t, text));
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
    "问题", "不足", "差距", "短板", "薄弱", "有待", "不够", "欠缺", "不高", "不强", "不到位", "不及时", "不全",
    "不平衡", "不规范", "不深", "不多", "不熟", "不稳", "单一", "滞后", "较少", "偏少", "较弱", "偏弱", "较慢",
    "偏慢", "困难", "缺乏", "缺少", "还需", "仍需", "尚需", "未能", "弱项", "参差不齐", "难以",
];
/// Words for what is done about it.
#[rustfmt::skip]
const IMPROVEMENT: &[&str] = &[
    "改进", "改善", "下一步", "下步", "措施", "加强", "提升", "提高", "完善", "健全", "优化", "强化", "整改",
    "为此", "对此", "针对", "今后", "将", "计划", "加大", "加快", "增设", "解决",
];
/// Words that make one of these a thing that is lacking: 有待加强.
const WANTED: &[&str] = &["待", "需", "须", "不够", "未"];

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
        let says = |words: &[&str]| words.iter().any(|w| section.text.contains(w));
        let done = |w: &&str| {
            section.text.match_indices(*w).any(|(at, _)| {
                let before: Vec<char> = section.text[..at].chars().rev().take(6).collect();
                let before: String = before.into_iter().rev().collect();
                let clause = before.rsplit(['，', '。', '、', '；', '：']).next();
                !clause.is_some_and(|c| WANTED.iter().any(|w| c.contains(w)))
            })
        };
        let (problem, improvement) = (says(PROBLEM), IMPROVEMENT.iter().any(done));
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
        found.push(in_prose(check, &place, &quote, message));
    }
    Outcome::Found(found)
}
