//! Drafts on this computer: each under a key of its own in the local storage, last year's report
//! beside it, with an index for the start page. A draft counts as saved once it has been read back.

use report::Report;
use serde::{Deserialize, Serialize};

use crate::browser;

const INDEX: &str = "nianbao:drafts";

/// What the start page says of a draft.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    pub agency: String,
    pub year: Option<u16>,
    pub title: String,
    /// When it was last saved, in milliseconds since 1970.
    pub time: f64,
}

/// Why a draft is not saved.
#[derive(Clone, Copy, PartialEq)]
pub enum Refusal {
    /// The browser allows no storage here.
    Blocked,
    /// There is no room left, or what was read back differs.
    Full,
}

fn key(id: &str) -> String {
    format!("nianbao:draft:{id}")
}

/// An id no other draft has.
pub fn new_id() -> String {
    format!("{:x}{:04x}", browser::now() as u64, (js_sys::Math::random() * 65536.0) as u32)
}

/// All drafts, the last saved first.
pub fn list() -> Vec<Entry> {
    let Some(storage) = browser::storage() else { return Vec::new() };
    let text = storage.get_item(INDEX).ok().flatten().unwrap_or_default();
    let index = js_sys::JSON::parse(&text).ok();
    let index = index.and_then(|index| serde_wasm_bindgen::from_value(index).ok());
    let mut all: Vec<Entry> = index.unwrap_or_default();
    all.retain(|e| storage.get_item(&key(&e.id)).is_ok_and(|d| d.is_some()));
    all.sort_by(|a, b| b.time.total_cmp(&a.time));
    all
}

/// The draft with this id, if it is there and whole.
pub fn load(id: &str) -> Option<Report> {
    stored(&key(id))
}

fn previous_key(id: &str) -> String {
    format!("nianbao:previous:{id}")
}

/// Last year's report that was loaded beside a draft.
pub fn load_previous(id: &str) -> Option<Report> {
    stored(&previous_key(id))
}

/// A stored report. The browser's own parser reads it; a second one would be a tenth of the program.
fn stored(key: &str) -> Option<Report> {
    let text = browser::storage()?.get_item(key).ok()??;
    crate::from_js(js_sys::JSON::parse(&text).ok()?).ok()
}

/// Keeps last year's report beside a draft, or none; false if the browser refuses.
pub fn keep_previous(id: &str, previous: Option<&Report>) -> bool {
    let Some(storage) = browser::storage() else { return false };
    let kept = match previous {
        Some(report) => storage.set_item(&previous_key(id), &report::draft::print(report)),
        None => storage.remove_item(&previous_key(id)),
    };
    kept.is_ok()
}

/// Saves a draft, reads it back, and notes it in the index. Returns the time.
pub fn save(id: &str, report: &Report, json: &str) -> Result<f64, Refusal> {
    let storage = browser::storage().ok_or(Refusal::Blocked)?;
    storage.set_item(&key(id), json).map_err(|_| Refusal::Full)?;
    if storage.get_item(&key(id)).ok().flatten().as_deref() != Some(json) {
        return Err(Refusal::Full);
    }
    let time = browser::now();
    let mut all = list();
    all.retain(|e| e.id != id);
    all.push(Entry {
        id: id.to_string(),
        agency: report.agency.clone(),
        year: report.year,
        title: report.title.clone(),
        time,
    });
    write_index(&storage, &all).map_err(|_| Refusal::Full)?;
    Ok(time)
}

/// Deletes a draft.
pub fn remove(id: &str) {
    let Some(storage) = browser::storage() else { return };
    // Where storage refuses a removal there is nothing more to do; the entry stays visible.
    let _ = storage.remove_item(&key(id));
    let _ = storage.remove_item(&previous_key(id));
    let _ = write_index(&storage, &list());
}

fn write_index(storage: &web_sys::Storage, all: &[Entry]) -> Result<(), wasm_bindgen::JsValue> {
    let text = js_sys::JSON::stringify(&crate::to_js(&all)?)?;
    storage.set_item(INDEX, &String::from(text))
}
