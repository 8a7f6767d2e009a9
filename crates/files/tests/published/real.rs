//! `NIANBAO_REPORTS` names the folder of the reports. The suite runs these tests by the name of
//! this module.

#[path = "../it/annotate/anchored.rs"]
mod anchored;
mod annotated;
mod copies;
mod pages;
pub mod registers;
mod reports;
