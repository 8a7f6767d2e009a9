//! The charts (图解) as SVG: horizontal bars, this year's solid, last year's outlined below. Screen
//! readers are given a table of the same figures. Each chart is one `<svg>`, which our own reader
//! of web pages skips. Its words and numbers come from the form and from amounts only, never from
//! the report's text.

use std::fmt::Write;

use report::Report;
use report::amount::Amount;
use report::picture::{Bar, Picture, pictures};

/// In units of the drawing: its width, where bars begin, and the length of the longest bar.
const WIDTH: i128 = 420;
const LEFT: i128 = 136;
const LONGEST: i128 = 200;
const HEAD: i128 = 44;

/// Draws every chart of the form that has a figure, one `<svg>` each.
pub fn drawings(report: &Report, last: Option<&Report>) -> Vec<String> {
    let year = report.year.map_or_else(String::new, |year| format!("{year}年"));
    pictures(report, last).iter().map(|picture| draw(picture, &year)).collect()
}

fn draw(picture: &Picture, year: &str) -> String {
    let Picture { title, unit, bars } = picture;
    let compared = bars.iter().any(|bar| bar.last.is_some());
    let row = if compared { 48 } else { 32 };
    let height = HEAD + row * bars.len() as i128 + 8;
    let numbers = bars.iter().flat_map(|bar| [bar.value, bar.last]).flatten();
    let largest = numbers.max().unwrap_or(Amount::ZERO);
    let legend = if compared { "，实心为本年，空心为上年" } else { "" };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" fill=\"currentColor\" \
         role=\"table\" aria-label=\"{year}{title}\"><text x=\"0\" y=\"22\" font-size=\"17\" font-weight=\"600\" \
         aria-hidden=\"true\">{title}</text><text x=\"{WIDTH}\" y=\"22\" font-size=\"12\" \
         text-anchor=\"end\" aria-hidden=\"true\">单位：{unit}{legend}</text>"
    );
    for (i, bar) in bars.iter().enumerate() {
        push_bar(&mut svg, bar, HEAD + row * i as i128, largest, unit, compared);
    }
    svg.push_str("</svg>");
    svg
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
        assert!(drawings(&report, None).is_empty());
        report.cells.insert("3.received.person".into(), "12".into());
        let drawn = drawings(&report, None);
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].contains("自然人") && drawn[0].contains(">12<"), "{}", drawn[0]);
        assert!(!drawn[0].contains("商业企业"), "a blank without last year is left out");
        let mut last = report.clone();
        last.cells.insert("3.received.company".into(), "7".into());
        let drawn = drawings(&report, Some(&last));
        assert!(drawn[0].contains("上年 7") && drawn[0].contains("未填"), "{}", drawn[0]);
    }
}
