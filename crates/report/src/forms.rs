//! The official forms, constants only: one file each, one entry here. The words by which prose speaks
//! of their cells, and the sentences a draft is made of, have files of their own.

mod form_2008;
mod form_2014;
mod form_2019;
mod form_2021;
mod law_2019;
mod prose_2014;
mod prose_2019;
mod replaced;
mod telling_2014;
mod telling_2019;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub use self::replaced::{REPLACED, Replaced};
use crate::form::{Column, Form, Kind, Row, Sentence, Speech};

/// A form and what stands beside it. [`FORMS`] does not lead to the words and the rules, which only
/// the checks and the drafting read: a program that merely shows the forms is a third smaller without
/// them.
struct Entry {
    form: &'static Form,
    /// The rules beside arithmetic that apply to its reports, each with its legal basis, in lists
    /// that forms may share. What they are is told in [`crate::checks`].
    applies: &'static [&'static [(&'static str, &'static str)]],
    /// How prose speaks of its cells.
    speech: &'static Speech,
    /// The sentences that tell its figures, in the order they are told in.
    telling: &'static [&'static [Sentence]],
}

/// All forms, oldest first.
const ENTRIES: &[Entry] = &[
    Entry {
        form: &form_2008::FORM,
        applies: &[EVERY_FORM, form_2008::APPLIES],
        speech: &SILENCE,
        telling: &[],
    },
    Entry {
        form: &form_2014::FORM,
        applies: &[EVERY_FORM, form_2014::APPLIES],
        speech: &prose_2014::SPEECH,
        telling: &[telling_2014::SENTENCES],
    },
    Entry {
        form: &form_2019::FORM,
        applies: &[EVERY_FORM, law_2019::APPLIES, form_2019::APPLIES],
        speech: &prose_2019::SPEECH_2019,
        telling: &[telling_2019::OF_2019, telling_2019::TABLES_3_AND_4],
    },
    Entry {
        form: &form_2021::FORM,
        applies: &[EVERY_FORM, law_2019::APPLIES, form_2021::APPLIES],
        speech: &prose_2019::SPEECH_2021,
        telling: &[telling_2019::OF_2021, telling_2019::TABLES_3_AND_4],
    },
];

/// How prose speaks of the cells of a form that has none.
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

/// The last report year of the newest form, which no other has followed yet.
const OPEN_END: u16 = 2100;

/// All forms, oldest first: that of the years without a prescribed table, then [`FORMS`].
pub fn all_forms() -> impl DoubleEndedIterator<Item = &'static Form> {
    ALL_FORMS.into_iter()
}

/// A form by its public id.
pub fn form(id: &str) -> Option<&'static Form> {
    all_forms().find(|f| f.id == id)
}

/// The form that is in force today.
pub fn newest_form() -> &'static Form {
    FORMS[FORMS.len() - 1]
}

/// First and last report year a form is used for: until the next one.
pub fn years(form: &Form) -> (u16, u16) {
    let next = all_forms().map(|f| f.since).find(|since| *since > form.since);
    (form.since, next.map_or(OPEN_END, |since| since - 1))
}

/// The form a report of this year is written on; the newest for a year that none names.
pub fn form_for_year(year: u16) -> &'static Form {
    let of_year = all_forms().rfind(|f| f.since <= year);
    of_year.unwrap_or(newest_form())
}

/// The rules beside arithmetic that apply to reports on this form, each with its legal basis.
pub fn applying(form: &Form) -> impl Iterator<Item = (&'static str, &'static str)> {
    entry(form).applies.iter().copied().flatten().copied()
}

/// By which legal basis a rule beside arithmetic applies to reports on this form; `None` if it does
/// not.
pub fn basis(form: &Form, rule: &str) -> Option<&'static str> {
    applying(form).find(|(id, _)| *id == rule).map(|(_, basis)| basis)
}

/// How prose speaks of the cells of this form.
pub fn speech(form: &Form) -> &'static Speech {
    entry(form).speech
}

/// The sentences that tell the figures of this form, in the order they are told in.
pub fn sentences(form: &Form) -> impl Iterator<Item = &'static Sentence> {
    entry(form).telling.iter().copied().flatten()
}

fn entry(form: &Form) -> &'static Entry {
    ENTRIES.iter().find(|e| e.form == form).expect("every form is listed")
}

/// The basis of what no law or notice says, but everybody who writes or checks reports expects.
const PRACTICE: &str = "年度报告编制惯例";

/// The rules that apply to a report on any form.
#[rustfmt::skip]
const EVERY_FORM: &[(&str, &str)] = &[
    ("V-04", PRACTICE),
    ("V-08", PRACTICE),
    ("V-09", PRACTICE),
    ("V-10", PRACTICE),
    ("V-12", PRACTICE),
    ("V-13", PRACTICE),
    ("V-14", PRACTICE),
    ("V-15", PRACTICE),
    ("V-16", PRACTICE),
    ("V-18", PRACTICE),
    ("V-19", PRACTICE),
    ("V-21", "各文件的施行、废止日期"),
];

/// A column whose cells hold what their rows say.
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
