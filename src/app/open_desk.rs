//! Opening the self-check desk.

use wasm_bindgen::JsValue;

use super::App;
use crate::browser::chunk::in_chunk;
use crate::browser::desk::DeskController;

impl App {
    /// Goes back to the start page, which leads back to the desk: its results stay, its work waits.
    pub(super) fn leave_desk(&mut self) {
        if let Some(desk) = self.desk.take() {
            if desk.progress().is_running() {
                desk.pause();
            }
            let reports = desk.with_list(|list| list.all().count());
            self.set(|s| s.left = reports);
            self.left = Some(desk);
        }
    }
}

in_chunk! { "desk"
    /// Adds files to the desk: a FileList or a DataTransfer. Undefined for none yet, or for those of
    /// the desk that was left; files begin a new one.
    pub fn many(app: &mut App, things: &JsValue) -> () {
        let left = app.left.take();
        if let Some(left) = left.as_ref().filter(|_| !things.is_undefined()) {
            left.cancel();
        }
        let left = left.filter(|_| things.is_undefined());
        let desk = app.desk.clone().or(left).unwrap_or_else(DeskController::new);
        if !things.is_undefined() {
            desk.add(things);
        }
        app.desk = Some(desk);
        app.home();
        app.set(|s| (s.dragging, s.busy, s.left) = (false, None, 0));
    }
}
