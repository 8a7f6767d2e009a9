//! The charts (图解) as SVG: horizontal bars, this year's solid, last year's outlined below. Screen
//! readers are given a table of the same figures. Each chart is one `<svg>`, which our own reader
//! of web pages skips. Its words and numbers come from the form and from amounts; a poster has agency and title, too.

use std::fmt::Write;

use report::Report;
use report::amount::Amount;
use report::picture::{Bar, Picture, pictures};

use super::{Charts, escape};

/// In units of the drawing: its width, where bars begin, and the length of the longest bar.
const WIDTH: i128 = 420;
const LEFT: i128 = 136;
const LONGEST: i128 = 200;
const HEAD: i128 = 44;
/// The white around a poster, and the characters in a line of its title and of its source.
const MARGIN: i128 = 30;
const TITLE_LINE: usize = 18;
const SOURCE_LINE: usize = 34;
const FONTS: &str = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, SimHei, sans-serif";

/// The heading above the charts of a page, drawn like them.
pub const HEADING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 420 34\" \
    fill=\"currentColor\" role=\"heading\" aria-level=\"2\" aria-label=\"图解\"><text x=\"210\" y=\"24\" \
    font-size=\"20\" text-anchor=\"middle\">图解</text></svg>";

/// Draws the chosen charts of the form that have a figure, one `<svg>` each.
pub fn drawings(report: &Report, last: Option<&Report>, chosen: &Charts) -> Vec<String> {
    let year = written_year(report);
    let shown = pictures(report, last).into_iter().filter(|picture| chosen.show(picture.title));
    let drawn = shown.map(|picture| {
        let (bars, height) = draw(&picture);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             fill=\"currentColor\" role=\"table\" aria-label=\"{year}{}\">{bars}</svg>",
            picture.title
        )
    });
    drawn.collect()
}

/// The chosen charts as one picture with a title and the source, an `<svg>` file of its own; empty without a
/// chart. Colours are fixed, so that other programs draw it, too.
pub fn poster(report: &Report, last: Option<&Report>, chosen: &Charts) -> String {
    let mut drawn = String::new();
    let mut top = MARGIN;
    let agency = report.agency.trim();
    let whose = format!("{agency}{}", written_year(report));
    let title = format!("{whose}政府信息公开工作图解");
    for line in [lines(&whose, TITLE_LINE), lines("政府信息公开工作图解", TITLE_LINE)].concat()
    {
        top += 30;
        let middle = MARGIN + WIDTH / 2;
        let _ = write!(
            drawn,
            "<text x=\"{middle}\" y=\"{top}\" font-size=\"22\" font-weight=\"700\" \
             text-anchor=\"middle\">{}</text>",
            escape(&line)
        );
    }
    top += 26;
    let shown = pictures(report, last).into_iter().filter(|picture| chosen.show(picture.title));
    let shown: Vec<Picture> = shown.collect();
    if shown.is_empty() {
        return String::new();
    }
    for picture in &shown {
        let (bars, height) = draw(picture);
        let _ = write!(drawn, "<g transform=\"translate({MARGIN} {top})\">{bars}</g>");
        top += height + 20;
    }
    for line in lines(&format!("数据来源：{}", report.title.trim()), SOURCE_LINE) {
        let _ = write!(
            drawn,
            "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"12\" fill=\"#555555\">{}</text>",
            top + 12,
            escape(&line)
        );
        top += 18;
    }
    let (width, height) = (WIDTH + 2 * MARGIN, top + MARGIN);
    let drawn =
        drawn.replace("var(--accent,#1f5fa8)", "#1f5fa8").replace("currentColor", "#1a1a1a");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" fill=\"#1a1a1a\" font-family=\"{FONTS}\"><title>{}</title>\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>{drawn}</svg>",
        escape(&title)
    )
}

fn written_year(report: &Report) -> String {
    report.year.map_or_else(String::new, |year| format!("{year}年"))
}

/// A text in lines of at most so many characters.
fn lines(text: &str, most: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    // All of about the same length: no last line of one character.
    let count = characters.len().div_ceil(most).max(1);
    let each = characters.len().div_ceil(count).max(1);
    characters.chunks(each).map(|line| line.iter().collect()).collect()
}

/// The content of a chart's drawing, and its height.
fn draw(picture: &Picture) -> (String, i128) {
    let Picture { title, unit, bars } = picture;
    let compared = bars.iter().any(|bar| bar.last.is_some());
    let row = if compared { 48 } else { 32 };
    let numbers = bars.iter().flat_map(|bar| [bar.value, bar.last]).flatten();
    let largest = numbers.max().unwrap_or(Amount::ZERO);
    let legend = if compared { "，实心为本年，空心为上年" } else { "" };
    let mut drawn = format!(
        "<text x=\"0\" y=\"22\" font-size=\"17\" font-weight=\"600\" aria-hidden=\"true\">{title}</text>\
         <text x=\"{WIDTH}\" y=\"22\" font-size=\"12\" text-anchor=\"end\" \
         aria-hidden=\"true\">单位：{unit}{legend}</text>"
    );
    for (i, bar) in bars.iter().enumerate() {
        push_bar(&mut drawn, bar, HEAD + row * i as i128, largest, unit, compared);
    }
    (drawn, HEAD + row * bars.len() as i128 + 8)
}

fn push_bar(svg: &mut String, bar: &Bar, top: i128, largest: Amount, unit: &str, compared: bool) {
    let label = top + 17;
    let _ = write!(
        svg,
        "<g role=\"row\"><text role=\"rowheader\" x=\"{}\" y=\"{label}\" font-size=\"15\" \
         text-anchor=\"end\">{}</text>",
        LEFT - 10,
        bar.label
    );
    let solid = "fill=\"var(--accent,#1f5fa8)\"";
    push_number(svg, bar.value, "", unit, (top, 22), largest, solid);
    if compared {
        let outlined = "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".55\"";
        push_number(svg, bar.last, "上年 ", unit, (top + 25, 12), largest, outlined);
    }
    svg.push_str("</g>");
}

/// Appends a bar and its number at `(top, height)` of the drawing; for a blank value, words instead
/// of a bar.
fn push_number(
    svg: &mut String,
    number: Option<Amount>,
    when: &str,
    unit: &str,
    (top, height): (i128, i128),
    largest: Amount,
    paint: &str,
) {
    let length = number.map_or(0, |n| length(n, largest));
    if length > 0 {
        let _ = write!(
            svg,
            "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{length}\" height=\"{height}\" {paint}/>"
        );
    }
    let (text, x) = (number.map_or_else(|| "未填".into(), |n| n.to_string()), LEFT + length + 8);
    let (size, line) = if when.is_empty() { (15, top + 17) } else { (12, top + 11) };
    let unit = number.map_or("", |_| unit);
    let _ = write!(
        svg,
        "<text role=\"cell\" x=\"{x}\" y=\"{line}\" font-size=\"{size}\" \
         aria-label=\"{when}{text}{unit}\">{when}{text}</text>"
    );
}

/// The length of a bar in units of the drawing; a value above 0 is at least 2 long, to be visible.
fn length(number: Amount, largest: Amount) -> i128 {
    let (part, whole) = (number.millionths(), largest.millionths().max(1));
    if part <= 0 {
        return 0;
    }
    // Divides first: an amount times `LONGEST` may overflow.
    (part / (whole / LONGEST).max(1)).clamp(2, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_never_too_long() {
        let whole = |n| Amount::whole(n);
        assert_eq!(length(whole(0), whole(10)), 0);
        assert_eq!(length(whole(10), whole(10)), LONGEST);
        assert_eq!(length(whole(5), whole(10)), LONGEST / 2);
        assert_eq!(length(whole(1), whole(1_000_000)), 2);
        assert_eq!(length(whole(u64::MAX), whole(u64::MAX)), LONGEST);
    }

    #[test]
    fn a_report_without_figures_has_no_picture() {
        let form = report::form("2021").unwrap();
        let mut report = Report::new(form, Some(2024), "示例市财政局");
        assert!(drawings(&report, None, &Charts::All(true)).is_empty());
        report.cells.insert("3.received.person".into(), "12".into());
        let drawn = drawings(&report, None, &Charts::All(true));
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].contains("自然人") && drawn[0].contains(">12<"), "{}", drawn[0]);
        assert!(!drawn[0].contains("商业企业"), "a blank without last year is left out");
        let mut last = report.clone();
        last.cells.insert("3.received.company".into(), "7".into());
        let drawn = drawings(&report, Some(&last), &Charts::All(true));
        assert!(drawn[0].contains("上年 7") && drawn[0].contains("未填"), "{}", drawn[0]);
    }

    #[test]
    fn a_poster_has_the_chosen_charts_and_its_source() {
        let form = report::form("2021").unwrap();
        let mut report = Report::new(form, Some(2024), "示例市<财政>局");
        assert_eq!(poster(&report, None, &Charts::All(true)), "");
        for cell in form.cells() {
            report.cells.insert(cell.id.clone(), "3".into());
        }
        let all = poster(&report, None, &Charts::All(true));
        assert!(!all.contains("var(") && !all.contains("currentColor") && !all.contains("<财政>"));
        let titles: Vec<&str> = pictures(&report, None).iter().map(|p| p.title).collect();
        assert!(titles.len() > 2 && titles.iter().all(|title| all.contains(title)));
        let one = poster(&report, None, &Charts::Titled(vec![titles[1].into()]));
        assert!(one.contains(titles[1]) && !one.contains(titles[0]));
        assert!(one.contains("数据来源："));
        assert_eq!(lines("一二三四五", 3), ["一二三", "四五"]);
    }
}
