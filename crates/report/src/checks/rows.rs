//! Which figures of the prose are a total and its parts.
//!
//! A row of parts is marked by 其中, by a bracket after its total (see [`crate::figures`]), or by a
//! total at its end (…，合计8场). Otherwise its total is before it in the same sentence, the one
//! before, or a paragraph before; such a row counts only if it shows that it is complete: it ends
//! in 其他, its percentages add up to 100, or its parts have similar names (现场解决…跟进解决…).

mod division;
mod listed;
mod names;
mod outline;
mod sets;
mod totals;

use std::collections::HashSet;

use self::division::{divided, is_lead};
use self::listed::{listed, respective};
use self::names::{
    COUNTING, are_alike, are_bodies, are_nested, are_of_one_kind, are_opposite, are_twins,
    is_level, is_outcome, is_stage, name,
};
pub(super) use self::outline::{Outline, outlines};
pub(super) use self::totals::rest_is_told;
use self::totals::{begin, rest_after, row_before, settle};
use super::Paragraph;
use super::shares::share_of;
use crate::amount::Amount;
use crate::figures::Figure;
use crate::words::{self, WordList};

/// The parts of a total, all in one paragraph.
pub(super) struct Row<'a> {
    /// The total, and the paragraph in which it is.
    pub whole: (&'a Paragraph<'a>, &'a Figure),
    pub parts: Vec<&'a Figure>,
    /// Whether 其中, a bracket or a total at the end marks the figures as parts.
    pub marked: bool,
    /// Whether 其中 or a bracket names the parts, so that a difference of one counts in small rows, too.
    pub is_named: bool,
    /// The parts differ from the total by at most this part of it: 5 is a fifth.
    pub one_in: u64,
}

impl<'a> Row<'a> {
    fn unmarked(whole: (&'a Paragraph<'a>, &'a Figure), parts: Vec<&'a Figure>) -> Row<'a> {
        Row { whole, parts, marked: false, is_named: false, one_in: NEAR }
    }

    pub(super) fn sum(&self) -> Amount {
        self.parts.iter().map(|p| p.value).sum()
    }

    /// Whether the total is told behind its parts, as their sum.
    pub(super) fn is_sum(&self) -> bool {
        let last = self.parts.last().map_or(0, |p| p.number.end);
        self.marked
            && self.parts.iter().all(|p| p.sentence == self.whole.1.sentence)
            && last <= self.whole.1.number.start
    }
}

/// Channels through which the same item may be published several times, so that the parts may
/// exceed the total.
#[rustfmt::skip]
static CHANNELS: WordList = WordList::new(&[
    "网站", "网页", "门户", "微博", "微信", "公众号", "公报", "客户端", "抖音", "快手", "头条",
    "视频号", "报纸", "报刊", "电视", "广播", "新媒体", "公开栏", "公示栏", "显示屏",
]);

/// Whether the parts are channels, which may count the same item more than once.
pub(super) fn are_channels(line: &str, parts: &[&Figure]) -> bool {
    let is = |p: &&&Figure| {
        let published = matches!(p.unit, "条" | "篇" | "则" | "件" | "次" | "期");
        published && CHANNELS.is_in(&line[p.subject.clone()])
    };
    parts.iter().filter(is).count() > 1
}

/// All rows of a paragraph; `before` has the paragraphs before it in its section.
pub(super) fn rows<'a>(here: &'a Paragraph<'a>, before: &'a [Paragraph<'a>]) -> Vec<Row<'a>> {
    let figures = &here.figures;
    // Positions of figures that are parts; the next ones are parts beside them, not of them.
    let at = |part: &&Figure| figures.partition_point(|f| f.number.start < part.number.start);
    let mut rows = divided(here, before);
    let mut led = vec![false; figures.len()];
    rows.iter().flat_map(|row| &row.parts).for_each(|part| led[at(part)] = true);
    let mut parts_of = led.clone();
    for (i, whole) in figures.iter().enumerate().filter(|(_, f)| is_counted(f)) {
        let after = figures[i + 1..].iter().take_while(|f| f.sentence == whole.sentence);
        let named: Vec<&Figure> = after.filter(|f| f.part_of == Some(i)).collect();
        let bracket = in_bracket(here, i);
        let named = enumerated(here, whole, named);
        let in_bracket_at = bracket.first().map(|p| p.number.start);
        let all = [named, bracket, respective(here, i)];
        let listed = if parts_of[i] { Vec::new() } else { listed(here, i) };
        for parts in std::iter::once(listed).chain(all).filter(|parts| parts.len() > 1) {
            parts.iter().for_each(|part| parts_of[at(part)] = true);
            let in_bracket = in_bracket_at == Some(parts[0].number.start);
            let among = parts.iter().all(|p| p.part_of == Some(i));
            let one_in = if among { nearness(here, whole, &parts) } else { NEAR };
            // More outcomes than cases are wrong in small sets, too.
            let over = parts.iter().map(|p| p.value).sum::<Amount>() > whole.value;
            let ends = |p: &&Figure| is_outcome(here, p) && !is_stage(here, p);
            let names: Vec<&str> = parts.iter().map(|p| name(here, p, COUNTING)).collect();
            // 有工作人员3人，专职1人、兼职3人; 属实1件、不属实1件: two that are all.
            let two = matches!(names[..], [yes, no] if are_opposite(yes, no));
            let pair = two || over && are_twins(&names);
            let is_named = among || in_bracket || pair || over && parts.iter().all(ends);
            rows.push(Row { whole: (here, whole), parts, marked: true, is_named, one_in });
        }
    }
    let mut from = 0;
    while from < figures.len() {
        let sentence = &figures[from].sentence;
        let to = from + figures[from..].iter().take_while(|f| f.sentence == *sentence).count();
        // What divides has its total elsewhere.
        let first = &here.line[sentence.start..figures[from].number.start];
        let lead = is_lead(first) && !is_set(here, &figures[from]);
        if !lead && !led[from..to].contains(&true) {
            rows.extend(row_of_sentence(here, from, to, before));
        }
        let begin = begin(here, from, to);
        rows.extend((from..to).filter_map(|total| row_before(here, begin, total)));
        rows.extend((from..to).filter_map(|rest| rest_after(here, from, rest)));
        from = to;
    }
    let sets = sets::sets(here, before, &rows);
    rows.extend(sets);
    let mut seen = HashSet::new();
    let id = |row: &Row| (row.whole.1.number.start, row.parts.first().map(|p| p.number.start));
    rows.retain(|row| {
        !row.parts.iter().any(|p| sets::is_each(here, p))
            && !are_nested(here, &row.parts)
            && seen.insert((row.whole.0.start, id(row)))
    });
    settle(here, rows)
}

/// The difference between a total and its parts is at most a fifth of it; else the text does not
/// speak of all parts.
const NEAR: u64 = 5;

/// The parts after 其中 without what follows an enumeration of all of them: 甲52场、乙94场，负责人出席31场.
fn enumerated<'a>(here: &Paragraph, whole: &Figure, parts: Vec<&'a Figure>) -> Vec<&'a Figure> {
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    let joined = |pair: &&[&Figure]| here.line[pair[0].whole.end..].starts_with('、');
    let count = 1 + parts.windows(2).take_while(joined).count();
    let some = sum != whole.value && (2..parts.len()).contains(&count);
    match some && is_near(&parts[..count], whole.value, 4 * NEAR) {
        true => parts[..count].to_vec(),
        false => parts,
    }
}

/// How near the parts after 其中 must come to their total, as with [`NEAR`]. They need not be all of it,
/// nor exclude each other, unless their names or an end with 其他 say so.
fn nearness(here: &Paragraph, whole: &Figure, parts: &[&Figure]) -> u64 {
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    let topics = parts.iter().all(|p| name(here, p, COUNTING).ends_with('类'));
    let divides = are_alike(here, parts) && !topics || is_complete(here, parts);
    let last = parts.last().map_or("", |last| name(here, last, COUNTING));
    let names: Vec<&str> = parts.iter().map(|p| name(here, p, COUNTING)).collect();
    // 其中图解12篇、视频5篇，其余38篇; 专职4名、兼职37名: these are all.
    if crate::claims::REST.iter().any(|w| *w != "其他" && last.starts_with(w)) {
        return 2;
    }
    if are_twins(&names) {
        return NEAR - 1;
    }
    // 乡镇干部188人、女性干部147人: two attributes do not exclude each other.
    const ATTRIBUTES: &[&str] = &["女", "党员", "少数民族", "青年", "新任", "首次", "年轻"];
    if sum > whole.value && names.iter().any(|name| words::has(ATTRIBUTES, name)) {
        return 10 * NEAR;
    }
    let less = sum < whole.value && !divides;
    match (less, are_of_one_kind(here, parts)) {
        (false, true) => NEAR,
        (true, false) => 10 * NEAR,
        _ => 2 * NEAR,
    }
}

/// Whether a figure may be a total or a part: an exact quantity with a unit.
pub(super) fn is_counted(figure: &Figure) -> bool {
    figure.is_quantity() && !figure.is_share() && !figure.approximate && !figure.unit.is_empty()
}

/// The figures in the bracket after a total and its noun: 81件（甲40件、乙41件）.
fn in_bracket<'a>(here: &'a Paragraph, at: usize) -> Vec<&'a Figure> {
    let whole = &here.figures[at];
    let after = &here.line[whole.whole.end..whole.sentence.end];
    let gap = after.find(['（', '(', '，', ',', '、', '；']).unwrap_or(after.len());
    let Some(inside) = after[gap..].strip_prefix(['（', '(']) else { return Vec::new() };
    let to = whole.sentence.end - inside.len() + inside.find(['）', ')']).unwrap_or(0);
    if here.line[..to].ends_with('等') {
        return Vec::new();
    }
    let within = here.figures[at + 1..].iter().take_while(|f| f.number.start < to);
    within.filter(|f| f.unit == whole.unit && f.part_of.is_none()).collect()
}

/// The words of a figure's clause before it, with the figures among them.
pub(super) fn clause<'a>(here: &'a Paragraph, figure: &Figure) -> &'a str {
    let before = &here.line[figure.sentence.start..figure.number.start];
    words::behind_last(before, &['，', ',', '、', '；', ';', '：', ':', '（', '('])
}

/// Words for what is carried from one year to the next.
const CARRIED: &[&str] = &["结转", "承接", "上年转", "转下年", "顺延", "转入"];

fn has_carried(said: &str) -> bool {
    words::has(CARRIED, said)
}

/// Whether two neighbouring characters of these words occur in a text.
pub(super) fn shares_a_word(words: &str, text: &str) -> bool {
    pairs(words).any(|pair| words::find(text, pair).is_some())
}

/// How many pairs of neighbouring characters of these words occur in a text.
fn shared_words(words: &str, text: &str) -> usize {
    pairs(words).filter(|pair| words::find(text, pair).is_some()).count()
}

/// The pairs of neighbouring characters of these words.
fn pairs(words: &str) -> impl Iterator<Item = &str> {
    let ends = words.char_indices().map(|(i, c)| i + c.len_utf8()).skip(1);
    words.char_indices().zip(ends).map(|((from, _), to)| &words[from..to])
}

/// The unmarked row that these figures of one sentence form, if they do.
fn row_of_sentence<'a>(
    here: &'a Paragraph<'a>,
    from: usize,
    to: usize,
    before: &'a [Paragraph<'a>],
) -> Option<Row<'a>> {
    let own: Vec<&Figure> = here.figures[from..to].iter().filter(|f| stands_free(f)).collect();
    let unit = own.first()?.unit;
    let own: Vec<&Figure> = own.into_iter().filter(|f| f.unit == unit).collect();
    let (first, rest) = own.split_first()?;
    let siblings = || own.len() > 2 && are_alike(here, &own);
    let inner = rest.len() > 1 && is_near(rest, first.value, 5) && !siblings();
    let alike = |whole: Amount| {
        (are_alike(here, rest) || are_bodies(here, rest)) && is_near(rest, whole, 20)
    };
    let listed = rest.len() > 2 && is_list(here, first, rest);
    let sum: Amount = rest.iter().map(|p| p.value).sum();
    let by_one = (sum - first.value).abs() <= Amount::whole(1);
    let set = is_set(here, first) && rest.len() > 2 && by_one && first.value >= Amount::whole(SET);
    if inner && (is_complete(here, rest) || alike(first.value) || listed) || set {
        return Some(Row::unmarked((here, first), rest.to_vec()));
    }
    let lead = here.line[first.sentence.start..first.number.start].trim_start();
    let all = ["全部", "均已", "已全部", "都已"].iter().any(|w| lead.starts_with(w));
    // 其中 at the beginning of a paragraph goes on with the paragraph before.
    let among = from == 0 && lead.starts_with("其中");
    // 网站信息中，甲类3条，乙类5条 names the total.
    let base = lead.split(['，', ',']).next().and_then(|first| first.strip_suffix(['中', '里']));
    let base = base.filter(|base| base.chars().count() > 1);
    let mut wholes: Vec<(&Paragraph, &Figure)> = previous(here, from, unit);
    // What was carried over is dealt with besides what was received.
    let carried = |(p, f): &(&Paragraph, &Figure)| has_carried(&p.line[f.sentence.clone()]);
    if wholes.iter().any(carried) {
        return None;
    }
    // 当面申请12件，信函申请9件，网络申请18件 says nothing of its total.
    let outcomes = own.iter().all(|p| is_outcome(here, p));
    let sum: Amount = own.iter().map(|p| p.value).sum();
    let near = |(_, w): &(&Paragraph, &Figure)| {
        let by_one = !outcomes && own.len() > 2 && (sum - w.value).abs() <= Amount::whole(1);
        by_one || is_near(&own, w.value, if outcomes { 8 } else { 20 })
    };
    let like = (outcomes || are_alike(here, &own)) && wholes.iter().any(near);
    if own.len() < 2 || !(like || all || among || base.is_some() || is_complete(here, &own)) {
        return None;
    }
    let earlier = among || own.last().is_some_and(|last| is_all_done(here, last));
    if wholes.is_empty() && earlier {
        wholes = free(before, if among { 1 } else { 2 }, unit);
    }
    if let Some(base) = base {
        let named = |(p, f): &(&Paragraph, &Figure)| shared_words(base, clause(p, f));
        let most = wholes.iter().map(named).max().unwrap_or(0).max(1);
        wholes.retain(|whole| named(whole) == most && is_near(&own, whole.1.value, 20));
    }
    let whole = wholes.into_iter().min_by_key(|(_, w)| (w.value - sum).abs())?;
    Some(Row::unmarked(whole, own))
}

/// The free figures in this unit of the last `reach` of these paragraphs that have any figures.
fn free<'a>(
    before: &'a [Paragraph<'a>],
    reach: usize,
    unit: &'static str,
) -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
    let near = before.iter().rev().filter(|p| !p.figures.is_empty()).take(reach);
    let of = |p: &'a Paragraph<'a>| {
        let free = p.figures.iter().filter(|f| stands_free(f) && f.unit == unit);
        free.map(move |f| (p, f))
    };
    near.flat_map(of).collect()
}

/// A set that the text divides has so many members at least; of a smaller one a difference of one may be
/// a part that is not named.
const SET: u64 = 10;

/// Whether a figure is that of a set of which the text then speaks: 486件申请中, 13件里.
pub(super) fn is_set(here: &Paragraph, figure: &Figure) -> bool {
    const NOUN: usize = 10;
    let after = &here.line[figure.whole.end..figure.sentence.end];
    let noun = after.split(['，', ',', '、', '；', ';', '：', ':', '（', '(']).next();
    let noun = noun.unwrap_or_default();
    let set = ["中", "里", "当中", "之中", "内"].iter().any(|w| noun.ends_with(w));
    let noun = noun.chars().count();
    set && noun <= NOUN && !here.line[..figure.number.start].ends_with("其中")
}

/// Whether a figure is neither a part after 其中 nor in a bracket.
pub(super) fn stands_free(figure: &Figure) -> bool {
    is_counted(figure) && figure.part_of.is_none() && !figure.enclosed && !figure.is_change
}

/// The figures of this unit in the sentence before the figure at `from`.
pub(super) fn previous<'a>(
    here: &'a Paragraph<'a>,
    from: usize,
    unit: &str,
) -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
    let Some(last) = here.figures[..from].last() else { return Vec::new() };
    let mut first = from;
    while first > 0 && here.figures[first - 1].sentence == last.sentence {
        first -= 1;
    }
    let same = |f: &&Figure| stands_free(f) && f.unit == unit;
    here.figures[first..from].iter().filter(same).map(|f| (here, f)).collect()
}

/// Whether a row lists what its total consists of: after a colon (公开1350条：网站…), or by levels
/// of government.
fn is_list(here: &Paragraph, whole: &Figure, rest: &[&Figure]) -> bool {
    const SOME: &[&str] = &["主要", "包括", "其中", "如", "例如"];
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return false };
    let lead = &here.line[whole.whole.end..first.number.start];
    let colon = lead.contains(['：', ':']) && !SOME.iter().any(|w| lead.contains(w));
    let open = here.line[last.whole.end..].starts_with('等');
    !open && (colon || rest.iter().all(|p| is_level(here, p)))
}

/// Whether the parts show that they are complete: by the last part, by their percentages, or by a
/// rate of 100% after them. A row with something carried over is not complete.
fn is_complete(here: &Paragraph, parts: &[&Figure]) -> bool {
    let Some(last) = parts.last() else { return false };
    let open = here.line[last.whole.end..].starts_with('等');
    let sentence = &here.line[last.sentence.clone()];
    let all = ["全部", "均"].iter().any(|w| {
        let after = here.line[last.whole.end..last.sentence.end].trim_start_matches(['，', ',']);
        after.starts_with(w)
    });
    if !open && (is_all_done(here, last) || all && parts.len() > 2) && !has_carried(sentence) {
        return true;
    }
    const REST: &[&str] = &["其他", "其它", "其余", "剩余", "余下", "剩下", "尚有"];
    let rest = REST.iter().any(|w| name(here, last, COUNTING).contains(w));
    !open && (rest && !has_carried(sentence) || are_whole(here, parts))
}

/// Whether a rate of 100% follows the last part: 更正43条，整改率100%.
fn is_all_done(here: &Paragraph, last: &Figure) -> bool {
    let next = here.figures.partition_point(|f| f.number.start < last.whole.end);
    here.figures.get(next).filter(|f| f.sentence == last.sentence && f.is_share()).is_some_and(
        |f| {
            let words =
                here.line[last.whole.end..f.number.start].trim_end_matches(['达', '到', '为']);
            f.value == Amount::whole(100) && words.ends_with('率')
        },
    )
}

/// Whether the sum of the parts differs from the total by at most 1/`one_in` of it.
fn is_near(parts: &[&Figure], whole: Amount, one_in: u64) -> bool {
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    (sum - whole).abs().times(one_in).is_some_and(|d| d <= whole)
}

/// Whether each part has a percentage and these add up to 100.
pub(super) fn are_whole(here: &Paragraph, parts: &[&Figure]) -> bool {
    let shares: Vec<Amount> =
        parts.iter().filter_map(|p| share_of(here, p)).map(|s| s.figure.value).collect();
    let sum: Amount = shares.iter().copied().sum();
    shares.len() == parts.len() && (sum - Amount::whole(100)).abs() <= Amount::whole(1)
}
