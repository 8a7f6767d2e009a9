//! Our own look of a Word file, and in its place that of an office's template.

use std::fmt::Write;

use super::{SECTION, STYLES, plain};
use crate::look::{Look, kept};
use crate::write::escape;

/// The styles that take the look of a part.
pub const STYLED: [(&str, &str); 6] = [
    ("Title", "title"),
    ("Heading1", "heading"),
    ("Heading2", "subheading"),
    ("BodyText", "body"),
    ("TableText", "table"),
    ("TableHead", "head"),
];
/// What a style may have, in the order that Word asks for.
const OF_PARAGRAPH: [&str; 9] = [
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
];
const OF_RUN: [&str; 6] = ["rFonts", "b", "kern", "sz", "szCs", "lang"];
/// Our own pitch of lines, and the size of small type in tables, in half points.
const PITCH: &str = "w:line=\"579\" w:lineRule=\"exact\"";
const SMALL: usize = 18;

/// What of a page the writer must know.
pub struct Frame {
    /// Width between the margins, in twips.
    pub width: usize,
    /// Chinese characters on a line of the report's title, and of a table's title at 16 pt.
    pub title: usize,
    pub caption: usize,
}

impl Frame {
    pub fn of(look: &Look) -> Frame {
        let section = section(look);
        let number = |element, name| attribute(own(&section, element), name)?.parse::<usize>().ok();
        let sides =
            ["left", "right", "gutter"].iter().filter_map(|side| number("pgMar", side)).sum();
        let width = number("pgSz", "w").unwrap_or(0).saturating_sub(sides).max(1000);
        let size = look.get("title.sz.val").and_then(|size| size.parse().ok()).unwrap_or(44);
        Frame { width, title: width / (size.max(2) * 10), caption: width / 320 }
    }
}

/// The part `word/styles.xml`.
pub fn styles(look: &Look) -> String {
    let mut all = plain(STYLES);
    // All other styles follow the body.
    let has = |key: &str| look.keys().any(|k| k.starts_with(key));
    let font = |(key, value): (&String, &String)| {
        let key = key
            .strip_prefix("body.")
            .filter(|k| k.starts_with("rFonts.") || k.starts_with("sz."))?;
        Some((format!("base.{key}"), value.clone()))
    };
    let base: Look = look.iter().filter_map(font).collect();
    restyle(&mut all, "<w:rPrDefault>", "</w:rPrDefault>", "base", &base);
    for (id, part) in STYLED {
        restyle(&mut all, &format!("w:styleId=\"{id}\">"), "</w:style>", part, look);
    }
    if has("body.") {
        let value =
            |name, ours| escape(look.get(&format!("body.spacing.{name}")).map_or(ours, |v| v));
        let (line, rule) = (value("line", "240"), value("lineRule", "auto"));
        all = all.replace(PITCH, &format!("w:line=\"{line}\" w:lineRule=\"{rule}\""));
    }
    let size = |part: &str| look.get(&format!("{part}.sz.val"))?.parse::<usize>().ok();
    let small = size("small").or_else(|| size("table").filter(|size| *size < SMALL));
    all.replace(&format!("\"{SMALL}\""), &format!("\"{}\"", small.unwrap_or(SMALL)))
}

/// The properties of the section.
pub fn section(look: &Look) -> String {
    let mut all: String = SECTION.lines().map(str::trim).collect();
    for name in ["pgSz", "pgMar"] {
        let ours = own(&all, name).to_string();
        all = all.replace(&ours, &element("page", name, look, &ours));
    }
    let grid = element("page", "docGrid", look, "");
    all.replace("</w:sectPr>", &format!("{grid}</w:sectPr>"))
}

/// Gives the first style between these words the look of a part, if the template has that part.
fn restyle(all: &mut String, from: &str, to: &str, part: &str, look: &Look) {
    let prefix = format!("{part}.");
    let Some(start) = all.find(from).filter(|_| look.keys().any(|key| key.starts_with(&prefix)))
    else {
        return;
    };
    let Some(length) = all[start..].find(to) else { return };
    let style = &all[start..start + length];
    let (head, rest) =
        style.split_at(style.find("<w:pPr>").or(style.find("<w:rPr>")).unwrap_or(style.len()));
    let merged = |order: &[&str], tag: &str| {
        let inner: String = order.iter().map(|name| merged(part, name, look, rest)).collect();
        if inner.is_empty() { String::new() } else { format!("<w:{tag}>{inner}</w:{tag}>") }
    };
    let new = format!("{head}{}{}", merged(&OF_PARAGRAPH, "pPr"), merged(&OF_RUN, "rPr"));
    all.replace_range(start..start + length, &new);
}

/// An element of a style: the template's where it may have it, else our own.
fn merged(part: &str, name: &str, look: &Look, style: &str) -> String {
    match name {
        "szCs" => element(part, "sz", look, "").replace("<w:sz", "<w:szCs"),
        "ind" | "jc" if matches!(part, "head" | "table") => own(style, name).to_string(),
        name if kept(name).is_empty() => own(style, name).to_string(),
        name => element(part, name, look, ""),
    }
}

/// An element with the attributes that a look has for a part, or else those of our own element; empty
/// without any.
fn element(part: &str, name: &str, look: &Look, ours: &str) -> String {
    let mut text = String::new();
    for &wanted in kept(name) {
        let given = look.get(&format!("{part}.{name}.{wanted}")).map(String::as_str);
        if let Some(value) = given.or_else(|| attribute(ours, wanted)) {
            let _ = write!(text, " w:{wanted}=\"{}\"", escape(value));
        }
    }
    if text.is_empty() { text } else { format!("<w:{name}{text}/>") }
}

/// The element of this name in one of our own templates; empty if there is none.
fn own<'a>(template: &'a str, name: &str) -> &'a str {
    let start = [' ', '/'].iter().find_map(|end| template.find(&format!("<w:{name}{end}")));
    let element = start.and_then(|start| template[start..].split_inclusive("/>").next());
    element.unwrap_or_default()
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    element.split_once(&format!(" w:{name}=\""))?.1.split('"').next()
}
