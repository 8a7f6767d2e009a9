//! The app of one element: the report being edited, everything that can happen to it, and the
//! effects: checking, saving the draft, opening and downloading files.
//!
//! There is one way in: a [`Msg`]. Components draw a [`View`] and send messages; they hold no state
//! but what is open or closed.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use report::session::{Change, Session};
use report::{CheckResult, Report};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File, HtmlElement};
use yew::prelude::*;

use crate::browser::{self, Read};
use crate::components::frame::{Frame, State};
use crate::drafts::{self, Refusal};
use crate::target::Target;
use crate::view::View;

/// Everything that can happen.
pub enum Msg {
    /// A new report.
    Create(Box<Report>),
    /// The page sets the report.
    Set(Box<Report>),
    /// The user chose or dropped a file.
    Choose(File, Purpose),
    Opened(Box<Read>, Purpose),
    /// Last year's report is no longer compared with.
    ForgetPrevious,
    /// Another window has written this draft.
    Elsewhere(String),
    Failed(JsValue),
    /// Goes on with a stored draft.
    Resume(drafts::Entry),
    Forget(String),
    Home,
    Change(Change),
    Undo,
    Redo,
    /// A field was left: what is typed next is another step.
    Pause,
    Download(&'static str),
    Downloaded,
    /// Typing has paused, or the page may go away: save the draft, tell the page.
    Settle,
    Jump(Target),
    ShowFindings,
    Sheet(Option<Sheet>),
    Dragging(bool),
    DismissNotes,
    DismissFault,
    Readonly(bool),
}

/// What a file is opened for.
#[derive(Clone, Copy, PartialEq)]
pub enum Purpose {
    /// To be edited.
    Report,
    /// To be compared with: last year's report.
    Previous,
}

/// What lies over the paper on a narrow screen.
#[derive(Clone, Copy, PartialEq)]
pub enum Sheet {
    Outline,
    Findings,
}

/// What is known about the draft's safety.
#[derive(Clone, Copy, PartialEq, Default)]
pub enum Saved {
    /// Nothing was changed yet.
    #[default]
    Untouched,
    Pending,
    At(f64),
    Refused(Refusal),
    /// The page asked to store nothing.
    Off,
}

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
    goal: Option<Target>,
}

/// The report on the screen.
struct Work {
    session: Session,
    /// Last year's report.
    previous: Option<Report>,
    view: Rc<View>,
    /// Key of its draft; `None` if the page wants nothing stored.
    draft: Option<String>,
    /// The draft lacks something.
    unsaved: bool,
    /// The page has not been told of the last change.
    untold: bool,
}

/// How long typing must pause before the draft is stored.
const PAUSE_MS: u32 = 250;

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> App {
        let host = ctx.props().host.clone();
        let mut app = App {
            send: ctx.link().callback(|msg| msg),
            root: NodeRef::default(),
            work: None,
            state: Rc::new(State {
                drafts: drafts::list(),
                readonly: host.has_attribute("readonly"),
                ..State::default()
            }),
            timer: None,
            goal: None,
            host,
        };
        app.begin();
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Create(report) => self.show(*report, None, Saved::Untouched),
            Msg::Set(report) => self.show(*report, None, Saved::Pending),
            Msg::Choose(file, purpose) => self.choose(ctx, file, purpose),
            Msg::Opened(read, Purpose::Previous) => self.compare(Some(read.report)),
            Msg::ForgetPrevious => self.compare(None),
            Msg::Elsewhere(id) => return self.part_ways(&id),
            Msg::Opened(read, Purpose::Report) => {
                let Read { report, notes, name } = *read;
                self.show(report, None, Saved::Pending);
                self.set(|s| s.notes = (!notes.is_empty()).then_some((name, notes)));
            }
            Msg::Failed(error) => {
                let (code, message) = browser::words(&error);
                let detail = serde_json::json!({ "code": code, "message": message });
                self.emit("nianbao-error", &detail);
                self.set(|s| (s.busy, s.fault) = (None, Some(message.into())));
            }
            Msg::Resume(entry) => match drafts::load(&entry.id) {
                Some(report) => self.show(report, Some(entry.id), Saved::At(entry.time)),
                None => self.set(|s| s.fault = Some("这份草稿读不出来了。".into())),
            },
            Msg::Forget(id) => {
                drafts::remove(&id);
                self.set(|s| s.drafts = drafts::list());
            }
            Msg::Home => self.home(),
            Msg::Change(change) => {
                self.goal = self.follow(&change).or(self.goal.take());
                self.edit(|session| session.apply(change));
            }
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
            Msg::Jump(target) => {
                self.goal = Some(target);
                self.set(|s| s.sheet = None);
            }
            Msg::ShowFindings => {
                self.set(|s| s.sheet = Some(Sheet::Findings));
                self.goal = Some(Target::at("findings"));
            }
            Msg::Sheet(sheet) => self.set(|s| s.sheet = sheet),
            Msg::Dragging(on) if on == self.state.dragging => return false,
            Msg::Dragging(on) => self.set(|s| s.dragging = on),
            Msg::DismissNotes => self.set(|s| s.notes = None),
            Msg::DismissFault => self.set(|s| s.fault = None),
            Msg::Readonly(readonly) => self.set(|s| s.readonly = readonly),
        }
        self.schedule(ctx);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let view = self.work.as_ref().map(|w| w.view.clone());
        html! {
            <Frame root={self.root.clone()} send={self.send.clone()} {view}
                state={self.state.clone()} />
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _first: bool) {
        let Some(root) = self.root.cast::<Element>() else { return };
        let Some(target) = self.goal.take() else { return };
        let place = browser::find(&root, &target.selectors());
        if let Some(element) = place {
            browser::go_to(&element, target.quote.as_deref());
        }
    }
}

impl App {
    pub fn report(&self) -> Option<&Report> {
        self.work.as_ref().map(|w| w.session.report())
    }

    pub fn result(&self) -> Option<&CheckResult> {
        self.work.as_ref().map(|w| &w.view.result)
    }

    fn set(&mut self, change: impl FnOnce(&mut State)) {
        change(Rc::make_mut(&mut self.state));
    }

    fn emit(&self, kind: &str, detail: &impl serde::Serialize) {
        if let Ok(detail) = crate::to_js(detail) {
            browser::emit(&self.host, kind, &detail);
        }
    }

    /// What the element's attributes ask for: the named draft, or a new report, or the start page.
    fn begin(&mut self) {
        let attribute = |name| self.host.get_attribute(name);
        let draft = attribute("draft-key").filter(|key| !key.is_empty());
        if let Some(report) = draft.as_deref().and_then(drafts::load) {
            return self.show(report, draft, Saved::Untouched);
        }
        let year = attribute("year").and_then(|y| y.parse().ok());
        let (agency, form) = (attribute("agency"), attribute("form"));
        if year.is_some() || agency.is_some() || form.is_some() {
            let by_year = || report::form_for_year(year.unwrap_or_else(browser::last_year));
            let form = form.as_deref().and_then(report::form).unwrap_or_else(by_year);
            let report = Report::new(form, year, &agency.unwrap_or_default());
            self.show(report, draft, Saved::Untouched);
        }
    }

    /// Puts a report on the screen. What was there stays in its own draft.
    fn show(&mut self, report: Report, draft: Option<String>, saved: Saved) {
        self.save();
        let draft = match self.host.get_attribute("draft-key") {
            Some(key) => Some(key).filter(|key| !key.is_empty()),
            None => Some(draft.unwrap_or_else(drafts::new_id)),
        };
        let saved = if draft.is_some() { saved } else { Saved::Off };
        self.work = Some(Work {
            view: View::new(report.clone(), None),
            session: Session::new(report),
            previous: None,
            draft,
            unsaved: saved == Saved::Pending,
            untold: true,
        });
        self.goal = Some(Target::at("paper"));
        self.set(|s| *s = State { saved, readonly: s.readonly, ..State::default() });
        self.mirror();
    }

    fn home(&mut self) {
        self.save();
        self.work = None;
        let drafts = drafts::list();
        self.set(|s| *s = State { drafts, readonly: s.readonly, ..State::default() });
        browser::mirror(&self.host, None);
    }

    /// Where the focus goes when a change takes away the button that made it.
    fn follow(&self, change: &Change) -> Option<Target> {
        let sections = &self.report()?.sections;
        match change {
            Change::AddSection(_, section) => {
                Some(Target::at(&format!("section:{}", section.id.as_ref()?)))
            }
            Change::RemoveSection(i) => {
                let near = if i + 1 < sections.len() { i + 1 } else { i.checked_sub(1)? };
                Some(Target::at(&format!("section:{}", sections[near].id.as_ref()?)))
            }
            _ => None,
        }
    }

    /// Changes the report, if there is one to change and it may be.
    fn edit(&mut self, change: impl FnOnce(&mut Session) -> bool) {
        let Some(work) = self.work.as_mut().filter(|_| !self.state.readonly) else { return };
        if !change(&mut work.session) {
            return;
        }
        work.view = View::new(work.session.report().clone(), work.previous.as_ref());
        (work.unsaved, work.untold) = (true, true);
        let name = |step: Option<&str>| step.map(|s| AttrValue::from(s.to_string()));
        let steps = (name(work.session.next_undo()), name(work.session.next_redo()));
        self.set(|s| {
            (s.undo, s.redo) = steps;
            if s.saved != Saved::Off {
                s.saved = Saved::Pending;
            }
        });
        self.mirror();
    }

    fn mirror(&self) {
        let json = self.report().map(report::draft::print);
        browser::mirror(&self.host, json.as_deref());
    }

    /// Lets the draft be stored once typing has paused.
    fn schedule(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        if self.work.as_ref().is_some_and(|w| w.untold) {
            self.timer = Some(Timeout::new(PAUSE_MS, move || link.send_message(Msg::Settle)));
        }
    }

    fn settle(&mut self) -> bool {
        self.timer = None;
        let Some(work) = self.work.as_mut().filter(|w| w.untold) else { return false };
        work.untold = false;
        let view = work.view.clone();
        self.save();
        self.emit("nianbao-change", &report::draft::Draft::from(&view.report));
        self.emit("nianbao-check", &view.result);
        self.set(|s| s.announced = view.summary());
        true
    }

    /// Stores the draft if it lacks something, and says so.
    fn save(&mut self) {
        let Some(stored) = self.store() else { return };
        let saved = match stored {
            Ok(time) => {
                let detail = serde_json::json!({ "where": "localStorage", "when": time });
                self.emit("nianbao-save", &detail);
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

    /// Compares with another report of last year, or with none.
    fn compare(&mut self, previous: Option<Report>) {
        let Some(work) = &mut self.work else { return };
        work.view = View::new(work.session.report().clone(), previous.as_ref());
        work.untold = true;
        let year = work.session.report().year;
        let name = previous.as_ref().map(|p| {
            let adjoins = p.year.zip(year).is_none_or(|(before, now)| before + 1 == now);
            let title = if p.title.trim().is_empty() { &p.agency } else { &p.title };
            format!("{title}{}", if adjoins { "" } else { "（不是上一年度）" })
        });
        work.previous = previous;
        self.set(|s| (s.busy, s.previous) = (None, name.map(AttrValue::from)));
    }

    /// Another window goes on with this draft: what is changed here becomes a draft of its own.
    fn part_ways(&mut self, id: &str) -> bool {
        let Some(work) = self.work.as_mut().filter(|w| w.draft.as_deref() == Some(id)) else {
            return false;
        };
        work.draft = Some(drafts::new_id());
        let words =
            "这份报告正在另一个窗口里修改，这里不是最新内容；在这里再改，会另存为一份草稿。";
        self.set(|s| s.fault = Some(words.into()));
        true
    }

    fn choose(&mut self, ctx: &Context<Self>, file: File, purpose: Purpose) {
        self.set(|s| {
            (s.dragging, s.fault) = (false, None);
            s.busy = Some(format!("正在读取 {}…", file.name()).into());
        });
        let link = ctx.link().clone();
        spawn_local(async move {
            let read = async { browser::read(browser::bytes(&file).await?, &file.name()).await };
            link.send_message(match read.await {
                Ok(read) => Msg::Opened(Box::new(read), purpose),
                Err(error) => Msg::Failed(error),
            });
        });
    }

    fn download(&mut self, ctx: &Context<Self>, format: &'static str) {
        let Some(report) = self.report().cloned() else { return };
        self.set(|s| (s.fault, s.busy) = (None, Some("正在生成文件…".into())));
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(match browser::write(&report, format).await {
                Ok(bytes) => {
                    browser::save(&bytes, &file_name(&report, format));
                    Msg::Downloaded
                }
                Err(error) => Msg::Failed(error),
            });
        });
    }
}

/// `{机关}{年}年政府信息公开工作年度报告.docx`, without what a file name may not hold.
pub fn file_name(report: &Report, extension: &str) -> String {
    let name = match (report.year, report.agency.trim()) {
        (Some(year), agency) => format!("{agency}{year}年{}", report.form.title),
        (None, agency) => format!("{agency}{}", report.form.title),
    };
    let name = name.replace(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c), "");
    format!("{name}.{extension}")
}
