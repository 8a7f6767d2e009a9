//! Worksheets in the layouts of real offices: tables anywhere on the sheet, several below each
//! other or on sheets of their own, titles, remarks and blank rows in between, several reports in
//! one workbook.

use proptest::prelude::*;
use report::compose::{compose, grid};
use report::document::{Block, CellRole, Document, Grid, GridCell, NoteLevel, Place};
use report::recognize::{Recognized, locate, parts};
use report::{FORMS, Report};

use corpus::Dice;
use corpus::random::consistent;

/// A sheet under construction.
struct Sheet {
    name: String,
    top: usize,
    left: usize,
    rows: Vec<Vec<GridCell>>,
}

impl Sheet {
    fn new(name: &str, top: usize, left: usize) -> Sheet {
        Sheet { name: name.into(), top, left, rows: Vec::new() }
    }

    /// Appends a row with one text after this many blank columns.
    fn text(&mut self, text: &str) {
        self.rows.push(vec![GridCell::new(CellRole::Value, text)]);
    }

    fn blank(&mut self, rows: usize) {
        self.rows.extend((0..rows).map(|_| Vec::new()));
    }

    fn table(&mut self, grid: Grid) {
        self.rows.extend(grid.rows);
    }

    fn block(self) -> Block {
        let place = Place::Sheet { name: self.name, row: self.top, column: self.left };
        Block::Grid(Grid { rows: self.rows, place: Some(place), ..Grid::default() })
    }
}

/// The tables of a report as they are printed.
fn tables(report: &Report) -> Vec<Grid> {
    let document = compose(report);
    document.grids().cloned().collect()
}

/// A label as another person types it.
fn retyped(text: &str, how: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    match how {
        1 if chars.len() > 6 => {
            let (a, b) = chars.split_at(chars.len() / 2);
            format!("{}\n{}", a.iter().collect::<String>(), b.iter().collect::<String>())
        }
        2 => chars.iter().flat_map(|c| [*c, ' ']).collect(),
        3 => text.replace('（', "(").replace('）', ")").replace("1.", "１．").replace("2.", "2、"),
        _ => text.to_string(),
    }
}

/// Every cell by itself, merged ones with their text first; heads and labels are retyped.
fn laid_out(grid: &Grid, dice: &mut Dice) -> Grid {
    let how = dice.roll(4);
    let mut grid = grid.clone();
    for cell in grid.rows.iter_mut().flatten().filter(|c| c.role != CellRole::Value) {
        cell.text = retyped(&cell.text, how);
    }
    if dice.roll(2) == 0 {
        return grid;
    }
    let rows = grid.cover().into_iter().map(|row| {
        row.into_iter()
            .map(|covered| match covered {
                Some(c) if c.begins => {
                    let cell = grid.rows[c.row][c.index].clone();
                    GridCell { columns: 1, rows: 1, ..cell }
                }
                _ => GridCell::new(CellRole::Value, ""),
            })
            .collect()
    });
    Grid { rows: rows.collect(), ..grid.clone() }
}

/// A report on one sheet, or with one sheet for each table.
fn workbook(report: &Report, dice: &mut Dice) -> Vec<Block> {
    let (top, left) = (dice.roll(6), dice.roll(5));
    let mut blocks = Vec::new();
    let mut sheet = Sheet::new("总表", top, left);
    sheet.text(&report.title);
    let split = dice.roll(2) == 0;
    for (i, grid) in tables(report).iter().enumerate() {
        if split {
            blocks.push(std::mem::replace(&mut sheet, Sheet::new(&format!("表{i}"), top, left)));
        }
        sheet.blank(dice.roll(3));
        if dice.roll(2) == 0 {
            sheet.text("附表：统计表");
        }
        sheet.table(laid_out(grid, dice));
        sheet.blank(dice.roll(3));
        if dice.roll(2) == 0 {
            sheet.text("注：以上数据由各科室提供。");
        }
    }
    blocks.push(sheet);
    blocks.into_iter().map(Sheet::block).collect()
}

fn assert_read(report: &Report, read: &Recognized, what: &str) {
    assert_eq!(read.report.form.id, report.form.id, "{what}");
    let wrong: Vec<_> =
        report.cells.iter().filter(|(id, v)| read.report.cell(id) != *v).take(5).collect();
    assert!(wrong.is_empty(), "{what}: {wrong:?} {:?}", read.notes);
    assert_eq!(read.report.cells.len(), report.cells.len(), "{what}");
    assert_eq!(read.report.agency, report.agency, "{what}");
    assert_eq!(read.report.year, report.year, "{what}");
    let guessed = read.notes.iter().any(|n| n.level == NoteLevel::Guessed);
    assert!(!guessed, "{what}: {:?}", read.notes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn reports_on_sheets_are_read(seed in any::<u64>()) {
        for form in FORMS {
            let mut dice = Dice::new(seed);
            let report = Report { extra_rows: Vec::new(), ..consistent(form, seed) };
            let document = Document { blocks: workbook(&report, &mut dice), ..Document::default() };
            let read = locate(&document);
            assert_read(&report, &read, form.id);
            prop_assert_eq!(read.places.len(), form.cells().len());
            assert_places(&document, &read);
        }
    }

    /// Several reports in one workbook are never mixed, in any order.
    #[test]
    fn several_reports_stay_apart(seed in any::<u64>(), stacked in any::<bool>()) {
        let form = FORMS[(seed % FORMS.len() as u64) as usize];
        let mut dice = Dice::new(seed);
        let reports: Vec<Report> = ["甲县教育局", "乙县公安局", "丙县民政局"]
            .into_iter()
            .map(|agency| {
                let mut report = consistent(form, dice.roll(1 << 30) as u64);
                (report.agency, report.extra_rows) = (agency.into(), Vec::new());
                report.title = report.standard_title();
                report
            })
            .collect();
        let mut blocks = Vec::new();
        if stacked {
            let mut sheet = Sheet::new("合计", 0, 0);
            for report in &reports {
                sheet.text(&report.title);
                tables(report).into_iter().for_each(|grid| sheet.table(grid));
                sheet.blank(2);
            }
            blocks.push(sheet.block());
        } else {
            for (i, report) in reports.iter().enumerate() {
                let mut sheet = Sheet::new(&format!("单位{i}"), 0, 0);
                sheet.text(&report.title);
                tables(report).into_iter().for_each(|grid| sheet.table(laid_out(&grid, &mut dice)));
                blocks.push(sheet.block());
            }
        }
        let document = Document { blocks, ..Document::default() };
        let all: Vec<Recognized> = parts(&document).into_iter().map(|p| p.recognize()).collect();
        prop_assert_eq!(all.len(), reports.len());
        for (report, read) in reports.iter().zip(&all) {
            assert_read(report, read, &report.agency);
        }
        let read = locate(&document);
        assert_read(&reports[0], &read, "the first");
        let named = |n: &&report::document::Note| n.message.contains("乙县公安局");
        prop_assert!(read.notes.iter().any(|n| n.level == NoteLevel::Lost && named(&n)));
        let titled = Document { title: Some("丙县民政局年报".into()), ..document };
        assert_read(&reports[2], &locate(&titled), "the one in the title");
    }
}

/// At the place that is given for a cell, its text is found.
fn assert_places(document: &Document, read: &Recognized) {
    for grid in document.grids() {
        for (r, row) in grid.cover().into_iter().enumerate() {
            for (x, covered) in row.into_iter().enumerate() {
                let Some(c) = covered.filter(|c| c.begins) else { continue };
                let cell = &grid.rows[c.row][c.index];
                let Some(id) = &cell.cell else { continue };
                assert_eq!(read.places[id], grid.spot(0, r, x), "{id} {}", cell.text);
            }
        }
    }
}

fn one_sheet(rows: Vec<Vec<GridCell>>) -> Document {
    let mut sheet = Sheet::new("Sheet1", 0, 0);
    sheet.rows = rows;
    Document { blocks: vec![sheet.block()], ..Document::default() }
}

fn texts(texts: &[&str]) -> Vec<GridCell> {
    texts.iter().map(|t| GridCell::new(CellRole::Value, *t)).collect()
}

/// The tables of one agency after those of another, table by table: the agency that each names
/// decides.
#[test]
fn sheets_by_table_go_to_the_units_they_name() {
    let form = report::form("2021").unwrap();
    let reports = [consistent(form, 1), consistent(form, 2)];
    let mut blocks = Vec::new();
    for table in 0..3 {
        for (report, agency) in reports.iter().zip(["甲局", "乙局"]) {
            let mut sheet = Sheet::new(&format!("{agency}{table}"), 0, 0);
            sheet.text("2024年政府信息公开工作情况表");
            sheet.text(&format!("填报单位（盖章）：{agency}　填报日期：2025年1月3日"));
            sheet.table(tables(report).remove(table));
            blocks.push(sheet.block());
        }
    }
    let read = parts(&Document { blocks, ..Document::default() });
    let names: Vec<String> = read.iter().map(|p| p.name()).collect();
    assert_eq!(names, ["甲局2024年", "乙局2024年"]);
    for (part, report) in read.into_iter().zip(&reports) {
        let read = part.recognize();
        assert_eq!(read.report.cells, report.cells);
        assert!(read.notes.iter().any(|n| n.level == NoteLevel::Guessed), "{:?}", read.notes);
    }
}

/// A label of a row that 其他处理 replaces is not 其他处理 itself.
#[test]
fn a_row_under_its_group_is_not_read_as_the_group() {
    let form = report::form("2021").unwrap();
    let report = consistent(form, 9);
    let mut grid = tables(&report).remove(1);
    for cell in grid.rows.iter_mut().flatten() {
        cell.text = cell.text.replace("1.申请人无正当理由", "申请人没有理由");
    }
    let read = locate(&one_sheet(grid.rows));
    let strangers = ["3.closed.person", "3.closed.uncorrected.person"];
    assert!(strangers.iter().all(|id| read.report.cell(id).is_empty()), "{:?}", read.notes);
    assert_eq!(read.report.cell("3.closed.unpaid.person"), report.cell("3.closed.unpaid.person"));
    assert_eq!(read.report.extra_rows.len(), 1);
}

/// Among the heads may be columns of the agency's own, and among the rows remarks.
#[test]
fn columns_and_remarks_of_the_office_do_no_harm() {
    let form = report::form("2014").unwrap();
    let report = consistent(form, 4);
    let mut rows = vec![
        texts(&["", "示例市教育局2016年政府信息公开情况统计表"]),
        texts(&["序号", "统计指标", "单位", "统计数", "责任科室", "备注"]),
    ];
    for (i, row) in form.tables[0].blocks[0].rows.iter().enumerate() {
        let number = (i + 1).to_string();
        let value = report.cell(row.id);
        rows.push(texts(&[&number, row.label, row.unit, value, "办公室", "已经核对"]));
        if i % 9 == 0 {
            rows.push(Vec::new());
        }
    }
    let read = locate(&one_sheet(rows));
    assert_eq!(read.report.cells, report.cells, "{:?}", read.notes);
    assert_eq!((read.report.year, read.report.agency.as_str()), (Some(2016), "示例市教育局"));
}

/// A sheet that belongs to no report, and numbers next to the tables, are noted as left out.
#[test]
fn what_is_no_table_of_the_form_is_said() {
    let form = report::form("2021").unwrap();
    let report = consistent(form, 4);
    let mut sheet = Sheet::new("年报", 0, 0);
    sheet.text(&report.title);
    tables(&report).into_iter().for_each(|grid| sheet.table(grid));
    sheet.blank(3);
    sheet.rows.push(texts(&["科室", "件数", "占比"]));
    sheet.rows.push(texts(&["办公室", "12", "30%"]));
    let mut other = Sheet::new("填表说明", 0, 0);
    other.text("请如实填写。");
    let document = Document { blocks: vec![sheet.block(), other.block()], ..Document::default() };
    let read = locate(&document);
    assert_eq!(read.report.cells, report.cells);
    let said = |words: &str| {
        read.notes.iter().any(|n| n.level == NoteLevel::Lost && n.message.contains(words))
    };
    assert!(said("办公室") && said("填表说明"), "{:?}", read.notes);
    assert!(read.report.preface.is_empty(), "{}", read.report.preface);
}

/// Blank templates are read as blank reports of their form.
#[test]
fn a_blank_table_is_a_blank_report() {
    for form in FORMS {
        let blocks = form.tables.iter().map(|table| {
            let mut sheet = Sheet::new(table.id, 1, 1);
            sheet.table(grid(table));
            sheet.block()
        });
        let read = locate(&Document { blocks: blocks.collect(), ..Document::default() });
        assert!(read.report.cells.is_empty() && read.report.form.id == form.id, "{}", form.id);
    }
}

/// A list of other things in the workbook is left out, and takes no time.
#[test]
fn long_lists_are_left_out() {
    let report = consistent(report::form("2021").unwrap(), 4);
    let mut list = Sheet::new("台账", 0, 0);
    list.rows = vec![texts(&["规章", "1"]); Grid::MOST_ROWS + 1];
    let mut sheet = Sheet::new("年报", 0, 0);
    sheet.text(&report.title);
    tables(&report).into_iter().for_each(|grid| sheet.table(grid));
    let document = Document { blocks: vec![list.block(), sheet.block()], ..Document::default() };
    let read = locate(&document);
    assert_eq!(read.report.cells, report.cells);
    assert!(read.notes.iter().any(|n| n.message.contains("台账")), "{:?}", read.notes);
}
