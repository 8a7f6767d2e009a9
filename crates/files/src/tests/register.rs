//! Registers as files: the blank one is filled in and read back, and a file of another kind is
//! refused.

use register::lists::lists;
use report::document::{Block, Document, Grid, GridCell};

use crate::register::read_register;
use crate::write::csv;
use crate::write::register::template;

/// The blank register as a grid, its lines filled in from the lists.
fn filled() -> Grid {
    let file = crate::read(&template()).unwrap();
    let grids: Vec<&Grid> = file.document.grids().collect();
    let mut grid = grids[0].clone();
    let heads: Vec<String> = grid.rows[0].iter().map(|cell| cell.text.clone()).collect();
    let column = |head: &str| heads.iter().position(|h| h == head).unwrap();
    let [(_, kinds), (_, results), (_, reviews), (_, suits), _] = lists();
    let blank = grid.rows[0].iter().map(|cell| GridCell { text: String::new(), ..cell.clone() });
    let blank: Vec<_> = blank.collect();
    grid.rows.truncate(1);
    for (n, result) in results.iter().enumerate() {
        let mut row = blank.clone();
        let mut put = |head: &str, text: &str| row[column(head)].text = text.to_string();
        put("序号", &(n + 1).to_string());
        put("登记编号", &format!("示公开〔2024〕{}号", n + 1));
        put("申请人类别", &kinds[n % kinds.len()]);
        put("收到日期", "2024-03-01");
        put("申请内容", &format!("资料{n}"));
        put("办理结果", result);
        if result != "办理中" {
            put("答复日期", "2024-03-20");
        }
        if let Some(end) = reviews.get(n) {
            put("行政复议", end);
        }
        if let Some(end) = suits.get(n) {
            put("行政诉讼", end);
        }
        grid.rows.push(row);
    }
    grid
}

fn as_csv(grid: Grid) -> Vec<u8> {
    csv::write(&Document { blocks: vec![Block::Grid(grid)], ..Document::default() }).into_bytes()
}

#[test]
fn the_blank_register_needs_no_question() {
    let blank = read_register(&template(), None, &[]).unwrap_err();
    assert!(blank.message.contains("只有表头"), "{}", blank.message);
    let grid = filled();
    let register = read_register(&as_csv(grid.clone()), Some(2024), &[]).unwrap();
    assert!(register.questions.is_empty(), "{:#?}", register.questions);
    assert_eq!(register.counted, grid.rows.len() - 1);
    // Each result once, each end of a review once, each end of a suit of either kind once.
    for (id, count) in [
        ("3.received.total", 22),
        ("3.processed.total", 21),
        ("3.carried_out.total", 1),
        ("4.review.total", 4),
        ("4.direct.total", 4),
        ("4.after.total", 4),
    ] {
        assert_eq!(register.cells[id], count.to_string(), "{id}");
    }
    for (id, value) in register.cells.iter().filter(|(id, _)| id.ends_with(".total")) {
        let one = id.starts_with("3.refused")
            || id.starts_with("3.closed")
            || id.starts_with("3.declined");
        assert!(!one || value == "1", "{id} {value}");
    }
}

/// Every list of the workbook is as long as the range from which its cells choose.
#[test]
fn the_lists_are_those_chosen_from() {
    let bytes = template();
    let file = crate::read(&bytes).unwrap();
    let grids: Vec<&Grid> = file.document.grids().collect();
    for (n, (head, list)) in lists().iter().enumerate() {
        let texts = grids[1].rows.iter().map(|row| row[n].text.as_str());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        assert_eq!(texts[0], *head);
        assert_eq!(&texts[1..], list, "{head}");
    }
    assert!(file.document.blocks.iter().all(|block| matches!(block, Block::Grid(_))));
}

#[test]
fn a_report_is_no_register() {
    let report = corpus::random::consistent(report::newest_form(), 7);
    for format in ["docx", "xlsx", "csv"] {
        let bytes = crate::write(&report, None, format).unwrap();
        let error = read_register(&bytes, None, &[]).unwrap_err();
        assert!(error.message.contains("年度报告"), "{format}: {}", error.message);
    }
}

/// A long register is refused as a report at once, by its heads.
#[test]
fn a_register_is_no_report() {
    let mut grid = filled();
    let lines: Vec<_> = grid.rows[1..].to_vec();
    grid.rows.extend(lines.iter().cycle().take(400).cloned());
    let error = crate::read_report(&as_csv(grid)).unwrap_err();
    assert!(error.message.contains("依申请公开台账"), "{}", error.message);
}
