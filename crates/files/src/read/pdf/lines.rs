//! Characters to lines of text.

use report::document::AsideKind;

use super::ink::Glyph;
use crate::read::asides;

/// A line, or the part of it within one cell.
#[derive(Clone, Debug)]
pub struct Line {
    pub left: f32,
    pub right: f32,
    /// The base line, in points from the top.
    pub y: f32,
    pub size: f32,
    pub pieces: Vec<Piece>,
    /// Width of the characters at the beginning that must stay together.
    pub head: f32,
}

/// Text between two wide gaps.
#[derive(Clone, Debug)]
pub struct Piece {
    pub left: f32,
    pub right: f32,
    pub text: String,
}

/// Widths of gaps in ems: between words, and between columns.
const WORD: f32 = 0.18;
const COLUMN: f32 = 1.6;

impl Line {
    pub fn text(&self) -> String {
        self.joined(" ")
    }

    pub fn joined(&self, by: &str) -> String {
        let pieces: Vec<String> = self.pieces.iter().map(|p| asides::plain(&p.text)).collect();
        pieces.join(by)
    }

    /// The text of a cell, including the marks of asides.
    pub fn marked(&self) -> String {
        let pieces: Vec<&str> = self.pieces.iter().map(|p| p.text.as_str()).collect();
        pieces.join(" ")
    }
}

/// Sorts characters into lines, from top to bottom.
pub fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.start.1.total_cmp(&b.start.1).then(a.start.0.total_cmp(&b.start.0)));
    let mut lines = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let same = row.last().is_some_and(|last| {
            // Spaces may be of any font and must not join lines.
            let size = last.size.min(glyph.size);
            glyph.start.1 - last.start.1 <= size * 0.3
                && glyph.start.1 - row[0].start.1 <= size * 0.5
        });
        if !same {
            lines.extend(line(std::mem::take(&mut row)));
        }
        row.push(glyph);
    }
    lines.extend(line(row));
    lines
}

/// Whether a line must not end between two characters.
fn tied(a: char, b: char) -> bool {
    const OPENING: &str = "（《〈“‘「『【〔([{";
    const CLOSING: &str = "）》〉”’」』】〕)]}，。、；：！？…—·％%,.;:!?";
    let latin = |c: char| c.is_ascii_graphic() || "—–…".contains(c);
    OPENING.contains(a) || CLOSING.contains(b) || latin(a) && latin(b)
}

/// Whether this is a digit much smaller than the text before it, such as the mark of a note.
fn is_small(glyph: &Glyph, before: f32) -> bool {
    const SMALL: f32 = 0.72;
    glyph.c.is_ascii_digit() && glyph.size < before * SMALL
}

/// A character, between marks if it is not plain text.
fn written(glyph: &Glyph, before: f32) -> String {
    let look = glyph.look.or(is_small(glyph, before).then_some(AsideKind::Raised));
    let c = glyph.c.to_string();
    if look == Some(AsideKind::Doubt) {
        return c + &asides::marked(AsideKind::Doubt, "被批注盖住或在页面以外的字");
    }
    look.map_or(c.clone(), |look| asides::marked(look, &c))
}

/// Makes a line of the characters on one base line.
fn line(mut row: Vec<Glyph>) -> Option<Line> {
    row.sort_by(|a, b| a.start.0.total_cmp(&b.start.0));
    // The size of the letters before it, not counting marks of notes.
    let mut main = 0.0;
    let mut line: Option<Line> = None;
    let mut last: Option<Glyph> = None;
    let mut blank = false;
    for glyph in row {
        if glyph.c.is_whitespace() {
            blank = true;
            continue;
        }
        if glyph.c.is_control() {
            continue;
        }
        let (left, right) = (glyph.start.0, glyph.end.0.max(glyph.start.0));
        let Some(line) = &mut line else {
            last = Some(glyph);
            blank = false;
            main = glyph.size;
            let pieces = vec![Piece { left, right, text: written(&glyph, main) }];
            let (y, size) = (glyph.start.1, glyph.size);
            line = Some(Line { left, right, y, size, pieces, head: right - left });
            continue;
        };
        let Some(before) = last else { continue };
        // A character that is printed twice with a tiny offset looks bold; it counts once.
        if before.c == glyph.c && left - before.start.0 < glyph.size * 0.15 {
            continue;
        }
        let gap = (left - line.right) / glyph.size.max(before.size);
        let words = before.c.is_ascii_alphanumeric() && glyph.c.is_ascii_alphanumeric();
        let piece = line.pieces.last_mut()?;
        if gap > COLUMN {
            main = glyph.size;
            line.pieces.push(Piece { left, right, text: written(&glyph, main) });
        } else {
            if blank || gap > WORD && words || gap > 1.0 {
                piece.text.push(' ');
            } else if line.head == line.right - line.left && tied(before.c, glyph.c) {
                line.head = right - line.left;
            }
            piece.text.push_str(&written(&glyph, main));
            main = if is_small(&glyph, main) { main } else { glyph.size };
            piece.right = right;
        }
        line.right = line.right.max(right);
        if glyph.size > line.size {
            (line.size, line.y) = (glyph.size, glyph.start.1);
        }
        last = Some(glyph);
        blank = false;
    }
    line
}
