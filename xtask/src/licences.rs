//! `THIRD-PARTY.txt`: the work of others inside the program, with the notices that their licences ask
//! to be kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cargo_metadata::DependencyKind;

use crate::command::Result;
use crate::{root, workspace};

/// Every work inside the two modules and the scripts, by the text of its licence. Fails where a work
/// brings no text.
pub fn third_party() -> Result<String> {
    let metadata = workspace::metadata(Some("wasm32-unknown-unknown"))?;
    let kinds = [DependencyKind::Normal];
    let mut works: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in workspace::made_of(&metadata, &["nianbao", "files"], &kinds, true) {
        if package.source.is_none() {
            continue;
        }
        let folder = package.manifest_path.parent().ok_or("a manifest lies in a folder")?;
        let licence = package.license.as_deref().unwrap_or_default();
        let home = package.repository.as_deref().unwrap_or_default();
        let name = format!("{} {} · {licence} · {home}", package.name, package.version);
        let text = match texts(folder.as_std_path())? {
            text if !text.is_empty() => text,
            // Some packages name their licence and leave its text out.
            _ => standard(licence, &package.authors)?,
        };
        works.entry(text).or_default().push(name);
    }
    let rust = "Rust standard library · MIT OR Apache-2.0 · https://github.com/rust-lang/rust";
    let terms = standard("MIT", &["The Rust Project Developers".into()])?;
    works.entry(terms).or_default().push(rust.into());
    let fflate = "fflate · MIT · https://github.com/101arrowz/fflate";
    let terms = texts(&root().join("xtask/node_modules/fflate"))?;
    works.entry(terms).or_default().push(fflate.into());
    let mut parts: Vec<_> =
        works.into_iter().map(|(text, names)| (names.join("\n"), text)).collect();
    parts.sort();
    let line = "-".repeat(80);
    Ok(parts.iter().map(|(names, text)| format!("{names}\n\n{text}\n{line}\n")).collect())
}

/// The texts that have to be kept: of a choice of licences the shorter, which is MIT's; notices always.
fn texts(folder: &Path) -> Result<String> {
    let mut files: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    files.retain(|path| {
        let begins = |word: &str| name(path).starts_with(word);
        path.is_file()
            && ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|word| begins(word))
    });
    if files.iter().any(|path| name(path).contains("MIT")) {
        files.retain(|path| name(path).contains("MIT") || name(path).starts_with("NOTICE"));
    }
    let texts: Vec<_> = files.iter().map(crate::read).collect::<Result<_>>()?;
    let plain = |text: &String| text.replace("\r\n", "\n").trim().to_string();
    Ok(texts.iter().map(plain).collect::<Vec<_>>().join("\n\n"))
}

/// The text of the MIT licence, in the name of these authors, where it may be chosen.
fn standard(licence: &str, authors: &[String]) -> Result<String> {
    if !licence.split([' ', '/', '(', ')']).any(|word| word == "MIT") {
        return Err(format!("a package under {licence} brings no text of it").into());
    }
    let own = crate::read(root().join("LICENSE-MIT"))?;
    let terms = own.split_once("Permission is").ok_or("LICENSE-MIT has no terms")?.1;
    Ok(format!(
        "MIT License\n\nCopyright (c) {}\n\nPermission is{}",
        authors.join(", "),
        terms.trim_end()
    ))
}
