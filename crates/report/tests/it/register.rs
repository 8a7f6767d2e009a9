//! C-28: a report against the counts of the register.

use std::collections::BTreeMap;

use report::checks::register;
use report::{Report, form, newest_form};

/// The counts of a register: two applications received, one granted, one withdrawn.
fn counts() -> BTreeMap<String, String> {
    let tables = newest_form().cells().iter().filter(|cell| cell.id.starts_with(['3', '4']));
    let mut counts: BTreeMap<String, String> =
        tables.map(|cell| (cell.id.clone(), "0".to_string())).collect();
    for (row, column, count) in [
        ("3.received", "person", "2"),
        ("3.granted", "person", "1"),
        ("3.closed.other", "person", "1"),
        ("3.processed", "person", "2"),
    ] {
        for column in [column, "total"] {
            counts.insert(format!("{row}.{column}"), count.to_string());
        }
    }
    counts
}

fn filled(id: &str, year: u16) -> Report {
    let mut report = Report::new(form(id).unwrap(), Some(year), "示例市档案局");
    let counts = counts();
    for cell in report.form.cells() {
        // One row 其他处理 stands for three on the older form.
        let count = match cell.id.strip_prefix("3.closed.") {
            Some(column) if !counts.contains_key(&cell.id) => {
                counts.get(&format!("3.closed.other.{column}"))
            }
            _ => counts.get(&cell.id),
        };
        if let Some(count) = count {
            report.cells.insert(cell.id.clone(), count.clone());
        }
    }
    report
}

#[test]
fn a_cell_that_differs_from_the_register_is_found() {
    for (id, year, row) in [("2019", 2020, "3.closed"), ("2021", 2024, "3.closed.other")] {
        let mut report = filled(id, year);
        assert!(report.cells.len() > 170, "form {id}");
        assert!(register(&report, &counts()).is_empty(), "form {id} agrees");
        report.cells.insert(format!("{row}.person"), "3".into());
        let found = register(&report, &counts());
        let [only] = &found[..] else { panic!("form {id}: {found:?}") };
        assert_eq!((&*only.rule, &*only.at), ("C-28", &*format!("{row}.person")));
        assert_eq!(only.difference.as_deref(), Some("2"));
        assert!(only.message.contains("台账 1 件"), "{}", only.message);
        // Blank is unknown, and no difference.
        report.cells.remove(&format!("{row}.person"));
        assert!(register(&report, &counts()).is_empty(), "form {id} with a blank");
    }
    // The older law knows no such tables.
    let old = Report::new(form("2014").unwrap(), Some(2018), "示例市档案局");
    assert!(register(&old, &counts()).is_empty());
}
