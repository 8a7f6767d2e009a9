//! Reviews and suits: how they ended, and where table 4 counts them (rules R08, R19, R20).

use report::text::key;

use crate::blank::is_nothing;
use crate::words::has;

/// The columns of table 4.
pub const OUTCOMES: [&str; 5] = ["upheld", "corrected", "other", "pending", "total"];
/// Their heads.
pub const LABELS: [&str; 4] = ["结果维持", "结果纠正", "其他结果", "尚未审结"];

/// How cases end, by words; the first that fits counts. The position is that in [`OUTCOMES`].
const WORDS: &[(usize, &[&str])] = &[
    (
        3,
        &[
            "审理中",
            "未开庭",
            "待开庭",
            "未审结",
            "未结",
            "尚未",
            "审查中",
            "正在",
            "待审",
            "未判",
            "未裁",
            "已受理",
            "立案中",
            "在审",
            "办理中",
            "未作出",
        ],
    ),
    (
        2,
        &[
            "撤回",
            "终止",
            "不予受理",
            "不受理",
            "调解",
            "和解",
            "撤诉",
            "驳回起诉",
            "驳回了起诉",
            "不予立案",
            "不予审理",
            "按撤",
            "其他结果",
        ],
    ),
    (
        0,
        &[
            "驳回诉讼请求",
            "驳回原告诉讼请求",
            "驳回其诉讼请求",
            "驳回原告",
            "驳回复议请求",
            "驳回上诉",
            "判决驳回",
            "维持",
        ],
    ),
    (
        1,
        &[
            "确认违法",
            "撤销",
            "责令",
            "变更",
            "纠正",
            "纠错",
            "确认无效",
            "败诉",
            "限期履行",
            "履行职责",
            "限期答复",
        ],
    ),
];

/// How a text says that a case ended, by the position in [`OUTCOMES`]; `None` if it does not.
pub fn outcome(text: &str) -> Option<usize> {
    let text = key(text);
    // Of two instances the later one, which a text names last, decides.
    let parts: Vec<&str> = text.split(['；', ';', '。']).filter(|p| !p.is_empty()).collect();
    let second = parts.iter().rev().find(|p| p.contains("二审") || p.contains("再审"));
    let text = match text.rfind("二审") {
        Some(at) => &text[at..],
        None => second.copied().unwrap_or(&text),
    };
    let sustained = text.contains("驳回上诉") && !text.contains("维持");
    if sustained {
        return None;
    }
    // 复议中, 二审中
    if text.ends_with('中') && text.chars().count() <= 6 {
        return Some(3);
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    WORDS.iter().find(|(_, words)| has(words)).map(|(outcome, _)| *outcome)
}

/// A case of review or suit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Case {
    /// The row of table 4: `review`, `direct` or `after`.
    pub row: &'static str,
    /// The position in [`OUTCOMES`]; `None` if it must be asked.
    pub outcome: Option<usize>,
}

/// The cases that a row names: texts of its columns for reviews, for suits, and for both.
pub fn cases(review: &[&str], suit: &[&str], both: &[&str]) -> Vec<Case> {
    let (mut reviews, mut suits) = (real(review), real(suit));
    for text in both {
        for part in text.split(['；', ';', '。', '\n', '，', ',']) {
            let part = part.trim();
            let is_suit = ["诉讼", "起诉", "一审", "二审", "法院", "判决", "裁定", "应诉"]
                .iter()
                .any(|w| part.contains(w));
            // `复议维持后起诉` names both.
            let (before, behind) = part.split_once('后').unwrap_or((part, ""));
            let both = is_suit && before.contains("复议") && outcome(before).is_some();
            if both && !behind.is_empty() {
                reviews.push(before);
                suits.push(behind);
                continue;
            }
            match (is_suit, part.contains("复议")) {
                (true, _) => suits.push(part),
                (false, true) => reviews.push(part),
                // 维持 after 行政复议： belongs to what is before it.
                (false, false) if outcome(part).is_some() && !suits.is_empty() => suits.push(part),
                (false, false) if outcome(part).is_some() && !reviews.is_empty() => {
                    reviews.push(part)
                }
                _ => {}
            }
        }
    }
    let mut cases = Vec::new();
    if !denied(&mut reviews) && !acts_as_reviewer(&reviews) {
        cases.push(Case { row: "review", outcome: first(&reviews) });
    }
    if !denied(&mut suits) && !acts_as_reviewer(&suits) {
        let all = key(&suits.concat());
        let direct =
            all.contains("直接") || all.contains("未经复议") || all.contains("未经行政复议");
        let after = all.contains("复议后")
            || all.contains("经复议")
            || all.contains("不服复议")
            || !cases.is_empty();
        let row = if direct {
            "direct"
        } else if after {
            "after"
        } else {
            "direct"
        };
        cases.push(Case { row, outcome: first(&suits) });
    }
    cases
}

/// Whether a remark is about a review or suit that there was, not about the right to one, and not
/// about an answer that was given again after it, which is asked about elsewhere.
pub fn names_case(text: &str) -> bool {
    has(text, "复议|诉讼|起诉|法院|应诉")
        && !has(
            text,
            "权利|告知|可以|可向|可申请|途径|期限|救济|如不服|重新答复|重新作出|重新办理|重新处理|重作",
        )
}

/// The texts that say something.
fn real<'a>(texts: &[&'a str]) -> Vec<&'a str> {
    texts.iter().copied().filter(|text| !is_nothing(&key(text))).collect()
}

/// Whether nothing, or that there was none, is said.
fn denied(texts: &mut Vec<&str>) -> bool {
    texts.retain(|text| {
        let text = key(text);
        !["未申请", "未提起", "未复议", "未起诉", "无复议", "无诉讼", "未诉讼", "未发生", "无行政"]
            .iter()
            .any(|no| text.contains(no))
    });
    texts.is_empty()
}

/// Whether the office takes part as the body of review, and so did not act itself.
pub fn acts_as_reviewer(texts: &[&str]) -> bool {
    texts.iter().any(|text| {
        let text = key(text);
        text == "复议机关" || text.contains("(复议机关)") || text.contains("为复议机关")
    })
}

fn first(texts: &[&str]) -> Option<usize> {
    let found: Vec<usize> = texts.iter().filter_map(|text| outcome(text)).collect();
    let same = found.windows(2).all(|two| two[0] == two[1]);
    found.first().copied().filter(|_| same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_and_how_they_ended() {
        let case = |row, outcome| Case { row, outcome };
        assert_eq!(
            cases(&["复议维持"], &["复议后起诉，判决驳回原告诉讼请求"], &[]),
            [case("review", Some(0)), case("after", Some(0))]
        );
        assert_eq!(cases(&[], &["未经复议直接起诉-撤诉"], &[]), [case("direct", Some(2))]);
        assert_eq!(cases(&["申请人撤回复议，终止"], &["/"], &[]), [case("review", Some(2))]);
        assert_eq!(cases(&["是"], &["否"], &[]), [case("review", None)]);
        assert_eq!(cases(&["复议中"], &[], &[]), [case("review", Some(3))]);
        assert_eq!(
            cases(&["维持"], &["审理中"], &[]),
            [case("review", Some(0)), case("after", Some(3))]
        );
        assert_eq!(
            cases(&[], &[], &["行政复议：撤销；行政诉讼：驳回起诉"]),
            [case("review", Some(1)), case("after", Some(2))]
        );
        assert_eq!(
            cases(&[], &[], &["复议维持后起诉，判决驳回诉讼请求"]),
            [case("review", Some(0)), case("after", Some(0))]
        );
        assert_eq!(cases(&["无"], &["未起诉"], &["无"]), []);
        assert_eq!(cases(&[], &["一审维持，二审撤销"], &[]), [case("direct", Some(1))]);
    }
}
