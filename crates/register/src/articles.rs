//! Articles of the regulation that a text names: 第三十六条第（五）项, 36(五), 十六条一款.

use report::text::parse_numeral;

use crate::outcome::{Set, set_of};
use crate::senses::ARTICLES;

/// The results that the named articles allow; 0 if none is named that says a result, or if another
/// law is named.
pub fn named(text: &str) -> Set {
    if let Some((_, law)) = text.split_once('《')
        && !law.split('》').next().is_some_and(|law| law.contains("条例") || law.contains("公开"))
    {
        return 0;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut results = 0;
    let mut at = 0;
    while at < chars.len() {
        let Some((article, end)) = number(&chars, at) else {
            at += 1;
            continue;
        };
        let is_article = chars.get(end) == Some(&'条');
        // `36(五)` needs the item to be an article.
        let bare = !is_article && chars.get(end) == Some(&'(') && (13..=45).contains(&article);
        at = end;
        if is_article || bare {
            let (paragraph, item, end) = parts(&chars, end + usize::from(is_article));
            if is_article || item > 0 {
                results |= allowed(article, paragraph, item);
            }
            at = end.max(at);
        }
    }
    results
}

fn allowed(article: u32, paragraph: u32, item: u32) -> Set {
    let fits = |(a, p, i, _): &&(u32, u32, u32, &str)| {
        *a == article && (*p == 0 || *p == paragraph) && (*i == 0 || *i == item)
    };
    let found = ARTICLES.iter().find(fits);
    found.map_or(0, |(.., ids)| set_of(ids))
}

/// The paragraph and the item after an article, 0 where they are not named, and where they end.
fn parts(chars: &[char], mut at: usize) -> (u32, u32, usize) {
    let (mut paragraph, mut item) = (0, 0);
    for _ in 0..2 {
        let mut from = at;
        while chars.get(from).is_some_and(|c| matches!(c, '第' | '(' | '之' | '的')) {
            from += 1;
        }
        let bracket = from > at && chars[from - 1] == '(';
        let Some((n, mut end)) = number(chars, from) else { break };
        if bracket && chars.get(end) == Some(&')') {
            end += 1;
        }
        match chars.get(end) {
            Some('款') => paragraph = n,
            Some('项') => item = n,
            _ if bracket => item = n,
            _ => break,
        }
        at = end + usize::from(matches!(chars.get(end), Some('款' | '项')));
    }
    (paragraph, item, at)
}

/// The number that begins here, in digits or Chinese, and where it ends.
fn number(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let first = *chars.get(at)?;
    let same = |c: &&char| {
        if first.is_ascii_digit() { c.is_ascii_digit() } else { report::text::is_numeral(**c) }
    };
    let text: String = chars[at..].iter().take_while(same).take(6).collect();
    let value = text.parse().ok().or_else(|| u32::try_from(parse_numeral(&text)?).ok())?;
    Some((value, at + text.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::one;

    #[test]
    fn articles_name_results() {
        for (text, ids) in [
            ("第三十六条第(五)项", &["unavailable.not_held"][..]),
            ("36(一)", &["granted"]),
            ("36条6项", &["declined.repeat"]),
            ("《条例》第十六条第一款", &["refused.internal"]),
            ("条例第16条第2款", &["refused.process", "refused.enforcement"]),
            ("第三十九条二款", &["declined.publication"]),
            ("第三十七条", &["partial"]),
            ("《档案法》第十四条", &[]),
            ("政府信息公开告〔2024〕36号", &[]),
        ] {
            let set = ids.iter().fold(0, |set, id| set | one(id));
            assert_eq!(named(text), set, "{text}");
        }
    }
}
