//! Figures in prose compared with each other: totals, parts and percentages.

use std::collections::HashMap;

use super::quantities::{is_share_of, places};
use super::rows::{Row, are_channels, is_counted, previous, rows, shares_a_word};
use super::shares::{Share, share_of};
use super::{Check, Context, Outcome, Paragraph, in_prose};
use crate::amount::Amount;
use crate::claims::{Claim, Truth};
use crate::figures::Figure;
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::form::Form;
use crate::forms::basis;

pub(super) const PARTS: Check = Check::new("V-13", Warning, "正文分项之和等于总数", parts);

/// V-13: the parts of a total add up to it.
///
/// Lists after 其中 need not be complete. Two or more parts whose sum is within a fifth of the
/// total are taken as complete; others are ignored. Marked parts that are tied to cells are
/// compared with those.
pub(super) fn parts(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let claims: Claims =
        context.claims.iter().map(|c| ((c.section.as_str(), c.range.start), c)).collect();
    for (here, before) in by_section(context) {
        for row in rows(here, before) {
            let (at, whole) = row.whole;
            let sum = row.sum();
            let difference = (sum - whole.value).abs();
            let near = difference.times(5).is_some_and(|d| d <= whole.value);
            let exact = is_counted(whole) && row.parts.iter().all(|p| is_counted(p));
            let twice = sum > whole.value && are_channels(here.line, &row.parts);
            let fee = basis(context.form, FEES.id).is_some() && is_of_fees(at.line, whole);
            if difference == Amount::ZERO || !near || !exact || twice || fee {
                continue;
            }
            if is_told_of_cells(context.form, &claims, here, &row) {
                continue;
            }
            let message = format!(
                "分项之和 {sum} 与总数 {} 不一致，相差 {difference} {}。",
                whole.value, whole.unit
            );
            let quote = &at.line[whole.whole.clone()];
            found.push(Finding {
                stated: Some(whole.value.to_string()),
                computed: Some(sum.to_string()),
                difference: Some(difference.to_string()),
                ..in_prose(check, &at.place, quote, message)
            });
        }
    }
    Outcome::Found(found)
}

/// The claims about cells, by section and place in it.
type Claims<'a> = HashMap<(&'a str, usize), &'a Claim>;

/// Whether the rules of the table already check a row: total and parts are tied to cells, and
/// either the row is marked or the parts agree with the cells. If the cells are blank, a row that
/// names only some of the form's parts may come to less than the total.
fn is_told_of_cells(form: &'static Form, claims: &Claims, here: &Paragraph, row: &Row) -> bool {
    let parts: Vec<_> = row.parts.iter().filter_map(|f| claim_of(claims, here, f)).collect();
    let whole = claim_of(claims, row.whole.0, row.whole.1);
    let Some(whole) = whole.filter(|_| parts.len() == row.parts.len()) else { return false };
    if parts.iter().any(|c| matches!(c.truth, Truth::Unknown | Truth::Blank)) {
        let id = |i: &usize| &form.all_cells()[*i].id;
        let named = |i: &usize| parts.iter().any(|c| c.cells.contains(id(i)));
        let complete = form.placed_relations().iter().any(|placed| {
            let of_whole = placed.left.iter().map(id).eq(&whole.cells);
            of_whole && placed.right.len() > 1 && placed.right.iter().all(named)
        });
        return row.sum() < row.whole.1.value && !complete;
    }
    row.marked || parts.iter().all(|c| c.truth == Truth::Agrees)
}

fn claim_of<'a>(claims: &Claims<'a>, here: &Paragraph, figure: &Figure) -> Option<&'a Claim> {
    claims.get(&(here.place.as_str(), here.start + figure.whole.start)).copied()
}

pub(super) const SHARES: Check = Check::new("V-14", Warning, "正文所占比例与数字相符", shares);

/// V-14: 占x% is the percentage, rounded or cut, of the part named with it. The total is the one
/// named in its own words, else the figure to which the part belongs, else the first figure of the
/// same unit in the sentence, else that of the sentence before, if another percentage of the row
/// refers to it or the words name it.
pub(super) fn shares(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for here in &context.paragraphs {
        for (i, part) in here.figures.iter().enumerate().filter(|(_, f)| is_counted(f)) {
            let Some(share) = share_of(here, part) else { continue };
            let whole = whole_of(here, i, &share).map(|whole| whole.value);
            let Some(whole) = whole.or_else(|| sum_of_row(here, i, &share)) else { continue };
            let share = share.figure;
            let right = part.value.percent_of(whole, places(share, here.line));
            let message = format!("“占{}%”应为 {right}%（{}÷{whole}）。", share.value, part.value);
            found.push(Finding {
                stated: Some(share.value.to_string()),
                computed: Some(right),
                ..in_prose(check, &here.place, &here.line[share.whole.clone()], message)
            });
        }
    }
    Outcome::Found(found)
}

/// The total of which the figure at `i` has a wrong percentage; `None` if the percentage is right,
/// or its total unknown.
fn whole_of<'a>(here: &'a Paragraph<'a>, i: usize, share: &Share<'a>) -> Option<&'a Figure> {
    let part = &here.figures[i];
    let is = |share: &Figure, part: &Figure, whole: Amount| {
        part.value <= whole && is_share_of(share, here.line, part.value, whole)
    };
    if let Some(whole) = share.whole {
        return (whole.value > Amount::ZERO && !is(share.figure, part, whole.value))
            .then_some(whole);
    }
    let first = here.figures.partition_point(|f| f.number.start < part.sentence.start);
    let own = || here.figures[first..i].iter().filter(|f| is_counted(f) && f.unit == part.unit);
    let before = here.figures[..first].last().map(|f| f.sentence.clone());
    let before =
        here.figures[..first].iter().rev().take_while(|f| Some(&f.sentence) == before.as_ref());
    let mut earlier: Vec<&Figure> =
        before.filter(|f| is_counted(f) && f.unit == part.unit).collect();
    earlier.reverse();
    // The percentage may be that of another figure, or of another total, or of two totals together.
    let mut wholes: Vec<Amount> = earlier.iter().copied().chain(own()).map(|f| f.value).collect();
    let pairs = wholes.windows(2).map(|w| w[0] + w[1]).collect::<Vec<_>>();
    wholes.extend(pairs);
    let right = |p: &Figure| wholes.iter().any(|w| is(share.figure, p, *w));
    if right(part) || own().any(right) {
        return None;
    }
    let base = base(share.words);
    let told = |whole: &Figure| {
        let said = &here.line[whole.sentence.start..whole.whole.end];
        base.is_empty() || said.contains(&base) || shares_a_word(&base, said)
    };
    let bare = |f: &&Figure| share_of(here, f).is_none() && f.value >= part.value && told(f);
    let whole = match part.part_of {
        Some(whole) => Some(&here.figures[whole]).filter(|f| told(f)),
        None => own().find(bare).or_else(|| {
            let row = here.figures[first..].iter().take_while(|f| f.sentence == part.sentence);
            let row: Vec<_> = row.filter_map(|f| Some((f, share_of(here, f)?))).collect();
            let fits = |whole: &&Figure| {
                let mut row = row.iter().filter(|(f, _)| f.unit == part.unit);
                !base.is_empty() || row.any(|(f, share)| is(share.figure, f, whole.value))
            };
            earlier.iter().copied().rev().filter(bare).find(fits)
        }),
    };
    whole.filter(|w| w.value > Amount::ZERO && is_counted(w) && w.unit == part.unit)
}

/// The total for the part at `i`, if its sentence states the percentages of all parts, which add up
/// to 100, and no total: the sum of the parts.
fn sum_of_row(here: &Paragraph, i: usize, share: &Share) -> Option<Amount> {
    let part = &here.figures[i];
    let first = here.figures.partition_point(|f| f.number.start < part.sentence.start);
    let own = here.figures[first..].iter().take_while(|f| f.sentence == part.sentence);
    let own: Vec<&Figure> = own.filter(|f| is_counted(f) && f.unit == part.unit).collect();
    let shares: Vec<Amount> =
        own.iter().filter_map(|f| share_of(here, f)).map(|s| s.figure.value).collect();
    let all = shares.iter().copied().sum::<Amount>();
    let whole: Amount = own.iter().map(|f| f.value).sum();
    let complete = shares.len() == own.len() && own.len() > 1 && all == Amount::whole(100);
    let alone = previous(here, first, part.unit).is_empty();
    let wrong = !is_share_of(share.figure, here.line, part.value, whole);
    (complete && alone && wrong && whole > Amount::ZERO).then_some(whole)
}

/// What a percentage says it is of, without words for any total: 申请 in 占申请总数的.
fn base(words: &str) -> String {
    #[rustfmt::skip]
    const ANY: &[&str] = &[
        "比例为", "比例", "比重", "比", "总件数", "总数", "总量", "总条数", "全部", "全年", "全市",
        "全县", "全区", "本年度", "件数", "数量", "其中", "所有", "达到", "达", "约", "为", "的",
        "总", "数", "量", "到", "了", "已", "分别",
    ];
    let Some((_, named)) = words.split_once('占') else { return String::new() };
    let named = ANY.iter().fold(named.trim().to_string(), |named, word| named.replace(word, ""));
    named.trim_end_matches(['件', '条', '个', '篇']).to_string()
}

pub(super) const FEES: Check =
    Check::new("C-18", Warning, "正文中信息处理费的明细与合计相符", fees);

/// C-18: fees that are itemised, and the cases for which they were charged, add up to the totals
/// before them.
pub(super) fn fees(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (here, _) in by_section(context) {
        for row in rows(here, &[]).into_iter().filter(|r| r.marked) {
            let whole = row.whole.1;
            if !is_of_fees(here.line, whole) || row.sum() == whole.value || whole.approximate {
                continue;
            }
            let (sum, difference) = (row.sum(), (row.sum() - whole.value).abs());
            let unit = whole.unit;
            let message = format!(
                "信息处理费明细合计 {sum} {unit}，与 {} {unit}不一致，相差 {difference} {unit}。",
                whole.value
            );
            found.push(Finding {
                stated: Some(whole.value.to_string()),
                computed: Some(sum.to_string()),
                difference: Some(difference.to_string()),
                ..in_prose(check, &here.place, &here.line[whole.whole.clone()], message)
            });
        }
    }
    Outcome::Found(found)
}

/// Whether a figure is an amount of fees, or the number of cases for which they were charged.
fn is_of_fees(line: &str, figure: &Figure) -> bool {
    matches!(figure.unit, "元" | "件") && line[figure.sentence.clone()].contains("处理费")
}

/// Each paragraph, with the paragraphs before it in the same section.
fn by_section<'a>(
    context: &'a Context<'a>,
) -> impl Iterator<Item = (&'a Paragraph<'a>, &'a [Paragraph<'a>])> {
    let sections = context.paragraphs.chunk_by(|a, b| a.place == b.place);
    sections.flat_map(|all| all.iter().enumerate().map(|(i, here)| (here, &all[..i])))
}
