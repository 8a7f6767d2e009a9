//! Loading what is not in the first module: messages wait until the part of the program that
//! handles them is there.

use report::session::Field;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{App, act};
use crate::browser;
use crate::browser::chunk::{Chunk, DESK, EDITOR, EXTRAS, PDF, REGISTER};
use crate::model::msg::{Early, Msg, Purpose, Write};
use crate::model::state::Sheet;

impl App {
    /// Loads the editor, at once if anybody waits for it, else after the first paint; then the
    /// rules and the extras.
    pub(super) fn fetch(&self, ctx: &Context<Self>) {
        let (link, at_once) = (ctx.link().clone(), self.wanted);
        spawn_local(async move {
            let loaded = EDITOR.load(at_once).await;
            link.send_message(loaded.map_or_else(Early::Unready, |()| Early::Ready));
            browser::warm();
            // If that fails, the first message that needs them tries again.
            let _ = EXTRAS.load(false).await;
        });
    }

    /// Returns the message if the chunk that it needs besides the editor is loaded. Otherwise loads
    /// that chunk and then sends the message again.
    pub(super) fn when_loaded(&mut self, ctx: &Context<Self>, msg: Msg) -> Option<Msg> {
        let needed = needs(&msg).filter(|(chunk, _)| !chunk.is_ready());
        let Some((chunk, words)) = needed else { return Some(msg) };
        self.set(|s| (s.dragging, s.busy) = (false, Some(words.into())));
        let link = ctx.link().clone();
        spawn_local(async move {
            let loaded = chunk.load(true).await;
            link.send_message_batch(match loaded {
                Ok(()) => vec![Msg::Done.into(), msg.into()],
                Err(error) => vec![Msg::Failed(error).into()],
            });
        });
        None
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

/// The chunk besides the editor that a message needs, and what the user reads while it is loaded.
fn needs(msg: &Msg) -> Option<(&'static Chunk, &'static str)> {
    match msg {
        Msg::Many(_) => Some((&DESK, "正在打开自检台…")),
        Msg::Count(_) | Msg::Sheet(Some(Sheet::Register)) => Some((&REGISTER, "正在打开…")),
        // The page of PDF is one of the extras' pages; what stands on it is not.
        Msg::Pdf(_) | Msg::Sheet(Some(Sheet::Pdf)) => {
            Some((if EXTRAS.is_ready() { &PDF } else { &EXTRAS }, "正在打开…"))
        }
        Msg::Sheet(sheet) if sheet.is_some_and(Sheet::is_page) => Some((&EXTRAS, "正在打开…")),
        Msg::Write(Write::Find(_) | Write::Adopt(_) | Write::Draft(Field::Preface))
        | Msg::BeginNext
        | Msg::Compared(..)
        | Msg::Collate(_)
        | Msg::Opened(_, Purpose::Next) => Some((&EXTRAS, "正在打开…")),
        _ => None,
    }
}
