//! Words in a cell that may not be part of its plain text. While a text is read they stay in it
//! between marks. In a cell they become [`Aside`]s, on which [`report::recognize`] decides;
//! elsewhere they become plain text or are dropped.

use report::document::{Aside, AsideKind, GridCell};

/// The mark before such words and the mark after them: characters that no text may contain. A
/// character for the kind follows the first mark.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';
/// The character for the first kind; the kinds follow in order.
const FIRST: u32 = 0xfdd2;
const KINDS: [AsideKind; 13] = [
    AsideKind::Raised,
    AsideKind::Struck,
    AsideKind::Hidden,
    AsideKind::Boxed,
    AsideKind::Nested,
    AsideKind::Field,
    AsideKind::Prompt,
    AsideKind::CutOff,
    AsideKind::Unlike,
    AsideKind::Drawn,
    AsideKind::Overlaid,
    AsideKind::Small,
    AsideKind::Doubt,
];

/// Whether a character is one of these marks.
pub fn is_mark(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// The words between marks of this kind.
pub fn marked(kind: AsideKind, words: &str) -> String {
    let place = KINDS.iter().position(|k| *k == kind).unwrap_or(0) as u32;
    let sign = char::from_u32(FIRST + place).unwrap_or(END);
    format!("{BEGIN}{sign}{words}{END}")
}

/// Calls `take` with each character of a text and the kind of aside in which it is, if any.
fn each(text: &str, mut take: impl FnMut(char, Option<AsideKind>)) {
    let mut open: Vec<AsideKind> = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            BEGIN => {
                let place = chars.next().map_or(0, |c| (c as u32).saturating_sub(FIRST));
                open.push(KINDS.get(place as usize).copied().unwrap_or(AsideKind::Hidden));
            }
            END => drop(open.pop()),
            c => take(c, open.last().copied()),
        }
    }
}

/// The text of a paragraph outside tables: superscripts become small figures, the content of boxes
/// and fields stays, all other asides are dropped.
pub fn plain(text: &str) -> String {
    if !text.contains(BEGIN) {
        return text.to_string();
    }
    let mut plain = String::with_capacity(text.len());
    each(text, |c, kind| match kind {
        None
        | Some(
            AsideKind::Boxed
            | AsideKind::Field
            | AsideKind::Unlike
            | AsideKind::Small
            | AsideKind::Overlaid,
        ) => plain.push(c),
        Some(AsideKind::Raised) => plain.push(raised(c)),
        Some(_) => {}
    });
    plain
}

/// The superscript of a digit; other characters stay.
fn raised(c: char) -> char {
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).map_or(c, |digit| FIGURES[digit as usize])
}

/// Splits a cell's text into its plain text and its asides. If a text box is all it has, the box's
/// content becomes the text, and so does white text.
pub fn part(text: String, cell: &mut GridCell) -> String {
    if !text.contains(BEGIN) {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut empty: Vec<Aside> = Vec::new();
    // Small type counts as such directly behind a figure only; elsewhere it is text.
    let mut small = false;
    each(&text, |c, kind| {
        let was = small;
        let figure = |c: char| c.is_ascii_digit();
        small = kind == Some(AsideKind::Small) && (was || figure(c) && plain.ends_with(figure));
        if was && !small && figure(c) {
            // Which of the figures belong together is open.
            plain.push(' ');
        }
        let kind = kind.filter(|kind| small || *kind != AsideKind::Small);
        if kind.is_none_or(|kind| kind == AsideKind::Field) {
            plain.push(c);
        }
        if let Some(kind) = kind {
            cell.put_aside(kind, c.encode_utf8(&mut [0; 4]));
        }
    });
    // A mark without words also has a meaning.
    if text.contains(&marked(AsideKind::CutOff, "")) {
        empty.push(Aside { kind: AsideKind::CutOff, text: String::new() });
    }
    cell.asides.append(&mut empty);
    let blank = plain.trim().is_empty();
    let shown = |aside: &Aside| matches!(aside.kind, AsideKind::Boxed | AsideKind::Unlike);
    let doubt = |aside: &Aside| aside.kind == AsideKind::Doubt;
    let only = cell.asides.iter().any(shown) && cell.asides.iter().all(|a| shown(a) || doubt(a));
    if blank && only {
        let (words, mut doubts): (Vec<Aside>, Vec<Aside>) =
            std::mem::take(&mut cell.asides).into_iter().partition(shown);
        if words.iter().any(|aside| aside.kind == AsideKind::Unlike) {
            doubts.push(Aside { kind: AsideKind::Doubt, text: UNLIKE.into() });
        }
        cell.asides = doubts;
        return words.into_iter().map(|aside| aside.text).collect::<Vec<_>>().join("\n");
    }
    plain
}

/// What a cell has that consists of white or moved words.
const UNLIKE: &str = "与底色相近或移动过的字";

/// Takes note of a small picture in a cell: it may be a figure.
pub fn pictured(cell: &mut GridCell) {
    match cell.text.trim().is_empty() {
        true => cell.put_aside(AsideKind::Drawn, "图片"),
        false => cell.put_aside(AsideKind::Doubt, "图片"),
    }
}
