//! Working days in China: weekends, and the days off and days to work in their place that the
//! General Office of the State Council announces for each year (国务院办公厅关于部分节假日安排的通知).

use crate::dates::Day;

/// The year before that of the first line of [`YEARS`].
const BEFORE: u16 = 2018;

/// The days of a year that are not as its weekdays say; a day is month × 100 + day of the month.
struct Year {
    /// The first and the last of the days off in a row, Saturdays and Sundays among them.
    off: &'static [(u16, u16)],
    /// The Saturdays and Sundays to work.
    work: &'static [u16],
}

/// Each year from the one after [`BEFORE`]. Those of 2021 to 2026 were compared with the texts of the notices,
/// those of 2019 and 2020 with a set of data that cites them. Days off of the year before that belong to a notice
/// stand with their own year.
const YEARS: &[Year] = &[
    // 国办发明电〔2018〕15号; for Labour Day 国办发明电〔2019〕3号
    Year {
        off: &[
            (101, 101),
            (204, 210),
            (405, 407),
            (501, 504),
            (607, 609),
            (913, 915),
            (1001, 1007),
        ],
        work: &[202, 203, 428, 505, 929, 1012],
    },
    // 国办发明电〔2019〕16号; the spring holiday was made longer by 国办发明电〔2020〕1号
    Year {
        off: &[(101, 101), (124, 202), (404, 406), (501, 505), (625, 627), (1001, 1008)],
        work: &[119, 426, 509, 628, 927, 1010],
    },
    // 国办发明电〔2020〕27号
    Year {
        off: &[
            (101, 103),
            (211, 217),
            (403, 405),
            (501, 505),
            (612, 614),
            (919, 921),
            (1001, 1007),
        ],
        work: &[207, 220, 425, 508, 918, 926, 1009],
    },
    // 国办发明电〔2021〕11号
    Year {
        off: &[
            (101, 103),
            (131, 206),
            (403, 405),
            (430, 504),
            (603, 605),
            (910, 912),
            (1001, 1007),
            (1231, 1231),
        ],
        work: &[129, 130, 402, 424, 507, 1008, 1009],
    },
    // 国办发明电〔2022〕16号
    Year {
        off: &[(101, 102), (121, 127), (405, 405), (429, 503), (622, 624), (929, 1006)],
        work: &[128, 129, 423, 506, 625, 1007, 1008],
    },
    // 国办发明电〔2023〕7号
    Year {
        off: &[
            (101, 101),
            (210, 217),
            (404, 406),
            (501, 505),
            (610, 610),
            (915, 917),
            (1001, 1007),
        ],
        work: &[204, 218, 407, 428, 511, 914, 929, 1012],
    },
    // 国办发明电〔2024〕12号
    Year {
        off: &[(101, 101), (128, 204), (404, 406), (501, 505), (531, 602), (1001, 1008)],
        work: &[126, 208, 427, 928, 1011],
    },
    // 国办发明电〔2025〕7号
    Year {
        off: &[
            (101, 103),
            (215, 223),
            (404, 406),
            (501, 505),
            (619, 621),
            (925, 927),
            (1001, 1007),
        ],
        work: &[104, 214, 228, 509, 920, 1010],
    },
];

/// Whether this is a working day; `None` for a year whose notice is not in the table.
pub fn is_workday(day: Day) -> Option<bool> {
    let year = YEARS.get(usize::from(day.year.checked_sub(BEFORE + 1)?))?;
    let date = u16::from(day.month) * 100 + u16::from(day.day);
    let off = year.off.iter().any(|(from, to)| (*from..=*to).contains(&date));
    Some(year.work.contains(&date) || !off && day.weekday() < 5)
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
        for (year, of) in (BEFORE + 1..).zip(YEARS) {
            let date = |n: u16| day(year, (n / 100) as u8, (n % 100) as u8);
            assert!(of.work.iter().all(|work| date(*work).weekday() >= 5), "{year}");
            assert!(of.off.iter().all(|(from, to)| date(*from) <= date(*to)), "{year}");
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
