//! The way to the self-check desk, to a report of it, and back.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::App;
use crate::browser;
use crate::browser::chunk::in_chunk;
use crate::browser::desk::DeskController;
use crate::model::desk::At;
use crate::model::msg::FromDesk;
use crate::model::state::Saved;

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

    /// Goes one level up: from a report to its desk, or from the desk to the start page.
    pub(super) fn back(&mut self, ctx: &Context<Self>) {
        match &self.work {
            Some(_) if self.desk.is_some() => self.leave(ctx),
            Some(_) => {}
            None if self.state.collation.is_some() => self.home(),
            None => self.leave_desk(),
        }
    }

    /// Shows a report of the desk, with last year's if that is on the desk, too. The report of a row is
    /// in its file, so it becomes a draft only once it is changed; a sum is nowhere else.
    pub(super) fn open_from_desk(&mut self, given: FromDesk) {
        let FromDesk { read, last, row, draft } = given;
        let saved = if row.is_some() { Saved::Untouched } else { Saved::Pending };
        self.show(read.report.clone(), draft.as_deref(), last, saved);
        if let Some(work) = &mut self.work {
            work.row = row.map(|row| (row, work.view.report.clone()));
        }
        self.tell_origin(read);
    }

    /// Hands the report of a row of the desk back to it, if it was changed.
    pub(super) fn hand_in(&mut self) {
        let Some(work) = &mut self.work else { return };
        let Some((row, opened)) = work.row.take() else { return };
        if let Some(desk) = self.desk.as_ref().filter(|_| *opened != *work.view.report) {
            let json = browser::draft_json(&work.view.report);
            correct(desk, row, &json, work.draft.clone());
        }
    }
}

in_chunk! { "desk"
    fn correct(desk: &Rc<DeskController>, row: At, json: &JsString, draft: Option<String>) -> () {
        desk.correct(row, json, draft);
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
