//! Parts of a total that an earlier sentence tells, or that stand before their names: 复议9件、诉讼4件。复议案件中，
//! 维持6件，撤销3件; 抽查32家，27家达标、5家整改; 申请386件…答复379件，其余7件转入下年. Such a row counts only if it
//! misses the total by one, which is hardly a chance.

use std::ops::Range;

use super::division::is_lead;
use super::names::{COUNTING, are_alike, are_twins, is_outcome, name};
use super::totals::{REST_NAMES, is_label};
use super::{Paragraph, Row, SET, clause, is_counted, is_set, shared_words, shares_a_word};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::words;

/// Among so many figures before its parts a total is looked for.
const NEAR: usize = 16;
/// A total that no words name is at least so large.
const LARGE: u64 = 30;
/// Words before a figure that is all of something.
const WHOLES: &[&str] = &[
    "收到", "受理", "新收", "接收", "收办", "应", "共", "下辖", "现有", "检查", "抽查", "督查",
    "举办", "召开", "举行", "答复", "办结",
];
/// Words in the name of an item that is no part.
#[rustfmt::skip]
const LIMITS: &[&str] = &[
    "结转", "上年", "下年", "增", "减", "共", "合计", "总计", "累计", "比", "较", "收到", "受理", "新收", "每", "平均", "各",
    "同期", "最多", "最少", "最高", "最低", "最大", "最小",
];

/// The rows of a paragraph whose total stands in a sentence before, or before parts that are named behind
/// their figures; `found` has the rows that are known, `before` the paragraphs before in its section.
pub(super) fn sets<'a>(
    here: &'a Paragraph<'a>,
    before: &'a [Paragraph<'a>],
    found: &[Row<'a>],
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut from = 0;
    while from < here.figures.len() {
        let to = segment_end(here, from);
        let one = |at: usize| {
            let end = segment_end(here, at);
            let parts =
                here.figures[at..end].iter().filter(|f| is_counted(f) && !f.is_change).count();
            (parts == 1).then_some(end)
        };
        // 公民提出272件，占85%；法人提出48件，占15%: each segment has a part.
        let mut to = to;
        while to < here.figures.len() && here.figures[to].sentence == here.figures[from].sentence {
            match one(from).and_then(|_| one(to)) {
                Some(end) => to = end,
                None => break,
            }
        }
        let set = Set::of(here, from..to);
        let known = |set: &Set| {
            let shared = |row: &&Row| {
                row.parts.iter().filter(|p| set.parts.iter().any(|q| q.number == p.number)).count()
            };
            let explains = |row: &&Row| {
                let apart = (row.sum() - row.whole.1.value).abs();
                let near = apart.times(row.one_in).is_some_and(|d| d <= row.whole.1.value);
                shared(row) > 1 && (near || row.is_named && apart == Amount::whole(1))
            };
            found.iter().any(|row| explains(&row))
        };
        rows.extend(set.filter(|set| !known(set)).and_then(|set| set.row(here, before)));
        from = to;
    }
    rows
}

/// Where the figures of a sentence end that no semicolon parts from the one at `from`.
fn segment_end(here: &Paragraph, from: usize) -> usize {
    let first = &here.figures[from];
    let joined = |pair: &&[Figure]| {
        let gap = &here.line[pair[0].whole.end..pair[1].number.start];
        pair[1].sentence == first.sentence && !gap.contains(['；', ';'])
    };
    from + 1 + here.figures[from..].windows(2).take_while(joined).count()
}

/// Figures that may be all parts of a total.
struct Set<'a> {
    /// The position of the first figure of the segment.
    from: usize,
    /// The total, if it stands before them in the same segment.
    whole: Option<&'a Figure>,
    parts: Vec<&'a Figure>,
    /// What the segment says it is about: 复议案件中.
    base: &'a str,
    /// The words before the first part.
    lead: &'a str,
    /// Whether the last part is called the rest.
    has_rest: bool,
    /// Whether the names stand behind the figures.
    behind: bool,
    /// Whether the text says that there are other parts.
    open: bool,
}

impl<'a> Set<'a> {
    fn of(here: &'a Paragraph<'a>, at: Range<usize>) -> Option<Set<'a>> {
        let own = || here.figures[at.clone()].iter().filter(|f| is_counted(f) && !f.is_change);
        let labels = own().filter(|f| is_label(here, f)).count() > 1;
        let may = |f: &&Figure| if labels { is_label(here, f) } else { !f.enclosed };
        let count = |f: &&Figure| own().filter(may).filter(|g| g.unit == f.unit).count();
        let unit = own().filter(may).max_by_key(count)?.unit;
        let mut parts: Vec<&Figure> = own().filter(|f| f.unit == unit).filter(may).collect();
        let first = *parts.first()?;
        let begin = here.line[..first.number.start]
            .rfind(['；', ';'])
            .map_or(first.sentence.start, |i| i + 1)
            .max(first.sentence.start);
        let begin = here.line.ceil_char_boundary(begin);
        let lead = &here.line[begin..first.number.start];
        let base = lead.trim_start_matches(['；', ';']).split(['，', ',', '：', ':']).next()?;
        let base =
            base.strip_suffix(['中', '里']).filter(|b| (2..=14).contains(&b.chars().count()));
        let is_behind = |f: &&Figure| is_named_behind(here, f);
        let whole = match parts.split_first() {
            Some((first, rest)) if rest.len() > 1 && rest.iter().all(is_behind) => {
                (!is_behind(first)).then_some(*first)
            }
            // 应办167件，实办结161件，6件转入下年; 8名工作人员中专职3名、兼职5名
            Some((first, rest)) if rest.len() > 1 => {
                let set = is_set(here, first) || begins_set(here, first, rest[0]);
                let due = clause(here, first).contains('应') && rest.last().is_some_and(is_behind);
                (set || due).then_some(*first)
            }
            _ => None,
        };
        parts.drain(..usize::from(whole.is_some()));
        let last = parts.last()?;
        let has_rest = REST_NAMES.iter().any(|w| clause(here, last).starts_with(w));
        let marked = parts.iter().any(|p| p.part_of.is_some());
        let limits = |p: &&Figure| words::has(LIMITS, clause(here, p));
        if parts.len() < 2 || marked || base.is_none() && parts.iter().any(limits) || is_lead(lead)
        {
            return None;
        }
        let after = here.line[last.whole.end..last.sentence.end].split(['；', ';']).next()?;
        // 主要问题：应上传的143个项目中…: a label is no word of the set.
        let lead_in = words::behind_last(&here.line[begin..first.number.start], &['：', ':']);
        let some = |w: &&str| lead_in.contains(*w);
        let open = ["主要", "其中", "包括", "例如", "重点", "居前", "前三", "前五", "前几"]
            .iter()
            .any(some)
            || after.trim_start_matches(['）', ')']).starts_with('等')
            || REST_NAMES.iter().any(|w| after.contains(w));
        let behind = parts.iter().all(is_behind);
        let base = base.unwrap_or_default();
        Some(Set { from: at.start, whole, parts, base, lead, has_rest, behind, open })
    }

    fn row(self, here: &'a Paragraph<'a>, before: &'a [Paragraph<'a>]) -> Option<Row<'a>> {
        let sum: Amount = self.parts.iter().map(|p| p.value).sum();
        let by_one = |f: &Figure| (sum - f.value).abs() == Amount::whole(1);
        let whole = match self.whole {
            Some(whole) => {
                let ends = self.ends_sentence(here);
                // A small set that the text names first may have members it does not tell of.
                let large = sum > whole.value || self.behind || whole.value >= Amount::whole(SET);
                let all = ends && large && !self.is_some(whole, sum);
                by_one(whole).then_some((here, whole)).filter(|_| all)?
            }
            None => {
                let told = told(here, before, self.from, self.parts[0]);
                let both = told.windows(2).any(|w| w[0].1.value + w[1].1.value == sum);
                let exact = told.iter().find(|(_, f)| f.value == sum);
                if both || exact.is_some() {
                    // A percentage may name one of these parts again.
                    let whole = *exact.filter(|_| !both && !self.base.is_empty())?;
                    return Some(Row::unmarked(whole, self.parts));
                }
                let named = |p: &Paragraph, f: &Figure| {
                    shared_words(self.base, said_of(p, f)) + shared_words(self.base, noun(p, f))
                };
                let most = told.iter().map(|(p, f)| named(p, f)).max()?;
                let fits = |(p, f): &&(&'a Paragraph<'a>, &'a Figure)| {
                    by_one(f) && named(p, f) == most && self.is_of(here, p, f, sum)
                };
                *told.iter().find(fits)?
            }
        };
        Some(Row { whole, parts: self.parts, marked: false, is_named: true, one_in: super::NEAR })
    }

    /// Whether the text says, or the size of the total shows, that the parts may be only some of it.
    fn is_some(&self, whole: &Figure, sum: Amount) -> bool {
        sum < whole.value && self.open
    }

    /// Whether nothing else is counted behind the parts in their sentence.
    fn ends_sentence(&self, here: &Paragraph) -> bool {
        let Some(last) = self.parts.last() else { return false };
        let next = here.figures.partition_point(|f| f.number.start < last.whole.end);
        let next = here.figures.get(next).filter(|f| f.sentence == last.sentence);
        next.is_none_or(|f| f.is_share() || f.unit != last.unit)
    }

    /// Whether a figure told before, which the parts miss by one, is their total.
    fn is_of(&self, here: &Paragraph, place: &Paragraph, whole: &Figure, sum: Amount) -> bool {
        let (n, less) = (self.parts.len(), sum < whole.value);
        let more = |least| whole.value >= Amount::whole(least);
        if self.is_some(whole, sum) || self.parts.iter().any(|p| p.value >= whole.value) {
            return false;
        }
        let (said, noun) = (said_of(place, whole), noun(place, whole));
        if !self.base.is_empty() {
            let named = shares_a_word(self.base, said) || shares_a_word(self.base, noun);
            return named && (!less || self.has_rest || n > 2 && more(SET) || more(LARGE));
        }
        let place_near = std::ptr::eq(here, place) || self.from == 0;
        let is_all = WHOLES.iter().any(|w| said.contains(w));
        let names: Vec<&str> = self.parts.iter().map(|p| name(here, p, COUNTING)).collect();
        let outcomes = self.parts.iter().filter(|p| is_outcome(here, p)).count() == n;
        let own = names.iter().all(|name| {
            let end =
                name.trim_end_matches('的').char_indices().nth_back(1).map(|(at, _)| &name[at..]);
            end.is_none_or(|end| {
                let end = end.trim_end_matches('的');
                said.contains(end) || noun.contains(end) || DEEDS.contains(&end)
            })
        });
        // 申请40件。网上咨询20件、电话咨询21件: of something else.
        let alike = self.behind || are_twins(&names) || own && are_alike(here, &self.parts);
        let listed = n > 2 && self.lead.chars().count() <= 24 || alike;
        match self.has_rest {
            true => is_all && more(3) || more(LARGE),
            false if outcomes => {
                let cases = ["行政诉讼", "行政复议", "案件"].iter().any(|w| said.ends_with(w));
                (is_all || cases) && (!less || cases && n > 3) && more(SET)
            }
            false if !place_near => false,
            false => {
                listed && (more(LARGE) || is_all && n > 2 && more(SET))
                    || alike && is_all && !less && more(5)
            }
        }
    }
}

/// The words before a figure in its clause; those before its bracket if it stands alone in one.
fn said_of<'a>(here: &'a Paragraph, figure: &Figure) -> &'a str {
    if !is_label(here, figure) {
        return clause(here, figure);
    }
    let before = here.line[..figure.number.start].trim_end_matches(['（', '(']);
    before
        .rsplit(['，', ',', '、', '；', ';', '：', ':', '和', '及', '。'])
        .next()
        .unwrap_or(before)
}

/// Whether a figure is that of a set of which the words up to the next one then name a part:
/// 8名工作人员中专职3名.
fn begins_set(here: &Paragraph, figure: &Figure, next: &Figure) -> bool {
    const NOUN: usize = 8;
    let gap = &here.line[figure.whole.end..next.number.start];
    let noun = gap.split_once('中').filter(|(_, rest)| !rest.starts_with(['心', '央', '国']));
    noun.is_some_and(|(noun, _)| {
        !noun.contains(['，', ',', '、', '；']) && noun.chars().count() <= NOUN
    })
}

/// The words behind a figure in its clause.
fn noun<'a>(here: &'a Paragraph, figure: &Figure) -> &'a str {
    let behind = &here.line[figure.whole.end..figure.sentence.end];
    behind.split(['，', ',', '；', '、', '（']).next().unwrap_or_default()
}

/// Deeds at the end of the names of parts.
const DEEDS: &[&str] = &[
    "答复", "提出", "提交", "递交", "办结", "公开", "发布", "达标", "完成", "解决", "主持", "主办",
    "承办",
];

/// Whether the name of a figure stands behind it: 27家达标、5家整改.
fn is_named_behind(here: &Paragraph, figure: &Figure) -> bool {
    let before = clause(here, figure).trim();
    let behind = &here.line[figure.whole.end..figure.sentence.end];
    let behind = behind.split(['，', ',', '、', '；', ';', '（', '(']).next().unwrap_or_default();
    matches!(before, "" | "其中" | "有" | "另" | "另有" | "还有" | "其余" | "和")
        && behind.chars().count() > 1
}

/// The figures in the unit of `part` that are told before the one at `from`, nearest first.
fn told<'a>(
    here: &'a Paragraph<'a>,
    before: &'a [Paragraph<'a>],
    from: usize,
    part: &Figure,
) -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
    const ABOVE: usize = 3;
    let own = here.figures[..from].iter().rev().map(|f| (here, f));
    let above = before.iter().rev().filter(|p| !p.figures.is_empty()).take(ABOVE);
    let above = above.flat_map(|p| p.figures.iter().rev().map(move |f| (p, f)));
    let all = own.chain(above).take(2 * NEAR);
    let plain =
        |(_, f): &(&Paragraph, &Figure)| is_counted(f) && !f.is_change && f.unit == part.unit;
    all.filter(plain).take(NEAR).collect()
}

/// Whether a figure is that of each of several, and so no part itself: 市档案馆、市图书馆各1处; 其后两年各完成600件;
/// 年中、年底各检查1次.
pub(super) fn is_each(here: &Paragraph, figure: &Figure) -> bool {
    const NUMERALS: &str = "两二三四五六七八九十0123456789";
    /// With these begin names of bodies, kinds and places.
    const BODIES: &str = "部单县市区镇乡街村社级类项种界方地处科股站所局委机渠口";
    /// So far before 各 the number of those stands: 三个镇各.
    const NEAR: usize = 4;
    let clause = clause(here, figure);
    let before = &here.line[figure.sentence.start..figure.number.start];
    let listed = before.strip_suffix(clause).is_some_and(|before| before.ends_with('、'));
    let several = clause.split_once('各').is_some_and(|(those, does)| {
        let numbered = those.chars().rev().take(NEAR).any(|c| NUMERALS.contains(c));
        // 市各部门20件 are all of these together.
        let together = does.starts_with(|c| BODIES.contains(c));
        !together && (numbered || listed || those.contains(['和', '与', '及']))
    });
    clause.ends_with(['各', '每']) || several
}
