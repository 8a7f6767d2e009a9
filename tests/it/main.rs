//! Integration tests in one binary.

mod laws;
mod layering;
mod random;
mod reading;
mod rules;
mod seed;
