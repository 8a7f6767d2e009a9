//! Showing a report, changing it, and leaving it.

use std::rc::Rc;

use report::Report;
use report::document::{Note, NoteLevel, is_head};
use report::session::Session;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{App, Work, remember};
use crate::browser::{self, drafts};
use crate::model::checked::CheckedReport;
use crate::model::msg::Msg;
use crate::model::read::Read;
use crate::model::state::{Saved, State};
use crate::model::target::Target;
use crate::model::view::View;

impl App {
    /// Does what the host's attributes ask for: opens the desk, the named draft, the draft in this
    /// file, or a new report, or else stays on the start page.
    pub(super) fn begin(&mut self) {
        let attribute = |name| self.host.get_attribute(name);
        if attribute("view").as_deref() == Some("check") {
            return self.send.emit(Msg::Many(JsValue::UNDEFINED));
        }
        if let Some(id) = drafts::first(attribute("draft-key").as_deref()) {
            return self.resume(&id);
        }
        let year = attribute("year").and_then(|y| y.parse().ok());
        let (agency, form) = (attribute("agency"), attribute("form"));
        if year.is_some() || agency.is_some() || form.is_some() {
            let by_year = || report::form_for_year(year.unwrap_or_else(browser::last_year));
            let form = form.as_deref().and_then(report::form).unwrap_or_else(by_year);
            let report = Report::new(form, year, &agency.unwrap_or_default());
            self.show(report, None, None, Saved::Untouched);
        }
    }

    /// Shows a report and compares it with `previous`, last year's. `from` is the id of the draft
    /// it comes from. The report that was shown before stays in its own draft.
    pub(super) fn show(
        &mut self,
        report: Report,
        from: Option<&str>,
        previous: Option<Report>,
        saved: Saved,
    ) {
        self.hand_in();
        let off = self.host.get_attribute("draft-key").as_deref() == Some("");
        let json = browser::draft_json(&report);
        let last_year = previous.as_ref().map(browser::draft_json);
        let changed = saved == Saved::Pending;
        let next = self.next_of(&report);
        let draft = self.host.hold(Some(&json), last_year.as_ref(), from, changed);
        let now = Rc::new(report.clone());
        let checked = Rc::new(CheckedReport::none(now.clone()));
        self.work = Some(Work {
            previous: last_year,
            begun: None,
            walked: None,
            row: None,
            draft,
            stored: from.is_some(),
            view: View::new(now, previous.map(Rc::new), checked),
            since: self.asked + 1,
            later: None,
            session: Session::new(report),
            untold: true,
            told: None,
        });
        // Unless the user is in it, the element takes no focus in the page around.
        let here = self.host.matches(":focus-within").unwrap_or(false);
        self.goal = here.then(|| Target::at("paper"));
        let saved = if off { Saved::Off } else { saved };
        let template = self.state.template.clone().or_else(remember::template);
        let left_out = match self.state.left_out.is_empty() {
            true => Rc::new(remember::left_out()),
            false => self.state.left_out.clone(),
        };
        self.set(|s| {
            *s =
                State { saved, next, template, left_out, tour: !browser::known("tour"), ..s.kept() }
        });
        self.check(&json);
    }

    /// Shows the report of a file, and the notes on how it was read.
    pub(super) fn opened(&mut self, read: Read) {
        self.show(read.report.clone(), None, None, Saved::Pending);
        self.tell_origin(read);
    }

    /// Says of which file the open report was read, and how.
    pub(super) fn tell_origin(&mut self, read: Read) {
        let Read { notes, places, name, original, .. } = read;
        self.host.comes_from(&name);
        let guessed =
            |n: &&Note| n.level == NoteLevel::Guessed && n.place.as_deref().is_some_and(is_head);
        let guesses: Vec<Note> = notes.iter().filter(guessed).cloned().collect();
        self.set(|s| {
            s.places = Rc::new(places);
            s.original = (!original.is_null()).then(|| Rc::new((original, name.clone())));
            s.guesses = Some(Rc::new((name.clone(), guesses)));
            s.notes = (!notes.is_empty()).then(|| Rc::new((name, notes)));
        });
    }

    /// Shows the sample and the report of the year before.
    pub(super) fn sampled(&mut self, [report, previous]: [Report; 2]) {
        self.show(report, None, Some(previous), Saved::Untouched);
        self.set(|s| s.next = None);
    }

    /// Takes the report off the screen.
    pub(super) fn home(&mut self) {
        self.hand_in();
        self.work = None;
        self.host.hold(None, None, None, false);
        let drafts = drafts::list();
        self.set(|s| *s = State { drafts, ..s.kept() });
    }

    /// Changes the report, unless there is none or it is read-only. `change` returns whether it did
    /// anything.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Session) -> bool) {
        let work = self.work.as_mut().filter(|_| !self.state.readonly);
        if work.is_some_and(|work| change(&mut work.session)) {
            self.edited();
        }
    }

    /// Stores, shows and checks the report after a change.
    fn edited(&mut self) {
        let Some(work) = &mut self.work else { return };
        // Stored before it is checked: whatever becomes of that, what was typed is safe.
        let json = browser::draft_json(work.session.report());
        self.host.change(&json);
        let now = Rc::new(work.session.report().clone());
        let before = work.view.report.clone();
        work.view = View::new(now.clone(), work.view.previous.clone(), work.view.checked.clone());
        work.untold = true;
        let name = |step: Option<&str>| step.map(|s| AttrValue::from(s.to_string()));
        let steps = (name(work.session.next_undo()), name(work.session.next_redo()));
        self.set(|s| {
            (s.undo, s.redo, s.told) = (steps.0, steps.1, None);
            s.forget_guesses(|head| is_touched(head, &before, &now));
            s.pend();
        });
        self.check(&json);
    }
}

/// Whether a head differs between the two reports.
fn is_touched(head: &str, before: &Report, now: &Report) -> bool {
    match head {
        "机关名称" => before.agency != now.agency,
        "年度" => before.year != now.year,
        "格式" => before.form != now.form,
        _ => before.title != now.title,
    }
}
