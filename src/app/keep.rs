//! Drafts: the save status, other windows that show the same report, continuing and deleting a
//! draft. Storing itself is plain script, which gets every change at once.

use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use report::Report;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{App, Work};
use crate::browser::collation::compare_reports;
use crate::browser::{self, drafts};
use crate::model::draft::Refusal;
use crate::model::msg::{Copied, Early, Event, Msg};
use crate::model::state::{InFile, Kept, Other, Saved};

/// How long typing must pause before `nianbao-change` is dispatched, in milliseconds.
const PAUSE_MS: u32 = 250;

impl App {
    /// Schedules `nianbao-change` for when typing pauses.
    pub(super) fn schedule(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        if self.work.as_ref().is_some_and(|w| w.untold) {
            self.change_timer =
                Some(Timeout::new(PAUSE_MS, move || link.send_message(Msg::Settle)));
        }
    }

    /// Dispatches `nianbao-change`, unless that was done for the last change.
    pub(super) fn settle(&mut self) -> bool {
        self.change_timer = None;
        let Some(work) = self.work.as_mut().filter(|w| w.untold) else { return false };
        work.untold = false;
        let now = work.view.report.clone();
        work.told = Some(now.clone());
        if let Ok(report) = browser::to_js(&now) {
            browser::emit(&self.host, "nianbao-change", &report);
        }
        self.announce();
        true
    }

    /// Whether the page only gives back what it has from this app: the report on the screen, or
    /// that of the last `nianbao-change` while a later one is still to come. Two-way bindings of
    /// frameworks do that after every event.
    pub(crate) fn is_echo(&self, report: &Report) -> bool {
        let told = |work: &Work| work.untold && work.told.as_deref() == Some(report);
        self.work.as_ref().is_some_and(|work| *work.view.report == *report || told(work))
    }

    /// Stores the draft at once, and says how that went, as soon as it is known.
    pub(super) fn save_now(&mut self, ctx: &Context<Self>) -> bool {
        self.host.flush();
        self.settle();
        self.asked_to_save = self.state.saved == Saved::Pending;
        if !self.asked_to_save {
            self.tell_saved(ctx);
        }
        true
    }

    /// Says whether the draft is stored.
    fn tell_saved(&mut self, ctx: &Context<Self>) {
        let words = match self.state.saved {
            Saved::Untouched => "还没有修改；修改后自动保存在本机。".to_string(),
            Saved::Pending => return,
            Saved::At(_, places, _) => format!("已保存（本机 {places} 处）。"),
            Saved::Refused(_) => "未能保存，内容只在这个窗口里，请另存为文件。".to_string(),
            Saved::Off => "本页不保存草稿，请及时下载。".to_string(),
        };
        self.tell(ctx, words, false);
    }

    /// Shows the save status; `kept` is a [`Kept`] as the script sends it.
    pub(super) fn kept(&mut self, ctx: &Context<Self>, kept: &JsValue) -> bool {
        let Some(kept) = browser::parse::<Kept>(kept) else { return false };
        if self.work.is_none() || self.state.saved == Saved::Off {
            return false;
        }
        let other = kept.other.map(|draft| Other {
            draft,
            changed: kept.other_changed,
            both: kept.own_changed,
        });
        let saved = match (kept.time, kept.places) {
            (None, _) => self.state.saved,
            (_, 0) => Saved::Refused(kept.why.unwrap_or(Refusal::Blocked)),
            (Some(time), places) => Saved::At(time, places, kept.file),
        };
        self.set(|s| (s.saved, s.other) = (saved, other));
        if saved != Saved::Pending && std::mem::take(&mut self.asked_to_save) {
            self.tell_saved(ctx);
        }
        true
    }

    /// Shows a stored draft, now that both stores have been read.
    pub(super) fn show_draft(&mut self, id: &str) {
        self.set(|s| s.drafts = drafts::list());
        self.resume(id);
    }

    /// Deletes a draft.
    pub(super) fn forget(&self, ctx: &Context<Self>, id: String) {
        let link = ctx.link().clone();
        spawn_local(async move {
            drafts::forget(&id).await;
            link.send_message(Early::Listed);
        });
    }

    /// Shows where a draft differs from the last saved one of the same agency and year, or hides it again.
    pub(super) fn compare_drafts(&mut self, ctx: &Context<Self>, id: String) {
        if self.state.compared.as_ref().is_some_and(|compared| compared.0 == id) {
            return self.set(|s| s.compared = None);
        }
        let all = drafts::list();
        let Some(own) = all.iter().find(|entry| entry.id == id) else { return };
        let later = all.iter().find(|e| e.agency.trim() == own.agency.trim() && e.year == own.year);
        let pair = drafts::load(&id).zip(later.and_then(|later| drafts::load(&later.id)));
        let Some(((own, _), (later, _))) = pair else { return };
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(match compare_reports([&own, &later]).await {
                Ok(how) => Msg::Compared(id, how),
                Err(error) => Msg::Failed(error),
            });
        });
    }

    /// Saves the text of a draft that cannot be read as a file.
    pub(super) fn rescue(&self, id: &str) {
        if let Some(text) = drafts::stored(id) {
            browser::save(&Uint8Array::from(text.as_bytes()), "读不出来的草稿.json");
        }
    }

    /// Leaves the report: to the desk it came from, or to the start page.
    pub(super) fn leave(&mut self, ctx: &Context<Self>) {
        self.home();
        self.refreshed(ctx, Early::Listed);
    }

    /// Continues a stored draft.
    pub(super) fn resume(&mut self, id: &str) {
        let entry = drafts::list().into_iter().find(|e| e.id == id);
        match entry.zip(drafts::load(id)) {
            Some((entry, (report, previous))) => {
                let saved = match entry.places {
                    0 => Saved::Untouched,
                    places => Saved::At(entry.time, places, InFile::None),
                };
                self.show(report, Some(id), previous, saved);
            }
            None => {
                let words = "这份草稿读不出来，可以在首页把它另存为文件。";
                self.set(|s| {
                    s.fault = Some(words.into());
                    s.drafts.iter_mut().filter(|e| e.id == id).for_each(|e| e.damaged = true);
                });
            }
        }
    }

    /// Reads both stores of drafts, then sends `msg`.
    pub(super) fn refreshed(&self, ctx: &Context<Self>, msg: impl Into<Event> + 'static) {
        let link = ctx.link().clone();
        spawn_local(async move {
            drafts::refresh().await;
            link.send_message(msg);
        });
    }

    /// Saves a copy of the program with the report inside.
    pub(super) fn save_copy(&mut self, ctx: &Context<Self>) {
        let Some(report) = self.report() else { return };
        let name = super::files::file_name(report, "html").replace(".html", "（离线填写）.html");
        self.set(|s| s.fault = None);
        let (link, host) = (ctx.link().clone(), self.host.clone());
        spawn_local(async move {
            let how = match host.save_copy(&name).await {
                Ok(how) => how.as_string().unwrap_or_default(),
                Err(error) => return link.send_message(Msg::Failed(error)),
            };
            match how.as_str() {
                "written" => link.send_message(Msg::Copied(Copied::Written, name)),
                "downloaded" => link.send_message(Msg::Copied(Copied::Downloaded, name)),
                // The user cancelled.
                _ => {}
            }
        });
    }

    /// Says where the copy of the program went.
    pub(super) fn copied(&mut self, ctx: &Context<Self>, how: Copied, name: &str) -> bool {
        let words = match how {
            Copied::Written => format!("已存为{name}，以后的修改会写回这个文件。"),
            Copied::Downloaded => format!("已下载{name}，打开就能接着填写。"),
        };
        self.tell(ctx, words, false);
        self.schedule(ctx);
        true
    }
}
