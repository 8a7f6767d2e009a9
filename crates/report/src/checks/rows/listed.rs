//! Parts that a text lists after their total without 其中.

use super::{COUNTING, Paragraph, are_channels, is_counted, is_near, name};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::words::WordList;

/// A longer list is none of parts of one total.
const ITEMS: usize = 30;

/// The parts that follow a total as items with bare names: 26期，线上17期、线下9期. Names that say
/// what happened next to some of the total (办结, 移送) are none.
pub(super) fn listed<'a>(here: &'a Paragraph<'a>, at: usize) -> Vec<&'a Figure> {
    let whole = &here.figures[at];
    if let Some(both) = opposites(here, at) {
        return both;
    }
    let mut parts: Vec<&Figure> = Vec::new();
    let (mut from, mut by_semicolons) = (whole.whole.end, false);
    for figure in
        here.figures[at + 1..].iter().take_while(|f| f.sentence == whole.sentence).take(ITEMS)
    {
        let gap = &here.line[from..figure.number.start];
        from = figure.whole.end;
        if figure.is_share() && item(gap, false).is_some_and(|name| name.starts_with('占')) {
            continue;
        }
        let same = figure.unit == whole.unit && is_counted(figure) && figure.part_of.is_none();
        let Some(name) = item(gap, parts.is_empty()).filter(|_| same) else { break };
        if ["另", "还有", "此外"].iter().any(|w| name.starts_with(w)) {
            return Vec::new();
        }
        // 当面6件，网上8件；答复14件: after a semicolon the text turns to something else.
        let turns = parts.len() > 1 && gap.starts_with(['；', ';']) && !by_semicolons;
        if turns || STAGES.is_in(name) {
            break;
        }
        by_semicolons |= parts.len() == 1 && gap.starts_with(['；', ';']);
        parts.push(figure);
    }
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    let lead = &here.line[whole.whole.end..first.number.start];
    let names: Vec<&str> = parts.iter().map(|p| name(here, p, COUNTING)).collect();
    let open = here.line[last.whole.end..].starts_with('等');
    let near = |one_in| is_near(&parts, whole.value, one_in);
    let one = (parts.iter().map(|p| p.value).sum::<Amount>() - whole.value).abs();
    // A list without a total begins with a name of the same kind.
    let noun = lead.find(MARKS).map_or(0, |at| lead[..at].chars().count());
    let total = name(here, whole, COUNTING).chars().count() + noun;
    let single = names.iter().flat_map(|name| name.split(['和', '及', '与']));
    let shorter = single.map(|name| name.chars().count()).all(|n| (1..total).contains(&n));
    let bare = names.iter().all(|name| name.chars().count() <= 6) && shorter;
    let close = near(if here.line[first.whole.end..].starts_with('、') { 10 } else { 20 });
    let complete = lead.contains(['：', ':']) && near(5)
        || are_twins(&names) && shorter && (near(5) || one <= Amount::whole(1))
        || bare && (close || one <= Amount::whole(1));
    // What is published elsewhere too need not be named.
    let slack = one.times(200).is_some_and(|d| d <= whole.value.max(Amount::whole(200)));
    let elsewhere = !slack && are_channels(here.line, &parts);
    if open || elsewhere || !complete { Vec::new() } else { parts }
}

/// The two parts after a total of which one is what the other is not: 已采纳40条，未采纳16条.
fn opposites<'a>(here: &'a Paragraph<'a>, at: usize) -> Option<Vec<&'a Figure>> {
    let whole = &here.figures[at];
    let [yes, no, ..] = &here.figures[at + 1..] else { return None };
    let fits = |f: &Figure| f.sentence == whole.sentence && f.unit == whole.unit && is_counted(f);
    let name = |f: &'a Figure| name(here, f, COUNTING).trim_end_matches('的');
    let (done, not) = (name(yes), name(no));
    let done = done.strip_prefix('已').unwrap_or(done);
    let open = ["尚未", "未", "不", "非"].iter().find_map(|w| not.strip_prefix(w));
    let both = vec![yes, no];
    let told = done.chars().count() > 1 && open == Some(done) && fits(yes) && fits(no);
    (told && is_near(&both, whole.value, 5)).then_some(both)
}

/// What is done with, or happens to, some of a total; and words that compare.
#[rustfmt::skip]
static STAGES: WordList = WordList::new(&[
    "办结", "完成", "答复", "回复", "结转", "转", "移送", "立案", "整改", "采纳", "满意", "增", "减", "共",
    "合计", "另", "比", "通过", "参", "被", "已", "未", "撤", "收到", "受理", "其中",
]);

/// Marks and words between the items of a list.
const MARKS: [char; 9] = ['，', ',', '、', '；', ';', '：', ':', '和', '及'];

/// The name of an item of a list in the words before its figure, if they are nothing else. The words
/// before the first item may begin with the noun of the total.
fn item(gap: &str, first: bool) -> Option<&str> {
    const NOUN: usize = 8;
    const NAME: usize = 12;
    let at = gap.find(MARKS)?;
    let (noun, rest) = gap.split_at(at);
    let name = rest.trim_start_matches(MARKS);
    let noun = noun.chars().count();
    let some = ["主要", "包括", "其中", "例如"].iter().any(|w| name.starts_with(w));
    let fits = noun == 0 || first && noun <= NOUN;
    let bare = !name.contains(['，', ',', '；', ';', '。', '：', ':']) && !some;
    (fits && bare && name.chars().count() <= NAME).then_some(name)
}

/// Whether short names differ in one character only, so that they divide a whole: 线上, 线下.
fn are_twins(names: &[&str]) -> bool {
    let Some(first) = names.first() else { return false };
    let ends = |name: &str| (name.chars().next(), name.chars().next_back());
    let length = first.chars().count();
    let like = |name: &&str| {
        let ((a, z), (b, y)) = (ends(first), ends(name));
        name.chars().count() == length && (a == b || z == y)
    };
    (2..=3).contains(&length) && names.len() > 1 && names.iter().all(like)
}

/// The parts after a total in 共1100元，分别为640元和460元.
pub(super) fn respective<'a>(here: &'a Paragraph<'a>, at: usize) -> Vec<&'a Figure> {
    let whole = &here.figures[at];
    let after = here.figures[at + 1..].iter().take_while(|f| f.sentence == whole.sentence);
    let after: Vec<&Figure> = after.take_while(|f| f.unit == whole.unit).collect();
    let Some(first) = after.first() else { return Vec::new() };
    let lead = here.line[whole.whole.end..first.number.start].trim_start_matches(['，', ',']);
    let joined = |pair: &&[&Figure]| {
        let gap = &here.line[pair[0].whole.end..pair[1].number.start];
        gap.chars().all(|c| "、，和及与".contains(c))
    };
    let count = 1 + after.windows(2).take_while(joined).count();
    if matches!(lead, "分别为" | "分别是") { after[..count].to_vec() } else { Vec::new() }
}
