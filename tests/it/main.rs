//! Integration tests in one binary.

mod seed;
