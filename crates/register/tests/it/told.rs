//! Registers that tell in another place what most have in a column: on their side, in sentences, in titles
//! of sheets, beside the name; and rows that a sheet hides.

use register::Answer;
use report::document::{Block, Document, Hidden, Paragraph, Role};

use crate::made::{
    Application, applications, cells, counted, document, lent, plain, sheet, table, truth,
};

fn agrees(layout: &str, document: &Document) {
    let register = counted(document, &[]);
    assert!(register.questions.is_empty(), "{layout}: {:#?}", register.questions);
    assert_eq!(cells(&register), truth(&applications()), "{layout}: {:#?}", register.columns);
}

/// The rows as columns.
fn turned(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    (0..rows[0].len()).map(|n| rows.iter().map(|row| row[n].clone()).collect()).collect()
}

#[test]
fn a_list_on_its_side() {
    let rows = plain(&applications());
    let mut side = vec![vec!["2023年依申请公开登记<13".to_string()]];
    side.extend(turned(&rows));
    side.push(vec!["填表人：冯经办".into()]);
    let document = document(vec![sheet("横表", &lent(&side))]);
    agrees("on its side", &document);
    let register = counted(&document, &[]);
    assert!(register.notes[0].contains("横排"), "{:?}", register.notes);
    // The first application stands in the second column.
    assert_eq!(register.rows[0].at.row, 2);
    assert!(!serde_json::to_string(&register).unwrap().contains("冯经办"));
}

/// Tables of four applications each below each other, with groups of labels in a column of their own.
#[test]
fn lists_on_their_side_below_each_other() {
    let rows = plain(&applications());
    let mut side = Vec::new();
    for part in rows[1..].chunks(4) {
        let all: Vec<Vec<String>> = std::iter::once(rows[0].clone()).chain(part.to_vec()).collect();
        side.extend(turned(&all));
    }
    agrees("below each other", &document(vec![sheet("横表", &lent(&side))]));
}

/// A list with one application and this many more like it, on its side.
fn long_side(more: usize) -> Document {
    let one = &applications()[1..2];
    let mut rows = plain(one);
    for n in 0..more {
        let mut row = plain(one).swap_remove(1);
        row[1] = format!("示公开〔2023〕{}号", n + 100);
        row[5] = format!("资料{n}");
        rows.push(row);
    }
    document(vec![sheet("横表", &lent(&turned(&rows)))])
}

#[test]
fn a_long_list_on_its_side() {
    let register = counted(&long_side(150), &[]);
    assert_eq!(register.cells["3.partial.company"], "151");
    assert_eq!(register.notes.len(), 1, "{:?}", register.notes);
}

/// What lies behind the last column that is read is not left out without a word.
#[test]
fn a_list_on_its_side_that_is_too_long() {
    let register = counted(&long_side(1_100), &[]);
    assert_eq!(register.cells["3.partial.company"], "1023");
    assert!(register.notes[1].contains("第 1024 列以后"), "{:?}", register.notes);
}

/// A whole application in a sentence, as a clerk writes it.
fn story(one: &Application, n: usize) -> String {
    let lead = match n % 4 {
        0 => format!("{}申请公开某地投诉举报处理材料", one.name),
        1 => format!("收到{}邮寄的申请表，申请公开某会议纪要", one.name),
        2 => format!("申请人{}通过网站要求获取公开出版物目录", one.name),
        _ => format!("{}来函申请某规划局信访资料", one.name),
    };
    match (one.answered, one.result) {
        ("", _) => format!("{lead}，正在征求第三方意见。"),
        (day, (group, "", _)) => format!("{lead}，{day}答复{group}。"),
        (day, (group, case, _)) => format!("{lead}，{day}答复{group}—{case}。"),
    }
}

/// What is asked for is no result, however it sounds, and the name is the only word for the kind.
#[test]
fn applications_in_sentences() {
    let mut rows = vec![vec!["收件日期".to_string(), "办理情况".into()]];
    for (n, one) in applications().iter().enumerate() {
        rows.push(vec![one.received.into(), story(one, n)]);
    }
    let document = document(vec![sheet("簿", &lent(&rows))]);
    agrees("sentences", &document);
    let printed = serde_json::to_string(&counted(&document, &[])).unwrap();
    for one in applications() {
        assert!(!printed.contains(one.name), "{} in {printed}", one.name);
    }
}

/// Sentences that leave the reason open ask one question, without what was asked for.
#[test]
fn sentences_that_ask_the_same_are_one_question() {
    let mut rows = vec![vec!["序号".to_string(), "收件日期".into(), "办理情况".into()]];
    for (name, received, answered) in [
        ("赵一鸣", "2023-03-01", "3月20日"),
        ("钱二多", "2023-04-03", "4月21日"),
        ("示例市甲乙有限公司", "2023-05-04", "5月23日"),
    ] {
        let text = format!("{name}申请公开某地征收决定，{answered}答复不予公开。");
        rows.push(vec![rows.len().to_string(), received.into(), text]);
    }
    let register = counted(&document(vec![sheet("簿", &lent(&rows))]), &[]);
    let asked: Vec<_> = register.questions.iter().map(|q| (&*q.words, q.rows.len())).collect();
    assert_eq!(asked, [("答复不予公开", 3)]);
}

/// Each kind of applicant has a sheet, or a table below its heading; nobody is named.
#[test]
fn kinds_in_titles() {
    let rows = plain(&applications());
    let kinds = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    let part = |kind: &str| -> Vec<Vec<String>> {
        let of = |row: &&Vec<String>| row[3] == kind || row[0] == "序号";
        let some = |row: &Vec<String>| [0, 5, 6, 7, 8].map(|n| row[n].clone()).to_vec();
        rows.iter().filter(of).map(some).collect()
    };
    let mut sheets = Vec::new();
    let mut tables = Vec::new();
    for kind in kinds {
        sheets.push(sheet(kind, &lent(&part(kind))));
        let text = format!("一、{kind}");
        tables.push(Block::Paragraph(Paragraph { role: Role::Heading, text }));
        tables.push(table(&lent(&part(kind))));
    }
    agrees("sheets", &document(sheets));
    agrees("headings", &document(tables));
}

#[test]
fn the_kind_beside_the_name() {
    let mut rows = plain(&applications());
    rows[0][2] = "申请人（类别）".into();
    for row in &mut rows {
        if row[0] != "序号" {
            row[2] = format!("{}（{}）", row[2], row[3]);
        }
        row.remove(3);
    }
    let document = document(vec![sheet("台账", &lent(&rows))]);
    agrees("beside", &document);
    let printed = serde_json::to_string(&counted(&document, &[])).unwrap();
    assert!(!printed.contains("赵一鸣"), "{printed}");
}

#[test]
fn the_day_in_one_column_with_the_result() {
    let mut rows = plain(&applications());
    rows[0][8] = "答复结果及时间".into();
    for row in &mut rows {
        if row[0] != "序号" && !row[7].is_empty() {
            row[8] = format!("{}（{}）", row[8], row[7].replace('-', "."));
        }
        row.remove(7);
    }
    agrees("with its day", &document(vec![sheet("台账", &lent(&rows))]));
}

/// A further item of the application above may have a colon.
#[test]
fn items_with_a_colon() {
    let rows = plain(&applications());
    let mut rows = rows[..2].to_vec();
    let blank = String::new;
    let mut item = vec![blank(); 10];
    (item[5], item[8]) = ("第二项：某清单".into(), "无法提供—本机关不掌握相关政府信息".into());
    rows.push(item);
    let register = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    assert_eq!((&*register.cells["3.partial.total"], register.counted), ("1", 1));
}

/// Hidden rows count and are named (rule R11); the answer leaves them out.
#[test]
fn hidden_rows_and_columns() {
    let all = applications();
    let mut block = sheet("台账", &lent(&plain(&all)));
    let Block::Grid(grid) = &mut block else { unreachable!() };
    grid.hidden = Hidden { rows: vec![2, 4], columns: vec![3] };
    let document = document(vec![block]);
    let register = counted(&document, &[]);
    assert_eq!(cells(&register), truth(&all));
    let rule = register.rules.iter().find(|rule| rule.id == "R11").unwrap();
    let rows: Vec<usize> = rule.rows.iter().map(|at| at.row).collect();
    assert_eq!((rows, &*rule.other), (vec![3, 5], "skip"));
    assert!(register.notes[0].contains("隐藏的列也已读入：申请人类别"), "{:?}", register.notes);
    let answer = Answer { id: "rule:R11".into(), value: rule.other.clone(), rows: None };
    let without = counted(&document, &[answer]);
    let left: Vec<_> = all
        .iter()
        .enumerate()
        .filter(|(n, _)| ![1, 3].contains(n))
        .map(|(_, one)| one.clone())
        .collect();
    assert_eq!(cells(&without), truth(&left));
    let told: Vec<usize> = without.skipped.iter().map(|skip| skip.at.row).collect();
    assert_eq!(told, [3, 5]);
    assert!(without.rules.iter().any(|rule| rule.id == "R11" && rule.changed));
}
