//! Figures in prose compared with the table and with last year's report.

use super::{Check, Context, Outcome, Paragraph, in_prose};
use crate::amount::{Amount, Entry};
use crate::claims::{Claim, Truth};
use crate::figures::{Figure, figures};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::form::{Form, Mention, Role};
use crate::forms::{PRACTICE, speech};

/// The number of decimal places with which a figure is written.
pub(super) fn places(figure: &Figure, line: &str) -> u32 {
    let number = &line[figure.number.clone()];
    number.split(['.', '．']).nth(1).map_or(0, |f| f.chars().count() as u32)
}

/// Whether a percentage is `part ÷ whole`, rounded or cut to its own decimal places.
pub(super) fn is_share_of(share: &Figure, line: &str, part: Amount, whole: Amount) -> bool {
    if whole <= Amount::ZERO || part.is_negative() {
        return false;
    }
    let scale = 10i128.pow(places(share, line).min(6));
    let stated = share.value.millionths() * scale / 1_000_000;
    let exact = part.millionths() * 100 * scale;
    let cut = exact / whole.millionths();
    let rounded = (exact * 2 + whole.millionths()) / (whole.millionths() * 2);
    stated == cut || stated == rounded
}

/// The rules of this file.
pub(super) const CHECKS: &[Check] =
    &[GROWTH, FIGURES, OTHER_CHANNELS, RECEIVED, PROCESSED, RESULTS, CASES, PUBLISHED];

const GROWTH: Check =
    Check::new("V-15", Warning, "正文同比与上年度报告相符", growth).everywhere(PRACTICE);

/// V-15: in 同比增长x%, the percentage is the change, rounded or cut, of the figure's cell against
/// last year's value of that cell.
pub(super) fn growth(context: &Context, check: &Check) -> Outcome {
    let mut found = growth_told(context, check);
    let Some(last) = context.previous else {
        return if found.is_empty() { Outcome::Waits } else { Outcome::Found(found) };
    };
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
        let compared = compared.iter().any(|w| words.starts_with(w));
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
        found.push(Finding {
            stated: Some(share.value.to_string()),
            computed: Some(right),
            ..in_prose(check, &claim.section, &after[share.whole.clone()], message)
        });
    }
    Outcome::Found(found)
}

const GROWS: &[&str] = &["增长", "上升", "增加", "提高", "多", "增"];
const FALLS: &[&str] = &["下降", "减少", "降低", "少", "降"];
/// 118件申请，同比…: so many characters may stand between a figure and what is said of its change.
const NOUN: usize = 8;
/// So many bytes behind a figure are read for that.
const NEAR: usize = 600;

/// The word for growing or falling right before a share: 增长 in 比2016年的386条增长了8.9%.
fn words_of_change<'a>(line: &'a str, share: &Figure) -> &'a str {
    let before = line[..share.number.start].trim_end_matches('了').trim_end_matches("约");
    let all = || GROWS.iter().chain(FALLS);
    let longest = all().filter(|w| before.ends_with(**w)).map(|w| w.len()).max().unwrap_or(0);
    &before[before.len() - longest..]
}

/// What the text compares itself: 403条；比2016年的386条增长8.9%.
fn growth_told(context: &Context, check: &Check) -> Vec<Finding> {
    let mut found = Vec::new();
    for Paragraph { place, line, figures, .. } in &context.paragraphs {
        for (i, share) in figures.iter().enumerate().filter(|(_, f)| matches!(f.unit, "%" | "％"))
        {
            let (Some(old), word) =
                (i.checked_sub(1).map(|k| &figures[k]), words_of_change(line, share))
            else {
                continue;
            };
            let between = line[old.whole.end..share.number.start].trim_end_matches('了');
            let clause = &line[old.sentence.start..old.number.start];
            let clause = clause.rsplit(['，', ',', '；', ';']).next().unwrap_or(clause);
            let compared = ["比", "较", "与"].iter().any(|w| clause.starts_with(w));
            let exact = |f: &&Figure| f.is_quantity() && !f.is_share() && !f.approximate;
            let earlier =
                figures[..i - 1].iter().rev().take_while(|f| f.sentence == share.sentence);
            let now = earlier.filter(exact).find(|f| f.unit == old.unit);
            let (Some(now), true) = (now, compared && !word.is_empty() && between == word) else {
                continue;
            };
            let grows = GROWS.contains(&word);
            let change = if grows { now.value - old.value } else { old.value - now.value };
            let right = !change.is_negative() && is_share_of(share, line, change, old.value);
            if right || old.value <= Amount::ZERO || share.approximate || !exact(&old) {
                continue;
            }
            let computed = percent_signed(now.value - old.value, old.value, places(share, line));
            let message = format!(
                "同比应为{computed}%（本年 {}，上年 {}），现为“{word}{}%”。",
                now.value, old.value, share.value
            );
            found.push(Finding {
                stated: Some(share.value.to_string()),
                computed: Some(computed),
                ..in_prose(check, place, &line[share.whole.clone()], message)
            });
        }
    }
    found
}

fn percent_signed(part: Amount, whole: Amount, places: u32) -> String {
    let sign = if part.is_negative() { "-" } else { "" };
    format!("{sign}{}", part.abs().percent_of(whole, places))
}

const FIGURES: Check = Check::new("A-16", Warning, "正文中的数字与统计表一致", claims)
    .wherever(PRACTICE, is_spoken_of);
const OTHER_CHANNELS: Check =
    Check::new("A-17", Warning, "正文中各种其他方式的数字已计入“其他方式”", claims)
        .wherever(PRACTICE, is_spoken_of);
const RECEIVED: Check = Check::new("C-12", Warning, "正文中收到申请的数字与表三一致", claims)
    .wherever(PRACTICE, is_spoken_of);
const PROCESSED: Check = Check::new("C-13", Warning, "正文中办结、结转的数字与表三一致", claims)
    .wherever(PRACTICE, is_spoken_of);
const RESULTS: Check = Check::new("C-14", Warning, "正文中各种办理结果的数字与表三一致", claims)
    .wherever(PRACTICE, is_spoken_of);
const CASES: Check = Check::new("C-15", Warning, "正文中复议、诉讼的数字与表四一致", claims)
    .wherever(PRACTICE, is_spoken_of);
const PUBLISHED: Check = Check::new(
    "C-16",
    Warning,
    "正文中规章、规范性文件、许可、处罚、强制、收费的数字与表二一致",
    claims,
)
.wherever(PRACTICE, is_spoken_of);

/// Whether prose may refer to cells of the form in words that belong to this rule.
fn is_spoken_of(form: &'static Form, check: &Check) -> bool {
    let of_rule = |m: &Mention| {
        m.rule == check.id || matches!(m.role, Role::OtherChannels(rule) if rule == check.id)
    };
    speech(form).mentions().any(of_rule)
}

/// and their like: figures in the prose agree with the cells they refer to.
pub(super) fn claims(context: &Context, check: &Check) -> Outcome {
    let mine = context.claims.iter().filter(|c| c.rule == check.id);
    let mut found: Vec<Finding> = mine.filter_map(|c| difference(context, check, c)).collect();
    if check.id == FIGURES.id {
        found.extend(super::local::differences(context, check));
    }
    Outcome::Found(found)
}

fn difference(context: &Context, check: &Check, claim: &Claim) -> Option<Finding> {
    let positions: Vec<usize> =
        claim.cells.iter().filter_map(|id| context.form.position(id)).collect();
    let labels = match positions.as_slice() {
        many if many.len() > 3 => sum_name(context, many),
        few => {
            let label = |&i: &usize| format!("“{}”", context.form.all_cells()[i].name);
            few.iter().map(label).collect::<Vec<_>>().join("＋")
        }
    };
    let text = context.text(&claim.section)?;
    let quote = &text[claim.range.clone()];
    let words = clause_before(text, claim.range.end);
    let (message, computed) = match claim.truth {
        Truth::Agrees | Truth::Unknown => return None,
        // An empty table is a single finding of V-02.
        Truth::Blank if positions.iter().all(|&i| is_empty_table(context, i)) => return None,
        Truth::Blank => (format!("正文写有“{words}”，表中{labels}未填写。"), None),
        Truth::Differs(sum) => {
            let sentence = text[..claim.range.start].rsplit(['。', '\n']).next().unwrap_or("");
            let partial = crate::claims::is_for_the_whole(context.report, sentence);
            let scope = if partial {
                "该句只计一个单位，与全表口径不同，请核对并写明。"
            } else {
                ""
            };
            (format!("正文“{words}”与表中{labels}（{sum}）不一致。{scope}"), Some(sum))
        }
        Truth::Below(filled) => {
            (format!("正文“{words}”少于表中{labels}已填各项之和（{filled}）。"), Some(filled))
        }
        Truth::LeftOut(cell, sum) => (
            format!("正文“{words}”似未计入表中{labels}：表中为 {cell}，正文各项合计 {sum}。"),
            Some(cell),
        ),
    };
    Some(Finding {
        cells: positions.into_iter().map(|i| context.cell(i)).collect(),
        range: Some(claim.range.clone()),
        stated: Some(claim.stated.to_string()),
        computed: computed.map(|c| c.to_string()),
        difference: computed.map(|c| (c - claim.stated).abs().to_string()),
        ..in_prose(check, &claim.section, quote, message)
    })
}

/// Whether the table of this cell has no figure at all.
fn is_empty_table(context: &Context, cell: usize) -> bool {
    let table = context.form.all_cells()[cell].table;
    let mut cells = context.form.all_cells().iter().zip(&context.entries);
    cells.all(|(c, entry)| c.table != table || matches!(entry, Entry::Blank | Entry::Absent))
}

/// The name for the sum of many cells: their group, if they are in one.
fn sum_name(context: &Context, cells: &[usize]) -> String {
    let group = |&i: &usize| context.form.all_cells()[i].row.groups.last();
    match cells.first().and_then(group) {
        Some(first) if cells.iter().all(|i| group(i) == Some(first)) => {
            format!("“{}”各项之和", crate::form::plain(first))
        }
        _ => format!("{}项之和", cells.len()),
    }
}

/// The clause of the text that ends at `end`.
fn clause_before(text: &str, end: usize) -> &str {
    let start = text[..end]
        .rfind(['，', '。', '；', '\n', '：', '、'])
        .map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8));
    text[start..end].trim()
}
