//! Whether a stated figure agrees with the cells it refers to.

use std::ops::Range;

use super::{Claim, Sums, Truth};
use crate::amount::{Amount, Entry};
use crate::figures::Paragraph;
use crate::form::{Role, Speech};
use crate::report::Report;
use crate::rules::Bound;

/// A claim, by its position, that may be of either of two sums, of which the second has more cells.
pub(super) struct Open {
    pub claim: usize,
    pub sentence: Range<usize>,
    pub sums: Sums,
}

impl Open {
    /// The claim, if these are such sums.
    pub fn of(claim: usize, sentence: &Range<usize>, sums: Sums) -> Option<Open> {
        let [less, more] = &sums[..] else { return None };
        let open = less.iter().all(|id| more.contains(id));
        open.then(|| Open { claim, sentence: sentence.clone(), sums })
    }
}

/// The cells of a report, and what the filled cells say about the blank ones. Entries and bounds of
/// last year's cells may follow.
pub(super) struct Cells<'a> {
    pub report: &'a Report,
    pub entries: &'a [Entry],
    pub bounds: &'a [Bound],
}

impl Cells<'_> {
    /// Compares a figure with the sum it equals, or else with the nearest one. If no sum is known,
    /// the filled cells alone may already exceed the figure.
    pub(super) fn truth(&self, stated: Amount, sums: Sums) -> (Truth, Vec<String>) {
        let exact = |cells: &[String]| cells.iter().all(|id| self.bound(id).exact);
        let least = |cells: &[String]| cells.iter().map(|id| self.bound(id).least).sum::<Amount>();
        let known = sums.iter().filter(|cells| exact(cells)).map(|cells| (cells, least(cells)));
        let nearest = known.min_by_key(|(_, sum)| (*sum - stated).abs());
        let all_known = sums.iter().all(|cells| exact(cells));
        match (nearest, sums.first()) {
            (Some((cells, sum)), _) if sum == stated => (Truth::Agrees, cells.clone()),
            (Some((cells, sum)), _) if all_known => (Truth::Differs(sum), cells.clone()),
            (_, Some(cells)) => {
                let filled = sums.iter().map(|cells| least(cells)).min().unwrap_or(Amount::ZERO);
                let blank = stated > Amount::ZERO && filled == Amount::ZERO;
                let only = cells.len() == 1 && self.entry(&cells[0]) == Entry::Blank;
                let truth = match () {
                    () if stated < filled => Truth::Below(filled),
                    () if blank && only && self.is_begun(&cells[0]) => Truth::Blank,
                    () => Truth::Unknown,
                };
                (truth, cells.clone())
            }
            (_, None) => (Truth::Unknown, Vec::new()),
        }
    }

    /// Claims of one sentence that may each be of one set or of a larger one are all of the same: of the
    /// one without where the sentence tells what is more beside it, else of that which most agree with.
    pub(super) fn settle(&self, open: &[Open], text: &Paragraph, claims: &mut [Claim]) {
        let Some(Open { sentence, .. }) = open.first() else { return };
        let here = of_sentence(claims, text.start, sentence);
        let told = open.iter().any(|o| {
            let [less, more] = &o.sums[..] else { return false };
            let more: Vec<&String> = more.iter().filter(|id| !less.contains(id)).collect();
            let mut carried = claims[here.clone()].iter();
            carried.any(|c| {
                let before = &text.line[sentence.start..c.range.start - text.start];
                let clause = before.rsplit(['，', ',', '（', '(']).next().unwrap_or(before);
                let part = ["其中", "含", "包括"].iter().any(|w| clause.contains(w));
                !part && c.cells.iter().eq(more.iter().copied())
            })
        });
        let as_of = |o: &Open, set: usize, claims: &[Claim]| {
            self.truth(claims[o.claim].stated, vec![o.sums[set].clone()])
        };
        let agree = |set| {
            let agrees = |o: &&Open| as_of(o, set, claims).0 == Truth::Agrees;
            open.iter().filter(agrees).count()
        };
        let set = usize::from(!told && agree(0) < agree(1));
        for o in open {
            if claims[o.claim].truth == Truth::Agrees {
                let (truth, cells) = as_of(o, set, claims);
                (claims[o.claim].truth, claims[o.claim].cells) = (truth, cells);
            }
        }
    }

    /// Whether the table of this cell has any value. For an empty table, cells are not reported one
    /// by one.
    fn is_begun(&self, id: &str) -> bool {
        let cells = self.report.form.all_cells();
        let table = self.report.form.position(id).map(|i| cells[i].table);
        let mut filled = cells.iter().zip(self.entries).filter(|(_, e)| e.number().is_some());
        filled.any(|(cell, _)| Some(cell.table) == table)
    }

    /// Whether all these sums are known and have the same value.
    pub(super) fn are_one(&self, sums: &Sums) -> bool {
        let exact = |cells: &Vec<String>| cells.iter().all(|id| self.bound(id).exact);
        let sum = |cells: &Vec<String>| cells.iter().map(|id| self.bound(id).least).sum::<Amount>();
        let first = sums.first().map(sum);
        sums.iter().all(|cells| exact(cells) && Some(sum(cells)) == first)
    }

    fn entry(&self, id: &str) -> Entry {
        self.report.form.position(id).map_or(Entry::Blank, |i| self.entries[i])
    }

    fn bound(&self, id: &str) -> Bound {
        self.report.form.position(id).map_or(Bound::NOTHING, |i| self.bounds[i])
    }

    /// Figures for channels without a row of their own are added up. If the cell holds their sum,
    /// all agree; if it holds less, the figures left out break their rule.
    pub(super) fn others(&self, speech: &Speech, claims: &mut [Claim]) {
        for mention in speech.mentions() {
            let Role::OtherChannels(rule) = mention.role else { continue };
            let [[id]] = mention.sums else { continue };
            let Entry::Number(cell) = self.entry(id) else {
                continue;
            };
            let mine = |c: &&mut Claim| c.cells == [*id] && c.rule == mention.rule;
            let mut mine: Vec<&mut Claim> = claims.iter_mut().filter(mine).collect();
            // A figure that is stated twice counts once.
            let mut distinct: Vec<Amount> = mine.iter().map(|c| c.stated).collect();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() < 2 {
                continue;
            }
            let sum: Amount = distinct.into_iter().sum();
            let told = mine.iter().any(|c| c.stated == cell);
            // 其他方式75条，即报纸公示45条、电子屏30条: the others are the parts of one.
            let parts = told && sum == cell + cell;
            for claim in &mut mine {
                claim.rule = rule;
                let agrees = sum == cell || parts || claim.stated == cell;
                claim.truth = if agrees { Truth::Agrees } else { Truth::LeftOut(cell, sum) };
            }
            if !told && sum < cell {
                // The cell holds more than the text states, so nothing is missing from it.
                mine.iter_mut().for_each(|c| c.truth = Truth::Agrees);
            }
        }
    }
}

/// Which claims of a paragraph, in their order, are of one of its sentences.
fn of_sentence(claims: &[Claim], start: usize, sentence: &Range<usize>) -> Range<usize> {
    let before = |place: usize| claims.partition_point(|c| c.range.start < start + place);
    before(sentence.start)..before(sentence.end)
}

/// Adds up several figures of one sentence for the same cells, such as two accounts of one channel.
/// `start` is the position of the paragraph in its section, in bytes.
pub(super) fn accounts(paragraph: &str, start: usize, claims: &mut [Claim]) {
    for sentence in crate::figures::sentences(paragraph) {
        let mine = of_sentence(claims, start, &sentence);
        let mine = &mut claims[mine];
        for i in 0..mine.len() {
            let Truth::Differs(cell) = mine[i].truth else { continue };
            // 加上上年结转的14件，全年共受理342件: the text says what else is counted.
            let from = sentence.start;
            let said = &paragraph[from..(mine[i].range.start - start).max(from)];
            let more = ["加上", "连同", "加之"].iter().any(|w| said.contains(w));
            let with = |c: &Claim| c.truth == Truth::Agrees && cell + c.stated == mine[i].stated;
            if more && mine[..i].iter().any(with) {
                mine[i].truth = Truth::Agrees;
                continue;
            }
            // 办结464件，另有上年结转的14件也已办结
            let rest = |c: &Claim| {
                let between = paragraph.get(mine[i].range.end - start..c.range.start - start);
                let told = between.is_some_and(|words| words.contains('另'));
                told && c.truth == Truth::Agrees && mine[i].stated + c.stated == cell
            };
            if mine[i + 1..].iter().any(rest) {
                mine[i].truth = Truth::Agrees;
                continue;
            }
            let cells = mine[i].cells.clone();
            let same = |c: &Claim| c.cells == cells;
            if mine.iter().filter(|c| same(c)).map(|c| c.stated).sum::<Amount>() == cell {
                mine.iter_mut().filter(|c| same(c)).for_each(|c| c.truth = Truth::Agrees);
            }
        }
    }
}
