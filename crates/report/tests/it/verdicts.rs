//! Small cases of figures in prose (`tests/prose/verdicts.txt`, see the README there): what a rule
//! must say of a sentence, and of which sentence it must say nothing.

use report::Report;
use report::checks::check;
use report::report::Section;

const CASES: &str = include_str!("../prose/verdicts.txt");

/// A sentence, the cells of its report (every other cell is 0, or blank), and what is to be found.
struct Case {
    form: &'static str,
    year: u16,
    section: String,
    cells: Vec<(String, String)>,
    blank: bool,
    rule: String,
    found: bool,
    text: String,
    held_out: bool,
}

fn cases() -> Vec<Case> {
    let mut head: Vec<&str> = Vec::new();
    let mut held_out = false;
    let mut cases = Vec::new();
    for line in CASES.lines().filter(|l| !l.is_empty()) {
        if line.starts_with("//") {
            held_out |= line == "// held out";
            continue;
        }
        if let Some(words) = line.strip_prefix("= ") {
            head = words.split_whitespace().collect();
            continue;
        }
        let (judged, text) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        let form = report::form(head[0]).unwrap().id;
        let pairs = head[2..].iter().filter_map(|w| w.split_once('='));
        let (places, cells): (Vec<_>, Vec<_>) = pairs.partition(|(id, _)| *id == "section");
        cases.push(Case {
            form,
            year: head[1].parse().unwrap(),
            section: places.first().map_or("1", |(_, v)| v).to_string(),
            cells: cells.into_iter().map(|(id, v)| (id.into(), v.into())).collect(),
            blank: head.contains(&"blank"),
            rule: judged[1..].to_string(),
            found: judged.starts_with('+'),
            text: text.replace("\\n", "\n"),
            held_out,
        });
    }
    cases
}

impl Case {
    fn report(&self) -> Report {
        let form = report::form(self.form).unwrap();
        let mut report = Report::new(form, Some(self.year), "示例市人民政府");
        if !self.blank {
            report.cells.extend(form.cells().iter().map(|c| (c.id.clone(), "0".into())));
        }
        for (id, value) in &self.cells {
            assert!(form.position(id).is_some(), "{id}");
            report.cells.insert(id.clone(), value.clone());
        }
        let section = form.section(&self.section).unwrap();
        let heading = section.heading.to_string();
        report.sections =
            vec![Section { id: Some(section.id.into()), heading, text: self.text.clone() }];
        report
    }
}

#[test]
fn figures_of_prose() {
    let show = std::env::var_os("NIANBAO_HELD_OUT").is_some();
    // Found and missed, silent and falsely found; for both parts.
    let mut counts = [[0usize; 4]; 2];
    for case in cases() {
        let findings = check(&case.report(), None).findings;
        let hits: Vec<&str> =
            findings.iter().filter(|f| f.rule == case.rule).map(|f| f.message.as_str()).collect();
        let right = hits.is_empty() != case.found;
        let kind = if case.found { 0 } else { 2 };
        counts[usize::from(case.held_out)][kind + usize::from(!right)] += 1;
        if !right && (show || !case.held_out) {
            let sign = if case.found { "missed" } else { "false" };
            println!("{sign} {}: {} {}", case.rule, case.text, hits.join(" "));
        }
    }
    for (name, [found, missed, silent, wrong]) in ["tuning", "held out"].iter().zip(&counts) {
        println!("{name}: {found} found, {missed} missed, {silent} silent, {wrong} false");
    }
    let sum = |k: usize| counts[0][k] + counts[1][k];
    let (found, missed, silent, wrong) = (sum(0), sum(1), sum(2), sum(3));
    assert!(found + missed >= 60 && silent + wrong >= 50, "the cases were cut");
    assert!(found * 100 >= (found + missed) * 90, "{missed} of {} missed", found + missed);
    assert!(wrong * 100 <= (found + wrong) * 3, "{wrong} false beside {found} found");
}
