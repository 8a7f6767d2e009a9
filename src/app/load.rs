//! Loading the editor, which is not in the first module: messages for it wait until it is there.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{App, act};
use crate::browser;
use crate::browser::chunk::EDITOR;
use crate::model::msg::Early;

impl App {
    /// Loads the editor, at once if anybody waits for it, else after the first paint; then the
    /// rules.
    pub(super) fn fetch(&self, ctx: &Context<Self>) {
        let (link, at_once) = (ctx.link().clone(), self.wanted);
        spawn_local(async move {
            let loaded = EDITOR.load(at_once).await;
            link.send_message(loaded.map_or_else(Early::Unready, |()| Early::Ready));
            browser::warm();
        });
    }

    /// The editor is loaded: handles the messages that waited for it. Does nothing the second time.
    pub(super) fn ready(&mut self, ctx: &Context<Self>) {
        if self.queue.is_empty() {
            return;
        }
        self.set(|s| (s.opening, s.missing, s.busy) = (false, false, None));
        self.wanted = false;
        for msg in std::mem::take(&mut self.queue) {
            act(self, ctx, msg);
        }
        self.host.ready();
    }

    /// Loads the editor because somebody waits for it.
    pub(super) fn retry(&mut self, ctx: &Context<Self>) {
        self.set(|s| (s.missing, s.busy) = (false, Some("正在打开…".into())));
        self.wanted = true;
        self.fetch(ctx);
    }

    /// The editor could not be loaded. That is shown only if something needs it.
    pub(super) fn unready(&mut self, error: &JsValue) {
        if self.wanted {
            let (code, message) = browser::words(error);
            browser::failed(&self.host, &code, &message);
            self.set(|s| (s.missing, s.busy) = (true, None));
        }
    }
}
