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
    /// Ids of the cells whose sum is stated; where several sums would do, those of the one that
    /// agrees, else of the first.
    pub cells: Vec<String>,
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

/// Sentences with these words speak of what is to come.
const PLANS: &[&str] = &["计划", "拟于", "力争", "目标", "预计", "下一步"];
/// Clauses with these words speak of other years or of several, unless the mention has them too.
const ELSEWHERE: &[&str] = &["累计", "历年", "上年", "上一年", "去年", "同期", "同比", "以来"];
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
    fn claim(&self, rule: &'static str, at: Range<usize>, stated: Amount, sums: Sums) -> Claim {
        let (truth, cells) = truth(self.report, self.entries, stated, sums);
        let range = self.start + at.start..self.start + at.end;
        Claim { rule, section: self.place.to_string(), range, stated, cells, truth }
    }

    fn figures(&self, claims: &mut Vec<Claim>) {
        let figures = figures(self.paragraph);
        let mut elsewhere = vec![false; figures.len()];
        for (i, figure) in figures.iter().enumerate() {
            let (said, hits) = self.hits(figure);
            let Some(first) = hits.first() else { continue };
            let apart = hits.iter().find(|m| matches!(m.role, Role::OtherChannels(_)));
            elsewhere[i] = apart.is_some();
            if figure.part_of.is_some_and(|whole| elsewhere[whole]) {
                continue;
            }
            let hits = apart.map_or(&hits[..], std::slice::from_ref);
            let mut sums: Sums = hits.iter().flat_map(|m| self.sums(m, said)).collect();
            sums.dedup();
            let clear = sums.len() == 1 || hits.len() == 1;
            let channels = hits.len() > 1 && hits.iter().all(|m| m.role == Role::Channel);
            if channels {
                sums.insert(0, sums.concat());
            }
            let claim = self.claim(first.rule, figure.whole.clone(), figure.value, sums);
            if clear || channels || claim.truth == Truth::Agrees {
                claims.push(claim);
            }
        }
    }

    /// The words that speak of a figure and the mentions they fit: its own clause first, then up to
    /// two clauses further back.
    fn hits(&self, figure: &Figure) -> (&str, Vec<&'static Mention>) {
        let before = &self.paragraph[figure.sentence.start..figure.number.start];
        let sentence = &self.paragraph[figure.sentence.clone()];
        let counts = figure.is_quantity() && !figure.is_share() && !figure.approximate;
        if !counts || self.is_of_another_year(before) || has(PLANS, sentence) {
            return ("", Vec::new());
        }
        let subject = &self.paragraph[figure.subject.clone()];
        let cuts = subject.rmatch_indices(['，', ',']).map(|(i, m)| i + m.len());
        for from in cuts.take(3).chain(std::iter::once(0)) {
            let mut said = &subject[from..];
            if said.trim().chars().count() <= 4 {
                // 另有103件顺延到下年度: the words follow the figure.
                let end = self.paragraph[figure.whole.end..figure.sentence.end]
                    .find(['，', '；', '、', '（', '）', ',', ';'])
                    .map_or(figure.sentence.end, |i| figure.whole.end + i);
                said = &self.paragraph[figure.subject.start + from..end];
            }
            let fits = |m: &&Mention| {
                matches!(m.role, Role::Figure | Role::Channel | Role::OtherChannels(_))
                    && m.units.contains(&figure.unit)
                    && self.says(m, said, before)
            };
            let hits: Vec<_> = self.report.form.mentions().filter(fits).collect();
            if !hits.is_empty() {
                return (said, hits);
            }
        }
        ("", Vec::new())
    }

    /// The sums a mention accepts, for the columns these words name.
    fn sums(&self, mention: &Mention, said: &str) -> Sums {
        let scope = self.report.form.scopes.iter().find(|s| has(s.words, said));
        let expand = |id: &&str| -> Vec<String> {
            match scope.filter(|_| id.contains("{}")) {
                Some(scope) => scope.columns.iter().map(|c| id.replace("{}", c)).collect(),
                None => vec![id.to_string()],
            }
        };
        mention.sums.iter().map(|sum| sum.iter().flat_map(expand).collect()).collect()
    }

    fn says(&self, mention: &Mention, said: &str, before: &str) -> bool {
        let own = |word: &str| mention.words.iter().copied().flatten().any(|w| w.contains(word));
        let last = |words: &[&str]| words.iter().filter_map(|w| before.rfind(w)).max();
        let context = last(mention.context);
        mention.words.iter().all(|words| has(words, said))
            && !has(mention.without, said)
            && !ELSEWHERE.iter().any(|w| said.contains(w) && !own(w))
            && (mention.context.is_empty()
                || context.is_some()
                || has(mention.context, self.heading))
            && (mention.against.is_empty() || context > last(mention.against))
    }

    /// Whether the last year named in these words is not the report's.
    fn is_of_another_year(&self, before: &str) -> bool {
        let tight = crate::text::key(before);
        let mut rest = &tight[..];
        let mut last = None;
        while let Some((at, len, year)) = find_year(rest) {
            last = Some(year);
            rest = &rest[at + len..];
        }
        last.is_some() && last != self.report.year
    }

    /// Claims without a figure: what did not happen, and what did.
    fn clauses(&self, claims: &mut Vec<Claim>) {
        for sentence in crate::figures::sentences(self.paragraph) {
            let text = &self.paragraph[sentence.clone()];
            if self.is_of_another_year(text) || has(PLANS, text) {
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
        for mention in self.report.form.mentions() {
            let (said, stated) = match mention.role {
                Role::Absence => (denied.map_or("", |i| &clause[i..]), Amount::ZERO),
                Role::Nothing => (clause, Amount::ZERO),
                Role::Activity if denied.is_none() => (clause, Amount::whole(1)),
                _ => continue,
            };
            if !self.says(mention, said, sentence) {
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

/// Lists of cells; a figure is one of their sums.
type Sums = Vec<Vec<String>>;

fn has(words: &[&str], text: &str) -> bool {
    words.iter().any(|w| text.contains(w))
}

/// How a figure stands to the first sum it equals, else to the first one.
fn truth(
    report: &Report,
    entries: &[Entry],
    stated: Amount,
    mut sums: Sums,
) -> (Truth, Vec<String>) {
    let entry = |id: &String| report.form.position(id).map_or(Entry::Blank, |i| entries[i]);
    let sum_of = |cells: &[String]| -> Option<Amount> {
        let number = |id| match entry(id) {
            Entry::Absent => Some(Amount::ZERO),
            entry => entry.number(),
        };
        cells.iter().map(number).sum()
    };
    let agreeing = sums.iter().position(|cells| sum_of(cells) == Some(stated));
    let truth = match sums.first().map(|cells| (cells, sum_of(cells))) {
        _ if agreeing.is_some() => Truth::Agrees,
        Some((_, Some(sum))) if sums.iter().all(|s| sum_of(s).is_some()) => Truth::Differs(sum),
        Some((cells, None)) if stated > Amount::ZERO && cells.len() == 1 => {
            match entry(&cells[0]) {
                Entry::Blank => Truth::Blank,
                _ => Truth::Unknown,
            }
        }
        _ => Truth::Unknown,
    };
    let cells = if sums.is_empty() { Vec::new() } else { sums.swap_remove(agreeing.unwrap_or(0)) };
    (truth, cells)
}

/// Figures for channels without a row of their own add up: where several stand in the text and
/// the cell holds their sum, all agree; where it holds less, those it leaves out break their rule.
fn others(report: &Report, entries: &[Entry], claims: &mut [Claim]) {
    for mention in report.form.mentions() {
        let Role::OtherChannels(rule) = mention.role else { continue };
        let [[id]] = mention.sums else { continue };
        let Some(Entry::Number(cell)) = report.form.position(id).map(|i| entries[i]) else {
            continue;
        };
        let mine = |c: &&mut Claim| c.cells == [*id] && c.rule == mention.rule;
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
