//! Last year's report: whose it is, and what this year's still has of its text.

use super::{Check, Context, Outcome, finding, in_prose};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;
use crate::text;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[OF_ANOTHER, CARRIED];

const OF_ANOTHER: Check =
    Check::new("V-22", Warning, "对照的上年报告是本机关的", of_another).everywhere(PRACTICE);
const CARRIED: Check = Check::new("V-23", Warning, "沿用上年文字的，数字和日期已逐处核对", carried)
    .everywhere(PRACTICE);

/// V-22: last year's report is of the same agency; names are the same if one contains the other
/// (示例市民政局, 民政局).
fn of_another(context: &Context, check: &Check) -> Outcome {
    let Some(last) = context.previous else { return Outcome::Waits };
    if context.report.is_of_same_agency(last) {
        return Outcome::Found(Vec::new());
    }
    let message = format!(
        "对照用的上年报告是“{}”的，不是“{}”的；机关改名或者合并的，可以说明原因。",
        last.agency.trim(),
        context.report.agency.trim(),
    );
    Outcome::Found(vec![finding(check, "report", message)])
}

/// V-23: no figure, date or year of the prose is still marked as taken over from last year's text.
/// One finding for each text.
fn carried(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, words) in &context.prose {
        let left = context.report.carried_in(place, words);
        let Some(range) = left.first() else { continue };
        let first = &words[range.clone()];
        let message = format!(
            "“{first}”等 {} 处数字、日期沿用上年的文字，请改成今年的；今年不变的，点它后选“确认不变”。",
            left.len(),
        );
        let mend = context.report.year.and_then(|year| text::in_year(first, year));
        let range = Some(range.clone());
        found.push(Finding { range, mend, ..in_prose(check, place, first, message) });
    }
    Outcome::Found(found)
}
