//! How a severity looks.

use report::Severity;

/// The CSS class that gives a severity its colour and shape.
pub fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}
