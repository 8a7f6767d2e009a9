//! Which reports are of the same agency (unit), by its name: the same report in several files, and the
//! reports of successive years.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::text;

/// A report among many files: the index of its file, and its position in that file.
pub type At = (usize, usize);

/// What tells apart several files of the same report: how good each is, and what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Version {
    /// Whether somebody has corrected the report since it was read: then it is preferred.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
    /// How many cells of its tables are blank.
    pub blank: u32,
    /// How many errors and warnings are unexplained, and how many notes say that reading the file
    /// left something out or guessed it.
    pub doubts: u32,
    /// How far the file's format is from those in which reports are written; 0 for a Word file.
    pub derived: u32,
    /// A hash of the cells: equal for equal numbers, and almost never for different ones.
    pub figures: u32,
}

impl Version {
    /// The order in which files of the same report are preferred: corrected ones, then complete ones,
    /// then those with fewer doubts, then those in the format in which the report was written.
    fn order(self) -> (bool, u32, u32, u32) {
        (!self.corrected, self.blank, self.doubts, self.derived)
    }
}

/// An agency and a report year: the key by which reports are paired.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Unit {
    /// The agency's name, as written in the report.
    pub agency: String,
    /// The report's year; `None` if unknown.
    pub year: Option<u16>,
    /// Which of several files of this report it is.
    #[serde(default)]
    pub version: Version,
}

/// For each report the position of the one that is taken in its place, which is its own if it has no
/// other version or is the best one; of equally good ones the first is taken.
///
/// Two reports are the same if they are of the same unit, as [`full_names`] tells, and of the same
/// year. A report whose agency is unknown is the same as no other.
pub fn taken(units: &[Unit]) -> Vec<usize> {
    let names = full_names(units.iter().map(|u| u.agency.as_str()));
    let best = best(&names, units);
    let of = |(i, unit): (usize, &Unit)| best.get(&(names[i].as_str(), unit.year)).copied();
    units.iter().enumerate().map(|one| of(one).unwrap_or(one.0)).collect()
}

/// The report that is taken of each unit and year.
fn best<'a>(names: &'a [String], units: &[Unit]) -> BTreeMap<(&'a str, Option<u16>), usize> {
    let mut best: BTreeMap<(&str, Option<u16>), usize> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate().filter(|(i, _)| !names[*i].is_empty()) {
        let taken = best.entry((&names[i], unit.year)).or_insert(i);
        if unit.version.order() < units[*taken].version.order() {
            *taken = i;
        }
    }
    best
}

/// For each report the position of the one of the same unit for the year before.
///
/// Two units are the same if their names are equal after normalising; or if one name is the other
/// preceded by the higher administrations (银川市金凤区司法局, 金凤区司法局) and no other unit's
/// name could be meant. Of several files of a report the one is taken that [`taken`] takes.
pub fn pairs(units: &[Unit]) -> Vec<Option<usize>> {
    let names = full_names(units.iter().map(|u| u.agency.as_str()));
    let best = best(&names, units);
    let last = |(i, unit): (usize, &Unit)| {
        let year = unit.year?.checked_sub(1)?;
        best.get(&(names[i].as_str(), Some(year))).copied()
    };
    units.iter().enumerate().map(last).collect()
}

/// Where last year's reports for the reports of one file are.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LastYear {
    /// The files that contain them, ascending, each once.
    pub files: Vec<usize>,
    /// For each report of the file: the index of last year's file in `files`, and the position in
    /// that file.
    pub of: Vec<Option<At>>,
}

/// Like [`pairs`], for the reports of many files.
pub fn pair_files(files: &[Vec<Unit>]) -> Vec<LastYear> {
    let all: Vec<Unit> = files.iter().flatten().cloned().collect();
    let numbered = files.iter().enumerate();
    let at: Vec<At> =
        numbered.flat_map(|(file, units)| (0..units.len()).map(move |i| (file, i))).collect();
    let mut last = pairs(&all).into_iter().map(|found| found.map(|i| at[i]));
    let of_file = |units: &Vec<Unit>| {
        let found: Vec<Option<At>> = last.by_ref().take(units.len()).collect();
        let within: BTreeSet<usize> = found.iter().flatten().map(|(file, _)| *file).collect();
        let files: Vec<usize> = within.into_iter().collect();
        let place = |(file, i): At| Some((files.binary_search(&file).ok()?, i));
        LastYear { of: found.into_iter().map(|at| at.and_then(place)).collect(), files }
    };
    files.iter().map(of_file).collect()
}

/// The names by which units are compared: equal for names of the same unit, see [`pairs`].
pub fn full_names<'a>(agencies: impl Iterator<Item = &'a str>) -> Vec<String> {
    const REGIONS: &[char] = &['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'];
    let plain = |agency| text::key(agency).trim_end_matches("(本级)").to_string();
    let names: Vec<String> = agencies.map(plain).collect();
    let backward: BTreeSet<(String, &str)> =
        names.iter().map(|n| (n.chars().rev().collect(), n.as_str())).collect();
    // Names are reversed, so that all names with the same ending are neighbours.
    let backward: Vec<(String, &str)> = backward.into_iter().collect();
    let mut full: BTreeMap<&str, &str> = BTreeMap::new();
    for (i, (turned, name)) in backward.iter().enumerate() {
        let mut longer = backward[i + 1..].iter().take_while(|(t, _)| t.starts_with(turned));
        if let (Some((_, long)), None) = (longer.next(), longer.next()) {
            let above = &long[..long.len() - name.len()];
            if name.contains(REGIONS) && above.ends_with(REGIONS) {
                full.insert(name, long);
            }
        }
    }
    names.iter().map(|n| full.get(n.as_str()).map_or(n.clone(), |long| long.to_string())).collect()
}
