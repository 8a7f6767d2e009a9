//! Form 2008: reports of 2008 to 2013, prose in the parts that 第三十二条 of 《条例》(2007)
//! requires. No table was prescribed yet; tables of the agency's own are kept as they are.

use std::sync::OnceLock;

use super::{Entry, SILENCE, form_2014};
use crate::form::{Form, Headings};

pub(super) const ENTRY: Entry =
    Entry { form: &FORM, applies: &[APPLIES], speech: &SILENCE, telling: &[] };

pub(super) static FORM: Form = Form {
    id: "2008",
    since: 2008,
    issued_by: CONTENT,
    deadlines: form_2014::FORM.deadlines,
    title: form_2014::FORM.title,
    headings: Headings::Free,
    sections: form_2014::FORM.sections,
    tables: &[],
    relations: &[],
    free: &[],
    reserved: &[],
    shares: &[],
    government_topics: &[],
    charts: &[],
    index: OnceLock::new(),
};

#[rustfmt::skip]
pub(super) const APPLIES: &[(&str, &str)] = &[
    ("V-03", CONTENT),
    ("V-06", PUBLICATION),
    ("V-07", PUBLICATION),
    ("V-11", PUBLICATION),
    ("V-20", "《条例》（2007）第十四条"),
    ("A-14", "“历年累计”一栏的含义"),
    ("A-15", "《条例》（2007）第三十二条（三）"),
    ("C-09", CONTENT),
];

const PUBLICATION: &str = "《条例》（2007）第三十一条";
const CONTENT: &str = "《条例》（2007）第三十二条";
