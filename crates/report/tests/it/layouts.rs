//! Tables of every form in the layouts of real files: cut by pages, one cell on each line, with
//! tabs, without merged cells.

use proptest::prelude::*;
use report::compose::compose;
use report::document::{Block, CellRole, Document, Grid, GridCell, NoteLevel, Place, Role};
use report::recognize::{locate, recognize};
use report::{FORMS, Report};

use corpus::Dice;
use corpus::random::consistent;

/// In a table that is printed every cell covers something, and all rows are equally wide.
#[test]
fn every_cell_of_a_printed_table_has_its_place() {
    for form in FORMS {
        for block in compose(&consistent(form, 1)).blocks {
            let Block::Grid(grid) = block else { continue };
            let cells = grid.rows.iter().flatten();
            assert!(cells.clone().all(|cell| cell.columns > 0 && cell.rows > 0), "{}", form.id);
            let cover = grid.cover();
            let whole = |row: &Vec<_>| row.len() == cover[0].len();
            assert!(cover.iter().all(whole), "{}: {cover:?}", form.id);
        }
    }
}

/// The report's document with every grid replaced by other blocks.
fn with_grids(report: &Report, change: impl Fn(Grid) -> Vec<Block>) -> Document {
    let mut document = compose(report);
    document.data = None;
    let blocks = std::mem::take(&mut document.blocks);
    document.blocks = blocks
        .into_iter()
        .flat_map(|block| match block {
            Block::Grid(grid) => change(grid),
            other => vec![other],
        })
        .collect();
    document
}

fn assert_same_cells(report: &Report, document: &Document, what: &str) {
    let (read, notes) = recognize(document);
    assert_eq!(read.form.id, report.form.id, "{what}");
    let wrong: Vec<_> = report.cells.iter().filter(|(id, v)| read.cell(id) != *v).collect();
    assert!(wrong.is_empty(), "{what}, form {}: {wrong:?} {notes:?}", report.form.id);
    assert_eq!(read.cells.len(), report.cells.len(), "{what}");
    assert!(notes.iter().all(|n| n.level == NoteLevel::Info), "{what}: {notes:?}");
    let headings = |r: &Report| r.sections.iter().map(|s| s.heading.clone()).collect::<Vec<_>>();
    assert_eq!(headings(&read), headings(report), "{what}");
}

fn line(text: String) -> Block {
    let mut document = Document::default();
    document.push(Role::Body, text);
    document.blocks.remove(0)
}

/// A page break within a table: two grids, both with the head rows.
fn cut(grid: Grid, at: usize) -> Vec<Block> {
    // If a group extends over the break, it is open on both pages.
    let cover = grid.cover();
    let at = grid.head_rows.max(1) + at % (grid.rows.len() - grid.head_rows.max(1)).max(1);
    if grid.head_rows == 0 || at >= grid.rows.len() {
        return vec![Block::Grid(grid)];
    }
    let mut first = grid.clone();
    first.rows.truncate(at);
    let mut second = Grid { rows: grid.rows[..grid.head_rows].to_vec(), ..grid.clone() };
    for (y, row) in grid.rows.iter().enumerate().skip(at) {
        let mut row = row.clone();
        if y == at {
            let open = cover[y].iter().flatten().filter(|c| c.row < y);
            let mut open: Vec<_> = open.map(|c| (c.row, c.index)).collect();
            open.dedup();
            for (i, (r, index)) in open.into_iter().enumerate() {
                let mut cell = grid.rows[r][index].clone();
                cell.rows = r + cell.rows - y;
                row.insert(i, cell);
            }
        }
        second.rows.push(row);
    }
    vec![Block::Grid(first), Block::Grid(second)]
}

/// Every cell by itself; a merged cell has its text first, then blanks.
fn unmerged(grid: &Grid) -> Grid {
    let text = |c: &report::document::Covered| match c.begins {
        true => grid.rows[c.row][c.index].text.as_str(),
        false => "",
    };
    let cell = |c: &Option<_>| GridCell::new(CellRole::Value, c.as_ref().map_or("", text));
    let rows = grid.cover().iter().map(|row| row.iter().map(cell).collect()).collect();
    Grid { rows, ..Grid::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn tables_are_read_in_every_layout(seed in any::<u64>(), at in 0usize..40) {
        for form in FORMS {
            let report = consistent(form, seed);
            let cut_up = with_grids(&report, |g| cut(g, at));
            assert_same_cells(&report, &cut_up, "cut by a page");
            let single = with_grids(&report, |g| vec![Block::Grid(unmerged(&g))]);
            assert_same_cells(&report, &single, "no merged cells");
            let tabs = with_grids(&report, |g| {
                let text = |c: &GridCell| c.text.clone();
                let rows = unmerged(&g).rows;
                rows.iter().map(|r| line(r.iter().map(text).collect::<Vec<_>>().join("\t"))).collect()
            });
            assert_same_cells(&report, &tabs, "tabs");
        }
    }

    /// As in the text of a PDF: blanks are missing, labels are broken, page numbers are in between.
    #[test]
    fn tables_are_read_one_cell_a_line(seed in any::<u64>()) {
        for form in FORMS {
            let report = consistent(form, seed);
            let dice = std::cell::RefCell::new(Dice::new(seed));
            let pdf = with_grids(&report, |g| {
                let mut lines = Vec::new();
                for cell in g.rows.iter().flatten().filter(|c| !c.text.is_empty()) {
                    let mut dice = dice.borrow_mut();
                    let chars: Vec<char> = cell.text.chars().collect();
                    let label = cell.role != CellRole::Value && chars.len() > 6;
                    let at = if label && dice.roll(3) == 0 { 3 + dice.roll(chars.len() - 5) } else { 0 };
                    let (head, tail) = chars.split_at(at);
                    lines.extend([head, tail].iter().filter(|p| !p.is_empty()).map(|p| line(p.iter().collect())));
                    if dice.roll(40) == 0 {
                        lines.push(line(format!("- {} -", dice.roll(9))));
                    }
                }
                lines
            });
            assert_same_cells(&report, &pdf, "one cell a line");
        }
    }
}

/// A number with its unit is the cell's value, in lines as in grids; the rules decide on it.
#[test]
fn a_number_with_its_unit_is_kept_in_lines() {
    for (id, cell) in [("2014", "3.1.2"), ("2021", "3.granted.company")] {
        let mut report = consistent(report::form(id).unwrap(), 33);
        report.cells.insert(cell.into(), "3件".into());
        let cells = |row: &[GridCell]| row.iter().map(|c| c.text.clone()).collect::<Vec<_>>();
        let tabs = with_grids(&report, |g| {
            unmerged(&g).rows.iter().map(|row| line(cells(row).join("\t"))).collect()
        });
        assert_same_cells(&report, &tabs, "tabs");
        let single = with_grids(&report, |g| {
            let filled = g.rows.iter().flatten().filter(|c| !c.text.is_empty());
            filled.map(|c| line(c.text.clone())).collect()
        });
        assert_same_cells(&report, &single, "one cell a line");
    }
}

#[test]
fn five_small_tables_are_one() {
    for id in ["2019", "2021"] {
        let report = consistent(report::form(id).unwrap(), 21);
        let apart = with_grids(&report, |grid| {
            let mut parts: Vec<Grid> = Vec::new();
            for row in grid.rows {
                let title = row.len() == 1 && row[0].text.contains("第二十条");
                if title || parts.is_empty() {
                    parts.push(Grid::default());
                }
                parts.last_mut().unwrap().rows.push(row);
            }
            parts.into_iter().map(Block::Grid).collect()
        });
        assert_same_cells(&report, &apart, "five tables");
    }
}

/// Each cell keeps its place in the file, whether read from the print or from the JSON.
#[test]
fn cells_know_where_they_stood() {
    let report = consistent(report::form("2021").unwrap(), 6);
    let mut document = compose(&report);
    let mut pages = 3..;
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        grid.place = pages.next().map(Place::Page);
    }
    let carried = locate(&document).places;
    document.data = None;
    let read = locate(&document).places;
    assert_eq!(carried, read);
    assert_eq!(read.len(), report.form.cells().len());
    assert_eq!(read["3.received.person"], "第 4 页，表 2，第 4 行第 4 列");
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        grid.place = Some(Place::Sheet { name: "表三".into(), row: 2, column: 24 });
    }
    assert_eq!(locate(&document).places["3.received.company"], "工作表“表三”AC6");
}

/// Lines broken at a common width are joined, even if paragraphs are short and many lines are last
/// ones; a title and a heading that nearly fill a line are not joined.
#[test]
fn short_paragraphs_of_broken_lines_are_joined() {
    const LINE: usize = 33;
    let title = "示例市滨江区人力资源和社会保障局2018年政府信息公开工作年度报告";
    let preface = "本报告按照《中华人民共和国政府信息公开条例》的要求编制。所列数据的统计期限自二〇一八年一月一日起至十二月三十一日止。";
    let headings = [
        "一、概述",
        "二、政府信息主动公开情况",
        "三、政府信息依申请公开情况",
        "四、政府信息公开的收费及减免情况",
        "五、因政府信息公开申请行政复议、提起行政诉讼、收到投诉举报情况",
        "六、人大代表建议和政协提案办理结果公开情况",
        "七、存在的主要问题及改进措施",
    ];
    let texts = [
        "在信息公开方面，制作图解和短视频；针对食品药品监管，建立信息发布审核台账，答复质量持续改善。",
        "围绕惠农补贴和乡村建设，定期抽查栏目更新情况，责任链条更加清晰，群众查询更加方便。",
        "申请办理工作中，聚焦生态环境保护，邀请群众代表参与座谈、对存量信息逐条核对，栏目内容更加充实。",
        "依申请提供政府信息没有收取费用。",
        "因政府信息公开申请的行政复议、提起的行政诉讼都已经按照规定的期限办理完毕，没有收到举报投诉。",
        "围绕教育医疗和社会保障，开设专题专栏集中展示，完善信息更新提醒机制，建议提案办理工作有序推进。",
        "存在的主要问题是公开与业务工作的结合不够紧密；我们将在业务流程中嵌入公开审查环节，逐步改进。",
    ];
    let mut document = Document::default();
    let body = headings.iter().zip(&texts).flat_map(|(heading, text)| [heading, text]);
    for text in [title, preface].iter().chain(body) {
        let chars: Vec<char> = text.chars().collect();
        for line in chars.chunks(LINE) {
            document.push(Role::Body, line.iter().collect::<String>());
        }
    }
    let (read, _) = recognize(&document);
    assert_eq!((read.title.as_str(), read.preface.as_str()), (title, preface));
    let heads: Vec<&str> = read.sections.iter().map(|s| s.heading.as_str()).collect();
    assert_eq!(heads, headings);
    let found: Vec<&str> = read.sections.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(found, texts);
}

/// A label with a wrong character is known by its number and its place, and the reader is told.
#[test]
fn a_misprinted_label_is_known_and_told() {
    let report = consistent(report::form("2021").unwrap(), 7);
    let (printed, label) = ("8.属于行政查徇事项", "8.属于行政查询事项");
    let document = with_grids(&report, |grid| {
        let texts = grid.rows.iter().flatten().map(|c| c.text.as_str());
        let filled = texts.filter(|text| !text.is_empty());
        filled.map(|text| line(text.replace(label, printed))).collect()
    });
    let (read, notes) = recognize(&document);
    assert_eq!(read.cells, report.cells);
    let told = |n: &report::document::Note| {
        n.level == NoteLevel::Guessed && n.message.contains(printed) && n.message.contains(label)
    };
    assert!(notes.iter().any(told), "{notes:?}");
}
