//! The look of a Word file ([`files::look`](../../../crates/files/src/look.rs)): in words for the user, and as
//! style properties for the pages on the screen.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Values by `part.element.attribute`, as in a Word file: lengths are in twips, sizes in half points.
pub type Look = BTreeMap<String, String>;

/// The look of an office's own template (单位模板).
#[derive(Clone, PartialEq)]
pub struct Template {
    /// The name of its file.
    pub name: String,
    /// Its [`Look`] as JSON.
    pub look: String,
}

/// The pages of a Word file, as the files module tells them.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Pages {
    /// The text as HTML.
    pub text: String,
    pub look: Look,
}

/// A page, in twips.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Paper {
    pub width: i32,
    pub height: i32,
    /// The margins: top, right, bottom, left.
    pub margins: [i32; 4],
    /// From the lower edge to the page's number.
    pub foot: i32,
}

/// The parts that the user is told of, and what they are called.
const PARTS: [(&str, &str); 5] = [
    ("title", "标题"),
    ("heading", "一级标题"),
    ("subheading", "二级标题"),
    ("body", "正文"),
    ("table", "表格"),
];
/// The names of Chinese sizes of type, in half points.
const SIZES: [(i32, &str); 14] = [
    (84, "初号"),
    (72, "小初"),
    (52, "一号"),
    (48, "小一"),
    (44, "二号"),
    (36, "小二"),
    (32, "三号"),
    (30, "小三"),
    (28, "四号"),
    (24, "小四"),
    (21, "五号"),
    (18, "小五"),
    (15, "六号"),
    (13, "小六"),
];

fn number(look: &Look, key: &str) -> Option<i32> {
    look.get(key)?.parse().ok()
}

/// What a template says of each part, in words; and the parts of which it says nothing.
pub fn told(look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    let side = |side| {
        let tenths =
            (number(look, &format!("page.pgMar.{side}"))?.clamp(-50_000, 50_000).abs() * 10 + 283)
                / 567;
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    };
    if let (Some(top), Some(bottom), Some(left), Some(right)) =
        (side("top"), side("bottom"), side("left"), side("right"))
    {
        lines.push(format!("页边距：上 {top}、下 {bottom}、左 {left}、右 {right} 厘米"));
    }
    let has = |part: &str| look.contains_key(&format!("{part}.sz.val"));
    for (part, name) in PARTS.iter().filter(|(part, _)| has(part)) {
        let value = |key: &str| look.get(&format!("{part}.{key}")).map(String::as_str);
        let font = value("rFonts.eastAsia").map(|font| format!("{font} ")).unwrap_or_default();
        let size = number(look, &format!("{part}.sz.val")).unwrap_or_default();
        let named = SIZES.iter().find(|(n, _)| *n == size).map(|(_, name)| (*name).to_string());
        let size = named.unwrap_or_else(|| format!("{} 磅", in_points(size, 2)));
        let bold = if value("b.val") == Some("1") { "，加粗" } else { "" };
        let exact = value("spacing.lineRule") == Some("exact");
        let line = number(look, &format!("{part}.spacing.line")).filter(|_| exact);
        let line =
            line.map(|line| format!("，行距 {} 磅", in_points(line, 20))).unwrap_or_default();
        lines.push(format!("{name}：{font}{size}{bold}{line}"));
    }
    let without = PARTS.iter().filter(|(part, _)| !has(part)).map(|(_, name)| *name);
    let without = without.collect::<Vec<_>>().join("、");
    if !without.is_empty() {
        lines.push(format!("没有找到{without}，这些仍按国家标准"));
    }
    lines
}

/// A length of so many parts of a point, in points.
fn in_points(length: i32, parts: i32) -> String {
    let hundredths = format!("{}.{:02}", length / parts, length % parts * 100 / parts);
    hundredths.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// The page of a look that has one.
pub fn paper(look: &Look) -> Paper {
    let twips = |key: &str| {
        number(look, &format!("page.{key}")).map_or(0, |n| n.clamp(-50_000, 50_000).abs())
    };
    let side = |name: &str| twips(&format!("pgMar.{name}"));
    Paper {
        width: twips("pgSz.w").max(1000),
        height: twips("pgSz.h").max(1000),
        margins: [side("top"), side("right"), side("bottom"), side("left") + side("gutter")],
        foot: side("footer"),
    }
}

/// The style properties of a part.
pub fn style(look: &Look, part: &str) -> Vec<(&'static str, String)> {
    let value = |key: &str| look.get(&format!("{part}.{key}")).map(String::as_str);
    let n = |key: &str| number(look, &format!("{part}.{key}"));
    let twips = |key: &str| format!("calc({}pt / 20)", n(key).unwrap_or_default());
    // A length in characters goes before one in twips.
    let length = |key: &str| match n(&format!("ind.{key}Chars")).filter(|chars| *chars != 0) {
        Some(chars) => format!("calc({chars}em / 100)"),
        None => twips(&format!("ind.{key}")),
    };
    let indent = match n("ind.hanging") {
        Some(hanging) => format!("calc({hanging}pt / -20)"),
        None => length("firstLine"),
    };
    let font = value("rFonts.eastAsia").unwrap_or_default().replace(['"', '\\'], "");
    let align = match value("jc.val").unwrap_or_default() {
        "center" => "center",
        "right" | "end" => "right",
        "left" | "start" => "left",
        _ => "justify",
    };
    vec![
        ("font-family", format!("\"{font}\", {}", like(&font))),
        ("font-size", format!("calc({}pt / 2)", n("sz.val").unwrap_or(20))),
        ("font-weight", if value("b.val") == Some("1") { "700" } else { "400" }.into()),
        ("line-height", line(look, part)),
        ("text-align", align.into()),
        ("text-indent", indent),
        ("margin-top", twips("spacing.before")),
        ("margin-bottom", twips("spacing.after")),
        ("margin-left", length("left")),
        ("margin-right", length("right")),
    ]
}

/// The height of a line. Where a font gives it, it is 1.3 times the size.
fn line(look: &Look, part: &str) -> String {
    let n = |key: &str| number(look, &format!("{part}.{key}"));
    let rule = look.get(&format!("{part}.spacing.lineRule")).map_or("auto", String::as_str);
    let own = n("sz.val").unwrap_or(20).clamp(2, 400) * 13;
    // A grid of lines gives each line one or several of its steps.
    let grid = look.get("page.docGrid.type").is_some_and(|kind| kind.starts_with("lines"));
    let step =
        number(look, "page.docGrid.linePitch").filter(|step| grid && (1..10_000).contains(step));
    let own = step.map_or(own, |step| (own + step - 1) / step * step);
    let line = n("spacing.line").map(|line| line.clamp(1, 10_000));
    let twips = match (line, rule) {
        (Some(line), "exact") => line,
        (Some(line), "atLeast") => own.max(line),
        (Some(line), _) => own * line / 240,
        (None, _) => own,
    };
    format!("calc({twips}pt / 20)")
}

/// The fonts of the screen that are like a font of a document.
fn like(font: &str) -> &'static str {
    let is = |words: &[&str]| words.iter().any(|word| font.contains(word));
    match () {
        () if is(&["小标宋", "XiaoBiaoSong"]) => "var(--title)",
        () if is(&["楷", "Kai"]) => "KaiTi, 楷体, STKaiti, var(--fang)",
        () if is(&["黑", "Hei", "等线"]) => "var(--hei)",
        () if is(&["仿", "Fang"]) => "var(--fang)",
        () => "var(--song)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(values: &[(&str, &str)]) -> Look {
        values.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    #[test]
    fn a_template_is_told_as_word_names_it() {
        let template = look(&[
            ("page.pgMar.top", "2098"),
            ("page.pgMar.right", "1474"),
            ("page.pgMar.bottom", "1984"),
            ("page.pgMar.left", "1587"),
            ("body.rFonts.eastAsia", "仿宋"),
            ("body.sz.val", "32"),
            ("body.spacing.line", "560"),
            ("body.spacing.lineRule", "exact"),
            ("title.sz.val", "43"),
            ("title.b.val", "1"),
        ]);
        let expected = [
            "页边距：上 3.7、下 3.5、左 2.8、右 2.6 厘米",
            "标题：21.5 磅，加粗",
            "正文：仿宋 三号，行距 28 磅",
            "没有找到一级标题、二级标题、表格，这些仍按国家标准",
        ];
        assert_eq!(told(&template), expected);
    }

    #[test]
    fn a_part_has_the_same_measures_on_the_screen() {
        let body = look(&[
            ("body.rFonts.eastAsia", "仿宋_GB2312"),
            ("body.sz.val", "32"),
            ("body.spacing.line", "579"),
            ("body.spacing.lineRule", "exact"),
            ("body.ind.firstLineChars", "200"),
            ("body.ind.firstLine", "1"),
        ]);
        let style: BTreeMap<_, _> = style(&body, "body").into_iter().collect();
        let of = |name| style.get(name).map(String::as_str);
        assert_eq!(of("font-family"), Some("\"仿宋_GB2312\", var(--fang)"));
        assert_eq!(of("line-height"), Some("calc(579pt / 20)"));
        assert_eq!(of("text-indent"), Some("calc(200em / 100)"));
        assert_eq!(of("font-size"), Some("calc(32pt / 2)"));
    }

    #[test]
    fn a_grid_of_lines_gives_whole_steps() {
        let grid = [("page.docGrid.type", "lines"), ("page.docGrid.linePitch", "312")];
        let with = |size| line(&look(&[grid[0], grid[1], ("body.sz.val", size)]), "body");
        assert_eq!(with("21"), "calc(312pt / 20)");
        assert_eq!(with("32"), "calc(624pt / 20)");
        assert_eq!(line(&look(&[grid[1], ("body.sz.val", "20")]), "body"), "calc(260pt / 20)");
    }
}
