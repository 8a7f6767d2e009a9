//! The controller of the self-check desk: it has files checked, keeps the list of results and the
//! state of the screen. It lives on while a report of the desk is edited, so that the user finds
//! the desk unchanged afterwards.

mod copies;
mod edits;
mod register;
mod state;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use js_sys::Array;
use report::combine::Wanted;
use report::desk::Row;
use report::expected::{self, Expected};
use report::finding::RuleLine;
use report::notice::{Missing, UnreadFile};
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub use self::state::{Pair, Panel, Rolled, SideBySide, Sum, Ui};
use crate::browser;
use crate::browser::desk_script::{DeskScript, is_single};
use crate::browser::settings::{set, setting};
use crate::model::checking::{Checking, Stage};
use crate::model::desk::{At, Desk};

pub struct DeskController {
    script: DeskScript,
    list: RefCell<Desk>,
    progress: RefCell<Checking>,
    ui: RefCell<Ui>,
    version: Cell<u32>,
    /// What is known of the rules, by id, and for which forms it was asked.
    rules: RefCell<BTreeMap<String, RuleLine>>,
    forms: RefCell<BTreeSet<String>>,
    watcher: RefCell<Option<Callback<()>>>,
    /// The drafts of corrected reports, by the numbers of their files.
    drafts: RefCell<Vec<(usize, String)>>,
    _tell: Closure<dyn Fn(String, Array)>,
}

impl PartialEq for DeskController {
    fn eq(&self, other: &DeskController) -> bool {
        std::ptr::eq(self, other)
    }
}

impl DeskController {
    pub fn new() -> Rc<DeskController> {
        Rc::new_cyclic(|weak: &std::rc::Weak<DeskController>| {
            let weak = weak.clone();
            let tell =
                Closure::<dyn Fn(String, Array)>::new(move |progress: String, rows: Array| {
                    if let Some(desk) = weak.upgrade() {
                        desk.told(&progress, &rows);
                    }
                });
            DeskController {
                script: DeskScript::new(tell.as_ref().unchecked_ref()),
                list: RefCell::default(),
                progress: RefCell::default(),
                ui: RefCell::new(Ui { expected: setting(LIST).into(), ..Ui::default() }),
                version: Cell::default(),
                rules: RefCell::default(),
                forms: RefCell::default(),
                watcher: RefCell::default(),
                drafts: RefCell::default(),
                _tell: tell,
            }
        })
    }

    fn told(&self, progress: &str, rows: &Array) {
        let mut files = Vec::new();
        for file in rows.iter().map(|pair| Array::from(&pair)) {
            let number = file.get(0).as_f64().unwrap_or_default() as usize;
            files.push(number);
            let texts = Array::from(&file.get(1));
            self.list.borrow_mut().take(number, texts.iter().filter_map(|t| t.as_string()));
        }
        if let Ok(progress) = report::json::read(progress) {
            *self.progress.borrow_mut() = progress;
        }
        if rows.length() > 0 {
            self.version.set(self.version.get() + 1);
        }
        if !self.progress.borrow().is_running() {
            self.mark();
        }
        self.tell_corrected(&files);
        self.redraw();
    }

    /// Compares the files with each other and, once all are read, with the list of those expected.
    fn mark(&self) {
        let whole = self.progress.borrow().state == Stage::Done;
        let expected = whole.then(|| self.expected());
        self.list.borrow_mut().compare(expected.as_ref());
        self.version.set(self.version.get() + 1);
    }

    /// The units on the list, and the year for which they are expected if one is chosen.
    pub fn expected(&self) -> Expected {
        let ui = self.ui.borrow();
        Expected { names: expected::names(&ui.expected), year: ui.filter.year.or(ui.year) }
    }

    /// What a rule asks for, once it is known.
    pub fn rule(&self, id: &str) -> Option<RuleLine> {
        self.rules.borrow().get(id).cloned()
    }

    /// Loads what the rules of these forms ask for. If that fails, only their ids are shown.
    pub fn load_rules(self: &Rc<DeskController>, forms: Vec<String>) {
        for form in forms {
            if !self.forms.borrow_mut().insert(form.clone()) {
                continue;
            }
            let desk = self.clone();
            spawn_local(async move {
                let lines = browser::rules(&form).await.unwrap_or_default();
                let lines = lines.into_iter().map(|line| (line.id.to_string(), line));
                desk.rules.borrow_mut().extend(lines);
                desk.update(|_| ());
            });
        }
    }

    /// Sets the callback that redraws the desk.
    pub fn watch(&self, watcher: Option<Callback<()>>) {
        *self.watcher.borrow_mut() = watcher;
    }

    fn redraw(&self) {
        // Cloned first, so that the cell is not borrowed while the screen is drawn.
        let watcher = self.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            watcher.emit(());
        }
    }

    pub fn ui(&self) -> Ui {
        self.ui.borrow().clone()
    }

    pub fn update(&self, change: impl FnOnce(&mut Ui)) {
        let asks = |ui: &Ui| (ui.expected.clone(), ui.filter.year, ui.year);
        let is_asked_anew = {
            let mut ui = self.ui.borrow_mut();
            let before = asks(&ui);
            change(&mut ui);
            ui.stamp += 1;
            before != asks(&ui)
        };
        if is_asked_anew {
            set(LIST, &self.ui.borrow().expected);
            if !self.progress.borrow().is_running() {
                self.mark();
            }
        }
        self.redraw();
    }

    /// An event listener that makes this change to the state of the screen.
    pub fn on<E: 'static>(
        self: &Rc<DeskController>,
        change: impl Fn(&mut Ui) + 'static,
    ) -> Callback<E> {
        let desk = self.clone();
        Callback::from(move |_| desk.update(&change))
    }

    /// An event listener of a field that passes the field's value to `set`.
    pub fn on_value<E: AsRef<Event> + 'static>(
        self: &Rc<DeskController>,
        set: impl Fn(&mut Ui, String) + 'static,
    ) -> Callback<E> {
        let desk = self.clone();
        Callback::from(move |event: E| {
            // A select and a textarea have the property `value` as well.
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            desk.update(|ui| set(ui, value));
        })
    }

    pub fn with_list<T>(&self, look: impl FnOnce(&Desk) -> T) -> T {
        look(&self.list.borrow())
    }

    /// Number of changes of the list so far.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    pub fn progress(&self) -> Checking {
        self.progress.borrow().clone()
    }

    /// Checks files: a FileList or what was dropped. While the list of those expected is shown, a
    /// single file is that list.
    pub fn add(self: &Rc<DeskController>, things: &JsValue) {
        if self.ui().panel == Panel::Expected && is_single(things) {
            return self.read_names(things);
        }
        self.update(|ui| ui.said = None);
        // A failure is reported with the progress.
        let _ = self.script.add(things);
    }

    /// Takes the names in a file as the list of those expected.
    pub fn read_names(self: &Rc<DeskController>, things: &JsValue) {
        self.work("正在读名单…", self.script.names(things), |desk, names| {
            let names: Vec<String> =
                Array::from(&names).iter().filter_map(|n| n.as_string()).collect();
            desk.update(|ui| {
                let former = std::mem::replace(&mut ui.expected, names.join("\n").into());
                ui.former = Some(former).filter(|list| !list.trim().is_empty());
            });
        });
    }

    pub fn pause(&self) {
        self.script.pause();
    }

    pub fn resume(&self) {
        self.script.resume();
    }

    pub fn cancel(&self) {
        self.script.cancel();
    }

    /// The full row of a report.
    pub fn row(&self, (file, part): At) -> Option<Row> {
        report::json::read(&self.script.row(file as u32, part as u32)).ok()
    }

    /// Parses an answer of the files module; shows an error if it cannot be read.
    fn answer<T: DeserializeOwned>(&self, answer: &JsValue) -> Option<T> {
        let told = report::json::read(&answer.as_string().unwrap_or_default()).ok();
        if told.is_none() {
            self.update(|ui| ui.fault = Some(UNREAD.into()));
        }
        told
    }

    /// Runs a slow task: shows that it is running, and its error if it fails.
    fn work<T: 'static>(
        self: &Rc<DeskController>,
        words: &'static str,
        asked: js_sys::Promise,
        then: impl FnOnce(&DeskController, JsValue) -> T + 'static,
    ) {
        self.update(|ui| (ui.busy, ui.fault, ui.said) = (Some(words), None, None));
        let desk = self.clone();
        spawn_local(async move {
            let answer = JsFuture::from(asked).await;
            desk.update(|ui| ui.busy = None);
            match answer {
                Ok(answer) => {
                    then(&desk, answer);
                }
                Err(error) => desk.update(|ui| ui.fault = Some(browser::words(&error).1)),
            }
        });
    }

    /// Saves all rows as one file.
    pub fn download(self: &Rc<DeskController>, format: &'static str) {
        let expected = self.with_list(|list| Expected {
            year: list.marks().year,
            names: if list.marks().expected > 0 { self.expected().names } else { Vec::new() },
        });
        let asked = self.script.write(format, &json(&expected));
        self.save("正在生成文件…", asked, format!("年报自检结果.{format}"));
    }

    /// Saves the notice to the agency of one report.
    pub fn notice(self: &Rc<DeskController>, at: At) {
        let unit = self.with_list(|list| list.get(at).map(|e| e.unit.clone()));
        let name = browser::safe_name(&format!("{}整改通知.docx", unit.unwrap_or_default()));
        let asked = self.script.notice(at.0 as u32, at.1 as u32, &json(&self.ui().letter));
        self.save("正在写整改通知…", asked, name);
    }

    /// Saves the notices about these reports, reminders to the units that are absent, and letters about
    /// files that could not be read.
    pub fn notices(
        self: &Rc<DeskController>,
        reports: &[At],
        absent: &[String],
        unread: &[UnreadFile],
    ) {
        let year = self.with_list(|list| list.marks().year);
        let missing = Missing { names: absent.into(), year, unread: unread.into() };
        let reports: Array = reports.iter().map(|at| js(*at)).collect();
        let asked = self.script.notices(&reports, &json(&self.ui().letter), &json(&missing));
        self.save("正在写整改通知…", asked, "整改通知.zip".into());
    }

    /// Saves the answered bytes as a file of this name, and says so.
    fn save(self: &Rc<DeskController>, words: &'static str, asked: js_sys::Promise, name: String) {
        self.work(words, asked, move |desk, bytes| {
            browser::save(&bytes.unchecked_into(), &name);
            desk.update(|ui| ui.said = Some((format!("已下载 {name}。"), false)));
        });
    }

    /// Loads the standard texts of the letters into the letter, unless the user has changed
    /// them.
    pub fn template(self: &Rc<DeskController>) {
        if self.ui().letter.template.is_none() {
            self.work("正在准备…", self.script.templates(), |desk, texts| {
                let texts = Array::from(&texts);
                desk.update(|ui| {
                    ui.letter.template = texts.get(0).as_string();
                    ui.letter.reminder = texts.get(1).as_string();
                    ui.letter.resend = texts.get(2).as_string();
                });
            });
        }
    }

    /// Searches for reports whose texts are suspiciously alike.
    pub fn alike(self: &Rc<DeskController>) {
        self.work("正在比较…", self.script.alike(), |desk, pairs| {
            let pairs = desk.answer(&pairs);
            desk.update(|ui| ui.alike = pairs);
        });
    }

    /// Shows the texts of two reports next to each other.
    pub fn compare(self: &Rc<DeskController>, pair: Pair) {
        let places: Vec<&str> = pair.sections.iter().map(|s| s.place.as_str()).collect();
        let places = json(&places);
        let asked = self.script.compare(&js(pair.a), &js(pair.b), &places);
        self.work("正在对照…", asked, |desk, texts| {
            let beside = desk.answer(&texts).map(|texts| SideBySide { pair, texts });
            desk.update(|ui| ui.side_by_side = beside);
        });
    }

    /// Makes the roll-up of the reports in these files, each once.
    pub fn sum(self: &Rc<DeskController>, reports: &[At]) {
        let Sum { agency, upper, .. } = self.ui().sum;
        // A report in several files is the upper one in each of them.
        let is_upper = |at: &At| {
            let same = |upper| self.with_list(|l| l.marks().taken(*at) == l.marks().taken(upper));
            upper.is_some_and(same)
        };
        let all: Array = reports.iter().filter(|at| !is_upper(at)).map(|at| js(*at)).collect();
        let names = self.expected().names;
        let wanted = Wanted { agency: agency.trim().into(), names, upper: None };
        let wanted = json(&wanted);
        let upper = upper.map_or(JsValue::UNDEFINED, js);
        // Removes the former sum, which was that of other reports.
        self.update(|ui| ui.sum.done = None);
        self.work("正在汇总…", self.script.sum(&all, &wanted, &upper), |desk, sum| {
            let sum = desk.answer(&sum).map(|sum| Rc::new(Rolled(sum)));
            desk.update(|ui| ui.sum.done = sum);
        });
    }
}

/// The message for an unreadable answer of the files module. Only seen if two versions of the
/// program meet.
const UNREAD: &str = "结果读不出来，请刷新页面后再试。";

/// The setting that keeps the list of those expected to report.
const LIST: &str = "expected";

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A report's file and position in it, as a value for the script.
fn js((file, part): At) -> JsValue {
    Array::of2(&(file as u32).into(), &(part as u32).into()).into()
}
