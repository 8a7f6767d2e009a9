//! `cargo xtask test`: everything that has to hold, in one list.

use crate::command::{Result, command, run as run_command};
use crate::{dist, gate, root, tools};
use std::fs;
use std::time::{Duration, Instant};

pub fn run() -> Result<()> {
    let mut done = Steps::default();
    done.step("format", || run_command(&mut command("cargo fmt --all --check")));
    done.step("lints", || {
        run_command(&mut command("cargo clippy --quiet --workspace --all-targets -- -D warnings"))
    });
    done.step("dependencies", gate::dependencies);
    let python = tools::readers();
    done.step("cargo tests", || {
        let mut cargo = command("cargo test --quiet --workspace --no-fail-fast");
        // Of the made-up files, as many as a large desk has.
        run_command(cargo.env("PATH", &python).env("FILES", "1000"))
    });
    if done.step("dist", dist::build) {
        done.step("package in node", || node_tests("tests/npm"));
        done.step("page in Chromium", || {
            let chromium = tools::chromium()?;
            let mut node = node_command("tests/browser")?;
            run_command(node.env("CHROMIUM", chromium).env("PATH", &python))
        });
        done.step("page in other engines", || {
            tools::npm_packages("tests/engines", "they carry old browsers")?;
            tools::other_engines();
            let mut node = node_command("tests/engines")?;
            run_command(node.env("CHROMIUM", tools::chromium()?))
        });
    }
    done.summary()
}

/// Times and sizes, taken from the built page, beside those of well-known packages.
pub fn bench() -> Result<()> {
    dist::build()?;
    tools::npm_packages("tests/peers", "to measure beside them")?;
    let chromium = tools::chromium()?;
    let python = tools::python_with("peers", "frictionless==5.21.0", "to measure beside it")?;
    for script in [
        "tests/browser/bench.mjs",
        "tests/browser/desk_bench.mjs",
        "tests/peers/files.mjs",
        "tests/peers/typing.mjs",
        "tests/peers/tables.mjs",
    ] {
        println!("\n=== {script}");
        let mut node = command("node");
        run_command(
            node.arg(script).env("CHROMIUM", &chromium).env("PYTHON", python.join("python")),
        )?;
    }
    Ok(())
}

fn node_tests(folder: &str) -> Result<()> {
    run_command(&mut node_command(folder)?)
}

/// `node --test` with the folder's files named one by one, which every Node understands alike.
fn node_command(folder: &str) -> Result<std::process::Command> {
    let mut files: Vec<_> = fs::read_dir(root().join(folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    let mut node = command("node --test --test-reporter=spec");
    node.args(files);
    Ok(node)
}

/// What ran so far, how it went, and how long it took.
#[derive(Default)]
struct Steps(Vec<(&'static str, std::result::Result<(), String>, Duration)>);

impl Steps {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        println!("\n=== {name}");
        let start = Instant::now();
        let outcome = work().map_err(|error| error.to_string());
        if let Err(error) = &outcome {
            eprintln!("{error}");
        }
        let held = outcome.is_ok();
        self.0.push((name, outcome, start.elapsed()));
        held
    }

    fn summary(self) -> Result<()> {
        println!("\n=== summary");
        let mut failed = Vec::new();
        for (name, outcome, time) in self.0 {
            let word = if outcome.is_ok() { "ok" } else { "FAILED" };
            println!("{word:<7} {name:<20} {:>4} s", time.as_secs());
            if outcome.is_err() {
                failed.push(name);
            }
        }
        if failed.is_empty() {
            println!("all passed");
            return Ok(());
        }
        Err(format!("{} of the steps above FAILED: {}", failed.len(), failed.join(", ")).into())
    }
}
