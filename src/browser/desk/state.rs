//! The state of the desk's screen.

use std::rc::Rc;

use report::copies::Copies;
use report::desk;
use report::likeness::{Alike, TwoTexts};
use report::notice::Letter;
use yew::AttrValue;

use crate::model::desk::{At, Counts, Filter, Sort};

/// What the panel at the side of the matrix shows.
#[derive(Clone, PartialEq, Default, Debug)]
pub enum Panel {
    #[default]
    None,
    Report(At),
    Rule(String),
    Alike,
    /// The files of each report, compared with each other.
    Copies,
    Sum,
    Notices,
    /// The list of those expected to report.
    Expected,
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
    /// Write no reminders to the units that have not reported.
    pub no_reminders: bool,
    /// Write no letters to the units whose file could not be read.
    pub no_resends: bool,
    /// The year for which units are expected, if it was chosen there.
    pub year: Option<u16>,
    /// The list of those expected to report, as it was typed or pasted.
    pub expected: AttrValue,
    /// The list that the last file took the place of.
    pub former: Option<AttrValue>,
    pub sum: Sum,
    pub alike: Option<Vec<Pair>>,
    /// Where the files of each report differ, those that do first.
    pub copies: Option<Rc<Vec<Copies>>>,
    pub side_by_side: Option<SideBySide>,
    /// The row to which the focus returns once it is there.
    pub back: Option<At>,
    /// The corrected report whose row is awaited, and the counts of the row before.
    pub corrected: Option<(At, Counts)>,
    /// The files that were taken off the desk, the last one at the end, with their names.
    pub removed: Vec<(usize, String)>,
    /// What was done last, and whether it was a removal, which can be taken back.
    pub said: Option<(String, bool)>,
    pub busy: Option<&'static str>,
    pub fault: Option<String>,
    /// Number of changes so far.
    pub stamp: u32,
}

/// A roll-up and what was asked for.
#[derive(Clone, PartialEq, Default)]
pub struct Sum {
    pub agency: String,
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
