//! Which percentage belongs to which figure, and what total it names.

use super::Paragraph;
use super::rows::clause;
use crate::amount::Amount;
use crate::figures::Figure;

/// A percentage, and the total it names.
pub(super) struct Share<'a> {
    pub figure: &'a Figure,
    /// The words between part and percentage: 占申请总数的, 办结率达.
    pub words: &'a str,
    /// The total that these words state with its figure: 占已办结申请（470件）的.
    pub whole: Option<&'a Figure>,
}

/// Marks between a part and its percentage.
const MARKS: [char; 9] = ['，', ',', '（', '(', '）', ')', '、', ' ', '。'];

/// The percentage stated with a part: 258件，占33.9%; 占33.9%（258件）; 占已答复的805件的33.9%;
/// 120件、30件，分别占40%、10%; 办结45件，办结率达93.7%.
pub(super) fn share_of<'a>(here: &'a Paragraph<'a>, part: &Figure) -> Option<Share<'a>> {
    let line = here.line;
    // 三类各占50%、30%、20%: they are those of the parts.
    if is_kinds(part) && ["各占", "分别占"].iter().any(|w| line[part.whole.end..].starts_with(w))
    {
        return None;
    }
    let after = here.figures.partition_point(|f| f.number.start < part.whole.end);
    // 15家超过20个工作日未更新，占25%: a time counts nothing of the total.
    let time = |f: &Figure| {
        f.unit != part.unit && matches!(f.unit, "工作日" | "个工作日" | "天" | "个月" | "季度")
    };
    let skipped = here.figures[after..].iter();
    // 20家得分在90分以上，占80%
    let skipped =
        skipped.take_while(|f| time(f) || !f.is_quantity() && f.sentence == part.sentence);
    let after = &here.figures[after + skipped.count()..];
    let own = after.iter().take_while(|f| f.sentence == part.sentence).count();
    // In 甲类3件、乙类2件。占比分别为60%、40% the next sentence continues the series.
    let next = after.get(own).filter(|f| follows(&line[f.sentence.start..f.number.start]));
    let next = next
        .map_or(0, |next| after[own..].iter().take_while(|f| f.sentence == next.sentence).count());
    let after = &after[..own + next];
    behind(line, part, after).or_else(|| {
        let own = here.figures.partition_point(|f| f.number.start < part.number.start);
        let figure = here.figures[..own].last().filter(|f| is_share(f))?;
        let gap = &line[figure.whole.end..part.number.start];
        let bracket = matches!(gap, "（" | "(");
        let stated =
            ["为", "共", "达", "达到", "有", "计"].contains(&gap.trim_start_matches(MARKS));
        let words = &line[figure.subject.clone()];
        let share = words.rfind('占').map(|at| &words[at..]);
        // 合格率为95.3%（82家合格）
        let deed = line[part.whole.end..part.sentence.end].split(['）', ')']).next().unwrap_or("");
        let rate = words.rsplit(MARKS).next().is_some_and(|w| is_rate(w, deed, figure, false));
        let words = share.or((bracket && rate).then_some(""))?;
        (bracket || stated).then_some(Share { figure, words, whole: None })
    })
}

/// Whether a sentence with this beginning states the percentages of the parts before it.
fn follows(words: &str) -> bool {
    ["占比", "分别占", "所占", "占总"].iter().any(|w| words.trim_start().starts_with(w))
}

fn is_share(figure: &Figure) -> bool {
    matches!(figure.unit, "%" | "％") && !figure.approximate
}

/// The percentage after a part. In a series, each belongs to the part at the same distance before
/// it.
fn behind<'a>(line: &'a str, part: &Figure, after: &'a [Figure]) -> Option<Share<'a>> {
    let first = after.iter().position(is_share)?;
    let gap = |from: &Figure, to: &Figure| &line[from.whole.end..to.number.start];
    let joined = |pair: &[Figure]| {
        is_share(&pair[1])
            && matches!(gap(&pair[0], &pair[1]).trim(), "、" | "和" | "，" | "," | "及" | "与")
    };
    let count = 1 + after[first..].windows(2).take_while(|pair| joined(pair)).count();
    // The words for the percentage begin after the last part; they may name the total with its
    // figure.
    // 10次、6次、4次，共20次，三类各占50%、30%、20%: total and number of the parts are none of them.
    let counts = |f: &Figure| {
        let said = &line[f.subject.clone()];
        f.unit == part.unit && ["共", "合计", "总计"].iter().any(|w| said.ends_with(w))
            || is_kinds(f) && line[f.whole.end..after[first].number.start].starts_with(['各', '分'])
    };
    let apart = after[..first].iter().rev().take_while(|f| count > 1 && counts(f)).count();
    let before = &after[..first - apart];
    let told = |from: &Figure, to: &Figure| words(gap(from, to)).is_some();
    let (others, whole) = match before.split_last() {
        Some((whole, rest))
            if told(rest.last().unwrap_or(part), whole) && whole.unit == part.unit =>
        {
            (rest, Some(whole))
        }
        _ => (before, None),
    };
    if others.len() + 1 > count || others.iter().any(|f| f.unit != part.unit) {
        return None;
    }
    let last = others.last().unwrap_or(part);
    let from = if apart > 0 { &after[first - 1] } else { last };
    let said = gap(from, whole.unwrap_or(&after[first]));
    let figure = &after[first + count - 1 - others.len()];
    // 12个通过验收，通过率为75%: the deed may be told behind the part.
    let clause = said.rfind(['，', ',']).unwrap_or(0);
    let deed = &line[part.subject.start..last.whole.end + clause];
    // 14个乡镇中有13个开通了专栏，开通率达100%: of a set that is told, even all.
    let set = ["中有", "中", "里有", "里"].iter().any(|w| line[..part.number.start].ends_with(w));
    let rate = is_rate(said[clause..].trim_start_matches(MARKS), deed, figure, set);
    // 96件（82%）; 1025份，65.2%: it stands in a bracket behind its part, or with it.
    let closed = line[figure.whole.end..].starts_with(['）', ')']);
    let opened = line[..part.number.start].ends_with(['（', '(']);
    let beside = matches!(said, "（" | "(") || opened && matches!(said, "，" | "," | "、");
    let alone = beside && others.is_empty() && closed && figure.value < Amount::whole(100);
    let words = words(said);
    let words = words.or_else(|| (rate || alone).then_some(""))?;
    Some(Share { figure, words, whole })
}

/// What a percentage is said to be of, if these words say it: 占, 仅占, 比例为.
fn words(said: &str) -> Option<&str> {
    const LEADS: &[char] =
        &['仅', '只', '共', '就', '也', '已', '的', '均', '分', '别', '各', '所'];
    // 9个建成专区，占75%: the noun of the part may stand between.
    let (rough, said) = said.rsplit_once(['，', ',']).unwrap_or(("", said));
    // 超过六成，达到65%
    let exact = matches!(said.trim(), "达到" | "达" | "为" | "即");
    if exact && (rough.ends_with('成') || rough.ends_with("过半") || rough.ends_with("一半")) {
        return Some("");
    }
    let said = said.trim_start_matches(['两', '二', '三', '四']).trim_start_matches('者');
    let said = said.trim_start_matches(MARKS).trim_start_matches(LEADS);
    let share = said.starts_with('占') || ["比例", "比重"].iter().any(|w| said.starts_with(w));
    share.then_some(said)
}

/// Whether a word of two characters is short for what these words say: 建站 for 建立了网站.
fn shortens(word: &str, said: &str) -> bool {
    const NEAR: usize = 5;
    let mut chars = word.chars();
    let (Some(first), Some(last), None) = (chars.next(), chars.next(), chars.next()) else {
        return false;
    };
    said.split_once(first).is_some_and(|(_, rest)| {
        rest.find(last).is_some_and(|at| rest[..at].chars().count() <= NEAR)
    })
}

/// Whether these words call a percentage the rate of what its part counts (办结45件，办结率达). A
/// rate of all, or of all that are due, is no percentage of a total.
fn is_rate(words: &str, part: &str, share: &Figure, of_set: bool) -> bool {
    let words = words.trim_end_matches(['达', '到', '为']);
    let rate =
        ["率", "度", "面", "占比", "比例", "比重"].iter().find_map(|w| words.strip_suffix(w));
    let deed = rate.unwrap_or_default();
    // 收回480份，回收率
    let turned: String = deed.chars().rev().collect();
    (2..=4).contains(&deed.chars().count())
        && (tells(part, deed)
            || part.contains(&turned)
            || !part.contains(deed) && shortens(deed, part))
        && (share.value < Amount::whole(100) || of_set)
}

/// Whether these words tell a deed without denying it: 采纳35条, but not 未采纳8条.
pub(super) fn tells(words: &str, deed: &str) -> bool {
    let denied = |at: usize| words[..at].ends_with(['未', '不', '没']);
    words.match_indices(deed).any(|(at, _)| !denied(at))
}

/// Whether a figure only counts the kinds that were told: 三类.
fn is_kinds(figure: &Figure) -> bool {
    matches!(figure.unit, "类" | "项" | "种" | "个")
}

/// The percentage that the parts before it have together, and how many they are: 两类合计占43.6%,
/// 两者占. `at` is the last of the parts.
pub(super) fn together<'a>(here: &'a Paragraph, at: usize) -> Option<(&'a Figure, usize)> {
    const SUMS: &[&str] = &["合计", "共计", "总计", "一共", "共", ""];
    let last = &here.figures[at];
    let mut after = here.figures[at + 1..].iter().take_while(|f| f.sentence == last.sentence);
    let next = after.next()?;
    let counted = matches!(next.unit, "类" | "项" | "种").then_some(next.value);
    let (share, from) = match counted {
        Some(_) => (after.next()?, next.whole.end),
        None => (next, last.whole.end),
    };
    let clause = here.line[from..share.number.start].rsplit(['，', ',', '；', ';']).next()?;
    let (names, said) = clause.split_once('占')?;
    // 四者占比依次为50%、22%…: each has its own.
    if ["依次", "分别", "各"].iter().any(|w| said.contains(w)) {
        return None;
    }
    let words = names.trim_start_matches(['以', '上', '这', '前']);
    let words = SUMS.iter().find_map(|w| words.strip_suffix(w))?;
    let number = |n: &usize| match counted {
        Some(value) => words.is_empty() && value == Amount::whole(*n as u64),
        None => words.strip_suffix('者').is_some_and(|w| {
            let names = ["两", "三", "四"].get(*n - 2);
            names == Some(&w) || *n == 2 && w == "二"
        }),
    };
    let count = (2..=4).find(number)?;
    is_share(share).then_some((share, count))
}

/// Whether a percentage is of what was saved, so that its total is what there was before: 中标4620万元，节约386万元，节约率7.7%.
pub(super) fn is_saved(here: &Paragraph, share: &Figure) -> bool {
    let said = clause(here, share);
    said.contains('率') && ["节", "减", "降"].iter().any(|w| said.contains(w))
}
