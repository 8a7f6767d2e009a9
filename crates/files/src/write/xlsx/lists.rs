//! The sheets beside the report: every relation with its outcome, what the rules found, last year's
//! figures, and the report's data for reading it back.

use report::amount::Amount;
use report::draft;
use report::form::{Judged, Order, Shape};
use report::rules::{self, Verdict};
use report::{CheckResult, Report};

use super::formula::{literal, Places};
use super::pages::{number, Page};
use super::sheet::{fixed, formula, quoted, reference, text, Cell, Sheet, Shown, Style, Value};
use super::Judgement;
use crate::write::{outcome, portable};
use crate::NAMESPACE;

pub const CHECKS: &str = "勾稽核对";
pub const FINDINGS: &str = "检查结果";
pub const LAST: &str = "上年对照";
/// Where the report's data lies; readers know it by the first cell.
pub const DATA: &str = "nianbao";

/// Characters of a piece of data, well below what a cell can hold once escaped.
const PIECE: usize = 8_000;
/// Rows of heads above the first line.
const HEADS: usize = 1;
const MESSAGE: usize = 9;

/// The cell with a line's message, for formulas on other sheets.
pub fn message_at(line: usize) -> String {
    format!("{}!{}", quoted(CHECKS), fixed(HEADS + line, MESSAGE))
}

/// The cell with last year's value of the form's cell at this position.
pub fn last_at(position: usize) -> String {
    format!("{}!{}", quoted(LAST), fixed(HEADS + position, 3))
}

fn list(name: &str, widths: &[u16], heads: &[&str]) -> Sheet {
    let widths = widths.to_vec();
    let mut sheet =
        Sheet { name: name.into(), widths, heads: HEADS, landscape: true, ..Sheet::default() };
    sheet.push(heads.iter().map(|head| text(Style::ListHead, *head)));
    sheet
}

/// Every relation at every place, calculating by itself.
pub fn checks(report: &Report, places: &Places, judgement: &Judgement) -> Sheet {
    let heads = ["规则", "级别", "项目", "应有的关系", "左边", "", "右边", "相差", "结果", "说明"];
    let mut sheet = list(CHECKS, &[8, 6, 28, 36, 9, 8, 9, 8, 8, 56], &heads);
    for (i, judged) in judgement.lines.iter().enumerate() {
        let relation = judged.relation;
        let first = &report.form.all_cells()[judged.left[0]];
        let row = HEADS + i;
        let (left, right) = (fixed(row, 4), fixed(row, 6));
        let line = places.line(judged, CHECKS);
        let (sums, verdict) = (judgement.sums(places, judged), &judgement.verdicts[i]);
        let is = match relation.shape {
            Shape::Sum(_, Order::Equal, _) => "等于",
            Shape::Sum(_, Order::AtMost, _) => "不大于",
            Shape::Sum(_, Order::AtLeast, _) => "不小于",
            Shape::Distinct(..) => "介于",
            Shape::Needs(..) => "须有",
        };
        let difference = match verdict {
            Verdict::Broken(b) => Shown::Number((b.left - b.right).abs().to_string()),
            _ => Shown::Text(String::new()),
        };
        let outcome = match verdict {
            Verdict::Holds => "合格",
            Verdict::Broken(_) => "不合格",
            Verdict::Waits(_) => "未填",
        };
        let result = fixed(row, 8);
        let message = words(places, judged, row, verdict);
        let wrong = format!("{result}=\"不合格\"");
        sheet.push([
            text(Style::ListMiddle, relation.rule),
            text(Style::ListMiddle, relation.severity.word()),
            text(Style::Link, first.name.as_str()),
            text(Style::ListText, relation.words),
            formula(Style::ListMiddle, line.left(), sums.0),
            text(Style::ListMiddle, is),
            formula(Style::ListMiddle, line.right(), sums.1),
            formula(
                Style::ListMiddle,
                format!("IF({wrong},ABS(ROUND({left}-{right},6)),\"\")"),
                difference,
            ),
            formula(Style::ListMiddle, line.outcome(&left, &right), Shown::Text(outcome.into())),
            formula(
                Style::Message,
                format!("IF({wrong},{},\"\")", message.0.join("&")),
                Shown::Text(message.1),
            ),
        ]);
        if let Some((home, r, c)) = &places.cells[judged.left[0]] {
            sheet
                .links
                .push((reference(row, 2), format!("{}!{}", quoted(home), reference(*r, *c))));
        }
    }
    let rows = sheet.rows.len();
    sheet.conditions.push(super::sheet::Condition {
        cells: format!("{}:{}", reference(HEADS, 8), reference(rows.max(HEADS + 1) - 1, 8)),
        formula: format!("$I{}=\"不合格\"", HEADS + 1),
    });
    sheet
}

/// A line's message as the parts of a formula, and what it comes to.
fn words(
    places: &Places,
    judged: &'static Judged,
    row: usize,
    verdict: &Verdict,
) -> (Vec<String>, String) {
    let relation = judged.relation;
    let all = places.form.all_cells();
    let unit = |cell: usize| all[cell % all.len()].row.unit;
    let (left_unit, right_unit) =
        (unit(judged.left[0]), judged.right.first().map_or("", |&c| unit(c)));
    let broken = match verdict {
        Verdict::Broken(broken) => Some(broken),
        _ => None,
    };
    let mut said = Said::default();
    let sum =
        |said: &mut Said, cells: &[usize], column: usize, unit: &str, amount: Option<Amount>| {
            said.text(&named(places, cells));
            said.cell(&fixed(row, column), amount);
            said.text(&format!(" {unit}"));
        };
    said.text(&format!("{}：", relation.words));
    sum(&mut said, &judged.left, 4, left_unit, broken.map(|b| b.left));
    match relation.shape {
        Shape::Needs(..) => {
            said.text("，");
            sum(&mut said, &judged.right, 6, right_unit, broken.map(|b| b.right));
        }
        Shape::Distinct(..) => {
            let less = broken.is_some_and(|b| b.left < b.right);
            let test = format!("{}<{}", fixed(row, 4), fixed(row, 6));
            said.either(&test, less, "，小于其中一项 ", "，大于各项之和 ");
            said.cell(&fixed(row, 6), broken.map(|b| b.right));
            said.text(&format!(" {left_unit}"));
        }
        Shape::Sum(_, order, _) => {
            said.text(match order {
                Order::Equal => "，应等于",
                Order::AtMost => "，应不大于",
                Order::AtLeast => "，应不小于",
            });
            sum(&mut said, &judged.right, 6, left_unit, broken.map(|b| b.right));
            said.text("，相差");
            let whole = places.line(judged, CHECKS).whole();
            said.either(&whole, broken.is_some_and(|b| !b.partial), " ", "至少 ");
            said.cell(&fixed(row, 7), broken.map(|b| (b.left - b.right).abs()));
            said.text(&format!(" {left_unit}"));
        }
    }
    said.text("。");
    (said.formula, if broken.is_some() { said.shown } else { String::new() })
}

/// Words of a formula, and what they come to.
#[derive(Default)]
struct Said {
    formula: Vec<String>,
    shown: String,
}

impl Said {
    fn text(&mut self, words: &str) {
        self.formula.push(literal(words));
        self.shown.push_str(words);
    }

    fn cell(&mut self, place: &str, amount: Option<Amount>) {
        self.formula.push(place.to_string());
        self.shown.extend(amount.map(|n| n.to_string()));
    }

    fn either(&mut self, test: &str, holds: bool, yes: &str, no: &str) {
        self.formula.push(format!("IF({test},{},{})", literal(yes), literal(no)));
        self.shown.push_str(if holds { yes } else { no });
    }
}

/// The cells of a sum by name, or as a sum where there are many.
fn named(places: &Places, cells: &[usize]) -> String {
    let all = places.form.all_cells();
    let name = |&cell: &usize| match cell.checked_sub(all.len()) {
        None => format!("“{}”", all[cell].name),
        Some(last) => format!("“上年度{}”", all[last].name),
    };
    match cells.len() {
        0 => " ".into(),
        1..=4 => cells.iter().map(name).collect::<Vec<_>>().join("＋"),
        _ => "各项之和 ".into(),
    }
}

/// What the rules found when the workbook was made.
pub fn findings(report: &Report, result: &CheckResult) -> Sheet {
    let heads = ["级别", "规则", "位置", "问题", "依据", "说明（已核实的理由）"];
    let mut sheet = list(FINDINGS, &[6, 8, 26, 62, 30, 30], &heads);
    for finding in &result.findings {
        sheet.push([
            text(Style::ListMiddle, finding.severity.word()),
            text(Style::ListMiddle, &*finding.rule),
            text(Style::ListText, outcome::place(report, &finding.at)),
            text(Style::ListText, finding.message.as_str()),
            text(Style::ListText, finding.basis.as_deref().unwrap_or_default()),
            text(Style::ListText, finding.explained.as_deref().unwrap_or_default()),
        ]);
    }
    sheet.push([text(Style::Plain, outcome::summary(result))]);
    sheet
}

/// This year's cells beside last year's, which may be filled in.
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
                formula(Style::ListMiddle, format!("IF(ISNUMBER({at}),{at},\"\")"), shown)
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

/// The report's JSON in pieces below the name of its kind, and beside it which sheets are the report:
/// their names, how many of their columns, and how many rows stand above the table (all rows of a
/// sheet without one). Programs that drop foreign parts of a file keep a sheet.
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

/// A text in pieces; none begins or ends with white space, which might get lost.
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

impl Judgement {
    /// Every relation of which something is printed, judged.
    pub fn of(places: &Places) -> Judgement {
        let printed = |j: &&Judged| places.cells[j.left[0]].is_some();
        let lines: Vec<&'static Judged> = places.form.judged().iter().filter(printed).collect();
        let verdicts: Vec<Verdict> =
            lines.iter().map(|j| rules::judge(j, places.entries)).collect();
        let said = |(i, j): (usize, &&'static Judged)| words(places, j, HEADS + i, &verdicts[i]).1;
        let messages = lines.iter().enumerate().map(said).collect();
        Judgement { lines, verdicts, messages }
    }

    /// What the two sums of a relation come to.
    fn sums(&self, places: &Places, judged: &Judged) -> (Shown, Shown) {
        let of = |cells: &[usize]| -> Amount {
            cells.iter().filter_map(|&c| places.entries[c].number()).sum()
        };
        let most = |cells: &[usize]| {
            let numbers = cells.iter().filter_map(|&c| places.entries[c].number());
            numbers.max().unwrap_or(Amount::ZERO)
        };
        let (left, mut right) = (of(&judged.left), of(&judged.right));
        if matches!(judged.relation.shape, Shape::Distinct(..)) && left < most(&judged.right) {
            right = most(&judged.right);
        }
        let shown = |cells: &[usize], amount: Amount| match cells {
            [cell] if places.is_money(*cell) && places.entries[*cell].number().is_none() => {
                Shown::Text(String::new())
            }
            _ => Shown::Number(amount.to_string()),
        };
        (shown(&judged.left, left), shown(&judged.right, right))
    }
}
