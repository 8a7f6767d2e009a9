//! `cargo xtask test [PART…]`: all tests, in parts.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::Command;
use std::thread;

use crate::command::{Result, command, program, run as run_command};
use crate::summary::{Counts, Summary};
use crate::{dist, gate, root, tools};

/// The parts in their order; `real` runs only where a folder of real reports is named.
const PARTS: &[&str] = &["core", "files", "node", "page", "engines", "real"];

/// The variable with the folder of real reports, which are not part of the project.
const REPORTS: &str = "NIANBAO_REPORTS";

pub fn run(parts: &[String]) -> Result<()> {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(format!("there is no part {unknown}; the parts: {}", PARTS.join(" ")).into());
    }
    let asked = |part: &str| match parts.is_empty() {
        true => part != "real" || env::var_os(REPORTS).is_some(),
        false => parts.iter().any(|p| p == part),
    };
    install(&asked);
    let mut summary = Summary::default();
    if asked("core") {
        core(&mut summary);
    }
    if asked("files") {
        summary.step("files", files);
    }
    if asked("real") {
        summary.step("real reports", |counts| {
            env::var_os(REPORTS).ok_or(format!("{REPORTS} names no folder"))?;
            counts.run(&mut command("cargo test -p files -p report real:: -- --include-ignored"))
        });
    }
    let built = ["node", "page", "engines", "real"].into_iter().any(asked)
        && summary.step("dist", |_| dist::build().map(drop));
    if built && asked("node") {
        for version in [18, 22] {
            let name = if version == 18 { "package in Node 18" } else { "package in Node 22" };
            summary.step(name, |counts| counts.run(&mut node_tests(version, "tests/npm")?));
        }
    }
    if built && asked("page") {
        summary.step("page in Chromium", |counts| page(counts, "tests/browser"));
    }
    if built && asked("real") {
        summary.step("real reports in the page", |counts| page(counts, "tests/real"));
    }
    if built && asked("engines") {
        summary.step("page in other engines", engines);
    }
    let strict = env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    summary.finish(strict)
}

/// Installs all system packages that the parts need in one step, or lists them.
fn install(asked: &impl Fn(&str) -> bool) {
    let any = |parts: &[&str]| parts.iter().any(|part| asked(part));
    let chromium = tools::chromium_package();
    let wanted = [
        (&["files", "node", "page", "engines", "real"][..], tools::NODE),
        (&["files", "page", "real"], tools::READERS),
        (&["files", "node"], tools::FONTS),
        (&["page", "engines", "real"], chromium.as_slice()),
        (&["engines"], tools::ENGINES),
    ];
    let wanted = wanted.iter().filter(|(parts, _)| any(parts)).flat_map(|(_, tools)| *tools);
    for missing in tools::provide(wanted, "the tests need them") {
        eprintln!("going on without {missing}");
    }
}

fn core(summary: &mut Summary) {
    let all = "cargo clippy --quiet --workspace --all-targets -- -D warnings";
    summary.step("format", |_| run_command(&mut command("cargo fmt --all --check")));
    summary.step("lints", |_| run_command(&mut command(all)));
    summary.step("docs", |_| {
        let mut doc = command("cargo doc --quiet --workspace --no-deps --document-private-items");
        // Private items are documented as well, so links may lead to them.
        let strict = "-D warnings -A rustdoc::private_intra_doc_links";
        run_command(doc.env("RUSTDOCFLAGS", strict))
    });
    summary.step("dependencies", |_| gate::dependencies());
    summary.step("core", |counts| {
        let all = "cargo test --workspace --exclude files --no-fail-fast -- --skip real::";
        counts.run(&mut command(all))
    });
}

/// Tests the file formats, also with other programs.
fn files(counts: &mut Counts) -> Result<()> {
    let (missing, path) = readers();
    // What measures time needs a release build and a quiet machine.
    let mut cargo = command("cargo test -p files --no-fail-fast -- --skip real:: --skip timed_");
    match missing.is_empty() {
        true => drop(cargo.arg("--include-ignored")),
        false => eprintln!("no other program opens our files, for want of: {}", missing.join("; ")),
    }
    // As many made-up files as a large desk has.
    counts.run(cargo.env("PATH", path).env("FILES", "1000"))
}

/// Installs the programs that read our files; returns the names of the missing ones, and a PATH
/// with the others.
fn readers() -> (Vec<String>, OsString) {
    let needed = tools::READERS.iter().chain(tools::FONTS);
    let mut missing = tools::provide(needed, "the tests open our files with them");
    let validators = tools::npm_packages("tests/valid", "they validate our files");
    missing.extend(validators.err().map(|error| format!("the packages of tests/valid ({error})")));
    let path = env::var_os("PATH").unwrap_or_default();
    let path = match tools::python() {
        Ok(bin) => {
            env::join_paths([bin].into_iter().chain(env::split_paths(&path))).unwrap_or(path)
        }
        Err(error) => {
            missing.push(error.to_string());
            path
        }
    };
    (missing, path)
}

/// Tests of the page in Chromium; some open saved files in other programs.
fn page(counts: &mut Counts, folder: &str) -> Result<()> {
    let mut node = node_tests(22, folder)?;
    counts.run(node.env("CHROMIUM", tools::chromium()?).env("PATH", readers().1))
}

/// Tests in old and other browsers, and with bundlers.
fn engines(counts: &mut Counts) -> Result<()> {
    tools::npm_packages_for_tests("tests/engines", "they carry old browsers")?;
    let mut node = node_tests(22, "tests/engines")?;
    counts.run(node.env("CHROMIUM", tools::chromium()?))
}

/// `node --test` with the files named one by one, which every version of Node understands.
fn node_tests(version: u32, folder: &str) -> Result<Command> {
    let mut files: Vec<_> = fs::read_dir(root().join(folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    let mut node = program(tools::node(version)?);
    node.args(["--test", "--test-reporter=spec"]);
    // A test that hangs fails; Node 18 does not have the option.
    if version > 18 {
        node.arg("--test-timeout=1200000");
    }
    // A file of tests mostly waits for its browser, and by itself Node leaves one core to nobody. Tests of
    // the package wait for nothing, and some judge time.
    if folder != "tests/npm" {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        node.arg(format!("--test-concurrency={}", cores.max(2)));
    }
    node.args(files);
    Ok(node)
}
