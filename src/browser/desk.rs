//! The controller of the self-check desk: it has files checked, keeps the list of results and the
//! state of the screen. It lives on while a report of the desk is edited, so that the user finds
//! the desk unchanged afterwards.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use report::combine::Wanted;
use report::desk::{self, Opened, Row};
use report::likeness::{Alike, TwoTexts};
use report::notice::Letter;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser;
use crate::browser::desk_script::DeskScript;
use crate::model::checking::Checking;
use crate::model::desk::{At, Desk, Filter, Sort};
use crate::model::msg::Msg;
use crate::model::read::Read;

/// What the panel at the side of the matrix shows.
#[derive(Clone, PartialEq, Default, Debug)]
pub enum Panel {
    #[default]
    None,
    Report(At),
    Rule(String),
    Alike,
    Sum,
    Notices,
}

/// The state of the desk's screen.
#[derive(Clone, PartialEq, Default)]
pub struct Ui {
    pub filter: Filter,
    pub sort: Sort,
    pub panel: Panel,
    /// The first visible row.
    pub top: usize,
    /// How many rows fit on the screen.
    pub room: usize,
    /// The focused place of the matrix: a row (0 for the heads) and a column.
    pub active: (usize, usize),
    /// Draw all rows, for printing.
    pub whole: bool,
    pub letter: Letter,
    pub sum: Sum,
    pub alike: Option<Vec<Pair>>,
    pub side_by_side: Option<SideBySide>,
    pub busy: Option<&'static str>,
    pub fault: Option<String>,
    /// Number of changes so far.
    pub stamp: u32,
}

/// A roll-up and what was asked for.
#[derive(Clone, PartialEq, Default)]
pub struct Sum {
    pub agency: String,
    /// The agencies that should have reported, one a line.
    pub names: String,
    pub upper: Option<At>,
    pub done: Option<Rc<Rolled>>,
}

/// The result of a roll-up. Compared by identity: two are never equal.
pub struct Rolled(pub desk::Sum);

impl PartialEq for Rolled {
    fn eq(&self, other: &Rolled) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Two reports whose texts are suspiciously alike.
pub type Pair = Alike<At>;

/// The texts of two reports: for each section its heading and both texts in shared and unshared
/// pieces.
#[derive(Clone, PartialEq)]
pub struct SideBySide {
    pub pair: Pair,
    pub texts: Vec<TwoTexts>,
}

pub struct DeskController {
    script: DeskScript,
    list: RefCell<Desk>,
    progress: RefCell<Checking>,
    ui: RefCell<Ui>,
    version: Cell<u32>,
    watcher: RefCell<Option<Callback<()>>>,
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
                ui: RefCell::default(),
                version: Cell::default(),
                watcher: RefCell::default(),
                _tell: tell,
            }
        })
    }

    fn told(&self, progress: &str, rows: &Array) {
        for file in rows.iter().map(|pair| Array::from(&pair)) {
            let number = file.get(0).as_f64().unwrap_or_default() as usize;
            let texts = Array::from(&file.get(1));
            self.list.borrow_mut().take(number, texts.iter().filter_map(|t| t.as_string()));
        }
        if rows.length() > 0 {
            self.version.set(self.version.get() + 1);
        }
        if let Ok(progress) = serde_json::from_str(progress) {
            *self.progress.borrow_mut() = progress;
        }
        self.redraw();
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
        {
            let mut ui = self.ui.borrow_mut();
            change(&mut ui);
            ui.stamp += 1;
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

    /// Checks files: a FileList or a DataTransfer.
    pub fn add(&self, things: &JsValue) {
        // A failure is reported with the progress.
        let _ = self.script.add(things);
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
        serde_json::from_str(&self.script.row(file as u32, part as u32)).ok()
    }

    /// Parses an answer of the files module; shows an error if it cannot be read.
    fn answer<T: DeserializeOwned>(&self, answer: &JsValue) -> Option<T> {
        let told = serde_json::from_str(&answer.as_string().unwrap_or_default()).ok();
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
        self.update(|ui| (ui.busy, ui.fault) = (Some(words), None));
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
        self.work("正在生成文件…", self.script.write(format), move |_, bytes| {
            browser::save(&bytes.unchecked_into(), &format!("年报自检结果.{format}"));
        });
    }

    /// Saves the notice to the agency of one row, or without one the notices to all.
    pub fn notices(self: &Rc<DeskController>, to: Option<At>) {
        let letter = serde_json::to_string(&self.ui().letter).unwrap_or_default();
        let (asked, name) = match to {
            Some(at) => {
                let unit = self.with_list(|list| list.get(at).map(|e| e.unit.clone()));
                let (file, part) = (at.0 as u32, at.1 as u32);
                let name = format!("{}整改通知.docx", unit.unwrap_or_default());
                (self.script.notice(file, part, &letter), browser::safe_name(&name))
            }
            None => (self.script.notices(&letter), "整改通知.zip".to_string()),
        };
        self.work("正在写整改通知…", asked, move |_, bytes| {
            browser::save(&bytes.unchecked_into(), &name);
        });
    }

    /// Loads the standard text of the notice into the letter, unless the user has changed it.
    pub fn template(self: &Rc<DeskController>) {
        if self.ui().letter.template.is_none() {
            self.work("正在准备…", self.script.template(), |desk, words| {
                desk.update(|ui| ui.letter.template = words.as_string());
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
        let places = serde_json::to_string(&places).unwrap_or_default();
        let asked = self.script.compare(&js(pair.a), &js(pair.b), &places);
        self.work("正在对照…", asked, |desk, texts| {
            let beside = desk.answer(&texts).map(|texts| SideBySide { pair, texts });
            desk.update(|ui| ui.side_by_side = beside);
        });
    }

    /// Makes the roll-up of these reports.
    pub fn sum(self: &Rc<DeskController>, reports: &[At]) {
        let Sum { agency, names, upper, .. } = self.ui().sum;
        let all: Array =
            reports.iter().filter(|at| Some(**at) != upper).map(|at| js(*at)).collect();
        let lines = names.lines().map(str::trim).filter(|l| !l.is_empty());
        let names = lines.map(String::from).collect();
        let wanted = Wanted { agency: agency.trim().into(), names, upper: None };
        let wanted = serde_json::to_string(&wanted).unwrap_or_default();
        let upper = upper.map_or(JsValue::UNDEFINED, js);
        // Removes the former sum, which was that of other reports.
        self.update(|ui| ui.sum.done = None);
        self.work("正在汇总…", self.script.sum(&all, &wanted, &upper), |desk, sum| {
            let sum = desk.answer(&sum).map(|sum| Rc::new(Rolled(sum)));
            desk.update(|ui| ui.sum.done = sum);
        });
    }

    /// Opens a report in the editor, with last year's where that is among the files.
    pub fn open(self: &Rc<DeskController>, at: At, send: &Callback<Msg>) {
        let name = self.row(at).map(|row| row.file).unwrap_or_default();
        let send = send.clone();
        let asked = self.script.open(at.0 as u32, at.1 as u32);
        self.work("正在打开…", asked, move |desk, opened| {
            let Some(opened) = desk.answer(&opened) else { return };
            let Opened { report, previous, notes, places } = opened;
            let read = Read { report, notes, places, name };
            send.emit(Msg::FromDesk(Box::new(read), previous.map(Box::new)));
        });
    }
}

/// The message for an unreadable answer of the files module. Only seen if two versions of the
/// program meet.
const UNREAD: &str = "结果读不出来，请刷新页面后再试。";

/// A report's file and position in it, as a value for the script.
fn js((file, part): At) -> JsValue {
    Array::of2(&(file as u32).into(), &(part as u32).into()).into()
}
