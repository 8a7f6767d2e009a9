//! Heads of exports in Latin letters: the initials of Chinese words (`SQRXM`), or
//! English words (`applicant_name`).

use crate::field::Field::{self, *};
use crate::words::each;

/// Heads by the initials of their words, and the meaning of all of these; the first list that has a
/// head counts.
const INITIALS: &[(Field, &str)] = &[
    (Serial, "xh|id"),
    (
        Other,
        "sqrdh|lxdh|dh|sjh|sjhm|lxfs|dz|txdz|lxdz|yx|dzyx|yb|zjhm|zjlx|sfzh|sfzhm|sqfs|sqqd|hqfs|dffs|sdfs|cbbm|cbks|cbdw|slbm|sldw",
    ),
    (Person, "jbr|lxr|cbr|blr|djr|dlr"),
    (Applicant, "sqr|sqrxm|sqrmc|sqrxmmc|xm|xmmc|sqdw|dwmc|sqz"),
    (Kind, "sqrlx|sqrlb|sqrxz|sqrsf|sqrfl|ztlx|sqztlx"),
    (Received, "sdrq|sdsj|jsrq|jssj|sjrq|sjsj|sqsdrq|lsrq"),
    (Registered, "slrq|slsj|djrq|djsj|qrrq|qrsj"),
    (Filed, "sqrq|sqsj|tjrq|tjsj"),
    (Answered, "dfrq|dfsj|hfrq|hfsj|bjrq|bjsj|blrq|blsj|sddfrq"),
    (Result, "dfjg|dflx|dflb|dfqk|bljg|blqk|cljg|clqk|cllx|sfgk|gklx|hfjg|hflx|bjjg|bjlx"),
    (Detail, "jtqx|bgkly|ly|yy|dfly|dfnr|clly"),
    (Status, "zt|blzt|clzt|bljd|dqzt"),
    (Number, "bh|sqbh|djbh|slh|slbh|lsh|sqh|djh|bjbh|sqdbh"),
    (Contents, "sqnr|sqsx|sqbt|xxmc|sxmc|nr|bt|nrms|xxnr|sqxxmc"),
    (Fee, "fy|fyje|sfje|ssje|clf|xxclf|je|sjsf|ssfy"),
    (Note, "bz|bzxx"),
    (Review, "fyqk|xzfy|fyjg|sffy"),
    (Suit, "ssqk|xzss|ssjg|sfss"),
];

/// English words, of which all in one item must occur.
const ENGLISH: &[(Field, &str)] = &[
    (
        Other,
        "phone|mobile|tel|address|email|mail|postcode|idcard|idno|certificate|channel|deadline|due|department|dept|way|method|fax",
    ),
    (Person, "handler|operator|contact|clerk|agent"),
    (Review, "review|reconsideration"),
    (Suit, "lawsuit|litigation|suit"),
    (Kind, "applicant type|applicant category|applicant kind|applicant nature|applicantkind"),
    (
        Answered,
        "reply time|reply date|answer time|answer date|response time|response date|finish time|finish date|close date|closed date|replied|answered|completed",
    ),
    (
        Registered,
        "register time|register date|registered|accept time|accept date|accepted|registration date",
    ),
    (Received, "receive time|receive date|received|receipt date"),
    (
        Filed,
        "apply time|apply date|applied|submit time|submit date|submitted|application date|request date",
    ),
    (Detail, "reason|detail"),
    (Status, "status|state|progress"),
    (Result, "result|reply type|answer type|response type|decision|outcome|disclosure|handle type"),
    (Fee, "fee|charge|amount|cost"),
    (
        Number,
        "apply no|application no|reg no|request no|serial no|code no|number|applyno|apply id|application id|request id",
    ),
    (Contents, "content|title|subject|description|information"),
    (Note, "remark|note|comment|memo"),
    (Applicant, "applicant|requester|requestor|name"),
    (Serial, "no|id|index|seq"),
];

/// What a head in Latin letters means; `None` for one that has other letters or is not known.
pub fn meant(head: &str) -> Option<Field> {
    let letters = |c: char| c.is_ascii_alphabetic() || "_-. 0123456789()".contains(c);
    if !head.chars().all(letters) || !head.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let head = head.to_ascii_lowercase();
    let bare: String = head.chars().filter(char::is_ascii_alphabetic).collect();
    let initials = INITIALS.iter().find(|(_, list)| each(list).any(|word| word == bare));
    let english = || {
        let met = |item: &str| {
            item.split(' ').all(|word| match word.len() {
                0..=3 => head.split(|c: char| !c.is_ascii_alphabetic()).any(|part| part == word),
                _ => head.contains(word),
            })
        };
        ENGLISH.iter().find(|(_, list)| each(list).any(met))
    };
    initials.or_else(english).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_in_latin_letters() {
        for (head, field) in [
            ("SQRXM", Some(Applicant)),
            ("slrq", Some(Registered)),
            ("DF_JG", Some(Result)),
            ("applicant_name", Some(Applicant)),
            ("applicant_type", Some(Kind)),
            ("Received Date", Some(Received)),
            ("reply_type", Some(Result)),
            ("fee", Some(Fee)),
            ("apply_no", Some(Number)),
            ("mobile", Some(Other)),
            ("No.", Some(Serial)),
            ("weather", None),
            ("编号", None),
            ("2024", None),
        ] {
            assert_eq!(meant(head), field, "{head}");
        }
    }
}
