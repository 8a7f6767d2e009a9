//! Percentages of the table's figures that the text gives without these: 予以公开的占48.3%; 自然人占88.1%.

use std::collections::HashSet;

use super::bases::part_named;
use super::quantities::{is_share_of, places};
use super::rows::is_counted;
use super::shares::Share;
use super::{Context, Paragraph, parts};
use crate::amount::Amount;
use crate::claims::{is_ours, named_sums, result_sums};
use crate::figures::Figure;

/// A wrong percentage, its part and its total.
pub(super) struct Wrong<'a> {
    pub share: &'a Figure,
    pub part: Amount,
    pub whole: Amount,
}

/// The wrong percentages of a paragraph whose part is named like an outcome of requests in the table;
/// `told` has the places of those that the text itself explains.
pub(super) fn wrong<'a>(
    context: &Context,
    here: &'a Paragraph<'a>,
    told: &HashSet<usize>,
) -> Vec<Wrong<'a>> {
    let all = here.figures.iter().enumerate();
    let free = all.filter(|(_, f)| {
        matches!(f.unit, "%" | "％") && !f.approximate && !told.contains(&f.number.start)
    });
    free.filter_map(|(at, _)| wrong_at(context, here, at)).collect()
}

fn wrong_at<'a>(context: &Context, here: &'a Paragraph<'a>, at: usize) -> Option<Wrong<'a>> {
    const UNIT: &str = "件";
    let share = &here.figures[at];
    let before = &here.line[share.sentence.start..share.number.start];
    let compared =
        ["上年", "去年", "同比", "同期", "部门", "街道", "乡镇"].iter().any(|w| before.contains(w));
    if compared || !is_ours(context.report, before) {
        return None;
    }
    let name = listed_name(here, at).or_else(|| part_named(here, at))?;
    let number = |id: &String| context.entries[context.form.position(id)?].number();
    let values = |sums: Vec<Vec<String>>| -> Option<Vec<Amount>> {
        sums.iter().map(|sum| sum.iter().map(number).sum::<Option<Amount>>()).collect()
    };
    let parts = values(result_sums(context.form, name, UNIT))?;
    let [part] = parts[..] else { return None };
    let bases = ["办结", "答复", "申请"];
    let wholes = values(bases.iter().flat_map(|w| named_sums(context.form, w, UNIT)).collect())?;
    let own = here.figures.iter().filter(|f| is_counted(f)).map(|f| f.value);
    let right = |whole: Amount| part <= whole && is_share_of(share, here.line, part, whole);
    if wholes.iter().copied().chain(own).any(right) {
        return None;
    }
    let whole = wholes.first().copied().filter(|w| *w >= part && *w > Amount::ZERO)?;
    near(share, part, whole).then_some(Wrong { share, part, whole })
}

/// Whether a percentage is a likely slip for that of this part.
fn near(share: &Figure, part: Amount, whole: Amount) -> bool {
    const POINTS: i128 = 12;
    let right = part.millionths() * 100_000_000 / whole.millionths().max(1);
    (share.value.millionths() - right).abs() <= POINTS * 1_000_000
}

/// The name of the part right before a percentage of a list of percentages: 比重，予以公开32.6%，部分公开10.1%.
fn listed_name<'a>(here: &'a Paragraph, at: usize) -> Option<&'a str> {
    let share = &here.figures[at];
    let before = &here.line[share.sentence.start..share.number.start];
    let lead = ["占比", "比重", "比例"].iter().any(|w| before.contains(w));
    let own = before.rsplit(['，', ',', '、', '；', ';', '：', ':']).next()?.trim();
    let places = places(share, here.line) > 0;
    (lead && places && (4..=6).contains(&own.chars().count())).then_some(own)
}

/// The total in the table for the part at `i`, of which it has a wrong percentage: the text names it
/// but does not state it (占办结总数的33.8%), and the part is tied to cells itself.
pub(super) fn whole_of(
    context: &Context,
    claims: &parts::Claims,
    here: &Paragraph,
    i: usize,
    share: &Share,
) -> Option<Amount> {
    let part = &here.figures[i];
    let base = parts::base(share.words);
    let asked = here.line[part.sentence.start..part.number.start].contains("申请");
    let tied = asked || parts::claim_of(claims, here, part).is_some();
    if base.is_empty() || share.whole.is_some() || !tied {
        return None;
    }
    let near = &here.figures[i.saturating_sub(parts::NEAR)..i];
    let mut stated = near.iter().filter(|f| is_counted(f) && f.unit == part.unit);
    let fits = |whole: Amount| is_share_of(share.figure, here.line, part.value, whole);
    if stated.any(|f| fits(f.value)) {
        return None;
    }
    let number = |id: &String| context.entries[context.form.position(id)?].number();
    let sums = named_sums(context.form, &base, part.unit);
    let wholes = sums.iter().map(|sum| sum.iter().map(number).sum::<Option<Amount>>());
    let wholes: Vec<Amount> = wholes.collect::<Option<_>>()?;
    let right = wholes.iter().any(|whole| fits(*whole));
    wholes.into_iter().rev().find(|whole| *whole >= part.value).filter(|_| !right)
}
