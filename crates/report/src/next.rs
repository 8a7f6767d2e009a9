//! Beginning this year's report from last year's.

use crate::carried::carried;
use crate::drafting::moved_on;
use crate::report::{Report, Section};
use crate::session::{Change, Session};
use crate::text;

/// The report of the year after `last`, begun from it: its agency, level and texts; the years in the
/// texts are increased by one, and all their figures, dates and years are marked. The form is that of
/// the new year. Cells are blank but for those that must equal one of last year's. `None` while the
/// year is unknown.
pub fn next(last: &Report) -> Option<Report> {
    let year = last.year?.checked_add(1)?;
    let mut next = Report::new(crate::form_for_year(year), Some(year), &last.agency);
    next.level = last.level;
    next.preface = moved_on(&last.preface, year - 1, year);
    if next.form == last.form {
        next.sections = last.sections.clone();
    } else {
        for section in &mut next.sections {
            let title = text::without_numeral(&section.heading);
            let same = |s: &&Section| text::without_numeral(&s.heading) == title;
            section.text =
                last.sections.iter().find(same).map_or(String::new(), |s| s.text.clone());
        }
    }
    for section in &mut next.sections {
        section.text = moved_on(&section.text, year - 1, year);
    }
    next.carried = next.prose().flat_map(|(at, _, text)| carried(&at, text)).collect();
    let filled = Change::from_last_year(&next, last);
    let mut session = Session::new(next);
    if let Some(change) = filled {
        session.apply(change);
    }
    Some(session.report().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_marked_until_it_is_changed_or_confirmed() {
        let text = "收到25件，公开12件。";
        let mut report = Report::blank(crate::newest_form());
        report.carried = carried("1", text);
        assert_eq!(report.carried_in("1", text).len(), 2);
        assert_eq!(report.carried_in("2", text).len(), 0);
        let edited = "收到125件，公开12件。";
        let left = report.carried_in("1", edited);
        assert_eq!(left.iter().map(|r| &edited[r.clone()]).collect::<Vec<_>>(), ["12件"]);
        report.carried = report.without_carried("1", edited, &left[0]);
        assert_eq!(report.carried_in("1", edited), []);
    }

    #[test]
    fn the_next_year_takes_over_the_texts_and_marks_what_was_last_years() {
        let mut last = Report::new(crate::newest_form(), Some(2024), "示例市民政局");
        last.sections[0].text = "2024年收到25件。".into();
        let own = last.form.cell("3.carried_in.person").map(|c| c.id.clone());
        last.cells.insert("3.carried_out.person".into(), "4".into());
        let next = next(&last).expect("the year is known");
        assert_eq!(
            (next.year, next.title.as_str()),
            (Some(2025), "示例市民政局2025年政府信息公开工作年度报告")
        );
        assert_eq!(next.sections[0].text, "2025年收到25件。");
        assert_eq!(next.carried_in(&next.place(0), &next.sections[0].text).len(), 2);
        assert_eq!(own.map(|id| next.cell(&id).to_string()).as_deref(), Some("4"));
        assert_eq!(next.cells.len(), 1);
    }
}
