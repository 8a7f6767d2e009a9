//! Beginning this year's report from last year's: texts are taken over with their years adapted,
//! and every figure, date and year in them is marked ([`crate::carried`]).

use std::ops::Range;

use crate::carried::Carried;
use crate::figures::figures;
use crate::report::Report;
use crate::session::{Change, Field, Session};
use crate::text::{self, is_numeral};

/// From so many digits on, a number without a unit is that of a telephone, a place or a code.
const CODE: usize = 5;
/// What joins the parts of a date or of a code.
const JOINTS: &str = "-./—－";

/// The report of the year after `last`, begun from it: agency, level, sections and texts are the
/// same, the form is that of the new year, and only cells that must equal one of last year's are
/// filled. `None` while last year's year is unknown.
pub fn next(last: &Report) -> Option<Report> {
    let from = last.year?;
    let year = from.checked_add(1)?;
    let form = crate::form_for_year(year);
    let mut next = if form == last.form { last.clone() } else { last.on_form(form) };
    next.year = Some(year);
    next.title = match moved_on(&last.title, from, year) {
        (title, years) if !years.is_empty() => title,
        _ => next.standard_title(),
    };
    next.published.clear();
    next.cells.clear();
    next.extra_rows.clear();
    next.explanations.clear();
    let (preface, mut carried) = take_over("preface", &last.preface, Some((from, year)));
    next.preface = preface;
    for i in 0..next.sections.len() {
        let place = next.place(i);
        let section = &mut next.sections[i];
        section.heading = moved_on(&section.heading, from, year).0;
        let (text, marks) = take_over(&place, &section.text, Some((from, year)));
        section.text = text;
        carried.extend(marks);
    }
    next.carried = carried;
    let filled = Change::from_last_year(&next, last);
    let mut session = Session::new(next);
    if let Some(change) = filled {
        session.apply(change);
    }
    Some(session.report().clone())
}

/// The step that replaces a text of `report` with `words`, the same text of `last`.
pub fn adopt(report: &Report, last: &Report, field: Field, words: &str) -> Change {
    let (place, heading) = match field {
        Field::Text(i) => (report.place(i), text::without_numeral(&report.sections[i].heading)),
        _ => ("preface".to_string(), "前言"),
    };
    let (start, marks) = take_over(&place, words, last.year.zip(report.year));
    let mut carried = report.confirmed(&place, words, None);
    carried.extend(marks);
    let changes = vec![field.set(start), Change::Carried(carried)];
    Change::Named(format!("采用上年“{heading}”"), changes)
}

/// A text of another year's report for the place `at`, its years adapted from the first year to the
/// second, and the marks of all its figures, dates and years.
fn take_over(at: &str, text: &str, years: Option<(u16, u16)>) -> (String, Vec<Carried>) {
    let (text, moved) = match years {
        Some((from, to)) => moved_on(text, from, to),
        None => (text.to_string(), Vec::new()),
    };
    let marks = marked(&text, &moved).into_iter().map(|range| Carried::new(at, &text, range));
    let marks = marks.collect();
    (text, marks)
}

/// Adapts a text of the report of year `from` to that of year `to`: the report's own year, the one
/// before and the one after are shifted; all others (of laws, of foundings) stay. Also returns the
/// ranges of the shifted years in the adapted text.
pub fn moved_on(text: &str, from: u16, to: u16) -> (String, Vec<Range<usize>>) {
    let near = from.saturating_sub(1)..=from.saturating_add(1);
    let (mut moved, mut years, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some((start, length, year)) = text::find_year(rest) {
        let number = &rest[start..start + length];
        let next = i32::from(year) + i32::from(to) - i32::from(from);
        moved.push_str(&rest[..start]);
        let begin = moved.len();
        if near.contains(&year) && from != to {
            moved.push_str(&text::year_like(number, next));
            years.push(begin..moved.len());
        } else {
            moved.push_str(number);
        }
        rest = &rest[start + length..];
    }
    (moved + rest, years)
}

/// The figures, dates and years of a text, as ranges of bytes in order. Numbers of documents, of
/// list items, of telephones and the like are left out, and what stands in titles of documents;
/// `moved`, the years that were shifted, are never left out.
fn marked(text: &str, moved: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut all, mut from) = (Vec::new(), 0);
    for line in text.split('\n') {
        let of_line = |range: &Range<usize>| {
            let shifted = |year: &Range<usize>| {
                year.start < from + range.end && from + range.start < year.end
            };
            moved.iter().any(shifted) || is_figure(line, range)
        };
        let found = dates(line).into_iter().filter(of_line);
        all.extend(found.map(|range| from + range.start..from + range.end));
        from += line.len() + 1;
    }
    all
}

/// All numbers and years of a line with their units; the parts of a date are one.
fn dates(line: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = figures(line).into_iter().map(|f| f.whole).collect();
    let mut at = 0;
    while let Some((start, length, _)) = text::find_year(&line[at..]) {
        let end = at + start + length + "年".len();
        parts.push(at + start..end);
        at = end;
    }
    parts.extend(spelled(line));
    parts.sort_by_key(|part| part.start);
    let mut whole: Vec<Range<usize>> = Vec::new();
    for mut part in parts {
        part.end = part.end.max(end_of_date(line, &part));
        match whole.last_mut().filter(|last| part.start < last.end) {
            Some(last) => last.end = last.end.max(part.end),
            None => whole.push(part),
        }
    }
    whole
}

/// Numbers in numerals that count nothing by themselves: 百分之三十, 十二月, 数十次.
fn spelled(line: &str) -> Vec<Range<usize>> {
    let numeral = |c: char| is_numeral(c) || "几数万亿".contains(c);
    let of_share =
        |c: char| numeral(c) || text::half_width(c).is_ascii_digit() || matches!(c, '点' | '.');
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = line[at..].find(numeral).map(|i| at + i) {
        let end = line[start..].find(|c| !numeral(c)).map_or(line.len(), |i| start + i);
        let (words, rest) = (&line[start..end], &line[end..]);
        at = end;
        let about =
            words.starts_with(['几', '数']) && words.contains(['十', '百', '千', '万', '亿']);
        if let Some(share) = rest.strip_prefix("分之") {
            at += "分之".len() + share.find(|c| !of_share(c)).unwrap_or(share.len());
            found.push(start..at);
        } else if about || rest.starts_with(['月', '日']) {
            let unit = rest.chars().next().filter(|c| c.is_alphabetic());
            found.push(start..end + unit.map_or(0, char::len_utf8));
        }
    }
    found
}

/// Where the date ends that begins with this part: 2024年 in 2024年1月8日 or 2024 in 2024-1-8.
fn end_of_date(line: &str, part: &Range<usize>) -> usize {
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    let mut end = part.end;
    loop {
        let (before, rest) = (&line[..end], &line[end..]);
        let number = |rest: &str| rest.find(|c| !digit(c) && !is_numeral(c)).unwrap_or(rest.len());
        if before.ends_with(['年', '月']) {
            let length = number(rest);
            match rest[length..].chars().next().filter(|c| length > 0 && "月日号".contains(*c)) {
                Some(unit) => end += length + unit.len_utf8(),
                None => return end,
            }
        } else {
            let joint = rest.chars().next().filter(|c| JOINTS.contains(*c));
            let Some(joint) = joint.map(char::len_utf8).filter(|_| before.ends_with(digit)) else {
                return end;
            };
            match rest[joint..].find(|c| !digit(c)).unwrap_or(rest.len() - joint) {
                0 => return end,
                length => end += joint + length,
            }
        }
    }
}

/// Whether a number of a line says something about a year's work.
fn is_figure(line: &str, range: &Range<usize>) -> bool {
    let (before, words, after) = (&line[..range.start], &line[range.clone()], &line[range.end..]);
    let titled = before.matches('《').count() > before.matches('》').count();
    let of_document = before.ends_with(['〔', '［', '[', '【', '第'])
        || words.ends_with('号') && !words.contains('月');
    if titled || of_document {
        return false;
    }
    let digit = |c: char| text::half_width(c).is_ascii_digit();
    if !words.ends_with(digit) {
        return true;
    }
    let leads = before.trim_end();
    let enclosed = leads.ends_with(['（', '(']) && after.starts_with(['）', ')']);
    let first = leads.is_empty() || leads.ends_with(['。', '；', ';']);
    let of_list = enclosed || first && after.starts_with(['、', '．', '.', '）', ')']);
    let ascii = |c: &char| c.is_ascii_graphic();
    let around = before.chars().rev().take_while(ascii).chain(after.chars().take_while(ascii));
    let address = around.into_iter().any(|c| c.is_ascii_alphabetic() || c == '@');
    let year = words.get(..4).and_then(|year| year.parse().ok());
    let dated = year.is_some_and(|y: u16| (1990..=2100).contains(&y))
        && words[4..].starts_with(|c| JOINTS.contains(c));
    !of_list && !address && (dated || words.chars().filter(|c| digit(*c)).count() < CODE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<&str> {
        marked(text, &[]).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn figures_dates_and_years_are_found_and_numbers_of_documents_are_not() {
        for (text, expected) in [
            ("2024年收到申请25件，占33.3%。", &["2024年", "25件", "33.3%"][..]),
            ("自2024年1月1日起至12月31日止", &["2024年1月1日", "12月31日"]),
            (
                "自2024年1月1日—12月31日，2024-01-08、2024.1.8",
                &["2024年1月1日", "12月31日", "2024-01-08", "2024.1.8"],
            ),
            ("收费１２００元、3.2万元", &["１２００元", "3.2万元"]),
            ("二〇二四年一月八日，一是公开", &["二〇二四年一月八日"]),
            ("分别为12、5、3件，召开会议三次", &["12", "5", "3件", "三次"]),
            (
                "至十二月三十一日，占百分之三十、百分之12.5，培训数十次，数据准确",
                &["十二月三十一日", "百分之三十", "百分之12.5", "数十次"],
            ),
            ("国办公开办函〔2021〕30号、《2023年要点》、第30条、A4纸、人民路8号", &[]),
            ("电话：0371-65506550，邮编450000，12345热线，www.example.gov.cn/2024/1", &[]),
            ("1.概述（2）；3、公开", &[]),
            ("", &[]),
        ] {
            assert_eq!(marks(text), expected, "{text}");
        }
    }

    #[test]
    fn years_move_on_and_those_of_laws_stay() {
        for (text, expected) in [
            ("2023年，比2022年多3件；2024年将继续。", "2024年，比2023年多3件；2025年将继续。"),
            ("二〇二三年度", "二〇二四年度"),
            ("2019年修订的《条例》，2007年起施行", "2019年修订的《条例》，2007年起施行"),
            ("没有年份", "没有年份"),
        ] {
            let (moved, years) = moved_on(text, 2023, 2024);
            assert_eq!(moved, expected);
            // A year that was changed is marked wherever it stands.
            let marks = marked(&moved, &years);
            let holds = |year: &Range<usize>| {
                marks.iter().any(|mark| mark.start <= year.start && year.end <= mark.end)
            };
            assert!(years.iter().all(holds), "{text}");
        }
        let (moved, years) = moved_on("按照《2023年要点》", 2023, 2024);
        assert_eq!(marked(&moved, &years).len(), 1);
    }

    #[test]
    fn a_figure_is_marked_until_it_is_changed_or_confirmed() {
        let text = "收到25件，公开25件，不予公开3件。";
        let mut report = Report::blank(crate::newest_form());
        report.carried = take_over("1", text, None).1;
        let left = |report: &Report, text: &str| {
            let ranges = report.carried_in("1", text);
            ranges.into_iter().map(|r| (r.start, text[r].to_string())).collect::<Vec<_>>()
        };
        assert_eq!(left(&report, text).len(), 3);
        assert_eq!(report.carried_in("2", text).len(), 0);
        // Words around a figure may change; the figure itself and its neighbours are told apart.
        for (edited, marked) in [
            ("全年共收到25件，公开25件，不予公开3件。", vec!["25件", "25件", "3件"]),
            ("收到125件，公开25件，不予公开3件。", vec!["25件", "3件"]),
            ("收到30条，公开26件，不予公开3件。", vec!["3件"]),
            ("3件没有公开。", vec!["3件"]),
            ("收到30件，不予公开3件，公开25件。", vec!["3件", "25件"]),
            ("", vec![]),
        ] {
            let found = left(&report, edited);
            let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
            assert_eq!(words, marked, "{edited}");
        }
        // Of two equal figures the confirmed one is no longer marked.
        let second = report.carried_in("1", text)[1].clone();
        report.carried = report.confirmed("1", text, Some(&second));
        assert_eq!(left(&report, text), [(6, "25件".into()), (40, "3件".into())]);
        report.carried = report.confirmed("1", text, None);
        assert_eq!(left(&report, text), []);
    }

    #[test]
    fn the_next_year_takes_over_the_texts_and_marks_what_was_last_years() {
        let mut last = Report::new(crate::newest_form(), Some(2024), "示例市民政局");
        last.published = "2025-01-20".into();
        last.sections[0].text = "2024年收到25件。".into();
        last.cells.insert("3.carried_out.person".into(), "4".into());
        let next = next(&last).expect("the year is known");
        assert_eq!(
            (next.year, next.title.as_str(), next.published.as_str()),
            (Some(2025), "示例市民政局2025年政府信息公开工作年度报告", "")
        );
        assert_eq!(next.sections[0].text, "2025年收到25件。");
        assert_eq!(next.carried_in(&next.place(0), &next.sections[0].text).len(), 2);
        assert_eq!(next.cell("3.carried_in.person"), "4");
        assert_eq!(next.cells.len(), 1);
        let read = crate::draft::parse(&crate::draft::print(&next)).expect("it was printed here");
        assert_eq!(read.carried, next.carried);
    }

    #[test]
    fn marks_go_with_their_texts() {
        let mut last = Report::new(crate::form_for_year(2016), Some(2016), "示例市档案局");
        last.sections.iter_mut().for_each(|section| section.id = None);
        last.sections[1].text = "收到25件。".into();
        let mut session = Session::new(next(&last).expect("the year is known"));
        let marked = |report: &Report, i: usize| {
            report.carried_in(&report.place(i), &report.sections[i].text).len()
        };
        assert_eq!(marked(session.report(), 1), 1);
        assert!(session.apply(Change::shift(session.report(), 1, true).expect("it may move")));
        assert_eq!((marked(session.report(), 1), marked(session.report(), 2)), (0, 1));
        assert!(session.undo());
        assert_eq!((marked(session.report(), 1), marked(session.report(), 2)), (1, 0));
    }

    #[test]
    fn an_adopted_text_is_marked_anew() {
        let mut last = Report::new(crate::newest_form(), Some(2023), "示例市民政局");
        last.preface = "2023年对25件申请收取2950元。".into();
        let mut session =
            Session::new(Report::new(crate::newest_form(), Some(2024), "示例市民政局"));
        let change = adopt(session.report(), &last, Field::Preface, &last.preface);
        assert!(session.apply(change));
        let report = session.report();
        assert_eq!(report.preface, "2024年对25件申请收取2950元。");
        let marks = report.carried_in("preface", &report.preface);
        let words: Vec<&str> = marks.into_iter().map(|r| &report.preface[r]).collect();
        assert_eq!(words, ["2024年", "25件", "2950元"]);
        assert!(session.undo());
        assert_eq!((session.report().preface.as_str(), session.report().carried.len()), ("", 0));
    }
}
