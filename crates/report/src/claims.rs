//! Statements of prose about cells: which figure speaks of which cell, and whether they agree.
//!
//! The form's [`Mention`]s say by which words. No alarm is better than a false one: a sentence about
//! another year, a plan, or a running total says nothing, nor does a figure that could mean two
//! cells and equals neither.

use std::ops::Range;

use crate::amount::{Amount, Entry};
use crate::figures::{figures, Figure};
use crate::form::{Mention, Role};
use crate::report::Report;
use crate::text::find_year;

/// A statement about one cell, or about the sum of several.
#[derive(Clone, Debug)]
pub struct Claim {
    pub rule: &'static str,
    /// Place of the section, and bytes of its text.
    pub section: String,
    pub range: Range<usize>,
    pub stated: Amount,
    /// Ids of the cells whose sum is stated.
    pub cells: Vec<&'static str>,
    pub truth: Truth,
}

/// Whether a claim agrees with the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Truth {
    Agrees,
    /// What the cells add up to.
    Differs(Amount),
    /// Text and table cannot be compared: the cell is blank, and nothing is stated that happened.
    Unknown,
    /// Something is said to have happened, and the cell is blank.
    Blank,
    /// One of several figures that belong to the cell seems left out of it: what the cell holds and
    /// what the text adds up to.
    LeftOut(Amount, Amount),
}

/// Words of sentences that do not speak of this year's own figures.
const ELSEWHERE: &[&str] =
    &["累计", "历年", "上年", "去年", "同比", "计划", "拟于", "力争", "目标", "预计", "以来"];
const DENIALS: &[&str] = &[
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未发生",
    "没有发生",
    "未产生",
    "未出现",
    "没有出现",
    "未引发",
    "未有",
    "没有因",
    "未因",
    "无因",
    "未被",
    "没有被",
    "暂无",
    "均无",
    "未受理",
    "无",
];
const NOT_DENIED: &[&str] = &["无正当", "无法", "无关", "无理由", "无偿"];

/// All claims of a report's prose about its cells, in order.
pub fn claims(report: &Report) -> Vec<Claim> {
    let entries = report.entries();
    let mut claims = Vec::new();
    for (place, heading, text) in report.prose() {
        if place == "preface" {
            continue;
        }
        let mut start = 0;
        for paragraph in text.split('\n') {
            let page = Page { report, entries: &entries, place: &place, heading, paragraph, start };
            page.figures(&mut claims);
            page.clauses(&mut claims);
            start += paragraph.len() + 1;
        }
    }
    others(report, &entries, &mut claims);
    claims
}

/// One paragraph in its section.
struct Page<'a> {
    report: &'a Report,
    entries: &'a [Entry],
    place: &'a str,
    heading: &'a str,
    paragraph: &'a str,
    start: usize,
}

impl Page<'_> {
    fn mentions(&self) -> &'static [Mention] {
        self.report.form.mentions
    }

    fn claim(
        &self,
        rule: &'static str,
        at: Range<usize>,
        stated: Amount,
        cells: Vec<&'static str>,
    ) -> Claim {
        let truth = truth(self.report, self.entries, stated, &cells);
        let range = self.start + at.start..self.start + at.end;
        Claim { rule, section: self.place.to_string(), range, stated, cells, truth }
    }

    fn figures(&self, claims: &mut Vec<Claim>) {
        let figures = figures(self.paragraph);
        let mut elsewhere = vec![false; figures.len()];
        for (i, figure) in figures.iter().enumerate() {
            let hits = self.hits(figure);
            let apart = hits.iter().find(|m| matches!(m.role, Role::OtherChannels(_)));
            elsewhere[i] = apart.is_some();
            if figure.part_of.is_some_and(|whole| elsewhere[whole]) {
                continue;
            }
            if let Some(mention) = apart {
                claims.push(self.claim(
                    mention.rule,
                    figure.whole.clone(),
                    figure.value,
                    vec![mention.cell],
                ));
                continue;
            }
            let mut cells: Vec<&'static str> = hits.iter().map(|m| m.cell).collect();
            cells.dedup();
            let Some(rule) = hits.first().map(|m| m.rule) else { continue };
            let sum = cells.len() == 1 || hits.iter().all(|m| m.role == Role::Channel);
            let claim = self.claim(rule, figure.whole.clone(), figure.value, cells);
            if sum || claim.truth == Truth::Agrees {
                claims.push(claim);
            }
        }
    }

    /// The mentions that fit a figure, by the narrowest words before it: its own clause first, then
    /// up to two clauses further back.
    fn hits(&self, figure: &Figure) -> Vec<&'static Mention> {
        let sentence = &self.paragraph[figure.sentence.clone()];
        if figure.approximate
            || figure.is_share()
            || !figure.is_quantity()
            || self.is_elsewhere(sentence)
        {
            return Vec::new();
        }
        let subject = &self.paragraph[figure.subject.clone()];
        let before = &self.paragraph[figure.sentence.start..figure.number.start];
        let cuts = subject.rmatch_indices(['，', ',']).map(|(i, m)| i + m.len());
        for from in cuts.take(3).chain(std::iter::once(0)) {
            let said = &subject[from..];
            let fits = |m: &&Mention| {
                matches!(m.role, Role::Figure | Role::Channel | Role::OtherChannels(_))
                    && m.units.contains(&figure.unit)
                    && self.says(m, said, before)
            };
            let hits: Vec<_> = self.mentions().iter().filter(fits).collect();
            if !hits.is_empty() {
                return hits;
            }
        }
        Vec::new()
    }

    fn says(&self, mention: &Mention, said: &str, before: &str) -> bool {
        let any = |words: &[&str], text: &str| words.iter().any(|w| text.contains(w));
        mention.words.iter().all(|words| any(words, said))
            && !any(mention.without, said)
            && (mention.context.is_empty()
                || any(mention.context, before)
                || any(mention.context, self.heading))
    }

    /// Whether a sentence speaks of another year, of plans, or of more than a year.
    fn is_elsewhere(&self, sentence: &str) -> bool {
        let tight = crate::text::key(sentence);
        let mut rest = &tight[..];
        while let Some((at, len, year)) = find_year(rest) {
            if Some(year) != self.report.year {
                return true;
            }
            rest = &rest[at + len..];
        }
        ELSEWHERE.iter().any(|w| sentence.contains(w))
    }

    /// Claims without a figure: what did not happen, and what did.
    fn clauses(&self, claims: &mut Vec<Claim>) {
        for sentence in crate::figures::sentences(self.paragraph) {
            let text = &self.paragraph[sentence.clone()];
            if self.is_elsewhere(text) {
                continue;
            }
            let mut from = sentence.start;
            for clause in text.split(['，', '；', ',', ';']) {
                let at = from..from + clause.len();
                let gap = self.paragraph[at.end..].chars().next().map_or(0, char::len_utf8);
                from = at.end + gap;
                self.clause(text, clause, at, claims);
            }
        }
    }

    fn clause(&self, sentence: &str, clause: &str, at: Range<usize>, claims: &mut Vec<Claim>) {
        if figures(clause).iter().any(Figure::is_quantity) {
            return;
        }
        let denied = DENIALS
            .iter()
            .filter_map(|d| clause.find(d))
            .min()
            .filter(|&i| !NOT_DENIED.iter().any(|w| clause[i..].starts_with(w)))
            .filter(|&i| !clause[i..].starts_with('无') || clause.chars().count() <= 30);
        for mention in self.mentions() {
            match mention.role {
                Role::Absence => {
                    let said = denied.map_or("", |i| &clause[i..]);
                    if self.says(mention, said, sentence) {
                        let cells = vec![mention.cell];
                        claims.push(self.claim(mention.rule, at.clone(), Amount::ZERO, cells));
                    }
                }
                Role::Activity if denied.is_none() && self.says(mention, clause, sentence) => {
                    let mut claim =
                        self.claim(mention.rule, at.clone(), Amount::whole(1), vec![mention.cell]);
                    if claim.truth != Truth::Blank && claim.truth != Truth::Differs(Amount::ZERO) {
                        claim.truth = Truth::Agrees;
                    }
                    claims.push(claim);
                }
                _ => {}
            }
        }
    }
}

fn truth(report: &Report, entries: &[Entry], stated: Amount, cells: &[&str]) -> Truth {
    let entry = |id: &&str| report.form.position(id).map(|i| entries[i]);
    let numbers: Option<Vec<Amount>> = cells.iter().map(|id| entry(id)?.number()).collect();
    match numbers {
        Some(numbers) if numbers.contains(&stated) && numbers.len() > 1 => Truth::Agrees,
        Some(numbers) => match numbers.into_iter().sum() {
            sum if sum == stated => Truth::Agrees,
            sum => Truth::Differs(sum),
        },
        None if stated > Amount::ZERO && cells.len() == 1 => match entry(&cells[0]) {
            Some(Entry::Blank) => Truth::Blank,
            _ => Truth::Unknown,
        },
        None => Truth::Unknown,
    }
}

/// Figures for channels without a row of their own add up: where several stand in the text and
/// the cell holds their sum, all agree; where it holds less, those it leaves out break their rule.
fn others(report: &Report, entries: &[Entry], claims: &mut [Claim]) {
    for mention in report.form.mentions {
        let Role::OtherChannels(rule) = mention.role else { continue };
        let Some(Entry::Number(cell)) = report.form.position(mention.cell).map(|i| entries[i])
        else {
            continue;
        };
        let mine = |c: &&mut Claim| c.cells == [mention.cell] && c.rule == mention.rule;
        let mut mine: Vec<&mut Claim> = claims.iter_mut().filter(mine).collect();
        // The same figure told twice is one figure.
        let mut distinct: Vec<Amount> = mine.iter().map(|c| c.stated).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < 2 {
            continue;
        }
        let sum: Amount = distinct.into_iter().sum();
        let told = mine.iter().any(|c| c.stated == cell);
        for claim in &mut mine {
            claim.rule = rule;
            let agrees = sum == cell || claim.stated == cell;
            claim.truth = if agrees { Truth::Agrees } else { Truth::LeftOut(cell, sum) };
        }
        if !told && sum < cell {
            // The cell holds more than the text tells: nothing is missing from it.
            mine.iter_mut().for_each(|c| c.truth = Truth::Agrees);
        }
    }
}
