//! Numbers, dates, numerals and figures at the edges of what they may be.

use proptest::prelude::*;
use report::amount::{Amount, Entry};
use report::figures::{Figure, figures};
use report::text::{self, Numeral, find_year, key, parse_date, parse_numeral, split_numeral};

fn amount(text: &str) -> Option<String> {
    Amount::parse(text).map(|n| n.to_string())
}

#[test]
fn amounts() {
    let digits = |n: usize| "9".repeat(n);
    for (text, read) in [
        ("0", "0"),
        ("-3", "-3"),
        ("+3", "3"),
        ("-0.5", "-0.5"),
        ("1.234567", "1.234567"),
        ("1.20", "1.2"),
        ("1,036", "1036"),
        ("12,345,678", "12345678"),
        ("123,456", "123456"),
        ("0.000001", "0.000001"),
    ] {
        assert_eq!(amount(text).as_deref(), Some(read), "{text}");
    }
    assert_eq!(amount(&digits(24)), Some(digits(24)));
    for none in
        ["", "-", "1.2345678", "1,23", "1,2345", "1234,567", ",123", "1.", ".5", "1e3", "一"]
    {
        assert_eq!(amount(none), None, "{none}");
    }
    assert_eq!(amount(&digits(25)), None);
    let [half, two, minus] = ["0.5", "2", "-2"].map(|n| Amount::parse(n).unwrap());
    assert_eq!([half, two, minus].map(Amount::is_integer), [false, true, true]);
    assert_eq!([Amount::ZERO, two, minus].map(Amount::is_negative), [false, false, true]);
    assert_eq!((minus.abs(), two.abs()), (two, two));
    assert_eq!((two.times(3), half.times(3)), (Some(Amount::whole(6)), Amount::parse("1.5")));
    assert_eq!((two.part(4), two.part(0), two.part(3)), (Some(half), None, None));
    let million = Amount::parse("0.000001").unwrap();
    assert_eq!((million.part(2), million.times(u64::MAX).is_some()), (None, true));
}

#[test]
fn percentages_are_rounded_half_up() {
    let percent =
        |part, whole, places| Amount::whole(part).percent_of(Amount::whole(whole), places);
    assert_eq!(percent(1, 8, 0), "13");
    assert_eq!(percent(1, 8, 1), "12.5");
    assert_eq!(percent(1, 3, 2), "33.33");
    assert_eq!(percent(2, 3, 2), "66.67");
    assert_eq!(percent(1, 1000, 2), "0.10");
    assert_eq!(percent(1, 300, 7), "0.333333");
    assert_eq!(percent(0, 3, 1), "0.0");
}

#[test]
fn entries() {
    let number = |text: &str| Entry::parse(text).number().map(|n| n.to_string());
    for (text, read) in [
        ("7", "7"),
        ("123456789", "123456789"),
        ("1234567890", "1234567890"),
        ("１２３", "123"),
        ("1 000", "1000"),
        ("1\u{200b}2", "12"),
        ("3．5", "3.5"),
        ("-4", "-4"),
    ] {
        assert_eq!(number(text).as_deref(), Some(read), "{text}");
    }
    for blank in ["", "　", "/", "\\", "——", "－", "―", "–", "一"] {
        assert_eq!(Entry::parse(blank), Entry::Blank, "{blank}");
    }
    for bad in ["约3", "3件", "二", "-/3", "a"] {
        assert_eq!(Entry::parse(bad), Entry::Unreadable, "{bad}");
    }
    let money = |text: &str| Entry::parse_money(text).number().map(|n| n.to_string());
    for (text, read) in
        [("251000元", "251000"), (" 7.5万元 ", "75000"), ("1.2亿元", "120000000"), ("8", "8")]
    {
        assert_eq!(money(text).as_deref(), Some(read), "{text}");
    }
    assert_eq!(Entry::parse_money("若干元"), Entry::Unreadable);
    assert_eq!(Entry::parse_money("元"), Entry::Unreadable);
    let counted = [Entry::Absent, Entry::Blank, Entry::Unreadable, Entry::Number(Amount::ZERO)];
    assert_eq!(counted.map(Entry::counted), [Some(Amount::ZERO), None, None, Some(Amount::ZERO)]);
}

#[test]
fn numerals() {
    for n in 1..100 {
        assert_eq!(parse_numeral(&text::chinese_numeral(n)), Some(n as u64), "{n}");
    }
    assert_eq!([10, 11, 20, 99].map(text::chinese_numeral), ["十", "十一", "二十", "九十九"]);
    for (text, value) in [
        ("一百一十", 110),
        ("三千零五", 3005),
        ("一万二千三百", 12_300),
        ("十万", 100_000),
        ("十五万零六", 150_006),
        ("卌", 40),
        ("肆佰伍拾陆", 456),
        ("柒仟捌佰玖拾", 7_890),
        ("○", 0),
        ("一二三四五六七八九〇一二三四五六", 1_234_567_890_123_456),
    ] {
        assert_eq!(parse_numeral(text), Some(value), "{text}");
    }
    for none in ["百", "千", "一二三四五六七八九〇一二三四五六七", "五六十", "1十x", "年"]
    {
        assert_eq!(parse_numeral(none), None, "{none}");
    }
}

#[test]
fn headings() {
    for (line, numeral, rest) in [
        (" 十二、概述", Numeral::Section(12), "概述"),
        ("一.概述", Numeral::Section(1), "概述"),
        ("二 、 概述", Numeral::Section(2), "概述"),
        ("(四) 概述", Numeral::Subsection(4), "概述"),
        ("12、概述", Numeral::Item(12), "概述"),
        ("１ .概述", Numeral::Item(1), "概述"),
        ("3.", Numeral::Item(3), ""),
    ] {
        assert_eq!(split_numeral(line), Some((numeral, rest)), "{line}");
    }
    for none in ["123、概述", "1．5万元", "（一概述", "（甲）概述", "一概述", "12年", "概述", ""]
    {
        assert_eq!(split_numeral(none), None, "{none}");
    }
    assert_eq!(
        (text::without_numeral("一、概述"), text::without_numeral("概述")),
        ("概述", "概述")
    );
}

#[test]
fn years_and_dates() {
    for (text, found) in [
        ("1990年", Some((0, 4, 1990))),
        ("2100年", Some((0, 4, 2100))),
        ("自2023年起", Some((3, 4, 2023))),
        ("二〇二三年", Some((0, 12, 2023))),
        ("今年和2023年", Some((9, 4, 2023))),
        ("1989年", None),
        ("2101年", None),
        ("12023年", None),
        ("023年", None),
        ("2023", None),
    ] {
        assert_eq!(find_year(text), found, "{text}");
    }
    for (text, date) in [
        ("2024-02-29", Some((2024, 2, 29))),
        ("2000.2.29", Some((2000, 2, 29))),
        ("2023-02-29", None),
        ("2100-02-29", None),
        ("2024年4月30日", Some((2024, 4, 30))),
        ("2024年4月31日", None),
        ("2024年11月31号", None),
        ("2024/12/31", Some((2024, 12, 31))),
        ("２０２４年１月３１日", Some((2024, 1, 31))),
        ("2024年 1 月 1 日", Some((2024, 1, 1))),
        ("2024-01-00", None),
        ("2024-01-32", None),
        ("2024-13-01", None),
        ("2024-00-01", None),
        ("1989-01-01", None),
        ("1990-01-01", Some((1990, 1, 1))),
        ("2101-01-01", None),
        ("2024年1月", None),
        ("2024-1-2-3", None),
    ] {
        assert_eq!(parse_date(text), date, "{text}");
    }
    assert_eq!(text::iso_date((2024, 1, 2)), "2024-01-02");
    assert_eq!(text::chinese_date((2024, 1, 2)), "2024年1月2日");
}

#[test]
fn characters() {
    let half: String = "　！～ａ１\u{a0}。｠".chars().map(text::half_width).collect();
    assert_eq!(half, " !~a1 。｠");
    for (one, other) in [
        ("“公开”", "「公开」"),
        ("‘公开’", "'公开'"),
        ("〈条例〉", "《条例》"),
        ("<条例>", "《条例》"),
        ("电话：", "电话∶"),
        ("1、公开", "1.公开"),
        ("公 开\u{200b}", "公开"),
    ] {
        assert_eq!(key(one), key(other));
    }
    assert_ne!(key("公开、解读"), key("公开.解读"));
    assert_ne!(key("、公开"), key(".公开"));
    assert!(
        "\u{200b}\u{200f}\u{2028}\u{2060}\u{feff}\u{ad}\0\u{8}".chars().all(text::is_invisible)
    );
    assert!(!"\u{200a}\u{2010}\t\n 公1".chars().any(text::is_invisible));
    assert_eq!((text::length(" 公 开　1\n"), text::length("")), (3, 0));
    assert_eq!(text::paragraphs(" 甲 \n\n　\n乙").collect::<Vec<_>>(), ["甲", "乙"]);
    assert_eq!(text::as_seen("公开"), None);
    assert_eq!(text::as_seen("⼀\u{200b}二").as_deref(), Some("一二"));
    let plain: String = "⻓︐︵\u{2003}\u{202f}公".chars().map(text::meant).collect();
    assert_eq!(plain, "长，（  公");
}

/// The figures of a text: `<` before a part of another one, `约` before an approximate one.
fn read(text: &str) -> String {
    let show = |f: &Figure| {
        let about = if f.approximate { "约" } else { "" };
        let part = if f.part_of.is_some() { "<" } else { "" };
        format!("{part}{about}{}{}", f.value, f.unit)
    };
    let figures = figures(text);
    for f in &figures {
        assert!(f.sentence.start <= f.subject.start && f.whole.end <= f.sentence.end, "{text}");
        assert!(f.number.start == f.whole.start && f.number.end <= f.whole.end, "{text}");
        assert_eq!(f.subject.end, f.number.start, "{text}");
    }
    figures.iter().filter(|f| f.is_quantity()).map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn figures_in_words_and_digits() {
    let cases = [
        ("公开1,036条", "1036条"),
        ("公开1，036条", "1 36条"),
        ("公开１，０３６条", "1036条"),
        ("公开１，036条", "1 36条"),
        ("公开1,0361条", "1 361条"),
        ("公开1,03条", "1 3条"),
        ("公开12.5.3条", "12.5"),
        ("公开3.条", "3"),
        ("公开 3 条", "3条"),
        ("公开3余条", "约3条"),
        ("公开3万余条", "约30000条"),
        ("公开3多万条", "约30000条"),
        ("公开约3条", "约3条"),
        ("公开不足3条", "约3条"),
        ("收费3万元", "3万元"),
        ("收费3亿元", "3亿元"),
        ("投资1.2亿件", "120000000件"),
        ("A4纸12张", "12张"),
        ("www1网站", ""),
        ("3.5%和4‰", "3.5% 4‰"),
        ("下降2个百分点", "2个百分点"),
        ("三件", "3件"),
        ("三", ""),
        ("第三件", ""),
        ("二十三件", "23件"),
        ("三百万元", "300万元"),
        ("三百万件", "3000000件"),
        ("二三件", ""),
        ("二三四件", ""),
        ("二〇二三件", "2023件"),
        ("几十件", ""),
        ("数百件", ""),
        ("几件", ""),
        ("十件", "10件"),
        ("三层楼", ""),
        ("3楼5级7岁", ""),
        ("拾件", "10件"),
        ("共5件，其中甲2件、乙3件，丙4件", "5件 <2件 <3件 4件"),
        ("共5件，其中甲2件；乙3件", "5件 <2件 3件"),
        ("共5件，其中：甲2件；乙3件", "5件 <2件 <3件"),
        ("共5件。其中甲2件", "5件 <2件"),
        ("共5件。甲2件", "5件 2件"),
        ("共5件（其中甲2件），乙3件", "5件 <2件 3件"),
        ("共5件（其中甲2件），乙（丙）3件", "5件 <2件 3件"),
        ("共5件，其中甲（子（丙））2件、乙3件", "5件 <2件 <3件"),
        ("共5件，其中甲2条", "5件 2条"),
        ("共5件、7条，其中甲2件、3条", "5件 7条 <2件 <3条"),
        ("共5件，其中甲2件（子1件）、乙3件", "5件 <2件 1件 <3件"),
    ];
    let wrong = cases.iter().filter(|(text, found)| read(text) != *found);
    let wrong: Vec<String> = wrong.map(|(text, _)| format!("{text}: {}", read(text))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_end_at_their_marks() {
    for (text, count) in [
        ("公开。公开", 2),
        ("公开！公开？公开", 3),
        ("公开.公开", 2),
        ("一.公开", 1),
        ("1.公开", 1),
        ("公开1.5条", 1),
        ("网址a.gov.cn", 1),
        ("增长5%.公开", 2),
        ("见《条例》.公开", 2),
        ("公开.3条", 1),
        ("公开。其中公开", 1),
        ("公开。", 1),
        ("", 0),
    ] {
        assert_eq!(report::figures::sentences(text).count(), count, "{text}");
    }
    let text = "甲。乙丙！丁";
    let parts: Vec<&str> = report::figures::sentences(text).map(|range| &text[range]).collect();
    assert_eq!(parts, ["甲", "乙丙", "丁"]);
}

#[test]
fn a_sentence_with_too_many_numbers_or_letters_is_cut_at_a_comma() {
    let pieces = |text: &str| -> Vec<usize> {
        report::figures::sentences(text).map(|range| range.len()).collect()
    };
    let numbers = |count: usize| "公开3条，".repeat(count);
    assert_eq!(pieces(&numbers(48)).len(), 1);
    assert_eq!(pieces(&numbers(50)), [13 * 49, 13]);
    let letters = |count: usize| format!("{}，公开", "字".repeat(count));
    assert_eq!(pieces(&letters(1_997)).len(), 1);
    assert_eq!(pieces(&letters(2_001)), [6_006, 6]);
}

proptest! {
    /// An amount is printed as it is read.
    #[test]
    fn an_amount_is_read_as_it_is_printed(n in -999_999_999_999i64..999_999_999_999) {
        let text = format!("{}{}.{:06}", if n < 0 { "-" } else { "" }, n.abs() / 1_000_000, n.abs() % 1_000_000);
        let amount = Amount::parse(&text).unwrap();
        prop_assert_eq!(amount.millionths(), i128::from(n));
        prop_assert_eq!(Amount::parse(&amount.to_string()), Some(amount));
    }
}
