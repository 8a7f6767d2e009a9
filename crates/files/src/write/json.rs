//! The report's own JSON.

use report::Report;

/// The report as a file.
pub fn file(report: &Report, _: Option<&Report>) -> Vec<u8> {
    report::draft::print(report).into_bytes()
}
