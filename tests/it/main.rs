//! Integration tests in one binary.

mod laws;
mod layering;
mod random;
mod rules;
mod seed;
