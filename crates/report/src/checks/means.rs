//! Figures that the text computes from others: means (19场，874人，平均每场46人), products (12期，每期2500册，共30000册),
//! multiples (31件，是上年20件的1.55倍), what is left of a charge, and rates of all (31件均已答复，答复率100%).

use super::quantities::{is_rounded_quotient, places};
use super::rows::{clause, is_counted};
use super::{Check, Paragraph, in_prose};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::finding::Finding;
use crate::words;

/// A figure that is not what the text computes, and what it should be.
pub(super) struct Computed<'a> {
    pub figure: &'a Figure,
    pub right: String,
    /// From what it is computed.
    pub from: String,
}

/// So many figures before a mean are looked at.
const NEAR: usize = 8;

/// The finding for such a figure.
pub(super) fn finding(check: &Check, here: &Paragraph, computed: Computed) -> Finding {
    let Computed { figure, right, from } = computed;
    let quote = &here.line[figure.whole.clone()];
    let message = format!("“{quote}”应为 {right}{}（{from}）。", figure.unit);
    Finding {
        stated: Some(figure.value.to_string()),
        computed: Some(right),
        ..in_prose(check, &here.place, quote, message)
    }
}

/// The findings for the wrong means and rates of a paragraph.
pub(super) fn quotients(check: &Check, here: &Paragraph) -> Vec<Finding> {
    let wrong = |i| mean(here, i).or_else(|| rate_of_all(here, i));
    (0..here.figures.len()).filter_map(wrong).map(|c| finding(check, here, c)).collect()
}

/// The findings for the wrong products and differences of a paragraph.
pub(super) fn amounts(check: &Check, here: &Paragraph) -> Vec<Finding> {
    let wrong = |i| {
        let product = product(here, i).or_else(|| product_before(here, i));
        product.or_else(|| left(here, i)).or_else(|| net(here, i))
    };
    let wrong = (0..here.figures.len()).filter_map(wrong).filter(|c| !is_rounded(here, c));
    wrong.map(|c| finding(check, here, c)).collect()
}

/// Whether a figure in 万 is what the text computes, rounded or cut: 出刊6期，每期2050册，共1.2万册.
pub(super) fn is_rounded(here: &Paragraph, computed: &Computed) -> bool {
    let figure = computed.figure;
    let apart = |right: Amount| (right - figure.value).abs().millionths();
    Amount::parse(&computed.right).is_some_and(|right| apart(right) < figure.step(here.line))
}

/// The counted figures before the one at `i` in this unit, nearest first.
fn before<'a>(here: &'a Paragraph, i: usize, unit: &'a str) -> impl Iterator<Item = &'a Figure> {
    let near = here.figures[i.saturating_sub(NEAR)..i].iter().rev();
    near.filter(move |f| is_counted(f) && !f.is_change && same_unit(f.unit, unit))
}

fn same_unit(one: &str, other: &str) -> bool {
    one == other || one.starts_with('人') && other.starts_with('人')
}

/// The quotient of two amounts, cut and rounded to these decimal places, in its last place.
fn quotient(part: Amount, whole: Amount, places: u32) -> (i128, i128) {
    let scale = 10i128.pow(places.min(6));
    let (exact, by) = (part.millionths() * scale, whole.millionths().max(1));
    (exact / by, (exact * 2 + by) / (by * 2))
}

fn shown(value: i128, places: u32) -> String {
    let scale = 10i128.pow(places.min(6));
    match places {
        0 => value.to_string(),
        _ => format!("{}.{:0width$}", value / scale, value % scale, width = places as usize),
    }
}

/// Whether a quotient is written in a figure, or else what should be; `None` if the figure is so far from
/// it that it is of something else.
fn compare(
    figure: &Figure,
    line: &str,
    part: &Figure,
    whole: &Figure,
) -> Option<Result<(), String>> {
    /// A slip is at most this part of the right figure.
    const ONE_IN: i128 = 6;
    let places = places(figure, line);
    let stated = figure.value.millionths() * 10i128.pow(places.min(6)) / 1_000_000;
    let (cut, rounded) = quotient(part.value, whole.value, places);
    let with_step = |f: &Figure| (f.value.millionths(), f.step(line));
    let may_be = is_rounded_quotient(figure, line, with_step(part), with_step(whole));
    if stated == cut || stated == rounded || may_be {
        return Some(Ok(()));
    }
    let near = (stated - rounded).abs() * ONE_IN <= rounded.max(ONE_IN);
    near.then(|| Err(shown(rounded, places)))
}

/// A mean that is none of a sum and a number before it.
fn mean<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    let figure = &here.figures[i];
    let said = clause(here, figure).trim_end_matches(['为', '约', '达', '到', '有']);
    const ABOUT: &[&str] = &["约", "近", "不足", "不到", "超过", "超", "逾", "至少", "过"];
    let lead = clause(here, figure);
    // 平均每场二十余家
    let about = ABOUT.iter().any(|w| lead.ends_with(w))
        || here.line[figure.whole.clone()].contains(['余', '多', '来', '几']);
    if !figure.is_quantity() || about || !said.contains('均') {
        return None;
    }
    // 联络员52名，联系企业1040家，人均20家
    let each = said.rsplit_once('每').or(said.split_once("人均").map(|_| ("", "人")))?.1;
    let mut of = each.chars();
    let (unit, rest) = (of.next()?, of.as_str());
    let is = |f: &&Figure| f.unit.chars().eq([unit]) || unit == '人' && f.unit == "名";
    let known = here.figures[..i].iter().rev().filter(|f| !f.is_change).find(is);
    // 公开栏14个，平均每栏12期: the noun of what is counted in a general unit.
    let noun = || {
        let own = here.figures[..i].iter().rev().take(NEAR);
        own.filter(|f| is_counted(f)).find(|f| clause(here, f).ends_with(unit))
    };
    let unit = known.or_else(noun)?.unit;
    if rest.chars().count() > 4 {
        return None;
    }
    let numbers: Vec<&Figure> = before(here, i, unit).collect();
    let sums: Vec<&Figure> = before(here, i, figure.unit).collect();
    let pairs = || sums.iter().flat_map(|k| numbers.iter().map(move |n| (k, n)));
    let judged = pairs().filter(|(k, n)| n.value > Amount::whole(1) && k.value > n.value);
    let mut judged = judged.map(|(k, n)| (compare(figure, here.line, k, n), k, n)).peekable();
    judged.peek()?;
    let all: Vec<_> = judged.collect();
    if all.iter().any(|(judged, ..)| *judged == Some(Ok(()))) {
        return None;
    }
    let wrong = all.into_iter().find_map(|(judged, k, n)| Some((judged?.err()?, k, n)));
    let (right, k, n) = wrong?;
    let from = format!("{}{}÷{}{}", k.value, k.unit, n.value, n.unit);
    Some(Computed { figure, right, from })
}

/// A total of what each of several has: 12期，每期2500册，共30000册.
fn product<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    let figure = &here.figures[i];
    let total = ["共", "合计", "总计", "累计", "全年共"]
        .iter()
        .any(|w| clause(here, figure).starts_with(w));
    let own = here.figures[..i].iter().rev().filter(|f| f.is_quantity());
    let mut own = own.take_while(|f| f.sentence == figure.sentence);
    let each = own.next().filter(|f| is_counted(f) && is_counted(figure))?;
    let said =
        clause(here, each).strip_prefix('每').filter(|_| total && each.unit == figure.unit)?;
    let unit = said.chars().next()?;
    let number = own.next().filter(|f| is_counted(f) && f.unit.chars().eq([unit]))?;
    let right = each.value.times(u64::try_from(number.value.millionths() / 1_000_000).ok()?)?;
    let near = (right - figure.value).abs().times(5)? <= right;
    let from = format!("{}{}×{}{}", number.value, number.unit, each.value, each.unit);
    (near && right != figure.value).then(|| Computed { figure, right: right.to_string(), from })
}

/// A total told before what each has: 出刊6期，赠阅1.2万册，每期2000册. `i` is that of each.
fn product_before<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    let each = &here.figures[i];
    let said = clause(here, each).strip_prefix('每').filter(|_| is_counted(each))?;
    let mut chars = said.chars();
    let unit = chars.next()?;
    let own = here.figures[..i].iter().rev().filter(|f| f.is_quantity());
    let mut own = own.take_while(|f| f.sentence == each.sentence);
    let figure = own.next().filter(|f| is_counted(f) && f.unit == each.unit)?;
    let number = own.next().filter(|f| is_counted(f) && f.unit.chars().eq([unit]))?;
    let plain = chars.as_str().trim_start_matches(['印', '发', '约', '各']).is_empty();
    let whole = !["新增", "其中", "另"].iter().any(|w| clause(here, figure).contains(w));
    let right = each.value.times(u64::try_from(number.value.millionths() / 1_000_000).ok()?)?;
    let near = (right - figure.value).abs().times(5)? <= right;
    let from = format!("{}{}×{}{}", number.value, number.unit, each.value, each.unit);
    let wrong = plain && whole && near && right != figure.value;
    wrong.then(|| Computed { figure, right: right.to_string(), from })
}

/// What was charged, of what was due and remitted: 应收200元，减免14元，实收186元; 收取186元。应收200元，减免14元.
fn left<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    let (less, due) = (&here.figures[i], &here.figures[i.checked_sub(1)?]);
    let words_of = |f: &Figure| {
        words::behind_last(&here.line[f.sentence.start..f.number.start], &['，', ',', '；', ';'])
    };
    let fits = |f: &Figure| is_counted(f) && f.unit == less.unit;
    let said = |f: &Figure, words: &[&str]| words::has(words, words_of(f));
    let told = || said(due, &["应收", "应缴", "应当收"]) && said(less, &["减", "免"]);
    if !(fits(less) && fits(due) && less.sentence == due.sentence && told()) {
        return None;
    }
    let behind = here.figures.get(i + 1).filter(|f| f.sentence == less.sentence);
    let behind = behind.filter(|f| said(f, &["实收", "实际收", "实缴"]));
    let before = || here.figures[..i - 1].iter().rev().find(|f| said(f, &["收取", "实收", "收费"]));
    let figure = behind.or_else(before).filter(|f| fits(f))?;
    let right = due.value - less.value;
    let from = format!("{}－{}", due.value, less.value);
    (right != figure.value).then(|| Computed { figure, right: right.to_string(), from })
}

/// What came less what went: 新增24户、退出31户，净减7户.
fn net<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    let figure = &here.figures[i];
    let said = clause(here, figure).trim_end_matches('了');
    let (more, less) = (["净增", "净增加"].contains(&said), ["净减", "净减少"].contains(&said));
    let own = here.figures[..i].iter().rev().filter(|f| f.is_quantity());
    let mut own = own.take_while(|f| f.sentence == figure.sentence);
    let (last, first) = (own.next()?, own.next()?);
    let fits = |f: &Figure| is_counted(f) && f.unit == figure.unit;
    let pair = clause(here, first).contains('增') && !clause(here, last).contains('增');
    let by = if more { first.value - last.value } else { last.value - first.value };
    let told = (more || less) && pair && fits(first) && fits(last) && fits(figure);
    let from = format!("{}－{}", first.value.max(last.value), first.value.min(last.value));
    (told && !by.is_negative() && by != figure.value).then(|| Computed {
        figure,
        right: by.to_string(),
        from,
    })
}

/// A rate that is less than 100 %, of what the sentence says was done with all: 申请均已按期答复，答复率98%.
fn rate_of_all<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    const RATES: &[&str] = &["答复率", "办结率", "办理率"];
    let figure = &here.figures[i];
    let plain = matches!(figure.unit, "%" | "％") && !figure.approximate;
    let said = clause(here, figure).trim_end_matches(['达', '到', '为', '是']);
    let rate = RATES.iter().find(|w| said.ends_with(**w)).filter(|_| plain)?;
    let before =
        &here.line[figure.sentence.start..figure.number.start - clause(here, figure).len()];
    let before = before.trim_end_matches(['，', ',', '、', '（', '(']);
    let last = before.rsplit(['，', ',', '；', ';']).next().unwrap_or(before);
    let deed = rate.trim_end_matches('率');
    let all = ["均", "都", "全部"]
        .iter()
        .any(|w| last.find(w).is_some_and(|at| last[at..].contains(deed)));
    let some = ["除", "外", "其中", "非", "不"].iter().any(|w| last.contains(w));
    let less = figure.value < Amount::whole(100);
    (all && !some && less && last.contains("申请")).then(|| Computed {
        figure,
        right: "100".into(),
        from: last.trim().to_string(),
    })
}

/// A multiple of last year's figure that is none: 31件，是2009年20件的1.55倍. `None` if it is right of a figure
/// before, or unclear.
pub(super) fn wrong_multiple<'a>(here: &'a Paragraph, i: usize) -> Option<Computed<'a>> {
    let figure = &here.figures[i];
    if let Some((now, old)) = multiplied(here, i) {
        let judged = compare(figure, here.line, now, old);
        let places = places(figure, here.line);
        let right = || shown(quotient(now.value, old.value, places).1, places);
        let right = judged.map_or_else(|| Some(right()), Result::err)?;
        let from = format!("{}÷{}", now.value, old.value);
        return Some(Computed { figure, right, from });
    }
    let old = i.checked_sub(1).map(|k| &here.figures[k])?;
    let told = figure.unit == "倍" && !figure.approximate && is_counted(old);
    let gap = here.line.get(old.whole.end..figure.number.start)?;
    let noun = gap.strip_suffix('的').filter(|noun| told && noun.chars().count() <= 6)?;
    let said = clause(here, old);
    let compared = ["是", "为", "达", "相当于"].iter().any(|w| said.contains(w));
    if noun.contains(['，', '。', '、']) || !compared {
        return None;
    }
    let judged: Vec<_> = before(here, i - 1, old.unit)
        .map(|now| (compare(figure, here.line, now, old), now))
        .collect();
    if judged.iter().any(|(judged, _)| *judged == Some(Ok(()))) {
        return None;
    }
    let (right, now) = judged.into_iter().find_map(|(judged, now)| Some((judged?.err()?, now)))?;
    let from = format!("{}÷{}", now.value, old.value);
    Some(Computed { figure, right, from })
}

/// The two figures of which the multiple at `i` surely is: 最多的842条，最少的97条，前者是后者的8.7倍; 112件，为上年87件的1.29倍;
/// 1340万次，是上年的1.3倍（上年为1005万次）.
fn multiplied<'a>(here: &'a Paragraph<'a>, i: usize) -> Option<(&'a Figure, &'a Figure)> {
    let figure = &here.figures[i];
    if figure.unit != "倍" || figure.approximate {
        return None;
    }
    let said = clause(here, figure);
    let own = here.figures[..i].iter().rev().filter(|f| f.is_quantity());
    let mut own = own.take_while(|f| f.sentence == figure.sentence);
    let pair = |now: &'a Figure, old: &'a Figure| {
        let fits = is_counted(now) && is_counted(old) && now.unit == old.unit;
        (fits && old.value > Amount::ZERO).then_some((now, old))
    };
    if ["前者是后者的", "前者为后者的"].contains(&said) {
        let (second, first) = (own.next()?, own.next()?);
        return pair(first, second);
    }
    if let Some(name) = said.strip_suffix('的').and_then(year_only) {
        let behind = here.figures[i + 1..].iter().find(|f| f.is_quantity())?;
        let told = behind.enclosed && clause(here, behind).starts_with(name);
        return pair(own.next()?, behind).filter(|_| told);
    }
    let old = own.next()?;
    let joined = here.line.get(old.whole.end..figure.number.start)? == "的";
    let before = clause(here, old);
    let now = own.next()?;
    (joined && year_only(before).is_some()).then(|| pair(now, old))?
}

/// The name of a year in words that, but for 为 and its like, are nothing else: 是上年, 为2018年.
fn year_only(words: &str) -> Option<&str> {
    const EQUALS: &[&str] = &["是", "为", "达", "相当于"];
    let words = EQUALS.iter().find_map(|w| words.strip_prefix(w))?;
    let named = ["上年", "去年"].contains(&words.trim_end_matches("同期"));
    let dated = crate::text::find_year(words)
        .is_some_and(|(at, length, _)| at == 0 && ["", "年", "年度"].contains(&&words[length..]));
    (named || dated).then_some(words)
}
