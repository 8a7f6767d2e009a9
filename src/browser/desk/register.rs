//! Registers of applications among the files of the desk.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::DeskController;

impl DeskController {
    /// The bytes of a file that is a register of applications; `None` if it is none.
    pub async fn register(&self, file: usize, name: &str) -> Option<JsValue> {
        let bytes = JsFuture::from(self.script.register(file as u32, name)).await.ok();
        bytes.filter(|bytes| !bytes.is_undefined())
    }
}
