//! Fields: a code, which is not shown, and mostly a result, which is. Control characters mark where
//! the code begins, where the result begins, and where the field ends.

use super::mark;

/// For each unit whether it belongs to the code of a field. A field without an end counts as text.
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
