//! The list of the units that are expected to report (应报送名单): reading it, and comparing it with
//! the reports that are there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::body;
use crate::document::{Block, Document};
use crate::text;
use crate::units::full_names;

/// A list of units and the year for which they should report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Expected {
    /// The units' names.
    pub names: Vec<String>,
    /// The year; if `None`, the [`latest_year`] of the reports.
    pub year: Option<u16>,
}

/// A report on the desk, or a file without one.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The name of its agency; empty if unknown.
    pub agency: &'a str,
    /// Its year; `None` if unknown.
    pub year: Option<u16>,
    /// The file's name.
    pub file: &'a str,
    /// Whether a report was read from it.
    pub is_read: bool,
}

/// What came of a list of units.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RollCall {
    /// The year for which was asked.
    pub year: Option<u16>,
    /// The units of the list, in its order.
    pub listed: Vec<Listed>,
    /// Positions of the reports whose unit is not on the list.
    pub unlisted: Vec<usize>,
    /// Positions of the files without a report that have the name of a unit which has no other report
    /// of the year, with this unit: one of the list, or one with reports of other years.
    pub unread: Vec<(usize, String)>,
}

/// A unit of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its name as the list has it.
    pub name: String,
    /// Whether it has reported.
    pub state: Reported,
}

/// Whether a unit has reported. The numbers are positions in the reports that were given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reported {
    /// There is a report under this name.
    Yes(usize),
    /// There is a report under a similar name, which only this name of the list can mean; or one
    /// without an agency, in whose file's name this name stands.
    Perhaps(usize),
    /// The name stands in the name of a file that could not be read.
    Unread(usize),
    /// There is none.
    No,
}

impl RollCall {
    /// The names of the units without a report.
    pub fn absent(&self) -> impl Iterator<Item = &str> {
        self.listed.iter().filter(|one| one.state == Reported::No).map(|one| one.name.as_str())
    }
}

/// Compares the list with what is there. Reports of other years do not count; one of an unknown year
/// does, since it may be the expected one.
pub fn call(expected: &Expected, seen: &[Seen]) -> RollCall {
    let year = expected.year.or_else(|| latest_year(seen.iter().filter_map(|one| one.year)));
    let counts = |one: &Seen| one.year.is_none() || one.year == year;
    let (of_year, others): (Vec<usize>, Vec<usize>) = (0..seen.len())
        .filter(|i| counts(&seen[*i]))
        .partition(|i| !seen[*i].agency.trim().is_empty());
    let agencies: Vec<&str> = of_year.iter().map(|i| seen[*i].agency).collect();
    let named: Vec<(usize, String)> = others
        .iter()
        .filter_map(|i| Some((*i, named_in(seen[*i].file, expected, seen)?)))
        .collect();
    let (found, unlisted) = reported(&expected.names, &agencies);
    let state = |(name, found): (&String, Option<Match>)| {
        let in_file = named.iter().find(|(_, unit)| unit == name).map(|(i, _)| *i);
        let state = match (found, in_file) {
            (Some(Match { at, sure: true }), _) => Reported::Yes(of_year[at]),
            (Some(Match { at, sure: false }), _) => Reported::Perhaps(of_year[at]),
            (None, Some(i)) if seen[i].is_read => Reported::Perhaps(i),
            (None, Some(i)) => Reported::Unread(i),
            (None, None) => Reported::No,
        };
        Listed { name: name.clone(), state }
    };
    let listed: Vec<Listed> = expected.names.iter().zip(found).map(state).collect();
    let has_report = |unit: &String| match listed.iter().find(|one| one.name == *unit) {
        Some(one) => matches!(one.state, Reported::Yes(_) | Reported::Perhaps(_)),
        None => agencies.contains(&unit.as_str()),
    };
    let mut unread = named.clone();
    unread.retain(|(i, unit)| !seen[*i].is_read && !has_report(unit));
    let unlisted = unlisted.into_iter().map(|i| of_year[i]).collect();
    RollCall { year, listed, unlisted, unread }
}

/// The longest name of a unit, first of the list and then of all reports, that stands in a file's name.
fn named_in(file: &str, expected: &Expected, seen: &[Seen]) -> Option<String> {
    let file = text::key(file);
    let longest = |names: &mut dyn Iterator<Item = &str>| {
        let keys = names.map(|name| (text::key(name), name));
        let inside = keys.filter(|(key, _)| !key.is_empty() && file.contains(key.as_str()));
        inside.max_by_key(|(key, _)| key.len()).map(|(_, name)| name.to_string())
    };
    let listed = longest(&mut expected.names.iter().map(String::as_str));
    listed.or_else(|| longest(&mut seen.iter().map(|one| one.agency.trim())))
}

/// The latest of these years that at least half as many reports have as the most frequent one: a
/// single misprint is not taken for the year.
pub fn latest_year(years: impl Iterator<Item = u16>) -> Option<u16> {
    let mut years: Vec<u16> = years.collect();
    years.sort_unstable();
    let most = years.chunk_by(u16::eq).map(<[u16]>::len).max()?;
    let mut latest = years.chunk_by(u16::eq).rev();
    latest.find(|same| same.len() * 2 >= most).map(|same| same[0])
}

/// The agency that a name of the list means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Match {
    /// Its position.
    pub at: usize,
    /// Whether the names are the same; otherwise they are similar.
    pub sure: bool,
}

/// Most pairs of names that are compared for similarity.
const MOST: usize = 1_000_000;

/// For each name of a list which of the agencies it means, and the positions of the agencies that no
/// name means. Names are the same as [`full_names`] tells; of those left over, a name also means the
/// only agency whose name ends with it (水务局 for 示例市水务局), or else has all its characters in
/// this order (市发改委), if no other name could mean that agency.
pub fn reported(names: &[String], agencies: &[&str]) -> (Vec<Option<Match>>, Vec<usize>) {
    let all = full_names(names.iter().map(String::as_str).chain(agencies.iter().copied()));
    let (listed, own) = all.split_at(names.len());
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, name) in own.iter().enumerate().rev() {
        first.insert(name, at);
    }
    let mut meant = vec![false; own.len()];
    let mut found = vec![None; names.len()];
    for (i, name) in listed.iter().enumerate() {
        if let Some(at) = first.get(name.as_str()).copied() {
            (found[i], meant[at]) = (Some(Match { at, sure: true }), true);
        }
    }
    for similar in [ends_with, is_within] {
        let open: Vec<usize> = (0..names.len())
            .filter(|i| found[*i].is_none() && listed[*i].chars().count() >= 3)
            .collect();
        let left: Vec<usize> = first.values().copied().filter(|at| !meant[*at]).collect();
        if left.len() * open.len() > MOST {
            break;
        }
        let pairs: Vec<(usize, usize)> = open
            .iter()
            .flat_map(|i| left.iter().map(move |at| (*i, *at)))
            .filter(|(i, at)| similar(&own[*at], &listed[*i]))
            .collect();
        let (mut by_name, mut by_agency) = (vec![0; names.len()], vec![0; own.len()]);
        for (i, at) in &pairs {
            (by_name[*i], by_agency[*at]) = (by_name[*i] + 1, by_agency[*at] + 1);
        }
        for (i, at) in pairs.into_iter().filter(|(i, at)| by_name[*i] == 1 && by_agency[*at] == 1) {
            (found[i], meant[at]) = (Some(Match { at, sure: false }), true);
        }
    }
    let unlisted = (0..own.len()).filter(|i| !meant[first[own[*i].as_str()]]).collect();
    (found, unlisted)
}

fn ends_with(name: &str, shorter: &str) -> bool {
    name.ends_with(shorter)
}

/// Whether a name has all characters of a shorter one, in their order.
fn is_within(name: &str, shorter: &str) -> bool {
    let mut rest = name.chars();
    shorter.chars().all(|c| rest.any(|other| other == c))
}

/// The names in a text: one on a line, or a column of lines that were copied from a table.
pub fn names(words: &str) -> Vec<String> {
    column_of_names(text::paragraphs(words).map(split).collect())
}

/// The names in a document: those of the table that has most, or else of the paragraphs.
pub fn names_in(document: &Document) -> Vec<String> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Grid(_) => None,
    });
    let tables = document.grids().map(|grid| {
        let texts = grid.rows.iter().map(|row| row.iter().map(|c| c.text.clone()).collect());
        column_of_names(texts.collect())
    });
    let lines: Vec<&str> = lines.collect();
    let most = tables.max_by_key(Vec::len).filter(|names| !names.is_empty());
    most.unwrap_or_else(|| names(&lines.join("\n")))
}

/// The cells of a line.
fn split(line: &str) -> Vec<String> {
    let between: &[char] =
        if line.contains('\t') { &['\t'] } else { &[',', '，', ';', '；', '|'] };
    line.split(between).map(|cell| cell.trim_matches('"').to_string()).collect()
}

/// The column that has most names of bodies, and of equal ones most characters, without its head and
/// numerals; each name once.
fn column_of_names(rows: Vec<Vec<String>>) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |x: usize| rows.iter().filter_map(move |row| row.get(x)).map(|c| plain(c));
    let weight = |x: &usize| {
        let bodies = column(*x).filter(|name| is_body(name)).count();
        (bodies, column(*x).map(|name| name.chars().count()).sum::<usize>(), usize::MAX - x)
    };
    let Some(best) = (0..width).max_by_key(weight) else { return Vec::new() };
    // In a single line names may be listed with 、 between them.
    let cells: Vec<String> = match rows.len() {
        1 => rows[0].iter().flat_map(|cell| cell.split('、').map(plain)).collect(),
        _ => column(best).collect(),
    };
    let mut seen = BTreeSet::new();
    let names = cells.into_iter().enumerate().filter(|(i, name)| !(*i == 0 && is_head(name)));
    names.map(|(_, name)| name).filter(|n| is_name(n) && seen.insert(text::key(n))).collect()
}

/// A cell without its numeral: `1`, `（3）`, `二、`.
fn plain(cell: &str) -> String {
    let cell = text::without_numeral(cell.trim()).trim();
    let digits = |c: char| text::half_width(c).is_ascii_digit();
    let mark = |c: char| c.is_whitespace() || "().,、（）．".contains(c);
    let name = cell.trim_start_matches(|c| digits(c) || mark(c));
    let numeral = &cell[..cell.len() - name.len()];
    if numeral.contains(digits) { name.into() } else { cell.into() }
}

fn is_body(name: &str) -> bool {
    !body::levels(name).is_empty() || body::is_institution(name)
}

fn is_head(name: &str) -> bool {
    let words = ["单位", "机关", "部门", "名称", "名单"];
    !is_body(name) && words.iter().any(|word| name.contains(word))
}

/// Whether a cell may be a name at all: it has two Chinese characters.
fn is_name(name: &str) -> bool {
    name.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 2
}
