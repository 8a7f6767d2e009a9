//! Tests of the crate as its users see it, in one binary.

mod annotate;
mod copies;
mod corpus;
mod damage;
mod laws;
mod office;
mod pdf;
mod readers;
mod valid;
