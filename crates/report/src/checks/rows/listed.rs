//! Parts that a text lists after their total without 其中.

use super::names::{are_alike, are_opposite, are_twins, is_level, is_outcome};
use super::{COUNTING, Paragraph, SET, are_channels, clause, is_counted, is_near, is_set, name};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::words;

/// A longer list is none of parts of one total.
const ITEMS: usize = 30;

/// The parts that follow a total as items with bare names: 26期，线上17期、线下9期. Names that say
/// what happened next to some of the total (办结, 移送) are none.
pub(super) fn listed<'a>(here: &'a Paragraph<'a>, at: usize) -> Vec<&'a Figure> {
    let whole = &here.figures[at];
    if let Some(both) = opposites(here, at) {
        return both;
    }
    let all = outcomes(here, at).or_else(|| of_kinds(here, at)).or_else(|| by_steps(here, at));
    if let Some(all) = all {
        return all;
    }
    if is_item(here, at) {
        return Vec::new();
    }
    let mut parts: Vec<&Figure> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    // Where the name of an item ends before a figure in another unit.
    let mut named_to = None;
    let (mut from, mut by_semicolons, mut stages) = (whole.whole.end, false, false);
    for figure in
        here.figures[at + 1..].iter().take_while(|f| f.sentence == whole.sentence).take(ITEMS)
    {
        // 转为公开的19件，2018年以前的11件: a date is part of a name. 2期120人次: two figures of one item.
        let like = counts_like(figure, whole);
        if !figure.is_quantity() || !like && is_coupled(here, figure) {
            let behind = here.line[from..figure.number.start].trim_matches(['共', '计']);
            let whole_name = behind.is_empty();
            from = if whole_name { figure.whole.end } else { from };
            let counted = figure.is_quantity() && !whole_name;
            named_to = if counted { Some(figure.number.start) } else { named_to };
            continue;
        }
        let gap = &here.line[from..figure.number.start];
        from = figure.whole.end;
        if figure.is_share() && item(gap, false).is_some_and(|name| name.starts_with('占')) {
            continue;
        }
        let same = like && is_counted(figure) && figure.part_of.is_none();
        let Some(name) = item(gap, parts.is_empty()).filter(|_| same) else { break };
        stages |= ["另", "还有", "此外"].iter().any(|w| name.starts_with(w));
        // 当面6件，网上8件；答复14件: after a semicolon the text turns to something else.
        let turns = parts.len() > 1 && gap.starts_with(['；', ';']) && !by_semicolons;
        if turns || words::has(LIMITS, name) || is_told_again(name, &names) {
            break;
        }
        stages |= words::has(STAGES, name);
        let to = named_to.take().unwrap_or(figure.number.start);
        names.push(line_name(&here.line[figure.number.start - name.len()..to]));
        by_semicolons |= parts.len() == 1 && gap.starts_with(['；', ';']);
        parts.push(figure);
    }
    let all =
        if stages { is_slip(here, whole, &parts) } else { is_all(here, whole, &parts, &names) };
    if !all {
        return Vec::new();
    }
    if is_beside(here, whole, &parts) { Vec::new() } else { parts }
}

/// Whether a figure is an item of a list itself, and so no total of those behind it.
fn is_item(here: &Paragraph, at: usize) -> bool {
    let whole = &here.figures[at];
    // 维持的8件，纠正1件，其他结果2件
    let next = here.figures.get(at + 1).filter(|f| f.sentence == whole.sentence);
    let outcome = is_outcome(here, whole) && next.is_some_and(|f| is_outcome(here, f));
    // 理由分别是：涉及商业秘密5件，过程性信息4件
    let said = clause(here, whole);
    let lead = here.line[whole.sentence.start..whole.number.start].strip_suffix(said);
    let lead = lead.unwrap_or_default().trim_end_matches(['：', ':']);
    let led = ["分别是", "分别为", "依次是", "依次为"].iter().any(|w| lead.ends_with(w));
    // A total is not enumerated beside its parts.
    outcome || led || here.line[whole.whole.end..].starts_with('、') || is_way(said)
}

/// Whether a name speaks again of one of these: 会后办理128条，会后办理的已经办结119条.
fn is_told_again(name: &str, names: &[&str]) -> bool {
    let rest = |told: &&str| name.strip_prefix(*told);
    names.iter().filter_map(rest).any(|rest| rest.starts_with(['的', '中']))
}

/// Whether a figure has the unit of a total, or one that counts the same: 咨询8906次：电话5413人次.
fn counts_like(figure: &Figure, whole: &Figure) -> bool {
    figure.unit == whole.unit || whole.unit == "次" && figure.unit == "人次"
}

/// The parts of which the text says how many there are: 公告100个，分三类，即工程44个、货物33个、服务23个.
fn of_kinds<'a>(here: &'a Paragraph<'a>, at: usize) -> Option<Vec<&'a Figure>> {
    let (whole, kinds) = (&here.figures[at], here.figures.get(at + 1)?);
    let lead = here.line.get(whole.whole.end..kinds.number.start)?.trim_end_matches(['为', '成']);
    let kind = matches!(kinds.unit, "类" | "种" | "部分" | "项" | "批" | "个");
    if !lead.ends_with('分') || !kind || kinds.sentence != whole.sentence {
        return None;
    }
    let own = here.figures[at + 2..].iter().take_while(|f| f.sentence == whole.sentence);
    let own = own.filter(|f| !f.is_share() && !f.enclosed);
    let parts: Vec<&Figure> = own.take_while(|f| f.unit == whole.unit && is_counted(f)).collect();
    let all = Amount::whole(parts.len() as u64) == kinds.value && parts.len() > 1;
    (all && is_near(&parts, whole.value, 5)).then_some(parts)
}

/// The parts from those above some measure to those below another, which leave none out: 14家，90分以上的5家，80至90分的
/// 7家，80分以下的2家.
fn by_steps<'a>(here: &'a Paragraph<'a>, at: usize) -> Option<Vec<&'a Figure>> {
    const WORDS: usize = 5;
    let whole = &here.figures[at];
    let own = here.figures[at + 1..].iter().take_while(|f| f.sentence == whole.sentence);
    let own = own.enumerate().take(ITEMS).filter(|(_, f)| f.unit == whole.unit && is_counted(f));
    let (mut parts, mut ends) = (Vec::new(), Vec::new());
    for (k, part) in own {
        let measure = &here.figures[at + k];
        let gap = here.line.get(measure.whole.end..part.number.start)?;
        let lead = &here.line[..measure.number.start];
        if measure.unit == part.unit || gap.contains(MARKS) || gap.chars().count() > WORDS {
            break;
        }
        let above = gap.contains("以上") || lead.ends_with("超过") || lead.ends_with("高于");
        let below = ["不足", "低于", "不满"].iter().any(|w| lead.ends_with(w));
        ends.push((above, below || gap.contains("以下")));
        parts.push(part);
    }
    let (first, last) = (*ends.first()?, *ends.last()?);
    let all = first.0 != first.1 && last.0 != last.1 && first.0 == last.1;
    let by_one = (parts.iter().map(|p| p.value).sum::<Amount>() - whole.value).abs();
    let near = by_one <= Amount::whole(1) || is_near(&parts, whole.value, 5);
    (all && near).then_some(parts)
}

/// Whether a figure stands beside others instead of being their total:
/// 住建领域的151件，农业领域的88件，人社领域的64件.
fn is_beside(here: &Paragraph, whole: &Figure, others: &[&Figure]) -> bool {
    let all: Vec<&Figure> = std::iter::once(whole).chain(others.iter().copied()).collect();
    let lead = others.first().map_or("", |first| &here.line[whole.whole.end..first.number.start]);
    let told = ["包括", "分为", "分别", "：", ":"].iter().any(|w| lead.contains(w));
    !told && are_alike(here, &all)
}

/// Whether these words name one way, so that the figure after them is beside those of other ways:
/// 通过平台收到申请5件，邮寄3件.
fn is_way(words: &str) -> bool {
    let several = ["等", "方式", "渠道", "途径", "多种"].iter().any(|w| words.contains(w));
    words.contains("通过") && !several
}

/// The name of an item without what only says that it is counted.
fn line_name(words: &str) -> &str {
    words.trim_end_matches(COUNTING)
}

/// The name of a total; in 培训5期共310人次 that of the figure before it.
fn name_of_total<'a>(here: &'a Paragraph, whole: &Figure) -> &'a str {
    let own = name(here, whole, COUNTING);
    let at = here.figures.partition_point(|f| f.number.start < whole.number.start);
    let before = at.checked_sub(1).and_then(|i| here.figures.get(i));
    let before = before.filter(|_| own.is_empty() && is_coupled(here, whole));
    before.map_or(own, |before| name(here, before, COUNTING))
}

/// Whether a figure and one beside it count the same thing in two units: 2期120人次, 5期共310人次.
fn is_coupled(here: &Paragraph, figure: &Figure) -> bool {
    let at = here.figures.partition_point(|f| f.number.start < figure.number.start);
    let joined = |a: Option<&Figure>, b: Option<&Figure>| {
        let Some((a, b)) = a.zip(b) else { return false };
        let gap = here.line.get(a.whole.end..b.number.start);
        gap.is_some_and(|gap| gap.trim_matches(['共', '计']).is_empty()) && !b.is_share()
    };
    let (before, after) =
        (at.checked_sub(1).and_then(|i| here.figures.get(i)), here.figures.get(at + 1));
    joined(before, Some(figure)) || joined(Some(figure), after)
}

/// Whether the sum of a few parts differs from a large total by one: that is hardly a chance.
fn is_slip(here: &Paragraph, whole: &Figure, parts: &[&Figure]) -> bool {
    const LARGE: u64 = 20;
    // A short name is one of the list: 线上20场，线下12场，两者结合9场.
    const NAME: usize = 4;
    const FEW: usize = 8;
    let sum = parts.iter().map(|p| p.value).sum::<Amount>();
    let by_one = (sum - whole.value).abs() <= Amount::whole(1);
    // The larger the total and the more parts there are, the less does its name matter.
    let sure = whole.value >= Amount::whole(if parts.len() > 2 { LARGE + 10 } else { 10 * LARGE });
    let named = sure || name(here, whole, COUNTING).chars().count() >= NAME;
    by_one && named && whole.value >= Amount::whole(LARGE) && (2..=FEW).contains(&parts.len())
}

/// Whether listed parts are all of a total, by their names and their sum.
fn is_all(here: &Paragraph, whole: &Figure, parts: &[&Figure], names: &[&str]) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let lead = &here.line[whole.whole.end..first.number.start];
    let open = here.line[last.whole.end..].starts_with('等');
    let near = |one_in| is_near(parts, whole.value, one_in);
    let sum = parts.iter().map(|p| p.value).sum::<Amount>();
    let by_one = (sum - whole.value).abs() <= Amount::whole(1);
    // A list without a total begins with a name of the same kind.
    let noun = lead.find(MARKS).map_or(0, |at| lead[..at].chars().count());
    let total = name_of_total(here, whole).chars().count() + noun;
    let single = names.iter().flat_map(|name| name.split(['和', '及', '与']));
    let shorter = single.map(|name| name.chars().count()).all(|n| (1..total).contains(&n));
    let bare = names.iter().all(|name| name.chars().count() <= 6) && shorter;
    let close = near(if here.line[first.whole.end..].starts_with('、') { 10 } else { 20 });
    let said = ["包括", "分别", "具体为", "具体是", "组成"].iter().any(|w| lead.contains(w));
    let complete = lead.contains(['：', ':']) && near(5)
        || are_twins(names) && shorter && (near(5) || by_one)
        || bare && (close || by_one)
        || parts.iter().all(|p| is_level(here, p)) && near(5)
        || said && (near(20) || near(5) && (sum > whole.value || lead.contains("分别")))
        || are_alike(here, parts) && (near(20) || by_one)
        || is_set(here, whole) && parts.len() > 2 && by_one && whole.value >= Amount::whole(SET)
        || is_slip(here, whole, parts);
    // What is published elsewhere too need not be named.
    let apart = (sum - whole.value).abs();
    let slack = apart.times(200).is_some_and(|d| d <= whole.value.max(Amount::whole(200)));
    let elsewhere = !slack && are_channels(here.line, parts);
    complete && !open && !elsewhere
}

/// The two parts after a total of which one is what the other is not: 已采纳40条，未采纳16条.
fn opposites<'a>(here: &'a Paragraph<'a>, at: usize) -> Option<Vec<&'a Figure>> {
    let whole = &here.figures[at];
    // 采纳1207条，采纳率为28%，未采纳的3105条
    let mut next = here.figures[at + 1..].iter().filter(|f| !f.is_share());
    let (yes, no) = (next.next()?, next.next()?);
    let fits = |f: &Figure| f.sentence == whole.sentence && f.unit == whole.unit && is_counted(f);
    let both = vec![yes, no];
    let opposite = are_opposite(name(here, yes, COUNTING), name(here, no, COUNTING));
    let by_one = (yes.value + no.value - whole.value).abs() <= Amount::whole(1);
    let near = by_one || is_near(&both, whole.value, 5);
    (opposite && fits(yes) && fits(no) && near).then_some(both)
}

/// The outcomes told after a total of requests or cases. Their sum may be less, where some are pending;
/// three or more of them, or a sum that is greater, must agree.
fn outcomes<'a>(here: &'a Paragraph<'a>, at: usize) -> Option<Vec<&'a Figure>> {
    let whole = &here.figures[at];
    let own = here.figures[at + 1..].iter().take_while(|f| f.sentence == whole.sentence);
    let own = own.filter(|f| !f.is_share() && !f.enclosed);
    let is = |f: &&Figure| f.unit == whole.unit && is_counted(f) && is_outcome(here, f);
    // 维持14件、纠正4件、其他11件，纠正的4件中…: the text speaks of a part again.
    let mut names: Vec<&str> = Vec::new();
    let new = |f: &&Figure| {
        let name = name(here, f, COUNTING).trim_end_matches('的');
        let new = !names.contains(&name);
        names.push(name);
        new
    };
    let parts: Vec<&Figure> = own.take_while(is).take_while(new).collect();
    let sum = parts.iter().map(|p| p.value).sum::<Amount>();
    // Some outcome may be called by another word.
    let rest = parts.last().map_or("", |last| &here.line[last.whole.end..whole.sentence.end]);
    let first = parts.first().map_or(whole.whole.end, |first| first.whole.end);
    let among = parts.last().and_then(|last| here.line.get(first..last.number.start));
    // 公开50件；部分公开12件；…；信访类9件: the marks part the items, too.
    let end = rest.split(['；', ';']).next().unwrap_or(rest);
    let rest = if among.is_some_and(|a| a.contains(['；', ';'])) { rest } else { end };
    let last = parts.len() > 2 && !rest.contains(whole.unit);
    // More outcomes than cases: of a few cases, by one.
    let over = sum - whole.value == Amount::whole(1) && !end.contains(whole.unit);
    let near = is_near(&parts, whole.value, 5) && (sum > whole.value || last) || over;
    (parts.len() > 1 && near && !is_outcome(here, whole)).then_some(parts)
}

/// What is done with, or happens to, some of a total; and words that compare.
#[rustfmt::skip]
const STAGES: &[&str] = &[
    "办结", "完成", "答复", "回复", "转", "移送", "立案", "整改", "采纳", "满意", "通过", "参", "被", "已",
    "未", "撤",
];
/// Words for another total, what comes from elsewhere, or a comparison.
#[rustfmt::skip]
const LIMITS: &[&str] =
    &["结转", "承接", "上年", "下年", "增", "减", "共", "合计", "比", "收到", "受理", "其中", "与20", "同期"];

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
    let some = ["主要", "其中", "例如"].iter().any(|w| name.starts_with(w));
    let fits = noun == 0 || first && noun <= NOUN;
    let bare = !name.contains(['，', ',', '；', ';', '。', '：', ':']) && !some;
    (fits && bare && name.chars().count() <= NAME).then_some(name)
}

/// The parts after a total in 共1100元，分别为640元和460元.
pub(super) fn respective<'a>(here: &'a Paragraph<'a>, at: usize) -> Vec<&'a Figure> {
    let whole = &here.figures[at];
    let after = here.figures[at + 1..].iter().take_while(|f| f.sentence == whole.sentence);
    let led = |f: &&Figure| here.line[..f.number.start].ends_with(['为', '是']);
    let after = after.skip_while(|f| f.unit != whole.unit && !led(f));
    let after: Vec<&Figure> = after.take_while(|f| f.unit == whole.unit).collect();
    let Some(first) = after.first() else { return Vec::new() };
    let lead = here.line[whole.whole.end..first.number.start].trim_start_matches(['，', ',']);
    let joined = |pair: &&[&Figure]| {
        let gap = &here.line[pair[0].whole.end..pair[1].number.start];
        gap.chars().all(|c| "、，和及与".contains(c))
    };
    let count = 1 + after.windows(2).take_while(joined).count();
    // 共110件；办理提案分别为…: behind a semicolon the text speaks of something else.
    let turns = lead.starts_with(['；', ';']) && lead.chars().count() > 6;
    let names = ["为", "是", ""]
        .iter()
        .filter(|_| !turns)
        .find_map(|w| lead.strip_suffix(w)?.strip_suffix("分别"));
    // 由6个窗口领走，分别为
    let number = format!("{count}个");
    let fits = |names: &str| {
        let listed = names.trim_end_matches('，');
        names.is_empty()
            || names.ends_with('，') && names.contains(&number)
            || count > 2 && listed.split('、').count() == count && !listed.contains('，')
            || names.split(['、', '和', '及', '与']).count() == count && !names.contains('，')
    };
    if names.is_some_and(fits) { after[..count].to_vec() } else { Vec::new() }
}
