//! What is no register is refused in one sentence that says what it seems to be.

use register::{Refusal, count};

use crate::made::{document, lent, plain, sheet};

#[test]
fn other_tables_are_refused() {
    let phones = vec![
        vec!["序号", "姓名", "部门", "职务", "手机"],
        vec!["1", "赵某", "办公室", "主任", "12000000000"],
    ];
    let budget = vec![
        vec!["科目编码", "科目名称", "基本支出", "项目支出"],
        vec!["201", "一般公共服务支出", "12", "30"],
    ];
    let report = vec![
        vec!["申请人情况", "自然人", "商业企业", "总计"],
        vec!["一、本年新收政府信息公开申请数量", "3", "1", "4"],
        vec!["四、结转下年度继续办理", "0", "0", "0"],
    ];
    let staff = vec![vec!["姓名", "性别", "出生年月", "民族"], vec!["赵某", "男", "1980-01", "汉"]];
    let blank = lent(&plain(&[]))
        .into_iter()
        .map(|row| row.into_iter().map(str::to_string).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    for (rows, word) in [
        (phones, "通讯录"),
        (budget, "预算"),
        (report, "年度报告"),
        (staff, "名单"),
        (lent(&blank), "只有表头"),
        (vec![], "没有表格"),
    ] {
        match count(&document(vec![sheet("Sheet1", &rows)]), Some(2023), &[]) {
            Err(Refusal::NoRegister(words)) => {
                assert!(words.contains(word), "{word}: {words}");
                assert_eq!(words.matches('。').count(), 1, "{words}");
            }
            other => panic!("{word}: {:?}", other.map(|register| register.counted)),
        }
    }
    assert!(matches!(count(&document(vec![]), None, &[]), Err(Refusal::NoRegister(_))));
}

/// Registers of other matters have persons, days and ends, too.
#[test]
fn registers_of_other_matters_are_refused() {
    let petitions = ["序号", "信访人", "信访日期", "信访诉求", "答复日期", "办理结果"];
    let calls = ["工单编号", "来电人", "来电时间", "诉求内容", "办结时间", "办理结果"];
    let contracts = ["合同编号", "相对方", "签订日期", "合同内容", "终止日期", "履行情况"];
    let letters = ["编号", "来信人", "收到日期", "反映内容", "答复日期", "办理结果"];
    for (heads, ends) in [
        (petitions, ["不予受理", "已出具处理意见书", "已化解"]),
        (calls, ["非本单位职责，退回", "已解决", "已解释说明"]),
        (contracts, ["履行中", "已终止", "已履行完毕"]),
        (letters, ["已解决", "已处理", "不予受理"]),
    ] {
        let mut rows = vec![heads.to_vec()];
        rows.extend(ends.map(|end| vec!["1", "赵一鸣", "2023-03-01", "某事", "2023-03-09", end]));
        let counted = count(&document(vec![sheet("Sheet1", &rows)]), Some(2023), &[]);
        assert!(matches!(counted, Err(Refusal::NoRegister(_))), "{heads:?}");
    }
}

/// Lists of leave, of grants, of reports handed in and of what was disclosed unasked have applicants or
/// days, and 同意 or 公开, too.
#[test]
fn lists_with_words_of_any_list_are_refused() {
    let leave = ["序号", "申请人", "申请时间", "请假事由", "批准时间", "结果"];
    let grants = ["序号", "申请人", "申请日期", "申请内容", "审核日期", "审核结果"];
    let reports = ["序号", "报送单位", "报送日期", "审核结果", "公开日期", "备注"];
    let lists = ["序号", "信息名称", "公开日期", "公开方式", "发布单位", "是否公开"];
    for (title, heads, values) in [
        ("2023年请假登记", leave, ["赵一鸣", "2023-03-01", "事假", "2023-03-09", "同意"]),
        ("2023年补贴审核表", grants, ["赵一鸣", "2023-03-01", "补贴", "2023-03-09", "同意"]),
        (
            "2023年度政府信息公开年度报告报送情况",
            reports,
            ["示例局", "2023-01-05", "通过", "2023-01-20", ""],
        ),
        ("2023年主动公开信息目录", lists, ["某通知", "2023-03-01", "网站", "办公室", "是"]),
    ] {
        let mut rows = vec![vec![title], heads.to_vec()];
        rows.extend(["1", "2", "3", "4"].map(|n| [&[n], &values[..]].concat()));
        for year in [None, Some(2023)] {
            let counted = count(&document(vec![sheet("Sheet1", &rows)]), year, &[]);
            assert!(matches!(counted, Err(Refusal::NoRegister(_))), "{title}");
        }
    }
    // The same words in a register whose head speaks of information are results.
    let ours = ["序号", "申请人", "申请时间", "所需信息", "批准时间", "结果"];
    let values = ["1", "赵一鸣", "2023-03-01", "某资料", "2023-03-09", "同意"];
    let document = document(vec![sheet("Sheet1", &[ours.to_vec(), values.to_vec()])]);
    assert_eq!(count(&document, Some(2023), &[]).unwrap().counted, 1);
}

/// A list of consultations beside the applications does not count.
#[test]
fn consultations_beside_applications() {
    let applications = plain(&crate::made::applications());
    let mut consultations = applications.clone();
    consultations.truncate(4);
    let both = document(vec![
        sheet("台账", &lent(&applications)),
        sheet("电话咨询登记", &lent(&consultations)),
    ]);
    assert_eq!(count(&both, Some(2023), &[]).unwrap().counted, crate::made::applications().len());
}

#[test]
fn too_many_lines() {
    let row = vec!["1", "赵某", "2023-01-01", "予以公开"];
    let mut rows = vec![vec!["序号", "申请人", "收到日期", "办理结果"]];
    rows.extend(std::iter::repeat_n(row, 50_001));
    assert!(matches!(
        count(&document(vec![sheet("台账", &rows)]), None, &[]),
        Err(Refusal::TooLarge)
    ));
}

/// A register of letters has a number, days, a result and a head that names a secret.
#[test]
fn a_register_of_letters_is_refused() {
    let mut rows = vec![vec![
        "收文号",
        "收文日期",
        "来文单位",
        "文件标题",
        "密级",
        "份数",
        "拟办意见",
        "办理结果",
        "办结日期",
    ]];
    for day in ["2023-01-05", "2023-02-06", "2023-03-07", "2023-04-10"] {
        let title = "关于做好安全工作的通知";
        rows.push(vec!["1", day, "示例县政府办", title, "", "1", "请办公室阅处", "已办结", day]);
    }
    let counted = count(&document(vec![sheet("收文登记簿", &rows)]), Some(2023), &[]);
    assert!(matches!(counted, Err(Refusal::NoRegister(_))), "{:?}", counted.map(|r| r.columns));
}
