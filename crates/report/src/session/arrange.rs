//! The order of a report's sections: adding, removing, moving. If the headings were numbered in
//! order before, the same step renumbers them.

use super::Change;
use crate::form::Headings;
use crate::report::{Report, Section};
use crate::text::{self, Numeral};

impl Change {
    /// Adds a section of the form at the form's position.
    pub fn add_known(report: &Report, id: &str) -> Option<Change> {
        let order = |id: &str| report.form.sections.iter().position(|s| s.id == id);
        let own = order(id)?;
        let earlier = |s: &Section| s.id.as_deref().and_then(order).is_some_and(|o| o < own);
        let at = report.sections.iter().rposition(earlier).map_or(0, |i| i + 1);
        let heading = report.form.sections[own].heading;
        Some(add(report, at, Some(id.to_string()), heading, format!("增加“{heading}”")))
    }

    /// Adds a section of the writer's own, without a title, after another one; `None` if the form
    /// prescribes the sections.
    pub fn add_own(report: &Report, behind: usize) -> Option<Change> {
        let at = (behind + 1).min(report.sections.len());
        (report.form.headings == Headings::Free)
            .then(|| add(report, at, None, "", "增加一个部分".into()))
    }

    /// Removes a section.
    pub fn remove(report: &Report, index: usize) -> Option<Change> {
        let mut after = report.sections.clone();
        let section = (index < after.len()).then(|| after.remove(index))?;
        let name = format!("删除“{}”", text::without_numeral(&section.heading));
        Some(step(report, name, vec![Change::RemoveSection(index)], &after))
    }

    /// Moves a section one place up or down; `None` if that is not allowed ([`may_shift`]).
    pub fn shift(report: &Report, index: usize, down: bool) -> Option<Change> {
        if !may_shift(report, index, down) {
            return None;
        }
        let other = if down { index + 1 } else { index - 1 };
        let mut after = report.sections.clone();
        after.swap(index, other);
        let section = &report.sections[index];
        let way = if down { "下移" } else { "上移" };
        let name = format!("{way}“{}”", text::without_numeral(&section.heading));
        let moves = vec![Change::RemoveSection(index), Change::AddSection(other, section.clone())];
        Some(step(report, name, moves, &after))
    }
}

/// Whether a section may move one place up or down: not beyond the ends, and not out of an order
/// that the form prescribes.
pub fn may_shift(report: &Report, index: usize, down: bool) -> bool {
    let Some(upper) = (if down { Some(index) } else { index.checked_sub(1) }) else { return false };
    let (Some(a), Some(b)) = (report.sections.get(upper), report.sections.get(upper + 1)) else {
        return false;
    };
    let known = report.form.sections;
    let order = |s: &Section| known.iter().position(|k| s.id.as_deref() == Some(k.id));
    let order = |s: &Section| order(s).unwrap_or(known.len());
    report.form.headings == Headings::Free || order(a) >= order(b)
}

fn add(report: &Report, at: usize, id: Option<String>, heading: &str, name: String) -> Change {
    let heading = format!("{}、{heading}", text::chinese_numeral(at + 1));
    let section = Section { id, heading, text: String::new() };
    let mut after = report.sections.clone();
    after.insert(at, section.clone());
    step(report, name, vec![Change::AddSection(at, section)], &after)
}

/// The changes, together with the renumbering of headings that they need. The marks of figures that
/// are last year's go with their texts.
fn step(report: &Report, name: String, mut changes: Vec<Change>, after: &[Section]) -> Change {
    if in_order(&report.sections) {
        changes.extend(after.iter().enumerate().filter_map(|(i, section)| {
            let (Numeral::Section(n), rest) = text::split_numeral(&section.heading)? else {
                return None;
            };
            let right = i as u64 + 1;
            (n != right)
                .then(|| Change::Heading(i, format!("{}、{rest}", text::chinese_numeral(i + 1))))
        }));
    }
    if !report.carried.is_empty() {
        let moved = Report { sections: after.to_vec(), ..report.clone() };
        changes.push(Change::Carried(report.carried_into(&moved)));
    }
    Change::Named(name, changes)
}

/// Whether all headings are numbered in order from 一.
fn in_order(sections: &[Section]) -> bool {
    sections.iter().enumerate().all(|(i, section)| {
        let numeral = text::split_numeral(&section.heading).map(|(numeral, _)| numeral);
        numeral == Some(Numeral::Section(i as u64 + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;

    fn headings(report: &Report) -> Vec<&str> {
        report.sections.iter().map(|s| s.heading.as_str()).collect()
    }

    fn after(report: &Report, change: Option<Change>) -> Report {
        let mut session = Session::new(report.clone());
        assert!(session.apply(change.unwrap()));
        session.report().clone()
    }

    #[test]
    fn numerals_follow_the_order_where_they_did_before() {
        let form = crate::form_for_year(2017);
        let mut report = Report::new(form, Some(2017), "示例市档案局");
        report.sections.truncate(3);
        let moved = after(&report, Change::shift(&report, 2, false));
        assert_eq!(
            headings(&moved),
            ["一、概述", "二、政府信息依申请公开情况", "三、政府信息主动公开情况"]
        );
        assert!(Change::shift(&report, 2, true).is_none());
        let more = after(&report, Change::add_own(&report, 0));
        assert_eq!(headings(&more)[1..3], ["二、", "三、政府信息主动公开情况"]);
        let less = after(&report, Change::remove(&report, 0));
        assert_eq!(headings(&less)[0], "一、政府信息主动公开情况");
        report.sections[1].heading = "五、政府信息主动公开情况".into();
        let moved = after(&report, Change::shift(&report, 2, false));
        assert_eq!(headings(&moved)[1], "三、政府信息依申请公开情况");
    }

    #[test]
    fn a_prescribed_order_can_be_restored_but_not_left() {
        let form = crate::form_for_year(2024);
        let mut report = Report::new(form, Some(2024), "示例市财政局");
        assert!(Change::shift(&report, 0, true).is_none());
        assert!(Change::add_own(&report, 0).is_none());
        report.sections.swap(4, 5);
        assert!(Change::shift(&report, 4, true).is_some());
        let all = report.clone();
        let without = after(&all, Change::remove(&all, 2));
        let again = after(&without, Change::add_known(&without, "3"));
        assert_eq!(again.place(2), "3");
    }
}
