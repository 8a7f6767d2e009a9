//! Single characters written twice: 公开范范围, 公开工作作. Chinese repeats characters where two words meet
//! (职工工作), so one is taken for a slip only if the report itself has the words without it.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::doubled::{GRAMMAR, PLACES, starts};
use crate::steps;
use crate::text::is_han;
use crate::words;

/// Words that such reports use, none of which contains a shorter word with a character doubled.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "政府信息公开", "主动公开", "依申请公开", "政务公开", "公开范围", "公开目录", "公开指南", "公开内容", "公开形式",
    "公开渠道", "公开质量", "公开机制", "严格执行", "认真落实", "贯彻落实", "进一步", "及时更新", "及时发布", "政策解读",
    "回应关切", "社会关切", "工作要点", "规范性文件", "监督保障", "平台建设", "信息发布", "审查机制", "保密审查", "业务培训",
    "政务新媒体", "门户网站", "行政复议", "行政诉讼", "组织领导", "领导小组", "责任追究", "社会评议", "工作考核",
    "便民服务", "办事指南", "重点领域", "行政许可", "行政处罚", "行政强制", "公共资源", "公众参与", "队伍建设", "工作人员",
    "信息管理", "存在问题", "改进措施", "年度报告", "申请人", "办理流程", "工作机制", "长效机制", "加大力度", "不断提高",
    "深入推进", "持续推进", "高度重视", "群众满意", "征求意见", "营商环境", "优化服务", "答复申请", "法定期限", "有关规定",
];
/// Characters that count, and that are repeated to mean each.
const CLASSIFIERS: &str = "项件次条个家场期批位名份级人户村天年月层处事时";

/// The report's whole text, and what was found in it: whether a character was doubled by mistake
/// between two before and two after it.
pub(super) struct Said<'a> {
    report: &'a str,
    judged: HashMap<Vec<char>, bool>,
}

impl Said<'_> {
    /// Of a report's whole text.
    pub(super) fn of(report: &str) -> Said<'_> {
        Said { report, judged: HashMap::new() }
    }

    /// Whether the character here is followed by itself by mistake.
    pub(super) fn is_stray(&mut self, chars: &[char], at: usize) -> bool {
        let from = at.saturating_sub(2);
        let around = &chars[from..chars.len().min(at + 4)];
        if around.get(at - from) != around.get(at - from + 1) {
            return false;
        }
        if let Some(known) = self.judged.get(around) {
            return *known;
        }
        let at = at - from;
        let stray = stray(around, at, self.report)
            || stray_at_edge(around, at, self.report)
            || stray_in_noun(around, at, self.report);
        self.judged.insert(around.to_vec(), stray);
        stray
    }
}

/// Whether the character here was doubled by mistake: without one of the two, the same words occur
/// elsewhere in the report (公开范范围, 公开范围). They would not where two words meet (职工工作).
fn stray(chars: &[char], at: usize, report: &str) -> bool {
    let Some([before, first, second, after]) = at.checked_sub(1).and_then(|i| chars.get(i..i + 4))
    else {
        return false;
    };
    let han = [before, first, after].into_iter().all(|c| is_han(*c));
    // 认认真真 is written so on purpose.
    let paired = at.checked_sub(2).is_some_and(|i| chars[i] == *before)
        || chars.get(at + 3).is_some_and(|next| next == after);
    let plain = first == second && han && before != first && after != first && !paired;
    if !plain || PLACES.contains(first) || begins_word(&chars[at + 1..]) {
        return false;
    }
    if !steps::take(1 + report.len() / 8) {
        return false;
    }
    let said = |words: [Option<&char>; 4]| {
        let words: Option<String> = words.into_iter().map(|c| c.filter(|c| is_han(**c))).collect();
        // What the report says once may end and begin with words that only meet there.
        let often = |w: &String| report.match_indices(w.as_str()).count() > 1;
        words.is_some_and(|w| often(&w) || printed().contains(&w))
    };
    // In 司法行政政务公开 two words meet, each of which also occurs without the other.
    let next = |i: usize| report[i..].chars().next();
    let [left, right] = [String::from_iter([before, first]), String::from_iter([second, after])];
    let ends = report.match_indices(&left).filter_map(|(i, w)| next(i + w.len()));
    let begins = report.match_indices(&right).filter_map(|(i, _)| report[..i].chars().next_back());
    let meet = ends.into_iter().any(|c| c != *first && c != *after)
        && begins.into_iter().any(|c| c != *first && c != *before);
    if meet {
        return false;
    }
    let above = at.checked_sub(2).and_then(|i| chars.get(i));
    let word = String::from_iter([before, first, after]);
    // A classifier may end the one word and begin the other: 该项项目.
    let counts = CLASSIFIERS.contains(*first);
    let known = COMMON.iter().any(|w| w.contains(&word)) || report.matches(&word).count() > 1;
    known && !counts
        || said([above, Some(before), Some(first), Some(after)])
        || said([Some(before), Some(first), Some(after), chars.get(at + 3)])
}

/// Nouns that such reports use in every sentence.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "学校", "关区", "园区", "辖区", "机关", "单位", "部门", "街道", "社区", "乡镇", "医院", "网站", "平台", "信息", "政府", "企业",
    "群众", "公众", "渠道", "栏目", "目录", "制度", "机制", "文件", "政策", "队伍", "人员", "情况", "工作", "科室", "窗口", "专栏",
];
/// What goes on after a noun, with characters that form a word with it: 学校已, but 企业业已.
#[rustfmt::skip]
const AFTER_NOUN: &[(&str, &str)] = &[
    ("各", ""), ("的", "有目标别似是"), ("共", "公中总一"), ("已", "业早而不"), ("未", "从并尚"), ("将", "即必大"),
    ("配备", ""), ("设立", ""), ("设置", ""), ("完善", ""), ("全部", ""), ("主动", "能"), ("认真", ""), ("严格", ""),
    ("积极", ""), ("及时", "涉普触波危顾以"), ("召开", ""), ("举办", ""), ("建立", ""), ("负责", ""),
];

/// Whether the last character of a noun was doubled by mistake: 学校校配备, 关区区各单位. The noun is one of every
/// report, or this one has it elsewhere; and what follows begins no word with the character.
fn stray_in_noun(chars: &[char], at: usize, report: &str) -> bool {
    let Some([before, first, second]) = at.checked_sub(1).and_then(|i| chars.get(i..i + 3)) else {
        return false;
    };
    let plain = first == second && before != first && is_han(*before) && is_han(*first);
    let goes_on =
        |(word, joined): &(&str, &str)| starts(&chars[at + 2..], word) && !joined.contains(*first);
    if !plain || CLASSIFIERS.contains(*first) || !AFTER_NOUN.iter().any(goes_on) {
        return false;
    }
    let noun = String::from_iter([before, first]);
    NOUNS.contains(&noun.as_str())
        || steps::take(1 + report.len() / 8) && {
            let all = words::places(report, &noun);
            all.filter(|i| !report[i + noun.len()..].starts_with(*first)).count() > 1
        }
}

/// Whether a word that begins like one of grammar is here: 了解 in 为了了解.
fn begins_word(chars: &[char]) -> bool {
    let of = |(c, words): &(char, &[&str])| {
        chars.first() == Some(c) && words.iter().any(|word| starts(chars, word))
    };
    GRAMMAR.iter().any(of)
}

/// Whether the character here, the first or the last of a clause, was doubled by mistake: with only one of
/// them the clause ends or begins like others of the report (公开工作作，), which 层层压实 does not.
fn stray_at_edge(chars: &[char], at: usize, report: &str) -> bool {
    let first = chars[at];
    // In 2022年年报 a number is before it.
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    let begins = !is_word(at.checked_sub(1).and_then(|i| chars.get(i)));
    let ends = !is_word(chars.get(at + 2));
    let word = match (begins, ends) {
        (true, false) => chars.get(at + 1..at + 4),
        (false, true) => at.checked_sub(2).and_then(|from| chars.get(from..=at)),
        _ => None,
    };
    let Some(word) = word.filter(|word| word.iter().all(|c| is_han(*c))) else { return false };
    // 人人参与 is said of each, whoever else 参与.
    if begins && CLASSIFIERS.contains(first) {
        return false;
    }
    if begins_word(&chars[at + 1..]) || !steps::take(1 + report.len() / 8) {
        return false;
    }
    let word: String = word.iter().collect();
    let alone = words::places(report, &word).filter(|at| match begins {
        true => !report[..*at].ends_with(first),
        false => !report[at + word.len()..].starts_with(first),
    });
    alone.count() > 1
}

/// All words that the forms print.
fn printed() -> &'static str {
    static PRINTED: OnceLock<String> = OnceLock::new();
    PRINTED.get_or_init(|| {
        let sections = crate::all_forms().flat_map(|f| f.sections).map(|s| s.heading);
        let blocks = crate::all_forms().flat_map(|f| f.tables).flat_map(|t| t.blocks);
        let labels = blocks.flat_map(|b| b.rows).map(|r| r.label);
        sections.chain(labels).collect::<Vec<_>>().join("\n")
    })
}
