//! Everything that can happen to an app, and the few words that messages and the screen share.

use std::rc::Rc;

use js_sys::Function;
use report::session::Change;
use report::{Finding, Form, Report};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::keep::InFile;
use super::write::Write;
use crate::browser::Read;
use crate::drafts::Refusal;
use crate::target::Target;
use crate::view::{Fix, Judged};

/// Everything that can happen.
pub enum Msg {
    /// What the page asks for is done: the first that is.
    Begin,
    /// The editor is there; what waited for it is done.
    Ready,
    /// The editor could not be fetched; why.
    Unready(JsValue),
    /// That is tried again.
    Fetch,
    /// The page has something for the editor to show.
    Wanted,
    /// A new report.
    Create(Box<Report>),
    /// The page sets the report.
    Set(Box<Report>),
    /// The user chose or dropped a file.
    Choose(File, Purpose),
    /// Many files for the self-check desk: a FileList or a DataTransfer; undefined for none yet.
    Many(JsValue),
    /// A report on the desk is to be worked on, with last year's if that is there too.
    FromDesk(Box<Read>, Option<Box<Report>>),
    /// Clears the desk.
    LeaveDesk,
    Opened(Box<Read>, Purpose),
    /// Last year's report is no longer compared with.
    ForgetPrevious,
    /// Something is true now of storing the draft: a [`keep::Kept`] as the script tells it.
    Kept(JsValue),
    /// The drafts are known from both stores; perhaps a newer one to begin with.
    Listed(Option<String>),
    /// The element's script asks for a sign of life.
    Ping,
    Failed(JsValue),
    /// Goes on with a stored draft.
    Resume(String),
    Forget(String),
    /// Saves a draft that cannot be read as a file.
    Rescue(String),
    /// Saves a copy of the program with the report inside.
    SaveCopy,
    /// How that went, and the name of the file.
    Copied(String, String),
    /// Stores the draft at once.
    SaveNow,
    Home,
    Change(Change),
    Write(Write),
    /// A change of more than one place: one step, told in a sentence beside a way back.
    Tell(Box<Change>, String),
    /// The values offered for some cells are taken; what is told of it.
    Accept(Fix, String),
    /// Blank cells of a table are filled: totals with the sum of their parts, others with 0.
    Fill(usize),
    /// The report moves to another form.
    UseForm(&'static Form),
    /// A finding is explained, or with no reason no longer; the focus stays with it.
    Explain(Rc<Finding>, String),
    /// The rules have looked at the report as it was when they were asked for the nth time.
    Judged(u64, Box<Judged>),
    /// They could not; why.
    Unjudged(u64, JsValue),
    /// The page waits for what they say of the report as it is: what to do then, or otherwise.
    Await(Function, Function),
    Undo,
    Redo,
    /// A field was left: what is typed next is another step.
    Pause,
    Download(&'static str),
    Downloaded,
    /// Typing has paused: tell the page.
    Settle,
    /// Typing has rested: a screen reader may be told the result.
    Announce,
    Jump(Target),
    ShowFindings,
    Sheet(Option<Sheet>),
    /// Shows the sample.
    Sample,
    Sampled(Box<[Report; 2]>),
    /// Large type on or off.
    Enlarge,
    /// The words for a first-time user have been read.
    EndTour,
    Dragging(bool),
    DismissNotes,
    DismissFault,
    DismissTold,
    Readonly(bool),
}

impl Msg {
    /// Whether it takes what the rules offer.
    pub(super) fn takes_offer(&self) -> bool {
        matches!(
            self,
            Msg::Accept(..) | Msg::Write(Write::Draft(_) | Write::Mend(_) | Write::Agree(..))
        )
    }
}

/// What a file is opened for.
#[derive(Clone, Copy, PartialEq)]
pub enum Purpose {
    /// To be edited.
    Report,
    /// To be compared with: last year's report.
    Previous,
}

/// What lies over the paper: the rules; on a narrow screen the panels as well.
#[derive(Clone, Copy, PartialEq)]
pub enum Sheet {
    Outline,
    Findings,
    Rules,
    Picture,
    Help,
}

impl Sheet {
    /// Whether it takes the place of the paper.
    pub fn is_page(self) -> bool {
        matches!(self, Sheet::Rules | Sheet::Picture | Sheet::Help)
    }
}

/// What is known about the draft's safety.
#[derive(Clone, Copy, PartialEq, Default)]
pub enum Saved {
    /// Nothing was changed yet.
    #[default]
    Untouched,
    Pending,
    /// When, in how many places of this computer, and whether a file holds it too.
    At(f64, u8, InFile),
    Refused(Refusal),
    /// The page asked to store nothing.
    Off,
}
