//! Where copies of one report differ: at which place, and which copy says what.

use report::Report;
use report::apart::{Difference, Edit, Kind, compare};

use crate::small;

/// One change: what is between the words that both begin with and those that both end with.
fn differ(old: &[&str], new: &[&str]) -> Vec<Edit> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = tail.take_while(|(a, b)| a == b).count();
    let edit = Edit { old: start..old.len() - end, new: start..new.len() - end };
    Some(edit).filter(|e| !e.old.is_empty() || !e.new.is_empty()).into_iter().collect()
}

/// A report with this text about problems and this one about other things.
fn copy(problems: &str, others: &str) -> Report {
    small::with(small::with(small::report("示例县教育局", 2023), "5", problems), "6", others)
}

fn only(copies: &[Report]) -> Difference {
    let mut found = compare(copies, differ).differences;
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

/// Words that only another copy has are where that one has them, and changed ones where the first has them.
#[test]
fn words_are_told_at_their_place() {
    let own = copy("解读形式不多。更新不及时。", "没有其他事项。");
    let more = copy("解读形式不多。更新不及时。人手不足。", "没有其他事项。");
    let other = copy("解读形式单一。更新不及时。", "没有其他事项。");
    for copies in [[own.clone(), more.clone()], [more.clone(), own.clone()], [own, other]] {
        let one = only(&copies);
        assert_eq!((one.kind, one.at.as_str()), (Kind::Text, "section:5"));
    }
}

/// A name that contains another one is the same agency where the copies have one title, and only there.
#[test]
fn agencies_are_the_same_under_one_title() {
    let copy = |agency: &str, title: &str| {
        let mut report = small::report("示例市教育局", 2023);
        report.preface.clear();
        (report.agency, report.title) = (agency.into(), title.into());
        report
    };
    let title = "2023年政府信息公开工作年度报告";
    let same = [copy("示例市教育局", title), copy("教育局", title)];
    assert!(compare(&same, differ).same);
    for other in [
        [copy("示例市教育局", ""), copy("教育局", "")],
        [copy("示例市教育局", title), copy("民政局", title)],
        [copy("示例市教育局", title), copy("教育局", "")],
    ] {
        let found = compare(&other, differ);
        assert!(!found.same, "{other:?}");
        assert_eq!(found.differences[0].at, "agency", "{:?}", found.differences);
    }
}
