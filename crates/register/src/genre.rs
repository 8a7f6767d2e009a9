//! What a file that is no register seems to be.

use report::document::{Block, Document};

use crate::contents::Reader;
use crate::field::Field;
use crate::grid::{Line, Sheet};
use crate::head::{Column, Table};
use crate::legend::is_legend;
use crate::outcome::{Set, Signs, one};
use crate::rows::Row;
use crate::words::has;

/// What a file seems to be, by words of its titles and heads; the first with two of them counts.
const KINDS: &[(&str, &[&str])] = &[
    (
        "一份填好的年度报告",
        &["年度报告", "本年新收政府信息公开申请", "结转下年度继续办理", "勾稽关系", "信息内容"],
    ),
    ("一份通讯录", &["通讯录", "职务", "手机", "办公电话", "联系电话", "分机", "短号"]),
    ("一份预算或决算表", &["预算", "决算", "科目", "支出", "收入", "金额", "合计"]),
    ("一份工资或考勤表", &["工资", "考勤", "出勤", "加班", "津贴"]),
    ("一份固定资产或物品清单", &["资产", "规格", "型号", "数量", "单价"]),
    ("一份信访登记", &["信访", "信访人", "信访事项", "来访", "上访", "接访"]),
    ("一份热线或来电登记", &["热线", "来电", "工单", "满意度"]),
    ("一份合同登记", &["合同", "合同编号", "签订", "履行"]),
    ("一份会议或签到表", &["签到", "会议", "参会", "议程", "培训", "主持人"]),
    ("一份名单或花名册", &["花名册", "名单", "性别", "出生", "民族", "身份证"]),
];

/// The sentence that refuses a file; `tables` are those with known heads.
pub fn refusal(sheets: &[Sheet], tables: &[Table]) -> String {
    if sheets.iter().all(|sheet| sheet.lines.is_empty()) {
        return "这个文件里没有表格，不是依申请公开台账；请确认选对了文件。".into();
    }
    if tables.iter().any(|t| is_applications(t) && t.lines.is_empty()) {
        return "这份台账只有表头，还没有登记申请，没有可以统计的内容。".into();
    }
    let mut words = String::new();
    for sheet in sheets {
        words.push_str(&sheet.name);
        // The head of any table stands near its beginning.
        for line in sheet.lines.iter().take(40) {
            for (_, cell) in line.begun() {
                words.push('\n');
                words.push_str(cell.text);
            }
        }
    }
    let count =
        |(_, list): &&(&str, &[&str])| list.iter().filter(|word| words.contains(*word)).count();
    match KINDS.iter().find(|kind| count(kind) >= 2) {
        Some((what, _)) => format!("这个文件似乎是{what}，不是依申请公开台账；请确认选对了文件。"),
        None => "这个文件里没有找到依申请公开台账：表里要有申请人、收到日期和办理结果几列；请确认选对了文件。".into(),
    }
}

/// What a list of applications has: who applied, what became of it, and when or a number.
pub fn parts(table: &Table) -> [bool; 3] {
    let any = |fields: &[Field]| fields.iter().any(|f| table.has(*f));
    let who = any(&[Field::Applicant, Field::Kind]) || table.kind.is_some();
    let what = any(&[Field::Result, Field::Detail]);
    let when = any(&[
        Field::Received,
        Field::Registered,
        Field::Filed,
        Field::Month,
        Field::Number,
        Field::Answered,
    ]);
    [who, what, when]
}

/// Whether a table is a list of applications.
pub fn is_applications(table: &Table) -> bool {
    !is_legend(table) && parts(table) == [true; 3]
}

/// Whether a table is a list of applications, or one of two that make one: the applications, and
/// the answers by their numbers.
pub fn is_part(table: &Table) -> bool {
    let [who, what, when] = parts(table);
    !is_legend(table) && when && (who || what) && (who && what || table.has(Field::Number))
}

/// Words by which titles and heads say that something is about applications.
const OURS: &str = "申请公开|公开申请|依申请|信息公开|公开办";

/// Whether titles or heads say that a table lists something else: consultations, petitions, contracts,
/// reports.
pub fn is_consultations(table: &Table, sheet: &Sheet) -> bool {
    const TITLES: &str = "咨询|热线|来电|信箱|来访|信访登记|信访件|信访事项|合同|会议|培训|采购";
    const HEADS: &str =
        "信访人|信访件|信访日期|信访形式|来电|热线|合同|会议|培训|相对方|满意度|采购";
    // Reports that were handed in, and what was disclosed without being asked for.
    const UNASKED: &str = "年度报告|年报|主动公开|目录|预算|决算";
    let titles = [&table.title, &sheet.name];
    let heads = || table.columns.iter().map(Column::leaf);
    let says = |words: &str| titles.iter().any(|t| has(t, words));
    if says(UNASKED) && !says("申请") && !heads().any(|head| has(head, "申请")) {
        return true;
    }
    let other = titles.iter().any(|t| has(t, TITLES)) || heads().any(|head| has(head, HEADS));
    other && !titles.iter().any(|t| has(t, OURS)) && !heads().any(|head| has(head, OURS))
}

/// Whether a document says anywhere but in its lists that it is about applications.
pub fn is_titled(document: &Document, sheets: &[Sheet], tables: &[&Table]) -> bool {
    let paragraph = |block: &Block| matches!(block, Block::Paragraph(p) if has(&p.text, "公开"));
    let outside = |table: &&Table| {
        let sheet = &sheets[table.sheet];
        let above = sheet.lines[..table.lines.start].iter();
        has(&sheet.name, "公开") || above.flat_map(Line::begun).any(|(_, c)| has(c.text, "公开"))
    };
    document.blocks.iter().any(paragraph) || tables.iter().any(outside)
}

/// Results that lists of other applications have as well: withdrawn, repeated, passed on as a petition.
fn of_any_list() -> Set {
    one("closed.other") | one("closed.unpaid") | one("declined.repeat") | one("declined.petition")
}

/// Whether most rows that have a result name one of the regulation. 同意 and the like alone are words of
/// any list, such as one of leave; then heads must speak of information.
pub fn has_results(rows: &[Row], reader: &mut Reader) -> bool {
    let (mut with, mut ours) = (0, 0);
    let heads = rows.first().map(|row| row.table.columns.iter()).into_iter().flatten();
    let mut speaks = heads.into_iter().any(|column| has(column.leaf(), "公开|信息"));
    for row in rows {
        let texts = [Field::Result, Field::Detail].map(|field| row.texts(field)).concat();
        let signs: Vec<_> = texts.iter().map(|text| reader.signs(text)).collect();
        let says = |s: &Signs| s.granted || s.partial || s.reasons | s.articles | s.groups != 0;
        let done = signs.iter().any(|s| !s.pending || says(s));
        with += usize::from(done);
        ours += usize::from(signs.iter().any(says));
        let exact = |s: &Signs| s.partial || s.reasons & !of_any_list() | s.articles != 0;
        speaks |= signs.iter().any(exact) || texts.iter().any(|text| has(text, "公开"));
    }
    ours * 2 >= with && (speaks || with == 0)
}
