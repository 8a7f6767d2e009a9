//! Fees that the official tariff cannot result in.

use super::{Check, Context, Outcome, at_words};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::finding::Finding;
use crate::finding::Severity::Hint;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[TARIFF];

const TARIFF: Check = Check::new("C-27", Hint, "信息处理费的金额符合收费标准", tariff);

/// The tariff by pages is 10, 20 or 40 元 a page; by items it is 100 元 an item or a multiple of
/// it.
const BY_PAGE: u64 = 10;
const BY_ITEM: u64 = 100;

/// C-27: an amount of 信息处理费 in 元 is a multiple of the fee for one page, or for one item where
/// the sentence says that only items were charged.
pub(super) fn tariff(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for here in &context.paragraphs {
        for figure in here.figures.iter().filter(|f| is_fee(here.line, f)) {
            let sentence = &here.line[figure.sentence.clone()];
            let by_page = ["按页", "按量", "按面"].iter().any(|w| sentence.contains(w));
            let by_item = sentence.contains("按件") && !by_page;
            let step = if by_item { BY_ITEM } else { BY_PAGE };
            if is_multiple(figure.value, step) {
                continue;
            }
            let value = figure.value;
            let message =
                format!("信息处理费 {value} 元不是 {step} 元的整数倍，与收费标准不符，请核对。");
            let told = at_words(check, here, &figure.whole, message);
            found.push(Finding { stated: Some(value.to_string()), ..told });
        }
    }
    Outcome::Found(found)
}

/// Whether a figure is an exact amount of 信息处理费 that was charged; no other fee may be named in
/// between.
fn is_fee(line: &str, figure: &Figure) -> bool {
    if figure.unit != "元" || figure.approximate {
        return false;
    }
    let before = &line[figure.sentence.start..figure.number.start];
    let Some(at) = before.find("处理费") else { return false };
    if ["减免", "免收", "免除", "退还"].iter().any(|w| before.contains(w)) {
        return false;
    }
    let after = &before[at + "处理费".len()..];
    let none_else = after
        .match_indices('费')
        .all(|(i, _)| ["处理", "收", "计", "缴"].iter().any(|w| after[..i].ends_with(w)));
    none_else && !["标准", "每", "减免", "财政", "邮"].iter().any(|w| after.contains(w))
}

fn is_multiple(value: Amount, step: u64) -> bool {
    let whole = value.to_string().parse::<u64>();
    whole.is_ok_and(|n| n.is_multiple_of(step))
}
