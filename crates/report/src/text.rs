//! Helpers for Chinese text: normalising, numerals, headings, dates.

mod years;

pub use years::{in_year, year_like};

use crate::steps;

/// Converts a full-width character to half-width, and both kinds of space to one. Chinese
/// punctuation without a half-width counterpart stays.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A label normalised for comparison: half-width, no white space, one kind of quotes, `1.` for
/// `1、`.
pub fn key(text: &str) -> String {
    steps::take(text.len());
    let mut key = String::with_capacity(text.len());
    for c in text.chars().map(half_width) {
        match c {
            '\u{4e00}'..='\u{9fff}' => key.push(c),
            c if c.is_whitespace() || is_invisible(c) => {}
            '、' | '．' if key.chars().all(|c| c.is_ascii_digit()) && !key.is_empty() => {
                key.push('.')
            }
            c => key.push(sign(c)),
        }
    }
    key
}

/// One sign for those that mean the same: quotes, angle brackets, colons.
pub fn sign(c: char) -> char {
    match c {
        '“' | '”' | '‘' | '’' | '「' | '」' | '\'' => '"',
        '〈' | '<' => '《',
        '〉' | '>' => '》',
        '∶' => ':',
        c => c,
    }
}

/// Whether a character is Chinese.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a character is invisible: joiners, marks of direction, variation selectors.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' | '\0'..='\u{8}')
}

/// The ordinary character for a code. Fonts and browsers name a glyph by its first code, which for
/// 一 or 长 may be that of a radical (⼀, ⻓). Vertical forms become the horizontal ones.
pub fn meant(c: char) -> char {
    let at = |list: &str, first: u32| list.chars().nth((u32::from(c) - first) as usize);
    let plain = match c {
        '\u{2f00}'..='\u{2fd5}' => at(KANGXI, 0x2f00),
        '\u{2e80}'..='\u{2ef3}' => RADICALS.chars().skip_while(|r| *r != c).nth(1),
        '\u{fe10}'..='\u{fe19}' => at("，、。：；！？〖〗…", 0xfe10),
        '\u{fe30}'..='\u{fe44}' => at("‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』", 0xfe30),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Some(' '),
        _ => None,
    };
    plain.unwrap_or(c)
}

/// Before words that are written from right to left.
pub const BACKWARDS: char = '\u{202e}';
/// After words that are written from right to left.
pub const BACKWARDS_END: char = '\u{202c}';

/// A text in which no words are marked as written from right to left: they stand in the order in
/// which they are seen.
fn forwards(text: &str) -> String {
    let (before, rest) = text.split_once(BACKWARDS).unwrap_or((text, ""));
    let (back, after) = rest.split_once(BACKWARDS_END).unwrap_or((rest, ""));
    format!("{before}{}{after}", back.chars().rev().filter(|c| *c != BACKWARDS).collect::<String>())
}

/// A text without invisible characters, in the order in which it is seen, and with radicals replaced
/// by the characters they look like. `None` if nothing changes.
pub fn as_seen(text: &str) -> Option<String> {
    if text.contains(BACKWARDS) {
        let seen = text.lines().map(forwards).collect::<Vec<_>>().join("\n");
        return Some(as_seen(&seen).unwrap_or(seen));
    }
    let radical = |c: char| ('\u{2e80}'..='\u{2fd5}').contains(&c);
    let odd = |c: char| is_invisible(c) || radical(c);
    let seen = |c: char| if radical(c) { meant(c) } else { c };
    text.contains(odd).then(|| text.chars().filter(|c| !is_invisible(*c)).map(seen).collect())
}

/// The number of characters without white space, as limits count them.
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A number from 1 to 99 in Chinese: 一 to 九十九.
pub fn chinese_numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, n % 10);
    match tens {
        0 => DIGITS[ones].to_string(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// Whether a character is a Chinese numeral of ordinary texts.
#[rustfmt::skip]
pub fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '两'
    )
}

/// The value of a Chinese numeral (一, 十二, 三百零五, 二〇一七, 两万, 贰拾壹, 卅二); `None` for
/// another text. A circle may be typed as a letter or a digit. Two numbers (两三百, 十七八) are
/// approximate and give no value.
pub fn parse_numeral(text: &str) -> Option<u64> {
    let digit = |c: char| -> Option<u64> {
        Some(match c {
            '〇' | '零' | '○' | '◯' | 'O' | 'o' | 'Ｏ' | '0' | '０' => 0,
            '一' | '壹' => 1,
            '二' | '贰' | '两' => 2,
            '三' | '叁' => 3,
            '四' | '肆' => 4,
            '五' | '伍' => 5,
            '六' | '陆' => 6,
            '七' | '柒' => 7,
            '八' | '捌' => 8,
            '九' | '玖' => 9,
            _ => return None,
        })
    };
    let chinese = |c: char| !half_width(c).is_ascii();
    if text.chars().count() > 16 || !text.chars().any(chinese) {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        let mut value = 0u64;
        for c in text.chars() {
            value = value * 10 + digit(c)?;
        }
        return Some(value);
    }
    let (mut total, mut section, mut current) = (0u64, 0u64, None);
    for c in text.chars() {
        match c {
            '十' | '拾' => section += current.take().unwrap_or(1) * 10,
            '廿' => section += 20,
            '卅' => section += 30,
            '卌' => section += 40,
            '百' | '佰' => section += current.take()? * 100,
            '千' | '仟' => section += current.take()? * 1000,
            '万' | '萬' => {
                total = (section + current.take().unwrap_or(0)) * 10_000;
                section = 0;
            }
            _ if current.is_some_and(|before| before > 0) => return None,
            c => current = Some(digit(c)?),
        }
    }
    Some(total + section + current.unwrap_or(0))
}

/// The numeral with which a heading begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numeral {
    /// 一、
    Section(u64),
    /// （一）
    Subsection(u64),
    /// 1. or 1、
    Item(u64),
}

/// Splits a heading into its numeral and the rest; `None` without a numeral.
pub fn split_numeral(line: &str) -> Option<(Numeral, &str)> {
    let line = line.trim_start();
    let is_cn = |c: char| "一二三四五六七八九十百〇零".contains(c);
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let end = rest.find(['）', ')'])?;
        let n = parse_numeral(rest[..end].trim())?;
        let tail = &rest[end..];
        let tail = &tail[tail.chars().next()?.len_utf8()..];
        return Some((Numeral::Subsection(n), tail.trim_start()));
    }
    let end = line.find(|c| !is_cn(c)).unwrap_or(line.len());
    if end > 0 {
        let n = parse_numeral(&line[..end])?;
        let rest = line[end..].trim_start().strip_prefix(['、', '.', '．'])?;
        return Some((Numeral::Section(n), rest.trim_start()));
    }
    let digits: String = line.chars().map(half_width).take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    let skip: usize = line.chars().take(digits.len()).map(char::len_utf8).sum();
    let rest = line[skip..].trim_start().strip_prefix(['、', '.', '．'])?;
    if rest.starts_with(|c: char| half_width(c).is_ascii_digit()) {
        return None;
    }
    Some((Numeral::Item(digits.parse().ok()?), rest.trim_start()))
}

/// A heading or label without its numeral.
pub fn without_numeral(line: &str) -> &str {
    split_numeral(line).map_or(line, |(_, rest)| rest)
}

/// A clause without its numeral, the mark of a sub-heading, and introducing words.
pub(crate) fn headless(clause: &str) -> &str {
    let clause = without_numeral(clause.trim_start()).trim_start();
    let clause =
        clause.trim_start_matches(['"', '“', ' ']).trim_start_matches(|c| ('①'..='⑳').contains(&c));
    let numbered = clause.strip_prefix(['（', '(']).and_then(|c| c.split_once(['）', ')']));
    let digits = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    // 5、2020年: what follows the numeral begins with a number itself.
    let dated = clause.split_once(['、', '.', '．']).filter(|(n, rest)| {
        n.len() <= 2 && digits(n) && find_year(rest).is_some_and(|(at, ..)| at == 0)
    });
    let clause = dated.map_or(clause, |(_, rest)| rest);
    numbered.filter(|(n, _)| digits(n)).map_or(clause, |(_, rest)| rest.trim_start())
}

/// The first `2017年` or `二〇一七年`: its position, its length without 年 (both in bytes), and the
/// year.
pub fn find_year(text: &str) -> Option<(usize, usize, u16)> {
    let is_digit = |c: char| c.is_ascii_digit() || "〇零○◯OoＯ一二三四五六七八九".contains(c);
    let mut seen = 0;
    for (end, _) in text.match_indices('年') {
        steps::take(1 + (end - seen) / 4);
        seen = end;
        let digits: Vec<(usize, char)> =
            text[..end].char_indices().rev().take_while(|(_, c)| is_digit(*c)).collect();
        if digits.len() != 4 {
            continue;
        }
        let start = digits[3].0;
        let number = &text[start..end];
        let year = number
            .parse()
            .ok()
            .or_else(|| parse_numeral(number).and_then(|n| u16::try_from(n).ok()));
        if let Some(year) = year.filter(|y| (1990..=2100).contains(y)) {
            return Some((start, end - start, year));
        }
    }
    None
}

/// A date as `(year, month, day)` from `2025-01-24`, `2025年1月24日`, `2025/1/24`, `2025.1.24`,
/// `二〇二五年一月二十四日`.
pub fn parse_date(text: &str) -> Option<(u16, u8, u8)> {
    let [year, month, day] = date_numbers(text)?[..] else { return None };
    let year = u16::try_from(year).ok()?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let days = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    let ok = (1990..=2100).contains(&year) && (1..=days).contains(&day);
    ok.then_some((year, month, day))
}

/// Whether a text is written like a date, but there is no such day: 2025-02-30.
pub fn is_no_day(text: &str) -> bool {
    match date_numbers(text).as_deref() {
        Some([_, _, _]) => parse_date(text).is_none(),
        // Without a year; a leap year has every day.
        Some([month, day]) => parse_date(&format!("2000-{month}-{day}")).is_none(),
        _ => false,
    }
}

/// The numbers of a text that consists of numbers and the words of a date only.
fn date_numbers(text: &str) -> Option<Vec<u64>> {
    let text: String = text.trim().chars().map(half_width).filter(|c| *c != ' ').collect();
    let text = text.strip_suffix(['日', '号']).unwrap_or(&text);
    let number = |part: &str| part.parse().ok().or_else(|| parse_numeral(part));
    text.split(['-', '/', '.', '年', '月']).map(number).collect()
}

/// `2025-01-24` for a date.
pub fn iso_date((year, month, day): (u16, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2025年1月24日` for a date.
pub fn chinese_date((year, month, day): (u16, u8, u8)) -> String {
    format!("{year}年{month}月{day}日")
}

/// The paragraphs of a text as a report stores them: no carriage returns, no blank lines, no spaces
/// at line ends.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干\
    幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示\
    禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非\
    面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement, each before the character it is.
const RADICALS: &str = "⺁厂⺃乚⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫\
    ⺦丬⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳网⺴罓⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶\
    ⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("三百零五", 305),
            ("二〇一七", 2017),
            ("两万三千", 23000),
            ("一百○五", 105),
            ("一百O五", 105),
            ("卅二", 32),
            ("廿", 20),
            ("贰拾壹", 21),
            ("二0二四", 2024),
        ] {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
        for none in ["件", "", "0", "2024", "两三百", "三四十", "十七八"] {
            assert_eq!(parse_numeral(none), None, "{none}");
        }
        assert_eq!(chinese_numeral(21), "二十一");
    }

    #[test]
    fn headings() {
        assert_eq!(split_numeral("一、概述"), Some((Numeral::Section(1), "概述")));
        assert_eq!(split_numeral("（三）不予公开"), Some((Numeral::Subsection(3), "不予公开")));
        assert_eq!(split_numeral("１．政府公报"), Some((Numeral::Item(1), "政府公报")));
        assert_eq!(split_numeral("2.5万元"), None);
        assert_eq!(split_numeral("2017年"), None);
        assert_eq!(split_numeral("一是加强"), None);
    }

    #[test]
    fn texts_as_they_are_seen() {
        assert_eq!(as_seen("1\u{200b}31\u{2060}⼀⻓年\u{fe0f}").as_deref(), Some("131一长年"));
        assert_eq!(as_seen("1\u{202e}32\u{202c}4").as_deref(), Some("1234"));
        assert_eq!(as_seen("\u{202e}21\u{202e}3").as_deref(), Some("312"));
        assert_eq!(as_seen("131一长年"), None);
        let read: String = "⼀⼾⻓⻔⺠⻰⻳⾏⿕︵年".chars().map(meant).collect();
        assert_eq!(read, "一户长门民龙龟行龠（年");
    }

    #[test]
    fn keys() {
        assert_eq!(key("（一） 收到 申请数"), key("(一)收到申请数"));
        assert_eq!(key("１．政府公报"), key("1、政府公报"));
    }

    #[test]
    fn dates() {
        assert_eq!(parse_date("2025年1月24日"), Some((2025, 1, 24)));
        assert_eq!(parse_date("2025.2.21"), Some((2025, 2, 21)));
        assert_eq!(parse_date("二〇二五年二月二十一日"), Some((2025, 2, 21)));
        assert_eq!(parse_date("2025-02-30"), None);
    }
}
