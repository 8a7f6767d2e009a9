//! How much of the text repeats last year's report word for word.

use super::{Check, Context, Outcome, at_section, finding};
use crate::finding::Finding;
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;
use crate::likeness::{LEAST, WHOLE, shingles};
use crate::text;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[WITH_LAST_YEAR];

const WITH_LAST_YEAR: Check =
    Check::new("V-17", Warning, "正文不与上年度报告雷同", with_last_year).everywhere(PRACTICE);

/// V-17: at most half of the report's shingles occur in last year's text; in sections that must be
/// written anew, at most the form's percentage.
pub(super) fn with_last_year(context: &Context, check: &Check) -> Outcome {
    let Some(previous) = context.previous else { return Outcome::Waits };
    let mut old: Vec<u64> = previous.prose().flat_map(|(_, _, text)| shingles(text)).collect();
    old.sort_unstable();
    let mut found = Vec::new();
    let texts: Vec<Vec<u64>> = context.prose.iter().map(|(_, _, text)| shingles(text)).collect();
    let mut judge = |texts: &[Vec<u64>], limit: u8, at: String, what: &str| {
        let all: Vec<u64> = texts.concat();
        let shared = all.iter().filter(|s| old.binary_search(s).is_ok()).count();
        if all.len() >= LEAST && shared * 100 > all.len() * usize::from(limit) {
            let percent = shared * 100 / all.len();
            let message = format!("{what}与上年度报告重复率约{percent}%，请写出本年度的新情况。");
            let computed = Some(percent.to_string());
            found.push(Finding { computed, ..finding(check, at, message) });
        }
    };
    judge(&texts, WHOLE, "report".into(), "正文");
    for (i, section) in context.report.sections.iter().enumerate() {
        let known = section.id.as_deref().and_then(|id| context.form.section(id));
        if let Some(limit) = known.and_then(|s| s.alike) {
            let what = format!("“{}”", text::without_numeral(&section.heading));
            let own = std::slice::from_ref(&texts[i + 1]);
            judge(own, limit, at_section(&context.report.place(i)), &what);
        }
    }
    Outcome::Found(found)
}
