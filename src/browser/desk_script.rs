//! The script under the self-check desk, `www/bench.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/bench.js")]
extern "C" {
    /// What checks many files; see `www/bench.js`. What it gives is JSON text or bytes.
    pub type Bench;
    /// What was dropped, if it is more than one file, or a folder, or `any` will do: it can be asked
    /// for only at once.
    pub fn many(dropped: &web_sys::DataTransfer, any: bool) -> Option<JsValue>;
    #[wasm_bindgen(constructor)]
    pub fn new(tell: &js_sys::Function) -> Bench;
    #[wasm_bindgen(method)]
    pub fn add(this: &Bench, things: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    pub fn pause(this: &Bench);
    #[wasm_bindgen(method)]
    pub fn resume(this: &Bench);
    #[wasm_bindgen(method)]
    pub fn cancel(this: &Bench);
    #[wasm_bindgen(method)]
    pub fn row(this: &Bench, file: u32, part: u32) -> String;
    #[wasm_bindgen(method)]
    pub fn open(this: &Bench, file: u32, part: u32) -> Promise;
    #[wasm_bindgen(method)]
    pub fn write(this: &Bench, format: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notice(this: &Bench, file: u32, part: u32, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notices(this: &Bench, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn template(this: &Bench) -> Promise;
    #[wasm_bindgen(method)]
    pub fn alike(this: &Bench) -> Promise;
    #[wasm_bindgen(method)]
    pub fn compare(
        this: &Bench,
        a: &js_sys::Array,
        b: &js_sys::Array,
        places: &js_sys::Array,
    ) -> Promise;
    #[wasm_bindgen(method)]
    pub fn sum(this: &Bench, reports: &js_sys::Array, wanted: &str, upper: &JsValue) -> Promise;
}

// Scripts that others import; named here so that the build takes them along.
#[wasm_bindgen(module = "/www/desk.js")]
extern "C" {
    #[allow(dead_code)]
    pub type Desk;
}
#[wasm_bindgen(module = "/www/pool.js")]
extern "C" {
    #[allow(dead_code)]
    type Run;
}
#[wasm_bindgen(module = "/www/gather.js")]
extern "C" {
    #[allow(dead_code)]
    type Source;
}
