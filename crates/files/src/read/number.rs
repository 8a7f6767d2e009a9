//! Numbers of spreadsheets as text. A cell stores a binary number and a format to show it. Users
//! see and print the number as shown, so it is read as shown; where this differs from the stored
//! number, the reader says so.
//!
//! Alignment, conditions, colours other than white and the text that a format shows for zero are
//! deliberately ignored: they do not change which number it is.

/// The part of a number format that changes the number that is read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Format {
    kind: Kind,
    /// Decimal places, if the format fixes them.
    places: Option<usize>,
    /// Power of ten by which the shown number is smaller: `0!.0,` shows 万元 for 元.
    scale: usize,
    /// The unit that the format prints after the number: 元 or 万元.
    unit: String,
    /// The figures that the format prints before and after each number: `0"00"`.
    printed: (String, String),
    /// Nothing is shown for zero.
    hides_zero: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Kind {
    #[default]
    Number,
    Percent,
    /// The number is not shown; there may be words in its place.
    Nothing,
    /// Which parts of a date are shown, and whether with 年月日.
    Date {
        day: bool,
        time: bool,
        chinese: bool,
    },
}

/// A number as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub text: String,
    /// The stored number, where the shown one differs.
    pub stored: Option<String>,
}

impl Format {
    /// The built-in format with this number, as a Chinese spreadsheet shows it.
    pub fn builtin(id: usize) -> Format {
        Format::of(match id {
            1 | 3 | 37 | 38 | 41 | 42 => "0",
            2 | 4 | 39 | 40 | 43 | 44 => "0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 => "yyyy-m-d",
            18..=21 | 45..=47 => "h:mm",
            22 => "yyyy-m-d h:mm",
            32..=35 | 55 | 56 => "h\"时\"mm",
            27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy\"年\"m\"月\"d\"日\"",
            _ => "General",
        })
    }

    /// Parses a format code such as `#,##0.00`, `0"元"`, `yyyy"年"m"月"`.
    pub fn of(code: &str) -> Format {
        if code.starts_with("General") || code.starts_with("G/") {
            return Format::default();
        }
        // Such a format, as in `;;;`, shows no number.
        if code.starts_with(';') {
            return Format { kind: Kind::Nothing, ..Format::default() };
        }
        let first = code.split(';').next().unwrap_or_default().to_ascii_lowercase();
        // What is white is not seen, and a figure that fills the cell is none of the number.
        let fills = |figure: char| first.contains(&format!("*{figure}"));
        if first.contains("[white]") || first.contains("[白色]") || ('0'..='9').any(fills) {
            return Format { kind: Kind::Nothing, ..Format::default() };
        }
        let (marks, words) = split(code);
        let has = |set: &str| marks.chars().any(|c| set.contains(c.to_ascii_lowercase()));
        if has("ydhs") || has("m") && !has("0#?") {
            let chinese = words.contains(['年', '月']);
            let (day, time) = (has("yd") || !has("hs"), has("hs"));
            return Format { kind: Kind::Date { day, time, chinese }, ..Format::default() };
        }
        if marks.trim().is_empty() && !code.trim().is_empty() {
            let printed = (words, String::new());
            return Format { kind: Kind::Nothing, printed, ..Format::default() };
        }
        let unit = ["亿元", "万元", "元"].into_iter().find(|u| words.contains(u)).unwrap_or("");
        let mut format = Format { unit: unit.to_string(), ..Format::default() };
        // A multiple that is printed after the number, as in `0"十件"`, is part of it.
        if let Some((_, after)) = words.split_once(NUMBER).filter(|_| unit.is_empty())
            && after.contains(['十', '百', '千', '万', '亿'])
        {
            format.unit = after.into();
        }
        if has("%") {
            format.kind = Kind::Percent;
        }
        // Formats with an exponent or a fraction do not change the number.
        if has("e/") || !has("0#?") {
            return format;
        }
        let digits = |text: &str| text.chars().filter(|c| matches!(c, '0' | '#' | '?')).count();
        let last = marks.rfind(['0', '#', '?']).unwrap_or(0);
        let thousands = marks[last..].matches(',').count() * 3;
        // A decimal point that is literal text of the format moves the point of the number.
        let printed = marks.rfind('\u{1}').map_or(0, |at| digits(&marks[at..]));
        let places = marks.rfind('.').map_or(0, |at| digits(&marks[at..]));
        let figures = |words: &str| words.chars().filter(char::is_ascii_digit).collect();
        let (before, after) = words.split_once(NUMBER).unwrap_or_default();
        format.printed = (figures(before), figures(after));
        // So is a sign that every number has.
        if !code.contains(';')
            && let Some(sign) = marks.trim_start().chars().next().filter(|c| "-(".contains(*c))
        {
            format.printed.0.insert(0, sign);
        }
        format.hides_zero = !marks.contains(['0', '?']) || hides_zero(code);
        format.scale = thousands + printed;
        format.places = Some(places + printed);
        format
    }

    /// A number as this format shows it. `since_1904` says whether dates count days from 1904.
    pub fn show(&self, value: f64, since_1904: bool) -> Shown {
        let plain = plain(value);
        let same = |text: String| Shown { text, stored: None };
        if !value.is_finite() {
            return same(plain);
        }
        match self.kind {
            Kind::Date { day, time, chinese } => {
                match date(value, since_1904, day, time, chinese) {
                    Some(text) => same(text),
                    None => same(plain),
                }
            }
            Kind::Percent => same(percent(value)),
            Kind::Nothing => Shown { text: self.printed.0.clone(), stored: Some(plain) },
            Kind::Number => {
                let scaled = shift(&plain, self.scale as i32);
                let text = self.places.map_or(scaled.clone(), |places| rounded(&scaled, places));
                if self.hides_zero && text.parse() == Ok(0.0) {
                    return unseen(value);
                }
                let text = format!("{}{text}{}", self.printed.0, self.printed.1);
                let stored = (text != plain).then_some(plain);
                Shown { text: format!("{text}{}", self.unit), stored }
            }
        }
    }
}

/// Whether a format's section for zero shows nothing.
fn hides_zero(code: &str) -> bool {
    let spaced = |c: char| c.is_whitespace() || c == '_';
    let of_zero = code.split(';').nth(2).filter(|_| !code.contains('"'));
    of_zero.is_some_and(|section| section.trim_matches(spaced).is_empty())
}

/// A number whose shown form the file gives: `1,036.50`, `251,000元`.
pub fn agreed(value: f64, shown: &str) -> Shown {
    let plain = plain(value);
    let shown = shown.trim();
    let unit = ["亿元", "万元", "元"].into_iter().find(|u| shown.ends_with(u)).unwrap_or("");
    let digits: String =
        shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    // A text shown for zero, or `###` in a narrow cell, is not a number.
    let text = match digits.parse::<f64>() {
        Ok(_) if !shown.contains(['E', '/']) => shift(&digits, 0),
        _ => plain.clone(),
    };
    let stored = (text != plain).then_some(plain);
    Shown { text: format!("{text}{unit}"), stored }
}

/// A number that is not shown.
pub fn unseen(value: f64) -> Shown {
    Shown { text: String::new(), stored: Some(plain(value)) }
}

/// A fraction as a percentage.
pub fn percent(value: f64) -> String {
    format!("{}%", shift(&plain(value), -2))
}

/// The place of the number in the literal text of a format.
const NUMBER: char = '\u{2}';

/// The first section of a format without colours and conditions, and the literal text in it. A
/// literal decimal point becomes the control character 1.
fn split(code: &str) -> (String, String) {
    let (mut marks, mut words) = (String::new(), String::new());
    let mut chars = code.chars().take(255);
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                let quoted: String = chars.by_ref().take_while(|c| *c != '"').collect();
                if quoted == "." {
                    marks.push('\u{1}');
                }
                words.push_str(&quoted);
            }
            '\\' | '!' => match chars.next() {
                Some('.') => marks.push('\u{1}'),
                Some(c) => words.push(c),
                None => {}
            },
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // Hours may count beyond 24 in brackets; anything else in brackets is a colour or a
                // condition.
                if matches!(
                    inner.to_ascii_lowercase().as_str(),
                    "h" | "hh" | "m" | "mm" | "s" | "ss"
                ) {
                    marks.push_str(&inner);
                }
            }
            c if c.is_ascii() => {
                marks.push(c);
                if matches!(c, '0' | '#' | '?') && !words.contains(NUMBER) {
                    words.push(NUMBER);
                }
            }
            c => words.push(c),
        }
    }
    (marks, words)
}

/// A number with the 15 digits that a spreadsheet keeps, without an exponent.
pub fn plain(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let text = format!("{value:.14e}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent.abs() > 30 {
        return format!("{value:e}");
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |d| ("-", d));
    format!("{sign}{}", shift(digits, -exponent))
}

/// A plain decimal number divided by a power of ten.
fn shift(number: &str, power: i32) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |n| ("-", n));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = whole.len() as i32 - power;
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    while digits.len() < point as usize {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at(point as usize);
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if whole == "0" && fraction.is_empty() { "" } else { sign };
    match fraction {
        "" => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction}"),
    }
}

/// A plain decimal number rounded half away from zero, as spreadsheets do; trailing zeros are
/// dropped.
fn rounded(number: &str, places: usize) -> String {
    let Some((whole, fraction)) = number.split_once('.') else { return number.into() };
    if fraction.len() <= places {
        return number.into();
    }
    let up = fraction.as_bytes()[places] >= b'5';
    let mut digits = format!("{whole}{}", &fraction[..places]).into_bytes();
    for digit in digits.iter_mut().rev().filter(|_| up).filter(|d| d.is_ascii_digit()) {
        if *digit != b'9' {
            *digit += 1;
            break;
        }
        *digit = b'0';
    }
    let mut digits = String::from_utf8(digits).unwrap_or_default();
    let nines = whole.trim_start_matches('-');
    let at = usize::from(digits.starts_with('-'));
    if up && fraction[..places].bytes().chain(nines.bytes()).all(|b| b == b'9') {
        digits.insert(at, '1');
    }
    shift(&digits, places as i32)
}

/// A date by its serial number; `None` for numbers outside the calendar.
fn date(value: f64, since_1904: bool, day: bool, time: bool, chinese: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let minutes = (value.fract() * 1440.0).round() as i64;
    let mut days = value.floor() as i64 + minutes / 1440;
    let minutes = minutes % 1440;
    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    if !day {
        return Some(clock);
    }
    if since_1904 {
        days += 1462;
    }
    // Spreadsheets have a 29 February 1900, which did not exist.
    days += i64::from(days < 60);
    let (year, month, day) = civil(days - 25_569);
    let date = match chinese {
        true => format!("{year}年{month}月{day}日"),
        false => format!("{year}-{month:02}-{day:02}"),
    };
    Some(if time && minutes > 0 { format!("{date} {clock}") } else { date })
}

/// Year, month and day of a number of days after 1 January 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counts years from 1 March, so that a leap day is the last day of a year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: f64, code: &str) -> String {
        let Shown { text, stored } = Format::of(code).show(value, false);
        stored.map_or(text.clone(), |stored| format!("{text} ({stored})"))
    }

    #[test]
    fn numbers_are_read_as_shown() {
        for (value, code, text) in [
            (1234.0, "General", "1234"),
            (1234.0, "#,##0.00_ ", "1234"),
            (32057.2 * 3.0, "G/通用格式", "96171.6"),
            (0.1 + 0.2, "General", "0.3"),
            (1e21, "General", "1000000000000000000000"),
            (1.5e-7, "General", "0.00000015"),
            (-7730.284, "0.00;[Red]-0.00", "-7730.28 (-7730.284)"),
            (2.675, "0.00", "2.68 (2.675)"),
            (99.996, "0.00", "100 (99.996)"),
            (-0.4, "0", "0 (-0.4)"),
            (3.0, "0\"件\"", "3"),
            (251000.0, "#,##0\"元\"", "251000元"),
            (251000.0, "0!.0,", "25.1 (251000)"),
            (251000.0, "0.00,", "251 (251000)"),
            (0.256, "0%", "25.6%"),
            (0.0, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0"),
            (12.0, "@", "12"),
            (1200.0, "0.00E+00", "1200"),
            (0.5, "# ?/?", "0.5"),
            (407.0, ";;;", " (407)"),
            (40.0, "0\"0\"", "400 (40)"),
            (43.0, "\"1\"0\"件\"", "143 (43)"),
            (43.0, "\"131\"", "131 (43)"),
            (43.0, "0\"十件\"", "43十件"),
            (43.0, "-0", "-43 (43)"),
        ] {
            assert_eq!(show(value, code), text, "{value} {code}");
        }
    }

    #[test]
    fn dates_stay_dates() {
        for (value, code, text) in [
            (45322.0, "yyyy-mm-dd", "2024-01-31"),
            (45322.0, "yyyy\"年\"m\"月\"d\"日\";@", "2024年1月31日"),
            (45322.0, "[$-804]m/d/yy h:mm", "2024-01-31"),
            (45322.75, "m/d/yy h:mm", "2024-01-31 18:00"),
            (0.75, "[h]:mm:ss", "18:00"),
            (59.0, "d", "1900-02-28"),
            (61.0, "d", "1900-03-01"),
            (-1.0, "d", "-1"),
        ] {
            assert_eq!(show(value, code), text, "{value} {code}");
        }
        assert_eq!(Format::builtin(14).show(43860.0, true).text, "2024-01-31");
        assert_eq!(Format::builtin(31).show(45322.0, false).text, "2024年1月31日");
    }
}
