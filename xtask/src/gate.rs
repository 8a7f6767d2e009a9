//! The gates: before a module is packed, it may use what Chromium 88 understands and nothing else, and
//! weigh no more than its limit; and no crate comes in whose licence or source we did not choose.

use crate::command::{Result, command, find, output, run};
use crate::dist::gzip;
use std::path::Path;
use wasmparser::{Validator, WasmFeatures};

/// Fails when the module needs a feature beyond those named in `.cargo/config.toml`, or has more than
/// `limit` bytes gzipped.
pub fn check(path: &Path, limit: usize) -> Result<()> {
    let module = std::fs::read(path)?;
    let allowed = WasmFeatures::FLOATS
        | WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::BULK_MEMORY;
    Validator::new_with_features(allowed)
        .validate_all(&module)
        .map_err(|error| format!("{} needs a newer browser: {error}", path.display()))?;
    let size = gzip(&module)?.len();
    if size > limit {
        return Err(format!("{} weighs {size} bytes gzipped, limit {limit}", path.display()).into());
    }
    Ok(())
}

/// Looks at the licence and the source of every crate that is built in, as `deny.toml` tells
/// cargo-deny to. That tool itself takes longer to build than all the tests to run, and has to fetch
/// what is known of unsafe crates, so it is asked as well only where it is there.
pub fn dependencies() -> Result<()> {
    let policy = crate::read(crate::root().join("deny.toml"))?;
    let allow = policy.split("allow = [").nth(1).and_then(|rest| rest.split(']').next());
    let allowed: Vec<_> = allow.ok_or("deny.toml allows no licence")?.split('"').collect();
    let tree = "cargo tree --locked --workspace --edges normal,build --prefix none --format";
    let listed = output(command(tree).arg("{p} | {l}")).ok_or("cargo tree failed")?;
    for line in listed.lines().filter(|line| !line.is_empty()) {
        let licence = line.split('|').nth(1).unwrap_or_default().trim_end_matches("(*)");
        let fits = |part: &str| {
            let mut choices = part.split(" OR ").flat_map(|choice| choice.split('/'));
            choices.any(|choice| allowed.contains(&choice.trim_matches([' ', '(', ')'])))
        };
        if !licence.split(" AND ").all(fits) {
            return Err(format!("deny.toml does not allow the licence of {line}").into());
        }
    }
    let lock = crate::read(crate::root().join("Cargo.lock"))?;
    let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    if let Some(other) = lock.lines().find(|l| l.starts_with("source = ") && *l != registry) {
        return Err(format!("a crate comes from elsewhere: {other}").into());
    }
    match find("cargo-deny") {
        Some(_) => run(&mut command("cargo deny check --hide-inclusion-graph")),
        None => Ok(()),
    }
}
