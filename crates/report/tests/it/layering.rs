//! Which module of the core may use which, and what none may use. `tests/layering.rs` of the
//! workspace tests the dependencies between crates.

use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// Modules of the core from the lowest: each may name only those before it.
const CORE: &[&str] = &[
    "steps",
    "json",
    "text",
    "words",
    "typefaces",
    "units",
    "amount",
    "finding",
    "carried",
    "form",
    "body",
    "typed",
    "forms",
    "formats",
    "report",
    "likeness",
    "apart",
    "copies",
    "picture",
    "rules",
    "progress",
    "draft",
    "session",
    "document",
    "expected",
    "compose",
    "tables",
    "recognize",
    "figures",
    "stale",
    "claims",
    "diagnose",
    "checks",
    "combine",
    "links",
    "drafting",
    "next",
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

/// All lines of code, with the module of the core that they belong to, and their place.
fn lines() -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    for path in sources(Path::new(SOURCES)) {
        let inside = path.strip_prefix(SOURCES).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.trim_end_matches(".rs");
        for (i, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                let place = format!("crates/report/src/{}:{}", inside.display(), i + 1);
                lines.push((module.to_string(), place, line.to_string()));
            }
        }
    }
    lines
}

#[test]
fn the_core_knows_only_downwards() {
    let rank = |name: &str| CORE.iter().position(|m| *m == name);
    for (module, place, line) in lines() {
        if module == "lib" {
            continue;
        }
        let own = rank(&module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        for word in line.split("crate::").skip(1) {
            let used = word.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            // Names re-exported at the crate's root count as their modules.
            let used = match used {
                "Severity" | "Finding" | "CheckResult" => "finding",
                "Form" | "Cell" => "form",
                "FORMS" | "all_forms" | "form_for_year" | "newest_form" => "forms",
                "Report" => "report",
                used => used,
            };
            let at = rank(used).unwrap_or_else(|| panic!("{place} names no module: {line}"));
            assert!(at <= own, "{place}: {module} may not know {used}: {line}");
        }
    }
}

#[test]
fn the_core_has_no_browser_no_io_and_no_clock() {
    const OUTSIDE: [&str; 7] =
        ["std::fs", "std::net", "std::env", "std::time", "wasm_bindgen", "web_sys", "unsafe"];
    for (_, place, line) in lines() {
        for word in OUTSIDE {
            assert!(!line.contains(word), "{place} has {word}: {line}");
        }
    }
}
