//! A register of applications on the sheet 从台账填写: what the files module counted in it, and what
//! the user answered. It is held in memory only, and never a part of a report.

mod behind;

use std::rc::Rc;

use report::Report;
use report::finding::Finding;
use report::form::cell_id;
use report::session::Change;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

pub use self::behind::{MOST, lines, places};
pub use ::register::{
    About, At, Choice, ColumnLine, Counted, Question, Register as Counts, UsedRule,
};

/// An answer of the user.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The question, the rule (`rule:R12`) or the column (`column:登记!3`).
    pub id: String,
    pub value: String,
    /// What was asked, for the list of answers.
    pub words: String,
    /// The answer in words.
    pub label: String,
    /// Whether it holds for the next register too, and is remembered.
    #[serde(skip, default = "always")]
    pub kept: bool,
}

fn always() -> bool {
    true
}

impl Given {
    /// The answer to a question. It is remembered if the question is about words of the office: not if
    /// it is about an applicant or about days, nor if words were blacked out or may tell of a case.
    pub fn to(question: &Question, choice: &Choice) -> Given {
        const LONGEST: usize = 24;
        let words = &question.words;
        let own = matches!(question.about, About::Result | About::Review)
            && (1..=LONGEST).contains(&words.chars().count())
            && !words.contains(['某', '…', '*'])
            && !words.contains(|c: char| c.is_ascii_digit());
        Given {
            id: question.id.clone(),
            value: choice.value.clone(),
            words: words.clone(),
            label: choice.label.clone(),
            kept: own,
        }
    }
}

/// The open register.
#[derive(Clone)]
pub struct Register {
    /// The file's name.
    pub name: String,
    /// The file's bytes, a `Uint8Array`.
    pub bytes: JsValue,
    /// The year to count; none for that of most applications.
    pub year: Option<u16>,
    pub answers: Vec<Given>,
    pub counts: Rc<Counts>,
    /// Number of changes of year and answers so far.
    pub version: u64,
    /// The version that is being counted; none if nothing is.
    pub running: Option<u64>,
}

/// A change makes a new register, so a register equals only itself.
impl PartialEq for Register {
    fn eq(&self, other: &Register) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Register {
    /// The questions that are not answered yet; those whose answer is being counted are left out.
    pub fn open(&self) -> impl Iterator<Item = &Question> {
        let answered = |id: &str| self.answers.iter().any(|given| given.id == id);
        let counting = self.running.is_some();
        self.counts.questions.iter().filter(move |q| !(counting && answered(&q.id)))
    }

    /// Number of rows that count nowhere because something is asked about them.
    pub fn undecided(&self) -> usize {
        let mut rows: Vec<&At> = self.open().flat_map(|question| &question.rows).collect();
        rows.sort();
        rows.dedup();
        rows.len()
    }

    /// Gives an answer in place of the former one to the same question.
    pub fn answer(&mut self, given: Given) {
        self.withdraw(&given.id.clone());
        self.answers.push(given);
    }

    /// Takes an answer back.
    pub fn withdraw(&mut self, id: &str) {
        self.answers.retain(|given| given.id != id);
        self.version += 1;
    }

    /// Chooses the year to count.
    pub fn choose(&mut self, year: u16) {
        self.year = Some(year);
        self.version += 1;
    }

    /// The cells of the report that would change, with their new values.
    pub fn changes(&self, report: &Report) -> Vec<(&str, &str)> {
        let known = self.counts.cells.iter().filter(|(id, _)| report.form.cell(id).is_some());
        let differs = |(id, value): &(&String, &String)| report.cell(id).trim() != value.as_str();
        known.filter(differs).map(|(id, value)| (id.as_str(), value.as_str())).collect()
    }

    /// The step that fills the report in; with the year, if the report has none.
    pub fn step(&self, report: &Report) -> Change {
        let cells = self.changes(report).into_iter();
        let cells = cells.map(|(id, value)| Change::Cell(id.into(), value.into()));
        let year = report.year.is_none().then_some(Change::Year(Some(self.counts.year)));
        Change::Named("从台账填写".into(), year.into_iter().chain(cells).collect())
    }

    /// Where a report differs from the register (C-28): nothing while rows are asked about or counted
    /// anew, or for a report of another year.
    pub fn findings(&self, report: &Report) -> Vec<Finding> {
        let whole = self.running.is_none() && self.counts.questions.is_empty();
        if whole && report.year == Some(self.counts.year) {
            report::checks::register(report, &self.counts.cells)
        } else {
            Vec::new()
        }
    }

    /// Number of applications for which the form of the report has no cell.
    pub fn homeless(&self, report: &Report) -> usize {
        let missing = |id: &&str| !id.is_empty() && report.form.cell(id).is_none();
        let lost = |line: &&Counted| [&*line.from, &line.to].iter().any(missing);
        self.counts.rows.iter().filter(lost).count()
    }
}

/// Whether a report's form has the tables that a register fills.
pub fn fits(report: &Report) -> bool {
    report.form.cell(&cell_id("3.received", "total")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(about: &str, words: &str) -> Given {
        let json = format!(
            r#"{{"id":"x:{words}","about":"{about}","words":"{words}","rows":[],
                "options":[{{"value":"granted","label":"予以公开"}}]}}"#
        );
        let question: Question = serde_json::from_str(&json).unwrap();
        Given::to(&question, &question.options[0])
    }

    #[test]
    fn only_the_words_of_the_office_are_remembered() {
        assert!(answer("result", "按规处理完毕").kept);
        assert!(answer("review", "调解结案").kept);
        for (about, words) in [
            ("applicant", "名称看不出类别"),
            ("period", "没有日期"),
            ("result", ""),
            ("result", "已答复某"),
            ("result", "见2024年3号文"),
            ("result", "向申请人及其家属说明了情况并且另行约定了下一次当面答复的时间"),
        ] {
            assert!(!answer(about, words).kept, "{words}");
        }
    }

    #[test]
    fn what_was_remembered_is_read_as_it_was_written() {
        let given = answer("result", "按规处理完毕");
        let json = serde_json::to_string(&[&given]).unwrap();
        assert!(serde_json::from_str::<Vec<Given>>(&json).unwrap() == [given]);
    }
}
