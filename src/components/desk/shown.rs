//! What the desk's matrix shows.

use crate::model::desk::{At, Column, Desk, Filter, Sort};

/// The visible files in their order, the columns, and below the files the units without a report.
#[derive(PartialEq)]
pub struct Shown {
    pub rows: Vec<At>,
    pub columns: Vec<Column>,
    /// The reports in these files, each by the file that counts.
    pub reports: Vec<At>,
    pub absent: Vec<String>,
}

impl Shown {
    pub fn of(desk: &Desk, filter: &Filter, sort: Sort) -> Shown {
        let rows = desk.shown(filter, sort);
        let (columns, reports) = (desk.columns(&rows), desk.reports(&rows));
        Shown { columns, reports, absent: desk.absent(filter), rows }
    }

    /// Number of lines in the matrix.
    pub fn lines(&self) -> usize {
        self.rows.len() + self.absent.len()
    }
}
