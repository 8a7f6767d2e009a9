//! Document → Report: which paragraph is the title, which a heading, which table is the form's.
//!
//! Everything is kept as printed and in order. What has no place in a report becomes a [`Note`]
//! with the place where it stood; what was decided without being told is a note of level guessed.

mod bodies;
mod genre;
mod headings;
mod heads;
mod layout;
mod names;
mod page;
mod reader;
mod running;
mod sheets;
mod statement;

use layout::Line;
use names::Named;
use reader::Reader;

use std::collections::BTreeMap;

use crate::amount::Entry;
use crate::document::{Block, Document, Grid, Note, NoteLevel};
use crate::form::{Form, Section as FormSection};
use crate::report::{ExtraRow, Report};
use crate::tables::{self, Found, Labels};
use crate::text::{self, key};

/// The report in a document, and what could not be placed.
pub fn recognize(document: &Document) -> (Report, Vec<Note>) {
    let Recognized { report, notes, .. } = locate(document);
    (report, notes)
}

/// What [`locate`] finds.
pub struct Recognized {
    pub report: Report,
    pub notes: Vec<Note>,
    /// Where each cell stood in the file, in words, by cell id.
    pub places: BTreeMap<String, String>,
    /// What the document seems to be, if it is no report.
    pub other: Option<String>,
}

/// The report in a document, what could not be placed, and where each cell came from. Of several in a
/// workbook the one its title names, else the first.
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

/// The reports in a document: one, but for workbooks.
pub fn parts(document: &Document) -> Vec<Part> {
    sheets::parts(document).into_iter().map(Part).collect()
}

impl Part {
    /// How the report is called: its agency and year, else the name of its sheet.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// The report, what could not be placed, and where each cell came from.
    pub fn recognize(self) -> Recognized {
        let sheets::Part { document, named, notes, .. } = self.0;
        let carried = document.data.as_deref().and_then(|data| crate::draft::parse(data).ok());
        if let Some(report) = &carried {
            let print = crate::compose::compose(report);
            if same_print(&print, &document) {
                let places = places_in_print(&print, &document);
                return Recognized { report: report.clone(), notes, places, other: None };
            }
        }
        let mut read = read(&document, &named);
        if let Some(carried) = carried {
            read.report.level = carried.level;
            read.report.explanations = carried.explanations;
            read.notes.push(Note::new(NoteLevel::Info, CHANGED));
        }
        read.notes.splice(0..0, notes);
        read
    }
}

const CHANGED: &str = "文件下载后被改动过，已以文件现有的文字和表格为准";

/// Reads a document without regard to the data it carries.
fn read(document: &Document, named: &Named) -> Recognized {
    let lines = layout::lines(document);
    let of_sheets = document.data.is_none() && document.grids().any(sheets::is_sheet);
    let said = if of_sheets { named.clone() } else { named.of_text() };
    let file = document.title.as_deref();
    // The year tells forms apart whose rows are the same, and forms their tables.
    let year = heads::find(&lines, &vec![false; lines.len()], file, &said).year;
    let (form, mut tables) = find_tables(&lines, year);
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
    let Reader { report, notes, places, .. } = reader;
    let other = genre::other(&lines, &heads, &report).filter(|_| document.data.is_none());
    Recognized { report, notes, places, other }
}

/// Where the cells of a report's own print stand in a file that has its very words.
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

/// Whether two documents print the same words: their text in order, and their tables in order. Roles
/// and layout do not matter, nor where a table stands in the text (a workbook has its tables on
/// sheets of their own), nor how a table's number is written (a workbook has no 1,036).
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

/// A table that was found: its first line and one past its last.
type Placed = (usize, usize, Found);

/// The form whose tables the document has most rows of, rather that of the year, and its tables.
fn find_tables(lines: &[Line], year: Option<u16>) -> (Option<&'static Form>, Vec<Placed>) {
    let of_year = year.map(crate::form_for_year);
    let mut best: Option<(usize, &'static Form, Vec<Placed>)> = None;
    for form in crate::FORMS {
        let placed = tables_of(form, lines);
        let found = || placed.iter().map(|(.., found)| found);
        let fit = found().map(|f| f.rows + f.cells.len()).sum::<usize>();
        // Rows and heads that are strange to the form speak against it.
        let own = |row: &&ExtraRow| !row.label.ends_with(tables::RUNNING_TOTAL);
        let strange = found().map(|f| f.extra_rows.iter().filter(own).count()).sum::<usize>();
        let fit = fit.saturating_sub(strange * 8);
        let least = best.as_ref().map_or(0, |b| b.0);
        if fit > least || fit > 0 && fit == least && of_year == Some(form) {
            best = Some((fit, form, placed));
        }
    }
    // Before there was a table, a few rows with like labels are of another one.
    let few = |form: &Form, placed: &[Placed]| {
        let rows: usize = placed.iter().map(|(.., found)| found.rows).sum();
        rows * 2 < form.tables.iter().flat_map(|t| t.blocks).map(|b| b.rows.len()).sum()
    };
    match best {
        Some((_, form, placed)) => match of_year.filter(|of_year| of_year.tables.is_empty()) {
            Some(of_year) if few(form, &placed) => (Some(of_year), Vec::new()),
            _ => (Some(form), placed),
        },
        None => (None, Vec::new()),
    }
}

fn tables_of(form: &'static Form, lines: &[Line]) -> Vec<Placed> {
    let texts: Vec<&str> = lines.iter().map(|l| l.text.as_ref()).collect();
    let mut used: Vec<bool> =
        lines.iter().map(|l| l.grid.is_some_and(|g| g.rows.len() > Grid::MOST_ROWS)).collect();
    let mut placed: Vec<Placed> = Vec::new();
    for table in form.tables {
        let mut labels = Labels::of(table);
        let mut grids = 0;
        let mut in_text = false;
        let mut i = 0;
        // A table in the text may be cut into several, as grids may.
        while i < lines.len() && !(in_text && labels.ended()) {
            grids += usize::from(lines[i].grid.is_some());
            let hit = match lines[i].grid {
                _ if used[i] => None,
                Some(_) if in_text => None,
                Some(grid) => tables::from_grid(&mut labels, grid, grids).map(|f| (f, 1)),
                None if labels.begun() && !in_text => None,
                None => tables::from_lines(table, &mut labels, &texts[i..], i),
            };
            match hit {
                Some((found, count)) => {
                    used[i..i + count].fill(true);
                    in_text = lines[i].grid.is_none();
                    placed.push((i, i + count, found));
                    i += count;
                }
                None => i += 1,
            }
        }
    }
    placed
}

/// Agency and year of a title, `None` if the line is no title of a yearly report.
///
/// Both orders occur: `某局2017年政府信息公开工作年度报告`, `2017年某局政府信息公开年度报告`.
pub fn split_title(line: &str) -> Option<(String, Option<u16>)> {
    let tight = key(line);
    let tight = untagged(&tight);
    let subject = ["政府信息公开", "政务公开", "信息公开"].iter().find_map(|s| tight.find(s))?;
    // Its year or edition may stand behind it in brackets.
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

/// A title without the column of the site before it: `[年报]…`.
fn untagged(title: &str) -> &str {
    let tagged = title.strip_prefix(['[', '【']).and_then(|t| t.split_once([']', '】']));
    tagged.filter(|(tag, _)| text::find_year(tag).is_none()).map_or(title, |(_, rest)| rest)
}

/// The year of a title, with or without 年 behind it: where it is, how long, and the year.
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

/// The bodies whose report it is, or who compiled it, as its preface says.
pub fn told_agencies(preface: &str) -> Vec<String> {
    let lines: Vec<&str> = text::paragraphs(preface).collect();
    let told = statement::of_itself(&lines).into_iter().map(|told| told.agency);
    told.filter(|agency| bodies::is_proper(agency)).collect()
}

/// The form's section a heading stands for.
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

/// Whether a heading is one of the form's own, word for word.
fn is_own_heading(form: &Form, heading: &str) -> bool {
    let name = simplified(&key(text::without_numeral(heading)));
    let known = known_section(form, heading);
    known.is_some_and(|s| s.aliases.iter().chain([&s.heading]).any(|own| key(own) == name))
}

/// The characters of headings in simplified script: a page may be shown in the traditional one.
fn simplified(text: &str) -> String {
    const TRADITIONAL: &str =
        "開動況請復複議訴訟費減問題進報項總體條處辦結與關務網說舉據應個發佈數";
    const SIMPLIFIED: &str = "开动况请复复议诉讼费减问题进报项总体条处办结与关务网说举据应个发布数";
    let plain = |c| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find(|(t, _)| *t == c);
    text.chars().map(|c| plain(c).map_or(c, |(_, s)| s)).collect()
}
