//! A report: a filled-in form. This is plain data; [`crate::session`] has the changes made while
//! editing, [`crate::draft`] the JSON.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::amount::Entry;
use crate::carried::{Carried, left};
use crate::form::{Form, Kind, Level};
use crate::text::{self, Numeral};

/// A filled-in form. Texts are as typed or as printed; nothing is checked here.
#[derive(Clone, PartialEq)]
pub struct Report {
    /// The form that it fills in.
    pub form: &'static Form,
    /// The year that is reported on; `None` while unknown.
    pub year: Option<u16>,
    /// The agency's name; empty while unknown.
    pub agency: String,
    /// The agency's level, if it was chosen.
    pub level: Option<Level>,
    /// The title as typed or printed.
    pub title: String,
    /// ISO date (`2025-01-24`) or what was typed; empty while unknown.
    pub published: String,
    /// Paragraphs, one a line.
    pub preface: String,
    /// In the order and with the headings of the document.
    pub sections: Vec<Section>,
    /// What was typed, by cell id; a blank cell is absent.
    pub cells: BTreeMap<String, String>,
    /// Rows of the document's table that the form does not have.
    pub extra_rows: Vec<ExtraRow>,
    /// Reasons for keeping warnings.
    pub explanations: Vec<Explanation>,
    /// Figures of the prose that were taken over from last year and not looked at yet.
    pub carried: Vec<Carried>,
}

/// A narrative section of a report.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Section {
    /// The id of the form's section; `None` for a section that the form does not have.
    pub id: Option<String>,
    /// The heading as printed, with its numeral.
    pub heading: String,
    /// Paragraphs, one a line.
    #[serde(default)]
    pub text: String,
}

/// A row of a document's table that has no place in the form.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct ExtraRow {
    /// The row's label.
    pub label: String,
    /// The unit; empty if none is printed.
    #[serde(default)]
    pub unit: String,
    /// The row's values from left to right, as printed.
    #[serde(default)]
    pub values: Vec<String>,
}

/// The writer's reason for keeping a warning.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Explanation {
    /// The rule whose finding is explained.
    pub rule: String,
    /// The place of the finding.
    pub at: String,
    /// The writer's reason.
    pub reason: String,
    /// The finding's message when it was explained: if figures or words change, the finding is
    /// shown again. Without it, the explanation covers every finding of the rule at this place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

impl Explanation {
    /// Whether it explains this finding.
    pub fn explains(&self, finding: &crate::finding::Finding) -> bool {
        let same = self.about.as_ref().is_none_or(|about| *about == finding.message);
        self.rule == finding.rule && self.at == finding.at && same
    }
}

impl Report {
    /// The levels that the reporting body may have: the chosen one, else those that its name allows
    /// (a guess); empty if neither is known.
    pub fn levels(&self) -> Vec<Level> {
        match self.level {
            Some(level) => vec![level],
            None => crate::body::levels(&self.agency).to_vec(),
        }
    }

    /// The kinds of body that the agency's name allows, in Chinese words, if none was chosen: a
    /// guess on which deadlines and powers depend. `None` if one was chosen or the name does not
    /// tell.
    pub fn guessed_kind(&self) -> Option<String> {
        let kinds: Vec<&str> = self.levels().into_iter().map(Level::word).collect();
        (self.level.is_none() && !kinds.is_empty()).then(|| kinds.join("或"))
    }

    /// The last day on which the report may be published, as year, month and day. If the agency's name
    /// allows several kinds of body, the latest of their deadlines counts. `None` while the year is
    /// unknown, or if the form has no deadline.
    pub fn deadline(&self) -> Option<(u16, u8, u8)> {
        let levels = self.levels();
        let of_levels = levels.iter().filter_map(|l| self.form.deadline(Some(*l))).max();
        let (month, day) = of_levels.or_else(|| self.form.deadline(None))?;
        Some((self.year?.saturating_add(1), month, day))
    }

    /// Whether two reports may be of one agency: a name is unknown, or one contains the other
    /// (示例市民政局, 民政局).
    pub fn is_of_same_agency(&self, other: &Report) -> bool {
        let (one, two) = (self.agency.trim(), other.agency.trim());
        one.contains(two) || two.contains(one)
    }

    /// Where the text at a place still has figures taken over from last year, in bytes and in order.
    pub fn carried_in(&self, at: &str, text: &str) -> Vec<Range<usize>> {
        left(&self.carried, at, text).into_iter().map(|(_, range)| range).collect()
    }

    /// The marks that remain when the figure at this range of the text at a place is confirmed, or
    /// every figure of the text.
    pub fn confirmed(&self, at: &str, text: &str, figure: Option<&Range<usize>>) -> Vec<Carried> {
        let mut rest = self.carried.clone();
        match figure {
            Some(figure) => {
                let marks = left(&self.carried, at, text);
                if let Some((i, _)) = marks.into_iter().find(|(_, range)| range == figure) {
                    rest.remove(i);
                }
            }
            None => rest.retain(|mark| mark.at != at),
        }
        rest
    }

    /// The marks of this report at the places that its texts have in `moved`.
    pub(crate) fn carried_into(&self, moved: &Report) -> Vec<Carried> {
        let place = |at: &str| {
            let text = match at {
                "preface" => return Some(at.to_string()),
                _ => &self.sections[self.at_place(at)?].text,
            };
            Some(moved.place(moved.sections.iter().position(|s| s.text == *text)?))
        };
        let marks = self.carried.iter();
        marks.filter_map(|mark| Some(Carried { at: place(&mark.at)?, ..mark.clone() })).collect()
    }

    /// An empty report on `form`: the form's sections with numbered headings, and the prescribed
    /// title.
    pub fn new(form: &'static Form, year: Option<u16>, agency: &str) -> Report {
        let sections = form.sections.iter().enumerate().map(|(i, s)| Section {
            id: Some(s.id.to_string()),
            heading: format!("{}、{}", text::chinese_numeral(i + 1), s.heading),
            text: String::new(),
        });
        let mut report = Report {
            sections: sections.collect(),
            agency: agency.to_string(),
            year,
            ..Report::blank(form)
        };
        report.title = report.standard_title();
        report
    }

    /// A report with nothing in it, not even headings.
    pub fn blank(form: &'static Form) -> Report {
        Report {
            form,
            year: None,
            agency: String::new(),
            level: None,
            title: String::new(),
            published: String::new(),
            preface: String::new(),
            sections: Vec::new(),
            cells: BTreeMap::new(),
            extra_rows: Vec::new(),
            explanations: Vec::new(),
            carried: Vec::new(),
        }
    }

    /// The title that the form prescribes: `{agency}{year}年政府信息公开工作年度报告`; empty while
    /// either is unknown.
    pub fn standard_title(&self) -> String {
        match self.year {
            Some(year) if !self.agency.is_empty() => {
                format!("{}{year}年{}", self.agency, self.form.title)
            }
            _ => String::new(),
        }
    }

    /// The same report on another form. Cells and sections with the same id stay; other cells
    /// become extra rows, other sections stay in place without an id. Sections that the form
    /// requires and the report lacks are added at the end. Headings are renumbered.
    pub fn on_form(&self, form: &'static Form) -> Report {
        let mut moved = Report { form, ..self.clone() };
        moved.cells.retain(|id, _| form.position(id).is_some());
        for cell in self.form.all_cells().iter().filter(|c| form.position(&c.id).is_none()) {
            let value = self.cell(&cell.id);
            if !value.is_empty() {
                let (label, unit) = (cell.label.clone(), cell.row.unit.to_string());
                moved.extra_rows.push(ExtraRow { label, unit, values: vec![value.to_string()] });
            }
        }
        let same = |id: &str| {
            let (old, new) = (self.form.section(id), form.section(id));
            old.zip(new).is_some_and(|(old, new)| old.heading == new.heading)
        };
        for section in &mut moved.sections {
            section.id = section.id.take().filter(|id| same(id));
        }
        moved.sections.retain(|s| s.id.is_some() || !s.text.trim().is_empty());
        for section in Report::new(form, self.year, "").sections {
            if !moved.sections.iter().any(|s| s.id == section.id) {
                moved.sections.push(section);
            }
        }
        for (i, section) in moved.sections.iter_mut().enumerate() {
            if let Some((Numeral::Section(_), rest)) = text::split_numeral(&section.heading) {
                section.heading = format!("{}、{rest}", text::chinese_numeral(i + 1));
            }
        }
        moved.carried = self.carried_into(&moved);
        moved
    }

    /// What was typed into a cell; empty if it is blank or unknown.
    pub fn cell(&self, id: &str) -> &str {
        self.cells.get(id).map_or("", String::as_str)
    }

    /// The values of all cells, in the order of [`Form::all_cells`].
    pub fn entries(&self) -> Vec<Entry> {
        let parse = |c: &crate::form::Cell| match c.kind() {
            Kind::Money => Entry::parse_money(self.cell(&c.id)),
            _ => Entry::parse(self.cell(&c.id)),
        };
        let cells = self.form.all_cells();
        let mut entries: Vec<Entry> = cells.iter().map(parse).collect();
        for &(variant, replaced) in self.form.replaced() {
            if entries[variant] != Entry::Blank && entries[replaced] == Entry::Blank {
                entries[replaced] = Entry::Absent;
            }
        }
        for (entry, cell) in entries.iter_mut().zip(cells) {
            if cell.variant && *entry == Entry::Blank {
                *entry = Entry::Absent;
            }
        }
        entries
    }

    /// The values of this report's cells, then those of last year's with the same ids; blank
    /// without a report of last year.
    pub fn entries_with_last(&self, last: Option<&Report>) -> Vec<Entry> {
        let mut entries = self.entries();
        let old = last.map(|last| (last, last.entries()));
        entries.extend(self.form.all_cells().iter().map(|cell| {
            let found =
                old.as_ref().and_then(|(last, e)| last.form.position(&cell.id).map(|i| e[i]));
            found.unwrap_or(Entry::Blank)
        }));
        entries
    }

    /// The public name of a section's place: the form's id, or `x1`, `x2` … (its position in the
    /// report) for a section that the form does not have or that occurs twice.
    pub fn place(&self, index: usize) -> String {
        let id = self.sections[index].id.as_deref();
        let first = self.sections.iter().position(|s| s.id.as_deref() == id);
        match id {
            Some(id) if first == Some(index) => id.to_string(),
            _ => format!("x{}", index + 1),
        }
    }

    /// The position of the section with this place.
    pub fn at_place(&self, place: &str) -> Option<usize> {
        let numbered =
            place.strip_prefix('x').and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
        let named = || self.sections.iter().position(|s| s.id.as_deref() == Some(place));
        let is = |i: &usize| *i < self.sections.len() && self.place(*i) == place;
        numbered.or_else(named).filter(is)
    }

    /// The place of a finding in the report's own words: a heading, a label.
    pub fn place_in_words(&self, at: &str) -> String {
        if let Some(section) = at.strip_prefix("section:") {
            let heading = self.at_place(section).map(|i| self.sections[i].heading.trim());
            let known = self.form.section(section).map(|s| s.heading);
            return heading.filter(|h| !h.is_empty()).or(known).unwrap_or("正文").to_string();
        }
        let field = match at {
            "title" => "标题",
            "agency" => "机关名称",
            "published" => "发布日期",
            "preface" => "前言",
            "report" => "整篇报告",
            _ => "",
        };
        if !field.is_empty() {
            return field.to_string();
        }
        let row = |id: &str| {
            let found = self.form.all_cells().iter().map(|c| c.row).find(|row| row.id == id);
            found.map(|row| text::without_numeral(row.label).to_string())
        };
        let cell = self.form.cell(at).map(|cell| cell.label.clone());
        cell.or_else(|| row(at)).unwrap_or_else(|| at.to_string())
    }

    /// Preface and sections as `(place, heading, text)`, in order.
    pub fn prose(&self) -> impl Iterator<Item = (String, &str, &str)> {
        let preface = ("preface".to_string(), "", self.preface.as_str());
        let rest = self.sections.iter().enumerate();
        std::iter::once(preface)
            .chain(rest.map(|(i, s)| (self.place(i), s.heading.as_str(), s.text.as_str())))
    }
}
