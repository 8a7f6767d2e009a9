//! The sheets next to the report: the findings, last year's figures, and the report's JSON for
//! reading it back.

use report::amount::Amount;
use report::draft;
use report::{CheckResult, Report};

use super::formula::{Places, yuan};
use super::pages::{Page, number};
use super::sheet::{Cell, Sheet, Shown, Style, Value, fixed, formula, quoted, text};
use crate::NAMESPACE;
use crate::write::{outcome, portable};

const FINDINGS: &str = "检查结果";
const LAST: &str = "上年对照";
/// The name of the sheet with the report's JSON, and the text of its first cell, by which the
/// reader recognises it.
const DATA: &str = "nianbao";

/// Characters in a piece of data, well below what a cell can hold once escaped.
const PIECE: usize = 8_000;
/// Number of rows of heads above the first line.
pub const HEADS: usize = 1;

/// The cell with last year's value of the form's cell at this position.
pub fn last_at(position: usize) -> String {
    format!("{}!{}", quoted(LAST), fixed(HEADS + position, 3))
}

/// An empty sheet with heads; `widths` are those of its columns in characters.
pub fn list(name: &str, widths: &[u16], heads: &[&str]) -> Sheet {
    let widths = widths.to_vec();
    let mut sheet =
        Sheet { name: name.into(), widths, heads: HEADS, landscape: true, ..Sheet::default() };
    sheet.push(heads.iter().map(|head| text(Style::ListHead, *head)));
    sheet
}

/// The sheet with the findings at the time the workbook was written.
pub fn findings(report: &Report, result: &CheckResult) -> Sheet {
    let heads = ["级别", "规则", "位置", "问题", "依据", "说明（已核实的理由）"];
    let mut sheet = list(FINDINGS, &[6, 8, 26, 62, 30, 30], &heads);
    for finding in &result.findings {
        sheet.push([
            text(Style::ListMiddle, finding.severity.word()),
            text(Style::ListMiddle, &*finding.rule),
            text(Style::ListText, report.place_in_words(&finding.at)),
            text(Style::ListText, finding.message.as_str()),
            text(Style::ListText, finding.basis.as_deref().unwrap_or_default()),
            text(Style::ListText, finding.explained.as_deref().unwrap_or_default()),
        ]);
    }
    sheet.push([text(Style::Plain, outcome::summary(result))]);
    sheet
}

/// The sheet with this year's cells and last year's, which the user may fill in.
pub fn last_year(report: &Report, places: &Places, last: Option<&Report>) -> Sheet {
    let year = |year: Option<u16>, word: &str| year.map_or(word.to_string(), |y| format!("{y}年"));
    let this = year(report.year, "本年");
    let before = year(last.map_or(report.year.and_then(|y| y.checked_sub(1)), |l| l.year), "上年");
    let heads = ["项目", "单位", &this, &before, "增减"];
    let mut sheet = list(LAST, &[56, 7, 12, 12, 12], &heads);
    sheet.landscape = false;
    let count = report.form.all_cells().len();
    for (i, cell) in report.form.cells().iter().enumerate() {
        let (entry, old) = (places.entries[i], places.entries[count + i]);
        let own = match &places.cells[i] {
            Some((home, r, c)) => {
                let at = format!("{}!{}", quoted(home), fixed(*r, *c));
                let shown = match number(entry) {
                    Value::Number(n) => Shown::Number(n),
                    _ => Shown::Text(String::new()),
                };
                let own = match places.is_money(i) {
                    true => yuan(&at),
                    false => format!("IF(ISNUMBER({at}),{at},\"\")"),
                };
                formula(Style::ListMiddle, own, shown)
            }
            None => Cell { style: Style::ListMiddle, value: Value::Blank },
        };
        let row = HEADS + i;
        let (a, b) = (fixed(row, 2), fixed(row, 3));
        let grown = match (number(entry), number(old)) {
            (Value::Number(_), Value::Number(_)) => {
                let grown = entry.number().zip(old.number()).map(|(new, old)| new - old);
                Shown::Number(grown.unwrap_or(Amount::ZERO).to_string())
            }
            _ => Shown::Text(String::new()),
        };
        sheet.push([
            text(Style::ListText, cell.label.as_str()),
            text(Style::ListMiddle, cell.row.unit),
            own,
            Cell { style: Style::Input, value: number(old) },
            formula(
                Style::ListMiddle,
                format!("IF(AND(ISNUMBER({a}),ISNUMBER({b})),ROUND({a}-{b},6),\"\")"),
                grown,
            ),
        ]);
    }
    sheet
}

/// The hidden sheet. Its first column has the report's JSON in pieces below the name of its kind.
/// The columns beside it say which sheets are the report: name, number of columns, and number of
/// rows above the table (all rows for a sheet without a table). Programs that drop unknown parts of
/// a file keep sheets.
pub fn data(report: &Report, pages: &[Page]) -> Sheet {
    let json = portable(&draft::print(report));
    let mut pieces = vec![NAMESPACE];
    pieces.extend(cut(&json));
    let mut sheet = Sheet { name: DATA.into(), hidden: true, ..Sheet::default() };
    for i in 0..pieces.len().max(pages.len()) {
        let piece = pieces.get(i).map_or(Value::Blank, |piece| Value::Text(piece.to_string()));
        let page = pages.get(i).map(|page| &page.sheet);
        sheet.push([
            Cell { style: Style::Plain, value: piece },
            Cell {
                style: Style::Plain,
                value: page.map_or(Value::Blank, |p| Value::Text(p.name.clone())),
            },
            Cell {
                style: Style::Plain,
                value: page.map_or(Value::Blank, |p| Value::Number(p.printed.to_string())),
            },
            Cell {
                style: Style::Plain,
                value: pages.get(i).map_or(Value::Blank, |p| Value::Number(p.top().to_string())),
            },
        ]);
    }
    sheet
}

/// Cuts a text into pieces. No piece begins or ends with white space, which a program might drop.
fn cut(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, _)) = rest.char_indices().nth(PIECE) {
        let tight = |i: usize| {
            !rest[..i].ends_with(char::is_whitespace) && !rest[i..].starts_with(char::is_whitespace)
        };
        let mut ends = rest[at..].char_indices().map(|(i, _)| at + i);
        let Some(end) = ends.find(|&i| tight(i)) else { break };
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces.push(rest);
    pieces
}
