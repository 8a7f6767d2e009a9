//! Sentences that state the figures of a form, from which prose is drafted.
//!
//! They are data like the form itself. The program must understand what it drafts: each figure is
//! worded so that the mentions of prose (in `forms/prose_*.rs`) tie it to the very cells it was
//! taken from.

/// One sentence, if its cells are filled in: the figure of a total, and those of its parts.
pub struct Sentence {
    /// Ids of the sections in which it may be written.
    pub sections: &'static [&'static str],
    /// The sub-heading of its paragraph; sentences with the same one share a paragraph.
    pub under: &'static str,
    /// The total. Without cells, only words before the parts.
    pub whole: Said,
    /// The sentence if the total is 0; if empty, nothing is written then.
    pub none: &'static str,
    /// Whether to add the change against last year.
    pub compared: bool,
    /// The parts of the total, in their order.
    pub parts: &'static [Said],
}

/// A figure in its words: `{}` stands for the sum of the cells, given by their ids or as in
/// [`super::Form::named`].
pub struct Said {
    /// The words around the figure.
    pub words: &'static str,
    /// The cells whose sum is stated.
    pub cells: &'static [&'static str],
}
