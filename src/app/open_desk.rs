//! Opening the self-check desk.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::App;
use crate::browser::chunk::{DESK, in_chunk};
use crate::browser::desk::DeskController;
use crate::model::msg::Msg;

impl App {
    /// Adds files to the desk, once its module is loaded: a FileList or a DataTransfer; undefined
    /// for none yet.
    pub(super) fn many(&mut self, ctx: &Context<Self>, things: JsValue) {
        if DESK.is_ready() {
            return set_up(self, &things);
        }
        self.set(|s| (s.dragging, s.busy) = (false, Some("正在打开自检台…".into())));
        let link = ctx.link().clone();
        spawn_local(async move {
            let loaded = DESK.load(true).await;
            link.send_message(loaded.map_or_else(Msg::Failed, |()| Msg::Many(things)));
        });
    }

    /// Closes the desk and stops its work.
    pub(super) fn leave_desk(&mut self) {
        if let Some(desk) = self.desk.take() {
            desk.cancel();
        }
    }
}

in_chunk! { "desk"
    fn set_up(app: &mut App, things: &JsValue) -> () {
        let desk = app.desk.clone().unwrap_or_else(DeskController::new);
        if !things.is_undefined() {
            desk.add(things);
        }
        app.desk = Some(desk);
        app.home();
        app.set(|s| (s.dragging, s.busy) = (false, None));
    }
}
