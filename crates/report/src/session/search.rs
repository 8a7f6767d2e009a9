//! Finding and replacing words in all of a report's texts. Words are compared exactly; patterns are
//! deliberately absent.

use super::Change;
use crate::report::Report;

/// A text that can be edited: one of the report's own, or the heading or text of the section at a
/// position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The report's title.
    Title,
    /// The preface.
    Preface,
    /// The heading of the section at this position.
    Heading(usize),
    /// The text of the section at this position.
    Text(usize),
}

impl Field {
    /// All texts of a report, in the order of the document.
    pub fn all(report: &Report) -> impl Iterator<Item = Field> {
        let sections = 0..report.sections.len();
        let of_sections = sections.flat_map(|i| [Field::Heading(i), Field::Text(i)]);
        [Field::Title, Field::Preface].into_iter().chain(of_sections)
    }

    /// The text; empty if there is no such section.
    pub fn text(self, report: &Report) -> &str {
        let section = |i: usize| report.sections.get(i);
        match self {
            Field::Title => &report.title,
            Field::Preface => &report.preface,
            Field::Heading(i) => section(i).map_or("", |s| &s.heading),
            Field::Text(i) => section(i).map_or("", |s| &s.text),
        }
    }

    /// The change that sets the text.
    pub fn set(self, text: String) -> Change {
        match self {
            Field::Title => Change::Title(text),
            Field::Preface => Change::Preface(text),
            Field::Heading(i) => Change::Heading(i, text),
            Field::Text(i) => Change::Text(i, text),
        }
    }
}

/// Where the words occur, as positions in bytes of each text.
pub fn find(report: &Report, words: &str) -> Vec<(Field, usize)> {
    if words.is_empty() {
        return Vec::new();
    }
    let hits =
        |field: Field| field.text(report).match_indices(words).map(move |(at, _)| (field, at));
    Field::all(report).flat_map(hits).collect()
}

impl Change {
    /// Replaces these words wherever they occur, in one step. `None` if they do not occur.
    pub fn replace_all(report: &Report, words: &str, with: &str) -> Option<Change> {
        let count = find(report, words).len();
        let changed = |field: &Field| field.text(report).contains(words);
        let change = |field: Field| field.set(field.text(report).replace(words, with));
        let changes = Field::all(report).filter(changed).map(change).collect();
        (count > 0).then(|| Change::Named(format!("替换 {count} 处“{words}”"), changes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;

    #[test]
    fn words_are_found_and_replaced_in_all_texts_as_one_step() {
        let form = crate::form_for_year(2024);
        let mut report = Report::new(form, Some(2024), "示例市财政局");
        report.sections[0].text = "我局做到甲，我局做到乙。".into();
        report.preface = "我局。".into();
        let hits = [(Field::Preface, 0), (Field::Text(0), 0), (Field::Text(0), 18)];
        assert_eq!(find(&report, "我局"), hits);
        let mut session = Session::new(report.clone());
        assert!(session.apply(Change::replace_all(&report, "我局", "本机关").unwrap()));
        assert_eq!(session.next_undo(), Some("替换 3 处“我局”"));
        assert_eq!(session.report().sections[0].text, "本机关做到甲，本机关做到乙。");
        session.undo();
        assert!(session.report() == &report);
        assert!(Change::replace_all(&report, "没有", "有").is_none());
        assert!(Change::replace_all(&report, "", "有").is_none());
    }
}
