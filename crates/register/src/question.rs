//! Questions: rows that ask the same are one question, and one answer decides about all of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::applicant;
use crate::index::{Index, key_of};
use crate::labels::full_label;
use crate::outcome::Set;
use crate::remedy;
use crate::senses::RESULTS;

/// A line of the register.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct At {
    /// The worksheet's name; `csv`; or the number of the table of a text file.
    pub sheet: String,
    /// The line, counted from 1; in a csv the record.
    pub row: usize,
}

/// What a question is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// What became of the application.
    Result,
    /// The kind of applicant.
    Applicant,
    /// Received this year, or carried over from the last.
    Period,
    /// Whether it is an application of its own.
    Count,
    /// How a review or suit ended.
    Review,
}

/// A question for all rows that ask the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// The id, the same whenever the same words are asked.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// The office's own words, or why it is asked.
    pub words: String,
    /// The rows.
    pub rows: Vec<At>,
    /// What may be answered, the likely ones first.
    pub options: Vec<Choice>,
}

/// A possible answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// The id of a row or column of table 3 or 4 (`refused.secret`, `company`, `upheld`), `received`,
    /// `carried_in`, `count` or `none`.
    pub value: String,
    /// The words for the screen.
    pub label: String,
}

/// An answer to a question, a change of a rule (`rule:R12`) or of a column (`column:登记!3`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The id of the question.
    pub id: String,
    /// The value of one of its options.
    pub value: String,
    /// If given, the answer is for these rows only.
    #[serde(default)]
    pub rows: Option<Vec<At>>,
}

/// All answers, to be found by question and row.
#[derive(Default)]
pub struct Answers {
    general: BTreeMap<String, String>,
    special: BTreeMap<String, String>,
}

impl Answers {
    /// The answers in a list; of two to the same question the later one counts.
    pub fn new(answers: &[Answer]) -> Answers {
        let mut all = Answers::default();
        for Answer { id, value, rows } in answers {
            match rows {
                None => drop(all.general.insert(id.clone(), value.clone())),
                Some(rows) => {
                    for at in rows {
                        all.special.insert(special(id, at), value.clone());
                    }
                }
            }
        }
        all
    }

    /// The answer to a question for a row.
    pub fn find(&self, id: &str, at: &At) -> Option<&str> {
        let special = self.special.get(&special(id, at));
        special.or_else(|| self.general.get(id)).map(String::as_str)
    }

    /// The answer that is not about a row.
    pub fn general(&self, id: &str) -> Option<&str> {
        self.general.get(id).map(String::as_str)
    }
}

/// A question and a row as one key.
fn special(id: &str, at: &At) -> String {
    key_of(&[id, &at.sheet, &at.row.to_string()])
}

/// The questions so far.
#[derive(Default)]
pub struct Questions {
    list: Vec<Question>,
    by_id: Index,
}

impl Questions {
    /// Asks for a row.
    pub fn ask(&mut self, id: String, about: About, words: String, at: At, options: Vec<Choice>) {
        let n = self.by_id.get(&id).unwrap_or_else(|| {
            self.by_id.put(id.clone(), self.list.len());
            self.list.push(Question { id, about, words, rows: Vec::new(), options });
            self.list.len() - 1
        });
        self.list[n].rows.push(at);
    }

    /// All questions, in the order of their first rows.
    pub fn into_list(self) -> Vec<Question> {
        self.list
    }
}

fn choice(value: &str, label: impl Into<String>) -> Choice {
    Choice { value: value.to_string(), label: label.into() }
}

/// All results, the likely ones first.
pub fn results(likely: Set) -> Vec<Choice> {
    let result = |n: usize| match RESULTS[n] {
        "carried_out" => choice("carried_out", "未办结，结转下年度继续办理"),
        id => choice(id, full_label(id)),
    };
    likely_first(RESULTS.len(), |n| likely & (1 << n) != 0, result, Some(not_counted()))
}

/// All kinds of applicant, the likely ones first.
pub fn kinds(likely: [usize; 2]) -> Vec<Choice> {
    let kind = |n: usize| choice(applicant::KINDS[n], applicant::LABELS[n]);
    likely_first(applicant::KINDS.len(), |n| likely.contains(&n), kind, None)
}

/// So many choices, the likely ones first, and a last one.
fn likely_first(
    count: usize,
    likely: impl Fn(usize) -> bool,
    choice: impl Fn(usize) -> Choice,
    last: Option<Choice>,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    for wanted in [true, false] {
        choices.extend((0..count).filter(|n| likely(*n) == wanted).map(&choice));
    }
    choices.extend(last);
    choices
}

/// The two periods.
pub fn periods() -> Vec<Choice> {
    vec![choice("received", "本年新收"), choice("carried_in", "上年结转"), not_counted()]
}

/// Whether to count.
pub fn counts() -> Vec<Choice> {
    vec![choice("count", "另计 1 件"), not_counted()]
}

/// How a case ended.
pub fn outcomes() -> Vec<Choice> {
    let ends = remedy::OUTCOMES.iter().zip(remedy::LABELS);
    ends.map(|(id, label)| choice(id, label)).chain([choice("none", "没有这一案件")]).collect()
}

fn not_counted() -> Choice {
    choice("none", "不计入本年度统计")
}

/// The position of an answered result in [`RESULTS`]; `3.` before it and a column behind it do not
/// matter.
pub fn result_of(value: &str) -> Option<usize> {
    let value = value.strip_prefix("3.").unwrap_or(value);
    let is =
        |id: &str| value == id || value.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
    RESULTS.iter().position(|id| is(id))
}

/// The position of an answered kind of applicant.
pub fn kind_of(value: &str) -> Option<usize> {
    let value = value.rsplit('.').next().unwrap_or(value);
    applicant::KINDS.iter().position(|kind| *kind == value)
}

/// The position of an answered end of a case.
pub fn outcome_of(value: &str) -> Option<usize> {
    let value = value.rsplit('.').next().unwrap_or(value);
    remedy::OUTCOMES[..4].iter().position(|outcome| *outcome == value)
}

/// Whether an answer says that a row is no application.
pub fn is_none(value: &str) -> bool {
    matches!(value, "none" | "not_counted")
}
