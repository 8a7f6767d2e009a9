//! Texts of cells that say nothing, and boxes of which some are ticked.

use report::text::key;

use crate::words::each;

/// A text of boxes without those that are not ticked: `☑公民 □单位` is `公民`.
pub fn checked(text: &str) -> std::borrow::Cow<'_, str> {
    let (ticked, open) = (['☑', '☒', '√', '✓', '✔', '■'], ['□', '☐', '○', '◻']);
    if !text.contains(ticked) || !text.contains(open) {
        return text.into();
    }
    // The mark stands before its words, or behind them: `公民☑`.
    let before = text.trim_start().starts_with(|c| ticked.contains(&c) || open.contains(&c));
    let mut words = String::new();
    let mut kept = false;
    let mut part = String::new();
    for c in text.chars().chain("□".chars()) {
        if !ticked.contains(&c) && !open.contains(&c) {
            part.push(c);
            continue;
        }
        let keep = if before { kept } else { ticked.contains(&c) };
        if keep {
            words.push_str(&part);
        }
        part.clear();
        kept = ticked.contains(&c);
    }
    words.trim().to_string().into()
}

/// Words that stand for a blank.
const NOTHING: &str = "无|否|没有|未|空|不涉及|N|n|×|X|x|✗|✕|0|N/A|n/a|NA|NULL|null|None|nan|不适用|暂无|未填|未填写|无此项|空白|(空)|(无)|#N/A|非|false|FALSE|未发生|无该情况";

/// Whether a text stands for a blank.
pub fn is_nothing(text: &str) -> bool {
    let mark = |c: char| matches!(c, '/' | '-' | '—' | '\\' | '|' | '.' | '_' | '–' | '*');
    let text = text.trim_end_matches(['。', '.']);
    text.chars().all(mark) || each(NOTHING).any(|word| text == word)
}

/// Whether a cell's text stands for a blank.
pub fn is_blank(text: &str) -> bool {
    // Only short texts and those that begin with a mark can.
    let long = text.len() > 12 && text.starts_with(|c: char| c.is_alphanumeric());
    !long && is_nothing(&key(text))
}
