//! Fields: a code, which is not shown, and mostly a result, which is.

use super::{Body, mark, symbols};

/// What a field without a result shows.
pub enum Drawn {
    Text(String),
    /// The selected choice of a list, which is stored elsewhere in the file.
    Choice,
}

impl Body<'_> {
    /// What a field shows that has no result, if it ends here.
    pub(super) fn drawn_field(&self, end: usize) -> Option<Drawn> {
        let units = &self.file.units;
        let begin = units[end.saturating_sub(400)..end]
            .iter()
            .rposition(|u| matches!(*u, mark::FIELD | mark::RESULT | mark::PARAGRAPH))?;
        let mut begin = end.saturating_sub(400) + begin;
        // A result without a letter is none.
        if units[begin] == mark::RESULT && units[begin + 1..end].iter().all(|u| *u <= 0x20) {
            let first = begin.saturating_sub(400);
            begin = first + units[first..begin].iter().rposition(|u| *u == mark::FIELD)?;
        }
        let code = self.file.words(begin + 1..end);
        if units[begin] != mark::FIELD {
            return None;
        }
        let choice = code.contains("FORMDROPDOWN").then_some(Drawn::Choice);
        symbols::drawn(&code).map(Drawn::Text).or(choice)
    }
}

/// For each unit whether it is the code of a field. A field without an end is none.
pub fn silent(units: &[u16]) -> Vec<bool> {
    let mut depth = vec![0_i32; units.len() + 1];
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        match *unit {
            mark::FIELD => open.push((at, None)),
            mark::RESULT => {
                if let Some(field) = open.last_mut() {
                    field.1.get_or_insert(at);
                }
            }
            mark::FIELD_END => {
                if let Some((begin, result)) = open.pop() {
                    depth[begin] += 1;
                    depth[result.unwrap_or(at)] -= 1;
                }
            }
            _ => {}
        }
    }
    let mut now = 0;
    let step = |d: &i32| {
        now += d;
        now > 0
    };
    depth[..units.len()].iter().map(step).collect()
}
