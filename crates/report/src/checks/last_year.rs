//! Whose report is compared with as last year's.

use super::{Check, Context, Outcome, finding};
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[OF_ANOTHER];

const OF_ANOTHER: Check =
    Check::new("V-22", Warning, "对照的上年报告是本机关的", of_another).everywhere(PRACTICE);

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
