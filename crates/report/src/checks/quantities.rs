//! Figures in prose compared with the table and with last year's report.

use super::{Check, Context, Outcome, in_prose};
use crate::amount::{Amount, Entry};
use crate::claims::{Claim, Truth};
use crate::figures::{Figure, figures};
use crate::finding::Finding;
use crate::finding::Severity::Warning;

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

pub(super) const GROWTH: Check = Check::new("V-15", Warning, "正文同比与上年度报告相符", growth);

/// V-15: in 同比增长x%, the percentage is the change, rounded or cut, of the figure's cell against
/// last year's value of that cell.
pub(super) fn growth(context: &Context, check: &Check) -> Outcome {
    let Some(last) = context.previous else { return Outcome::Waits };
    let mut found = Vec::new();
    for claim in &context.claims {
        let Some((_, _, text)) = context.prose.iter().find(|(p, ..)| *p == claim.section) else {
            continue;
        };
        let line_end =
            text[claim.range.end..].find('\n').map_or(text.len(), |i| claim.range.end + i);
        let after = &text[claim.range.end..line_end];
        let figures = figures(after);
        let Some(share) = figures.first().filter(|f| f.unit == "%" || f.unit == "％") else {
            continue;
        };
        let words = after[..share.number.start].trim_start_matches('，');
        let grows =
            ["同比增长", "同比上升", "同比增加", "比上年增长", "较上年增长"].contains(&words);
        let falls = ["同比下降", "同比减少", "比上年下降", "较上年下降"].contains(&words);
        if !grows && !falls {
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

fn percent_signed(part: Amount, whole: Amount, places: u32) -> String {
    let sign = if part.is_negative() { "-" } else { "" };
    format!("{sign}{}", part.abs().percent_of(whole, places))
}

pub(super) const FIGURES: Check = Check::new("A-16", Warning, "正文中的数字与统计表一致", claims);
pub(super) const OTHER_CHANNELS: Check =
    Check::new("A-17", Warning, "正文中各种其他方式的数字已计入“其他方式”", claims);
pub(super) const RECEIVED: Check =
    Check::new("C-12", Warning, "正文中收到申请的数字与表三一致", claims);
pub(super) const PROCESSED: Check =
    Check::new("C-13", Warning, "正文中办结、结转的数字与表三一致", claims);
pub(super) const RESULTS: Check =
    Check::new("C-14", Warning, "正文中各种办理结果的数字与表三一致", claims);
pub(super) const CASES: Check =
    Check::new("C-15", Warning, "正文中复议、诉讼的数字与表四一致", claims);
pub(super) const PUBLISHED: Check = Check::new(
    "C-16",
    Warning,
    "正文中规章、规范性文件、许可、处罚、强制、收费的数字与表二一致",
    claims,
);

/// and their like: figures in the prose agree with the cells they refer to.
pub(super) fn claims(context: &Context, check: &Check) -> Outcome {
    let mine = context.claims.iter().filter(|c| c.rule == check.id);
    Outcome::Found(mine.filter_map(|c| difference(context, check, c)).collect())
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
    let (_, _, text) = context.prose.iter().find(|(place, ..)| *place == claim.section)?;
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
