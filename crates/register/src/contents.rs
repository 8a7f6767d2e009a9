//! What the contents of columns add to their heads: ticks, types of something, columns without a
//! known head.

use report::text::key;

use crate::applicant::{self, Said};
use crate::blank::is_nothing;
use crate::field::Field;
use crate::grid::Line;
use crate::head::{Column, Table};
use crate::index::Index;
use crate::labels::Labels;
use crate::legend::Legend;
use crate::missing;
use crate::outcome::{Signs, signs};
use crate::remedy;
use crate::sentence;

/// Most values of a column that are looked at.
const SAMPLE: usize = 300;

/// Reads texts of results; each text once.
pub struct Reader {
    /// The official labels.
    pub labels: Labels,
    /// The codes.
    pub legend: Legend,
    known: Index,
    read: Vec<Signs>,
}

impl Reader {
    /// A reader with this legend.
    pub fn new(legend: Legend) -> Reader {
        Reader { labels: Labels::new(), legend, known: Index::default(), read: Vec::new() }
    }

    /// What a text says, after its codes were replaced by their words.
    pub fn signs(&mut self, text: &str) -> Signs {
        if let Some(n) = self.known.get(text) {
            return self.read[n];
        }
        let mut said = Signs::default();
        match self.legend.words(text) {
            Some(words) => {
                let mut all = words.into_iter().map(|words| signs(words, &self.labels));
                said = all.next().unwrap_or_default();
                said = all.fold(said, joined);
            }
            None if self.legend.misses(text) && !is_nothing(&key(text)) => said.unknown = true,
            None => said = signs(&sentence::words(text), &self.labels),
        }
        self.known.put(text.to_string(), self.read.len());
        self.read.push(said);
        said
    }
}

fn joined(a: Signs, b: Signs) -> Signs {
    Signs {
        granted: a.granted || b.granted,
        partial: a.partial || b.partial,
        reasons: a.reasons | b.reasons,
        articles: a.articles | b.articles,
        groups: a.groups | b.groups,
        open: a.open | b.open,
        pending: a.pending || b.pending,
        silent: a.silent || b.silent,
        replied: a.replied || b.replied,
        void: a.void || b.void,
        unknown: a.unknown || b.unknown,
        other: a.other || b.other,
        apart: true,
    }
}

/// Whether signs say a result, or that there is none yet.
pub fn tells(signs: &Signs) -> bool {
    let said = signs.reasons | signs.groups | signs.open | signs.articles;
    said != 0 || signs.granted || signs.partial || signs.pending || signs.other || signs.silent
}

/// Whether a text is a tick.
pub fn is_tick(text: &str) -> bool {
    let mark = |c: char| "√✓✔☑■●○◎★☆VvYy1是有对＋+".contains(c);
    let mut chars = text.chars();
    chars.next().is_some_and(mark) && chars.next().is_none()
}

/// Decides about the columns of a table by their contents.
pub fn decide(table: &mut Table, lines: &[Line], reader: &mut Reader) {
    let lines = &lines[table.lines.clone()];
    let samples: Vec<Vec<&str>> = table.columns.iter().map(|c| sample(lines, c.at)).collect();
    let is_cases = table.has(Field::Case) || table.has(Field::Role);
    // Codes in a list of applications stand for kinds or results; those of a legend are explained.
    if table.has(Field::Received) || table.has(Field::Applicant) {
        let coded = |c: &&mut Column| c.field == Some(Field::Code);
        table.columns.iter_mut().filter(coded).for_each(|c| c.field = Some(Field::Vague));
    }
    let matrix = matrix(table, &samples, reader);
    let named = table.has(Field::Applicant);
    for (column, values) in table.columns.iter_mut().zip(&samples) {
        tick(column, values, reader, matrix);
        if column.field == Some(Field::Kind) && !column.ticks {
            column.field = Some(kind_or_name(values, named, reader));
        }
        if column.field == Some(Field::Vague) && !is_cases {
            column.field = Some(vague(values, reader));
        }
        // A column of states may be headed like one of results.
        let state = |text: &&str| {
            let signs = reader.signs(text);
            (signs.pending || signs.replied || signs.void)
                && signs.reasons | signs.groups == 0
                && !signs.granted
        };
        if column.field == Some(Field::Result)
            && !column.ticks
            && !values.is_empty()
            && values.iter().all(state)
        {
            column.field = Some(Field::Status);
        }
    }
    between(table, &samples);
    drop_foreign_results(table, &samples, reader);
    drop_empty_results(table, &samples);
    plain_dates(table);
    missing::find_missing(table, lines, &samples, reader);
    // Of a month whose applications are all under way the column of results has states only.
    if !table.has(Field::Result) && !table.has(Field::Detail) {
        let state =
            |c: &&mut Column| c.field == Some(Field::Status) && c.headed == Some(Field::Result);
        table.columns.iter_mut().filter(state).for_each(|c| c.field = Some(Field::Result));
    }
}

/// One or two columns without any text whose heads name a reason are no columns of ticks: 密级 in a
/// register of letters.
fn drop_empty_results(table: &mut Table, samples: &[Vec<&str>]) {
    let ticked = |c: &Column| c.ticks && c.field == Some(Field::Result);
    let of = || table.columns.iter().zip(samples).filter(|(c, _)| ticked(c));
    if of().count() < 3 && of().all(|(_, values)| values.is_empty()) {
        table.columns.iter_mut().filter(|c| ticked(c)).for_each(|c| {
            (c.field, c.ticks) = (Some(Field::Other), false);
        });
    }
}

fn sample<'a>(lines: &[Line<'a>], at: usize) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.text(at)).take(SAMPLE).collect()
}

/// Whether at least this share of the values, in percent, and at least one, pass. It stops where too many
/// have failed.
pub fn mostly(values: &[&str], share: usize, mut test: impl FnMut(&str) -> bool) -> bool {
    let (mut passed, mut failed) = (0, 0);
    for text in values {
        *(if test(text) { &mut passed } else { &mut failed }) += 1;
        if failed * 100 > values.len() * (100 - share) {
            return false;
        }
    }
    passed > 0
}

/// Whether there is a column for each result: what stands in one of them, a day or the number of a
/// letter, is as good as a tick.
fn matrix(table: &Table, samples: &[Vec<&str>], reader: &mut Reader) -> bool {
    let (mut texts, mut ticks) = (0, 0);
    for (column, values) in table.columns.iter().zip(samples) {
        let said = reader.signs(column.leaf());
        let says = said.reasons | said.groups != 0 || said.granted || said.partial;
        if says && !values.is_empty() && matches!(column.field, None | Some(Field::Result)) {
            // The line of sums has figures below the ticks.
            let figure = |text: &str| text.chars().all(|c| c.is_ascii_digit());
            let tick = |text: &&str| is_tick(text) || figure(text) || is_nothing(&key(text));
            let all = values.iter().all(tick);
            *(if all { &mut ticks } else { &mut texts }) += 1;
        }
    }
    texts >= 3 && texts > ticks
}

/// Columns of ticks among those of results are of results too, whatever their heads say: their words
/// are asked about.
fn between(table: &mut Table, samples: &[Vec<&str>]) {
    let of_result = |c: &Column| c.ticks && c.field == Some(Field::Result);
    let Some(first) = table.columns.iter().position(of_result) else { return };
    let last = table.columns.iter().rposition(of_result).unwrap_or(first);
    // One before the first may be that of disclosure.
    let from = first.saturating_sub(2);
    for (column, values) in table.columns[from..=last].iter_mut().zip(&samples[from..]) {
        let ticked = !values.is_empty() && values.iter().filter(|t| !is_tick(t)).count() <= 1;
        if column.field.is_none() && ticked && !column.leaf().contains("是否") {
            (column.field, column.ticks) = (Some(Field::Result), true);
        }
    }
    // The last result may be headed 其他 alone.
    if let Some(next) = table.columns.get_mut(last + 1)
        && next.field.is_none()
        && matches!(next.leaf(), "其他" | "其它")
    {
        (next.field, next.ticks) = (Some(Field::Result), true);
    }
}

/// A column with ticks means what its head says.
fn tick(column: &mut Column, values: &[&str], reader: &mut Reader, matrix: bool) {
    // The line of sums has figures below the ticks.
    let figure = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let ticks = values.iter().filter(|text| is_tick(text)).count();
    let other = |text: &&str| !is_tick(text) && !figure(text) && !is_nothing(&key(text));
    let (others, leaf) = (values.iter().any(other), column.leaf().to_string());
    let sums = values.iter().filter(|text| figure(text) && !is_tick(text)).count();
    if !others && (sums > ticks || sums > 3) {
        return;
    }
    let above = column.path[..column.path.len() - 1].concat();
    let said = reader.signs(&leaf);
    let result = said.reasons | said.groups != 0 || said.granted || said.partial;
    if matches!(column.field, Some(Field::Review | Field::Suit)) {
        column.ticks = !others && remedy::outcome(&leaf).is_some();
        return;
    }
    let period = leaf.contains("结转") || leaf.contains("新收");
    let of_result = reader.signs(&above).groups != 0;
    let of_kind = above.contains("申请人") || above.contains("法人") || above.contains("类");
    let of_field = matches!(column.field, None | Some(Field::Result));
    let named = || mostly(values, 80, |text| applicant::named(text).is_some());
    let field = match () {
        () if leaf.contains("是否") => return,
        () if others && matrix && result && of_field => Field::Result,
        // A column of names for each kind.
        () if others && column.field.is_none() && kind_of_head(&leaf) && named() => {
            column.field = Some(Field::Applicant);
            return;
        }
        () if others => return,
        () if period => Field::Period,
        () if result || of_result => Field::Result,
        () if matches!(applicant::said(&leaf), Said::Kind(kind) if kind < 5 || of_kind) => {
            Field::Kind
        }
        () => return,
    };
    (column.field, column.ticks) = (Some(field), true);
}

/// Whether a head is that of a column with the names of one kind of applicant.
pub fn kind_of_head(head: &str) -> bool {
    matches!(head, "公民" | "自然人" | "个人") || head.contains("法人") || head.contains("组织")
}

/// Whether a text, or the code that it is, says a kind of applicant.
pub fn says_kind(text: &str, reader: &Reader) -> bool {
    applicant::said(reader.legend.kind(text).unwrap_or(text)) != Said::Nothing
}

/// A column headed like one of kinds holds them, names, or something else; `named` says that another
/// has the names, which say the kinds.
fn kind_or_name(values: &[&str], named: bool, reader: &Reader) -> Field {
    match () {
        () if mostly(values, 60, |text| applicant::with_kind(text).is_some()) => Field::Applicant,
        () if values.is_empty() || mostly(values, 25, |text| says_kind(text, reader)) => {
            Field::Kind
        }
        () if mostly(values, 60, |text| applicant::named(text).is_some()) => Field::Applicant,
        () if named => Field::Other,
        () => Field::Kind,
    }
}

fn vague(values: &[&str], reader: &mut Reader) -> Field {
    match () {
        () if mostly(values, 60, |text| says_kind(text, reader)) => Field::Kind,
        () if mostly(values, 60, |text| tells(&reader.signs(text))) => Field::Result,
        () => Field::Other,
    }
}

/// Columns headed like results that hold something else, if another column holds results.
fn drop_foreign_results(table: &mut Table, samples: &[Vec<&str>], reader: &mut Reader) {
    let mut known = |values: &[&str], share| {
        values.is_empty() || mostly(values, share, |t| tells(&reader.signs(t)))
    };
    let results = |c: &Column| matches!(c.field, Some(Field::Result | Field::Detail)) && !c.ticks;
    let any_ticks = table.columns.iter().any(|c| c.ticks && c.field == Some(Field::Result));
    let mut good = |(c, values): (&Column, &Vec<&str>)| {
        (results(c) || c.ticks) && !values.is_empty() && known(values, 50)
    };
    if any_ticks || table.columns.iter().zip(samples).any(&mut good) {
        for (column, values) in table.columns.iter_mut().zip(samples) {
            if results(column) && !known(values, 20) {
                column.field = Some(Field::Other);
            }
        }
    }
}

/// Days of which the head does not say what they are: the first is that of receipt, the next that
/// of the answer, where these are missing.
fn plain_dates(table: &mut Table) {
    let mut needed = Vec::new();
    if ![Field::Received, Field::Registered, Field::Filed].iter().any(|f| table.has(*f)) {
        needed.push(Field::Received);
    }
    if !table.has(Field::Answered) {
        needed.push(Field::Answered);
    }
    let mut needed = needed.into_iter();
    for column in table.columns.iter_mut().filter(|c| c.field == Some(Field::Date)) {
        column.field = Some(needed.next().unwrap_or(Field::Other));
    }
}
