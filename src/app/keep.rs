//! Keeping the report safe: the mirror outside the program, the stored draft, and telling the page.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::{App, Msg, Saved};
use crate::drafts::{self, Refusal};

/// How long typing must pause before the draft is stored.
const PAUSE_MS: u32 = 250;

/// What the page is told of a stored draft.
#[derive(serde::Serialize)]
struct Saving {
    #[serde(rename = "where")]
    place: &'static str,
    /// Milliseconds since 1970.
    when: f64,
}

impl App {
    /// Lets the draft be stored once typing has paused.
    pub(super) fn schedule(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        if self.work.as_ref().is_some_and(|w| w.untold) {
            self.timer = Some(Timeout::new(PAUSE_MS, move || link.send_message(Msg::Settle)));
        }
    }

    pub(super) fn settle(&mut self) -> bool {
        self.timer = None;
        let Some(work) = self.work.as_mut().filter(|w| w.untold) else { return false };
        work.untold = false;
        let view = work.view.clone();
        self.save();
        self.emit("nianbao-change", &report::draft::Draft::from(&*view.report));
        self.announce();
        true
    }

    /// Stores the draft if it lacks something, and says so.
    pub(super) fn save(&mut self) {
        let Some(stored) = self.store() else { return };
        let saved = match stored {
            Ok(time) => {
                self.emit("nianbao-save", &Saving { place: "localStorage", when: time });
                Saved::At(time)
            }
            Err(refusal) => Saved::Refused(refusal),
        };
        if let Some(work) = &mut self.work {
            work.unsaved = stored.is_err();
        }
        self.set(|s| s.saved = saved);
    }

    /// Whether leaving the page would lose something.
    pub fn at_risk(&self) -> bool {
        matches!(self.store(), Some(Err(_)))
    }

    /// Stores the draft if it lacks something; when, or why not.
    pub fn store(&self) -> Option<Result<f64, Refusal>> {
        let work = self.work.as_ref().filter(|w| w.unsaved)?;
        let report = work.session.report();
        Some(drafts::save(work.draft.as_ref()?, report, &report::draft::print(report)))
    }

    /// Another window goes on with this draft: what is changed here becomes a draft of its own.
    pub(super) fn part_ways(&mut self, id: &str) -> bool {
        let Some(work) = self.work.as_mut().filter(|w| w.draft.as_deref() == Some(id)) else {
            return false;
        };
        let id = drafts::new_id();
        drafts::keep_previous(&id, work.view.previous.as_deref());
        work.draft = Some(id);
        let words =
            "这份报告正在另一个窗口里修改，这里不是最新内容；在这里再改，会另存为一份草稿。";
        self.set(|s| s.fault = Some(words.into()));
        true
    }
}
