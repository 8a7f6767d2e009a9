//! Years left over from last year's text.
//!
//! A year determines the time of a clause if it is at the beginning of the clause, alone or after
//! the acting body, and is followed by a mark, a body or a verb (2023年，我市制发…). A year that
//! belongs to a noun (2023年度决算), to a comparison (比2023年增加) or to a point in time
//! (自2023年起) does not. In case of doubt nothing is reported.

use std::borrow::Cow;
use std::ops::Range;

use crate::figures::{Paragraph, figures, sentences};
use crate::report::Report;
use crate::text::{find_year, half_width, headless};
use crate::words::{self, first_mark, pieces};

/// A year that cannot be right where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stale {
    /// The range of the sentence, in bytes of the paragraph.
    pub sentence: Range<usize>,
    /// The year as written: `2023`, `本年`.
    pub year: String,
    /// Whether the sentence is a plan, otherwise a fact.
    pub plan: bool,
}

/// Words before what is to be reached.
const AIMED: &[&str] = &["力争", "确保", "争取"];
/// Words that make a sentence one about a single event, not about the year's work: an honour, and,
/// unless the body itself did it, a change of rules.
const HONOURS: &[&str] = &["荣获", "获评", "被评", "获得"];
const EVENTS: &[&str] = &["成立", "修订", "施行", "颁布"];
/// Verbs with which a document is made, before its title.
const ISSUED: &[&str] = &["印发", "出台", "下发", "制定", "发布", "公布", "修订", "转发", "制发"];
/// The same of lawsuits, unless the sentence says that there were none.
const SUITS: &[&str] = &["起诉", "案", "诉讼"];
const NONE: &[&str] = &["没有", "未", "无"];
/// Words with which a sentence about what is to come begins, and the ends of its time.
const FUTURE: &[&str] =
    &["下一步", "下步", "下一阶段", "今后", "下一年", "来年", "明年", "接下来", "展望", "新的一年"];
const UNTIL: &[&str] = &["底前", "底之前", "末前", "内", "底完成", "底实现", "年底前"];
/// Words with which a sentence itself distinguishes years.
const THIS_YEAR: &[&str] = &["今年", "本年", "上年", "去年", "以来"];
/// Words before a year that make it a point to compare with, to count from or to refer to.
const ASIDE: &[&str] = &["比", "较", "与", "同", "和", "对", "针对", "自", "从", "于", "至", "由"];
/// Words that only introduce a year.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "截至", "截止到", "截止", "在", "到", "下一步", "其中", "过去的", "刚刚过去的", "在过去的", "回顾", "回望", "纵观",
    "综观", "总体来看",
];
/// The whole year as a span of time, after its number.
#[rustfmt::skip]
const WHOLE_YEAR: &[&str] = &[
    "1月1日至12月31日", "1月1日-12月31日", "1月1日—12月31日", "1月1日到12月31日", "1月1日起至12月31日止",
    "1月1日至12月31日止", "1月至12月", "1月-12月", "1月—12月", "1-12月", "1至12月", "1—12月", "全年", "一年", "整年",
];
/// Words with which a clause about the year's work continues: a body, a measure, a verb.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "我", "本机关", "本单位", "本级", "各级", "共", "累计", "公开", "主动公开", "通过", "发布",
    "全年", "年内", "1至12月", "1-12月", "1—12月", "上半年", "下半年", "收到", "新收", "受理", "接收", "接到",
    "办理", "办结", "答复", "回复", "制发", "制定", "制作", "出台", "召开", "举办", "举行", "组织", "开展", "没有",
    "未", "推送", "编发", "编印", "印制", "作出", "将", "新增", "新建", "增设", "改版", "上线", "开通", "建成",
    "报送", "转载", "刊发", "聘请", "邀请", "清理", "配备", "更新", "接待", "接听", "处理", "完成", "张贴", "解读",
    "认真", "严格", "坚持", "积极", "扎实", "持续", "切实", "深入", "高度重视", "公开信息",
];
/// What comes after a deed that is told as a property: 2023年印发的, 2023年公开工作要点.
const TOLD_AS: &[&str] = &["的", "工作", "指南", "目录", "条例", "年报", "报告", "平台", "专栏"];
/// Endings of the bodies that act in a sentence.
#[rustfmt::skip]
const ACTORS: &[&str] = &[
    "局", "厅", "委", "委员会", "办", "办公室", "政府", "中心", "镇", "乡", "街道", "办事处", "县", "区", "市",
    "部门", "单位", "科室", "党组", "省", "州", "旗", "医院", "学校", "学院", "公司", "站", "网", "支队", "大队",
];
/// Verbs after 将 that show a plan; before a noun 将 means 把 (将公开纳入考核).
#[rustfmt::skip]
const PLANNED: &[&str] = &[
    "继续", "进一步", "着力", "重点", "采取", "加强", "不断", "从", "以", "按", "围绕", "坚持", "持续",
    "深入", "认真", "加大", "推进", "完善", "开展", "严格", "全面", "努力", "切实", "积极", "强化",
    "健全", "加快", "优化", "针对", "在", "做好", "着重", "抓", "把", "大力", "突出", "结合", "提高",
    "提升", "组织", "力争", "根据", "紧紧", "牢牢", "扎实", "聚焦", "紧扣", "拓展", "丰富", "改进",
    "细化", "更加", "主动", "进行", "建立", "实施", "落实", "探索", "制作", "制定", "出台", "修订", "编制", "增设",
    "增加", "新增", "开设", "开通", "建设", "打造", "举办", "召开", "邀请", "聘请", "推行", "推广", "推动", "引入",
    "配备", "充实", "定期", "逐步", "每", "全力", "紧盯", "依托", "借助", "启动", "升级", "改造", "搭建", "构建",
    "安排", "加密", "压实", "稳步", "统筹", "充分", "及时", "选派", "增配", "补充", "一如既往", "新建", "立足", "着眼",
    "致力", "更好", "力求", "尽快", "尽早", "争取", "力争", "确保", "保持", "巩固", "深化", "扩大", "拓宽", "畅通", "设立",
    "筹建", "整合", "推出", "按照", "依照", "贯彻", "督促", "对", "为", "向", "于", "会同", "联合", "始终", "坚决",
    "适时", "分步", "分批", "常态化",
];
/// Words of a clause in which 将 means 把.
#[rustfmt::skip]
const DISPOSED: &[&str] = &[
    "纳入", "列入", "列为", "作为", "归入", "录入", "迁移", "移交", "上传", "报送", "分为", "贯穿", "融入", "改为",
    "定为", "设为", "全部公开", "予以公开", "统一公开", "统一发布",
];
/// Other words that show a plan, before one of these verbs, and words of what has been done.
const WILL: &str = "将";
const INTENDED: &[&str] = &["要", "计划", "拟", "打算", "准备"];
/// What follows 会 where it shows a plan; other words with it are names of meetings and bodies.
const WOULD: &[&str] = &["会进一步", "会继续", "会更加", "会一如既往", "会持续", "会不断"];
const DONE: &[&str] = &["已", "实际", "了", "要求", "全部"];

/// Marks at which a clause ends.
const BREAKS: [char; 7] = ['，', ',', '；', ';', '：', ':', '.'];

/// The years of a paragraph that cannot be right in the report of `year`: last year as the time of
/// a fact, this year as the time of a plan.
pub fn stale(year: u16, paragraph: &str) -> Vec<Stale> {
    let near = year.saturating_sub(1)..=year;
    let named = |text: &str| years(text).any(|named| near.contains(&named));
    let may = |text: &str| words::find(text, "本年").is_some() || named(text);
    if !may(&plain(paragraph)) {
        return Vec::new();
    }
    let all: Vec<Range<usize>> = sentences(paragraph).collect();
    let mut found = Vec::new();
    for (i, range) in all.iter().enumerate() {
        let sentence = &paragraph[range.clone()];
        let sentence = if sentence.contains('年') { &*plain(sentence) } else { continue };
        if !may(sentence) {
            continue;
        }
        let next = plain(all.get(i + 1).map_or("", |next| &paragraph[next.clone()]));
        let judged = plan(year, sentence).map(|year| (year, true));
        let judged = judged.or_else(|| {
            let told = year.checked_sub(1).is_some_and(|last| fact(year, last, sentence, &next));
            told.then(|| ((year - 1).to_string(), false))
        });
        found.extend(judged.map(|(year, plan)| Stale { sentence: range.clone(), year, plan }));
    }
    found
}

/// The years that cannot be right in each of these paragraphs; none of a report without a year.
pub(crate) fn stale_in(report: &Report, paragraphs: &[Paragraph]) -> Vec<Vec<Stale>> {
    let of = |p: &Paragraph| report.year.map_or_else(Vec::new, |year| stale(year, p.line));
    paragraphs.iter().map(of).collect()
}

/// A text in which `2024 年` and `２０２４年` are written `2024年`.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    #[rustfmt::skip]
    const ODD: [char; 13] = [
        ' ', '\u{3000}', '\u{a0}', '０', '１', '２', '３', '４', '５', '６', '７', '８', '９',
    ];
    if first_mark(text, &ODD).is_none() {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().map(half_width).zip(text.chars()).peekable();
    while let Some((narrow, written)) = chars.next() {
        let digit = |c: char| c.is_ascii_digit() || "年月日".contains(c);
        let beside = |before: Option<char>| before.is_some_and(|c| c.is_ascii_digit());
        let next = chars.peek().map_or(' ', |(c, _)| *c);
        match narrow {
            // Between two numbers a space parts them.
            ' ' if beside(plain.chars().next_back()) && !next.is_ascii_digit() => {}
            ' ' if digit(next) && !beside(plain.chars().next_back()) => {}
            c if c.is_ascii_digit() => plain.push(c),
            _ => plain.push(written),
        }
    }
    plain.into()
}

/// All years that a text names.
fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (at, length, year) = find_year(&text[from..])?;
        from += at + length;
        Some(year)
    })
}

/// The report's year, as a sentence about its plans names it, or a term for them that is over.
fn plan(year: u16, sentence: &str) -> Option<String> {
    let over = |y: u16| y == year || y.checked_add(1) == Some(year);
    let clauses: Vec<&str> = pieces(sentence, &BREAKS).map(headless).collect();
    // 下一步，…，并于2023年底前完成: the time is over when the report is written.
    let ahead = FUTURE.iter().any(|w| headless(sentence).starts_with(w));
    // What was intended and is done is no plan.
    let open = !DONE.iter().any(|w| sentence.contains(w));
    let planned = |clause: &str| planned(clause, open);
    let aimed = |clause: &str| AIMED.iter().any(|w| clause.starts_with(w));
    let intends = ahead || clauses.iter().any(|clause| planned(clause) || aimed(clause));
    let terms = clauses.iter().filter_map(|clause| match intends {
        true => term(clause, ahead),
        false => intended(clause).filter(|_| !sentence.contains(['已', '了'])),
    });
    if let Some(over) = terms.into_iter().find(|term| over(*term)) {
        return Some(over.to_string());
    }
    let mut governed: Option<String> = None;
    for clause in clauses {
        if let Some((named, rest)) = named_year(clause) {
            governed = (named == Some(year) || named.is_none())
                .then(|| named.map_or("本年".to_string(), |y| y.to_string()));
            let headed =
                ["打算", "计划", "思路", "重点工作", "工作重点", "安排", "目标"].iter().any(|w| {
                    rest.strip_suffix(w).is_some_and(|rest| matches!(rest, "" | "工作" | "主要"))
                });
            if governed.is_some() && (planned(rest) || headed && named.is_some()) {
                return governed;
            }
        } else if governed.is_some() {
            // The year applies up to the next clause only: later clauses may be about any time.
            if planned(clause) {
                return governed;
            }
            governed = None;
        }
    }
    None
}

/// The year by whose end, or before a month of which, a clause says that something will be done:
/// 并于2021年底前完成, 将在2021年继续. `ahead` says that the sentence is one about what is to come.
fn term(clause: &str, ahead: bool) -> Option<u16> {
    let (at, length, named) = find_year(clause)?;
    let rest = clause[at + length..].trim_start_matches('年');
    let month = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let before = &clause[..at];
    let until = UNTIL.iter().any(|w| rest.starts_with(w));
    let month = month.len() < rest.len() && ["月底前", "月前"].iter().any(|w| month.starts_with(w));
    let aimed = AIMED.iter().any(|w| before.contains(w));
    let led = ["于", "在", "到", "至"].iter().chain(AIMED).any(|w| before.ends_with(w));
    let during =
        ["将在", "将于", "计划在", "计划于", "拟在", "拟于"].iter().any(|w| before.ends_with(w))
            && !["施行", "实施", "生效", "起"].iter().any(|w| rest.contains(w));
    ((until && !rest.starts_with('内') || month) && (led || ahead)
        || until && (ahead || aimed)
        || during)
        .then_some(named)
}

/// The year of which a clause says that something is intended for it: 计划2024年上半年完成,
/// 拟于2024年底前改版.
fn intended(clause: &str) -> Option<u16> {
    let (at, _, named) = find_year(clause)?;
    let before = clause[..at].trim_end_matches(['于', '在', '到', '至']);
    let whole = ["计划", "拟", "预计", "打算", "争取", "力争"].contains(&before);
    let ends = before.len() < at && ["拟", "计划", "预计"].iter().any(|w| before.ends_with(w));
    (whole || ends).then_some(named)
}

/// The year with which a clause begins (`None` for 本年), and the words after it.
fn named_year(clause: &str) -> Option<(Option<u16>, &str)> {
    let leads = ["在", "展望", "进入", "迈入", "面向"];
    let clause = leads.iter().find_map(|w| clause.strip_prefix(w)).unwrap_or(clause);
    if let Some((0, length, named)) = find_year(clause) {
        let rest = clause[length..].trim_start_matches('年');
        return Some((Some(named), rest.trim_start_matches('度')));
    }
    let rest = clause.strip_prefix("本年")?;
    Some((None, rest.trim_start_matches('度')))
}

/// Whether a clause, with at most a body before the verb, says that something will be done. Whether a
/// sentence without 将 is still `open` must be told from all of it.
fn planned(clause: &str, open: bool) -> bool {
    let aimed = || clause.find("力争").is_some_and(|at| is_short(&clause[..at]));
    let would = || {
        let at = WOULD.iter().filter_map(|w| clause.find(w)).min();
        at.is_some_and(|at| is_short(&clause[..at]) && is_actor(&clause[..at]))
    };
    let intended = || INTENDED.iter().any(|word| planned_with(clause, word));
    planned_with(clause, WILL) || open && (intended() || aimed() || would())
}

/// Whether words are few enough to be only a body before its verb.
fn is_short(before: &str) -> bool {
    const BODY_WITHIN: usize = 14;
    before.chars().count() <= BODY_WITHIN
}

/// Whether words end with a body that acts.
fn is_actor(before: &str) -> bool {
    before.ends_with("我们")
        || !before.ends_with('委') && ACTORS.iter().any(|w| before.ends_with(w))
}

/// Whether this word of intention and one of the verbs follow at most a body.
fn planned_with(clause: &str, word: &str) -> bool {
    let Some(at) = clause.find(word) else { return false };
    let (before, after) = (&clause[..at], &clause[at + word.len()..]);
    let verb = PLANNED.iter().filter(|w| after.starts_with(**w)).map(|w| w.len()).max();
    let Some(verb) = verb else { return false };
    let near: String = after[verb..].chars().take(4).collect();
    let disposed = DISPOSED.iter().any(|w| after.contains(w))
        || near.starts_with(['的', '后'])
        || ["好的", "后的"].iter().any(|w| near.contains(w));
    let hidden = word.ends_with('将') && disposed && !after.starts_with('把');
    !hidden
        && is_short(before)
        && !before.contains(['已', '了', '的', '坚'])
        && !before.ends_with(['主', '重', '需', '只', '首', '不', '虚', '比'])
}

/// Whether a sentence states as a fact of the report what it dates in last year.
fn fact(year: u16, last: u16, sentence: &str, next: &str) -> bool {
    let this = format!("{year}年");
    // 较上年 compares with whatever year the sentence is about.
    let compared = |before: &str| before.ends_with(['比', '较', '与', '同', '和']);
    let tells = |text: &str, w: &str| {
        let mut all = text.match_indices(w);
        all.any(|(at, _)| !(["上年", "去年"].contains(&w) && compared(&text[..at])))
    };
    let tells_apart = |text: &str| text.contains(&this) || THIS_YEAR.iter().any(|w| tells(text, w));
    let turns = next.trim_start().starts_with(&this)
        || ["今年", "本年"].iter().any(|w| next.trim_start().starts_with(w));
    let names = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
    let own = ["我", "本机关", "本单位"].iter().any(|w| sentence.contains(w));
    let event = names(HONOURS) || names(EVENTS) && !own || names(SUITS) && !names(NONE);
    if tells_apart(sentence) || turns || event {
        return false;
    }
    if !sentence.split_inclusive(BREAKS).any(|clause| governs(last, headless(clause))) {
        return false;
    }
    // A document that was made in that year is an event of that year.
    let quantities = || figures(sentence).iter().any(|f| f.is_quantity() && !f.is_share());
    let titled = |(at, _): (usize, &str)| ISSUED.iter().any(|w| sentence[..at].ends_with(w));
    let issued = sentence.contains('〔') || sentence.match_indices('《').any(titled);
    !issued || quantities()
}

/// Whether this year determines the time of this clause.
pub(crate) fn governs(year: u16, clause: &str) -> bool {
    const BODY_WITHIN: usize = 6;
    let Some((at, length, named)) = find_year(clause) else { return false };
    let before = clause[..at].trim_end();
    let rest = clause[at + length..].trim_start_matches('年').trim_start_matches('度').trim_start();
    // 2023年1月1日至2023年12月31日 names the year twice.
    let again = rest.replacen(&format!("{year}年"), "", 1);
    let rest = again.as_str();
    let whole = WHOLE_YEAR.iter().filter_map(|w| rest.strip_prefix(w)).map(str::len).min();
    let after = whole.map_or(rest, |left| &rest[rest.len() - left..]);
    let spans = whole.is_some() && matches!(before, "" | "自" | "从");
    if named == year && spans && (after.starts_with(['，', ',']) || goes_on(after) || acts(after))
    {
        return true;
    }
    let led = LEADS.contains(&before);
    let until = before.starts_with("截");
    let body = before.chars().count() <= BODY_WITHIN
        && ["我", "本", "全"].iter().any(|w| before.starts_with(w))
        && !ASIDE.iter().chain(&["在"]).any(|w| before.ends_with(w));
    if named != year || !(before.is_empty() || led || body) {
        return false;
    }
    if until {
        // 2023年12月31日 is the last day of last year's statistics.
        return ["12月31日", "12月底", "12月末", "底", "年底", "末", "年末"]
            .iter()
            .any(|w| rest.starts_with(w));
    }
    let rest = ["内", "里", "间", "期间", "底，", "末，", "年底，", "年末，"]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        .unwrap_or(rest);
    rest.starts_with(['，', ','])
        || before != "在" && (goes_on(rest) || acts(rest) || measured(rest))
}

/// Whether a deed, or the body that did it, follows. In 在2022年全省考核中 the year belongs to the
/// noun, in 2022年制定的文件 to the document.
fn goes_on(rest: &str) -> bool {
    let deed = GOES_ON.iter().filter(|w| rest.starts_with(**w)).map(|w| w.len()).max();
    // In 2023年新增许可名单已公布 the list is that of the year.
    let clause = rest.split(['，', ',', '。']).next().unwrap_or(rest);
    let listed = clause.contains(['已', '均']) && !clause.contains(|c: char| c.is_ascii_digit());
    deed.is_some_and(|end| !TOLD_AS.iter().any(|w| rest[end..].starts_with(w))) && !listed
}

/// Whether the name of a body and a deed follow: 市水利局公开信息.
fn acts(rest: &str) -> bool {
    const NAME_WITHIN: usize = 36;
    let near = &rest[..rest.floor_char_boundary(NAME_WITHIN)];
    let near = near.split(['的', '，', '、', '中']).next().unwrap_or(near);
    near.char_indices()
        .skip(1)
        .any(|(at, _)| ACTORS.iter().any(|w| near[..at].ends_with(w)) && goes_on(&rest[at..]))
}

/// Whether a rate and its value follow: 热线满意率为99%.
fn measured(rest: &str) -> bool {
    const NAME_WITHIN: usize = 40;
    let near = &rest[..rest.floor_char_boundary(NAME_WITHIN)];
    ["率为", "率达", "率是"].iter().filter_map(|w| Some((near.find(w)?, w))).any(|(at, w)| {
        !near[..at].contains(['的', '，'])
            && near[at + w.len()..].starts_with(|c: char| c.is_ascii_digit())
    })
}
