//! The element's script, `www/element.js`: what the program requests from the element it is mounted
//! in.

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

use super::drafts;

#[wasm_bindgen(module = "/www/element.js")]
extern "C" {
    /// The element `<nianbao-report>`. It holds what must survive a crash of the program.
    #[derive(Clone, PartialEq)]
    #[wasm_bindgen(extends = HtmlElement, extends = Element)]
    pub type Host;

    /// Tells the element which report is shown, or that none is, so that it survives a crash. At
    /// the first change the element stores it as a draft of its own, with `last_year`, last year's
    /// report. `from` is the id of the draft it continues; `changed` stores it at once. Returns the
    /// id of its draft, if it may be stored.
    #[wasm_bindgen(method)]
    pub fn hold(
        this: &Host,
        json: Option<&JsString>,
        last_year: Option<&JsString>,
        from: Option<&str>,
        changed: bool,
    ) -> Option<String>;
    /// The report has changed; `json` is the new one.
    #[wasm_bindgen(method)]
    pub fn change(this: &Host, json: &JsString);
    /// The report of last year with which this one is compared has changed; `None` for no
    /// comparison.
    #[wasm_bindgen(method, js_name = beside)]
    pub fn set_last_year(this: &Host, json: Option<&JsString>);
    /// The report comes from a file of this name, by which the list tells its draft from others.
    #[wasm_bindgen(method, js_name = comesFrom)]
    pub fn comes_from(this: &Host, name: &str);
    /// The app is on this level, 0 being the start page: the browser's Back goes one level up.
    #[wasm_bindgen(method)]
    pub fn climb(this: &Host, level: u32);
    /// Stores the draft at once.
    #[wasm_bindgen(method)]
    pub fn flush(this: &Host);
    /// Answers the element's question whether the program still works.
    #[wasm_bindgen(method)]
    pub fn alive(this: &Host);
    /// Saves a copy of the program with the report inside. Resolves to `written` where the file is
    /// kept up to date from now on, to `downloaded`, or to an empty text if the user cancelled.
    ///
    /// # Errors
    /// An Error with a Chinese sentence, where there is no program to copy or the file cannot be
    /// written.
    #[wasm_bindgen(method, catch, js_name = saveCopy)]
    pub async fn save_copy(this: &Host, name: &str) -> Result<JsValue, JsValue>;
    /// Whether large type is on. The choice is remembered on this computer.
    #[wasm_bindgen(method, getter)]
    pub fn large(this: &Host) -> bool;
    #[wasm_bindgen(method, setter)]
    pub fn set_large(this: &Host, on: bool);
    /// The editor is loaded and shows what the page asked for.
    #[wasm_bindgen(method)]
    pub fn ready(this: &Host);

    /// Defines the element. `mount(host, root)` mounts an app into `root` and returns what drives
    /// it.
    #[wasm_bindgen(js_name = define)]
    fn define_js(mount: &JsValue, css: &JsString);
}

#[wasm_bindgen(module = "/www/events.js")]
extern "C" {
    /// Dispatches an event of the element once the program is at rest.
    pub fn emit(host: &Host, kind: &str, detail: &JsValue);
    /// Dispatches `nianbao-error` with a code and a Chinese sentence.
    pub fn failed(host: &Host, code: &str, message: &str);
}

// The style sheet, which `build.rs` makes from `www/look`.
#[wasm_bindgen(module = "/www/look.js")]
extern "C" {
    fn look() -> JsString;
}

/// Defines the element, with our styles; see `define_js`.
pub fn define(mount: &JsValue) {
    define_js(mount, &look());
}

impl Host {
    /// Whether the page asks for more than the start page: a draft, a new report, or the desk.
    pub fn asks_for_editor(&self) -> bool {
        self.get_attribute("view").as_deref() == Some("check")
            || ["year", "agency", "form"].iter().any(|name| self.has_attribute(name))
            || drafts::first(self.get_attribute("draft-key").as_deref()).is_some()
    }
}
