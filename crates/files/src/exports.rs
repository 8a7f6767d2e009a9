//! The functions that JavaScript may call: those of the package, and some that only our own page
//! calls.
//!
//! They take and return plain objects with the fields of the public JSON. Errors are thrown as
//! `Error` with a `code` and a Chinese sentence.

mod annotate;
mod copies;
mod desk;
mod register;
mod word;

use std::collections::BTreeMap;

use report::Report;
use report::checks::{catalogue, check, check_with_claims};
use report::combine::{self, combine};
use report::compose::compose;
use report::document::Note;
use report::draft::{self, Draft};
use report::drafting::Prose;
use report::finding::{CheckMessage, RuleLine};
use report::recognize::Recognized;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::write::fragment::fragment;
use crate::write::picture::{drawings, poster};
use crate::write::txt;
use crate::{Charts, Code, Error, With, limits};

/// All forms: ids, years, sections, cells, and the rules that apply to them.
#[wasm_bindgen]
pub fn forms() -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Form {
        id: &'static str,
        years: (u16, u16),
        issued_by: &'static str,
        sections: Vec<Section>,
        cells: Vec<Cell>,
        rules: Vec<RuleLine>,
    }
    #[derive(Serialize)]
    struct Section {
        id: &'static str,
        heading: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        limit: Option<usize>,
    }
    #[derive(Serialize)]
    struct Cell {
        id: &'static str,
        label: &'static str,
        unit: &'static str,
    }
    let all = report::all_forms().map(|f| {
        let section =
            |s: &report::form::Section| Section { id: s.id, heading: s.heading, limit: s.limit };
        let cell = |c: &'static report::Cell| Cell { id: &c.id, label: &c.label, unit: c.row.unit };
        Form {
            id: f.id,
            years: report::forms::years(f),
            issued_by: f.issued_by,
            sections: f.sections.iter().map(section).collect(),
            cells: f.cells().iter().map(cell).collect(),
            rules: catalogue(f),
        }
    });
    to_js(&all.collect::<Vec<_>>())
}

/// Checks a report by all rules of its form. With last year's report, the rules over two years are
/// checked as well.
#[wasm_bindgen(js_name = checkReport)]
pub fn check_report(report: JsValue, previous: Option<JsValue>) -> Result<JsValue, JsValue> {
    let previous = previous.filter(|p| !p.is_null()).map(from_js).transpose()?;
    let report = from_js(report)?;
    to_js(&judged(&report, || check(&report, previous.as_ref()))?)
}

/// Like `checkReport`, for our own page: the reports are JSON texts, and the answers are two JSON
/// texts. The first is a [`CheckMessage`]; the second, a [`Prose`], says which cells the figures of
/// the prose belong to and which sentences could be drafted.
#[wasm_bindgen(js_name = checkTexts)]
pub fn check_texts(report: &str, previous: Option<String>) -> Result<Vec<String>, JsValue> {
    let (report, previous) = (parse(report)?, previous.as_deref().map(parse).transpose()?);
    judged(&report, || {
        let (result, claims) = check_with_claims(&report, previous.as_ref());
        let prose = Prose::of(&report, previous.as_ref(), &claims);
        vec![CheckMessage::from(result).print(), prose.print()]
    })
}

/// What judges a report, within the steps for its length.
fn judged<T>(report: &Report, work: impl FnOnce() -> T) -> Result<T, JsValue> {
    let length = report.prose().map(|(_, heading, text)| heading.len() + text.len()).sum();
    limits::within(length, || Ok(work())).map_err(thrown)
}

/// The changes from an old text to a new one, four numbers each: start and end in bytes of the old
/// text, start and end in bytes of the new one.
#[wasm_bindgen(js_name = compareTexts)]
pub fn compare_texts(old: &str, new: &str) -> Vec<u32> {
    let edits = crate::compare::edits(old, new);
    let ends = edits.iter().flat_map(|e| [e.old.start, e.old.end, e.new.start, e.new.end]);
    ends.map(|at| at as u32).collect()
}

/// The rules of a form, by the form's id; an empty list for an unknown id.
#[wasm_bindgen(js_name = rulesOf)]
pub fn rules_of(form: &str) -> Result<JsValue, JsValue> {
    to_js(&report::form(form).map(catalogue).unwrap_or_default())
}

/// The charts of a report, each the text of an `<svg>`. Both reports are JSON texts; `previous` is
/// last year's.
#[wasm_bindgen(js_name = picturesOf)]
pub fn pictures_of(report: &str, previous: Option<String>) -> Result<Vec<String>, JsValue> {
    let previous = previous.as_deref().map(parse).transpose()?;
    Ok(drawings(&parse(report)?, previous.as_ref(), &Charts::All(true)))
}

/// The charts with these titles as one picture, the text of an `<svg>`; empty if none has a figure.
#[wasm_bindgen(js_name = posterOf)]
pub fn poster_of(
    report: &str,
    previous: Option<String>,
    titles: Vec<String>,
) -> Result<String, JsValue> {
    let previous = previous.as_deref().map(parse).transpose()?;
    Ok(poster(&parse(report)?, previous.as_ref(), &Charts::Titled(titles)))
}

/// The sample reports of the start page as JSON texts: one with a few faults, and that of the year
/// before.
#[wasm_bindgen]
pub fn sample() -> Vec<String> {
    let [report, previous] = [
        include_str!("../../../tests/reports/shili_2024.json"),
        include_str!("../../../tests/reports/shili_2023.json"),
    ];
    vec![report.into(), previous.into()]
}

/// The roll-up: one report of `agency` whose cells are the sums of the cells of all these.
#[wasm_bindgen(js_name = combineReports)]
pub fn combine_reports(reports: Vec<JsValue>, agency: &str) -> Result<JsValue, JsValue> {
    let reports: Vec<Report> = reports.into_iter().map(from_js).collect::<Result<_, _>>()?;
    to_js(&combine(&reports, agency).map_err(not_combined)?)
}

fn not_combined(error: combine::Error) -> JsValue {
    let words = match error {
        combine::Error::Nothing => "没有可以汇总的报告",
        combine::Error::Forms => "各报告的格式不同，不能汇总",
    };
    thrown(Error::new(Code::Form, words))
}

/// Reads the report in a file's bytes. JavaScript callers also pass the file's name, which is
/// ignored: the content says what a file is.
#[wasm_bindgen(js_name = readReport)]
pub fn read_report(bytes: &[u8]) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct ReadResult {
        report: Report,
        notes: Vec<Note>,
        /// Where each cell was in the file, in Chinese words, by cell id.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        places: BTreeMap<String, String>,
    }
    let Recognized { report, notes, places, .. } = crate::locate_report(bytes).map_err(thrown)?;
    to_js(&ReadResult { report, notes, places })
}

/// The bytes of a report as a file of this format: `writeReport(report, format, previous?, options?)`. The
/// option `charts` chooses the charts of a page: `true` (all), `false`, or their titles.
#[wasm_bindgen(js_name = writeReport)]
pub fn write_report(
    report: JsValue,
    format: &str,
    previous: JsValue,
    options: JsValue,
) -> Result<Vec<u8>, JsValue> {
    #[derive(Deserialize)]
    struct Options {
        charts: Option<Charts>,
    }
    let given = |value: &JsValue| !value.is_undefined() && !value.is_null();
    let previous = if given(&previous) { Some(from_js(previous)?) } else { None };
    let charts = match given(&options) {
        true => serde_wasm_bindgen::from_value::<Options>(options)?.charts,
        false => None,
    };
    let charts = charts.unwrap_or(Charts::All(true));
    let with = With { last: previous.as_ref(), charts: &charts };
    crate::write_with(&from_js(report)?, with, format).map_err(thrown)
}

/// The content of a report's page for the clipboard: as HTML, and as plain text. The report is a JSON text.
#[wasm_bindgen(js_name = fragmentOf)]
pub fn fragment_of(report: &str) -> Result<Vec<String>, JsValue> {
    let report = parse(report)?;
    let text = txt::write(&compose(&report));
    // The mark of the file's encoding is none of the text.
    Ok(vec![fragment(&report), text.trim_start_matches('\u{feff}').into()])
}

fn parse(text: &str) -> Result<Report, JsValue> {
    draft::parse(text).map_err(|e| thrown(e.into()))
}

/// A report from the JSON object of the contract.
fn from_js(value: JsValue) -> Result<Report, JsValue> {
    let draft: Draft = serde_wasm_bindgen::from_value(value)
        .map_err(|e| thrown(draft::Error::Damaged(e.to_string()).into()))?;
    draft.into_report().map_err(|e| thrown(e.into()))
}

/// A plain object or array, as JSON has it; the serializer's own choice would be a `Map`.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&plain).map_err(JsValue::from)
}

/// A JavaScript `Error` with the error's public `code`.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message);
    // Setting a member of the object made above cannot fail.
    let _ = js_sys::Reflect::set(&js, &"code".into(), &error.code.name().into());
    js.into()
}
