//! The tables of a register and what their columns mean: by their heads, by their contents, and by
//! what was answered.

use report::document::{Document, GridCell};

use crate::Skipped;
use crate::contents::{self, Reader};
use crate::field::{self, Field};
use crate::grid::{self, Line, Sheet};
use crate::head::{self, Column, Table};
use crate::legend::{self, Legend};
use crate::privacy::Names;
use crate::question::Answers;
use crate::{ColumnLine, applicant, cases, genre, join};

/// The tables with the meanings of their columns, a reader that knows the codes, and the lines of
/// answers (sheet and line) to which no application belongs.
pub fn understood(
    sheets: &mut [Sheet],
    answers: &Answers,
) -> (Vec<Table>, Reader, Vec<(usize, usize)>) {
    let mut tables = head::tables(sheets);
    let mut reader = Reader::new(Legend::of(sheets, &tables));
    for table in &mut tables {
        understand(table, &sheets[table.sheet], answers, &mut reader);
    }
    // A sheet whose heads say too little may be told by its contents.
    for (n, sheet) in sheets.iter().enumerate() {
        let known =
            |t: &Table| genre::is_part(t) || cases::is_list(t, sheet) || legend::is_legend(t);
        if !tables.iter().any(|t| t.sheet == n && known(t))
            && let Some(mut table) = head::guessed(sheet, n)
        {
            understand(&mut table, sheet, answers, &mut reader);
            if genre::is_applications(&table) {
                let at = tables.iter().position(|t| t.sheet >= n).unwrap_or(tables.len());
                tables.retain(|t| t.sheet != n);
                tables.insert(at.min(tables.len()), table);
            }
        }
    }
    agree(&mut tables);
    kinds_of_tables(&mut tables, sheets);
    let left = join::join(sheets, &mut tables);
    (tables, reader, left)
}

fn understand(table: &mut Table, sheet: &Sheet, answers: &Answers, reader: &mut Reader) {
    if cases::is_list(table, sheet) {
        cases::name_types(table);
    }
    contents::decide(table, &sheet.lines, reader);
    if cases::is_list(table, sheet) {
        cases::find_outcomes(table, sheet);
    }
    change(table, sheet, answers);
}

/// A sheet or table for each kind of applicant: what their titles or names say counts for all their
/// lines. A word alone may be anything, so two at least must say different kinds.
fn kinds_of_tables(tables: &mut [Table], sheets: &[Sheet]) {
    let open = |t: &&mut Table| {
        let list = cases::is_list(t, &sheets[t.sheet]);
        !list && !t.has(Field::Kind) && genre::parts(t)[1..] == [true; 2]
    };
    let mut found = Vec::new();
    for table in tables.iter_mut().filter(open) {
        let titles = [table.title.as_str(), &sheets[table.sheet].name];
        let Some(kind) = titles.iter().find_map(|title| applicant::kind_of_title(title)) else {
            return;
        };
        found.push((kind, table));
    }
    if found.iter().any(|(kind, _)| *kind != found[0].0) {
        found.into_iter().for_each(|(kind, table)| table.kind = Some(applicant::LABELS[kind]));
    }
}

/// Sheets with the same heads have the same columns: what the contents of one say counts for all.
fn agree(tables: &mut [Table]) {
    for n in 0..tables.len() {
        for other in (0..tables.len()).filter(|other| *other != n) {
            let (a, b) = (&tables[n].columns, &tables[other].columns);
            let same = a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.path == b.path);
            if same && a.iter().zip(b).any(|(a, b)| a.field.is_none() && b.field.is_some()) {
                let known: Vec<_> = b.iter().map(|c| (c.field, c.ticks)).collect();
                for (column, known) in tables[n].columns.iter_mut().zip(known) {
                    if column.field.is_none() {
                        (column.field, column.ticks) = known;
                    }
                }
            }
        }
    }
}

/// Tells of the tables and sheets from which nothing was counted.
pub fn unread<'a>(
    sheets: &'a [Sheet<'a>],
    tables: &[Table],
    mine: impl Fn(&&Table) -> bool,
    skipped: &mut Vec<Skipped<'a>>,
) {
    for (n, sheet) in sheets.iter().enumerate() {
        let lines = |from: usize| sheet.lines[from..].iter().filter(|l| l.begun().count() >= 3);
        let mut tell = |line: Option<&Line>, why| {
            skipped.extend(line.map(|line| Skipped { sheet, row: line.number, why }));
        };
        let mut here = tables.iter().filter(|table| table.sheet == n).peekable();
        if here.peek().is_none() && lines(0).count() >= 2 {
            tell(lines(0).next(), "这张表没有认出申请人、日期、结果等列，没有统计");
        }
        for table in here {
            let known = mine(&table)
                || table.joined
                || cases::is_list(table, sheet)
                || legend::is_legend(table);
            if !known && !table.lines.is_empty() {
                let why = match genre::is_consultations(table, sheet) {
                    true => "这张表像是咨询登记，没有统计",
                    false => "这张表没有申请人、日期、结果几列，没有统计",
                };
                tell(sheet.lines.get(table.lines.start), why);
            }
        }
    }
}

/// What must be known of how the file was read: columns that it hides, and what was not read of it.
pub fn notes(
    document: &Document,
    tables: &[&Table],
    sheets: &[Sheet],
    names: &Names,
) -> Vec<String> {
    let mut notes = Vec::new();
    let mut heads: Vec<String> = Vec::new();
    for table in tables {
        let sheet = &sheets[table.sheet];
        let used = |c: &&Column| c.at < table.width && sheet.hidden.contains(&c.at);
        for column in table.columns.iter().filter(used).filter(|c| c.field.is_some()) {
            let head = names.scrub(&column.head());
            if !heads.contains(&head) {
                heads.push(head);
            }
        }
    }
    if !heads.is_empty() {
        let heads = heads.join("、");
        notes.push(format!("台账里隐藏的列也已读入：{heads}；不该用的，请在栏目里改为“不使用”。"));
    }
    let cases = tables.iter().filter(|table| cases::is_list(table, &sheets[table.sheet]));
    let lines = cases.flat_map(|table| &sheets[table.sheet].lines[table.lines.clone()]);
    match lines.filter(|line| line.hidden && line.begun().count() >= 3).count() {
        0 => {}
        n => notes.push(format!("复议、诉讼清单里有 {n} 行是隐藏的，照常统计，请核对。")),
    }
    let width = |row: &Vec<GridCell>| row.iter().map(|cell| cell.columns.max(1)).sum::<usize>();
    if document.grids().flat_map(|grid| &grid.rows).any(|row| width(row) > grid::COLUMNS) {
        notes.push(format!("第 {} 列以后的内容没有读入，请核对。", grid::COLUMNS));
    }
    notes
}

/// Gives columns the meanings that were answered: `column:登记!3`.
fn change(table: &mut Table, sheet: &Sheet, answers: &Answers) {
    for column in table.columns.iter_mut().filter(|column| !column.told) {
        let answer = answers.general(&format!("column:{}!{}", sheet.shown, column.at + 1));
        if let Some(field) = answer.and_then(field::by_name) {
            column.field = Some(field);
        }
    }
}

/// The columns of the lists; those of sheets with the same columns once for each sheet.
pub fn columns(tables: &[&Table], sheets: &[Sheet], names: &Names) -> Vec<ColumnLine> {
    const WORDS: &[Field] = &[
        Field::Kind,
        Field::Result,
        Field::Detail,
        Field::Status,
        Field::Period,
        Field::Review,
        Field::Suit,
        Field::Remedy,
        Field::Case,
        Field::Role,
        Field::Outcome,
    ];
    let mut lines = Vec::new();
    for table in tables {
        let sheet = &sheets[table.sheet];
        for column in table.columns.iter().filter(|column| column.at < table.width) {
            let means =
                column.field.filter(|f| !matches!(f, Field::Other | Field::Vague | Field::Person));
            let mut examples: Vec<String> = Vec::new();
            if means.is_some_and(|field| WORDS.contains(&field)) {
                for text in sheet.lines[table.lines.clone()].iter().filter_map(|l| l.own(column.at))
                {
                    let text = names.scrub(text);
                    if !examples.contains(&text) {
                        examples.push(text);
                    }
                    if examples.len() == 3 {
                        break;
                    }
                }
            }
            lines.push(ColumnLine {
                sheet: sheet.shown.clone(),
                column: column.at + 1,
                head: names.scrub(&column.head()),
                means: means.map(|field| field::names(field).0.into()),
                label: means.map_or("", |field| field::names(field).1).into(),
                guessed: means.is_some() && column.headed != column.field,
                examples,
            });
        }
    }
    lines
}
