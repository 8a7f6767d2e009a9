//! Editing a report, with undo for every change.
//!
//! A [`Session`] holds one report and two stacks of steps. Every change goes through
//! [`Session::apply`]; the reverse of a change is again a change, so undo needs no code of its own.
//! Continuous typing in one place is one step.

mod arrange;
mod search;

pub use arrange::may_shift;
pub use search::{Field, find};

use crate::carried::Carried;
use crate::finding::Finding;
use crate::form::{Level, Order, Shape};
use crate::report::{Explanation, ExtraRow, Report, Section};

/// One change to a report.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// A cell's id and its new text; an empty text makes it blank.
    Cell(String, String),
    /// The agency's name.
    Agency(String),
    /// The report's year; `None` for unknown.
    Year(Option<u16>),
    /// The agency's level; `None` to guess it from the name.
    Level(Option<Level>),
    /// The title.
    Title(String),
    /// The date of publication, as it was typed.
    Published(String),
    /// The text of the preface.
    Preface(String),
    /// The position of a section, and its new heading.
    Heading(usize, String),
    /// The position of a section, and its new text.
    Text(usize, String),
    /// Adds a section at this position.
    AddSection(usize, Section),
    /// Removes the section at this position.
    RemoveSection(usize),
    /// All explanations; [`Change::explain`] makes this change for a single one.
    Explanations(Vec<Explanation>),
    /// All marks of figures that are still last year's.
    Carried(Vec<Carried>),
    /// All rows that the form does not have.
    ExtraRows(Vec<ExtraRow>),
    /// Replaces the whole report.
    Replace(Box<Report>),
    /// Several changes as one step.
    Together(Vec<Change>),
    /// Several changes as one step with a name of its own.
    Named(String, Vec<Change>),
}

/// A step that can be undone: its name and the change that undoes it.
struct Step {
    name: String,
    back: Change,
    /// Successive steps with the same, non-empty key become one step.
    key: String,
}

/// A report being edited.
pub struct Session {
    report: Report,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// Most steps that are kept. A step is small (a typed text), unless it replaces the report.
const MOST_STEPS: usize = 500;

impl Session {
    /// Begins editing a report, with nothing to undo.
    pub fn new(report: Report) -> Session {
        Session { report, undo: Vec::new(), redo: Vec::new() }
    }

    /// The report as it is now.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The name of the step that undo would take back, for its button; `next_redo` is its
    /// counterpart.
    pub fn next_undo(&self) -> Option<&str> {
        self.undo.last().map(|s| s.name.as_str())
    }

    /// The name of the step that redo would repeat, for its button.
    pub fn next_redo(&self) -> Option<&str> {
        self.redo.last().map(|s| s.name.as_str())
    }

    /// Applies a change. Returns false, and does nothing, if it would change nothing, or if its
    /// section or cell does not exist.
    pub fn apply(&mut self, change: Change) -> bool {
        let key = change.key();
        let name = change.name(&self.report);
        let change = with_title(&self.report, change);
        let Some(back) = swap(&mut self.report, change) else { return false };
        self.redo.clear();
        let joins = !key.is_empty() && self.undo.last().is_some_and(|last| last.key == key);
        if !joins {
            self.undo.push(Step { name, back, key });
            if self.undo.len() > MOST_STEPS {
                self.undo.remove(0);
            }
        }
        true
    }

    /// Ends the current step: further typing, even in the same place, is a new step.
    pub fn pause(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.key.clear();
        }
    }

    /// Takes back the last step; returns false if there is none.
    pub fn undo(&mut self) -> bool {
        Self::step(&mut self.report, &mut self.undo, &mut self.redo)
    }

    /// Repeats the last undone step; returns false if there is none.
    pub fn redo(&mut self) -> bool {
        Self::step(&mut self.report, &mut self.redo, &mut self.undo)
    }

    fn step(report: &mut Report, from: &mut Vec<Step>, to: &mut Vec<Step>) -> bool {
        // A step whose typing was deleted again has nothing to take back.
        while let Some(step) = from.pop() {
            if let Some(back) = swap(report, step.back) {
                to.push(Step { name: step.name, back, key: String::new() });
                return true;
            }
        }
        false
    }
}

/// A change of agency or year, together with the title as long as that is the prescribed one.
fn with_title(report: &Report, change: Change) -> Change {
    let mut after = Report::blank(report.form);
    after.agency.clone_from(&report.agency);
    after.year = report.year;
    match &change {
        Change::Agency(agency) => after.agency.clone_from(agency),
        Change::Year(year) => after.year = *year,
        _ => return change,
    }
    if report.title.trim() != report.standard_title() {
        return change;
    }
    Change::Together(vec![change, Change::Title(after.standard_title())])
}

/// Applies `change` and returns the change that takes it back; `None` if nothing changed.
fn swap(report: &mut Report, change: Change) -> Option<Change> {
    /// Puts `new` into `slot` and returns the former value if it differs.
    fn put<T: PartialEq>(slot: &mut T, new: T) -> Option<T> {
        (*slot != new).then(|| std::mem::replace(slot, new))
    }
    Some(match change {
        Change::Cell(id, value) => {
            report.form.position(&id)?;
            let old = report.cell(&id).to_string();
            if old == value {
                return None;
            }
            if value.is_empty() {
                report.cells.remove(&id);
            } else {
                report.cells.insert(id.clone(), value);
            }
            Change::Cell(id, old)
        }
        Change::Agency(v) => Change::Agency(put(&mut report.agency, v)?),
        Change::Year(v) => Change::Year(put(&mut report.year, v)?),
        Change::Level(v) => Change::Level(put(&mut report.level, v)?),
        Change::Title(v) => Change::Title(put(&mut report.title, v)?),
        Change::Published(v) => Change::Published(put(&mut report.published, v)?),
        Change::Preface(v) => Change::Preface(put(&mut report.preface, v)?),
        Change::Heading(i, v) => {
            Change::Heading(i, put(&mut report.sections.get_mut(i)?.heading, v)?)
        }
        Change::Text(i, v) => Change::Text(i, put(&mut report.sections.get_mut(i)?.text, v)?),
        Change::AddSection(i, section) => {
            if i > report.sections.len() {
                return None;
            }
            report.sections.insert(i, section);
            Change::RemoveSection(i)
        }
        Change::RemoveSection(i) => {
            report.sections.get(i)?;
            Change::AddSection(i, report.sections.remove(i))
        }
        Change::Explanations(v) => Change::Explanations(put(&mut report.explanations, v)?),
        Change::Carried(v) => Change::Carried(put(&mut report.carried, v)?),
        Change::ExtraRows(v) => Change::ExtraRows(put(&mut report.extra_rows, v)?),
        Change::Replace(v) => Change::Replace(Box::new(put(report, *v)?)),
        Change::Together(changes) | Change::Named(_, changes) => {
            let mut back: Vec<Change> =
                changes.into_iter().filter_map(|c| swap(report, c)).collect();
            if back.is_empty() {
                return None;
            }
            back.reverse();
            Change::Together(back)
        }
    })
}

impl Change {
    /// Fills blank cells that must equal one of last year's (requests carried over); `None` if
    /// there is nothing to fill.
    pub fn from_last_year(report: &Report, last: &Report) -> Option<Change> {
        let all = report.form.all_cells();
        let mut changes = Vec::new();
        for placed in report.form.placed_relations() {
            let Shape::Sum(_, Order::Equal, _) = placed.relation.shape else { continue };
            let ([own], [other]) = (placed.left.as_slice(), placed.right.as_slice()) else {
                continue;
            };
            let Some(old) = other.checked_sub(all.len()) else { continue };
            let (id, value) = (&all[*own].id, last.cell(&all[old].id));
            if report.cell(id).is_empty() && !value.is_empty() {
                changes.push(Change::Cell(id.clone(), value.to_string()));
            }
        }
        (!changes.is_empty()).then_some(Change::Together(changes))
    }

    /// Explains a finding; an empty reason removes the explanation.
    pub fn explain(report: &Report, finding: &Finding, reason: &str) -> Change {
        let mut all = report.explanations.clone();
        all.retain(|e| !e.explains(finding));
        if !reason.trim().is_empty() {
            all.push(Explanation {
                rule: finding.rule.to_string(),
                at: finding.at.clone(),
                reason: reason.trim().to_string(),
                about: Some(finding.message.clone()),
            });
        }
        Change::Explanations(all)
    }

    /// Successive changes with the same non-empty key are one step.
    fn key(&self) -> String {
        match self {
            Change::Cell(id, _) => format!("cell {id}"),
            Change::Agency(_) => "agency".into(),
            Change::Title(_) => "title".into(),
            Change::Published(_) => "published".into(),
            Change::Preface(_) => "preface".into(),
            Change::Heading(i, _) => format!("heading {i}"),
            Change::Text(i, _) => format!("text {i}"),
            Change::Together(all) => {
                let keys: Vec<String> = all.iter().map(Change::key).collect();
                if keys.iter().any(String::is_empty) { String::new() } else { keys.join(" ") }
            }
            _ => String::new(),
        }
    }

    /// The name of the step on the undo button.
    fn name(&self, report: &Report) -> String {
        let section = |i: &usize| {
            let heading = report.sections.get(*i).map_or("", |s| s.heading.as_str());
            crate::text::without_numeral(heading).to_string()
        };
        match self {
            Change::Cell(id, _) => {
                let label = report.form.cell(id).map_or(id.as_str(), |c| &c.label);
                format!("填写“{label}”")
            }
            Change::Agency(_) => "修改机关名称".into(),
            Change::Year(_) => "修改年度".into(),
            Change::Level(_) => "修改机关类别".into(),
            Change::Title(_) => "修改标题".into(),
            Change::Published(_) => "修改发布日期".into(),
            Change::Preface(_) => "编辑前言".into(),
            Change::Heading(i, _) => format!("修改章节标题“{}”", section(i)),
            Change::Text(i, _) => format!("编辑“{}”", section(i)),
            Change::AddSection(_, s) => {
                format!("增加“{}”", crate::text::without_numeral(&s.heading))
            }
            Change::RemoveSection(i) => format!("删除“{}”", section(i)),
            Change::Explanations(_) => "说明原因".into(),
            Change::Carried(_) => "核对沿用的数字".into(),
            Change::ExtraRows(_) => "修改表中另有的行".into(),
            Change::Replace(other) if other.form != report.form => {
                format!("改用{}年格式", other.form.id)
            }
            Change::Replace(_) => "换成另一份报告".into(),
            Change::Named(name, _) => name.clone(),
            Change::Together(changes) => match &changes[..] {
                [Change::Cell(_, first), .., Change::Cell(..)] => {
                    let done = if first.is_empty() { "清除" } else { "填写" };
                    format!("{done} {} 格", changes.len())
                }
                _ => changes.first().map_or_else(String::new, |c| c.name(report)),
            },
        }
    }
}
