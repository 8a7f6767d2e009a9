//! Exact decimals, and the value of a cell.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use crate::text;

/// An exact decimal with six places, such as an amount in 万元 down to one 分. Never a float.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Amount(i128);

const ONE: i128 = 1_000_000;
/// Longest number in digits: longer ones are no real values, and sums of many must not overflow.
const MOST_DIGITS: usize = 24;

impl Amount {
    /// The amount 0.
    pub const ZERO: Amount = Amount(0);

    /// An integer as an amount.
    pub fn whole(n: u64) -> Amount {
        Amount(i128::from(n) * ONE)
    }

    /// Parses ASCII digits with an optional sign, thousands separators and at most six decimal
    /// places; `None` for anything else.
    pub fn parse(text: &str) -> Option<Amount> {
        let (sign, digits) = match text.as_bytes().first()? {
            b'-' => (-1, &text[1..]),
            b'+' => (1, &text[1..]),
            _ => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let groups: Vec<&str> = whole.split(',').collect();
        let grouped = groups.len() == 1
            || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3));
        let whole = groups.concat();
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !grouped || whole.len() > MOST_DIGITS || fraction.len() > 6 {
            return None;
        }
        if !all_digits(&whole) || !all_digits(fraction) {
            return None;
        }
        let fraction: i128 = format!("{fraction:0<6}").parse().ok()?;
        Some(Amount(sign * (whole.parse::<i128>().ok()? * ONE + fraction)))
    }

    /// `self × n`; `None` on overflow.
    pub fn times(self, n: u64) -> Option<Amount> {
        self.0.checked_mul(i128::from(n)).map(Amount)
    }

    /// `self ÷ n`; `None` if the result has more than six places.
    pub fn part(self, n: u64) -> Option<Amount> {
        let n = i128::from(n);
        (n != 0 && self.0 % n == 0).then(|| Amount(self.0 / n))
    }

    /// Whether it has no decimal places.
    pub fn is_integer(self) -> bool {
        self.0 % ONE == 0
    }

    /// Whether it is below 0.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount without its sign.
    pub fn abs(self) -> Amount {
        Amount(self.0.abs())
    }

    /// `self ÷ whole` in per cent, rounded half up to `places` decimal places; `whole` must be
    /// above 0.
    pub fn percent_of(self, whole: Amount, places: u32) -> String {
        let scale = 10i128.pow(places.min(6));
        let hundredfold = self.0 * 100 * scale;
        let rounded = (hundredfold * 2 + whole.0) / (whole.0 * 2);
        match places {
            0 => rounded.to_string(),
            p => {
                let width = p.min(6) as usize;
                format!("{}.{:0width$}", rounded / scale, rounded % scale)
            }
        }
    }

    /// The amount in millionths.
    pub fn millionths(self) -> i128 {
        self.0
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0.saturating_sub(other.0))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(iter: I) -> Amount {
        iter.fold(Amount::ZERO, Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) =
            (self.0.unsigned_abs() / ONE as u128, self.0.unsigned_abs() % ONE as u128);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

/// The value of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// Nothing, or one of the marks that people write for nothing. The value is unknown, never 0.
    Blank,
    /// A number.
    Number(Amount),
    /// Text that is no number.
    Unreadable,
    /// A cell that need not be there: of a variant that is not used, or of a row that a used
    /// variant replaces. It adds nothing, and no rule waits for it.
    Absent,
}

impl Entry {
    /// What the cell adds to a sum: 0 if it need not be there; `None` while its value is unknown.
    pub fn counted(self) -> Option<Amount> {
        match self {
            Entry::Absent => Some(Amount::ZERO),
            entry => entry.number(),
        }
    }

    /// Parses a cell's text; full-width digits, white space and thousands separators are allowed.
    pub fn parse(typed: &str) -> Entry {
        // A shortcut for most cells, which hold a few digits: all cells are parsed after every key.
        if (1..10).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit()) {
            let digits = typed.bytes().fold(0, |n, b| n * 10 + u64::from(b - b'0'));
            return Entry::Number(Amount::whole(digits));
        }
        let text: String = typed
            .chars()
            .map(text::half_width)
            .filter(|c| !c.is_whitespace() && !text::is_invisible(*c))
            .collect();
        if text.chars().all(|c| matches!(c, '/' | '-' | '—' | '–' | '―' | '一' | '－' | '\\'))
        {
            return Entry::Blank;
        }
        Amount::parse(&text.replace('，', ",")).map_or(Entry::Unreadable, Entry::Number)
    }

    /// Parses an amount of money with its unit and gives it in 元: `251000元`, `7.5万元`. A number
    /// without a unit is given as it is.
    pub fn parse_money(typed: &str) -> Entry {
        let text = typed.trim();
        for (unit, times) in [("亿元", 100_000_000), ("万元", 10_000), ("元", 1)] {
            if let Some(number) = text.strip_suffix(unit) {
                return match Entry::parse(number) {
                    Entry::Number(n) => n.times(times).map_or(Entry::Unreadable, Entry::Number),
                    _ => Entry::Unreadable,
                };
            }
        }
        Entry::parse(text)
    }

    /// The number, if the cell holds one.
    pub fn number(self) -> Option<Amount> {
        match self {
            Entry::Number(n) => Some(n),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries() {
        let number = |s: &str| Entry::parse(s).number().map(|n| n.to_string());
        assert_eq!(number("１，036"), Some("1036".into()));
        assert_eq!(number(" 2.50 "), Some("2.5".into()));
        assert_eq!(number("+12"), Some("12".into()));
        for blank in ["", " ", "/", "-", "—", "——"] {
            assert_eq!(Entry::parse(blank), Entry::Blank, "{blank}");
        }
        for bad in ["3件", "1,03", "1.2345678", "∞", "1e5", "."] {
            assert_eq!(Entry::parse(bad), Entry::Unreadable, "{bad}");
        }
    }
}
