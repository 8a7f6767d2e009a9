//! Spreadsheet input for a table: keyboard ([`keys`]), mouse ([`mouse`]), clipboard
//! ([`clipboard`]), and the selection they share. Changes of the report go out as messages.

mod clipboard;
mod keys;
mod mouse;

use std::cell::RefCell;
use std::rc::Rc;

use report::amount::{Amount, Entry};
use report::session::Change;
use report::typed::tidy;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, HtmlInputElement};
use yew::functional::UseForceUpdateHandle;
use yew::prelude::*;

use super::layout::Layout;
use crate::model::msg::Msg;
use crate::model::table_grid::paste::Plan;
use crate::model::table_grid::{Block, Spot};
use crate::model::view::View;

/// What is selected in a table, and how the user got there.
#[derive(Default)]
pub struct Selection {
    /// The cell with the focus.
    pub here: Option<Spot>,
    /// What it held when it got the focus.
    was: String,
    /// Its value after the last key or drawing, to notice a change from elsewhere.
    seen: String,
    /// More than one cell, selected together.
    pub block: Option<Block>,
    /// A paste whose preview is shown.
    pub plan: Option<Rc<Plan>>,
    /// The caret is in use inside the cell: arrow keys move it, not the focus.
    editing: bool,
    /// The focus came with the mouse button that is still down.
    fresh: bool,
    /// Where the mouse button went down.
    pressed: Option<Spot>,
    /// The cell in which walking along a row with Tab began; Enter goes to the row below that cell.
    walk: Option<Spot>,
}

/// The input of one table, as it is drawn now. Events bubble up to the table's figure.
pub struct TableInput {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub layout: Rc<Layout>,
    pub readonly: bool,
    pub figure: NodeRef,
    pub selection: Rc<RefCell<Selection>>,
    pub redraw: UseForceUpdateHandle,
}

impl TableInput {
    /// An event listener that calls `act`.
    pub fn on<E: 'static>(self: &Rc<TableInput>, act: fn(&TableInput, E)) -> Callback<E> {
        let this = self.clone();
        Callback::from(move |event| act(&this, event))
    }

    /// The cell with the focus. It returns a copy, because moving the focus calls back into this
    /// code.
    fn here(&self) -> Option<Spot> {
        self.selection.borrow().here
    }

    fn go(&self, spot: Option<Spot>) -> bool {
        if spot.is_some() {
            self.choose(None);
        }
        self.focus(spot)
    }

    fn focus(&self, spot: Option<Spot>) -> bool {
        if let Some(input) = self.find(spot) {
            let _ = input.focus();
            input.select();
        }
        true
    }

    fn find(&self, spot: Option<Spot>) -> Option<HtmlInputElement> {
        let id = self.layout.table_grid.id(spot?)?;
        let found = self.figure.cast::<Element>()?.query_selector(&format!("[data-cell=\"{id}\"]"));
        found.ok()??.dyn_into().ok()
    }

    /// When a value changes under the focused cell (undo, accepted fix), reselects its text as if
    /// the cell had just been entered. Called after every drawing.
    pub fn drawn(&self) {
        let Some(input) = self.find(self.here()) else { return };
        let seen = std::mem::replace(&mut self.selection.borrow_mut().seen, input.value());
        // A cell that is just being left would get the focus back.
        if seen != input.value() && input.matches(":focus") == Ok(true) {
            self.selection.borrow_mut().editing = false;
            input.select();
        }
    }

    fn choose(&self, block: Option<Block>) -> bool {
        let block = block.filter(|b| b.from != b.to);
        let mut selection = self.selection.borrow_mut();
        if selection.block != block || selection.plan.is_some() {
            (selection.block, selection.plan) = (block, None);
            drop(selection);
            self.redraw.force_update();
        }
        true
    }

    /// The cells of the block, or the one with the focus.
    fn chosen(&self) -> Vec<Spot> {
        let block = self.block();
        self.layout
            .table_grid
            .cells()
            .filter(|spot| block.is_some_and(|b| b.holds(*spot)))
            .collect()
    }

    fn block(&self) -> Option<Block> {
        let selection = self.selection.borrow();
        selection.block.or(selection.here.map(|here| Block { from: here, to: here }))
    }

    /// The number of selected cells and their sum; empty for a single cell.
    pub fn sum(&self) -> String {
        if self.selection.borrow().block.is_none() {
            return String::new();
        }
        let cells = self.chosen();
        let ids = cells.iter().filter_map(|spot| self.layout.table_grid.id(*spot));
        let number = |id: &str| Entry::parse(self.view.report.cell(id)).number();
        let sum: Amount = ids.filter_map(number).sum();
        format!("已选 {} 格，合计 {sum}", cells.len())
    }

    pub fn input(&self, event: InputEvent) {
        let Some(input) = cell_input(event.target()) else { return };
        let typed = input.value();
        self.selection.borrow_mut().seen = typed.clone();
        // This must come first: drawing in between would restore the former value.
        self.send.emit(Msg::Change(Change::Cell(id(&input), typed)));
        self.choose(None);
    }

    pub fn focus_in(&self, event: FocusEvent) {
        let Some(input) = cell_input(event.target()) else { return };
        let spot = self.layout.table_grid.find(&id(&input));
        let mut selection = self.selection.borrow_mut();
        let within =
            selection.block.is_some_and(|block| spot.is_some_and(|spot| block.holds(spot)));
        selection.block = selection.block.filter(|_| within);
        (selection.here, selection.plan) = (spot, None);
        (selection.was, selection.seen) = (input.value(), input.value());
        (selection.editing, selection.fresh) = (false, true);
        drop(selection);
        self.redraw.force_update();
    }

    /// A cell loses the focus: the typed text is normalised. Outside the table nothing is selected.
    pub fn focus_out(&self, event: FocusEvent) {
        let within = |target: Option<EventTarget>| {
            let element = target.and_then(|t| t.dyn_into::<Element>().ok());
            element.and_then(|e| e.closest("figure").ok().flatten())
        };
        if within(event.related_target()) != within(event.target()) {
            let mut selection = self.selection.borrow_mut();
            (selection.here, selection.block, selection.plan, selection.walk) =
                (None, None, None, None);
            drop(selection);
            self.redraw.force_update();
        }
        let Some(input) = cell_input(event.target()).filter(|_| !self.readonly) else { return };
        let (id, typed) = (id(&input), input.value());
        let tidied = self.view.report.form.cell(&id).map(|cell| tidy(cell, &typed));
        if let Some(tidied) = tidied.filter(|tidied| *tidied != typed) {
            self.send.emit(Msg::Change(Change::Cell(id, tidied)));
        }
    }
}

fn cell_input(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    let input = target?.dyn_into::<HtmlInputElement>().ok()?;
    input.has_attribute("data-cell").then_some(input)
}

fn id(input: &HtmlInputElement) -> String {
    input.get_attribute("data-cell").unwrap_or_default()
}
