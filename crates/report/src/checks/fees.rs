//! Fees that are itemised.

use super::rows::rows;
use super::{Check, Context, Outcome, Paragraph, at_words};
use crate::figures::Figure;
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::words;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[FEES];

pub(super) const FEES: Check =
    Check::new("C-18", Warning, "正文中信息处理费的明细与合计相符", fees);

/// C-18: fees that are itemised, and the cases for which they were charged, add up to the totals
/// before them.
fn fees(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    let named = |p: &&Paragraph| p.line.contains(PROCESSING_FEE);
    for here in context.paragraphs.iter().filter(named) {
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
                ..at_words(check, here, &whole.whole, message)
            });
        }
    }
    Outcome::Found(found)
}

/// Whether a figure is an amount of fees, or the number of cases for which they were charged.
pub(super) fn is_of_fees(line: &str, figure: &Figure) -> bool {
    matches!(figure.unit, "元" | "件")
        && words::find(&line[figure.sentence.clone()], PROCESSING_FEE).is_some()
}

const PROCESSING_FEE: &str = "处理费";
