//! All that is found in the cases of the rules, to the last figure: `tests/expected/findings.txt`, a
//! line a finding, as a program reads it. `BLESS=1` rewrites it.

use std::fmt::Write;

use corpus::written::assert_written;

use super::{rules, rules_2019};

#[test]
fn the_cases_find_as_written() {
    let mut text = String::new();
    for (case, findings) in rules::cases().chain(rules_2019::cases()) {
        let _ = writeln!(text, "# {case}");
        for finding in findings {
            let _ = writeln!(text, "{}", serde_json::to_string(&finding).unwrap());
        }
    }
    assert_written("crates/report/tests/expected/findings.txt", &text);
}
