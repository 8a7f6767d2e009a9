//! Integration tests in one binary.

mod corpus;
mod desk;
mod diagnose;
mod docs;
mod drafting;
mod laws;
mod layering;
mod layouts;
mod office;
mod prose;
mod random;
mod readers;
mod reading;
mod real;
mod rules;
mod rules_2019;
mod sheets;
