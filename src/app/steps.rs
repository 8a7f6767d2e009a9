//! Larger steps: changes in several places at once, each with a sentence that says what was
//! changed.

use gloo::timers::callback::Timeout;
use report::amount::Amount;
use report::session::Change;
use report::{Finding, Form};
use yew::prelude::*;

use super::App;
use crate::model::checked::Fix;
use crate::model::msg::Msg;
use crate::model::target::Target;
use crate::model::view::Rest;

/// How long the sentence on a step is shown, in milliseconds.
const TOLD_MS: u32 = 8_000;

impl App {
    /// Makes a change in several places, and shows `words`, the sentence about it.
    pub(super) fn step(&mut self, ctx: &Context<Self>, change: Change, words: String) -> bool {
        if self.state.readonly {
            return false;
        }
        self.goal = self.follow(&change).or(self.goal.take());
        self.edit(|session| session.apply(change));
        self.tell(ctx, words, true);
        self.schedule(ctx);
        true
    }

    /// Accepts a fix, if the rules still offer it.
    pub(super) fn accept(&mut self, ctx: &Context<Self>, fix: Fix, words: String) -> bool {
        let offered = self.work.as_ref().and_then(|work| work.view.checked.offered(&fix));
        let Some(change) = offered else { return false };
        self.step(ctx, change, words)
    }

    /// Fills the blank cells of a table, or of all: totals with the sum of their parts, all others
    /// with 0. Cells that were more than 0 last year are left out, until only such cells are blank.
    pub(super) fn fill(&mut self, ctx: &Context<Self>, table: Option<usize>) -> bool {
        let Some(work) = &self.work else { return false };
        let Rest { values: rest, left } = work.view.rest(table);
        let sums = rest.iter().filter(|(_, value)| *value != Amount::ZERO).count();
        let words = match (rest.len() - sums, sums) {
            (zeros, 0) => format!("{zeros} 个空格已填 0。"),
            (0, sums) => format!("{sums} 格已填合计。"),
            (zeros, sums) => format!("{zeros} 个空格已填 0，{sums} 格已填合计。"),
        };
        let kept = match left.len() {
            0 => String::new(),
            n => format!("上年不是 0 的 {n} 格没有填，请核对。"),
        };
        let first = rest.first().map(|(cell, _)| cell.table);
        let all = rest.into_iter().map(|(c, value)| Change::Cell(c.id.clone(), value.to_string()));
        let change = Change::Together(all.collect());
        let table = || self.report().zip(first).map(|(r, table)| Target::table(r, table));
        let goal = left.first().map(|cell| Target::at(&cell.id)).or_else(table);
        let done = self.step(ctx, change, words + &kept);
        self.goal = goal;
        done
    }

    /// Moves the report to another form.
    pub(super) fn use_form(&mut self, ctx: &Context<Self>, form: &'static Form) -> bool {
        let Some(report) = self.report() else { return false };
        let moved = report.on_form(form);
        let lost = moved.extra_rows.len() - report.extra_rows.len();
        let words = format!(
            "已改用{}年格式：文字都在，{} 格数字留在原处{}。",
            form.id,
            moved.cells.len(),
            match lost {
                0 => String::new(),
                n => format!("，{n} 格在新格式里没有，列在“表中另有”"),
            }
        );
        self.step(ctx, Change::Replace(Box::new(moved)), words)
    }

    /// Keeps the user's reason for a finding, or with an empty one forgets it.
    pub(super) fn explain(&mut self, finding: &Finding, reason: &str) {
        self.goal = Some(Target::explain(finding));
        self.edit(|session| session.apply(Change::explain(session.report(), finding, reason)));
    }

    /// Where the focus goes when a change removes the button that made it.
    pub(super) fn follow(&self, change: &Change) -> Option<Target> {
        let report = self.report()?;
        let table = |i: usize| Target::table(report, i);
        match change {
            Change::Together(all) => match all.first()? {
                Change::Cell(id, _) if all.len() > 1 => Some(table(report.form.cell(id)?.table)),
                _ => None,
            },
            Change::ExtraRows(_) => Some(table(report.form.tables.len() - 1)),
            Change::Replace(_) => Some(Target::at("year")),
            _ => None,
        }
    }

    /// Shows for a while what a step changed, with an undo button if `undoable`.
    pub(super) fn tell(&mut self, ctx: &Context<Self>, words: String, undoable: bool) {
        let link = ctx.link().clone();
        self.step_timer = Some(Timeout::new(TOLD_MS, move || link.send_message(Msg::DismissTold)));
        self.set(|s| s.told = Some((words.into(), undoable)));
    }
}
