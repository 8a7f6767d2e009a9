//! Form 2008: reports of 2008 to 2013, prose in the parts that 第三十二条 of 《条例》(2007) asks for. No
//! table was prescribed yet; what an office printed of its own is kept as it is.

use std::sync::OnceLock;

use super::form_2014;
use crate::form::Form;

pub static FORM: Form = Form {
    id: "2008",
    years: (2008, 2013),
    issued_by: "《条例》（2007）第三十二条",
    deadlines: form_2014::FORM.deadlines,
    title: form_2014::FORM.title,
    fixed_headings: false,
    sections: form_2014::FORM.sections,
    tables: &[],
    relations: &[],
    reserved: &[],
    shares: &[],
    government_topics: &[],
    charts: &[],
    index: OnceLock::new(),
};
