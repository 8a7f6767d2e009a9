//! Registers of applications: counted by the files module, in a worker; and the answers that are
//! remembered on this computer.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::error::error;
use super::settings::{set, setting};
use crate::model::register::{Counts, Given};

#[wasm_bindgen(module = "/www/files.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readRegister)]
    async fn read_register(
        bytes: &JsValue,
        name: &str,
        year: Option<u16>,
        answers: &str,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = registerTemplate)]
    async fn register_template() -> Result<JsValue, JsValue>;
}

/// The setting that keeps the answers.
const ANSWERS: &str = "register-answers";

/// What the files module says of a file as a register, without any answers: the JSON of a [`Counts`].
///
/// # Errors
/// An Error with a Chinese sentence, where the file is none.
pub async fn read(bytes: &Uint8Array, name: &str) -> Result<JsValue, JsValue> {
    read_register(bytes, name, None, "[]").await
}

/// Counts a register. Without a year, that of most applications is counted.
///
/// # Errors
/// An Error with a Chinese sentence, where the file is no register.
pub async fn count(
    bytes: &JsValue,
    name: &str,
    year: Option<u16>,
    answers: &[Given],
) -> Result<Counts, JsValue> {
    let answers = serde_json::to_string(answers).unwrap_or_default();
    counts(&read_register(bytes, name, year, &answers).await?)
}

/// What the files module said of a register.
///
/// # Errors
/// Only if the two wasm modules come from different builds.
pub fn counts(told: &JsValue) -> Result<Counts, JsValue> {
    let counts = report::json::read(&told.as_string().unwrap_or_default());
    counts.map_err(|_| error("damaged", "台账的统计读不出来，请刷新页面后再试。"))
}

/// The blank register, an xlsx.
///
/// # Errors
/// An Error with a Chinese sentence, where the files module cannot be loaded.
pub async fn template() -> Result<Uint8Array, JsValue> {
    Ok(register_template().await?.unchecked_into())
}

/// The answers that are remembered.
pub fn remembered() -> Vec<Given> {
    report::json::read(&setting(ANSWERS)).unwrap_or_default()
}

/// Remembers an answer in place of the former one to the same question.
pub fn remember(given: &Given) {
    let mut answers = remembered();
    answers.retain(|other| other.id != given.id);
    answers.push(given.clone());
    store(&answers);
}

/// Forgets the answer to a question.
pub fn forget(id: &str) {
    let mut answers = remembered();
    answers.retain(|given| given.id != id);
    store(&answers);
}

fn store(answers: &[Given]) {
    let json = serde_json::to_string(answers).unwrap_or_default();
    set(ANSWERS, if answers.is_empty() { "" } else { &json });
}
