//! The script under the self-check desk, `www/desk-controller.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/desk-controller.js")]
extern "C" {
    /// What checks many files and keeps their rows; see the script. What it gives is JSON text or bytes.
    #[wasm_bindgen(js_name = DeskController)]
    pub type DeskScript;
    /// What was dropped, if it is more than one file, or a folder, or `any` will do: it can be asked
    /// for only at once.
    pub fn many(dropped: &web_sys::DataTransfer, any: bool) -> Option<JsValue>;
    #[wasm_bindgen(constructor, js_class = "DeskController")]
    pub fn new(tell: &js_sys::Function) -> DeskScript;
    #[wasm_bindgen(method)]
    pub fn add(this: &DeskScript, things: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    pub fn pause(this: &DeskScript);
    #[wasm_bindgen(method)]
    pub fn resume(this: &DeskScript);
    #[wasm_bindgen(method)]
    pub fn cancel(this: &DeskScript);
    #[wasm_bindgen(method)]
    pub fn row(this: &DeskScript, file: u32, part: u32) -> String;
    #[wasm_bindgen(method)]
    pub fn open(this: &DeskScript, file: u32, part: u32) -> Promise;
    #[wasm_bindgen(method)]
    pub fn write(this: &DeskScript, format: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notice(this: &DeskScript, file: u32, part: u32, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notices(this: &DeskScript, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn template(this: &DeskScript) -> Promise;
    #[wasm_bindgen(method)]
    pub fn alike(this: &DeskScript) -> Promise;
    #[wasm_bindgen(method)]
    pub fn compare(this: &DeskScript, a: &JsValue, b: &JsValue, places: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn sum(
        this: &DeskScript,
        reports: &js_sys::Array,
        wanted: &str,
        upper: &JsValue,
    ) -> Promise;
}
