//! A register of several years: the year is chosen, and what one year carries out the next carries
//! in.

use register::count;

use crate::made::{applications, document, lent, plain, sheet};

#[test]
fn what_is_carried_out_is_carried_in() {
    let text = document(vec![sheet("台账", &lent(&plain(&applications())))]);
    let year = |year| count(&text, Some(year), &[]).unwrap();
    let (before, now, next) = (year(2022), year(2023), year(2024));
    let kinds = ["person", "company", "research", "charity", "legal", "other_org", "total"];
    for kind in kinds {
        let cell = |register: &register::Register, row: &str| {
            register.cells[&format!("3.{row}.{kind}")].clone()
        };
        assert_eq!(cell(&before, "carried_out"), cell(&now, "carried_in"), "{kind} into 2023");
        assert_eq!(cell(&now, "carried_out"), cell(&next, "carried_in"), "{kind} into 2024");
    }
    assert_eq!((before.counted, now.counted, next.counted), (1, 12, 2));
    assert_eq!(next.cells["3.granted.total"], "1");
    // Without a year, that of most applications.
    let register = count(&text, None, &[]).unwrap();
    assert_eq!(register.year, 2023);
    assert_eq!(
        register.years.into_iter().collect::<Vec<_>>(),
        [("2022".to_string(), 1), ("2023".to_string(), 11)]
    );
}

/// Answers later than 20 working days are a hint, with the days off of the year.
#[test]
fn late_answers() {
    let mut rows = plain(&applications());
    rows[3][7] = "2023-03-02".into();
    rows[4][7] = "2023-04-10".into();
    rows[0].push("是否延期".into());
    for (n, row) in rows.iter_mut().enumerate().skip(1) {
        row.push(if n == 4 { "是" } else { "否" }.into());
    }
    let register = count(&document(vec![sheet("台账", &lent(&rows))]), Some(2023), &[]).unwrap();
    let late: Vec<usize> = register.deadlines.late.iter().map(|at| at.row).collect();
    // Row 4 is a day late; row 5 was extended.
    assert_eq!(late, [4]);
    assert!(register.deadlines.words.contains("1 件"));
    assert_eq!(register.deadlines.unknown, 0);
}
