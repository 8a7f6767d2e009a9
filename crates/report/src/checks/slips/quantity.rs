//! Quantities that lack their number (核准企业资质条) or their unit (260余，).

use super::is_han;
use crate::text;

/// Verbs after which things are counted.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "核准", "公开", "发布", "受理", "收到", "办结", "回应", "举办", "召开", "核发", "编印", "发放", "制作", "答复",
    "推送", "开展", "新增", "新建", "建成", "设立", "设置", "开设", "制定", "印发", "出台", "修订", "清理", "更新",
    "转载", "处置", "查处", "组织", "接待", "接听", "解答", "征集", "采纳", "梳理", "整改", "排查", "走访", "刊登",
    "刊发", "撰写", "编发", "张贴", "悬挂", "撤并", "关停", "归档", "上传", "报送", "收取", "优化", "培训", "审核",
];
/// Units, each with the characters that form a word with it (文件, 头条, 提起, 文本).
#[rustfmt::skip]
const UNITS: &[(&str, &str)] = &[
    ("人次", ""),
    ("万元", ""),
    ("条", MADE_WORDS),
    ("件", MADE_WORDS),
    ("篇", MADE_WORDS),
    ("个", "这那几每各哪整逐多某数半单首同第余自前后上下另"),
    ("张", "主紧扩夸开慌纸伸铺嚣乖声老小姓几每各逐多某大"),
    ("起", "一发引提兴掀唤缘了不激捡升"),
    ("本", "基成文版样读课资根脚剧蓝副抄标范"),
    ("次", "层批场人档首再多依名逐每各该此轮班频件期条"),
    ("期", "日定按到长周近学时任预假同延逾初中后早短当分工限效前本"),
    ("份", "身月年省部股备成辈"),
    ("场", "市现会广立一考赛牧农林工收进入出职剧战机商车球操菜开登退专"),
];
const MADE_WORDS: &str = "文稿信证案条邮附事要物软硬部零头线各每逐该此那某几多法两函来急计构组配备器元\
    报诉议访询求复印原快密套办收发批拟请词链面便枝教";
/// Units that no other word ends with, apart from those above: they need no verb, if the sentence
/// has another number of the same unit.
const PLAIN: &[&str] = &["人次", "条", "篇", "个", "张", "份"];
/// Words with a number that is a name.
const NUMBERED: &[&str] =
    &["热线", "电话", "专线", "号", "第", "平台", "网", "版", "频道", "排名", "得分", "标准"];

/// The first quantity of a line that lacks its number or its unit. Marks must be full-width.
pub(super) fn lacking(line: &str) -> Option<String> {
    line.split('。').find_map(|sentence| {
        let clauses: Vec<&str> =
            sentence.split(['，', '；', '、', '：']).map(str::trim_end).collect();
        let of = |clause: &&str| {
            without_number(clause, &clauses)
                .or_else(|| without_unit(clause))
                .or_else(|| bare_number(clause, &clauses))
        };
        clauses.iter().find_map(of)
    })
}

fn is_digit(c: char) -> bool {
    text::half_width(c).is_ascii_digit()
}

/// Whether a clause has a number.
fn is_numbered(clause: &str) -> bool {
    clause.chars().any(|c| is_digit(c) || "零〇一二三四五六七八九十百千万两余数".contains(c))
}

/// Where the last verb of counting begins, if the rest of the clause is short.
fn counting_verb(body: &str) -> Option<usize> {
    let at = VERBS.iter().filter_map(|v| body.rfind(v)).max()?;
    (body[at..].chars().count() < 12).then_some(at)
}

/// A unit right before a mark, without a number: after a verb of counting, or beside another number
/// of this unit.
fn without_number(clause: &str, clauses: &[&str]) -> Option<String> {
    let (unit, words) = UNITS.iter().find(|(unit, _)| clause.ends_with(unit))?;
    let body = &clause[..clause.len() - unit.len()];
    let before = body.chars().next_back()?;
    if is_numbered(body) || words.contains(before) || !is_han(before) || body.contains("单位") {
        return None;
    }
    // 培训人次 and 收费万元 may be the name of a figure.
    let name = ["人次", "万元"].contains(unit);
    if let Some(at) = counting_verb(body).filter(|_| !name) {
        return Some(clause[at..].to_string());
    }
    let counted = |other: &&str| {
        let number = other.strip_suffix(unit).map(str::trim_end);
        number.is_some_and(|n| n.ends_with(|c| is_digit(c) || c == '余'))
    };
    let series = PLAIN.contains(unit) && clauses.iter().any(counted);
    (series && body.chars().count() >= 3 && body.chars().all(is_han)).then(|| clause.to_string())
}

/// A number without a unit before a mark (260余，), or 共计 without anything.
fn without_unit(clause: &str) -> Option<String> {
    let about = clause.strip_suffix('余').is_some_and(|body| body.ends_with(is_digit));
    let nothing = clause.ends_with("共计") && !is_numbered(&clause[..clause.len() - "共计".len()]);
    let tail: Vec<char> = clause.chars().rev().take(12).collect();
    (about || nothing).then(|| tail.into_iter().rev().collect())
}

/// A number without a unit after what is counted, beside numbers with one (发布信息120，回复留言45条).
fn bare_number(clause: &str, clauses: &[&str]) -> Option<String> {
    let body = clause.trim_end_matches(is_digit);
    let number = &clause[body.len()..];
    let noun = &body[counting_verb(body)?..];
    let year = number.chars().count() == 4;
    let other = |c: &&str| {
        let unit = c.chars().next_back().filter(|c| "条件篇个次期份场张".contains(*c));
        unit.is_some_and(|unit| {
            c.strip_suffix(unit).is_some_and(|n| n.trim_end().ends_with(is_digit))
        })
    };
    let plain = !number.is_empty() && !year && number.chars().count() <= 6;
    let counted = plain
        && noun.chars().count() >= 4
        && noun.chars().all(is_han)
        && !NUMBERED.iter().any(|w| noun.contains(w));
    (counted && clauses.iter().any(other)).then(|| format!("{noun}{number}"))
}
