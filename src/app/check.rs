//! Checking: requested after every change, answered a moment later by another thread. The last
//! result stays on the screen until a newer one comes.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, JsString};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::App;
use crate::browser;
use crate::model::checked::CheckedReport;
use crate::model::msg::Msg;
use crate::model::state::Sheet;
use crate::model::target::Target;

/// How long typing must pause before the result is announced to screen readers, in milliseconds.
const ANNOUNCE_MS: u32 = 1_000;

impl App {
    /// Requests a check of the report; `json` is its JSON.
    pub(super) fn check(&mut self, json: &JsString) {
        let Some(work) = &self.work else { return };
        self.asked += 1;
        let (asked, send) = (self.asked, self.send.clone());
        let (report, previous) = (work.view.report.clone(), work.view.previous.clone());
        let answer = browser::ask(&self.host, json, work.previous.as_ref());
        let register = self.state.register.clone();
        spawn_local(async move {
            match browser::check(answer).await {
                Ok(Some((mut result, prose, public))) => {
                    let of_register = register.iter().flat_map(|r| r.findings(&report));
                    result.findings.extend(of_register);
                    let checked = CheckedReport::new(report, previous, result, prose, public);
                    send.emit(Msg::Checked(asked, Box::new(checked)));
                }
                Ok(None) => {}
                Err(error) => send.emit(Msg::CheckFailed(asked, error)),
            }
        });
    }

    /// Shows the result of check request number `asked`, dispatches `nianbao-check`, and does what
    /// waited for the result.
    pub(super) fn checked(
        &mut self,
        ctx: &Context<Self>,
        asked: u64,
        checked: CheckedReport,
    ) -> bool {
        let explaining = self.explaining();
        let Some(work) = self.work.as_mut().filter(|w| w.since <= asked) else { return false };
        self.goal = explaining.or(self.goal.take());
        browser::emit(&self.host, "nianbao-check", &checked.public);
        work.view = work.view.with(Rc::new(checked));
        self.set(|s| s.check_failed = false);
        if asked == self.asked {
            self.answer(|(tell, _), public| tell.call1(&JsValue::NULL, public));
            self.announce();
            if let Some(msg) = self.work.as_mut().and_then(|w| w.later.take()) {
                Component::update(self, ctx, msg.into());
            }
        }
        true
    }

    /// The finding's button that has the focus; its card may move when it is drawn again.
    fn explaining(&self) -> Option<Target> {
        let button = self.root.cast::<Element>()?.query_selector("[data-explain]:focus").ok()??;
        Some(Target::at(&format!("explain:{}", button.get_attribute("data-explain")?)))
    }

    /// The check request number `asked` failed.
    pub(super) fn check_failed(&mut self, asked: u64, error: &JsValue) -> bool {
        if asked == self.asked {
            self.answer(|(_, fail), _| fail.call1(&JsValue::NULL, error));
            self.set(|s| s.check_failed = true);
        }
        asked == self.asked
    }

    /// Calls `tell` with the check result of the current report, or `fail` with an error; at once
    /// if that result is already there.
    pub(super) fn promise(&mut self, tell: Function, fail: Function) -> bool {
        self.waiting.push((tell, fail));
        let fresh = self.work.as_ref().is_none_or(|w| w.view.is_fresh());
        if fresh {
            self.answer(|(tell, _), public| tell.call1(&JsValue::NULL, public));
        } else if self.state.check_failed {
            let json = self.report().map(browser::draft_json);
            json.iter().for_each(|json| self.check(json));
        }
        false
    }

    /// Settles the promises that wait for a result.
    fn answer(
        &mut self,
        tell: impl Fn(&(Function, Function), &JsValue) -> Result<JsValue, JsValue>,
    ) {
        let public = self.result().cloned().unwrap_or(JsValue::NULL);
        for waiting in self.waiting.drain(..) {
            // Settling a promise does not fail, and nobody would handle the error.
            let _ = tell(&waiting, &public);
        }
    }

    /// Moves the focus to the findings, and says what they are: on a wide screen they are in sight
    /// already, so that nothing else would show that something was done.
    pub(super) fn self_check(&mut self, ctx: &Context<Self>) {
        let Some(work) = &self.work else { return };
        let words = match (work.view.begun(), work.view.is_fresh()) {
            (false, _) => "还没有开始填写，没有可以自检的内容。".to_string(),
            (_, true) => format!("自检结果：{}。", work.view.summary()),
            (_, false) => "正在自检…".to_string(),
        };
        self.goal = Some(Target::at("findings"));
        self.set(|s| s.sheet = Some(Sheet::Findings));
        self.tell(ctx, words, false);
    }

    /// Announces the result to screen readers once typing has paused.
    pub(super) fn announce(&mut self) {
        let send = self.send.clone();
        self.announce_timer = Some(Timeout::new(ANNOUNCE_MS, move || send.emit(Msg::Announce)));
    }

    /// Announces the result if it is that of the current report. A screen reader speaks only if the
    /// words have changed.
    pub(super) fn announced(&mut self) -> bool {
        let fresh = self.work.as_ref().filter(|work| work.view.is_fresh());
        let Some(words) = fresh.map(|work| work.view.summary()) else { return false };
        self.set(|s| s.announced = words);
        true
    }
}
