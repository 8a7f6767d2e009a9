//! Pairs reports of the same agency (unit) by name and year.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::text;

/// A report among many files: the index of its file, and its position in that file.
pub type At = (usize, usize);

/// An agency and a report year: the key by which reports are paired.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// The agency's name, as written in the report.
    pub agency: String,
    /// The report's year; `None` if unknown.
    pub year: Option<u16>,
}

/// For each report the position of the one of the same unit for the year before.
///
/// Two units are the same if their names are equal after normalising; or if one name is the other
/// preceded by the higher administrations (银川市金凤区司法局, 金凤区司法局) and no other unit's
/// name could be meant. Of several copies of a report the first is taken.
pub fn pairs(units: &[Unit]) -> Vec<Option<usize>> {
    let names = full_names(units.iter().map(|u| u.agency.as_str()));
    let mut first: BTreeMap<(&str, u16), usize> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate() {
        if let Some(year) = unit.year.filter(|_| !names[i].is_empty()) {
            first.entry((&names[i], year)).or_insert(i);
        }
    }
    let last = |(i, unit): (usize, &Unit)| {
        let year = unit.year?.checked_sub(1)?;
        first.get(&(names[i].as_str(), year)).copied()
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
