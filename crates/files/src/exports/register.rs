//! The functions that JavaScript may call for registers of applications. All values but bytes are
//! JSON texts.

use std::collections::BTreeMap;

use report::Report;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::desk::{parse, print};
use super::thrown;

/// Counts the register in a file's bytes, as a [`register::Register`]: `readRegister(bytes, name,
/// year, answers)`. The content says what a file is, so the name is ignored. Without a year it
/// counts the one with most applications. `answers` is a list of [`register::Answer`].
#[wasm_bindgen(js_name = readRegister)]
pub fn read_register(
    bytes: &[u8],
    _name: &str,
    year: Option<u16>,
    answers: &str,
) -> Result<String, JsValue> {
    let answers: Vec<register::Answer> = parse(answers)?;
    Ok(print(&crate::register::read_register(bytes, year, &answers).map_err(thrown)?))
}

/// Where a report differs from a register, as a list of findings (C-28). `register` is the
/// [`register::Register`], of which only the cells are used.
#[wasm_bindgen(js_name = checkRegister)]
pub fn check_register(report: &str, register: &str) -> Result<String, JsValue> {
    #[derive(Deserialize)]
    struct Counts {
        cells: BTreeMap<String, String>,
    }
    let report: Report = parse(report)?;
    let counts: Counts = parse(register)?;
    Ok(print(&report::checks::register(&report, &counts.cells)))
}

/// A blank register to be filled in, as the bytes of an xlsx.
#[wasm_bindgen(js_name = registerTemplate)]
pub fn register_template() -> Vec<u8> {
    crate::write::register::template()
}
