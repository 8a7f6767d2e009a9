//! Figures in prose compared with each other: totals, parts and percentages.

use std::collections::{HashMap, HashSet};

use super::balance;
use super::bases::{due, first_told, named, shared};
use super::fees::{FEES, is_of_fees};
use super::means;
use super::quantities::{is_rounded_share_of, is_share_of, places, step_of};
use super::rows::{
    Outline, Row, are_channels, are_whole, clause, is_counted, outlines, previous, rest_is_told,
    rows, shares_a_word, stands_free,
};
use super::shares::{Share, is_saved, share_of, together};
use super::{Check, Context, Outcome, Paragraph, again, at_words, fractions, stock, table_shares};
use crate::amount::Amount;
use crate::claims::{Claim, Truth};
use crate::figures::Figure;
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::form::Form;
use crate::forms::PRACTICE;
use crate::steps;
use crate::words;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[PARTS, SHARES];

const PARTS: Check =
    Check::new("V-13", Warning, "正文分项之和等于总数", parts).everywhere(PRACTICE);

/// V-13: the parts of a total add up to it.
///
/// Lists after 其中 need not be complete. Two or more parts whose sum is within a fifth of the
/// total are taken as complete; others are ignored. Marked parts that are tied to cells are
/// compared with those.
pub(super) fn parts(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let claims = claims_by_place(context);
    for (here, before) in by_section(context) {
        for row in rows(here, before) {
            let (at, whole) = row.whole;
            let sum = row.sum();
            let difference = (sum - whole.value).abs();
            let small = row.is_named && difference == Amount::whole(1);
            let near = small || difference.times(row.one_in).is_some_and(|d| d <= whole.value);
            let exact = is_counted(whole) && row.parts.iter().all(|p| is_counted(p));
            // What is published in two places counts in both; but hardly just one item of it.
            let few =
                difference.times(100).is_some_and(|d| d <= whole.value.max(Amount::whole(100)));
            let twice = sum > whole.value && !few && are_channels(here.line, &row.parts);
            let twice = twice && !row.is_sum() || rest_is_told(here, &row);
            let fee = FEES.basis(context.form).is_some() && is_of_fees(at.line, whole);
            if difference == Amount::ZERO || !near || !exact || twice || fee {
                continue;
            }
            if is_told_of_cells(context.form, &claims, here, &row)
                || leaves_a_rest(here, &row)
                || row.is_of_another(sum)
                || row.is_rounded(here, difference)
            {
                continue;
            }
            found.push(sum_differs(check, row.whole, sum));
        }
    }
    let tied = |p: &Paragraph, f: &Figure| claim_of(&claims, p, f).is_some();
    for section in context.paragraphs.chunk_by(|a, b| a.place == b.place) {
        found.extend(balance::findings(check, section, context.report.year, tied));
        let wrong = |outline: &Outline| {
            let (sum, (at, whole)) = (outline.sum(), outline.whole);
            let near = (sum - whole.value).abs().times(5).is_some_and(|d| d <= whole.value);
            let all = tied(at, whole) && outline.parts.iter().all(|(p, f)| tied(p, f));
            sum != whole.value && near && !all
        };
        let outlines = outlines(section).into_iter().filter(wrong);
        found.extend(outlines.map(|outline| sum_differs(check, outline.whole, outline.sum())));
    }
    found.extend(context.paragraphs.iter().flat_map(|here| means::amounts(check, here)));
    found.extend(context.paragraphs.iter().flat_map(|here| stock::findings(check, here)));
    found.extend(again::findings(check, context));
    Outcome::Found(found)
}

/// The finding that the parts of a total come to another sum.
fn sum_differs(check: &Check, (at, whole): (&Paragraph, &Figure), sum: Amount) -> Finding {
    let difference = (sum - whole.value).abs();
    let message =
        format!("分项之和 {sum} 与总数 {} 不一致，相差 {difference} {}。", whole.value, whole.unit);
    Finding {
        stated: Some(whole.value.to_string()),
        computed: Some(sum.to_string()),
        difference: Some(difference.to_string()),
        ..at_words(check, at, &whole.whole, message)
    }
}

/// Whether the right percentages of all parts show that they are not the whole total.
fn leaves_a_rest(here: &Paragraph, row: &Row) -> bool {
    let whole = row.whole.1.value;
    let right = |part: &&Figure| {
        share_of(here, part).is_some_and(|s| is_share_of(s.figure, here.line, part.value, whole))
    };
    row.sum() < whole && row.parts.iter().all(right) && !are_whole(here, &row.parts)
}

/// The claims about cells, by section and place in it.
pub(super) type Claims<'a> = HashMap<(&'a str, usize), &'a Claim>;

fn claims_by_place<'a>(context: &'a Context) -> Claims<'a> {
    context.claims.iter().map(|c| ((c.section.as_str(), c.range.start), c)).collect()
}

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

pub(super) fn claim_of<'a>(
    claims: &Claims<'a>,
    here: &Paragraph,
    figure: &Figure,
) -> Option<&'a Claim> {
    claims.get(&(here.place.as_str(), here.start + figure.whole.start)).copied()
}

const SHARES: Check =
    Check::new("V-14", Warning, "正文所占比例与数字相符", shares).everywhere(PRACTICE);

/// V-14: 占x% is the percentage, rounded or cut, of the part named with it. The total is the one
/// named in its own words, else the figure to which the part belongs, else the first figure of the
/// same unit in the sentence, else that of the sentence before, if another percentage of the row
/// refers to it or the words name it.
pub(super) fn shares(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let mut say = |here: &Paragraph, share: &Figure, part: Amount, whole: Amount| {
        let rounded = |value: Amount| (value.millionths(), step_of(here, value));
        if is_rounded_share_of(share, here.line, rounded(part), rounded(whole))
            || is_saved(here, share) && is_share_of(share, here.line, part, whole + part)
        {
            return;
        }
        let right = part.percent_of(whole, places(share, here.line));
        let message = format!("“占{}%”应为 {right}%（{part}÷{whole}）。", share.value);
        found.push(Finding {
            stated: Some(share.value.to_string()),
            computed: Some(right),
            ..at_words(check, here, &share.whole, message)
        });
    };
    let claims = claims_by_place(context);
    for (here, before) in by_section(context) {
        let mut beside = HashSet::new();
        for (i, part) in here.figures.iter().enumerate().filter(|(_, f)| is_counted(f)) {
            if let Some((share, parts, whole)) = of_several(here, i) {
                say(here, share, parts, whole);
            }
            let Some(share) = share_of(here, part) else { continue };
            beside.insert(share.figure.number.start);
            let whole = whole_of(here, i, &share).map(|whole| whole.value);
            let whole = whole.or_else(|| sum_of_row(here, i, &share));
            let whole = whole.or_else(|| whole_told_before(here, before, i, &share));
            let whole = whole.or_else(|| due(here, before, i, &share));
            let whole = whole.or_else(|| shared(here, before, i, &share));
            let whole = whole.or_else(|| first_told(here, before, i, &share));
            if let Some(whole) =
                whole.or_else(|| table_shares::whole_of(context, &claims, here, i, &share))
            {
                say(here, share.figure, part.value, whole);
            }
        }
        for wrong in named(here, before, &beside) {
            beside.insert(wrong.share.number.start);
            say(here, wrong.share, wrong.part, wrong.whole);
        }
        for wrong in table_shares::wrong(context, here, &beside) {
            say(here, wrong.share, wrong.part, wrong.whole);
        }
    }
    let rough = |(here, before)| fractions::findings(check, here, before);
    found.extend(by_section(context).flat_map(rough));
    found.extend(context.paragraphs.iter().flat_map(|here| means::quotients(check, here)));
    Outcome::Found(found)
}

/// For a wrong percentage of several parts together (两类合计占43.6%), after the last of them at `i`:
/// it, their sum, and the total.
fn of_several<'a>(here: &'a Paragraph, i: usize) -> Option<(&'a Figure, Amount, Amount)> {
    let last = &here.figures[i];
    let (share, count) = together(here, i)?;
    let first = here.figures.partition_point(|f| f.number.start < last.sentence.start);
    let same = |f: &&Figure| is_counted(f) && f.unit == last.unit;
    let own: Vec<&Figure> = here.figures[first..=i].iter().filter(same).collect();
    let (wholes, parts) = own.split_at(own.len().checked_sub(count)?);
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    let mut wholes: Vec<Amount> = wholes.iter().map(|w| w.value).collect();
    if wholes.is_empty() {
        wholes = previous(here, first, last.unit).iter().map(|(_, w)| w.value).collect();
    }
    let right = wholes.iter().any(|w| is_share_of(share, here.line, sum, *w));
    let whole = wholes.into_iter().find(|w| *w >= sum)?;
    (!right).then_some((share, sum, whole))
}

/// The total for the part at `i` of which it has a wrong percentage, if it is named like one figure
/// further above in the section: 办结351件. …予以公开122件，占办结总数的33.8%.
fn whole_told_before(
    here: &Paragraph,
    before: &[Paragraph],
    i: usize,
    share: &Share,
) -> Option<Amount> {
    const PARAGRAPHS: usize = 8;
    let part = &here.figures[i];
    let base = base(share.words);
    let named = |p: &Paragraph, f: &Figure| clause(p, f).contains(&base);
    if base.chars().count() < 2 || share.whole.is_some() {
        return None;
    }
    let above = before.iter().rev().take(PARAGRAPHS);
    let above = above.flat_map(|p| p.figures.iter().rev().take(NEAR).map(move |f| (p, f)));
    let all = here.figures[i.saturating_sub(NEAR)..i].iter().map(|f| (here, f)).chain(above);
    let all: Vec<(&Paragraph, &Figure)> =
        all.filter(|(_, f)| is_counted(f) && f.unit == part.unit).collect();
    let right =
        |(_, f): &(&Paragraph, &Figure)| is_share_of(share.figure, here.line, part.value, f.value);
    if all.iter().any(right) {
        return None;
    }
    let mut wholes: Vec<Amount> =
        all.iter().filter(|(p, f)| named(p, f)).map(|(_, f)| f.value).collect();
    wholes.dedup();
    let [whole] = wholes[..] else { return None };
    (whole >= part.value).then_some(whole)
}

/// A percentage is of at most so many figures together.
const FEW: usize = 4;

/// Whether what a percentage says it is of is named in these words, of a long name but one character.
fn is_named(base: &str, said: &str) -> bool {
    let missing = base.chars().filter(|c| !said.contains(*c)).count();
    missing * 3 <= base.chars().count() && missing < 2
}

/// A total further back than so many figures is not looked for.
pub(super) const NEAR: usize = 40;

/// The counted figures in this unit of the sentence before the figure at `first`.
fn before<'a>(here: &'a Paragraph<'a>, first: usize, unit: &'static str) -> Vec<&'a Figure> {
    let figures = &here.figures[..first];
    let sentence = figures.last().map(|f| &f.sentence);
    let from = figures.iter().rposition(|f| Some(&f.sentence) != sentence).map_or(0, |at| at + 1);
    figures[from..].iter().filter(|f| is_counted(f) && f.unit == unit).collect()
}

/// The sums of the last one, the last two … of these figures.
fn last_sums(parts: &[&Figure]) -> impl Iterator<Item = Amount> {
    let mut sum = Amount::ZERO;
    let values = parts.iter().rev().map(|p| p.value).collect::<Vec<_>>().into_iter();
    values.take(FEW).map(move |value| {
        sum = sum + value;
        sum
    })
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
    let earlier = before(here, first, part.unit);
    let alone = earlier.iter().filter(|f| stands_free(f)).count() == 1;
    // The percentage may be that of another figure, or of another total, or of two totals together;
    // or that of the last figures together.
    let bare_of: Vec<&Figure> = own().filter(|f| share_of(here, f).is_none()).collect();
    let mut wholes: Vec<Amount> = earlier.iter().copied().chain(own()).map(|f| f.value).collect();
    let free = earlier.iter().copied().chain(bare_of.iter().copied()).collect::<Vec<_>>();
    let pairs = free.windows(2).map(|w| w[0].value + w[1].value).collect::<Vec<_>>();
    wholes.extend(pairs);
    if !steps::take(wholes.len() * (1 + i - first)) {
        return None;
    }
    let right = |p: &Figure| wholes.iter().any(|w| is(share.figure, p, *w));
    let own_parts: Vec<&Figure> = own().chain([part]).collect();
    let of = |sum, w| sum <= w && is_share_of(share.figure, here.line, sum, w);
    // 14个乡镇中有13个开通，开通率100%: that the total is all of itself says nothing.
    let all = share.figure.value == Amount::whole(100);
    let itself = |f: &Figure| all && wholes.iter().filter(|w| **w == f.value).count() < 2;
    if bare_of.iter().any(|f| right(f) && !itself(f))
        || last_sums(&own_parts).any(|sum| wholes.iter().any(|w| of(sum, *w)))
    {
        return None;
    }
    let base = base(share.words);
    let told = |whole: &Figure| {
        let noun = here.line[whole.whole.end..whole.sentence.end].split(['，', ',', '；', '、']);
        let noun = whole.whole.end + noun.map(str::len).next().unwrap_or(0);
        is_named(&base, &here.line[whole.sentence.start..noun])
    };
    let lead = lead(&here.line[part.sentence.clone()]);
    let bare = |f: &&Figure| share_of(here, f).is_none() && f.value >= part.value && told(f);
    let whole = match part.part_of {
        Some(whole) => Some(&here.figures[whole]).filter(|f| told(f)),
        None => own().find(bare).or_else(|| {
            let row = here.figures[first..].iter().take_while(|f| f.sentence == part.sentence);
            let row: Vec<_> = row.filter_map(|f| Some((f, share_of(here, f)?))).collect();
            let fits = |whole: &&Figure| {
                let mut row = row.iter().filter(|(f, _)| f.unit == part.unit);
                let led = shares_a_word(lead, clause(here, whole));
                !base.is_empty()
                    || alone
                    || led
                    || row.any(|(f, share)| is(share.figure, f, whole.value))
            };
            earlier.iter().copied().rev().filter(bare).find(fits)
        }),
    };
    whole.filter(|w| w.value > Amount::ZERO && is_counted(w) && w.unit == part.unit)
}

/// The name of a total with which a sentence begins: 办结件里，…占41.0%.
fn lead(sentence: &str) -> &str {
    let lead = sentence.split(['，', ',']).next().unwrap_or(sentence).trim_end_matches("当");
    ["中", "里"].iter().find_map(|w| lead.strip_suffix(w)).unwrap_or_default()
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
    let all_told = shares.len() == own.len() && own.len() > 1;
    // Or all other percentages are right.
    let fits = |f: &&&Figure| {
        share_of(here, f).is_some_and(|s| is_share_of(s.figure, here.line, f.value, whole))
    };
    let complete = all == Amount::whole(100) || own.iter().filter(fits).count() + 1 == own.len();
    let alone = previous(here, first, part.unit).is_empty();
    let wrong = !is_share_of(share.figure, here.line, part.value, whole);
    (all_told && complete && alone && wrong && whole > Amount::ZERO).then_some(whole)
}

/// Units at the end of what a percentage is of.
const UNITS: [char; 11] = ['件', '条', '个', '篇', '场', '次', '户', '笔', '宗', '份', '家'];

/// What a percentage says it is of, without words for any total: 申请 in 占申请总数的.
pub(super) fn base(said: &str) -> String {
    #[rustfmt::skip]
    const ANY: &[&str] = &[
        "比例为", "比例", "比重", "比", "总件数", "总数", "总量", "总条数", "全部", "全年", "全市",
        "全县", "全区", "本年度", "件数", "数量", "其中", "所有", "达到", "达", "约", "为", "的",
        "总", "数", "量", "到", "了", "已", "分别", "收", "受理", "接",
    ];
    let Some((_, named)) = said.split_once('占') else { return String::new() };
    let without = |named: String, word: &&str| words::replaced(named, word, "");
    let named = ANY.iter().fold(named.trim().to_string(), without);
    named.trim_end_matches(UNITS).to_string()
}

/// Each paragraph, with the paragraphs before it in the same section.
fn by_section<'a>(
    context: &'a Context<'a>,
) -> impl Iterator<Item = (&'a Paragraph<'a>, &'a [Paragraph<'a>])> {
    let sections = context.paragraphs.chunk_by(|a, b| a.place == b.place);
    sections.flat_map(|all| all.iter().enumerate().map(|(i, here)| (here, &all[..i])))
}
