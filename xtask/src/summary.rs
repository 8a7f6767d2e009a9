//! The table of test results: for every step what passed, failed and was skipped, and why.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::command::{Result, run_watched};

/// The steps so far.
#[derive(Default)]
pub struct Summary {
    steps: Vec<Step>,
}

/// What the test runners of a step counted.
#[derive(Default)]
pub struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// The tests that were skipped, with their reasons.
    reasons: Vec<String>,
    /// The names of the tests that failed.
    failures: BTreeSet<String>,
}

struct Step {
    name: &'static str,
    counts: Counts,
    error: Option<String>,
    time: Duration,
}

impl Counts {
    /// Runs a test runner with its output shown and adds its counts.
    ///
    /// # Errors
    /// The runner fails, or counts no test at all.
    pub fn run(&mut self, command: &mut std::process::Command) -> Result<()> {
        let before = self.passed + self.failed + self.skipped;
        run_watched(command, |line| self.look(line))?;
        match self.passed + self.failed + self.skipped > before {
            true => Ok(()),
            false => Err("no test ran".into()),
        }
    }

    /// Adds the counts in a line printed by cargo's or Node's test runner.
    fn look(&mut self, line: &str) {
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ") {
            // ok. 57 passed; 0 failed; 2 ignored; …
            for part in counts.split(['.', ';']) {
                match part.trim().split_once(' ') {
                    Some((n, "passed")) => self.passed += n.parse().unwrap_or(0),
                    Some((n, "failed")) => self.failed += n.parse().unwrap_or(0),
                    Some((n, "ignored")) => self.skipped += n.parse().unwrap_or(0),
                    _ => {}
                }
            }
        } else if let Some((name, reason)) = line.split_once(" ... ignored") {
            let reason = reason.trim_start_matches(", ");
            self.reasons.push(format!("{}: {reason}", name.trim_start_matches("test ")));
        } else if let Some(count) = line.strip_prefix("ℹ ") {
            // ℹ pass 12
            match count.split_once(' ') {
                Some(("pass", n)) => self.passed += n.parse().unwrap_or(0),
                Some(("fail" | "cancelled", n)) => self.failed += n.parse().unwrap_or(0),
                Some(("skipped" | "todo", n)) => self.skipped += n.parse().unwrap_or(0),
                _ => {}
            }
        } else if let Some(skipped) = line.strip_prefix("﹣ ") {
            self.reasons.push(skipped.to_string());
        } else if let Some(name) = line.strip_suffix(" ... FAILED") {
            self.failures.insert(name.trim_start_matches("test ").to_string());
        } else if let Some((name, _)) = line.strip_prefix("✖ ").and_then(|l| l.rsplit_once(" ("))
        {
            // ✖ typing keeps the caret (12.3ms)
            self.failures.insert(name.to_string());
        }
    }
}

impl Summary {
    /// Runs a step and records its result; returns false if it failed. A step without a test runner
    /// counts as one test.
    pub fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&mut Counts) -> Result<()>,
    ) -> bool {
        println!("\n=== {name}");
        let start = Instant::now();
        let mut counts = Counts::default();
        let error = work(&mut counts).err().map(|error| error.to_string());
        if let Some(error) = &error {
            eprintln!("{error}");
            counts.failed = counts.failed.max(1);
        } else if counts.passed + counts.failed + counts.skipped == 0 {
            counts.passed = 1;
        }
        let held = counts.failed == 0;
        self.steps.push(Step { name, counts, error, time: start.elapsed() });
        held
    }

    /// Prints the table. It fails if a step failed, or with `strict` if anything was skipped.
    pub fn finish(self, strict: bool) -> Result<()> {
        println!("\n=== summary");
        println!("{:<24} {:>7} {:>7} {:>8} {:>7}", "", "passed", "failed", "skipped", "s");
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for Step { name, counts, time, .. } in &self.steps {
            let seconds = time.as_secs();
            let Counts { passed: p, failed: f, skipped: s, .. } = counts;
            println!("{name:<24} {p:>7} {f:>7} {s:>8} {seconds:>7}");
            (passed, failed, skipped) = (passed + p, failed + f, skipped + s);
        }
        for step in &self.steps {
            for reason in &step.counts.reasons {
                println!("skipped in {}: {reason}", step.name);
            }
            for failure in &step.counts.failures {
                println!("FAILED: {}: {failure}", step.name);
            }
            if let (Some(error), true) = (&step.error, step.counts.failures.is_empty()) {
                println!("FAILED: {}: {error}", step.name);
            }
        }
        println!("\n{passed} passed, {failed} failed, {skipped} skipped");
        match (failed, skipped) {
            (0, 0) => Ok(()),
            (0, _) if !strict => Ok(()),
            (0, _) => Err("with CI set, what is skipped counts as failed".into()),
            _ => Err("see FAILED above".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_both_runners_are_counted() {
        let mut counts = Counts::default();
        for line in [
            "test office::opens ... ignored, needs LibreOffice",
            "test result: ok. 57 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 20.72s",
            "﹣ a file of WPS (0.1ms) # LibreOffice is not installed",
            "ℹ tests 14",
            "ℹ pass 12",
            "ℹ fail 1",
            "ℹ cancelled 0",
            "ℹ skipped 1",
            "test office::closes ... FAILED",
            "✖ typing keeps the caret (12.3ms)",
            "✖ failing tests:",
            "  ✖ typing keeps the caret (12.3ms)",
        ] {
            counts.look(line);
        }
        assert_eq!((counts.passed, counts.failed, counts.skipped), (69, 1, 2));
        assert_eq!(
            counts.reasons,
            [
                "office::opens: needs LibreOffice",
                "a file of WPS (0.1ms) # LibreOffice is not installed"
            ]
        );
        let failures: Vec<_> = counts.failures.into_iter().collect();
        assert_eq!(failures, ["office::closes", "typing keeps the caret"]);
    }

    #[test]
    fn a_skipped_test_fails_a_strict_run() {
        let done = |strict: bool| {
            let mut summary = Summary::default();
            summary.step("readers", |counts| {
                counts.look("ℹ skipped 1");
                Ok(())
            });
            summary.finish(strict)
        };
        assert!(done(false).is_ok() && done(true).is_err());
    }
}
