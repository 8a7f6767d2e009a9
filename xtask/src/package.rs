//! `dist/npm/`: the package `nianbao`, for the pages and scripts of others.

use std::fs;

use crate::command::{Result, run};
use crate::page::{Page, TARGET};
use crate::{read, root};

/// Writes the package from a built page.
pub fn write(page: &Page) -> Result<()> {
    let folder = page.out.join("npm");
    fs::create_dir_all(&folder)?;
    let entry = folder.join("nianbao.js");
    page.bundle("www/nianbao.js", "esm", &entry)?;
    let hashed = page.module.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // The comments that stop bundlers from following imports of Node's own modules; minifying
    // removes them.
    let node = "import(/* webpackIgnore: true */ /* @vite-ignore */ \"node:";
    let script = read(&entry)?.replace(&hashed, "nianbao_bg.wasm").replace("import(\"node:", node);
    fs::write(&entry, script)?;
    // The package as a plain script for pages without modules; it defines the global `nianbao`.
    let mut esbuild = page.tool("esbuild --bundle --minify --charset=utf8 --log-level=warning");
    esbuild.args([TARGET, "--external:node:*", "--format=iife", "--global-name=nianbao"]);
    esbuild.arg("--define:import.meta.url=document.currentScript.src");
    esbuild.arg(format!("--outfile={}", folder.join("nianbao-script.js").display())).arg(&entry);
    run(&mut esbuild)?;
    fs::copy(&page.module, folder.join("nianbao_bg.wasm"))?;
    for (name, chunk) in &page.chunks {
        fs::copy(chunk, folder.join(format!("nianbao_{name}.wasm")))?;
    }
    let failure = page.out.join("failure.js");
    let notices = page.out.join("THIRD-PARTY.txt");
    let of_files = [&page.files_glue, &page.files_worker, &page.files_module];
    let of_pdf = [&page.pdf_glue, &page.pdf_module];
    for path in of_files.into_iter().chain(of_pdf).chain([&failure, &notices]) {
        fs::copy(path, folder.join(path.file_name().unwrap_or_default()))?;
    }
    for (from, to) in [
        ("www/nianbao.d.ts", "nianbao.d.ts"),
        ("www/npm.md", "README.md"),
        ("www/cli.js", "cli.js"),
        ("www/compare.js", "compare.js"),
        ("www/count.js", "count.js"),
        ("www/pdf-command.js", "pdf-command.js"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
    ] {
        fs::copy(root().join(from), folder.join(to))?;
    }
    fs::write(folder.join("package.json"), manifest())?;
    Ok(())
}

/// The script with the functions that `www/nianbao.d.ts` declares and `www/nianbao.js` does not
/// export itself. Each calls the function of this name of the files module: one that returns a
/// promise in a worker, others on the thread of the caller.
pub fn functions_script() -> Result<String> {
    let (types, script) =
        (read(root().join("www/nianbao.d.ts"))?, read(root().join("www/nianbao.js"))?);
    let own = exported(&script);
    let mut functions = String::from(
        "import { run } from \"nianbao-files\";\nimport { loaded } from \"nianbao-loaded\";\n",
    );
    for declared in types.split("\nexport function ").skip(1) {
        let name = declared.split('(').next().unwrap_or_default();
        if own.contains(&name) {
            continue;
        }
        let declaration = declared.split(";\n").next().unwrap_or_default();
        let call = match declaration.contains("): Promise<") {
            true => format!("run({name:?}, given)"),
            false => format!("loaded().{name}(...given)"),
        };
        functions += &format!("export const {name} = (...given) => {call};\n");
    }
    Ok(functions)
}

/// The names that a script exports, with other words of the lines in which it does so.
fn exported(script: &str) -> Vec<&str> {
    let lines = script.lines().filter(|line| line.starts_with("export "));
    lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())).collect()
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
