//! The handle by which the element's script drives one app.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Renderer};

use crate::app::{App, Msg, Props, Purpose};
use crate::{browser, error, from_js};

/// One mounted app.
#[wasm_bindgen]
pub struct Editor {
    app: AppHandle<App>,
}

#[wasm_bindgen]
impl Editor {
    pub(crate) fn mount(host: HtmlElement, root: Element) -> Editor {
        Editor { app: Renderer::with_root_and_props(root, Props { host }).render() }
    }

    /// Opens the report that this object of the contract describes; returns its JSON.
    #[wasm_bindgen(js_name = setValue)]
    pub fn set_value(&self, value: JsValue) -> Result<String, JsValue> {
        let report = from_js(&value)?;
        let json = report::draft::print(&report);
        self.app.send_message(Msg::Set(Box::new(report)));
        Ok(json)
    }

    /// The last check result; null on the start page and before there is one.
    pub fn findings(&self) -> JsValue {
        let app = self.app.get_component();
        app.and_then(|a| a.result().cloned()).unwrap_or(JsValue::NULL)
    }

    /// Moves the focus to the findings; resolves to the result for the report as it is.
    pub fn check(&self) -> Promise {
        self.app.send_message(Msg::ShowFindings);
        Promise::new(&mut |tell, fail| self.app.send_message(Msg::Await(tell, fail)))
    }

    /// Opens a file's bytes, as last year's report if so wished; the open report stays if that
    /// fails.
    pub async fn open(
        &self,
        bytes: js_sys::Uint8Array,
        name: String,
        previous: bool,
    ) -> Result<(), JsValue> {
        let purpose = if previous { Purpose::Previous } else { Purpose::Report };
        if previous {
            self.report()?;
        }
        let read = browser::read(bytes, &name).await?;
        self.app.send_message(Msg::Opened(Box::new(read), purpose));
        Ok(())
    }

    /// Tells what became true of storing the draft.
    pub fn kept(&self, kept: &JsValue) {
        if let Some(kept) = crate::told(kept) {
            self.app.send_message(Msg::Kept(kept));
        }
    }

    /// Tells that the drafts are known from both stores, and which newer one to begin with.
    pub fn listed(&self, draft: Option<String>) {
        self.app.send_message(Msg::Listed(draft));
    }

    /// Asks for a sign of life.
    pub fn ping(&self) {
        self.app.send_message(Msg::Ping);
    }

    /// The report as a file of this format.
    pub async fn export(&self, format: String) -> Result<js_sys::Uint8Array, JsValue> {
        browser::write(&self.report()?, self.previous().as_ref(), &format).await
    }

    /// Lets the browser save the report as a file of this format.
    pub async fn download(&self, format: String) -> Result<(), JsValue> {
        let report = self.report()?;
        let bytes = browser::write(&report, self.previous().as_ref(), &format).await?;
        browser::save(&bytes, &crate::app::file_name(&report, &format));
        Ok(())
    }

    #[wasm_bindgen(js_name = setReadonly)]
    pub fn set_readonly(&self, readonly: bool) {
        self.app.send_message(Msg::Readonly(readonly));
    }

    fn previous(&self) -> Option<report::Report> {
        self.app.get_component()?.previous().cloned()
    }

    fn report(&self) -> Result<report::Report, JsValue> {
        let app = self.app.get_component();
        let report = app.and_then(|a| a.report().cloned());
        report.ok_or_else(|| error("form", "还没有打开报告"))
    }
}
