//! Requests of a year that the text tells: what came and what was carried over is what was finished and what is
//! carried on. Where a table has these figures, they are compared with that instead.

use super::rows::{clause, stands_free};
use super::{Check, Paragraph, at_words};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::finding::Finding;
use crate::words::has;

/// What a figure of requests is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Received,
    CarriedIn,
    Due,
    Done,
    CarriedOut,
}

/// A figure that should be `right`, and from what that is computed.
struct Wrong<'a> {
    at: (&'a Paragraph<'a>, &'a Figure),
    right: Amount,
    from: String,
}

/// A figure of each role, with its paragraph.
type Told<'a> = Vec<(Role, &'a Paragraph<'a>, &'a Figure)>;

/// The findings for a section of a report of this year; `tied` says of which figures a table speaks.
pub(super) fn findings(
    check: &Check,
    section: &[Paragraph],
    year: Option<u16>,
    tied: impl Fn(&Paragraph, &Figure) -> bool,
) -> Vec<Finding> {
    let tell = |Wrong { at: (here, figure), right, from }: Wrong| {
        let message = format!("“{}件”应为 {right}件（{from}）。", figure.value);
        Finding {
            stated: Some(figure.value.to_string()),
            computed: Some(right.to_string()),
            ..at_words(check, here, &figure.whole, message)
        }
    };
    wrong(section, year.unwrap_or_default(), tied).into_iter().map(tell).collect()
}

/// The wrong balances of a section.
fn wrong<'a>(
    section: &'a [Paragraph<'a>],
    year: u16,
    tied: impl Fn(&Paragraph, &Figure) -> bool,
) -> Vec<Wrong<'a>> {
    let mut told: Told = Vec::new();
    for here in section {
        let open = here.figures.iter().filter(|f| f.unit == "件" && stands_free(f));
        told.extend(open.filter_map(|f| Some((role(here, f, year)?, here, f))));
    }
    let one = |role: Role| {
        let mut of = told.iter().filter(|(r, ..)| *r == role);
        let first = of.next()?;
        of.all(|(.., f)| f.value == first.2.value).then_some((first.1, first.2))
    };
    let several = |role: Role| one(role).is_none() && told.iter().any(|(r, ..)| *r == role);
    let roles = [Role::Received, Role::CarriedIn, Role::Due, Role::Done, Role::CarriedOut];
    // Where a table knows most of them, the text is compared with that.
    let known = told.iter().filter(|(_, p, f)| tied(p, f)).count();
    if told.len() < 3 || known + 1 >= told.len() || roles.into_iter().any(several) {
        return Vec::new();
    }
    let sum = |a: &Figure, b: &Figure| (a.value + b.value, format!("{}＋{}", a.value, b.value));
    let mut found = Vec::new();
    let mut compare = |at: (&'a Paragraph<'a>, &'a Figure), (right, from): (Amount, String)| {
        found.extend((at.1.value != right).then_some(Wrong { at, right, from }));
    };
    let came = one(Role::Received).zip(one(Role::CarriedIn));
    let went = one(Role::Done).zip(one(Role::CarriedOut));
    if let (Some(due), Some((new, old))) = (one(Role::Due), came) {
        compare(due, sum(new.1, old.1));
    }
    match (one(Role::Due), came, went) {
        (Some(due), _, Some((done, out))) => compare(due, sum(done.1, out.1)),
        (None, Some((new, old)), Some((done, out))) => {
            let all = new.1.value + old.1.value;
            let from = format!("{}＋{}－{}", new.1.value, old.1.value, done.1.value);
            let right = all - done.1.value;
            if !right.is_negative() {
                compare(out, (right, from));
            }
        }
        _ => (),
    }
    found
}

/// What the words around a figure say it is.
fn role(here: &Paragraph, figure: &Figure, year: u16) -> Option<Role> {
    const OTHERS: &[&str] =
        &["其中", "按时", "按期", "延期", "复议", "诉讼", "咨询", "投诉", "来信", "建议", "提案"];
    let said = clause(here, figure).trim_end_matches(['了', '共', '有', '的', '约']);
    let behind = &here.line[figure.whole.end..figure.sentence.end];
    let behind = behind.split(['，', ',', '；', ';', '、', '（']).next().unwrap_or_default();
    let (last, next) = (format!("{}年", year.saturating_sub(1)), format!("{}年", year + 1));
    let carries = |words: &str| has(&["转", "顺延", "延续"], words);
    let (from, to): ([&str; 3], [&str; 4]) =
        (["上年", "去年", &last], ["下年", "下一年", "次年", &next]);
    let ends = |verbs: &[&str]| {
        let said = ["政府信息公开申请", "信息公开申请", "申请"]
            .iter()
            .find_map(|w| said.strip_suffix(w))
            .unwrap_or(said);
        verbs.iter().any(|w| said.ends_with(w))
    };
    match () {
        () if has(OTHERS, said) || has(OTHERS, behind) => None,
        () if has(&to, said) && carries(said) || has(&to, behind) && carries(behind) => {
            Some(Role::CarriedOut)
        }
        () if has(&from, said) && (carries(said) || said.contains("承接")) => {
            Some(Role::CarriedIn)
        }
        () if has(&["应办", "应当办理", "应办理"], said) => Some(Role::Due),
        () if ends(&["收到", "受理", "新收", "接收", "收办"]) => Some(Role::Received),
        () if ends(&["办结", "答复"]) => Some(Role::Done),
        () => None,
    }
}
