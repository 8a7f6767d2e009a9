//! The rules look at the report: asked after every change, answered a moment later by another
//! thread. What they said stays on the screen until they have said something newer.

use std::rc::Rc;

use js_sys::{Function, JsString};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{App, Msg};
use crate::browser;
use crate::view::Judged;

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
                Ok(Some((result, public))) => {
                    let judged = Judged::new(report, previous, result, public);
                    send.emit(Msg::Judged(asked, Box::new(judged)));
                }
                Ok(None) => {}
                Err(error) => send.emit(Msg::Unjudged(asked, error)),
            }
        });
    }

    /// Shows what the rules said, tells the page, and does what had to wait for it.
    pub(super) fn judged(&mut self, ctx: &Context<Self>, asked: u64, judged: Judged) -> bool {
        let Some(work) = self.work.as_mut().filter(|w| w.since <= asked) else { return false };
        browser::emit(&self.host, "nianbao-check", &judged.public);
        work.view = work.view.with(Rc::new(judged));
        self.set(|s| s.unjudged = false);
        if asked == self.asked {
            self.answer(|(tell, _), public| tell.call1(&JsValue::NULL, public));
            self.announce();
            let accepted = self.work.as_mut().and_then(|w| w.accepted.take());
            if let Some((fix, words)) = accepted {
                self.accept(ctx, fix, words);
            }
        }
        true
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

    /// Tells a screen reader the result once typing has paused and the rules have answered.
    pub(super) fn announce(&mut self) {
        let Some(work) = &self.work else { return };
        if self.timer.is_none() && work.view.is_fresh() {
            let words = work.view.summary();
            self.set(|s| s.announced = words);
        }
    }
}
