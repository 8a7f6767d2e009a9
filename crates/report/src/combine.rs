//! Roll-up: the report of an upper office as the cell-wise sum over its units.

use crate::amount::{Amount, Entry};
use crate::report::Report;

/// Why reports cannot be added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
    /// There is none.
    Nothing,
    /// They are on different forms.
    Forms,
}

/// A new report of `agency` whose cells are the sums over `reports`, on their form and, if they
/// agree, of their year. A cell that every unit left blank stays blank; cells that hold no number
/// count as blank.
pub fn combine(reports: &[Report], agency: &str) -> Result<Report, Error> {
    let first = reports.first().ok_or(Error::Nothing)?;
    if reports.iter().any(|r| r.form != first.form) {
        return Err(Error::Forms);
    }
    let year = first.year.filter(|_| reports.iter().all(|r| r.year == first.year));
    let mut sum = Report::new(first.form, year, agency);
    for cell in first.form.cells() {
        let numbers = reports.iter().filter_map(|r| Entry::parse(r.cell(&cell.id)).number());
        let total = numbers.fold(None, |sum, n| Some(sum.unwrap_or(Amount::ZERO) + n));
        if let Some(total) = total {
            sum.cells.insert(cell.id.clone(), total.to_string());
        }
    }
    Ok(sum)
}
