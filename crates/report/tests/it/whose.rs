//! Whose report a document is, of which year, and what is none.

use report::document::{Block, CellRole, Document, Grid, GridCell, Note, NoteLevel, Role};
use report::recognize::{locate, recognize};

const PARTS: &str = "一、总体情况\n我局推进政务公开，工作平稳。\n二、存在问题\n公开不够及时。";

fn lines(text: &str) -> Document {
    let mut document = Document::default();
    for line in text.lines() {
        document.push(Role::Body, line);
    }
    document
}

/// The year that is read of a report with these lines at its head, and whether it is a guess.
fn year(head: &str) -> (Option<u16>, bool) {
    let (report, notes) = recognize(&lines(&format!("{head}\n{PARTS}")));
    let guessed = |n: &Note| n.level == NoteLevel::Guessed && n.place.as_deref() == Some("年度");
    (report.year, notes.iter().any(guessed))
}

#[test]
fn the_year_may_stand_alone_below_the_title() {
    let title = "示例县教育局政府信息公开工作年度报告";
    for below in ["（2017年度）", "2017年", "二〇一七年"] {
        assert_eq!(year(&format!("{title}\n{below}")), (Some(2017), false), "{below}");
    }
    // In a sentence it is a year of something.
    assert_eq!(year(&format!("{title}\n2017年印发的文件继续有效")), (Some(2017), true));
}

/// Whether a text without a title that has a table under these heads is taken for a comparison of
/// years.
fn compares(heads: &[&str]) -> bool {
    let mut document = lines("一、总体情况\n我局推进政务公开，工作平稳。");
    let row = |texts: &[&str]| texts.iter().map(|t| GridCell::new(CellRole::Value, *t)).collect();
    let rows = vec![row(heads), row(&["培训", "3", "2"])];
    document.blocks.push(Block::Grid(Grid { rows, ..Grid::default() }));
    locate(&document).other.is_some_and(|other| other.starts_with("几个年度"))
}

#[test]
fn a_table_that_compares_years_is_no_report() {
    assert!(compares(&["项目", "2022年", "2023年"]));
    assert!(!compares(&["项目", "2023年", "单位"]));
    assert!(!compares(&["项目", "2023年", "2023年"]));
}

/// A text without a title is asked in its own words; what it answers is a guess.
#[test]
fn the_words_of_a_text_say_whose_it_is() {
    let goes_on = "全年公开信息300条，没有收到申请。";
    for told in [
        format!("本报告由示例县教育局编制，统计期限为2024年1月1日至2024年12月31日。\n{PARTS}"),
        format!("现公布示例县教育局2024年政府信息公开工作年度报告。\n{PARTS}"),
        format!("一、总体情况\n2024年，示例县教育局坚持以公开促规范。{goes_on}"),
        format!("一、总体情况\n示例县教育局2024年以公开促规范。{goes_on}"),
        format!("{PARTS}\n示例县教育局\n2025年1月20日"),
    ] {
        let found = locate(&lines(&told));
        assert_eq!(found.report.agency, "示例县教育局", "{told}");
        let guessed = |n: &Note| {
            n.level == NoteLevel::Guessed && n.place.as_deref().is_some_and(|p| p.contains("机关"))
        };
        assert!(found.notes.iter().any(guessed), "{told}: {:?}", found.notes);
    }
    assert_eq!(recognize(&lines(PARTS)).0.agency, "");
}

#[test]
fn a_title_that_runs_on_is_set_apart() {
    let title = "示例县教育局2023年政府信息公开工作年度报告";
    let report = recognize(&lines(&format!("{title} 现予公布。\n{PARTS}"))).0;
    assert_eq!((&*report.title, &*report.agency), (title, "示例县教育局"));
    assert_eq!(report.preface, "现予公布。");
}
