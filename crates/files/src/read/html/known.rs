//! How a web page is recognised.

use crate::kind::{Content, Fit};

/// Tags near the beginning of a page.
#[rustfmt::skip]
const TAGS: [&str; 12] = [
    "<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<meta", "<h1", "<span", "<tr",
];

pub fn fits(content: &Content) -> Fit {
    let begin = content.begin();
    let declared = begin.contains("<!doctype html") || begin.contains("<html");
    let tagged = declared || begin.trim_start().starts_with('<');
    if tagged && TAGS.iter().any(|tag| begin.contains(tag)) { Fit::Likely } else { Fit::No }
}
