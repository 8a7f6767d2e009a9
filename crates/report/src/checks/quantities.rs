//! Figures in prose compared with the table.

use super::{Check, Context, Outcome, Paragraph, in_prose};
use crate::amount::{Amount, Entry};
use crate::claims::{Claim, Truth};
use crate::figures::Figure;
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::form::{Form, Mention, Role};
use crate::forms::{PRACTICE, speech};
use crate::steps;

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

/// Whether a percentage may be `part ÷ whole`, where each is given in millionths with the step by which it
/// is rounded: 1.2万次，比上年的1.1万次增长8.3%.
pub(super) fn is_rounded_share_of(
    share: &Figure,
    line: &str,
    part: (i128, i128),
    whole: (i128, i128),
) -> bool {
    is_rounded_quotient(share, line, (part.0 * 100, part.1 * 100), whole)
}

/// Like [`is_rounded_share_of`], for a figure that is the quotient itself.
pub(super) fn is_rounded_quotient(
    figure: &Figure,
    line: &str,
    part: (i128, i128),
    whole: (i128, i128),
) -> bool {
    const ONE: i128 = 1_000_000;
    let last = ONE / 10i128.pow(places(figure, line).min(6));
    let stated = figure.value.millionths();
    let (most, least) = ((2 * part.0 + part.1) * ONE, (2 * part.0 - part.1) * ONE);
    part.1 + whole.1 > 0
        && 2 * whole.0 > whole.1
        && (stated - last) * (2 * whole.0 - whole.1) <= most
        && (stated + last) * (2 * whole.0 + whole.1) >= least
}

/// The step by which a value of this paragraph is rounded, in millionths; 0 if it is exact.
pub(super) fn step_of(here: &Paragraph, value: Amount) -> i128 {
    if !steps::take(here.figures.len()) {
        return 0;
    }
    let same = here.figures.iter().filter(|f| f.value == value);
    same.map(|f| f.step(here.line)).max().unwrap_or(0)
}

/// The rules of this file.
pub(super) const CHECKS: &[Check] =
    &[FIGURES, OTHER_CHANNELS, RECEIVED, PROCESSED, RESULTS, CASES, PUBLISHED];

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
