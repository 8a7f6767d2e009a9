//! The sheet that lists every relation of the form with its outcome, as formulas. The sheets of the
//! tables show its messages next to their rows.

use report::Report;
use report::amount::Amount;
use report::form::{Order, PlacedRelation, Shape};
use report::rules::{self, Verdict};

use super::super::outcome::Outcome;
use super::formula::{Places, literal};
use super::lists::{HEADS, list};
use super::sheet::{Cell, Condition, Sheet, Shown, Style};
use super::sheet::{fixed, formula, quoted, reference, text};

const CHECKS: &str = "勾稽核对";
/// Columns of the sheet, counted from 0.
const LEFT: usize = 4;
const RIGHT: usize = 6;
const GAP: usize = 7;
const RESULT: usize = 8;
const MESSAGE: usize = 9;

/// The relations of a report that the workbook prints, with the outcome and message of each.
pub struct Judgement {
    pub lines: Vec<&'static PlacedRelation>,
    verdicts: Vec<Verdict>,
    pub messages: Vec<String>,
}

impl Judgement {
    /// Checks every relation that has at least one printed cell.
    pub fn of(places: &Places) -> Judgement {
        let printed = |j: &&PlacedRelation| places.cells[j.left[0]].is_some();
        let lines: Vec<&'static PlacedRelation> =
            places.form.placed_relations().iter().filter(printed).collect();
        let verdicts: Vec<Verdict> =
            lines.iter().map(|j| rules::judge(j, places.entries)).collect();
        let said =
            |(i, j): (usize, &&'static PlacedRelation)| words(places, j, HEADS + i, &verdicts[i]).1;
        let messages = lines.iter().enumerate().map(said).collect();
        Judgement { lines, verdicts, messages }
    }

    /// The two sums of a relation, as results of their formulas.
    fn sums(&self, places: &Places, placed: &PlacedRelation) -> (Shown, Shown) {
        let of = |cells: &[usize]| -> Amount {
            cells.iter().filter_map(|&c| places.entries[c].number()).sum()
        };
        let most = |cells: &[usize]| {
            let numbers = cells.iter().filter_map(|&c| places.entries[c].number());
            numbers.max().unwrap_or(Amount::ZERO)
        };
        let (left, mut right) = (of(&placed.left), of(&placed.right));
        if matches!(placed.relation.shape, Shape::Distinct(..)) && left < most(&placed.right) {
            right = most(&placed.right);
        }
        let shown = |cells: &[usize], amount: Amount| match cells {
            [cell] if places.is_money(*cell) && places.entries[*cell].number().is_none() => {
                Shown::Text(String::new())
            }
            _ => Shown::Number(amount.to_string()),
        };
        (shown(&placed.left, left), shown(&placed.right, right))
    }
}

/// The cell with the message of a line, for formulas on other sheets.
pub fn message_at(line: usize) -> String {
    format!("{}!{}", quoted(CHECKS), fixed(HEADS + line, MESSAGE))
}

/// The sheet: one line for every relation at every place.
pub fn checks(report: &Report, places: &Places, judgement: &Judgement) -> Sheet {
    let heads = ["规则", "级别", "项目", "应有的关系", "左边", "", "右边", "相差", "结果", "说明"];
    let mut sheet = list(CHECKS, &[8, 6, 28, 36, 9, 8, 9, 8, 8, 56], &heads);
    for (i, placed) in judgement.lines.iter().enumerate() {
        sheet.push(line(report, places, judgement, i));
        if let Some((home, r, c)) = &places.cells[placed.left[0]] {
            let place = format!("{}!{}", quoted(home), reference(*r, *c));
            sheet.links.push((reference(HEADS + i, 2), place));
        }
    }
    let rows = sheet.rows.len();
    sheet.conditions.push(Condition {
        cells: format!(
            "{}:{}",
            reference(HEADS, RESULT),
            reference(rows.max(HEADS + 1) - 1, RESULT)
        ),
        formula: format!("$I{}={}", HEADS + 1, literal(Outcome::Broken.word())),
    });
    sheet
}

/// One line: a relation with its two sums, their difference, the outcome and its message.
fn line(report: &Report, places: &Places, judgement: &Judgement, number: usize) -> [Cell; 10] {
    let (placed, verdict) = (judgement.lines[number], &judgement.verdicts[number]);
    let relation = placed.relation;
    let row = HEADS + number;
    let (left, right, result) = (fixed(row, LEFT), fixed(row, RIGHT), fixed(row, RESULT));
    let formulas = places.line(placed, CHECKS);
    let sums = judgement.sums(places, placed);
    let is = match relation.shape {
        Shape::Sum(_, Order::Equal, _) => "等于",
        Shape::Sum(_, Order::AtMost, _) => "不大于",
        Shape::Sum(_, Order::AtLeast, _) => "不小于",
        Shape::Distinct(..) => "介于",
        Shape::Needs(..) => "须有",
    };
    let broken = Outcome::broken(relation.severity);
    let (outcome, difference) = match verdict {
        Verdict::Holds => (Outcome::Held, Shown::Text(String::new())),
        Verdict::Waits(_) => (Outcome::Blank, Shown::Text(String::new())),
        Verdict::Broken(b) => (broken, Shown::Number((b.left - b.right).abs().to_string())),
    };
    let outcome = outcome.word();
    let wrong = format!("{result}={}", literal(broken.word()));
    let gap = format!("IF({wrong},ABS(ROUND({left}-{right},6)),\"\")");
    let (message, shown) = words(places, placed, row, verdict);
    let message = format!("IF({wrong},{},\"\")", message.join("&"));
    let middle = Style::ListMiddle;
    [
        text(middle, relation.rule),
        text(middle, relation.severity.word()),
        text(Style::Link, report.form.all_cells()[placed.left[0]].name.as_str()),
        text(Style::ListText, relation.words),
        formula(middle, formulas.left(), sums.0),
        text(middle, is),
        formula(middle, formulas.right(), sums.1),
        formula(middle, gap, difference),
        formula(middle, formulas.outcome(&left, &right), Shown::Text(outcome.into())),
        formula(Style::Message, message, Shown::Text(shown)),
    ]
}

/// A line's message: the parts of its formula, and the result.
fn words(
    places: &Places,
    placed: &'static PlacedRelation,
    row: usize,
    verdict: &Verdict,
) -> (Vec<String>, String) {
    let relation = placed.relation;
    let all = places.form.all_cells();
    let unit = |cell: usize| all[cell % all.len()].row.unit;
    let (left_unit, right_unit) =
        (unit(placed.left[0]), placed.right.first().map_or("", |&c| unit(c)));
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
    sum(&mut said, &placed.left, LEFT, left_unit, broken.map(|b| b.left));
    match relation.shape {
        Shape::Needs(..) => {
            said.text("，");
            sum(&mut said, &placed.right, RIGHT, right_unit, broken.map(|b| b.right));
        }
        Shape::Distinct(..) => {
            let less = broken.is_some_and(|b| b.left < b.right);
            let test = format!("{}<{}", fixed(row, LEFT), fixed(row, RIGHT));
            said.either(&test, less, "，小于其中一项 ", "，大于各项之和 ");
            said.cell(&fixed(row, RIGHT), broken.map(|b| b.right));
            said.text(&format!(" {left_unit}"));
        }
        Shape::Sum(_, order, _) => {
            said.text(match order {
                Order::Equal => "，应等于",
                Order::AtMost => "，应不大于",
                Order::AtLeast => "，应不小于",
            });
            sum(&mut said, &placed.right, RIGHT, left_unit, broken.map(|b| b.right));
            said.text("，相差");
            let whole = places.line(placed, CHECKS).whole();
            said.either(&whole, broken.is_some_and(|b| !b.partial), " ", "至少 ");
            said.cell(&fixed(row, GAP), broken.map(|b| (b.left - b.right).abs()));
            said.text(&format!(" {left_unit}"));
        }
    }
    said.text("。");
    (said.formula, if broken.is_some() { said.shown } else { String::new() })
}

/// A message as a formula, and its result.
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

/// The cells of a sum by their names; as one sum where there are many.
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
