//! Keeping the report safe: what is told of storing it, and of other windows that show it too.
//! Storing itself is plain script, to which every change is handed at once.

use gloo::timers::callback::Timeout;
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{App, Msg, Saved};
use crate::browser;
use crate::drafts::{self, Refusal};

/// How long typing must pause before the page is told what changed.
const PAUSE_MS: u32 = 250;

/// What the script tells of storing.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Kept {
    /// When it was stored, in milliseconds since 1970; none if that was not tried yet.
    #[serde(default)]
    pub time: Option<f64>,
    #[serde(default)]
    pub places: u8,
    /// Why it is not stored in every place.
    #[serde(default)]
    pub why: Option<Refusal>,
    #[serde(default)]
    pub file: InFile,
    /// The draft of another window with this report.
    #[serde(default)]
    pub other: Option<String>,
    #[serde(default)]
    pub other_changed: bool,
    #[serde(default)]
    pub own_changed: bool,
}

/// Whether a file that is kept up to date holds the report too.
#[derive(Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InFile {
    /// There is no such file.
    #[default]
    #[serde(rename = "")]
    None,
    Behind,
    Kept,
}

/// Another window shows the same report.
#[derive(Clone, PartialEq)]
pub struct Other {
    pub draft: String,
    /// It has changed the report.
    pub changed: bool,
    /// So has this one.
    pub both: bool,
}

impl App {
    /// Lets the page be told once typing has paused.
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
        if let Ok(report) = crate::to_js(&view.report) {
            browser::emit(&self.host, "nianbao-change", &report);
        }
        self.announce();
        true
    }

    /// Shows what became true of storing.
    pub(super) fn kept(&mut self, kept: Kept) {
        if self.work.is_none() || self.state.saved == Saved::Off {
            return;
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
    }

    /// The drafts are known from both stores now; `draft` is a newer one to begin with.
    pub(super) fn listed(&mut self, draft: Option<String>) {
        if let Some(id) = draft {
            self.resume(&id);
        }
        self.set(|s| s.drafts = drafts::list());
    }

    /// Goes on with a stored draft.
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
                self.set(|s| s.fault = Some(words.into()));
            }
        }
    }

    /// Reads both stores, then does what `msg` says.
    pub(super) fn refreshed(&self, ctx: &Context<Self>, msg: Msg) {
        let link = ctx.link().clone();
        spawn_local(async move {
            drafts::refresh().await;
            link.send_message(msg);
        });
    }

    /// Saves a copy of the program with the report inside.
    pub(super) fn save_copy(&mut self, ctx: &Context<Self>) {
        let Some(report) = self.report() else { return };
        let name = super::file_name(report, "html").replace(".html", "（离线填写）.html");
        self.set(|s| s.fault = None);
        let (link, host) = (ctx.link().clone(), self.host.clone());
        spawn_local(async move {
            link.send_message(match browser::save_copy(&host, &name).await {
                Ok(how) => Msg::Copied(how.as_string().unwrap_or_default(), name),
                Err(error) => Msg::Failed(error),
            });
        });
    }
}
