//! Document → Report: which paragraph is the title, which a heading, which table is the form's.
//!
//! Everything is kept as printed and in order. Content that has no place in a report becomes a
//! [`Note`] with its place in the file; a decision that the file does not state is a note of level
//! guessed.

mod bodies;
mod genre;
pub(crate) mod headings;
mod heads;
mod layout;
mod measure;
mod names;
mod page;
mod placed;
mod reader;
mod ruled;
mod running;
mod several;
mod sheets;
mod statement;
mod unread;

use names::Named;
use placed::find_tables;
use reader::Reader;

use std::collections::BTreeMap;

use crate::amount::Entry;
use crate::document::{Block, Document, Grid, Note, NoteLevel};
use crate::form::{Form, Section as FormSection};
use crate::report::Report;
use crate::steps;
use crate::text::{self, key};

/// The report in a document, and notes on what was left out or guessed.
pub fn recognize(document: &Document) -> (Report, Vec<Note>) {
    let Recognized { report, notes, .. } = locate(document);
    (report, notes)
}

/// The result of [`locate`].
pub struct Recognized {
    /// The report.
    pub report: Report,
    /// What was left out or guessed.
    pub notes: Vec<Note>,
    /// Where each cell was in the file, in Chinese words, by cell id.
    pub places: BTreeMap<String, String>,
    /// What the document seems to be, if it is not a report.
    pub other: Option<String>,
}

/// The report in a document, what was left out, and where each cell came from. If a workbook has
/// several reports, it is the one that the title names, else the first.
pub fn locate(document: &Document) -> Recognized {
    let mut parts = parts(document);
    let title = document.title.as_deref().map(key).unwrap_or_default();
    let named = |p: &Part| p.0.named.agency.as_ref().is_some_and(|a| title.contains(a.as_str()));
    let chosen = parts.iter().position(named).unwrap_or(0);
    let others: Vec<String> = parts.iter().map(Part::name).collect();
    let mut recognized = parts.swap_remove(chosen).recognize();
    if others.len() > 1 {
        let quoted = |i: usize| format!("“{}”", others[i]);
        let rest: Vec<String> = (0..others.len()).filter(|i| *i != chosen).map(quoted).collect();
        let message = format!(
            "文件里有 {} 份报告，读入的是{}；没有读入：{}",
            others.len(),
            quoted(chosen),
            rest.join("、")
        );
        recognized.notes.insert(0, Note::new(NoteLevel::Lost, message));
    }
    recognized
}

/// One of the reports in a document.
pub struct Part(sheets::Part);

/// The reports in a document: one, except in workbooks.
pub fn parts(document: &Document) -> Vec<Part> {
    let seen = if document.data.is_none() { as_seen(document) } else { None };
    sheets::parts(seen.as_ref().unwrap_or(document)).into_iter().map(Part).collect()
}

/// The document without invisible characters and with radicals replaced by characters; `None` if it
/// has neither.
fn as_seen(document: &Document) -> Option<Document> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(p) => vec![&p.text],
        Block::Grid(grid) => grid.rows.iter().flatten().map(|cell| &cell.text).collect(),
    });
    if !texts.chain(&document.title).any(|t| text::as_seen(t).is_some()) {
        return None;
    }
    let mut seen = document.clone();
    let mend = |t: &mut String| text::as_seen(t).into_iter().for_each(|seen| *t = seen);
    seen.title.iter_mut().for_each(mend);
    for block in &mut seen.blocks {
        match block {
            Block::Paragraph(p) => mend(&mut p.text),
            Block::Grid(grid) => grid.rows.iter_mut().flatten().for_each(|c| mend(&mut c.text)),
        }
    }
    Some(seen)
}

impl Part {
    /// The report's name: agency and year, or else the name of its sheet.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Reads the report, with what was left out and where each cell came from.
    pub fn recognize(self) -> Recognized {
        // The words of all forms are compared with a report, however short it is.
        steps::take(SHORTEST);
        let sheets::Part { document, named, notes, .. } = self.0;
        let carried = document.data.as_deref().and_then(|data| crate::draft::parse(data).ok());
        if let Some(report) = &carried {
            let print = crate::compose::compose(report);
            if same_print(&print, &document) {
                let places = places_in_print(&print, &document);
                return Recognized { report: report.clone(), notes, places, other: None };
            }
        }
        let seen = as_seen(&document);
        let mut read = read(seen.as_ref().unwrap_or(&document), &named);
        if let Some(carried) = carried {
            read.report.level = carried.level;
            read.report.explanations = carried.explanations;
            read.notes.push(Note::new(NoteLevel::Info, CHANGED));
        }
        read.notes.splice(0..0, notes);
        read
    }
}

/// Steps for the shortest report.
const SHORTEST: usize = 20_000;

const CHANGED: &str = "文件下载后被改动过，已以文件现有的文字和表格为准";

/// Reads a document while ignoring the JSON in it.
fn read(document: &Document, named: &Named) -> Recognized {
    let lines = layout::lines(document);
    let of_sheets = document.data.is_none() && document.grids().any(sheets::is_sheet);
    let said = if of_sheets { named.clone() } else { named.of_text() };
    let file = document.title.as_deref();
    // The year distinguishes forms with the same rows, and the form decides on the tables.
    let heads = heads::find(&lines, &vec![false; lines.len()], file, &said);
    let (form, mut tables) = find_tables(&lines, &heads.agency, heads.year);
    let mut used = vec![false; lines.len()];
    tables.iter().for_each(|(first, end, _)| used[*first..*end].fill(true));
    let (lines, place) = layout::unwrap(lines, &used);
    for (first, end, _) in &mut tables {
        (*first, *end) = (place[*first], place[*end - 1] + 1);
    }
    let mut used = vec![false; lines.len()];
    tables.iter().for_each(|(first, end, _)| used[*first..*end].fill(true));
    let mut heads = heads::find(&lines, &used, file, &said);
    let form = form.unwrap_or_else(|| heads.form(&lines));
    let mut reader = Reader {
        report: Report::blank(form),
        notes: Vec::new(),
        places: BTreeMap::new(),
        used: vec![false; lines.len()],
        lines: &lines,
        no_table: false,
        table_ends: Vec::new(),
        ends: BTreeMap::new(),
        holders: BTreeMap::new(),
    };
    reader.take_tables(tables);
    reader.heads(&heads);
    reader.below_text();
    if of_sheets {
        reader.around_tables(named);
    }
    reader.remnants();
    reader.text();
    reader.signature();
    reader.tell_missing(&heads);
    reader.tell_unread();
    let Reader { report, notes, places, .. } = reader;
    let other = genre::other(&lines, &heads, &report).filter(|_| document.data.is_none());
    Recognized { report, notes, places, other }
}

/// Where the cells of a report are in a file that has exactly the words of its print.
fn places_in_print(print: &Document, file: &Document) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for (i, (ours, grid)) in print.grids().zip(file.grids()).enumerate() {
        let shape = |g: &Grid| g.rows.iter().map(Vec::len).collect::<Vec<_>>();
        if shape(ours) != shape(grid) {
            continue;
        }
        for (r, line) in grid.cover().into_iter().enumerate() {
            for (x, covered) in line.into_iter().enumerate() {
                let Some(covered) = covered.filter(|c| c.begins) else { continue };
                if let Some(id) = &ours.rows[r][covered.index].cell {
                    places.insert(id.clone(), grid.spot(i + 1, r, x));
                }
            }
        }
    }
    places
}

/// Whether two documents print the same words: the same text in order, and the same tables in
/// order. Roles and layout do not matter, nor where a table is in the text (a workbook has tables
/// on sheets of their own), nor how a number in a table is written (a workbook has no 1,036).
fn same_print(a: &Document, b: &Document) -> bool {
    fn tight(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
    }
    fn text(document: &Document) -> impl Iterator<Item = String> + '_ {
        let paragraphs = document.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(p) => Some(tight(&p.text)),
            Block::Grid(_) => None,
        });
        paragraphs.filter(|t| !t.is_empty())
    }
    fn tables(document: &Document) -> impl Iterator<Item = String> + '_ {
        let cells = document.grids().flat_map(|grid| grid.rows.iter().flatten());
        let cell = |text: &str| match Entry::parse(text) {
            Entry::Number(number) => number.to_string(),
            _ => tight(text),
        };
        cells.map(move |c| cell(&c.text)).filter(|t| !t.is_empty())
    }
    text(a).eq(text(b)) && tables(a).eq(tables(b))
}

/// Agency and year of a title; `None` if the line is not the title of a yearly report.
///
/// Both orders occur: `某局2017年政府信息公开工作年度报告`, `2017年某局政府信息公开年度报告`.
pub fn split_title(line: &str) -> Option<(String, Option<u16>)> {
    let tight = key(line);
    let tight = untagged(&tight);
    let subject = ["政府信息公开", "政务公开", "信息公开"].iter().find_map(|s| tight.find(s))?;
    // A year or edition may follow in brackets.
    let name = match tight.rfind('(') {
        Some(at) if tight.ends_with(')') => &tight[..at],
        _ => tight,
    };
    let is_report = name.ends_with("报告") || name.ends_with("年报") || tight.contains("年度报告");
    if !is_report || tight.chars().count() > 80 || tight.contains('。') {
        return None;
    }
    let head = &tight[..subject];
    let Some((at, len, year)) = title_year(head) else {
        let year = title_year(&tight[subject..]).map(|(.., y)| y);
        return Some((clean_agency(head), year));
    };
    let before = clean_agency(&head[..at]);
    let after = head[at + len..].trim_start_matches("年度").trim_start_matches('年');
    let agency = if before.is_empty() { clean_agency(after) } else { before };
    Some((agency, Some(year)))
}

/// A title without the column of the website before it: `[年报]…`.
fn untagged(title: &str) -> &str {
    let tagged = title.strip_prefix(['[', '【']).and_then(|t| t.split_once([']', '】']));
    tagged.filter(|(tag, _)| text::find_year(tag).is_none()).map_or(title, |(_, rest)| rest)
}

/// The year in a title, with or without 年: its position, its length, and the year.
fn title_year(title: &str) -> Option<(usize, usize, u16)> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text::find_year(title).or_else(|| {
        title.char_indices().find_map(|(at, _)| {
            let digits = title.get(at..at + 4)?;
            let year = digits.parse().ok().filter(|y| (2000..=2100).contains(y))?;
            let longer = is_digit(title[..at].chars().next_back())
                || is_digit(title[at + 4..].chars().next());
            (!longer).then_some((at, 4, year))
        })
    })
}

fn clean_agency(text: &str) -> String {
    let text = text
        .trim_start_matches("关于")
        .trim_end_matches("关于")
        .trim_matches(['"', '《', '》', '(', ')', ':', '-']);
    text.to_string()
}

/// The bodies that, according to the preface, the report belongs to or that compiled it.
pub fn told_agencies(preface: &str) -> Vec<String> {
    // Facts about the page may stand before the words in the same line: 浏览：131次 某局编制….
    let own = |line: &str| {
        let words = line.split_whitespace();
        words.skip_while(|w| page::labelled(w).is_some()).collect::<String>()
    };
    let lines: Vec<String> = text::paragraphs(preface).map(own).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let told = statement::of_itself(&lines).into_iter().map(|told| told.agency);
    told.filter(|agency| bodies::is_proper(agency)).collect()
}

/// The section of the form that a heading means.
pub fn known_section(form: &Form, heading: &str) -> Option<&'static FormSection> {
    let tight = simplified(&key(heading));
    let known = |s: &&'static FormSection| {
        s.known_by.iter().any(|words| words.iter().all(|w| tight.contains(w)))
    };
    let sections: &'static [FormSection] = form.sections;
    let name = simplified(&key(text::without_numeral(heading)));
    let exact = sections.iter().find(|s| key(s.heading) == name);
    exact.or_else(|| sections.iter().rev().find(known))
}

/// Whether a heading that is none of the form's own has the words of this section, perhaps beside those
/// of others: 存在的主要问题、改进情况及其他需要报告的事项.
pub(crate) fn names(form: &Form, heading: &str, section: &FormSection) -> bool {
    let tight = simplified(&key(heading));
    let known = section.known_by.iter().any(|words| words.iter().all(|w| tight.contains(w)));
    known && !is_own_heading(form, heading)
}

/// Whether a heading is exactly one of the form's own.
fn is_own_heading(form: &Form, heading: &str) -> bool {
    let name = simplified(&key(text::without_numeral(heading)));
    let known = known_section(form, heading);
    known.is_some_and(|s| s.aliases.iter().chain([&s.heading]).any(|own| key(own) == name))
}

/// Replaces traditional characters that occur in headings by simplified ones.
fn simplified(text: &str) -> String {
    const TRADITIONAL: &str =
        "開動況請復複議訴訟費減問題進報項總體條處辦結與關務網說舉據應個發佈數";
    const SIMPLIFIED: &str = "开动况请复复议诉讼费减问题进报项总体条处办结与关务网说举据应个发布数";
    if !text.contains(|c| TRADITIONAL.contains(c)) {
        return text.to_string();
    }
    let plain = |c| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find(|(t, _)| *t == c);
    text.chars().map(|c| plain(c).map_or(c, |(_, s)| s)).collect()
}
