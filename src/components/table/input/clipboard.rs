//! The clipboard: blocks of cells to and from spreadsheets and Word.

mod copied;

use std::rc::Rc;

use report::session::Change;
use report::typed::tidy;
use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;
use yew::prelude::*;

use super::{TableInput, cell_input};
use crate::model::msg::Msg;
use crate::model::table_grid::paste::Plan;
use crate::model::table_grid::{Block, Spot, paste};

impl TableInput {
    pub fn copy(&self, event: Event) {
        self.lift(event);
    }

    pub fn cut(&self, event: Event) {
        if self.lift(event) {
            self.clear();
        }
    }

    /// Puts the selected cells on the clipboard, unless the caret is in use inside a cell. Returns
    /// whether it did.
    fn lift(&self, event: Event) -> bool {
        let ours = cell_input(event.target()).filter(|_| !self.selection.borrow().editing);
        let data = event.dyn_ref::<ClipboardEvent>().and_then(|clip| clip.clipboard_data());
        let (Some(block), Some(data)) = (ours.and_then(|_| self.block()), data) else {
            return false;
        };
        let value = |id: &str| self.view.report.cell(id).trim().to_string();
        let (text, html) = paste::print(&self.layout.table_grid.copy(&block, value));
        // A single figure is copied without a line break, so that it can be pasted into a sentence.
        let text = if block.from == block.to { text.trim_end() } else { &text };
        event.prevent_default();
        data.set_data("text/plain", text).is_ok() && data.set_data("text/html", &html).is_ok()
    }

    /// Pastes the clipboard: at once if nothing is doubtful, otherwise after a preview.
    pub fn paste(&self, event: Event) {
        let ours = cell_input(event.target()).filter(|_| !self.readonly);
        let ours = ours.and_then(|_| self.block());
        let data = event.dyn_ref::<ClipboardEvent>().and_then(|clip| clip.clipboard_data());
        let (Some(block), Some(data)) = (ours, data) else { return };
        let get = |kind: &str| data.get_data(kind).unwrap_or_default();
        let (fields, said) = match copied::grid(&get("text/html")) {
            Some(mut grid) => {
                let said = paste::settle(&mut grid);
                (paste::fields(&grid), said)
            }
            None => (paste::split(&get("text/plain")), Vec::new()),
        };
        // Only a single text can be inserted at the caret, never a block; nor one of which the
        // browser would insert more than its value.
        let single = matches!(&fields[..], [line] if line.len() == 1);
        if self.selection.borrow().editing && single && said.is_empty() {
            return;
        }
        let plan = self.layout.table_grid.paste(&block, &fields);
        let Some(mut plan) = plan.or_else(|| (!said.is_empty()).then(Plan::default)) else {
            return;
        };
        event.prevent_default();
        plan.plain &= said.is_empty();
        plan.said = said;
        for (spot, field) in &mut plan.cells {
            let id = self.layout.table_grid.id(*spot);
            if let Some(cell) = id.and_then(|id| self.view.report.form.cell(id)) {
                *field = tidy(cell, field);
            }
        }
        let plain = plan.plain;
        self.selection.borrow_mut().plan = Some(Rc::new(plan));
        if plain {
            self.take();
        } else {
            self.redraw.force_update();
        }
    }

    /// Fills in the paste whose preview is shown.
    pub fn take(&self) -> bool {
        let Some(plan) = self.selection.borrow_mut().plan.take() else { return false };
        let id = |spot: &Spot| self.layout.table_grid.id(*spot).unwrap_or_default().to_string();
        let all = plan.cells.iter().map(|(spot, value)| Change::Cell(id(spot), value.clone()));
        self.send.emit(Msg::Change(Change::Together(all.collect())));
        self.send.emit(Msg::Pause);
        let ys = || plan.cells.iter().map(|(spot, _)| spot.0);
        let xs = || plan.cells.iter().map(|(spot, _)| spot.1);
        let corner = |y: Option<usize>, x: Option<usize>| y.zip(x);
        let block = corner(ys().min(), xs().min()).zip(corner(ys().max(), xs().max()));
        self.choose(block.map(|(from, to)| Block { from, to }))
    }

    pub fn drop_plan(&self, _: MouseEvent) {
        self.choose(None);
    }
}
