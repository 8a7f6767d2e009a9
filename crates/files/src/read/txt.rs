//! Plain text: a line is a paragraph. Tabs between the cells of a line are kept, because a table
//! copied from a spreadsheet is recognised by them.

use std::ops::RangeInclusive;

use report::document::{Document, Note, Role};
use report::text::split_numeral;

use super::{charset, csv};
use crate::error::Error;
use crate::limits;

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    read_as(bytes, None, notes)
}

/// Like [`read`]; `charset` is the one that a mail declares.
pub fn read_as(
    bytes: &[u8],
    charset: Option<&str>,
    notes: &mut Vec<Note>,
) -> Result<Document, Error> {
    limits::step(bytes.len())?;
    let text = charset::decode(bytes, charset, notes);
    if let Some(table) = csv::read(&text, notes)? {
        return Ok(table);
    }
    let mut document = Document::default();
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\n', '\r', '\u{c}', '\u{2028}']) {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        if lines.len() == limits::PARAGRAPHS {
            return Err(limits::too_large());
        }
        let cells = line.trim_matches(|c: char| c.is_whitespace() && c != '\t');
        lines.push(if bare.contains('\t') { cells } else { bare }.to_string());
    }
    for line in unwrapped(lines) {
        document.push(Role::Body, &line);
    }
    Ok(document)
}

/// The lines of a text whose paragraphs were broken at a page's width, joined again. A text is broken so
/// if its longest lines are about equally long and most of them end within a sentence; then each of these
/// goes on in the next one.
fn unwrapped(lines: Vec<String>) -> Vec<String> {
    const WIDTHS: RangeInclusive<usize> = 36..=100;
    const LEAST: usize = 5;
    let widths: Vec<usize> = lines.iter().map(|l| width(l)).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let full = |i: usize| widths[i] * 10 >= widest * 7;
    let within = |i: usize| !lines[i].ends_with(['。', '！', '？', '：', ':', '；', '…']);
    let all = (0..lines.len()).filter(|i| full(*i)).count();
    let broken = (0..lines.len()).filter(|i| full(*i) && within(*i)).count();
    if !WIDTHS.contains(&widest) || broken < LEAST || broken * 4 < all * 3 {
        return lines;
    }
    let mut joined: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (i, line) in lines.iter().enumerate() {
        match joined.last_mut().filter(|_| goes_on && split_numeral(line).is_none()) {
            Some(last) => last.push_str(line),
            None => joined.push(line.clone()),
        }
        goes_on = full(i) && within(i) && !line.contains('\t');
    }
    joined
}

/// The width of a line in halves of a Chinese character.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    fn lines(text: &str) -> Vec<String> {
        text.split('\n').map(Into::into).collect()
    }

    #[test]
    fn lines_of_a_page_are_joined() {
        let broken = "一、总体情况\n（一）全县通过政府网站公开信息六千四百二十条，其\n中部门四千八百条、乡镇一千五百条，规范性文件制\n\
                      发十三件、废止十七件。\n（二）全县新收申请一百三十三件，自然人一百一十七\n件，法人或者其他组织十六件，已办结一百三十三件\n\
                      ，予以公开四十七件，部分公开十九件，结转六件，\n无法提供三十三件。\n二、主动公开";
        assert_eq!(
            unwrapped(lines(broken)),
            [
                "一、总体情况",
                "（一）全县通过政府网站公开信息六千四百二十条，其中部门四千八百条、乡镇一千五百条，规范性文件制发十三件、废止十七件。",
                "（二）全县新收申请一百三十三件，自然人一百一十七件，法人或者其他组织十六件，已办结一百三十三件，予以公开四十七件，部分公开十九件，结转六件，无法提供三十三件。",
                "二、主动公开",
            ]
        );
    }

    #[test]
    fn whole_paragraphs_stay() {
        let whole = "一、总体情况\n全县通过政府网站公开信息六千四百二十条。\n全县新收申请一百三十三件，均按期答复。\n\
                     全年没有收取费用，没有行政复议和诉讼。\n全县共举办培训班三期，一百二十人参加。\n二、主动公开";
        assert_eq!(unwrapped(lines(whole)), lines(whole));
    }
}
