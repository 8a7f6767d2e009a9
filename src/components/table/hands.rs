//! The hands on a table: keys, mouse and clipboard of a spreadsheet, and what they are at. What they
//! do to the report goes out as messages; what they only point at is kept here.

mod clipboard;

use std::cell::RefCell;
use std::rc::Rc;

use report::amount::{Amount, Entry};
use report::session::Change;
use report::typed::tidy;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, HtmlElement, HtmlInputElement};
use yew::functional::UseForceUpdateHandle;
use yew::prelude::*;

use super::layout::Layout;
use crate::app::Msg;
use crate::lattice::paste::Plan;
use crate::lattice::{Block, Spot, Step};
use crate::view::View;

/// What the hands are at.
#[derive(Default)]
pub struct Held {
    /// The cell with the focus.
    pub here: Option<Spot>,
    /// What it held when it got the focus, and what the hands last saw there.
    was: String,
    seen: String,
    /// More than one cell, chosen together.
    pub block: Option<Block>,
    /// A paste that is to be looked at before it is taken.
    pub plan: Option<Rc<Plan>>,
    /// The caret is at work inside the cell: arrows are its own.
    editing: bool,
    /// The focus came with the press that is still down.
    fresh: bool,
    /// Where the mouse went down, and where Tab began to walk along a row.
    pressed: Option<Spot>,
    walk: Option<Spot>,
}

/// A table and the hands on it.
pub struct Hands {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub layout: Rc<Layout>,
    pub readonly: bool,
    pub figure: NodeRef,
    pub held: Rc<RefCell<Held>>,
    pub redraw: UseForceUpdateHandle,
}

impl Hands {
    /// A listener that does this with the hands as they are now.
    pub fn on<E: 'static>(self: &Rc<Hands>, act: fn(&Hands, E)) -> Callback<E> {
        let hands = self.clone();
        Callback::from(move |event| act(&hands, event))
    }

    pub fn key(&self, event: KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let taken = match cell_input(event.target()) {
            Some(input) => self.press(&event, &input),
            // From the help below the table back to the cell.
            None if event.key() == "Escape" => self.focus(self.here()),
            None => false,
        };
        if taken {
            event.prevent_default();
        }
    }

    /// What a key does in a cell; whether it does anything the browser would not.
    fn press(&self, event: &KeyboardEvent, input: &HtmlInputElement) -> bool {
        let (shift, control) = (event.shift_key(), event.ctrl_key() || event.meta_key());
        let (editing, chosen) = {
            let held = self.held.borrow();
            (held.editing, held.block.is_some())
        };
        let step = match event.key().as_str() {
            "=" if event.alt_key() => return self.accept(input, false),
            _ if event.alt_key() => return false,
            "a" | "A" if control && !editing => return self.choose(self.layout.lattice.all()),
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
        self.go(self.here().and_then(|here| self.layout.lattice.step(here, step)))
    }

    /// Asked for apart, so that nothing is held when moving the focus calls back.
    fn here(&self) -> Option<Spot> {
        self.held.borrow().here
    }

    /// The caret behind the text; arrows move it now.
    fn edit(&self, input: &HtmlInputElement) -> bool {
        let end = input.value().encode_utf16().count() as u32;
        self.held.borrow_mut().editing = true;
        input.set_selection_range(end, end).is_ok()
    }

    /// Takes a paste, or what is offered, or goes on: below, or below where Tab began its walk.
    fn enter(&self, input: &HtmlInputElement, back: bool) -> bool {
        if self.held.borrow().plan.is_some() {
            return self.take();
        }
        let (chosen, was) = {
            let held = self.held.borrow();
            (held.block.is_some(), held.was.clone())
        };
        if chosen {
            return self.cycle(back, |(y, x)| (x, y));
        }
        if !back && input.value() == was && self.accept(input, true) && !was.is_empty() {
            // A figure that was there and is now another one is left in sight.
            return true;
        }
        let walk = self.held.borrow_mut().walk.take();
        let step = if back { Step::Up } else { Step::Down };
        let from = self.here().map(|(y, x)| (y, walk.map_or(x, |walk| walk.1)));
        self.go(from.and_then(|from| self.layout.lattice.step(from, step)))
    }

    fn escape(&self, input: &HtmlInputElement) -> bool {
        let mut held = self.held.borrow_mut();
        let (plan, block) = (held.plan.take(), held.block.take());
        if plan.is_none() && block.is_none() {
            held.editing = false;
            let was = held.was.clone();
            drop(held);
            self.send.emit(Msg::Change(Change::Cell(id(input), was)));
        } else {
            drop(held);
            self.redraw.force_update();
        }
        true
    }

    fn tab(&self, back: bool) -> bool {
        if self.held.borrow().block.is_some() {
            return self.cycle(back, |spot| spot);
        }
        let mut held = self.held.borrow_mut();
        held.walk = if back { None } else { held.walk.or(held.here) };
        false
    }

    /// The next cell of the chosen block in the order of `rank`, from the last on to the first.
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

    /// Fills in what is offered at a cell; whether there was something.
    fn accept(&self, input: &HtmlInputElement, surely: bool) -> bool {
        let cell = id(input);
        let offer = self.view.offer(&cell).filter(|o| !self.readonly && (o.sure || !surely));
        if let Some(offer) = offer {
            accept(&self.send, &cell, offer.value.to_string());
        }
        offer.is_some()
    }

    /// To the help below the table, where it can be read and its button reached.
    fn help(&self) -> bool {
        let figure = self.figure.cast::<Element>();
        let help = figure.and_then(|f| f.query_selector(".help").ok().flatten());
        if let Some(help) = help.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = help.focus();
        }
        true
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
        let id = self.layout.lattice.id(spot?)?;
        let found = self.figure.cast::<Element>()?.query_selector(&format!("[data-cell=\"{id}\"]"));
        found.ok()??.dyn_into().ok()
    }

    /// A figure that came from elsewhere (undone, accepted) is chosen whole, as one just come to.
    pub fn drawn(&self) {
        let Some(input) = self.find(self.here()) else { return };
        let seen = std::mem::replace(&mut self.held.borrow_mut().seen, input.value());
        // One that is just being left would take the focus back.
        if seen != input.value() && input.matches(":focus") == Ok(true) {
            self.held.borrow_mut().editing = false;
            input.select();
        }
    }

    fn choose(&self, block: Option<Block>) -> bool {
        let block = block.filter(|b| b.from != b.to);
        let mut held = self.held.borrow_mut();
        if held.block != block || held.plan.is_some() {
            (held.block, held.plan) = (block, None);
            drop(held);
            self.redraw.force_update();
        }
        true
    }

    /// Moves the far corner of the block.
    fn stretch(&self, step: Step) -> bool {
        let (here, block) = {
            let held = self.held.borrow();
            (held.here, held.block)
        };
        let Some(here) = here else { return false };
        let block = block.filter(|b| b.from == here).unwrap_or(Block { from: here, to: here });
        let to = self.layout.lattice.step(block.to, step).unwrap_or(block.to);
        self.choose(Some(Block { to, ..block }))
    }

    /// The cells of the block, or the one with the focus.
    fn chosen(&self) -> Vec<Spot> {
        let block = self.block();
        self.layout.lattice.cells().filter(|spot| block.is_some_and(|b| b.holds(*spot))).collect()
    }

    fn block(&self) -> Option<Block> {
        let held = self.held.borrow();
        held.block.or(held.here.map(|here| Block { from: here, to: here }))
    }

    /// How many cells are chosen and what they add up to; empty if it is but one.
    pub fn sum(&self) -> String {
        if self.held.borrow().block.is_none() {
            return String::new();
        }
        let cells = self.chosen();
        let ids = cells.iter().filter_map(|spot| self.layout.lattice.id(*spot));
        let number = |id: &str| Entry::parse(self.view.report.cell(id)).number();
        let sum: Amount = ids.filter_map(number).sum();
        format!("已选 {} 格，合计 {sum}", cells.len())
    }

    fn clear(&self) -> bool {
        let ids = self.chosen().into_iter().filter_map(|spot| self.layout.lattice.id(spot));
        let all = ids.map(|id| Change::Cell(id.to_string(), String::new())).collect();
        if !self.readonly {
            self.send.emit(Msg::Change(Change::Together(all)));
            self.send.emit(Msg::Pause);
        }
        true
    }

    pub fn input(&self, event: InputEvent) {
        let Some(input) = cell_input(event.target()) else { return };
        let typed = input.value();
        self.held.borrow_mut().seen = typed.clone();
        // First of all: whatever is drawn meanwhile would put the old figure back.
        self.send.emit(Msg::Change(Change::Cell(id(&input), typed)));
        self.choose(None);
    }

    pub fn focus_in(&self, event: FocusEvent) {
        let Some(input) = cell_input(event.target()) else { return };
        let spot = self.layout.lattice.find(&id(&input));
        let mut held = self.held.borrow_mut();
        let within = held.block.is_some_and(|block| spot.is_some_and(|spot| block.holds(spot)));
        held.block = held.block.filter(|_| within);
        (held.here, held.plan) = (spot, None);
        (held.was, held.seen) = (input.value(), input.value());
        (held.editing, held.fresh) = (false, true);
        drop(held);
        self.redraw.force_update();
    }

    /// A cell is left: what was typed is put in order. Outside the table nothing is chosen.
    pub fn focus_out(&self, event: FocusEvent) {
        let within = |target: Option<EventTarget>| {
            let element = target.and_then(|t| t.dyn_into::<Element>().ok());
            element.and_then(|e| e.closest("figure").ok().flatten())
        };
        if within(event.related_target()) != within(event.target()) {
            let mut held = self.held.borrow_mut();
            (held.here, held.block, held.plan, held.walk) = (None, None, None, None);
            drop(held);
            self.redraw.force_update();
        }
        let Some(input) = cell_input(event.target()).filter(|_| !self.readonly) else { return };
        let (id, typed) = (id(&input), input.value());
        let tidied = self.view.report.form.cell(&id).map(|cell| tidy(cell, &typed));
        if let Some(tidied) = tidied.filter(|tidied| *tidied != typed) {
            self.send.emit(Msg::Change(Change::Cell(id, tidied)));
        }
    }

    /// The mouse goes down on a cell: on the one with the focus to set the caret, with Shift to
    /// choose up to here, else to begin anew.
    pub fn down(&self, event: MouseEvent) {
        let spot = self.spot(event.target()).filter(|_| event.button() == 0);
        let mut held = self.held.borrow_mut();
        held.pressed = spot;
        if spot.is_none() {
            return;
        }
        if let Some(from) = held.here.filter(|_| event.shift_key()) {
            held.pressed = Some(from);
            drop(held);
            event.prevent_default();
            self.choose(spot.map(|to| Block { from, to }));
            return;
        }
        held.editing = spot == held.here;
        (held.fresh, held.walk) = (false, None);
        drop(held);
        self.choose(None);
    }

    /// The mouse moves over a cell with the button down.
    pub fn over(&self, event: MouseEvent) {
        let pressed = self.held.borrow().pressed.filter(|_| event.buttons() & 1 == 1);
        self.held.borrow_mut().pressed = pressed;
        let (Some(from), Some(to)) = (pressed, self.spot(event.target())) else { return };
        if from != to || self.held.borrow().block.is_some() {
            self.held.borrow_mut().editing = false;
            self.choose(Some(Block { from, to }));
        }
    }

    /// A press that gave the focus chooses the whole text, so that typing replaces it.
    pub fn click(&self, event: MouseEvent) {
        let fresh = std::mem::take(&mut self.held.borrow_mut().fresh);
        if let Some(input) = cell_input(event.target()).filter(|_| fresh) {
            input.select();
        }
    }

    /// The cell under the mouse.
    fn spot(&self, target: Option<EventTarget>) -> Option<Spot> {
        let element = target?.dyn_into::<Element>().ok()?;
        let input = element.closest("td").ok()??.query_selector("[data-cell]").ok()??;
        self.layout.lattice.find(&input.get_attribute("data-cell")?)
    }
}

/// Fills in what is offered.
pub fn accept(send: &Callback<Msg>, cell: &str, value: String) {
    let words = format!("已填入 {value}。");
    send.emit(Msg::Accept(vec![(cell.to_string(), value)], words));
}

fn cell_input(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    let input = target?.dyn_into::<HtmlInputElement>().ok()?;
    input.has_attribute("data-cell").then_some(input)
}

fn id(input: &HtmlInputElement) -> String {
    input.get_attribute("data-cell").unwrap_or_default()
}
