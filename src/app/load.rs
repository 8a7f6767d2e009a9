//! Getting the editor, which is not in the first module: what needs it waits until it is there.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{App, Msg, act};
use crate::chunk::EDITOR;
use crate::{browser, drafts};

/// Whether the page asks for more than the start page: a draft, or a new report.
pub(super) fn is_asked_for(host: &HtmlElement) -> bool {
    host.get_attribute("view").as_deref() == Some("check")
        || ["year", "agency", "form"].iter().any(|name| host.has_attribute(name))
        || drafts::first(host.get_attribute("draft-key").as_deref()).is_some()
}

impl App {
    /// Loads the editor, at once if anybody waits for it; the rules follow it.
    pub(super) fn fetch(&self, ctx: &Context<Self>) {
        let (link, at_once) = (ctx.link().clone(), self.wanted);
        spawn_local(async move {
            let loaded = EDITOR.load(at_once).await;
            link.send_message(loaded.map_or_else(Msg::Unready, |()| Msg::Ready));
            browser::warm();
        });
    }

    /// Does what has waited for the editor; nothing if that was done before.
    pub(super) fn ready(&mut self, ctx: &Context<Self>) {
        if self.early.is_empty() {
            return;
        }
        self.set(|s| (s.opening, s.missing, s.busy) = (false, false, None));
        self.wanted = false;
        for msg in std::mem::take(&mut self.early) {
            act(self, ctx, msg);
        }
        browser::ready(&self.host);
    }

    /// Keeps what needs the editor until it is there.
    pub(super) fn wait(&mut self, ctx: &Context<Self>, msg: Msg) {
        if !matches!(msg, Msg::Wanted) {
            self.early.push(msg);
        }
        self.retry(ctx);
    }

    pub(super) fn retry(&mut self, ctx: &Context<Self>) {
        self.set(|s| (s.missing, s.busy) = (false, Some("正在打开…".into())));
        self.wanted = true;
        self.fetch(ctx);
    }

    /// The editor could not be fetched. As long as nothing needs it, nobody has to know.
    pub(super) fn unready(&mut self, error: &JsValue) {
        if self.wanted {
            let (code, message) = browser::words(error);
            browser::failed(&self.host, &code, &message);
            self.set(|s| (s.missing, s.busy) = (true, None));
        }
    }
}
