//! The rules look at the report: asked after every change, answered a moment later by another
//! thread. What they said stays on the screen until they have said something newer.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, JsString};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::{App, Msg};
use crate::browser;
use crate::target::Target;
use crate::view::Judged;

/// How long typing must rest before the result is spoken: longer than between two keys.
const REST_MS: u32 = 1_000;

impl App {
    /// Lets the rules look at the report, which is `json`.
    pub(super) fn judge(&mut self, json: &JsString) {
        let Some(work) = &self.work else { return };
        self.asked += 1;
        let (asked, send) = (self.asked, self.send.clone());
        let (report, previous) = (work.view.report.clone(), work.view.previous.clone());
        let answer = browser::ask(&self.host, json, work.previous.as_ref());
        spawn_local(async move {
            match browser::check(answer).await {
                Ok(Some((result, prose, public))) => {
                    let judged = Judged::new(report, previous, result, prose, public);
                    send.emit(Msg::Judged(asked, Box::new(judged)));
                }
                Ok(None) => {}
                Err(error) => send.emit(Msg::Unjudged(asked, error)),
            }
        });
    }

    /// Shows what the rules said, tells the page, and does what had to wait for it.
    pub(super) fn judged(&mut self, ctx: &Context<Self>, asked: u64, judged: Judged) -> bool {
        let explaining = self.explaining();
        let Some(work) = self.work.as_mut().filter(|w| w.since <= asked) else { return false };
        self.goal = explaining.or(self.goal.take());
        browser::emit(&self.host, "nianbao-check", &judged.public);
        work.view = work.view.with(Rc::new(judged));
        self.set(|s| s.unjudged = false);
        if asked == self.asked {
            self.answer(|(tell, _), public| tell.call1(&JsValue::NULL, public));
            self.announce();
            if let Some(msg) = self.work.as_mut().and_then(|w| w.later.take()) {
                Component::update(self, ctx, msg);
            }
        }
        true
    }

    /// The button of a finding that has the focus, to be found again where its card moves.
    fn explaining(&self) -> Option<Target> {
        let button = self.root.cast::<Element>()?.query_selector("[data-explain]:focus").ok()??;
        Some(Target::at(&format!("explain:{}", button.get_attribute("data-explain")?)))
    }

    /// The rules gave no answer.
    pub(super) fn unjudged(&mut self, asked: u64, error: &JsValue) -> bool {
        if asked == self.asked {
            self.answer(|(_, fail), _| fail.call1(&JsValue::NULL, error));
            self.set(|s| s.unjudged = true);
        }
        asked == self.asked
    }

    /// Somebody wants to know what the rules say of the report as it is.
    pub(super) fn promise(&mut self, tell: Function, fail: Function) -> bool {
        self.waiting.push((tell, fail));
        let fresh = self.work.as_ref().is_none_or(|w| w.view.is_fresh());
        if fresh {
            self.answer(|(tell, _), public| tell.call1(&JsValue::NULL, public));
        } else if self.state.unjudged {
            let json = self.report().map(browser::json);
            json.iter().for_each(|json| self.judge(json));
        }
        false
    }

    fn answer(
        &mut self,
        tell: impl Fn(&(Function, Function), &JsValue) -> Result<JsValue, JsValue>,
    ) {
        let public = self.result().cloned().unwrap_or(JsValue::NULL);
        for waiting in self.waiting.drain(..) {
            // Settling a promise does not fail, and there is nobody to tell if it did.
            let _ = tell(&waiting, &public);
        }
    }

    /// Lets a screen reader be told the result once typing has rested for a while.
    pub(super) fn announce(&mut self) {
        let send = self.send.clone();
        self.rest = Some(Timeout::new(REST_MS, move || send.emit(Msg::Announce)));
    }

    /// Tells a screen reader the result, if the rules have answered; it speaks if the words changed.
    pub(super) fn announced(&mut self) -> bool {
        let fresh = self.work.as_ref().filter(|work| work.view.is_fresh());
        let Some(words) = fresh.map(|work| work.view.summary()) else { return false };
        self.set(|s| s.announced = words);
        true
    }
}
