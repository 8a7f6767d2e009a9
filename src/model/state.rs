//! What the screen shows besides the report.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use report::apart::Comparison;
use report::document::Note;
use serde::Deserialize;
use wasm_bindgen::JsValue;
use yew::AttrValue;

use super::collation::Collation;
use super::draft::{Entry, Refusal};
use super::look::Template;
use super::pdf::Pdf;
use super::register::Register;

/// What the screen shows besides the report.
#[derive(Clone, PartialEq, Default)]
pub struct State {
    /// The drafts listed on the start page.
    pub drafts: Vec<Entry>,
    /// The draft that is compared with a later one, and where they differ.
    pub compared: Option<Rc<(String, Comparison)>>,
    /// The page 核对多份, while it is open.
    pub collation: Option<Rc<Collation>>,
    pub readonly: bool,
    /// How many reports the desk has that was left for the start page.
    pub left: usize,
    pub saved: Saved,
    /// Another window shows this report too.
    pub other: Option<Other>,
    /// Names of the steps that can be undone and redone.
    pub undo: Option<AttrValue>,
    pub redo: Option<AttrValue>,
    /// Name of the opened file, and what was left out or guessed.
    pub notes: Option<Rc<(String, Vec<Note>)>>,
    /// The same name, with the notes on guessed heads that were neither edited nor confirmed.
    pub guesses: Option<Rc<(String, Vec<Note>)>>,
    /// Where each cell was found in the opened file, in words, by cell id.
    pub places: Rc<BTreeMap<String, String>>,
    /// The opened file itself and its name, see [`super::read::Read::original`].
    pub original: Option<Rc<(JsValue, String)>>,
    /// The open report is of an earlier year: the year of the report that may begin from it.
    pub next: Option<u16>,
    /// A report is being loaded.
    pub opening: bool,
    /// The editor's module was needed and could not be loaded.
    pub missing: bool,
    /// One sentence: what went wrong.
    pub fault: Option<AttrValue>,
    /// One sentence: what the program is doing.
    pub busy: Option<AttrValue>,
    /// What the last larger step changed, and whether undo takes it back.
    pub told: Option<(AttrValue, bool)>,
    pub sheet: Option<Sheet>,
    /// A file is being dragged over the page.
    pub dragging: bool,
    pub search: Option<Rc<Search>>,
    /// The register of applications from which the report is filled in.
    pub register: Option<Rc<Register>>,
    /// The last check failed.
    pub check_failed: bool,
    /// The last result in words, for screen readers; set once typing has paused.
    pub announced: String,
    pub large: bool,
    /// The fonts of a PDF, and why the user is asked for them.
    pub pdf: Option<Rc<Pdf>>,
    /// The office's template, by which Word files are laid out.
    pub template: Option<Rc<Template>>,
    /// Titles of the charts that pages and pictures do not show.
    pub left_out: Rc<BTreeSet<String>>,
    /// The introduction for first-time users is shown.
    pub tour: bool,
}

impl State {
    /// The part of the state that stays when another report is shown.
    pub fn kept(&self) -> State {
        let pdf = self.pdf.clone();
        State {
            readonly: self.readonly,
            left: self.left,
            large: self.large,
            pdf,
            ..State::default()
        }
    }

    /// Removes the guesses of heads for which `known` is true.
    pub fn forget_guesses(&mut self, known: impl Fn(&str) -> bool) {
        let known = |note: &Note| note.place.as_deref().is_some_and(&known);
        if let Some(guesses) = self.guesses.as_mut().filter(|g| g.1.iter().any(known)) {
            Rc::make_mut(guesses).1.retain(|note| !known(note));
        }
    }

    /// Sets the save status to pending: the report has changed.
    pub fn pend(&mut self) {
        if self.saved != Saved::Off {
            self.saved = Saved::Pending;
        }
    }
}

/// What is shown over or instead of the report. On a narrow screen the panels are sheets, too.
#[derive(Clone, Copy, PartialEq)]
pub enum Sheet {
    Outline,
    Findings,
    Rules,
    Picture,
    Help,
    /// 从台账填写.
    Register,
    /// The pages of the Word file.
    Pages,
    /// 下载 PDF: choosing its fonts.
    Pdf,
}

impl Sheet {
    /// Whether it replaces the report.
    pub fn is_page(self) -> bool {
        !matches!(self, Sheet::Outline | Sheet::Findings)
    }
}

/// The searched words, and the index of the current hit.
#[derive(Clone, PartialEq, Default)]
pub struct Search {
    pub words: String,
    pub at: usize,
}

/// Whether the draft is stored.
#[derive(Clone, Copy, PartialEq, Default)]
pub enum Saved {
    /// Nothing was changed yet.
    #[default]
    Untouched,
    Pending,
    /// When (in milliseconds since 1970), in how many stores of this computer, and whether a file
    /// has it too.
    At(f64, u8, InFile),
    Refused(Refusal),
    /// The host page asked to store nothing.
    Off,
}

/// Whether a file that the program keeps up to date has the report too.
#[derive(Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InFile {
    /// There is no such file.
    #[default]
    #[serde(rename = "")]
    None,
    /// The file has an older version.
    Behind,
    Kept,
}

/// Another window that shows the same report.
#[derive(Clone, PartialEq)]
pub struct Other {
    /// The id of its draft.
    pub draft: String,
    /// The other window has changed the report.
    pub changed: bool,
    /// This window has changed it as well.
    pub both: bool,
}

/// The save status of a draft, as `www/element.js` sends it.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Kept {
    /// When it was stored, in milliseconds since 1970; none if that was not tried yet.
    #[serde(default)]
    pub time: Option<f64>,
    /// In how many stores of this computer it is.
    #[serde(default)]
    pub places: u8,
    /// Why it is not stored in every place.
    #[serde(default)]
    pub why: Option<Refusal>,
    #[serde(default)]
    pub file: InFile,
    /// The id of another window's draft with this report.
    #[serde(default)]
    pub other: Option<String>,
    #[serde(default)]
    pub other_changed: bool,
    #[serde(default)]
    pub own_changed: bool,
}
