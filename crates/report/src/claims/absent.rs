//! Claims without a figure: that something did or did not happen.

use std::ops::Range;

use super::{Claim, PLANS, Page, Truth, clause, of_figure, spoken};
use crate::amount::Amount;
use crate::figures::sentences;
use crate::form::Role;
use crate::words::{has, pieces};

impl Page<'_> {
    /// Claims without a figure: that something did or did not happen.
    pub(super) fn clauses(&self, claims: &mut Vec<Claim>) {
        if self.mentions.iter().all(|m| of_figure(m)) {
            return;
        }
        let line = self.text.line;
        for sentence in sentences(line) {
            let text = &line[sentence.clone()];
            if PLANS.is_in(text) {
                continue;
            }
            let mut from = sentence.start;
            for clause in pieces(text, &['，', '；', ',', ';']) {
                let at = from..from + clause.len();
                let gap = line[at.end..].chars().next().map_or(0, char::len_utf8);
                from = at.end + gap;
                self.clause(sentence.start, clause, at, claims);
            }
        }
    }

    /// Adds the claims of one clause; `start` is where its sentence begins.
    fn clause(&self, start: usize, clause: &str, at: Range<usize>, claims: &mut Vec<Claim>) {
        let before = &self.text.line[start..at.end];
        let figures = &self.text.figures;
        let first = figures.partition_point(|f| f.number.start < at.start);
        let here = figures[first..].iter().take_while(|f| f.whole.end <= at.end);
        let counted = here.filter(|f| f.is_quantity()).map(|f| f.whole.end - at.start).last();
        let denied = clause::denial(clause).filter(|_| counted.is_none());
        for &mention in self.mentions.iter().filter(|m| !of_figure(m)) {
            let (words, stated) = match mention.role {
                Role::Absence => (denied.map_or("", |i| &clause[i..]), Amount::ZERO),
                Role::Nothing => (&clause[counted.unwrap_or(0)..], Amount::ZERO),
                Role::Activity if denied.is_none() && counted.is_none() => {
                    (clause, Amount::whole(1))
                }
                _ => continue,
            };
            let may = mention.words.iter().all(|list| has(list, &spoken(self.report, words)));
            if !may
                || !self.says(mention, &self.said(words, before, start))
                || !self.is_own(before, start)
            {
                continue;
            }
            let mut claim = self.claim(mention.rule, at.clone(), stated, self.sums(mention, ""));
            let nothing = matches!(claim.truth, Truth::Blank | Truth::Differs(Amount::ZERO));
            if mention.role == Role::Activity && !nothing {
                claim.truth = Truth::Agrees;
            }
            claims.push(claim);
        }
    }
}
