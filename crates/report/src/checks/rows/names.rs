//! What the names of parts say: whether they divide a whole.

use super::Paragraph;
use crate::figures::Figure;
use crate::words;

/// Characters between a name and its figure that say nothing.
pub(super) const COUNTING: &[char] = &['共', '为', '：', ':'];

/// The name of a part: the words of its clause before it, without these characters at the end.
pub(super) fn name<'a>(here: &'a Paragraph, part: &Figure, counting: &[char]) -> &'a str {
    let subject = here.line[part.subject.clone()].trim_end_matches(counting);
    words::behind_last(subject, &['，', ',', '、', '；', ';', '。', '：', ':'])
}

/// Whether the names end alike and begin differently (现场解决, 跟进解决; 采纳, 部分采纳), or begin with
/// the same particle or word (来自个人的, 来自企业的; 2018年以前的, 2018年以后的). Such rows are not always complete, so their sum must also
/// be near the total.
pub(super) fn are_alike(here: &Paragraph, parts: &[&Figure]) -> bool {
    const END: usize = 2;
    const PARTICLES: &[&str] = &["来自", "由", "属于", "拟"];
    let plain = |p: &&Figure| name(here, p, COUNTING).trim_end_matches(['的', '了']);
    let names: Vec<&str> = parts.iter().map(plain).collect();
    let end = |name: &str| match name.ends_with('类') {
        true => "类".to_string(),
        false => name.chars().rev().take(END).collect(),
    };
    let Some((last, others)) = names.split_last() else { return false };
    let long = names.iter().all(|name| name.chars().count() >= END)
        && names.iter().any(|name| name.chars().count() > END);
    let start: String = last.chars().take(END).collect();
    let particle = names.iter().all(|name| name.starts_with(&start))
        || PARTICLES.iter().any(|p| names.iter().all(|name| name.starts_with(p)));
    long && others.iter().all(|name| (particle || end(name) == end(last)) && name != last)
}

/// Whether two names say what is done and what is not: 已采纳, 未采纳; 已审结, 正在审理; 合格, 不合格.
pub(super) fn are_opposite(yes: &str, no: &str) -> bool {
    const DONE: &[&str] = &["已经", "已", "完成", "立即", "当场", "按期", "按时"];
    #[rustfmt::skip]
    const OPEN: &[&str] = &[
        "尚未", "还未", "未", "不", "非", "正在", "仍在", "限期", "继续", "延期", "逾期", "暂未", "待",
    ];
    let plain =
        |name: &str| name.trim_start_matches(['有', '的']).trim_end_matches('的').to_string();
    let (yes, no) = (plain(yes), plain(no));
    let done = DONE.iter().find_map(|w| yes.strip_prefix(w)).unwrap_or(&yes);
    let Some(open) = OPEN.iter().find_map(|w| no.strip_prefix(w)) else { return false };
    // 办结, 正在办理
    let under_way = ["正在", "仍在", "尚在"].iter().any(|w| no.starts_with(w));
    if under_way && done.ends_with(['结', '完', '毕']) && done.chars().next() == open.chars().next()
    {
        return done.chars().count() > 1;
    }
    done.chars().count() > 1
        && done.chars().next() == open.chars().next()
        && (done != yes || done.starts_with(open) || open.starts_with(done))
        // 经核查属实, 不属实
        || no.starts_with(['未', '不']) && open.chars().count() > 1 && done.ends_with(open)
}

/// Whether two of these parts are all above, or below, some measure, so that one contains the other: 亿元以上21个，10亿元以上5个.
pub(super) fn are_nested(here: &Paragraph, parts: &[&Figure]) -> bool {
    let count =
        |word: &str| parts.iter().filter(|p| name(here, p, COUNTING).contains(word)).count();
    count("以上") > 1 || count("以下") > 1 || count("超过") > 1
}

/// What becomes of a request or a case.
#[rustfmt::skip]
const OUTCOMES: &[&str] = &[
    "予以公开", "同意公开", "部分公开", "不予公开", "不公开", "信息不存在", "不存在", "非本机关", "不属于本机关",
    "无法提供", "不予处理", "其他处理", "维持", "撤销", "撤回", "撤诉", "驳回", "纠正", "纠错", "违法", "终止", "不予受理",
    "变更", "调解", "尚未审结", "正在审理", "其他结果", "不掌握", "作其他处理",
];

/// Whether a part is an outcome of requests or cases.
pub(super) fn is_outcome(here: &Paragraph, part: &Figure) -> bool {
    let name = name(here, part, COUNTING).trim_end_matches(['的', '有']);
    // 不属于本机关掌握: a long name may go on.
    let long = |w: &str| w.chars().count() > 3;
    // 撤销原决定
    let undone = |w: &str| name.strip_prefix(w).is_some_and(|rest| rest.starts_with('原'));
    let is =
        |w: &&str| name.ends_with(*w) || undone(w) || long(w) && words::find(name, w).is_some();
    matches!(name, "公开" | "其他" | "其他情形") || OUTCOMES.iter().any(is)
}

/// Levels of government: a row of three of them is complete.
#[rustfmt::skip]
const LEVELS: &[&str] = &[
    "中央", "国家级", "省级", "市级", "县级", "区级", "旗级", "乡级", "镇级", "乡镇", "镇街", "街道", "村级",
    "社区", "部门", "县直", "市直", "区直",
];

/// Whether a part is of a level of government.
pub(super) fn is_level(here: &Paragraph, part: &Figure) -> bool {
    LEVELS.iter().any(|w| name(here, part, COUNTING).starts_with(w))
}

/// Whether the parts are of offices and of places below: 部门3560条、乡镇1570条.
pub(super) fn are_bodies(here: &Paragraph, parts: &[&Figure]) -> bool {
    const BODIES: &[&str] =
        &["部门", "单位", "乡镇", "镇街", "街镇", "街道", "镇", "乡", "县区", "县市区"];
    let is = |p: &&Figure| BODIES.iter().any(|w| name(here, p, COUNTING).ends_with(w));
    parts.iter().all(is)
}

/// Whether short names differ in one character only, so that they divide a whole: 线上, 线下.
pub(super) fn are_twins(names: &[&str]) -> bool {
    let Some(first) = names.first() else { return false };
    let ends = |name: &str| (name.chars().next(), name.chars().next_back());
    let length = first.chars().count();
    let like = |name: &&str| {
        let ((a, z), (b, y)) = (ends(first), ends(name));
        name.chars().count() == length && (a == b || z == y)
    };
    (2..=3).contains(&length) && names.len() > 1 && names.iter().all(like)
}

/// Whether the names of two parts share their last character (专职, 兼职), or a mark of coordination
/// joins them (个人31件、企业8件). Two attributes of one set need not (女性58名，党员71名).
pub(super) fn are_of_one_kind(here: &Paragraph, parts: &[&Figure]) -> bool {
    let [first, second] = parts else { return true };
    let end = |p: &Figure| name(here, p, COUNTING).trim_end_matches('的').chars().next_back();
    let gap = &here.line[first.whole.end..second.number.start];
    gap.contains(['、', '；', ';', '和', '及']) || end(first) == end(second)
}

/// Whether the outcome of a case is that of one stage, so that a case may have several: 一审驳回.
pub(super) fn is_stage(here: &Paragraph, part: &Figure) -> bool {
    words::has(&["审", "上诉", "后", "经", "先", "再"], name(here, part, COUNTING))
}
