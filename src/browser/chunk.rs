//! Chunks: parts of the program that are not in its first module, and are loaded once something is
//! shown.
//!
//! A function declared by [`in_chunk`] is where the program is cut: `cargo xtask dist` moves its
//! body, and all that nothing else needs, into a module of its own that shares memory and functions
//! with the first. A plain `trunk build` cuts nothing, and every chunk is there from the beginning.
//! There is deliberately no waiting inside such a function: who calls it has loaded its chunk
//! before.

use std::sync::atomic::{AtomicBool, Ordering};

use wasm_bindgen::prelude::*;

/// A part of the program, which the build cuts off under this name.
pub struct Chunk {
    name: &'static str,
    ready: AtomicBool,
}

/// The editor: all there is to a report once there is one.
pub static EDITOR: Chunk = Chunk::new("editor");

/// The self-check desk.
pub static DESK: Chunk = Chunk::new("desk");

impl Chunk {
    const fn new(name: &'static str) -> Chunk {
        Chunk { name, ready: AtomicBool::new(cfg!(not(split))) }
    }

    /// Whether its functions may be called.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Loads it, unless it is there: at once, or after the page has been painted. Fails with an
    /// Error of the contract, and may be tried again.
    pub async fn load(&self, at_once: bool) -> Result<(), JsValue> {
        if !self.is_ready() {
            let (exports, table) = (wasm_bindgen::exports(), wasm_bindgen::function_table());
            load(self.name, exports, table, at_once).await?;
            self.ready.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

#[wasm_bindgen(module = "/www/chunks.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn load(
        name: &str,
        exports: JsValue,
        table: JsValue,
        at_once: bool,
    ) -> Result<JsValue, JsValue>;
}

/// Declares a function whose body is in a chunk. `build.rs` numbers these functions, for the tool
/// that cuts the program tells them apart by 32 hex digits.
macro_rules! in_chunk {
    (
        $chunk:literal
        $(#[$attribute:meta])*
        $visible:vis fn $name:ident($($value:ident: $type:ty),* $(,)?) -> $result:ty $body:block
    ) => {
        $(#[$attribute])*
        $visible fn $name($($value: $type),*) -> $result {
            #[cfg(split)]
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            #[allow(improper_ctypes)]
            unsafe extern "C" {
                #[link_name = concat!(
                    "__wasm_split_00", $chunk, "00_import_",
                    env!(concat!(module_path!(), "::", stringify!($name))),
                )]
                fn cut($($value: $type),*) -> $result;
            }
            #[cfg_attr(split, unsafe(export_name = concat!(
                "__wasm_split_00", $chunk, "00_export_",
                env!(concat!(module_path!(), "::", stringify!($name))),
            )))]
            #[allow(improper_ctypes_definitions)]
            extern "C" fn whole($($value: $type),*) -> $result $body
            // SAFETY: it is the function above, called by the convention it was declared with.
            #[cfg(split)]
            return unsafe { cut($($value),*) };
            #[cfg(not(split))]
            return whole($($value),*);
        }
    };
}
pub(crate) use in_chunk;
