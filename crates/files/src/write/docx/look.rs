//! Our own look of a Word file, and in its place that of an office's template.

use std::fmt::Write;

use super::{SECTION, STYLES, plain};
use crate::look::{Look, TAKEN};
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
    restyle(&mut all, "<w:rPrDefault>", "body", look, [&[], &["rFonts", "sz", "szCs", "lang"]]);
    for (id, part) in STYLED {
        restyle(&mut all, &format!("\"{id}\">"), part, look, [&OF_PARAGRAPH, &OF_RUN]);
    }
    let pitch = element("body", "spacing", look, "");
    if let Some(line) = attribute(&pitch, "line") {
        let rule = attribute(&pitch, "lineRule").unwrap_or("auto");
        all = all.replace(PITCH, &format!("w:line=\"{line}\" w:lineRule=\"{rule}\""));
    }
    let size = |part: &str| look.get(&format!("{part}.sz.val"))?.parse::<usize>().ok();
    let small = size("small").or(size("table")).filter(|size| *size < SMALL);
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

/// Gives the style behind these words the look of a part, if the template has that part. `orders` are the
/// elements that it may have, of paragraphs and of runs.
fn restyle(all: &mut String, from: &str, part: &str, look: &Look, orders: [&[&str]; 2]) {
    let has = look.contains_key(&format!("{part}.sz.val"));
    let Some(start) = all.find(from).filter(|_| has) else { return };
    let ends = ["</w:style>", "</w:rPrDefault>"].iter().filter_map(|end| all[start..].find(end));
    let length = ends.min().unwrap_or_default();
    let style = &all[start..start + length];
    let head = style.split("<w:pPr>").next().and_then(|head| head.split("<w:rPr>").next());
    let mut new = head.unwrap_or_default().to_string();
    for (tag, order) in
        ["pPr", "rPr"].into_iter().zip(orders).filter(|(_, order)| !order.is_empty())
    {
        let inner: String = order.iter().map(|name| merged(part, name, look, style)).collect();
        let _ = write!(new, "<w:{tag}>{inner}</w:{tag}>");
    }
    all.replace_range(start..start + length, &new);
}

/// An element of a style: the template's where it may have it, else our own.
fn merged(part: &str, name: &str, look: &Look, style: &str) -> String {
    match name {
        "szCs" => element(part, "sz", look, "").replace("<w:sz", "<w:szCs"),
        "ind" | "jc" if matches!(part, "head" | "table") => own(style, name).to_string(),
        name if TAKEN.iter().any(|(element, _)| *element == name) => element(part, name, look, ""),
        name => own(style, name).to_string(),
    }
}

/// An element with the attributes that a look has for a part, or else those of our own element; empty
/// without any.
fn element(part: &str, name: &str, look: &Look, ours: &str) -> String {
    let mut text = String::new();
    for (_, wanted) in TAKEN.iter().filter(|(element, _)| *element == name) {
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
