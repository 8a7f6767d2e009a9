//! What is remembered on this computer besides drafts, `www/settings.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/settings.js")]
extern "C" {
    /// Whether somebody has said here before that this is known: `tour`.
    pub fn known(what: &str) -> bool;
    /// Says so.
    #[wasm_bindgen(js_name = setKnown)]
    pub fn set_known(what: &str);
}
