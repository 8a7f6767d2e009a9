//! Documents as they occur: the same report in many layouts.

use report::compose::compose;
use report::document::{Block, Document, Grid, GridCell, NoteLevel, Role};
use report::recognize::{recognize, split_title};
use report::{FORMS, Report, newest_form};

use corpus::random::consistent;

fn lines(text: &str) -> Document {
    let mut document = Document::default();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        document.push(Role::Body, line);
    }
    document
}

/// The 2014 table of a report in a text layout: `row` prints label, unit and value.
fn with_table(report: &Report, row: impl Fn(&str, &str, &str) -> String) -> String {
    let mut text = format!("{}\n一、概述\n工作平稳。\n附件\n统计表\n", report.title);
    for r in report.form.tables[0].blocks[0].rows {
        text += &row(r.label, r.unit, report.cell(r.id));
        text.push('\n');
    }
    text
}

fn half(label: &str) -> (String, String) {
    let chars: Vec<char> = label.chars().collect();
    let middle = chars.len() / 2;
    (chars[..middle].iter().collect(), chars[middle..].iter().collect())
}

#[test]
fn a_table_in_text_is_read_in_every_layout() {
    type Layout = fn(&str, &str, &str) -> String;
    let layouts: [(&str, Layout); 6] = [
        ("tabs", |l, u, v| format!("{l}\t{u}\t{v}")),
        ("spaces", |l, u, v| format!("{l}  {u}  {v}")),
        ("one cell a line", |l, u, v| format!("{l}\n{u}\n{v}\n- 7 -")),
        ("label broken before the value", |l, u, v| {
            let (a, b) = half(l);
            format!("{a}\n{b}\t{u}\t{v}")
        }),
        ("label broken around the value", |l, u, v| {
            let (a, b) = half(l);
            format!("{a}\t{u}\t{v}\n{b}")
        }),
        ("spaced labels, half-width", |l, u, v| {
            let spaced: String = l.chars().flat_map(|c| [c, ' ']).collect();
            format!("{}\t{u}\t {v} ", spaced.replace('（', "(").replace('）', ")"))
        }),
    ];
    let report = consistent(report::form("2014").unwrap(), 99);
    for (name, layout) in layouts {
        let (read, notes) = recognize(&lines(&with_table(&report, layout)));
        assert_eq!(read.cells, report.cells, "{name}");
        assert!(notes.iter().all(|n| n.level == NoteLevel::Info), "{name}: {notes:?}");
        assert_eq!(read.sections.len(), 1, "{name}");
        assert_eq!(read.sections[0].text, "工作平稳。", "{name}");
    }
}

#[test]
fn cells_that_run_together_are_not_guessed() {
    let report = consistent(report::form("2014").unwrap(), 5);
    let text = with_table(&report, |l, u, v| format!("{l}{u}{v}")).replace('\n', "");
    let (read, notes) = recognize(&lines(&text));
    assert!(read.cells.is_empty());
    assert!(notes.iter().any(|n| n.level == NoteLevel::Lost));
}

#[test]
fn a_grid_is_read_with_extra_columns_rows_and_another_order() {
    let report = consistent(report::form("2014").unwrap(), 31);
    let cell = |text: &str| GridCell::new(Default::default(), text);
    let mut grid = Grid::default();
    grid.rows.push(vec![
        cell("序号"),
        cell("统计指标"),
        cell("单位"),
        cell("统计数"),
        cell("备注"),
    ]);
    let mut rows: Vec<_> = report.form.tables[0].blocks[0].rows.iter().collect();
    rows.swap(1, 2);
    for (i, r) in rows.iter().enumerate() {
        let number = (i + 1).to_string();
        grid.rows.push(vec![
            cell(&number),
            cell(r.label),
            cell(r.unit),
            cell(report.cell(r.id)),
            cell(""),
        ]);
    }
    grid.rows.push(vec![cell("66"), cell("省定补充指标数"), cell("件"), cell("12"), cell("")]);
    let mut document = lines("示例局2016年政府信息公开工作年度报告\n一、概述\n工作平稳。");
    document.blocks.push(Block::Grid(grid));
    let (read, notes) = recognize(&document);
    assert_eq!(read.cells, report.cells);
    assert_eq!(read.extra_rows.len(), 1);
    assert!(read.extra_rows[0].label.ends_with("省定补充指标数"));
    assert_eq!(notes.len(), 1);
}

#[test]
fn a_column_of_running_totals_is_kept_beside_the_cells() {
    let cell = |text: &str| GridCell::new(Default::default(), text);
    let report = consistent(report::form("2014").unwrap(), 8);
    let mut grid = Grid::default();
    grid.rows.push(["统计指标", "单位", "本年度", "历年累计"].map(cell).to_vec());
    for r in report.form.tables[0].blocks[0].rows {
        let total = if r.id == "3.1" { "77" } else { "" };
        grid.rows.push([r.label, r.unit, report.cell(r.id), total].map(cell).to_vec());
    }
    let mut document = lines("示例局2016年政府信息公开工作年度报告\n一、概述\n工作平稳。");
    document.blocks.push(Block::Grid(grid));
    let (read, _) = recognize(&document);
    assert_eq!(read.cells, report.cells);
    assert_eq!(read.extra_rows.len(), 1);
    assert_eq!(read.extra_rows[0].label, "收到申请数·历年累计");
}

/// Six numbers for seven columns cannot be assigned: none is read, and a note says so.
#[test]
fn numbers_that_fit_no_columns_are_said_to_be_left_out() {
    let report = consistent(report::form("2021").unwrap(), 17);
    let mut document = compose(&report);
    document.data = None;
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        grid.rows.retain(|row| row.iter().any(|c| c.cell.is_some()));
        for row in grid.rows.iter_mut().filter(|r| r.iter().any(|c| c.text.contains("重复申请")))
        {
            row.pop();
        }
    }
    let (read, notes) = recognize(&document);
    assert_eq!(read.cell("3.declined.repeat.person"), "");
    assert_eq!(read.cell("3.granted.person"), report.cell("3.granted.person"));
    let lost = notes.iter().any(|n| n.level == NoteLevel::Lost && n.message.contains("重复申请"));
    assert!(lost, "{notes:?}");
}

#[test]
fn titles() {
    for (title, agency, year) in [
        ("示例市司法局2017年政府信息公开工作年度报告", "示例市司法局", Some(2017)),
        ("2017年示例市司法局政府信息公开年度报告", "示例市司法局", Some(2017)),
        ("示例市司法局二〇一七年度政府信息公开工作年度报告", "示例市司法局", Some(2017)),
        ("示例市司法局 2017 年政府信息公开年报", "示例市司法局", Some(2017)),
        ("示例市司法局关于2017年政府信息公开工作情况的报告", "示例市司法局", Some(2017)),
        ("示例市司法局政府信息公开工作年度报告（2017年）", "示例市司法局", Some(2017)),
        ("示例市司法局政府信息公开工作年度报告", "示例市司法局", None),
    ] {
        assert_eq!(split_title(title), Some((agency.to_string(), year)), "{title}");
    }
    for line in ["政府信息公开工作平稳。", "一、概述", "根据《政府信息公开条例》编制报告。"]
    {
        assert_eq!(split_title(line), None, "{line}");
    }
}

#[test]
fn what_a_website_prints_around_the_report_is_told_apart() {
    let text = "当前位置：首页 > 政务公开\n索引号：012345\n发布时间：2018-03-20 10:00\n\
        示例局2017年政府信息公开工作年度报告\n前言。\n一、概述\n平稳。\n分享到：微信\n【打印本页】【关闭窗口】";
    let (report, notes) = recognize(&lines(text));
    assert_eq!(report.title, "示例局2017年政府信息公开工作年度报告");
    assert_eq!(report.published, "2018-03-20");
    assert_eq!(report.sections[0].text, "平稳。");
    let lost: Vec<_> = notes.iter().filter(|n| n.message.contains("没有列入")).collect();
    assert_eq!(lost.len(), 2, "{notes:?}");
}

#[test]
fn lists_inside_a_section_are_no_headings() {
    let text = "示例局2017年政府信息公开工作年度报告\n前言。\n一、概述\n平稳。\n二、存在的主要问题及改进措施\n\
        针对问题，采取以下措施：\n一、加强学习\n二、加强管理\n三、其他需要报告的事项\n无。\n示例局\n2018年3月1日";
    let (report, _) = recognize(&lines(text));
    let headings: Vec<&str> = report.sections.iter().map(|s| s.heading.as_str()).collect();
    assert_eq!(headings, ["一、概述", "二、存在的主要问题及改进措施", "三、其他需要报告的事项"]);
    assert_eq!(report.sections[1].text.lines().count(), 3);
    assert_eq!(report.published, "2018-03-01");
    assert_eq!(report.sections[2].text, "无。");
    assert_eq!(report.preface, "前言。");
}

#[test]
fn signs_without_a_number_are_no_values() {
    for text in ["＋棺".to_string(), "＋".into(), "+".repeat(20_000)] {
        let (read, _) = recognize(&lines(&format!("一、总体情况\n信息内容\n规章\n{text}\n{text}")));
        assert!(read.cells.is_empty(), "{:?}", read.cells);
    }
}

#[test]
fn nothing_at_all_is_a_blank_report_with_notes() {
    let (report, notes) = recognize(&Document::default());
    assert!(report.cells.is_empty() && report.sections.is_empty());
    assert!(FORMS.contains(&report.form));
    assert_eq!(notes.len(), 2);
}

#[test]
fn a_report_moves_to_another_form_with_what_they_share() {
    let (old, new) = (report::form("2019").unwrap(), report::form("2021").unwrap());
    let report = consistent(old, 12);
    let moved = report.on_form(new);
    assert_eq!(moved.cell("3.received.total"), report.cell("3.received.total"));
    assert_eq!(moved.cell("3.closed.total"), report.cell("3.closed.total"));
    assert!(moved.extra_rows.iter().any(|r| r.label == "规范性文件·对外公开总数量"));
    assert_eq!(moved.sections, report.sections);
    let back = moved.on_form(old);
    assert_eq!(back.cell("3.received.total"), report.cell("3.received.total"));
}

#[test]
fn carry_in_is_filled_from_last_years_carry_out() {
    use report::session::{Change, Session};
    let form = report::form("2021").unwrap();
    let last = consistent(form, 3);
    let mut session = Session::new(Report::new(form, Some(2024), "示例市教育局"));
    let change = Change::from_last_year(session.report(), &last).unwrap();
    session.apply(change);
    assert_eq!(session.report().cell("3.carried_in.total"), last.cell("3.carried_out.total"));
    assert_eq!(session.report().cells.len(), 7);
    assert!(Change::from_last_year(session.report(), &last).is_none());
    session.undo();
    assert!(session.report().cells.is_empty());
}

/// A page saved as a whole: menus, reports of other years, facts about the article, a footer.
#[test]
fn what_a_website_prints_around_the_article_is_left_out() {
    let menu =
        ["首页", "政务公开", "政府信息公开指南", "政府信息公开制度", "依申请公开", "互动交流"];
    let menu = menu.repeat(6).join("\n");
    let page = |title: &str| {
        format!(
            "{menu}\n当前位置：首页 > 政务公开 > 政府信息公开年报\n\
             示例市财政局2022年政府信息公开工作年度报告\n示例市财政局2023年政府信息公开工作年度报告\n\
             {title}\n发布时间：2025-01-24 09:12 来源：示例市财政局 浏览次数：1,234 字号：[大 中 小]\n\
             根据《中华人民共和国政府信息公开条例》编制本报告。\n一、总体情况\n工作平稳。\n\
             六、其他需要报告的事项\n无。\n分享到：\n上一篇：2023年度报告\n主办：示例市人民政府办公室\n\
             某ICP备00000000号\n"
        )
    };
    let title = "示例市财政局2024年政府信息公开工作年度报告";
    for printed in [title.to_string(), format!("{title}\n{title}")] {
        let (report, _) = recognize(&lines(&page(&printed)));
        assert_eq!(report.title, title);
        assert_eq!((report.agency.as_str(), report.year), ("示例市财政局", Some(2024)));
        assert_eq!(report.published, "2025-01-24");
        assert_eq!(report.preface, "根据《中华人民共和国政府信息公开条例》编制本报告。");
        assert_eq!(report.sections.last().unwrap().text, "无。");
    }
    // If the file says which report it is, other years below it are ignored.
    let other = "示例市财政局2021年政府信息公开工作年度报告";
    let mut document = lines(&page(&format!("{title}\n{other}")));
    document.title = Some(format!("{title}_政府信息公开年报_示例市人民政府"));
    assert_eq!(recognize(&document).0.title, title);
}

#[test]
fn a_row_that_stands_for_several_is_printed_in_their_place() {
    let mut report = consistent(report::form("2021").unwrap(), 5);
    for cell in report.form.cells().iter().filter(|c| c.id.starts_with("3.closed.")) {
        let sum = report.cells.remove(&cell.id).unwrap();
        report.cells.insert(format!("3.closed.{}", cell.column.id), sum);
    }
    let mut document = compose(&report);
    let words: Vec<&str> =
        document.grids().flat_map(|g| g.rows.iter().flatten()).map(|c| c.text.as_str()).collect();
    assert!(words.contains(&"（六）其他处理") && !words.contains(&"3.其他"));
    document.data = None;
    assert_eq!(recognize(&document).0.cells, report.cells);
}

#[test]
fn carried_data_is_believed_wherever_tables_stand_and_however_numbers_are_written() {
    let mut report = consistent(report::form("2014").unwrap(), 5);
    report.cells.insert("1.1".into(), "1,036".into());
    let mut document = compose(&report);
    document.blocks.sort_by_key(|b| !matches!(b, Block::Grid(_)));
    let number = |text: &mut String| *text = text.replace("1,036", "1036");
    let edit = |document: &mut Document, change: &dyn Fn(&mut String)| {
        for block in &mut document.blocks {
            let Block::Grid(grid) = block else { continue };
            grid.rows.iter_mut().flatten().for_each(|c| change(&mut c.text));
        }
    };
    edit(&mut document, &number);
    assert_eq!(recognize(&document), (report.clone(), vec![]));
    edit(&mut document, &|text| *text = text.replace("1036", "1037"));
    assert_eq!(recognize(&document).0.cell("1.1"), "1037");
}

/// Other blanks are no other words: the data of a file is believed, with what is not printed.
#[test]
fn carried_data_is_believed_with_other_blanks() {
    let mut report = consistent(newest_form(), 3);
    report.sections[0].text = "工作平稳。".into();
    report.explanations.push(report::report::Explanation {
        rule: "C-23".into(),
        at: "3.received.total".into(),
        reason: "口径不同".into(),
        about: None,
    });
    let mut document = compose(&report);
    for block in &mut document.blocks {
        if let Block::Paragraph(p) = block {
            p.text = p.text.chars().flat_map(|c| [c, ' ']).collect();
        }
    }
    assert_eq!(recognize(&document).0, report);
    // Another word is: then the text counts.
    for block in &mut document.blocks {
        if let Block::Paragraph(p) = block {
            p.text = p.text.replace(' ', "").replace("平稳", "有序");
        }
    }
    assert_eq!(recognize(&document).0.sections[0].text, "工作有序。");
}

/// A row that the form does not know is kept as it is written: its words and number are not parted.
#[test]
fn a_line_of_the_office_is_kept_whole() {
    let report = consistent(report::form("2014").unwrap(), 99);
    let own = "自设指标 5";
    let text = with_table(&report, |l, u, v| format!("{l}  {u}  {v}"));
    let (before, after) = text.split_at(text.rfind("\n（二）").expect("a row in the table"));
    let (read, _) = recognize(&lines(&format!("{before}\n{own}{after}")));
    assert_eq!(read.cells, report.cells);
    assert!(read.extra_rows.iter().all(|row| row.label == own && row.values.is_empty()));
    assert_eq!(read.extra_rows.len(), 1);
}
