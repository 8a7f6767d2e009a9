//! The pages of `pages/`: for each, whose report it is, of which year, on which form and with which
//! sections, or that it is no report (see the README there).

use files::read_report;
use report::document::{Note, NoteLevel};

use super::{as_files, marked};

const PAGES: [(&str, &str); 5] = [
    ("portals", include_str!("pages/portals.txt")),
    ("bodies", include_str!("pages/bodies.txt")),
    ("headings", include_str!("pages/headings.txt")),
    ("tables", include_str!("pages/tables.txt")),
    ("others", include_str!("pages/others.txt")),
];

/// A page, and the lines that say what it is.
struct Page {
    name: String,
    labels: Vec<(String, String)>,
    text: String,
}

impl Page {
    fn all() -> Vec<Page> {
        let mut all = Vec::new();
        for (file, text) in PAGES {
            for (i, page) in text.split("=====\n").enumerate() {
                let (head, text) = page.split_once("---\n").expect("a head and a text");
                let label = |line: &str| {
                    let line = line.strip_prefix("= ").unwrap_or_else(|| panic!("{line}"));
                    let (name, value) = line.split_once(' ').unwrap_or((line, ""));
                    (name.to_string(), value.trim().to_string())
                };
                let labels = head.lines().map(label).collect();
                all.push(Page { name: format!("{file} {}", i + 1), labels, text: text.into() });
            }
        }
        all
    }

    fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The errors in cells, other rows and notes on tables.
    fn tables(&self, report: &report::Report, notes: &[Note]) -> Vec<String> {
        let pairs = |name: &str| {
            let words = self.label(name).unwrap_or_default().split(' ');
            words.filter_map(|w| w.split_once('=')).collect::<Vec<_>>()
        };
        let cells = pairs("cells").into_iter().map(|(id, v)| (id, v, report.cell(id).to_string()));
        let extra = pairs("extra").into_iter().map(|(label, v)| {
            let row = report.extra_rows.iter().find(|r| r.label == label);
            (label, v, row.map_or("no row".into(), |r| r.values.join(",")))
        });
        let wrong = cells.chain(extra).filter(|(_, wanted, found)| wanted != found);
        let mut wrong: Vec<String> =
            wrong.map(|(what, wanted, found)| format!("{what}={found}, not {wanted}")).collect();
        if let Some((id, text)) =
            self.label("text").and_then(|t| t.split_once(' ').or(Some((t, ""))))
        {
            let found = report.sections.iter().find(|s| s.id.as_deref() == Some(id));
            wrong.extend(found.filter(|s| s.text != text).map(|s| format!("{id}: {}", s.text)));
        }
        let lost = |n: &&Note, word: &str| n.level == NoteLevel::Lost && n.message.contains(word);
        match self.label("lost") {
            Some(word) if !notes.iter().any(|n| lost(&n, word)) => {
                wrong.push(format!("no note {word}"))
            }
            None if notes.iter().any(|n| lost(&n, "没有读入")) => {
                wrong.push("a row is lost".into())
            }
            _ => {}
        }
        wrong
    }

    /// The errors in what is read from this file; empty if there are none.
    fn judge(&self, bytes: &[u8]) -> String {
        let read = read_report(bytes);
        if let Some(word) = self.label("refused") {
            return match read {
                Ok((report, _)) => format!("taken for “{}”", report.title),
                Err(e) if e.message.contains("似乎是") && e.message.contains(word) => {
                    String::new()
                }
                Err(e) => format!("refused as {e}"),
            };
        }
        let (report, notes): (report::Report, Vec<Note>) = match read {
            Ok(read) => read,
            Err(e) => return format!("refused: {e}"),
        };
        let sections = report.sections.iter().map(|s| s.id.as_deref().unwrap_or("-"));
        let found = [
            ("agency", report.agency.clone()),
            ("year", report.year.map(|y| y.to_string()).unwrap_or_default()),
            ("form", report.form.id.to_string()),
            ("sections", sections.collect::<Vec<_>>().join(" ")),
            ("guessed", marked(&notes).join(" ")),
        ];
        let wrong = found
            .iter()
            .filter(|(name, value)| self.label(name).unwrap_or_default() != value)
            .map(|(name, value)| format!("{name} “{value}”"));
        let wrong = wrong.chain(self.tables(&report, &notes)).collect::<Vec<_>>().join(", ");
        if wrong.is_empty() { wrong } else { format!("{wrong}\n    {notes:?}") }
    }
}

#[test]
fn made_up_pages_are_what_they_are() {
    let mut failed = Vec::new();
    for page in Page::all() {
        // Only in a text, tabs and runs of spaces are cells.
        let kinds = if page.name.starts_with("tables") { 1 } else { 3 };
        for (kind, bytes) in as_files(&page.text).into_iter().take(kinds) {
            let wrong = page.judge(&bytes);
            if !wrong.is_empty() {
                failed.push(format!("{} as {kind}: {wrong}", page.name));
            }
        }
    }
    assert!(failed.is_empty(), "{} wrong:\n{}", failed.len(), failed.join("\n"));
}
