//! Findings about words that are no prose but the run-together cells of a table.

use super::Context;
use crate::finding::Finding;
use crate::steps;
use crate::tables::Words;
use crate::words;

/// The lines of each place that has had a finding, and whether they are prose. A line is judged once.
#[derive(Default)]
pub(super) struct Remnants<'a>(Vec<(String, Vec<(&'a str, bool)>)>);

impl<'a> Remnants<'a> {
    /// Whether a finding is about words of a table. In one line of prose the words are prose.
    pub(super) fn has(&mut self, context: &Context<'a>, finding: &Finding) -> bool {
        let (Some(place), Some(quote)) = (&finding.section, &finding.quote) else { return false };
        let lines = self.lines(context, place);
        if lines.iter().all(|(_, is_prose)| *is_prose) {
            return false;
        }
        // Looking for words takes little: eight bytes are a step.
        let here = lines.iter().take_while(|(line, _)| steps::take(1 + line.len() / 8));
        let mut here = here.filter(|(line, _)| words::find(line, quote).is_some()).peekable();
        here.peek().is_some() && !here.any(|(_, is_prose)| *is_prose)
    }

    fn lines(&mut self, context: &Context<'a>, place: &str) -> &[(&'a str, bool)] {
        let known = self.0.iter().position(|(at, _)| at == place);
        let at = known.unwrap_or_else(|| {
            let lines = context.text(place).unwrap_or_default().split('\n');
            let judged = lines.map(|line| (line, steps::is_spent() || is_prose(line))).collect();
            self.0.push((place.to_string(), judged));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

/// Whether a line is prose: it has as many marks as sentences have, so that it need not be compared with
/// the words of all tables, or does not consist of these words.
fn is_prose(line: &str) -> bool {
    const CHARACTERS_A_MARK: usize = 25;
    let marks = line.matches(['，', ',', '。', '；', ';']).count();
    marks * CHARACTERS_A_MARK > line.chars().count() || !Words::known().is_run_together(line)
}
