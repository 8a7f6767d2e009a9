//! From the classes of rows to cells and questions.

use crate::applicant::KINDS;
use crate::basis;
use crate::blank::is_nothing;
use crate::cases::Listed;
use crate::classify::{Class, Classifier, Open, Used};
use crate::fee;
use crate::field::Field;
use crate::grid::Sheet;
use crate::index::{Index, key_of};
use crate::privacy::Names;
use crate::question::{self, About, Answers, At, Questions};
use crate::remedy::{Case, OUTCOMES};
use crate::rows::{Row, Skipped};
use crate::senses::{self, RESULTS};
use crate::{Counted, Skip, UsedRule};

/// What is counted so far.
pub struct Counter<'a> {
    /// What was answered.
    pub answers: &'a Answers,
    /// The names that must not get out.
    pub names: &'a Names,
    /// What is asked.
    pub questions: Questions,
    /// The number of applications in each cell.
    pub cells: Index,
    /// The rows that count, and where.
    pub rows: Vec<Counted>,
    /// The rows that do not count, and why.
    pub skipped: Vec<Skip>,
    /// Rules about which offices differ, and the rows for which they were used.
    pub used: Vec<UsedRule>,
    /// The fee collected, in hundredths of a yuan.
    pub fee: u64,
    /// The rows whose fee is not understood; it is not in the sum.
    pub unread_fees: Vec<At>,
    /// The cases of applications, by their row of table 4 and the number of the application.
    pub cases: Index,
}

impl<'a> Counter<'a> {
    /// Counts nothing yet.
    pub fn new(answers: &'a Answers, names: &'a Names) -> Counter<'a> {
        Counter {
            answers,
            names,
            questions: Questions::default(),
            cells: Index::default(),
            rows: Vec::new(),
            skipped: Vec::new(),
            used: Vec::new(),
            fee: 0,
            unread_fees: Vec::new(),
            cases: Index::default(),
        }
    }

    /// The place of a line, with a sheet's name that names no one.
    pub fn place(&self, sheet: &Sheet, row: usize) -> At {
        At { sheet: sheet.shown.clone(), row }
    }

    /// Counts a row, or asks about it. Gives its class once nothing is open.
    pub fn row(&mut self, row: &Row, classifier: &mut Classifier) -> Option<Class> {
        let mut class = classifier.class(row);
        let at = self.place(row.sheet, row.lines[0].number);
        if let Some(why) = class.skipped {
            self.apply_rules(&mut class, &at, true);
            self.skip(at, why);
            return None;
        }
        let open = self.settle(&mut class, &at);
        if let Some(why) = class.skipped {
            self.skip(at, why);
            return None;
        }
        self.apply_rules(&mut class, &at, open == 0);
        if open > 0 {
            return None;
        }
        self.fee(row, &class, &at);
        let number = row.text(Field::Number).map(report::text::key).unwrap_or_default();
        self.count(&class, at, number);
        Some(class)
    }

    /// Notes lines that are no applications.
    pub fn dropped(&mut self, lines: &mut Vec<Skipped>) {
        for line in lines.drain(..) {
            let at = self.place(line.sheet, line.row);
            self.skip(at, line.why);
        }
    }

    fn skip(&mut self, at: At, why: &str) {
        self.skipped.push(Skip { at, why: why.to_string() });
    }

    /// Applies the answers to what is open, and asks for the rest; gives how much stays open.
    fn settle(&mut self, class: &mut Class, at: &At) -> usize {
        let mut left = 0;
        let mut gone = Vec::new();
        for open in std::mem::take(&mut class.open) {
            let (about, words, options) = match &open {
                Open::Result(words, likely) => {
                    (About::Result, self.names.scrub(words), question::results(*likely))
                }
                Open::Applicant(why, likely) => {
                    (About::Applicant, self.names.scrub(why), question::kinds(*likely))
                }
                Open::Period(why) => (About::Period, why.to_string(), question::periods()),
                Open::Count(why) => (About::Count, why.to_string(), question::counts()),
                Open::Case(words, _) => {
                    (About::Review, self.names.scrub(words), question::outcomes())
                }
            };
            let name = match about {
                About::Result => "result",
                About::Applicant => "applicant",
                About::Period => "period",
                About::Count => "count",
                About::Review => "review",
            };
            let id = format!("{name}:{words}");
            let answer = self.answers.find(&id, at);
            let done = answer.is_some_and(|value| apply(value, &open, class, &mut gone));
            if !done {
                left += 1;
                self.questions.ask(id, about, words, at.clone(), options);
            }
        }
        let mut n = 0;
        class.cases.retain(|_| {
            n += 1;
            !gone.contains(&(n - 1))
        });
        left
    }

    /// Notes the rules that were used, and changes what another choice changes.
    fn apply_rules(&mut self, class: &mut Class, at: &At, counts: bool) {
        for Used { rule, other } in std::mem::take(&mut class.used) {
            let answer = self.answers.general(&format!("rule:{rule}"));
            let changed = answer == Some(other) && !other.is_empty();
            if changed {
                match (question::kind_of(other), question::result_of(other)) {
                    (Some(kind), _) => class.kind = kind,
                    (_, Some(result)) => class.result = result,
                    _ => {}
                }
            }
            // That a row is hidden is told even while something is asked about it.
            if !counts && rule != "R11" {
                continue;
            }
            let known = self.used.iter_mut().find(|used| used.id == rule);
            match known {
                Some(used) => used.rows.push(at.clone()),
                None => {
                    let about = basis::find(rule);
                    self.used.push(UsedRule {
                        id: rule.to_string(),
                        words: about.map_or("", |r| r.words).to_string(),
                        basis: about.map_or("", |r| r.basis).to_string(),
                        other: other.to_string(),
                        changed,
                        rows: vec![at.clone()],
                    });
                }
            }
        }
    }

    /// Adds the fee of a row, or notes that it is not understood; that of cases closed because it was not paid is never income.
    fn fee(&mut self, row: &Row, class: &Class, at: &At) {
        if RESULTS[class.result] == "closed.unpaid" {
            return;
        }
        // `是否收费` may stand beside the amount.
        let mut unread = false;
        for column in row.table.with(Field::Fee) {
            let mut texts = row.lines.iter().filter_map(|line| line.own(column.at));
            let Some(text) = texts.find(|text| !is_nothing(text)) else { continue };
            match fee::collected(text, column.head().contains("万元")) {
                Some(cents) => {
                    self.fee += cents;
                    return;
                }
                None => unread = true,
            }
        }
        if unread {
            self.unread_fees.push(at.clone());
        }
    }

    fn count(&mut self, class: &Class, at: At, number: String) {
        let kind = KINDS[class.kind];
        let from = if class.carried_in { "3.carried_in" } else { "3.received" };
        let to = format!("3.{}", RESULTS[class.result]);
        let mut table4 = Vec::new();
        for row in [from, &to] {
            self.add(row, kind);
        }
        if class.result != senses::at("carried_out") {
            self.add("3.processed", kind);
        }
        for case in &class.cases {
            self.cases.add(key_of(&[&number, case.row]));
            table4.extend(self.case(case));
        }
        self.rows.push(Counted {
            at,
            from: format!("{from}.{kind}"),
            to: format!("{to}.{kind}"),
            table4,
        });
    }

    fn case(&mut self, case: &Case) -> Option<String> {
        let row = format!("4.{}", case.row);
        let column = OUTCOMES[case.outcome?];
        self.add(&row, column);
        Some(format!("{row}.{column}"))
    }

    fn add(&mut self, row: &str, column: &str) {
        for column in [column, "total"] {
            self.cells.add(format!("{row}.{column}"));
        }
    }

    /// Counts a case of a list of its own, unless its application counted it.
    pub fn listed(&mut self, listed: Listed) {
        let known = |row| self.cases.get(&key_of(&[&listed.number, row])).is_some();
        if !listed.number.is_empty() && known(listed.case.row) {
            return;
        }
        // A suit after a review that stands with the application.
        let reviewed = !listed.number.is_empty() && known("review");
        let at = self.place(listed.sheet, listed.row);
        let mut case = listed.case;
        if case.outcome.is_none() {
            let words = match listed.words.is_empty() {
                true => "没有填写案件结果".to_string(),
                false => self.names.scrub(&listed.words),
            };
            let id = format!("review:{words}");
            match self.answers.find(&id, &at) {
                Some(value) if question::is_none(value) => return,
                Some(value) if question::outcome_of(value).is_some() => {
                    case.outcome = question::outcome_of(value)
                }
                _ => return self.questions.ask(id, About::Review, words, at, question::outcomes()),
            }
        }
        if case.row == "direct" && reviewed && !listed.words.contains("直接") {
            case.row = "after";
        }
        if let Some(cell) = self.case(&case) {
            self.rows.push(Counted {
                at,
                from: String::new(),
                to: String::new(),
                table4: vec![cell],
            });
        }
    }
}

/// Applies an answer to what is open about a row; false if the answer is none of its values.
fn apply(value: &str, open: &Open, class: &mut Class, gone: &mut Vec<usize>) -> bool {
    const NOT: &str = "按答复不计入";
    match open {
        Open::Case(_, n) if question::is_none(value) => gone.push(*n),
        Open::Case(_, n) => match question::outcome_of(value) {
            Some(outcome) => class.cases[*n].outcome = Some(outcome),
            None => return false,
        },
        _ if question::is_none(value) => class.skipped = Some(NOT),
        Open::Result(..) => match question::result_of(value) {
            Some(result) => class.result = result,
            None => return false,
        },
        Open::Applicant(..) => match question::kind_of(value) {
            Some(kind) => class.kind = kind,
            None => return false,
        },
        Open::Period(_) => match value.contains("carried_in") {
            true => class.carried_in = true,
            false => return value.contains("received"),
        },
        Open::Count(_) => {}
    }
    true
}
