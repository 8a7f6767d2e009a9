//! Labelled reports, as they are stored in `crates/report/tests/truth` (see the README there).

use std::fs;
use std::ops::Range;
use std::path::Path;

use report::text::{half_width, parse_numeral};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../report/tests/truth");

/// One report as a clerk writes it or a portal shows it, and what is true of it.
#[derive(Default)]
pub struct Labelled {
    pub name: String,
    /// Agency, year, form and sections, if they are labelled.
    pub heads: Vec<(String, String)>,
    pub family: String,
    /// It is not a report.
    pub refused: bool,
    pub faults: Vec<Label>,
    /// Findings that count neither as right nor as wrong.
    pub debatable: Vec<Label>,
    /// The name of last year's report.
    pub previous: Option<String>,
    /// The text with correct figures in braces.
    marked: String,
}

/// A fault: the rules that may find it, and words of its sentence or the id of its cell.
pub struct Label {
    pub rules: Vec<String>,
    pub words: String,
}

/// Number of characters before a figure that identify it.
const NEAR: usize = 14;

/// All reports of a part of the set, sorted by name.
pub fn reports(part: &str) -> Vec<Labelled> {
    let folder = Path::new(FOLDER).join(part);
    let files = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let names = files.flatten().map(|f| f.file_name().to_string_lossy().into_owned());
    let numbered = |n: &String| n.starts_with(|c: char| c.is_ascii_digit()) && n.ends_with(".txt");
    let mut names: Vec<String> = names.filter(numbered).collect();
    names.sort();
    let read = |name: String| {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        parse(name, &text)
    };
    names.into_iter().map(read).collect()
}

/// A report in the text of its file.
pub fn parse(name: String, file: &str) -> Labelled {
    let (head, marked) = file.split_once("\n---\n").unwrap_or_else(|| panic!("{name}: no ---"));
    let mut labelled = Labelled { name, marked: marked.to_string(), ..Labelled::default() };
    for line in head.lines().filter(|l| !l.trim().is_empty()) {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (word, value) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let value = value.trim().to_string();
        let label =
            || Label { rules: word.split('/').map(Into::into).collect(), words: value.clone() };
        match (sign, word) {
            ("=", "refused") => labelled.refused = true,
            ("=", "family") => labelled.family = value,
            ("=", "previous") => labelled.previous = Some(value),
            ("=", "agency" | "year" | "form" | "sections") => {
                labelled.heads.push((word.to_string(), value));
            }
            ("+", _) => labelled.faults.push(label()),
            ("?", _) => labelled.debatable.push(label()),
            _ => panic!("{}: {line}", labelled.name),
        }
    }
    if labelled.family.is_empty() && labelled.refused {
        labelled.family = "refused".into();
    }
    labelled
}

impl Labelled {
    /// The text without braces.
    pub fn text(&self) -> String {
        self.marked.replace(['{', '}'], "")
    }

    /// For each figure in braces: the words before it, and the text with this figure changed.
    pub fn changed(&self) -> Vec<(String, String)> {
        let change = |at: Range<usize>| {
            let (before, after) = (&self.marked[..at.start], &self.marked[at.end..]);
            let figure = &self.marked[at.start + 1..at.end - 1];
            let share = (figure.to_string() + after).find(['%', '％', '‰']);
            let share = share.is_some_and(|i| i <= figure.len());
            let text = format!("{before}{}{after}", another(figure, share));
            let near = before.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
            let words = format!("{}{figure}…", &before[near..]).replace('\n', "/");
            (words, text.replace(['{', '}'], ""))
        };
        self.braces().into_iter().map(change).collect()
    }

    fn braces(&self) -> Vec<Range<usize>> {
        let opened = self.marked.match_indices('{').map(|(from, _)| {
            let to = self.marked[from..].find('}').map(|to| from + to + 1);
            from..to.unwrap_or_else(|| panic!("{}: a brace is not closed", self.name))
        });
        opened.collect()
    }
}

/// The figure plus one; for a percentage another one with as many decimal places.
fn another(figure: &str, share: bool) -> String {
    let plain: String = figure.chars().map(half_width).collect();
    let digit = |c: char| c.is_ascii_digit() || c == ',';
    let from = plain.find(|c: char| c.is_ascii_digit());
    let Some(from) = from else {
        let end =
            plain.find(|c: char| parse_numeral(&c.to_string()).is_none() && !"百千万".contains(c));
        let (numeral, unit) = plain.split_at(end.unwrap_or(plain.len()));
        let value = parse_numeral(numeral).unwrap_or_else(|| panic!("{figure} is no number"));
        return format!("{}{unit}", value + 1);
    };
    let end = plain[from..].find(|c: char| !digit(c)).map_or(plain.len(), |i| from + i);
    let value: u64 = plain[from..end].replace(',', "").parse().unwrap();
    let value = match (share, value) {
        (false, n) => n + 1,
        (true, n) if n >= 90 => n - 3,
        (true, n) => n + 3,
    };
    format!("{}{value}{}", &plain[..from], &plain[end..])
}

#[test]
fn figures_are_changed_one_by_one() {
    let text = "= family prose\n---\n办结{1,204}件，予以公开{八}件，占{33.90}%，收费{1.2}万元。";
    let labelled = parse("a".into(), text);
    let changed: Vec<String> = labelled.changed().into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        changed,
        [
            "办结1205件，予以公开八件，占33.90%，收费1.2万元。",
            "办结1,204件，予以公开9件，占33.90%，收费1.2万元。",
            "办结1,204件，予以公开八件，占36.90%，收费1.2万元。",
            "办结1,204件，予以公开八件，占33.90%，收费2.2万元。",
        ]
    );
    assert_eq!(labelled.text(), "办结1,204件，予以公开八件，占33.90%，收费1.2万元。");
}
