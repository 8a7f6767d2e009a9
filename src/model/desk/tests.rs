//! The list of the desk.

use super::*;

const ALL: Filter =
    Filter { words: String::new(), state: StateFilter::Any, rule: None, form: None, year: None };

fn row(agency: &str, year: u16, findings: &[(&str, &str)]) -> String {
    let findings: Vec<String> = findings
        .iter()
        .map(|(rule, severity)| {
            format!(
                r#"{{"rule":"{rule}","severity":"{severity}","at":"x","message":"","cells":[]}}"#
            )
        })
        .collect();
    format!(
        r#"{{"file":"区/{agency}.docx","agency":"{agency}","year":{year},"form":"2021","findings":[{}]}}"#,
        findings.join(",")
    )
}

fn desk() -> Desk {
    let mut desk = Desk::default();
    desk.take(0, [row("甲局", 2024, &[("E-01", "warning"), ("C-01", "error")])]);
    desk.take(2, [row("乙局", 2023, &[("C-01", "error"), ("C-01", "error")])]);
    desk.take(1, [row("丙局", 2024, &[("H-01", "hint")])]);
    let failed = r#"{"file":"坏.docx","error":{"code":"damaged","message":"读不出来"},
        "agency":"","year":null,"form":"","findings":[]}"#;
    desk.take(3, [failed.to_string()]);
    desk
}

#[test]
fn the_worst_stands_first_and_what_could_not_be_read_last() {
    let desk = desk();
    let shown = desk.shown(&Filter::default(), Sort::Worst);
    assert_eq!(shown, [(2, 0), (0, 0), (1, 0), (3, 0)]);
    assert_eq!(desk.get((3, 0)).map(|e| e.unit.as_str()), Some("坏.docx"));
    let years = desk.shown(&Filter::default(), Sort::Year);
    assert_eq!(years[2..], [(2, 0), (3, 0)]);
}

#[test]
fn columns_are_the_broken_rules_of_what_is_shown() {
    let desk = desk();
    let all = desk.shown(&Filter::default(), Sort::File);
    let columns = desk.columns(&all);
    let names: Vec<&str> = columns.iter().map(|c| c.rule.as_str()).collect();
    assert_eq!(names, ["C-01", "E-01", "H-01"]);
    assert_eq!((columns[0].places, columns[0].reports), (3, 2));
    let filter = Filter { year: Some(2023), ..Filter::default() };
    assert_eq!(desk.columns(&desk.shown(&filter, Sort::File)).len(), 1);
}

#[test]
fn a_report_with_blank_cells_is_not_clean_and_guessed_heads_are_named() {
    let mut desk = desk();
    let more = r#""progress":{"filled":7,"cells":200},"notes":[
        {"level":"guessed","message":"","where":"年度"},
        {"level":"guessed","message":"","where":"机关类别"},
        {"level":"lost","message":"","where":"标题"}],"findings""#;
    desk.take(4, [row("丁局", 2024, &[]).replace("\"findings\"", more)]);
    let entry = desk.get((4, 0)).unwrap();
    assert_eq!(entry.guessed, ["年度"]);
    assert_eq!(entry.blank.as_deref(), Some("已填 7/200"));
    assert_eq!(
        (desk.count(StateFilter::Blank, &ALL), desk.count(StateFilter::Clean, &ALL)),
        (1, 1)
    );
}

#[test]
fn filters_are_held_together() {
    let desk = desk();
    let shown = |filter: Filter| desk.shown(&filter, Sort::File);
    let clean = Filter { state: StateFilter::Clean, ..Filter::default() };
    assert_eq!(shown(clean), [(1, 0)]);
    let words = Filter { words: "区 局".into(), ..Filter::default() };
    assert_eq!(shown(words).len(), 3);
    let both = Filter { words: "甲".into(), rule: Some("H-01".into()), ..Filter::default() };
    assert_eq!(shown(both), []);
    assert_eq!(desk.count(StateFilter::Unread, &ALL), 1);
    assert_eq!(desk.count(StateFilter::Has(Severity::Error), &ALL), 2);
}

/// A row that cannot be understood is not left out.
#[test]
fn a_text_that_is_no_row_is_shown_as_unread() {
    let mut desk = desk();
    let other = row("丁局", 2024, &[]).replace("2024", "\"二〇二四\"");
    desk.take(4, [row("甲局", 2023, &[]), other, String::new()]);
    let entries: Vec<&Entry> = (0..3).filter_map(|part| desk.get((4, part))).collect();
    let unread: Vec<bool> = entries.iter().map(|e| e.error.is_some()).collect();
    assert_eq!(unread, [false, true, true]);
    assert_eq!(entries[1].unit, "第 5 个文件");
    assert_eq!(desk.count(StateFilter::Unread, &ALL), 3);
}

#[test]
fn a_file_checked_again_takes_the_place_of_what_was_there() {
    let mut desk = desk();
    desk.take(0, [row("甲局", 2024, &[])]);
    assert_eq!(desk.count(StateFilter::Clean, &ALL), 2);
    assert_eq!(desk.all().count(), 4);
}

/// A report in two files, a unit that is not on the list, and one that has not reported.
#[test]
fn the_same_report_is_marked_and_counted_once() {
    let mut desk = Desk::default();
    let version = |derived: u32, figures: u32| {
        format!(
            r#""version":{{"blank":0,"doubts":0,"derived":{derived},"figures":{figures}}},"findings""#
        )
    };
    let file = |name: &str, row: String| row.replace("区/甲局.docx", name);
    let found = [("C-01", "error")];
    let pdf = row("甲局", 2024, &found).replace("\"findings\"", &version(5, 2));
    let word = row("甲局", 2024, &found).replace("\"findings\"", &version(0, 1));
    desk.take(0, [file("甲.pdf", pdf)]);
    desk.take(1, [file("甲.docx", word)]);
    desk.take(2, [row("甲局", 2023, &[])]);
    desk.take(3, [row("乙局", 2024, &[])]);
    let failed =
        r#"{"file":"丙局2024.pdf","error":{"code":"damaged","message":"读不出来"},"agency":""}"#;
    desk.take(4, [failed.to_string()]);
    let names = ["甲局", "丙局", "丁局"].map(String::from).into();
    desk.compare(Some(&Expected { names, year: Some(2024) }));
    let mark = |at: At| desk.marks().get(at).cloned().unwrap();
    assert_eq!((mark((0, 0)).taken, mark((0, 0)).files, mark((0, 0)).differs), ((1, 0), 2, true));
    assert_eq!((mark((1, 0)).taken, mark((1, 0)).differs), ((1, 0), false));
    assert_eq!((mark((2, 0)).files, mark((2, 0)).unlisted), (1, false));
    assert!(mark((3, 0)).unlisted && !mark((0, 0)).unlisted);
    let count = |state| desk.count(state, &ALL);
    assert_eq!([count(StateFilter::Repeated), count(StateFilter::Unlisted)], [1, 1]);
    // The unit of the unread file has sent something.
    let marks = desk.marks();
    assert_eq!(marks.unread, [Unread { at: (4, 0), unit: "丙局".into() }]);
    let told = "2024年度应报送 3 个单位：已报送 1 个，未报送 1 个，文件读不了 1 个";
    assert_eq!((marks.summary().as_str(), count(StateFilter::Absent)), (told, 1));
    let absent = |filter: Filter| desk.absent(&filter);
    assert_eq!(absent(Filter::default()), ["丁局"]);
    let none: [&str; 0] = [];
    assert_eq!(absent(Filter { year: Some(2023), ..Filter::default() }), none);
    assert_eq!(absent(Filter { words: "丙".into(), ..Filter::default() }), none);
    assert_eq!(absent(Filter { state: StateFilter::Clean, ..Filter::default() }), none);
    // Whatever file is shown, its report is the one of the file that counts.
    assert_eq!(desk.reports(&[(0, 0), (4, 0)]), [(1, 0)]);
    assert_eq!(desk.marks().whole(&[(0, 0), (3, 0)]), [(0, 0), (1, 0), (3, 0)]);
    let columns = desk.columns(&[(0, 0), (1, 0)]);
    assert_eq!((columns[0].places, columns[0].reports), (2, 1));
    // Another file: nothing is said of anybody until it is compared.
    desk.take(5, [row("丁局", 2024, &[])]);
    let none = [StateFilter::Absent, StateFilter::Repeated].map(|state| desk.count(state, &ALL));
    assert_eq!(none, [0, 0]);
}

/// A desk with a report of 甲局 in two files, of which the second counts, and reports of other years.
fn copies() -> Desk {
    let version = |derived: u32, corrected: bool| {
        format!(r#""version":{{"derived":{derived},"corrected":{corrected}}},"findings""#)
    };
    let bad = [("C-01", "error"), ("C-01", "error")];
    let mut desk = Desk::default();
    desk.take(0, [row("甲局", 2024, &bad).replace("\"findings\"", &version(5, false))]);
    desk.take(1, [row("甲局", 2024, &[]).replace("\"findings\"", &version(0, false))]);
    desk.take(2, [row("乙局", 2024, &[("C-01", "error")])]);
    desk.take(3, [row("乙局", 2023, &bad)]);
    desk.take(4, [r#"{"file":"坏.docx","error":{"code":"damaged","message":""}}"#.to_string()]);
    desk.compare(Some(&Expected::default()));
    desk
}

/// Chips count what the list shows: reports, once each, that pass the other filters.
#[test]
fn chips_count_reports_of_the_chosen_year() {
    let desk = copies();
    let error = StateFilter::Has(Severity::Error);
    let of_2024 = Filter { year: Some(2024), ..ALL };
    for (filter, counts) in [(ALL, [2, 1, 4]), (of_2024, [1, 1, 3])] {
        let states = [error, StateFilter::Clean, StateFilter::Any];
        assert_eq!(states.map(|state| desk.count(state, &filter)), counts);
        for state in [error, StateFilter::Clean] {
            let shown = desk.shown(&Filter { state, ..filter.clone() }, Sort::Worst);
            assert_eq!(shown.len(), desk.count(state, &filter));
        }
    }
    // Nobody knows of which year a file is that could not be read.
    let of_2023 = Filter { year: Some(2023), ..ALL };
    assert_eq!(desk.shown(&of_2023, Sort::Worst), [(3, 0), (4, 0)]);
}

#[test]
fn a_file_that_does_not_count_stands_behind_the_one_that_does() {
    let desk = copies();
    let shown = |sort| desk.shown(&ALL, sort);
    assert_eq!(shown(Sort::Worst), [(3, 0), (2, 0), (1, 0), (0, 0), (4, 0)]);
    assert_eq!(shown(Sort::File), [(1, 0), (0, 0), (2, 0), (3, 0), (4, 0)]);
    assert_eq!(shown(Sort::Unit)[2..4], [(1, 0), (0, 0)]);
}

/// A corrected report stands in the place of its row until it is given up.
#[test]
fn a_corrected_report_replaces_its_row() {
    let mut desk = copies();
    desk.correct((2, 0), 5);
    // Its row is still to come.
    assert_eq!(desk.shown(&ALL, Sort::File).len(), 5);
    let corrected = r#""version":{"corrected":true},"findings""#;
    desk.take(5, [row("乙局", 2024, &[]).replace("\"findings\"", corrected)]);
    desk.compare(Some(&Expected::default()));
    assert_eq!(desk.shown(&ALL, Sort::File), [(1, 0), (0, 0), (5, 0), (3, 0), (4, 0)]);
    assert_eq!(desk.count(StateFilter::Has(Severity::Error), &ALL), 1);
    assert!(desk.has_corrections(2) && desk.has_corrections(5) && !desk.has_corrections(3));
    assert_eq!(desk.restore(5), Some((2, 0)));
    desk.compare(Some(&Expected::default()));
    assert_eq!(desk.count(StateFilter::Has(Severity::Error), &ALL), 2);
}
