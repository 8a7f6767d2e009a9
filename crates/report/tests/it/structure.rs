//! Small cases of names, lists, dates, typing errors and laws (`tests/prose/structure.txt`, see the
//! README there): texts in which a rule must find something, and texts in which it must not.

use report::Report;
use report::checks::check;

use crate::small;

const CASES: &str = include_str!("../prose/structure.txt");

/// A report of zeros with this head, and last year's report if the head names cells of it.
pub fn reports(head: &[&str], text: &str) -> (Report, Option<Report>) {
    let pairs: Vec<(&str, &str)> = head[2..].iter().filter_map(|w| w.split_once('=')).collect();
    let said = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
    let year = head[1].parse().unwrap();
    let agency = said("agency").unwrap_or("示例县教育局");
    let mut report = small::report(agency, year);
    assert_eq!(report.form.id, head[0]);
    let place = said("section").unwrap_or("1");
    report = small::with(report, place, text);
    if head.contains(&"bare") {
        report.sections[0].text = text.into();
    }
    report.published = said("published").unwrap_or_default().into();
    let mut last = None;
    for (id, value) in pairs.iter().filter(|(id, _)| id.contains('.')) {
        let (of, id) = match id.strip_prefix("last.") {
            Some(id) => (last.get_or_insert_with(|| small::report(agency, year - 1)), id),
            None => (&mut report, *id),
        };
        assert!(of.form.position(id).is_some(), "{id}");
        of.cells.insert(id.into(), value.to_string());
    }
    (report, last)
}

#[test]
fn structure_of_reports() {
    let mut head: Vec<&str> = Vec::new();
    let (mut count, mut failed) = (0, Vec::new());
    for line in CASES.lines().filter(|l| !l.is_empty() && !l.starts_with("//")) {
        if let Some(words) = line.strip_prefix("= ") {
            head = words.split_whitespace().collect();
            continue;
        }
        let (judged, text) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        let (report, last) = reports(&head, &text.replace("\\n", "\n"));
        let found = check(&report, last.as_ref()).findings;
        let found: Vec<_> =
            found.iter().filter(|f| f.rule == judged[1..]).map(|f| &*f.message).collect();
        count += 1;
        if found.is_empty() == judged.starts_with('+') {
            failed.push(format!("{} {line}\n    {}", report.agency, found.join(" ")));
        }
    }
    assert!(count >= 520, "the cases were cut: {count}");
    assert!(failed.is_empty(), "{} of {count}:\n{}", failed.len(), failed.join("\n"));
}
