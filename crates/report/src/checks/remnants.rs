//! Findings about words that are no prose but the run-together cells of a table.

use super::Context;
use crate::finding::Finding;
use crate::steps;
use crate::tables::Words;
use crate::words;

/// Decides about findings one after the other. They come in the order of the text, so that the words
/// of the next one are looked for from the last one on.
#[derive(Default)]
pub(super) struct Remnants {
    /// The place of the last finding, and where its line begins there.
    place: String,
    line: usize,
    /// Whether that line was found to be prose.
    is_prose: bool,
}

impl Remnants {
    /// Whether a finding is about words of a table. In one line of prose the words are prose.
    pub(super) fn has(&mut self, context: &Context, finding: &Finding) -> bool {
        let (Some(place), Some(quote)) = (&finding.section, &finding.quote) else { return false };
        let text = context.text(place).unwrap_or_default();
        if self.place != *place {
            *self = Remnants { place: place.clone(), ..Remnants::default() };
        }
        if let Some(at) = words::find(&text[self.line..], quote).map(|at| self.line + at) {
            steps::take(1 + (at - self.line) / 8);
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            if line != self.line || !self.is_prose {
                self.line = line;
                self.is_prose = is_prose(text[line..].split('\n').next().unwrap_or_default());
            }
            if self.is_prose {
                return false;
            }
        }
        let lines = text.split('\n');
        // Looking for words takes little: eight bytes are a step.
        let here = lines.take_while(|line| steps::take(1 + line.len() / 8));
        let mut lines = here.filter(|line| words::find(line, quote).is_some()).peekable();
        lines.peek().is_some() && !lines.any(is_prose)
    }
}

/// Whether a line is prose: it has as many marks as sentences have, so that it need not be compared with
/// the words of all tables, or does not consist of these words.
fn is_prose(line: &str) -> bool {
    const CHARACTERS_A_MARK: usize = 25;
    let marks = line.matches(['，', ',', '。', '；', ';']).count();
    marks * CHARACTERS_A_MARK > line.chars().count() || !Words::known().is_run_together(line)
}
