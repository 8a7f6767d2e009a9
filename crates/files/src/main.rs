//! The worker's program: nothing but the exports of the library, which must be named to survive.

use files as _;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

fn main() {
    // Without it a panic is a bare "unreachable" in the console.
    std::panic::set_hook(Box::new(|panic| error(&panic.to_string())));
}
