//! Who may know whom. The packages keep most of it; the core's modules are kept by this test.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Modules of the core from the ground up: each may name only those before it.
const CORE: &[&str] = &[
    "text",
    "units",
    "amount",
    "finding",
    "form",
    "typed",
    "forms",
    "report",
    "likeness",
    "combine",
    "picture",
    "rules",
    "draft",
    "session",
    "document",
    "compose",
    "tables",
    "recognize",
    "figures",
    "claims",
    "diagnose",
    "checks",
    "links",
    "drafting",
    "desk",
    "notice",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The module of the core a file belongs to.
fn module(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_string()
}

#[test]
fn the_core_knows_only_downwards() {
    let folder = Path::new(ROOT).join("crates/report/src");
    let rank = |name: &str| CORE.iter().position(|m| *m == name);
    for path in sources(&folder) {
        let name = module(&path, &folder);
        if name == "lib" {
            continue;
        }
        let own = rank(&name).unwrap_or_else(|| panic!("{name} has no place in the order"));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        for word in code.flat_map(|l| l.split("crate::").skip(1)) {
            let used = word.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            // Names the crate's root re-exports stand for their modules.
            let used = match used {
                "Severity" | "Finding" | "CheckResult" => "finding",
                "Form" | "Cell" => "form",
                "FORMS" | "all_forms" | "form_for_year" => "forms",
                "Report" => "report",
                used => used,
            };
            let used = rank(used).unwrap_or_else(|| panic!("{}: {used}", path.display()));
            assert!(used <= own, "{} knows {}", path.display(), CORE[used]);
        }
    }
}

#[test]
fn the_core_has_no_browser_no_io_and_no_clock() {
    let folder = Path::new(ROOT).join("crates/report");
    for path in sources(&folder.join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for word in
            ["std::fs", "std::net", "std::env", "std::time", "wasm_bindgen", "web_sys", "unsafe"]
        {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
    let names: Vec<&str> = dependencies
        .lines()
        .filter_map(|l| l.split(['.', ' ', '=']).next())
        .filter(|n| !n.is_empty())
        .collect();
    assert_eq!(names, ["serde", "serde_json"]);
}

#[test]
fn files_and_shell_do_not_know_each_other() {
    let names = |path: &Path| -> String {
        sources(path).iter().map(|p| fs::read_to_string(p).unwrap()).collect()
    };
    let files = names(&Path::new(ROOT).join("crates/files/src"));
    assert!(!files.contains("yew") && !files.contains("web_sys") && !files.contains("nianbao::"));
    let manifest = fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let own = manifest.split("\n[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    assert!(own.contains("report.workspace") && !own.contains("files"));
}

/// Only a form's own file knows that form.
#[test]
fn no_form_is_named_outside_its_file() {
    let core = Path::new(ROOT).join("crates/report/src");
    let all = [core.clone(), Path::new(ROOT).join("crates/files/src"), Path::new(ROOT).join("src")];
    for path in all.iter().flat_map(|f| sources(f)) {
        if path.starts_with(core.join("forms")) || path.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let code = code.lines().filter(|l| !l.trim_start().starts_with("//"));
        for line in code {
            let names = ["\"2014\"", "\"2019\"", "\"2021\""].iter().any(|f| line.contains(f));
            assert!(!names, "{}: {line}", path.display());
        }
    }
}
