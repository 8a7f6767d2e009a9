//! The same quantity told in the overview and in its own section of a report without a table: 概述 has
//! 行政复议4件, the section about reviews 行政复议2件.

use super::rows::{clause, stands_free};
use super::{Check, Context, Paragraph, at_words};
use crate::claims::is_ours;
use crate::figures::Figure;
use crate::finding::Finding;
use crate::words::has;

/// What is counted, and where its own section is.
struct Subject {
    name: &'static str,
    unit: &'static str,
    /// Ends of the words before the figure.
    ends: &'static [&'static str],
    /// Words of these that make it a part or another set.
    without: &'static [&'static str],
    /// A word in the heading of its own section.
    heading: &'static str,
}

#[rustfmt::skip]
const SUBJECTS: &[Subject] = &[
    Subject {
        name: "行政复议", unit: "件", heading: "复议",
        ends: &["行政复议", "行政复议案件", "行政复议申请"], without: &["诉", "后", "和", "与", "及", "审"],
    },
    Subject {
        name: "行政诉讼", unit: "件", heading: "诉讼",
        ends: &["行政诉讼", "行政诉讼案件"], without: &["后", "和", "与", "及", "、", "直接"],
    },
    Subject {
        name: "政府信息公开申请", unit: "件", heading: "依申请",
        ends: &["信息公开申请", "公开申请"],
        without: &["复", "答", "结", "公民", "企业", "法人", "网", "信函", "当面", "电", "传真", "撤", "不予", "自然人"],
    },
    Subject {
        name: "主动公开政府信息", unit: "条", heading: "主动公开",
        ends: &["主动公开政府信息", "主动公开信息", "主动公开各类政府信息"],
        without: &["网", "微", "报", "栏", "其他", "累计", "截至", "以来"],
    },
];

/// The findings for a report without a table.
pub(super) fn findings(check: &Check, context: &Context) -> Vec<Finding> {
    if !context.form.all_cells().is_empty() {
        return Vec::new();
    }
    SUBJECTS.iter().filter_map(|subject| wrong(check, context, subject)).collect()
}

/// The finding for a figure of the overview that its own section tells otherwise.
fn wrong(check: &Check, context: &Context, subject: &Subject) -> Option<Finding> {
    let paragraphs = context.paragraphs.iter().filter(|p| p.place != "preface");
    let told: Vec<(&Paragraph, &Figure)> = paragraphs
        .flat_map(|p| p.figures.iter().map(move |f| (p, f)))
        .filter(|(p, f)| f.unit == subject.unit && is_told(context, subject, p, f))
        .collect();
    let own = |p: &Paragraph| p.heading.contains(subject.heading);
    let (mut detail, mut overview): (Vec<_>, Vec<_>) = told.into_iter().partition(|(p, _)| own(p));
    detail.dedup_by_key(|(_, f)| f.value);
    overview.retain(|(p, _)| p.heading.contains("概述") || p.heading.contains("概况"));
    let ([(_, right)], [(here, figure)]) = (&detail[..], &overview[..]) else { return None };
    let (name, right) = (subject.name, right.value);
    let message = format!(
        "此处{name}为 {}{}，专门部分为 {right}{}，前后不一致。",
        figure.value, figure.unit, figure.unit
    );
    (figure.value != right).then(|| Finding {
        stated: Some(figure.value.to_string()),
        computed: Some(right.to_string()),
        ..at_words(check, here, &figure.whole, message)
    })
}

/// Whether a figure is all of a subject, of the reporting body in its year.
fn is_told(context: &Context, subject: &Subject, here: &Paragraph, figure: &Figure) -> bool {
    const COUNTING: [char; 6] = ['共', '了', '为', '有', '计', '的'];
    let before = &here.line[figure.sentence.start..figure.number.start];
    let said = clause(here, figure).trim_end().trim_end_matches(COUNTING);
    stands_free(figure)
        && subject.ends.iter().any(|w| said.ends_with(w))
        && !has(subject.without, said)
        && !has(&["上年", "去年", "比", "较", "以来", "累计"], before)
        && is_ours(context.report, before)
}
