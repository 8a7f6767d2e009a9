//! `cargo xtask bench [PART…]`: measures how right the checker is, how fast the page, and how
//! large.

use std::env;

use crate::command::{Result, command, program, run, run_watched};
use crate::{dist, tools};

/// The parts: `truth` needs no page, the others are scripts that measure the built page.
const PARTS: &[(&str, &[&str])] = &[
    ("truth", &[]),
    ("page", &["tests/browser/bench.mjs"]),
    ("desk", &["tests/browser/desk_bench.mjs"]),
    ("peers", &["tests/peers/files.mjs", "tests/peers/typing.mjs", "tests/peers/tables.mjs"]),
    ("pdf", &["tests/peers/pdf.mjs"]),
];

/// Packages of Python to compare with, and one that measures the difference of texts.
const PEERS: &str = "frictionless==5.21.0 pymupdf==2.0 rapidfuzz==3.14.6";

/// Measures these parts, or all of them.
pub fn bench(parts: &[String]) -> Result<()> {
    let known = |part: &&String| PARTS.iter().any(|(name, _)| name == part);
    if let Some(unknown) = parts.iter().find(|part| !known(part)) {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no part {unknown}; the parts: {}", names.join(" ")).into());
    }
    let asked = |part: &str| parts.is_empty() || parts.iter().any(|p| p == part);
    if asked("truth") {
        truth()?;
    }
    let chosen = PARTS.iter().filter(|(name, _)| asked(name));
    let scripts: Vec<&str> = chosen.flat_map(|(_, scripts)| *scripts).copied().collect();
    if scripts.is_empty() {
        return Ok(());
    }
    dist::build()?;
    tools::npm_packages_for_tests("tests/peers", "to measure beside them")?;
    let chromium = tools::chromium()?;
    let python = tools::python_with("peers", PEERS, "to measure beside them")?;
    for script in scripts {
        println!("\n=== {script}");
        let mut node = program(tools::node(22)?);
        node.arg(script).env("CHROMIUM", &chromium).env("PYTHON", python.join("python"));
        run(&mut node)?;
    }
    Ok(())
}

/// Precision and recall by family over the labelled sentences and reports. The tests that measure
/// them print a line for each family: its name and its counts, separated by tabs.
fn truth() -> Result<()> {
    let mut rows = Vec::new();
    for tests in [
        "cargo test --release -p report --test it -- --nocapture --test-threads=1 prose:: verdicts::",
        "cargo test --release -p files --test truth -- --nocapture",
    ] {
        run_watched(&mut command(tests), |line| rows.extend(row(line)))?;
    }
    println!(
        "\n{:<48} {:>6} {:>6} {:>6} {:>6} {:>9} {:>6}",
        "", "found", "missed", "false", "silent", "precision", "recall"
    );
    rows.iter().for_each(|row| println!("{row}"));
    match env::var_os("NIANBAO_UNSEEN") {
        None => println!("\nNIANBAO_UNSEEN=show names the cases of the part that is not looked at"),
        Some(_) => println!(),
    }
    Ok(())
}

/// A row of the table, if a line printed by a test is one.
fn row(line: &str) -> Option<String> {
    let [set, family, counts @ ..] =
        &line.strip_prefix("truth\t")?.split('\t').collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let [found, missed, wrong, silent] = counts else { return None };
    let share = |other: &str| {
        let (part, other): (f64, f64) = (found.parse().ok()?, other.parse().ok()?);
        (part + other > 0.0).then(|| format!("{:.3}", part / (part + other)))
    };
    let none = || "–".to_string();
    let (precision, recall) =
        (share(wrong).unwrap_or_else(none), share(missed).unwrap_or_else(none));
    let name = format!("{set}: {family}");
    Some(format!(
        "{name:<48} {found:>6} {missed:>6} {wrong:>6} {silent:>6} {precision:>9} {recall:>6}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_test_becomes_a_row() {
        let words: Vec<String> = row("truth\topen\trules table\t3\t1\t0\t9")
            .unwrap()
            .split_whitespace()
            .map(Into::into)
            .collect();
        assert_eq!(words, ["open:", "rules", "table", "3", "1", "0", "9", "1.000", "0.750"]);
        assert_eq!(row("test result: ok. 3 passed"), None);
    }
}
