//! What JavaScript may call for the self-check desk. All but bytes are JSON texts, since there are
//! many of them: they go from worker to worker, and to the screen, without being taken apart.

use report::Report;
use report::combine::roll_up;
use report::desk::{self, Row};
use report::likeness::{self, Alike, Prints};
use report::recognize::Recognized;
use report::units::{Unit, pairs};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::thrown;
use crate::write::{notices, overview};
use crate::{Code, Error};

/// The reports in a file's bytes, each a [`Row`]; of a zip, those in all its files. `wanted` is a
/// [`desk::Wanted`]; `beside` are the bytes of files among whose reports last year's may be as well.
#[wasm_bindgen(js_name = checkFile)]
pub fn check_file(
    bytes: &[u8],
    name: &str,
    wanted: &str,
    beside: Option<Vec<js_sys::Uint8Array>>,
) -> Result<Vec<String>, JsValue> {
    let mut wanted: desk::Wanted = parse(wanted)?;
    let last = beside.into_iter().flatten();
    wanted.previous.extend(last.flat_map(|file| crate::desk::reports(&file.to_vec())));
    let rows = crate::desk::check_file(bytes, name, &wanted);
    Ok(rows.iter().map(print).collect())
}

/// A report that was read before, as a [`Row`]: once last year's is known.
#[wasm_bindgen(js_name = checkRead)]
pub fn check_read(report: &str, file: &str, wanted: &str) -> Result<String, JsValue> {
    let wanted: desk::Wanted = parse(wanted)?;
    let report = super::parse(report)?;
    let read = Recognized { report, notes: Vec::new(), places: Default::default(), other: None };
    Ok(print(&Row::judged(file, None, read, &wanted)))
}

/// For each of many `{ agency, year }` the position of the report of the same unit for the year
/// before; -1 if there is none.
#[wasm_bindgen(js_name = pairUnits)]
pub fn pair_units(units: &str) -> Result<Vec<i32>, JsValue> {
    let units: Vec<Unit> = parse(units)?;
    Ok(pairs(&units).into_iter().map(|at| at.map_or(-1, |i| i as i32)).collect())
}

/// The pairs of reports that are suspiciously alike, by the `prints` of their rows.
#[wasm_bindgen(js_name = findAlike)]
pub fn find_alike(prints: &str) -> Result<String, JsValue> {
    let prints: Vec<Vec<Prints>> = parse(prints)?;
    Ok(print(&likeness::alike(&prints)))
}

/// Two texts in pieces that are shared or not: `[[{ text, shared }], [{ text, shared }]]`.
#[wasm_bindgen(js_name = sharedWords)]
pub fn shared_words(a: &str, b: &str) -> String {
    print(&likeness::shared_words(a, b))
}

/// The roll-up of reports: a [`report::combine::RollUp`] for a [`report::combine::Wanted`].
#[wasm_bindgen(js_name = rollUp)]
pub fn roll_up_reports(reports: &str, wanted: &str) -> Result<String, JsValue> {
    let reports: Vec<Report> = parse(reports)?;
    let sum = roll_up(&reports, &parse(wanted)?).map_err(super::not_combined)?;
    Ok(print(&sum))
}

/// The words of a notice before anybody changes them.
#[wasm_bindgen(js_name = noticeTemplate)]
pub fn notice_template() -> String {
    report::notice::TEMPLATE.into()
}

/// The notice to the unit of a row, as the bytes of a docx; `letter` is a [`report::notice::Letter`].
#[wasm_bindgen(js_name = writeNotice)]
pub fn write_notice(row: &str, letter: &str) -> Result<Vec<u8>, JsValue> {
    notices::one(&parse(row)?, &parse(letter)?).map_err(thrown)
}

/// The notices to the units of all rows that have something to mend, as the bytes of a zip.
#[wasm_bindgen(js_name = writeNotices)]
pub fn write_notices(rows: &str, letter: &str) -> Result<Vec<u8>, JsValue> {
    let rows: Vec<Row> = parse(rows)?;
    notices::all(&rows, &parse(letter)?).map_err(thrown)
}

/// All rows in one file, `xlsx`, `csv` or `jsonl`; `alike` is the answer of [`find_alike`] about them.
#[wasm_bindgen(js_name = writeRows)]
pub fn write_rows(rows: &str, format: &str, alike: &str) -> Result<Vec<u8>, JsValue> {
    let rows: Vec<Row> = parse(rows)?;
    let alike: Vec<Alike> = parse(alike)?;
    overview::write(&rows, &alike, format).map_err(thrown)
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    // What comes from our own scripts is well-formed; what a stranger's script gives may be not.
    serde_json::from_str(text).map_err(|e| thrown(Error::new(Code::Damaged, e.to_string())))
}

fn print(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
