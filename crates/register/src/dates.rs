//! Days as registers write them: with or without a year, a time, or separators.

use report::text::{half_width, parse_numeral};

/// A day of the calendar; days are compared in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// A day as it is written, perhaps without year or month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// The year, if written.
    pub year: Option<u16>,
    /// The month, if written.
    pub month: Option<u8>,
    /// The day of the month; 0 where only the month is written.
    pub day: u8,
}

impl Day {
    /// A day that exists, from 1990 to 2100.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let ok = (1990..=2100).contains(&year)
            && (1..=12).contains(&month)
            && (1..=length(year, month)).contains(&day);
        ok.then_some(Day { year, month, day })
    }

    /// Number of days since an arbitrary day.
    pub fn number(self) -> i32 {
        let (y, m) = (i32::from(self.year), i32::from(self.month));
        let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
        y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + i32::from(self.day)
    }

    /// The day of the week, 0 for Monday.
    pub fn weekday(self) -> i32 {
        (self.number() + 1).rem_euclid(7)
    }

    /// The day after this one.
    pub fn next(self) -> Day {
        let Day { year, month, day } = self;
        match () {
            () if day < length(year, month) => Day { day: day + 1, ..self },
            () if month < 12 => Day { month: month + 1, day: 1, year },
            () => Day { year: year + 1, month: 1, day: 1 },
        }
    }
}

fn length(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Written {
    /// The first such day from `since` on, if the year is not written.
    pub fn from(self, since: Day) -> Option<Day> {
        let month = self.month?;
        let of = |year| {
            Day::new(year, month, if self.day == 0 { length(year, month) } else { self.day })
        };
        match self.year {
            Some(year) => of(year),
            None => of(since.year).filter(|day| *day >= since).or_else(|| of(since.year + 1)),
        }
    }

    /// The day, if what is not written is this; the first of a month without a day.
    pub fn within(self, year: Option<u16>, month: Option<u8>) -> Option<Day> {
        Day::new(self.year.or(year)?, self.month.or(month)?, self.day.max(1))
    }
}

/// The first day in a text: `2023-01-17 16:59:41`, `2023年1月5日`, `20230105`, `23.1.5`, `1月5日`,
/// `5日`, `1/17/2023`, `2023年1月`, `二〇二三年一月五日`, or the number by which workbooks store a
/// day. A text with many other words is no day.
pub fn written(text: &str) -> Option<Written> {
    if text.len() > 60 || !text.chars().any(|c| half_width(c).is_ascii_digit() || is_chinese(c)) {
        return None;
    }
    let text: String = text.chars().map(half_width).collect();
    let numbers = numbers(&text);
    let first = *numbers.first()?;
    let words = text.chars().filter(|c| c.is_alphabetic() && !is_chinese(*c)).count();
    if words > 12 {
        return None;
    }
    if let Some(day) = compact(first, &numbers) {
        return Some(day);
    }
    let part_of = |c: char| "年月-/.、,。·".contains(c);
    match numbers[..] {
        [(y, 4, a), (m, 1..=2, b), (d, 1..=2, _), ..] if part_of(a) && part_of(b) => full(y, m, d),
        // The year may stand last; a day above 12 tells day and month apart.
        [(m, 1..=2, a), (d, 1..=2, b), (y, 4, _), ..] if part_of(a) && part_of(b) => {
            if m > 12 {
                full(y, d, m)
            } else {
                full(y, m, d)
            }
        }
        [(y, 2, a), (m, 1..=2, b), (d, 1..=2, _), ..] if part_of(a) && part_of(b) && y >= 8 => {
            full(2000 + y, m, d)
        }
        [(_, 1..=2, '-' | '/' | '.'), (_, 1..=2, '-' | '/' | '.'), (_, 1..=2, _), ..] => None,
        [(y, 4, '年'), (m, 1..=2, '月'), ..] | [(y, 4, '-' | '/'), (m, 1..=2, '\0')] => {
            full(y, m, 1).map(|month| Written { day: 0, ..month })
        }
        [(m, 1..=2, '月' | '-' | '/' | '.'), (d, 1..=2, after), ..] if after != '%' => part(m, d),
        [(d, 1..=2, '日' | '号')] => {
            let day = u8::try_from(d).ok().filter(|d| (1..=31).contains(d))?;
            Some(Written { year: None, month: None, day })
        }
        _ => None,
    }
}

fn full(year: u32, month: u32, day: u32) -> Option<Written> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let day = Day::new(u16::try_from(year).ok()?, month, day)?;
    Some(Written { year: Some(day.year), month: Some(day.month), day: day.day })
}

fn part(month: u32, day: u32) -> Option<Written> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    // A leap year has every day that there may be.
    let day = Day::new(2000, month, day)?;
    Some(Written { year: None, month: Some(day.month), day: day.day })
}

/// Eight digits, or the number of a day since 1900 as workbooks store it.
fn compact(
    (n, digits, after): (u32, usize, char),
    numbers: &[(u32, usize, char)],
) -> Option<Written> {
    match digits {
        8 => full(n / 10_000, n / 100 % 100, n % 100),
        5 if (numbers.len() == 1 || numbers.len() == 2 && after == '.')
            && (36_526..=55_153).contains(&n) =>
        {
            let mut day = Day { year: 2000, month: 1, day: 1 };
            for _ in 36_526..n {
                day = day.next();
            }
            Some(Written { year: Some(day.year), month: Some(day.month), day: day.day })
        }
        _ => None,
    }
}

/// The numbers in a text: value, number of digits, and the character behind (`\0` at the end).
fn numbers(text: &str) -> Vec<(u32, usize, char)> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_digit = if c.is_ascii_digit() { |c: char| c.is_ascii_digit() } else { is_chinese };
        if !is_digit(c) {
            continue;
        }
        let mut digits = String::from(c);
        while let Some(c) = chars.next_if(|c| is_digit(*c)) {
            digits.push(c);
        }
        while chars.next_if(|c| *c == ' ').is_some() {}
        let after = chars.peek().copied().unwrap_or('\0');
        let value = digits
            .parse()
            .ok()
            .or_else(|| parse_numeral(&digits).and_then(|value| u32::try_from(value).ok()));
        let Some(value) = value else { continue };
        let count =
            if value >= 1000 { digits.chars().count() } else { digits.chars().count().min(2) };
        let count = if digits.is_ascii() { digits.len() } else { count };
        found.push((value, count, after));
    }
    found
}

fn is_chinese(c: char) -> bool {
    report::text::is_numeral(c) || c == '○'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_registers_write_them() {
        let day = |y, m, d| Some(Written { year: Some(y), month: Some(m), day: d });
        for text in [
            "2023-01-05",
            "2023年1月5日",
            "2023.1.5",
            "2023/1/5 9:30",
            "20230105",
            "23.1.5",
            "二〇二三年一月五日",
            "44931",
            "44931.6875",
            "2023、1、5",
            "1/5/2023",
            "２０２３－０１－０５",
            "2023年01月05日（周四）",
        ] {
            assert_eq!(written(text), day(2023, 1, 5), "{text}");
        }
        assert_eq!(written("31/12/2022"), day(2022, 12, 31));
        assert_eq!(written("12/31/2022 9:30"), day(2022, 12, 31));
        assert_eq!(written("2023年1月"), day(2023, 1, 0));
        let short = Some(Written { year: None, month: Some(12), day: 31 });
        assert_eq!(written("12月31日"), short);
        assert_eq!(written("12.31"), short);
        assert_eq!(written("5日"), Some(Written { year: None, month: None, day: 5 }));
        for text in ["", "无", "12003129842", "柳农公开〔2024〕1号", "2023-02-30", "100", "第三方"]
        {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_next_one() {
        let since = Day::new(2023, 12, 19).unwrap();
        assert_eq!(written("1月5日").unwrap().from(since), Day::new(2024, 1, 5));
        assert_eq!(written("12月29日").unwrap().from(since), Day::new(2023, 12, 29));
        assert_eq!(Day::new(2024, 1, 1).unwrap().weekday(), 0);
        assert_eq!(Day::new(2025, 3, 1).unwrap().number() - since.number(), 438);
    }
}
