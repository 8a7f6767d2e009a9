//! Rows that ask the same are one question, and its answer decides about all of them.

use register::{About, Answer, At, Register};

use crate::made::{applications, cells, counted, document, lent, plain, sheet};

fn answer(id: &str, value: &str) -> Answer {
    Answer { id: id.into(), value: value.into(), rows: None }
}

/// The register whose rows 3 to 5 have these results.
fn with_results(results: [&str; 3], answers: &[Answer]) -> Register {
    let mut rows = plain(&applications());
    for (n, result) in results.into_iter().enumerate() {
        rows[n + 2][8] = result.into();
    }
    counted(&document(vec![sheet("台账", &lent(&rows))]), answers)
}

#[test]
fn the_same_words_are_one_question() {
    let open = with_results(["不予公开", "不予公开", "酌定"], &[]);
    let [first, second] = &open.questions[..] else { panic!("{:?}", open.questions) };
    let rows: Vec<usize> = first.rows.iter().map(|at| at.row).collect();
    assert_eq!((first.about, &*first.words, rows), (About::Result, "不予公开", vec![3, 4]));
    assert_eq!(second.words, "酌定");
    // The results of the group come first, and every result may be chosen.
    assert!(
        first.options[..8].iter().all(|o| o.value.starts_with("refused.")),
        "{:?}",
        first.options
    );
    assert_eq!(first.options.len(), 23);
    // What is asked counts nowhere.
    assert_eq!(open.counted, applications().len() - 3);
    assert_eq!(open.cells["3.received.total"], "8");
    let all = [answer(&first.id, "refused.process"), answer(&second.id, "closed.other")];
    let closed = with_results(["不予公开", "不予公开", "酌定"], &all);
    assert!(closed.questions.is_empty(), "{:?}", closed.questions);
    assert_eq!(closed.cells["3.refused.process.total"], "2");
    assert_eq!(closed.cells["3.received.total"], "11");
}

#[test]
fn an_answer_may_be_for_some_rows_only() {
    let open = with_results(["不予公开", "不予公开", "予以公开"], &[]);
    let id = &open.questions[0].id;
    let rows = Some(vec![At { sheet: "台账".into(), row: 4 }]);
    let all = [answer(id, "refused.secret"), Answer { rows, ..answer(id, "none") }];
    let closed = with_results(["不予公开", "不予公开", "予以公开"], &all);
    assert!(closed.questions.is_empty());
    assert_eq!(closed.cells["3.refused.secret.company"], "1");
    assert_eq!(closed.skipped.iter().map(|skip| skip.at.row).collect::<Vec<_>>(), [4]);
    // A value that is none of the options leaves the question open.
    assert_eq!(
        with_results(["不予公开", "不予公开", "予以公开"], &[answer(id, "company")])
            .questions
            .len(),
        1
    );
}

#[test]
fn applicants_periods_and_cases() {
    let mut rows = plain(&applications());
    rows[0].push("行政复议".into());
    rows.iter_mut().skip(1).for_each(|row| row.push(String::new()));
    rows[2][2] = "示例种植专业合作社".into();
    rows[2][3] = "".into();
    rows[3][3] = "商业企业".into();
    rows[4][6] = "".into();
    rows[4][1] = "".into();
    rows[5][10] = "已提起".into();
    rows[6][9] = "复议撤销后重新答复".into();
    let text = document(vec![sheet("台账", &lent(&rows))]);
    let open = counted(&text, &[]);
    let mut asked: Vec<(About, usize)> =
        open.questions.iter().map(|q| (q.about, q.rows[0].row)).collect();
    asked.sort_by_key(|(_, row)| *row);
    assert_eq!(
        asked,
        [
            (About::Applicant, 3),
            (About::Applicant, 4),
            (About::Period, 5),
            (About::Review, 6),
            (About::Count, 7)
        ]
    );
    let all: Vec<Answer> = open
        .questions
        .iter()
        .map(|q| match q.about {
            About::Applicant => answer(&q.id, "other_org"),
            About::Period => answer(&q.id, "carried_in"),
            About::Review => answer(&q.id, "upheld"),
            _ => answer(&q.id, "none"),
        })
        .collect();
    let closed = counted(&text, &all);
    assert!(closed.questions.is_empty());
    let all = cells(&closed);
    assert_eq!(
        (all["3.carried_in.total"], all["4.review.upheld"], all["3.received.total"]),
        (2, 1, 9)
    );
}

/// A day of receipt long before the year may be a slip of the pen.
#[test]
fn a_day_long_before_the_year() {
    let mut rows = plain(&applications());
    rows[2][6] = "2013-01-05".into();
    let open = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    let [question] = &open.questions[..] else { panic!("{:?}", open.questions) };
    assert_eq!((question.about, question.rows[0].row), (About::Period, 3));
    // That of the year before is carried in.
    rows[2][6] = "2022-12-28".into();
    let closed = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    assert!(closed.questions.is_empty(), "{:?}", closed.questions);
    assert_eq!(closed.cells["3.carried_in.company"], "1");
}

/// A rule about which offices differ is named with its rows, and can be changed.
#[test]
fn rules_can_be_changed() {
    let mut rows = plain(&applications());
    rows[5][2] = "示例大学".into();
    rows[5][3] = "".into();
    let text = document(vec![sheet("台账", &lent(&rows))]);
    let register = counted(&text, &[]);
    let [rule] = &register.rules[..] else { panic!("{:?}", register.rules) };
    assert_eq!((&*rule.id, &*rule.other, rule.rows[0].row), ("R12", "other_org", 6));
    assert_eq!(register.rows[4].to, "3.unavailable.not_held.research");
    let changed = counted(&text, &[answer("rule:R12", "other_org")]);
    assert_eq!(changed.rows[4].to, "3.unavailable.not_held.other_org");
    assert!(changed.rules[0].changed);
}

/// A column can be given another meaning.
#[test]
fn columns_can_be_changed() {
    let mut rows = plain(&applications());
    rows[0][6] = "甲".into();
    rows[0][9] = "乙".into();
    let text = document(vec![sheet("台账", &lent(&rows))]);
    let guessed = counted(&text, &[]);
    let column = guessed.columns.iter().find(|column| column.column == 7).unwrap();
    assert_eq!((&*column.label, column.guessed), ("收到日期", true));
    let none = counted(&text, &[answer("column:台账!7", "other")]);
    assert!(none.columns.iter().all(|column| column.label != "收到日期"));
}
