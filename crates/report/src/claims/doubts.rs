//! Figures of which it is doubtful whether they are those of the cells that their words name.

use super::{Claim, Page, Truth, clause, is_for_the_whole};
use crate::figures::Figure;
use crate::form::{Level, Mention, Role, Scope};
use crate::words::has;

impl Page<'_> {
    /// Whether a figure may be that of one account among those of a government and its departments: it
    /// names one (微信“示例发布”), and is far from what the table has for all of them.
    pub(super) fn is_of_one_account(
        &self,
        figure: &Figure,
        mention: &Mention,
        claim: &Claim,
    ) -> bool {
        const NEAR: u64 = 10;
        let Truth::Differs(all) = claim.truth else { return false };
        let before = &self.text.line[figure.sentence.start..figure.number.start];
        let before = before.rsplit(['；', ';']).next().unwrap_or(before);
        let named = before.contains(['“', '"', '「']);
        let several = self
            .report
            .levels()
            .iter()
            .any(|l| matches!(l, Level::County | Level::Municipality | Level::Province));
        let far = (all - figure.value).abs().times(NEAR).is_none_or(|d| d > all);
        matches!(mention.role, Role::Channel | Role::OtherChannels(_)) && named && several && far
    }

    /// Whether these words name a group of columns together with others (科研机构、律师事务所), so that no
    /// cells are certain.
    pub(super) fn is_of_several_scopes(&self, said: &str) -> bool {
        let said = said.trim_start_matches(clause::JOINS);
        let joined = |s: &&Scope| clause::is_joined(s.words, said);
        // 公民、法人和其他组织 are all applicants.
        let all = self.speech.scopes.first().is_some_and(|s| has(s.words, said));
        self.scope(said).is_none() && !all && self.speech.scopes.iter().any(|s| joined(&s))
    }

    /// Whether a figure may be that of one office instead of the table's total, or last year's.
    pub(super) fn may_be_of_others(&self, figure: &Figure) -> bool {
        let before = &self.text.line[figure.sentence.start..figure.number.start];
        self.left_over.contains(&figure.sentence) || is_for_the_whole(self.report, before)
    }
}
