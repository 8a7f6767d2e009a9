//! Selecting with the mouse.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use super::{TableInput, cell_input};
use crate::model::table_grid::{Block, Spot};

impl TableInput {
    /// Mouse button pressed on a cell: places the caret in the focused cell, with Shift extends the
    /// selection to this cell, otherwise begins a new selection.
    pub fn down(&self, event: MouseEvent) {
        let spot = self.spot(event.target()).filter(|_| event.button() == 0);
        let mut selection = self.selection.borrow_mut();
        selection.pressed = spot;
        if spot.is_none() {
            return;
        }
        if let Some(from) = selection.here.filter(|_| event.shift_key()) {
            selection.pressed = Some(from);
            drop(selection);
            event.prevent_default();
            self.choose(spot.map(|to| Block { from, to }));
            return;
        }
        selection.editing = spot == selection.here;
        (selection.fresh, selection.walk) = (false, None);
        drop(selection);
        self.choose(None);
    }

    /// The mouse moves over a cell with the button down.
    pub fn over(&self, event: MouseEvent) {
        let pressed = self.selection.borrow().pressed.filter(|_| event.buttons() & 1 == 1);
        self.selection.borrow_mut().pressed = pressed;
        let (Some(from), Some(to)) = (pressed, self.spot(event.target())) else { return };
        if from != to || self.selection.borrow().block.is_some() {
            self.selection.borrow_mut().editing = false;
            self.choose(Some(Block { from, to }));
        }
    }

    /// A click that moved the focus selects the whole text, so that typing replaces it.
    pub fn click(&self, event: MouseEvent) {
        let fresh = std::mem::take(&mut self.selection.borrow_mut().fresh);
        // If the bar at the bottom came under the pointer, the click is not one of the cell.
        let input = cell_input(event.target()).or_else(|| self.find(self.here()));
        if let Some(input) = input.filter(|_| fresh) {
            input.select();
        }
    }

    /// The cell under the mouse.
    fn spot(&self, target: Option<EventTarget>) -> Option<Spot> {
        let element = target?.dyn_into::<Element>().ok()?;
        let input = element.closest("td").ok()??.query_selector("[data-cell]").ok()??;
        self.layout.table_grid.find(&input.get_attribute("data-cell")?)
    }
}
