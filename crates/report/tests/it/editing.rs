//! Editing a report: which changes join to one step, what is taken back, and where sections may go.

use report::next::moved_on;
use report::session::{Change, Field, Session, find, may_shift};
use report::{Report, form};

const RECEIVED: &str = "3.received.person";

fn report() -> Report {
    Report::new(form("2021").unwrap(), Some(2024), "青川县财政局")
}

fn cell(id: &str, value: &str) -> Change {
    Change::Cell(id.into(), value.into())
}

/// The number of steps that can be taken back.
fn steps(session: &mut Session) -> usize {
    let mut count = 0;
    while session.undo() {
        count += 1;
    }
    count
}

#[test]
fn typing_in_one_place_is_one_step_until_a_pause() {
    let mut session = Session::new(report());
    assert!(session.apply(cell(RECEIVED, "1")) && session.apply(cell(RECEIVED, "12")));
    assert!(!session.apply(cell(RECEIVED, "12")), "nothing changes");
    session.pause();
    assert!(session.apply(cell(RECEIVED, "123")) && session.apply(Change::Text(0, "甲".into())));
    assert!(session.apply(Change::Text(1, "乙".into())));
    assert!(session.undo() && session.undo() && session.undo());
    assert_eq!(session.report().cell(RECEIVED), "12");
    let filled = Some("填写“本年新收政府信息公开申请数量·自然人”");
    assert_eq!((session.next_undo(), session.next_redo()), (filled, filled));
    assert!(session.redo());
    assert_eq!(session.report().cell(RECEIVED), "123");
    assert!(session.apply(cell(RECEIVED, "7")) && !session.redo());
    assert_eq!(steps(&mut session), 3);
    assert!(session.report() == &report() && session.next_undo().is_none());
    assert!(Session::new(report()).next_redo().is_none());
}

#[test]
fn what_was_typed_and_deleted_again_is_no_step() {
    let mut session = Session::new(report());
    session.apply(cell(RECEIVED, "1"));
    session.apply(cell(RECEIVED, ""));
    assert!(session.report() == &report() && !session.undo());
}

#[test]
fn only_so_many_steps_are_kept() {
    let mut session = Session::new(report());
    for n in 0..501 {
        session.apply(Change::Published(n.to_string()));
        session.pause();
    }
    assert_eq!(steps(&mut session), 500);
    assert_eq!(session.report().published, "0");
}

#[test]
fn the_title_follows_agency_and_year_unless_it_is_the_writers_own() {
    let mut session = Session::new(report());
    session.apply(Change::Agency("青川县民政局".into()));
    session.apply(Change::Year(Some(2023)));
    assert_eq!(session.report().title, "青川县民政局2023年政府信息公开工作年度报告");
    session.apply(Change::Title("我们的报告".into()));
    session.apply(Change::Agency("青川县教育局".into()));
    assert_eq!(session.report().title, "我们的报告");
}

#[test]
fn what_does_not_exist_is_not_changed() {
    let mut session = Session::new(report());
    let count = session.report().sections.len();
    let section = session.report().sections[0].clone();
    for change in [
        cell("3.nothing", "1"),
        Change::Text(count, "甲".into()),
        Change::Heading(count, "甲".into()),
        Change::RemoveSection(count),
        Change::AddSection(count + 1, section.clone()),
        Change::Together(vec![cell(RECEIVED, "")]),
        Change::Together(Vec::new()),
    ] {
        assert!(!session.apply(change.clone()), "{change:?}");
    }
    assert!(session.apply(Change::AddSection(count, section)));
    assert!(session.apply(Change::Together(vec![cell("3.nothing", "1"), cell(RECEIVED, "2")])));
    assert_eq!(
        (session.report().sections.len(), session.report().cell(RECEIVED)),
        (count + 1, "2")
    );
}

#[test]
fn only_blank_cells_are_filled_from_last_year() {
    let mut last = Report::new(form("2021").unwrap(), Some(2023), "青川县财政局");
    assert!(Change::from_last_year(&report(), &last).is_none());
    last.cells.insert("3.carried_out.person".into(), "4".into());
    last.cells.insert("3.carried_out.total".into(), "4".into());
    let mut now = report();
    now.cells.insert("3.carried_in.person".into(), "3".into());
    let mut session = Session::new(now);
    assert!(session.apply(Change::from_last_year(session.report(), &last).unwrap()));
    let filled = ["3.carried_in.person", "3.carried_in.total"].map(|id| session.report().cell(id));
    assert_eq!(filled, ["3", "4"]);
    assert!(Change::from_last_year(session.report(), &last).is_none());
}

#[test]
fn words_are_found_in_every_text() {
    let mut report = report();
    report.preface = "公开公开".into();
    report.sections[1].text = "公开".into();
    let own: Vec<(Field, usize)> = find(&report, "公开")
        .into_iter()
        .filter(|(f, _)| matches!(f, Field::Preface | Field::Text(_)))
        .collect();
    assert_eq!(own, [(Field::Preface, 0), (Field::Preface, 6), (Field::Text(1), 0)]);
    assert!(find(&report, "").is_empty() && find(&report, "没有这些字").is_empty());
    let fields = Field::all(&report).count();
    assert_eq!(fields, 2 + 2 * report.sections.len());
    assert_eq!(Field::Text(99).text(&report), "");
}

fn headings(report: &Report) -> Vec<&str> {
    report.sections.iter().map(|s| s.heading.as_str()).collect()
}

fn after(report: &Report, change: Change) -> Report {
    let mut session = Session::new(report.clone());
    assert!(session.apply(change));
    session.report().clone()
}

#[test]
fn sections_keep_their_numbers_in_order() {
    let all = report();
    let without = after(&all, Change::remove(&all, 2).unwrap());
    let numerals: Vec<String> =
        headings(&without).iter().map(|h| h.chars().take(2).collect()).collect();
    assert_eq!(numerals, ["一、", "二、", "三、", "四、", "五、"]);
    assert!(Change::remove(&without, 5).is_none() && Change::remove(&without, 4).is_some());
    for (i, section) in all.form.sections.iter().enumerate() {
        let less = after(&all, Change::remove(&all, i).unwrap());
        let again = after(&less, Change::add_known(&less, section.id).unwrap());
        assert_eq!(headings(&again), headings(&all), "{}", section.id);
    }
    assert!(Change::add_known(&all, "nothing").is_none());
}

#[test]
fn sections_move_where_the_form_lets_them() {
    let mut free = Report::new(form("2014").unwrap(), Some(2016), "青川县财政局");
    let last = free.sections.len() - 1;
    assert!(may_shift(&free, 0, true) && !may_shift(&free, 0, false));
    assert!(may_shift(&free, last, false) && !may_shift(&free, last, true));
    let down = after(&free, Change::shift(&free, 0, true).unwrap());
    assert_eq!(down.sections[1].id, free.sections[0].id);
    let up = after(&down, Change::shift(&down, 1, false).unwrap());
    assert_eq!(headings(&up), headings(&free));
    let own = after(&free, Change::add_own(&free, 0).unwrap());
    assert_eq!((own.sections.len(), own.sections[1].id.as_deref()), (last + 2, None));
    assert!(
        own.sections[1].heading.starts_with("二、") && own.sections[2].heading.starts_with("三、")
    );
    let end = after(&free, Change::add_own(&free, last).unwrap());
    assert_eq!(end.sections[last + 1].id, None);
    // Headings without numbers stay as they are.
    free.sections[0].heading = "概述".into();
    let less = after(&free, Change::remove(&free, 1).unwrap());
    assert_eq!(less.sections[0].heading, "概述");
    let fixed = report();
    assert!(!may_shift(&fixed, 0, true) && Change::add_own(&fixed, 0).is_none());
    let mut swapped = fixed.clone();
    swapped.sections.swap(0, 1);
    assert!(may_shift(&swapped, 0, true) && may_shift(&swapped, 1, false));
}

#[test]
fn years_near_the_reports_own_move_on_as_they_are_written() {
    for (text, moved) in [
        ("2021年、2022年、2023年、2024年、2025年", "2021年、2024年、2025年、2026年、2025年"),
        ("二〇二三年和二零二三年", "二〇二五年和二零二五年"),
        ("二○二二年", "二○二四年"),
        ("没有年份，2023", "没有年份，2023"),
    ] {
        assert_eq!(moved_on(text, 2023, 2025).0, moved);
    }
    assert_eq!(moved_on("二〇一九年", 2019, 2020).0, "二〇二〇年");
    assert_eq!(moved_on("2023年", 2023, 2021).0, "2021年");
}
