//! Working days in China: weekends, and the days off and days to work in their place that the
//! General Office of the State Council announces for each year (国务院办公厅关于部分节假日安排的通知).

use crate::dates::Day;

/// The year before that of the first line of [`YEARS`].
const BEFORE: u16 = 2018;

/// For each year the ranges of days off (`0204-0210`), and the Saturdays and Sundays to work
/// (`+0202`). Those of 2021 to 2026 were compared with the texts of the notices, those of 2019 and 2020
/// with a set of data that cites them. Days off of the year before that belong to a notice stand with their own
/// year.
const YEARS: &[&str] = &[
    // 国办发明电〔2018〕15号; for Labour Day 国办发明电〔2019〕3号
    "0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007 +0202 +0203 +0428 +0505 +0929 +1012",
    // 国办发明电〔2019〕16号; the spring holiday was made longer by 国办发明电〔2020〕1号
    "0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008 +0119 +0426 +0509 +0628 +0927 +1010",
    // 国办发明电〔2020〕27号
    "0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007 +0207 +0220 +0425 +0508 +0918 +0926 +1009",
    // 国办发明电〔2021〕11号
    "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231 +0129 +0130 +0402 +0424 +0507 +1008 +1009",
    // 国办发明电〔2022〕16号
    "0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 +0128 +0129 +0423 +0506 +0625 +1007 +1008",
    // 国办发明电〔2023〕7号
    "0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007 +0204 +0218 +0407 +0428 +0511 +0914 +0929 +1012",
    // 国办发明电〔2024〕12号
    "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008 +0126 +0208 +0427 +0928 +1011",
    // 国办发明电〔2025〕7号
    "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007 +0104 +0214 +0228 +0509 +0920 +1010",
];

/// Whether this is a working day; `None` for a year whose notice is not in the table.
pub fn is_workday(day: Day) -> Option<bool> {
    let at = usize::from(day.year.checked_sub(BEFORE + 1)?);
    let date = u16::from(day.month) * 100 + u16::from(day.day);
    let number = |text: &str| text.parse().unwrap_or(0u16);
    for entry in YEARS.get(at)?.split(' ') {
        match (entry.strip_prefix('+'), entry.split_once('-')) {
            (Some(work), _) if number(work) == date => return Some(true),
            (None, Some((from, to))) if (number(from)..=number(to)).contains(&date) => {
                return Some(false);
            }
            (None, None) if number(entry) == date => return Some(false),
            _ => {}
        }
    }
    Some(day.weekday() < 5)
}

/// The last of so many working days after a day; `None` if it needs a year that is not in the
/// table.
pub fn after(day: Day, workdays: usize) -> Option<Day> {
    let (mut day, mut left) = (day, workdays);
    while left > 0 {
        day = day.next();
        left -= usize::from(is_workday(day)?);
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    #[test]
    fn holidays_and_the_days_worked_in_their_place() {
        assert_eq!(is_workday(day(2024, 2, 12)), Some(false));
        assert_eq!(is_workday(day(2024, 2, 18)), Some(true));
        assert_eq!(is_workday(day(2024, 3, 2)), Some(false));
        assert_eq!(is_workday(day(2024, 3, 4)), Some(true));
        assert_eq!(is_workday(day(2022, 12, 31)), Some(false));
        assert_eq!(is_workday(day(2017, 3, 1)), None);
        assert_eq!(is_workday(day(2027, 3, 1)), None);
        // Days to work are Saturdays and Sundays, and a range ends after it begins.
        for (n, line) in YEARS.iter().enumerate() {
            for entry in line.split(' ') {
                let year = BEFORE + 1 + n as u16;
                let date = |text: &str| {
                    let n: u16 = text.parse().unwrap();
                    day(year, (n / 100) as u8, (n % 100) as u8)
                };
                if let Some(work) = entry.strip_prefix('+') {
                    assert!(date(work).weekday() >= 5, "{year} {work}");
                } else if let Some((from, to)) = entry.split_once('-') {
                    assert!(date(from) < date(to), "{year} {entry}");
                }
            }
        }
    }

    #[test]
    fn twenty_working_days() {
        // No holiday: four weeks.
        assert_eq!(after(day(2024, 3, 4), 20), Some(day(2024, 4, 1)));
        // National Day 2023: eight days off, two weekend days worked.
        assert_eq!(after(day(2023, 9, 18), 20), Some(day(2023, 10, 20)));
        assert_eq!(after(day(2026, 12, 20), 20), None);
    }
}
