//! Tables that are lines of text: tabs between cells, or one cell a line as a PDF's text gives them.

use super::content::Content;
use super::row::Value;
use super::{Found, Labels, is_heading, is_number, is_value, key};
use crate::document::{Note, NoteLevel};
use crate::form::{Block, Table};

/// A piece of a line: between tabs, or a number at the end of a line.
struct Token<'a> {
    text: &'a str,
    key: String,
    line: usize,
    /// Whether tabs part its line, so that an empty piece is an empty cell.
    tabbed: bool,
}

/// Pieces that belong to no row before a table counts as ended.
const MOST_STRANGERS: usize = 12;

/// Lines a table may take, one cell a line, with page numbers between.
const MOST_LINES: usize = 1_000;

/// Reads a table that starts with the first of these lines. Gives what was found and the number of
/// lines it took; `None` if no table starts here. `fresh` are the table's labels with none found yet,
/// `first` is the number of the line, for notes.
pub(crate) fn from_lines(
    table: &'static Table,
    fresh: &Labels,
    lines: &[&str],
    first: usize,
) -> Option<(Found, usize)> {
    if !opens(fresh, table, lines.first()?) {
        return None;
    }
    let lines = &lines[..lines.len().min(MOST_LINES)];
    let tokens = tokens(lines, table, fresh);
    let mut reading = Reading {
        labels: Labels::of(table),
        found: Found::default(),
        first,
        heads: 0,
        seen: Vec::new(),
        turned: None,
        strangers: Vec::new(),
    };
    let (mut at, mut end) = (0, 0);
    while at < tokens.len() && reading.goes_on() {
        let token = &tokens[at];
        if let Some((r, taken)) = reading.row(&tokens[at..]) {
            reading.keep(r, &taken, &tokens[at..]);
            at += taken.used;
            end = tokens[at - 1].line + 1;
        } else if token.text.contains('。') {
            // A sentence: what stands here is no table any more.
            break;
        } else {
            reading.pass(token);
            at += 1;
        }
    }
    let Reading { labels, found, heads, .. } = reading;
    // Of a page that was cut two rows are enough under the form's own heads.
    let cut = found.rows >= 2 && heads >= 3;
    (cut || found.rows * 3 >= labels.own()).then_some((found, end))
}

/// A table of lines while it is read.
struct Reading<'t> {
    labels: Labels,
    found: Found,
    /// The number of its first line.
    first: usize,
    /// What is printed above the first row, as far as it is the form's.
    heads: usize,
    /// The heads since the last row, and the block whose heads are in another order than the form's.
    seen: Vec<&'t str>,
    turned: Option<&'static Block>,
    /// Pieces that belong to no row.
    strangers: Vec<&'t Token<'t>>,
}

impl<'t> Reading<'t> {
    fn goes_on(&self) -> bool {
        self.labels.next < self.labels.rows.len() && self.strangers.len() < MOST_STRANGERS
    }

    fn at_line(&self, token: &Token) -> String {
        format!("正文第 {} 行", self.first + token.line + 1)
    }

    /// The next row of the form, if it begins with the first of these tokens.
    fn row<'a>(&self, tokens: &[Token<'a>]) -> Option<(usize, Taken<'a>)> {
        let labels = &self.labels;
        (labels.next..labels.rows.len())
            .find_map(|r| take_row(labels, r, tokens).map(|taken| (r, taken)))
            .or_else(|| take_misprint(labels, tokens))
    }

    /// Passes over a token that begins no row.
    fn pass(&mut self, token: &'t Token<'t>) {
        let furniture = &self.labels.furniture;
        if furniture.has(&token.key) {
            self.heads += usize::from(self.found.rows == 0);
            self.seen.push(&token.key);
        } else if !token.key.is_empty() && !furniture.has_piece(&token.key) {
            // A head that is not the form's stands among those that are.
            let short = token.key.chars().count() <= 12 && !token.key.contains([':', '(']);
            let above = self.found.rows == 0 && self.seen.len() > 2;
            self.labels.crowded |= above && short && !is_value(token.text);
            self.strangers.push(token);
        }
    }

    /// Keeps the form's row `r`, which begins with the first of these tokens.
    fn keep(&mut self, r: usize, taken: &Taken, tokens: &[Token]) {
        let place = self.at_line(&tokens[0]);
        if let Some(stranger) = self.strangers.first() {
            let texts: Vec<&str> = self.strangers.iter().map(|t| t.text).collect();
            let at = self.at_line(stranger);
            self.found.unknown(&texts, &self.labels.furniture, NoteLevel::Info, at);
            self.strangers.clear();
        }
        let (row, block) = (self.labels.rows[r].row, self.labels.rows[r].block);
        if is_turned(block, &std::mem::take(&mut self.seen)) {
            self.turned = Some(block);
            let message = "表头各列的顺序与规定格式不同，这些列的数没有读入";
            self.found.notes.push(Note::new(NoteLevel::Lost, message).at(place.clone()));
        }
        if taken.misprinted {
            self.found.guess(tokens[0].text, row, place.clone());
        }
        let (count, columns) = (taken.values.len(), block.columns.len());
        let turned = count > 0 && self.turned.is_some_and(|t| std::ptr::eq(t, block));
        if turned || count == columns && goes_beyond(taken, tokens) {
            self.found.unclear(row, place);
        } else if count == columns {
            for (column, text) in block.columns.iter().zip(&taken.values) {
                let value = Value::Cell(0, Content::plain(text));
                self.found.keep_read(row, column, value, None, place.clone());
            }
        } else if count > 0 {
            let message = format!("“{}”一行有{count}个数，应为{columns}个，没有读入", row.label);
            self.found.notes.push(Note::new(NoteLevel::Lost, message).at(place));
        }
        self.found.rows += 1;
        self.labels.pass(r);
    }
}

/// Whether one number more follows a row than there are columns: nobody knows which is whose.
fn goes_beyond(taken: &Taken, tokens: &[Token]) -> bool {
    let last = tokens[taken.used - 1].line;
    let follows = |t: &Token| t.line == last || !t.tabbed && t.line == last + 1;
    let next = tokens.get(taken.used);
    taken.values.len() > 1 && next.is_some_and(|t| is_number(t.text) && follows(t))
}

/// Whether a table may start with this line: its first piece is furniture or the first label.
pub(crate) fn opens(labels: &Labels, table: &Table, line: &str) -> bool {
    // Most lines are prose, and each is asked for every table of every form.
    if line.contains('。') && !line.contains(['\t', '|']) {
        return false;
    }
    let Some(first) = pieces(line, table, labels).into_iter().find(|p| !p.trim().is_empty()) else {
        return false;
    };
    let k = key(first);
    let begins = |label: &String| k.chars().count() >= 2 && label.starts_with(&k);
    let label = labels.rows.first().is_some_and(|l| l.keys.iter().any(begins));
    label || (k.chars().count() >= 4 && labels.furniture.has_piece(&k))
}

fn tokens<'a>(lines: &[&'a str], table: &Table, labels: &Labels) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        let pieces = pieces(text, table, labels);
        let barred = text.contains('|');
        // Where signs part a line an empty piece is an empty cell, but not before the label.
        let tabbed = text.contains('\t') || barred && pieces.len() > 1;
        let mut begun = !tabbed;
        for piece in pieces {
            let key = key(piece);
            begun |= !key.is_empty();
            let blank_line = key.is_empty() && !tabbed && !barred;
            if begun && !blank_line {
                tokens.push(Token { text: piece, key, line, tabbed });
            }
        }
    }
    tokens
}

/// The cells of a line between bars: `规章 | 0 | 0 |`, or one cell a line. A line of bars only
/// (`|||`, `|---|---|`) fills up a row or parts rows, and has none.
pub(super) fn between_bars(line: &str) -> Vec<&str> {
    let line = line.trim();
    if line.len() > 1 && line.chars().all(|c| matches!(c, '|' | '-' | ':')) {
        return Vec::new();
    }
    let line = line.strip_prefix('|').filter(|rest| rest.contains('|')).unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|').map(str::trim).collect()
}

/// A line between its tabs. Without tabs, a unit or numbers at the end are told from the label by
/// the spaces around them; where even these are gone, nothing is told apart.
fn pieces<'a>(line: &'a str, table: &Table, labels: &Labels) -> Vec<&'a str> {
    if line.contains('\t') {
        return line.split('\t').collect();
    }
    if line.contains('|') {
        return between_bars(line);
    }
    let is_unit =
        |word: &str| table.units.is_some() && labels.rows.iter().any(|l| l.row.unit == word);
    let mut rest = line.trim_end();
    let mut tail = Vec::new();
    while let Some((before, last)) = rest.rsplit_once(char::is_whitespace) {
        let number = is_value(last) && !last.is_empty();
        if !number && !is_unit(last) {
            break;
        }
        tail.push(last);
        rest = before.trim_end();
    }
    if is_value(rest) && !tail.is_empty() {
        tail.push(rest);
        rest = "";
    }
    let unit = tail.iter().any(|t| is_unit(t));
    let labelled = labels.rows.iter().any(|l| l.keys.contains(&key(rest)));
    if !(unit || labelled || tail.len() >= 2) {
        return vec![line];
    }
    let head = (!rest.is_empty()).then_some(rest);
    head.into_iter().chain(tail.into_iter().rev()).collect()
}

/// A row taken from the tokens.
struct Taken<'a> {
    values: Vec<&'a str>,
    used: usize,
    misprinted: bool,
}

/// Whether heads come in another order than the form prints them: each level on its own, from the top;
/// heads that stand on several levels are one level.
fn is_turned(block: &Block, seen: &[&str]) -> bool {
    let paths: Vec<Vec<String>> =
        block.columns.iter().map(|c| c.heads.iter().map(|h| key(h)).collect()).collect();
    let level = |head: &String| {
        let mut levels: Vec<usize> =
            paths.iter().filter_map(|path| path.iter().position(|h| h == head)).collect();
        levels.sort_unstable();
        levels.dedup();
        if let [level] = levels[..] { level } else { usize::MAX }
    };
    let deepest = paths.iter().map(Vec::len).max().unwrap_or(0);
    (0..deepest).chain([usize::MAX]).any(|at| {
        let mut printed: Vec<(&String, usize)> = Vec::new();
        for (column, path) in paths.iter().enumerate() {
            let here = path.iter().enumerate().filter(|(_, head)| level(head) == at);
            // Neighbours under one head are merged.
            let merged = |i: usize, head: &String| {
                column > 0 && i + 1 < path.len() && paths[column - 1].get(i) == Some(head)
            };
            printed.extend(here.filter(|(i, h)| !merged(*i, h)).map(|(i, head)| (head, i)));
        }
        let mut rest = printed.iter();
        let of_level = |head: &&&str| printed.iter().any(|(own, _)| own == *head);
        !seen.iter().filter(of_level).all(|head| rest.any(|(own, _)| own == head))
    })
}

/// Takes a row: its label in one or more pieces, its unit, its values, in the order a broken line
/// leaves them.
fn take_row<'a>(labels: &Labels, r: usize, tokens: &[Token<'a>]) -> Option<Taken<'a>> {
    let label = &labels.rows[r];
    label.keys.iter().find_map(|key| take_labelled(labels, r, key, tokens)).filter(|taken| {
        // A variant is a row only with its values; without them its words are a group's.
        let whole = taken.values.len() == label.block.columns.len();
        whole || !(label.variant || label.row.label.is_empty())
    })
}

fn take_labelled<'a>(
    labels: &Labels,
    r: usize,
    label: &str,
    tokens: &[Token<'a>],
) -> Option<Taken<'a>> {
    let row = labels.rows[r].row;
    let columns = if is_heading(row) { 0 } else { labels.rows[r].block.columns.len() };
    let unit = key(row.unit);
    let mut rest = label;
    let printed = labels.furniture.has("单位") && labels.rows.iter().any(|l| is_heading(l.row));
    let mut unit_seen = !printed;
    let mut values = Vec::new();
    let mut used = 0;
    while let Some(token) = tokens.get(used) {
        let goes_on = !rest.is_empty() && (used > 0 || !token.key.is_empty());
        let piece = Some(rest).filter(|_| goes_on).and_then(|r| r.strip_prefix(&token.key[..]));
        if let Some(after) = piece {
            rest = after;
        } else if used == 0 && !label.is_empty() {
            return None;
        } else if !unit_seen && token.key == unit {
            unit_seen = true;
        } else if unit_seen && values.len() < columns && is_written(token, row.unit) {
            if values.is_empty() && token.tabbed && columns > 1 {
                let row: Vec<&str> = tokens[used..]
                    .iter()
                    .take_while(|t| t.line == token.line)
                    .map(|t| t.text)
                    .collect();
                used += row.len();
                values = cells_of(row, columns, labels.crowded);
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

/// Whether a token is what somebody wrote into a cell: a number, a mark for nothing, a number with
/// its unit (3件).
fn is_written(token: &Token, unit: &str) -> bool {
    let bare = token.key.strip_suffix(unit).filter(|bare| !bare.is_empty());
    is_value(token.text) || bare.is_some_and(is_number)
}

/// The cells behind a label between tabs. Merged cells leave empty pieces: behind a label that spans
/// columns they come first, under a head that spans columns anywhere. Where it cannot be told which
/// pieces are cells, or where there are more heads than the form's (`crowded`), all are given back and
/// their number says so.
fn cells_of(mut row: Vec<&str>, columns: usize, crowded: bool) -> Vec<&str> {
    let is_empty = |t: &&str| t.trim().is_empty();
    while row.len() > columns && row.first().is_some_and(is_empty) {
        row.remove(0);
    }
    let filled: Vec<&str> = row.iter().copied().filter(|t| !is_empty(t)).collect();
    match filled.len() {
        0 => vec![""; columns],
        n if n == columns && !crowded => filled,
        _ => row,
    }
}

/// The next row under a misprinted label, if all its values follow.
fn take_misprint<'a>(labels: &Labels, tokens: &[Token<'a>]) -> Option<(usize, Taken<'a>)> {
    let near = |l: &super::Label| l.keys.iter().any(|k| super::misprint(k, &tokens[0].key));
    let ahead =
        labels.rows.iter().enumerate().skip(labels.next).filter(|(_, l)| !l.variant).take(2);
    let (r, label) = ahead.into_iter().find(|(_, l)| near(l))?;
    let columns = label.block.columns.len();
    let values: Vec<&str> =
        tokens[1..].iter().map(|t| t.text).take_while(|t| is_value(t)).take(columns).collect();
    (values.len() == columns && columns > 1)
        .then_some((r, Taken { used: 1 + columns, values, misprinted: true }))
}

/// Whether a paragraph holds a table, with these labels, whose cells have run together.
pub(crate) fn has_run_together(labels: &Labels, paragraph: &str) -> bool {
    let tight = key(paragraph);
    let inside = |l: &&super::Label| l.keys.iter().any(|k| !k.is_empty() && tight.contains(k));
    let rows = labels.rows.iter().filter(inside).count();
    rows >= 5 && rows * 2 >= labels.own()
}
