//! What the desk's matrix shows.

use crate::model::desk::{At, Column};

/// The visible reports in their order, and the columns.
#[derive(PartialEq)]
pub struct Shown {
    pub rows: Vec<At>,
    pub columns: Vec<Column>,
}
