//! Writing: drafted sentences, figures that follow the table, the order of the parts, and search.

use std::rc::Rc;

use report::Finding;
use report::session::{Change, Field};
use yew::prelude::*;

use super::App;
use crate::model::msg::{Arrange, Write};
use crate::model::state::Search;
use crate::model::target::Target;
use crate::model::view::View;

impl App {
    /// Handles an action of the writer; returns whether to draw again.
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
            Write::Adopt(field) => return self.adopt(ctx, field),
            Write::Draft(Field::Preface) if self.draft_preface(ctx) => return true,
            Write::Draft(field) => self.go_on(|view| view.drafting(field)),
            Write::Put(finding) => return self.put(ctx, &finding),
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

    /// Puts the right words at the place of a finding.
    fn put(&mut self, ctx: &Context<Self>, finding: &Finding) -> bool {
        let put = self.work.as_ref().and_then(|work| work.view.putting(finding));
        let Some((change, target, words)) = put else { return false };
        self.goal = Some(target);
        self.step(ctx, change, words)
    }

    /// Makes the change that `step` derives from the view, and moves the focus to its target.
    fn go_on(&mut self, step: impl FnOnce(&View) -> Option<(Change, Target)>) {
        if let Some((change, target)) = self.work.as_ref().and_then(|work| step(&work.view)) {
            self.goal = Some(target);
            self.edit(|session| session.apply(change));
        }
    }

    /// Moves, removes or adds a part of the report.
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
