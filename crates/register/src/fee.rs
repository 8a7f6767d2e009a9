//! The fee that was collected (rule R09), in hundredths of a yuan.

use report::text::{half_width, parse_numeral};

use crate::blank::is_nothing;

/// Words that say that nothing was collected.
const UNPAID: &[&str] =
    &["未缴", "未收", "未交", "免", "应收", "未付", "不收", "待缴", "拟收", "通知"];

/// The fee that a text says was collected; 0 where it says that none was. `None` if the text is not
/// understood. `ten_thousands` says that the head gives 万元.
pub fn collected(text: &str, ten_thousands: bool) -> Option<u64> {
    let clause = |c: char| if c == '，' { ';' } else { half_width(c) };
    let text: String = text.chars().map(clause).filter(|c| !matches!(c, ' ' | ',')).collect();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let parts = || text.split([';', '。', '(', ')']);
    let paid =
        parts().find(|part| ["实收", "已收", "实缴", "已缴"].iter().any(|w| part.contains(w)));
    if paid.is_none() && has(UNPAID) {
        return Some(0);
    }
    // 共计160元，已收: what was collected may be said by another part than how much it is.
    let amount = |part: &&str| !numbers(part).is_empty();
    let sum = || parts().filter(amount).find(|part| part.contains('共') || part.contains("合计"));
    let part = paid.filter(amount).or_else(sum).unwrap_or(&text);
    // Of several numbers the one before 元 is the amount; of two of these none is surely all of it.
    let amounts = numbers(part);
    let yuan: Vec<&String> = amounts.iter().filter(|(_, yuan)| *yuan).map(|(n, _)| n).collect();
    let digits = match (&amounts[..], &yuan[..]) {
        ([], _) => return in_words(part).or_else(|| is_nothing(&text).then_some(0)),
        ([(only, _)], _) => only.clone(),
        (_, [only]) => only.to_string(),
        _ => return None,
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let cents: String = rest.chars().chain("00".chars()).take(2).collect();
    let value = whole.parse::<u64>().ok()?.checked_mul(100)? + cents.parse::<u64>().ok()?;
    if value > 100_000_000_000 {
        return None;
    }
    let scale = if ten_thousands || part.contains("万元") { 10_000 } else { 1 };
    if scale == 1 { Some(value) } else { tenths(whole, rest) }
}

/// An amount in Chinese numerals before 元 or 圆, with 角 and 分 behind: 壹佰元整, 三十五元五角.
fn in_words(text: &str) -> Option<u64> {
    let (before, behind) = text.split_once(['元', '圆'])?;
    let digit =
        |c: char| "拾佰仟百千万".contains(c) || parse_numeral(c.encode_utf8(&mut [0; 4])).is_some();
    let numeral = |text: &str| -> Option<u64> {
        let begin = text.trim_end_matches(digit).len();
        parse_numeral(&text[begin..])
    };
    let place = |unit: char| behind.split_once(unit).map_or(Some(0), |(n, _)| numeral(n));
    let one = !behind.contains(['元', '圆']);
    let yuan = numeral(before).filter(|_| one)?;
    Some(yuan.checked_mul(100)? + place('角')? * 10 + place('分')?)
}

/// The numbers in a text, and whether 元 or 万元 stands behind each.
fn numbers(text: &str) -> Vec<(String, bool)> {
    let part = |c: char| c.is_ascii_digit() || c == '.';
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[at..];
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        let behind = &rest[end..];
        let yuan = behind.starts_with('元') || behind.starts_with("万元");
        found.push((rest[..end].trim_end_matches('.').to_string(), yuan));
        rest = behind;
    }
    found
}

/// An amount in 万元 with up to six places.
fn tenths(whole: &str, rest: &str) -> Option<u64> {
    let places: String = rest.chars().chain("000000".chars()).take(6).collect();
    Some(whole.parse::<u64>().ok()?.checked_mul(1_000_000)? + places.parse::<u64>().ok()?)
}

/// An amount as the contract writes it: `3290`, `12.50`.
pub fn print(cents: u64) -> String {
    match cents % 100 {
        0 => (cents / 100).to_string(),
        rest => format!("{}.{rest:02}", cents / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_those_collected() {
        for (text, cents) in [
            ("100", Some(10_000)),
            ("1,760.50元", Some(176_050)),
            ("已通知600元，未缴", Some(0)),
            ("免收", Some(0)),
            ("应收200元，实收100元", Some(10_000)),
            ("/", Some(0)),
            ("见附件", None),
            ("2023年5月4日收120元", Some(12_000)),
            ("两笔，50元、70元", None),
            ("一百元", Some(10_000)),
            ("人民币壹佰贰拾元整", Some(12_000)),
            ("三十五元五角", Some(3_550)),
            ("每页10元，共计160元，已收", Some(16_000)),
            ("收一元和二元", None),
        ] {
            assert_eq!(collected(text, false), cents, "{text}");
        }
        assert_eq!(collected("0.01", true), Some(10_000));
        assert_eq!(print(176_050), "1760.50");
        assert_eq!(print(329_000), "3290");
    }
}
