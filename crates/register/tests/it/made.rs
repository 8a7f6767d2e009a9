//! Made-up registers, and the documents in which they stand.

use std::collections::BTreeMap;

use register::{Answer, Register, count};
use report::document::{Block, CellRole, Document, Grid, GridCell, Place};

/// A made-up application.
#[derive(Clone)]
pub struct Application {
    pub number: String,
    pub name: &'static str,
    /// The word of the column of kinds, and the id of the kind.
    pub kind: (&'static str, &'static str),
    pub received: &'static str,
    pub answered: &'static str,
    /// The group, the case, and the id of the result.
    pub result: (&'static str, &'static str, &'static str),
    pub carried_in: bool,
}

/// Name, kind, days of receipt and of the answer, result.
type Line = (
    &'static str,
    (&'static str, &'static str),
    &'static str,
    &'static str,
    (&'static str, &'static str, &'static str),
);

#[rustfmt::skip]
const LINES: [Line; 12] = [
    ("赵一鸣", ("自然人", "person"), "2022-12-20", "2023-01-10", ("予以公开", "", "granted")),
    ("示例市甲乙有限公司", ("商业企业", "company"), "2023-01-05", "2023-01-20", ("部分公开", "", "partial")),
    ("钱二多", ("自然人", "person"), "2023-02-01", "2023-02-20", ("不予公开", "属于国家秘密", "refused.secret")),
    ("示例农业研究所", ("科研机构", "research"), "2023-02-14", "2023-03-01", ("不予公开", "保护第三方合法权益", "refused.third_party")),
    ("示例慈善基金会", ("社会公益组织", "charity"), "2023-03-08", "2023-03-20", ("无法提供", "本机关不掌握相关政府信息", "unavailable.not_held")),
    ("示例律师事务所", ("法律服务机构", "legal"), "2023-04-03", "2023-04-20", ("无法提供", "没有现成信息需要另行制作", "unavailable.to_create")),
    ("示例镇第一中学", ("其他", "other_org"), "2023-05-04", "2023-05-25", ("不予处理", "信访举报投诉类申请", "declined.petition")),
    ("孙三思", ("自然人", "person"), "2023-06-01", "2023-06-15", ("不予处理", "重复申请", "declined.repeat")),
    ("李四海", ("自然人", "person"), "2023-07-07", "2023-08-01", ("其他处理", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "closed.unpaid")),
    ("周五福", ("自然人", "person"), "2023-08-08", "2023-08-30", ("其他处理", "其他", "closed.other")),
    ("吴六合", ("自然人", "person"), "2023-12-20", "", ("", "", "carried_out")),
    ("郑七星", ("自然人", "person"), "2023-12-22", "2024-01-12", ("予以公开", "", "carried_out")),
];

/// Applications of 2023 with every kind of applicant, and results of every group.
pub fn applications() -> Vec<Application> {
    let one = |(n, (name, kind, received, answered, result)): (usize, Line)| Application {
        number: format!("示公开〔{}〕{}号", if n == 0 { "2022" } else { "2023" }, n + 1),
        name,
        kind,
        received,
        answered,
        result,
        carried_in: n == 0,
    };
    LINES.into_iter().enumerate().map(one).collect()
}

/// The true cells that are not 0, by kind of applicant.
pub fn truth(applications: &[Application]) -> BTreeMap<String, u64> {
    let mut cells = BTreeMap::new();
    for one in applications {
        let from = if one.carried_in { "carried_in" } else { "received" };
        let done = (one.result.2 != "carried_out").then_some("processed");
        for row in [Some(from), Some(one.result.2), done].into_iter().flatten() {
            for column in [one.kind.1, "total"] {
                *cells.entry(format!("3.{row}.{column}")).or_default() += 1;
            }
        }
    }
    cells
}

/// The cells of a register that are not 0.
pub fn cells(register: &Register) -> BTreeMap<String, u64> {
    let number = |(id, text): (&String, &String)| (id.clone(), text.parse().unwrap());
    register.cells.iter().map(number).filter(|(_, n): &(String, u64)| *n > 0).collect()
}

/// A worksheet with these rows of texts. `text<3` spans three columns, `text^2` two rows.
pub fn sheet(name: &str, rows: &[Vec<&str>]) -> Block {
    let span = |text: &str, mark: char| -> Option<(String, usize)> {
        let (text, n) = text.rsplit_once(mark)?;
        Some((text.to_string(), n.parse().ok()?))
    };
    let cell = |text: &&str| {
        let (text, columns) = span(text, '<').unwrap_or((text.to_string(), 1));
        let (text, rows) = span(&text, '^').unwrap_or((text, 1));
        GridCell { columns, rows, ..GridCell::new(CellRole::Value, text) }
    };
    let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let place = Place::Sheet { name: name.to_string(), row: 0, column: 0 };
    Block::Grid(Grid { rows, place: Some(place), ..Grid::default() })
}

/// The same rows as a table of a text file, which has no place.
pub fn table(rows: &[Vec<&str>]) -> Block {
    let Block::Grid(grid) = sheet("", rows) else { unreachable!() };
    Block::Grid(Grid { place: None, ..grid })
}

pub fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

/// Counts the register of 2023 in a document.
pub fn counted(document: &Document, answers: &[Answer]) -> Register {
    count(document, Some(2023), answers).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The plain layout: heads in one row, results in one column.
pub fn plain(applications: &[Application]) -> Vec<Vec<String>> {
    let head = [
        "序号",
        "登记编号",
        "申请人",
        "申请人类别",
        "联系电话",
        "申请内容",
        "收到日期",
        "答复日期",
        "办理结果",
        "备注",
    ];
    let mut rows = vec![head.map(String::from).to_vec()];
    for (n, one) in applications.iter().enumerate() {
        let (group, case, _) = one.result;
        let result = if case.is_empty() { group.to_string() } else { format!("{group}—{case}") };
        let texts = [
            &*(n + 1).to_string(),
            &one.number,
            one.name,
            one.kind.0,
            "12000000000",
            "某项目资料",
            one.received,
            one.answered,
            &result,
            "",
        ];
        rows.push(texts.map(String::from).to_vec());
    }
    rows
}

/// The rows as [`sheet`] takes them.
pub fn lent(rows: &[Vec<String>]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
}
