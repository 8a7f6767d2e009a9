//! Lists of reviews and suits that stand apart from the applications.

use report::text::key;

use crate::blank::is_nothing;
use crate::contents::mostly;
use crate::field::Field;
use crate::grid::{Line, Sheet};
use crate::head::{Column, Table};
use crate::index::{Index, key_of};
use crate::remedy::{self, Case};
use crate::rows::Skipped;

/// A case of a list.
pub struct Listed<'a> {
    /// The sheet.
    pub sheet: &'a Sheet<'a>,
    /// The line's number.
    pub row: usize,
    /// The case.
    pub case: Case,
    /// The words about its end.
    pub words: String,
    /// The number of the application, normalised; empty if the list has none.
    pub number: String,
}

/// Whether a table lists cases: its columns or its titles say so, and it has no results of
/// applications.
pub fn is_list(table: &Table, sheet: &Sheet) -> bool {
    let titled = [&table.title, &sheet.name]
        .iter()
        .any(|text| ["复议", "诉讼", "应诉", "救济"].iter().any(|word| text.contains(word)));
    let cases = table.has(Field::Case) || table.has(Field::Role);
    let received = [Field::Received, Field::Registered, Field::Filed].iter().any(|f| table.has(*f));
    let own = received
        && table.has(Field::Answered)
        && (table.has(Field::Kind) || table.has(Field::Contents));
    (titled || cases) && !own
}

/// In a list of cases a type is the type of case.
pub fn name_types(table: &mut Table) {
    for column in table.columns.iter_mut().filter(|c| c.field == Some(Field::Vague)) {
        column.field = Some(Field::Case);
    }
}

/// Where no column that may say how a case ended does so, another one does by its contents.
pub fn find_outcomes(table: &mut Table, sheet: &Sheet) {
    let lines = &sheet.lines[table.lines.clone()];
    let says = |column: &Column| {
        let texts: Vec<&str> = lines.iter().filter_map(|line| line.text(column.at)).collect();
        mostly(&texts, 60, |text| remedy::outcome(text).is_some())
    };
    let known = |c: &Column| c.field.is_some_and(|field| ENDS.contains(&field));
    if table.columns.iter().any(|c| c.ticks || known(c) && says(c)) {
        return;
    }
    if let Some(n) = table.columns.iter().position(|c| !known(c) && says(c)) {
        table.columns[n].field = Some(Field::Outcome);
    }
}

/// The cases of a list. Instances of one case, with the same number, are one (rule R19). Lines that
/// do not count are told.
pub fn cases<'a>(
    table: &Table,
    sheet: &'a Sheet<'a>,
    skipped: &mut Vec<Skipped<'a>>,
) -> Vec<Listed<'a>> {
    let titles = format!("{}{}", table.title, sheet.name);
    let mut found: Vec<Listed> = Vec::new();
    let mut known = Index::default();
    for line in &sheet.lines[table.lines.clone()] {
        let (mut listed, told) = match on_line(table, sheet, line, &titles) {
            Ok(found) => found,
            Err("") => continue,
            Err(why) => {
                skipped.push(Skipped { sheet, row: line.number, why });
                continue;
            }
        };
        let Listed { number, case, .. } = &mut listed;
        // A suit follows the review of the same answer, unless the list tells otherwise.
        if case.row == "direct" && !told && known.get(&key_of(&[number, "review"])).is_some() {
            case.row = "after";
        }
        let place = key_of(&[&listed.number, listed.case.row]);
        match known.get(&place) {
            Some(n) if !listed.number.is_empty() => found[n] = listed,
            _ => {
                known.put(place, found.len());
                found.push(listed);
            }
        }
    }
    found
}

/// The columns that may say how a case ended.
const ENDS: [Field; 7] = [
    Field::Outcome,
    Field::Result,
    Field::Review,
    Field::Suit,
    Field::Remedy,
    Field::Status,
    Field::Detail,
];

/// The case on a line, and whether the line tells if a suit followed a review.
///
/// # Errors
/// Why the line is no case that counts; nothing for a line that is none at all.
fn on_line<'a>(
    table: &Table,
    sheet: &'a Sheet<'a>,
    line: &Line,
    titles: &str,
) -> Result<(Listed<'a>, bool), &'static str> {
    let texts = |field| -> Vec<&str> {
        let of = table
            .with(field)
            .filter_map(|c| line.text(c.at).map(|text| if c.ticks { &*c.words } else { text }));
        of.filter(|text| !is_nothing(&key(text))).collect()
    };
    let ends: Vec<&str> = ENDS.iter().flat_map(|field| texts(*field)).collect();
    let kinds = texts(Field::Case);
    let sum = line.begun().next().is_some_and(|(_, c)| key(c.text).ends_with('计'));
    let cells = line.begun().count();
    if sum || cells < 3 {
        return Err("");
    }
    if remedy::acts_as_reviewer(&texts(Field::Role)) {
        return Err("本机关在案件中是复议机关，不计入表四");
    }
    let before = table.with(Field::Reviewed).find_map(|c| line.text(c.at)).map(key);
    let before = match before.as_deref() {
        Some("是" | "有" | "√") => "经复议",
        Some("否" | "无") => "未经复议",
        _ => "",
    };
    let notes = texts(Field::Note).concat();
    let all = format!("{}{}{notes}{before}", kinds.concat(), ends.concat());
    let named = kinds.iter().any(|text| text.contains("复议") || text.contains("诉"));
    let row = row_of(&all, if named { "" } else { titles });
    let row = row.ok_or("看不出是复议还是诉讼")?;
    let number = texts(Field::Number).into_iter().chain(kinds.iter().copied());
    let number = number.map(key).find(|text| text.contains('号')).unwrap_or_default();
    let outcome = ends.iter().rev().find_map(|text| remedy::outcome(text));
    let (case, words) = (Case { row, outcome }, ends.join("；"));
    let told = all.contains("直接") || !before.is_empty();
    Ok((Listed { sheet, row: line.number, case, words, number }, told))
}

fn row_of(words: &str, titles: &str) -> Option<&'static str> {
    let has = |text: &str, list: &[&str]| list.iter().any(|word| text.contains(word));
    let suit = ["诉讼", "起诉", "应诉", "一审", "二审"];
    let is_suit = has(words, &suit)
        || !words.contains("复议") && has(titles, &suit) && !titles.contains("复议");
    match () {
        () if is_suit && has(words, &["直接", "未经复议", "未经行政复议"]) => {
            Some("direct")
        }
        () if is_suit && has(words, &["复议后", "经复议", "经行政复议", "不服复议"]) => {
            Some("after")
        }
        () if is_suit => Some("direct"),
        () if words.contains("复议") || titles.contains("复议") => Some("review"),
        () => None,
    }
}
