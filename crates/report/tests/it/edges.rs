//! What is found in small texts, to the last word: `tests/prose/edges.txt`, where below each text stand
//! the findings of its report. The texts lie at the edges of the rules: the first and the last numeral
//! of a list, a clause that is just too long, words that nearly deny. `BLESS=1` rewrites what is found.

use std::fmt::Write;

use corpus::written::assert_written;
use report::checks::check;
use report::claims::claims;

use crate::structure;

const CASES: &str = include_str!("../prose/edges.txt");
/// What stands before a finding.
const INDENT: &str = "    ";

#[test]
fn texts_at_the_edges_of_the_rules_are_as_written() {
    let mut head: Vec<&str> = Vec::new();
    let mut text = String::new();
    let cases = CASES.lines().filter(|line| !line.starts_with(INDENT));
    for line in cases {
        let _ = writeln!(text, "{line}");
        if let Some(words) = line.strip_prefix("= ") {
            head = words.split_whitespace().collect();
        }
        if line.is_empty() || line.starts_with("= ") || line.starts_with("//") {
            continue;
        }
        let (report, last) = structure::reports(&head, &line.replace("\\n", "\n"));
        for claim in claims(&report) {
            let truth = format!("{:?}", claim.truth);
            let truth = truth.split('(').next().unwrap_or_default();
            let sure = if claim.certain { "" } else { " ?" };
            let cells = claim.cells.join("+");
            let _ = writeln!(text, "{INDENT}= {cells} {} {truth}{sure}", claim.stated);
        }
        for finding in check(&report, last.as_ref()).findings {
            let part = |mark: &str, part: &Option<String>| {
                part.as_ref().map_or(String::new(), |part| format!(" {mark}{part}"))
            };
            let (stated, computed) = (part("", &finding.stated), part("→ ", &finding.computed));
            let (by, quote) = (part("± ", &finding.difference), part("“", &finding.quote));
            let cells: Vec<&str> = finding.cells.iter().map(|c| c.id.as_str()).collect();
            let (rule, at, cells) = (&finding.rule, &finding.at, cells.join(" "));
            let told =
                format!("{rule} {at}{quote}{stated}{computed}{by} [{cells}] {}", finding.message);
            let _ = writeln!(text, "{INDENT}{}", told.replace('\n', "\\n"));
            for suspect in finding.suspects {
                let _ = writeln!(text, "{INDENT}{INDENT}{} = {}", suspect.cell, suspect.value);
            }
        }
    }
    assert_written("crates/report/tests/prose/edges.txt", &text);
}
