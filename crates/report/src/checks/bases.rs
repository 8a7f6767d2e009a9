//! Totals of percentages that no words beside them name: the total that the other percentages of a row
//! have (予以公开114件、占34.5%，部分公开36件、占10.9%…), or that of the row of a part which is named
//! again further on (土地类1311条、规划类902条…，土地类占48.3%; 按时办结211件、延期9件，按时办结率95.9%).

use std::collections::HashSet;

use super::Paragraph;
use super::quantities::is_share_of;
use super::rows::{clause, is_counted, rows};
use super::shares::{Share, share_of, tells};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::steps;

/// So many paragraphs above are looked at.
const ABOVE: usize = 8;
/// So many figures before a percentage are looked at, in each paragraph.
const NEAR: usize = 24;
/// So many figures on each side of a part may be of its row.
const ROW: usize = 12;

/// The total for the part at `i`, of which it has a wrong percentage: one told before, of which most
/// others of its row, and at least two, have right percentages. The row is a sentence, or paragraphs
/// with a part each.
pub(super) fn shared(
    here: &Paragraph,
    before: &[Paragraph],
    i: usize,
    share: &Share,
) -> Option<Amount> {
    let part = &here.figures[i];
    let right = |whole: Amount| is_right(here, part, share.figure, whole);
    let near = &here.figures[i.saturating_sub(NEAR)..i];
    let mut own = near.iter().filter(|f| is_counted(f) && f.unit == part.unit);
    if share.whole.is_some() || own.any(|f| right(f.value)) {
        return None;
    }
    let row = neighbours(here, before, i);
    let wholes = told_before(here, before, i);
    if row.len() < 2 || !steps::take(row.len() * wholes.len()) {
        return None;
    }
    // A percentage that names a total of its own is no other's: 占网上申请的40%.
    let said = |words: &str| words.split_once('占').map(|(_, said)| said.trim().to_string());
    let mine = said(share.words).filter(|said| said.chars().count() > 1);
    if mine.is_some() && row.iter().all(|(_, _, other)| said(other.words) != mine) {
        return None;
    }
    let fits = |whole: Amount| {
        row.iter().filter(|(p, f, share)| is_right(p, f, share.figure, whole)).count()
    };
    let most = |whole: &Amount| fits(*whole) >= 2 && fits(*whole) * 3 >= row.len() * 2;
    let mut values: Vec<Amount> =
        wholes.iter().filter(|(_, f)| f.unit == part.unit).map(|(_, f)| f.value).collect();
    values.dedup();
    values.into_iter().find(most).filter(|whole| *whole >= part.value && !right(*whole))
}

/// Whether a percentage is that of this part of a total.
fn is_right(here: &Paragraph, part: &Figure, share: &Figure, whole: Amount) -> bool {
    part.value <= whole && is_share_of(share, here.line, part.value, whole)
}

/// A part with its percentage.
type Shared<'a> = (&'a Paragraph<'a>, &'a Figure, Share<'a>);

/// The other parts with percentages beside the part at `i`, in its sentence; if it is alone there, the
/// first of each paragraph right above.
fn neighbours<'a>(
    here: &'a Paragraph<'a>,
    before: &'a [Paragraph<'a>],
    i: usize,
) -> Vec<Shared<'a>> {
    let part = &here.figures[i];
    let of = |p: &'a Paragraph<'a>, f: &'a Figure| {
        let counted = is_counted(f) && f.unit == part.unit;
        let share = if counted { share_of(p, f) } else { None };
        share.filter(|share| share.whole.is_none()).map(|share| (p, f, share))
    };
    let to = here.figures.len().min(i + ROW);
    let beside = here.figures[i.saturating_sub(ROW)..to].iter();
    let beside = beside.filter(|f| f.sentence == part.sentence && f.number != part.number);
    let row: Vec<_> = beside.filter_map(|f| of(here, f)).collect();
    if !row.is_empty() {
        return row;
    }
    let above = before.iter().rev().take(ABOVE);
    above.map_while(|p| p.figures.iter().take(ROW).find_map(|f| of(p, f))).collect()
}

/// The total for the part at `i`, of which it states a wrong rate: what was received or was to be dealt with
/// (应办理427件。…办结409件，办结率94.8%), if the rate is right of nothing told before.
pub(super) fn due(
    here: &Paragraph,
    before: &[Paragraph],
    i: usize,
    share: &Share,
) -> Option<Amount> {
    const DUE: &[&str] = &["应办", "应当办理", "收到", "受理", "新收", "接收", "接到", "收办"];
    let part = &here.figures[i];
    let told: Vec<Amount> = told_before(here, before, i)
        .into_iter()
        .filter(|(_, f)| f.unit == part.unit && !f.is_change)
        .map(|(_, f)| f.value)
        .collect();
    let is_due = |(p, f): &(&Paragraph, &Figure)| {
        f.unit == part.unit && !f.is_change && DUE.iter().any(|w| clause(p, f).contains(w))
    };
    let right = |whole: Amount| is_right(here, part, share.figure, whole);
    let both = told.windows(2).any(|w| right(w[0] + w[1]));
    if !share.words.is_empty() || share.whole.is_some() || both || told.iter().any(|w| right(*w)) {
        return None;
    }
    let whole = told_before(here, before, i).into_iter().find(is_due)?.1.value;
    (whole > part.value && is_near(share.figure.value, part.value, whole)).then_some(whole)
}

/// The total for the part at `i`, of which it has a wrong percentage without a name: the first figure of its
/// paragraph, if the percentage is near its share of that, and right of nothing told before.
pub(super) fn first_told(
    here: &Paragraph,
    before: &[Paragraph],
    i: usize,
    share: &Share,
) -> Option<Amount> {
    const PLAIN: &[char] = &['占', '比', '总', '数', '量', '的', '为', '达', '约', '到'];
    let part = &here.figures[i];
    let plain = share.words.starts_with('占') && share.words.trim_matches(PLAIN).is_empty();
    if !plain || share.whole.is_some() {
        return None;
    }
    let told = told_before(here, before, i);
    let right = |part: Amount| {
        let like = told.iter().filter(|(_, f)| f.unit == here.figures[i].unit);
        like.into_iter()
            .any(|(_, f)| part <= f.value && is_share_of(share.figure, here.line, part, f.value))
    };
    let own = told.iter().take_while(|(_, f)| f.sentence == part.sentence);
    let sums = own.scan(part.value, |sum, (_, f)| {
        *sum = *sum + f.value;
        Some(*sum)
    });
    // It may be right of several of them together.
    let pairs = told.windows(2).map(|w| w[0].1.value + w[1].1.value);
    let all: Amount = here
        .figures
        .iter()
        .filter(|f| f.sentence == part.sentence && is_counted(f))
        .map(|f| f.value)
        .sum();
    let together = pairs.chain([all]).any(|whole| {
        part.value <= whole && is_share_of(share.figure, here.line, part.value, whole)
    });
    if together || right(part.value) || sums.take(3).any(right) {
        return None;
    }
    let first =
        here.figures.iter().find(|f| is_counted(f) && f.unit == part.unit && !f.is_change)?;
    if first.sentence == part.sentence || share_of(here, first).is_some() {
        return None;
    }
    let whole = first.value;
    (whole > part.value && is_near(share.figure.value, part.value, whole)).then_some(whole)
}

/// Exact figures told before the one at `i`, nearest first.
fn told_before<'a>(
    here: &'a Paragraph<'a>,
    before: &'a [Paragraph<'a>],
    i: usize,
) -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
    let own = here.figures[..i].iter().rev().take(NEAR).map(|f| (here, f));
    let above = before.iter().rev().take(ABOVE);
    let above = above.flat_map(|p| p.figures.iter().rev().take(NEAR).map(move |f| (p, f)));
    own.chain(above).filter(|(_, f)| is_counted(f)).collect()
}

/// A wrong percentage of a part that is named again.
pub(super) struct Named<'a> {
    pub share: &'a Figure,
    pub part: Amount,
    pub whole: Amount,
}

/// The wrong percentages of a paragraph that name their part again, where the text has just one part
/// of this name and the total of its row. `told` has the places of the percentages that
/// stand beside their parts.
pub(super) fn named<'a>(
    here: &'a Paragraph<'a>,
    before: &'a [Paragraph<'a>],
    told: &HashSet<usize>,
) -> Vec<Named<'a>> {
    let all = here.figures.iter().enumerate();
    let free = all.filter(|(_, f)| is_percentage(f) && !told.contains(&f.number.start));
    free.filter_map(|(at, _)| named_at(here, before, at)).collect()
}

fn is_percentage(figure: &Figure) -> bool {
    matches!(figure.unit, "%" | "％") && !figure.approximate
}

fn named_at<'a>(
    here: &'a Paragraph<'a>,
    before: &'a [Paragraph<'a>],
    at: usize,
) -> Option<Named<'a>> {
    let share = &here.figures[at];
    let name = part_named(here, at)?;
    let mut told = told_before(here, before, at);
    let all = told.clone();
    // The same rate may be told of something else: 按期办结1699件. …热线按期办结率99%.
    if here.line[..share.number.start].trim_end_matches(ENDS).ends_with('率') {
        told.retain(|(p, f)| std::ptr::eq(*p, here) && f.sentence == share.sentence);
    }
    if !steps::take(told.len() * 8) {
        return None;
    }
    // 采纳35条，未采纳8条，采纳率81.4%
    told.retain(|(p, f)| {
        let own = own_name(clause(p, f));
        !own.contains(name) || tells(own, name)
    });
    let named = |by: fn(&str, &str) -> bool| -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
        let is = |(p, f): &&(&'a Paragraph<'a>, &'a Figure)| by(own_name(clause(p, f)), name);
        told.iter().filter(is).copied().collect()
    };
    let mut parts = named(|own, name| own.contains(name));
    if parts.is_empty() {
        parts = named(|own, name| own.chars().count() > 1 && name.contains(own));
    }
    let (place, part) = *parts.first()?;
    let above = before.iter().position(|p| std::ptr::eq(p, place)).unwrap_or(before.len());
    let row = rows(place, &before[..above])
        .into_iter()
        .find(|row| row.parts.iter().any(|f| f.number == part.number));
    // The percentage may be right of any of these parts and totals, but not of one part of another.
    let beside = |w: &Figure| row.iter().any(|row| row.parts.iter().any(|p| std::ptr::eq(*p, w)));
    let right = |f: &Figure| {
        let mut wholes = told.iter().filter(|(_, w)| !beside(w));
        wholes.any(|(_, w)| w.unit == f.unit && is_right(here, f, share, w.value))
    };
    let one = parts.iter().all(|(_, f)| f.value == part.value && f.unit == part.unit);
    if !one || parts.iter().any(|(_, f)| right(f)) {
        return None;
    }
    // Its parts may be all, though no words say so.
    let own = place.figures.iter().filter(|f| f.sentence == part.sentence && f.unit == part.unit);
    let sum: Amount = own.filter(|f| is_counted(f)).map(|f| f.value).sum();
    let whole = row.as_ref().map(|row| row.whole.1.value);
    let whole = whole.or_else(|| part.part_of.map(|at| place.figures[at].value));
    let whole = whole.or(all.iter().map(|(_, f)| f.value).find(|w| *w == sum))?;
    if row.is_some_and(|row| is_right(here, part, share, row.sum())) {
        return None;
    }
    (is_near(share.value, part.value, whole)
        && !is_right(here, part, share, whole)
        && whole > part.value)
        .then_some(Named { share, part: part.value, whole })
}

/// Whether a percentage is a likely slip for that of a part: some points from it.
fn is_near(share: Amount, part: Amount, whole: Amount) -> bool {
    const POINTS: i128 = 15;
    let right = part.millionths() * 100_000_000 / whole.millionths().max(1);
    (share.millionths() - right).abs() <= POINTS * 1_000_000
}

/// Marks at which a clause ends.
const MARKS: [char; 12] = ['，', ',', '；', ';', '、', '。', '：', ':', '（', '(', '）', ')'];

/// Words between a rate and its figure.
const ENDS: &[char] = &['达', '到', '为', '是', '仅'];

/// The name of the part in the words before a percentage: 土地类占, 首套房笔数占比为, 按时办结率.
pub(super) fn part_named<'a>(here: &'a Paragraph, at: usize) -> Option<&'a str> {
    /// Words for several parts, or for another year's.
    const OTHERS: &[&str] =
        &["各", "均", "分别", "合计", "两", "三", "二者", "比", "较", "上年", "去年", "由", "从"];
    let words = words_before(here, at);
    let after_change = words.trim_end_matches(ENDS).is_empty()
        && at > 0
        && here.figures[at - 1].unit == "个百分点";
    // 主动公开率较上年提高2.1个百分点，达到36.4%
    let words = match after_change {
        true => words_before(here, at - 1).split(['较', '比']).next().unwrap_or_default(),
        false => words,
    };
    // 处罚类占比过半，为53.5%
    // 网络申请占比最高，为44.6%
    let rough =
        |said: &&str| ["过半", "一半", "成", "最高", "最大"].iter().any(|w| said.ends_with(w));
    let plain = words.trim_end_matches(ENDS).is_empty();
    let rough = Some(clause_before_last(here, at)).filter(|said| plain && rough(said));
    let words = rough.unwrap_or(words);
    let share = words.find('占').map(|to| &words[..to]);
    let ended = words.trim_end_matches(ENDS);
    let rate = ["率", "的比例", "的比重", "占比"].iter().find_map(|w| ended.strip_suffix(w));
    let all = here.figures[at].value >= Amount::whole(100);
    let name = own_name(share.or(rate.filter(|_| !all))?);
    let plain = !OTHERS.iter().any(|w| name.contains(w));
    (plain && name.chars().count() > 1).then_some(name)
}

/// The clause before a figure, from the last figure on.
fn words_before<'a>(here: &'a Paragraph, at: usize) -> &'a str {
    let figure = &here.figures[at];
    let last = here.figures[..at].last().filter(|f| f.sentence == figure.sentence);
    let from = last.map_or(figure.sentence.start, |f| f.whole.end);
    let words = &here.line[from..figure.number.start];
    words.rsplit(MARKS).next().unwrap_or(words).trim()
}

/// The clause before the last one in front of a figure.
fn clause_before_last<'a>(here: &'a Paragraph, at: usize) -> &'a str {
    let figure = &here.figures[at];
    let words = &here.line[figure.sentence.start..figure.number.start];
    words.rsplit(['，', ',']).nth(1).unwrap_or_default()
}

/// A name without the words around it that count.
fn own_name(words: &str) -> &str {
    let name = words.trim().trim_start_matches("其中").trim_start_matches(['有', '而', '但']);
    name.trim_end_matches([
        '的', '数', '量', '件', '条', '笔', '宗', '户', '场', '共', '为', '有', '是', '达', '约',
        '仅',
    ])
}
