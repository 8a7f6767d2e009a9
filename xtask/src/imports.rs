//! Short names for what a module imports from its glue.
//!
//! wasm-bindgen ends each of these names with a hash of sixteen hex digits, which hardly shrinks when
//! it is packed. The names stand in the module and in the glue, so both are rewritten.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{ImportSectionReader, Parser};

use crate::command::Result;

/// The short name for each imported name that ends with a hash.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn short<'a>(&'a mut self, name: &'a str) -> &'a str {
        let hash = name.rsplit('_').next().unwrap_or_default();
        if hash.len() != 16 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return name;
        }
        let count = self.0.len();
        self.0.entry(name.into()).or_insert_with(|| format!("i{count}"))
    }
}

impl Reencode for Names {
    type Error = std::convert::Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader,
    ) -> std::result::Result<(), reencode::Error<Self::Error>> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, self.short(import.name), kind);
        }
        Ok(())
    }
}

/// Rewrites a module and its glue in place.
pub fn shorten(module: &Path, glue: &Path) -> Result<()> {
    let (mut names, mut short) = (Names::default(), Module::new());
    names.parse_core_module(&mut short, Parser::new(0), &fs::read(module)?)?;
    let mut script = fs::read_to_string(glue)?;
    for (long, short) in &names.0 {
        if !script.contains(long) {
            return Err(format!("{} does not give {long}", glue.display()).into());
        }
        script = script.replace(long, short);
    }
    fs::write(module, short.finish())?;
    Ok(fs::write(glue, script)?)
}
