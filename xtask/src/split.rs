//! Cuts the program into its first module and the chunks that are loaded later.
//!
//! The program is linked as a whole, and the linker's relocations stay in it. They show what every
//! function and constant refers to, and so what only the functions of a chunk need (see
//! `src/browser/chunk.rs`). The cut is made before wasm-bindgen, which processes the first module
//! only.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};
use wasmparser::{Parser, Payload};

use crate::command::Result;

/// The modules of a program after the cut.
pub struct Cut {
    pub first: PathBuf,
    /// The other modules by name, those that the editor consists of first.
    pub chunks: Vec<(String, PathBuf)>,
    /// How many of them these are.
    pub of_editor: usize,
    /// For each chunk the names of the modules that it consists of.
    made_of: Vec<(String, Vec<String>)>,
}

impl Cut {
    /// The content of `www/chunk-names.js` for this program.
    pub fn names_script(&self) -> String {
        let lines =
            self.made_of.iter().map(|(chunk, modules)| format!("  {chunk}: {modules:?},\n"));
        format!("export const MODULES = {{\n{}}};\n", lines.collect::<String>())
    }

    /// A script with the addresses of the modules in the package, written so that bundlers find the
    /// files.
    pub fn addresses_script(&self) -> String {
        let lines = self.chunks.iter().map(|(name, _)| {
            format!("  {name}: new URL(\"nianbao_{name}.wasm\", import.meta.url),\n")
        });
        format!("export const ADDRESSES = {{\n{}}};\n", lines.collect::<String>())
    }
}

/// Cuts a program and writes its modules into a folder.
pub fn cut(program: &Path, folder: &Path) -> Result<Cut> {
    let whole = fs::read(program).map_err(|error| format!("{}: {error}", program.display()))?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&whole);
    (options.output_dir, options.main_out_path) = (folder, &first);
    let done = transform(options).map_err(|error| format!("{error:?}"))?;

    let names = |files: Vec<String>| files.iter().map(|file| name_of(file).to_string()).collect();
    let mut made_of: Vec<(String, Vec<String>)> =
        done.prefetch_map.into_iter().map(|(chunk, files)| (chunk, names(files))).collect();
    made_of.sort();
    let name = |path: &PathBuf| {
        name_of(&path.file_stem().unwrap_or_default().to_string_lossy()).to_string()
    };
    let mut chunks: Vec<_> =
        done.split_modules.into_iter().map(|path| (name(&path), path)).collect();
    let editor = made_of.iter().find(|(chunk, _)| chunk == "editor");
    let is_later = |name: &String| !editor.is_some_and(|(_, modules)| modules.contains(name));
    chunks.sort_by_cached_key(|(name, _)| (is_later(name), name.clone()));
    for path in chunks.iter().map(|(_, path)| path) {
        fs::write(path, without_names(&fs::read(path)?)?)?;
    }
    let of_editor = editor.map_or(0, |(_, modules)| modules.len());
    Ok(Cut { first, chunks, of_editor, made_of })
}

/// A module without its function names: wasm-opt warns about the way in which the tool writes them.
fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let (mut kept, mut at) = (Vec::new(), 0);
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let end = match (&payload, payload.as_section()) {
            (Payload::Version { range, .. }, _) => range.end,
            (_, Some((_, content))) => content.end,
            _ => continue,
        };
        if !matches!(&payload, Payload::CustomSection(section) if section.name() == "name") {
            kept.extend_from_slice(&module[at as usize..end as usize]);
        }
        at = end;
    }
    Ok(kept)
}

/// The chunk's name; the tool names a module `split_` and the chunk's name.
fn name_of(file: &str) -> &str {
    file.strip_prefix("split_").unwrap_or(file)
}
