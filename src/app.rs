//! The app of one element: the report being edited, everything that can happen to it, and the
//! effects: checking ([`judge`]), saving the draft, opening and downloading files.
//!
//! There is one way in: a [`Msg`]. Components draw a [`View`] and send messages; they hold no state
//! but what is open or closed.

pub mod desk;
mod files;
mod judge;
mod keep;
mod load;
mod msg;
mod previous;
mod steps;
mod write;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, JsString};
use report::Report;
use report::session::{Change, Session};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::{self, Read};
use crate::chunk::in_chunk;
use crate::components::frame::{Frame, State};
use crate::drafts;
use crate::target::Target;
use crate::view::{Judged, View};

pub use files::file_name;
pub use keep::{InFile, Other};
pub use msg::{Msg, Purpose, Saved, Sheet};
pub use previous::last_year_name;
pub use write::{Arrange, Search, Write};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub host: HtmlElement,
}

pub struct App {
    host: HtmlElement,
    send: Callback<Msg>,
    root: NodeRef,
    work: Option<Work>,
    state: Rc<State>,
    timer: Option<Timeout>,
    /// Ends in telling a screen reader the result.
    rest: Option<Timeout>,
    /// Ends what is told of a step.
    quiet: Option<Timeout>,
    goal: Option<Target>,
    /// How often the rules were asked to look at a report.
    asked: u64,
    /// How many elements it has served before this one.
    life: u32,
    /// Who waits for what they say.
    waiting: Vec<(Function, Function)>,
    /// What waits for the editor, `Begin` first; empty from then on. And whether anybody waits.
    early: Vec<Msg>,
    wanted: bool,
}

/// The report on the screen.
struct Work {
    session: Session,
    view: Rc<View>,
    /// Last year's report as JSON, where one is loaded.
    previous: Option<JsString>,
    /// From which time of asking on the rules speak of this report.
    since: u64,
    /// What of their offers was taken before they had looked at the last change.
    later: Option<Msg>,
    /// The page has not been told of the last change.
    untold: bool,
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> App {
        let host = ctx.props().host.clone();
        let wanted = load::is_asked_for(&host);
        let app = App {
            send: ctx.link().callback(|msg| msg),
            root: NodeRef::default(),
            work: None,
            state: Rc::new(State {
                drafts: drafts::list(),
                readonly: host.has_attribute("readonly"),
                large: browser::is_large(&host),
                opening: wanted,
                ..State::default()
            }),
            timer: None,
            rest: None,
            quiet: None,
            goal: None,
            asked: 0,
            life: 0,
            waiting: Vec::new(),
            early: vec![Msg::Begin],
            wanted,
            host,
        };
        app.fetch(ctx);
        app
    }

    /// Another element is served: nothing is left of the one before. Its requests go on being counted,
    /// so that no late answer is taken for one of ours.
    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        let (asked, life) = (self.asked, self.life + 1);
        *self = App { asked, life, ..Component::create(ctx) };
        true
    }

    /// What the start page can do by itself; everything else is done by the editor, once it is there.
    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        // What is seen may be no longer right: it is done once they have looked, if they still offer
        // it.
        if let Some(work) = self.work.as_mut().filter(|w| msg.takes_offer() && !w.view.is_fresh()) {
            work.later = Some(msg);
            return false;
        }
        match msg {
            Msg::Ready => self.ready(ctx),
            Msg::Unready(error) => self.unready(&error),
            Msg::Fetch => self.retry(ctx),
            Msg::Ping => {
                browser::alive(&self.host);
                return false;
            }
            Msg::Listed(None) => self.set(|s| s.drafts = drafts::list()),
            Msg::Enlarge => {
                let large = browser::enlarge(&self.host);
                self.set(|s| s.large = large);
            }
            Msg::Dragging(on) if on == self.state.dragging => return false,
            Msg::Dragging(on) => self.set(|s| s.dragging = on),
            Msg::DismissFault => self.set(|s| s.fault = None),
            Msg::Readonly(readonly) => self.set(|s| s.readonly = readonly),
            msg if self.early.is_empty() => return act(self, ctx, msg),
            msg => self.wait(ctx, msg),
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let view = self.work.as_ref().map(|w| w.view.clone());
        html! {
            <Frame key={self.life} root={self.root.clone()} send={self.send.clone()} {view}
                state={self.state.clone()} />
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        let Some(root) = self.root.cast::<Element>() else { return };
        if let Some(target) = self.goal.take() {
            go(&root, &target);
        }
    }
}

in_chunk! { "editor" "00000000000000000000000000000001"
    fn act(app: &mut App, ctx: &Context<App>, msg: Msg) -> bool {
        app.act(ctx, msg)
    }
}

in_chunk! { "editor" "00000000000000000000000000000002"
    fn go(root: &Element, target: &Target) -> () {
        if let Some(element) = browser::find(root, &target.selectors()) {
            browser::go_to(&element, |text| target.words(text));
        }
    }
}

impl App {
    fn act(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Begin => self.begin(),
            Msg::Create(report) => self.show(*report, None, None, Saved::Untouched),
            Msg::Set(report) => self.show(*report, None, None, Saved::Pending),
            Msg::Choose(file, purpose) => self.choose(ctx, file, purpose),
            Msg::Many(things) => self.many(ctx, things),
            Msg::FromDesk(read, last) => {
                let last = last.map(|last| *last);
                self.opened(*read);
                if last.is_some() {
                    self.compare(last);
                }
            }
            Msg::LeaveDesk => {
                if let Some(desk) = self.state.desk.clone() {
                    desk.cancel();
                }
                self.set(|s| s.desk = None);
            }
            Msg::Opened(read, Purpose::Previous) => self.load_previous(ctx, read.report),
            Msg::ForgetPrevious => {
                self.compare(None);
                self.set(|s| s.told = None);
            }
            Msg::Kept(kept) => {
                if let Some(kept) = crate::told(&kept) {
                    self.kept(kept);
                }
                return true;
            }
            Msg::Listed(draft) => self.listed(draft),
            Msg::Opened(read, Purpose::Report) => self.opened(*read),
            Msg::Failed(error) => {
                let (code, message) = browser::words(&error);
                browser::failed(&self.host, &code, &message);
                self.set(|s| (s.busy, s.told, s.fault) = (None, None, Some(message.into())));
            }
            Msg::Resume(id) => self.refreshed(ctx, Msg::Listed(Some(id))),
            Msg::Forget(id) => {
                let link = ctx.link().clone();
                spawn_local(async move {
                    drafts::forget(&id).await;
                    link.send_message(Msg::Listed(None));
                });
            }
            Msg::Rescue(id) => {
                if let Some(text) = drafts::stored(&id) {
                    browser::save(
                        &js_sys::Uint8Array::from(text.as_bytes()),
                        "读不出来的草稿.json",
                    );
                }
            }
            Msg::SaveCopy => self.save_copy(ctx),
            Msg::Copied(how, name) => match how.as_str() {
                "written" => {
                    self.tell(ctx, format!("已存为{name}，以后的修改会写回这个文件。"), false)
                }
                "downloaded" => self.tell(ctx, format!("已下载{name}，打开就能接着填写。"), false),
                _ => return false,
            },
            Msg::SaveNow => {
                browser::flush(&self.host);
                return self.settle();
            }
            Msg::Home => {
                self.home();
                self.refreshed(ctx, Msg::Listed(None));
            }
            Msg::Write(write) => return self.write(ctx, write),
            Msg::Change(change) => {
                if !matches!(change, Change::Together(_)) {
                    self.goal = self.follow(&change).or(self.goal.take());
                }
                self.edit(|session| session.apply(change));
            }
            Msg::Tell(change, words) => return self.step(ctx, *change, words),
            Msg::Accept(fix, words) => return self.accept(ctx, fix, words),
            Msg::Fill(table) => return self.fill(ctx, table),
            Msg::UseForm(form) => return self.use_form(ctx, form),
            Msg::Explain(finding, reason) => {
                self.goal = Some(Target::explain(&finding));
                self.edit(|session| {
                    session.apply(Change::explain(session.report(), &finding, &reason))
                });
            }
            Msg::Judged(asked, judged) => return self.judged(ctx, asked, *judged),
            Msg::Unjudged(asked, error) => return self.unjudged(asked, &error),
            Msg::Await(tell, fail) => return self.promise(tell, fail),
            Msg::Undo => self.edit(Session::undo),
            Msg::Redo => self.edit(Session::redo),
            Msg::Pause => {
                if let Some(work) = &mut self.work {
                    work.session.pause();
                }
                return false;
            }
            Msg::Download(format) => self.download(ctx, format),
            Msg::Downloaded => self.set(|s| s.busy = None),
            Msg::Settle => return self.settle(),
            Msg::Announce => return self.announced(),
            // `update` has seen to these.
            Msg::Ready | Msg::Unready(_) | Msg::Fetch | Msg::Wanted | Msg::Ping | Msg::Enlarge => {}
            Msg::Dragging(_) | Msg::DismissFault | Msg::Readonly(_) => {}
            Msg::Jump(target) => {
                self.goal = Some(target);
                self.set(|s| s.sheet = None);
            }
            Msg::ShowFindings => {
                self.set(|s| s.sheet = Some(Sheet::Findings));
                self.goal = Some(Target::at("findings"));
            }
            Msg::Sheet(sheet) => self.set(|s| (s.sheet, s.told) = (sheet, None)),
            Msg::Sample => self.sample(ctx),
            Msg::Sampled(reports) => {
                let [report, previous] = *reports;
                self.show(report, None, Some(previous), Saved::Untouched);
            }
            Msg::EndTour => {
                browser::set_known("tour");
                self.set(|s| s.tour = false);
            }
            Msg::DismissNotes => self.set(|s| s.notes = None),
            Msg::DismissTold => self.set(|s| s.told = None),
        }
        self.schedule(ctx);
        true
    }
}

impl App {
    pub fn report(&self) -> Option<&Report> {
        self.work.as_ref().map(|w| w.session.report())
    }

    /// Last year's report.
    pub fn previous(&self) -> Option<&Report> {
        self.work.as_ref()?.view.previous.as_deref()
    }

    /// What the rules last said, as the page is told it.
    pub fn result(&self) -> Option<&JsValue> {
        self.work.as_ref().map(|w| &w.view.judged.public)
    }

    fn set(&mut self, change: impl FnOnce(&mut State)) {
        change(Rc::make_mut(&mut self.state));
    }

    /// What the page asks for: the named draft, or the one in this file, or a new report, or the
    /// start page.
    fn begin(&mut self) {
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

    /// Puts a report on the screen with last year's beside it; `from` is the draft it comes from. What
    /// was there stays in its own draft.
    fn show(&mut self, report: Report, from: Option<&str>, previous: Option<Report>, saved: Saved) {
        let off = self.host.get_attribute("draft-key").as_deref() == Some("");
        let json = browser::json(&report);
        let beside = previous.as_ref().map(browser::json);
        let changed = saved == Saved::Pending;
        browser::hold(&self.host, Some(&json), beside.as_ref(), from, changed);
        let now = Rc::new(report.clone());
        let judged = Rc::new(Judged::none(now.clone()));
        self.work = Some(Work {
            previous: beside,
            view: View::new(now, previous.map(Rc::new), judged),
            since: self.asked + 1,
            later: None,
            session: Session::new(report),
            untold: true,
        });
        self.goal = Some(Target::at("paper"));
        let saved = if off { Saved::Off } else { saved };
        self.set(|s| *s = State { saved, tour: !browser::known("tour"), ..s.kept() });
        self.judge(&json);
    }

    /// Shows the report of a file, and what is to be said of how it was read.
    fn opened(&mut self, read: Read) {
        let Read { report, notes, places, name } = read;
        self.show(report, None, None, Saved::Pending);
        self.set(|s| {
            s.places = Rc::new(places);
            s.notes = (!notes.is_empty()).then_some((name, notes));
        });
    }

    fn home(&mut self) {
        self.work = None;
        browser::hold(&self.host, None, None, None, false);
        let drafts = drafts::list();
        self.set(|s| *s = State { drafts, ..s.kept() });
    }

    /// Changes the report, if there is one to change and it may be.
    fn edit(&mut self, change: impl FnOnce(&mut Session) -> bool) {
        let Some(work) = self.work.as_mut().filter(|_| !self.state.readonly) else { return };
        if !change(&mut work.session) {
            return;
        }
        // Stored before it is judged: whatever that does, what was typed is safe.
        let json = browser::json(work.session.report());
        browser::change(&self.host, &json);
        let now = Rc::new(work.session.report().clone());
        work.view = View::new(now, work.view.previous.clone(), work.view.judged.clone());
        work.untold = true;
        let name = |step: Option<&str>| step.map(|s| AttrValue::from(s.to_string()));
        let steps = (name(work.session.next_undo()), name(work.session.next_redo()));
        self.set(|s| {
            (s.undo, s.redo, s.told) = (steps.0, steps.1, None);
            s.pend();
        });
        self.judge(&json);
    }
}
