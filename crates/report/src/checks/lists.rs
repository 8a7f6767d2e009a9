//! Numbered lists: 一是…二是…, 第一，第二，, （一）（二）, 1. 2., （1）（2）, ①②, and lists within
//! lists.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::Warning;
use crate::steps;
use crate::text::{half_width, parse_numeral};

/// Numbers of items have at most so many bytes with what is around them.
const NUMBER_WITHIN: usize = 120;
/// 二是 stands at most so many bytes behind 一是.
const NEXT_WITHIN: usize = 6_000;

pub(super) const ORDINALS: Check = Check::new("V-09", Warning, "列举序号连续", ordinals);

/// How an item is numbered. A list may contain lists of every kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// （一）
    Bracket,
    /// 1. or 1、
    Digit,
    /// （1）
    DigitBracket,
    /// 一是
    Firstly,
    /// 一要
    Should,
    /// 一、
    Numeral,
    /// 第一，
    Ordinal,
    /// ①
    Circled,
}

struct Item {
    kind: Kind,
    n: u64,
    /// The numeral as written, for the finding.
    name: String,
    /// The words between turn to another matter (from problems to measures), which ends the lists
    /// before.
    turned: bool,
    /// The item is inside a line, where its number may mean something else. It counts only if it
    /// continues a list.
    unsure: bool,
    /// The words before it counted one in another way.
    begun: bool,
}

/// A list that further items may continue.
struct Open {
    kind: Kind,
    last: u64,
    name: String,
    /// Number of items so far. A list with only a first item probably has a wrong numeral.
    items: usize,
    sure: bool,
}

/// V-09: the numerals of a list neither skip nor repeat. An item continues the innermost open list
/// of its kind whose next numeral it has; a first item opens a list inside the others. If several
/// lists fit, the item is taken as correct.
pub(super) fn ordinals(context: &Context, check: &Check) -> Outcome {
    let mut found = Vec::new();
    for (place, _, text) in &context.prose {
        let mut open: Vec<Open> = Vec::new();
        for item in items(text) {
            if !steps::take(1 + open.len()) {
                break;
            }
            found.extend(
                take(&mut open, item)
                    .map(|(message, quote)| in_prose(check, place, &quote, message)),
            );
        }
        let closed = open.windows(2).find_map(|w| restarted(&w[0], &w[1]));
        found.extend(closed.map(|(message, quote)| in_prose(check, place, &quote, message)));
    }
    Outcome::Found(found)
}

/// Message and quote of a finding.
type Slip = (String, String);

/// Adds an item to the open lists.
fn take(open: &mut Vec<Open>, item: Item) -> Option<Slip> {
    let Item { kind, n, name, .. } = item;
    if item.turned {
        open.retain(|list| list.kind != Kind::Firstly);
    }
    if let Some(at) = open.iter().rposition(|l| l.kind == kind && l.last + 1 == n) {
        // Lists inside the continued list are finished.
        let slip = open[at + 1..].windows(2).find_map(|w| restarted(&w[0], &w[1]));
        open.truncate(at + 1);
        let list = &mut open[at];
        (list.last, list.name, list.items) = (n, name, list.items + 1);
        return slip;
    }
    if n == 1 {
        open.push(Open { kind, last: n, name, items: 1, sure: !item.unsure });
        return None;
    }
    // In brackets after a sentence, the number belongs to the open list.
    let counts = |list: &Open| match kind {
        Kind::Bracket | Kind::DigitBracket => list.kind == kind,
        Kind::Numeral => list.kind == kind && list.items > 1,
        _ => false,
    };
    if item.unsure && !open.iter().any(counts) {
        return None;
    }
    match open.iter().rposition(|l| l.kind == kind) {
        Some(at) => {
            open.truncate(at + 1);
            let message = format!("列举序号不连续：“{}”之后是“{name}”。", open[at].name);
            open[at] =
                Open { kind, last: n, name: name.clone(), items: open[at].items + 1, sure: true };
            Some((message, name))
        }
        None => {
            open.push(Open { kind, last: n, name: name.clone(), items: 1, sure: true });
            (n > 2 || !item.begun).then(|| (format!("列举序号不连续：从“{name}”开始。"), name))
        }
    }
}

/// A list of one item that directly contains a list of the same kind: the first numeral was
/// repeated.
fn restarted(outer: &Open, inner: &Open) -> Option<Slip> {
    let again = outer.kind == inner.kind && outer.items == 1 && outer.last == 1 && outer.sure;
    again.then(|| {
        let first = if inner.items == 1 { &inner.name } else { &outer.name };
        (format!("列举序号重复：“{}”之后又从一开始。", outer.name), first.clone())
    })
}

/// Words with which a sentence turns to another matter.
const TURNS: &[&str] = &["针对", "改进", "下一步", "措施", "为此", "今后", "整改"];

/// The items of a text in order.
fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let (mut from, mut start) = (0, 0);
    for line in text.split('\n') {
        for (at, c) in line.char_indices() {
            if start + at < from {
                continue;
            }
            let before = line[..at].trim_end();
            let mark = before.chars().next_back();
            let Some((kind, n, end)) = numbered(&line[at..], c) else { continue };
            if !may_begin(kind, mark, before.len() < at) && !begins_inside(kind, n, line, at, end) {
                continue;
            }
            let name = match kind {
                Kind::Firstly | Kind::Should | Kind::Ordinal => line[at..at + end].to_string(),
                _ => line[at..].chars().take(12).collect(),
            };
            let turned = kind == Kind::Firstly && n == 1 && turns(&text[from..start + at]);
            let told = matches!(kind, Kind::Firstly | Kind::Should | Kind::Ordinal | Kind::Circled);
            let sure = told || mark.is_none();
            let begun = FIRST.iter().any(|w| text[from..start + at].contains(w));
            items.push(Item { kind, n, name, turned, unsure: !sure, begun });
            from = start + at + end;
        }
        start += line.len() + 1;
    }
    items
}

/// Whether the words since the last item end with a sentence that turns to another matter.
fn turns(between: &str) -> bool {
    let between = between.trim_end_matches(['。', '：', ':', '\n', ' ']);
    let mut sentences = between.rsplit(['。', '\n']);
    let last = sentences.next().unwrap_or_default();
    sentences.next().is_some() && TURNS.iter().any(|w| last.contains(w))
}

/// Whether an item may begin after this character (`None`: at the start of a line).
fn may_begin(kind: Kind, mark: Option<char>, spaced: bool) -> bool {
    let Some(mark) = mark else { return true };
    let ends = "。；：！？;:!?.".contains(mark);
    match kind {
        Kind::Firstly | Kind::Should | Kind::Ordinal | Kind::Circled => {
            spaced || ends || "，、,”）)—".contains(mark)
        }
        // In 第（一）项 and 第五十条（四） the number refers to something else.
        Kind::Bracket | Kind::DigitBracket => ends || spaced && !"第条款".contains(mark),
        Kind::Digit | Kind::Numeral => "。；;：:".contains(mark) || spaced,
    }
}

/// Whether a first item is inside its clause and the second one follows:
/// 部分科室一是不重视，二是不会做.
fn begins_inside(kind: Kind, n: u64, line: &str, at: usize, end: usize) -> bool {
    /// Characters that form a word with a following 一.
    const WORDS: &[char] =
        &['统', '唯', '之', '同', '逐', '万', '不', '如', '专', '划', '第', '单', '合'];
    let rest = &line[at + end..];
    let rest = &rest[..rest.floor_char_boundary(NEXT_WITHIN)];
    let sentence = rest.find('。').map_or(rest, |stop| &rest[..stop]);
    kind == Kind::Firstly && n == 1 && !line[..at].ends_with(WORDS) && sentence.contains("二是")
}

/// Words that count one in a list that continues with two.
const FIRST: &[&str] = &["一方面", "首先", "第一", "其一", "一来", "一个是", "一要"];

/// The numeral with which a text begins: its kind, its value, and its length in bytes.
fn numbered(text: &str, first: char) -> Option<(Kind, u64, usize)> {
    let chinese = |c: char| "一二三四五六七八九十".contains(c);
    let text = &text[..text.floor_char_boundary(NUMBER_WITHIN)];
    match first {
        '（' | '(' => {
            let inside = &text[first.len_utf8()..];
            let close = inside.find(['）', ')'])?;
            let word: String = inside[..close].trim().chars().map(half_width).collect();
            let after = &inside[close..];
            let after = &after[after.chars().next()?.len_utf8()..];
            if word.chars().count() > 3 || after.starts_with(['项', '款', '条', '、', '至', '和'])
            {
                return None;
            }
            let end = text.len() - after.len();
            match word.parse() {
                Ok(n) => Some((Kind::DigitBracket, n, end)),
                Err(_) if !word.is_empty() && word.chars().all(chinese) => {
                    Some((Kind::Bracket, parse_numeral(&word)?, end))
                }
                Err(_) => None,
            }
        }
        '第' => {
            let inside = &text[first.len_utf8()..];
            let close = inside.find(|c| !chinese(c))?;
            let n = parse_numeral(&inside[..close])?;
            let mark = inside[close..].starts_with(['，', ',', '、', '：', ':']);
            mark.then_some((Kind::Ordinal, n, first.len_utf8() + close))
        }
        '①'..='⑳' => {
            let n = u64::from(u32::from(first) - u32::from('①')) + 1;
            Some((Kind::Circled, n, first.len_utf8()))
        }
        c if chinese(c) => {
            let end = text.find(|c| !chinese(c))?;
            let n = parse_numeral(&text[..end])?;
            let rest = &text[end..];
            let asked =
                ["要求", "要点", "要素", "要件", "要闻"].iter().any(|w| rest.starts_with(w));
            let paired = |rest: &str| rest.starts_with(chinese);
            if rest.starts_with('是') {
                Some((Kind::Firstly, n, end + '是'.len_utf8()))
            } else if rest.starts_with('要') && !asked {
                Some((Kind::Should, n, end + '要'.len_utf8()))
            } else {
                let after = rest.strip_prefix('、').filter(|rest| !paired(rest))?;
                Some((Kind::Numeral, n, text.len() - after.len()))
            }
        }
        c if half_width(c).is_ascii_digit() => {
            let (crate::text::Numeral::Item(n), rest) = crate::text::split_numeral(text)? else {
                return None;
            };
            Some((Kind::Digit, n, text.len() - rest.len()))
        }
        _ => None,
    }
}
