//! What the crates may know of each other, and where a form may be named.
//! `crates/report/tests/it/layering.rs` tests the order of the core's own modules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn workspace() -> Metadata {
    MetadataCommand::new()
        .manifest_path(Path::new(ROOT).join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap()
}

/// The dependencies with which a package of the workspace is built, without those of tests, on all
/// targets.
fn dependencies<'a>(workspace: &'a Metadata, name: &str) -> (&'a Package, BTreeSet<&'a str>) {
    let package = workspace.packages.iter().find(|p| p.name == name);
    let package = package.unwrap_or_else(|| panic!("the workspace has no package {name}"));
    let built = package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development);
    (package, built.map(|d| d.name.as_str()).collect())
}

#[test]
fn the_core_needs_nothing_but_serde() {
    let workspace = workspace();
    let (package, needs) = dependencies(&workspace, "report");
    assert_eq!(needs, BTreeSet::from(["serde", "serde_json"]), "{}", package.manifest_path);
}

/// What counts a register knows tables, not files, and no browser.
#[test]
fn the_register_needs_nothing_but_the_core() {
    let workspace = workspace();
    let (package, needs) = dependencies(&workspace, "register");
    assert_eq!(needs, BTreeSet::from(["report", "serde"]), "{}", package.manifest_path);
}

/// The file formats and the screen do not depend on each other, and neither on made-up reports.
#[test]
fn files_and_shell_do_not_know_each_other() {
    let workspace = workspace();
    for (name, strangers) in [
        ("files", &["nianbao", "yew", "web-sys", "gloo", "corpus"][..]),
        ("nianbao", &["files", "pdf", "corpus"]),
        ("pdf", &["nianbao", "files", "yew", "web-sys", "gloo", "corpus"]),
    ] {
        let (package, needs) = dependencies(&workspace, name);
        assert!(needs.contains("report"), "{} does without the core", package.manifest_path);
        for stranger in strangers {
            assert!(!needs.contains(stranger), "{} depends on {stranger}", package.manifest_path);
        }
    }
}

/// Only a form's own files may name that form: by its id, its years, or the number of its notice.
#[test]
fn no_form_is_named_outside_its_file() {
    let mut found = Vec::new();
    for folder in ["crates/report/src", "crates/register/src", "crates/files/src", "src"] {
        for path in sources(&Path::new(ROOT).join(folder)) {
            let name = path.strip_prefix(ROOT).unwrap().to_str().unwrap().to_string();
            let tests = name.contains("/tests/") || name.ends_with("/tests.rs");
            // `forms.rs` is the list of the forms.
            if name.starts_with("crates/report/src/forms") || tests {
                continue;
            }
            let code: TokenStream = fs::read_to_string(&path).unwrap().parse().unwrap();
            let mut named = Vec::new();
            forms_named(code, &mut named);
            found.extend(named.into_iter().map(|(line, text)| (name.clone(), line, text)));
        }
    }
    let found: Vec<String> = found
        .iter()
        .map(|(file, line, text)| format!("{file}:{line} names a form: {text}"))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The names and literals in code that belong to one form, each with its line; comments and tests
/// are skipped.
fn forms_named(code: TokenStream, found: &mut Vec<(usize, String)>) {
    let mut tokens = code.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let inner =
                    tokens.next_if(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == '!'));
                let attribute = tokens.next().map(|t| t.to_string()).unwrap_or_default();
                let only_tests = attribute.replace(' ', "") == "[cfg(test)]";
                if only_tests && inner.is_none() {
                    // An item ends with its braces or with a semicolon.
                    let ends = |t: &TokenTree| match t {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(mark) => mark.as_char() == ';',
                        _ => false,
                    };
                    tokens.by_ref().find(ends);
                }
            }
            TokenTree::Group(group) => forms_named(group.stream(), found),
            TokenTree::Punct(_) => {}
            word => {
                let text = word.to_string();
                if names_a_form(&text) {
                    found.push((word.span().start().line, text));
                }
            }
        }
    }
}

/// Whether a name or literal contains a form's id as a whole decimal number: `"2021"`, `form_2021`,
/// `2021`, and `〔2021〕`, which begins its notice's number. `0x2014` and `\u{2014}` do not count.
fn names_a_form(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    report::all_forms().flat_map(|form| text.match_indices(form.id)).any(|(at, id)| {
        let (before, after) = (&text[..at], &text[at + id.len()..]);
        let other = before.ends_with(digit) || after.starts_with(digit);
        !other && !before.ends_with("0x") && !before.ends_with("\\u{")
    })
}

/// All Rust files below a folder.
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
