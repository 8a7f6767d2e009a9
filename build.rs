//! Writes `www/look.js`: the style sheet as a string, beside the program instead of inside it, where
//! it would be a twentieth of what has to be there before anything is shown.

use std::fs;

/// The parts of the sheet, in the order in which they may override each other.
const PARTS: [&str; 11] = [
    "base", "around", "start", "editor", "findings", "paper", "table", "prose", "desk", "narrow",
    "print",
];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-env-changed=NIANBAO_SPLIT");
    if std::env::var_os("NIANBAO_SPLIT").is_some() {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        println!("cargo::rustc-link-arg-bins=--export-table");
    }
    println!("cargo::rerun-if-changed=www/look");
    println!("cargo::rerun-if-changed=www/look.js");
    let part = |name| fs::read_to_string(format!("www/look/{name}.css")).expect("a part is there");
    let sheet = tight(&PARTS.map(part).concat());
    let script = format!("export const look = () => {sheet:?};\n");
    // Written only if it differs, or what watches the folder would never come to rest.
    if fs::read_to_string("www/look.js").ok().as_deref() != Some(&script) {
        fs::write("www/look.js", script).expect("www can be written");
    }
}

/// A sheet without comments and indents.
fn tight(sheet: &str) -> String {
    let code = sheet.split("/*").map(|rest| rest.split_once("*/").map_or(rest, |(_, code)| code));
    let lines = code.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
