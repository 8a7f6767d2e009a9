//! Where two states of one report differ.

use crate::report::Report;

/// A place at which two reports differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The place: a cell's id, `section:1`, `preface`, `title`, `agency`, `year`, `published`.
    pub at: String,
    /// The place in words.
    pub label: String,
    /// What each says there; of a text, the words around the first difference.
    pub values: [String; 2],
}

/// Where two reports differ, in the order of the report: heads, texts, cells. Parts are compared by their
/// places.
pub fn differences(one: &Report, other: &Report) -> Vec<Difference> {
    let year = |report: &Report| report.year.map_or(String::new(), |year| year.to_string());
    let heads = [
        ("agency", "机关名称", one.agency.clone(), other.agency.clone()),
        ("year", "年度", year(one), year(other)),
        ("published", "发布日期", one.published.clone(), other.published.clone()),
        ("title", "标题", one.title.clone(), other.title.clone()),
    ];
    let heads = heads.into_iter().filter(|(_, _, a, b)| a != b);
    let heads = heads.map(|(at, label, a, b)| Difference {
        at: at.into(),
        label: label.into(),
        values: [a, b],
    });
    let places = |report: &Report| -> Vec<(String, String, String)> {
        let all = report.prose().map(|(place, heading, text)| {
            let at = if place == "preface" { place } else { format!("section:{place}") };
            let label = if heading.is_empty() { "前言" } else { heading };
            (at, label.to_string(), text.to_string())
        });
        all.collect()
    };
    let (mine, theirs) = (places(one), places(other));
    let text = |all: &[(String, String, String)], at: &str| {
        all.iter().find(|(place, ..)| place == at).map_or(String::new(), |(.., text)| text.clone())
    };
    let added = theirs.iter().filter(|(at, ..)| !mine.iter().any(|(place, ..)| place == at));
    let texts = mine.iter().chain(added).filter_map(|(at, label, _)| {
        let (a, b) = (text(&mine, at), text(&theirs, at));
        let values = first_difference(&a, &b)?;
        Some(Difference { at: at.clone(), label: label.clone(), values })
    });
    let cells = one.form.all_cells().iter().chain(
        // Cells that only the other form has.
        other.form.all_cells().iter().filter(|cell| one.form.position(&cell.id).is_none()),
    );
    let cells = cells.filter(|cell| one.cell(&cell.id).trim() != other.cell(&cell.id).trim());
    let cells = cells.map(|cell| Difference {
        at: cell.id.clone(),
        label: cell.label.clone(),
        values: [one.cell(&cell.id).to_string(), other.cell(&cell.id).to_string()],
    });
    heads.chain(texts).chain(cells).collect()
}

/// The words around the first difference of two texts, of each; `None` if they are equal.
fn first_difference(one: &str, other: &str) -> Option<[String; 2]> {
    const BEFORE: usize = 8;
    const LENGTH: usize = 30;
    if one == other {
        return None;
    }
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let from = same.saturating_sub(BEFORE);
        let words: String = text.chars().skip(from).take(LENGTH).collect();
        let (before, after) = (from > 0, text.chars().count() > from + LENGTH);
        let mark = |shown: bool| if shown { "…" } else { "" };
        format!("{}{}{}", mark(before), words.replace('\n', "　"), mark(after))
    };
    Some([around(one), around(other)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_states_differ_where_they_were_changed_and_nowhere_else() {
        let one = Report::new(crate::form_for_year(2024), Some(2024), "示例市财政局");
        let mut other = one.clone();
        assert_eq!(differences(&one, &other), []);
        other.sections[0].text = "本年主动公开政府信息25件，公开情况良好，群众满意。".into();
        other.cells.insert("3.received.person".into(), "22".into());
        other.published = "2025-01-20".into();
        let found = differences(&one, &other);
        let at: Vec<&str> = found.iter().map(|d| d.at.as_str()).collect();
        assert_eq!(at, ["published", "section:1", "3.received.person"]);
        assert_eq!(found[2].values, ["".to_string(), "22".to_string()]);
        let mut third = other.clone();
        third.sections[0].text = other.sections[0].text.replace("25件", "26件");
        let found = differences(&third, &other);
        assert_eq!(found[0].values[0], "…动公开政府信息26件，公开情况良好，群众满意。");
    }
}
