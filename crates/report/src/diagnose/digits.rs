//! One number typed for another.

use crate::amount::Amount;

/// How a typed number can have come from the right one: a digit is left out (`dropped`), typed
/// twice (`doubled`), two neighbours are exchanged (`transposed`), or one is another (`mistyped`).
/// Both are decimal numbers; 0 is no slip of the hand.
pub(super) fn slip(typed: &str, right: &str) -> Option<&'static str> {
    if typed == "0" || right == "0" || [typed, right].concat().contains(['.', '-']) {
        return None;
    }
    let (typed, right) = (typed.as_bytes(), right.as_bytes());
    let differ: Vec<usize> =
        (0..typed.len().min(right.len())).filter(|&i| typed[i] != right[i]).collect();
    let first = differ.first().copied().unwrap_or(typed.len().min(right.len()));
    if typed.len() + 1 == right.len() {
        return (typed[first..] == right[first + 1..]).then_some("dropped");
    }
    if typed.len() == right.len() + 1 {
        let twice = first > 0 && typed[first - 1] == typed[first];
        return (twice && typed[first + 1..] == right[first..]).then_some("doubled");
    }
    match differ[..] {
        _ if typed.len() != right.len() => None,
        [_] => Some("mistyped"),
        [a, b] if b == a + 1 && typed[a] == right[b] && typed[b] == right[a] => Some("transposed"),
        _ => None,
    }
}

/// What seems to have happened in one cell, or in several totals, in one Chinese sentence without
/// its full stop.
pub(super) fn words(slip: &str, cell: &str, now: Amount, right: Amount, cells: usize) -> String {
    match slip {
        "dropped" => format!("“{cell}”的 {now} 像是漏了一位的 {right}"),
        "doubled" => format!("“{cell}”的 {now} 像是多打了一位的 {right}"),
        "transposed" => format!("“{cell}”的 {now} 像是前后两位打颠倒了的 {right}"),
        "mistyped" => format!("“{cell}”的 {now} 像是打错了一位的 {right}"),
        "unit" => format!("“{cell}”的 {now} 像是按元填的，合 {right} 万元"),
        "blank" => format!("“{cell}”空着，像是没有填的 0"),
        _ if cells > 1 => format!("“{cell}”等 {cells} 个合计像是没有重新计算"),
        _ => format!("“{cell}”的 {now} 像是没有重新合计，各项合计是 {right}"),
    }
}
