//! Writing: steps that keep the focus with the writer, the order of the parts, and what is looked
//! for.

use std::rc::Rc;

use report::session::{Change, Field};
use yew::prelude::*;

use super::App;
use crate::target::Target;
use crate::view::View;

/// What a writer does besides typing.
pub enum Write {
    /// A change, where the focus goes, and what is told of it.
    Step(Change, Target, Option<String>),
    Arrange(Arrange),
    /// Adds to a text what could be drafted.
    Draft(Field),
    /// Sets all figures of a text to what the table holds.
    Mend(Field),
    /// The figure that begins here in a text becomes what the table holds, or else the other way
    /// round.
    Agree(Field, usize, bool),
    /// Opens find and replace, with words to begin with, or goes back to it.
    Find(String),
    /// Looks for words; none ends that.
    Search(Option<Search>),
}

/// A change of the parts, by their positions.
#[derive(Clone, Copy)]
pub enum Arrange {
    /// Moves a part down, or else up.
    Shift(usize, bool),
    Remove(usize),
    /// Adds a part of the writer's own behind this one.
    Own(usize),
    /// Adds a part of the form.
    Known(&'static str),
}

/// What is looked for, and which of the places it was found at is shown.
#[derive(Clone, PartialEq, Default)]
pub struct Search {
    pub words: String,
    pub at: usize,
}

impl App {
    pub(super) fn write(&mut self, ctx: &Context<Self>, write: Write) -> bool {
        match write {
            Write::Step(change, target, words) => {
                self.goal = Some(target);
                match words {
                    Some(words) => return self.step(ctx, change, words),
                    None => self.edit(|session| session.apply(change)),
                }
            }
            Write::Arrange(arrange) => self.arrange(arrange),
            Write::Draft(field) => self.go_on(|view| view.drafting(field)),
            Write::Mend(field) => self.go_on(|view| view.mending(field)),
            Write::Agree(field, start, table) => {
                self.go_on(|view| view.agreeing(field, start, table))
            }
            Write::Find(words) => {
                self.goal = Some(Target::at("search"));
                let known = self.state.search.is_some();
                if !known || !words.is_empty() {
                    self.set(|s| s.search = Some(Rc::new(Search { words, at: 0 })));
                }
            }
            Write::Search(search) => self.set(|s| s.search = search.map(Into::into)),
        }
        self.schedule(ctx);
        true
    }

    /// Makes a change, and goes to where it leads.
    fn go_on(&mut self, step: impl FnOnce(&View) -> Option<(Change, Target)>) {
        if let Some((change, target)) = self.work.as_ref().and_then(|work| step(&work.view)) {
            self.goal = Some(target);
            self.edit(|session| session.apply(change));
        }
    }

    fn arrange(&mut self, arrange: Arrange) {
        let Some(report) = self.report() else { return };
        let last = report.sections.len().saturating_sub(1);
        let (change, target) = match arrange {
            Arrange::Shift(i, down) => {
                let other = if down { i + 1 } else { i.saturating_sub(1) };
                (Change::shift(report, i, down), Target::heading(other))
            }
            Arrange::Remove(i) => {
                (Change::remove(report, i), Target::heading(i.min(last.saturating_sub(1))))
            }
            Arrange::Own(i) => (Change::add_own(report, i), Target::heading(i + 1)),
            Arrange::Known(id) => {
                (Change::add_known(report, id), Target::at(&format!("section:{id}")))
            }
        };
        if let Some(change) = change {
            self.goal = Some(target);
            self.edit(|session| session.apply(change));
        }
    }
}
