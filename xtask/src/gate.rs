//! The gate before a module is packed: it may use what Chromium 88 understands and nothing else, and
//! weigh no more than its limit.

use crate::command::Result;
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
