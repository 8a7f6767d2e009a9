//! Nothing of a register but places, counts and words for results leaves the crate.

use register::{Answer, Refusal, count};

use crate::made::{applications, document, lent, plain, sheet, table};

/// Names, numbers and addresses that stand in the register below, in every column in which an
/// office may write them.
const PERSONAL: &[&str] = &[
    "赵一鸣",
    "钱二多",
    "孙三思",
    "李四海",
    "周五福",
    "吴六合",
    "郑七星",
    "冯八方",
    "12000000000",
    "zhao@example.com",
    "示例路 1 号",
    "990000197001010019",
    "示例市甲乙有限公司",
    "卫九州",
];

fn personal_rows() -> Vec<Vec<String>> {
    let mut rows = plain(&applications());
    rows[0].extend(["经办人", "身份证号", "通信地址", "行政复议", "电子邮箱"].map(String::from));
    for row in rows.iter_mut().skip(1) {
        let review = "赵一鸣于3月提起".to_string();
        row.extend([
            "卫九州".into(),
            "990000197001010019".into(),
            "示例路 1 号".into(),
            review,
            "zhao@example.com".into(),
        ]);
    }
    // The office's words may have names in them.
    rows[2][8] = "赵一鸣（12000000000）的申请已商卫九州处理".into();
    rows[3][8] = "钱二多来电zhao@example.com称另议".into();
    rows[4][9] = "孙三思代李四海重新答复".into();
    rows[5][2] = "示例律师事务所（代理冯八方）".into();
    rows[6][8] = "予以公开，见示例市甲乙有限公司函".into();
    rows
}

#[test]
fn no_personal_word_gets_out() {
    let rows = personal_rows();
    let named = [sheet("赵一鸣", &lent(&rows)), sheet("台账12000000000", &lent(&rows))];
    // Two lists beside each other, and heads in Latin letters of which some are not known.
    let beside: Vec<Vec<String>> =
        rows.iter().map(|row| [&row[2..11], &row[2..11]].concat()).collect();
    let mut latin = rows.clone();
    latin[0] = [
        "XH", "SQBH", "SQRXM", "SQRLX", "LXDH", "SQNR", "SDRQ", "DFRQ", "DFJG", "BZ", "hdl",
        "idno", "address", "FYQK", "zz",
    ]
    .map(String::from)
    .to_vec();
    let documents = [
        document(vec![sheet("台账", &lent(&rows))]),
        document(vec![table(&lent(&rows))]),
        document(named.into()),
        document(vec![sheet("台账", &lent(&beside))]),
        document(vec![sheet("csv", &lent(&latin))]),
    ];
    for (n, text) in documents.iter().enumerate() {
        let mut answers: Vec<Answer> = Vec::new();
        for year in [None, Some(2022), Some(2023), Some(2024)] {
            let register = count(text, year, &answers).unwrap();
            let printed = format!("{}{register:?}", serde_json::to_string(&register).unwrap());
            for word in PERSONAL {
                assert!(!printed.contains(word), "document {n}, {year:?}: {word} in {printed}");
            }
            assert!(
                year.is_some_and(|y| y != 2023)
                    || answers.len() > 2
                    || !register.questions.is_empty(),
                "document {n}, {year:?} asks nothing"
            );
            // Answers do not bring them out either.
            answers.extend(register.questions.iter().map(|q| Answer {
                id: q.id.clone(),
                value: "none".into(),
                rows: None,
            }));
        }
    }
}

#[test]
fn a_refusal_names_no_one() {
    let rows = [vec!["姓名", "手机", "职务"], vec!["赵一鸣", "12000000000", "科员"]];
    let Err(Refusal::NoRegister(words)) = count(&document(vec![sheet("通讯录", &rows)]), None, &[])
    else {
        panic!("taken for a register");
    };
    assert!(words.contains("通讯录"), "{words}");
    assert!(!PERSONAL.iter().any(|word| words.contains(word)), "{words}");
}
