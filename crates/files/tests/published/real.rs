//! `NIANBAO_REPORTS` names the folder of the reports. The suite runs these tests by the name of
//! this module.

mod pages;
pub mod registers;
mod reports;
