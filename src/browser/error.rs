//! Errors as the public interface has them: an `Error` with a Chinese sentence and a code.

use wasm_bindgen::JsValue;

/// An Error with a message to show to the user and a code to decide by.
pub fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a member of an object made in the line above cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// The code and the sentence of whatever was thrown.
pub fn words(error: &JsValue) -> (String, String) {
    let member = |key: &str| js_sys::Reflect::get(error, &key.into()).ok()?.as_string();
    let code = member("code").unwrap_or_else(|| "damaged".into());
    let message = member("message").or_else(|| error.as_string());
    (code, message.unwrap_or_else(|| "无法完成这一步，请再试一次。".into()))
}
