//! The page: the program compiled to wasm modules, the scripts that bind them, and `index.html`.
//!
//! `index.html` and `Trunk.toml` list its parts, in the form that Trunk reads. Trunk itself is not
//! used: there are few steps, wasm-bindgen is a library, and installing Trunk and wasm-bindgen's
//! program took longer than the whole build.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{Result, command, program, run};
use crate::setup::{self, Env};
use crate::template::{Tag, Template};
use crate::{imports, order, package, read, root, split, tools, workspace};

/// The oldest supported browsers, as an option of esbuild.
pub const TARGET: &str = "--target=chrome88,firefox79";

/// The cargo profile that the program is built with.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// Built in seconds after a change; the modules are about three times as large.
    Quick,
    /// What is published.
    Release,
}

/// The files of a page that was built.
pub struct Page {
    /// The folder of the page.
    pub out: PathBuf,
    /// The script that binds the first module.
    pub glue: PathBuf,
    /// The first module.
    pub module: PathBuf,
    /// The chunks that were cut off the first module, by name.
    pub chunks: Vec<(String, PathBuf)>,
    /// How many of them the editor consists of; they are the first.
    pub of_editor: usize,
    pub files_glue: PathBuf,
    pub files_worker: PathBuf,
    pub files_module: PathBuf,
    /// The module that unpacks the other modules of the one-file page; its glue lies beside it.
    pub unpacker: PathBuf,
    pub pdf_glue: PathBuf,
    /// The module that writes PDF, which the one file lacks.
    pub pdf_module: PathBuf,
    /// The scripts of `www/` as the glue imports them.
    pub snippets: PathBuf,
    /// The script with the addresses of the chunks in the package.
    addresses: PathBuf,
    /// The script with the package's functions that are those of the files module.
    functions: PathBuf,
    /// The folder with esbuild and wasm-opt.
    pub node_tools: PathBuf,
    pub profile: Profile,
}

/// Builds the page into an empty folder.
pub fn build(profile: Profile, out: PathBuf) -> Result<Page> {
    let template = Template::of_project()?;
    let (node_tools, modules) = compile_and_fetch(profile)?;
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out)?;

    let scratch = workspace::target()?.join("page-parts");
    let _ = fs::remove_dir_all(&scratch);
    let cut = split::cut(&modules.join("nianbao.wasm"), &scratch)?;
    let first = fs::read(&cut.first)?;
    let stem = format!("nianbao-{}", short_hash(&first));
    bindgen(first, &stem, true, &out)?;
    bindgen(fs::read(modules.join("files.wasm"))?, "files", false, &out)?;
    bindgen(fs::read(modules.join("unpack.wasm"))?, "unpack", true, &scratch)?;
    bindgen(fs::read(modules.join("pdf.wasm"))?, "pdf", false, &out)?;
    let snippets = folder_of(&out.join("snippets"), "www/files.js")?;
    fs::write(snippets.join("chunk-names.js"), cut.names_script())?;
    let addresses = scratch.join("addresses.js");
    fs::write(&addresses, cut.addresses_script())?;
    let functions = scratch.join("functions.js");
    fs::write(&functions, package::functions_script()?)?;

    let mut page = Page {
        glue: out.join(format!("{stem}.js")),
        module: out.join(format!("{stem}_bg.wasm")),
        chunks: Vec::new(),
        of_editor: cut.of_editor,
        files_glue: out.join("files.js"),
        files_worker: out.join("files-worker.js"),
        files_module: out.join("files_bg.wasm"),
        unpacker: scratch.join("unpack_bg.wasm"),
        pdf_glue: out.join("pdf.js"),
        pdf_module: out.join("pdf_bg.wasm"),
        snippets,
        addresses,
        functions,
        node_tools,
        profile,
        out,
    };
    for (name, module) in cut.chunks {
        let path = page.out.join(format!("{stem}_{name}.wasm"));
        fs::copy(module, &path)?;
        page.chunks.push((name, path));
    }
    if profile == Profile::Release {
        page.shrink_modules(&template)?;
    }
    page.write_index(&template)?;
    Ok(page)
}

/// Compiles the programs while Node's tools are fetched; returns the folders with these and with the
/// modules. Tools that the user must install are reported first.
fn compile_and_fetch(profile: Profile) -> Result<(PathBuf, PathBuf)> {
    if !tools::may_install() {
        setup::node_tools()?;
    }
    thread::scope(|scope| {
        let fetched = scope.spawn(|| setup::node_tools().map_err(|error| error.to_string()));
        let modules = compile(profile, setup::wasm_env()?);
        let node_tools = fetched.join().map_err(|_| "installing Node's tools panicked")??;
        Ok((node_tools, modules?))
    })
}

/// Compiles the programs; returns the folder with their modules.
fn compile(profile: Profile, env: Env) -> Result<PathBuf> {
    let name = if profile == Profile::Quick { "quick" } else { "release" };
    let mut cargo = command("cargo build --quiet --locked --target wasm32-unknown-unknown");
    cargo
        .args(["--profile", name])
        .args("-p nianbao --bin nianbao -p files --bin files".split(' '))
        .args("-p unpack --bin unpack -p pdf --bin pdf".split(' '));
    // Flags from the environment would replace those for old browsers.
    run(cargo
        .envs(env)
        .env("NIANBAO_SPLIT", "1")
        .env_remove("RUSTFLAGS")
        .env_remove("RUST_BACKTRACE"))?;
    Ok(workspace::target()?.join("wasm32-unknown-unknown").join(name))
}

/// Writes a module for browsers and its glue: an ES module, or a plain script that sets the global
/// `wasm_bindgen`.
fn bindgen(module: Vec<u8>, name: &str, is_module: bool, out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.web(is_module)?.no_modules(!is_module)?;
    bindgen.input_bytes(name, module).out_name(name).typescript(false).generate(out)?;
    imports::shorten(&out.join(format!("{name}_bg.wasm")), &out.join(format!("{name}.js")))
}

impl Page {
    /// A command that runs one of Node's tools.
    pub fn tool(&self, line: &str) -> std::process::Command {
        let (name, arguments) = line.split_once(' ').unwrap_or((line, ""));
        let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_string() };
        let mut tool = program(self.node_tools.join(name));
        tool.args(arguments.split_whitespace());
        tool
    }

    /// Bundles one of our entry scripts with the glue.
    pub fn bundle(&self, entry: &str, format: &str, out: &Path) -> Result<()> {
        let mut esbuild = self.tool("esbuild --bundle --minify --charset=utf8 --log-level=warning");
        esbuild.args([TARGET, "--external:node:*", &format!("--format={format}")]);
        if format == "iife" {
            // The glue's default address for the module is not used there.
            esbuild.arg("--define:import.meta.url=location.href");
        }
        for (name, script) in [
            ("glue", &self.glue),
            ("unpacker", &self.unpacker.with_file_name("unpack.js")),
            ("addresses", &self.addresses),
            ("functions", &self.functions),
        ] {
            esbuild.arg(format!("--alias:nianbao-{name}={}", script.display()));
        }
        let loaded = root().join("www/functions.js");
        esbuild.arg(format!("--alias:nianbao-loaded={}", loaded.display()));
        for name in ["files", "copy", "chunks", "desk", "gather", "json", "pool"] {
            let script = self.snippets.join(format!("{name}.js"));
            esbuild.arg(format!("--alias:nianbao-{name}={}", script.display()));
        }
        esbuild.arg(format!("--outfile={}", out.display())).arg(entry);
        run(esbuild.env("NODE_PATH", root().join("xtask/node_modules")))
    }

    /// Minifies scripts in place; names at the top level are kept.
    pub fn minify(&self, target: &str, scripts: &[PathBuf]) -> Result<()> {
        let mut esbuild =
            self.tool("esbuild --minify --charset=utf8 --log-level=warning --allow-overwrite");
        let output = format!("--outdir={}", self.out.display());
        let base = format!("--outbase={}", self.out.display());
        run(esbuild.args([target, &output, &base]).args(scripts))
    }

    /// Runs wasm-opt on every module, with the options for Trunk in `index.html`, and orders its functions.
    fn shrink_modules(&self, template: &Template) -> Result<()> {
        let programs = template.parts("rust");
        let program = programs.first().ok_or("index.html names no program")?;
        let features = program.required("data-wasm-opt-params")?;
        let chunks = self.chunks.iter().map(|(_, path)| path);
        let own = [&self.module, &self.files_module, &self.unpacker, &self.pdf_module];
        for module in own.into_iter().chain(chunks) {
            let mut opt = self.tool("wasm-opt -Oz");
            // A large function that is put into its only caller makes that hardly smaller, but is
            // packed less well there.
            opt.arg("--one-caller-inline-max-function-size=50");
            run(opt.args(features.split_whitespace()).arg("-o").arg(module).arg(module))?;
            order::sort(module)?;
        }
        Ok(())
    }

    /// Writes `index.html` and the files that it names.
    fn write_index(&self, template: &Template) -> Result<()> {
        let mut edits: Vec<(Tag, String)> = Vec::new();
        for part in template.parts("copy-file") {
            let path = root().join(part.required("href")?);
            fs::copy(&path, self.out.join(path.file_name().unwrap_or_default()))?;
            edits.push((part, String::new()));
        }
        for part in template.parts("css") {
            let path = root().join(part.required("href")?);
            let sheet = fs::read(&path)?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = format!("{stem}-{}.css", short_hash(&sheet));
            fs::write(self.out.join(&name), sheet)?;
            edits.push((part, format!("<link rel=\"stylesheet\" href=\"./{name}\">")));
        }
        for part in template.parts("rust") {
            let is_page = part.attribute("data-type") != Some("worker");
            edits.push((part, if is_page { self.start_lines()? } else { String::new() }));
        }
        fs::write(self.out.join("index.html"), template.with(edits))?;
        Ok(())
    }

    /// The lines that load and start the program, from the patterns that Trunk uses.
    fn start_lines(&self) -> Result<String> {
        let settings: toml::Table = read(root().join("Trunk.toml"))?.parse()?;
        let build = settings.get("build").and_then(|build| build.as_table());
        let name =
            |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut lines = Vec::new();
        for pattern in ["pattern_preload", "pattern_script"] {
            let pattern = build.and_then(|build| build.get(pattern)?.as_str());
            let line = pattern.ok_or("Trunk.toml has no patterns")?.replace("{base}", "./");
            lines.push(
                line.replace("{js}", &name(&self.glue)).replace("{wasm}", &name(&self.module)),
            );
        }
        // Marks the program as cut; Trunk does not cut.
        Ok(lines.join("\n").replace(" data-wasm=", " data-cut data-wasm="))
    }
}

/// The folder in which a script has this path.
fn folder_of(folder: &Path, script: &str) -> Result<PathBuf> {
    scripts_below(folder)?
        .into_iter()
        .find(|path| path.ends_with(script))
        .and_then(|path| Some(path.parent()?.to_path_buf()))
        .ok_or_else(|| format!("the page does not bind {script}").into())
}

/// All scripts in a folder and the folders in it, sorted.
pub fn scripts_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files_below(folder)?;
    found.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    Ok(found)
}

/// All files in a folder and the folders in it, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(files_below(&path)?),
            false => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}

/// Sixteen hex digits that identify contents.
fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
