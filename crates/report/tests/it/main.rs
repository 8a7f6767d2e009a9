//! Tests of the crate as its users see it, in one binary.

mod desk;
mod diagnose;
mod docs;
mod documents;
mod drafting;
mod edges;
mod findings;
mod labelled;
mod laws;
mod layering;
mod layouts;
mod progress;
mod prose;
mod reading;
mod rows;
mod rules;
mod rules_2019;
mod rules_names;
mod rules_words;
mod sheets;
mod small;
mod steps;
mod structure;
mod verdicts;
mod whose;
mod words;
