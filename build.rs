//! Writes `www/look.js`: the style sheet as a string in a script next to the program. Inside the
//! program it would be a twentieth of what must be loaded before anything is shown. For a build
//! that is cut into chunks it also numbers the functions at which the program is cut.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of the style sheet; a later one may override rules of an earlier one.
#[rustfmt::skip]
const PARTS: [&str; 18] = [
    "base", "around", "start", "apart", "editor", "findings", "progress", "pages", "paper", "table", "prose", "register", "desk",
    "matrix", "side", "narrow", "print", "paper-desk",
];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-env-changed=NIANBAO_SPLIT");
    if std::env::var_os("NIANBAO_SPLIT").is_some() {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        println!("cargo::rustc-link-arg-bins=--export-table");
        number_cuts();
    }
    println!("cargo::rerun-if-changed=www/look");
    println!("cargo::rerun-if-changed=www/look.js");
    let part = |name| fs::read_to_string(format!("www/look/{name}.css")).expect("a part is there");
    let sheet = tight(&PARTS.map(part).concat());
    let script = format!("export const look = () => {sheet:?};\n");
    // Written only if it differs: otherwise a tool that watches the folder would rebuild without
    // end.
    if fs::read_to_string("www/look.js").ok().as_deref() != Some(&script) {
        fs::write("www/look.js", script).expect("www can be written");
    }
}

/// A style sheet without comments and indents.
fn tight(sheet: &str) -> String {
    let code = sheet.split("/*").map(|rest| rest.split_once("*/").map_or(rest, |(_, code)| code));
    let lines = code.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Gives every function declared by `in_chunk!` a number of 32 hex digits, which the macro reads as
/// an environment variable named by the function's path.
fn number_cuts() {
    println!("cargo::rerun-if-changed=src");
    let mut functions = Vec::new();
    for file in sources(Path::new("src")) {
        let text = fs::read_to_string(&file).expect("a source can be read");
        let module = file.with_extension("");
        let names = module.iter().skip(1).map(|name| name.to_string_lossy().into_owned());
        let module =
            ["nianbao".to_string()].into_iter().chain(names).collect::<Vec<_>>().join("::");
        for declared in text.split("\nin_chunk! {").skip(1) {
            let name = declared.split_once("fn ").and_then(|(_, rest)| rest.split_once('('));
            functions.push(format!("{module}::{}", name.expect("a function is declared").0));
        }
    }
    functions.sort();
    for (number, function) in functions.iter().enumerate() {
        println!("cargo::rustc-env={function}={number:032x}");
    }
}

/// All Rust files in a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}
