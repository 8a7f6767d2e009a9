//! The same applications in many layouts give the same cells, without a question.

use report::document::{Block, Document};

use crate::made::{
    Application, applications, cells, counted, document, lent, plain, sheet, table, truth,
};

fn agrees(layout: &str, document: &Document) {
    let register = counted(document, &[]);
    assert!(register.questions.is_empty(), "{layout}: {:#?}", register.questions);
    assert_eq!(cells(&register), truth(&applications()), "{layout}");
    assert_eq!(register.counted, applications().len(), "{layout}");
}

#[test]
fn one_row_of_heads() {
    let rows = plain(&applications());
    agrees("plain", &document(vec![sheet("台账", &lent(&rows))]));
    agrees("a table of a text file", &document(vec![table(&lent(&rows))]));
    // Names alone say the kinds.
    let mut bare = rows.clone();
    bare.iter_mut().for_each(|row| drop(row.remove(3)));
    agrees("names only", &document(vec![sheet("台账", &lent(&bare))]));
    // A head without a known word, and few lines.
    let mut odd = rows.clone();
    odd[0][4] = "甲".into();
    agrees("an unknown head", &document(vec![table(&lent(&odd))]));
    // A title, a line of the office, a sum and notes are no applications.
    let mut more = vec![
        vec!["示例市档案局2023年度依申请公开台账<10".to_string()],
        vec!["填报单位：示例市档案局".into()],
    ];
    more.extend(rows);
    more.push(vec!["合计".into(), "12件".into()]);
    more.push(vec!["注：本表按收到时间排列。<10".into()]);
    more.push(vec!["填表人：王某".into(), "审核人：张某".into()]);
    agrees("with title and sum", &document(vec![sheet("Sheet1", &lent(&more))]));
}

#[test]
fn a_head_of_two_rows_merged_or_not() {
    let rows = plain(&applications());
    let body: Vec<Vec<&str>> = lent(&rows).split_off(1);
    let merged = [
        vec![
            "序号^2",
            "编号^2",
            "申请人信息<3",
            "申请事项^2",
            "收件时间^2",
            "办理情况<2",
            "备注^2",
        ],
        vec!["姓名或名称", "类别", "联系方式", "答复时间", "结果"],
    ];
    let plain = [
        vec!["序号", "编号", "申请人", "", "", "申请事项", "收件时间", "办理情况", "", "备注"],
        vec!["", "", "姓名或名称", "类别", "联系方式", "", "", "答复时间", "结果", ""],
    ];
    for (layout, head) in [("merged", merged), ("not merged", plain)] {
        let rows: Vec<Vec<&str>> = head.into_iter().chain(body.clone()).collect();
        agrees(layout, &document(vec![sheet("台账", &rows)]));
    }
}

#[test]
fn tables_cut_over_pages() {
    let rows = plain(&applications());
    let (first, second) = rows.split_at(6);
    let mut repeated = vec![rows[0].clone()];
    repeated.extend_from_slice(second);
    agrees("head repeated", &document(vec![table(&lent(first)), table(&lent(&repeated))]));
    agrees("head once", &document(vec![table(&lent(first)), table(&lent(second))]));
}

#[test]
fn a_sheet_for_each_month() {
    let rows = plain(&applications());
    let mut blocks: Vec<Block> = Vec::new();
    for month in 1..=12 {
        let mut part = vec![vec![format!("2023年{month}月登记<10")], rows[0].clone()];
        for (n, (row, one)) in rows[1..].iter().zip(applications()).enumerate() {
            let of: usize = if one.carried_in { 1 } else { one.received[5..7].parse().unwrap() };
            if of != month {
                continue;
            }
            let mut row = row.clone();
            // Days without a year: the year is that of the number and of the receipt before it.
            if n > 0 {
                row[6] = format!("{month}月{}日", one.received[8..].trim_start_matches('0'));
                if !one.answered.is_empty() {
                    let (m, d) = (
                        one.answered[5..7].trim_start_matches('0'),
                        one.answered[8..].trim_start_matches('0'),
                    );
                    row[7] = format!("{m}月{d}日");
                }
            }
            part.push(row);
        }
        blocks.push(sheet(&format!("{month}月"), &lent(&part)));
    }
    blocks.push(sheet("汇总", &[vec!["月份", "收件数", "备注"], vec!["1月", "2", ""]]));
    agrees("months", &document(blocks));
}

/// The results as ticks below their heads.
#[test]
fn a_column_for_each_result() {
    let ids = ["予以公开", "部分公开"];
    let refused = ["1.属于国家秘密", "4.保护第三方合法权益"];
    let unavailable = ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作"];
    let declined = ["1.信访举报投诉类申请", "2.重复申请"];
    let closed = ["2.逾期不缴费", "3.其他"];
    let head = [
        vec![
            "序号^3",
            "申请人^3",
            "类型^3",
            "收到日期^3",
            "答复日期^3",
            "办理结果<10",
            "结转下年^3",
        ],
        vec!["予以公开^2", "部分公开^2", "不予公开<2", "无法提供<2", "不予处理<2", "其他处理<2"],
        [refused, unavailable, declined, closed].concat(),
    ];
    let all: Vec<&str> = [&ids[..], &refused, &unavailable, &declined, &closed].concat();
    let tick = |one: &Application| {
        let (group, case, id) = one.result;
        let word = if case.is_empty() { group } else { case };
        all.iter().position(|head| match id {
            "closed.unpaid" => head.contains("缴费"),
            _ => !word.is_empty() && head.ends_with(word),
        })
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (n, one) in applications().iter().enumerate() {
        let mut row = vec![
            (n + 1).to_string(),
            one.name.into(),
            one.kind.0.into(),
            one.received.into(),
            one.answered.into(),
        ];
        let ticked = tick(one);
        row.extend(
            (0..10).map(|at| if ticked == Some(at) { "√".to_string() } else { String::new() }),
        );
        row.push(if one.result.2 == "carried_out" { "√".into() } else { String::new() });
        rows.push(row);
    }
    let rows: Vec<Vec<&str>> = head.into_iter().chain(lent(&rows)).collect();
    agrees("ticks", &document(vec![sheet("登记表", &rows)]));
}

#[test]
fn group_and_case_in_two_columns_and_codes() {
    let mut rows = plain(&applications());
    let mut codes = rows.clone();
    rows[0][8] = "答复类型".into();
    rows[0][9] = "具体情形".into();
    codes[0][8] = "结果代码".into();
    let mut legend = vec![vec!["代码".to_string(), "含义".into()]];
    for (n, one) in applications().iter().enumerate() {
        let (group, case, _) = one.result;
        rows[n + 1][8] = group.into();
        rows[n + 1][9] = case.into();
        let code = format!("R{:02}", n + 1);
        let words =
            if case.is_empty() { group.to_string() } else { format!("{group}（{case}）") };
        codes[n + 1][8] = if group.is_empty() { String::new() } else { code.clone() };
        if !group.is_empty() {
            legend.push(vec![code, words]);
        }
    }
    agrees("two columns", &document(vec![sheet("台账", &lent(&rows))]));
    agrees("codes", &document(vec![sheet("台账", &lent(&codes)), sheet("代码表", &lent(&legend))]));
}

/// Each application on a card of its own.
#[test]
fn cards() {
    let card = |one: &Application| {
        let (group, case, _) = one.result;
        let result = format!("{group} {case}");
        let rows = [
            vec!["政府信息公开申请登记表<4"],
            vec!["登记编号", &one.number, "收到日期", one.received],
            vec!["申请人姓名（名称）", one.name, "申请人类别", one.kind.0],
            vec!["联系电话", "12000000000", "通信地址", "示例路 1 号"],
            vec!["申请内容", "某项目资料<3"],
            vec!["答复日期", one.answered, "办理结果", &result],
        ];
        table(&rows)
    };
    agrees("cards", &document(applications().iter().map(card).collect()));
}

/// An application on several lines counts once, and a line that repeats another does not count.
#[test]
fn lines_that_are_no_application_of_their_own() {
    let mut rows = plain(&applications());
    let mut again = rows[3].clone();
    again[0] = "13".into();
    rows.push(again);
    let void = [
        "14",
        "示公开〔2023〕99号",
        "冯八方",
        "自然人",
        "",
        "某资料",
        "2023-09-01",
        "",
        "",
        "登记错误，作废",
    ];
    rows.push(void.map(String::from).to_vec());
    // The second item of the application above it.
    let item = ["", "", "", "", "", "另一项资料", "", "", "属于国家秘密", ""];
    rows.insert(4, item.map(String::from).to_vec());
    let register = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    assert_eq!(cells(&register), truth(&applications()));
    let skipped: Vec<usize> = register.skipped.iter().map(|skip| skip.at.row).collect();
    assert_eq!(skipped, [15, 16]);
}

#[test]
fn reviews_suits_and_fees() {
    let mut rows = plain(&applications());
    rows[0].extend(["行政复议", "行政诉讼", "信息处理费（元）"].map(String::from));
    for (n, row) in rows.iter_mut().enumerate().skip(1) {
        row.extend(
            match n {
                1 => ["维持", "驳回诉讼请求", "100"],
                2 => ["", "未经复议直接起诉，审理中", "已通知200元，未缴"],
                3 => ["撤销，责令重新答复", "", "20.50元"],
                5 => ["", "", "见票据"],
                4 => ["申请人撤回", "/", ""],
                _ => ["无", "", "0"],
            }
            .map(String::from),
        );
    }
    let register = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    let expected = [
        "4.after.upheld",
        "4.direct.pending",
        "4.review.corrected",
        "4.review.other",
        "4.review.upheld",
    ];
    let all = cells(&register);
    let four: Vec<&str> = all
        .keys()
        .map(String::as_str)
        .filter(|id| id.starts_with('4') && !id.ends_with("total"))
        .collect();
    assert_eq!(four, expected);
    assert_eq!(all["4.review.total"], 3);
    assert_eq!(register.fee, "120.50");
    // What is not understood is told.
    assert_eq!(register.unread_fees.iter().map(|at| at.row).collect::<Vec<_>>(), [6]);
}

/// Cases on a sheet of their own, with the office's part in them.
#[test]
fn a_list_of_cases() {
    let rows = plain(&applications());
    let cases = [
        vec![
            "序号",
            "类型",
            "原答复文号",
            "申请人（原告）",
            "本机关地位",
            "审理结果",
            "是否经复议",
        ],
        vec!["1", "行政复议", "示答〔2023〕1号", "赵一鸣", "被申请人", "维持", ""],
        vec!["2", "行政复议", "示答〔2023〕2号", "钱二多", "复议机关", "撤销", ""],
        vec!["3", "行政诉讼", "示答〔2023〕1号", "赵一鸣", "被告", "驳回原告诉讼请求", "是"],
        vec!["4", "行政诉讼", "示答〔2023〕3号", "孙三思", "被告", "尚未审结", "否"],
        vec![
            "5",
            "行政诉讼",
            "示答〔2023〕4号",
            "李四海",
            "共同被告（复议机关）",
            "确认违法",
            "是",
        ],
    ];
    let register =
        counted(&document(vec![sheet("台账", &lent(&rows)), sheet("复议诉讼", &cases)]), &[]);
    let all = cells(&register);
    let four: Vec<&str> = all
        .keys()
        .map(String::as_str)
        .filter(|id| id.starts_with('4') && !id.ends_with("total"))
        .collect();
    assert_eq!(four, ["4.after.upheld", "4.direct.pending", "4.review.upheld"]);
    assert!(register.questions.is_empty(), "{:?}", register.questions);
}

/// Work grows with the rows, no faster.
#[test]
fn timed_five_thousand_rows() {
    let one = applications().remove(2);
    let many = |count: usize| {
        let rows: Vec<Application> = (0..count)
            .map(|n| Application { number: format!("示公开〔2023〕{n}号"), ..one.clone() })
            .collect();
        let mut rows = plain(&rows);
        rows.iter_mut().enumerate().skip(1).for_each(|(n, row)| row[5] = format!("资料{n}"));
        document(vec![sheet("台账", &lent(&rows))])
    };
    let time = |document: &Document| {
        let begun = std::time::Instant::now();
        assert!(counted(document, &[]).counted > 400);
        begun.elapsed().as_secs_f64()
    };
    let (small, large) = (many(500), many(5_000));
    let (few, all) = (time(&small), time(&large));
    println!("500 rows {few:.3} s, 5,000 rows {all:.3} s");
    assert!(all < few * 40.0, "500 rows take {few} s, 5,000 rows {all} s");
}

/// Kinds of applicant and results as ticks, in one row of heads; and cards below each other.
#[test]
fn ticks_without_groups_and_stacked_cards() {
    let kinds = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    let results = [
        "予以公开",
        "部分公开",
        "国家秘密",
        "第三方合法权益",
        "不掌握",
        "没有现成信息",
        "信访举报投诉",
        "重复申请",
        "逾期不缴费",
        "申请人撤回",
    ];
    let first =
        ["序号^2", "申请人姓名^2", "申请人类别<6", "收到日期^2", "答复日期^2"].map(String::from);
    let mut head: Vec<String> = first.to_vec();
    head.extend(results.iter().map(|result| format!("{result}^2")));
    let mut rows = vec![head, kinds.map(String::from).to_vec()];
    let order = [
        "granted",
        "partial",
        "refused.secret",
        "refused.third_party",
        "unavailable.not_held",
        "unavailable.to_create",
        "declined.petition",
        "declined.repeat",
        "closed.unpaid",
        "closed.other",
    ];
    for (n, one) in applications().iter().enumerate() {
        let mut row = vec![(n + 1).to_string(), one.name.to_string()];
        let tick = |on: bool| if on { "√".to_string() } else { String::new() };
        row.extend(kinds.iter().map(|kind| tick(*kind == one.kind.0)));
        row.extend([one.received.to_string(), one.answered.to_string()]);
        row.extend(order.iter().map(|id| tick(*id == one.result.2)));
        rows.push(row);
    }
    agrees("ticks without groups", &document(vec![sheet("台账", &lent(&rows))]));

    let mut rows: Vec<Vec<String>> = Vec::new();
    for one in applications() {
        let (group, case, _) = one.result;
        rows.push(vec!["政府信息公开申请登记表<4".into()]);
        rows.push(["登记编号", &one.number, "收到日期", one.received].map(String::from).to_vec());
        rows.push(["申请人", "姓名", one.name, "类别", one.kind.0].map(String::from).to_vec());
        rows.push(
            ["答复日期", one.answered, "办理结果", &format!("{group} {case}")]
                .map(String::from)
                .to_vec(),
        );
    }
    agrees("stacked cards", &document(vec![sheet("登记", &lent(&rows))]));
}
