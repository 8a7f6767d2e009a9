use crate::form::*;
use std::sync::OnceLock;
pub static FORM: Form = Form {
    id: "2014",
    years: (2014, 2018),
    issued_by: "",
    title: "政府信息公开工作年度报告",
    fixed_headings: false,
    sections: &[],
    tables: &[],
    relations: &[],
    mentions: &[],
    index: OnceLock::new(),
};
