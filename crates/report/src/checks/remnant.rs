//! Words of a table that was not read and whose cells stand in the prose, run together.

use super::Context;
use crate::finding::Finding;
use crate::steps;
use crate::tables::Words;

/// The place of the last finding, and where its line begins there. Findings come in the order of the
/// text, so that the next one is looked for from there.
#[derive(Default)]
pub(super) struct Last {
    place: String,
    line: usize,
}

/// Whether a finding is about words that are no prose but the run-together cells of a table.
pub(super) fn is_of_one(context: &Context, finding: &Finding, last: &mut Last) -> bool {
    let (Some(place), Some(quote)) = (&finding.section, &finding.quote) else { return false };
    let text = context.text(place).unwrap_or_default();
    if last.place != *place {
        *last = Last { place: place.clone(), line: 0 };
    }
    if let Some(at) = text[last.line..].find(quote.as_str()).map(|at| last.line + at) {
        steps::take(1 + (at - last.line) / 8);
        last.line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = text[last.line..].split('\n').next().unwrap_or_default();
        // In one line of prose the words are prose.
        if is_marked(line) || !Words::known().is_run_together(line) {
            return false;
        }
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
