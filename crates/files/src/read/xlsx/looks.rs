//! What styles and conditional formats make of the text of cells.

use report::document::{AsideKind, NoteLevel};

use super::{Book, Look, Xml, attribute, each, each_start, is_on, number, place, skip};
use crate::error::Error;
use crate::limits;
use crate::read::colours::{Colour, WHITE};
use crate::read::styles::{Run, colour_of};

/// What each cell style makes of its text: its font strikes it out, or has the colour of the cell.
pub(super) fn looks(text: &str) -> Result<Vec<Option<AsideKind>>, Error> {
    let (mut fonts, mut papers, mut styles) = (Vec::new(), Vec::new(), Vec::new());
    let mut in_cells = false;
    each_start(text, |xml, e| {
        match e.local_name().as_ref() {
            "fonts" | "cellXfs" => in_cells = e.local_name().as_ref() == "cellXfs",
            "cellStyleXfs" | "cellStyles" => in_cells = false,
            "dxfs" => skip(xml, e)?,
            "font" => {
                let mut run = Run::default();
                each(xml, |name, e| run.take(name, e))?;
                fonts.push(run.in_black());
            }
            "fill" => papers.push(paper(xml)?),
            "xf" if in_cells => {
                let font = fonts.get(number(e, "fontId").unwrap_or(0)).copied().unwrap_or_default();
                let paper = papers.get(number(e, "fillId").unwrap_or(0)).copied();
                let look = font.on(paper.unwrap_or(Some(WHITE))).or(None);
                let counts =
                    |kind: &AsideKind| matches!(kind, AsideKind::Struck | AsideKind::Unlike);
                styles.push(look.filter(counts));
            }
            _ => {}
        }
        if fonts.len() + papers.len() + styles.len() > limits::PARAGRAPHS {
            return Err(limits::too_large());
        }
        Ok(())
    })?;
    Ok(styles)
}

/// The colour of the fill just begun; `None` if it is not known.
fn paper(xml: &mut Xml) -> Result<Option<Colour>, Error> {
    let (mut solid, mut patterned, mut found) = (false, false, None);
    each(xml, |name, e| match name {
        "patternFill" => {
            let kind = attribute(e, "patternType").unwrap_or_default();
            solid = kind == "solid";
            patterned = !solid && !matches!(kind.as_str(), "" | "none");
        }
        "gradientFill" => patterned = true,
        "fgColor" => found = colour_of(e),
        _ => {}
    })?;
    Ok(match (solid, patterned) {
        (true, _) => found,
        (_, true) => None,
        _ => Some(WHITE),
    })
}

/// For each conditional format whether it may hide its text or show another one: it has a number
/// format, or a light font.
pub(super) fn changes(text: &str) -> Result<Vec<bool>, Error> {
    let (mut all, mut listed) = (Vec::new(), false);
    each_start(text, |xml, e| {
        match e.local_name().as_ref() {
            "dxfs" => listed = true,
            "dxf" if listed => {
                let (mut run, mut shown) = (Run::default(), false);
                each(xml, |name, e| match name {
                    "numFmt" => shown = true,
                    _ => run.take(name, e),
                })?;
                all.push(shown || run.is_light());
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

/// Reads conditional formats of a range; one that may change what is shown is told.
pub(super) fn changed(
    xml: &mut Xml,
    range: &str,
    look: &Look,
    book: &mut Book,
) -> Result<(), Error> {
    let mut changes = false;
    each(xml, |_, e| {
        let format: Option<usize> = number(e, "dxfId");
        changes |= format.is_some_and(|i| look.changes.get(i).copied().unwrap_or(false));
        changes |= attribute(e, "showValue").is_some_and(|on| !is_on(Some(on)));
    })?;
    let first = range.split([' ', ':']).next().unwrap_or_default();
    if let Some((row, column)) = place(first).filter(|_| changes) {
        let message =
            format!("{range} 的条件格式可能隐去数字或改变显示的数，读入的是单元格里的数，请核对");
        book.sheet().note(NoteLevel::Guessed, message, row, column);
    }
    Ok(())
}
