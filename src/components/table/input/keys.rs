//! What keys do in a table. Each method returns whether it used the key, so that the browser then
//! ignores it.

use report::session::Change;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::{TableInput, cell_input, id};
use crate::browser;
use crate::model::msg::Msg;
use crate::model::table_grid::{Block, Spot, Step};

impl TableInput {
    pub fn key(&self, event: KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let taken = match cell_input(event.target()) {
            Some(input) => self.press(&event, &input),
            // Escape returns from the help below the table to the cell.
            None if event.key() == "Escape" => self.focus(self.here()),
            None => false,
        };
        if taken {
            event.prevent_default();
        }
    }

    /// Handles a key in a cell; returns whether it was used.
    fn press(&self, event: &KeyboardEvent, input: &HtmlInputElement) -> bool {
        let (shift, control) = (event.shift_key(), event.ctrl_key() || event.meta_key());
        let (editing, chosen) = {
            let selection = self.selection.borrow();
            (selection.editing, selection.block.is_some())
        };
        let step = match event.key().as_str() {
            "=" if event.alt_key() => return self.accept(input, false),
            _ if event.alt_key() => return false,
            "a" | "A" if control && !editing => return self.choose(self.layout.table_grid.all()),
            "Home" if control => Step::First,
            "End" if control => Step::Last,
            _ if control => return false,
            "Enter" => return self.enter(input, shift),
            "Escape" => return self.escape(input),
            "Tab" => return self.tab(shift),
            "F1" => return self.help(),
            "F2" => return self.edit(input),
            "Delete" | "Backspace" => return chosen && self.clear(),
            _ if editing => return false,
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            "Home" => Step::RowStart,
            "End" => Step::RowEnd,
            _ => return false,
        };
        if shift {
            return self.stretch(step);
        }
        self.go(self.here().and_then(|here| self.layout.table_grid.step(here, step)))
    }

    /// Puts the caret after the text; from now on arrow keys move the caret.
    fn edit(&self, input: &HtmlInputElement) -> bool {
        let end = input.value().encode_utf16().count() as u32;
        self.selection.borrow_mut().editing = true;
        input.set_selection_range(end, end).is_ok()
    }

    /// Accepts a paste or the offered value, or else moves the focus: one row down, or below the
    /// cell where walking with Tab began.
    fn enter(&self, input: &HtmlInputElement, back: bool) -> bool {
        if self.selection.borrow().plan.is_some() {
            return self.take();
        }
        let (chosen, was) = {
            let selection = self.selection.borrow();
            (selection.block.is_some(), selection.was.clone())
        };
        if chosen {
            return self.cycle(back, |(y, x)| (x, y));
        }
        if !back && input.value() == was && self.accept(input, true) && !was.is_empty() {
            // A value that was replaced by another one stays visible.
            return true;
        }
        let walk = self.selection.borrow_mut().walk.take();
        let step = if back { Step::Up } else { Step::Down };
        let from = self.here().map(|(y, x)| (y, walk.map_or(x, |walk| walk.1)));
        match from.and_then(|from| self.layout.table_grid.step(from, step)) {
            Some(spot) => self.go(Some(spot)),
            None => self.leave(input, back),
        }
    }

    /// Behind the last cell of a column comes the next blank one of the columns after it, and behind
    /// the last of these whatever follows the table. Where nothing follows, the value is selected, so
    /// that the next digit replaces it.
    fn leave(&self, input: &HtmlInputElement, back: bool) -> bool {
        let blank = |spot: &Spot| {
            let id = self.layout.table_grid.id(*spot);
            id.is_some_and(|id| self.view.report.cell(id).trim().is_empty())
        };
        let column = self.here().map_or(0, |here| here.1);
        let cells = self.layout.table_grid.cells().filter(|spot| spot.1 > column && blank(spot));
        let next = cells.min_by_key(|spot| (spot.1, spot.0)).filter(|_| !back);
        let figure = self.figure.cast::<Element>().filter(|_| !back && next.is_none());
        let behind = figure.and_then(|figure| browser::field_behind(&figure));
        match (next, behind) {
            (Some(spot), _) => self.go(Some(spot)),
            (None, Some(field)) => field.focus().is_ok(),
            (None, None) => self.focus(self.here()) && input.matches(":focus") == Ok(true),
        }
    }

    fn escape(&self, input: &HtmlInputElement) -> bool {
        let mut selection = self.selection.borrow_mut();
        let (plan, block) = (selection.plan.take(), selection.block.take());
        if plan.is_none() && block.is_none() {
            selection.editing = false;
            let was = selection.was.clone();
            drop(selection);
            self.send.emit(Msg::Change(Change::Cell(id(input), was)));
        } else {
            drop(selection);
            self.redraw.force_update();
        }
        true
    }

    fn tab(&self, back: bool) -> bool {
        if self.selection.borrow().block.is_some() {
            return self.cycle(back, |spot| spot);
        }
        let mut selection = self.selection.borrow_mut();
        selection.walk = if back { None } else { selection.walk.or(selection.here) };
        false
    }

    /// Moves the focus to the next selected cell in the order of `rank`, from the last one to the
    /// first.
    fn cycle(&self, back: bool, rank: fn(Spot) -> Spot) -> bool {
        let here = self.here().map(rank);
        let (mut first, mut next) = (None::<Spot>, None::<Spot>);
        for spot in self.chosen() {
            let before =
                |other: Option<Spot>| other.is_none_or(|other| (rank(spot) < rank(other)) != back);
            if before(first) {
                first = Some(spot);
            }
            let beyond = here.is_some_and(|h| if back { rank(spot) < h } else { rank(spot) > h });
            if beyond && before(next) {
                next = Some(spot);
            }
        }
        self.focus(next.or(first))
    }

    /// Puts the offered value into a cell; returns whether there was one.
    fn accept(&self, input: &HtmlInputElement, surely: bool) -> bool {
        let cell = id(input);
        let offer = self.view.offer(&cell).filter(|o| !self.readonly && (o.sure || !surely));
        if let Some(offer) = offer {
            self.send.emit(Msg::fill_in(&cell, offer.value.to_string()));
        }
        offer.is_some()
    }

    /// Moves the focus to the help below the table, where its button can be reached.
    fn help(&self) -> bool {
        let figure = self.figure.cast::<Element>();
        let help = figure.and_then(|f| f.query_selector(".help").ok().flatten());
        if let Some(help) = help.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = help.focus();
        }
        true
    }

    /// Moves the end corner of the selected block.
    fn stretch(&self, step: Step) -> bool {
        let (here, block) = {
            let selection = self.selection.borrow();
            (selection.here, selection.block)
        };
        let Some(here) = here else { return false };
        let block = block.filter(|b| b.from == here).unwrap_or(Block { from: here, to: here });
        let to = self.layout.table_grid.step(block.to, step).unwrap_or(block.to);
        self.choose(Some(Block { to, ..block }))
    }

    pub(super) fn clear(&self) -> bool {
        let ids = self.chosen().into_iter().filter_map(|spot| self.layout.table_grid.id(spot));
        let all = ids.map(|id| Change::Cell(id.to_string(), String::new())).collect();
        if !self.readonly {
            self.send.emit(Msg::Change(Change::Together(all)));
            self.send.emit(Msg::Pause);
        }
        true
    }
}
