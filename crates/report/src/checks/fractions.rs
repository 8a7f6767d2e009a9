//! Fractions that the text gives in words: 占七成, 占三分之二, 占一半. They are rough, so only what is far from the
//! part's real share is a fault.

use std::ops::Range;

use super::rows::{clause, is_counted, rows};
use super::shares::tells;
use super::{Check, Paragraph, in_prose};
use crate::figures::Figure;
use crate::finding::Finding;
use crate::text::parse_numeral;

/// A fraction may be so many points away from the real share.
const POINTS: i128 = 7;

/// The findings for the fractions of a paragraph that are far from the share of their part; `before` has the
/// paragraphs before it in its section.
pub(super) fn findings(check: &Check, here: &Paragraph, before: &[Paragraph]) -> Vec<Finding> {
    let all = here.line.match_indices(['占', '率']);
    all.filter_map(|(at, word)| wrong_at(check, here, before, at..at + word.len())).collect()
}

fn wrong_at(
    check: &Check,
    here: &Paragraph,
    before: &[Paragraph],
    at: Range<usize>,
) -> Option<Finding> {
    let (at, from) = (at.start, at.end);
    const ABOUT: &[char] = &['约', '近', '过', '超', '逾', '了', '到', '达', '的', '比'];
    let words =
        here.line[from..].split(['，', ',', '；', ';', '。', '、', '（', '）', '(', ')']).next()?;
    let words = words.trim().trim_start_matches(ABOUT);
    let percent = fraction(words)?;
    let told = here.figures.partition_point(|f| f.number.start < at);
    let part = here.figures[..told].last().filter(|f| is_counted(f))?;
    // 72件，占三分之二; but not 网上申请占七成, which may name another part.
    let gap = here.line[part.whole.end..at].trim_start_matches(['，', ',', '、', ' ']);
    // 内容完整的84份，完整率七成: the rate is of what its part is called.
    let rate = here.line[at..].starts_with('率');
    let deed = gap.chars().count() > 1 && tells(clause(here, part), gap);
    if if rate { !deed } else { !["", "约", "大约", "就", "也", "已"].contains(&gap) } {
        return None;
    }
    let own = || here.figures[..told].iter().filter(|f| f.sentence == part.sentence);
    let like =
        |f: &&Figure| is_counted(f) && f.unit == part.unit && f.value > part.value && !f.is_change;
    let rows = rows(here, before);
    let row = rows.iter().find(|row| row.parts.iter().any(|p| p.number == part.number));
    let whole = row.map(|row| row.whole.1).or_else(|| {
        let mut wholes = own().filter(like);
        wholes.next().filter(|f| wholes.next().is_none() && !clause(here, f).contains('占'))
    })?;
    let share = part.value.millionths() * 100 / whole.value.millionths().max(1);
    let right = |whole: &Figure| {
        let share = part.value.millionths() * 100 / whole.value.millionths().max(1);
        (share - percent).abs() <= POINTS
    };
    // 占一半以上 is true of nine tenths.
    let lead = &here.line[from..from + here.line[from..].find(words)?];
    let more =
        words.contains("以上") || words.contains(['多', '余']) || lead.contains(['超', '过', '逾']);
    let wide = more && share >= percent;
    if wide || right(whole) || here.figures[..told].iter().filter(like).any(right) {
        return None;
    }
    let end = from + here.line[from..].find(words)? + words.len();
    let at = if rate { at - gap.len() } else { at };
    let (words, right) = (&here.line[at..end], part.value.percent_of(whole.value, 1));
    let message =
        format!("“{words}”与实际占比 {right}%（{}÷{}）相差较大。", part.value, whole.value);
    Some(Finding { computed: Some(right), ..in_prose(check, &here.place, words, message) })
}

/// What part of a hundred these words are.
fn fraction(words: &str) -> Option<i128> {
    let plain = words
        .trim_end_matches(['多', '余'])
        .trim_end_matches("以上")
        .trim_end_matches(['多', '余']);
    if matches!(plain, "一半" | "半数" | "半") {
        return Some(50);
    }
    let number =
        |text: &str| parse_numeral(text).map(|n| n as i128).filter(|n| (1..=10).contains(n));
    if let Some((of, n)) = plain.split_once("分之") {
        let (of, n) = (number(of)?, number(n)?);
        return (n < of).then_some(n * 100 / of);
    }
    let tenths = plain.strip_suffix('成')?;
    let tenths = if tenths == "两" { Some(2) } else { number(tenths) };
    tenths.map(|n| n * 10).filter(|n| *n < 100)
}
