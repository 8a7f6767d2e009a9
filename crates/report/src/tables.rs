//! Finds an official table in a document, as grids or as lines of text, and reads its cells.
//!
//! Rows are found by their labels, in the order of the form first and elsewhere second; columns by
//! their heads. A row that the form does not have is kept. Deliberately absent: guessing cells
//! whose boundaries are lost.

mod beside;
mod content;
mod doubts;
mod furniture;
mod grid;
mod heads;
mod lines;
mod local;
mod own_rows;
mod remnant;
mod row;
mod signs;
mod tokens;

use furniture::Furniture;
use heads::Heads;
use row::{Value, Why};

pub(crate) use grid::from_grid;
pub(crate) use lines::{from_lines, has_run_together, opens};
pub(crate) use local::{from_local_grid, from_local_lines};
pub(crate) use remnant::Words;
pub(crate) use signs::{Belongs, Signs};
pub(crate) use tokens::cells_of_line;

use crate::amount::Entry;
use crate::document::{GridCell, Note, NoteLevel};
use crate::form::{Block, Column, Kind, Row, Table, cell_id};
use crate::report::ExtraRow;
use crate::text::{self, key};

/// The end of the label of an extra row with a running total.
pub(crate) const RUNNING_TOTAL: &str = "·历年累计";

/// The cells of one table as they were found.
#[derive(Default)]
pub(crate) struct Found {
    /// Cell id and text, blank cells left out.
    pub cells: Vec<(String, String)>,
    /// Cell id and place in the file, in words.
    pub places: Vec<(String, String)>,
    /// Rows of the form that were found, with or without values.
    pub rows: usize,
    pub extra_rows: Vec<ExtraRow>,
    /// Number of heads among the extra rows that lost their end.
    pub garbled: usize,
    pub notes: Vec<Note>,
}

/// A cell's text as a report stores it: one line, half-width digits, no spaces at the ends.
fn value(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match Entry::parse(&text) {
        Entry::Number(_) => {
            let plain = |c: &char| !c.is_whitespace() && !text::is_invisible(*c);
            text.chars().map(text::half_width).filter(plain).collect()
        }
        _ => text,
    }
}

/// What a cell of a copied table holds: its value, blank if it has no single one, and what has to be
/// said of it: which raised, struck or hidden words are not part of it.
pub fn cell_value(cell: &GridCell) -> (String, Option<String>) {
    let (value, note) = content::Content::of(cell).read();
    (value, note.map(|(_, message)| message))
}

/// Whether a text may be the value of a cell of this table.
fn is_value(text: &str) -> bool {
    let text = text.trim_start();
    let figure = text.strip_prefix(['+', '＋']).unwrap_or(text);
    !matches!(Entry::parse_money(figure), Entry::Unreadable)
}

/// Whether a text is a number, not one of the marks for nothing.
fn is_number(text: &str) -> bool {
    matches!(Entry::parse(text), Entry::Number(_))
}

/// A row of a form's table, prepared for comparing labels.
#[derive(Clone)]
struct Label {
    block: &'static Block,
    row: &'static Row,
    variant: bool,
    /// The label and its aliases, normalised for comparison.
    keys: Vec<String>,
    taken: bool,
}

/// The rows of a table, and which of them have been found.
#[derive(Clone)]
pub(crate) struct Labels {
    rows: Vec<Label>,
    next: usize,
    furniture: Furniture,
    /// The heads of the last grid, its width, and where its values began.
    heads: Heads,
    width: usize,
    lead: usize,
    /// Whether a table of lines has more heads than the form, and whether its last column has remarks.
    crowded: bool,
    remarked: bool,
}

/// The part of [`Labels`] that changes while a grid is read.
struct State {
    taken: Vec<bool>,
    next: usize,
    heads: Heads,
    width: usize,
    lead: usize,
}

impl Labels {
    pub(crate) fn of(table: &'static Table) -> Labels {
        let mut rows = Vec::new();
        for block in table.blocks {
            let mut push = |row: &'static Row, variant| {
                let keys = std::iter::once(&row.label).chain(row.aliases).map(|l| key(l)).collect();
                rows.push(Label { block, row, variant, keys, taken: false });
            };
            for row in block.rows {
                let first_of = |v: &&Row| block.replaced_by(v).next() == Some(row);
                block.variants.iter().filter(first_of).for_each(|v| push(v, true));
                push(row, false);
            }
        }
        let (furniture, heads) = (Furniture::of(table), Heads::default());
        Labels {
            rows,
            next: 0,
            furniture,
            heads,
            width: 0,
            lead: 0,
            crowded: false,
            remarked: false,
        }
    }

    fn state(&self) -> State {
        let taken = self.rows.iter().map(|l| l.taken).collect();
        let Labels { next, width, lead, .. } = *self;
        State { taken, next, heads: self.heads.clone(), width, lead }
    }

    fn restore(&mut self, state: State) {
        self.rows.iter_mut().zip(state.taken).for_each(|(l, before)| l.taken = before);
        (self.next, self.heads) = (state.next, state.heads);
        (self.width, self.lead) = (state.width, state.lead);
    }

    /// Whether any row has been found.
    pub(crate) fn begun(&self) -> bool {
        self.next > 0
    }

    /// Whether every row has been found.
    pub(crate) fn ended(&self) -> bool {
        self.rows.iter().all(|l| l.taken || l.variant)
    }

    /// Whether a key is some row's label.
    fn has(&self, key: &str) -> bool {
        self.rows.iter().any(|l| l.keys.iter().any(|k| k == key))
    }

    /// Number of rows of the form itself, without variants.
    fn own(&self) -> usize {
        self.rows.iter().filter(|r| !r.variant).count()
    }

    /// Finds the row whose label is one of these keys: the next row from here on, else any row
    /// left; then the same without numerals and remarks, then a misprint. The second value is true
    /// for a misprint.
    fn take(&mut self, keys: &[String]) -> Option<(usize, bool)> {
        let bare_keys: Vec<String> =
            keys.iter().map(|k| bare(k)).filter(|k| !k.is_empty()).collect();
        // A blank cell is no label.
        let full = |l: &Label| l.keys.iter().any(|label| !label.is_empty() && keys.contains(label));
        let loose = |l: &Label| l.keys.iter().any(|label| bare_keys.contains(&bare(label)));
        let near = |l: &Label| keys.iter().any(|k| l.keys.iter().any(|label| misprint(label, k)));
        let find = |from: usize, fits: &dyn Fn(&Label) -> bool, variant: bool| {
            let free = |(i, l): &(usize, &Label)| *i >= from && !l.taken && l.variant == variant;
            self.rows.iter().enumerate().filter(free).find(|(_, l)| fits(l)).map(|(i, _)| i)
        };
        // A variant has the same name as the group of the rows it replaces: if another label
        // follows, the row is one of these.
        let is_label = |k: &String| k.chars().count() > 6 || bare(k) != *k;
        let last = keys.iter().rposition(|k| is_label(k) && !is_value(k));
        let alone = |l: &Label| {
            let at = keys.iter().position(|k| l.keys.contains(k));
            at.is_some() && last.is_none_or(|last| Some(last) <= at)
        };
        let sure = find(self.next, &full, false)
            .or_else(|| find(self.next, &loose, false))
            .or_else(|| find(self.next, &alone, true))
            .or_else(|| find(0, &full, false));
        let found = sure.map(|i| (i, false)).or_else(|| {
            find(self.next, &near, false).filter(|&i| i <= self.next + 1).map(|i| (i, true))
        });
        if let Some((i, _)) = found {
            self.pass(i);
        }
        found
    }

    /// The one of these keys that is a misprint of a row's label.
    fn misprinted(&self, i: usize, keys: &[String]) -> usize {
        let near = |k: &String| self.rows[i].keys.iter().any(|label| misprint(label, k));
        keys.iter().position(near).unwrap_or(0)
    }

    /// Marks a row as found.
    fn pass(&mut self, i: usize) {
        self.rows[i].taken = true;
        self.next = i + 1;
    }
}

/// The key of a label without numeral, 其中 and remark.
fn bare(key: &str) -> String {
    let rest = text::without_numeral(key).trim_start_matches("其中:");
    match rest.find('(') {
        Some(at) if at > 0 => rest[..at].to_string(),
        _ => rest.to_string(),
    }
}

/// Whether `found` has the numeral of `label` and most of its characters in their order.
fn misprint(label: &str, found: &str) -> bool {
    let (Some((a, label)), Some((b, found))) =
        (text::split_numeral(label), text::split_numeral(found))
    else {
        return false;
    };
    let (label, found): (Vec<char>, Vec<char>) = (label.chars().collect(), found.chars().collect());
    if a != b || label.len() > 40 || found.len() > 40 || found.len() < 4 {
        return false;
    }
    let mut common = vec![0; found.len() + 1];
    for c in &label {
        let mut diagonal = 0;
        for (j, d) in found.iter().enumerate() {
            let above = common[j + 1];
            common[j + 1] = if c == d { diagonal + 1 } else { above.max(common[j]) };
            diagonal = above;
        }
    }
    common[found.len()] * 10 >= label.len().max(found.len()) * 7
}

impl Found {
    /// Stores the value of a column in a row, with its place. `unit` has the head's unit and the
    /// form's, if they differ. An unclear value stays blank, with a note.
    fn keep_read(
        &mut self,
        row: &Row,
        column: &Column,
        value: Value,
        unit: Option<(String, String)>,
        place: String,
    ) {
        let id = cell_id(row.id, column.id);
        let (text, mut said) = match value {
            Value::Cell(_, content) => content.read(),
            // A single note covers the whole row.
            Value::Lost(_, Why::Width) => (String::new(), None),
            Value::Lost(_, why) => {
                (String::new(), Some((NoteLevel::Lost, why.words().to_string())))
            }
            Value::Missing => (String::new(), None),
        };
        let text = match unit.filter(|_| is_number(&text)) {
            Some((found, own)) => {
                let converted = content::converted(&text, &found, &own);
                let message = match &converted {
                    Some(n) => format!("表头的单位是“{found}”，{text}{found}按 {n}{own}读入"),
                    None => format!("表头的单位是“{found}”，不是“{own}”，{text} 没有读入"),
                };
                let level = if converted.is_some() { NoteLevel::Guessed } else { NoteLevel::Lost };
                said = Some((level, message));
                converted.unwrap_or_default()
            }
            None => text,
        };
        if let Some((level, message)) = said {
            let head = column.heads.last().filter(|_| !column.id.is_empty());
            let named = [Some(&row.label), head].into_iter().flatten().filter(|n| !n.is_empty());
            let named = named.copied().collect::<Vec<_>>().join("·");
            let message = format!("“{named}”：{message}");
            self.notes.push(Note::new(level, message).at(place.clone()));
        }
        if !text.is_empty() {
            self.cells.push((id.clone(), text));
        }
        self.places.push((id, place));
    }

    /// Stores a local table's running total over the years as an extra row for the form's cell.
    fn keep_running_total(&mut self, row: &Row, text: &str) {
        let text = value(text);
        if !text.is_empty() {
            let label = format!("{}{RUNNING_TOTAL}", crate::form::plain(row.label));
            self.extra_rows.push(ExtraRow { label, unit: row.unit.into(), values: vec![text] });
        }
    }

    /// Notes a row that was found by a misprinted label, and keeps the label, so that it is found as
    /// such.
    fn guess(&mut self, printed: &str, row: &Row, at: String) {
        let label = value(printed);
        let message = format!("“{label}”按“{}”读入", row.label);
        self.notes.push(Note::new(NoteLevel::Guessed, message).at(at));
        self.extra_rows.push(ExtraRow { label, ..ExtraRow::default() });
    }

    /// Keeps a head that is not the form's, so that it is found as such.
    fn garbled(&mut self, printed: &str, at: String) {
        let label = value(printed);
        let message = format!("表头“{label}”不在规定格式内，已单独保留");
        self.notes.push(Note::new(NoteLevel::Info, message).at(at));
        self.extra_rows.push(ExtraRow { label, ..ExtraRow::default() });
        self.garbled += 1;
    }

    /// Stores a row that the form does not have, or notes why it may be one that it has.
    fn unknown(&mut self, texts: &[&str], labels: &Labels, at: String) {
        let furniture = &labels.furniture;
        let keys: Vec<String> = texts.iter().map(|t| key(t)).collect();
        let filled: Vec<usize> = (0..keys.len()).filter(|&i| !keys[i].is_empty()).collect();
        if filled.iter().all(|&i| furniture.has_piece(&keys[i])) {
            return;
        }
        let is_number = |i: usize| is_number(texts[i]);
        // A number before the label only counts the rows.
        let label = filled.iter().copied().find(|&i| !is_number(i)).unwrap_or(0);
        let first =
            filled.iter().copied().find(|&i| i >= label && is_number(i)).unwrap_or(texts.len());
        let words: Vec<String> = texts[label..first].iter().map(|t| value(t)).collect();
        let words: Vec<String> = words.into_iter().filter(|t| !t.is_empty()).collect();
        let unit = match words.as_slice() {
            [_, .., last] if last.chars().count() <= 3 => last.clone(),
            _ => String::new(),
        };
        let named = words.len() - usize::from(!unit.is_empty());
        let values = texts[first..].iter().map(|t| value(t)).filter(|v| !v.is_empty());
        let row = ExtraRow { label: words[..named].join(" "), unit, values: values.collect() };
        if row.label.is_empty() {
            return self.stray(&row.values, labels, at);
        }
        let doubt = labels.doubt(&keys, row.values.iter().any(|v| !v.is_empty()));
        let level = if doubt.is_some() { NoteLevel::Guessed } else { NoteLevel::Info };
        let doubt = doubt.unwrap_or_default();
        let message = format!("表中“{}”一行不在规定格式内，已单独保留{doubt}", row.label);
        self.notes.push(Note::new(level, message).at(at));
        self.extra_rows.push(row);
    }
}

fn is_heading(row: &Row) -> bool {
    row.kind == Kind::Heading
}
