//! Which figures of the prose are a total and its parts.
//!
//! A row of parts is marked by 其中 or by a bracket after its total (see [`crate::figures`]); or it
//! is unmarked, with its total before it in the same sentence, the one before, or a paragraph
//! before. An unmarked row counts only if it shows that it is complete: it ends in 其他, its
//! percentages add up to 100, or its parts have similar names (现场解决…跟进解决…).

use super::Paragraph;
use crate::amount::Amount;
use crate::figures::Figure;

/// The parts of a total, all in one paragraph.
pub(super) struct Row<'a> {
    /// The total, and the paragraph in which it is.
    pub whole: (&'a Paragraph<'a>, &'a Figure),
    pub parts: Vec<&'a Figure>,
    /// Whether 其中 or a bracket marks the figures as parts.
    pub marked: bool,
}

impl Row<'_> {
    pub(super) fn sum(&self) -> Amount {
        self.parts.iter().map(|p| p.value).sum()
    }
}

/// Channels through which the same item may be published several times, so that the parts may
/// exceed the total.
#[rustfmt::skip]
const CHANNELS: &[&str] = &[
    "网站", "网页", "门户", "微博", "微信", "公众号", "公报", "客户端", "抖音", "快手", "头条",
    "视频号", "报纸", "报刊", "电视", "广播", "新媒体", "公开栏", "公示栏", "显示屏",
];

/// Whether the parts are channels, which may count the same item more than once.
pub(super) fn are_channels(line: &str, parts: &[&Figure]) -> bool {
    let is = |p: &&&Figure| CHANNELS.iter().any(|w| line[p.subject.clone()].contains(w));
    parts.iter().filter(is).count() > 1
}

/// All rows of a paragraph; `before` has the paragraphs before it in its section.
pub(super) fn rows<'a>(here: &'a Paragraph<'a>, before: &'a [Paragraph<'a>]) -> Vec<Row<'a>> {
    let figures = &here.figures;
    let mut rows = Vec::new();
    for (i, whole) in figures.iter().enumerate().filter(|(_, f)| is_counted(f)) {
        let named: Vec<&Figure> = figures.iter().filter(|f| f.part_of == Some(i)).collect();
        for parts in [named, in_bracket(here, whole)].into_iter().filter(|parts| parts.len() > 1) {
            rows.push(Row { whole: (here, whole), parts, marked: true });
        }
    }
    let mut from = 0;
    while from < figures.len() {
        let sentence = &figures[from].sentence;
        let to = from + figures[from..].iter().take_while(|f| f.sentence == *sentence).count();
        rows.extend(row_of_sentence(here, from, to, before));
        from = to;
    }
    rows
}

/// Whether a figure may be a total or a part: an exact quantity with a unit.
pub(super) fn is_counted(figure: &Figure) -> bool {
    figure.is_quantity() && !figure.is_share() && !figure.approximate && !figure.unit.is_empty()
}

/// The figures in the bracket after a total and its noun: 81件（甲40件、乙41件）.
fn in_bracket<'a>(here: &'a Paragraph, whole: &Figure) -> Vec<&'a Figure> {
    let after = &here.line[whole.whole.end..];
    let gap = after.find(['（', '，', '、', '；', '。']).unwrap_or(after.len());
    let inside = after[gap..].strip_prefix('（').and_then(|rest| rest.split_once('）'));
    let Some((inside, _)) = inside.filter(|(inside, _)| !inside.ends_with('等')) else {
        return Vec::new();
    };
    let from = whole.whole.end + gap;
    let to = from + '（'.len_utf8() + inside.len();
    let is = |f: &&Figure| (from..to).contains(&f.number.start);
    let part = |f: &&Figure| is(f) && f.unit == whole.unit && f.part_of.is_none();
    here.figures.iter().filter(part).collect()
}

/// The unmarked row that these figures of one sentence form, if they do.
fn row_of_sentence<'a>(
    here: &'a Paragraph<'a>,
    from: usize,
    to: usize,
    before: &'a [Paragraph<'a>],
) -> Option<Row<'a>> {
    let own: Vec<&Figure> =
        here.figures[from..to].iter().filter(|f| stands_free(here, f)).collect();
    let unit = own.first()?.unit;
    let own: Vec<&Figure> = own.into_iter().filter(|f| f.unit == unit).collect();
    let (first, rest) = own.split_first()?;
    let inner = rest.len() > 1 && is_near(rest, first.value, 5);
    let alike = |whole: Amount| are_alike(here, rest) && is_near(rest, whole, 50);
    if inner && (is_complete(here, rest) || alike(first.value)) {
        return Some(Row { whole: (here, first), parts: rest.to_vec(), marked: false });
    }
    if own.len() < 2 || !is_complete(here, &own) {
        return None;
    }
    let mut wholes: Vec<(&Paragraph, &Figure)> = previous(here, from, unit);
    if wholes.is_empty() && is_led_in(&here.line[own[0].sentence.start..own[0].number.start]) {
        let near = before.iter().rev().take(2);
        let free = |p: &'a Paragraph<'a>| {
            let free = p.figures.iter().filter(|f| stands_free(p, f) && f.unit == unit);
            free.map(move |f| (p, f))
        };
        wholes = near.flat_map(free).collect();
    }
    let sum: Amount = own.iter().map(|p| p.value).sum();
    let whole = wholes.into_iter().min_by_key(|(_, w)| (w.value - sum).abs())?;
    Some(Row { whole, parts: own, marked: false })
}

/// Whether a figure is neither a part after 其中 nor in a bracket.
fn stands_free(here: &Paragraph, figure: &Figure) -> bool {
    let before = &here.line[figure.sentence.start..figure.number.start];
    let open = before.matches(['（', '(']).count() > before.matches(['）', ')']).count();
    is_counted(figure) && figure.part_of.is_none() && !open
}

/// The figures of this unit in the sentence before the figure at `from`.
pub(super) fn previous<'a>(
    here: &'a Paragraph<'a>,
    from: usize,
    unit: &str,
) -> Vec<(&'a Paragraph<'a>, &'a Figure)> {
    let Some(last) = here.figures[..from].last() else { return Vec::new() };
    let same = |f: &&Figure| f.sentence == last.sentence && stands_free(here, f) && f.unit == unit;
    here.figures[..from].iter().filter(same).map(|f| (here, f)).collect()
}

/// Whether the words announce a division: 主要类别有：, 从内容看，.
fn is_led_in(words: &str) -> bool {
    let divides = ["类别", "按", "从", "分类", "构成"].iter().any(|w| words.contains(w));
    divides && words.contains(['：', ':', '，', ','])
}

/// Whether the parts show that they are complete.
fn is_complete(here: &Paragraph, parts: &[&Figure]) -> bool {
    let Some(last) = parts.last() else { return false };
    let open = here.line[last.whole.end..].starts_with('等');
    let rest = ["其他", "其它", "其余"].iter().any(|w| name(here, last).contains(w));
    !open && (rest || are_whole(here, parts))
}

/// Whether the sum of the parts differs from the total by at most 1/`one_in` of it.
fn is_near(parts: &[&Figure], whole: Amount, one_in: u64) -> bool {
    let sum: Amount = parts.iter().map(|p| p.value).sum();
    (sum - whole).abs().times(one_in).is_some_and(|d| d <= whole)
}

/// The name of a part: the words of its clause before it.
fn name<'a>(here: &'a Paragraph, part: &Figure) -> &'a str {
    let subject = here.line[part.subject.clone()].trim_end_matches(['共', '为', '：', ':']);
    subject.rsplit(['，', ',', '、', '；', ';', '。', '：', ':']).next().unwrap_or(subject)
}

/// Whether the names end alike and begin differently: 现场解决, 跟进解决. Such rows are not always
/// complete, so their sum must also be near the total.
fn are_alike(here: &Paragraph, parts: &[&Figure]) -> bool {
    const END: usize = 2;
    let names: Vec<&str> = parts.iter().map(|p| name(here, p)).collect();
    let end = |name: &str| name.chars().rev().take(END).collect::<String>();
    let Some((last, others)) = names.split_last() else { return false };
    let longer = names.iter().all(|name| name.chars().count() > END);
    longer && others.iter().all(|name| end(name) == end(last) && name != last)
}

/// Whether each part has a percentage and these add up to 100.
fn are_whole(here: &Paragraph, parts: &[&Figure]) -> bool {
    let shares: Vec<Amount> =
        parts.iter().filter_map(|p| share_of(here, p)).map(|f| f.value).collect();
    let sum: Amount = shares.iter().copied().sum();
    shares.len() == parts.len() && (sum - Amount::whole(100)).abs() <= Amount::whole(1)
}

/// The percentage right after a part: 258件，占33.9%.
pub(super) fn share_of<'a>(here: &'a Paragraph<'a>, part: &Figure) -> Option<&'a Figure> {
    let next = here.figures.iter().find(|f| f.number.start >= part.whole.end)?;
    let gap = here.line[part.whole.end..next.number.start]
        .trim_start_matches(['，', ',', '（', '、', ' ']);
    (matches!(next.unit, "%" | "％") && gap.starts_with('占') && !next.approximate).then_some(next)
}
