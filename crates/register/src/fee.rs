//! The fee that was collected (rule R09), in hundredths of a yuan.

use report::text::half_width;

/// The fee that a text says was collected; 0 where it says that none was. `None` if the text is not
/// understood. `ten_thousands` says that the head gives 万元.
pub fn collected(text: &str, ten_thousands: bool) -> Option<u64> {
    let clause = |c: char| if c == '，' { ';' } else { half_width(c) };
    let text: String = text.chars().map(clause).filter(|c| !matches!(c, ' ' | ',')).collect();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let paid = text
        .split(['；', ';', '，', '。', '('])
        .find(|part| part.contains("实收") || part.contains("已收"));
    if paid.is_none()
        && has(&["未缴", "未收", "未交", "免", "应收", "未付", "不收", "待缴", "拟收", "通知"])
    {
        return Some(0);
    }
    let part = paid.unwrap_or(&text);
    let digits: String = part
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    if digits.is_empty() {
        return crate::outcome::is_nothing(&text).then_some(0);
    }
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let cents: String = rest.chars().chain("00".chars()).take(2).collect();
    let value = whole.parse::<u64>().ok()?.checked_mul(100)? + cents.parse::<u64>().ok()?;
    if value > 100_000_000_000 {
        return None;
    }
    let scale = if ten_thousands || part.contains("万元") { 10_000 } else { 1 };
    if scale == 1 { Some(value) } else { tenths(whole, rest) }
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
        ] {
            assert_eq!(collected(text, false), cents, "{text}");
        }
        assert_eq!(collected("0.01", true), Some(10_000));
        assert_eq!(print(176_050), "1760.50");
        assert_eq!(print(329_000), "3290");
    }
}
