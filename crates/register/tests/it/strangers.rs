//! Registers of offices that write in sentences, in Latin heads, in months with nothing done yet, or two
//! lists beside each other. Each gives the cells of the plain register, without a question.

use register::Answer;
use report::document::Document;

use crate::made::{
    Application, applications, cells, counted, document, lent, plain, sheet, table, truth,
};

fn agrees(layout: &str, document: &Document) {
    let register = counted(document, &[]);
    assert!(register.questions.is_empty(), "{layout}: {:#?}", register.questions);
    assert_eq!(cells(&register), truth(&applications()), "{layout}: {:#?}", register.columns);
}

/// `5月6日` for a day as the applications write it.
fn short(day: &str) -> String {
    let number = |text: &str| text.parse::<u8>().unwrap_or(0);
    match day.len() {
        10 => format!("{}月{}日", number(&day[5..7]), number(&day[8..])),
        _ => String::new(),
    }
}

/// The whole answer in a sentence, with its day; letters before it do not matter.
fn sentence(one: &Application) -> String {
    let day = short(one.answered);
    match one.result.2 {
        "granted" => format!("已于{day}书面答复，予以公开"),
        "partial" => format!("征求第三方意见，{day}答复：隐去个人信息后提供"),
        "refused.secret" => format!("经审查系涉密文件，{day}书面告知不予公开"),
        "refused.third_party" => format!("征求意见，第三方不同意公开，{day}答复不予公开"),
        "unavailable.not_held" => format!("经检索，{day}告知该信息不存在"),
        "unavailable.to_create" => format!("延期后于{day}答复，没有现成信息，需要加工"),
        "declined.petition" => format!("{day}告知属于信访事项，不予处理"),
        "declined.repeat" => format!("系重复申请，{day}告知不予重复处理"),
        "closed.unpaid" => format!("{day}发出收费通知，逾期未缴费，终止办理"),
        "closed.other" => format!("{day}申请人撤回申请，结案"),
        // The year after, which only the sentence says.
        _ if !one.answered.is_empty() => format!("{day}书面答复，予以公开"),
        _ => "正在征求第三方意见".into(),
    }
}

#[test]
fn sentences_with_the_day_of_the_answer() {
    let mut rows = plain(&applications());
    for (row, one) in rows[1..].iter_mut().zip(applications()) {
        row[8] = sentence(&one);
    }
    rows.iter_mut().for_each(|row| drop(row.remove(7)));
    rows[0][7] = "办理情况".into();
    agrees("sentences", &document(vec![sheet("台账", &lent(&rows))]));
}

#[test]
fn heads_in_latin_letters() {
    let mut rows = plain(&applications());
    for heads in [
        ["XH", "SQBH", "SQRXM", "SQRLX", "LXDH", "SQNR", "SDRQ", "DFRQ", "DFJG", "BZ"],
        [
            "no",
            "apply_no",
            "applicant_name",
            "applicant_type",
            "mobile",
            "content",
            "received_time",
            "reply_time",
            "result",
            "remark",
        ],
    ] {
        rows[0] = heads.map(String::from).to_vec();
        agrees(heads[2], &document(vec![sheet("csv", &lent(&rows))]));
    }
}

/// The column of results has nothing but states in the last month.
#[test]
fn a_month_with_nothing_done() {
    let mut rows = plain(&applications());
    rows[11][8] = "未到期".into();
    // What is answered in the year after is under way as well.
    (rows[12][7], rows[12][8]) = (String::new(), "正在办理".into());
    let head = rows[0].clone();
    let last = rows.split_off(11);
    let last: Vec<Vec<String>> = std::iter::once(head).chain(last).collect();
    agrees("months", &document(vec![sheet("1-11月", &lent(&rows)), sheet("12月", &lent(&last))]));
}

/// Persons on the left and organisations on the right, under heads of their own.
#[test]
fn two_lists_with_other_heads_beside_each_other() {
    let rows = plain(&applications());
    let part = |row: &Vec<String>| [2, 6, 5, 7, 8].map(|n| row[n].clone()).to_vec();
    let (left, right): (Vec<_>, Vec<_>) = rows[1..].iter().partition(|row| row[3] == "自然人");
    let mut both = vec![
        ["公民申请<5", "", "法人及其他组织申请<5"].map(String::from).to_vec(),
        [
            "姓名",
            "收到日期",
            "申请内容",
            "答复日期",
            "办理结果",
            "",
            "单位名称",
            "收件日期",
            "申请事项",
            "答复时间",
            "答复结果",
        ]
        .map(String::from)
        .to_vec(),
    ];
    for n in 0..left.len().max(right.len()) {
        let blank = || vec![String::new(); 5];
        let mut row = left.get(n).map_or_else(blank, |row| part(row));
        row.push(String::new());
        row.extend(right.get(n).map_or_else(blank, |row| part(row)));
        both.push(row);
    }
    agrees("beside", &document(vec![sheet("登记", &lent(&both))]));
}

/// Ticks of another shape, below groups that are not merged, with a line of sums.
#[test]
fn ticks_below_groups_that_are_not_merged() {
    let kinds = ["公民", "企业", "科研机构", "公益组织", "法律服务", "其他组织"];
    let ids = ["person", "company", "research", "charity", "legal", "other_org"];
    let results = [
        ("公开", "granted"),
        ("部分公开", "partial"),
        ("国家秘密", "refused.secret"),
        ("第三方权益", "refused.third_party"),
        ("不掌握", "unavailable.not_held"),
        ("需加工", "unavailable.to_create"),
        ("信访", "declined.petition"),
        ("重复", "declined.repeat"),
        ("未缴费", "closed.unpaid"),
        ("撤回", "closed.other"),
    ];
    let mut groups = vec!["号".to_string(), "申请人".into(), "申请人身份".into()];
    groups.resize(8, String::new());
    groups.extend(["收到日期", "处理结果"].map(String::from));
    groups.resize(19, String::new());
    groups.push("答复日期".into());
    let mut heads = vec![String::new(); 2];
    heads.extend(kinds.map(String::from));
    heads.push(String::new());
    heads.extend(results.map(|(head, _)| head.to_string()));
    heads.push(String::new());
    let mut rows = vec![groups, heads];
    let tick = |on: bool| if on { "✓".to_string() } else { String::new() };
    for (n, one) in applications().iter().enumerate() {
        let mut row = vec![(n + 1).to_string(), one.name.to_string()];
        row.extend(ids.iter().map(|id| tick(*id == one.kind.1)));
        row.push(one.received.into());
        row.extend(results.iter().map(|(_, id)| tick(*id == one.result.2)));
        row.push(one.answered.into());
        rows.push(row);
    }
    let mut sums = vec!["合计".to_string(), String::new()];
    sums.extend(["6", "1", "1", "1", "1", "1", ""].map(String::from));
    sums.extend(["1"; 10].map(String::from));
    rows.push(sums);
    agrees("ticks", &document(vec![sheet("登记", &lent(&rows))]));
}

/// A list of cases says how they ended under a head of its own words.
#[test]
fn ends_of_cases_under_any_head() {
    let rows = plain(&applications());
    let cases = [
        vec!["案由", "申请编号", "救济类型", "受理机关", "结案文书主要内容"],
        vec!["不服答复", "示公开〔2023〕2号", "行政复议", "—", "市政府6月3日决定维持原答复"],
        vec!["不服答复", "示公开〔2023〕3号", "行政复议", "—", "撤销答复，责令重新处理"],
        vec!["不服答复", "示公开〔2023〕4号", "行政诉讼（未经复议）", "—", "尚未开庭"],
    ];
    let register =
        counted(&document(vec![sheet("台账", &lent(&rows)), sheet("复议和诉讼", &cases)]), &[]);
    assert!(register.questions.is_empty(), "{:?}", register.questions);
    let all = cells(&register);
    for id in ["4.review.upheld", "4.review.corrected", "4.direct.pending"] {
        assert_eq!(all.get(id), Some(&1), "{id}");
    }
}

/// The columns of a sheet that is named after a person are changed by the name that is shown.
#[test]
fn columns_of_a_sheet_named_after_a_person() {
    let mut rows = plain(&applications());
    rows[0][8] = "甲".into();
    let document = document(vec![sheet("赵一鸣", &lent(&rows))]);
    let shown = counted(&document, &[]).columns[8].clone();
    assert_eq!((&*shown.sheet, shown.means.as_deref()), ("工作表1", Some("result")));
    let answer = |value: &str| Answer {
        id: format!("column:{}!{}", shown.sheet, shown.column),
        value: value.into(),
        rows: None,
    };
    let changed = counted(&document, &[answer("detail")]);
    assert_eq!(changed.columns[8].means.as_deref(), Some("detail"));
}

/// Cards with two labels on a line, whose values look like labels: days and kinds of applicant.
#[test]
fn cards_with_values_that_look_like_labels() {
    let card = |one: &Application| {
        let (group, case, _) = one.result;
        let result = format!("{group} {case}");
        let day = |text: &str| match text.len() {
            10 => format!("{}{}", &text[..5].replace('-', "年"), short(text)),
            _ => String::new(),
        };
        let (received, answered) = (day(one.received), day(one.answered));
        table(&[
            vec!["登记编号", &one.number, "登记日期", &received],
            vec!["申请人", one.name, "申请人类别", one.kind.0],
            vec!["申请人类别", one.kind.0, "答复时间", &answered],
            vec!["答复时间", &answered, "答复结论", &result],
        ])
    };
    agrees("cards", &document(applications().iter().map(card).collect()));
}

/// Letters for results, explained above the head, in a column of codes.
#[test]
fn letters_explained_above_the_head() {
    let mut rows = plain(&applications());
    rows[0][8] = "答复代码".into();
    let mut legend = Vec::new();
    for (row, (n, letter)) in rows[1..].iter_mut().zip(('A'..='Z').enumerate()) {
        if applications()[n].answered.is_empty() {
            continue;
        }
        legend.push(format!("{letter}-{}", row[8].split('—').next_back().unwrap_or_default()));
        row[8] = letter.to_string();
    }
    // The other case of 其他处理 has a word of its own.
    let legend = legend.join("，").replace("J-其他", "J-申请人撤回");
    let note = format!("填写说明：{legend}<10");
    let mut all = vec![vec![note.as_str()]];
    all.extend(lent(&rows));
    agrees("letters", &document(vec![sheet("台账", &all)]));
}

/// Sheets named after months keep their names.
#[test]
fn sheets_named_after_months_keep_their_names() {
    let rows = plain(&applications());
    let shown = |name: &str| {
        counted(&document(vec![sheet(name, &lent(&rows))]), &[]).columns[0].sheet.clone()
    };
    assert_eq!(shown("2023.12"), "2023.12");
    assert_eq!(shown("12000000000"), "工作表1");
}
