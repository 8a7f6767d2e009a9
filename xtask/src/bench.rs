//! `cargo xtask bench [--built] [PART…]`: measures how right the checker is, and how fast everything
//! is beside others' programs.

use std::env;

use crate::command::{Result, command, program, run, run_watched};
use crate::{dist, tools};

/// The parts: `truth` needs no page, `TABLE` make lines of one table and `docs/benchmarks.md`, and
/// `pdf`, which needs LibreOffice, is measured only if it is named.
const TRUTH: &str = "truth";
const TABLE: &[&str] = &["start", "typing", "files", "many", "growth"];
const PDF: &str = "pdf";

/// Measures `dist/` as it is.
const BUILT: &str = "--built";

/// Packages of Python to compare with, and one that measures the difference of texts.
const PEERS: &str = "frictionless==5.21.0 pymupdf==2.0 rapidfuzz==3.14.6";

/// Measures these parts, or all but `pdf`.
///
/// # Errors
/// A part is unknown, a program is missing, or a part fails.
pub fn bench(arguments: &[String]) -> Result<()> {
    let (options, parts): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
    let known = |part: &str| part == TRUTH || part == PDF || TABLE.contains(&part);
    if let Some(unknown) = parts.iter().find(|part| !known(part)) {
        let names = TABLE.join(" ");
        return Err(format!("there is no part {unknown}; the parts: {TRUTH} {names} {PDF}").into());
    }
    if let Some(unknown) = options.iter().find(|option| **option != BUILT) {
        return Err(format!("there is no option {unknown}; there is {BUILT}").into());
    }
    let asked = |part: &str| parts.contains(&part) || parts.is_empty() && part != PDF;
    if asked(TRUTH) {
        truth()?;
    }
    let table: Vec<&str> = TABLE.iter().copied().filter(|part| asked(part)).collect();
    if table.is_empty() && !asked(PDF) {
        return Ok(());
    }
    if !options.contains(&BUILT) {
        dist::build()?;
    }
    tools::npm_packages_for_tests("tests/peers", "to measure beside them")?;
    let missing = tools::provide([&tools::POPPLER], "to measure beside it");
    if !missing.is_empty() {
        return Err(format!("without {} nothing is measured", missing.join(", ")).into());
    }
    let chromium = tools::chromium()?;
    let python = tools::python_with("peers", PEERS, "to measure beside them")?;
    let node = |script: &str, arguments: &[&str]| {
        let mut node = program(tools::node(22)?);
        node.arg(script).args(arguments);
        run(node.env("CHROMIUM", &chromium).env("PYTHON", python.join("python")))
    };
    if !table.is_empty() {
        node("tests/peers/bench.mjs", &table)?;
    }
    if asked(PDF) {
        node("tests/peers/pdf.mjs", &[])?;
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
