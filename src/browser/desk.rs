//! The bench under the self-check desk: has files checked, keeps the list of what was found and what
//! the screen is at. It outlives the screen, so that one comes back to it from a report.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use report::combine::RollUp;
use report::desk::Row;
use report::document::Note;
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::browser;
use crate::browser::desk_script::Bench as Script;
use crate::model::desk::{At, Desk, Filter, Sort};
use crate::model::msg::Msg;
use crate::model::read::Read;

/// What the panel beside the matrix is about.
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

/// What the screen is at.
#[derive(Clone, PartialEq, Default)]
pub struct Ui {
    pub filter: Filter,
    pub sort: Sort,
    pub panel: Panel,
    /// The first row in sight.
    pub top: usize,
    /// How many rows there is room for.
    pub room: usize,
    /// The spot that has the keys: a row, 0 for the heads; and a column.
    pub active: (usize, usize),
    /// All rows are drawn, for the printer.
    pub whole: bool,
    pub letter: Letter,
    pub sum: Sum,
    pub alike: Option<Vec<Pair>>,
    pub beside: Option<Beside>,
    pub busy: Option<&'static str>,
    pub fault: Option<String>,
    /// Goes up with every change.
    pub stamp: u32,
}

/// What an office fills in for its notices; see `report::notice::Letter`.
#[derive(Clone, PartialEq, Default, Serialize)]
pub struct Letter {
    pub template: Option<String>,
    pub office: String,
    pub due: String,
    pub date: String,
}

/// A roll-up and what was asked for.
#[derive(Clone, PartialEq, Default)]
pub struct Sum {
    pub agency: String,
    /// The units that should have reported, one a line.
    pub names: String,
    pub upper: Option<At>,
    pub done: Option<Rc<Rolled>>,
}

/// A finished roll-up; one is never like another.
pub struct Rolled(pub RollUp);

impl PartialEq for Rolled {
    fn eq(&self, other: &Rolled) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Two reports that share suspiciously much; see `report::likeness::Alike`.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Pair {
    pub a: At,
    pub b: At,
    pub percent: u8,
    pub sections: Vec<report::likeness::AlikeSection>,
}

/// Two reports side by side: of each section its heading and both texts in pieces.
#[derive(Clone, PartialEq)]
pub struct Beside {
    pub pair: Pair,
    pub texts: Vec<[Vec<report::likeness::Piece>; 2]>,
}

/// How far the checking is.
#[derive(Clone, PartialEq, Default, Deserialize)]
pub struct Progress {
    pub state: String,
    pub done: usize,
    pub total: usize,
    #[serde(default)]
    pub seconds: Option<f64>,
    #[serde(default)]
    pub message: Option<String>,
}

impl Progress {
    /// Nothing has been asked for yet.
    pub fn is_idle(&self) -> bool {
        self.state.is_empty()
    }

    pub fn is_running(&self) -> bool {
        matches!(self.state.as_str(), "listing" | "checking" | "pairing" | "paused")
    }
}

pub struct Bench {
    script: Script,
    list: RefCell<Desk>,
    progress: RefCell<Progress>,
    ui: RefCell<Ui>,
    version: Cell<u32>,
    watcher: RefCell<Option<Callback<()>>>,
    _tell: Closure<dyn Fn(String, Array)>,
}

impl PartialEq for Bench {
    fn eq(&self, other: &Bench) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Bench {
    pub fn new() -> Rc<Bench> {
        Rc::new_cyclic(|weak: &std::rc::Weak<Bench>| {
            let weak = weak.clone();
            let tell =
                Closure::<dyn Fn(String, Array)>::new(move |progress: String, rows: Array| {
                    if let Some(bench) = weak.upgrade() {
                        bench.told(&progress, &rows);
                    }
                });
            Bench {
                script: Script::new(tell.as_ref().unchecked_ref()),
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

    /// Who is to draw what changes.
    pub fn watch(&self, watcher: Option<Callback<()>>) {
        *self.watcher.borrow_mut() = watcher;
    }

    fn redraw(&self) {
        // Asked for apart, so that nothing is held while the screen is drawn.
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

    /// A listener that does this.
    pub fn on<E: 'static>(self: &Rc<Bench>, change: impl Fn(&mut Ui) + 'static) -> Callback<E> {
        let bench = self.clone();
        Callback::from(move |_| bench.update(&change))
    }

    pub fn with_list<T>(&self, look: impl FnOnce(&Desk) -> T) -> T {
        look(&self.list.borrow())
    }

    /// Goes up whenever the list changes.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    pub fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    /// Checks files: a FileList or a DataTransfer.
    pub fn add(&self, things: &JsValue) {
        // Whatever becomes of it is told with the progress.
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

    /// All that is known of a report.
    pub fn row(&self, (file, part): At) -> Option<Row> {
        serde_json::from_str(&self.script.row(file as u32, part as u32)).ok()
    }

    /// Does what takes a while: tells so, and what went wrong.
    fn work<T: 'static>(
        self: &Rc<Bench>,
        words: &'static str,
        asked: js_sys::Promise,
        then: impl FnOnce(&Bench, JsValue) -> T + 'static,
    ) {
        self.update(|ui| (ui.busy, ui.fault) = (Some(words), None));
        let bench = self.clone();
        spawn_local(async move {
            let answer = JsFuture::from(asked).await;
            bench.update(|ui| ui.busy = None);
            match answer {
                Ok(answer) => {
                    then(&bench, answer);
                }
                Err(error) => bench.update(|ui| ui.fault = Some(browser::words(&error).1)),
            }
        });
    }

    /// Saves all rows as one file.
    pub fn download(self: &Rc<Bench>, format: &'static str) {
        self.work("正在生成文件…", self.script.write(format), move |_, bytes| {
            browser::save(&bytes.unchecked_into(), &format!("年报自检结果.{format}"));
        });
    }

    /// Saves the notice to one unit, or without one those to all.
    pub fn notices(self: &Rc<Bench>, to: Option<At>) {
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

    /// Has the words of the notice put into the letter, where they have not been changed.
    pub fn template(self: &Rc<Bench>) {
        if self.ui().letter.template.is_none() {
            self.work("正在准备…", self.script.template(), |bench, words| {
                bench.update(|ui| ui.letter.template = words.as_string());
            });
        }
    }

    /// Looks for reports that are suspiciously alike.
    pub fn alike(self: &Rc<Bench>) {
        self.work("正在比较…", self.script.alike(), |bench, pairs| {
            let pairs = serde_json::from_str(&pairs.as_string().unwrap_or_default());
            bench.update(|ui| ui.alike = Some(pairs.unwrap_or_default()));
        });
    }

    /// Lays two reports side by side.
    pub fn compare(self: &Rc<Bench>, pair: Pair) {
        let at = |(file, part): At| Array::of2(&(file as u32).into(), &(part as u32).into());
        let places: Array = pair.sections.iter().map(|s| JsValue::from(&s.place)).collect();
        let asked = self.script.compare(&at(pair.a), &at(pair.b), &places);
        self.work("正在对照…", asked, |bench, texts| {
            let texts = serde_json::from_str(&texts.as_string().unwrap_or_default());
            bench.update(|ui| ui.beside = texts.ok().map(|texts| Beside { pair, texts }));
        });
    }

    /// Adds up these reports.
    pub fn sum(self: &Rc<Bench>, reports: &[At]) {
        let Sum { agency, names, upper, .. } = self.ui().sum;
        let at = |(file, part): At| Array::of2(&(file as u32).into(), &(part as u32).into());
        let all: Array = reports.iter().filter(|at| Some(**at) != upper).map(|a| at(*a)).collect();
        let lines = names.lines().map(str::trim).filter(|l| !l.is_empty());
        let wanted = Wanted { agency: agency.trim(), names: lines.collect() };
        let wanted = serde_json::to_string(&wanted).unwrap_or_default();
        let upper = upper.map_or(JsValue::NULL, |upper| at(upper).into());
        self.work("正在汇总…", self.script.sum(&all, &wanted, &upper), |bench, sum| {
            let sum = serde_json::from_str(&sum.as_string().unwrap_or_default()).ok();
            bench.update(|ui| ui.sum.done = sum.map(|sum| Rc::new(Rolled(sum))));
        });
    }

    /// Opens a report in the editor, with last year's where that is among the files.
    pub fn open(self: &Rc<Bench>, at: At, send: &Callback<Msg>) {
        let name = self.row(at).map(|row| row.file).unwrap_or_default();
        let send = send.clone();
        let asked = self.script.open(at.0 as u32, at.1 as u32);
        self.work("正在打开…", asked, move |_, opened| {
            let mut texts = Array::from(&opened).to_vec().into_iter();
            let mut next =
                || -> Option<Opened> { serde_json::from_str(&texts.next()?.as_string()?).ok() };
            let Some(Opened { report, notes }) = next() else { return };
            let last = next().map(|last| last.report);
            let read = Read { report, notes, places: Default::default(), name };
            send.emit(Msg::FromDesk(Box::new(read), last.map(Box::new)));
        });
    }
}

/// See `report::combine::Wanted`.
#[derive(Serialize)]
struct Wanted<'a> {
    agency: &'a str,
    names: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Opened {
    report: report::Report,
    notes: Vec<Note>,
}
