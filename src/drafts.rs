//! Drafts on this computer, as the app knows them. Storing is plain script (`www/store.js`,
//! `www/keeper.js`), which goes on when this program has stopped.

use report::Report;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/store.js")]
extern "C" {
    #[wasm_bindgen(js_name = drafts)]
    fn drafts_js() -> JsValue;
    #[wasm_bindgen(js_name = load)]
    fn load_js(id: &str) -> JsValue;
    /// The id of the draft to begin with, for the key that the host gave.
    pub fn first(key: Option<&str>) -> Option<String>;
    /// Looks into the database as well, which does not answer at once.
    pub async fn refresh();
    /// Deletes a draft, in both stores.
    pub async fn forget(id: &str);
    /// The text of a draft as it is stored, whole or not.
    pub fn stored(id: &str) -> Option<String>;
}

// Bound so that it is packed beside the scripts that import it.
#[wasm_bindgen(module = "/www/keeper.js")]
extern "C" {
    pub type Keeper;
}

/// What the start page says of a draft.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Entry {
    pub id: String,
    pub agency: String,
    pub year: Option<u16>,
    pub title: String,
    pub form: String,
    /// Filled cells.
    pub filled: usize,
    /// When it was last saved, in milliseconds since 1970.
    pub time: f64,
    /// In how many places of this computer it is stored.
    pub places: u8,
    /// It stands in the file that this page is.
    pub in_file: bool,
    /// It cannot be read.
    pub damaged: bool,
    /// A later draft goes back to the same report.
    pub sibling: bool,
}

/// Why a draft is not saved.
#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Refusal {
    /// The browser allows no storage here, or it does not work.
    Blocked,
    /// There is no room left.
    Full,
    /// What was read back differs.
    Differs,
}

/// All drafts, the last saved first.
pub fn list() -> Vec<Entry> {
    crate::told(&drafts_js()).unwrap_or_default()
}

/// A draft and last year's report beside it, if it is there and whole.
pub fn load(id: &str) -> Option<(Report, Option<Report>)> {
    let found = load_js(id);
    let member = |key: &str| js_sys::Reflect::get(&found, &key.into()).ok();
    let report = crate::from_js(&member("report")?).ok()?;
    let previous = member("previous").filter(|p| !p.is_null());
    Some((report, previous.and_then(|p| crate::from_js(&p).ok())))
}
