//! Rows whose first words say that a total is divided: 答复结果：公开17件，…; 从渠道看，网上97件，….

use super::{Paragraph, Row, has_carried, is_counted, is_near, is_outcome, is_set, stands_free};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::words;

/// A total is large from this on: that parts come within one of it is then no chance.
const LARGE: u64 = 30;

/// So many characters may name by what a total is divided.
const BY: usize = 7;

/// Marks at which a clause ends.
const MARKS: [char; 7] = ['，', ',', '：', ':', '；', ';', '。'];

/// What a division is by.
#[rustfmt::skip]
const WAYS: &[&str] = &[
    "结果", "情况", "方式", "类别", "分类", "类型", "内容", "渠道", "来源", "形式", "构成", "途径", "载体",
    "主体", "身份", "性质", "对象", "层级", "级别", "部门", "领域", "环节", "阶段", "去向", "用途",
];

/// Whether the words before a figure begin with a clause that divides a total, with the name of the
/// first part after it.
pub(super) fn is_lead(said: &str) -> bool {
    if tells_way(words::behind_last(said, &MARKS)) {
        return true;
    }
    let Some(end) = said.rfind(MARKS) else { return false };
    let (said, mark) = said.split_at(end);
    let clause = words::behind_last(said, &MARKS).trim();
    // 总的来看，全年收到…; 答复结果：全年共…: the figure is a total itself.
    const TOTALS: &[&str] = &["收到", "受理", "接收", "共", "全年", "累计", "办结", "其中", "新增"];
    let name = mark.trim_start_matches(MARKS);
    if words::has(TOTALS, name) || clause.chars().count() > 20 {
        return false;
    }
    match mark.starts_with(['：', ':']) {
        true => is_colon_lead(clause),
        false => is_by(clause),
    }
}

/// Whether a clause names what divides a total, and then its first part: 申请途径为网络.
fn tells_way(clause: &str) -> bool {
    const NAME: usize = 8;
    let tells = |way: &&str| {
        let after = words::find(clause, way).map(|at| &clause[at + way.len()..]);
        let name = after.and_then(|rest| rest.strip_prefix(['为', '是']));
        name.is_some_and(|name| (1..=NAME).contains(&name.chars().count()))
    };
    let may = clause.contains('为') || clause.contains('是');
    may && !clause.contains("主要") && WAYS.iter().any(tells)
}

/// Whether words before a colon announce the parts of a total: 答复结果, 具体为, 分类如下.
fn is_colon_lead(clause: &str) -> bool {
    const SOME: &[&str] = &["主要", "包括", "其中", "如：", "例如", "重点", "典型", "部分"];
    const LISTS: &[&str] = &["如下", "具体为", "具体是", "分别为", "分别是", "分为", "明细", "即"];
    let clause = clause.trim_end_matches(['为', '是', '有']);
    let numbered = crate::text::split_numeral(clause).is_some() || clause.ends_with("开情况");
    let ways = WAYS.iter().any(|w| clause.ends_with(w));
    // 按申请人：公民8件，企业3件
    let ways = ways || clause.starts_with('按') && (2..=BY).contains(&clause.chars().count());
    let lists = LISTS.iter().any(|w| clause.ends_with(w.trim_end_matches(['为', '是'])));
    !numbered && !SOME.iter().any(|w| clause.contains(w)) && (ways || lists || is_by(clause))
}

/// Whether a clause names how a total is divided: 从渠道看, 按类别分, 申请方式上.
fn is_by(clause: &str) -> bool {
    const ENDS: &[&str] = &["看", "分", "分类", "划分", "分为", "统计", "区分", "计"];
    let begins = clause.starts_with(['从', '按', '以']);
    let way = ["上", "方面"].iter().find_map(|w| clause.strip_suffix(w));
    begins && ENDS.iter().any(|w| clause.ends_with(w))
        || way.is_some_and(|c| WAYS.iter().any(|w| c.ends_with(w)))
}

/// The rows of a paragraph that a division begins, each with the total among the figures told last;
/// `before` has the paragraphs before it in its section.
pub(super) fn divided<'a>(here: &'a Paragraph<'a>, before: &'a [Paragraph<'a>]) -> Vec<Row<'a>> {
    let figures = &here.figures;
    let mut rows = Vec::new();
    // What was told in plain sentences; of the last of these the first place.
    let mut told: Vec<(&Paragraph, &Figure)> = Vec::new();
    let mut at = 0;
    while let Some(figure) = figures.get(at) {
        let words = gap(here, at);
        let lead = is_lead(words) && !is_set(here, figure);
        let mut parts = if lead { group(here, at) } else { Vec::new() };
        // 主要类别有：…，其他…: what is left over is a part, too, so the list is whole.
        if parts.is_empty() && words.contains("主要") && is_lead(&words.replacen("主要", "", 1))
        {
            parts = group(here, at);
            let rest = parts.last().map_or("", |last| words_before(here, last));
            if !["其他", "其它", "其余"].iter().any(|w| rest.contains(w)) {
                parts.clear();
            }
        }
        if parts.len() < 2 {
            told.extend(stands_free(figure).then_some((here, figure)));
            at += 1;
            continue;
        }
        if told.is_empty() {
            told = last_told(before);
        }
        let last = parts[parts.len() - 1].number.start;
        let outcomes = parts.iter().all(|p| is_outcome(here, p));
        rows.extend(whole_of(&told, &parts, outcomes).map(|whole| Row::unmarked(whole, parts)));
        at = figures.partition_point(|f| f.number.start <= last);
    }
    rows
}

/// The words between the figure before this one, in the same sentence, and this one.
fn gap<'a>(here: &'a Paragraph, at: usize) -> &'a str {
    let figure = &here.figures[at];
    let last = here.figures[..at].last().filter(|f| f.sentence == figure.sentence);
    let gap = &here.line[last.map_or(figure.sentence.start, |f| f.whole.end)..figure.number.start];
    gap.trim_start_matches(MARKS)
}

/// The clause before a figure.
fn words_before<'a>(here: &'a Paragraph, figure: &Figure) -> &'a str {
    let before = &here.line[figure.sentence.start..figure.number.start];
    words::behind_last(before, &MARKS)
}

/// The figures in the paragraphs before, of which there must be some in the last or the one before.
fn last_told<'a>(before: &'a [Paragraph<'a>]) -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
    let near = before.iter().rev().filter(|p| !p.figures.is_empty()).take(2);
    let near = near.filter(|p| p.figures.len() <= NEAR).collect::<Vec<_>>();
    let free =
        |p: &'a Paragraph<'a>| p.figures.iter().filter(|f| stands_free(f)).map(move |f| (p, f));
    near.into_iter().rev().flat_map(free).collect()
}

/// Among so many figures before a division its total is looked for.
const NEAR: usize = 16;

/// The figures of a division from the first on: to another unit, another division, or a turn of the
/// sentence.
fn group<'a>(here: &'a Paragraph, at: usize) -> Vec<&'a Figure> {
    const ENDS: &[&str] = &["合计", "共", "总计", "增", "减", "比上", "较上", "另"];
    let first = &here.figures[at];
    let people = gap(here, at).contains("申请人") && APPLICANTS.contains(&first.unit);
    let mut parts: Vec<&Figure> = Vec::new();
    let mut by_semicolons = false;
    let own = here.figures[at..].iter().take_while(|f| f.sentence == first.sentence);
    for (i, figure) in own.enumerate() {
        let gap = gap(here, at + i);
        let turn = here.line[..figure.number.start - gap.len()].ends_with(['；', ';']);
        if i > 0 {
            by_semicolons |= parts.len() == 1 && turn;
            let ends = is_lead(gap) || words::has(ENDS, gap);
            if ends || turn && !by_semicolons {
                break;
            }
        }
        if figure.is_share() || figure.enclosed {
            continue;
        }
        let like = figure.unit == first.unit || people && APPLICANTS.contains(&figure.unit);
        if !like || !is_counted(figure) || figure.part_of.is_some() {
            break;
        }
        parts.push(figure);
    }
    parts
}

/// Units in which applicants are counted: 公民47人，企业8家，社会团体3个. Their total is one of requests.
const APPLICANTS: &[&str] = &["人", "名", "家", "个"];

/// The total of these parts among what was told: the one they add up to, also together with a
/// neighbour; else the nearest of those that they come near to. What was carried over has `outcomes`, too.
fn whole_of<'a>(
    told: &[(&'a Paragraph<'a>, &'a Figure)],
    parts: &[&Figure],
    outcomes: bool,
) -> Option<(&'a Paragraph<'a>, &'a Figure)> {
    let unit = parts.first()?.unit;
    let unit = if parts.iter().any(|p| p.unit != unit) { "件" } else { unit };
    let last = &told[told.len().saturating_sub(NEAR)..];
    let wholes: Vec<_> = last.iter().copied().filter(|(_, f)| f.unit == unit).collect();
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    let both = |pair: &[(&Paragraph, &Figure)]| pair[0].1.value + pair[1].1.value == sum;
    let carried = |(p, f): &(&Paragraph, &Figure)| has_carried(&p.line[f.sentence.clone()]);
    // Beside what was carried over only a slip of one in a large total is sure.
    let one = |(_, w): &(&Paragraph, &Figure)| {
        (w.value - sum).abs() <= Amount::whole(1) && w.value >= Amount::whole(LARGE)
    };
    if wholes.windows(2).any(both) {
        return None;
    }
    if wholes.iter().any(carried) {
        return wholes.into_iter().find(one).filter(|_| !outcomes);
    }
    let near = wholes.into_iter().filter(|(_, w)| is_near(parts, w.value, 5));
    near.min_by_key(|(_, w)| (w.value - sum).abs())
}
