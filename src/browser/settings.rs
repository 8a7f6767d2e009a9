//! What is remembered on this computer besides drafts, `www/settings.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/settings.js")]
extern "C" {
    /// The setting of this name; empty if it was never set.
    pub fn setting(name: &str) -> String;
    /// Remembers a setting; an empty one is forgotten.
    pub fn set(name: &str, value: &str);
    /// Whether the user has already dismissed this: `tour`.
    pub fn known(what: &str) -> bool;
    /// Remembers that the user has dismissed it.
    #[wasm_bindgen(js_name = setKnown)]
    pub fn set_known(what: &str);
}
