//! What is anchored at a place in the text: footnotes, endnotes and text boxes.

use std::collections::HashMap;
use std::ops::Range;

use super::file::{File, Part, Plc, table as tables};
use super::mark;
use crate::compound::u32_at;

/// Footnotes and text boxes by the unit of the text at which they are anchored.
pub type Anchored = HashMap<usize, Vec<(Part, Range<usize>)>>;

/// Finds the anchor of each footnote, endnote and text box. Text boxes without one are given the
/// first drawings without a box, and after that no anchor (`usize::MAX`).
pub fn anchored(file: &File) -> Anchored {
    let mut anchored = Anchored::new();
    let main = file.part(Part::Main);
    let texts = |part: Part, number: usize, size: usize| {
        let all = file.part(part);
        let place = move |n: usize| all.start.saturating_add(n).min(all.end);
        let plc = Plc::new(file.table(number), size);
        plc.ranges().map(move |(first, end)| place(first)..place(end)).collect::<Vec<_>>()
    };
    for (part, marks, number) in [
        (Part::Footnotes, tables::FOOTNOTE_MARKS, tables::FOOTNOTES),
        (Part::Endnotes, tables::ENDNOTE_MARKS, tables::ENDNOTES),
    ] {
        let marks = Plc::new(file.table(marks), 2);
        for (i, text) in texts(part, number, 0).into_iter().enumerate().take(marks.len()) {
            anchored.entry(marks.position(i)).or_default().push((part, text));
        }
    }
    let shapes = Plc::new(file.table(tables::SHAPES), 26);
    let place_of: HashMap<u32, usize> = (0..shapes.len())
        .map(|i| (u32_at(shapes.item(i), 0).unwrap_or(0), shapes.position(i)))
        // Only anchors in the main text: a box anchored inside a box could go on without end.
        .filter(|(_, at)| main.contains(at))
        .collect();
    let boxes = Plc::new(file.table(tables::TEXT_BOXES), 22);
    let mut strays = Vec::new();
    // The last item only marks the end.
    for (i, text) in texts(Part::TextBoxes, tables::TEXT_BOXES, 22).into_iter().enumerate() {
        if i + 1 == boxes.len() && i > 0 || text.is_empty() {
            continue;
        }
        let shape = u32_at(boxes.item(i), 14).unwrap_or(0);
        match place_of.get(&shape).filter(|at| file.units.get(**at) == Some(&mark::DRAWING)) {
            Some(at) => anchored.entry(*at).or_default().push((Part::TextBoxes, text)),
            None => strays.push((Part::TextBoxes, text)),
        }
    }
    let mut free = main.filter(|at| file.units[*at] == mark::DRAWING);
    for stray in strays {
        let place = free.find(|at| !anchored.contains_key(at)).unwrap_or(usize::MAX);
        anchored.entry(place).or_default().push(stray);
    }
    anchored
}
