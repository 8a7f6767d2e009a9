//! The structure of clauses: negation, beginnings, and lists with 分别.

use crate::amount::Amount;
use crate::figures::Figure;
use crate::form::{Mention, Role};
use crate::words::{Searched, places};

const DENIALS: &[&str] = &["未", "没有", "无"];
/// Verbs that after 未 deny that something happened; after other verbs 未 describes how it was
/// done.
#[rustfmt::skip]
const HAPPENED: &[&str] = &[
    "收到", "收取", "接到", "受理", "发生", "产生", "出现", "引发", "引起", "有", "因", "被",
    "制", "出台", "结转",
];
/// Characters that form another word with a preceding 没有 or 无.
#[rustfmt::skip]
const NOT_DENIED: &[&str] = &[
    "正当", "法", "关", "理由", "偿", "及时", "完全", "形成", "建立", "落实", "现成", "做到",
    "真正", "充分", "严格", "按",
];
/// A clause with more characters than this after 没有 or 无 says more than that something did not
/// occur.
const DENIED_WITHIN: usize = 30;
/// Words with which a clause may begin before its statement.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "其中", "全年", "本年度", "本年", "今年", "年度", "全市", "全县", "全区", "全镇", "全局",
    "年内", "当年", "市政府", "县政府", "区政府", "镇政府", "局机关", "投入", "我市", "我县", "我区", "我镇", "我局", "我委", "本机关", "本单位", "各级行政机关",
    "行政机关", "累计", "依法", "予以", "按期", "按时", "及时", "申请", "结果", "涉及", "属于", "告知",
    "合计", "答复", "配备", "设有", "设立", "设", "现有", "落实", "明确", "学校", "我校", "有", "召开", "举办", "自然人", "法人或其他组织", "企业",
];
const FILLERS: &str = "0123456789０１２３４５６７８９年件起宗共已均的，：、（ 因中为";

/// Whether the last of these clauses tells what is meant to be done: 拟废止4件; but not 拟制公文12件.
pub(super) fn is_planned(before: &str) -> bool {
    let clause = before.rsplit(JOINS).next().unwrap_or(before).trim_start_matches("其中");
    clause.starts_with('拟') && !clause.starts_with("拟制")
}

/// The position at which a clause begins to deny that something happened.
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

/// Whether a clause begins with one of these words, apart from openings before it.
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

/// Whether a clause says nothing but one of these words before its figure: 年内办结, but not 办结各类案件.
pub(super) fn is_bare(clause: &str, words: &[&[&str]]) -> bool {
    let ends = words.iter().copied().flatten().filter_map(|w| Some(clause.rfind(w)? + w.len()));
    let rest = &clause[ends.max().unwrap_or(0)..];
    begins_with(clause, words) && rest.trim_start_matches(['了', '的', '有', '共', '计']).is_empty()
}

/// For 甲、乙分别为3件和5件: the words for the last of these figures, which are its own item of the
/// list and what follows 分别. `None` if there is no such list.
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

/// Whether the last of these figures and one beside it are shared out over what was told before them:
/// 发布会9场、访谈12期，负责人分别出席4场和5期.
pub(super) fn is_shared_out(text: &str, figures: &[Figure], next: usize) -> bool {
    let joins = |gap: &str| matches!(gap.trim(), "、" | "和" | "及" | "与");
    let own =
        |f: &Figure| crate::words::behind_last(&text[f.subject.clone()], &['，', ',', '；', ';']);
    let led = |f: &&Figure| ["分别", "依次"].iter().any(|w| own(f).contains(w));
    let Some(last) = figures.last() else { return false };
    let beside = |f: &&Figure| joins(&text[f.subject.clone()]);
    let count = figures.iter().rev().take_while(beside).count();
    let first = figures.iter().rev().nth(count).filter(led);
    let goes_on = text.get(last.whole.end..next).is_some_and(joins);
    first.is_some() && (count > 0 || goes_on) && respective(text, figures).is_none()
}

/// Whether one of these words is in the text as its subject. For a figure of one thing, words that
/// are only examples do not count: 政策解读等内容, 因本机关不掌握等原因.
pub(super) fn has(words: &[&str], said: &Searched, role: Role) -> bool {
    let figure = matches!(role, Role::Figure);
    // 另3件没有公开: what is denied is not told.
    let denied = |at: usize, word: &str| {
        const NOT: &[&str] = &["没有", "未", "不"];
        let before = said.text()[..at].trim_end_matches('被');
        let not = |w: &&str| before.ends_with(*w) && !word.starts_with(*w);
        matches!(role, Role::Figure | Role::Kind) && NOT.iter().any(not)
    };
    let counts = |at: usize, word: &str| {
        !denied(at, word) && (!figure || !is_example(&said.text()[at + word.len()..]))
    };
    words.iter().any(|w| said.places(w).any(|at| counts(at, w)))
}

/// Marks and words that join the names of a list.
pub(super) const JOINS: &[char] = &['、', '，', ',', '；', ';', '和', '及', '与'];

/// Whether one of these words is joined with another name, so that a figure is that of several:
/// 科研机构、公益组织.
pub(super) fn is_joined(words: &[&str], said: &str) -> bool {
    let joined = |at: usize, word: &str| {
        let (before, after) = (&said[..at], &said[at + word.len()..]);
        after.starts_with(['、', '和', '及', '与'])
            || before.ends_with(['、', '和', '及', '与']) && !before.ends_with("涉及")
    };
    words.iter().any(|w| places(said, w).any(|at| joined(at, w)))
}

/// Whether a word, judged by what follows it, is one of a list that ends in 等.
fn is_example(after: &str) -> bool {
    let clause = after.split(['，', ',', '；', ';']).next().unwrap_or_default();
    let listed =
        clause.starts_with('、') && clause.split('的').next().is_some_and(|c| c.contains('等'));
    let cause =
        ["等原因", "等情形", "等情况", "等理由", "等因素"].iter().any(|w| clause.contains(w));
    clause.starts_with('等') || listed || cause
}

/// Words that may stand between 公开 and 信息 without limiting the information to one kind.
const ANY: &[&str] = &[
    "政府", "政务", "各种", "各项", "有关", "相关", "的", "了", "共计", "共", "累计", "本级",
    "应当", "应",
];

/// Whether the information in these words is all information, not one kind of it (采购信息).
pub(super) fn is_of_all(said: &str) -> bool {
    let Some((before, _)) = said.rsplit_once("信息") else { return true };
    let Some((_, kind)) = before.rsplit_once("公开") else { return true };
    let mut kind = kind;
    while let Some(rest) = ANY.iter().find_map(|w| kind.strip_suffix(w)) {
        kind = rest;
    }
    kind.is_empty() || kind.starts_with(['我', '本', '全', '各']) && kind.chars().count() <= 4
}

/// The words without the ways in which requests arrived, if several ways are named and so no single
/// one is meant: 收到通过网络、信函等方式提交的申请.
pub(super) fn without_ways(said: &str) -> String {
    const ENDS: &[&str] = &["方式", "渠道", "途径", "形式", "提交", "提出", "递交"];
    let Some(from) = said.find("通过") else { return said.to_string() };
    let end = ENDS.iter().filter_map(|w| Some(from + said[from..].find(w)? + w.len())).min();
    let Some(end) = end else { return said.to_string() };
    let ways = &said[from..end];
    let open =
        ways.contains('等') || ["共计", "总计", "总数", "共收"].iter().any(|w| said.contains(w));
    if !ways.contains(['、', '和', '及']) || !open {
        return said.to_string();
    }
    format!("{}{}", &said[..from], &said[end..])
}

/// Words for outcomes of cases.
#[rustfmt::skip]
const OUTCOMES: &[&str] = &["维持", "纠正", "纠错", "驳回", "撤销", "败诉", "胜诉", "审结", "其他结果"];

/// The words to which 均获维持, the last clause, refers: all cases since the last outcome. `None`
/// if only a part of them is meant.
pub(super) fn meant_by_all(before: &str) -> Option<&str> {
    const PARTS: &[&str] = &["其中", "直接起诉", "复议后"];
    let here = before.rsplit(['；', ';']).next().unwrap_or(before);
    let own = here.rfind(['，', ',']).unwrap_or(0);
    if ["上述", "以上"].iter().any(|w| here[own..].contains(w)) {
        return Some(before);
    }
    let told = OUTCOMES.iter().filter_map(|w| here[..own].rfind(w)).max();
    let meant = &here[told.unwrap_or(0)..];
    (!PARTS.iter().any(|w| meant.contains(w))).then_some(meant)
}

/// Of mentions that mean different cells the one whose words are nearest to the figure, if a clause or
/// 中 parts it from the others: 受理的申请中已办结149件.
pub(super) fn nearest(mentions: &[&'static Mention], said: &str) -> Option<&'static Mention> {
    let end = |m: &&'static Mention| {
        let words = m.words.first().copied().unwrap_or_default();
        words.iter().filter_map(|w| Some(said.rfind(w)? + w.len())).max().unwrap_or(0)
    };
    let mut by_place: Vec<(usize, &'static Mention)> =
        mentions.iter().map(|m| (end(m), *m)).collect();
    by_place.sort_by_key(|(end, _)| *end);
    let [.., (before, _), (last, nearest)] = by_place[..] else { return None };
    said[before..last].contains(['中', '，']).then_some(nearest)
}

/// How many names these words enumerate for one figure: those in the bracket, or the clause, before 共, 合计 or
/// their like at the end; 0 if the figure is not that of all.
pub(super) fn listed_together(said: &str) -> usize {
    let said = said.trim_end_matches(['为', '计', '有', '达']);
    let total =
        ["共", "合", "总", "两项", "三项", "一共"].iter().find_map(|w| said.strip_suffix(w));
    let Some(names) = total.map(|s| s.trim_end_matches(['，', ','])) else { return 0 };
    let names = match names.strip_suffix(['）', ')']) {
        Some(inside) => inside.rsplit(['（', '(']).next(),
        None => names.rsplit(['，', ',', '：', ':']).next(),
    };
    names.map_or(0, |names| names.split(['、', '和', '及', '与']).count())
}

/// Whether the words of these mentions are joined (予以公开及部分公开), so that one figure is their
/// sum; 各3件 is a figure for each.
pub(super) fn are_joined(mentions: &[&Mention], said: &str) -> bool {
    const NEAR: usize = 8;
    let places = |m: &Mention| -> Vec<(usize, usize)> {
        let words = m.words.first().copied().unwrap_or_default();
        words.iter().flat_map(|w| said.match_indices(w)).map(|(i, w)| (i, i + w.len())).collect()
    };
    let joins =
        |gap: &str| gap.contains(['、', '和', '及', '与', '或']) && gap.chars().count() <= NEAR;
    let each = ["各", "均", "都", "分别"].iter().any(|w| said.contains(w));
    let follow =
        |a: &(usize, usize), b: &(usize, usize)| a.0 < b.0 && (a.1 > b.0 || joins(&said[a.1..b.0]));
    let pairs = mentions.iter().flat_map(|a| mentions.iter().map(move |b| (a, b)));
    !each
        && pairs
            .filter(|(a, b)| a.sums != b.sums)
            .any(|(a, b)| places(a).iter().any(|a| places(b).iter().any(|b| follow(a, b))))
}

/// The beginning of the words that the last of these figures belongs to: 培训1期共40人次 states two
/// figures of one thing.
pub(super) fn subject_start(text: &str, figures: &[Figure]) -> usize {
    let mut at = figures.len() - 1;
    while let Some(before) = at.checked_sub(1).map(|k| &figures[k]) {
        let between = text[before.whole.end..figures[at].number.start].trim();
        let same = before.sentence == figures[at].sentence && before.is_quantity();
        if !same
            || !["", "共", "共计", "次", "、"].contains(&between) && !counts_names(text, before)
        {
            break;
        }
        at -= 1;
    }
    figures[at].subject.start
}

/// Whether a figure is the number of the names before it: 微博、微信两个平台.
fn counts_names(text: &str, figure: &Figure) -> bool {
    let names = text[figure.subject.clone()].rsplit(['，', ',', '：', '。']).next();
    let names = names.map_or(0, |names| names.split(['、', '和', '及', '与']).count());
    let kind = matches!(figure.unit, "个" | "项" | "类" | "种" | "家");
    kind && names > 1 && figure.value == Amount::whole(names as u64)
}

/// The end of the object after a figure, if the clause has none before it: 收到2件行政复议申请.
pub(super) fn object(text: &str, figure: &Figure, next: usize) -> Option<usize> {
    const VERBS: &[&str] =
        &["收到", "受理", "接到", "接收", "新收", "收办", "发生", "引发", "产生"];
    let subject = text[figure.subject.clone()].trim_end().trim_end_matches(['了', '共']);
    let rest =
        own_words(&text[figure.whole.end..next.min(figure.sentence.end).max(figure.whole.end)]);
    let end = rest.find(['，', '；', '、', '（', '）', ',', ';']).unwrap_or(rest.len());
    (end > 0 && VERBS.iter().any(|v| subject.ends_with(v))).then_some(figure.whole.end + end)
}

/// The words behind a figure without what is added to it, which is another set: 新收2060件加上年结转96件.
fn own_words(behind: &str) -> &str {
    behind.split("加上").next().unwrap_or(behind)
}

/// The possible ends of the words after a figure that may say what it is of: the end of its clause,
/// or of the next one (另有103件，顺延到下年度) unless that has a subject of its own. `next` is
/// where the next figure begins.
pub(super) fn ends_behind(text: &str, figure: &Figure, next: usize) -> Vec<usize> {
    const SUBJECTS: &[&str] =
        &["其余", "剩余", "其他", "另", "尚", "未", "还有", "全部", "均", "无", "没有"];
    let end = next.min(figure.sentence.end).max(figure.whole.end);
    let rest = own_words(&text[figure.whole.end..end]);
    let near = list_end(rest, next < figure.sentence.end).unwrap_or(rest.len());
    let further = rest[near..].trim_start_matches(MARKS);
    let own = SUBJECTS.iter().any(|w| further.starts_with(w));
    let far = if next < figure.sentence.end || own { near } else { rest.len() };
    // 被纠正的2件都出在…，承办人把…不予公开: what is said of all of them is said.
    if far > near && ["都", "皆"].iter().any(|w| rest.starts_with(w)) {
        return vec![figure.whole.end + near];
    }
    // 6件因在年底收到，结转下年: the cause is not what is said of them.
    if far > near && ["因", "由于"].iter().any(|w| rest.starts_with(w)) {
        return vec![figure.whole.end + far];
    }
    vec![figure.whole.end + near, figure.whole.end + far]
}

/// Where what is excepted at the beginning of these words ends: after 除3件尚未审结外，.
pub(super) fn excepted(words: &str) -> usize {
    /// With these the character forms another word: 此外, 对外.
    const OTHERS: &[char] = &['此', '另', '对', '内', '国', '海', '境', '户', '校'];
    let mut places = words.rmatch_indices('外').map(|(at, w)| (at, at + w.len()));
    let ends = |(at, end): &(usize, usize)| {
        words[*end..].starts_with(['，', ',', '的', '、']) && !words[..*at].ends_with(OTHERS)
    };
    places.find(ends).map_or(0, |(_, end)| end)
}

/// Where a lead ends that says of what the items after its colon are: after 答复情况为：, if the item has a name.
pub(super) fn led_to(words: &str) -> usize {
    const LEADS: &[&str] =
        &["答复情况", "答复结果", "办理结果", "处理结果", "答复类型", "答复方式"];
    let Some(at) = words.rfind(['：', ':']) else { return 0 };
    let end = at + words[at..].chars().next().map_or(0, char::len_utf8);
    let lead = words[..at].trim_end_matches(['为', '是']).trim_end_matches("如下");
    let led = LEADS.iter().any(|w| lead.ends_with(w));
    if led && words[end..].chars().count() > 2 { end } else { 0 }
}

/// Where a clause ends that says for what something was done, not what it is about: after 针对复议纠错问题，.
pub(super) fn aimed_to(words: &str) -> usize {
    let mut from = 0;
    let mut aimed = 0;
    for clause in words.split_inclusive(['，', ',']) {
        from += clause.len();
        let ended = clause.ends_with(['，', ',']);
        if ended && ["针对", "围绕"].iter().any(|w| clause.trim_start().starts_with(w)) {
            aimed = from;
        }
    }
    aimed
}

/// Names of what is left of a set.
pub(crate) const REST: &[&str] = &["其余", "其他", "剩余", "余下", "剩下"];

/// Where the last clause of these words begins, if it names a rest; else 0.
pub(super) fn rest_from(words: &str) -> usize {
    let from = words.rfind(['，', ',']).unwrap_or(0);
    let clause = words[from..].trim_start_matches(JOINS);
    let rest = clause.starts_with('另') || REST.iter().any(|w| clause.starts_with(w));
    if rest { words.len() - clause.len() } else { 0 }
}

/// Whether these words speak of all but what they except: 尚未审结外，其余.
pub(super) fn is_of_all_but(words: &str) -> bool {
    let from = excepted(words);
    let rest = words[from..].trim_start_matches(JOINS).trim_start_matches('的');
    from > 0 && REST.iter().any(|w| rest.starts_with(w))
}

/// The first mark in these words, apart from those that join the names of a list (科研机构、公益组织). If
/// `counted`, a figure follows the words, and the last name is that of its own.
fn list_end(words: &str, counted: bool) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + words[from..].find(MARKS)?;
        let after = words[at..].strip_prefix('、');
        let joins = after.is_some_and(|rest| !counted || rest.contains(MARKS));
        if !joins {
            return Some(at);
        }
        from = at + '、'.len_utf8();
    }
}

/// Marks that end a clause or an item of a list.
const MARKS: [char; 11] = ['，', '；', '、', '（', '）', ',', ';', '(', '：', ':', '。'];

/// Whether the last clause of these words gives a reason: 因本机关不掌握，.
pub(super) fn ends_in_a_cause(words: &str) -> bool {
    let words = words.trim_end_matches(['，', ',']);
    let last = words.rsplit(['，', ',', '；', ';']).next().unwrap_or(words);
    last.starts_with('因') || last.starts_with("由于")
}
