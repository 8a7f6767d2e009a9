//! What styles make of their text.

use std::collections::HashMap;

use quick_xml::events::BytesStart;
use report::document::AsideKind;

use super::attribute;
use crate::read::colours::{alike, colour, is_light};
use crate::read::styles::{SMALL, is_of_signs};

/// What styles make of their text, by name of the style.
pub type Looks = HashMap<String, AsideKind>;

/// What text properties make of a text, if it is not plain then.
pub fn look(name: &str, e: &BytesStart) -> Option<AsideKind> {
    if name != "text-properties" {
        return None;
    }
    let says = |name: &str| attribute(e, name).unwrap_or_default();
    let struck = ["text-line-through-style", "text-line-through-type"]
        .iter()
        .any(|name| !matches!(says(name).as_str(), "" | "none"));
    let place = says("text-position");
    let height = place.split_whitespace().next().unwrap_or_default().trim_end_matches('%');
    let raised = matches!(height, "super" | "sub") || height.parse().is_ok_and(|h: f32| h != 0.0);
    let paper = says("background-color");
    let ink = colour(&says("color"));
    let faint = match colour(&paper) {
        Some(paper) => ink.is_some_and(|ink| alike(ink, paper)),
        None => ink.is_some_and(is_light),
    };
    let moved = points(&says("letter-spacing")).is_some_and(|n| n <= -2.5)
        || percent(&says("text-scale")).is_some_and(|n| n <= 30.0)
        || !says("text-combine").is_empty() && says("text-combine") != "none"
        || is_of_signs(&says("font-name"))
        || is_of_signs(&says("font-family"));
    let clear = percent(&says("opacity")).is_some_and(|n| n < 5.0);
    (says("display") == "none" || clear)
        .then_some(AsideKind::Hidden)
        .or(struck.then_some(AsideKind::Struck))
        .or(raised.then_some(AsideKind::Raised))
        .or((faint || moved).then_some(AsideKind::Unlike))
        .or(is_small(&says("font-size")).then_some(AsideKind::Small))
}

/// A length as in `5pt` or `0.2cm` in points.
fn points(size: &str) -> Option<f32> {
    let units = [("pt", 1.0), ("in", 72.0), ("cm", 28.35), ("mm", 2.835)];
    let of =
        |(unit, points): &(&str, f32)| Some(size.strip_suffix(unit)?.parse::<f32>().ok()? * points);
    units.iter().find_map(of)
}

/// The number in `58%`.
fn percent(size: &str) -> Option<f32> {
    size.strip_suffix('%')?.parse().ok()
}

/// Whether a size as in `5pt` or `58%` is small.
fn is_small(size: &str) -> bool {
    let number = |unit: &str| size.strip_suffix(unit).and_then(|n| n.parse::<f32>().ok());
    number("pt").is_some_and(|n| n <= SMALL) || number("%").is_some_and(|n| n < 70.0)
}
