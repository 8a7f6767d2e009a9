//! Statements of the prose about cells: which figure refers to which cell, and whether they agree.
//!
//! The form's [`Mention`]s say by which words. No alarm is better than a false one: a sentence
//! about another year, a plan, or a running total is ignored, and so is a figure that could mean
//! two cells and equals neither.

mod clause;
mod truth;
mod whose;

pub(crate) use whose::is_for_the_whole;

use std::ops::Range;

use truth::Cells;

use crate::amount::Amount;
use crate::figures::{Figure, figures};
use crate::form::{Mention, Role, Scope, Speech};
use crate::report::Report;

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
    /// The cell is blank, and the text states nothing that happened: they cannot be compared.
    Unknown,
    /// The text says that something happened, and the cell is blank.
    Blank,
    /// The cell seems to leave out one of several figures that belong to it: the cell's value, and
    /// the sum of the figures.
    LeftOut(Amount, Amount),
}

/// A sentence with one of these words speaks of the future.
#[rustfmt::skip]
const PLANS: &[&str] = &[
    "计划于", "计划在", "计划举办", "计划召开", "计划开展", "计划组织", "计划制定", "计划出台",
    "计划新", "拟于", "拟新", "拟制", "拟出台", "力争", "目标是", "预计", "下一步",
];
/// Words for other years; a figure with one of them is ignored unless the mention has it too.
const ELSEWHERE: &[&str] = &["历年", "上年", "上一年", "去年", "同期", "同比", "以来"];
/// A figure right after one of these is the difference to another figure, or that other figure.
const DIFFERENCES: &[&str] =
    &["增加", "减少", "增长", "下降", "上升", "降低", "提高", "多", "少", "增", "减", "由", "从"];
/// A first sentence with more characters than this is no sub-heading.
const LEAD_WITHIN: usize = 16;

/// All claims of a report's prose about its cells, in order.
pub fn claims(report: &Report) -> Vec<Claim> {
    let (cells, speech) = (Cells::of(report), crate::forms::speech(report.form));
    let mut claims = Vec::new();
    for (place, heading, text) in report.prose() {
        if place == "preface" {
            continue;
        }
        let (mut start, mut under) = (0, heading);
        for paragraph in text.split('\n') {
            under = lead(paragraph).unwrap_or(under);
            let headings = [heading, under];
            let mentions = speech.mentions_in(&spoken(report, paragraph));
            let page = Page {
                report,
                speech,
                cells: &cells,
                place: &place,
                headings,
                paragraph,
                start,
                mentions,
            };
            page.figures(&mut claims);
            page.clauses(&mut claims);
            start += paragraph.len() + 1;
        }
    }
    cells.others(speech, &mut claims);
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
    place: &'a str,
    /// The section's heading and the nearest sub-heading.
    headings: [&'a str; 2],
    paragraph: &'a str,
    start: usize,
    /// The mentions whose words occur in the paragraph.
    mentions: Vec<&'static Mention>,
}

impl Page<'_> {
    fn claim(&self, rule: &'static str, at: Range<usize>, stated: Amount, sums: Sums) -> Claim {
        let (truth, cells) = self.cells.truth(stated, sums);
        let range = self.start + at.start..self.start + at.end;
        let section = self.place.to_string();
        Claim { rule, section, range, number: None, stated, cells, truth }
    }

    fn figures(&self, claims: &mut Vec<Claim>) {
        if !self.mentions.iter().any(|m| of_figure(m)) {
            return;
        }
        let figures = figures(self.paragraph);
        let first = claims.len();
        let mut elsewhere = vec![false; figures.len()];
        // The sentence and the mention of the last figure about applicants.
        let mut applied: Option<(&Range<usize>, &'static Mention)> = None;
        for (i, figure) in figures.iter().enumerate() {
            if !self.counts(figure) {
                continue;
            }
            let next = figures.get(i + 1).map_or(self.paragraph.len(), |f| f.number.start);
            let (said, mut hits) = self.hits(&figures[..=i], next);
            if hits.is_empty() {
                // 其中自然人3件 continues that mention for some of the applicants.
                let same = applied.filter(|(sentence, m)| {
                    **sentence == figure.sentence && m.units.contains(&figure.unit)
                });
                hits.extend(same.map(|(_, m)| m).filter(|_| self.scope(&said).is_some()));
            }
            let before = &self.paragraph[figure.sentence.start..figure.number.start];
            let after = &self.paragraph[figure.whole.end..figure.sentence.end];
            let own =
                self.is_own(before) && !whose::is_a_share(self.report, before, after, figure.unit);
            let Some(first) = hits.first().filter(|_| own) else { continue };
            let scoped = first.sums.iter().copied().flatten().any(|id| id.contains("{}"));
            applied = scoped.then_some((&figure.sentence, first));
            let apart = hits.iter().find(|m| matches!(m.role, Role::OtherChannels(_)));
            elsewhere[i] = apart.is_some();
            if figure.part_of.is_some_and(|whole| elsewhere[whole]) {
                continue;
            }
            let hits = apart.map_or(&hits[..], std::slice::from_ref);
            let mut sums: Sums = hits.iter().flat_map(|m| self.sums(m, &said)).collect();
            let mut seen = std::collections::HashSet::new();
            sums.retain(|sum| seen.insert(sum.clone()));
            let clear = sums.len() == 1 || hits.iter().all(|m| m.sums == hits[0].sums);
            let channels = sums.len() > 1 && hits.iter().all(|m| is_one_of_several(m));
            if channels {
                let all = sums.concat();
                // 均为0件 states each of the cells; 予以公开及部分公开275件 states their sum.
                let both =
                    hits.iter().all(|m| m.role == Role::Kind) && clause::are_joined(hits, &said);
                let none = both || figure.value == Amount::ZERO;
                sums.truncate(if none { 0 } else { sums.len() });
                sums.insert(0, all);
            }
            let mut claim = self.claim(first.rule, figure.whole.clone(), figure.value, sums);
            let number = &figure.number;
            claim.number = Some(self.start + number.start..self.start + number.end);
            if clear || channels || claim.truth == Truth::Agrees {
                claims.push(claim);
            }
        }
        truth::accounts(self.paragraph, self.start, &mut claims[first..]);
    }

    /// Whether what follows these words is about the reporting body and the report's year.
    fn is_own(&self, before: &str) -> bool {
        !whose::is_of_another_year(self.report, before)
            && (!whose::is_of_another_body(self.report, before)
                || is_for_the_whole(self.report, before))
    }

    /// Whether a figure is an exact quantity of something that happened.
    fn counts(&self, figure: &Figure) -> bool {
        let before = &self.paragraph[figure.sentence.start..figure.number.start];
        let quantity = figure.is_quantity() && !figure.is_share() && !figure.approximate;
        let difference = before.trim_end().trim_end_matches('了');
        quantity
            && !DIFFERENCES.iter().any(|w| difference.ends_with(w))
            && !has(PLANS, &self.paragraph[figure.sentence.clone()])
    }

    /// The words that belong to the last of these figures, and the mentions they fit: those of its
    /// own clause, then of up to two clauses before. `next` is where the next figure begins.
    fn hits(&self, figures: &[Figure], next: usize) -> (String, Vec<&'static Mention>) {
        let figure = &figures[figures.len() - 1];
        let before = &self.paragraph[figure.sentence.start..figure.number.start];
        let subject = &self.paragraph[figure.subject.clone()];
        let among = |said: &str, reach: &str| -> Vec<&'static Mention> {
            let fits = |m: &&Mention| {
                of_figure(m) && m.units.contains(&figure.unit) && self.says(m, said, reach)
            };
            self.mentions.iter().copied().filter(fits).collect()
        };
        let fits = |said: &str| among(said, before);
        if let Some(said) = clause::respective(self.paragraph, figures) {
            let hits = fits(&said);
            return (said, hits);
        }
        if let Some(end) = clause::object(self.paragraph, figure, next) {
            let said = &self.paragraph[figure.subject.start..end];
            let hits = among(said, &self.paragraph[figure.sentence.start..end]);
            if !hits.is_empty() {
                return (said.to_string(), hits);
            }
        }
        let cuts = subject.rmatch_indices(['，', ',']).map(|(i, m)| i + m.len());
        let cuts = cuts.filter(|from| !clause::ends_in_a_cause(&subject[..*from]));
        let mut nearest = None;
        for from in cuts.take(3).chain(std::iter::once(0)) {
            let said = &subject[from..];
            let mut hits = fits(said);
            if said.trim().chars().count() <= 4 {
                // In 另有103件顺延到下年度 the words follow the figure, sometimes after a comma.
                let end = next.min(figure.sentence.end).max(figure.whole.end);
                let rest = &self.paragraph[figure.whole.end..end];
                let near =
                    rest.find(['，', '；', '、', '（', '）', ',', ';']).unwrap_or(rest.len());
                let far = if next < figure.sentence.end { near } else { rest.len() };
                for end in [near, far] {
                    let said = &self.paragraph[figure.subject.start + from..figure.whole.end + end];
                    hits = fits(said);
                    if !hits.is_empty() {
                        return (said.to_string(), hits);
                    }
                    nearest.get_or_insert(said);
                }
            }
            if !hits.is_empty() {
                return (said.to_string(), hits);
            }
            nearest.get_or_insert(said);
        }
        (nearest.unwrap_or_default().to_string(), Vec::new())
    }

    /// The group of columns named in these words, if it is exactly one.
    fn scope(&self, said: &str) -> Option<&'static Scope> {
        let (_, scopes) = self.speech.scopes.split_last()?;
        let mut named = scopes.iter().filter(|s| has(s.words, said));
        named.next().filter(|_| named.next().is_none())
    }

    /// The sums that a mention accepts, of the columns named in these words or of all applicants.
    fn sums(&self, mention: &Mention, said: &str) -> Sums {
        let all = self.speech.scopes.last();
        let columns = self.scope(said).or(all).map_or(&[][..], |s| s.columns);
        let expand = |id: &&str| -> Vec<String> {
            let ids = self.report.form.named(id);
            match id.contains("{}") {
                true => ids
                    .iter()
                    .flat_map(|id| columns.iter().map(move |c| id.replace("{}", c)))
                    .collect(),
                false => ids,
            }
        };
        mention.sums.iter().map(|sum| sum.iter().flat_map(expand).collect()).collect()
    }

    /// Whether these words, with which `before` ends, fit a mention.
    fn says(&self, mention: &Mention, said: &str, before: &str) -> bool {
        let own = |word: &str| mention.words.iter().copied().flatten().any(|w| w.contains(word));
        let said = &spoken(self.report, said);
        let said = match mention.role {
            Role::Figure => &clause::without_ways(said)[..],
            _ => &said[..],
        };
        mention.words.iter().all(|words| clause::has(words, said, mention.role))
            && (mention.role != Role::Whole || clause::is_of_all(said))
            && !has(mention.without, said)
            && (!said.contains("累计") || !whose::is_running(self.report, before))
            && !ELSEWHERE.iter().any(|w| said.contains(w) && !own(w))
            && self.in_context(mention, said, &whose::without_asides(before, |_| true))
    }

    /// Whether the nearest word of context is one of the mention's. Headings are the farthest: if
    /// only they give it, and other matters may come between, the clause must begin with its words.
    fn in_context(&self, mention: &Mention, said: &str, before: &str) -> bool {
        let unnamed = !has(mention.context, said) && !has(mention.against, said);
        let all = clause::meant_by_all(before).filter(|_| mention.role == Role::Nothing && unnamed);
        if let Some(all) = all {
            return has(mention.context, all);
        }
        let last = |words: &[&str]| words.iter().filter_map(|w| before.rfind(w)).max();
        let (context, against) = (last(mention.context), last(mention.against));
        if mention.context.is_empty() || context.is_some() {
            return context >= against;
        }
        let clause = said.rsplit(['，', ',']).next().unwrap_or(said);
        let bound = mention.against.is_empty()
            || mention.role != Role::Figure
            || clause::begins_with(clause, mention.words);
        let heads = |h: &&str| has(mention.context, h) && !has(mention.against, h);
        against.is_none() && bound && self.headings.iter().any(heads)
    }

    /// Claims without a figure: that something did or did not happen.
    fn clauses(&self, claims: &mut Vec<Claim>) {
        if self.mentions.iter().all(|m| of_figure(m)) {
            return;
        }
        for sentence in crate::figures::sentences(self.paragraph) {
            let text = &self.paragraph[sentence.clone()];
            if has(PLANS, text) {
                continue;
            }
            let mut from = sentence.start;
            for clause in text.split(['，', '；', ',', ';']) {
                let at = from..from + clause.len();
                let gap = self.paragraph[at.end..].chars().next().map_or(0, char::len_utf8);
                from = at.end + gap;
                let before = &self.paragraph[sentence.start..at.end];
                self.clause(before, clause, at, claims);
            }
        }
    }

    /// Adds the claims of one clause; `before` is the sentence up to the end of the clause.
    fn clause(&self, before: &str, clause: &str, at: Range<usize>, claims: &mut Vec<Claim>) {
        let counted = figures(clause).iter().rfind(|f| f.is_quantity()).map(|f| f.whole.end);
        let denied = clause::denial(clause).filter(|_| counted.is_none());
        for &mention in &self.mentions {
            let (said, stated) = match mention.role {
                Role::Absence => (denied.map_or("", |i| &clause[i..]), Amount::ZERO),
                Role::Nothing => (&clause[counted.unwrap_or(0)..], Amount::ZERO),
                Role::Activity if denied.is_none() && counted.is_none() => {
                    (clause, Amount::whole(1))
                }
                _ => continue,
            };
            if !self.says(mention, said, before) || !self.is_own(before) {
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

/// Whether a mention is about figures, not about whole clauses.
fn of_figure(mention: &Mention) -> bool {
    !matches!(mention.role, Role::Absence | Role::Nothing | Role::Activity)
}

fn is_one_of_several(mention: &Mention) -> bool {
    matches!(mention.role, Role::Channel | Role::Kind)
}

/// Alternative lists of cell ids; a figure states the sum of one list.
type Sums = Vec<Vec<String>>;

/// The text in the words that mentions use: 各类 is dropped, and the year after the report's
/// becomes 下年.
fn spoken(report: &Report, text: &str) -> String {
    let next = report.year.map(|year| format!("{}年", year.saturating_add(1)));
    let text = text.replace("各类", "");
    next.map_or_else(|| text.clone(), |next| text.replace(&next, "下年"))
}

fn has(words: &[&str], text: &str) -> bool {
    words.iter().any(|w| text.contains(w))
}
