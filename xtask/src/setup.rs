//! What building the page needs: a standard library for wasm, Trunk, wasm-bindgen, node's tools.
//!
//! The standard library is built again with the features of the oldest supported browser, so its
//! source is needed rather than a ready-made target. Where rustup can fetch that, it does; where it
//! cannot, Debian's `rustc-web` brings a compiler with its source, linked beside the others.
//! `tools.rs` holds what only the tests need.

use crate::command::{Result, command, find, output, run};
use crate::tools::{apt_install, cache, npm_packages};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.21.14";
const LINKED_TOOLCHAIN: &str = "nianbao";

/// Environment variables for Trunk and what it starts.
pub type Env = Vec<(&'static str, String)>;

/// Makes sure of everything the build needs.
pub fn build_env() -> Result<Env> {
    let bin = rust_tools()?;
    let mut variables = standard_library()?;
    let node = node_tools()?;
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([bin, node].into_iter().chain(env::split_paths(&path)))?;
    variables.push(("PATH", path.to_string_lossy().into_owned()));
    variables.push(("RUSTC_BOOTSTRAP", "1".into()));
    variables.push(("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()));
    variables.push(("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".into()));
    // Without this the modules name the folders of the machine that built them, and differ by it.
    variables.push(("CARGO_UNSTABLE_TRIM_PATHS", "true".into()));
    variables.push(("CARGO_PROFILE_RELEASE_TRIM_PATHS", "all".into()));
    // Where and why a panic happened and how values print for a developer: an eighth of the program.
    let flags =
        "-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort";
    variables.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.into()));
    variables.push(("TRUNK_SKIP_VERSION_CHECK", "true".into()));
    Ok(variables)
}

/// Prints the environment for a shell: `eval "$(cargo xtask env)"`, then Trunk works by itself.
pub fn print_env() -> Result<()> {
    for (name, value) in build_env()? {
        println!("export {name}='{value}'");
    }
    Ok(())
}

/// Trunk and wasm-bindgen, in the versions this repository names; returns their folder.
fn rust_tools() -> Result<PathBuf> {
    let manifest = crate::read(crate::root().join("Cargo.toml"))?;
    let bindgen = manifest
        .lines()
        .find_map(|line| line.strip_prefix("wasm-bindgen = \"=")?.split('"').next())
        .ok_or("Cargo.toml pins no wasm-bindgen version")?;
    let root = cache().join("tools");
    // wasm-bindgen works at every build, so it is worth some optimising; Trunk only starts others.
    for (name, package, version, optimise, features) in [
        ("wasm-bindgen", "wasm-bindgen-cli", bindgen, "1", ""),
        ("trunk", "trunk", TRUNK, "0", "--no-default-features"),
    ] {
        let told = output(Command::new(root.join("bin").join(name)).arg("--version"));
        if told.is_some_and(|text| text.ends_with(&format!(" {version}"))) {
            continue;
        }
        eprintln!("installing {name} {version}: the page is built with it (2 minutes)");
        let mut install = command("cargo install --quiet --locked --force");
        install.args([package, "--version", version]).args(features.split_whitespace());
        install.arg("--root").arg(&root);
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimise).env_remove("CARGO_TARGET_DIR");
        run(&mut install)?;
    }
    Ok(root.join("bin"))
}

/// wasm-opt and esbuild, as the lock file names them; returns their folder.
fn node_tools() -> Result<PathBuf> {
    if find("node").is_none() || find("npm").is_none() {
        apt_install(&["nodejs", "npm"], "wasm-opt, esbuild and the tests run on Node 18 or later")?;
    }
    Ok(npm_packages("xtask", "they shrink and test the page")?.join(".bin"))
}

/// The source of a standard library and a linker for wasm.
fn standard_library() -> Result<Env> {
    if has_source(&sysroot()) {
        return Ok(Env::new());
    }
    if !has_source(Path::new("/usr")) {
        eprintln!("installing rust-src: the standard library is built for older browsers");
        if run(&mut command("rustup component add rust-src")).is_ok() {
            return Ok(Env::new());
        }
        let packages = ["rustc-web", "cargo-web", "rust-web-src"];
        apt_install(&packages, "rustup cannot fetch rust-src here; Debian's compiler has it")?;
    }
    debian_toolchain()
}

/// Selects Debian's compiler for the wasm build, and a linker, which its packages do not bring.
fn debian_toolchain() -> Result<Env> {
    let mut variables = Env::new();
    if let Some(toolchains) = output(&mut command("rustup toolchain list")) {
        if !toolchains.lines().any(|line| line.split(' ').next() == Some(LINKED_TOOLCHAIN)) {
            eprintln!(
                "linking /usr as rustup toolchain `{LINKED_TOOLCHAIN}`: the wasm build uses it"
            );
            run(command("rustup toolchain link").args([LINKED_TOOLCHAIN, "/usr"]))?;
        }
        variables.push(("RUSTUP_TOOLCHAIN", LINKED_TOOLCHAIN.into()));
    }
    let linker = match linker() {
        Some(linker) => linker,
        None => {
            let llvm = output(command("/usr/bin/rustc -vV").env_remove("RUSTUP_TOOLCHAIN"))
                .and_then(|text| {
                    Some(text.split("LLVM version: ").nth(1)?.split('.').next()?.to_string())
                })
                .ok_or("/usr/bin/rustc does not tell its LLVM version")?;
            apt_install(&[&format!("lld-{llvm}")], "the linker for wasm")?;
            linker().ok_or("no rust-lld or wasm-ld found")?
        }
    };
    let linker = linker.to_string_lossy().into_owned();
    variables.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker));
    Ok(variables)
}

/// rustup's own rust-lld, or LLVM's in any version.
fn linker() -> Option<PathBuf> {
    let libraries = sysroot().join("lib/rustlib");
    let hosts = libraries.read_dir().into_iter().flatten().flatten();
    let versions = (15..40).rev().map(|version| format!("wasm-ld-{version}"));
    hosts
        .map(|host| host.path().join("bin/rust-lld"))
        .find(|path| path.is_file())
        .or_else(|| versions.chain(["wasm-ld".into()]).find_map(|name| find(&name)))
}

/// The folder of the compiler that plain `cargo` uses here.
fn sysroot() -> PathBuf {
    output(&mut command("rustc --print sysroot")).unwrap_or_default().into()
}

fn has_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
}
