//! Figures of which it is doubtful whether they are those of the cells that their words name.

use std::collections::HashSet;

use super::{Claim, Page, Truth, clause, is_for_the_whole};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::finding::Severity;
use crate::form::{Level, Mention, Order, Role, Scope, Shape};
use crate::words::has;

impl Page<'_> {
    /// Whether a claim is doubtful, so that nothing is said of it.
    pub(super) fn is_doubtful(&self, figure: &Figure, mention: &Mention, claim: &Claim) -> bool {
        self.is_of_one_account(figure, mention, claim)
            || self.is_of_some_set(mention, claim)
            || self.exceeds_its_total(claim)
            || self.is_of_a_limited_set(figure, claim)
            || self.is_of_a_larger_matter(figure, claim)
            || self.is_of_new_ones(figure, claim)
            || self.divides_another_set(figure, claim)
            || self.is_rounded(figure, claim)
    }

    /// Whether a figure is of more than the report is about, as it is divided further (行政复议11件，其中
    /// 信息公开类3件), or of what was done in another's name (以市政府名义印发2件).
    fn is_of_a_larger_matter(&self, figure: &Figure, claim: &Claim) -> bool {
        const MATTER: &str = "信息公开";
        if claim.truth == Truth::Agrees {
            return false;
        }
        let line = self.text.line;
        let before = &line[figure.sentence.start..figure.number.start];
        let clause = before.rsplit(['，', ',', '；', ';']).next().unwrap_or(before);
        let at = self.text.figures.partition_point(|f| f.number.start < figure.number.start);
        let next = self.text.figures.get(at + 1).filter(|f| f.part_of == Some(at));
        let divided = next.is_some_and(|f| line[f.subject.clone()].contains(MATTER));
        divided && !clause.contains(MATTER) || clause.contains('以') && clause.contains("名义")
    }

    /// Whether a figure in 万 is what the table has, rounded or cut: 行政许可18.64万件 of 186420.
    fn is_rounded(&self, figure: &Figure, claim: &Claim) -> bool {
        let Truth::Differs(all) = claim.truth else { return false };
        (all - claim.stated).abs().millionths() < figure.step(self.text.line)
    }

    /// Whether a figure and those beside it behind 其中 or in a bracket are all of a figure before them, so
    /// that they divide this set, and not that of their words: 办结489件（含上年结转35件、本年新收454件）.
    fn divides_another_set(&self, figure: &Figure, claim: &Claim) -> bool {
        const FEW: usize = 6;
        let of_all = claim.cells.iter().all(|id| id.ends_with(".total"));
        if !matches!(claim.truth, Truth::Differs(_))
            || !matches!(claim.rule, "C-12" | "C-13")
            || !of_all
        {
            return false;
        }
        let all = &self.text.figures;
        let at = all.partition_point(|f| f.number.start < figure.number.start);
        let beside = |f: &&Figure| {
            let among = f.part_of.is_some() && f.part_of == figure.part_of;
            f.unit == figure.unit && (among || f.enclosed && figure.enclosed)
        };
        let first = at - all[..at].iter().rev().take(FEW).take_while(beside).count();
        let parts: Vec<&Figure> = all[first..].iter().take(FEW).take_while(beside).collect();
        let whole = first.checked_sub(1).map(|at| &all[at]);
        let sum: Amount = parts.iter().map(|p| p.value).sum();
        parts.len() > 1 && whole.is_some_and(|w| w.unit == figure.unit && w.value == sum)
    }

    /// Whether a figure is of those only that came this year: 当年新收的20件中，年内办结18件.
    fn is_of_new_ones(&self, figure: &Figure, claim: &Claim) -> bool {
        if !matches!(claim.truth, Truth::Differs(_)) {
            return false;
        }
        let line = self.text.line;
        let before = &line[figure.sentence.start..figure.number.start];
        let segment = before.rsplit(['；', ';']).next().unwrap_or(before);
        let from = figure.number.start - segment.len();
        let mut own = self.text.figures.iter().filter(|f| from <= f.number.start);
        own.next().is_some_and(|set| {
            let noun = line[set.whole.end..figure.number.start.max(set.whole.end)]
                .split(['，', ','])
                .next()
                .unwrap_or_default();
            let said = &line[from..set.number.start];
            noun.ends_with(['中', '里'])
                && has(&["新收", "新受理", "新接收"], said)
                && set.value > figure.value
        })
    }

    /// Whether a figure of a set that is only called the requests (在486件申请中) is far from all that may
    /// be meant, so that it is some other set's.
    fn is_of_some_set(&self, mention: &Mention, claim: &Claim) -> bool {
        let Truth::Differs(all) = claim.truth else { return false };
        let words = mention.words.first().and_then(|words| words.first());
        words.is_some_and(|w| w.starts_with('件') || *w == "重复申请") && is_far(claim.stated, all)
    }

    /// Whether a figure for a part is more than twice the table's total of it: it is told of other cases,
    /// such as those that a body decides for others.
    fn exceeds_its_total(&self, claim: &Claim) -> bool {
        const SLACK: u64 = 5;
        if !matches!(claim.truth, Truth::Differs(_)) {
            return false;
        }
        let form = self.report.form;
        let of = |id: &String| {
            let at = form.position(id)?;
            let all = form.placed_relations().iter().find(|placed| {
                let equal = matches!(placed.relation.shape, Shape::Sum(_, Order::Equal, _));
                let parts = placed.left.len() == 1 && placed.right.len() > 1;
                // What only warns is no sum of parts: 总数 is last year's and what is new.
                let always = placed.relation.severity == Severity::Error;
                equal && always && parts && placed.right.contains(&at)
            });
            all.map(|placed| placed.left[0])
        };
        let Some(mut totals) = claim.cells.iter().map(of).collect::<Option<Vec<_>>>() else {
            return false;
        };
        totals.sort_unstable();
        totals.dedup();
        let value = |at: usize| self.cells.entries[at].number();
        let total: Option<Amount> = totals.into_iter().map(value).sum();
        total.is_some_and(|total| claim.stated > total + total + Amount::whole(SLACK))
    }

    /// Whether a figure is a part of a set that its words limit, so that the table has no cell for it:
    /// 涉及征地补偿的申请131件，其中予以公开52件.
    fn is_of_a_limited_set(&self, figure: &Figure, claim: &Claim) -> bool {
        const LIMITS: &[&str] = &["涉及", "领域", "方面", "类", "公文", "文件"];
        let Truth::Differs(all) = claim.truth else { return false };
        let whole = figure.part_of.and_then(|at| self.text.figures.get(at));
        let clause = whole.map_or("", |whole| {
            let before = &self.text.line[whole.sentence.start..whole.number.start];
            before.rsplit(['，', ',', '；', ';']).next().unwrap_or(before)
        });
        let clause = clause.replace("各类", "");
        claim.rule != "C-16" && claim.stated != all && LIMITS.iter().any(|w| clause.contains(w))
    }

    /// Whether a figure may be that of one account among those of a government and its departments: it
    /// names one (微信“示例发布”), and is far from what the table has for all of them.
    fn is_of_one_account(&self, figure: &Figure, mention: &Mention, claim: &Claim) -> bool {
        let Truth::Differs(all) = claim.truth else { return false };
        let before = &self.text.line[figure.sentence.start..figure.number.start];
        let before = before.rsplit(['；', ';']).next().unwrap_or(before);
        let named = before.contains(['“', '"', '「']);
        let several = self
            .report
            .levels()
            .iter()
            .any(|l| matches!(l, Level::County | Level::Municipality | Level::Province));
        let far = is_far(figure.value, all);
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

/// Drops claims of much less than their cells have, if the section has stated the value of these cells
/// before: what is called alike and is less is only some of it.
pub(super) fn subsets(claims: &mut Vec<Claim>) {
    let less = |c: &Claim| match c.truth {
        Truth::Differs(all) => c.number.is_some() && c.stated < all && is_far(c.stated, all),
        _ => false,
    };
    if !claims.iter().any(less) {
        return;
    }
    let mut told: HashSet<(String, Vec<String>)> = HashSet::new();
    claims.retain(|c| {
        let of = || (c.section.clone(), c.cells.clone());
        if c.truth == Truth::Agrees {
            told.insert(of());
        }
        !less(c) || !told.contains(&of())
    });
}

/// Whether a figure differs by more than a tenth, and by more than two, from what it may be.
fn is_far(stated: Amount, value: Amount) -> bool {
    const NEAR: u64 = 10;
    const FEW: u64 = 2;
    let apart = (value - stated).abs();
    apart > Amount::whole(FEW) && apart.times(NEAR).is_none_or(|d| d > value)
}
