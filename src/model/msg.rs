//! Everything that can happen to an app.
//!
//! A new button needs a variant here, an arm where `app` handles it, and the button itself.

use std::rc::Rc;

use js_sys::Function;
use report::apart::Comparison;
use report::session::{Change, Field};
use report::{Finding, Form, Report};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::checked::{CheckedReport, Fix};
use super::collation::Collate;
use super::desk::At;
use super::look::Template;
use super::pdf::Press;
use super::read::Read;
use super::register::{Counts, Given, Register};
use super::state::{Search, Sheet};
use super::target::Target;

/// A message to the app, of either kind.
#[expect(clippy::large_enum_variant, reason = "it is moved once and never stored")]
pub enum Event {
    /// For the first module.
    Early(Early),
    /// For the editor's.
    Editor(Msg),
}

impl From<Early> for Event {
    fn from(early: Early) -> Event {
        Event::Early(early)
    }
}

impl From<Msg> for Event {
    fn from(msg: Msg) -> Event {
        Event::Editor(msg)
    }
}

/// What the first module can do by itself, at once.
pub enum Early {
    /// The editor's module is loaded.
    Ready,
    /// The editor's module could not be loaded; the error.
    Unready(JsValue),
    /// Load it again.
    Fetch,
    /// The page has something for the editor to show: load it now.
    Wanted,
    /// The list of drafts has been read from both stores.
    Listed,
    /// The element's script asks whether the program still answers.
    Ping,
    /// Large type on or off.
    Enlarge,
    /// Whether a file is being dragged over the page.
    Dragging(bool),
    DismissFault,
    Readonly(bool),
}

/// What needs the editor; before its module is loaded, these wait.
pub enum Msg {
    /// Do what the host's attributes (view, draft-key, year…) ask for. Always the first message.
    Begin,
    /// Show a new report.
    Create(Box<Report>),
    /// The host page sets the report.
    Set(Box<Report>),
    /// The user chose or dropped a file.
    Choose(File, Purpose),
    /// Add files to the self-check desk: a FileList or a DataTransfer; undefined only opens the
    /// desk.
    Many(JsValue),
    /// Edit a report of the desk.
    FromDesk(Box<FromDesk>),
    /// Go one level up: from a report to its desk, or from the desk to the start page.
    Back,
    /// Close the desk and forget its results.
    LeaveDesk,
    /// A file has been read.
    Opened(Box<Read>, Purpose),
    /// Something on the sheet 从台账填写.
    Count(Count),
    /// Something on the page 核对多份.
    Collate(Collate),
    /// Something on the way to a PDF.
    Pdf(Press),
    /// Begin the report of the year after the open one, which becomes last year's.
    BeginNext,
    /// Do not offer that any more.
    StayInYear,
    /// Stop comparing with last year's report.
    ForgetPrevious,
    /// The save status of the draft changed: a [`super::state::Kept`] as the script sends it.
    Kept(JsValue),
    /// Show this draft, now that both stores have been read.
    ShowDraft(String),
    /// Something asked for failed; the error.
    Failed(JsValue),
    /// Continue a stored draft.
    Resume(String),
    /// Delete a draft.
    Forget(String),
    /// Show where a draft differs from the last saved one of the same agency and year, or hide that again.
    Compare(String),
    /// Where that draft differs.
    Compared(String, Comparison),
    /// Save the text of a draft that cannot be read as a file.
    Rescue(String),
    /// Save a copy of the program with the report inside.
    SaveCopy,
    /// A copy of the program was saved under this name.
    Copied(Copied, String),
    /// Store the draft at once.
    SaveNow,
    /// Leave the report: to the desk it came from, or to the start page.
    Home,
    /// Change the report.
    Change(Change),
    Write(Write),
    /// A change in several places: one step of undo, with a sentence that says what was changed.
    Tell(Box<Change>, String),
    /// Put values offered by the rules into cells; with a sentence about it.
    Accept(Fix, String),
    /// Fill the blank cells of a table, or of all: totals with the sum of their parts, others with 0.
    Fill(Option<usize>),
    /// Confirm the guessed head with this name.
    Confirm(&'static str),
    /// Move the report to another form.
    UseForm(&'static Form),
    /// Keep the user's reason for a finding, or with an empty one forget it; the focus stays there.
    Explain(Rc<Finding>, String),
    /// The result of the nth check request.
    Checked(u64, Box<CheckedReport>),
    /// The nth check request failed; the error.
    CheckFailed(u64, JsValue),
    /// The page waits for the result for the report as it is: called with it, or with an error.
    Await(Function, Function),
    Undo,
    Redo,
    /// A field lost the focus, or typing paused: the next typing is another step of undo.
    Pause,
    /// A template has been read.
    Templated(Rc<Template>),
    /// Forget the office's template.
    ForgetTemplate,
    /// Show the chart with this title in pages and pictures, or leave it out.
    ChooseChart(&'static str, bool),
    /// Save the report as a file of this format.
    Download(&'static str),
    /// Put the content of the report's page into the clipboard.
    CopyPage,
    /// Something was copied; the sentence about it.
    InClipboard(&'static str),
    /// Save the file that was opened, with the findings as comments.
    Annotate,
    /// What took time is done: the sentence about it goes away.
    Done,
    /// The report was saved as a file of this name.
    Downloaded(String),
    /// Something else was saved as a file of this name.
    Saved(String),
    /// Typing has paused: dispatch `nianbao-change`.
    Settle,
    /// Typing has paused for longer: announce the result to screen readers.
    Announce,
    /// Move the focus there.
    Jump(Target),
    ShowFindings,
    /// Go to the next finding, or back to the one before.
    Walk {
        back: bool,
    },
    /// Show the findings and say what they are.
    SelfCheck,
    /// Show this sheet, or only the report.
    Sheet(Option<Sheet>),
    /// Load the sample report.
    Sample,
    /// The sample and the report of the year before.
    Sampled(Box<[Report; 2]>),
    /// The user has read the introduction.
    EndTour,
    DismissNotes,
    DismissTold,
}

/// A report of the desk that is to be edited.
pub struct FromDesk {
    pub read: Read,
    /// Last year's report, if that is on the desk, too.
    pub last: Option<Report>,
    /// The row that it is of; `None` for a sum.
    pub row: Option<At>,
    /// The id of the draft in which it was edited before.
    pub draft: Option<String>,
}

impl Msg {
    /// The message that puts the value offered for a cell into it.
    pub fn fill_in(cell: &str, value: String) -> Msg {
        let words = format!("已填入 {value}。");
        Msg::Accept(vec![(cell.to_string(), value)], words)
    }

    /// Whether it uses an offer of the rules, so that it must wait for a running check.
    pub fn takes_offer(&self) -> bool {
        matches!(
            self,
            Msg::Accept(..) | Msg::Write(Write::Draft(_) | Write::Mend(_) | Write::Agree(..))
        )
    }
}

/// Where a copy of the program went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copied {
    /// Into a file that is kept up to date from now on.
    Written,
    /// Into the browser's downloads.
    Downloaded,
}

/// What a file is opened for.
#[derive(Clone, Copy, PartialEq)]
pub enum Purpose {
    /// To be edited.
    Report,
    /// As last year's report, to be compared with.
    Previous,
    /// As last year's report, from which this year's begins.
    Next,
    /// As a register of applications, from which the report is filled in.
    Register,
    /// As the office's own template, by which its Word files are laid out.
    Template,
}

/// What happens on the sheet 从台账填写.
pub enum Count {
    /// A file is to be counted: its bytes, its name, and what the files module said of it if it was
    /// asked without answers.
    Open(JsValue, String, Option<JsValue>),
    /// It was counted for the first time.
    Opened(Box<Register>),
    /// This version of year and answers was counted, or that failed.
    Counted(u64, Result<Rc<Counts>, JsValue>),
    /// A question is answered, or a rule or a column changed; the focus goes to this place.
    Answer(Given, Option<String>),
    /// An answer is taken back, and forgotten.
    Withdraw(String),
    /// Count this year.
    Year(u16),
    /// Fill the report in.
    Fill,
    /// Save the blank register.
    Template,
}

/// An action of the writer besides typing.
pub enum Write {
    /// A change, where the focus goes, and a sentence that says what was changed.
    Step(Change, Target, Option<String>),
    Arrange(Arrange),
    /// Replace a text with last year's.
    Adopt(Field),
    /// Append to a text the sentences drafted from the tables.
    Draft(Field),
    /// Put the right words at the place of a finding ([`Finding::mend`]).
    Put(Rc<Finding>),
    /// Set all figures of a text to the values of the table.
    Mend(Field),
    /// Make the figure that begins at this byte of a text and its cell agree: with `true` the cell
    /// takes the figure, else the figure the cell's value.
    Agree(Field, usize, bool),
    /// Open find and replace with these words; without words, focus it.
    Find(String),
    /// Search for this; `None` closes the search.
    Search(Option<Search>),
}

/// A change of the report's parts, by their positions.
#[derive(Clone, Copy)]
pub enum Arrange {
    /// Moves a part down, or else up.
    Shift(usize, bool),
    Remove(usize),
    /// Adds a part of the writer's own after this one.
    Own(usize),
    /// Adds the part of the form with this id.
    Known(&'static str),
}
