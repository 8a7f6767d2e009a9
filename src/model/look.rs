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

/// A page, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Paper {
    pub width: f64,
    pub height: f64,
    /// The margins: top, right, bottom, left.
    pub margins: [f64; 4],
    /// From the lower edge to the page's number.
    pub foot: f64,
}

const TWIPS_PER_PX: f64 = 15.0;
/// How much higher than its size a line is, where the file leaves that to the font.
const LINE: f64 = 1.3;

/// The parts, and what they are called. The last name of a part is none where nobody asks for it.
const PARTS: [(&str, &str); 5] = [
    ("title", "标题"),
    ("heading", "一级标题"),
    ("subheading", "二级标题"),
    ("body", "正文"),
    ("table", "表格"),
];
/// The names of Chinese sizes of type, in half points.
const SIZES: [(f64, &str); 14] = [
    (84.0, "初号"),
    (72.0, "小初"),
    (52.0, "一号"),
    (48.0, "小一"),
    (44.0, "二号"),
    (36.0, "小二"),
    (32.0, "三号"),
    (30.0, "小三"),
    (28.0, "四号"),
    (24.0, "小四"),
    (21.0, "五号"),
    (18.0, "小五"),
    (15.0, "六号"),
    (13.0, "小六"),
];

fn number(look: &Look, key: &str) -> Option<f64> {
    look.get(key)?.parse().ok().filter(|n: &f64| n.is_finite())
}

/// What a template says of each part, in words; and the parts of which it says nothing.
pub fn told(look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    let side = |side| {
        number(look, &format!("page.pgMar.{side}")).map(|n| format!("{:.1}", n.abs() / 567.0))
    };
    if let (Some(top), Some(bottom), Some(left), Some(right)) =
        (side("top"), side("bottom"), side("left"), side("right"))
    {
        lines.push(format!("页边距：上 {top}、下 {bottom}、左 {left}、右 {right} 厘米"));
    }
    let has = |part: &str| look.contains_key(&format!("{part}.sz.val"));
    for (part, name) in PARTS.iter().filter(|(part, _)| has(part)) {
        let font = look.get(&format!("{part}.rFonts.eastAsia")).map(|font| format!("{font} "));
        let size = number(look, &format!("{part}.sz.val")).unwrap_or_default();
        let named = SIZES.iter().find(|(n, _)| *n == size).map(|(_, name)| (*name).to_string());
        let size = named.unwrap_or_else(|| format!("{} 磅", size / 2.0));
        let bold = look.get(&format!("{part}.b.val")).is_some_and(|b| b == "1");
        let exact =
            look.get(&format!("{part}.spacing.lineRule")).is_some_and(|rule| rule == "exact");
        let line = number(look, &format!("{part}.spacing.line")).filter(|_| exact);
        let line = line.map(|line| format!("，行距 {} 磅", line / 20.0)).unwrap_or_default();
        let bold = if bold { "，加粗" } else { "" };
        lines.push(format!("{name}：{}{size}{bold}{line}", font.unwrap_or_default()));
    }
    let without: Vec<&str> =
        PARTS.iter().filter(|(part, _)| !has(part)).map(|(_, name)| *name).collect();
    if !without.is_empty() {
        lines.push(format!("没有找到{}，这些仍按国家标准", without.join("、")));
    }
    lines
}

/// The page of a look that has one.
pub fn paper(look: &Look) -> Paper {
    let px =
        |key: &str| number(look, &format!("page.{key}")).unwrap_or_default().abs() / TWIPS_PER_PX;
    let side = |name: &str| px(&format!("pgMar.{name}"));
    Paper {
        width: px("pgSz.w"),
        height: px("pgSz.h"),
        margins: [side("top"), side("right"), side("bottom"), side("left") + side("gutter")],
        foot: side("footer"),
    }
}

/// The style properties of a part.
pub fn style(look: &Look, part: &str) -> Vec<(&'static str, String)> {
    let value = |key: &str| look.get(&format!("{part}.{key}")).map(String::as_str);
    let n = |key: &str| number(look, &format!("{part}.{key}"));
    let size = n("sz.val").unwrap_or(20.0) / 2.0;
    // A length in characters goes before one in twips.
    let length = |key: &str| match n(&format!("ind.{key}Chars")).filter(|chars| *chars != 0.0) {
        Some(chars) => chars / 100.0 * size,
        None => n(&format!("ind.{key}")).unwrap_or_default() / 20.0,
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
        ("font-size", format!("{size}pt")),
        ("font-weight", if value("b.val") == Some("1") { "700" } else { "400" }.into()),
        ("line-height", format!("{}pt", line(look, part, size))),
        ("text-align", align.into()),
        (
            "text-indent",
            format!("{}pt", length("firstLine") - n("ind.hanging").unwrap_or_default() / 20.0),
        ),
        ("margin-top", format!("{}pt", n("spacing.before").unwrap_or_default() / 20.0)),
        ("margin-bottom", format!("{}pt", n("spacing.after").unwrap_or_default() / 20.0)),
        ("margin-left", format!("{}pt", length("left"))),
        ("margin-right", format!("{}pt", length("right"))),
    ]
}

/// The height of a line in points, for type of this size.
fn line(look: &Look, part: &str, size: f64) -> f64 {
    let given = number(look, &format!("{part}.spacing.line"));
    let rule = look.get(&format!("{part}.spacing.lineRule")).map_or("auto", String::as_str);
    // A grid of lines gives each line one or several of its steps.
    let grid = look.get("page.docGrid.type").is_some_and(|kind| kind.starts_with("lines"));
    let step = number(look, "page.docGrid.linePitch").filter(|step| grid && *step > 0.0);
    let own = step.map_or(size * LINE, |step| (size * LINE * 20.0 / step).ceil() * step / 20.0);
    match (given, rule) {
        (Some(line), "exact") => line / 20.0,
        (Some(line), "atLeast") => own.max(line / 20.0),
        (Some(line), _) => own * line / 240.0,
        (None, _) => own,
    }
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
        assert_eq!(of("line-height"), Some("28.95pt"));
        assert_eq!(of("text-indent"), Some("32pt"));
        assert_eq!(of("font-size"), Some("16pt"));
    }

    #[test]
    fn a_grid_of_lines_gives_whole_steps() {
        let mut grid = look(&[("page.docGrid.type", "lines"), ("page.docGrid.linePitch", "312")]);
        assert_eq!(line(&grid, "body", 10.5), 15.6);
        assert_eq!(line(&grid, "body", 16.0), 31.2);
        grid.insert("page.docGrid.type".into(), "default".into());
        assert_eq!(line(&grid, "body", 10.0), 13.0);
    }
}
