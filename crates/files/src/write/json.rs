//! The report's own JSON.

use report::Report;

use super::With;

/// The report as a file.
pub fn file(report: &Report, _: With) -> Vec<u8> {
    report::draft::print(report).into_bytes()
}
