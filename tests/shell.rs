//! The floors of the shell: tests which files of `src/` may name which, by their text. No code of
//! the shell is called, so `rustc --test` alone can build this file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// From the lowest: a file names only files of its own floor and of those below.
const FLOORS: &[&str] = &["model", "browser", "components", "app", "editor", "lib", "main"];

/// What the lowest floor may name of the browser's crates: values that messages carry, and a string
/// type that is cheap to clone.
const CARRIED: &[&str] =
    &["web_sys::File", "wasm_bindgen::JsValue", "js_sys::Function", "yew::AttrValue"];

/// A module: its file, and its code without comments and tests.
struct Module {
    file: String,
    code: String,
}

/// All modules of `src/` by path: `model::view`, and `lib` for the crate's root.
type Modules = BTreeMap<String, Module>;

/// A line of a file that names another module.
#[derive(Debug, PartialEq)]
struct Mention {
    line: usize,
    module: String,
}

fn modules() -> Modules {
    let mut found = Modules::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
    assert!(found.len() > 50, "src/ was not found");
    found
}

fn read(folder: &Path, parent: &str, found: &mut Modules) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let module = if parent.is_empty() { name } else { format!("{parent}::{name}") };
        if path.is_dir() {
            read(&path, &module, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let file = format!("src/{}.rs", module.replace("::", "/"));
            found.insert(module, Module { file, code: code(&text) });
        }
    }
}

/// A source without comments and tests; lines keep their numbers.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let line = |line: &str| match line.trim_start().starts_with("//") {
        true => String::new(),
        false => line.split(" // ").next().unwrap_or_default().to_string(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths that begin at `text`, written as one path or as a tree with braces; each with the
/// number of characters before its last name.
fn tree(text: &str) -> Vec<(usize, String)> {
    let end = text.find(|c| !is_name(c) && c != ':').unwrap_or(text.len());
    let path = text[..end].to_string();
    if !path.ends_with("::") || !text[end..].starts_with('{') {
        return vec![(0, path.trim_end_matches(':').to_string())];
    }
    let (mut depth, mut start, mut paths) = (0, end + 1, Vec::new());
    for (i, c) in text[end..].char_indices().map(|(i, c)| (i + end, c)) {
        depth += usize::from(c == '{');
        if depth == 1 && (c == ',' || c == '}') {
            let item = text[start..i].trim_start();
            let before = i - item.len();
            let inner = tree(item).into_iter().filter(|(_, rest)| !rest.is_empty());
            paths.extend(inner.map(|(at, rest)| (before + at, format!("{path}{rest}"))));
            start = i + 1;
        }
        depth -= usize::from(c == '}');
        if depth == 0 {
            break;
        }
    }
    paths
}

/// Every path in the code of `own` that begins with one of these names.
fn paths<'a>(own: &'a Module, first: &'a str) -> impl Iterator<Item = (usize, String)> + 'a {
    let start = format!("{first}::");
    let all = own.code.match_indices(&start).map(|(at, _)| at).collect::<Vec<_>>();
    let whole = move |at: &usize| !own.code[..*at].ends_with(|c: char| is_name(c) || c == ':');
    all.into_iter().filter(whole).flat_map(move |at| {
        let line = move |offset: usize| own.code[..at + offset].matches('\n').count() + 1;
        tree(&own.code[at..]).into_iter().map(move |(offset, path)| (line(offset), path))
    })
}

/// The modules that a module names, its own left out. `crate` and `super` begin such a path, and so
/// does the name of a module declared in the same file.
fn mentions(modules: &Modules, own: &str) -> Vec<Mention> {
    let module = &modules[own];
    let parent = own.rsplit_once("::").map_or("", |(parent, _)| parent);
    let declared = module.code.lines().filter_map(|line| {
        let (before, name) = line.trim_end().strip_suffix(';')?.rsplit_once("mod ")?;
        (before.is_empty() || before.starts_with("pub")).then_some(name)
    });
    let declared = declared.map(|name| (name, if own == "lib" { "" } else { own }, 0));
    let roots = [("crate", "", 1), ("super", parent, 1)].into_iter().chain(declared);
    let mut found = Vec::new();
    for (first, base, skipped) in roots {
        for (line, path) in paths(module, first) {
            let names = path.split("::").skip(skipped);
            let names = base.split("::").filter(|n| !n.is_empty()).chain(names);
            let names: Vec<&str> = names.collect();
            let known = |n: &usize| modules.contains_key(&names[..*n].join("::"));
            let Some(n) = (1..=names.len()).rev().find(known) else { continue };
            let module = names[..n].join("::");
            if module != own {
                found.push(Mention { line, module });
            }
        }
    }
    found
}

fn floor(module: &str) -> usize {
    let first = module.split("::").next().unwrap_or_default();
    let floor = FLOORS.iter().position(|floor| *floor == first);
    floor.unwrap_or_else(|| panic!("src/{first}.rs is on no floor; add it to FLOORS"))
}

/// A chain of mentions from `at` back to `goal`.
fn way_back(
    modules: &Modules,
    at: &str,
    goal: &str,
    seen: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    for Mention { line, module } in mentions(modules, at) {
        let step = format!("{}:{line} names {module}", modules[at].file);
        if module == goal {
            return Some(vec![step]);
        }
        if seen.insert(module.clone())
            && let Some(mut way) = way_back(modules, &module, goal, seen)
        {
            way.insert(0, step);
            return Some(way);
        }
    }
    None
}

#[test]
fn a_file_names_only_its_own_floor_and_those_below() {
    let modules = modules();
    for (own, module) in &modules {
        for Mention { line, module: other } in mentions(&modules, own) {
            assert!(
                floor(&other) <= floor(own),
                "{}:{line} names {other}, which is on a higher floor: {FLOORS:?}",
                module.file,
            );
        }
    }
}

#[test]
fn no_file_comes_back_to_itself() {
    let modules = modules();
    for own in modules.keys() {
        if let Some(way) = way_back(&modules, own, own, &mut BTreeSet::new()) {
            panic!("a circle of files:\n{}", way.join("\n"));
        }
    }
}

#[test]
fn the_lowest_floor_has_no_browser() {
    for (own, module) in modules().iter().filter(|(own, _)| floor(own) == 0) {
        for first in ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo", "yew"] {
            for (line, path) in paths(module, first) {
                let file = &module.file;
                assert!(CARRIED.contains(&path.as_str()), "{file}:{line}: {own} names {path}");
            }
        }
    }
}

/// A field that is not compared would leave the screen outdated, without a compiler error.
#[test]
fn properties_compared_by_hand_are_compared_in_every_field() {
    let mut seen = 0;
    for module in modules().values() {
        for (at, _) in module.code.match_indices("impl PartialEq for ") {
            let rest = &module.code[at + "impl PartialEq for ".len()..];
            let (name, body) = rest.split_once(" {").expect("a body");
            if !name.ends_with("Props") {
                continue;
            }
            seen += 1;
            let body = body.split("\n}").next().unwrap_or_default();
            let declared = module.code.split(&format!("struct {name} {{")).nth(1);
            let fields = declared.and_then(|d| d.split("\n}").next()).unwrap_or_default();
            let fields = fields.lines().filter_map(|l| l.trim().split_once(": "));
            let fields = fields.map(|(field, _)| field.trim_start_matches("pub "));
            let fields: Vec<&str> = fields.collect();
            assert!(!fields.is_empty(), "{}: {name} has no fields", module.file);
            for field in fields {
                let read = |who: &str| {
                    let named = format!("{who}.{field}");
                    body.match_indices(&named)
                        .any(|(at, _)| !body[at + named.len()..].starts_with(is_name))
                };
                // Either both sides are read by name, or one closure is called with each.
                let both = read("self") && read("other") || read("p");
                let line = module.code[..at].matches('\n').count() + 1;
                assert!(both, "{}:{line}: {name} does not compare `{field}`", module.file);
            }
        }
    }
    assert!(seen > 0, "no properties are compared by hand; this test can go");
}

/// Tests the reader of paths on a made-up shell with one circle in it.
#[test]
fn a_circle_and_a_step_up_are_seen_where_they_are() {
    let made = [
        ("lib", "mod model;\nmod app;\n"),
        ("model", "pub mod state;\npub mod msg;\n"),
        ("model::state", "use std::rc::Rc;\nuse super::msg::Msg;\n"),
        (
            "model::msg",
            "// crate::app\nuse crate::{\n    model::{self, state::State},\n    app::App,\n};\n",
        ),
        ("app", "mod act;\nfn f() { act::go(supercrate::app) }\n"),
        ("app::act", "use super::App;\n"),
    ];
    let modules: Modules = made
        .into_iter()
        .map(|(name, text)| (name.into(), Module { file: format!("{name}.rs"), code: code(text) }))
        .collect();
    let named = |own: &str| {
        let all = mentions(&modules, own).into_iter().map(|m| format!("{}:{}", m.line, m.module));
        all.collect::<Vec<_>>()
    };
    assert_eq!(named("model::state"), ["2:model::msg"]);
    assert_eq!(named("model::msg"), ["3:model", "3:model::state", "4:app"]);
    assert_eq!(named("app"), ["2:app::act"]);
    let circle = way_back(&modules, "model::state", "model::state", &mut BTreeSet::new());
    let expected = ["model::state.rs:2 names model::msg", "model::msg.rs:3 names model::state"];
    assert_eq!(circle.expect("it is one"), expected);
    let circle = way_back(&modules, "app", "app", &mut BTreeSet::new());
    assert_eq!(circle.expect("it is one").len(), 2);
    assert!(floor("app") > floor("model::msg"));
}
