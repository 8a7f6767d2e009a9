//! Roll-up: the report of an upper agency as the cell-wise sum over the agencies below it (its
//! units), with each unit's share of every cell, and a comparison with the upper agency's own
//! report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::amount::{Amount, Entry};
use crate::checks;
use crate::expected::reported;
use crate::finding::Finding;
use crate::form::{Cell, Kind};
use crate::report::Report;
use crate::units::{Unit, taken};

/// Why reports cannot be added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
    /// There are no reports.
    Nothing,
    /// They are on different forms.
    Forms,
}

/// Adds up reports: a new report of `agency` whose cells are the sums over `reports`. It is on
/// their form, and of their year if that is the same. A cell that is blank in all reports stays
/// blank; text that is no number counts as blank.
///
/// # Errors
/// There are no reports, or they are on different forms.
pub fn combine(reports: &[Report], agency: &str) -> Result<Report, Error> {
    let all: Vec<&Report> = reports.iter().collect();
    Ok(add_up(&all, agency)?.0)
}

/// What a roll-up is asked for.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The name of the upper agency.
    pub agency: String,
    /// The units that should have reported; if empty, missing units are not listed.
    pub names: Vec<String>,
    /// The upper agency's own report, to compare the sum with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Report>,
}

/// The sum of reports and how it came about.
#[derive(Serialize, Deserialize)]
pub struct RollUp {
    /// The report with the sums.
    pub report: Report,
    /// Names of the units that were added up, in the order of their reports.
    pub units: Vec<String>,
    /// The units' shares of each cell, by cell id; units that add 0 are left out.
    pub shares: BTreeMap<String, Vec<Share>>,
    /// Listed units without a report.
    pub missing: Vec<String>,
    /// Units with a report that are not listed.
    pub unlisted: Vec<String>,
    /// Positions of reports that were left out because their unit already had one.
    pub repeated: Vec<usize>,
    /// What R-01 finds in the upper report.
    pub findings: Vec<Finding>,
}

/// A unit's share of a cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Share {
    /// Position in [`RollUp::units`].
    pub unit: usize,
    /// What the unit adds, as a decimal number.
    pub value: String,
}

/// Adds up the reports of units, one report for each unit.
///
/// # Errors
/// There are no reports, or they are on different forms.
pub fn roll_up(reports: &[Report], wanted: &Wanted) -> Result<RollUp, Error> {
    roll_up_some(reports, wanted, true)
}

/// Like [`roll_up`]. `all` says whether these are all the reports: only then R-01 takes the units
/// as complete.
///
/// # Errors
/// Those of [`roll_up`].
pub fn roll_up_some(reports: &[Report], wanted: &Wanted, all: bool) -> Result<RollUp, Error> {
    // Each unit once, of whatever year.
    let unit = |r: &Report| Unit { agency: r.agency.clone(), ..Unit::default() };
    let taken = taken(&reports.iter().map(unit).collect::<Vec<Unit>>());
    let (left, repeated): (Vec<usize>, Vec<usize>) =
        (0..reports.len()).partition(|i| taken[*i] == *i);
    let units: Vec<&Report> = left.iter().map(|i| &reports[*i]).collect();
    let (report, shares) = add_up(&units, &wanted.agency)?;
    let agencies: Vec<&str> = units.iter().map(|r| r.agency.as_str()).collect();
    let (found, unlisted) = reported(&wanted.names, &agencies);
    let missing = wanted.names.iter().zip(found).filter(|(_, found)| found.is_none());
    let missing: Vec<String> = missing.map(|(name, _)| name.clone()).collect();
    let unlisted = match wanted.names.is_empty() {
        true => Vec::new(),
        false => unlisted.into_iter().map(|i| agencies[i].to_string()).collect(),
    };
    let whole = all && !wanted.names.is_empty() && missing.is_empty();
    let upper = wanted.upper.as_ref().filter(|upper| upper.form == report.form);
    let findings = upper.map_or(Vec::new(), |upper| checks::roll_up(upper, &report, whole));
    let units = agencies.into_iter().map(String::from).collect();
    Ok(RollUp { report, units, shares, missing, unlisted, repeated, findings })
}

type Shares = BTreeMap<String, Vec<Share>>;

fn add_up(reports: &[&Report], agency: &str) -> Result<(Report, Shares), Error> {
    let first = reports.first().ok_or(Error::Nothing)?;
    if reports.iter().any(|r| r.form != first.form) {
        return Err(Error::Forms);
    }
    let year = first.year.filter(|_| reports.iter().all(|r| r.year == first.year));
    let mut sum = Report::new(first.form, year, agency);
    let mut shares = Shares::new();
    let entries: Vec<Vec<Entry>> = reports.iter().map(|r| r.entries()).collect();
    for (i, cell) in first.form.all_cells().iter().enumerate() {
        let numbers =
            entries.iter().enumerate().filter_map(|(unit, e)| Some((unit, e[i].number()?)));
        let numbers: Vec<(usize, Amount)> = numbers.collect();
        if numbers.is_empty() {
            continue;
        }
        let written = |n: Amount| format!("{n}{}", unit_of(cell, reports));
        sum.cells.insert(cell.id.clone(), written(numbers.iter().map(|(_, n)| *n).sum()));
        let parts = numbers.iter().filter(|(_, n)| *n != Amount::ZERO);
        let parts: Vec<Share> =
            parts.map(|(unit, n)| Share { unit: *unit, value: written(*n) }).collect();
        if !parts.is_empty() {
            shares.insert(cell.id.clone(), parts);
        }
    }
    Ok((sum, shares))
}

/// `元` for a money cell if every unit wrote a unit (then [`Entry::parse_money`] gives 元), else
/// nothing.
fn unit_of(cell: &Cell, reports: &[&Report]) -> &'static str {
    let filled = || reports.iter().map(|r| r.cell(&cell.id).trim()).filter(|v| !v.is_empty());
    let named = cell.kind() == Kind::Money && filled().all(|v| v.ends_with('元') || v == "0");
    if named && filled().any(|v| v.ends_with('元')) { "元" } else { "" }
}
