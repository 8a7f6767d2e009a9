//! The app of one element: it holds the report being edited and handles messages: checking
//! ([`check`]), saving the draft, opening and downloading files.
//!
//! Everything enters as an [`Event`]. Components draw a [`View`] and a [`State`] and send messages;
//! the only state of their own is what is open or closed.

mod act;
mod check;
mod collate;
mod early;
pub mod files;
mod keep;
mod load;
mod open_desk;
mod pdf;
mod previous;
mod register;
mod remember;
mod show;
mod steps;
mod write;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, JsString};
use report::Report;
use report::session::Session;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::chunk::in_chunk;
use crate::browser::desk::DeskController;
use crate::browser::{self, Host, drafts};
use crate::components::frame::Frame;
use crate::model::desk::At;
use crate::model::msg::{Early, Event, Msg};
use crate::model::state::State;
use crate::model::target::Target;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub host: Host,
}

pub struct App {
    host: Host,
    /// How components send what the first module does, and what needs the editor.
    early: Callback<Early>,
    send: Callback<Msg>,
    root: NodeRef,
    work: Option<Work>,
    /// The self-check desk, while it is open, also behind a report of it.
    desk: Option<Rc<DeskController>>,
    /// The desk that was left for the start page, with its results.
    left: Option<Rc<DeskController>>,
    state: Rc<State>,
    /// Debounces `nianbao-change`.
    change_timer: Option<Timeout>,
    /// Debounces the announcement to screen readers.
    announce_timer: Option<Timeout>,
    /// Hides the sentence about the last step.
    step_timer: Option<Timeout>,
    /// Where the focus goes after the next rendering.
    goal: Option<Target>,
    /// The user asked to store the draft, and how that went is not known yet.
    asked_to_save: bool,
    /// Number of check requests so far.
    asked: u64,
    /// Number of elements served before this one.
    life: u32,
    /// Callbacks (for a result, for an error) that wait for the next check result.
    waiting: Vec<(Function, Function)>,
    /// Messages that wait for the editor's module, `Begin` first; empty once it is loaded.
    queue: Vec<Msg>,
    /// Whether the user or the page waits for the editor.
    wanted: bool,
}

/// The report on the screen.
struct Work {
    session: Session,
    view: Rc<View>,
    /// Last year's report as JSON, where one is loaded.
    previous: Option<JsString>,
    /// The report from which this one was begun, and the one with which that was compared.
    begun: Option<(Rc<Report>, Option<Rc<Report>>)>,
    /// The row of the desk that it is of, and the report as it was opened.
    row: Option<(At, Rc<Report>)>,
    /// The id of its draft; `None` if it may not be stored.
    draft: Option<String>,
    /// Whether the report was stored as a draft when it was opened.
    stored: bool,
    /// Number of the first check request made for this report; answers to earlier ones are stale.
    since: u64,
    /// A fix the user accepted while a check was still running; applied once that check answers, if
    /// still offered.
    later: Option<Msg>,
    /// The finding to which F8 went last: its position in the list, and its id.
    walked: Option<(usize, String)>,
    /// Whether the last change still needs a `nianbao-change` event.
    untold: bool,
    /// The report of the last `nianbao-change` event.
    told: Option<Rc<Report>>,
}

impl Component for App {
    type Message = Event;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> App {
        let host = ctx.props().host.clone();
        let wanted = host.asks_for_editor();
        let app = App {
            early: ctx.link().callback(Event::Early),
            send: ctx.link().callback(Event::Editor),
            root: NodeRef::default(),
            work: None,
            desk: None,
            left: None,
            state: Rc::new(State {
                drafts: drafts::list(),
                readonly: host.has_attribute("readonly"),
                large: host.large(),
                opening: wanted,
                ..State::default()
            }),
            change_timer: None,
            announce_timer: None,
            step_timer: None,
            goal: None,
            asked_to_save: false,
            asked: 0,
            life: 0,
            waiting: Vec::new(),
            queue: vec![Msg::Begin],
            wanted,
            host,
        };
        app.fetch(ctx);
        app
    }

    /// Serves another element: everything of the one before is dropped. Check requests keep being
    /// numbered on, so that a late answer to the former element is recognised as stale.
    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        let (asked, life) = (self.asked, self.life + 1);
        *self = App { asked, life, ..Component::create(ctx) };
        true
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        let msg = match event {
            Event::Early(early) => return self.early(ctx, early),
            Event::Editor(msg) => msg,
        };
        // The offer the user saw may be outdated, so it is accepted once the rules have answered,
        // if they still make it.
        if let Some(work) = self.work.as_mut().filter(|w| msg.takes_offer() && !w.view.is_fresh()) {
            work.later = Some(msg);
            return false;
        }
        if self.queue.is_empty() {
            return act(self, ctx, msg);
        }
        self.queue.push(msg);
        self.retry(ctx);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let view = self.work.as_ref().map(|w| w.view.clone());
        html! {
            <Frame key={self.life} root={self.root.clone()} early={self.early.clone()}
                send={self.send.clone()} {view} state={self.state.clone()} desk={self.desk.clone()} />
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        // A report that was opened from the start page is no level: its page is left as before.
        let own_page = u32::from(self.state.collation.is_some());
        let levels = self.desk.as_ref().map_or(own_page, |_| 1 + u32::from(self.work.is_some()));
        self.host.climb(levels);
        let Some(root) = self.root.cast::<Element>() else { return };
        if let Some(target) = self.goal.take() {
            go(&root, &target);
        }
    }
}

in_chunk! { "editor"
    fn act(app: &mut App, ctx: &Context<App>, msg: Msg) -> bool {
        app.act(ctx, msg)
    }
}

in_chunk! { "editor"
    fn go(root: &Element, target: &Target) -> () {
        if let Some(element) = browser::find(root, &target.selectors()) {
            browser::go_to(&element, |text| target.words(text));
        }
    }
}

impl App {
    /// The report being edited.
    pub fn report(&self) -> Option<&Report> {
        self.work.as_ref().map(|w| w.session.report())
    }

    /// Last year's report.
    pub fn previous(&self) -> Option<&Report> {
        self.work.as_ref()?.view.previous.as_deref()
    }

    /// The last check result, as the public JSON object.
    pub fn result(&self) -> Option<&JsValue> {
        self.work.as_ref().map(|w| &w.view.checked.public)
    }

    fn set(&mut self, change: impl FnOnce(&mut State)) {
        change(Rc::make_mut(&mut self.state));
    }
}
