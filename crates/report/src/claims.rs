//! Statements of the prose about cells: which figure refers to which cell, and whether they agree.
//!
//! The form's [`Mention`]s say by which words. No alarm is better than a false one: a sentence
//! about another year, a plan, or a running total is ignored, and so is a figure that could mean
//! two cells and equals neither.

mod absent;
mod clause;
mod doubts;
mod each;
mod hits;
mod named;
mod truth;
mod whose;

pub(crate) use clause::REST;
pub(crate) use named::{named_sums, result_sums};
pub(crate) use whose::{is_for_the_whole, is_of_own_body, is_ours, is_running};

use std::ops::Range;

use hits::spoken;
use truth::{Cells, Open};

use crate::amount::{Amount, Entry};
use crate::figures::{Figure, Paragraph, paragraphs};
use crate::form::{Form, Mention, Role, Scope, Speech};
use crate::report::Report;
use crate::rules::Bound;
use crate::stale::{Stale, stale_in};
use crate::steps;
use crate::words::{WordList, has};

/// A statement about one cell, or about the sum of several cells.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The id of the rule that is broken if text and table differ.
    pub rule: &'static str,
    /// The place of the section; the range of the words is in bytes of its text.
    pub section: String,
    /// The words that make the statement, in bytes of the section's text.
    pub range: Range<usize>,
    /// The range of the number without its unit; `None` if a whole clause makes the statement.
    pub number: Option<Range<usize>>,
    /// The stated value.
    pub stated: Amount,
    /// Ids of the cells whose sum is stated. If several sums are possible, it is the one that
    /// agrees, else the first.
    pub cells: Vec<String>,
    /// Whether text and table agree.
    pub truth: Truth,
    /// Whether no other sum could be meant: all sums that the words allow have the same value.
    pub certain: bool,
}

/// Whether a claim agrees with the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Truth {
    /// The cells add up to the stated value.
    Agrees,
    /// The sum of the cells.
    Differs(Amount),
    /// Cells are blank, but the filled ones alone add up to more than is stated, namely to this.
    Below(Amount),
    /// Text and table cannot be compared: the cell is blank, and the text states nothing that
    /// happened.
    Unknown,
    /// The text says that something happened, and the cell is blank.
    Blank,
    /// The cell seems to leave out one of several figures that belong to it: the cell's value, and
    /// the sum of the figures.
    LeftOut(Amount, Amount),
}

/// A sentence with one of these words speaks of the future.
#[rustfmt::skip]
static PLANS: WordList = WordList::new(&[
    "计划于", "计划在", "计划举办", "计划召开", "计划开展", "计划组织", "计划制定", "计划出台",
    "计划新", "拟于", "拟新", "拟制", "拟出台", "力争", "目标是", "预计", "下一步",
]);
/// A figure right after one of these is the difference to another figure, or that other figure.
const DIFFERENCES: &[&str] =
    &["增加", "减少", "增长", "下降", "上升", "降低", "提高", "多", "少", "增", "减", "由", "从"];
/// Among so many claims before it a figure is compared with those of its sentence.
const FEW: usize = 12;
/// A first sentence with more characters than this is no sub-heading.
const LEAD_WITHIN: usize = 16;

/// All claims of a report's prose about its cells, in order.
pub fn claims(report: &Report) -> Vec<Claim> {
    let entries = report.entries();
    let bounds = crate::rules::bounds(report.form, &entries);
    let paragraphs = paragraphs(report);
    claims_in(report, &paragraphs, &stale_in(report, &paragraphs), &entries, &bounds)
}

/// Like [`claims`], for callers that already have the paragraphs, their years left over, the entries
/// and bounds.
pub(crate) fn claims_in(
    report: &Report,
    paragraphs: &[Paragraph],
    stale: &[Vec<Stale>],
    entries: &[Entry],
    bounds: &[Bound],
) -> Vec<Claim> {
    let cells = Cells { report, entries, bounds };
    let speech = crate::forms::speech(report.form);
    let mut claims = Vec::new();
    let mut under = "";
    let prose = paragraphs.iter().zip(stale).filter(|(p, _)| p.place != "preface");
    for (text, stale) in prose {
        if !steps::take(text.line.len()) {
            break;
        }
        if text.start == 0 {
            under = text.heading;
        }
        under = lead(text.line).unwrap_or(under);
        let mentions = speech.mentions_in(&spoken(report, text.line));
        if mentions.is_empty() {
            continue;
        }
        // Sentences in which last year's year was left over are about this year.
        let left_over = stale.iter().filter(|s| !s.plan).map(|s| s.sentence.clone()).collect();
        let headings = [text.heading, under];
        let page = Page { report, speech, cells: &cells, text, headings, left_over, mentions };
        page.figures(&mut claims);
        page.clauses(&mut claims);
    }
    cells.others(speech, &mut claims);
    doubts::subsets(&mut claims);
    claims
}

/// The sub-heading of a paragraph, such as （二）依申请公开情况。, alone or at its beginning.
fn lead(paragraph: &str) -> Option<&str> {
    let (_, rest) = crate::text::split_numeral(paragraph.trim())?;
    let first = rest.split('。').next()?;
    (first.chars().count() <= LEAD_WITHIN).then_some(first)
}

/// One paragraph and what applies to it.
struct Page<'a> {
    report: &'a Report,
    speech: &'static Speech,
    cells: &'a Cells<'a>,
    text: &'a Paragraph<'a>,
    /// The section's heading and the nearest sub-heading.
    headings: [&'a str; 2],
    left_over: Vec<Range<usize>>,
    /// The mentions whose words occur in the paragraph.
    mentions: Vec<&'static Mention>,
}

impl Page<'_> {
    fn claim(&self, rule: &'static str, at: Range<usize>, stated: Amount, sums: Sums) -> Claim {
        let certain = self.cells.are_one(&sums);
        let (truth, cells) = self.cells.truth(stated, sums);
        let range = self.text.start + at.start..self.text.start + at.end;
        let section = self.text.place.clone();
        Claim { rule, section, range, number: None, stated, cells, truth, certain }
    }

    fn figures(&self, claims: &mut Vec<Claim>) {
        if !self.mentions.iter().any(|m| of_figure(m)) {
            return;
        }
        let (paragraph, figures) = (self.text.line, &self.text.figures);
        let begin = claims.len();
        let mut elsewhere = vec![false; figures.len()];
        // The sentences and the mentions of figures about applicants.
        let mut applied: Vec<(&Range<usize>, &'static Mention)> = Vec::new();
        // Which figure each claim is of.
        let mut of: Vec<usize> = Vec::new();
        // Claims that may be of one set or of a larger one: with what was carried over, or without.
        let mut open: Vec<Open> = Vec::new();
        for (i, figure) in figures.iter().enumerate() {
            // The words before a figure are looked through for about a hundred others.
            if !steps::take(200 + 2 * (figure.number.start - figure.sentence.start)) {
                break;
            }
            if !self.counts(figure) {
                continue;
            }
            let next = figures[i + 1..].iter().find(|f| f.is_quantity());
            let next = next.map_or(paragraph.len(), |f| f.number.start);
            let (said, mut hits) = self.hits(&figures[..=i], next);
            let mut doubtful = false;
            if hits.is_empty() && self.scope(&said).is_some() {
                let (mention, several) = self.continued(figure, &applied, &said);
                (doubtful, hits) = (several, mention.into_iter().collect());
            }
            let Some(&first) = hits.first().filter(|_| self.is_of_us(figure)) else { continue };
            if self.is_of_several_scopes(&said) {
                continue;
            }
            let scoped = first.sums.iter().copied().flatten().any(|id| id.contains("{}"));
            applied.extend(scoped.then_some((&figure.sentence, first)));
            let apart = hits.iter().find(|m| matches!(m.role, Role::OtherChannels(_)));
            elsewhere[i] = apart.is_some();
            if figure.part_of.is_some_and(|whole| elsewhere[whole]) {
                continue;
            }
            let hits = apart.map_or(&hits[..], std::slice::from_ref);
            let claimed = self.claim_of(figure, hits, &said);
            let claimed =
                claimed.or_else(|| self.claim_of(figure, &[clause::nearest(hits, &said)?], &said));
            let Some((mut claim, sums)) = claimed else { continue };
            let part = self.is_part(figure, &claim, &claims[begin..], &of);
            if part || self.is_doubtful(figure, first, &claim) {
                continue;
            }
            claim.certain &= !doubtful && !self.may_be_of_others(figure);
            open.extend(Open::of(claims.len() - begin, &figure.sentence, sums));
            of.push(i);
            claims.push(claim);
        }
        for sentence in open.chunk_by(|a, b| a.sentence == b.sentence) {
            self.cells.settle(sentence, self.text, &mut claims[begin..]);
        }
        truth::accounts(paragraph, self.text.start, &mut claims[begin..]);
    }

    /// The mention that a figure for some of the applicants continues, and whether there are several
    /// with other cells. 其中自然人3件 continues the last one, or that with which the figure agrees.
    fn continued(
        &self,
        figure: &Figure,
        applied: &[(&Range<usize>, &'static Mention)],
        said: &str,
    ) -> (Option<&'static Mention>, bool) {
        let same = applied.iter().rev().filter(|(sentence, m)| {
            **sentence == figure.sentence && m.units.contains(&figure.unit)
        });
        let same: Vec<&'static Mention> = same.map(|(_, m)| *m).collect();
        let several = same.iter().any(|m| m.sums != same[0].sums);
        (self.agreeing(figure, &same, said), several)
    }

    /// Whether a figure is a part of a set that one of the claims before is of; `of` tells which figure
    /// each of these is of.
    fn is_part(&self, figure: &Figure, claim: &Claim, before: &[Claim], of: &[usize]) -> bool {
        let less = |whole: &Claim| whole.cells == claim.cells && whole.stated > claim.stated;
        // 办结478件，其中按期办结466件: a part is not the set that it is a part of.
        let whole = figure.part_of.and_then(|whole| of.iter().rposition(|k| *k == whole));
        // 办结的721件申请里，延期答复38件: nor is what is fewer than all told right before.
        let told = |k: usize| {
            let (all, f) = (&before[k], &self.text.figures[of[k]]);
            let noun = &self.text.line[f.whole.end..f.sentence.end];
            let noun = noun.split(['，', ',']).next().unwrap_or(noun);
            let set = noun.ends_with(['中', '里']) && f.sentence == figure.sentence;
            set && all.truth == Truth::Agrees && less(all)
        };
        whole.is_some_and(|at| less(&before[at])) || (0..of.len()).rev().take(FEW).any(told)
    }

    /// What a figure states by these mentions; `None` if it could mean several cells and equals
    /// none.
    fn claim_of(
        &self,
        figure: &Figure,
        hits: &[&'static Mention],
        said: &str,
    ) -> Option<(Claim, Sums)> {
        let mut sums = Sums::new();
        for sum in hits.iter().flat_map(|m| self.sums(m, said)) {
            if !sums.contains(&sum) {
                sums.push(sum);
            }
        }
        let alike = sums.len() == 1 || hits.iter().all(|m| m.sums == hits[0].sums);
        // A cause or the whole group: what equals neither is wrong of both.
        let largest = sums.iter().max_by_key(|sum| sum.len()).cloned().unwrap_or_default();
        let clear = alike || sums.iter().flatten().all(|id| largest.contains(id));
        let channels = sums.len() > 1 && hits.iter().all(|m| is_one_of_several(m));
        if channels {
            let all = sums.concat();
            // 均为0件 is said of each; 予以公开及部分公开275件 of both together.
            let both = hits.iter().all(|m| m.role == Role::Kind) && clause::are_joined(hits, said);
            let none = both || figure.value == Amount::ZERO;
            sums.truncate(if none { 0 } else { sums.len() });
            sums.insert(0, all);
        }
        let mut claim = self.claim(hits[0].rule, figure.whole.clone(), figure.value, sums.clone());
        let number = &figure.number;
        claim.number = Some(self.text.start + number.start..self.text.start + number.end);
        // 已主动公开、同意公开、部分公开共28件: of these names not all are known.
        let some = channels && clause::listed_together(said) > hits.len();
        ((clear || channels) && !some || claim.truth == Truth::Agrees).then_some((claim, sums))
    }

    /// The mention of which the cells equal a figure, else the first.
    fn agreeing(
        &self,
        figure: &Figure,
        mentions: &[&'static Mention],
        said: &str,
    ) -> Option<&'static Mention> {
        let agrees = |m: &&&'static Mention| {
            self.cells.truth(figure.value, self.sums(m, said)).0 == Truth::Agrees
        };
        mentions.iter().find(agrees).or(mentions.first()).copied()
    }

    /// Whether a figure is about the reporting body, all of it, in the report's year.
    fn is_of_us(&self, figure: &Figure) -> bool {
        let before = &self.text.line[figure.sentence.start..figure.number.start];
        let after = &self.text.line[figure.whole.end..figure.sentence.end];
        self.is_own(before, figure.sentence.start)
            && !whose::is_of_a_part_of_the_year(before)
            && !whose::is_of_the_most(before)
            && !whose::is_of_more(self.report, before, after, figure.unit)
            && !whose::is_a_share(self.report, before, after, figure.unit)
            && !whose::is_of_the_body_before(self.report, before, after)
    }

    /// Whether what follows these words of the sentence at `start` is about the reporting body and
    /// the report's year.
    fn is_own(&self, before: &str, start: usize) -> bool {
        let left_over = self.left_over.iter().any(|sentence| sentence.start == start);
        (left_over || !whose::is_of_another_year(self.report, before))
            && is_of_own_body(self.report, before)
    }

    /// Whether a figure is an exact quantity of something that happened.
    fn counts(&self, figure: &Figure) -> bool {
        let before = &self.text.line[figure.sentence.start..figure.number.start];
        let quantity = figure.is_quantity() && !figure.is_share() && !figure.approximate;
        let difference = before.trim_end().trim_end_matches('了');
        // 72份文件由不予公开调整为主动公开: nothing was decided so.
        let after = &self.text.line[figure.whole.end..figure.sentence.end];
        let after = after.split(['，', ',', '；', ';']).next().unwrap_or(after);
        let moved = after.split_once('由').is_some_and(|(_, to)| to.contains("为"));
        quantity
            && !moved
            && !before.ends_with('第')
            && !is_of_lines(after)
            && !clause::is_planned(before)
            && !each::is_of_each(before)
            && !each::is_of_holders(after)
            && (difference.ends_with("新增")
                || !DIFFERENCES.iter().any(|w| difference.ends_with(w)))
            && !PLANS.is_in(&self.text.line[figure.sentence.clone()])
    }

    /// The group of columns named in these words, if it is exactly one.
    fn scope(&self, said: &str) -> Option<&'static Scope> {
        let (_, scopes) = self.speech.scopes.split_last()?;
        let said = said.trim_start_matches(clause::JOINS);
        let mut named =
            scopes.iter().filter(|s| has(s.words, said) && !clause::is_joined(s.words, said));
        named.next().filter(|_| named.next().is_none())
    }

    /// The sums that a mention accepts: those of the columns named in these words, or of all
    /// applicants.
    fn sums(&self, mention: &Mention, said: &str) -> Sums {
        let all = self.speech.scopes.last();
        let columns = self.scope(said).or(all).map_or(&[][..], |s| s.columns);
        sums_of(self.report.form, mention, columns)
    }
}

/// Whether the words behind 条 count lines, not what is published: 三条主线.
fn is_of_lines(after: &str) -> bool {
    ["主线", "线索", "线路", "路径", "渠道", "途径"].iter().any(|w| after.starts_with(w))
}

/// The sums that a mention accepts for these columns.
fn sums_of(form: &Form, mention: &Mention, columns: &[&str]) -> Sums {
    let expand = |id: &&str| -> Vec<String> {
        let ids = form.named(id);
        match id.contains("{}") {
            true => {
                ids.iter().flat_map(|id| columns.iter().map(move |c| id.replace("{}", c))).collect()
            }
            false => ids,
        }
    };
    mention.sums.iter().map(|sum| sum.iter().flat_map(expand).collect()).collect()
}

/// Whether a mention is about figures, not about whole clauses.
fn of_figure(mention: &Mention) -> bool {
    !matches!(mention.role, Role::Absence | Role::Nothing | Role::Activity)
}

fn is_one_of_several(mention: &Mention) -> bool {
    matches!(mention.role, Role::Channel | Role::Kind)
}

/// Alternative lists of cell ids; a figure states the sum of one list.
type Sums = Vec<Vec<String>>;
