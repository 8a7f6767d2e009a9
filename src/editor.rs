//! The object through which the element's script controls one app: start page, editor and desk.

use js_sys::{Promise, Uint8Array};
use report::Report;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::Element;
use yew::html::Scope;
use yew::{AppHandle, Renderer};

use crate::app::files::file_name;
use crate::app::{App, Props};
use crate::browser::chunk::{EDITOR, in_chunk};
use crate::browser::{self, Host};
use crate::model::msg::{Early, Msg, Purpose};

/// Defines `<nianbao-report>`; each instance has an app of its own.
pub fn define() {
    let mount = Closure::<dyn Fn(Host, Element) -> Editor>::new(Editor::mount);
    browser::define(mount.as_ref());
    // The element stays defined as long as the page exists.
    mount.forget();
}

/// One mounted app.
#[wasm_bindgen]
pub struct Editor {
    app: AppHandle<App>,
}

#[wasm_bindgen]
impl Editor {
    fn mount(host: Host, root: Element) -> Editor {
        Editor { app: Renderer::with_root_and_props(root, Props { host }).render() }
    }

    /// Resets the app for another element, to which `root` has been moved.
    pub fn serve(&mut self, host: Host) {
        self.app.update(Props { host });
    }

    /// Opens the report given as the public JSON object, and returns the JSON of the report that is
    /// on the screen then: if the page gives back what it has from here, the screen stays as it is.
    /// Returns nothing until the editor is loaded.
    ///
    /// # Errors
    /// An Error with code `form` or `damaged`, where the object is no report.
    #[wasm_bindgen(js_name = setValue)]
    pub fn set_value(&self, value: JsValue) -> Result<Option<String>, JsValue> {
        if EDITOR.is_ready() {
            return set_value(&self.app, &value).map(Some);
        }
        self.app.send_message(Early::Wanted);
        Ok(None)
    }

    /// Loads the editor, which the methods below need.
    pub async fn load(&self) -> Result<(), JsValue> {
        EDITOR.load(true).await
    }

    /// The last check result; null on the start page and before the first result.
    pub fn findings(&self) -> JsValue {
        let app = self.app.get_component();
        app.and_then(|a| a.result().cloned()).unwrap_or(JsValue::NULL)
    }

    /// Moves the focus to the findings; resolves to the check result of the current report.
    pub fn check(&self) -> Promise {
        self.app.send_message(Msg::ShowFindings);
        Promise::new(&mut |tell, fail| self.app.send_message(Msg::Await(tell, fail)))
    }

    /// Opens a file's bytes: as last year's report if `previous`, else as the report. If that
    /// fails, the open report stays.
    pub fn open(&self, bytes: Uint8Array, name: String, previous: bool) -> Promise {
        open(&self.app, bytes, name, previous)
    }

    /// Passes on the new save status of the draft.
    pub fn kept(&self, kept: JsValue) {
        self.app.send_message(Msg::Kept(kept));
    }

    /// Passes on that the list of drafts has been read, and which newer draft to begin with.
    pub fn listed(&self, draft: Option<String>) {
        match draft {
            Some(draft) => self.app.send_message(Msg::ShowDraft(draft)),
            None => self.app.send_message(Early::Listed),
        }
    }

    /// Goes one level up: from a report to its desk, or from the desk to the start page.
    pub fn back(&self) {
        self.app.send_message(Msg::Back);
    }

    /// Asks whether the program still works.
    pub fn ping(&self) {
        self.app.send_message(Early::Ping);
    }

    /// The report as a file of this format.
    pub fn export(&self, format: String) -> Promise {
        export(&self.app, format, false)
    }

    /// Lets the browser save the report as a file of this format.
    pub fn download(&self, format: String) -> Promise {
        export(&self.app, format, true)
    }

    #[wasm_bindgen(js_name = setReadonly)]
    pub fn set_readonly(&self, readonly: bool) {
        self.app.send_message(Early::Readonly(readonly));
    }
}

in_chunk! { "editor"
    fn set_value(app: &Scope<App>, value: &JsValue) -> Result<String, JsValue> {
        let report = browser::from_js(value)?;
        if let Some(shown) = echoed(app, &report) {
            return Ok(shown);
        }
        let json = report::draft::print(&report);
        app.send_message(Msg::Set(Box::new(report)));
        Ok(json)
    }
}

/// The JSON of the report on the screen, if the page only gives back what it has from here.
fn echoed(app: &Scope<App>, given: &Report) -> Option<String> {
    let app = app.get_component()?;
    app.report().filter(|_| app.is_echo(given)).map(report::draft::print)
}

in_chunk! { "editor"
    fn open(app: &Scope<App>, bytes: Uint8Array, name: String, previous: bool) -> Promise {
        let app = app.clone();
        future_to_promise(async move {
            let purpose = if previous { Purpose::Previous } else { Purpose::Report };
            if previous {
                report_of(&app)?;
            }
            let read = browser::read(bytes, &name).await?;
            app.send_message(Msg::Opened(Box::new(read), purpose));
            Ok(JsValue::UNDEFINED)
        })
    }
}

in_chunk! { "editor"
    /// Resolves to the report as a file of this format; or if `save`, lets the browser save it.
    fn export(app: &Scope<App>, format: String, save: bool) -> Promise {
        let app = app.clone();
        future_to_promise(async move {
            let report = report_of(&app)?;
            let charts = app.get_component().map(|app| app.charts()).unwrap_or_default();
            let previous = previous_of(&app);
            let bytes = browser::write(&report, previous.as_ref(), &format, &charts).await?;
            if !save {
                return Ok(bytes.into());
            }
            browser::save(&bytes, &file_name(&report, &format));
            Ok(JsValue::UNDEFINED)
        })
    }
}

fn previous_of(app: &Scope<App>) -> Option<Report> {
    app.get_component()?.previous().cloned()
}

fn report_of(app: &Scope<App>) -> Result<Report, JsValue> {
    let report = app.get_component().and_then(|app| app.report().cloned());
    report.ok_or_else(|| browser::error("form", "还没有打开报告"))
}
