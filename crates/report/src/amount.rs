//! Exact decimals, and what a cell holds.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use crate::text;

/// A decimal with six places, exact: an amount in 万元 down to one 分. Never a float.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Amount(i128);

const ONE: i128 = 1_000_000;
/// Longer numbers are no counts, and sums of many of them must not overflow.
const MOST_DIGITS: usize = 24;

impl Amount {
    pub const ZERO: Amount = Amount(0);

    pub fn whole(n: u64) -> Amount {
        Amount(i128::from(n) * ONE)
    }

    /// Understands ASCII digits with an optional sign, thousands separators and at most six decimal
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

    /// `self × n`, `None` on overflow.
    pub fn times(self, n: u64) -> Option<Amount> {
        self.0.checked_mul(i128::from(n)).map(Amount)
    }

    /// `self ÷ n`, `None` if that has more than six places.
    pub fn part(self, n: u64) -> Option<Amount> {
        let n = i128::from(n);
        (n != 0 && self.0 % n == 0).then(|| Amount(self.0 / n))
    }

    pub fn is_integer(self) -> bool {
        self.0 % ONE == 0
    }

    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub fn abs(self) -> Amount {
        Amount(self.0.abs())
    }

    /// self ÷ whole in per cent, rounded half up to so many places; `whole` is above 0.
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

    /// In millionths.
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

/// What a cell holds, understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// Nothing, or one of the marks people put for nothing. Unknown, never 0.
    Blank,
    Number(Amount),
    /// Something that is no number.
    Unreadable,
    /// A cell that need not be there: of a variant that is not used, or replaced by one that is.
    /// Counts as nothing and is not missed.
    Absent,
}

impl Entry {
    /// What it adds to a sum: nothing where the cell need not be there; `None` while it is unknown.
    pub fn counted(self) -> Option<Amount> {
        match self {
            Entry::Absent => Some(Amount::ZERO),
            entry => entry.number(),
        }
    }

    /// Understands full-width digits, white space and thousands separators.
    pub fn parse(typed: &str) -> Entry {
        // Nearly every cell holds a few digits, and all are read after every key.
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

    /// Understands an amount of money with its unit, in 元: `251000元`, `7.5万元`; a bare number as
    /// it stands.
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
