//! What building the page needs: a standard library for wasm, and Node's tools.
//!
//! The standard library is rebuilt with the features of the oldest supported browser, so its source
//! is needed instead of a ready-made target. `tools.rs` has the tools that only tests need.

use std::env;
use std::path::{Path, PathBuf};

use crate::command::{Result, command, output, program, run};
use crate::tools::{NODE, cache, npm_packages, provide};
use crate::workspace;

const TRUNK: &str = "0.21.14";

/// Environment variables for a build of the page.
pub type Env = Vec<(&'static str, String)>;

/// Makes sure that the standard library's source is there; returns the environment for cargo.
pub fn wasm_env() -> Result<Env> {
    let sysroot = output(&mut command("rustc --print sysroot")).ok_or("rustc does not answer")?;
    if !Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file() {
        eprintln!("installing rust-src: the standard library is built for older browsers");
        run(&mut command("rustup component add rust-src"))?;
    }
    // Leaves out the places and messages of panics, and `Debug` output: an eighth of the program.
    let flags =
        "-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort";
    Ok(vec![
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".into()),
        // Without this the modules contain the folders of the building machine, and so depend on
        // it.
        ("CARGO_UNSTABLE_TRIM_PATHS", "true".into()),
        ("CARGO_PROFILE_RELEASE_TRIM_PATHS", "all".into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.into()),
    ])
}

/// Installs wasm-opt and esbuild in the versions of the lock file; returns their folder.
pub fn node_tools() -> Result<PathBuf> {
    let missing = provide(NODE, "they run what packs the page");
    if !missing.is_empty() {
        return Err(format!("without {} there is no page", missing.join(", ")).into());
    }
    Ok(npm_packages("xtask", "they shrink and test the page")?.join(".bin"))
}

/// Prints the environment as shell commands: after `eval "$(cargo xtask env)"` Trunk works by
/// itself.
pub fn print_env() -> Result<()> {
    let (trunk, node) = (trunk_tools()?, node_tools()?);
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([trunk, node].into_iter().chain(env::split_paths(&path)))?;
    let mut variables = wasm_env()?;
    variables.push(("PATH", path.to_string_lossy().into_owned()));
    variables.push(("TRUNK_SKIP_VERSION_CHECK", "true".into()));
    for (name, value) in variables {
        println!("export {name}='{value}'");
    }
    Ok(())
}

/// Installs Trunk, and wasm-bindgen's program in the version of the crate; returns their folder.
fn trunk_tools() -> Result<PathBuf> {
    let metadata = workspace::metadata(None)?;
    let exactly = |package: &&cargo_metadata::Package| package.name.as_str() == "wasm-bindgen";
    let bindgen = metadata.packages.iter().find(exactly).ok_or("nothing needs wasm-bindgen")?;
    let root = cache().join("tools");
    // wasm-bindgen's program works in every build and is optimised; Trunk only starts other
    // programs.
    for (name, package, version, optimise, features) in [
        ("wasm-bindgen", "wasm-bindgen-cli", bindgen.version.to_string().as_str(), "1", ""),
        ("trunk", "trunk", TRUNK, "0", "--no-default-features"),
    ] {
        let told = output(program(root.join("bin").join(name)).arg("--version"));
        if told.is_some_and(|text| text.ends_with(&format!(" {version}"))) {
            continue;
        }
        eprintln!("installing {name} {version} (2 minutes)");
        let mut install = command("cargo install --quiet --locked --force");
        install.args([package, "--version", version]).args(features.split_whitespace());
        install.arg("--root").arg(&root);
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimise).env_remove("CARGO_TARGET_DIR");
        run(&mut install)?;
    }
    Ok(root.join("bin"))
}
