//! Worksheets: a sheet is one grid with titles, notes, text and several tables below each other,
//! and a workbook may contain several reports.
//!
//! For each row it is decided to which official table it belongs; other rows become text, or a grid
//! of their own. A table that begins a second time begins another report. Tables next to each other
//! are deliberately not separated.

mod slice;

use super::names::Named;
use super::{headings::is_section_heading, known_section, several, split_title};
use crate::amount::Entry;
use crate::document::{Block, Covered, Document, Grid, Note, NoteLevel, Place, Role};
use crate::steps;
use crate::tables::{Belongs, Signs};
use crate::text::key;
use slice::{begun, slice};

/// One report of a document, and what its tables say about whose it is.
pub(super) struct Part {
    pub document: Document,
    pub named: Named,
    /// The name of the sheet in which it begins.
    pub sheet: String,
    pub notes: Vec<Note>,
    /// Labels and tables found so far.
    seen: Vec<(usize, Option<String>)>,
    tables: usize,
}

/// The reports in a document, each with its own blocks. Only workbooks that are not our own can
/// have several.
pub(super) fn parts(document: &Document) -> Vec<Part> {
    match several::split(document) {
        several if several.is_empty() => of_one(document),
        several => several.iter().flat_map(of_one).collect(),
    }
}

fn of_one(document: &Document) -> Vec<Part> {
    let mut parts = Parts {
        signs: Signs::all(),
        done: Vec::new(),
        inserted: Vec::new(),
        last: Part::new(document),
        held: Vec::new(),
        sheet: String::new(),
        began: false,
        rows: 0,
    };
    for block in document.blocks.iter().take_while(|_| steps::take(1)) {
        match block {
            Block::Grid(grid) if document.data.is_none() && is_sheet(grid) => parts.sheet(grid),
            block => parts.last.take(block.clone()),
        }
    }
    parts.release();
    parts.joined()
}

/// Whether a grid is a whole worksheet.
pub(super) fn is_sheet(grid: &Grid) -> bool {
    matches!(grid.place, Some(Place::Sheet { .. } | Place::Rows { .. }))
}

impl Part {
    fn new(document: &Document) -> Part {
        Part {
            document: Document {
                blocks: Vec::new(),
                title: document.title.clone(),
                data: document.data.clone(),
            },
            named: Named::default(),
            sheet: String::new(),
            notes: Vec::new(),
            seen: Vec::new(),
            tables: 0,
        }
    }

    fn take(&mut self, block: Block) {
        self.named.hear_block(&block);
        self.document.blocks.push(block);
    }

    /// The report's name in a note.
    pub fn name(&self) -> String {
        match (&self.named.agency, self.named.year) {
            (Some(agency), Some(year)) => format!("{agency}{year}年"),
            (Some(agency), None) => agency.clone(),
            (None, Some(year)) => format!("{year}年"),
            (None, None) => format!("工作表{}", self.sheet),
        }
    }
}

struct Parts {
    signs: Vec<Signs>,
    /// The reports before the last one.
    done: Vec<Part>,
    /// Tables of other years or bodies that stood within a report.
    inserted: Vec<Part>,
    last: Part,
    /// Text and unknown rows after the last table: they belong to its report, or to the next one.
    held: Vec<Block>,
    /// The current sheet, and whether it has had a table.
    sheet: String,
    began: bool,
    /// Number of rows of all sheets so far.
    rows: usize,
}

/// Most rows of all sheets together: enough for a hundred reports.
const MOST_ROWS: usize = 4 * Grid::MOST_ROWS;

/// Successive rows of a sheet that belong to one table.
struct Piece {
    /// The tables to which they may belong.
    tables: Vec<usize>,
    first: usize,
    last: usize,
    /// Rows in between that belong to no table.
    others: Vec<usize>,
    /// Labels with their tables; `None` for a row of numbers without a label.
    labels: Vec<Option<String>>,
    /// Whether its last row is one of heads.
    headed: bool,
}

impl Parts {
    fn sheet(&mut self, grid: &Grid) {
        // Blank rows may divide a sheet into several grids.
        if sheet_name(grid) != self.sheet {
            self.release();
            self.sheet = sheet_name(grid);
        }
        self.rows += grid.rows.len();
        if grid.rows.len() > Grid::MOST_ROWS || self.rows > MOST_ROWS {
            let message =
                format!("工作表“{}”有 {} 行，太长，没有读入", self.sheet, grid.rows.len());
            self.last.notes.push(Note::new(NoteLevel::Lost, message));
            return;
        }
        let cover = grid.cover();
        let mut piece: Option<Piece> = None;
        let mut behind: Vec<usize> = Vec::new();
        // Whether blank rows follow the last row of the piece.
        let mut gap = false;
        for r in 0..grid.rows.len() {
            let texts: Vec<&str> = begun(grid, &cover, r).map(|(_, c)| c.text.as_str()).collect();
            if texts.iter().all(|t| t.trim().is_empty()) {
                gap = true;
                continue;
            }
            let keys: Vec<String> = texts.iter().map(|t| key(t)).collect();
            let known = self.known(&keys);
            let apart = gap || !known.is_empty() && !behind.is_empty();
            match piece.as_mut().filter(|p| self.goes_on(p, &known, &texts, apart)) {
                Some(piece) => {
                    piece.others.append(&mut behind);
                    piece.add(r, &known);
                    gap = false;
                }
                None if known.is_empty() => behind.push(r),
                None => {
                    self.close(grid, &cover, piece.take(), &mut behind);
                    piece = Some(Piece::of(r, &known));
                    gap = false;
                }
            }
        }
        self.close(grid, &cover, piece, &mut behind);
    }

    /// The tables to which a row belongs, and as what.
    fn known(&self, keys: &[String]) -> Vec<(usize, Belongs)> {
        let all = self.signs.iter().enumerate();
        all.filter_map(|(i, signs)| Some((i, signs.know(keys)?))).collect()
    }

    /// Whether a row continues a piece. Rows with numbers that no form has do.
    fn goes_on(
        &self,
        piece: &Piece,
        known: &[(usize, Belongs)],
        texts: &[&str],
        gap: bool,
    ) -> bool {
        let unlabelled = piece.tables.iter().any(|&t| self.signs[t].unlabelled);
        let numbered = piece.labels.contains(&None);
        if known.is_empty() {
            let number = |t: &&str| matches!(Entry::parse(t), Entry::Number(_));
            let mark = |t: &&str| !t.trim().is_empty() && Entry::parse(t) == Entry::Blank;
            let filled = texts.iter().filter(|t| !t.trim().is_empty()).count();
            let values = texts.iter().filter(|t| number(t) || mark(t)).count();
            let awaited = unlabelled && !numbered;
            return values > 0 && (filled > 1 || values == filled) && (!gap || awaited);
        }
        let mut same = known.iter().filter(|(t, _)| piece.tables.contains(t)).peekable();
        // If a table has a single row, and that was there, its heads begin the table again.
        let anew = unlabelled && numbered && same.peek().is_some_and(|(_, b)| *b == Belongs::Head);
        let again = |(_, b): &(usize, Belongs)| match b {
            Belongs::Row(Some(label)) => piece.labels.contains(&Some(label.clone())),
            _ => false,
        };
        // A row right below others may be repeated by mistake; a table begins again below heads.
        same.peek().is_some() && !anew && !(same.any(again) && (gap || piece.headed))
    }

    /// Ends a piece: it is added to the report of the tables before, unless that already has these
    /// rows.
    fn close(
        &mut self,
        grid: &Grid,
        cover: &[Vec<Option<Covered>>],
        piece: Option<Piece>,
        behind: &mut Vec<usize>,
    ) {
        if let Some(piece) = piece {
            let table = piece.tables.first().copied().unwrap_or(0);
            let mut named = Named::default();
            self.held.iter().for_each(|block| named.hear_block(block));
            let labels = piece.labels.iter().map(|l| (table, l.clone()));
            let labels: Vec<(usize, Option<String>)> = labels.collect();
            self.go_back(&labels);
            let last = &self.last;
            let again = labels.iter().any(|l| last.seen.contains(l));
            let apart = again || last.tables > 0 && last.named.differs(&named);
            if apart && !self.is_inserted() {
                self.next();
            }
            let last = &mut self.last;
            if last.tables == 0 {
                last.sheet = self.sheet.clone();
            }
            self.held.drain(..).for_each(|block| last.take(block));
            self.began = true;
            last.seen.extend(labels);
            last.tables += 1;
            last.take(Block::Grid(slice(grid, cover, piece.first, piece.last, &piece.others)));
            // Other content among the rows is placed after them.
            self.text(grid, cover, &piece.others);
        }
        self.text(grid, cover, behind);
        behind.clear();
    }

    /// Holds rows that belong to no table: words as paragraphs, numbers as a grid.
    fn text(&mut self, grid: &Grid, cover: &[Vec<Option<Covered>>], rows: &[usize]) {
        for &r in rows {
            let texts: Vec<&str> = begun(grid, cover, r).map(|(_, c)| c.text.as_str()).collect();
            let texts: Vec<&str> = texts.into_iter().filter(|t| !t.trim().is_empty()).collect();
            let number = |t: &&str| matches!(Entry::parse(t), Entry::Number(_));
            if texts.len() > 1 && texts.iter().any(number) {
                self.held.push(Block::Grid(slice(grid, cover, r, r, &[])));
                continue;
            }
            let prose = texts.iter().any(|t| t.contains('。') || t.chars().count() > 60);
            let mut words = Document::default();
            if prose {
                texts.iter().flat_map(|t| t.lines()).for_each(|l| words.push(Role::Body, l));
            } else {
                words.push(Role::Body, texts.join("　").replace('\n', ""));
            }
            self.held.append(&mut words.blocks);
        }
    }

    /// Whether the name of a body, and no title, stands above the next table of a report with a title:
    /// the table is one of several bodies' in that report.
    fn is_inserted(&self) -> bool {
        let of_body = |b: &Block| matches!(b, Block::Paragraph(p) if several::names_body(&p.text));
        self.held.last().is_some_and(of_body)
            && !self.held.iter().any(is_title)
            && self.last.document.blocks.iter().any(is_title)
    }

    /// Returns from a table of another year or body to the report in which it stood: below a heading
    /// of the form follows a table which that report lacks.
    fn go_back(&mut self, labels: &[(usize, Option<String>)]) {
        let is_heading = |b: &Block| matches!(b, Block::Paragraph(p) if is_form_heading(&p.text));
        let titled = |part: &Part| part.document.blocks.iter().any(is_title);
        let lacks = |part: &&Part| titled(part) && !labels.iter().any(|l| part.seen.contains(l));
        let heading = self.held.iter().any(is_heading) && !self.held.iter().any(is_title);
        if heading && !titled(&self.last) && self.done.last().filter(lacks).is_some() {
            let report = self.done.pop().map(|report| std::mem::replace(&mut self.last, report));
            self.inserted.extend(report);
        }
    }

    /// Begins another report, at the first line that says whose it is.
    fn next(&mut self) {
        let says = |block: &Block| {
            let mut named = Named::default();
            named.hear_block(block);
            named.agency.is_some() || named.year.is_some()
        };
        let at = self.held.iter().position(says).unwrap_or(0);
        let last = &mut self.last;
        self.held.drain(..at).for_each(|block| last.take(block));
        let title = last.document.title.clone();
        let next = Part::new(&Document { title, ..Document::default() });
        self.done.push(std::mem::replace(&mut self.last, next));
    }

    /// Adds what is held at the end of a sheet to the last report. A sheet without an official
    /// table, a title or a section belongs to no report.
    fn release(&mut self) {
        let last = &mut self.last;
        let ours = |block: &Block| match block {
            Block::Paragraph(p) => split_title(&p.text).is_some() || is_form_heading(&p.text),
            Block::Grid(_) => false,
        };
        if std::mem::take(&mut self.began) || self.held.iter().any(ours) {
            self.held.drain(..).for_each(|block| last.take(block));
        } else if !self.held.is_empty() {
            self.held.clear();
            let message = format!("工作表“{}”没有列入报告", self.sheet);
            last.notes.push(Note::new(NoteLevel::Lost, message));
        }
    }

    /// Joins parts of the same report, by what they state about themselves.
    fn joined(self) -> Vec<Part> {
        let mut joined: Vec<Part> = Vec::new();
        for part in self.done.into_iter().chain([self.last]).chain(self.inserted) {
            let apart = |p: &Part| !part.seen.iter().any(|l| p.seen.contains(l));
            let same = joined.iter_mut().find(|p| p.named.same(&part.named) && apart(p));
            match same {
                Some(earlier) => {
                    earlier.document.blocks.extend(part.document.blocks);
                    earlier.notes.extend(part.notes);
                    earlier.seen.extend(part.seen);
                    earlier.tables += part.tables;
                }
                None => joined.push(part),
            }
        }
        joined
    }
}

impl Piece {
    fn of(row: usize, known: &[(usize, Belongs)]) -> Piece {
        let tables = known.iter().map(|(t, _)| *t).collect();
        let mut piece = Piece {
            tables,
            first: row,
            last: row,
            others: Vec::new(),
            labels: Vec::new(),
            headed: false,
        };
        piece.add(row, known);
        piece
    }

    fn add(&mut self, row: usize, known: &[(usize, Belongs)]) {
        self.last = row;
        self.headed = known.iter().any(|(_, belongs)| *belongs == Belongs::Head);
        if known.is_empty() {
            self.labels.push(None);
            return;
        }
        self.tables.retain(|t| known.iter().any(|(k, _)| k == t));
        for (table, belongs) in known {
            if let Belongs::Row(Some(label)) = belongs
                && self.tables.contains(table)
            {
                self.labels.push(Some(label.clone()));
            }
        }
    }
}

fn is_title(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if split_title(&p.text).is_some())
}

/// Whether a line is the heading of a section of some form.
pub(super) fn is_form_heading(line: &str) -> bool {
    is_section_heading(line) && crate::FORMS.iter().any(|f| known_section(f, line).is_some())
}

fn sheet_name(grid: &Grid) -> String {
    match &grid.place {
        Some(Place::Sheet { name, .. }) => name.clone(),
        _ => String::new(),
    }
}
