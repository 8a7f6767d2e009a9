//! Numbered lists: 一是…二是…, 第一，第二，, （一）（二）, 1. 2., （1）（2）, ①②, and lists within
//! lists.

use super::{Check, Context, Outcome, in_prose};
use crate::finding::Severity::Warning;
use crate::forms::PRACTICE;
use crate::steps;
use crate::text::{half_width, is_han, parse_numeral};

/// Numbers of items have at most so many bytes with what is around them.
const NUMBER_WITHIN: usize = 120;
/// 二是 stands at most so many bytes behind 一是.
const NEXT_WITHIN: usize = 6_000;

/// The rules of this file.
pub(super) const CHECKS: &[Check] = &[ORDINALS];

const ORDINALS: Check = Check::new("V-09", Warning, "列举序号连续", ordinals).everywhere(PRACTICE);

/// How an item is numbered. A list may contain lists of every kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// （一）
    Bracket,
    /// 1. or 1、
    Digit,
    /// （1）
    DigitBracket,
    /// 1）
    HalfBracket,
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
    /// 其一，
    Its,
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
    /// A sentence, or a part of one, ends before it.
    parted: bool,
    /// The words before it counted one in another way.
    begun: bool,
    /// The line it stands in.
    line: usize,
}

/// A list that further items may continue.
struct Open {
    kind: Kind,
    last: u64,
    /// The next numeral, if the last one was wrong and another was meant.
    meant: u64,
    name: String,
    /// Number of items so far. A list with only a first item probably has a wrong numeral.
    items: usize,
    sure: bool,
    /// The line in whose middle the last item is; none if it begins its line.
    inside: Option<usize>,
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
    let mut before = None;
    if item.turned {
        before = open.windows(2).find_map(|w| restarted(&w[0], &w[1]));
        open.retain(|list| list.kind != Kind::Firstly);
    }
    let inside = item.unsure.then_some(item.line);
    // A list that goes on within its line is not left for one that began in lines before.
    let here = open.iter().rposition(|l| l.kind == kind && l.items > 1 && l.inside.is_some());
    let here = here.filter(|at| inside.is_some() && open[*at].inside == inside).unwrap_or(0);
    let next = |l: &Open| l.kind == kind && (l.last + 1 == n || l.meant == n);
    if let Some(at) = open.iter().rposition(next).filter(|at| *at >= here) {
        // Lists inside the continued list are finished.
        let slip = open[at + 1..].windows(2).find_map(|w| restarted(&w[0], &w[1]));
        open.truncate(at + 1);
        let list = &mut open[at];
        (list.last, list.meant, list.name, list.items) = (n, n + 1, name, list.items + 1);
        list.inside = inside;
        return slip;
    }
    if n == 1 {
        open.push(Open { kind, last: n, meant: n + 1, name, items: 1, sure: !item.unsure, inside });
        return before;
    }
    // In brackets after a sentence, the number belongs to the open list, and a bare one that is near.
    let counts = |list: &Open| match kind {
        Kind::Bracket | Kind::DigitBracket => list.kind == kind,
        Kind::Numeral | Kind::Digit | Kind::HalfBracket => {
            let near = n <= list.last + 2 || kind == Kind::Digit && !list.sure;
            list.kind == kind && (list.items > 1 || item.parted && near)
        }
        _ => false,
    };
    if item.unsure && !open.iter().any(counts) {
        return None;
    }
    match open.iter().rposition(|l| l.kind == kind) {
        Some(at) => {
            open.truncate(at + 1);
            let message = format!("列举序号不连续：“{}”之后是“{name}”。", open[at].name);
            let (items, meant) = (open[at].items + 1, open[at].last + 2);
            open[at] = Open { kind, last: n, meant, name: name.clone(), items, sure: true, inside };
            Some((message, name))
        }
        None => {
            let (items, meant) = (1, n + 1);
            open.push(Open { kind, last: n, meant, name: name.clone(), items, sure: true, inside });
            (!item.begun).then(|| (format!("列举序号不连续：从“{name}”开始。"), name))
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
    for (count, line) in text.split('\n').enumerate() {
        for (at, c) in line.char_indices() {
            if start + at < from {
                continue;
            }
            let Some((kind, n, end)) = numbered(&line[at..], c) else { continue };
            let before = line[..at].trim_end();
            let mark = before.chars().next_back();
            if !may_begin(kind, mark, before.len() < at) && !begins_inside(kind, n, line, at, end) {
                continue;
            }
            let name = match kind {
                Kind::Firstly | Kind::Should | Kind::Ordinal | Kind::Its => {
                    line[at..at + end].to_string()
                }
                _ => line[at..].chars().take(12).collect(),
            };
            let turned = kind == Kind::Firstly && n == 1 && turns(&text[from..start + at]);
            let told = matches!(
                kind,
                Kind::Firstly | Kind::Should | Kind::Ordinal | Kind::Circled | Kind::Its
            );
            let sure = told || mark.is_none();
            // 第一，…。二是… counts on in another way.
            let before_it = |i: &Item| i.n + 1 == n && matches!(i.kind, Kind::Ordinal | Kind::Its);
            let words: &[&str] = if n == 3 { SECOND } else { FIRST };
            let begun = n <= 3 && words.iter().any(|w| text[from..start + at].contains(w))
                || items.last().is_some_and(before_it);
            let parted = mark.is_some_and(|mark| "。；;".contains(mark));
            items.push(Item { kind, n, name, turned, unsure: !sure, parted, begun, line: count });
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
        Kind::Firstly | Kind::Should | Kind::Ordinal | Kind::Circled | Kind::Its => {
            spaced || ends || "，、,”）)—".contains(mark)
        }
        // In 第（一）项 and 第五十条（四） the number refers to something else.
        Kind::Bracket | Kind::DigitBracket => ends || spaced && !"第条款".contains(mark),
        // After a comma it may only continue a list.
        Kind::Digit | Kind::Numeral | Kind::HalfBracket => "。；;：:，,".contains(mark) || spaced,
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
const FIRST: &[&str] = &["一方面", "首先", "首要", "第一", "其一", "一来", "一个是", "一要"];

/// The same of two.
const SECOND: &[&str] = &["其次", "再者", "二来", "另一方面"];

/// The value of a character among successive numerals, of which `one` is the first.
fn within(one: char, numeral: char) -> u64 {
    u64::from(u32::from(numeral) - u32::from(one)) + 1
}

/// The numeral with which a text begins: its kind, its value, and its length in bytes.
fn numbered(text: &str, first: char) -> Option<(Kind, u64, usize)> {
    if is_han(first) && !chinese(first) && !matches!(first, '第' | '其') {
        return None;
    }
    let text = &text[..text.floor_char_boundary(NUMBER_WITHIN)];
    match first {
        '（' | '(' => {
            let inside = &text[first.len_utf8()..];
            let close = inside.find(['）', ')'])?;
            let word: String = inside[..close].trim().chars().map(half_width).collect();
            let after = &inside[close..];
            let after = &after[after.chars().next()?.len_utf8()..];
            if word.chars().count() > 3 || refers(after) {
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
        '第' => called(text, first).map(|(n, end)| (Kind::Ordinal, n, end)),
        '其' => called(text, first).map(|(n, end)| (Kind::Its, n, end)),
        '⑴'..='⒇' => Some((Kind::DigitBracket, within('⑴', first), first.len_utf8())),
        '⒈'..='⒛' => Some((Kind::Digit, within('⒈', first), first.len_utf8())),
        '㈠'..='㈩' => Some((Kind::Bracket, within('㈠', first), first.len_utf8())),
        '①'..='⑳' => Some((Kind::Circled, within('①', first), first.len_utf8())),
        c if chinese(c) => spoken(text),
        c if half_width(c).is_ascii_digit() => {
            let digits = text.find(|c| !half_width(c).is_ascii_digit()).unwrap_or(text.len());
            if digits <= 6 && text[digits..].starts_with(['）', ')']) {
                let n = text[..digits].chars().map(half_width).collect::<String>().parse().ok()?;
                let mark = text[digits..].chars().next().map_or(0, char::len_utf8);
                return Some((Kind::HalfBracket, n, digits + mark));
            }
            let (crate::text::Numeral::Item(n), rest) = crate::text::split_numeral(text)? else {
                return None;
            };
            Some((Kind::Digit, n, text.len() - rest.len()))
        }
        _ => None,
    }
}

/// Whether what follows a number in brackets makes it a reference to a law: （一）项; but （一）项目进度.
fn refers(after: &str) -> bool {
    const WORDS: &[&str] =
        &["项目", "款项", "款式", "条件", "条目", "条例", "条块", "条线", "和谐"];
    after.starts_with(['项', '款', '条', '、', '至', '和'])
        && !WORDS.iter().any(|w| after.starts_with(w))
}

fn chinese(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The numeral of 一是, 一要 or 一、.
fn spoken(text: &str) -> Option<(Kind, u64, usize)> {
    let end = text.find(|c| !chinese(c))?;
    let rest = &text[end..];
    if !rest.starts_with(['是', '要', '、']) {
        return None;
    }
    let n = parse_numeral(&text[..end])?;
    let asked = ["要求", "要点", "要素", "要件", "要闻"].iter().any(|w| rest.starts_with(w));
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

/// The numeral of 第一， or 其一， (also 第一是), and its length.
fn called(text: &str, first: char) -> Option<(u64, usize)> {
    let inside = &text[first.len_utf8()..];
    let close = inside.find(|c| !chinese(c))?;
    let n = parse_numeral(&inside[..close])?;
    let mark = inside[close..].starts_with(['，', ',', '、', '：', ':', '是']);
    mark.then_some((n, first.len_utf8() + close))
}
