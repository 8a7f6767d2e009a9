//! The functions that JavaScript may call for the self-check desk. All values but bytes are JSON
//! texts, because there are many: they pass from worker to worker and to the screen without being
//! parsed.

use js_sys::Uint8Array;
use report::Report;
use report::combine::roll_up;
use report::desk::{self, NoSum, Reread, Row, Unread};
use report::expected::{Expected, names_in};
use report::likeness::{self, Alike, Prints};
use report::units::{LastYear, Unit, pair_files, pairs, taken};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::{not_combined, thrown};
use crate::desk::Last;
use crate::write::{notices, overview};
use crate::{Code, Error};

/// Reads and checks the reports in a file's bytes and gives a [`Row`] for each; for a zip, those of
/// all its files. `wanted` is a [`desk::Wanted`]. `last` is the [`LastYear`] that [`pair_files_of`]
/// gave for this file, and `last_files` are the bytes of the files it names.
#[wasm_bindgen(js_name = checkFile)]
pub fn check_file(
    bytes: &[u8],
    name: &str,
    wanted: &str,
    last: Option<String>,
    last_files: Option<Vec<Uint8Array>>,
) -> Result<Vec<String>, JsValue> {
    let wanted: desk::Wanted = parse(wanted)?;
    let LastYear { of, .. } = last.as_deref().map(parse).transpose()?.unwrap_or_default();
    let files = last_files.into_iter().flatten().map(|file| crate::desk::reports(&file.to_vec()));
    let last = Last { files: files.collect(), of };
    let rows = crate::desk::check_with_last(bytes, name, &wanted, &last);
    Ok(rows.iter().map(print).collect())
}

/// The [`Row`] of a file for which every worker failed.
#[wasm_bindgen(js_name = failedRow)]
pub fn failed_row(file: &str, code: &str, message: &str) -> String {
    print(&Row::failed(file, code, message))
}

/// For each of many files, in which files last year's reports of its reports are: a [`LastYear`].
/// `files` holds for each file the `{ agency, year }` of its rows.
#[wasm_bindgen(js_name = pairFiles)]
pub fn pair_files_of(files: &str) -> Result<String, JsValue> {
    Ok(print(&pair_files(&parse::<Vec<Vec<Unit>>>(files)?)))
}

/// Reads the report at a position of the file of `row` again, as a [`desk::Opened`]. `last` is the
/// position of last year's report in the file whose bytes are `last_file`; `last_file` is absent
/// where the bytes cannot be had.
#[wasm_bindgen(js_name = openRow)]
pub fn open_row(
    row: &str,
    bytes: &[u8],
    position: usize,
    last: Option<usize>,
    last_file: Option<Vec<u8>>,
) -> Result<String, JsValue> {
    let last = last.map(|position| (last_file.as_deref(), position));
    let opened = crate::desk::open(&parse(row)?, bytes, position, last).map_err(thrown)?;
    Ok(print(&opened))
}

/// The reports in a file's bytes by position, which is that of their rows; null where there is no
/// report.
#[wasm_bindgen(js_name = reportsOf)]
pub fn reports_of(bytes: &[u8]) -> String {
    print(&crate::desk::reports(bytes))
}

/// The sum of reports that were read again, as a [`desk::Sum`]. `files` is a list of [`Reread`],
/// `upper` is the `Reread` of the upper agency's own report, `wanted` is a
/// [`report::combine::Wanted`].
#[wasm_bindgen(js_name = sumRows)]
pub fn sum_rows(files: &str, wanted: &str, upper: Option<String>) -> Result<String, JsValue> {
    let upper: Option<Reread> = upper.as_deref().map(parse).transpose()?;
    let sum = desk::sum(parse(files)?, parse(wanted)?, upper).map_err(|why| match why {
        NoSum::Combine(error) => not_combined(error),
        NoSum::Upper(one) => unread("与之核对的报告读不出来", &one),
        NoSum::Unread(one) => unread("这些报告现在都读不出来，例如", &one),
    })?;
    Ok(print(&sum))
}

fn unread(words: &str, Unread { name, file, why, .. }: &Unread) -> JsValue {
    thrown(Error::new(Code::Damaged, format!("{words}：{name}（{file}）：{why}")))
}

/// The texts of two reports at these places (a list of place names) in shared and unshared pieces:
/// a list of `[[{ text, shared }], [{ text, shared }]]`. Each report is given by its row, its
/// file's bytes and its position there.
#[wasm_bindgen(js_name = compareRows)]
pub fn compare_rows(
    row_a: &str,
    bytes_a: &[u8],
    position_a: usize,
    row_b: &str,
    bytes_b: &[u8],
    position_b: usize,
    places: &str,
) -> Result<String, JsValue> {
    let (row_a, row_b): (Row, Row) = (parse(row_a)?, parse(row_b)?);
    let (a, b) = ((&row_a, bytes_a, position_a), (&row_b, bytes_b, position_b));
    let texts = crate::desk::compare(a, b, &parse::<Vec<String>>(places)?).map_err(thrown)?;
    Ok(print(&texts))
}

/// The pairs of rows whose texts are suspiciously alike; each row is given by `[file, position]`.
/// `files` has the rows of each file.
#[wasm_bindgen(js_name = alikeRows)]
pub fn alike_rows(files: &str) -> Result<String, JsValue> {
    Ok(print(&desk::alike_rows(&parse::<Vec<Vec<Row>>>(files)?)))
}

/// For each of many `{ agency, year }` the index of the report of the same agency for the year
/// before; -1 if there is none.
#[wasm_bindgen(js_name = pairUnits)]
pub fn pair_units(units: &str) -> Result<Vec<i32>, JsValue> {
    let units: Vec<Unit> = parse(units)?;
    Ok(pairs(&units).into_iter().map(|at| at.map_or(-1, |i| i as i32)).collect())
}

/// The pairs of reports whose texts are suspiciously alike, by the `prints` of their rows.
#[wasm_bindgen(js_name = findAlike)]
pub fn find_alike(prints: &str) -> Result<String, JsValue> {
    let prints: Vec<Vec<Prints>> = parse(prints)?;
    Ok(print(&likeness::alike(&prints)))
}

/// Two texts in pieces that they share or not: `[[{ text, shared }], [{ text, shared }]]`.
#[wasm_bindgen(js_name = sharedWords)]
pub fn shared_words(a: &str, b: &str) -> String {
    print(&likeness::shared_words(a, b))
}

/// The roll-up of reports: a [`report::combine::RollUp`] as a [`report::combine::Wanted`] asks for
/// it.
#[wasm_bindgen(js_name = rollUp)]
pub fn roll_up_reports(reports: &str, wanted: &str) -> Result<String, JsValue> {
    let reports: Vec<Report> = parse(reports)?;
    let sum = roll_up(&reports, &parse(wanted)?).map_err(not_combined)?;
    Ok(print(&sum))
}

/// The standard text of a notice, before the user changes it.
#[wasm_bindgen(js_name = noticeTemplate)]
pub fn notice_template() -> String {
    report::notice::TEMPLATE.into()
}

/// The notice to the agency of a row as the bytes of a docx. `letter` is a
/// [`report::notice::Letter`].
#[wasm_bindgen(js_name = writeNotice)]
pub fn write_notice(row: &str, letter: &str) -> Result<Vec<u8>, JsValue> {
    notices::one(&parse(row)?, &parse(letter)?).map_err(thrown)
}

/// The notices to the agencies of all rows with something to correct, one for each report, and
/// letters to the units of `missing`, a [`report::notice::Missing`], as the bytes of a zip.
#[wasm_bindgen(js_name = writeNotices)]
pub fn write_notices(
    rows: &str,
    letter: &str,
    missing: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let rows: Vec<Row> = parse(rows)?;
    let missing = missing.as_deref().map(parse).transpose()?.unwrap_or_default();
    notices::all(&rows, &parse(letter)?, &missing).map_err(thrown)
}

/// The standard text of a reminder, before the user changes it.
#[wasm_bindgen(js_name = reminderTemplate)]
pub fn reminder_template() -> String {
    report::notice::REMINDER.into()
}

/// The standard text of the letter to a unit whose file could not be read.
#[wasm_bindgen(js_name = resendTemplate)]
pub fn resend_template() -> String {
    report::notice::RESEND.into()
}

/// The names in a file with a list of units, in its order.
#[wasm_bindgen(js_name = readNames)]
pub fn read_names(bytes: &[u8]) -> Result<Vec<String>, JsValue> {
    let file = crate::read(bytes).map_err(thrown)?;
    let names = names_in(&file.document);
    if names.is_empty() {
        return Err(thrown(Error::new(Code::Form, "这个文件里没有找到单位名称。")));
    }
    Ok(names)
}

/// For each of many units with year and version, the position of the report that is taken in its
/// place: see [`taken`].
#[wasm_bindgen(js_name = takenReports)]
pub fn taken_reports(units: &str) -> Result<Vec<u32>, JsValue> {
    Ok(taken(&parse::<Vec<Unit>>(units)?).into_iter().map(|at| at as u32).collect())
}

/// All rows in one file: `xlsx`, `csv` or `jsonl`. `alike` is the answer of [`find_alike`] for
/// these rows; without it the workbook compares the rows' own `prints`. `expected` is an
/// [`Expected`].
#[wasm_bindgen(js_name = writeRows)]
pub fn write_rows(
    rows: &str,
    format: &str,
    alike: Option<String>,
    expected: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let rows: Vec<Row> = parse(rows)?;
    let expected: Expected = expected.as_deref().map(parse).transpose()?.unwrap_or_default();
    let alike: Vec<Alike> = match alike {
        Some(alike) => parse(&alike)?,
        None if format == "xlsx" => desk::alike_among(&rows.iter().collect::<Vec<&Row>>()),
        None => Vec::new(),
    };
    overview::write(&rows, &alike, &expected, format).map_err(thrown)
}

pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    // JSON from our own scripts is well-formed; other callers may pass anything.
    report::json::read(text).map_err(|e| thrown(Error::new(Code::Damaged, e.to_string())))
}

pub(super) fn print(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
