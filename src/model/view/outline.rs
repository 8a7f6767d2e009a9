//! The outline: the parts of a report and the state each is in.

use std::ops::Add;
use std::rc::Rc;

use report::finding::Progress;
use report::form::Table;
use report::{Finding, Report, Severity};

use super::{View, table_title};
use crate::model::checked::text_place;
use crate::model::part::{Part, State};

/// The parts that findings belong to (without reminders of blank cells), and their severities.
type Found = Vec<(String, Severity)>;

/// The part that holds the title, the preface and the fields above them.
const HEAD: &str = "preface";

impl View {
    /// The outline: title and preface, the sections, the annexes, and the sections which the form
    /// has but the report lacks.
    pub fn outline(&self) -> Rc<[Part]> {
        self.parts.get_or_init(|| self.all_parts().into()).clone()
    }

    fn all_parts(&self) -> Vec<Part> {
        let report = &self.report;
        let found = &self.found();
        let mut parts = vec![self.part(
            found,
            HEAD.into(),
            "标题和前言".into(),
            !report.preface.is_empty(),
            &[],
        )];
        for (i, section) in report.sections.iter().enumerate() {
            let at = format!("section:{}", report.place(i));
            let label = match section.heading.trim() {
                "" => "（没有标题）".to_string(),
                heading => heading.to_string(),
            };
            parts.push(self.part(
                found,
                at,
                label,
                !section.text.trim().is_empty(),
                &self.tables(i),
            ));
        }
        for i in self.annexes() {
            let table = &report.form.tables[i];
            let label = match table_title(&Report::blank(report.form), table) {
                title if title.is_empty() => self.table_name(i),
                title => title.trim_start_matches("年度").to_string(),
            };
            parts.push(self.part(found, format!("table:{}", table.id), label, false, &[i]));
        }
        for section in report.form.sections.iter().filter(|s| s.required.is_some()) {
            if !report.sections.iter().any(|s| s.id.as_deref() == Some(section.id)) {
                let at = format!("section:{}", section.id);
                let mut part = self.part(found, at, section.heading.into(), false, &[]);
                part.state = State::Missing;
                parts.push(part);
            }
        }
        tell_apart(&mut parts);
        parts
    }

    fn found(&self) -> Found {
        let loud = |f: &&Finding| f.explained.is_none() && !self.checked.is_about_blank(f);
        let found = self.result.findings.iter().filter(loud);
        found.map(|f| (self.part_of(f), f.severity)).collect()
    }

    fn part(
        &self,
        found: &Found,
        at: String,
        label: String,
        written: bool,
        tables: &[usize],
    ) -> Part {
        let of_tables = tables.iter().map(|&table| self.progress(table));
        let Progress { filled, cells: all } = of_tables.fold(Progress::default(), Progress::add);
        let blank = all - filled;
        let count = |severity| found.iter().filter(|f| f.0 == at && f.1 == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let state = match () {
            _ if !written && blank == all && at != HEAD => State::Empty,
            _ if errors > 0 => State::Errors,
            _ if blank > 0 => State::Begun,
            _ if warnings > 0 => State::Warnings,
            _ if !written && all == 0 => State::Empty,
            _ => State::Done,
        };
        Part { at, label, state, errors, warnings, blank: if blank < all { blank } else { 0 } }
    }

    /// The part of the outline a finding belongs to.
    pub fn part_of(&self, finding: &Finding) -> String {
        let report = &self.report;
        if let Some(table) = self.table_of(&finding.at) {
            let place = table.section.filter(|id| report.at_place(id).is_some());
            return place
                .map_or_else(|| format!("table:{}", table.id), |id| format!("section:{id}"));
        }
        match text_place(finding) {
            "" | "preface" => HEAD.into(),
            place => format!("section:{place}"),
        }
    }

    /// The table that holds a cell or a row.
    fn table_of(&self, at: &str) -> Option<&'static Table> {
        let form = self.report.form;
        let cell = form.cell(at).or_else(|| form.cells().iter().find(|c| c.row.id == at))?;
        Some(&form.tables[cell.table])
    }
}

/// Adds numbers to parts with the same name, from the second one on.
fn tell_apart(parts: &mut [Part]) {
    // From the end, so that the parts before still have their own names.
    for i in (1..parts.len()).rev() {
        let times = parts[..i].iter().filter(|part| part.label == parts[i].label).count();
        if times > 0 {
            parts[i].label = format!("{}（{}）", parts[i].label, times + 1);
        }
    }
}
