//! Percentages of which the text also states the change: 由90.2%升至95.7%，提高5.5个百分点.

use super::Paragraph;
use super::growth::words_of_change;
use super::quantities::places;
use crate::amount::Amount;
use crate::figures::Figure;

/// The changes in percentage points that are not the difference of the two percentages before them,
/// and that difference.
pub(super) fn wrong_points<'a>(here: &'a Paragraph) -> Vec<(&'a Figure, Amount)> {
    let points = |f: &Figure| f.unit == "个百分点" && !f.approximate;
    if !here.figures.iter().any(points) {
        return Vec::new();
    }
    let percent = |f: &Figure| matches!(f.unit, "%" | "％") && !f.approximate;
    let decimals = |f: &Figure| places(f, here.line);
    let all: Vec<&Figure> = here.figures.iter().filter(|f| f.is_quantity()).collect();
    let wrong = all.windows(3).filter_map(|three| {
        let [first, second, change] = three else { return None };
        let one = first.sentence == change.sentence;
        if !(one && points(change) && percent(first) && percent(second) && moves(here.line, three))
        {
            return None;
        }
        let right = (first.value - second.value).abs();
        // A change may be rounded further than its percentages.
        let cut = decimals(change) < decimals(first).max(decimals(second));
        let least = 10i128.pow(6 - decimals(change).min(6));
        let apart = (right - change.value).abs().millionths();
        let wrong = if cut { apart >= least } else { apart > 0 };
        wrong.then_some((*change, right))
    });
    wrong.collect()
}

/// Whether the text goes from one percentage to the other, or compares them, and then says the change.
fn moves(line: &str, three: &[&Figure]) -> bool {
    const MOVES: &[&str] = &["升", "提高", "增", "降", "减", "回落", "到", "至"];
    const SEVERAL: &[&str] = &["分别", "；", ";", "、", "率", "度"];
    const SHORT: usize = 12;
    let gap = |i: usize| {
        let gap = &line[three[i].whole.end..three[i + 1].number.start];
        gap.trim_start_matches(['，', ',', '（', '('])
    };
    let (between, said) = (gap(0), gap(1));
    let goes = MOVES.iter().any(|w| between.contains(w)) || between.starts_with(['比', '较']);
    let plain = !SEVERAL.iter().any(|w| between.contains(w) || said.contains(w));
    let word = words_of_change(line, three[2]);
    let rest = said.trim_end_matches('了').strip_suffix(word);
    let only = !word.is_empty() && rest.is_some_and(|rest| rest.chars().count() <= 2);
    goes && plain && only && between.chars().count() <= SHORT
}
