//! Cuts the program into its first module and the chunks that are loaded later.
//!
//! Trunk builds the program whole, with the linker's relocations in it. They tell what every function
//! and every constant needs, and so what only the functions of a chunk need (see `src/chunk.rs`).
//! The cut comes before wasm-bindgen, which is therefore run once more, on the first module.

use crate::command::{Result, command, run};
use crate::dist::{Page, dist};
use crate::{read, root};
use std::fs;
use std::path::PathBuf;
use wasm_split_cli_support::{Options, transform};

/// Replaces the module and the glue that Trunk wrote, puts the chunks beside them, and returns the
/// chunks by name.
pub fn cut(page: &Page) -> Result<Vec<(String, PathBuf)>> {
    let folder = root().join("target/split");
    let _ = fs::remove_dir_all(&folder);
    let whole = fs::read(root().join("target/wasm32-unknown-unknown/release/nianbao.wasm"))?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&whole);
    (options.output_dir, options.main_out_path) = (&folder, &first);
    let done = transform(options).map_err(|error| format!("{error:?}"))?;

    let mut named: Vec<_> = done.prefetch_map.into_iter().collect();
    named.sort();
    let list = |files: &[String]| {
        files.iter().map(|f| format!("{:?}", name_of(f))).collect::<Vec<_>>().join(", ")
    };
    let named: Vec<_> = named.iter().map(|(name, f)| format!("{name}: [{}]", list(f))).collect();
    let line = format!("const MODULES = {{ {} }};", named.join(", "));
    if !read(root().join("www/chunks.js"))?.contains(&line) {
        return Err(format!("www/chunks.js must say what was cut off:\n{line}").into());
    }

    let stem = page.glue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut bindgen = command("wasm-bindgen --target web --no-typescript --out-name");
    bindgen.arg(&stem).arg("--out-dir").arg(folder.join("bound")).arg(&first);
    run(bindgen.envs(page.env.clone()))?;
    let bound = folder.join("bound").join(&stem);
    fs::copy(bound.with_extension("js"), &page.glue)?;
    shrink(page, &folder.join(format!("bound/{stem}_bg.wasm")), &page.module)?;
    let mut chunks = Vec::new();
    for module in done.split_modules {
        let name = name_of(&module.file_stem().unwrap_or_default().to_string_lossy()).to_string();
        let out = dist(&format!("{stem}_{name}.wasm"));
        shrink(page, &module, &out)?;
        chunks.push((name, out));
    }
    chunks.sort();
    let html = read(dist("index.html"))?.replace(" data-wasm=", " data-cut data-wasm=");
    fs::write(dist("index.html"), html)?;
    Ok(chunks)
}

/// The tool calls the module of a chunk `split_` and its name.
fn name_of(file: &str) -> &str {
    file.strip_prefix("split_").unwrap_or(file)
}

/// wasm-opt, as `index.html` asks Trunk to run it.
fn shrink(page: &Page, module: &PathBuf, out: &PathBuf) -> Result<()> {
    let html = read(root().join("index.html"))?;
    let asked =
        html.split("data-wasm-opt-params=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut opt = command("wasm-opt -Oz");
    opt.args(asked.ok_or("index.html names no features for wasm-opt")?.split(' '));
    run(opt.arg("-o").arg(out).arg(module).envs(page.env.clone()))
}
