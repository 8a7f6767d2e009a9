//! Integration tests in one binary.

mod laws;
mod layering;
mod prose;
mod random;
mod reading;
mod real;
mod rules;
mod rules_2019;
mod seed;
