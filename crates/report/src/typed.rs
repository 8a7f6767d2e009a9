//! Normalises what was typed into a cell: full-width digits, separators, 万 and 亿, the cell's own
//! unit, Chinese numerals. Ambiguous text stays as it was typed.

use crate::amount::{Amount, Entry};
use crate::form::{Cell, Kind};
use crate::text;

/// A cell's normalised text; what is no number stays, without spaces around it.
pub fn tidy(cell: &Cell, typed: &str) -> String {
    let tight: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !text::is_invisible(*c))
        .map(text::half_width)
        .collect();
    let number = match (Entry::parse(&tight), cell.kind()) {
        (Entry::Number(_), _) => Some(tight.replace([',', '，'], "")),
        // The form prints no unit for money, so the typed unit must be kept.
        (Entry::Unreadable, Kind::Count | Kind::Change | Kind::Amount) => {
            in_words(cell, &tight).map(|n| n.to_string())
        }
        _ => None,
    };
    number.unwrap_or_else(|| typed.trim().to_string())
}

/// The value of `1.2万`, `35000元` in a cell of 万元, `12件`, `三十二`.
fn in_words(cell: &Cell, text: &str) -> Option<Amount> {
    const WAN: u64 = 10_000;
    // A cell of kind amount is in 万元, and so is a number without 元.
    let (text, alone, per) = match (cell.kind(), text.strip_suffix('元')) {
        (Kind::Amount, Some(text)) => (text, 1, WAN),
        (Kind::Amount, None) => (text, WAN, WAN),
        _ => (text.strip_suffix(cell.row.unit).unwrap_or(text), 1, 1),
    };
    let large = [("万", WAN), ("亿", WAN * WAN)].into_iter();
    let large = large.map(|(unit, n)| Some((text.strip_suffix(unit)?, n)));
    let (digits, times) = large.flatten().next().unwrap_or((text, alone));
    let sign = if cell.kind() == Kind::Change { "" } else { "+-" };
    let number = Amount::parse(digits).or_else(|| numeral(digits))?;
    let number = number.times(times)?.part(per)?;
    (!digits.starts_with(|c| sign.contains(c))).then_some(number)
}

/// The value of an unambiguous Chinese numeral: 一百二 means 120 in speech but reads as 102.
fn numeral(text: &str) -> Option<Amount> {
    let last: Vec<char> = text.chars().rev().take(2).collect();
    if let [last, before] = last[..]
        && "百千万".contains(before)
        && !"十百千万".contains(last)
    {
        return None;
    }
    text::parse_numeral(text).map(Amount::whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_understood_and_nothing_is_guessed() {
        let form = crate::form("2021").expect("the newest form");
        let tidy = |id: &str, typed: &str| tidy(form.cell(id).expect("a cell"), typed);
        for (typed, stands) in [
            ("１２", "12"),
            (" 1,036 ", "1036"),
            ("1，036", "1036"),
            ("12件", "12"),
            ("1.2万", "12000"),
            ("1.2万件", "12000"),
            ("3亿", "300000000"),
            ("三十二", "32"),
            ("三百零五", "305"),
            ("二十万", "200000"),
            ("一百二", "一百二"),
            ("两万三", "两万三"),
            ("12条", "12条"),
            ("-1件", "-1件"),
            ("1.23456789万", "1.23456789万"),
            ("若干", "若干"),
            ("—", "—"),
            ("／", "／"),
            ("", ""),
        ] {
            assert_eq!(tidy("3.received.person", typed), stands, "{typed}");
        }
        for (typed, stands) in [
            ("3.5", "3.5"),
            ("3.5万", "3.5"),
            ("3.5万元", "3.5"),
            ("35000元", "3.5"),
            ("35,000元", "3.5"),
            ("0.1元", "0.00001"),
            ("0.001元", "0.001元"),
            ("1.2亿元", "12000"),
            ("三万元", "3"),
        ] {
            assert_eq!(tidy("2.fee.amount", typed), stands, "{typed}");
        }
        let old = crate::form("2019").expect("a form");
        let money = old.cell("2.procurement.amount").expect("a cell");
        assert_eq!(super::tidy(money, " 7.5万元"), "7.5万元");
    }
}
