//! Chunks: parts of the program that are outside its first module and are loaded after something is
//! shown.
//!
//! The program is cut at the functions declared by [`in_chunk`]: `cargo xtask dist` moves the body
//! of such a function, and all code that nothing else needs, into a module of its own, which shares
//! memory and functions with the first. A plain `trunk build` cuts nothing, and every chunk is
//! there from the beginning. Such a function deliberately does not wait for its chunk: its caller
//! has loaded it before.

use std::sync::atomic::{AtomicBool, Ordering};

use wasm_bindgen::prelude::*;

/// A part of the program that the build cuts off under this name.
pub struct Chunk {
    name: &'static str,
    ready: AtomicBool,
}

/// The editor: everything that needs an open report.
pub static EDITOR: Chunk = Chunk::new("editor");

/// What an open report needs at times: the pages that replace it, the search, and taking over last
/// year's texts.
pub static EXTRAS: Chunk = Chunk::new("extras");

/// The sheet 从台账填写.
pub static REGISTER: Chunk = Chunk::new("register");

/// The way to a PDF, which the one file lacks.
pub static PDF: Chunk = Chunk::new("pdf");

/// The self-check desk.
pub static DESK: Chunk = Chunk::new("desk");

impl Chunk {
    const fn new(name: &'static str) -> Chunk {
        Chunk { name, ready: AtomicBool::new(cfg!(not(split))) }
    }

    /// Whether the functions of this chunk may be called.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Loads the chunk unless it is loaded: at once, or after the page has been painted. After a
    /// failure it may be tried again.
    ///
    /// # Errors
    /// An Error with a Chinese sentence and a code, where the chunk cannot be fetched.
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

/// Declares a function whose body is in a chunk. `build.rs` numbers these functions, because the
/// tool that cuts the program identifies each by 32 hex digits.
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
            // SAFETY: it is the function declared above, called by the same convention.
            #[cfg(split)]
            return unsafe { cut($($value),*) };
            #[cfg(not(split))]
            return whole($($value),*);
        }
    };
}
pub(crate) use in_chunk;
