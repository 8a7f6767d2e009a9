//! A part of the report as the outline lists it.

/// A part of the report in the outline.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// The place a click goes to, written as [`report::Finding::at`] is.
    pub at: String,
    pub label: String,
    pub state: State,
    pub errors: usize,
    pub warnings: usize,
    /// Blank cells of its tables.
    pub blank: usize,
}

#[derive(Clone, Copy, PartialEq)]
pub enum State {
    /// The form has it, the report does not.
    Missing,
    Empty,
    /// Begun: some cells are blank.
    Begun,
    Errors,
    Warnings,
    Done,
}
