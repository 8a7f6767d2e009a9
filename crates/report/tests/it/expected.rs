//! The list of the units that are expected to report.

use report::document::{Block, CellRole, Document, Grid, GridCell, Role};
use report::expected::{Expected, Reported, RollCall, Seen, call, latest_year, names, names_in};

fn listed(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

fn called(list: &[&str], year: Option<u16>, seen: &[(&str, Option<u16>, &str)]) -> RollCall {
    // A file that names no agency is not read, unless its name says so.
    let seen = seen.iter().map(|(agency, year, file)| Seen {
        agency,
        year: *year,
        file,
        is_read: !agency.is_empty() || file.contains("已读"),
    });
    let seen: Vec<Seen> = seen.collect();
    call(&Expected { names: listed(list), year }, &seen)
}

fn states(call: &RollCall) -> Vec<Reported> {
    call.listed.iter().map(|one| one.state).collect()
}

#[test]
fn who_is_missing_and_who_was_not_expected() {
    let seen = [
        ("示例市水务局", Some(2024), "1.docx"),
        ("示例市教育局", Some(2023), "2.docx"),
        ("示例市民政局", Some(2024), "3.docx"),
        ("示例市民政局", Some(2024), "3.pdf"),
        ("示例市园林处", Some(2024), "4.docx"),
    ];
    let all = called(&["示例市水务局", "示例市教育局", "示例市 民政局"], Some(2024), &seen);
    assert_eq!(states(&all), [Reported::Yes(0), Reported::No, Reported::Yes(2)]);
    assert_eq!(all.absent().collect::<Vec<_>>(), ["示例市教育局"]);
    // The second file of a listed unit's report was expected, too.
    assert_eq!(all.unlisted, [4]);
}

/// A shorter name on the list is taken for the only unit that it can mean, and that is told.
#[test]
fn a_similar_name_is_no_accusation() {
    let seen = [
        ("示例市水务局", Some(2024), ""),
        ("示例市发展和改革委员会", Some(2024), ""),
        ("示例市东城区司法局", Some(2024), ""),
        ("示例市西城区司法局", Some(2024), ""),
    ];
    let all = called(&["水务局", "市发改委", "司法局", "市教育局"], None, &seen);
    let expected = [Reported::Perhaps(0), Reported::Perhaps(1), Reported::No, Reported::No];
    assert_eq!(states(&all), expected);
    assert_eq!(all.unlisted, [2, 3]);
    // Two names of the list for one unit: neither is sure.
    let both = called(&["水务局", "市水务局"], None, &seen[..1]);
    assert_eq!(states(&both), [Reported::No, Reported::No]);
}

/// A file that could not be read, or a report without agency, is not taken for none.
#[test]
fn a_file_with_the_units_name_is_there_though_unread() {
    let seen = [("", None, "报送/示例市水务局2024.pdf"), ("示例市教育局", None, "2.docx")];
    let all = called(&["示例市水务局", "示例市教育局"], Some(2024), &seen);
    assert_eq!(states(&all), [Reported::Unread(0), Reported::Yes(1)]);
    assert_eq!(all.unread, [(0, "示例市水务局".to_string())]);
    // It was read, but names no agency.
    let seen = [("", Some(2024), "已读/示例市水务局.docx")];
    let all = called(&["示例市水务局"], Some(2024), &seen);
    assert_eq!((states(&all), all.unread), (vec![Reported::Perhaps(0)], vec![]));
}

/// Whose file it is that could not be read: the longest name in its own counts, and a unit that has
/// another report of the year needs no second one.
#[test]
fn an_unread_file_is_of_the_unit_in_its_name() {
    let seen = [
        ("", None, "示例市东城区司法局.pdf"),
        ("", None, "示例市水务局（扫描）.pdf"),
        ("", None, "教育局2024/示例市教育局.doc"),
        ("", None, "封面.jpg"),
        ("示例市水务局", Some(2024), "水务.docx"),
        ("示例市教育局", Some(2023), "教育.docx"),
    ];
    let all = called(&["示例市司法局", "示例市东城区司法局", "东城区司法局"], Some(2024), &seen);
    let of = |at: usize, unit: &str| (at, unit.to_string());
    assert_eq!(all.unread, [of(0, "示例市东城区司法局"), of(2, "示例市教育局")]);
    assert_eq!(states(&all), [Reported::No, Reported::Unread(0), Reported::No]);
    // Without a list the units of other years are known.
    assert_eq!(called(&[], Some(2024), &seen).unread, [of(2, "示例市教育局")]);
}

#[test]
fn the_year_is_the_latest_that_many_have() {
    let years = |list: &[(u16, usize)]| {
        latest_year(list.iter().flat_map(|(year, n)| std::iter::repeat_n(*year, *n)))
    };
    assert_eq!(years(&[(2023, 50), (2024, 45)]), Some(2024));
    assert_eq!(years(&[(2023, 2), (2024, 50), (2042, 1)]), Some(2024));
    assert_eq!(years(&[]), None);
}

#[test]
fn names_are_read_from_what_offices_have() {
    let three = listed(&["示例市水务局", "示例市教育局", "供水集团"]);
    assert_eq!(
        names("应报送单位\n1. 示例市水务局\n2、示例市教育局\n\n（3）供水集团\n示例市教育局"),
        three
    );
    assert_eq!(
        names(
            "序号\t单位\t联系人\n1\t示例市水务局\t张三\n2\t示例市教育局\t李四\n3\t供水集团\t王五"
        ),
        three
    );
    assert_eq!(names("示例市水务局，12345\n示例市教育局，23456\n供水集团，34567"), three);
    assert_eq!(names("示例市水务局、示例市教育局、供水集团"), three);
    // A body of two names keeps its mark, and a list may begin without a head.
    assert_eq!(names("县委办公室、县政府办公室\n县水务局").len(), 2);
    assert_eq!(names("\n 12 \n"), [""; 0]);
    let cell = |text: &str| GridCell::new(CellRole::Value, text);
    let rows =
        [["序号", "单位名称"], ["1", "示例市水务局"], ["2", "示例市教育局"], ["3", "供水集团"]];
    let rows = rows.map(|row| Vec::from(row.map(cell))).into();
    let mut document = Document::default();
    document.push(Role::Title, "示例市应报送单位名单");
    document.blocks.push(Block::Grid(Grid { rows, ..Grid::default() }));
    assert_eq!(names_in(&document), three);
}
