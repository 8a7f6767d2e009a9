//! Opening the self-check desk.

use wasm_bindgen::JsValue;

use super::App;
use crate::browser::chunk::in_chunk;
use crate::browser::desk::DeskController;

impl App {
    /// Closes the desk and stops its work.
    pub(super) fn leave_desk(&mut self) {
        if let Some(desk) = self.desk.take() {
            desk.cancel();
        }
    }
}

in_chunk! { "desk"
    /// Adds files to the desk: a FileList or a DataTransfer; undefined for none yet.
    pub fn many(app: &mut App, things: &JsValue) -> () {
        let desk = app.desk.clone().unwrap_or_else(DeskController::new);
        if !things.is_undefined() {
            desk.add(things);
        }
        app.desk = Some(desk);
        app.home();
        app.set(|s| (s.dragging, s.busy) = (false, None));
    }
}
