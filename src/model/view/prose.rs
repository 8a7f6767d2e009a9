//! What the rules know of the prose besides findings: figures tied to cells, and sentences that
//! could be drafted. It may be of the report before the last change; a change is offered only once
//! it is of the current one.

use std::ops::Range;
use std::rc::Rc;

use report::Finding;
use report::drafting::{Drafted, lacking, written};
use report::links::{Link, State};
use report::session::{Change, Field};
use report::text;

use super::{View, same};
use crate::model::ranges::moved;
use crate::model::target::Target;

/// The range of a figure in the current text, and the link that ties it to cells.
pub struct Linked<'a> {
    pub link: &'a Link,
    pub range: Range<usize>,
}

impl View {
    /// The figures of a text that are tied to cells.
    pub fn links<'a>(&'a self, place: &'a str, text: &'a str) -> impl Iterator<Item = Linked<'a>> {
        let checked = self.checked.text(place);
        let links = self.checked.prose.links.iter().filter(move |l| l.place == place);
        let same = checked == text;
        links.filter_map(move |link| {
            let range = link.range.clone();
            let range = if same { range } else { moved(checked, text, range)? };
            Some(Linked { link, range })
        })
    }

    /// Whether a text, and all that is shown about it, looks the same in both views.
    pub fn same_text(&self, other: &View, field: Field, place: &str) -> bool {
        let text = field.text(&self.report);
        let shape = |v: &View| {
            let ids = v.report.sections.iter().map(|s| s.id.clone());
            (v.report.form.id, v.last_word(), ids.collect::<Vec<_>>())
        };
        text == field.text(&other.report)
            && (Rc::ptr_eq(&self.checked, &other.checked) || self.same_told(other, place, text))
            && self.report.carried == other.report.carried
            && same(&self.previous, &other.previous)
            && shape(self) == shape(other)
    }

    /// Whether the rules say the same about a text in both views.
    fn same_told(&self, other: &View, place: &str, text: &str) -> bool {
        let tied = |l: Linked| (l.link.clone(), l.range);
        self.checked.text(place) == other.checked.text(place)
            && self.draft(place) == other.draft(place)
            && self.about(place).eq(other.about(place))
            && self.links(place, text).map(tied).eq(other.links(place, text).map(tied))
    }

    /// A text with all its figures set to the table's values, and how many were changed.
    pub fn mended(&self, place: &str, text: &str) -> Option<(String, usize)> {
        let all = self.links(place, text).filter(|l| l.link.state == State::Different);
        let mut links: Vec<&Link> = all.map(|l| l.link).collect();
        // Replaces from the end, so that earlier ranges stay valid.
        links.sort_by_key(|l| std::cmp::Reverse(l.range.start));
        let mut mended = (text.to_string(), 0);
        for link in links {
            if let Some(next) = link.mend(&mended.0) {
                mended = (next, mended.1 + 1);
            }
        }
        (mended.1 > 0).then_some(mended)
    }

    /// The sentences that could be added to a text.
    fn draft(&self, place: &str) -> Option<&Drafted> {
        self.checked.prose.drafts.iter().find(|d| d.place == place)
    }

    /// Whether there is something to draft for a text: sentences from the tables, or paragraphs on what
    /// it lacks.
    pub fn may_draft(&self, field: Field, place: &str) -> bool {
        let lacks = || matches!(field, Field::Text(i) if !lacking(&self.report, i).is_empty());
        self.draft(place).is_some() || lacks()
    }

    /// The change that puts the draft into a text, and the target that selects its first words
    /// afterwards.
    pub fn drafting(&self, field: Field) -> Option<(Change, Target)> {
        let place = self.place(field);
        let draft = self.draft(&place);
        let (name, (written, range)) = match field {
            Field::Text(i) => {
                let told = draft.map_or(&[][..], |draft| &draft.parts);
                let heading = text::without_numeral(&self.report.sections[i].heading);
                (heading, written(&self.report, i, told))
            }
            // The preface is drafted only while it is empty.
            _ => ("前言", (draft?.text.clone(), 0..draft?.text.len())),
        };
        if range.is_empty() {
            return None;
        }
        let step = Change::Named(format!("起草“{name}”"), vec![field.set(written)]);
        Some((step, Target::words_at(&place, range)))
    }

    /// The change that puts the right words at the place of a finding, the target that selects them
    /// afterwards, and a sentence about it.
    pub fn putting(&self, finding: &Finding) -> Option<(Change, Target, String)> {
        let (mend, place) = (finding.mend.as_ref()?, finding.section.as_deref()?);
        let field = match place {
            "preface" => Field::Preface,
            _ => Field::Text(self.report.at_place(place)?),
        };
        let text = field.text(&self.report);
        let range = self.words(finding, place, text)?;
        let told = format!("已将“{}”改为“{mend}”。", &text[range.clone()]);
        let mut mended = text.to_string();
        mended.replace_range(range.clone(), mend);
        let step = Change::Named(format!("改为“{mend}”"), vec![field.set(mended)]);
        Some((step, Target::words_at(place, range.start..range.start + mend.len()), told))
    }

    /// The change that sets all figures of a text to the table's values.
    pub fn mending(&self, field: Field) -> Option<(Change, Target)> {
        let place = self.place(field);
        let (text, count) = self.mended(&place, field.text(&self.report))?;
        let step = Change::Named(format!("按表改正 {count} 处"), vec![field.set(text)]);
        Some((step, Target::words_at(&place, 0..0)))
    }

    /// The change that makes the figure beginning at `start` and its cell agree: with `table` the
    /// cell takes the figure, else the figure takes the cell's value.
    pub fn agreeing(&self, field: Field, start: usize, table: bool) -> Option<(Change, Target)> {
        let (place, body) = (self.place(field), field.text(&self.report));
        let found = self.links(&place, body).find(|l| l.range.start == start);
        let Linked { link, range } = found?;
        let step = match table {
            true => Change::Cell(link.cell()?.to_string(), link.stated.clone()),
            false => Change::Named("按表格改正文".into(), vec![field.set(link.mend(body)?)]),
        };
        Some((step, Target::words_at(&place, range)))
    }

    /// The public name of a text.
    fn place(&self, field: Field) -> String {
        match field {
            Field::Text(i) => self.report.place(i),
            _ => "preface".into(),
        }
    }

    /// The same text in last year's report, if it says anything.
    pub fn last_text(&self, field: Field) -> Option<&str> {
        let last = self.previous.as_ref()?;
        let words = match field {
            Field::Preface => &last.preface,
            Field::Text(i) => {
                let own = self.report.sections.get(i)?;
                let title = text::without_numeral(&own.heading).trim();
                let same_id = |s: &&report::report::Section| {
                    own.id.is_some() && s.id == own.id && last.form == self.report.form
                };
                let same_title = |s: &&report::report::Section| {
                    text::without_numeral(&s.heading).trim() == title
                };
                let mut all = last.sections.iter();
                let found = all.clone().find(same_id).or_else(|| all.find(same_title));
                &found?.text
            }
            _ => return None,
        };
        Some(words.as_str()).filter(|words| !words.trim().is_empty())
    }
}
