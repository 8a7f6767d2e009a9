//! Checks before anything is packed: a module may only use features of Chromium 88 and must be
//! within its size limit; every crate must have a licence and a source that we allow.

use std::path::Path;

use cargo_metadata::DependencyKind;
use spdx::{Expression, ParseMode};
use wasmparser::{Validator, WasmFeatures};

use crate::command::{Result, command, find, run};
use crate::dist::gzip;
use crate::{read, root, workspace};

/// Fails when a module needs a feature beyond those in `.cargo/config.toml`, or exceeds `limit`
/// bytes gzipped.
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

/// Checks the licence and the source of every crate that is built in against `deny.toml`.
/// cargo-deny takes longer to build than all tests take to run, and downloads its database of
/// advisories, so it runs only where it is installed.
pub fn dependencies() -> Result<()> {
    let policy: toml::Table = read(root().join("deny.toml"))?.parse()?;
    let allow = policy.get("licenses").and_then(|part| part.get("allow")?.as_array());
    let allow = allow.ok_or("deny.toml allows no licence")?;
    let allowed: Vec<Expression> = allow
        .iter()
        .map(|name| Ok(Expression::parse(name.as_str().ok_or("deny.toml: a licence is a name")?)?))
        .collect::<Result<_>>()?;
    let is_allowed = |wanted: &spdx::LicenseReq| {
        allowed.iter().any(|e| e.requirements().any(|allowed| allowed.req == *wanted))
    };
    let metadata = workspace::metadata(None)?;
    let members = metadata.workspace_packages();
    let names: Vec<_> = members.iter().map(|package| package.name.as_str()).collect();
    let kinds = [DependencyKind::Normal, DependencyKind::Build];
    for package in workspace::made_of(&metadata, &names, &kinds, false) {
        let licence = package.license.as_deref().unwrap_or_default();
        let fits = Expression::parse_mode(licence, ParseMode::LAX)
            .is_ok_and(|expression| expression.evaluate(is_allowed));
        if !fits {
            let error =
                format!("deny.toml does not allow the licence of {}: {licence}", package.name);
            return Err(error.into());
        }
        if package.source.as_ref().is_some_and(|source| !source.is_crates_io()) {
            return Err(
                format!("{} comes from elsewhere: {:?}", package.name, package.source).into()
            );
        }
    }
    match find("cargo-deny") {
        Some(_) => run(&mut command("cargo deny check --hide-inclusion-graph")),
        None => Ok(()),
    }
}
