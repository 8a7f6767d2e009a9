//! How clauses are built: what they deny, what they begin with, and lists with 分别.

use crate::figures::Figure;

const DENIALS: &[&str] = &["未", "没有", "无"];
/// After 未, these deny that something happened; others say how it was done.
#[rustfmt::skip]
const HAPPENED: &[&str] = &[
    "收到", "收取", "接到", "受理", "发生", "产生", "出现", "引发", "引起", "有", "因", "被",
    "制", "出台", "结转",
];
/// After 没有 or 无, these make another word.
#[rustfmt::skip]
const NOT_DENIED: &[&str] = &[
    "正当", "法", "关", "理由", "偿", "及时", "完全", "形成", "建立", "落实", "现成", "做到",
    "真正", "充分", "严格", "按",
];
/// A longer clause after 没有 or 无 says more than that something is not there.
const DENIED_WITHIN: usize = 30;
/// What a clause may begin with before it comes to its point.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "其中", "全年", "本年度", "本年", "今年", "年度", "全市", "全县", "全区", "全镇", "全局",
    "我市", "我县", "我区", "我镇", "我局", "我委", "本机关", "本单位", "各级行政机关",
    "行政机关", "累计", "依法", "予以", "按期", "按时", "及时", "申请", "结果", "涉及", "属于", "告知",
    "合计", "自然人", "法人或其他组织", "企业",
];
const FILLERS: &str = "0123456789０１２３４５６７８９年件起宗共已均的，：、（ 因";

/// Where a clause begins to deny that something happened.
pub(super) fn denial(clause: &str) -> Option<usize> {
    let denies = |i: usize, word: &str| {
        let rest = &clause[i + word.len()..];
        let starts = |words: &[&str]| words.iter().any(|w| rest.starts_with(w));
        match word {
            "未" => starts(HAPPENED) && !clause[..i].ends_with('尚'),
            _ => !starts(NOT_DENIED) && rest.chars().count() <= DENIED_WITHIN,
        }
    };
    let all = DENIALS.iter().flat_map(|d| clause.match_indices(d));
    all.filter(|(i, d)| denies(*i, d)).map(|(i, _)| i).min()
}

/// Whether a clause comes to one of these words with nothing before it but openings.
pub(super) fn begins_with(mut clause: &str, words: &[&[&str]]) -> bool {
    loop {
        if words.iter().copied().flatten().any(|w| clause.starts_with(w)) {
            return true;
        }
        match OPENINGS.iter().find_map(|w| clause.strip_prefix(w)) {
            Some(rest) => clause = rest,
            None => match clause.strip_prefix(|c| FILLERS.contains(c)) {
                Some(rest) => clause = rest,
                None => return false,
            },
        }
    }
}

/// 甲、乙分别为3件和5件: the words for the last of these figures are its own name of the list
/// and what follows 分别. `None` if there is no such list.
pub(super) fn respective(text: &str, figures: &[Figure]) -> Option<String> {
    let joins =
        |f: &Figure| text[f.subject.clone()].trim().chars().all(|c| "、，和及与".contains(c));
    let nth = figures.iter().rev().take_while(|f| joins(f)).count();
    let first = figures.len().checked_sub(nth + 1)?;
    let subject = &text[figures[first].subject.clone()];
    let (names, verb) = subject.split_once("分别")?;
    let names: Vec<&str> = names.split(['、', '和', '及', '与']).collect();
    let before = names.first()?.rfind(['，', ',', '：']).map_or(0, |i| i);
    let name = if nth == 0 { &names.first()?[before..] } else { *names.get(nth)? };
    (names.len() > 1).then(|| format!("{name}{verb}"))
}
