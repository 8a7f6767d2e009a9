//! Roll-up: the report of an upper office as the cell-wise sum over its units, what each unit has
//! part in it, and whether the upper report agrees.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::amount::{Amount, Entry};
use crate::checks;
use crate::finding::Finding;
use crate::form::{Cell, Kind};
use crate::report::Report;
use crate::units::full_names;

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
    let all: Vec<&Report> = reports.iter().collect();
    Ok(add_up(&all, agency)?.0)
}

/// What a roll-up is made for.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The upper office.
    pub agency: String,
    /// The units it should have reports of; nothing is said of missing ones if empty.
    pub names: Vec<String>,
    /// The upper office's own report, to be compared with the sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Report>,
}

/// A sum and what it was made of.
#[derive(Serialize, Deserialize)]
pub struct RollUp {
    pub report: Report,
    /// Names of the units that were added up, in their order.
    pub units: Vec<String>,
    /// What each unit adds to a cell, by cell id; units that add nothing are left out.
    pub shares: BTreeMap<String, Vec<Share>>,
    /// Names of units that have no report here.
    pub missing: Vec<String>,
    /// Units here that are not among the names.
    pub unlisted: Vec<String>,
    /// Positions of reports left out, since their unit was there already.
    pub repeated: Vec<usize>,
    /// What R-01 finds in the upper report.
    pub findings: Vec<Finding>,
}

/// A unit's part of a cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Share {
    /// Position in [`RollUp::units`].
    pub unit: usize,
    pub value: String,
}

/// Adds up the reports of units, each unit once.
///
/// # Errors
/// Where there is no report, or they are on different forms.
pub fn roll_up(reports: &[Report], wanted: &Wanted) -> Result<RollUp, Error> {
    roll_up_some(reports, wanted, true)
}

/// The same where `all` says whether these are all the reports there are: R-01 takes the units for
/// complete only then.
pub fn roll_up_some(reports: &[Report], wanted: &Wanted, all: bool) -> Result<RollUp, Error> {
    let agencies = reports.iter().map(|r| r.agency.as_str());
    let names = full_names(agencies.chain(wanted.names.iter().map(String::as_str)));
    let (own, listed) = names.split_at(reports.len());
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let repeated = |i: &usize| !own[*i].is_empty() && !seen.insert(&own[*i]);
    let repeated: Vec<usize> = (0..reports.len()).filter(repeated).collect();
    let left: Vec<usize> = (0..reports.len()).filter(|i| !repeated.contains(i)).collect();
    let units: Vec<&Report> = left.iter().map(|i| &reports[*i]).collect();
    let (report, shares) = add_up(&units, &wanted.agency)?;
    let missing: Vec<String> = (0..listed.len())
        .filter(|i| !seen.contains(listed[*i].as_str()))
        .map(|i| wanted.names[i].clone())
        .collect();
    let is_unlisted = |i: &&usize| !listed.is_empty() && !listed.contains(&own[**i]);
    let unlisted = left.iter().filter(is_unlisted).map(|i| reports[*i].agency.clone()).collect();
    let whole = all && !listed.is_empty() && missing.is_empty();
    let upper = wanted.upper.as_ref().filter(|upper| upper.form == report.form);
    let findings = upper.map_or(Vec::new(), |upper| checks::roll_up(upper, &report, whole));
    let units = units.iter().map(|r| r.agency.clone()).collect();
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

/// `元` for a cell of money where every unit wrote one: [`Entry::parse_money`] gives 元 then.
fn unit_of(cell: &Cell, reports: &[&Report]) -> &'static str {
    let filled = || reports.iter().map(|r| r.cell(&cell.id).trim()).filter(|v| !v.is_empty());
    let named = cell.kind() == Kind::Money && filled().all(|v| v.ends_with('元') || v == "0");
    if named && filled().any(|v| v.ends_with('元')) { "元" } else { "" }
}
