//! Lawsuits compared with refusals and reviews: what the law allows to follow what.

use super::{Check, Context, Outcome, finding};
use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::Severity::Hint;
use crate::forms::PRACTICE;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[REVIEW_FIRST, AFTER_REVIEW];

const REVIEW_FIRST: Check =
    Check::new("C-25", Hint, "对不予公开不服的先经行政复议，再提起行政诉讼", review_first);

/// From this year on a refusal must be reviewed before it can be taken to court (《行政复议法》,
/// 2023).
const REVIEW_FIRST_SINCE: u16 = 2024;

/// C-25: if every result that is not a grant is a refusal, of the whole or of a part, there is
/// nothing that could be taken to court without a review.
pub(super) fn review_first(context: &Context, check: &Check) -> Outcome {
    let Some(year) = context.report.year else { return Outcome::Waits };
    if year < REVIEW_FIRST_SINCE {
        return Outcome::Found(Vec::new());
    }
    let sum = |ids: &[&str]| sum(context, ids);
    let (Some(direct), Some(refused), Some(partial), Some(others)) = (
        sum(&["4.direct.total"]),
        sum(&["[（三）不予公开].total"]),
        sum(&["3.partial.total"]),
        sum(&["[（四）无法提供].total", "[（五）不予处理].total", "[（六）其他处理].total"]),
    ) else {
        return Outcome::Waits;
    };
    if direct == Amount::ZERO || refused == Amount::ZERO || others > Amount::ZERO {
        return Outcome::Found(Vec::new());
    }
    let kinds = if partial > Amount::ZERO {
        "“部分公开”或“不予公开”"
    } else {
        "“不予公开”"
    };
    let refused = refused + partial;
    let message = format!(
        "“未经复议直接起诉”为 {direct} 件，而未予公开的 {refused} 件都是{kinds}；\
        对不予公开不服的应先申请行政复议，请核对。"
    );
    let cells = context.form.position("4.direct.total").map(|i| context.cell(i));
    Outcome::Found(vec![Finding {
        cells: cells.into_iter().collect(),
        stated: Some(direct.to_string()),
        ..finding(check, "4.direct.total", message)
    }])
}

const AFTER_REVIEW: Check =
    Check::new("C-26", Hint, "复议后起诉的件数不多于两年的行政复议件数", after_review)
        .wherever(PRACTICE, |form, _| form.position(AFTER).is_some());

/// The cell of all lawsuits after a review.
const AFTER: &str = "4.after.total";

/// C-26: a lawsuit after a review needs a review in this year or the last.
pub(super) fn after_review(context: &Context, check: &Check) -> Outcome {
    let (Some(after), Some(review)) =
        (context.form.position(AFTER), context.form.position("4.review.total"))
    else {
        return Outcome::Found(Vec::new());
    };
    let last = review + context.form.all_cells().len();
    let number = |i: usize| context.entries[i].number();
    let (Some(suits), Some(now), Some(before)) = (number(after), number(review), number(last))
    else {
        return Outcome::Waits;
    };
    let reviews = now + before;
    if suits <= reviews {
        return Outcome::Found(Vec::new());
    }
    let message = format!(
        "“复议后起诉”为 {suits} 件，多于上年和本年的行政复议件数之和 {reviews} 件，请核对。"
    );
    Outcome::Found(vec![Finding {
        cells: [after, review, last].map(|i| context.cell(i)).to_vec(),
        stated: Some(suits.to_string()),
        computed: Some(reviews.to_string()),
        difference: Some((suits - reviews).to_string()),
        ..finding(check, AFTER, message)
    }])
}

/// The sum of these cells; `None` if one is blank or the form has none of them.
fn sum(context: &Context, ids: &[&str]) -> Option<Amount> {
    let all = ids.iter().flat_map(|id| context.form.named(id));
    all.map(|id| context.entries[context.form.position(&id)?].counted()).sum()
}
