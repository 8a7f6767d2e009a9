//! When an application was received and answered, and in which year it counts (rule R07).

use report::text::{find_year, key};

use crate::dates::{Day, Written};
use crate::field::Field;
use crate::rows::Row;
use crate::sentence;
use crate::words::has;

/// In which part of the year's table an application stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// Received in the year.
    Received,
    /// Received before the year and not answered before it.
    CarriedIn,
    /// It counts in another year; why.
    Elsewhere(&'static str),
    /// It must be asked; why.
    Ask(&'static str),
}

/// The days of an application.
#[derive(Clone, Copy, Default, Debug)]
pub struct Days {
    /// The day of receipt.
    pub received: Option<Day>,
    /// The year of receipt, where the day is not known.
    pub year: Option<u16>,
    /// The day of the answer.
    pub answered: Option<Day>,
    /// Two days of receipt lie in different years.
    pub straddles: bool,
    /// No year is written, and the answer came in the year after the receipt: which of the two is
    /// that of the report is open.
    pub yearless: bool,
    /// Of a day only the month is known.
    pub rough: bool,
}

/// The year in a number of registration: 〔2023〕5号, YSQ202300116.
pub fn year_of_number(text: &str) -> Option<u16> {
    let text = key(text);
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits >= 4 {
            let head: String = chars[at..at + 4].iter().collect();
            return head.parse().ok().filter(|year| (2000..=2100).contains(year));
        }
        at += digits.max(1);
    }
    None
}

/// The days of a row; `year` is the one of the report, for days without a year.
pub fn days(row: &Row, year: u16) -> Days {
    let numbered = row.text(Field::Number).and_then(year_of_number);
    let own = row.text(Field::Year).and_then(year_of_number).or(numbered);
    let part = row.part.unwrap_or_default();
    let name = &row.sheet.name;
    let title = find_year(name).or_else(|| find_year(&row.table.title)).map(|(.., y)| y);
    let title = title.or_else(|| year_of_number(name));
    // What is carried over has the days of the year before.
    let carried = carried(&row.words_of_period());
    // `二〇二一年转来` is a part with the days of that year.
    let of_part = find_year(part).map(|(.., year)| year).filter(|of| *of <= year);
    let before = Some(year.saturating_sub(1)).filter(|_| carried || has(part, "上年|去年"));
    let before = of_part.or(before);
    let near = before.or_else(|| title.filter(|_| !part.contains("结转")));
    let of_sheet = row.month.and_then(month).or_else(|| month(name));
    let month = row.text(Field::Month).and_then(month).or(of_sheet);
    let read = |field| row.day(field)?.within(own.or(near).or(Some(year)), month);
    let order = [Field::Received, Field::Registered, Field::Filed];
    let all: Vec<Day> = order.iter().filter_map(|f| read(*f)).collect();
    let received = all.first().copied();
    // 收到日期 is what counts; where only the days of filing and of registration are known, the
    // first day of the year may lie between them.
    let straddles = !row.table.has(Field::Received)
        && all.windows(2).any(|two| two[0].year.cmp(&year) != two[1].year.cmp(&year));
    let since = received.or(Day::new(year, 1, 1));
    let written = row.day(Field::Answered).or_else(|| said(row, received));
    let answered = written.zip(since).and_then(|(day, since)| day.from(since));
    let first = order.iter().find_map(|f| row.day(*f));
    let of_month =
        month.filter(|_| received.is_none() && !part.contains("结转")).and(title.or(Some(year)));
    let texts = || order.iter().find_map(|f| row.text(*f)).and_then(year_of_number);
    let bare = |day: Option<Written>| day.is_some_and(|day| day.year.is_none());
    Days {
        received,
        year: received.map(|d| d.year).or(own).or_else(texts).or(before).or(of_month),
        answered,
        straddles,
        yearless: bare(first)
            && bare(written)
            && own.or(before).is_none()
            && month.is_none()
            && received.zip(answered).is_some_and(|(from, to)| from.year < to.year),
        rough: first.into_iter().chain(written).any(|day| day.day == 0),
    }
}

/// The day of the answer that the sentence of the result says, where no column has it. A day before
/// the receipt is one of something else.
fn said(row: &Row, received: Option<Day>) -> Option<Written> {
    let fields = [Field::Result, Field::Detail, Field::Status, Field::Note];
    let mut texts = fields.iter().flat_map(|field| row.texts(*field));
    let day = texts.find_map(sentence::answered)?;
    let of_year = |year: u16| day.within(Some(year), None);
    let before = day.year.and_then(of_year).zip(received).is_some_and(|(day, from)| day < from);
    (!before).then_some(day)
}

/// `3月`, `三月`, `2023年3月`.
pub fn month(text: &str) -> Option<u8> {
    let text = key(text);
    let before = text.split_once('月')?.0;
    let digits: String = before.rsplit(|c: char| !c.is_ascii_digit()).next()?.to_string();
    let n = match digits.parse::<u8>() {
        Ok(n) => n,
        Err(_) => {
            let words: String = before.rsplit(['年', ' ']).next()?.to_string();
            u8::try_from(report::text::parse_numeral(&words)?).ok()?
        }
    };
    (1..=12).contains(&n).then_some(n)
}

/// Whether words say that an application was carried over from the year before.
fn carried(words: &[&str]) -> bool {
    let text = |text: &&str| {
        has(text, "上年|去年|上一年")
            && has(text, "结转|转入|转来|转至|转到|未办结|没办完|未办完|跨年")
    };
    words.iter().any(text)
}

/// In which period an application with these days counts; `words` are those of the columns and parts
/// that say 上年结转 or 本年新收.
pub fn period(days: &Days, words: &[&str], year: u16) -> Period {
    let says = |what: &[&str]| words.iter().any(|text| what.iter().any(|w| text.contains(w)));
    let carried = carried(words);
    let fresh = says(&["本年新收", "本年度新收", "本年收"]);
    if days.yearless {
        return Period::Ask("日期没有写年份，收到和答复跨年");
    }
    if days.straddles {
        return Period::Ask("提交与登记确认的日期跨年");
    }
    let received = match days.year {
        Some(received) => received,
        None if carried => year.saturating_sub(1),
        None if fresh => year,
        None => return Period::Ask("没有收到日期和编号"),
    };
    match received {
        _ if received > year => Period::Elsewhere("次年收到，属下年度"),
        _ if received < year && days.answered.is_some_and(|day| day.year < year) => {
            Period::Elsewhere("上年收到、上年已答复")
        }
        // A slip of the pen, or one that was stopped for long.
        _ if received + 1 < year => Period::Ask("收到日期早于上年"),
        _ if received < year && fresh => Period::Ask("写明本年新收，收到日期却在上年"),
        _ if received == year && carried => Period::Ask("写明上年结转，收到日期却在本年"),
        _ if received < year => Period::CarriedIn,
        _ => Period::Received,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_numbers_and_months_of_sheets() {
        assert_eq!(year_of_number("示公开〔2023〕5号"), Some(2023));
        assert_eq!(year_of_number("YSQ202300116"), Some(2023));
        assert_eq!(year_of_number("第 12 号"), None);
        assert_eq!(
            (month("3月"), month("十二月"), month("2023年11月"), month("汇总")),
            (Some(3), Some(12), Some(11), None)
        );
    }
}
