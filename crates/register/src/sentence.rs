//! What a sentence tells of the course of an application: whether a clause closes it, and on which day
//! it was answered.

use report::text::half_width;

use crate::dates::{Written, written};
use crate::senses::PENDING;
use crate::words::has;

/// Words by which a clause closes an application.
const CLOSES: &str =
    "答复|告知|决定|出具|答复书|提供|予以公开|不予|寄出|送达|办结|结案|终止|撤回|撤销|撤件|放弃";
/// Words with which it does not: a letter on the way, another's words, or what is still to come.
const NOT_YET: &str = "补正|延期|延长|征求|征询|第三方|第三人|权利人|收费|缴费|费用|拟|待|尚未|未答复|准备|预计|将于|期限|截止|到期|复议|诉讼|起诉|法院|一审|二审|判决";

/// What a clause says after a step that came before: `延期后于5月6日答复` tells of the answer.
pub fn last_step(clause: &str) -> &str {
    match clause.rsplit_once('后') {
        Some((before, rest)) if has(before, "补正|延期|延长|征求|征询|缴费") => rest,
        _ => clause,
    }
}

/// Whether a clause closes an application.
pub fn concludes(clause: &str) -> bool {
    let clause = last_step(clause);
    has(clause, CLOSES) && !has(clause, NOT_YET)
}

/// Whether a text says that the work goes on: of its clauses the last that says something about the
/// work counts, so that `征求第三方意见，5月6日答复不予公开` is done.
pub fn goes_on(text: &str) -> bool {
    let mut on = false;
    for clause in text.split(['，', ',', '；', ';', '。', '、']) {
        let clause = clause.replace("征求意见稿", "");
        let clause = last_step(&clause);
        if has(clause, PENDING) {
            on = true;
        } else if concludes(clause) {
            on = false;
        }
    }
    on
}

/// The day on which a sentence says that the application was answered; that of the last clause that
/// closes it and has one.
pub fn answered(text: &str) -> Option<Written> {
    let text: String = text.chars().map(half_width).collect();
    let clauses = text.split([',', '，', ';', '。', ':']);
    let mut found = None;
    for clause in clauses.filter(|clause| concludes(clause)) {
        found = day(last_step(clause)).or(found);
    }
    found
}

/// The last whole day in a clause.
fn day(clause: &str) -> Option<Written> {
    let part = |c: char| c.is_ascii_digit() || "年月日.-/〇○一二三四五六七八九十".contains(c);
    let runs = clause.split(|c| !part(c)).filter(|run| run.chars().count() >= 3);
    runs.filter_map(written).rfind(|day| day.day > 0 && day.month.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_answers_in_sentences() {
        let day = |year, month, day| Some(Written { year, month: Some(month), day });
        for (text, expected) in [
            ("已于5月6日书面答复，予以公开", day(None, 5, 6)),
            ("3月5日发补正告知，3月20日补正，4月10日答复部分公开", day(None, 4, 10)),
            ("2025年1月10日出具告知书，不予公开", day(Some(2025), 1, 10)),
            ("2024.3.7寄出答复书", day(Some(2024), 3, 7)),
            ("二〇二四年三月五日答复", day(Some(2024), 3, 5)),
            ("3月5日征求第三方意见", None),
            ("不予公开", None),
            ("延期至5月6日答复", None),
            ("延期后于5月6日答复", day(None, 5, 6)),
            ("4月3日补正后尚未答复", None),
        ] {
            assert_eq!(answered(text), expected, "{text}");
        }
        assert!(concludes("书面告知") && !concludes("第三方不同意提供"));
    }
}
