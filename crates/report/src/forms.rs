//! The official forms, constants only: one file each, one line here. The words by which prose
//! speaks of their cells have files of their own.

mod form_2008;
mod form_2014;
mod form_2019;
mod form_2021;
mod law_2019;
mod prose_2014;
mod prose_2019;
mod telling_2014;
mod telling_2019;

use std::sync::OnceLock;

use crate::form::{Column, Form, Kind, Row, Sentence, Speech};

/// The forms that prescribe tables, oldest first.
pub static FORMS: [&Form; 3] = [&form_2014::FORM, &form_2019::FORM, &form_2021::FORM];

/// All forms, oldest first: that of the years without a prescribed table, then [`FORMS`].
pub fn all_forms() -> impl Iterator<Item = &'static Form> {
    std::iter::once(&form_2008::FORM).chain(FORMS)
}

/// A form by its public id.
pub fn form(id: &str) -> Option<&'static Form> {
    all_forms().find(|f| f.id == id)
}

/// The form a report of this year is written on; the newest for a year that none names.
pub fn form_for_year(year: u16) -> &'static Form {
    let of_year = all_forms().find(|f| (f.years.0..=f.years.1).contains(&year));
    of_year.unwrap_or(FORMS[FORMS.len() - 1])
}

/// How prose speaks of the cells of each form. [`FORMS`] does not lead here.
static SPEECH: [&Speech; 3] =
    [&prose_2014::SPEECH, &prose_2019::SPEECH_2019, &prose_2019::SPEECH_2021];

/// A form without cells is not spoken of.
static SILENCE: Speech = Speech { form: "", mentions: &[], scopes: &[], lexicon: OnceLock::new() };

/// How prose speaks of the cells of this form.
pub fn speech(form: &Form) -> &'static Speech {
    SPEECH.into_iter().find(|s| s.form == form.id).unwrap_or(&SILENCE)
}

/// The sentences that tell the figures of each form. [`FORMS`] does not lead here.
static TELLING: [&[&[Sentence]]; 3] = [
    &[telling_2014::SENTENCES],
    &[telling_2019::OF_2019, telling_2019::TABLES_3_AND_4],
    &[telling_2019::OF_2021, telling_2019::TABLES_3_AND_4],
];

/// The sentences that tell the figures of this form, in the order they are told in.
pub fn sentences(form: &Form) -> impl Iterator<Item = &'static Sentence> {
    let own = FORMS.iter().zip(TELLING).find(|(f, _)| **f == form).map(|(_, lists)| lists);
    own.into_iter().flatten().copied().flatten()
}

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
