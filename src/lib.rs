//! The shell: the Yew app and the wasm boundary; all that knows a browser.
//!
//! Two doors lead in. [`start`] defines the custom element, whose every instance is driven through
//! an [`editor::Editor`]; the other functions here are the module for scripts, which needs no
//! screen and runs in Node as well. File formats are deliberately absent: they are a second module
//! behind `www/files.js`.

mod app;
mod browser;
mod components;
mod drafts;
mod editor;
mod lattice;
mod target;
mod view;

use report::combine::{self, combine};
use report::draft::{Draft, Error};
use report::Report;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Defines the element where there is a page; does nothing else.
pub fn start() {
    std::panic::set_hook(Box::new(|info| browser::panicked(&info.to_string())));
    let custom_elements = js_sys::Reflect::get(&js_sys::global(), &"customElements".into());
    if custom_elements.is_ok_and(|c| !c.is_undefined()) {
        browser::define_element();
    }
}

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
        rules: Vec<report::checks::RuleLine>,
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
    let all = report::FORMS.into_iter().map(|f| {
        let section =
            |s: &report::form::Section| Section { id: s.id, heading: s.heading, limit: s.limit };
        let cell = |c: &'static report::Cell| Cell { id: &c.id, label: &c.label, unit: c.row.unit };
        Form {
            id: f.id,
            years: f.years,
            issued_by: f.issued_by,
            sections: f.sections.iter().map(section).collect(),
            cells: f.cells().iter().map(cell).collect(),
            rules: report::checks::catalogue(f),
        }
    });
    to_js(&all.collect::<Vec<_>>())
}

/// Judges a report by all rules; with last year's report, by those over two years as well.
#[wasm_bindgen(js_name = checkReport)]
pub fn check_report(report: JsValue, previous: Option<JsValue>) -> Result<JsValue, JsValue> {
    let previous = previous.filter(|p| !p.is_null()).map(from_js).transpose()?;
    to_js(&report::checks::check(&from_js(report)?, previous.as_ref()))
}

/// The roll-up: one report whose cells are the sums of the cells of all these.
#[wasm_bindgen(js_name = combineReports)]
pub fn combine_reports(reports: Vec<JsValue>, agency: &str) -> Result<JsValue, JsValue> {
    let reports: Vec<Report> = reports.into_iter().map(from_js).collect::<Result<_, _>>()?;
    let sum = combine(&reports, agency).map_err(|e| match e {
        combine::Error::Nothing => error("form", "没有可以汇总的报告"),
        combine::Error::Forms => error("form", "各报告的格式不同，不能汇总"),
    })?;
    to_js(&Draft::from(&sum))
}

/// A report from the JSON object of the contract.
pub(crate) fn from_js(value: JsValue) -> Result<Report, JsValue> {
    let draft: Draft = serde_wasm_bindgen::from_value(value)
        .map_err(|e| error("damaged", &format!("不是年报的数据：{e}")))?;
    draft.into_report().map_err(|e| match e {
        Error::Form(form) => error("form", &format!("不认识的报告格式“{form}”")),
        Error::Damaged(why) => error("damaged", &format!("年报数据已损坏：{why}")),
    })
}

/// Plain objects and arrays, as JSON would have them.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|e| error("damaged", &e.to_string()))
}

/// An Error of the contract: a message to show and a code to decide by.
pub(crate) fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a member of an object made in the line above cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
