//! Sentences that tell the figures of a form: what a draft of its prose is made of.
//!
//! They are data like the form itself. What the program drafts must be understood by the program:
//! each figure is worded so that the mentions of prose (in `forms/prose_*.rs`) tie it to the very
//! cells it was taken from.

/// One sentence, as far as its cells are filled in: the figure of a whole, and those of its parts.
pub struct Sentence {
    /// Ids of the sections it may stand in.
    pub sections: &'static [&'static str],
    /// Sub-heading of its paragraph; sentences under the same one share a paragraph.
    pub under: &'static str,
    /// Without cells these are but the words before the parts.
    pub whole: Said,
    /// Said instead where the whole is 0; nothing is said if empty.
    pub none: &'static str,
    /// Whether the change against last year is told.
    pub compared: bool,
    pub parts: &'static [Said],
}

/// A figure in its words: `{}` stands for the sum of the cells, by their ids or as
/// [`super::Form::named`] tells.
pub struct Said {
    pub words: &'static str,
    pub cells: &'static [&'static str],
}
