//! Tables given as lines of text: tabs between cells, or one cell on each line, as in the text of a
//! PDF.

use super::beside::{Beside, remark};
use super::doubts::resembles_number;
use super::heads::is_turned;
use super::own_rows::{has_running_total, rows_below, rows_of};
use super::tokens::{Token, pieces, tokens};
use super::{Found, Labels, is_heading, is_number, is_value, key};
use crate::document::{Note, NoteLevel};
use crate::form::{Block, Table};

/// Number of pieces without a row after which a table counts as ended.
const MOST_STRANGERS: usize = 12;

/// Number of rows ahead among which a label may lack its remark or its numeral.
const SHORT_WITHIN: usize = 2;

/// Most lines of a table, with one cell on each line and page numbers in between.
const MOST_LINES: usize = 1_000;

/// Reads a table, or its next part, that starts with the first of these lines. Gives what was found
/// and the number of lines it took; `None` if no table starts here. `rows` remembers the rows found
/// before, `first` is the number of the line, for notes.
pub(crate) fn from_lines(
    table: &'static Table,
    rows: &mut Labels,
    lines: &[&str],
    first: usize,
) -> Option<(Found, usize)> {
    if !opens(rows, table, lines.first()?) {
        return None;
    }
    let mut labels = rows.clone();
    let goes_on = labels.begun();
    // Of a table that was cut any row may be still to come.
    labels.next = labels.rows.iter().position(|l| !l.taken).unwrap_or(labels.rows.len());
    let tokens = tokens(&lines[..lines.len().min(MOST_LINES)], table, &labels);
    let mut reading = Reading {
        tokens: &tokens,
        first,
        running: has_running_total(&tokens),
        labels,
        found: Found::default(),
        beside: Beside::default(),
        heads: 0,
        seen: Vec::new(),
        turned: None,
        headless: !goes_on,
        strangers: Vec::new(),
        stray: Vec::new(),
        end: 0,
    };
    reading.read();
    let Reading { labels, mut found, heads, stray, mut end, .. } = reading;
    // The last row may have another label.
    if end > 0 && table.units.is_some() == (labels.next == labels.rows.len()) {
        end += rows_below(&mut found, &labels, &lines[end..], first + end);
    }
    if !is_enough(&found, heads, &labels, goes_on) {
        return None;
    }
    found.lose_stray(&stray);
    *rows = labels;
    Some((found, end.max(1)))
}

/// A table being read from the pieces of its lines.
struct Reading<'a> {
    tokens: &'a [Token<'a>],
    /// The number of the first line, for notes.
    first: usize,
    /// Whether a running total stands beside the only column.
    running: bool,
    labels: Labels,
    found: Found,
    beside: Beside,
    /// Number of the form's own texts above the first row.
    heads: usize,
    /// The heads since the last row.
    seen: Vec<&'a str>,
    /// The block whose heads are in another order than the form's.
    turned: Option<&'static Block>,
    /// Whether no head stands above the values so far.
    headless: bool,
    /// The pieces since the last row that are not the form's.
    strangers: Vec<&'a Token<'a>>,
    /// Words that are not kept, each after its place.
    stray: Vec<(String, String)>,
    /// The line after the last row.
    end: usize,
}

impl<'a> Reading<'a> {
    /// Takes one piece after another: up to the last row, to a sentence, or to too many strangers.
    fn read(&mut self) {
        let (tokens, mut at) = (self.tokens, 0);
        while at < tokens.len()
            && self.labels.next < self.labels.rows.len()
            && self.strangers.len() < MOST_STRANGERS
        {
            match take_next(&self.labels, &tokens[at..]) {
                Some((r, taken)) => at = self.keep_row(r, &taken, at),
                None if tokens[at].text.contains('。') => break,
                None => {
                    self.keep_other(at);
                    at += 1;
                }
            }
        }
    }

    /// The place of a piece, for notes.
    fn place(&self, at: usize) -> String {
        format!("正文第 {} 行", self.first + self.tokens[at].line + 1)
    }

    /// Handles the piece at `at`, with which no row begins: a head, or a stranger.
    fn keep_other(&mut self, at: usize) {
        let (tokens, labels) = (self.tokens, &mut self.labels);
        let token = &tokens[at];
        let next = tokens.get(at + 1).map_or("", |next| next.key.as_str());
        self.headless &= !labels.furniture.has_piece(&token.key);
        if self.beside.takes(labels, tokens, at, &self.seen) {
            labels.remarked = self.beside.remarked;
        } else if labels.furniture.has(&token.key) {
            self.heads += usize::from(self.found.rows == 0);
            self.seen.push(&token.key);
        } else if labels.furniture.is_cut_short(&token.key, next) {
            let place = self.place(at);
            self.found.garbled(token.text, place);
        } else if !token.key.is_empty() && !labels.furniture.has_piece(&token.key) {
            // A head that the form does not have is among those it has.
            let short = token.key.chars().count() <= 12 && !token.key.contains([':', '(']);
            let above = self.found.rows == 0 && self.seen.len() > 2;
            labels.crowded |= above && short && !is_value(token.text);
            self.strangers.push(token);
        }
    }

    /// Keeps row `r`, which begins with the piece at `at`, and gives the first piece behind it.
    fn keep_row(&mut self, r: usize, taken: &Taken, at: usize) -> usize {
        self.keep_strangers();
        self.keep_values(r, taken, at);
        self.found.rows += 1;
        let next = self.labels.next;
        self.labels.pass(r);
        self.labels.next = self.labels.next.max(next);
        let mut at = at + taken.used;
        let remark = remark(self.tokens, at).filter(|_| self.beside.remarked);
        at += usize::from(remark.is_some());
        let told = remark.filter(|words| !is_value(words));
        self.stray.extend(told.map(|words| (self.place(at - 1), words.to_string())));
        self.end = self.tokens[at - 1].line + 1;
        at
    }

    /// Keeps the strangers above a row: as rows of the agency's own, else as stray words.
    fn keep_strangers(&mut self) {
        for row in rows_of(std::mem::take(&mut self.strangers)) {
            let place = format!("正文第 {} 行", self.first + row[0].line + 1);
            let words = self.found.keep_strangers(&row, &self.labels, &place);
            self.stray.extend(words.map(|words| (place, words)));
        }
    }

    /// Keeps the values of a row, or notes why they are in doubt.
    fn keep_values(&mut self, r: usize, taken: &Taken, at: usize) {
        let (place, rest) = (self.place(at), &self.tokens[at..]);
        let (row, block) = (self.labels.rows[r].row, self.labels.rows[r].block);
        if is_turned(block, &std::mem::take(&mut self.seen)) {
            self.turned = Some(block);
            let message = "表头各列的顺序与规定格式不同，这些列的数没有读入";
            self.found.notes.push(Note::new(NoteLevel::Lost, message).at(place.clone()));
        }
        if taken.misprinted {
            self.found.guess(rest[0].text, row, place.clone());
        }
        let turned = self.turned.is_some_and(|t| std::ptr::eq(t, block));
        if self.headless && block.columns.len() > 1 && !taken.values.is_empty() {
            self.headless = false;
            self.found.headless(place.clone());
        }
        if turned && !taken.values.is_empty() || is_unclear(&self.labels, r, taken, rest) {
            self.found.unclear(row, block, place);
        } else {
            let unit = self.beside.unit.clone();
            self.found.keep_values(row, block, &taken.values, (self.running, unit), place);
        }
    }
}

/// Number of values of a row.
fn width(labels: &Labels, r: usize) -> usize {
    let row = &labels.rows[r];
    if is_heading(row.row) { 0 } else { row.block.columns.len() }
}

/// The next row, and which it is.
fn take_next<'a>(labels: &Labels, tokens: &[Token<'a>]) -> Option<(usize, Taken<'a>)> {
    (labels.next..labels.rows.len())
        .filter(|r| !labels.rows[*r].taken)
        .find_map(|r| take_row(labels, r, tokens).map(|taken| (r, taken)))
        .or_else(|| take_misprint(labels, tokens))
        .or_else(|| {
            // A row may stand behind later ones, with all its values.
            let whole = |r: usize, taken: &Taken| taken.values.len() == width(labels, r);
            let passed =
                (0..labels.next).filter(|&r| !labels.rows[r].taken && width(labels, r) > 0);
            let mut found = passed.filter_map(|r| Some((r, take_row(labels, r, tokens)?)));
            found.find(|(r, taken)| whole(*r, taken))
        })
}

/// Whether a row has more numbers than columns, or none of those in its line could be taken, so that
/// none of them can be assigned.
fn is_unclear(labels: &Labels, r: usize, taken: &Taken, tokens: &[Token]) -> bool {
    let (last, columns) = (tokens[taken.used - 1].line, labels.rows[r].block.columns.len());
    let follows = |t: &Token| t.line == last || !t.tabbed && t.line == last + 1;
    let next = tokens.get(taken.used).is_some_and(|t| is_number(t.text) && follows(t));
    let beyond = columns > 1 && taken.values.len() == columns && next;
    let mut rest = tokens[taken.used..].iter().take_while(|t| t.line == last);
    let blank = taken.values.is_empty() && width(labels, r) > 0;
    beyond || blank && rest.any(|t| is_garbled(labels, t))
}

/// Whether the found rows are a table. Below the form's own heads two rows are enough, since a page may
/// be cut; in a table that continues one row is enough.
fn is_enough(found: &Found, heads: usize, labels: &Labels, goes_on: bool) -> bool {
    let cut = found.rows >= 2 && heads >= 3;
    let part = goes_on && found.rows + heads >= 2 && !found.cells.is_empty();
    cut || part || !goes_on && found.rows * 3 >= labels.own()
}

/// Whether a table may start with this line: its first piece is a head of the form or the first label.
pub(crate) fn opens(labels: &Labels, table: &Table, line: &str) -> bool {
    // A shortcut: most lines are prose, and each is tried for every table of every form.
    if line.contains('。') && !line.contains(['\t', '|']) {
        return false;
    }
    let Some(first) = pieces(line, table, labels).into_iter().find(|p| !p.trim().is_empty()) else {
        return false;
    };
    let k = key(first);
    let begins = |label: &String| k.chars().count() >= 2 && label.starts_with(&k);
    let label = labels.rows.get(labels.next).is_some_and(|l| l.keys.iter().any(begins));
    label || (k.chars().count() >= 4 && labels.furniture.has_piece(&k))
}

/// A row built from the tokens.
struct Taken<'a> {
    values: Vec<&'a str>,
    used: usize,
    misprinted: bool,
}

/// Builds a row: its label in one or more pieces, its unit, its values, in the order of the broken
/// line.
fn take_row<'a>(labels: &Labels, r: usize, tokens: &[Token<'a>]) -> Option<Taken<'a>> {
    let label = &labels.rows[r];
    let whole = |taken: &Taken| taken.values.len() == label.block.columns.len();
    let full =
        label.keys.iter().find_map(|key| take_labelled(labels, r, key, tokens)).filter(|t| {
            // A variant is a row only with its values; without them its words are a group's.
            whole(t) || !(label.variant || label.row.label.is_empty())
        });
    if full.is_some() || label.variant || r > labels.next + SHORT_WITHIN {
        return full;
    }
    // Without its remark or its numeral, a label counts only if all its values follow.
    let short = |label: &String| {
        let name = label.len() - crate::text::without_numeral(label).len();
        let remark = label[name..].find('(').filter(|at| *at > 0);
        [remark.map(|at| label[..name + at].to_string()), Some(super::bare(label))]
    };
    let shorter = label.keys.iter().flat_map(short).flatten().filter(|k| k.chars().count() > 2);
    shorter
        .filter(|k| !label.keys.contains(k))
        .find_map(|key| take_labelled(labels, r, &key, tokens).filter(whole))
}

fn take_labelled<'a>(
    labels: &Labels,
    r: usize,
    label: &str,
    tokens: &[Token<'a>],
) -> Option<Taken<'a>> {
    let (row, columns) = (labels.rows[r].row, width(labels, r));
    let unit = key(row.unit);
    let mut rest = label;
    let printed = labels.furniture.has("单位") && labels.rows.iter().any(|l| is_heading(l.row));
    let mut unit_seen = !printed;
    let mut values = Vec::new();
    let mut used = 0;
    // What cannot be read is a value only behind a whole label.
    let garbled = |t: &Token| !label.is_empty() && is_garbled(labels, t);
    while let Some(token) = tokens.get(used) {
        let goes_on = !rest.is_empty() && (used > 0 || !token.key.is_empty());
        let piece = Some(rest).filter(|_| goes_on).and_then(|r| r.strip_prefix(&token.key[..]));
        if let Some(after) = piece {
            rest = after;
        } else if used == 0 && !label.is_empty() {
            return None;
        } else if !unit_seen && token.key == unit {
            unit_seen = true;
        } else if unit_seen
            && values.len() < columns
            && (is_written(token, row.unit) || rest.is_empty() && garbled(token))
        {
            if values.is_empty() && token.tabbed {
                // A remark may stand behind the only figure.
                let cell = |t: &&Token| columns > 1 || is_written(t, row.unit) || garbled(t);
                let same = |t: &&Token| t.line == token.line && cell(t);
                let mut row: Vec<&str> =
                    tokens[used..].iter().take_while(same).map(|t| t.text).collect();
                if label.is_empty() && row.len() != columns {
                    // Blanks after a head are no row.
                    break;
                }
                used += row.len();
                let no_figure = row.last().is_some_and(|last| !is_number(last));
                if labels.remarked && row.len() > columns && no_figure {
                    row.pop();
                    used -= 1;
                }
                values = cells_of(row, columns, labels.crowded, token.short);
                continue;
            }
            values.push(token.text);
        } else {
            break;
        }
        used += 1;
    }
    (rest.is_empty() && used > 0).then_some(Taken { values, used, misprinted: false })
}

/// Whether a token stands for a number that cannot be read.
fn is_garbled(labels: &Labels, token: &Token) -> bool {
    let known = labels.has(&token.key) || labels.furniture.has(&token.key);
    !known && resembles_number(token.text)
}

/// Whether a token is the value of a cell: a number, a mark for nothing, a number with its unit
/// (3件).
fn is_written(token: &Token, unit: &str) -> bool {
    let bare = token.key.strip_suffix(unit).filter(|bare| !bare.is_empty());
    is_value(token.text) || bare.is_some_and(is_number)
}

/// The cells after a label, between tabs. Merged cells leave empty pieces: after a label that spans
/// columns these come first, below a head that spans columns they may be anywhere. If it is unclear
/// which pieces are cells, or if there are more heads than the form's (`crowded`), all are
/// returned, and their number shows it. In a row with fewer pieces than others (`short`) the last of
/// the empty ones may be of the label as well as a blank cell.
fn cells_of(mut row: Vec<&str>, columns: usize, crowded: bool, short: bool) -> Vec<&str> {
    let is_empty = |t: &&str| t.trim().is_empty();
    let count = row.len();
    while row.len() > columns && row.first().is_some_and(is_empty) {
        row.remove(0);
    }
    if short && (row.len() < count || row.len() == columns) {
        let blank = row.iter().take_while(|t| is_empty(t)).count();
        row.drain(..blank);
    }
    let filled: Vec<&str> = row.iter().copied().filter(|t| !is_empty(t)).collect();
    match filled.len() {
        0 => vec![""; columns],
        n if n == columns && !crowded => filled,
        _ => row,
    }
}

/// The next row, given a misprinted label, if all its values follow.
fn take_misprint<'a>(labels: &Labels, tokens: &[Token<'a>]) -> Option<(usize, Taken<'a>)> {
    let near = |l: &super::Label| l.keys.iter().any(|k| super::misprint(k, &tokens[0].key));
    let ahead = labels
        .rows
        .iter()
        .enumerate()
        .skip(labels.next)
        .filter(|(_, l)| !l.variant && !l.taken)
        .take(2);
    let (r, label) = ahead.into_iter().find(|(_, l)| near(l))?;
    let columns = label.block.columns.len();
    let values: Vec<&str> =
        tokens[1..].iter().map(|t| t.text).take_while(|t| is_value(t)).take(columns).collect();
    (values.len() == columns && columns > 1)
        .then_some((r, Taken { used: 1 + columns, values, misprinted: true }))
}

/// Whether a paragraph contains a table with these labels whose cells have run together.
pub(crate) fn has_run_together(labels: &Labels, paragraph: &str) -> bool {
    let tight = key(paragraph);
    let inside = |l: &&super::Label| l.keys.iter().any(|k| !k.is_empty() && tight.contains(k));
    let rows = labels.rows.iter().filter(inside).count();
    rows >= 5 && rows * 2 >= labels.own()
}
