//! `NIANBAO_REPORTS` names the folder of the reports. The suite finds these tests by this module's name.

mod pages;
mod reports;
