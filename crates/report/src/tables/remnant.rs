//! The remains of an official table that could not be read, within the text. They are no prose:
//! rules about prose would take the cells for telephone numbers and the labels for repeated words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{bare, is_value, key, tokens::cells_of_line};
use crate::form::Table;

/// The words printed in the official tables of all forms, normalised for comparison.
pub(crate) struct Words {
    all: Vec<String>,
    /// The words that begin with a character, the longest first.
    beginning: BTreeMap<char, Vec<String>>,
}

/// Number of successive lines consisting of cells that count as a table.
const LINES: usize = 4;

impl Words {
    /// The words of all forms.
    pub(crate) fn known() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(Words::all)
    }

    fn all() -> Words {
        let tables = || crate::FORMS.into_iter().flat_map(|f| f.tables);
        let blocks = |t: &'static Table| t.blocks.iter();
        let rows = tables().flat_map(blocks).flat_map(|b| b.rows);
        let labels = rows.flat_map(|r| std::iter::once(&r.label).chain(r.aliases).chain(r.groups));
        let heads = tables().flat_map(blocks).flat_map(|b| b.columns).flat_map(|c| c.heads);
        let titles = tables().flat_map(blocks).filter_map(|b| b.title.as_ref());
        let stubs = tables().flat_map(|t| t.stub.iter().chain(&t.units));
        let all = labels.chain(heads).chain(titles).chain(stubs).map(|w| key(w));
        let mut words: Vec<String> = all.flat_map(|w| [bare(&w), w]).collect();
        words.retain(|w| w.chars().count() > 1);
        words.sort_unstable_by_key(|w| (std::cmp::Reverse(w.len()), w.clone()));
        words.dedup();
        let mut beginning: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for word in &words {
            beginning
                .entry(word.chars().next().unwrap_or_default())
                .or_default()
                .push(word.clone());
        }
        Words { all: words, beginning }
    }

    /// Whether a piece of text is the cells of a table run together: it consists mostly of labels,
    /// heads and figures.
    pub(crate) fn is_run_together(&self, text: &str) -> bool {
        let tight = key(text);
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let all = tight.chars().filter(|c| han(*c)).count();
        let (mut covered, mut rest, mut seen) = (0, &tight[..], Vec::new());
        while let Some(first) = rest.chars().next() {
            let mut words = self.beginning.get(&first).into_iter().flatten();
            let word = words.find(|w| rest.starts_with(w.as_str()));
            if let Some(word) = word {
                covered += word.chars().filter(|c| han(*c)).count();
                seen.push(word);
            }
            rest = &rest[word.map_or(first.len_utf8(), String::len)..];
        }
        seen.sort_unstable();
        seen.dedup();
        let most = seen.len() >= 4 && covered * 10 >= all * 7;
        most || seen.len() >= 2 && covered * 100 >= all * 95 && !text.contains('。')
    }

    /// The end of the prose in a paragraph that continues with the cells of a table: labels, or
    /// many figures without marks between them, follow its last sentence.
    pub(crate) fn prose_end(&self, paragraph: &str) -> usize {
        let end = paragraph.rfind('。').map_or(0, |at| at + '。'.len_utf8());
        let tail = &paragraph[end..];
        let marked = tail.contains(['，', ',', '；', ';', '！', '？']);
        let figures = tail.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).count();
        let run = tail.chars().count() >= 60 && figures >= 6 && !marked;
        if end > 0 && (run || self.is_run_together(tail)) { end } else { paragraph.len() }
    }

    /// The ranges of successive lines that consist of cells only: the first line of each range and
    /// the line after its last.
    pub(crate) fn stretches(&self, lines: &[&str]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut first = 0;
        while first < lines.len() {
            let count = lines[first..].iter().take_while(|l| self.is_cells(l)).count();
            let labelled = |l: &&&str| cells(l).any(|c| self.has(&key(c)));
            let words = lines[first..first + count].iter().filter(labelled).count();
            if count >= LINES && words >= 2 {
                found.push((first, first + count));
            }
            first += count.max(1);
        }
        found
    }

    /// Whether a line is nothing but cells: figures, and labels or pieces of them.
    pub(crate) fn is_cells(&self, line: &str) -> bool {
        cells(line).all(|c| is_value(c) || self.has_piece(&key(c)))
    }

    /// The same of a line between bars, which no prose is, and of one with whole labels between tabs:
    /// an agency's own tables in the text have other words.
    pub(crate) fn is_barred(&self, line: &str) -> bool {
        let whole = |c: &str| is_value(c) || self.has(&key(c));
        let tabbed = || line.contains('\t') && cells(line).all(whole);
        line.contains('|') && self.is_cells(line) || tabbed()
    }

    /// Whether a key is a label, or its beginning or end where the line was broken.
    fn has_piece(&self, key: &str) -> bool {
        const BEGINNING: usize = 4;
        const END: usize = 2;
        let count = key.chars().count();
        let piece = |w: &String| {
            count >= BEGINNING && w.starts_with(key) || count >= END && w.ends_with(key)
        };
        self.has(key) || self.all.iter().any(piece)
    }

    fn has(&self, key: &str) -> bool {
        self.all.iter().any(|w| w == key)
    }
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    cells_of_line(line).unwrap_or_else(|| vec![line]).into_iter()
}
