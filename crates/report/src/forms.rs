//! The official forms as constants: one file for each, and one entry here. The words by which prose
//! refers to their cells, and the sentences for drafting, are in files of their own.

mod form_2008;
mod form_2014;
mod form_2019;
mod form_2021;
mod law_2019;
mod prose_2014;
mod prose_2019;
mod prose_table_2;
mod replaced;
mod telling_2014;
mod telling_2019;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub use self::replaced::{REPLACED, REVISED, Replaced};
use crate::form::{Column, Form, Kind, Row, Sentence, Speech};

/// A form and what belongs to it. [`FORMS`] does not refer to the words and rules, which only the
/// checks and the drafting need: a module that merely shows the forms is a third smaller without
/// them.
struct Entry {
    form: &'static Form,
    /// The rules besides arithmetic that apply to its reports on a legal basis of its own, in lists
    /// that forms may share. The rules are described in [`crate::checks`], with those that apply to
    /// every form.
    applies: &'static [&'static [(&'static str, &'static str)]],
    /// How prose refers to its cells.
    speech: &'static Speech,
    /// The sentences that state its figures, in their order.
    telling: &'static [&'static [Sentence]],
}

/// All forms, oldest first.
const ENTRIES: &[Entry] = &[form_2008::ENTRY, form_2014::ENTRY, form_2019::ENTRY, form_2021::ENTRY];

/// For a form without cells: prose refers to none.
static SILENCE: Speech = Speech { mentions: &[], scopes: &[], lexicon: OnceLock::new() };

/// All forms, oldest first.
const ALL_FORMS: [&Form; ENTRIES.len()] = {
    let mut forms = [ENTRIES[0].form; ENTRIES.len()];
    let mut i = 0;
    while i < forms.len() {
        forms[i] = ENTRIES[i].form;
        i += 1;
    }
    forms
};

/// The forms that prescribe tables, oldest first: all but that of the first years.
pub static FORMS: [&Form; ENTRIES.len() - 1] = *ALL_FORMS.last_chunk().expect("one form less");

/// The last report year of the newest form, as no other follows it yet.
const OPEN_END: u16 = 2100;

/// All forms, oldest first: that of the years without a prescribed table, then [`FORMS`].
pub fn all_forms() -> impl DoubleEndedIterator<Item = &'static Form> {
    ALL_FORMS.into_iter()
}

/// A form by its public id.
pub fn form(id: &str) -> Option<&'static Form> {
    all_forms().find(|f| f.id == id)
}

/// The form in force today.
pub fn newest_form() -> &'static Form {
    FORMS[FORMS.len() - 1]
}

/// The first and the last report year for which a form is used.
pub fn years(form: &Form) -> (u16, u16) {
    let next = all_forms().map(|f| f.since).find(|since| *since > form.since);
    (form.since, next.map_or(OPEN_END, |since| since - 1))
}

/// The form for reports of this year; the newest form for a year outside all ranges.
pub fn form_for_year(year: u16) -> &'static Form {
    let of_year = all_forms().rfind(|f| f.since <= year);
    of_year.unwrap_or(newest_form())
}

/// The rules besides arithmetic that a form lists as applying to its reports, each with its legal
/// basis.
pub fn listed(form: &Form) -> impl Iterator<Item = (&'static str, &'static str)> {
    entry(form).applies.iter().copied().flatten().copied()
}

/// The legal basis on which a form lists a rule besides arithmetic; `None` if it does not list it.
pub fn prescribed(form: &Form, rule: &str) -> Option<&'static str> {
    listed(form).find(|(id, _)| *id == rule).map(|(_, basis)| basis)
}

/// How prose refers to the cells of this form.
pub fn speech(form: &Form) -> &'static Speech {
    entry(form).speech
}

/// The sentences that state the figures of this form, in their order.
pub fn sentences(form: &Form) -> impl Iterator<Item = &'static Sentence> {
    entry(form).telling.iter().copied().flatten()
}

fn entry(form: &Form) -> &'static Entry {
    ENTRIES.iter().find(|e| e.form == form).expect("every form is listed")
}

/// The basis of rules that no law or notice states, but that everybody who writes or checks reports
/// expects.
pub const PRACTICE: &str = "年度报告编制惯例";

/// A column whose cells have the kind of their rows.
const fn column(id: &'static str, heads: &'static [&'static str]) -> Column {
    Column { id, heads, kind: None }
}

/// A printed heading without a cell.
const fn heading(id: &'static str, label: &'static str, level: u8) -> Row {
    Row {
        id,
        label,
        name: "",
        aliases: &[],
        groups: &[],
        unit: "——",
        kind: Kind::Heading,
        level,
        help: "",
    }
}

/// A row of counts.
const fn count(
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    level: u8,
    help: &'static str,
) -> Row {
    Row { id, label, name: "", aliases: &[], groups: &[], unit, kind: Kind::Count, level, help }
}

/// A row of amounts.
const fn amount(
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    level: u8,
    help: &'static str,
) -> Row {
    Row { kind: Kind::Amount, ..count(id, label, unit, level, help) }
}
