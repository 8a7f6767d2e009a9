//! Years left over from last year's text.
//!
//! A year determines the time of a clause if it is at the beginning of the clause, alone or after
//! the acting body, and is followed by a mark, a body or a verb (2023年，我市制发…). A year that
//! belongs to a noun (2023年度决算), to a comparison (比2023年增加) or to a point in time
//! (自2023年起) does not. In case of doubt nothing is reported.

use std::ops::Range;

use crate::figures::{figures, sentences};
use crate::text::find_year;

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

/// Words that make a sentence one about a single event, not about the year's work.
const EVENTS: &[&str] = &["荣获", "获评", "被评", "获得", "成立", "修订", "施行", "颁布"];
/// The same of lawsuits, unless the sentence says that there were none.
const SUITS: &[&str] = &["起诉", "案", "诉讼"];
const NONE: &[&str] = &["没有", "未", "无"];
/// Words with which a sentence about what is to come begins, and the ends of its time.
const FUTURE: &[&str] = &["下一步", "今后", "下一年", "来年", "明年", "接下来"];
const UNTIL: &[&str] =
    &["年底前", "年底之前", "年末前", "年内", "年底完成", "年底实现", "年年底前"];
/// Words with which a sentence itself distinguishes years.
const THIS_YEAR: &[&str] = &["今年", "本年", "上年", "去年", "以来"];
/// Words before a year that make it a point to compare with, to count from or to refer to.
const ASIDE: &[&str] = &["比", "较", "与", "同", "和", "对", "针对", "自", "从", "于", "至", "由"];
/// Words that only introduce a year.
const LEADS: &[&str] = &["截至", "截止到", "截止", "在", "到", "下一步", "其中"];
/// Words with which a clause about the year's work continues: a body, a measure, a verb.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "我", "全市", "全县", "全区", "全镇", "全乡", "全局", "全省", "全州", "全旗", "全街道", "全委",
    "全厅", "本机关", "本单位", "本级", "各级", "共", "累计", "主动公开", "通过", "公开政府信息", "发布",
    "全年", "年内", "1至12月", "1-12月", "1—12月", "收到", "受理", "接收", "办理", "办结", "答复", "制发", "制定", "出台", "召开", "举办", "组织",
    "开展", "没有", "未", "推送", "编发", "作出", "将",
];
/// Verbs after 将 that show a plan; before a noun 将 means 把 (将公开纳入考核).
#[rustfmt::skip]
const PLANNED: &[&str] = &[
    "继续", "进一步", "着力", "重点", "采取", "加强", "不断", "从", "以", "按", "围绕", "坚持", "持续",
    "深入", "认真", "加大", "推进", "完善", "开展", "严格", "全面", "努力", "切实", "积极", "强化",
    "健全", "加快", "优化", "针对", "在", "做好", "着重", "抓", "把", "大力", "突出", "结合", "提高",
    "提升", "组织", "力争", "根据", "紧紧", "牢牢", "扎实", "聚焦", "紧扣", "拓展", "丰富", "改进",
    "细化", "更加", "主动", "进行", "建立", "实施", "落实", "探索",
];

/// Marks at which a clause ends.
const BREAKS: [char; 7] = ['，', ',', '；', ';', '：', ':', '.'];

/// The years of a paragraph that cannot be right in the report of `year`: last year as the time of
/// a fact, this year as the time of a plan.
pub fn stale(year: u16, paragraph: &str) -> Vec<Stale> {
    let near = year.saturating_sub(1)..=year;
    if !paragraph.contains("本年") && !years(paragraph).any(|named| near.contains(&named)) {
        return Vec::new();
    }
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
    // 下一步，…，并于2023年底前完成: the time is over when the report is written.
    let ended = |y: &u16| UNTIL.iter().any(|w| sentence.contains(&format!("{y}{w}")));
    if FUTURE.iter().any(|w| headless(sentence).starts_with(w))
        && let Some(ended) = (year.saturating_sub(1)..=year).find(ended)
    {
        return Some(ended.to_string());
    }
    let mut governed: Option<String> = None;
    if sentence.split(BREAKS).any(|clause| planned(headless(clause))) {
        let over = sentence.split(BREAKS).find_map(term).filter(|term| *term <= year);
        if let Some(over) = over {
            return Some(over.to_string());
        }
    }
    for clause in sentence.split(BREAKS) {
        let clause = headless(clause);
        if let Some((named, rest)) = named_year(clause) {
            governed = (named == Some(year) || named.is_none())
                .then(|| named.map_or("本年".to_string(), |y| y.to_string()));
            if governed.is_some() && planned(rest) {
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
/// 并于2021年底前完成.
fn term(clause: &str) -> Option<u16> {
    let (at, length, named) = find_year(clause)?;
    let rest = clause[at + length..].trim_start_matches('年');
    let month = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let term =
        rest.starts_with("底前") || month.starts_with("月底前") || rest.starts_with("年底前");
    let led = ["于", "在", "到", "至", "力争", "确保"].iter().any(|w| clause[..at].ends_with(w));
    (term && led).then_some(named)
}

/// The year with which a clause begins (`None` for 本年), and the words after it.
fn named_year(clause: &str) -> Option<(Option<u16>, &str)> {
    let clause = clause.strip_prefix('在').unwrap_or(clause);
    if let Some((0, length, named)) = find_year(clause) {
        let rest = clause[length..].trim_start_matches('年');
        return Some((Some(named), rest.trim_start_matches('度')));
    }
    let rest = clause.strip_prefix("本年")?;
    Some((None, rest.trim_start_matches('度')))
}

/// Whether a clause, with at most a body before the verb, says that something will be done.
fn planned(clause: &str) -> bool {
    const BODY_WITHIN: usize = 14;
    let Some(at) = clause.find('将') else { return false };
    let before = &clause[..at];
    before.chars().count() <= BODY_WITHIN
        && !before.contains(['已', '了', '的', '坚'])
        && PLANNED.iter().any(|w| clause[at + '将'.len_utf8()..].starts_with(w))
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
    if tells_apart(sentence) || turns || names(EVENTS) || names(SUITS) && !names(NONE) {
        return false;
    }
    if !sentence.split_inclusive(BREAKS).any(|clause| governs(last, headless(clause))) {
        return false;
    }
    // A document of that year is an event of that year.
    let quantities = || figures(sentence).iter().any(|f| f.is_quantity() && !f.is_share());
    !sentence.contains(['《', '〔']) || quantities()
}

/// Whether last year determines the time of this clause.
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
        // 2023年12月31日 is the last day of last year's statistics.
        return rest.starts_with("12月31日") || rest.starts_with('底') || rest.starts_with("年底");
    }
    // In 在2022年全省考核中 the year belongs to the noun, in 2022年制定的文件 to the document.
    let goes_on = |w: &&&str| {
        let deed = rest.trim_start().strip_prefix(**w);
        deed.is_some_and(|then| !then.starts_with('的'))
    };
    rest.starts_with(['，', ',']) || before != "在" && GOES_ON.iter().any(|w| goes_on(&w))
}

/// A clause without its numeral, the mark of a sub-heading, and introducing words.
fn headless(clause: &str) -> &str {
    let clause = crate::text::without_numeral(clause.trim_start()).trim_start();
    clause.trim_start_matches(['"', '“', ' '])
}
