//! The script under the self-check desk, `www/desk-controller.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/desk-controller.js")]
extern "C" {
    /// The script's class, which checks many files and keeps their rows. Its answers are JSON texts
    /// or bytes.
    #[wasm_bindgen(js_name = DeskController)]
    pub type DeskScript;
    /// The dropped files if there are several, or a folder, or if `any` is set. It must be called
    /// during the drop event: later the browser no longer gives the files.
    pub fn many(dropped: &web_sys::DataTransfer, any: bool) -> Option<JsValue>;
    /// Whether these are one file and no folder.
    #[wasm_bindgen(js_name = isSingle)]
    pub fn is_single(things: &JsValue) -> bool;
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
    /// A function that resolves to a file's bytes.
    #[wasm_bindgen(method)]
    pub fn original(this: &DeskScript, file: u32) -> JsValue;
    #[wasm_bindgen(method)]
    pub fn remove(this: &DeskScript, file: u32);
    /// Puts back the rows of a file that was taken off.
    #[wasm_bindgen(method, js_name = putBack)]
    pub fn put_back(this: &DeskScript, file: u32);
    /// Puts a corrected report (JSON) in the place of a row; returns the number of its file.
    #[wasm_bindgen(method)]
    pub fn correct(this: &DeskScript, file: u32, part: u32, json: &js_sys::JsString) -> u32;
    /// Puts the row of the file itself in the place of the corrected one.
    #[wasm_bindgen(method)]
    pub fn restore(this: &DeskScript, file: u32);
    #[wasm_bindgen(method)]
    pub fn names(this: &DeskScript, things: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    pub fn write(this: &DeskScript, format: &str, expected: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn annotated(this: &DeskScript, reports: &js_sys::Array) -> Promise;
    #[wasm_bindgen(method)]
    pub fn register(this: &DeskScript, file: u32, name: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notice(this: &DeskScript, file: u32, part: u32, letter: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn notices(
        this: &DeskScript,
        reports: &js_sys::Array,
        letter: &str,
        missing: &str,
    ) -> Promise;
    #[wasm_bindgen(method)]
    pub fn templates(this: &DeskScript) -> Promise;
    #[wasm_bindgen(method)]
    pub fn alike(this: &DeskScript) -> Promise;
    #[wasm_bindgen(method)]
    pub fn copies(this: &DeskScript, groups: &js_sys::Array) -> Promise;
    #[wasm_bindgen(method)]
    pub fn receipt(this: &DeskScript, copies: &str, format: &str, when: &str) -> Promise;
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
