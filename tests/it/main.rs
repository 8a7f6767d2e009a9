//! Integration tests in one binary.

mod laws;
mod random;
mod rules;
mod seed;
