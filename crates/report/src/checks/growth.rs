//! What the prose says of its figures against last year's.

use super::means;
use super::points::wrong_points;
use super::quantities::{is_rounded_share_of, is_share_of, places, step_of};
use super::rows::{self, is_counted};
use super::{Check, Context, Outcome, Paragraph, at_words, in_prose};
use crate::amount::{Amount, Entry};
use crate::figures::{Figure, figures};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;
use crate::words;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[GROWTH];

const GROWTH: Check =
    Check::new("V-15", Warning, "正文同比与上年度报告相符", growth).everywhere(PRACTICE);

/// V-15: in 同比增长x%, the percentage is the change, rounded or cut, of the figure's cell against
/// last year's value of that cell.
pub(super) fn growth(context: &Context, check: &Check) -> Outcome {
    let mut found = told(context, check);
    let Some(last) = context.previous else {
        return if found.is_empty() { Outcome::Waits } else { Outcome::Found(found) };
    };
    found.extend(super::told_last::findings(check, context, last));
    for claim in &context.claims {
        let Some(text) = context.text(&claim.section) else { continue };
        let line_end =
            text[claim.range.end..].find('\n').map_or(text.len(), |i| claim.range.end + i);
        let line_end = text.floor_char_boundary(line_end.min(claim.range.end + NEAR));
        let after = &text[claim.range.end..line_end];
        let figures = figures(after);
        let Some(share) = figures.first().filter(|f| f.unit == "%" || f.unit == "％") else {
            continue;
        };
        let words = after[..share.number.start].rsplit(['，', ',']).next().unwrap_or_default();
        let ends = |words: &[&str]| words.contains(&words_of_change(after, share));
        let compared = ["同比", "比上年", "较上年", "比去年", "较去年"];
        let year = context.report.year.map_or(0, |year| year.saturating_sub(1)).to_string();
        let by_year = words.strip_prefix(['比', '较']).is_some_and(|rest| rest.starts_with(&year));
        let compared = by_year || compared.iter().any(|w| words.starts_with(w));
        let (grows, falls) = (compared && ends(GROWS), compared && ends(FALLS));
        // Another figure may stand between, or another body: only the claim's own noun may.
        let noun =
            after[..share.number.start].trim_end_matches(words).trim_end_matches(['，', ',']);
        if !(grows || falls) || noun.chars().count() > NOUN {
            continue;
        }
        let old: Option<Amount> =
            claim.cells.iter().map(|id| Entry::parse(last.cell(id)).number()).sum();
        let Some(old) = old.filter(|n| *n > Amount::ZERO) else { continue };
        let change = if grows { claim.stated - old } else { old - claim.stated };
        if !change.is_negative() && is_share_of(share, after, change, old) {
            continue;
        }
        let right = percent_signed(claim.stated - old, old, places(share, after));
        let message = format!(
            "同比应为{right}%（本年 {}，上年 {old}），现为“{words}{}%”。",
            claim.stated, share.value
        );
        let start = claim.range.end + share.whole.start;
        found.push(Finding {
            stated: Some(share.value.to_string()),
            computed: Some(right),
            range: Some(start..start + share.whole.len()),
            ..in_prose(check, &claim.section, &after[share.whole.clone()], message)
        });
    }
    Outcome::Found(found)
}

const GROWS: &[&str] = &["增长", "上升", "增加", "提高", "多", "增"];
const FALLS: &[&str] = &["下降", "减少", "降低", "压减", "缩减", "少", "降"];
/// 118件申请，同比…: so many characters may stand between a figure and what is said of its change.
const NOUN: usize = 8;
/// So many bytes behind a figure are read for that.
const NEAR: usize = 600;

/// The word for growing or falling right before a share: 增长 in 比2016年的386条增长了8.9%.
pub(super) fn words_of_change<'a>(line: &'a str, share: &Figure) -> &'a str {
    let before = line[..share.number.start].trim_end_matches('了').trim_end_matches("约");
    let all = || GROWS.iter().chain(FALLS);
    let longest = all().filter(|w| before.ends_with(**w)).map(|w| w.len()).max().unwrap_or(0);
    &before[before.len() - longest..]
}

/// The word for a change before the noun of its figure: 较上年减少账号.
fn word_inside(clause: &str) -> &str {
    const NOUN: usize = 5;
    let words = GROWS.iter().chain(FALLS).filter(|w| w.chars().count() > 1);
    let found = words.filter_map(|w| Some((clause.rfind(w)?, w.len())));
    let Some((at, length)) = found.max() else { return "" };
    let noun = clause[at + length..].chars().count();
    if noun <= NOUN { &clause[at..at + length] } else { "" }
}

/// A change that the text states beside this year's figure and last year's, or beside the percentage of
/// the same change.
struct Change<'a> {
    figure: &'a Figure,
    /// The word for it: 增加.
    word: &'a str,
    /// This year's and last year's figures that may be meant.
    years: Vec<(Amount, Amount)>,
}

/// What the text compares itself: 403条；比2016年的386条增长8.9%; 36件，比上年增加6件，增长20%.
fn told(context: &Context, check: &Check) -> Vec<Finding> {
    let mut found = Vec::new();
    let last = context.report.year.map(|year| format!("{}年", year.saturating_sub(1)));
    for here in &context.paragraphs {
        found.extend(wrong_points(here).into_iter().map(|(change, right)| Finding {
            stated: Some(change.value.to_string()),
            computed: Some(right.to_string()),
            ..at_words(
                check,
                here,
                &change.whole,
                format!("两个比例相差 {right} 个百分点，现为“{}个百分点”。", change.value),
            )
        }));
        let multiples = (1..here.figures.len()).filter_map(|i| means::wrong_multiple(here, i));
        found.extend(multiples.map(|m| means::finding(check, here, m)));
        for i in 1..here.figures.len() {
            let change = change_at(here, i, last.as_deref());
            let change = change.or_else(|| moved_at(here, i));
            let change = change.or_else(|| told_behind(here, i, last.as_deref()));
            let Some(change) = change.or_else(|| of_both_years(here, i, last.as_deref())) else {
                continue;
            };
            found.extend(wrong(&change, here).map(|(message, computed)| Finding {
                stated: Some(change.figure.value.to_string()),
                computed: Some(computed),
                ..at_words(check, here, &change.figure.whole, message)
            }));
        }
    }
    found
}

/// The change that the figure at `i` states, if the figure before it is last year's or the same change
/// in other words. `last` is last year's year.
fn change_at<'a>(here: &'a Paragraph, i: usize, last: Option<&str>) -> Option<Change<'a>> {
    /// So many figures before a change this year's is looked for.
    const BACK: usize = 8;
    let (line, figure, before) = (here.line, &here.figures[i], &here.figures[i - 1]);
    let percent = matches!(figure.unit, "%" | "％") && !figure.approximate;
    let word = words_of_change(line, figure);
    let between = &line[before.whole.end..figure.number.start];
    let rate = rate_only(between);
    let word = if word.is_empty() { rate.unwrap_or_default() } else { word };
    let near = rate.is_some() || word_only(between.strip_suffix('了').unwrap_or(between), word);
    if word.is_empty() || !near || before.sentence != figure.sentence || !is_counted(before) {
        return None;
    }
    let counted = is_counted(figure) && figure.unit == before.unit;
    let clause = &line[before.sentence.start..before.number.start];
    let clause = words::behind_last(clause, &['，', ',', '；', ';']);
    // 比上年增加4.2亿元（上年64.7亿元），增长6.5%
    let clause = words::behind_last(clause.trim_end_matches(['（', '(']), &['（', '(']);
    // 平均每个街道113条，比上年的62条增加51条: a mean is compared with a mean.
    let nearest = here.figures[..i - 1].iter().rev().find(|f| f.unit == before.unit)?;
    let mean = nearest.is_quantity() && !is_counted(nearest);
    let back = if mean { 0 } else { BACK };
    let earlier = here.figures[..i - 1].iter().rev().filter(|f| f.is_quantity()).take(back);
    let changed = |f: &Figure| {
        !words_of_change(line, f).is_empty() && !line[..f.number.start].ends_with("新增")
    };
    let plain = |f: &&Figure| is_counted(f) && f.unit == before.unit && !changed(f);
    let earlier: Vec<&Figure> = earlier.filter(plain).collect();
    let mut now: Vec<Amount> = earlier.iter().map(|f| f.value).collect();
    now.extend((mean && !is_rough(line, nearest)).then_some(nearest.value));
    let by = words_of_change(line, before);
    let years = match () {
        // 比上年多6件，增幅8%: the figure before is no count of last year's.
        () if is_of_last_year(clause, last)
            && (percent || counted)
            && (rate.is_none() || !clause.contains(['比', '较'])) =>
        {
            now.into_iter().map(|n| (n, before.value)).collect()
        }
        // 比上年增加6件，增长20%
        () if !by.is_empty() && percent && (is_compared(clause) || goes_on(here, before, by)) => {
            let by = if GROWS.contains(&by) { before.value } else { Amount::ZERO - before.value };
            // 较2015年的231件增加33件，2017年公开391条，2018年比2017年多39条: the figure before is last year's.
            let years = |f: &&Figure| match rows::clause(here, f) {
                said if is_compared(said) || is_of_last_year(said, last) => (f.value + by, f.value),
                _ => (f.value, f.value - by),
            };
            earlier.iter().map(years).collect()
        }
        () => Vec::new(),
    };
    let years: Vec<_> = years.into_iter().filter(|(_, old)| *old > Amount::ZERO).collect();
    (!years.is_empty()).then_some(Change { figure, word, years })
}

/// The change that the figure at `i` states, if the text goes from one figure to another before it:
/// 由53个减至31个，减少22个.
fn moved_at<'a>(here: &'a Paragraph, i: usize) -> Option<Change<'a>> {
    const WORDS: usize = 4;
    const WAY: usize = 14;
    let (line, figure) = (here.line, &here.figures[i]);
    let rated = line[..figure.number.start].trim_end_matches(['达', '为', '约']).ends_with('幅');
    if !rated && words_of_change(line, figure).is_empty() {
        return None;
    }
    let before = here.figures[..i].iter().rev().take(WAY).filter(|f| f.is_quantity());
    // 由1.2万人增加到2.1万人，增加0.9万人，增长75%: the change was told as a number, too.
    let before = before.skip_while(|f| figure.is_share() && !words_of_change(line, f).is_empty());
    let mut before = before.take_while(|f| f.sentence == figure.sentence);
    let (now, old) = (before.next()?, before.next()?);
    let fits = is_counted(now) && is_counted(old) && now.unit == old.unit;
    let percent = matches!(figure.unit, "%" | "％") && !figure.approximate;
    let counted = is_counted(figure) && figure.unit == now.unit;
    let way = &line[old.whole.end..now.number.start];
    let goes = way.contains(['至', '到', '为']) && !way.contains(['；', ';', '、', '。']);
    let from = rows::clause(here, old).contains(['由', '从', '将', '把']);
    let said = line[here.figures[i - 1].whole.end..figure.number.start]
        .rsplit(['，', ',', '（', '('])
        .next()?;
    let rate = RATES.iter().find(|(rate, _)| said.contains(rate)).map(|(_, word)| *word);
    let word = rate.unwrap_or_else(|| words_of_change(line, figure));
    // 由53个增至61个，新增9个: others were closed.
    let fits = fits && !["新增", "新建", "新设"].iter().any(|w| said.contains(w));
    let plain = fits && (percent || counted) && goes && from && !word.is_empty();
    let short = way.chars().count() <= WAY && said.chars().count() <= WORDS;
    let years = vec![(now.value, old.value)];
    (plain && short && old.value > Amount::ZERO).then_some(Change { figure, word, years })
}

/// The change before the figure at `i`, which is last year's: 94家，比上年增加3家（2018年为91家）; 427件，
/// 同比增长4.9%（2021年407件）; 136个，较上年减少账号19个，上年为155个.
fn told_behind<'a>(here: &'a Paragraph, i: usize, last: Option<&str>) -> Option<Change<'a>> {
    let (line, old) = (here.line, &here.figures[i]);
    let opened = |words: &str| words.starts_with(['（', '(']);
    let mut before = here.figures[..i].iter().rev().filter(|f| f.is_quantity());
    let (figure, now) = (before.next()?, before.next()?);
    let like = |f: &Figure| is_counted(f) && f.unit == old.unit && f.sentence == old.sentence;
    let gap = line.get(figure.whole.end..old.number.start)?;
    let said = gap.trim_start_matches(['（', '(', '，', ',']);
    let named = last.into_iter().chain(["上年", "去年"]).find_map(|w| said.strip_prefix(w));
    let ends = |rest: &str| rest.is_empty() || rest.trim_end_matches('有').ends_with(['为', '是']);
    let told = named.is_some_and(|rest| match opened(gap) {
        true => ends(rest.trim_start_matches("同期")),
        false => rest.trim_end_matches('有').ends_with(['为', '是']),
    });
    let said = rows::clause(here, figure);
    let word = words_of_change(line, figure);
    let word = if word.is_empty() { word_inside(said) } else { word };
    let compared = is_compared(said) || said.starts_with("同比");
    let percent = matches!(figure.unit, "%" | "％") && !figure.approximate;
    let fits = percent && figure.sentence == old.sentence || like(figure);
    let all = fits && like(now) && is_counted(old) && told && !word.is_empty() && compared;
    (all).then(|| Change { figure, word, years: vec![(now.value, old.value)] })
}

/// The change that the figure at `i` states right behind those of last year and this year: 2023年办理6000件，2024年办理
/// 6900件，增长15%.
fn of_both_years<'a>(here: &'a Paragraph, i: usize, last: Option<&str>) -> Option<Change<'a>> {
    let (line, figure) = (here.line, &here.figures[i]);
    let mut own = here.figures[..i].iter().rev().filter(|f| f.is_quantity());
    let (now, old) = (own.next()?, own.next()?);
    let like = |f: &Figure| is_counted(f) && f.unit == now.unit && f.sentence == figure.sentence;
    let gap = line.get(now.whole.end..figure.number.start)?;
    let rate = rate_only(gap);
    let word = rate.unwrap_or_else(|| words_of_change(line, figure));
    let percent = matches!(figure.unit, "%" | "％") && !figure.approximate;
    let near = rate.is_some() || !word.is_empty() && word_only(gap, word);
    let (was, is) = (rows::clause(here, old), rows::clause(here, now));
    let year = crate::text::find_year(is).filter(|(at, ..)| *at == 0);
    let this = year.is_some() || ["今年", "本年"].iter().any(|w| is.starts_with(w));
    let before = ["上年", "去年"].into_iter().chain(last).any(|w| was.starts_with(w));
    let counted = is_counted(figure) && figure.unit == now.unit;
    let told = near && this && before && !is_of_last_year(is, last) && (percent || counted);
    let all = told && like(now) && like(old) && old.value > Amount::ZERO;
    all.then(|| Change { figure, word, years: vec![(now.value, old.value)] })
}

/// Whether the words between a change and its percentage only call that the rate: 增幅为.
fn rate_only(between: &str) -> Option<&'static str> {
    let name = between.trim_start_matches(['，', ',', '、', ' ']).trim_start_matches("同比");
    let name = name.trim_end_matches(['为', '达', '到', '约']);
    RATES.iter().find(|(rate, _)| *rate == name).map(|(_, word)| *word)
}

/// Names of the rate of a change.
const RATES: &[(&str, &str)] =
    &[("增幅", "增长"), ("涨幅", "增长"), ("增长率", "增长"), ("降幅", "下降"), ("减幅", "下降")];

/// Whether nothing but marks, and words that compare, stand before the word for a change.
fn word_only(between: &str, word: &str) -> bool {
    const FILLERS: &[&str] =
        &["同比", "比上年", "较上年", "比去年", "较去年", "净", "约", "则", "相比", "同期相比"];
    let rest = between.trim_end_matches('约').trim_end_matches('了').strip_suffix(word);
    let Some(rest) = rest else { return false };
    let mut rest = rest;
    loop {
        rest = rest.trim_matches(['，', ',', '）', ')', ' ', '；', '、', '（', '(']);
        match FILLERS.iter().find_map(|w| rest.strip_prefix(w)) {
            Some(after) => rest = after,
            None => return rest.is_empty(),
        }
    }
}

/// Whether a clause before a figure says that it is last year's.
fn is_of_last_year(clause: &str, last: Option<&str>) -> bool {
    let compared = ["比", "较", "与"].iter().any(|w| clause.starts_with(w));
    let last = last.is_some_and(|last| clause.starts_with(last));
    let named = ["上年", "去年", "上一年"].iter().any(|w| clause.starts_with(w));
    let by = ["增加", "减少", "增长", "下降", "多", "少", "增", "减"];
    let mean = ["每", "均"].iter().any(|w| clause.contains(w));
    !mean
        && (compared || last || named && !clause.contains("结转"))
        && !by.iter().any(|w| clause.ends_with(w))
}

/// Whether a number is written with 约, 余 or their like.
fn is_rough(line: &str, figure: &Figure) -> bool {
    let about = line[..figure.number.start].ends_with(['约', '近', '足', '过', '到']);
    about || line[figure.whole.clone()].contains(['余', '多', '几'])
}

/// Whether a clause that is only a word for a change goes on after a comparison: 与上年的476条相比，增加36条.
fn goes_on(here: &Paragraph, figure: &Figure, by: &str) -> bool {
    let before = &here.line[figure.sentence.start..figure.number.start];
    let before = before.trim_end_matches('了').strip_suffix(by);
    before.is_some_and(|words| words.trim_end_matches(['，', ',']).ends_with("相比"))
}

/// Whether a clause compares with last year.
fn is_compared(clause: &str) -> bool {
    let year = ["比", "较", "上年", "去年", "上一年"].iter().any(|w| clause.contains(w));
    year && !clause.ends_with("新增")
}

/// Whether a change fits years of which one at least is rounded: 1.2万件，比上年的1.1万件增长8.3%.
fn may_be(change: &Change, now: Amount, old: Amount, here: &Paragraph) -> bool {
    let (figure, line) = (change.figure, here.line);
    let by = if GROWS.contains(&change.word) { now - old } else { old - now };
    let before = step_of(here, old);
    let both = before + step_of(here, now);
    match figure.is_share() {
        true => {
            let (part, whole) = ((by.millionths(), both), (old.millionths(), before));
            is_rounded_share_of(figure, line, part, whole)
        }
        false => {
            let apart = (by - figure.value).abs().millionths();
            both > 0 && apart * 2 <= both + figure.step(line)
        }
    }
}

/// What is wrong with a change, and what it should be; `None` if it is right for some of its years.
fn wrong(change: &Change, here: &Paragraph) -> Option<(String, String)> {
    let line = here.line;
    let grows = GROWS.contains(&change.word);
    let Change { figure, word, years } = change;
    let right = |(now, old): &(Amount, Amount)| {
        let by = if grows { *now - *old } else { *old - *now };
        match figure.is_share() {
            true => !by.is_negative() && is_share_of(figure, line, by, *old),
            false => by == figure.value,
        }
    };
    if years.iter().any(right) || years.iter().any(|(now, old)| may_be(change, *now, *old, here)) {
        return None;
    }
    let apart = |(now, old): &&(Amount, Amount)| {
        let by = if grows { *now - *old } else { *old - *now };
        if figure.is_share() { Amount::ZERO } else { (by - figure.value).abs() }
    };
    let (now, old) = *years.iter().min_by_key(apart)?;
    if !figure.is_share() {
        let message = format!(
            "与上年相差应为 {}（本年 {now}，上年 {old}），现为“{word}{}{}”。",
            (now - old).abs(),
            figure.value,
            figure.unit
        );
        return Some((message, (now - old).abs().to_string()));
    }
    let computed = percent_signed(now - old, old, places(figure, line));
    let message =
        format!("同比应为{computed}%（本年 {now}，上年 {old}），现为“{word}{}%”。", figure.value);
    Some((message, computed))
}

fn percent_signed(part: Amount, whole: Amount, places: u32) -> String {
    let sign = if part.is_negative() { "-" } else { "" };
    format!("{sign}{}", part.abs().percent_of(whole, places))
}
