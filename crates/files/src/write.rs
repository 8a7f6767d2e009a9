//! Writers: one file for each format, with a function `file`. The same report always gives the same
//! bytes.

use std::fmt::Write;

use report::{Report, formats};
use serde::Deserialize;

use crate::error::{Code, Error};

pub mod csv;
pub mod docx;
pub mod fragment;
pub mod html;
mod json;
pub mod notices;
pub(crate) mod outcome;
pub mod overview;
pub mod picture;
pub mod receipt;
pub mod register;
mod sheet;
pub mod txt;
pub mod xlsx;

/// What a file may show besides its report. Each writer takes what its format has.
#[derive(Clone, Copy)]
pub struct With<'a> {
    /// Last year's report.
    pub last: Option<&'a Report>,
    /// The charts.
    pub charts: &'a Charts,
}

/// Which charts (图解) a file shows.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(untagged)]
pub enum Charts {
    /// All of the form, or none.
    All(bool),
    /// Those with these titles.
    Titled(Vec<String>),
}

impl Charts {
    /// Whether the chart with this title is shown.
    pub fn show(&self, title: &str) -> bool {
        match self {
            Charts::All(shown) => *shown,
            Charts::Titled(titles) => titles.iter().any(|shown| shown == title),
        }
    }
}

/// Writes a report as a file.
type Writer = fn(&Report, With) -> Vec<u8>;

macro_rules! writers {
    ($($id:ident $about:tt $(read $read_as:tt)? $(write $label:tt)? $(page $page:tt)?;)*) => {
        &[$($(writers!($id, $label),)?)*]
    };
    ($id:ident, $label:tt) => {
        (stringify!($id), $id::file)
    };
}

/// The writer of every format that can be written.
const WRITERS: &[(&str, Writer)] = formats!(writers);

/// The report as a file of this format, with all its charts; `last` is last year's report. The errors are those
/// of [`write_with`].
pub fn write(report: &Report, last: Option<&Report>, format: &str) -> Result<Vec<u8>, Error> {
    write_with(report, With { last, charts: &Charts::All(true) }, format)
}

/// The report as a file of this format, an id of [`formats::FORMATS`].
///
/// # Errors
/// The format is unknown or cannot be written.
pub fn write_with(report: &Report, with: With, format: &str) -> Result<Vec<u8>, Error> {
    let found = WRITERS.iter().find(|(name, _)| *name == format);
    let (_, writer) = found.ok_or_else(|| {
        Error::new(
            Code::Unsupported,
            format!("暂不能保存为 {format} 格式；可以保存为 {}。", formats::listed()),
        )
    })?;
    Ok(writer(report, with))
}

/// Whether XML forbids a character in text, apart from tabs and line ends.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text escaped for XML and HTML, in attributes too. Characters that XML forbids are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            c if is_forbidden(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// JSON that can be embedded in XML and HTML. Characters that XML forbids, and `<`, occur in JSON
/// only within strings, so they are written as `\u` escapes.
fn portable(json: &str) -> String {
    let mut portable = String::with_capacity(json.len());
    for c in json.chars() {
        let special = c == '<' || is_forbidden(c);
        if special && c != '\n' {
            let _ = write!(portable, "\\u{:04x}", u32::from(c));
        } else {
            portable.push(c);
        }
    }
    portable
}

/// The document's title, for a file's own title field.
fn title(document: &report::document::Document) -> &str {
    use report::document::{Block, Role};
    let titles = document.blocks.iter().filter_map(|b| match b {
        Block::Paragraph(p) if p.role == Role::Title => Some(p.text.as_str()),
        _ => None,
    });
    titles.into_iter().next().unwrap_or("政府信息公开工作年度报告")
}
