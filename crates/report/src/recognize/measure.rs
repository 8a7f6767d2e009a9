//! Units that are written above, below or in a table and are not those of the form: tens of
//! applications, per cent, thousands of yuan. Then the figures are not what they seem, and stay blank.

use super::layout::Line;
use super::placed::Placed;
use crate::document::{Note, NoteLevel};
use crate::form::Form;
use crate::text::key;

/// Most characters of a text that names a unit.
const LONGEST: usize = 60;
/// Most lines between such a text and its table.
const NEAR: usize = 2;

/// Leaves out the figures of tables with other units, each row with a note.
pub(super) fn leave_out(form: &'static Form, lines: &[Line], placed: &mut [Placed]) {
    for (first, end, found) in placed {
        let text = |line: &&Line| line.grid.is_none();
        let above = lines[..*first].iter().rev().take(NEAR).take_while(text);
        let below = lines[*end..].iter().take(NEAR).take_while(text);
        let beside: Vec<&str> = above.chain(below).map(|line| line.text.as_ref()).collect();
        let own = &lines[*first..*end];
        let cells = own.iter().filter_map(|line| line.grid).flat_map(|g| g.rows.iter().flatten());
        let lines = own.iter().filter(text).map(|line| line.text.as_ref());
        let inside: Vec<&str> = cells.map(|cell| cell.text.as_str()).chain(lines).collect();
        let counted = inside.iter().chain(&beside).find_map(|t| unit(t).filter(|u| !is_money(u)));
        let written = inside.iter().any(|t| t.contains("万元"));
        let paid = beside.iter().filter(|_| !written).find_map(|t| unit(t).filter(|u| is_money(u)));
        let mut told: Vec<&str> = Vec::new();
        let (places, notes) = (&found.places, &mut found.notes);
        found.cells.retain(|(id, _)| {
            let Some(cell) = form.cells().iter().find(|cell| cell.id == *id) else { return true };
            let head = cell.column.heads.last().copied().unwrap_or_default();
            let money = cell.row.unit.ends_with('元') || head.contains("金额");
            let Some(unit) = (if money { &paid } else { &counted }) else { return true };
            if !told.contains(&cell.row.id) {
                told.push(cell.row.id);
                let name = if cell.row.label.is_empty() { head } else { cell.row.label };
                let message = format!("“{name}”：表上写的单位是“{unit}”，这一行的数没有读入");
                let place = places.iter().find(|(of, _)| of == id).map(|(_, place)| place.clone());
                notes.push(Note { place, ..Note::new(NoteLevel::Lost, message) });
            }
            false
        });
    }
}

fn is_money(unit: &str) -> bool {
    unit.ends_with('元')
}

/// The unit that a text names, if it is none of the form's: 单位：十件, （千件）, 以十件计.
fn unit(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let text = key(text);
    let end = |t: &str| t.find([')', ',', ';', '、', '。']).map_or(t.len(), |at| at);
    let named = text.split_once("单位:").map(|(_, unit)| &unit[..end(unit)]);
    if let Some(unit) = named {
        let money = is_money(unit) && unit != "万元";
        return (money || is_multiple(unit, true)).then(|| unit.to_string());
    }
    let remark = text.rsplit_once('(').map(|(_, unit)| &unit[..end(unit)]);
    let by = text.split_once('以').and_then(|(_, unit)| unit.split_once('计'));
    let words = [remark, by.map(|(unit, _)| unit)].into_iter().flatten();
    words.into_iter().find(|unit| is_multiple(unit, false)).map(String::from)
}

/// Whether a unit is a share or a multiple of one that counts; `written` also in figures.
fn is_multiple(unit: &str, written: bool) -> bool {
    let times = unit.strip_suffix(['件', '条', '个', '人', '次', '项', '宗', '份', '篇']);
    let counts = |c: char| "十百千万亿".contains(c) || written && c.is_ascii_digit();
    let multiple = |times: &str| !matches!(times, "" | "1") && times.chars().all(counts);
    matches!(unit, "%" | "‰" | "百分比") || times.is_some_and(multiple)
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn other_units_are_known() {
        for text in [
            "单位：十件",
            "（单位：千件）",
            "自然人（百件）",
            "（以十件计）",
            "单位：%",
            "单位：10件",
        ] {
            assert!(unit(text).is_some(), "{text}");
        }
        for text in [
            "单位：件",
            "（单位：件、万元）",
            "单位：万元",
            "第二十条第（一）项",
            "（2024年）",
            "单位：人次",
        ] {
            assert_eq!(unit(text), None, "{text}");
        }
        assert_eq!(unit("单位：千元").as_deref(), Some("千元"));
    }
}
