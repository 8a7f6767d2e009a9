//! Words written twice: 的的, 审核审核, 县县人民政府, “要求，要求”.
//!
//! Chinese repeats words on purpose: classifiers and nouns (件件, 人人), adverbs (逐步, 常常),
//! verbs (看看), adjectives (认认真真). A word may also end with the character with which the next
//! begins (目的的, 为了了解). So a doubled character is reported only for words of grammar to which
//! none of this applies, and a doubled word only if the second is not the beginning of a longer one
//! (会议会议室).

use super::stray::Said;
use crate::text::is_han;
use crate::words::{WordList, pieces};

/// Words of grammar, each with words that begin or end with it and may therefore meet it.
pub(super) const GRAMMAR: &[(char, &[&str])] = &[
    ('的', &["的确", "的士", "目的", "标的", "的的确确", "有的", "别的"]),
    ('了', &["为了", "了解", "了结", "除了", "了然", "了不起", "罢了", "不了"]),
    (
        '在',
        &[
            "在建", "在线", "在职", "在编", "在册", "在内", "在校", "在岗", "在场", "在位", "存在",
            "现在", "所在", "实在", "正在", "内在", "潜在", "在于", "在地", "在途", "在案",
        ],
    ),
    ('与', &["与会", "参与", "与否", "与时", "给与", "与其", "与众"]),
    (
        '和',
        &[
            "和谐",
            "和平",
            "和解",
            "和睦",
            "总和",
            "饱和",
            "温和",
            "和田",
            "共和",
            "和平区",
            "调和",
            "呼和",
            "泰和",
            "和县",
            "和顺",
        ],
    ),
    (
        '及',
        &["及时", "以及", "及其", "及早", "涉及", "普及", "及格", "顾及", "波及", "触及", "危及"],
    ),
    ('已', &["早已", "而已", "不已", "业已"]),
    ('也', &[]),
    ('我', &["自我", "我我"]),
    ('或', &["抑或", "或或"]),
    ('并', &["合并", "归并", "兼并", "一并", "撤并", "吞并"]),
    ('该', &["应该"]),
    ('还', &["归还", "偿还", "返还", "退还", "交还", "发还", "还款", "还原"]),
    ('被', &["被告", "被子", "被动", "植被", "被申请", "棉被"]),
    (
        '共',
        &[
            "公共", "共同", "共享", "共建", "共有", "共和", "共产", "中共", "共青", "总共", "一共",
            "共性", "共识", "共治", "共管", "共商", "共用", "共赢", "共鸣",
        ],
    ),
    ('均', &["均衡", "平均", "均等", "人均", "户均", "年均", "日均", "均价", "均值"]),
    ('将', &["即将", "必将", "将来", "将要", "行将", "将军"]),
    ('把', &["把握", "把关", "把手", "一把", "把把"]),
    ('从', &["从事", "从业", "从严", "从而", "服从", "自从", "遵从", "从化", "从江"]),
    (
        '向',
        &[
            "方向", "面向", "意向", "导向", "走向", "投向", "趋向", "去向", "流向", "倾向", "向上",
            "向下", "双向", "向导",
        ],
    ),
    ('由', &["理由", "自由", "事由", "由于", "由来", "缘由", "案由"]),
    ('于', &["于是", "关于", "属于", "对于", "于都", "于田", "于洪"]),
    (
        '是',
        &[
            "是否",
            "是非",
            "于是",
            "但是",
            "还是",
            "就是",
            "凡是",
            "都是",
            "是是非非",
            "实事求是",
            "而是",
            "只是",
            "或是",
        ],
    ),
    (
        '对',
        &[
            "对口", "对外", "对象", "对应", "对接", "对照", "对标", "对于", "对策", "针对", "应对",
            "面对", "核对", "比对", "一对", "对比", "对话", "对内", "绝对", "相对", "校对", "对账",
        ],
    ),
];
/// Bodies with which the name of a place may already end.
const OF_PLACES: &[&str] = &["人民政府"];
pub(super) const PLACES: &[char] = &['省', '市', '州', '县', '区', '旗', '盟', '镇', '乡'];
/// Characters that make a longer word of the one before, so that the second of two equal words is
/// part of it.
const SUFFIXES: &str =
    "化率度性员者业栏室局厅科站网库点件书表卡单机所长权费量额史学院厂场馆队组会课证日月年";
/// Words that begin with one of these characters: after a repeated word they are separate words.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "会议", "栏目", "网站", "站点", "机关", "机构", "机制", "费用", "量化", "权力", "权限", "权利", "日常", "年度",
    "月报", "单位", "书面", "业务", "课题", "性质", "场所", "队伍", "组织", "长期", "长效", "史料", "学习", "率先",
    "化解", "化工", "度过", "者们", "科学", "科室", "库存", "件数", "卡片", "所有", "所属", "证明", "证照", "点击",
];
/// Words that end many names and, with the words listed, begin others.
#[rustfmt::skip]
const JOINED: &[(&str, &[&str])] = &[
    ("政府", &["信息", "网站", "公报"]),
    ("公开", &["指南", "目录", "专", "平台", "年", "内容", "事项", "清单", "方式", "渠道", "范围", "属性", "形式", "标准", "载体"]),
    ("领导", &["小组", "干部", "班子", "机构"]),
    ("服务", &["中心", "大厅", "平台", "事项", "热线"]),
    ("信息", &["系统", "中心", "公开", "技术"]),
];
/// Words that are repeated on purpose in pairs (谁审查，谁审查).
const CORRELATIVE: &[char] = &['谁', '哪', '何', '越', '边', '又', '应', '能', '该', '再'];
/// Verbs that stand between a subject and a clause, and so may not be written twice for one clause.
const REPORTING: &[&str] = &["要求", "指出", "强调", "明确", "提出", "规定", "认为", "表示"];
/// The last characters of names that can be the subject of these verbs: bodies, meetings,
/// documents.
const REPORTERS: &[char] =
    &['》', '会', '局', '厅', '办', '府', '委', '部', '省', '市', '县', '区', '件', '室', '案'];

/// The doubled words of a line, with the words around them. Marks must be full-width; `chars` are the
/// line's characters, `said` has the report's whole text.
pub(super) fn doubled(line: &str, chars: &[char], said: &mut Said) -> Vec<String> {
    /// A word has so many characters at most.
    const LONGEST: usize = 11;
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        // A word that follows itself begins with the same character.
        let near = &chars[at + 1..chars.len().min(at + 1 + LONGEST)];
        let found_twice = |n: &usize| near[n - 1] == chars[at] && twice(chars, at, *n);
        let may = near.contains(&chars[at]);
        let n = (1..=if may { near.len() } else { 0 }).find(found_twice);
        let n = n.or_else(|| (may && said.is_stray(chars, at)).then_some(1));
        match n {
            Some(n) => {
                let from = at.saturating_sub(3);
                let to = (at + 2 * n + 3).min(chars.len());
                found.push(chars[from..to].iter().collect());
                at += 2 * n;
            }
            None => at += 1,
        }
    }
    found.extend(across_comma(line));
    found.extend(listed_twice(line));
    found
}

/// An item that occurs twice in a list (招生计划、招生计划).
fn listed_twice(line: &str) -> Option<String> {
    if !line.contains('、') {
        return None;
    }
    let mut clauses = pieces(line, &['，', '。', '；', '：', '（', '）']);
    clauses.find_map(|clause| {
        let items: Vec<&str> = clause.split('、').map(str::trim).collect();
        let again = |pair: &[&str]| {
            // The last item may continue: 招生计划和食堂账目.
            let end = pair[1].find(['和', '及', '与', '等']).unwrap_or(pair[1].len());
            let item = &pair[1][..end];
            let length = item.chars().count();
            let same = pair[0].ends_with(item) && item.chars().all(is_han);
            ((3..=12).contains(&length) && same).then(|| format!("{item}、{item}"))
        };
        items.windows(2).find_map(again)
    })
}

/// Whether the `n` characters from here are a word that follows itself.
fn twice(chars: &[char], at: usize, n: usize) -> bool {
    let Some(both) = chars.get(at..at + 2 * n) else { return false };
    let (first, second) = both.split_at(n);
    // 2024年2024年
    let year = n == 5 && first[4] == '年' && first[..4].iter().all(char::is_ascii_digit);
    if first == second && year {
        return true;
    }
    if first != second || !first.iter().all(|c| is_han(*c)) {
        return false;
    }
    let (before, after) = (&chars[at.saturating_sub(4)..at + n], &chars[at + n..]);
    if n == 1 {
        return one_twice(first[0], before, after);
    }
    // 一条一条, 能公开能公开 and 认认真真 are repeated on purpose.
    let counted = "一二三四五六七八九十百千万每逐各".contains(first[0]);
    let same = first.iter().all(|c| *c == first[0]);
    let next = &after[n.min(after.len())..];
    let longer = n == 2
        && next.first().is_some_and(|c| SUFFIXES.contains(*c))
        && !WORDS.iter().any(|word| starts(next, word));
    // In 人民政府政府信息 the first word ends one name and the second begins another.
    let joined = JOINED.iter().any(|(word, names)| {
        starts(first, word) && n == word.chars().count() && names.iter().any(|w| starts(next, w))
    });
    // 公开公开再公开 and 是否公开公开什么 are repeated on purpose.
    let again = next.first() == Some(&'再') || at > 0 && chars[at - 1] == '否';
    !counted
        && !same
        && !longer
        && !joined
        && !again
        && !first.iter().any(|c| CORRELATIVE.contains(c))
}

/// Whether a doubled character is a typing error, given the characters before and after.
fn one_twice(c: char, before: &[char], after: &[char]) -> bool {
    if PLACES.contains(&c) {
        return OF_PLACES.iter().any(|body| starts(&after[1..], body)) && before.len() > 1;
    }
    let Some((_, words)) = GRAMMAR.iter().find(|(g, _)| *g == c) else { return false };
    let whole: Vec<char> = before.iter().chain(after.iter().take(4)).copied().collect();
    let middle = before.len();
    // A word may end with the first character, or begin with the second.
    !words.iter().any(|w| {
        let word: Vec<char> = w.chars().collect();
        whole[..middle].ends_with(&word)
            || whole[middle..].starts_with(&word)
            || word.len() > 2 && whole.windows(word.len()).any(|part| part == word)
    })
}

/// Whether characters begin with a word.
pub(super) fn starts(chars: &[char], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    chars.starts_with(&word)
}

/// Clauses that are written again at once, up to a mark: 看得到、看得懂，看得到、看得懂、能监督.
pub(super) fn clause_again(line: &str) -> Option<String> {
    const MARKS: [char; 5] = ['，', '。', '；', '、', '：'];
    static PLACES: WordList = WordList::new(&["，", "。", "；", "、", "："]);
    /// Number of marks before the end of the first clause at which it may begin.
    const WITHIN: usize = 4;
    let marks: Vec<(usize, &str)> = PLACES.places_in(line).collect();
    marks.iter().enumerate().filter(|(_, (_, mark))| !"、：".contains(*mark)).find_map(
        |(i, (end, mark))| {
            let rest = &line[end + mark.len()..];
            let begin = |k: usize| match i.checked_sub(k + 1) {
                Some(before) => Some(marks[before].0 + marks[before].1.len()),
                None => (i == k).then_some(0),
            };
            (0..WITHIN).filter_map(begin).find_map(|from| {
                let words = line[from..*end].trim_start();
                let after = rest.trim_start().strip_prefix(words)?;
                let ended = after.is_empty() || after.starts_with(MARKS);
                // What a heading names, the sentence after it may begin with.
                let least = if *mark == "。" { 8 } else { 4 };
                let long = words.chars().filter(|c| is_han(*c)).count() >= least;
                (ended && long && !words.contains(CORRELATIVE))
                    .then(|| format!("{words}{mark}{words}"))
            })
        },
    )
}

/// A clause that only repeats the end of the clause before (制度，制度，), and a reporting verb
/// whose clause begins with the same verb (《…通知》要求，要求各部门…).
fn across_comma(line: &str) -> Option<String> {
    let clauses: Vec<&str> = pieces(line, &['，', '。', '；']).collect();
    clauses.windows(2).find_map(|pair| {
        let (before, after) = (pair[0].trim(), pair[1].trim());
        let length = after.chars().count();
        // Whole clauses are those of `clause_again`.
        let again = (2..=6).contains(&length)
            && before != after
            && before.ends_with(after)
            && after.chars().all(is_han)
            && !after.contains(CORRELATIVE);
        let reported = REPORTING.iter().any(|verb| {
            after.starts_with(verb)
                && before.strip_suffix(verb).is_some_and(|b| b.ends_with(REPORTERS))
        });
        let joined = || format!("{before}，{after}");
        (again || reported).then(|| {
            let text: Vec<char> = joined().chars().collect();
            let cut = text.iter().rposition(|c| *c == '，').unwrap_or(0);
            text[cut.saturating_sub(8)..(cut + 9).min(text.len())].iter().collect()
        })
    })
}
