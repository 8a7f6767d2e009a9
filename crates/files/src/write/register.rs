//! A blank register of applications (台账模板) with lists to choose from. What is filled in from the
//! lists can be counted without a question.

use register::lists::lists;

use super::xlsx::book;
use super::xlsx::sheet::{Allowed, Cell, Sheet, Style, Validation, Value, letters, text};

/// Number of lines to fill in.
const LINES: usize = 500;

/// The columns: the head, the width, the hint, and the range of the list to choose from.
const COLUMNS: &[(&str, u16, &str, Option<&str>)] = &[
    ("序号", 6, "", None),
    ("登记编号", 18, "本机关的登记号。一件申请占一行，编号不重复。", None),
    ("申请人姓名或名称", 24, "多人共同申请的，第一申请人写在最前，用顿号隔开。", None),
    ("申请人类别", 14, "从列表中选择。", Some("选项!$A$2:$A$7")),
    ("收到日期", 12, "如 2024-01-05。以《条例》第三十一条确定的收到之日为准。", None),
    ("申请内容", 36, "", None),
    ("是否延期", 9, "从列表中选择。", Some("选项!$E$2:$E$3")),
    ("是否补正", 9, "从列表中选择。", Some("选项!$E$2:$E$3")),
    ("是否征求第三方意见", 12, "从列表中选择。", Some("选项!$E$2:$E$3")),
    ("答复日期", 12, "如 2024-01-25；尚未答复的留空。", None),
    ("办理结果", 40, "从列表中选择；尚未答复的留空或选“办理中”。", Some("选项!$B$2:$B$23")),
    ("信息处理费（实收，元）", 12, "只填实际收取的金额。", None),
    ("行政复议", 14, "从列表中选择；没有的留空。", Some("选项!$C$2:$C$5")),
    ("行政诉讼", 28, "从列表中选择；没有的留空。", Some("选项!$D$2:$D$9")),
    ("备注", 24, "", None),
];

/// The blank register as the bytes of an xlsx.
pub fn template() -> Vec<u8> {
    let widths = COLUMNS.iter().map(|(_, width, ..)| *width).collect();
    let mut sheet =
        Sheet { name: "台账".into(), widths, heads: 1, landscape: true, ..Sheet::default() };
    sheet.push(COLUMNS.iter().map(|(head, ..)| text(Style::ListHead, *head)));
    for _ in 0..LINES {
        sheet.push(COLUMNS.iter().map(|_| Cell { style: Style::Input, value: Value::Blank }));
    }
    for (n, (head, _, hint, list)) in COLUMNS.iter().enumerate().filter(|(_, c)| !c.2.is_empty()) {
        let column = letters(n);
        sheet.validations.push(Validation {
            cells: format!("{column}2:{column}{}", LINES + 1),
            kind: list.map_or(Allowed::Anything, Allowed::Among),
            prompt: (head.to_string(), hint.to_string()),
        });
    }
    book("依申请公开台账", &[sheet, choices()])
}

/// The sheet with the lists.
fn choices() -> Sheet {
    let mut sheet = Sheet {
        name: "选项".into(),
        widths: vec![16, 60, 14, 30, 6],
        heads: 1,
        ..Sheet::default()
    };
    let lists = lists();
    sheet.push(lists.iter().map(|(head, _)| text(Style::ListHead, *head)));
    for row in 0..lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0) {
        let cell =
            |list: &Vec<String>| text(Style::ListText, list.get(row).cloned().unwrap_or_default());
        sheet.push(lists.iter().map(|(_, list)| cell(list)));
    }
    sheet
}
