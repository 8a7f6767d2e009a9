//! Document → Report: which paragraph is the title, which a heading, which table is the form's.
//!
//! Everything is kept as printed and in order. What has no place in a report becomes a [`Note`]
//! with the place where it stood; what was decided without being told is a note of level guessed.

mod bodies;
mod genre;
mod heads;
mod layout;
mod names;
mod page;
mod reader;
mod running;
mod several;
mod sheets;
mod statement;

use layout::Line;
use names::Named;
use reader::Reader;

use std::collections::BTreeMap;

use crate::amount::Entry;
use crate::document::{Block, Document, Grid, Note, NoteLevel};
use crate::form::{Form, Section as FormSection};
use crate::report::Report;
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
    let seen = if document.data.is_none() { as_seen(document) } else { None };
    sheets::parts(seen.as_ref().unwrap_or(document)).into_iter().map(Part).collect()
}

/// A document without invisible characters and with radicals as characters; `None` where it has none.
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

/// Lines that look like the beginning of a table and are followed up, for each table: a file of nothing
/// but such lines would take for ever.
const MOST_TRIES: usize = 60;

/// A table that was found: its first line and one past its last.
type Placed = (usize, usize, Found);

/// The form whose tables the document has most rows of, rather that of the year, and its tables.
fn find_tables(lines: &[Line], year: Option<u16>) -> (Option<&'static Form>, Vec<Placed>) {
    let of_year = year.map(crate::form_for_year);
    let mut best: Option<(usize, &'static Form, Vec<Placed>)> = None;
    for form in crate::FORMS {
        let placed = tables_of(form, lines, year);
        let found = || placed.iter().map(|(.., found)| found);
        let fit = found().map(|f| f.rows + f.cells.len()).sum::<usize>();
        // Rows and heads that are strange to the form speak against it.
        let strange = found().map(|f| f.extra_rows.len()).sum::<usize>();
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

fn tables_of(form: &'static Form, lines: &[Line], year: Option<u16>) -> Vec<Placed> {
    let texts: Vec<&str> = lines.iter().map(|l| l.text.as_ref()).collect();
    let of_others = others_years(lines, year);
    let mut used: Vec<bool> =
        lines.iter().map(|l| l.grid.is_some_and(|g| g.rows.len() > Grid::MOST_ROWS)).collect();
    let mut placed: Vec<Placed> = Vec::new();
    for table in form.tables {
        let mut labels = Labels::of(table);
        let mut grids = 0;
        let mut i = 0;
        // Tables of another year give way to one of the report's own.
        let is_ours = |i: usize, grid| {
            of_others[i].is_none() && tables::from_grid(&mut Labels::of(table), grid, 0).is_some()
        };
        let own = of_others.iter().any(Option::is_some)
            && lines.iter().enumerate().any(|(i, l)| l.grid.is_some_and(|grid| is_ours(i, grid)));
        let mut passed: Option<Placed> = None;
        let mut tries = 0;
        while i < lines.len() {
            grids += usize::from(lines[i].grid.is_some());
            let hit = match lines[i].grid {
                _ if used[i] => None,
                Some(grid) if own && of_others[i].is_some() => {
                    let read = tables::from_grid(&mut Labels::of(table), grid, grids);
                    read.map(|_| (not_ours(of_others[i], grid.spot(grids, 0, 0)), 1))
                }
                Some(grid) => tables::from_grid(&mut labels, grid, grids).map(|f| (f, 1)),
                None if labels.begun() || tries == MOST_TRIES => None,
                None => {
                    let hit = tables::from_lines(table, &labels, &texts[i..], i);
                    tries += usize::from(tables::opens(&labels, table, texts[i]));
                    hit.map(|(f, n)| (f, n.max(1)))
                }
            };
            let waits = lines[i].grid.is_none() && of_others[i].is_some() && passed.is_none();
            if waits && let Some((found, count)) = hit {
                passed = Some((i, i + count, found));
                i += count;
                continue;
            }
            match hit {
                Some((found, count)) => {
                    used[i..i + count].fill(true);
                    let in_text = lines[i].grid.is_none();
                    placed.push((i, i + count, found));
                    if in_text {
                        break;
                    }
                    i += count;
                }
                None => i += 1,
            }
        }
        if let Some((first, end, found)) = passed {
            let better = placed.iter().any(|(at, ..)| *at >= end && lines[*at].grid.is_none());
            used[first..end].fill(true);
            let spot = format!("正文第 {} 行", first + 1);
            let found = if better { not_ours(of_others[first], spot) } else { found };
            placed.push((first, end, found));
        }
    }
    placed
}

/// For each line the year of the table that begins there, if a caption says that it is not the report's.
/// A table goes on in the next grid, where nothing stands between them.
fn others_years(lines: &[Line], year: Option<u16>) -> Vec<Option<u16>> {
    let mut years: Vec<Option<u16>> = vec![None; lines.len()];
    let Some(own) = year else { return years };
    for i in 0..lines.len() {
        let said = several::year_above(lines, i).filter(|(_, year)| *year != own);
        years[i] = match said {
            Some((_, year)) => Some(year),
            None if i > 0 && lines[i].grid.is_some() && lines[i - 1].grid.is_some() => years[i - 1],
            None => None,
        };
    }
    years
}

/// What is said in place of a table of another year.
fn not_ours(year: Option<u16>, place: String) -> Found {
    let year = year.map_or(String::new(), |year| format!("{year}年"));
    let message = format!("表前写的是{year}，不是本年度的数据，这个表格没有读入");
    let notes = vec![Note::new(NoteLevel::Lost, message).at(place)];
    Found { notes, ..Found::default() }
}

/// Agency and year of a title, `None` if the line is no title of a yearly report.
///
/// Both orders occur: `某局2017年政府信息公开工作年度报告`, `2017年某局政府信息公开年度报告`.
pub fn split_title(line: &str) -> Option<(String, Option<u16>)> {
    let tight = key(line);
    let subject = ["政府信息公开", "政务公开", "信息公开"].iter().find_map(|s| tight.find(s))?;
    let is_report =
        tight.ends_with("报告") || tight.ends_with("年报") || tight.contains("年度报告");
    if !is_report || tight.chars().count() > 80 || tight.contains('。') {
        return None;
    }
    let head = &tight[..subject];
    let Some((at, len, year)) = text::find_year(head) else {
        let year = text::find_year(&tight[subject..]).map(|(.., y)| y);
        return Some((clean_agency(head), year));
    };
    let before = clean_agency(&head[..at]);
    let after = head[at + len..].trim_start_matches("年度").trim_start_matches('年');
    let agency = if before.is_empty() { clean_agency(after) } else { before };
    Some((agency, Some(year)))
}

fn clean_agency(text: &str) -> String {
    let text = text
        .trim_start_matches("关于")
        .trim_end_matches("关于")
        .trim_matches(['"', '《', '》', '(', ')', ':', '-']);
    text.to_string()
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
