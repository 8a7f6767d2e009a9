//! Drafts on this computer, as the app uses them. Storing is done by plain scripts (`www/store.js`,
//! `www/keeper.js`), which keep working after a crash of this program.

use report::Report;
use wasm_bindgen::prelude::*;

use super::json::{from_js, parse};
use crate::model::draft::Entry;

#[wasm_bindgen(module = "/www/store.js")]
extern "C" {
    #[wasm_bindgen(js_name = drafts)]
    fn drafts_js() -> JsValue;
    #[wasm_bindgen(js_name = load)]
    fn load_js(id: &str) -> JsValue;
    /// The id of the draft to begin with, for the key that the host gave.
    pub fn first(key: Option<&str>) -> Option<String>;
    /// Reads the database as well, which answers asynchronously.
    pub async fn refresh();
    /// Deletes a draft, in both stores.
    pub async fn forget(id: &str);
    /// The text of a draft as it is stored, complete or not.
    pub fn stored(id: &str) -> Option<String>;
}

/// All drafts, the last saved first.
pub fn list() -> Vec<Entry> {
    parse(&drafts_js()).unwrap_or_default()
}

/// A draft, and the report of last year it was compared with; `None` if the draft is missing or
/// cannot be read.
pub fn load(id: &str) -> Option<(Report, Option<Report>)> {
    let found = load_js(id);
    let member = |key: &str| js_sys::Reflect::get(&found, &key.into()).ok();
    let report = from_js(&member("report")?).ok()?;
    let previous = member("previous").filter(|p| !p.is_null());
    Some((report, previous.and_then(|p| from_js(&p).ok())))
}
