//! Puts the marks of comments into the main part of a Word document: where a comment's words begin,
//! where they end, and behind them the reference to the comment. Nothing else is changed; a run is
//! parted where a mark stands within it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::source::{Piece, Source, Text};

/// What a comment is about.
#[derive(Clone)]
pub enum Anchor {
    /// These letters of the source.
    Letters(Range<usize>),
    /// The paragraph of this number, which has none.
    Paragraph(usize),
}

/// What stands at a place of the part from now on.
#[derive(Default)]
struct Cut {
    /// What ends the parted run before the place, and what begins it again behind.
    before: String,
    after: String,
    ends: String,
    points: String,
    begins: String,
    /// Bytes that are left out behind the place: the `/>` of a paragraph that was empty.
    dropped: usize,
}

/// The part with marks for these comments: number and anchor of each.
pub fn marked(source: &Source, comments: &[(u32, Anchor)]) -> String {
    let mut cuts: BTreeMap<usize, Cut> = BTreeMap::new();
    for (id, anchor) in comments {
        let id = id.to_string();
        let id = [("id", id.as_str())];
        let begin = source.names.element("commentRangeStart", &id, "");
        let reference = source.names.element("commentReference", &id, "");
        let reference = source.names.element("r", &[], &reference);
        let end = source.names.element("commentRangeEnd", &id, "") + &reference;
        match anchor {
            Anchor::Letters(letters) => {
                // The words of a text box stand before those around it, wherever the box is.
                let [first, last] = [letters.start, letters.end - 1];
                let (a, b) = (before(source, first), before(source, last));
                let (c, d) = (behind(source, first), behind(source, last));
                put(&mut cuts, if a.0 <= b.0 { a } else { b }).begins.push_str(&begin);
                put(&mut cuts, if c.0 > d.0 { c } else { d }).ends.push_str(&end);
            }
            Anchor::Paragraph(number) => {
                let cut = put(&mut cuts, within(source, *number));
                cut.points.push_str(&(begin + &end));
            }
        }
    }
    let mut marked = String::with_capacity(source.xml.len());
    let mut from = 0;
    for (at, cut) in cuts {
        marked.push_str(&source.xml[from..at]);
        for piece in [cut.before, cut.ends, cut.points, cut.begins, cut.after] {
            marked.push_str(&piece);
        }
        from = at + cut.dropped;
    }
    marked + &source.xml[from..]
}

fn put(cuts: &mut BTreeMap<usize, Cut>, (at, cut): (usize, Cut)) -> &mut Cut {
    cuts.entry(at).or_insert(cut)
}

/// The place before a letter.
fn before(source: &Source, letter: usize) -> (usize, Cut) {
    let letter = &source.letters[letter];
    let text = &source.texts[letter.text];
    let piece = &source.pieces[text.piece];
    if !text.parts {
        return (piece.bytes.start, Cut::default());
    }
    // White space at the end of a text might be dropped, so it goes with what follows.
    let ahead = &source.xml[text.content.start..letter.bytes.start];
    let at = text.content.start + ahead.trim_end().len();
    if at > text.content.start {
        return (at, parted(source, piece, Some(text), at));
    }
    match text.open.start == piece.first {
        true => (piece.bytes.start, Cut::default()),
        false => (text.open.start, parted(source, piece, None, at)),
    }
}

/// The place behind a letter.
fn behind(source: &Source, letter: usize) -> (usize, Cut) {
    let letter = &source.letters[letter];
    let text = &source.texts[letter.text];
    let piece = &source.pieces[text.piece];
    if !text.parts {
        return (piece.bytes.end, Cut::default());
    }
    let at = letter.bytes.end;
    if !source.xml[at..text.content.end].trim().is_empty() {
        return (at, parted(source, piece, Some(text), at));
    }
    match text.end == piece.last {
        true => (piece.bytes.end, Cut::default()),
        false => (text.end, parted(source, piece, None, at)),
    }
}

/// Parts a run: between what it has, or within a text at this place.
fn parted(source: &Source, run: &Piece, text: Option<&Text>, at: usize) -> Cut {
    let tag = |open: &Range<usize>| &source.xml[open.clone()];
    let name = |open: &Range<usize>| {
        let tag = &source.xml[open.start + 1..open.end];
        tag.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default()
    };
    let mut before = format!("</{}>", name(&run.open));
    let mut after = format!("{}{}", tag(&run.open), tag(&run.properties));
    if let Some(text) = text {
        before.insert_str(0, &format!("</{}>", name(&text.open)));
        let open = tag(&text.open);
        let spaced = source.xml[at..].starts_with(char::is_whitespace);
        match open.strip_suffix('>').filter(|_| spaced && !open.contains("xml:space")) {
            Some(open) => after.push_str(&format!("{open} xml:space=\"preserve\">")),
            None => after.push_str(open),
        }
    }
    Cut { before, after, ..Cut::default() }
}

/// The place within a paragraph without letters.
fn within(source: &Source, number: usize) -> (usize, Cut) {
    let paragraph = &source.paragraphs[number];
    if let Some(piece) = paragraph.within {
        return (source.pieces[piece].bytes.start, Cut::default());
    }
    let open = &source.xml[paragraph.open.clone()];
    let Some(tag) = open.strip_suffix("/>") else {
        return (paragraph.inside, Cut::default());
    };
    let name = tag[1..].split(char::is_whitespace).next().unwrap_or_default();
    let cut = Cut { before: ">".into(), after: format!("</{name}>"), dropped: 2, ..Cut::default() };
    (paragraph.open.start + tag.len(), cut)
}
