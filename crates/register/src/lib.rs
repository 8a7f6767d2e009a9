//! Counts the register of applications (依申请公开台账) of a year: from its rows to the cells of
//! tables 3 and 4 and the fee.
//!
//! It takes the tables that a reader of files found in any layout, finds the lists of applications
//! ([`head`]), what their columns mean ([`field`], [`contents`]), which lines are applications
//! ([`rows`]), and in which cells each counts ([`classify`]). What is not sure is asked
//! ([`question`]); a row about which something is asked counts nowhere. No name, number or address
//! leaves this crate ([`privacy`]).
//!
//! How it counts:
//!
//! 1. Heads are found by their words, in up to four rows; the contents decide what heads leave open: ticks, types, columns
//!    without a known head. Codes are replaced by the words of their legend. Cards become the lines of one table.
//! 2. A line is an application if it has enough of what one has; sums, notes and repeated lines are not, and several lines
//!    with one number are one.
//! 3. A text is compared with the official labels, the words of `senses.rs` and the articles it names; what it says of group,
//!    reason, disclosure and work that goes on is joined over the row. Only one result without a contradiction is decided.
//! 4. Everything else is asked, by the office's own words; a rule about which offices differ is named with its rows. A row
//!    about which something is asked counts nowhere.
//! 5. Words leave the crate only through `privacy.rs`, which takes out names of the register, long numbers and mail.

#![warn(missing_docs)]

pub mod applicant;
mod articles;
pub mod basis;
mod blank;
mod cards;
mod cases;
mod classify;
mod contents;
mod count;
pub mod dates;
pub mod deadlines;
mod fee;
pub mod field;
mod genre;
mod grid;
mod head;
mod index;
mod join;
mod labels;
mod latin;
mod legend;
pub mod lists;
mod missing;
mod outcome;
mod period;
mod privacy;
pub mod question;
mod remedy;
mod rows;
mod senses;
mod sentence;
mod sideways;
mod surnames;
mod understand;
mod words;
pub mod workdays;

use std::borrow::Cow;
use std::collections::BTreeMap;

use report::document::Document;
use report::steps;
use serde::{Deserialize, Serialize};

use classify::Classifier;
use contents::Reader;
use count::Counter;
pub use deadlines::Deadlines;
use field::Field;
use grid::Sheet;
use head::Table;
use index::Index;
use privacy::Names;
use question::Answers;
pub use question::{About, Answer, At, Choice, Question};
use rows::{Row, Skipped};
pub use senses::RESULTS;

/// Most lines of a register.
const LINES: usize = 50_000;

/// What a register says. The ids of cells are those of the newest form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Register {
    /// The year that was counted.
    pub year: u16,
    /// The years in which applications were received, each with their number. JSON has texts as keys.
    pub years: BTreeMap<String, u64>,
    /// The columns as they were understood.
    pub columns: Vec<ColumnLine>,
    /// All cells of tables 3 and 4. What is still asked counts nowhere.
    pub cells: BTreeMap<String, String>,
    /// The fee collected, in yuan.
    pub fee: String,
    /// The rows whose fee is not understood; it is not in [`Register::fee`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread_fees: Vec<At>,
    /// Number of applications counted.
    pub counted: usize,
    /// The lines that count, and where.
    pub rows: Vec<Counted>,
    /// The lines that look like applications and do not count.
    pub skipped: Vec<Skip>,
    /// What must be asked, one question for all rows that ask the same.
    pub questions: Vec<Question>,
    /// The rules about which offices differ, as far as they were used.
    pub rules: Vec<UsedRule>,
    /// Answers that seem late.
    pub deadlines: Deadlines,
    /// What must be known of how the file was read, in Chinese sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A column of the register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ColumnLine {
    /// The sheet.
    pub sheet: String,
    /// The column, counted from 1.
    pub column: usize,
    /// Its heads.
    pub head: String,
    /// What it means, the name of a [`Field`]; `None` if it is not used.
    pub means: Option<Cow<'static, str>>,
    /// The meaning in Chinese; empty if the column is not used.
    pub label: Cow<'static, str>,
    /// Whether the meaning was found by the contents, not by the head.
    pub guessed: bool,
    /// The first texts of columns that hold the office's own words; of others none.
    pub examples: Vec<String>,
}

/// A line that counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
    /// The cell of 本年新收 or 上年结转; empty for a case of a list of its own.
    #[serde(rename = "in")]
    pub from: String,
    /// The cell of its result.
    #[serde(rename = "out")]
    pub to: String,
    /// The cells of table 4.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table4: Vec<String>,
}

/// A line that does not count.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Skip {
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
    /// Why, in Chinese.
    pub why: String,
}

/// A rule about which offices differ; the answer `rule:ID` with the other value changes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UsedRule {
    /// The rule's id, such as `R12`.
    pub id: String,
    /// What is counted how, in Chinese.
    pub words: String,
    /// What it rests on.
    pub basis: String,
    /// The other value; empty if there is no other.
    pub other: String,
    /// Whether the other value was chosen.
    pub changed: bool,
    /// The rows for which it was used.
    pub rows: Vec<At>,
}

/// Why a document is not counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is no register; the Chinese sentence says what it seems to be.
    NoRegister(String),
    /// It is beyond a limit.
    TooLarge,
}

/// Counts the register in a document. Without a year it counts the one in which most applications
/// were received.
///
/// # Errors
/// The document has no register, or is beyond a limit.
pub fn count(
    document: &Document,
    year: Option<u16>,
    answers: &[Answer],
) -> Result<Register, Refusal> {
    let counted = count_lists(document, year, answers);
    let Err(Refusal::NoRegister(_)) = &counted else { return counted };
    if let Some(cards) = cards::as_table(document) {
        return count_lists(&cards, year, answers);
    }
    let Some(turned) = sideways::turned(document) else { return counted };
    let Ok(mut register) = count_lists(&turned, year, answers) else { return counted };
    register.notes.insert(0, sideways::NOTE.into());
    register.notes.extend(sideways::left_out(document));
    Ok(register)
}

/// Whether a document has a long list of applications, by the heads alone. This is quick, so that a
/// register needs not be read as a report first.
pub fn is_long_list(document: &Document) -> bool {
    const LONG: usize = 200;
    if !document.grids().any(|grid| grid.rows.len() > LONG) {
        return false;
    }
    let sheets = grid::sheets(document);
    let long = |table: &Table| table.lines.len() > LONG && genre::is_applications(table);
    head::tables(&sheets).iter().any(long)
}

fn count_lists(
    document: &Document,
    year: Option<u16>,
    answers: &[Answer],
) -> Result<Register, Refusal> {
    let mut sheets = grid::sheets(document);
    let lines: usize = sheets.iter().map(|sheet| sheet.lines.len()).sum();
    let cells: usize = sheets.iter().flat_map(|s| &s.lines).map(|line| line.cells.len()).sum();
    if lines > LINES || !steps::take(cells * 20) {
        return Err(Refusal::TooLarge);
    }
    let answers = Answers::new(answers);
    let (tables, mut reader, left) = understand::understood(&mut sheets, &answers);
    let names = Names::of(&sheets, &tables);
    let lists = |table: &&Table| cases::is_list(table, &sheets[table.sheet]);
    let other = |t: &Table| t.joined || genre::is_consultations(t, &sheets[t.sheet]);
    let mine = |t: &&Table| genre::is_applications(t) && !other(t) && !lists(t);
    let applications: Vec<&Table> = tables.iter().filter(mine).collect();
    const ALONE: &str = "没有编号相同的申请登记行";
    let alone = |&(n, row): &(usize, usize)| Skipped { sheet: &sheets[n], row, why: ALONE };
    let mut dropped: Vec<Skipped> = left.iter().map(alone).collect();
    let rows = rows::rows(&sheets, &applications, &mut reader, &mut dropped);
    let ours = || genre::is_titled(document, &sheets, &applications);
    if rows.is_empty() || !genre::has_results(&rows, &mut reader) && !ours() {
        return Err(Refusal::NoRegister(genre::refusal(&sheets, &tables)));
    }
    let year = year.or_else(|| titled(&applications, &sheets));
    let years = years(&rows, year.unwrap_or(0));
    let most = || years.iter().max_by_key(|(_, n)| **n).and_then(|(year, _)| year.parse().ok());
    let Some(year) = year.or_else(most) else {
        return Err(Refusal::NoRegister("台账里没有年份，请先选择年度。".into()));
    };
    let mut counter = Counter::new(&answers, &names);
    understand::unread(&sheets, &tables, mine, &mut dropped);
    counter.dropped(&mut dropped);
    let dated = dated(&rows, &mut reader);
    let tests = answers.general("rule:R10") == Some("count");
    let hidden = answers.general("rule:R11") != Some("skip");
    let mut classifier = Classifier { reader: &mut reader, year, dated, tests, hidden };
    let mut deadlines = Deadlines::default();
    for row in &rows {
        if let Some(class) = counter.row(row, &mut classifier) {
            let at = counter.place(row.sheet, row.lines[0].number);
            deadlines.look(&class, &at);
        }
    }
    for table in tables.iter().filter(lists) {
        for listed in cases::cases(table, &sheets[table.sheet], &mut dropped) {
            counter.listed(listed);
        }
    }
    counter.dropped(&mut dropped);
    deadlines.tell();
    let shown: Vec<&Table> = tables.iter().filter(|t| mine(t) || lists(t) || t.joined).collect();
    let columns = understand::columns(&shown, &sheets, &names);
    let notes = understand::notes(document, &shown, &sheets, &names);
    Ok(Register { notes, ..finish(counter, year, years, columns, deadlines) })
}

fn finish(
    counter: Counter,
    year: u16,
    years: BTreeMap<String, u64>,
    columns: Vec<ColumnLine>,
    deadlines: Deadlines,
) -> Register {
    let tables = report::newest_form().cells().iter().map(|cell| &cell.id);
    let ours = tables.filter(|id| id.starts_with("3.") || id.starts_with("4."));
    let value = |id: &String| counter.cells.get(id).unwrap_or_default().to_string();
    Register {
        year,
        years,
        columns,
        cells: ours.map(|id| (id.clone(), value(id))).collect(),
        fee: fee::print(counter.fee),
        unread_fees: counter.unread_fees,
        counted: counter.rows.iter().filter(|row| !row.to.is_empty()).count(),
        rows: counter.rows,
        skipped: counter.skipped,
        questions: counter.questions.into_list(),
        rules: counter.used,
        deadlines,
        notes: Vec::new(),
    }
}

/// The year that the titles of the lists name.
fn titled(tables: &[&Table], sheets: &[Sheet]) -> Option<u16> {
    let year = |text: &str| report::text::find_year(text).map(|(.., year)| year);
    tables.iter().find_map(|table| year(&table.title).or_else(|| year(&sheets[table.sheet].name)))
}

/// How many applications were received in each year.
fn years(rows: &[Row], year: u16) -> BTreeMap<String, u64> {
    let mut years = Index::default();
    for row in rows {
        if let Some(year) = period::days(row, year).year.filter(|year| *year > 1) {
            years.add(year.to_string());
        }
    }
    years.0
}

/// Whether most rows with a result have a day of the answer.
fn dated(rows: &[Row], reader: &mut Reader) -> bool {
    let (mut with, mut all) = (0, 0);
    for row in rows.iter().filter(|row| row.table.has(Field::Answered)) {
        let result =
            row.texts(Field::Result).into_iter().chain(row.texts(Field::Detail)).any(|text| {
                let signs = reader.signs(text);
                signs.reasons != 0 || signs.granted || signs.partial
            });
        if result {
            all += 1;
            with += usize::from(row.day(Field::Answered).is_some());
        }
    }
    all > 0 && with * 10 >= all * 8
}
