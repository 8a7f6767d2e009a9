//! Lines of Chinese text: where they may end, and how they are filled.

use std::ops::Range;

use crate::fonts::Glyph;

/// What may not begin a line.
const CLOSING: &str = "，。、；：？！）》」』】〕〉〗｝”’…—·％‰℃%)]},.;:?!々ー";
/// What may not end one.
const OPENING: &str = "（《「『【〔〈〖｛“‘￥＄＃$#([{";

/// Breaks glyphs into lines, of which the first is `first` ems wide and the others `rest`. A line of
/// no glyphs is one line.
pub fn lines(glyphs: &[Glyph], first: f32, rest: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < glyphs.len() || lines.is_empty() {
        let room = if start == 0 { first } else { rest };
        let end = end_of_line(glyphs, start, room);
        lines.push(start..end);
        start = end;
    }
    lines
}

fn end_of_line(glyphs: &[Glyph], start: usize, room: f32) -> usize {
    let (mut sum, mut may_end, mut at) = (0.0, start, start);
    while at < glyphs.len() {
        let glyph = glyphs[at];
        sum += glyph.width;
        // Spaces may hang over the margin.
        if sum > room + 0.001 && at > start && glyph.c != ' ' {
            return if may_end > start { may_end } else { at };
        }
        at += 1;
        if at < glyphs.len() && may_part(glyph.c, glyphs[at].c) {
            may_end = at;
        }
    }
    at
}

/// Whether a line may end between two characters.
fn may_part(before: char, after: char) -> bool {
    if after == ' ' || before == ' ' {
        return before == ' ' && after != ' ';
    }
    !CLOSING.contains(after) && !OPENING.contains(before) && !joined(before, after)
}

/// Whether two characters are parts of a word or number.
fn joined(before: char, after: char) -> bool {
    let of_word = |c: char| c < '\u{2000}' && c != ' ' || ('０'..='９').contains(&c);
    of_word(before) && of_word(after)
}

/// The width of a line in ems without the spaces at its end.
pub fn width(glyphs: &[Glyph]) -> f32 {
    let end = glyphs.iter().rposition(|g| g.c != ' ').map_or(0, |at| at + 1);
    glyphs[..end].iter().map(|g| g.width).sum()
}

/// By how many ems the gaps of a line are widened, so that it fills the room: for each glyph the
/// space behind it. Words and numbers stay as they are; a line that is far too short does, too.
pub fn spread(glyphs: &[Glyph], room: f32) -> Vec<f32> {
    let mut spaces = vec![0.0; glyphs.len()];
    let end = glyphs.iter().rposition(|g| g.c != ' ').unwrap_or(0);
    let gaps: Vec<usize> = (0..end).filter(|at| !joined(glyphs[*at].c, glyphs[at + 1].c)).collect();
    let each = (room - width(glyphs)) / gaps.len().max(1) as f32;
    if each > 0.0 && each < 0.5 {
        gaps.into_iter().for_each(|at| spaces[at] = each);
    }
    spaces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Key;

    fn broken(text: &str, width: f32) -> Vec<String> {
        let wide = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let glyph = |c| Glyph { c, font: Key::Face(0, 0), code: 0, width: wide(c) };
        let glyphs: Vec<Glyph> = text.chars().map(glyph).collect();
        let text = |line: Range<usize>| glyphs[line].iter().map(|g| g.c).collect();
        lines(&glyphs, width, width).into_iter().map(text).collect()
    }

    #[test]
    fn a_line_neither_begins_with_a_closing_mark_nor_ends_with_an_opening_one() {
        assert_eq!(broken("主动公开信息，依申请", 6.0), ["主动公开信", "息，依申请"]);
        assert_eq!(broken("依照本条例的《规定》办理", 7.0), ["依照本条例的", "《规定》办理"]);
        assert_eq!(broken("全年……没有", 3.0), ["全", "年……", "没有"]);
    }

    #[test]
    fn numbers_and_words_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(broken("共收到申请1234件", 6.0), ["共收到申请", "1234件"]);
        assert_eq!(broken("比率23.5%以上", 4.0), ["比率", "23.5%以上".get(..8).unwrap(), "上"]);
        assert_eq!(broken("abcdefgh", 2.0), ["abcd", "efgh"]);
        assert_eq!(broken("", 2.0), [""]);
        assert_eq!(broken("one two", 2.0), ["one ", "two"]);
    }

    #[test]
    fn a_line_is_filled_between_characters_and_not_within_numbers() {
        let glyph = |c| Glyph { c, font: Key::Face(0, 0), code: 0, width: 1.0 };
        let line: Vec<Glyph> = "共12件".chars().map(glyph).collect();
        assert_eq!(spread(&line, 4.5), [0.25, 0.0, 0.25, 0.0]);
        assert_eq!(spread(&line, 9.0), [0.0; 4]);
    }
}
