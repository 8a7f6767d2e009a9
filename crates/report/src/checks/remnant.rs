//! Findings about words that are no prose but the cells of a table which was not read.

use super::Context;
use crate::finding::Finding;
use crate::steps;
use crate::tables::Words;

/// The place of the last finding, where its words and its line are there, and whether the line is
/// prose. Findings come in the order of the text, so that the next one is looked for from there, and
/// most are in the same line.
#[derive(Default)]
pub(super) struct Last {
    place: String,
    at: usize,
    line: std::ops::Range<usize>,
    prose: bool,
}

impl Last {
    /// Whether the words are in one line of prose; `None` if they are not found from here on.
    fn is_prose(&mut self, text: &str, quote: &str) -> Option<bool> {
        let from = |start: usize| text[start..].find(quote).map(|at| start + at);
        let begun = self.at;
        let at = from(begun).or_else(|| from(self.line.start))?;
        steps::take(1 + at.saturating_sub(begun) / 8);
        if !self.line.contains(&at) {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
            let line = &text[start..end];
            steps::take(1 + line.len() / 8);
            self.line = start..end;
            self.prose = is_marked(line) || !Words::known().is_run_together(line);
        }
        self.at = at;
        Some(self.prose)
    }
}

/// Whether a finding is about words that are no prose but the run-together cells of a table.
pub(super) fn is_of_a_remnant(context: &Context, finding: &Finding, last: &mut Last) -> bool {
    let (Some(place), Some(quote)) = (&finding.section, &finding.quote) else { return false };
    let text = context.text(place).unwrap_or_default();
    if last.place != *place {
        *last = Last { place: place.clone(), ..Last::default() };
    }
    // In one line of prose the words are prose.
    if last.is_prose(text, quote) == Some(true) {
        return false;
    }
    let lines = text.split('\n');
    // Looking for words takes little: eight bytes are a step.
    let here = lines.take_while(|line| steps::take(1 + line.len() / 8));
    let mut lines = here.filter(|line| line.contains(quote.as_str())).peekable();
    lines.peek().is_some()
        && lines.all(|line| !is_marked(line) && Words::known().is_run_together(line))
}

/// Whether a line has as many marks as sentences have: then it is no table, and need not be compared
/// with the words of all of them.
fn is_marked(line: &str) -> bool {
    const CHARACTERS_A_MARK: usize = 25;
    let marks = line.matches(['，', ',', '。', '；', ';']).count();
    marks * CHARACTERS_A_MARK > line.chars().count()
}
