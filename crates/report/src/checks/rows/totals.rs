//! Totals that are told after their parts: 甲3件，乙2件，合计5件.

use super::names::is_outcome;
use super::{NEAR, Paragraph, Row, clause, is_counted, is_set, shares_a_word, stands_free};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::steps;
use crate::words;

/// So long may be the name of the kinds that a total is of.
const KIND: usize = 4;

/// A total is large from this on.
const LARGE: u64 = 30;

/// Names of a total after its parts, alone or before what is counted: 合计, 全年共公开信息.
const TOTALS: &[&str] = &["共计", "合计", "总计", "总共", "总数", "总量", "共", "计", "相加"];

/// Where the parts begin of which the figures from `from` to `to`, one sentence, are the total: with the sentence
/// before, if this one is nothing but 合计111件.
pub(super) fn begin(here: &Paragraph, from: usize, to: usize) -> usize {
    let alone = to - from == 1 && TOTALS.contains(&clause(here, &here.figures[from]));
    let Some(last) = from.checked_sub(1).filter(|_| alone).map(|i| &here.figures[i]) else {
        return from;
    };
    here.figures.partition_point(|f| f.number.start < last.sentence.start)
}

/// The figures of a sentence from `from` on of which the one at `at` is the total: it says so, and
/// counts the same things.
pub(super) fn row_before<'a>(here: &'a Paragraph<'a>, from: usize, at: usize) -> Option<Row<'a>> {
    let total = here.figures.get(at).filter(|f| stands_free(f))?;
    let named = clause(here, total);
    const SPANS: [&str; 6] = ["全年", "本年度", "今年", "全市", "全县", "全区"];
    let named = SPANS.iter().fold(named, |n, w| words::without_start(n, w));
    let (kinds, named) = kinds_together(named);
    let alone = TOTALS.iter().find_map(|w| named.strip_prefix(w));
    // 三类作品共456件
    let of_kinds = || {
        let (noun, counted) = named.split_once('共').filter(|_| kinds.is_some())?;
        (noun.chars().count() <= KIND).then_some(counted)
    };
    let alone = alone.or_else(of_kinds).or_else(|| behind_noun(here, from, at));
    let counted = alone.or_else(|| total_inside(named))?;
    let counted = counted.trim_start_matches(['涉', '及', '有', '达', '为', '计']);
    // 合计67期（批）: the bracket names another unit of the parts.
    let aside = here.line[total.whole.end..].strip_prefix(['（', '(']).unwrap_or_default();
    let aside = aside.split(['）', ')']).next().unwrap_or_default();
    let same =
        |unit: &str| unit == total.unit || unit == aside || ALIKE.contains(&(unit, total.unit));
    let counts = |f: &&Figure| (stands_free(f) || is_label(here, f)) && same(f.unit);
    let before = here.figures[from..at].iter().filter(counts);
    let mut parts: Vec<&Figure> = before.collect();
    parts.drain(..of_others(here, total, &parts));
    // A figure not smaller than the total is none of its parts, which begin after it; unless that
    // leaves fewer than two parts.
    let behind = |no: fn(&Amount, &Amount) -> bool| {
        parts.iter().rposition(|p| no(&p.value, &total.value)).map_or(0, |i| i + 1)
    };
    let (first, least) = (behind(Amount::ge), behind(Amount::gt));
    parts.drain(..if parts.len() - first < 2 { least } else { first });
    // 图文380篇，视频64条，音频12期，三类共456件: the parts have units of their own.
    let all = || free_before(here, from, total);
    if kinds.is_some_and(|k| k > parts.len() && k == all().len()) {
        parts = all();
    }
    if let Some(kinds) = kinds.filter(|k| *k <= parts.len()) {
        // 前两类合计: of a list the first.
        let begin = if clause(here, total).trim_start().starts_with('前') {
            0
        } else {
            parts.len() - kinds
        };
        parts = parts[begin..begin + kinds].to_vec();
    }
    // 三期共参训169人次
    let told = kinds.is_some_and(|k| k == parts.len()) || told_respectively(here, at, &parts);
    let same = told || is_of_parts(here, total, counted, &parts);
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    let one_in = match alone.is_some() || told {
        true if sum > total.value => 2,
        true => 3,
        false => 2 * NEAR,
    };
    let all = parts.len() > 1 && same && !is_of_last(total, &parts);
    let whole = (here, total);
    all.then_some(Row { whole, parts, marked: true, is_named: false, one_in })
}

/// Whether a total may be that of the last parts only: 甲3件，乙2件，丙4件，合计6件.
fn is_of_last(total: &Figure, parts: &[&Figure]) -> bool {
    let mut sum = Amount::ZERO;
    parts.iter().enumerate().skip(1).rev().any(|(i, part)| {
        sum = sum + part.value;
        i + 1 < parts.len() && sum == total.value
    })
}

/// How many of these figures belong to another total, before the semicolon: 2件、11件，共13件；1件、9件，共10件.
fn of_others(here: &Paragraph, total: &Figure, parts: &[&Figure]) -> usize {
    let turn = here.line[..total.number.start].rfind(['；', ';']).unwrap_or(0);
    let others = parts.partition_point(|p| p.number.start < turn);
    let summed = parts[..others].iter().any(|p| TOTALS.contains(&clause(here, p)));
    if summed && parts.len() - others > 1 { others } else { 0 }
}

/// Whether the parts right before the total at `at` are told with 分别: 参加人员分别为24人、22人、26人，累计培训72人次.
fn told_respectively(here: &Paragraph, at: usize, parts: &[&Figure]) -> bool {
    let first = parts.first().map_or("", |p| clause(here, p));
    let last = here.figures[..at].last().zip(parts.last());
    let beside = last.is_some_and(|(last, part)| last.number == part.number);
    beside && ["分别为", "分别是", "分别有", "依次为", "分别"].iter().any(|w| first.ends_with(w))
}

/// Units of parts, each with that of a total that counts the same.
const ALIKE: &[(&str, &str)] = &[("人", "人次"), ("个", "家")];

/// The free figures from `from` to the clause of this total.
fn free_before<'a>(here: &'a Paragraph, from: usize, total: &Figure) -> Vec<&'a Figure> {
    let end = total.number.start - clause(here, total).len();
    let own = here.figures[from..].iter().take_while(|f| f.number.start < end);
    own.filter(|f| stands_free(f)).collect()
}

/// A total behind the noun of the last part names nothing else: 14个乡镇、22个部门共36家单位.
fn behind_noun<'a>(here: &Paragraph, from: usize, at: usize) -> Option<&'a str> {
    let last = here.figures[from..at].last().filter(|f| stands_free(f))?;
    let gap = here.line.get(last.whole.end..here.figures[at].number.start)?;
    let noun = gap.strip_suffix('共').or(gap.strip_suffix("合计"))?;
    let short = noun.chars().count() <= KIND && !noun.contains(['，', ',', '；', '（']);
    (short && !noun.is_empty()).then_some("")
}

/// Whether a total, of which these words say what it counts, counts what the parts before it do.
fn is_of_parts(here: &Paragraph, total: &Figure, counted: &str, parts: &[&Figure]) -> bool {
    let said = |p: &&Figure| shares_a_word(counted, clause(here, p));
    let due = ["应办", "应当办", "需办", "待办", "可办"].iter().any(|w| counted.starts_with(w));
    // 对11个乡镇和24个部门开展检查，共检查单位35个: a large sum that is missed by one is hardly a chance.
    let all: Amount = parts.iter().map(|p| p.value).sum();
    let by_one = (all - total.value).abs() == Amount::whole(1);
    let by_one = by_one && total.value >= Amount::whole(LARGE);
    counted.is_empty() || due || by_one || parts.iter().any(said)
}

/// Whether a figure stands alone in a bracket after a name: 自然资源局（276件）.
pub(super) fn is_label(here: &Paragraph, figure: &Figure) -> bool {
    is_counted(figure)
        && here.line[..figure.number.start].ends_with(['（', '('])
        && here.line[figure.whole.end..].starts_with(['）', ')'])
        && figure.part_of.is_none()
}

/// The words after a total's name in its clause: 新媒体渠道合计, 四个季度累计, 累计培训.
fn total_inside(named: &str) -> Option<&str> {
    const NAME: usize = 8;
    let names =
        ["合计", "共计", "总计", "累计", "总人次", "总人数", "总件数", "总条数", "总数", "总量"];
    let (at, word) = names.iter().find_map(|w| Some((words::find(named, w)?, w)))?;
    let (name, counted) = (&named[..at], &named[at + word.len()..]);
    (name.chars().count() <= NAME).then_some(counted)
}

/// The number of parts that a total says it is of, and the words after that: 两项合计, 三类共.
fn kinds_together(named: &str) -> (Option<usize>, &str) {
    let plain = named.trim_start_matches(['以', '上', '述', '前']);
    let mut chars = plain.chars();
    let count = chars.next().and_then(|c| crate::text::parse_numeral(&c.to_string()));
    let words = chars.as_str();
    if let Some(rest) = ["部门", "家单位", "个单位", "个部门", "个渠道", "家"]
        .iter()
        .find_map(|w| words.strip_prefix(w))
    {
        return (count.map(|n| n as usize), rest);
    }
    let kind = chars.next().filter(|c| "项类者种级部期场批轮".contains(*c));
    match count.or(plain.starts_with('两').then_some(2)).zip(kind) {
        Some((count, _)) => (Some(count as usize), chars.as_str()),
        None => (None, named),
    }
}

/// Words with which a clause begins that counts the rest of a set.
pub(super) const REST_NAMES: &[&str] =
    &["其余", "剩下", "余下", "剩余", "另外", "还有", "另有", "尚有"];

/// The row whose last part, at `at`, is told as the rest of a set (17个村中15个建成，还有2个没有; 收到9件，办结8件，
/// 剩下1件), if it is the rest of none of the figures before it, and by one that of the first figure from
/// `from` on, or of the one right before its other part.
pub(super) fn rest_after<'a>(here: &'a Paragraph<'a>, from: usize, at: usize) -> Option<Row<'a>> {
    let rest = here.figures.get(at).filter(|f| stands_free(f))?;
    let named = clause(here, rest).trim_start_matches('的');
    if !REST_NAMES.iter().any(|w| named.starts_with(w)) {
        return None;
    }
    let own = here.figures[from..at].iter().filter(|f| stands_free(f) && f.unit == rest.unit);
    let own: Vec<&Figure> = own.collect();
    let (first, others) = own.split_first()?;
    // A part, or several neighbours together, are what is not the rest of some figure before them.
    let runs = |from: usize| {
        let mut sum = rest.value;
        own[from + 1..].iter().rev().map(move |f| {
            sum = sum + f.value;
            sum
        })
    };
    let single = |from: usize| own[from + 1..].iter().map(|f| f.value + rest.value);
    let fits = |at: usize| runs(at).chain(single(at)).any(|sum| sum == own[at].value);
    let pairs = || own.windows(2).map(|w| w[0].value + w[1].value);
    let carried = pairs().any(|both| (0..own.len()).any(|at| single(at).any(|sum| sum == both)));
    if !steps::take(own.len() * own.len()) || (0..own.len()).any(fits) || carried {
        return None;
    }
    // 同意公开20件，部分公开6件，其余9件: the first figure is a part itself.
    const WHOLES: &[&str] = &["收到", "受理", "新收", "共", "应", "下辖", "现有"];
    let said = clause(here, first);
    let whole = is_set(here, first) || WHOLES.iter().any(|w| said.contains(w));
    let all_but = here.line[first.whole.end..rest.number.start].contains("外，");
    if !(whole || all_but || others.len() == 1 && !is_outcome(here, first)) {
        return None;
    }
    let one = |sum: Amount| (sum - first.value).abs() == Amount::whole(1);
    let part = others.iter().find(|f| one(f.value + rest.value)).copied();
    let parts: Vec<&Figure> = match part {
        Some(part) => vec![part, rest],
        None => others.iter().copied().chain([rest]).collect(),
    };
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    (one(sum) && parts.len() > 1).then_some(Row {
        whole: (here, first),
        parts,
        marked: true,
        is_named: true,
        one_in: 1,
    })
}

/// Makes the rows of a paragraph agree with its totals told after their parts: such a total is no part
/// beside its own parts, and its parts are none of one of them.
pub(super) fn settle<'a>(here: &Paragraph, rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    if !rows.iter().any(Row::is_sum) {
        return rows;
    }
    let at = |f: &Figure| f.number.start;
    let totals: Vec<(usize, Vec<usize>, bool)> = rows
        .iter()
        .filter(|row| row.is_sum())
        .map(|row| {
            let outcomes = row.parts.iter().all(|p| is_outcome(here, p));
            (at(row.whole.1), row.parts.iter().map(|p| at(p)).collect(), outcomes)
        })
        .collect();
    let kept = |mut row: Row<'a>| {
        if row.is_sum() {
            return Some(row);
        }
        let whole = at(row.whole.1);
        for (total, parts, outcomes) in &totals {
            let of = |f: &&&Figure| parts.contains(&at(f));
            let shared = row.parts.iter().filter(of).count();
            let own = row.parts.iter().all(|p| is_outcome(here, p));
            if shared > 0 && parts.contains(&whole) || whole == *total && *outcomes && own {
                return None;
            }
            if shared > 0 {
                row.parts.retain(|p| at(p) != *total);
            }
        }
        (row.parts.len() > 1).then_some(row)
    };
    rows.into_iter().filter_map(kept).collect()
}

impl Row<'_> {
    /// Whether the parts are all of another figure of the sentence before them: 来信612封，回复609封，其中甲类431封、乙类181封.
    pub(in super::super) fn is_of_another(&self, sum: Amount) -> bool {
        let (at, whole) = self.whole;
        let first = self.parts.first().map_or(0, |p| p.number.start);
        let own = |f: &&Figure| f.sentence == whole.sentence && f.number.start < first;
        let told = |f: &Figure| f.unit == whole.unit && f.value == sum && is_counted(f);
        // 复议9件，审结8件，其中维持6件、撤回3件，未审结1件: what is left is told, so that they are of the 8.
        let last = self.parts.last().map_or(0, |p| p.number.start);
        let behind = |f: &&Figure| f.sentence == whole.sentence && f.number.start > last;
        let left = |f: &Figure| f.unit == whole.unit && f.value + whole.value == sum;
        let left = at.figures.iter().filter(behind).any(left);
        !self.is_sum() && !left && at.figures.iter().filter(own).any(told)
    }

    /// Whether a total and its parts in 万 may differ by so much because they are rounded; `here` has the
    /// parts.
    pub(in super::super) fn is_rounded(&self, here: &Paragraph, difference: Amount) -> bool {
        let (at, whole) = self.whole;
        let step = |f: &Figure, line| if f.unit == "万元" { 0 } else { f.step(line) };
        let (whole, apart) = (step(whole, at.line), difference.millionths());
        let parts: i128 = self.parts.iter().map(|p| step(p, here.line)).sum();
        if parts == 0 { apart < whole } else { apart * 2 <= whole + parts }
    }
}

/// Marks between a part and what follows it.
const MARKS: [char; 4] = ['，', ',', '、', ' '];

/// Whether what follows the last part is the rest of the total: 其余正在审理; 1个因故延后.
pub(in super::super) fn rest_is_told(here: &Paragraph, row: &Row) -> bool {
    let Some(last) = row.parts.last() else { return false };
    let after = &here.line[last.whole.end..last.sentence.end];
    let after = after.split(['；', ';']).next().unwrap_or(after).trim_start_matches(MARKS);
    let words = ["其余", "其他", "余下", "剩余", "还有", "另", "尚有"];
    let told = words.iter().any(|w| after.starts_with(w));
    let next = here.figures.partition_point(|f| f.number.start < last.whole.end);
    let rest = row.whole.1.value - row.sum();
    let next = here.figures.get(next).filter(|f| f.sentence == last.sentence);
    rest > Amount::ZERO
        && (told && next.is_none_or(|f| f.unit != last.unit)
            || next.is_some_and(|f| f.unit == last.unit && f.value == rest))
}
