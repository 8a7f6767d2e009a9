//! Tests of the crate as its users see it, in one binary.

mod corpus;
mod laws;
mod office;
mod readers;
