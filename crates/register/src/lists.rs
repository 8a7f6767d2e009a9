//! The texts that a blank register offers to choose from. Each of them is understood without a
//! question, which a test holds.

use crate::applicant;
use crate::labels::full_label;
use crate::remedy;
use crate::senses::RESULTS;

/// The lists by their heads: kinds of applicant, results, ends of reviews and of suits, yes or no.
pub fn lists() -> [(&'static str, Vec<String>); 5] {
    let texts = |list: &[&str]| list.iter().map(|text| text.to_string()).collect::<Vec<String>>();
    let (going_on, results) = RESULTS.split_last().unwrap_or((&"", &[]));
    debug_assert_eq!(*going_on, "carried_out");
    let results = results.iter().map(|id| full_label(id)).chain(["办理中".to_string()]);
    let suits = ["未经复议直接起诉", "复议后起诉"].into_iter();
    let suits = suits.flat_map(|row| remedy::LABELS.iter().map(move |end| format!("{row}—{end}")));
    [
        ("申请人类别", texts(&applicant::LABELS)),
        ("办理结果", results.collect()),
        ("行政复议", texts(&remedy::LABELS)),
        ("行政诉讼", suits.collect()),
        ("是否", texts(&["是", "否"])),
    ]
}
