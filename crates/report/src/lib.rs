//! The core of nianbao: forms, reports, the rules that check them, and the translation between a
//! report and the neutral document that all file formats are read into and written from.
//!
//! Pure by design: no browser, no input or output, no clock, and no panic on any input.
//! Deliberately absent: file formats (crate `files`) and the screen (the package at the top).

#![warn(missing_docs)]

pub mod amount;
pub mod apart;
pub mod body;
pub mod carried;
pub mod checks;
pub mod claims;
pub mod combine;
pub mod compose;
pub mod copies;
pub mod desk;
pub mod diagnose;
pub mod document;
pub mod draft;
pub mod drafting;
pub mod expected;
pub mod figures;
pub mod finding;
pub mod form;
pub mod formats;
pub mod forms;
pub mod json;
pub mod likeness;
pub mod links;
pub mod next;
pub mod notice;
pub mod picture;
pub mod progress;
pub mod recognize;
pub mod report;
pub mod rules;
pub mod session;
mod stale;
pub mod steps;
mod tables;
pub mod text;
pub mod typed;
pub mod typefaces;
pub mod units;
mod words;

pub use finding::{CheckResult, Finding, Severity};
pub use form::{Cell, Form};
pub use forms::{FORMS, all_forms, form, form_for_year, newest_form};
pub use report::Report;
pub use tables::cell_value;
