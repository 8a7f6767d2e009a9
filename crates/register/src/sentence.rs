//! What a sentence tells of the course of an application: whether a clause closes it, and on which day
//! it was answered.

use std::borrow::Cow;

use report::text::half_width;

use crate::applicant::{Named, applicants, is_contact, named};
use crate::dates::{Written, written};
use crate::senses::PENDING;
use crate::words::{each, has};

/// Words by which a clause closes an application.
const CLOSES: &str =
    "答复|告知|决定|出具|答复书|提供|予以公开|不予|寄出|送达|办结|结案|终止|撤回|撤销|撤件|放弃";
/// Words with which it does not: a letter on the way, another's words, or what is still to come.
const NOT_YET: &str = "补正|延期|延长|征求|征询|第三方|第三人|权利人|收费|缴费|费用|拟|待|尚未|未答复|准备|预计|将于|期限|截止|到期|复议|诉讼|起诉|法院|一审|二审|判决";

/// Where a clause ends.
const ENDS: [char; 7] = ['，', ',', '；', ';', '。', '：', '\n'];
/// Words by which a clause asks for information.
const REQUESTS: &str = "申请公开|申请获取|申请查|申请提供|要求公开|要求获取|要求提供|请求公开|请求获取|请求提供|申请内容|申请事项|申请表|公开申请|提出申请|书面申请|网站申请|来函申请|来信申请|网上申请|邮寄申请|当面申请";
/// Words with which such a clause tells of an answer.
const ANSWERS: &str = "建议|请向|可向|应向|告知|依申请|重复|已|曾|再次|反复|多次|放弃|撤|不";
/// Words that stand before the name of an applicant.
const LEADS: &str = "收到|接到|接|收|申请人|公民|村民|市民|居民|职工|当事人|由";
/// Words behind it.
const VERBS: &str =
    "申请|提出|提交|要求|请求|来函|来信|递交|邮寄|寄来|通过|书面|当面|现场|向|于|填写|依法|网上|的";

/// The name of the applicant in a sentence such as `示例公司于3月1日申请公开某资料，3月20日答复`; none where
/// it might be of a person or of an organisation.
pub fn applicant(text: &str) -> Option<&str> {
    if text.len() < 24 || !text.contains("申请") && !text.contains("求") {
        return None;
    }
    text.split(ENDS).take(3).find_map(named_in)
}

fn named_in(clause: &str) -> Option<&str> {
    let mut who = clause.trim();
    while let Some(rest) = each(LEADS).find_map(|lead| who.strip_prefix(lead)) {
        who = rest;
    }
    let names = |end: usize| {
        let name = who[..end].trim();
        let first = applicants(name).first().and_then(|first| named(first));
        let own = name.starts_with(['我', '本', '该']);
        first.filter(|_| !own).map(|kind| (name, kind))
    };
    let ends = each(VERBS).flat_map(|verb| who.match_indices(verb).map(|(at, _)| at));
    // What follows in brackets may say how to reach the applicant.
    let brackets = who.match_indices(['(', '（']);
    let contacts = brackets.filter(|(at, b)| {
        let rest = &who[at + b.len()..];
        is_contact(rest.split([')', '）']).next().unwrap_or(rest))
    });
    let ends = ends.chain(contacts.map(|(at, _)| at));
    let found: Vec<(&str, Named)> = ends.filter(|at| *at > 0).filter_map(names).collect();
    // 示例在线公司 begins like the name of a person, and 张某向某公司 ends like that of a company.
    let sure = |(_, kind): &&(&str, Named)| !matches!(kind, Named::Ask(..));
    let first = found.iter().find(sure).or(found.first())?;
    let person = |kind: Named| kind == Named::Kind(0);
    let one = found.iter().filter(sure).all(|other| person(other.1) == person(first.1));
    one.then_some(first.0)
}

/// A sentence without the clauses before the answer that tell what was asked for.
pub fn answer(text: &str) -> &str {
    if text.len() < 36 {
        return text;
    }
    let (mut from, mut at) = (0, 0);
    for clause in text.split_inclusive(ENDS) {
        at += clause.len();
        let request = each(REQUESTS).filter_map(|word| clause.find(word)).min();
        let asks = request.is_some_and(|n| !has(&clause[..n], ANSWERS));
        if asks && at < text.len() {
            from = at;
        } else if concludes(clause) || has(clause, PENDING) {
            break;
        }
    }
    &text[from..]
}

/// The words of a text that say what became of an application: those of the answer, without days, so
/// that rows that ask the same are one question.
pub fn words(text: &str) -> Cow<'_, str> {
    let whole = answer(text);
    if !whole.contains(|c: char| c.is_ascii_digit()) {
        return whole.into();
    }
    let part = |c: char| c.is_ascii_digit() || "年月日.-/".contains(c);
    let full =
        |run: &str| run.contains('月') || run.chars().filter(|c| ".-/".contains(*c)).count() == 2;
    let mut words = String::new();
    let mut rest = whole;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest[at..].find(|c| !part(c)).map_or(rest.len(), |end| at + end);
        words.push_str(&rest[..at]);
        let day = &rest[at..run];
        if !full(day) || written(day).is_none_or(|day| day.day == 0) {
            words.push_str(day);
        }
        rest = &rest[run..];
    }
    words.push_str(rest);
    words.replace("()", "").replace("（）", "").trim_matches(ENDS).to_string().into()
}

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
    found.or_else(|| last_day(answer(&text)))
}

/// The last day in a text that says no more to be done, but not on which day it was closed: it was not
/// closed before.
fn last_day(text: &str) -> Option<Written> {
    const OTHERS: &str = "复议|诉讼|起诉|法院|判决|期限|截止|到期|拟|预计|将于|收到|收件|申请公开";
    if goes_on(text) {
        return None;
    }
    let own = text.split([',', ';', '。', '(', ')', ' ']).filter(|clause| !has(clause, OTHERS));
    own.filter_map(day).next_back()
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
