//! Where the title of the report breaks on the screen: between its words, not within 办公厅 or 报告.

/// Words in front of which a line may begin.
const BEGIN: &[&str] = &["政府信息公开", "年度报告"];
/// Words behind which a line may end.
const END: &[&str] = &["人民政府", "委员会", "政府信息公开", "工作"];
/// What would be torn off the words behind which a line may end.
const JOINED: &[&str] = &["年", "的"];

/// The widths at which a title breaks well over two lines.
#[derive(PartialEq, Debug)]
pub struct Widths {
    /// The width of a line, in em.
    pub line: f32,
    /// The width of the whole title, in em: if there is room for it, it does not break.
    pub whole: f32,
}

/// How wide the lines of a title must be for two lines to break between its words, with the first line at
/// least as long as the second; `None` if it has no such place.
pub fn widths(title: &str) -> Option<Widths> {
    /// Less than a Chinese character, so that none of the second line fits into the first.
    const ROOM: f32 = 0.4;
    let whole = width(title);
    let firsts = places(title).into_iter().map(|at| width(&title[..at]));
    let line = firsts.filter(|first| whole - first <= *first).min_by(f32::total_cmp)?;
    Some(Widths { line: line + ROOM, whole: whole + ROOM })
}

/// The width of a text in em, with half-width characters a little wider than half.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum()
}

/// The positions, in bytes, at which a line of a title may end.
fn places(title: &str) -> Vec<usize> {
    let begin = BEGIN.iter().flat_map(|w| title.match_indices(w)).map(|(at, _)| at);
    let end = END.iter().flat_map(|w| title.match_indices(w)).map(|(at, w)| at + w.len());
    let year = report::text::find_year(title).into_iter();
    let year = year.flat_map(|(at, length, _)| [at, at + length + "年".len()]);
    let all = begin.chain(end).chain(year);
    let inside = |at: &usize| {
        let rest = &title[*at..];
        *at > 0 && !rest.is_empty() && !JOINED.iter().any(|w| rest.starts_with(w))
    };
    all.filter(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines into which a title breaks where the lines are as wide as it wants them.
    fn lines(title: &str) -> Option<(String, String)> {
        let most = widths(title)?.line;
        let mut first = String::new();
        let mut rest = title.chars().peekable();
        while let Some(c) = rest.next_if(|c| width(&format!("{first}{c}")) <= most) {
            first.push(c);
        }
        Some((first, rest.collect()))
    }

    #[test]
    fn a_title_breaks_between_its_words() {
        for (title, first, second) in [
            (
                "示例市人民政府办公厅2024年政府信息公开工作年度报告",
                "示例市人民政府办公厅2024年",
                "政府信息公开工作年度报告",
            ),
            (
                "示例市局2024年政府信息公开工作年度报告",
                "示例市局2024年政府信息公开",
                "工作年度报告",
            ),
            (
                "示例自治区示例市示例县人民政府办公室二〇二四年政府信息公开工作年度报告",
                "示例自治区示例市示例县人民政府办公室",
                "二〇二四年政府信息公开工作年度报告",
            ),
        ] {
            assert_eq!(lines(title), Some((first.into(), second.into())), "{title}");
        }
        assert_eq!(widths("标题"), None);
        assert_eq!(widths(""), None);
    }
}
