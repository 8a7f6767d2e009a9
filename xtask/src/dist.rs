//! `cargo xtask dist`: Trunk builds the page, and the other deliverables are packed from its output.
//!
//! Nothing is compiled twice: the one-file page and the package carry the very bytes of the two
//! modules that Trunk wrote, and the JavaScript around them is bundled from the same glue.

use crate::command::{Result, command, output, run};
use crate::setup::{self, Env};
use crate::{gate, offline, publish, read, root, split};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the oldest supported browsers understand, for esbuild.
const TARGET: &str = "--target=chrome88,firefox79";

/// The most the modules may weigh, gzipped: nothing is shown before the first one is there, and
/// nothing can be filled in before the editor's chunk is.
const PAGE_LIMIT: usize = 120_000;
const CHUNK_LIMIT: usize = 190_000;
const FILES_LIMIT: usize = 800_000;

/// The files of a finished Trunk build.
pub struct Page {
    pub glue: PathBuf,
    pub module: PathBuf,
    /// What was cut off the module, by name.
    pub chunks: Vec<(String, PathBuf)>,
    pub files_glue: PathBuf,
    pub files_worker: PathBuf,
    pub files_module: PathBuf,
    /// The scripts of `www/` as the glue imports them.
    pub snippets: PathBuf,
    pub env: Env,
}

/// Builds and packs everything in `dist/`.
pub fn build() -> Result<()> {
    let page = trunk()?;
    gate::check(&page.module, PAGE_LIMIT)?;
    for (_, chunk) in &page.chunks {
        gate::check(chunk, CHUNK_LIMIT)?;
    }
    gate::check(&page.files_module, FILES_LIMIT)?;
    // The worker's scripts go into every deliverable as they are, so they are shrunk first and in
    // place; the page's own scripts follow once they have been bundled.
    minify(&page, TARGET, &[page.files_glue.clone(), page.files_worker.clone()])?;
    // Tells old browsers that they are too old.
    minify(&page, "--target=es5", &[dist("failure.js")])?;
    package(&page)?;
    offline::pack(&page)?;
    fs::write(dist("THIRD-PARTY.txt"), third_party()?)?;
    fs::copy(dist("THIRD-PARTY.txt"), dist("npm/THIRD-PARTY.txt"))?;
    let mut scripts = scripts_below(&dist("snippets"))?;
    scripts.push(page.glue.clone());
    minify(&page, TARGET, &scripts)?;
    bundle(&page, "www/boot.js", "esm", &dist("boot.js"))?;
    for part in ["program.js", "frame.js"] {
        fs::remove_file(dist(part))?;
    }
    for example in ["embed.html", "embed-frame.html"] {
        fs::copy(root().join("www").join(example), dist(example))?;
    }
    report()?;
    publish::write()
}

pub fn dist(path: &str) -> PathBuf {
    root().join("dist").join(path)
}

fn trunk() -> Result<Page> {
    let env = setup::build_env()?;
    // wasm-bindgen never removes the snippets of earlier builds, and Trunk would copy them.
    let _ = fs::remove_dir_all(root().join("target/wasm-bindgen/release"));
    // Flags from outside would replace those for old browsers.
    run(command("trunk build --release")
        .envs(env.clone())
        .env("NIANBAO_SPLIT", "1")
        .env_remove("RUSTFLAGS")
        .env_remove("RUST_BACKTRACE"))?;
    let mut glue = None;
    for entry in fs::read_dir(dist(""))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("nianbao-") && name.ends_with(".js") {
            glue = Some(path);
        }
    }
    let glue = glue.ok_or("Trunk wrote no nianbao-*.js")?;
    let snippets = scripts_below(&dist("snippets"))?
        .into_iter()
        .find(|path| path.ends_with("www/files.js"))
        .and_then(|path| Some(path.parent()?.to_path_buf()))
        .ok_or("the page does not bind www/files.js")?;
    let mut page = Page {
        chunks: Vec::new(),
        module: PathBuf::from(glue.to_string_lossy().replace(".js", "_bg.wasm")),
        glue,
        files_glue: dist("files.js"),
        files_worker: dist("files-worker.js"),
        files_module: dist("files_bg.wasm"),
        snippets,
        env,
    };
    page.chunks = split::cut(&page)?;
    Ok(page)
}

/// Bundles one of our entry scripts with the glue.
pub fn bundle(page: &Page, entry: &str, format: &str, out: &Path) -> Result<()> {
    let mut esbuild = command("esbuild --bundle --minify --charset=utf8 --log-level=warning");
    esbuild.args([TARGET, "--external:node:*", &format!("--format={format}")]);
    if format == "iife" {
        // The glue's default address of the module is unused there.
        esbuild.arg("--define:import.meta.url=location.href");
    }
    esbuild.arg(format!("--alias:nianbao-glue={}", page.glue.display()));
    for name in ["files", "copy", "chunks", "desk", "gather", "pool"] {
        let script = page.snippets.join(format!("{name}.js"));
        esbuild.arg(format!("--alias:nianbao-{name}={}", script.display()));
    }
    esbuild.arg(format!("--outfile={}", out.display())).arg(entry);
    run(esbuild.envs(page.env.clone()).env("NODE_PATH", root().join("xtask/node_modules")))
}

/// Shrinks scripts in place; names at the top level stay.
fn minify(page: &Page, target: &str, scripts: &[PathBuf]) -> Result<()> {
    let mut esbuild =
        command("esbuild --minify --charset=utf8 --log-level=warning --allow-overwrite");
    let output = format!("--outdir={}", dist("").display());
    let base = format!("--outbase={}", dist("").display());
    run(esbuild.args([target, &output, &base]).args(scripts).envs(page.env.clone()))
}

/// The package for other people's pages and scripts.
fn package(page: &Page) -> Result<()> {
    fs::create_dir_all(dist("npm"))?;
    let entry = dist("npm/nianbao.js");
    bundle(page, "www/nianbao.js", "esm", &entry)?;
    let hashed = page.module.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // Shrinking takes away what keeps bundlers from looking into Node's own modules.
    let node = "import(/* webpackIgnore: true */ /* @vite-ignore */ \"node:";
    let script = read(&entry)?.replace(&hashed, "nianbao_bg.wasm").replace("import(\"node:", node);
    fs::write(&entry, script)?;
    // The same for pages that cannot have modules: a script that defines the global `nianbao`.
    let mut esbuild = command("esbuild --bundle --minify --charset=utf8 --log-level=warning");
    esbuild.args([TARGET, "--external:node:*", "--format=iife", "--global-name=nianbao"]);
    esbuild.arg("--define:import.meta.url=document.currentScript.src");
    esbuild.arg(format!("--outfile={}", dist("npm/nianbao-script.js").display())).arg(&entry);
    run(esbuild.envs(page.env.clone()))?;
    fs::copy(&page.module, dist("npm/nianbao_bg.wasm"))?;
    for (name, chunk) in &page.chunks {
        let file = format!("nianbao_{name}.wasm");
        if !read(&entry)?.contains(&file) {
            return Err(format!("www/nianbao.js does not know {file}").into());
        }
        fs::copy(chunk, dist("npm").join(file))?;
    }
    for path in [&page.files_glue, &page.files_worker, &page.files_module, &dist("failure.js")] {
        fs::copy(path, dist("npm").join(path.file_name().unwrap_or_default()))?;
    }
    for (from, to) in
        [("nianbao.d.ts", "nianbao.d.ts"), ("npm.md", "README.md"), ("cli.js", "cli.js")]
    {
        fs::copy(root().join("www").join(from), dist("npm").join(to))?;
    }
    fs::write(dist("npm/package.json"), manifest())?;
    for entry in fs::read_dir(root())? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("LICENSE") {
            fs::copy(entry.path(), dist("npm").join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn manifest() -> String {
    format!(
        r#"{{
  "name": "nianbao",
  "version": "{}",
  "description": "Write, check and publish a yearly report on government information disclosure",
  "license": "{}",
  "type": "module",
  "main": "./nianbao.js",
  "types": "./nianbao.d.ts",
  "bin": {{ "nianbao": "cli.js" }},
  "exports": {{
    ".": {{ "types": "./nianbao.d.ts", "default": "./nianbao.js" }},
    "./*": "./*"
  }},
  "sideEffects": true,
  "engines": {{ "node": ">=18" }}
}}
"#,
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_LICENSE")
    )
}

/// Other people's work inside the two modules, each with its licence and where it comes from.
fn third_party() -> Result<String> {
    let mut tree = command("cargo tree --locked --edges normal,no-proc-macro --prefix none");
    tree.args("--target wasm32-unknown-unknown -p nianbao -p files --format".split(' '));
    let listed = output(tree.arg("{p} | {l} | {r}")).ok_or("cargo tree failed")?;
    let mut lines: Vec<_> = listed
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty() && !line.contains(" (/") && !line.contains(":\\"))
        .chain(["fflate | MIT | https://github.com/101arrowz/fflate"])
        .chain(["Rust standard library | MIT OR Apache-2.0 | https://github.com/rust-lang/rust"])
        .collect();
    lines.sort_unstable();
    lines.dedup();
    Ok(lines.join("\n") + "\n")
}

fn scripts_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(scripts_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "js") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Prints what each deliverable weighs.
fn report() -> Result<()> {
    println!("\n{:<44} {:>9} {:>9}", "dist/", "KB", "gzip KB");
    for folder in ["", "npm"] {
        let mut paths: Vec<_> =
            fs::read_dir(dist(folder))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.retain(|path| path.is_file());
        paths.sort();
        for path in paths {
            let bytes = fs::read(&path)?;
            let name = path.strip_prefix(dist(""))?.display().to_string();
            println!(
                "{name:<44} {:>9} {:>9}",
                kilobytes(bytes.len()),
                kilobytes(gzip(&bytes)?.len())
            );
        }
    }
    Ok(())
}

pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}
