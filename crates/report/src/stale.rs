//! Years left over from last year's text.
//!
//! A year governs what a clause tells if it stands at the head of the clause, alone or behind the body
//! it is told of, and a mark, a body or a deed follows it (2023年，我市制发…). A year that belongs to
//! a noun (2023年度决算), to a comparison (比2023年增加) or to a point in time (自2023年起) governs
//! nothing. Where we cannot be sure, nothing is said.

use std::ops::Range;

use crate::figures::{figures, sentences};
use crate::text::find_year;

/// A year that cannot be meant where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stale {
    /// The sentence, in bytes of the paragraph.
    pub sentence: Range<usize>,
    /// As written: `2023`, `本年`.
    pub year: String,
    /// Whether it is said of a plan; of a fact otherwise.
    pub plan: bool,
}

/// What makes a sentence one about an event of its year, not about the year's work.
const EVENTS: &[&str] =
    &["荣获", "获评", "被评", "获得", "成立", "修订", "施行", "颁布", "起诉", "案", "诉讼"];
/// Words by which a sentence tells the years apart itself.
const THIS_YEAR: &[&str] = &["今年", "本年", "上年", "去年", "同比", "相比", "以来"];
/// Before a year, these make it a point to compare with, to count from or to speak about.
const ASIDE: &[&str] = &["比", "较", "与", "同", "和", "对", "针对", "自", "从", "于", "至", "由"];
/// Before a year, these only lead to it.
const LEADS: &[&str] = &["截至", "截止到", "截止", "在", "到", "下一步", "其中"];
/// What a clause about the year's work goes on with: the body, the measure, the deed.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "我", "全市", "全县", "全区", "全镇", "全乡", "全局", "全省", "全州", "全旗", "全街道", "全委",
    "全厅", "本机关", "本单位", "本级", "各级", "共", "累计", "主动公开", "通过", "公开政府信息", "发布",
    "收到", "受理", "接收", "办理", "办结", "答复", "制发", "制定", "出台", "召开", "举办", "组织",
    "开展", "没有", "未", "推送", "编发", "作出", "将",
];
/// What 将 does when it speaks of plans; before a noun it means 把 (将公开纳入考核).
#[rustfmt::skip]
const PLANNED: &[&str] = &[
    "继续", "进一步", "着力", "重点", "采取", "加强", "不断", "从", "以", "按", "围绕", "坚持", "持续",
    "深入", "认真", "加大", "推进", "完善", "开展", "严格", "全面", "努力", "切实", "积极", "强化",
    "健全", "加快", "优化", "针对", "在", "做好", "着重", "抓", "把", "大力", "突出", "结合", "提高",
    "提升", "组织", "力争", "根据", "紧紧", "牢牢", "扎实", "聚焦", "紧扣", "拓展", "丰富", "改进",
    "细化", "更加", "主动", "进行", "建立", "实施", "落实", "探索",
];

/// Where a clause ends.
const BREAKS: [char; 7] = ['，', ',', '；', ';', '：', ':', '.'];

/// The years of a paragraph that cannot be meant in the report of `year`: last year's as that of a
/// fact, this year's as that of a plan.
pub fn stale(year: u16, paragraph: &str) -> Vec<Stale> {
    let all: Vec<Range<usize>> = sentences(paragraph).collect();
    let mut found = Vec::new();
    for (i, range) in all.iter().enumerate() {
        let sentence = &paragraph[range.clone()];
        let next = all.get(i + 1).map_or("", |next| &paragraph[next.clone()]);
        let judged = plan(year, sentence).map(|year| (year, true));
        let judged = judged.or_else(|| {
            let told = year.checked_sub(1).is_some_and(|last| fact(year, last, sentence, next));
            told.then(|| ((year - 1).to_string(), false))
        });
        found.extend(judged.map(|(year, plan)| Stale { sentence: range.clone(), year, plan }));
    }
    found
}

/// This year, as it is named in a sentence on what will be done in it.
fn plan(year: u16, sentence: &str) -> Option<String> {
    let mut governed: Option<String> = None;
    for clause in sentence.split(BREAKS) {
        let clause = headless(clause);
        if let Some((named, rest)) = named_year(clause) {
            governed = (named == Some(year) || named.is_none())
                .then(|| named.map_or("本年".to_string(), |y| y.to_string()));
            if governed.is_some() && planned(rest) {
                return governed;
            }
        } else if governed.is_some() {
            // The year reaches to the next clause only: what comes later may be of any time.
            if planned(clause) {
                return governed;
            }
            governed = None;
        }
    }
    None
}

/// The year a clause begins with, `None` for 本年, and what follows it.
fn named_year(clause: &str) -> Option<(Option<u16>, &str)> {
    let clause = clause.strip_prefix('在').unwrap_or(clause);
    if let Some((0, length, named)) = find_year(clause) {
        let rest = clause[length..].trim_start_matches('年');
        return Some((Some(named), rest.trim_start_matches('度')));
    }
    let rest = clause.strip_prefix("本年")?;
    Some((None, rest.trim_start_matches('度')))
}

/// Whether a clause says, with nothing but a body before it, that something will be done.
fn planned(clause: &str) -> bool {
    const BODY_WITHIN: usize = 14;
    let Some(at) = clause.find('将') else { return false };
    let before = &clause[..at];
    before.chars().count() <= BODY_WITHIN
        && !before.contains(['已', '了', '的', '坚'])
        && PLANNED.iter().any(|w| clause[at + '将'.len_utf8()..].starts_with(w))
}

/// Whether a sentence tells as a fact of the report what it dates in last year.
fn fact(year: u16, last: u16, sentence: &str, next: &str) -> bool {
    let this = format!("{year}年");
    let tells_apart = |text: &str| {
        text.contains(&this) || THIS_YEAR.iter().any(|w| text.trim_start().contains(w))
    };
    let turns = next.trim_start().starts_with(&this)
        || ["今年", "本年"].iter().any(|w| next.trim_start().starts_with(w));
    if tells_apart(sentence) || turns || EVENTS.iter().any(|w| sentence.contains(w)) {
        return false;
    }
    let quantities = figures(sentence).iter().any(|f| f.is_quantity() && !f.is_share());
    // A document named as of that year is an event of it.
    if sentence.contains(['《', '〔']) && !quantities {
        return false;
    }
    let clauses = sentence.split_inclusive(BREAKS);
    clauses.into_iter().any(|clause| governs(last, headless(clause)))
}

/// Whether last year's year governs this clause.
fn governs(last: u16, clause: &str) -> bool {
    const BODY_WITHIN: usize = 6;
    let Some((at, length, named)) = find_year(clause) else { return false };
    let before = clause[..at].trim_end();
    let led = LEADS.contains(&before);
    let until = before.starts_with("截");
    let body = before.chars().count() <= BODY_WITHIN
        && ["我", "本", "全"].iter().any(|w| before.starts_with(w))
        && !ASIDE.iter().chain(&["在"]).any(|w| before.ends_with(w));
    if named != last || !(before.is_empty() || led || body) {
        return false;
    }
    let rest = clause[at + length..].trim_start_matches('年').trim_start_matches('度');
    if until {
        // The day the statistics end: last year's.
        return rest.starts_with("12月31日") || rest.starts_with('底') || rest.starts_with("年底");
    }
    // 在2022年全省考核中: there the year belongs to what follows.
    rest.starts_with(['，', ','])
        || before != "在" && GOES_ON.iter().any(|w| rest.trim_start().starts_with(w))
}

/// A clause without numeral, sub-heading mark and leading words.
fn headless(clause: &str) -> &str {
    let clause = crate::text::without_numeral(clause.trim_start()).trim_start();
    clause.trim_start_matches(['"', '“', ' '])
}
