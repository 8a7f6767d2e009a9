//! The gate before old browsers: a module may use what Chromium 88 understands and nothing else.

use crate::command::Result;
use std::path::Path;
use wasmparser::{Validator, WasmFeatures};

/// Fails when the module needs a feature beyond those named in `.cargo/config.toml`.
pub fn check(path: &Path) -> Result<()> {
    let allowed = WasmFeatures::FLOATS
        | WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::BULK_MEMORY;
    Validator::new_with_features(allowed)
        .validate_all(&std::fs::read(path)?)
        .map(|_| ())
        .map_err(|error| format!("{} needs a newer browser: {error}", path.display()).into())
}
