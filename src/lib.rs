//! The shell: the Yew app and the wasm boundary.
//!
//! It has four floors, each of which names only those below it: [`model`] (messages and state)
//! < [`browser`] (all that calls the browser) < [`components`] (what is drawn) < [`app`] (what
//! happens). `tests/shell.rs` keeps this. Above them is the door: [`start`] defines the custom
//! element, whose every instance is driven through an [`editor::Editor`].

mod app;
mod browser;
mod components;
mod editor;
mod model;

/// Defines the element where there is a page; does nothing else. A panic traps without a message,
/// since messages would be a twentieth of the program; `www/element.js` notices the trap.
pub fn start() {
    let custom_elements = js_sys::Reflect::get(&js_sys::global(), &"customElements".into());
    if custom_elements.is_ok_and(|c| !c.is_undefined()) {
        editor::define();
    }
}
