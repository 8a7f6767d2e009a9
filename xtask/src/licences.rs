//! `THIRD-PARTY.txt`: the works of others inside the program, with the notices that their licences
//! require.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cargo_metadata::DependencyKind;

use crate::command::Result;
use crate::{root, workspace};

/// Lists every work in the wasm modules and the scripts, grouped by the text of its licence.
///
/// # Errors
/// A work has no licence text.
pub fn third_party() -> Result<String> {
    let metadata = workspace::metadata(Some("wasm32-unknown-unknown"))?;
    let kinds = [DependencyKind::Normal];
    let mut works = Works::default();
    for package in
        workspace::made_of(&metadata, &["nianbao", "files", "pdf", "unpack"], &kinds, true)
    {
        if package.source.is_none() {
            continue;
        }
        let folder = package.manifest_path.parent().ok_or("a manifest lies in a folder")?;
        let licence = package.license.as_deref().unwrap_or_default();
        let home = package.repository.as_deref().unwrap_or_default();
        let name = format!("{} {} · {licence} · {home}", package.name, package.version);
        let text = match texts(folder.as_std_path())? {
            text if !text.is_empty() => text,
            // Some packages name their licence but do not contain its text.
            _ => standard(licence, &package.authors)?,
        };
        works.add(name, &text);
    }
    let rust = "Rust standard library · MIT OR Apache-2.0 · https://github.com/rust-lang/rust";
    let terms = standard("MIT", &["The Rust Project Developers".into()])?;
    works.add(rust.into(), &terms);
    let fflate = "fflate · MIT · https://github.com/101arrowz/fflate";
    let terms = texts(&root().join("xtask/node_modules/fflate"))?;
    works.add(fflate.into(), &terms);
    Ok(works.print())
}

/// Works by licence text; texts that differ only in line breaks count as the same.
#[derive(Default)]
struct Works(BTreeMap<String, (String, Vec<String>)>);

impl Works {
    /// Adds a work with the text of its licence.
    fn add(&mut self, work: String, text: &str) {
        // In the MIT licence the copyright notice is before the terms.
        let (who, terms) = match text.find("Permission is hereby granted") {
            Some(start) => text.split_at(start),
            None => ("", text),
        };
        let who = who.lines().map(str::trim).filter(|line| line.contains("Copyright"));
        let work = [work].into_iter().chain(who.map(|line| format!("    {line}")));
        let key = terms.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, works) = self.0.entry(key).or_insert_with(|| (terms.to_string(), Vec::new()));
        works.extend(work);
    }

    fn print(self) -> String {
        let mut parts: Vec<_> = self.0.into_values().collect();
        parts.sort_by(|(_, a), (_, b)| (b.len(), a).cmp(&(a.len(), b)));
        let line = "-".repeat(80);
        let part = |(terms, works): &(String, Vec<String>)| {
            format!("{}\n\n{}\n{line}\n", works.join("\n"), terms.trim())
        };
        parts.iter().map(part).collect()
    }
}

/// The texts that must be included: for a choice of licences the shorter one (MIT's), and all
/// notices.
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

/// The text of the MIT licence in the name of these authors, if the package may be used under it.
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
