//! Quantities that lack their number (核准企业资质条) or their unit (260余，).

use super::is_han;
use crate::text;
use crate::words::{self, WordList};

/// Verbs after which things are counted.
#[rustfmt::skip]
static VERBS: WordList = WordList::new(&[
    "核准", "公开", "发布", "受理", "收到", "办结", "回应", "举办", "召开", "核发", "编印", "发放", "制作", "答复",
    "推送", "开展", "新增", "新建", "建成", "设立", "设置", "开设", "制定", "印发", "出台", "修订", "清理", "更新",
    "转载", "处置", "查处", "组织", "接待", "接听", "解答", "征集", "采纳", "梳理", "整改", "排查", "走访", "刊登",
    "刊发", "撰写", "编发", "张贴", "悬挂", "撤并", "关停", "归档", "上传", "报送", "收取", "优化", "培训", "审核",
]);
/// Verbs whose object is an application, not the form for one.
const RECEIVED: &[&str] = &["收到", "接收", "新收", "受理"];
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
/// Words before a number that is a name, a place in an order, or a rate.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "热线", "电话", "专线", "拨打", "致电", "号", "平台", "网", "版", "频道", "排名", "位列", "指数", "标准",
    "附件", "邮编", "比例", "占比", "率", "度",
];

/// A clause between two marks.
struct Clause<'a> {
    words: &'a str,
    /// Whether it is an item of a list, parted by 、 from the next one or the one before.
    is_item: bool,
}

fn clauses(sentence: &str) -> Vec<Clause<'_>> {
    let mut listed = false;
    let pieces = sentence.split_inclusive(MARKS);
    let clauses = pieces.map(|piece| {
        let before = std::mem::replace(&mut listed, piece.ends_with('、'));
        let words = piece.trim_end_matches(MARKS).trim();
        Clause { words, is_item: before || listed }
    });
    clauses.collect()
}

const MARKS: [char; 6] = ['，', '；', '、', '：', '（', '）'];

/// The first quantity of a line that lacks its number or its unit. Marks must be full-width.
pub(super) fn lacking(line: &str) -> Option<String> {
    line.split('。').find_map(|sentence| {
        let clauses = clauses(sentence);
        let of = |i: usize| {
            without_number(i, &clauses)
                .or_else(|| without_unit(clauses[i].words))
                .or_else(|| bare_number(&clauses[i], &clauses))
        };
        (0..clauses.len()).find_map(of)
    })
}

fn is_digit(c: char) -> bool {
    text::half_width(c).is_ascii_digit()
}

/// Whether the words before a unit have a number. A numeral counts only before a unit or another numeral,
/// so that 二维码 and 数据 have none.
fn is_numbered(body: &str) -> bool {
    const NUMERALS: &str = "零〇一二三四五六七八九十百千万两余数几多";
    const COUNTED: &str = "条件篇个次期份场张起本人项类家部";
    let mut after = body.chars().skip(1).chain(['个']);
    body.chars().any(|c| {
        let next = after.next().unwrap_or(' ');
        is_digit(c) || NUMERALS.contains(c) && (NUMERALS.contains(next) || COUNTED.contains(next))
    })
}

/// Where the last verb of counting begins, if the rest of the clause is short.
fn counting_verb(body: &str) -> Option<usize> {
    let at = VERBS.last_in(body)?;
    (body[at..].chars().count() < 12).then_some(at)
}

/// A unit right before a mark, without a number, in the clause at `i`: after a verb of counting, or beside
/// another number of this unit that counts the same or stands next to it.
fn without_number(i: usize, clauses: &[Clause]) -> Option<String> {
    let clause = clauses[i].words;
    let (unit, words) = UNITS.iter().find(|(unit, _)| clause.ends_with(unit))?;
    let body = &clause[..clause.len() - unit.len()];
    let before = body.chars().next_back()?;
    // 发布“红黑榜”期: the title of a series may stand before the unit.
    let titled = before == '”' && words::has(&["期", "场", "篇", "条"], unit);
    if is_numbered(body) || !(is_han(before) || titled) || body.contains("单位") {
        return None;
    }
    let mut counted = clauses.iter().enumerate().filter_map(|(at, other)| {
        let number = other.words.strip_suffix(unit)?.trim_end();
        let noun = number.trim_end_matches(|c| is_digit(c) || c == '余');
        (noun.len() < number.len()).then_some((at, noun))
    });
    let whole = || clause.to_string();
    if words.contains(before) {
        // 网络申请件、信函申请25件; but in 规范办理申请件 it is a word.
        let received = words::has(RECEIVED, body);
        let same =
            |(_, noun): (usize, &str)| received || end(noun).is_some_and(|end| body.ends_with(end));
        return counted.any(same).then(whole);
    }
    // 培训人次 and 收费万元 may be the name of a figure.
    let name = ["人次", "万元"].contains(unit);
    if let Some(at) = counting_verb(body).filter(|_| !name) {
        return Some(clause[at..].to_string());
    }
    let plain = PLAIN.contains(unit);
    let alike = |(at, noun): (usize, &str)| {
        plain || at.abs_diff(i) == 1 || start(noun).is_some_and(|s| words::find(body, s).is_some())
    };
    let long = body.chars().count() >= if plain { 3 } else { 2 };
    (long && body.chars().all(is_han) && counted.any(alike)).then(whole)
}

/// The last two characters of a noun.
fn end(noun: &str) -> Option<&str> {
    noun.char_indices().nth_back(1).filter(|(at, _)| *at > 0).map(|(at, _)| &noun[at..])
}

/// The first two characters of a noun.
fn start(noun: &str) -> Option<&str> {
    noun.char_indices().nth(2).map(|(at, _)| &noun[..at])
}

/// A number without a unit before a mark (260余，), or 共计 without anything.
fn without_unit(clause: &str) -> Option<String> {
    let about = clause.strip_suffix('余').is_some_and(|body| body.ends_with(is_digit));
    let nothing = clause.ends_with("共计") && !is_numbered(&clause[..clause.len() - "共计".len()]);
    let tail: Vec<char> = clause.chars().rev().take(12).collect();
    (about || nothing).then(|| tail.into_iter().rev().collect())
}

/// A number without a unit in a sentence whose other numbers have one: 发布信息120，回复留言45条. Where
/// two items share a unit (微博120、微信80条), it is not missing.
fn bare_number(clause: &Clause, clauses: &[Clause]) -> Option<String> {
    let (noun, number) = bare(clause.words)?;
    let has_unit = |c: &Clause| {
        let body = c.words.trim_end_matches(|c| "条件篇个次期份场张项家人部".contains(c));
        body.len() < c.words.len() && body.trim_end().ends_with(is_digit)
    };
    let lacking = clauses.iter().filter(|c| bare(c.words).is_some()).count();
    let others = clauses.iter().filter(|c| has_unit(c)).count();
    let shared = clause.is_item && others == 1;
    (lacking == 1 && others > 0 && !shared).then(|| format!("{noun}{number}"))
}

/// The noun and the number of a clause that ends with a number, if it may count something: it is no
/// year, no hotline, and no name.
fn bare(clause: &str) -> Option<(&str, &str)> {
    let body = clause.trim_end_matches(is_digit);
    let number = &clause[body.len()..];
    let start = body.trim_end_matches(is_han).len();
    let noun = &body[start..];
    let digits: String = number.chars().map(text::half_width).collect();
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let hotline =
        digits.len() == 5 && ["12", "95", "96", "10"].iter().any(|d| digits.starts_with(d));
    let plain = (1..=5).contains(&digits.len()) && !year && !hotline && !digits.starts_with('0');
    let named = noun.trim_end_matches(['为', '是', '达', '共']);
    let counts = noun.chars().count() > 1
        && !NUMBERED.iter().any(|w| named.ends_with(w))
        && !noun.ends_with(['年', '月', '日', '第', '前', '分', '表', '图', '至', '到']);
    (plain && counts).then_some((noun, number))
}
