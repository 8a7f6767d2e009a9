//! Cuts the program into its first module and the chunks that are loaded later.
//!
//! The program is linked whole, with the linker's relocations in it. They tell what every function and
//! every constant needs, and so what only the functions of a chunk need (see `src/chunk.rs`). The cut
//! comes before wasm-bindgen, which sees the first module alone.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};
use wasmparser::{Parser, Payload};

use crate::command::Result;
use crate::{read, root};

/// The modules of a program that was cut.
pub struct Cut {
    pub first: PathBuf,
    /// The other modules, by name.
    pub chunks: Vec<(String, PathBuf)>,
}

/// Cuts a program; the modules are written into the folder.
pub fn cut(program: &Path, folder: &Path) -> Result<Cut> {
    let whole = fs::read(program).map_err(|error| format!("{}: {error}", program.display()))?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&whole);
    (options.output_dir, options.main_out_path) = (folder, &first);
    let done = transform(options).map_err(|error| format!("{error:?}"))?;

    let mut named: Vec<_> = done.prefetch_map.into_iter().collect();
    named.sort();
    let list = |files: &[String]| {
        files.iter().map(|file| format!("{:?}", name_of(file))).collect::<Vec<_>>().join(", ")
    };
    let named: Vec<_> = named.iter().map(|(name, f)| format!("{name}: [{}]", list(f))).collect();
    let line = format!("const MODULES = {{ {} }};", named.join(", "));
    if !read(root().join("www/chunks.js"))?.contains(&line) {
        return Err(format!("www/chunks.js must name what was cut off:\n{line}").into());
    }
    let name = |path: &PathBuf| {
        name_of(&path.file_stem().unwrap_or_default().to_string_lossy()).to_string()
    };
    let mut chunks: Vec<_> =
        done.split_modules.into_iter().map(|path| (name(&path), path)).collect();
    chunks.sort();
    for path in chunks.iter().map(|(_, path)| path) {
        fs::write(path, without_names(&fs::read(path)?)?)?;
    }
    Ok(Cut { first, chunks })
}

/// A module without the names of its functions, of which the tool writes a kind that wasm-opt warns of.
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

/// The tool calls the module of a chunk `split_` and its name.
fn name_of(file: &str) -> &str {
    file.strip_prefix("split_").unwrap_or(file)
}
